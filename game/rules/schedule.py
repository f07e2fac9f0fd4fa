"""Before a trip is walked: its legs, the rules that bind its driver, and when duty begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import isqrt

from game.domain.plan import Trip
from game.domain.world import Leg, Load, Window, World
from game.rules.hours.regime import Regime, regime_of
from game.rules.load import at_departure, is_empty
from game.rules.stops import place_of, visit_windows
from game.rules.tacho import Ahead, Tacho
from game.rules.times import PlannedTimes


def window_for(*, windows: Sequence[Window], arrive_s: int) -> Window:
    """The first window that is still open on arrival or later; the last one when all are past."""
    for window in windows:
        if window.close_s >= arrive_s:
            return window
    return windows[-1]


def start_of(world: World, trip: Trip) -> int:
    """Start of duty: fixed by the planner, or the latest that meets the first window's opening.

    Never before the driver's `from_s`. The day fixes automatic starts before it runs.
    """
    if trip.start_s is not None:
        return trip.start_s
    return automatic_start(world, trip, legs_of(world, trip), at_departure(world, trip))


def automatic_start(world: World, trip: Trip, legs: Sequence[Leg], load: Load) -> int:
    """The start of a trip without a fixed one; `load` is what it leaves the depot with."""
    from_s = world.drivers[trip.driver].from_s
    first = next((i for i, stop in enumerate(trip.stops) if stop.order), None)
    if first is None:
        return from_s
    vehicle, times = world.vehicles[trip.vehicle], PlannedTimes(world=world)
    open_s = visit_windows(world, vehicle, trip.stops[first])[0].open_s
    before_s = times.check_s(vehicle, 0)[0]
    before_s += 0 if is_empty(load) else times.loading_s(vehicle, load, 0)[0]
    # what the truck does for itself before its first customer, at the hours of free flow
    before_s += sum(leg.duration_s for leg in legs[:first]) + sum(s.seconds for s in trip.stops[:first])
    return max(from_s, _latest_departure(world, legs[first], open_s) - before_s)


def _latest_departure(world: World, leg: Leg, arrive_s: int) -> int:
    """The latest departure that arrives by `arrive_s`, to the second, breaks included.

    Leaving later never arrives earlier, so halving finds it where duration depends on departure.
    """
    if not leg.profile:
        return arrive_s - _elapsed_s(world, leg.duration_s)
    durations = leg.profile.durations
    early = arrive_s - _elapsed_s(world, max(durations))
    late = arrive_s - _elapsed_s(world, min(durations))
    while early < late:
        middle = (early + late + 1) // 2
        if middle + _elapsed_s(world, leg.duration_at(middle)) <= arrive_s:
            early = middle
        else:
            late = middle - 1
    return early


def _elapsed_s(world: World, drive_s: int) -> int:
    """Driving with the breaks that the leg alone asks for."""
    if drive_s <= world.hours.drive_before_break_s:
        return drive_s
    tacho = Tacho(world.hours, Ahead(drive_s, drive_s), eu=True)
    return sum(piece.seconds for piece in tacho.leg(drive_s))


def legs_places(world: World, trip: Trip) -> list[str]:
    """Depot, the place of every stop (a break where the truck stands: that same place), depot."""
    vehicle = world.vehicles[trip.vehicle]
    places = [vehicle.depot]
    for stop in trip.stops:
        places.append(place_of(world, vehicle, stop) or places[-1])
    places.append(vehicle.depot)
    return places


def legs_of(world: World, trip: Trip) -> list[Leg]:
    """The leg to every stop, and the one home; a break where the truck stands has a leg of no length."""
    vehicle, places = world.vehicles[trip.vehicle], legs_places(world, trip)
    roads = [*(stop.route for stop in trip.stops), trip.return_route]
    return [
        world.leg(vehicle, origin, destination, road)
        for (origin, destination), road in zip(pairwise(places), roads, strict=True)
    ]


def radius_m(world: World, trip: Trip) -> int:
    """Crow-fly distance from the depot to the furthest stop, in metres."""
    vehicle = world.vehicles[trip.vehicle]
    depot = world.places[vehicle.depot]
    ends = [world.places[place_of(world, vehicle, s) or vehicle.depot] for s in trip.stops]
    far = max(((p.x_m - depot.x_m) ** 2 + (p.y_m - depot.y_m) ** 2 for p in ends), default=0)
    return isqrt(far)


def regime_for(world: World, trip: Trip) -> Regime:
    """The rules that bind a trip; how far it goes counts only where an exemption depends on it."""
    class_ = world.vehicles[trip.vehicle].class_
    exempt = class_.drive == "battery" and class_.gvm_kg <= world.hours.electric_exempt_kg
    return regime_of(class_=class_, radius_m=radius_m(world, trip) if exempt else 0, rules=world.hours)
