"""The lines of a trip's energy: legs, road classes, load, winter, cooling, charging loss."""

from __future__ import annotations

from collections.abc import Iterator

from game.rules.explain.anatomy import Anatomy, Part
from game.rules.explain.lines import Line, is_fact, named, which_fact

WINTER = (
    "charge.winter_with_cabin_and_reefer_below_0c", "charge.winter_below_0c",
    "charge.winter_from_0_to_10c", "charge.winter_above_10c",
)  # fmt: skip
TRAILERS = frozenset({"artic", "lzv"})


def energy_lines(a: Anatomy) -> Iterator[Line]:
    """Energy of driving, and the refrigeration unit's own fuel."""
    unit = a.judged.energy_unit
    key = "explain.energy_grid" if a.electric else "explain.energy_fuel"
    yield Line(key=key, amount=a.judged.energy, unit=unit)
    for part in a.parts:
        if part.leg.distance_m:
            yield from _leg_lines(a, part, unit)
    if a.cools_on_battery:
        yield from _cooling_lines(a, "explain.cooling_battery", a.cooling, unit, 1)
    if a.electric:
        efficiency = a.vehicle.class_.charge_efficiency
        yield Line(
            key="explain.charge_loss", values=named(efficiency_share=efficiency), amount=a.bought - a.used,
            unit=unit, fact=is_fact(a.world, "charge.efficiency_dc", efficiency), level=1,
        )  # fmt: skip
    if a.own_fuel:
        yield Line(key="explain.cooling_fuel", amount=a.judged.cooling, unit="ml")
        yield from _cooling_lines(a, "explain.cooling_hours", a.own_fuel, "ml", 1)


def _leg_lines(a: Anatomy, part: Part, unit: str) -> Iterator[Line]:
    world, class_, leg, kg = a.world, a.vehicle.class_, part.leg, part.load.kg
    by, spread = leg.class_m, class_.full_per_100km - class_.empty_per_100km
    rate = class_.empty_per_100km + spread * kg / (class_.capacity.kg or 1)
    path, per = f"vehicle.{class_.base or class_.id}.", "kWh/100 km" if unit == "wh" else "l/100 km"
    places = world.places
    yield Line(
        key="explain.leg_empty" if part.empty else "explain.leg",
        values=named(
            origin=places[part.origin].name, destination=places[part.destination].name,
            distance_m=leg.distance_m, load_kg=kg, rate=rate, rate_unit=per, motorway_m=by.motorway,
            rural_m=by.rural, urban_m=by.urban, winter=a.season,
        ),
        amount=part.use, unit=unit, level=1,
    )  # fmt: skip
    unclassed = leg.distance_m - by.motorway - by.rural - by.urban
    for name, metres, times in (
        ("motorway", by.motorway, class_.mult_motorway),
        ("rural", by.rural, class_.mult_rural),
        ("urban", by.urban, class_.mult_urban),
        ("mixed", unclassed, 1.0),
    ):
        if metres:
            yield Line(
                key=f"explain.road_{name}", values=named(distance_m=metres, multiplier=times),
                amount=a.season * rate * metres * times / 100, unit=unit,
                fact=is_fact(world, f"{path}mult_{name}", times), level=2,
            )  # fmt: skip
    yield Line(
        key="explain.rate_empty", amount=class_.empty_per_100km, unit=per,
        fact=is_fact(world, path + "empty_per_100km", class_.empty_per_100km), level=2,
    )  # fmt: skip
    if kg:
        yield Line(
            key="explain.rate_full", values=named(payload_kg=class_.capacity.kg),
            amount=class_.full_per_100km, unit=per,
            fact=is_fact(world, path + "full_per_100km", class_.full_per_100km), level=2,
        )  # fmt: skip
    if a.season != 1.0:
        fact = which_fact(world, WINTER, a.season)
        yield Line(key="explain.winter", amount=a.season, unit="factor", fact=fact, level=2)


def _cooling_lines(a: Anatomy, key: str, amount: float, unit: str, level: int) -> Iterator[Line]:
    cooling = a.vehicle.cooling
    assert cooling is not None
    body = "trailer" if a.vehicle.class_.kind in TRAILERS else "rigid"
    kind = "electric" if cooling.carrier.unit == "wh" else "diesel"
    yield Line(
        key=key, values=named(runs_s=a.judged.cooling_s, per_hour=cooling.per_hour / 1000), amount=amount,
        unit=unit, fact=is_fact(a.world, f"co2.rules.reefer_{kind}_{body}", cooling.per_hour, 1000),
        level=level,
    )  # fmt: skip
