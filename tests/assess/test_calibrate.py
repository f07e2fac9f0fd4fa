"""Calibration: what it finds in simulated players is what was put in."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from game.assess import calibrate as calibration
from game.assess.calibrate import Calibrated, Sample, calibrate, confounded
from game.assess.settings import Dynamics
from game.assess.simulate import Simulated, design, simulated
from game.assess.structure import dynamics_of, filtered, sessions_of
from game.assess.widening import Z, errors, widening
from game.domain import chance

TRUTH = Dynamics(prior_sd=1.0, correlation=0.45, session_sd=0.5, drift_sd=0.0)
COMPETENCIES, SCENARIOS, ITEMS = 3, 5, 4


def true_items() -> Calibrated:
    draw = chance.stream(5, "items").random
    count = COMPETENCIES * SCENARIOS * ITEMS
    middle = np.array([1.6 * draw() - 0.8 for _ in range(count)])
    return Calibrated(
        slope=np.array([0.8 + draw() for _ in range(count)]),
        b=np.stack([middle - 0.9, middle, middle + 1.1], axis=1), session_sd=0.5, growth=0.0,
    )  # fmt: skip


def drawn(seed: int, players: int, growth: float = 0.0) -> Simulated:
    ability = [c for _ in range(SCENARIOS) for c in range(COMPETENCIES) for _ in range(ITEMS)]
    scenario = [s for s in range(SCENARIOS) for _ in range(COMPETENCIES * ITEMS)]
    draw = chance.stream(seed, "players")
    where = design(ability, scenario, players, 0.3, draw)
    return simulated(where, true_items(), replace(TRUTH, growth=growth), draw)


@cache
def norm() -> tuple[Simulated, Calibrated, Dynamics]:
    made = drawn(1, 200)
    items = calibrate(made.sample)
    return made, items, dynamics_of(made.sample, items)


def test_calibration_finds_the_items() -> None:
    """Slopes, thresholds, session noise and correlation come back from 200 players."""
    _, items, model = norm()
    truth = true_items()
    assert np.corrcoef(items.b.ravel(), truth.b.ravel())[0, 1] > 0.97
    assert np.corrcoef(items.slope, truth.slope)[0, 1] > 0.5
    assert items.slope.mean() == pytest.approx(truth.slope.mean(), abs=0.15)
    assert items.session_sd == pytest.approx(0.5, abs=0.1)
    assert model.correlation == pytest.approx(0.45, abs=0.12)
    assert model.growth == pytest.approx(0.0, abs=0.02)


@pytest.mark.parametrize("growth", [0.15, -0.15])
def test_growth_is_found_with_its_sign_and_moves_no_threshold(growth: float) -> None:
    """Players who get better, or worse, do so in the set; the zero of the scale stays the first session."""
    made = drawn(2, 200, growth)
    items = calibrate(made.sample)
    assert items.growth == pytest.approx(growth, abs=0.03)
    assert dynamics_of(made.sample, items).growth == pytest.approx(growth, abs=0.03)
    first = made.truth[:, 0].mean()
    assert float((items.b - true_items().b).mean()) + first == pytest.approx(0.0, abs=0.06)


def test_profiles_of_others_follow_the_truth_and_their_intervals_hold_it() -> None:
    """With a calibrated set other players come out right, as sure as the set says."""
    made, items, model = norm()
    others = drawn(3, 200)
    states = filtered(sessions_of(others.sample, items), model, COMPETENCIES)
    r = [np.corrcoef(s.mean[:, :3].ravel(), others.truth[:, i].ravel())[0, 1] for i, s in enumerate(states)]
    assert r[0] > 0.68 and r[-1] > 0.87 and r[-1] > r[0]
    wide = widening(made.sample, items, model, chance.stream(4, "bootstrap"), rounds=1)
    assert set(wide) == {"correlated", "independent"}
    assert all(1 <= factor < 1.3 for factors in wide.values() for factor in factors)
    held = [
        float(np.mean(e <= Z * w))
        for e, w in zip(errors(states, others.truth), wide["correlated"][1:], strict=True)
    ]
    assert all(0.92 <= share <= 0.98 for share in held)


def test_a_player_who_grows_more_is_seen_to_grow_more() -> None:
    """Growth is estimated for each player, not for all alike."""
    model = replace(TRUTH, growth_sd=0.15, growth_correlation=0.9)
    draw = chance.stream(6, "players")
    where = design(
        [0] * 20 + [1] * 20, [s for _ in range(2) for s in range(10) for _ in range(2)], 150, 0.0, draw
    )
    rng = Calibrated(slope=np.full(40, 1.3), b=np.tile([-1.0, 0.0, 1.0], (40, 1)), session_sd=0.5, growth=0.0)
    made = simulated(where, rng, model, draw)
    last = filtered(sessions_of(made.sample, rng), model, 2)[-1]
    growth = (made.truth[:, -1] - made.truth[:, 0]) / (made.truth.shape[1] - 1)
    assert np.corrcoef(last.mean[:, 2:].ravel(), growth.ravel())[0, 1] > 0.6


def test_the_e_step_is_integration_by_brute_force() -> None:
    """For one player with two visits the expected counts equal the sum over all theta, t and t'."""
    sample = Sample(
        ability=np.array([0, 0, 0]), player=np.array([0, 0]), position=np.array([0, 1]),
        visit=np.array([0, 0, 1]), item=np.array([0, 1, 2]), category=np.array([3, 1, 0]),
    )  # fmt: skip
    ac = np.array([[1.0, 1.0, 0.0, -1.0], [1.4, 0.9, 0.1, -1.2], [0.8, 1.5, 0.4, -0.4]])
    now = calibration._Now(ac=ac, session_sd=0.6, growth=0.2)
    counts, _ = calibration._expect([calibration._part(sample, 0)], now, 0.5, 3)
    p = calibration._chances(ac)
    likely = (p[0, 3] * p[1, 1], p[2, 0])
    kernels = [calibration._kernel(0.2 * at, 0.6) for at in (-0.5, 0.5)]
    theta = np.exp(-(calibration._THETA**2) / 2)
    joint = np.einsum("m,mi,mj,i,j->ij", theta, *kernels, *likely)
    joint /= joint.sum()
    assert counts[0, 3] == pytest.approx(joint.sum(axis=1), abs=1e-9)
    assert counts[1, 1] == pytest.approx(joint.sum(axis=1), abs=1e-9)
    assert counts[2, 0] == pytest.approx(joint.sum(axis=0), abs=1e-9)
    assert counts.sum() == pytest.approx(3.0)


