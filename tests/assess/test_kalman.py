"""The filter's arithmetic, checked against integration by brute force and against its own equations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from game.assess import kalman
from game.assess.kalman import Answers, State, advance, answers_of, logistic, observe

B = np.array([[-1.0, 0.0, 1.0], [-0.5, 0.3, 1.4], [-1.6, -0.9, 0.2]])
SLOPE = np.array([1.0, 1.5, 0.8])
SESSION_SD = 0.5
FINE = np.linspace(-7, 7, 701)


def answered(*categories: int, ability: tuple[int, ...] = (0, 0, 0)) -> Answers:
    """One player's answers to the three items; -1: missing."""
    row = np.array([categories])
    return answers_of(row, np.arange(3)[None, :], np.array(ability), SLOPE, B)


def one(mean: float = 0.0, sd: float = 1.0) -> State:
    """Belief about one competency, without growth."""
    return State(mean=np.array([[mean, 0.0]]), cov=np.array([[[sd**2, 0.0], [0.0, 0.0]]]))


def two(correlation: float) -> State:
    cov = np.zeros((1, 4, 4))
    cov[0, :2, :2] = [[1.0, correlation], [correlation, 1.0]]
    cov[0, 2:, 2:] = 0.05**2 * np.eye(2)
    return State(mean=np.zeros((1, 4)), cov=cov)


def brute(categories: Sequence[int]) -> tuple[float, float]:
    """Mean and sd of theta by integrating theta ~ N(0, 1) and t ~ N(theta, s_u^2) on a fine grid."""
    likely = np.ones_like(FINE)
    for category, a, b in zip(categories, SLOPE, B, strict=True):
        if category >= 0:
            reach = [np.ones_like(FINE), *(logistic(a * (FINE - x)) for x in b), np.zeros_like(FINE)]
            likely *= reach[category] - reach[category + 1]
    kernel = np.exp(-(((FINE[None, :] - FINE[:, None]) / SESSION_SD) ** 2) / 2)
    weight = np.exp(-(FINE**2) / 2) * (kernel @ likely)
    weight /= weight.sum()
    mean = float(weight @ FINE)
    return mean, float(np.sqrt(weight @ (FINE - mean) ** 2))


@pytest.mark.parametrize("first", range(-1, 4))
def test_one_session_is_what_integration_says(first: int) -> None:
    """For every pattern of answers mean and sd of theta differ from exact integration by no more than the
    normal approximation costs (MODEL.md)."""
    for categories in product([first], range(-1, 4), range(-1, 4)):
        found = observe(one(), answered(*categories), SESSION_SD)
        mean, sd = brute(categories)
        assert found.mean[0, 0] == pytest.approx(mean, abs=0.05)
        assert np.sqrt(found.cov[0, 0, 0]) == pytest.approx(sd, abs=0.035)


def test_the_gradient_and_the_curvature_are_those_of_the_log_posterior() -> None:
    """Newton uses exact derivatives: they equal finite differences of the value."""
    answers, precision = answered(0, 3, 2, ability=(0, 1, 1)), np.array([[[1.2, -0.4], [-0.4, 1.5]]])
    centre, t, h = np.array([[0.2, -0.3]]), np.array([[0.4, 0.7]]), 1e-5

    def at(*shift: float) -> tuple[float, np.ndarray]:
        value, gradient, _ = kalman._posterior(answers, t + np.array([shift]), centre, precision)
        return float(value[0]), gradient[0]

    _, gradient, curvature = kalman._posterior(answers, t, centre, precision)
    for i, step in enumerate(((h, 0.0), (0.0, h))):
        back = tuple(-x for x in step)
        assert gradient[0, i] == pytest.approx((at(*step)[0] - at(*back)[0]) / (2 * h), abs=1e-6)
        assert -curvature[0, i] == pytest.approx((at(*step)[1] - at(*back)[1]) / (2 * h), abs=1e-6)


def test_a_gap_says_nothing() -> None:
    """Missing evidence leaves mean and covariance as they were."""
    before = two(0.45)
    found = observe(before, answered(-1, -1, -1), SESSION_SD)
    assert found.mean == pytest.approx(before.mean, abs=1e-12)
    assert found.cov == pytest.approx(before.cov, abs=1e-12)


def test_a_gap_beside_an_answer_says_nothing() -> None:
    """A padded row gives what the row without padding gives."""
    alone = Answers(
        ability=np.array([[0]]), slope=np.array([[1.0]]), low=np.array([[0.0]]), high=np.array([[1.0]])
    )
    assert observe(one(), answered(2, -1, -1), SESSION_SD).mean == pytest.approx(
        observe(one(), alone, SESSION_SD).mean
    )


def test_many_players_at_once_are_each_alone() -> None:
    """A player's belief does not depend on who is filtered beside them."""
    rows = np.array([[0, 0, 1], [3, 2, -1], [-1, -1, -1]])
    item, ability = np.tile(np.arange(3), (3, 1)), np.array([0, 1, 1])
    many = State(mean=np.zeros((3, 4)), cov=np.tile(two(0.45).cov, (3, 1, 1)))
    together = observe(many, answers_of(rows, item, ability, SLOPE, B), SESSION_SD)
    for i in range(3):
        alone = observe(two(0.45), answers_of(rows[i : i + 1], item[:1], ability, SLOPE, B), SESSION_SD)
        assert together.mean[i] == pytest.approx(alone.mean[0], abs=1e-8)
        assert together.cov[i] == pytest.approx(alone.cov[0], abs=1e-8)


def test_extreme_evidence_far_from_the_belief_is_found_by_halving() -> None:
    """Newton also arrives when the first step is far too long."""
    found = observe(one(mean=-6.0, sd=3.0), answered(3, 3, 3), SESSION_SD)
    assert np.isfinite(found.mean).all()
    assert -6.0 < found.mean[0, 0] < 3.0


def test_growth_moves_the_ability_and_the_answers_tell_growth() -> None:
    """Between sessions the believed growth is added; better answers later raise the believed growth."""
    grown = advance(State(mean=np.array([[0.0, 0.1]]), cov=np.diag([1.0, 0.01])[None]), 0.1)
    assert grown.mean[0].tolist() == [0.1, 0.1]
    assert grown.cov[0, 0, 0] == pytest.approx(1.0 + 0.01 + 0.01)
    better = observe(grown, answered(3, 3, 3), SESSION_SD)
    worse = observe(grown, answered(0, 0, 0), SESSION_SD)
    assert worse.mean[0, 1] < 0.1 < better.mean[0, 1]
