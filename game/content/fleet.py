"""Vehicles and drivers: from checked shapes to the domain; references and contradictions become faults."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from game.content.figures import Figures, blend, carrier, cooling, own_class, vehicle_class, with_carrier
from game.content.located import Located
from game.content.prices import rates
from game.content.shape import DayShape, DriverShape, ScenarioShape, VehicleShape
from game.domain.law import HoursRules, PastDay
from game.domain.sites import Grid
from game.domain.units import clock, whole
from game.domain.world import Driver, Vehicle, VehicleClass
from game.rules.charging import fair_shares

COOLING = "cooling"
"""The need that a refrigeration unit meets."""
DAY_S = 86_400


class Fleet:
    """Builds the vehicles and drivers of a scenario."""

    def __init__(
        self, shape: ScenarioShape, figures: Figures, fault: Located, place_ids: Collection[str]
    ) -> None:
        self.shape = shape
        self.figures = figures
        self.fault = fault
        self.place_ids = place_ids
        self.driver_ids = frozenset(d.id for d in shape.driver)
        self.zone_ids = frozenset(z.id or z.map or "" for z in shape.zone)
        self.grid_depots = frozenset(g.depot for g in shape.grid)

    # --- vehicles ---------------------------------------------------------------------------

    def vehicles(self) -> dict[str, Vehicle]:
        """Every vehicle without a fault."""
        classes = self._classes()
        found: dict[str, Vehicle] = {}
        taken: dict[str, str] = {}
        for i, v in enumerate(self.shape.vehicle):
            self.fault.need(v.depot, self.place_ids, "vehicle", i, "depot")
            if self.fault.need(v.driver, self.driver_ids, "vehicle", i, "driver") and v.driver in taken:
                self.fault("fault.driver_twice", "vehicle", i, "driver", name=v.driver, other=taken[v.driver])
            taken.setdefault(v.driver, v.id)
            for j, zone in enumerate(v.permits):
                self.fault.need(zone.partition(":")[0], self.zone_ids, "vehicle", i, "permits", j)
            if self.fault.need(v.class_, classes, "vehicle", i, "class"):
                class_ = self._carried(classes[v.class_], v, i)
                if class_ and self._is_sound(class_, v, i):
                    found[v.id] = self._vehicle(v, class_)
        return found

    def _classes(self) -> dict[str, VehicleClass]:
        """Classes of the facts that are needed, and own ones; all, when a name is wrong: to suggest from."""
        known = frozenset(self.figures.vehicle_classes())
        wanted = {v.class_ for v in self.shape.vehicle} | {c.base for c in self.shape.class_}
        classes = {name: vehicle_class(self.figures, name) for name in sorted(wanted & known)}
        for i, own in enumerate(self.shape.class_):
            if own.id in known:
                self.fault("fault.double_id", "class", i, "id", name=own.id)
            elif self.fault.need(own.base, known, "class", i, "base"):
                classes[own.id] = own_class(classes[own.base], own)
        if wanted - classes.keys():
            classes |= {name: vehicle_class(self.figures, name) for name in sorted(known - classes.keys())}
        return classes

    def _carried(self, class_: VehicleClass, v: VehicleShape, i: int) -> VehicleClass | None:
        """The class on the carrier or blend that this vehicle runs on."""
        column = "carrier" if v.hvo_percent is None else "hvo_percent"
        if v.carrier is not None and v.hvo_percent is not None:
            self.fault("fault.one_of_two", "vehicle", i, column, name="carrier", other=column)
            return None
        if v.carrier is not None:
            if not self.fault.need(v.carrier, self.figures.carriers(), "vehicle", i, column):
                return None
            other = carrier(self.figures, v.carrier)
            fits = self.figures.text(f"co2.factor.{v.carrier}.unit") in ("l", "kWh")
        elif v.hvo_percent is not None:
            other, fits = blend(self.figures, v.hvo_percent), True
        else:
            return class_
        if other.unit != class_.carrier.unit or not fits:
            self.fault("fault.carrier", "vehicle", i, column, name=other.id, other=class_.id)
            return None
        return with_carrier(class_, other)

    def _is_sound(self, class_: VehicleClass, v: VehicleShape, i: int) -> bool:
        electric = class_.drive == "battery"
        if v.cooling == "electric" and not electric:
            self.fault("fault.cooling_electric", "vehicle", i, "cooling", name=class_.id)
            return False
        if electric and v.start_soc_percent is not None and v.depot in self.grid_depots:
            self.fault("fault.soc_with_grid", "vehicle", i, "start_soc_percent", name=v.depot)
            return False
        return True

    def _vehicle(self, v: VehicleShape, class_: VehicleClass) -> Vehicle:
        cold = {COOLING} if v.cooling != "none" else set()
        return Vehicle(
            id=v.id,
            name=v.name,
            class_=class_,
            rates=rates(self.figures, class_, v, self.shape.rates),
            depot=v.depot,
            driver=v.driver,
            skills=frozenset(v.skills) | cold,
            start_soc_permille=1000 if v.start_soc_percent is None else whole(v.start_soc_percent * 10),
            evening_soc_permille=self._evening(v, class_),
            euro=v.euro,
            registered=v.registered,
            permits=frozenset(v.permits),
            cooling=cooling(self.figures, v.cooling, class_),
        )

    def _evening(self, v: VehicleShape, class_: VehicleClass) -> int:
        """As given; else the mean of the facts where the night's energy is shared, and full elsewhere."""
        if v.evening_soc_percent is not None:
            return whole(v.evening_soc_percent * 10)
        shared = class_.drive == "battery" and v.depot in self.grid_depots
        return whole(self.figures.number("night.evening_soc") * 1000) if shared else 1000

    # --- drivers ----------------------------------------------------------------------------

    def check_drivers(self) -> None:
        """Times in their order, and no two days of a driver at the same time."""
        for i, d in enumerate(self.shape.driver):
            if d.to <= d.from_:
                self.fault("fault.window", "driver", i, "to", open=clock(d.from_), close=clock(d.to))
            for j, day in enumerate(d.day):
                self._check_day(i, j, day)
            self._check_overlap(i, d)

    def _check_day(self, i: int, j: int, day: DayShape) -> None:
        loc = ("driver", i, "day", j)
        if day.to <= day.from_:
            self.fault("fault.window", *loc, "to", open=clock(day.from_), close=clock(day.to))
            return
        duty_min = (day.to - day.from_) / 60
        work = duty_min if day.work_min is None else day.work_min
        if day.drive_min > work or work > duty_min:
            column = "drive_min" if day.work_min is None or day.drive_min > work else "work_min"
            self.fault("fault.day_sum", *loc, column, drive=day.drive_min, work=work, duty=duty_min)

    def _check_overlap(self, i: int, d: DriverShape) -> None:
        """In the order of time; today's earliest start is the end of the row."""
        days = sorted(enumerate(d.day), key=lambda pair: (-pair[1].ago, pair[1].from_))
        starts = [*(day.from_ - day.ago * DAY_S for _, day in days[1:]), d.from_]
        for (j, day), next_start in zip(days, starts, strict=False):
            if day.to - day.ago * DAY_S > next_start:
                self.fault("fault.days_overlap", "driver", i, "day", j, "to", ago=day.ago, name=d.id)

    def drivers(self, hours: HoursRules) -> dict[str, Driver]:
        """Every driver with the days before today, the last one first."""
        return {d.id: _driver(d, hours) for d in self.shape.driver}