def test_the_information_of_an_item_is_that_of_its_chances() -> None:
    """The gradient used in the M-step equals finite differences of the expected log likelihood."""
    ac, h = np.array([[1.2, 1.0, 0.1, -0.9]]), 1e-6
    draw = chance.stream(9, "counts").random
    counts = np.array([[[draw() for _ in calibration._T] for _ in range(4)]])

    def value(figures: np.ndarray) -> float:
        return float((counts * np.log(calibration._chances(figures))).sum())

    gradient, information = calibration._slopes(ac, counts)
    for i in range(4):
        step = np.eye(4)[i] * h
        assert gradient[0, i] == pytest.approx((value(ac + step) - value(ac - step)) / (2 * h), rel=1e-4)
    assert np.linalg.eigvalsh(information[0]).min() > 0


def test_a_sample_with_one_order_for_all_cannot_tell_growth() -> None:
    """Growth is refused where every item was met at one position only."""
    made = drawn(1, 20).sample
    scenario = made.item // (COMPETENCIES * ITEMS)
    same = replace(made, position=np.tile(np.arange(SCENARIOS), 20))
    assert not confounded(made)
    assert (same.position[same.visit] == scenario).all() and confounded(same)
    with pytest.raises(ValueError, match="growth"):
        calibrate(same)


def test_the_order_of_answers_and_players_is_free() -> None:
    """A shuffled sample gives the same set."""
    made = drawn(8, 40).sample
    back = np.arange(len(made.item))[::-1]
    turned = replace(made, visit=made.visit[back], item=made.item[back], category=made.category[back])
    one, other = calibrate(made), calibrate(turned)
    assert one.b == pytest.approx(other.b, abs=1e-6)
    ends = [filtered(sessions_of(sample, one), TRUTH, COMPETENCIES)[-1] for sample in (made, turned)]
    assert ends[0].mean == pytest.approx(ends[1].mean, abs=1e-8)
