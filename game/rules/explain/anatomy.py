"""What a judged trip was made of, before rounding: derived again from its walk, with the same functions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from game.domain.evaluation import Doing, TripEvaluation
from game.domain.sites import Transfer
from game.domain.units import whole
from game.domain.world import Action, Leg, Load, Order, Vehicle, World
from game.rules import battery, energy, transfer
from game.rules.cooling import running
from game.rules.load import NOTHING
from game.rules.schedule import regime_for
from game.rules.stops import via_of
from game.rules.walk import Walk


class Part(NamedTuple):
    """A leg that was driven."""

    origin: str
    destination: str
    leg: Leg
    load: Load
    empty: bool
    """Nothing aboard but empty load carriers."""
    use: float
    """Millilitres, or watt-hours at the battery."""


class Handed(NamedTuple):
    """An order that goes by a transfer."""

    order: Order
    transfer: Transfer
    grams: int
    """Well-to-wheel, rounded once."""
    ttw_g: float
    cent: float


class Anatomy(NamedTuple):
    """The trip's figures before rounding."""

    world: World
    vehicle: Vehicle
    judged: TripEvaluation
    parts: tuple[Part, ...]
    season: float
    """Winter factor on driving; 1 for liquid fuel."""
    cooling: float
    """Millilitres, or watt-hours, of the refrigeration unit."""
    cools_on_battery: bool
    charged: tuple[tuple[str, float], ...]
    """(charger's place, watt-hours into the battery)."""
    handed: tuple[Handed, ...]

    @property
    def electric(self) -> bool:
        """It drives on a battery."""
        return self.vehicle.class_.drive == "battery"

    @property
    def used(self) -> float:
        """Energy from the tank, or at the battery with what cools from it."""
        return sum(p.use for p in self.parts) + (self.cooling if self.cools_on_battery else 0.0)

    @property
    def bought(self) -> float:
        """The same in the unit that is bought: litres, or from the grid."""
        if not self.electric:
            return self.used
        return energy.grid_wh(battery_wh=self.used, class_=self.vehicle.class_)

    @property
    def own_fuel(self) -> float:
        """Millilitres that the refrigeration unit burns itself."""
        return 0.0 if self.cools_on_battery else self.cooling


def anatomy(world: World, judged: TripEvaluation) -> Anatomy:
    """Take a judged trip apart, planned or driven."""
    vehicle = world.vehicles[judged.trip.vehicle]
    electric = vehicle.class_.drive == "battery"
    unit = vehicle.cooling if judged.cooling_s else None
    season = 1.0
    if electric:
        season = max(world.winter_factor, world.winter_cooled_factor) if unit else world.winter_factor
    parts = tuple(_parts(judged, vehicle, season))
    return Anatomy(
        world=world,
        vehicle=vehicle,
        judged=judged,
        parts=parts,
        season=season,
        cooling=energy.cooling_use(cooling=unit, seconds=judged.cooling_s) if unit else 0.0,
        cools_on_battery=electric and unit is not None and unit.carrier.unit == "wh",
        charged=_charged(world, judged, vehicle, parts) if electric else (),
        handed=tuple(_handed(world, judged)),
    )


def _parts(judged: TripEvaluation, vehicle: Vehicle, season: float) -> Iterator[Part]:
    stops, here = judged.stops, vehicle.depot
    for activity in judged.activities:
        if activity.doing is not Doing.DRIVE or activity.leg is None or activity.leg_to < 1.0:
            continue
        before = stops[activity.stop - 1] if activity.stop > 0 else None
        load = before.load_after if before else stops[0].load_before if stops else NOTHING
        empties = before.empties_after if before else NOTHING
        use = season * energy.leg_use(leg=activity.leg, class_=vehicle.class_, kg=load.kg)
        yield Part(here, activity.place, activity.leg, load, not _cargo(load, empties), use)
        here = activity.place


def _cargo(load: Load, empties: Load) -> bool:
    kinds = ("kg", "pallets", "roll_cages", "ldm_cm")
    return any(getattr(load, kind) > getattr(empties, kind) for kind in kinds)


def _charged(
    world: World, judged: TripEvaluation, vehicle: Vehicle, parts: tuple[Part, ...]
) -> tuple[tuple[str, float], ...]:
    if not any(a.doing is Doing.CHARGE for a in judged.activities):
        return ()
    trip = judged.trip
    walked = Walk(
        activities=judged.activities,
        stops=judged.stops,
        start_load=judged.stops[0].load_before,
        regime=regime_for(world, trip),
    )
    cooled = running(world, trip, walked)
    return battery.run(world, vehicle, trip, walked, [p.use for p in parts], cooled).charged


def _handed(world: World, judged: TripEvaluation) -> Iterator[Handed]:
    for stop in judged.trip.stops:
        way = via_of(world, stop)
        if way is not None:
            order = world.orders[stop.order]
            wtw_g, ttw_g = transfer.transfer_g(transfer=way, kg=order.load.kg)
            units = order.load.pallets + order.load.roll_cages
            cent = transfer.transfer_cent(transfer=way, units=units)
            yield Handed(order, way, whole(wtw_g), ttw_g, cent)


def ends_of(world: World, judged: TripEvaluation) -> dict[str, tuple[str, str]]:
    """From where to where the truck itself moves each order: a transfer's place counts as an end."""
    ends: dict[str, tuple[str, str]] = {}
    for stop in judged.trip.stops:
        if stop.order:
            order = world.orders[stop.order]
            pickup, delivery = ends.get(order.id, (order.pickup, order.delivery))
            way = via_of(world, stop)
            if way is not None and stop.action is Action.COLLECT:
                pickup = way.place
            elif way is not None:
                delivery = way.place
            ends[order.id] = pickup, delivery
    return ends
