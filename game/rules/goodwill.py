"""What late stops of a driven day cost in goodwill: less where the customer heard of it in time.

A flat amount for each stop from `late_after_s` on, twenty minutes or three hours late alike: no source says
what an hour more is worth, and the amount itself is authored (facts `goodwill.*`, quality A). So once a stop
is lost, getting there sooner gains no goodwill; hours and buying in still count.
"""

from __future__ import annotations

from collections.abc import Iterable

from game.domain.evaluation import StopTimes, TripEvaluation
from game.domain.people import Told, party_of
from game.domain.world import World


def heard(told: Iterable[Told]) -> dict[str, int]:
    """Per order when its customer first heard something from the planner."""
    found: dict[str, int] = {}
    for each in told:
        kind, order = party_of(each.party)
        if kind == "customer":
            found[order] = min(each.at_s, found.get(order, each.at_s))
    return found


def late_stop(world: World, stop: StopTimes, heard_s: int | None) -> int:
    """Goodwill in cent that one stop costs; 0 when it is on time or hardly late (facts `goodwill.*`)."""
    terms = world.goodwill
    if not stop.stop.order or stop.late_s <= terms.late_after_s:
        return 0
    in_time = heard_s is not None and heard_s <= stop.window_close_s - terms.told_ahead_s
    return terms.late_told_cent if in_time else terms.late_cent


def lateness(world: World, trips: Iterable[TripEvaluation], told: Iterable[Told]) -> int:
    """Goodwill in cent that the late stops of these trips cost."""
    known = heard(told)
    return sum(late_stop(world, stop, known.get(stop.stop.order)) for trip in trips for stop in trip.stops)
