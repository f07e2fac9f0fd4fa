"""What to play next: each rule by itself, and that the advice can always be followed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from game.assess.next_up import WHY, Advice, Known, Offer, next_up, towards

NAMES = ("K1", "K2", "K3", "K4")
SURE = {c: Known(competency=c, evidence=5, level=3, mean=0.8, sd=0.3) for c in NAMES}


def known(**changes: dict[str, object]) -> list[Known]:
    """Everything is sure, but for these."""
    return [replace(SURE[c], **changes.get(c, {})) for c in NAMES]  # type: ignore[arg-type]


FIRST = Offer(scenario="first", competencies=("K1", "K2"), level=1, minutes=20)
SECOND = Offer(scenario="second", competencies=("K1", "K2", "K3", "K4"), level=2, minutes=45)
HARD = Offer(scenario="hard", competencies=("K3", "K4"), level=4, minutes=75)
OFFERS = (FIRST, SECOND, HARD)


def test_what_was_never_shown_comes_first() -> None:
    """No evidence at all goes before what is only unsure, and before what is low."""
    made = known(K4={"evidence": 0, "level": None}, K2={"level": None, "sd": 0.9}, K1={"mean": -2.0})
    found = next_up(made, OFFERS)
    assert found == Advice(
        competency="K4", scenario="second", why="nothing", again=False, also=("K2",), minutes=45
    )


def test_then_what_is_least_certain() -> None:
    """Of two without a level the one with the widest bar."""
    found = next_up(known(K1={"level": None, "sd": 0.5}, K2={"level": None, "sd": 0.9}), OFFERS)
    assert found is not None
    assert (found.competency, found.why) == ("K2", "unsure")


def test_then_what_is_lowest() -> None:
    """With eight levels there is still something to practise."""
    found = next_up(known(K3={"mean": -0.5, "level": 2}), OFFERS)
    assert found is not None
    assert (found.competency, found.why) == ("K3", "lowest")


def test_a_day_that_was_not_played_goes_before_one_that_was() -> None:
    """Also when the new one is harder; a repeated one says so."""
    played = (replace(FIRST, played=1), replace(SECOND, played=1), HARD)
    made = known(K3={"level": None})
    assert (first := towards("K3", made, played)) is not None
    assert (first.scenario, first.again) == ("hard", False)
    again = towards("K2", made, played)
    assert again is not None
    assert again.again


def test_a_step_harder_at_most_where_there_is_a_choice() -> None:
    """Nobody is sent from the first day to the hardest."""
    made = known(K4={"level": None})
    easy = replace(HARD, scenario="easy", level=2, competencies=("K4",))
    found = towards("K4", made, (replace(FIRST, played=1), HARD, easy))
    assert found is not None
    assert found.scenario == "easy"


def test_what_no_day_offers_is_passed_over() -> None:
    """The advice is always one that can be followed; with no days at all there is none."""
    made = known(K4={"evidence": 0, "level": None}, K2={"level": None})
    found = next_up(made, (FIRST,))
    assert found is not None
    assert found.competency == "K2"
    assert next_up(made, ()) is None
    assert towards("K9", made, OFFERS) is None


some_known = st.lists(
    st.builds(
        Known, competency=st.sampled_from(NAMES), evidence=st.integers(0, 5),
        level=st.none() | st.integers(1, 4), mean=st.floats(-3, 3), sd=st.floats(0.1, 1.3),
    ),
    unique_by=lambda k: k.competency,
)  # fmt: skip
some_offers = st.lists(
    st.builds(
        Offer, scenario=st.text("abc", min_size=1), competencies=st.lists(st.sampled_from(NAMES)).map(tuple),
        level=st.integers(0, 5), played=st.integers(0, 2),
    )
)  # fmt: skip


@given(some_known, some_offers)
def test_the_advice_fits_and_is_the_same_every_time(made: list[Known], offers: list[Offer]) -> None:
    """The day offers the competency, the reason is known, and the order of the list is no whim."""
    found = next_up(made, offers)
    assert found == next_up(list(reversed(made)), offers)
    if found is None:
        assert not {k.competency for k in made} & {c for o in offers for c in o.competencies}
        return
    day = next(o for o in offers if o.scenario == found.scenario and found.competency in o.competencies)
    assert found.why in WHY
    assert found.again == (day.played > 0) or any(o.scenario == day.scenario for o in offers if o is not day)
