"""Which vehicles may do which work, and how loads share a floor, in VROOM's skills and amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from game.content.formats.sketch import Remark, remark
from game.domain.plan import Stop
from game.domain.world import Action, Load, Order, Vehicle, Window, World
from game.rules.access import may_enter
from game.rules.load import from_depot, to_depot
from game.rules.stops import ALWAYS, end_of, visit_windows, windows_of

UNITS = ("kg", "ldm_cm", "pallets", "roll_cages")
PARTS = 1000
"""Of one pallet place, where classes share their floor differently."""


@dataclass(slots=True)
class Skills:
    """Numbers VROOM's skills on first sight: needs by word, depots, and sets of vehicles."""

    world: World
    fleet: tuple[Vehicle, ...]
    numbers: dict[tuple[str, object], int] = field(default_factory=dict)

    def need(self, word: str) -> int:
        """A need of goods or address."""
        return self._number("need", word)

    def depot(self, place: str) -> int:
        """Loaded or unloaded at this depot."""
        return self._number("depot", place)

    def way(self, able: frozenset[str]) -> int:
        """Only for these vehicles."""
        return self._number("way", able)

    def _number(self, kind: str, what: object) -> int:
        return self.numbers.setdefault((kind, what), len(self.numbers) + 1)

    def of(self, vehicle: Vehicle) -> list[int]:
        """The skills that a vehicle with its driver has."""
        has = vehicle.skills | self.world.drivers[vehicle.driver].skills
        return [
            number
            for (kind, what), number in self.numbers.items()
            if (kind == "need" and what in has)
            or (kind == "depot" and what == vehicle.depot)
            or (isinstance(what, frozenset) and vehicle.id in what)
        ]

    def hints(self) -> dict[str, dict[str, str]]:
        """What each number is, for our own importer."""
        named = {}
        for (kind, what), number in self.numbers.items():
            named[str(number)] = {"kind": kind, "name": f"way-{number}" if kind == "way" else str(what)}
        return named


def able_for(world: World, order: Order, fleet: Sequence[Vehicle]) -> frozenset[str]:
    """Vehicles that may come where the order asks them to stop, and may carry its dangerous goods."""
    return frozenset(v.id for v in fleet if _may_come(world, order, v) and _may_carry(world, order, v))


def _may_come(world: World, order: Order, vehicle: Vehicle) -> bool:
    ends = [
        *([] if from_depot(order=order, vehicle=vehicle) else [order.pickup]),
        *([] if to_depot(order=order, vehicle=vehicle) else [order.delivery]),
    ]
    return all(may_enter(world=world, vehicle=vehicle, place=place) for place in ends)


def _may_carry(world: World, order: Order, vehicle: Vehicle) -> bool:
    if order.adr_points and vehicle.class_.kind == "lzv":
        return False
    skilled = "adr" in vehicle.skills and "adr" in world.drivers[vehicle.driver].skills
    return skilled or order.adr_points < world.sites.access.adr_points


def windows_for(
    world: World, order: Order, action: Action, fleet: Sequence[Vehicle], service_s: int
) -> tuple[tuple[Window, ...], frozenset[str]]:
    """Windows that hold for all these vehicles, and the vehicles for which they do.

    Zones bind some vehicles and not others, and VROOM's windows bind all: the common part counts, or
    where there is none the windows of the largest group, which then has the work to itself.
    """
    stop = Stop(order=order.id, action=action)
    own, zoned = (
        windows_of(order=order, action=action),
        bool(world.places[end_of(order=order, action=action)].zones),
    )
    groups: dict[tuple[Window, ...], list[str]] = {}
    for vehicle in fleet:
        found = visit_windows(world, vehicle, stop)
        if zoned and found != own:
            found = tuple(
                Window(open_s=w.open_s, close_s=max(w.open_s, w.close_s - service_s)) for w in found
            )
        groups.setdefault(found, []).append(vehicle.id)
    if not groups:
        return own, frozenset()
    everyone = frozenset(v.id for v in fleet)
    common: tuple[Window, ...] = ALWAYS
    for windows in groups:
        common = _common(common, windows)
    if common:
        return common, everyone
    most = max(groups, key=lambda w: (len(groups[w]), -w[0].open_s))
    return most, frozenset(groups[most])


def _common(one: Sequence[Window], other: Sequence[Window]) -> tuple[Window, ...]:
    both = (
        Window(open_s=max(a.open_s, b.open_s), close_s=min(a.close_s, b.close_s)) for a in one for b in other
    )
    return tuple(sorted((w for w in both if w.open_s <= w.close_s), key=lambda w: w.open_s))


class Amounts:
    """Loads and capacities as VROOM's vectors: four units, and the floor where two of them share it."""

    def __init__(self, orders: Sequence[Order], fleet: Sequence[Vehicle]) -> None:
        loads = [load for o in orders for load in (o.load, o.returns)]
        self.shared = any(x.pallets for x in loads) and any(x.roll_cages for x in loads)
        rooms = [v.class_.capacity for v in fleet]
        ratios = {Fraction(r.pallets, r.roll_cages) for r in rooms if r.pallets and r.roll_cages}
        self.exact = len(ratios) <= 1
        most = max(ratios, default=Fraction(1))
        self.pallet, self.cage = (
            (most.denominator, most.numerator) if self.exact else (PARTS, ceil(PARTS * most))
        )

    @property
    def units(self) -> list[str]:
        """What each number of a vector is."""
        return [*UNITS, *(["floor"] if self.shared else [])]

    def load(self, load: Load) -> list[int]:
        """The vector of a load."""
        floor = load.pallets * self.pallet + load.roll_cages * self.cage
        return [load.kg, load.ldm_cm, load.pallets, load.roll_cages, *([floor] if self.shared else [])]

    def room(self, room: Load) -> list[int]:
        """The vector of a capacity; a floor for one of the two units only is all that one's."""
        floor = room.pallets * self.pallet if room.pallets else room.roll_cages * self.cage
        return [room.kg, room.ldm_cm, room.pallets, room.roll_cages, *([floor] if self.shared else [])]

    def remarks(self) -> list[Remark]:
        """What the vectors do not say exactly."""
        return [remark("out_floor")] if self.shared and not self.exact else []
