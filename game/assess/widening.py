"""How much wider than the model says an interval must be: a parametric bootstrap.

A calibrated set takes its own items for the truth, though they come from some hundred players; and the
filter takes a posterior for normal. Both make intervals a little too narrow. So: new players are drawn from
the set, on the design of the sample it comes from; a set is calibrated on them; and with that set profiles
are made of other new players, whose ability is known. The factor is what the 95 % intervals would have
needed (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapters 6 and 13; percentile of
|error| / sd). It is never below 1.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.assess.calibrate import Calibrated, Sample, calibrate
from game.assess.kalman import Array, State
from game.assess.settings import PRIORS, Dynamics
from game.assess.simulate import Simulated, simulated
from game.assess.structure import dynamics_of, filtered, sessions_of
from game.domain.chance import Random

SURE, Z = 0.95, 1.959963984540054


def spread(state: State) -> Array:
    """Standard deviation of each ability, players x competencies."""
    made: Array = np.sqrt(np.einsum("pii->pi", state.cov)[:, : state.competencies])
    return made


def errors(states: list[State], truth: Array) -> list[Array]:
    """|estimate - truth| / sd after each session, players x competencies."""
    return [
        np.abs(state.mean[:, : state.competencies] - truth[:, number]) / spread(state)
        for number, state in enumerate(states)
    ]


def widening(
    sample: Sample, items: Calibrated, model: Dynamics, draw: Random, *, rounds: int = 2, growing: bool = True
) -> dict[str, tuple[float, ...]]:
    """Factor per prior after 0, 1, 2, ... sessions, from `rounds` bootstrap rounds."""
    found: dict[str, list[list[Array]]] = {prior: [] for prior in PRIORS}
    for _ in range(rounds):
        norm = simulated(sample, items, model, draw)
        fresh = simulated(sample, items, model, draw)
        again = calibrate(norm.sample, start=items, growing=growing)
        dynamics = dynamics_of(norm.sample, again, start=_restart(model, again), growing=growing)
        for prior in PRIORS:
            found[prior].append(_round(fresh, again, dynamics.under(prior)))
    return {prior: _factors(rows) for prior, rows in found.items()}


def _restart(model: Dynamics, items: Calibrated) -> Dynamics:
    return replace(model, session_sd=items.session_sd)


def _round(fresh: Simulated, items: Calibrated, model: Dynamics) -> list[Array]:
    sessions = sessions_of(fresh.sample, items)
    return errors(filtered(sessions, model, fresh.truth.shape[2]), fresh.truth)


def _factors(rounds: list[list[Array]]) -> tuple[float, ...]:
    """The factor of each number of sessions, from its errors and those of its neighbours (less chance)."""
    by_session = [np.concatenate([row[i].ravel() for row in rounds]) for i in range(len(rounds[0]))]
    made = [
        max(1.0, float(np.quantile(np.concatenate(by_session[max(0, i - 1) : i + 2]), SURE)) / Z)
        for i in range(len(by_session))
    ]
    return (made[0], *made)
