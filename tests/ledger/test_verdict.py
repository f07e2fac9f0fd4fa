from hypothesis import given
from hypothesis import strategies as st

from game.domain.ledger import VERDICTS, LedgerLine
from game.ledger.verdict import Weighed, line

DAYS = 6
ROWS = st.lists(st.integers(0, 100_000), min_size=DAYS, max_size=DAYS)


def judged(days: dict[str, list[int]], chosen: str, advice: str = "", repair: int = 1 << 30) -> LedgerLine:
    """A line of these costs; what was realised is the first day's."""
    weighed = Weighed(days=days, realised={name: costs[0] for name, costs in days.items()})
    return line(
        weighed, kind="moment", name="m", seq=1, at_s=0, chosen=chosen, advice=advice, repair_cent=repair
    )  # fmt: skip


def test_three_percent_of_the_stake_is_too_close_to_tell():
    """Options whose means differ by less than that share of the stake are even; a bit more is not."""
    # one day the one is EUR 100 dearer, the other day the other: the stake is EUR 100
    near = {"a": [20_000, 10_000] * 50, "b": [10_000, 20_580] * 50}
    assert judged(near, "a").verdict == "even"
    clear = {"a": [10_000] * 10, "b": [10_310] * 5 + [10_290] * 5}
    assert judged(clear, "a").verdict == "good"
    assert judged(clear, "b").verdict == "missed"


def test_the_best_choice_against_advice_is_better_than_good():
    """Only then the choice shows that the player knew more than the computer (ASSESSMENT K5)."""
    days = {"a": [100] * 5, "b": [900] * 5}
    assert judged(days, "a", advice="b").verdict == "better"
    assert judged(days, "a", advice="a").verdict == "good"
    assert judged(days, "b", advice="b").verdict == "missed"


def test_one_option_only_is_no_choice():
    """Nothing to compare with: even, and no luck."""
    found = judged({"a": [500, 700]}, "a")
    assert (found.verdict, found.against, found.luck_cent) == ("even", "a", 0)


@given(st.dictionaries(st.sampled_from("abcd"), ROWS, min_size=1), st.data())
def test_lines_add_up(days: dict[str, list[int]], data: st.DataObject):
    """Skill is never negative, the repair never above the best option, luck and skill make the outcome."""
    chosen = data.draw(st.sampled_from(sorted(days)))
    found = judged(days, chosen, repair=data.draw(st.integers(0, 200_000)))
    assert found.verdict in VERDICTS
    assert found.lost_cent >= 0
    assert found.repair_cent <= found.option(found.best).expected_cent
    assert found.regret_cent >= found.lost_cent
    assert (found.lost_cent > 0) == (found.best != chosen)
    mine, other = found.option(chosen), found.option(found.against)
    gap = mine.expected_cent - other.expected_cent
    assert mine.realised_cent - other.realised_cent == gap + found.luck_cent
    if found.verdict == "missed":
        assert found.against == found.best and gap > 0
    if found.verdict in ("good", "better"):
        assert found.best == chosen and gap <= 0
