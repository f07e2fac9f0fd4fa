"""One trip explained."""

from __future__ import annotations

from game.domain.evaluation import TripEvaluation
from game.domain.world import World
from game.rules.explain import service
from game.rules.explain.anatomy import Anatomy, anatomy
from game.rules.explain.costs import cost_lines
from game.rules.explain.emissions import co2e_lines, order_lines
from game.rules.explain.energy import energy_lines
from game.rules.explain.lines import Explanation, Line, named


def explain_trip(world: World, judged: TripEvaluation) -> Explanation:
    """Every figure of a judged trip, planned or driven: CO2e, energy, cost, distance, load, time."""
    apart = anatomy(world, judged)
    return Explanation(
        subject=judged.trip.vehicle,
        energy=tuple(energy_lines(apart)),
        co2e=tuple(co2e_lines(apart)),
        orders=tuple(order_lines(apart)),
        cost=tuple(cost_lines(apart)),
        distance=_distance_lines(apart),
        load=tuple(service.trip_load(apart)),
        on_time=tuple(service.trip_on_time(apart)),
        hours=tuple(service.trip_hours(apart)),
    )


def _distance_lines(a: Anatomy) -> tuple[Line, ...]:
    """Driven kilometres by leg, and those without cargo."""
    driven = [p for p in a.parts if p.leg.distance_m]
    every = tuple(_stretch(a, i) for i, p in enumerate(a.parts) if p.leg.distance_m)
    empty = tuple(line for line, p in zip(every, driven, strict=True) if p.empty)
    share = a.judged.empty_m / a.judged.distance_m if a.judged.distance_m else 0.0
    return (
        Line(key="explain.distance", amount=a.judged.distance_m, unit="m"),
        *every,
        Line(key="explain.empty", values=named(part_share=share), amount=a.judged.empty_m, unit="m"),
        *empty,
    )


def _stretch(a: Anatomy, index: int) -> Line:
    part = a.parts[index]
    places = a.world.places
    values = named(origin=places[part.origin].name, destination=places[part.destination].name)
    return Line(key="explain.stretch", values=values, amount=part.leg.distance_m, unit="m", level=1)
