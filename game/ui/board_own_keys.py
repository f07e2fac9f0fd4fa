"""What a key does to the chosen stop of the truck's own."""

from __future__ import annotations

from game.domain.commands import Command, DropStop, LastStop, MoveStop
from game.domain.plan import Plan, Stop
from game.domain.world import Action
from game.rules.checks import LONGEST_S
from game.ui.board_charge import STEP_S

GROW = {"+": STEP_S, "=": STEP_S, "-": -STEP_S}


def own_at(plan: Plan, vehicle: str, at: int) -> Stop | None:
    """The truck's own stop at this place, or None."""
    trip = plan.trip_of(vehicle)
    found = trip.stops[at] if trip and 0 <= at < len(trip.stops) else None
    return found if found is not None and found.own else None


def own_command(plan: Plan, vehicle: str, at: int, key: str, *, alt: bool = False) -> Command | None:
    """What a key does to an own stop: + and - its length, Alt and arrow its place, Delete takes it out."""
    stop, trip = own_at(plan, vehicle, at), plan.trip_of(vehicle)
    if stop is None or trip is None:
        return None
    if key in GROW and stop.action is not Action.RELOAD:
        seconds = min(LONGEST_S, max(STEP_S, stop.seconds + GROW[key]))
        return LastStop(vehicle=vehicle, at=at, seconds=seconds)
    if alt and key in ("left", "right"):
        to = at + (1 if key == "right" else -1)
        return MoveStop(vehicle=vehicle, at=at, to=to) if 0 <= to < len(trip.stops) else None
    return DropStop(vehicle=vehicle, at=at) if key in ("delete", "backspace") else None
