"""Step by step: the referee times every next choice, the rule takes the cheapest hour.

A rule can also be a class `Rule` with a method `choose(state)`. It is asked again and again which order
comes next. `state["choices"]` holds what fits behind each trip, timed and priced by the referee; one of
these is given back, or None to stop. `state["world"]` is the same world that `plan` gets.
"""

from __future__ import annotations

from typing import Any


class Rule:
    """Cheapest addition first, minutes of waiting counted double."""

    def __init__(self) -> None:
        """Called once; keep here whatever the rule wants to remember between choices."""
        self.cent_per_waiting_s = 1.0

    def choose(self, state: dict[str, Any]) -> dict[str, Any] | None:
        """The next choice, or None when the rest is left to others."""
        penalty = {o["id"]: o["penalty_cent"] for o in state["world"]["orders"]}
        # leaving an order out costs its penalty: an addition that costs more is not worth it
        worth: list[dict[str, Any]] = [c for c in state["choices"] if c["extra_cent"] < penalty[c["order"]]]
        if not worth:
            return None
        return min(worth, key=lambda c: (self.cost(c), c["order"], c["vehicle"]))

    def cost(self, choice: dict[str, Any]) -> float:
        """Lower is better."""
        return float(choice["extra_cent"] + self.cent_per_waiting_s * choice["wait_s"])
