"""The bench of profiles: its players are what it says, and its verdicts follow the figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.assess.settings import settings
from game.bench import profile as bench
from game.bench.profile_growth import ALIKE
from game.bench.profile_peer import girth_abilities, girth_items, installed
from game.bench.profile_players import bank, mean_scores
from game.bench.profile_set import Fit, judge, levels
from game.bench.profile_speed import update_ms


def test_the_bank_is_240_items_and_the_same_everywhere() -> None:
    """Three items of each competency in each of ten scenarios, drawn from a named stream."""
    one, other = bank(1, 0.5), bank(1, 0.5)
    pairs = list(zip(one.ability, one.scenario, strict=True))
    assert len(pairs) == 240 and all(pairs.count((c, s)) == 3 for c in range(8) for s in range(10))
    assert (one.items.b == other.items.b).all() and (one.items.b != bank(2, 0.5).items.b).any()
    assert (np.diff(one.items.b, axis=1) > 0).all()


def test_players_are_as_the_protocol_says() -> None:
    """Spread 1, correlation .45, 30 % missing, every scenario once, and growth at every session."""
    made = bank(1, 0.5).players(400, replace(bench.TRUTH, growth=0.1))
    first = made.truth[:, 0]
    assert first.std() == pytest.approx(1, abs=0.06)
    assert np.corrcoef(first.T)[np.triu_indices(8, 1)].mean() == pytest.approx(0.45, abs=0.06)
    assert len(made.sample.item) / (400 * 240) == pytest.approx(0.7, abs=0.01)
    assert (made.truth[:, 9] - first) == pytest.approx(0.9)
    assert (np.sort(made.sample.position.reshape(400, 10), axis=1) == np.arange(10)).all()


def test_mean_scores_are_means() -> None:
    """The peer that everybody knows is worked out rightly, and without an answer it is the middle."""
    made = bank(3, 0.5).players(6, bench.TRUTH)
    sample, scores = made.sample, mean_scores(made, 2)
    for player in range(6):
        for competency in range(8):
            mine = [
                int(category)
                for visit, item, category in zip(sample.visit, sample.item, sample.category, strict=True)
                if sample.player[visit] == player
                and sample.position[visit] < 2
                and sample.ability[item] == competency
            ]
            assert scores[player, competency] == pytest.approx(sum(mine) / len(mine) if mine else 1.5)


def test_true_items_judge_better_than_wrong_ones() -> None:
    """The judgement of a set can fail: a set with turned slopes recovers less, wide intervals hold more."""
    items = bank(4, 0.5)
    made = items.players(150, bench.TRUTH)
    narrow = Fit(items=items.items, model=bench.TRUTH, widen={"correlated": [1.0]})
    right = judge(narrow, made, "correlated", (1, 10))
    wide = judge(replace(narrow, widen={"correlated": [2.0]}), made, "correlated", (1, 10))
    shifted = replace(narrow, items=replace(items.items, b=items.items.b + 1))
    wrong = judge(shifted, made, "correlated", (1, 10))
    assert right[10]["r"] > right[1]["r"] > 0.6 and right[10]["rmse"] < right[1]["rmse"]
    assert wide[10]["coverage"] > right[10]["coverage"]
    assert wrong[10]["bias"] > 0.5 and wrong[10]["coverage"] < 0.6


def test_levels_are_those_of_the_game() -> None:
    """A level is shown from the game's certainty on, and is right when the truth lies in it."""
    cuts = settings().cuts
    estimate, truth = np.array([[0.0, 0.0, 2.0]]), np.array([[0.1, 0.1, 1.0]])
    found = levels(estimate, np.array([[0.2, 2.0, 0.3]]), truth)
    assert cuts[0] < 0.0 and 0.1 < cuts[1] < 1.0 < cuts[2] < 2.0
    assert found == {"level shown": 0.667, "shown level right": 0.5}


def test_verdicts_follow_the_figures() -> None:
    """A goal that is missed says so, each for itself."""
    row = {"r": 0.95, "rmse": 0.3, "coverage": 0.95, "bias": 0.01}
    recovery, growth = {at: dict(row) for at in bench.AFTER}, {"0.10 SD a session": {ALIKE: dict(row)}}
    assert all(bench._reached(recovery, growth, {"median_ms": 0.5}).values())
    recovery[3]["coverage"], growth["0.10 SD a session"][ALIKE]["bias"] = 0.98, -0.06
    found = bench._reached(recovery, growth, {"median_ms": 1.5})
    assert {name for name, reached in found.items() if not reached} == {
        "coverage after 3", "bias, 0.10 SD a session", "update",
    }  # fmt: skip


def test_the_update_is_measured_on_a_whole_session() -> None:
    """Every repetition goes through the game's own door."""
    found = update_ms(bank(1, 0.5))
    assert found["n"] == 300 and found["median_ms"] > 0


@pytest.mark.skipif(not installed(), reason="girth is in the extra `bench`")
def test_girth_judges_the_same_answers() -> None:
    """The peer finds the abilities of the players that the bench gives it."""
    items = bank(5, 0.5)
    norm = items.players(80, bench.TRUTH).sample
    mine = np.flatnonzero(norm.ability == 0)
    found = girth_items(norm, only=(0,))
    assert np.corrcoef(found[1][mine, 1], items.items.b[mine, 1])[0, 1] > 0.8
    others = items.players(80, bench.TRUTH)
    ability = girth_abilities(others.sample, (items.items.slope, items.items.b), 10)
    assert np.corrcoef(ability[:, 0], others.truth[:, 9, 0])[0, 1] > 0.8
