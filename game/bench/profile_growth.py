"""Players who get better at every session: what four ways of dealing with it say after ten sessions.

`alike`: the players that the set is calibrated on grow as the others do (this is what the goals are about).
`growth learnt`: those stood still; growth is learnt anew from 150 others who grow, the items stay frozen.
`own only`: the same set, and nobody has learnt anything: only what each player's own answers say of growth.
`none`: the same set, growth left out of the model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from game.assess.settings import Dynamics
from game.assess.simulate import Simulated
from game.assess.structure import dynamics_of, filtered, sessions_of
from game.bench.profile_players import Bank, bank
from game.bench.profile_set import Fit, fit, judge

ALIKE = "alike"
SESSIONS = 10
_OWN_SD, _OWN_CORRELATION = 0.1, 0.9
"""As the set that the game ships supposes (indicators.toml)."""


def growth_of(
    rates: Sequence[float], seed: int, norm: int, players: int, still: Dynamics
) -> dict[str, dict[str, dict[str, float]]]:
    """One seed: by rate and by way of dealing with growth, figures after ten sessions."""
    items = bank(seed, still.session_sd)
    group = items.players(norm, still)
    frozen = fit(group.sample, items.draw, rounds=1)
    return {
        f"{rate:.2f} SD a session": _rate(items, replace(still, growth=rate), norm, players, (group, frozen))
        for rate in rates
    }


def _rate(
    items: Bank, growing: Dynamics, norm: int, players: int, stood: tuple[Simulated, Fit]
) -> dict[str, dict[str, float]]:
    group, frozen = stood
    alike, later, made = (
        items.players(norm, growing),
        items.players(norm, growing),
        items.players(players, growing),
    )
    fitted = fit(alike.sample, items.draw, rounds=1)
    learnt = replace(frozen, model=dynamics_of(later.sample, frozen.items))
    own = _with(frozen, growth_sd=_OWN_SD, growth_correlation=_OWN_CORRELATION)
    return {
        ALIKE: _row(fitted, made, growing.growth, alike),
        "growth learnt": _row(learnt, made, growing.growth, group),
        "own only": _row(own, made, growing.growth, group),
        "none": _row(_with(frozen, growth_sd=0.0), made, growing.growth, group),
    }


def _with(found: Fit, **figures: float) -> Fit:
    return replace(found, model=replace(found.model, growth=0.0, **figures))


def _row(found: Fit, made: Simulated, rate: float, norm: Simulated) -> dict[str, float]:
    """Ability after ten sessions, and the growth that is believed of each player.

    `bias` is on the scale of the norm group, whose mean is 0 by definition; `bias, raw` also counts that the
    mean of 150 drawn players is not that of all.
    """
    row: Mapping[str, float] = judge(found, made, "correlated", (SESSIONS,))[SESSIONS]
    n = made.truth.shape[2]
    last = filtered(sessions_of(made.sample, found.items), found.model, n)[-1]
    return {
        "bias": round(row["bias"] + float(np.mean(norm.truth[:, 0])), 3),
        "bias, raw": row["bias"],
        "bias of growth": round(float(np.mean(last.mean[:, n:])) - rate, 4),
        **{key: row[key] for key in ("coverage", "r", "rmse")},
    }