def _driver(d: DriverShape, hours: HoursRules) -> Driver:
    days = sorted(d.day, key=lambda day: (day.ago, -day.from_))
    return Driver(
        id=d.id,
        name=d.name,
        from_s=d.from_,
        to_s=d.to,
        drive_week_s=whole(d.driven_week_min * 60),
        drive_fortnight_s=whole(d.driven_fortnight_min * 60),
        history=tuple(_past_day(day, hours) for day in days),
        skills=frozenset(d.skills),
    )


def _past_day(day: DayShape, hours: HoursRules) -> PastDay:
    drive_s = whole(day.drive_min * 60)
    return PastDay(
        ago=day.ago,
        start_s=day.from_,
        end_s=day.to,
        drive_s=drive_s,
        work_s=_usual_work(day, hours) if day.work_min is None else whole(day.work_min * 60),
    )


def _usual_work(day: DayShape, hours: HoursRules) -> int:
    """The whole duty less the break that the law asks for at least; never less than the driving."""
    duty_s = day.to - day.from_
    pause_s = 0
    if duty_s > hours.work_before_break_s:
        pause_s = hours.work_break_long_s if duty_s > hours.work_long_s else hours.work_break_short_s
    return max(duty_s - pause_s, whole(day.drive_min * 60))


def with_shares(vehicles: Mapping[str, Vehicle], grids: Iterable[Grid]) -> dict[str, Vehicle]:
    """The vehicles with what a fair share of their depot's night gives them at the start of the day."""
    shares: dict[str, int] = {}
    for grid in grids:
        shares |= fair_shares(grid=grid, vehicles=tuple(vehicles.values()))
    return {
        name: replace(v, start_soc_permille=shares[name]) if name in shares else v
        for name, v in vehicles.items()
    }
