import pytest

from tests.ledger.coin import coin, played
from tools.decisions import _table, _weighed, run


def test_the_author_is_told_where_another_option_is_best(capsys: pytest.CaptureFixture[str]):
    """Sums that fit the odds are left alone; a moment whose best option is another one is marked."""
    right, wrong = coin(0.3), coin(0.9)
    assert _table(right, _weighed(right, [played(right, "stay")], 100)) == 0
    row = next(x for x in capsys.readouterr().out.splitlines() if " move " in x).split()
    assert row[:3] == ["moment", "coin", "move"]
    author, sampled, error = map(float, row[3:])
    assert author == 18 and abs(sampled - author) < 4 * error
    assert _table(wrong, _weighed(wrong, [played(wrong, "stay")], 100)) == 1
    assert capsys.readouterr().out.startswith("! moment")


def test_a_scenario_is_weighed_whole(capsys: pytest.CaptureFixture[str]):
    """Every message of a shipped day that somebody decides about has its line."""
    assert run(["eerste-rit", "--seeds", "1", "--days", "5", "--personas", "naive"]) == 0
    assert "message" in capsys.readouterr().out
