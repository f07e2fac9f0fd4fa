"""From checked shapes to a `World`: places on the map, legs, fleet and orders.

Everything that refers to something else is checked here, and every fault is collected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from game.content.defaults import charter, ldm_cm, service_s
from game.content.facts import FactError, read_facts
from game.content.figures import (
    Figures,
    carrier,
    handling,
    hours_rules,
    own_class,
    rates,
    vehicle_class,
    winter_factor,
    with_carrier,
)
from game.content.geo import GeoError
from game.content.legbooks import Key, MatrixBook, RoadBook, matrix_leg
from game.content.limits import ORDERS, SCENARIO, Faults
from game.content.located import nearest
from game.content.places import Spot, locate
from game.content.shape import LegShape, OrderRow, ScenarioShape, VehicleShape
from game.content.tomlfile import Lines, loc_text
from game.domain.scenario import Scenario
from game.domain.units import whole
from game.domain.world import (
    Driver,
    Leg,
    LegBook,
    Load,
    Order,
    Place,
    Vehicle,
    VehicleClass,
    Window,
    World,
)

DAY_S = 86_400
Rows = Sequence[tuple[int, OrderRow]]


class WorldBuilder:
    """Builds one world; faults go to `faults`, `lines` says where in scenario.toml."""

    def __init__(self, shape: ScenarioShape, rows: Rows, lines: Lines, faults: Faults) -> None:
        self.shape = shape
        self.rows = rows
        self.lines = lines
        self.faults = faults
        self.figures = Figures(read_facts(), shape.date)
        self.place_ids = frozenset(p.id for p in shape.place)
        self.driver_ids = frozenset(d.id for d in shape.driver)

    def build(self) -> World | None:
        """The world, or None when something is wrong (and noted)."""
        try:
            return self._build()
        except FactError as error:
            self._fault("fault.fact_date", "date", date=self.shape.date, value=error)
        except GeoError as error:
            self._fault("fault.no_road", "place", value=error)
        return None

    def _build(self) -> World | None:
        before = len(self.faults.found)
        self._check_ids()
        spots = {p.id: locate(p, i, self.lines, self.faults) for i, p in enumerate(self.shape.place)}
        vehicles = self._vehicles()
        self._check_rows()
        if len(self.faults.found) > before:
            return None
        found = {name: spot for name, spot in spots.items() if spot}
        legs = self._legs(found, vehicles)
        if legs is None:
            return None
        return World(
            day=self.shape.date,
            places={name: spot.place for name, spot in found.items()},
            orders={row.id: self._order(row, legs) for _, row in self.rows},
            vehicles=vehicles,
            drivers=self._drivers(),
            legs=legs,
            hours=hours_rules(self.figures),
            handling=handling(self.figures, self.shape.handling),
            battery_reserve_share=self.figures.number("charge.reserve_soc"),
            winter_factor=winter_factor(self.figures, self.shape.temperature_c),
            sources=self.figures.used,
        )

    def _fault(self, key: str, *loc: str | int, **values: object) -> None:
        self.faults.add(SCENARIO, key, loc_text(loc), self.lines.of(loc), **values)

    def _unknown(self, name: str, known: frozenset[str], *loc: str | int) -> None:
        self._fault("fault.unknown_id", *loc, name=name, suggest=nearest(name, known))

    # --- ids ------------------------------------------------------------------------------

    def _check_ids(self) -> None:
        for table in ("place", "vehicle", "driver", "class_", "moment", "message"):
            seen: set[str] = set()
            for i, part in enumerate(getattr(self.shape, table)):
                if part.id in seen:
                    self._fault("fault.double_id", table.rstrip("_"), i, "id", name=part.id)
                seen.add(part.id)

    # --- fleet ----------------------------------------------------------------------------

    def _vehicles(self) -> dict[str, Vehicle]:
        classes, bases = self._classes()
        vehicles: dict[str, Vehicle] = {}
        taken: dict[str, str] = {}
        for i, v in enumerate(self.shape.vehicle):
            if v.depot not in self.place_ids:
                self._unknown(v.depot, self.place_ids, "vehicle", i, "depot")
            if v.driver not in self.driver_ids:
                self._unknown(v.driver, self.driver_ids, "vehicle", i, "driver")
            elif v.driver in taken:
                self._fault(
                    "fault.driver_twice", "vehicle", i, "driver", name=v.driver, other=taken[v.driver]
                )
            taken.setdefault(v.driver, v.id)
            if v.class_ not in classes:
                self._unknown(v.class_, frozenset(classes), "vehicle", i, "class")
            else:
                class_ = self._carried(classes[v.class_], v, i)
                if class_:
                    vehicles[v.id] = self._vehicle(v, class_, bases[v.class_])
        return vehicles

    def _classes(self) -> tuple[dict[str, VehicleClass], dict[str, str]]:
        """Classes of the facts that are needed, and own ones; with the fact class of each."""
        known = frozenset(self.figures.vehicle_classes())
        wanted = {v.class_ for v in self.shape.vehicle} | {c.base for c in self.shape.class_}
        classes = {name: vehicle_class(self.figures, name) for name in sorted(wanted & known)}
        bases = {name: name for name in classes}
        for i, own in enumerate(self.shape.class_):
            if own.base not in known:
                self._unknown(own.base, known, "class", i, "base")
            elif own.id in known:
                self._fault("fault.double_id", "class", i, "id", name=own.id)
            else:
                classes[own.id] = own_class(classes[own.base], own)
                bases[own.id] = own.base
        missing = known - classes.keys()
        wrong = wanted - classes.keys()
        if wrong:  # so that a suggestion can name any class
            classes |= {name: vehicle_class(self.figures, name) for name in sorted(missing)}
            bases |= {name: name for name in missing}
        return classes, bases

    def _carried(self, class_: VehicleClass, v: VehicleShape, i: int) -> VehicleClass | None:
        if v.carrier is None:
            return class_
        known = frozenset(self.figures.carriers())
        if v.carrier not in known:
            self._unknown(v.carrier, known, "vehicle", i, "carrier")
            return None
        other = carrier(self.figures, v.carrier)
        liquid = self.figures.text(f"co2.factor.{v.carrier}.unit") == "l"
        if other.unit != class_.carrier.unit or (other.unit == "ml" and not liquid):
            self._fault("fault.carrier", "vehicle", i, "carrier", name=v.carrier, other=class_.id)
            return None
        return with_carrier(class_, other)

    def _vehicle(self, v: VehicleShape, class_: VehicleClass, base: str) -> Vehicle:
        return Vehicle(
            id=v.id,
            name=v.name,
            class_=class_,
            rates=rates(self.figures, base, class_.carrier.id, v, self.shape.rates),
            depot=v.depot,
            driver=v.driver,
            skills=frozenset(v.skills),
            start_soc_permille=whole(v.start_soc_percent * 10),
        )

    def _drivers(self) -> dict[str, Driver]:
        return {
            d.id: Driver(
                id=d.id,
                name=d.name,
                from_s=d.from_,
                to_s=d.to,
                drive_week_s=whole(d.driven_week_min * 60),
                drive_fortnight_s=whole(d.driven_fortnight_min * 60),
            )
            for d in self.shape.driver
        }

    # --- orders ---------------------------------------------------------------------------

    def _check_rows(self) -> None:
        for i, d in enumerate(self.shape.driver):
            if d.to <= d.from_:
                self._fault("fault.window", "driver", i, "to", open=_hm(d.from_), close=_hm(d.to))
        seen: set[str] = set()
        for line, row in self.rows:
            self._check_row(line, row)
            if row.id in seen:
                self.faults.add(ORDERS, "fault.double_id", "id", line, name=row.id)
            seen.add(row.id)

    def _check_row(self, line: int, row: OrderRow) -> None:
        def fault(column: str, key: str, **values: object) -> None:
            self.faults.add(ORDERS, key, column, line, **values)

        for column in ("pickup", "delivery"):
            name = getattr(row, column)
            if name not in self.place_ids:
                fault(column, "fault.unknown_place", name=name, suggest=nearest(name, self.place_ids))
            opens, closes = _window(row, column)
            if closes < opens:
                fault(f"{column}_close", "fault.window", open=_hm(opens), close=_hm(closes))
        if row.pickup == row.delivery:
            fault("delivery", "fault.same_place", name=row.pickup)
        if row.pallets + row.roll_cages == 0 and not row.ldm_cm:
            fault("pallets", "fault.no_load")

    def _order(self, row: OrderRow, legs: LegBook) -> Order:
        room = ldm_cm(row.pallets, row.roll_cages) if row.ldm_cm is None else row.ldm_cm
        load = Load(kg=row.kg, pallets=row.pallets, roll_cages=row.roll_cages, ldm_cm=room)
        usual = service_s(self.figures, load)
        pickup = usual if row.pickup_service_min is None else whole(row.pickup_service_min * 60)
        delivery = usual if row.delivery_service_min is None else whole(row.delivery_service_min * 60)
        direct = charter(
            self.figures,
            legs,
            pickup=row.pickup,
            delivery=row.delivery,
            load=load,
            service_s=pickup + delivery,
        )
        own = row.penalty_eur
        return Order(
            id=row.id,
            customer=row.customer,
            pickup=row.pickup,
            delivery=row.delivery,
            load=load,
            pickup_windows=_windows(row, "pickup"),
            delivery_windows=_windows(row, "delivery"),
            pickup_service_s=pickup,
            delivery_service_s=delivery,
            needs=frozenset(row.needs),
            revenue_cent=whole(row.revenue_eur * 100),
            penalty_cent=direct.penalty_cent if own is None else whole(own * 100),
            charter_g=direct.wtw_g,
            charter_ttw_g=direct.ttw_g,
        )

    # --- legs -----------------------------------------------------------------------------

    def _legs(self, spots: Mapping[str, Spot], vehicles: Mapping[str, Vehicle]) -> LegBook | None:
        if self.shape.world == "roads":
            if self.shape.leg:
                self._fault("fault.leg_on_roads", "leg", 0)
                return None
            return RoadBook({name: spot.where for name, spot in spots.items()}, self.shape.date)
        book = self._matrix({name: spot.place for name, spot in spots.items()})
        if book is None:
            return None
        profiles = sorted({v.class_.profile for v in vehicles.values()} | {"truck"})
        gaps = [
            (profile, a, b)
            for profile in profiles
            for a in sorted(spots)
            for b in sorted(spots)
            if not book.has(profile, a, b)
        ]
        for profile, a, b in gaps[:20]:
            self._fault("fault.leg_missing", "leg", profile=profile, origin=a, destination=b)
        return None if gaps else book

    def _matrix(self, places: Mapping[str, Place]) -> MatrixBook | None:
        before = len(self.faults.found)
        options: dict[Key, list[Leg]] = {}
        shortest: dict[Key, int] = {}
        for backward in (False, True):
            given = frozenset(options)
            for i, row in enumerate(self.shape.leg):
                if not backward and not self._leg_ok(i, row):
                    continue
                ends = (row.to, row.from_) if backward else (row.from_, row.to)
                key = (row.profile, *ends)
                if (backward and (row.oneway or key in given)) or not set(ends) <= places.keys():
                    continue
                options.setdefault(key, []).append(_leg(row, places[ends[0]], places[ends[1]]))
                short = row.distance_m if row.sfd_m is None else row.sfd_m
                shortest[key] = min(short, shortest.get(key, short))
        if len(self.faults.found) > before:
            return None
        return MatrixBook({key: tuple(legs[:3]) for key, legs in options.items()}, shortest)

    def _leg_ok(self, i: int, row: LegShape) -> bool:
        before = len(self.faults.found)
        for name, column in ((row.from_, "from"), (row.to, "to")):
            if name not in self.place_ids:
                self._unknown(name, self.place_ids, "leg", i, column)
        if row.tolled_m > row.distance_m:
            self._fault("fault.toll_longer", "leg", i, "tolled_m", value=row.tolled_m, limit=row.distance_m)
        if row.distance_m and abs(row.motorway + row.rural + row.urban - 1) > 1e-6:
            total = round(row.motorway + row.rural + row.urban, 4)
            self._fault("fault.shares", "leg", i, "motorway", value=total)
        return len(self.faults.found) == before


def _leg(row: LegShape, a: Place, b: Place) -> Leg:
    return matrix_leg(
        distance_m=row.distance_m,
        duration_s=row.duration_s,
        tolled_m=row.tolled_m,
        shares=(row.motorway, row.rural, row.urban),
        road=row.road,
        label=row.label,
        ends=((a.x_m, a.y_m), (b.x_m, b.y_m)),
    )


def _window(row: OrderRow, end: str) -> tuple[int, int]:
    """Open and close; one that is not given leaves that side of the day open."""
    opens, closes = getattr(row, f"{end}_open"), getattr(row, f"{end}_close")
    return (0 if opens is None else opens), (DAY_S if closes is None else closes)


def _windows(row: OrderRow, end: str) -> tuple[Window, ...]:
    """No window at all where neither side is given."""
    if getattr(row, f"{end}_open") is None and getattr(row, f"{end}_close") is None:
        return ()
    opens, closes = _window(row, end)
    return (Window(open_s=opens, close_s=closes),)


def _hm(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def truth_world(scenario: Scenario) -> World:
    """What is really the case: the system's world with the true service times.

    A customer that is closed until some time is played by `sim`, which reads it from `scenario.truth`.
    """
    orders = dict(scenario.system.orders)
    for change in scenario.truth:
        if change.kind == "service_s":
            order = orders[change.subject]
            at_pickup = order.delivery in {v.depot for v in scenario.system.vehicles.values()}
            field = "pickup_service_s" if at_pickup else "delivery_service_s"
            orders[change.subject] = replace(order, **{field: change.amount})  # type: ignore[arg-type]
    return replace(scenario.system, orders=orders)
