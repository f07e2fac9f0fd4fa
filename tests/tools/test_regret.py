"""The table of the personas' expected regret says when their order is not as it should be."""

from __future__ import annotations

import pytest

from tools import regret

Job = tuple[str, str, int, int]


def games(**euro: list[int]) -> list[tuple[Job, dict[str, int]]]:
    """Games of one scenario by persona, with the regret of each seed in euro."""
    none = {"message": 0, "replan": 0, "authored": 0, "cost": 0}
    return [
        (("x", persona, seed, 20), {"moment": 100 * amount, **none})
        for persona, amounts in euro.items()
        for seed, amount in enumerate(amounts)
    ]


def test_the_order_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Expert best, follower and sceptic clearly worse than careful."""
    right = games(expert=[0, 1], careful=[2, 3], follower=[50, 51], sceptic=[80, 90])
    assert regret._table(right) == 0
    assert "as it should be" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"expert": [9, 9]}, "careful is better than expert"),
        ({"follower": [2, 60]}, "follower is not clearly worse"),
        ({"sceptic": [3, 3]}, "sceptic is not clearly worse"),
    ],
)
def test_what_speaks_against_is_named(
    changed: dict[str, list[int]], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A better careful player, or a difference that may be chance."""
    sums = {"expert": [0, 1], "careful": [2, 3], "follower": [50, 51], "sceptic": [80, 90], **changed}
    assert regret._table(games(**sums)) == 1
    assert said in capsys.readouterr().out


def test_a_game_is_played_and_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real decisions through the real session: one who refuses all advice pays more than an expert."""
    from game.solver.naive import naive_plan

    monkeypatch.setattr(regret, "_planner", lambda s: naive_plan(s.system, s.visible))
    expert, sceptic = (regret.game("vers-noord", p, 2, 6) for p in ("expert", "sceptic"))
    assert expert["authored"] == 0 < sceptic["authored"]
    assert expert["decisions"] > 0
