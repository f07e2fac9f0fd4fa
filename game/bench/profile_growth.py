"""Players who get better at every session: what four ways of dealing with it say after ten sessions.

`alike`: the players that the set is calibrated on grow as the others do (this is what the goals are about).
`growth learnt`: those stood still; growth is learnt anew from 150 others who grow, the items stay frozen.
`own only`: the same set, and nobody has learnt anything: only what each player's own answers say of growth.
`none`: the same set, growth left out of the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from game.assess.settings import Dynamics
from game.assess.simulate import Simulated
from game.assess.structure import dynamics_of, filtered, sessions_of
from game.bench.profile_players import bank
from game.bench.profile_set import Fit, fit, judge

ALIKE = "alike"
SESSIONS = 10
_OWN_SD, _OWN_CORRELATION = 0.05, 0.5
"""As the set that the game ships supposes (indicators.toml)."""


def growth_of(
    rate: float, seed: int, norm: int, players: int, still: Dynamics
) -> dict[str, dict[str, float]]:
    """One seed: by way of dealing with growth, figures after ten sessions."""
    items = bank(seed, still.session_sd)
    growing = replace(still, growth=rate)
    fitted = fit(items.players(norm, growing).sample, items.draw, rounds=1)
    frozen = fit(items.players(norm, still).sample, items.draw, rounds=1)
    later = items.players(norm, growing).sample
    made = items.players(players, growing)
    return {
        ALIKE: _row(fitted, made, rate),
        "growth learnt": _row(replace(frozen, model=dynamics_of(later, frozen.items)), made, rate),
        "own only": _row(_with(frozen, growth_sd=_OWN_SD, growth_correlation=_OWN_CORRELATION), made, rate),
        "none": _row(_with(frozen, growth_sd=0.0), made, rate),
    }


def _with(found: Fit, **figures: float) -> Fit:
    return replace(found, model=replace(found.model, growth=0.0, **figures))


def _row(found: Fit, made: Simulated, rate: float) -> dict[str, float]:
    """Ability after ten sessions, and the growth that is believed of each player."""
    kept = ("r", "rmse", "bias", "coverage")
    row: Mapping[str, float] = judge(found, made, "correlated", (SESSIONS,))[SESSIONS]
    n = made.truth.shape[2]
    last = filtered(sessions_of(made.sample, found.items), found.model, n)[-1]
    return {**{key: row[key] for key in kept}, "growth bias": round(float(np.mean(last.mean[:, n:])) - rate, 4)}
