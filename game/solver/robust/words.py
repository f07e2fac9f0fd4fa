"""Robustness in sentences, and for scripts (`ritregie evaluate --robust`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.content.language import Language
from game.domain.world import World
from game.solver.robust.sampling import Robustness

WEAKEST = 3
"""Orders that are named."""


def robust_dict(found: Robustness) -> Mapping[str, Any]:
    """Keys of the JSON answer; shares with four digits."""
    return {
        "days": found.days, "seed": found.seed, "cost_cent": found.cost_cent,
        "cost_p90_cent": found.cost_p90_cent, "co2e_g": found.co2e_g,
        "on_time_share": round(found.on_time_share, 4),
        "all_on_time_share": round(found.all_on_time_share, 4), "late_s": found.late_s,
        "orders": {order: round(chance, 4) for order, chance in found.orders},
    }  # fmt: skip


def robust_text(found: Robustness, world: World, speech: Language) -> list[str]:
    """Expected cost and on-time share, the least sure orders, and what is approximate."""
    lines = [
        speech.t("robust.cost", days=found.days, cost=speech.euro(found.cost_cent),
                 p90=speech.euro(found.cost_p90_cent)),
        speech.t("robust.on_time", share=speech.percent(found.on_time_share),
                 every=speech.percent(found.all_on_time_share)),
    ]  # fmt: skip
    weak = [(o, c) for o, c in found.orders if c < 1.0][:WEAKEST]
    if weak:
        named = (f"{world.orders[o].customer} ({o}) {speech.percent(c)}" for o, c in weak)
        lines.append(speech.t("robust.weakest", orders="; ".join(named)))
    return [*lines, speech.t("robust.approximate")]
