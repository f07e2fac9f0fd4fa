"""What an order gets where its row says nothing: service time, loading metres, price of a charter.

Penalty = 1.2 x direct charter trip (`bought_in.price_factor`); charter trip = charter rate x (driving
there and back from pickup to delivery by the fastest leg + service at both ends). Its CO2e: there
loaded, back empty, with the smallest of the charter classes that the load fits. Formulas of CONTRACT
"Comparing plans".
"""

from __future__ import annotations

from dataclasses import dataclass

from game.content.figures import Figures, vehicle_class
from game.domain.units import whole
from game.domain.world import Leg, LegBook, Load, VehicleClass

CHARTER_CLASSES = ("rigid19_diesel", "ts40_diesel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """A direct trip by somebody else."""

    penalty_cent: int
    wtw_g: int
    ttw_g: int


def ldm_cm(figures: Figures, pallets: int, roll_cages: int) -> int:
    """Europallets of 0.40 m and roll cages of 0.24 m of trailer length (FACTS 5.3)."""
    metres = figures.number("units.pallet_ldm") * pallets + figures.number("units.roll_cage_ldm") * roll_cages
    return whole(metres * 100)


def empties(figures: Figures, pallets: int, roll_cages: int, *, kg: int | None, room_cm: int | None) -> Load:
    """Empty load carriers: one place each and their own weight, unless the author says otherwise."""
    if not pallets and not roll_cages and not kg and not room_cm:
        return Load()
    weight = (
        figures.number("units.empty_pallet_kg") * pallets
        + figures.number("units.empty_roll_cage_kg") * roll_cages
    )
    return Load(
        kg=whole(weight) if kg is None else kg,
        pallets=pallets,
        roll_cages=roll_cages,
        ldm_cm=ldm_cm(figures, pallets, roll_cages) if room_cm is None else room_cm,
    )


def service_s(figures: Figures, load: Load, *, tail_lift: bool = False) -> int:
    """10 + 1.6 per pallet + 0.8 per roll cage minutes, and 0.7 more per pallet over a tail lift (FACTS 5.3).

    The first figures are a fit to contract free times, of addresses with a dock as a rule (quality D);
    the extra is an assumption (A) and is not in them. Roll cages have none: they roll on and off the
    lift, which the figure per cage already counts. It applies at both ends of the order, since the need
    does not say which address has no dock; a depot's own loading has its own figures. Minutes that the
    author gives are the whole service.
    """
    minutes = (
        figures.number("stop.fixed_min")
        + figures.number("stop.per_pallet_min") * load.pallets
        + figures.number("stop.per_roll_cage_min") * load.roll_cages
    )
    if tail_lift:
        minutes += figures.number("stop.tail_lift_extra_per_pallet_min") * load.pallets
    return whole(minutes * 60)


def charter_class(figures: Figures, load: Load) -> VehicleClass:
    """The smallest charter class that takes the load; the largest when none does."""
    classes = [vehicle_class(figures, name) for name in CHARTER_CLASSES]
    return next((c for c in classes if fits(load, c.capacity)), classes[-1])


def fits(load: Load, capacity: Load) -> bool:
    """Every unit binds; pallets and roll cages share the floor through their loading metres."""
    return (
        load.kg <= capacity.kg
        and load.pallets <= capacity.pallets
        and load.roll_cages <= capacity.roll_cages
        and load.ldm_cm <= capacity.ldm_cm
    )


def charter(
    figures: Figures,
    legs: LegBook,
    *,
    pickup: str,
    delivery: str,
    load: Load,
    service_s: int,
    cooled: bool = False,
) -> Charter:
    """The direct charter trip of an order; see the module text. Cooled: GLEC's 12 % on top (FACTS 1.3)."""
    class_ = charter_class(figures, load)
    there = legs.fastest(class_.profile, pickup, delivery)
    back = legs.fastest(class_.profile, delivery, pickup)
    hours = (there.duration_s + back.duration_s + service_s) / 3600
    cent = (
        figures.number("bought_in.price_factor") * 100 * figures.number("cost.charter_eur_hour_ts40") * hours
    )
    use = _use(class_, there, load.kg) + _use(class_, back, 0)
    if cooled:
        use *= figures.number("co2.rules.temp_controlled_uplift_when_unknown")
    return Charter(
        penalty_cent=whole(cent),
        wtw_g=whole(use * class_.carrier.wtw_g_per_unit),
        ttw_g=whole(use * class_.carrier.ttw_g_per_unit),
    )


def _use(class_: VehicleClass, leg: Leg, kg: int) -> float:
    """Millilitres on a leg: linear in load, times the multiplier of each class of road (FACTS 1.4)."""
    share = min(1.0, kg / class_.capacity.kg)
    per_100km = class_.empty_per_100km + (class_.full_per_100km - class_.empty_per_100km) * share
    metres = leg.class_m
    weighted = (
        metres.motorway * class_.mult_motorway
        + metres.rural * class_.mult_rural
        + metres.urban * class_.mult_urban
    )
    return per_100km / 100 * weighted
