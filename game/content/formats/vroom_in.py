"""VROOM problem -> `Sketch`: jobs and shipments become orders, vehicles get a driver with their hours.

Everything that our game has no word for is said in a remark, never dropped in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from game.content.defaults import fits
from game.content.formats.sketch import Job, Kind, Remark, Sketch, Truck, remark
from game.content.formats.vroom_check import vehicle_ends
from game.content.formats.vroom_loads import Units
from game.content.formats.vroom_places import Guess, Places, Spot, named_once
from game.content.formats.vroom_shape import (
    At,
    JobShape,
    ProblemShape,
    ShipmentShape,
    VehicleHint,
    VehicleShape,
)
from game.content.formats.vroom_times import Clock, clock_of
from game.content.limits import shorten
from game.domain.world import Load, Window

VAN_BASE = "van_diesel"
USUAL = Guess()
MOST_NEEDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the importer was asked for."""

    guess: Guess = USUAL
    base: str = "rigid12_diesel"
    """Class of the facts that vehicles are made of: use of energy, prices, law."""
    money: str = "facts"
    """How the file's prices are meant: `euro`, `cent`, or `facts`: not used."""
    orders: int = 0
    """Keep only so many of the first ones; 0: all."""


def vroom_sketch(problem: ProblemShape, *, id_: str, title: str, source: str, wishes: Wishes) -> Sketch:
    """The sketch of a checked problem."""
    return _Import(problem, wishes).sketch(id_, title, source)


class _Import:
    """One import; lives no longer than `vroom_sketch`."""

    def __init__(self, problem: ProblemShape, wishes: Wishes) -> None:
        self.remarks: list[Remark] = []
        problem = self._first(problem, wishes.orders)
        self.problem, self.wishes, self.hint = problem, wishes, problem.ritregie
        self.clock: Clock = clock_of(problem, self.remarks)
        self.units = Units(problem)
        self.places = Places(problem)
        self.depots = [self.places.depot_of[v.id] for v in problem.vehicles]
        self.skill_names = self._skill_names()

    def sketch(self, id_: str, title: str, source: str) -> Sketch:
        jobs = [*self._jobs(), *self._shipments()]
        legs = self.places.legs(self.clock.scale, self.wishes.guess)
        kinds, kind_of = self._kinds(legs.profile_of)
        trucks = [self._truck(v, kind_of[v.id], jobs) for v in self.problem.vehicles]
        kept = self._possible(jobs, trucks, {k.id: k for k in kinds})
        durations = {name: table[0] for name, table in legs.tables.items()}
        sites, drawn = self.places.sites(durations["truck"])
        said = [remark("vroom"), *self.remarks, *self.units.remarks, *legs.remarks, *drawn, *self._features()]
        return Sketch(
            id=id_, title=title, source=source, form="vroom", sites=named_once(sites), kinds=tuple(kinds),
            trucks=tuple(trucks), jobs=tuple(kept), durations_s=durations,
            distances_m={name: table[1] for name, table in legs.tables.items()},
            rates=self._rates(said),
            handling_min=dict(self.hint.handling) if self.hint else {},
            remarks=tuple(dict.fromkeys(said)),
        )  # fmt: skip

    def _first(self, problem: ProblemShape, most: int) -> ProblemShape:
        """The first jobs, then the first shipments: also the places of the others are left out."""
        count = len(problem.jobs) + len(problem.shipments)
        if not 0 < most < count:
            return problem
        self.remarks.append(remark("first_orders", kept=most, of=count))
        jobs = problem.jobs[:most]
        kept = {"jobs": jobs, "shipments": problem.shipments[: most - len(jobs)]}
        return problem.model_copy(update=kept)

    # --- orders -------------------------------------------------------------------------------

    def _jobs(self) -> Iterator[Job]:
        for job in self.problem.jobs:
            place, depot = self.places.task(job), self._depot_for(job)
            brought, taken = job.delivery or job.amount, job.pickup
            collects = any(taken) and not any(brought)
            ends = (place, depot) if collects else (depot, place)
            windows, stays = self._windows(job), self._stay(job)
            returns = self.units.load(taken, cargo=False) if any(taken) and any(brought) else Load()
            order = self._order("J", job, job.description, ends, job.skills)
            yield replace(
                order, load=self.units.load(taken if collects else brought), returns=returns,
                pickup_windows=windows if collects else (), delivery_windows=() if collects else windows,
                pickup_s=stays if collects else 0, delivery_s=0 if collects else stays,
            )  # fmt: skip

    def _depot_for(self, job: JobShape) -> Spot:
        """The depot that its skill names; else the one depot; else the one most vehicles have."""
        named = [n for s in job.skills if (n := self.skill_names.get(s, ("", "")))[0] == "depot"]
        known = {self.places.id_of(d): d for d in self.depots}
        if named and named[0][1] in known:
            return known[named[0][1]]
        if len(known) > 1:
            self.remarks.append(remark("many_depots"))
        return Counter(self.depots).most_common(1)[0][0]

    def _shipments(self) -> Iterator[Job]:
        for shipment in self.problem.shipments:
            pickup, delivery = self._ends(shipment)
            words = shipment.delivery.description or shipment.pickup.description
            order = self._order("S", shipment.pickup, words, (pickup, delivery), shipment.skills)
            yield replace(
                order, load=self.units.load(shipment.amount),
                pickup_windows=self._windows(shipment.pickup), pickup_s=self._stay(shipment.pickup),
                delivery_windows=self._windows(shipment.delivery), delivery_s=self._stay(shipment.delivery),
            )  # fmt: skip

    def _ends(self, shipment: ShipmentShape) -> tuple[Spot, Spot]:
        """An end at the only depot is that depot, when VROOM asks nothing of the stop there."""
        one, places = len(set(self.depots)) == 1, self.places
        free = [one and not (s.time_windows or s.service) for s in (shipment.pickup, shipment.delivery)]
        home = places.at_depot(shipment.pickup) if free[0] else None
        pickup = home or places.task(shipment.pickup)
        back = places.at_depot(shipment.delivery) if free[1] and home is None else None
        if home or back:
            self.remarks.append(remark("at_depot"))
        return pickup, back or places.task(shipment.delivery, unlike=pickup)

    def _order(
        self, letter: str, step: At, words: str, ends: tuple[Spot, Spot], skills: Sequence[int]
    ) -> Job:  # fmt: skip
        named = self.hint.orders.get(str(step.id)) if self.hint else None
        found = [self.skill_names[s] for s in skills]
        needs = sorted({name for kind, name in found if kind != "depot"})
        return Job(
            id=named.id if named else f"{letter}{step.id}", needs=tuple(needs), load=Load(kg=1, ldm_cm=1),
            customer=named.name if named else shorten(words.strip()) or f"{letter}{step.id}",
            pickup=self.places.id_of(ends[0]), delivery=self.places.id_of(ends[1]),
            revenue_eur=named.revenue_eur if named else 0.0,
            penalty_eur=named.penalty_eur if named else None,
        )  # fmt: skip

    def _windows(self, step: At) -> tuple[Window, ...]:
        return self.clock.windows(step.time_windows, self.remarks)

    def _stay(self, step: At) -> int:
        """Setup counts always: whether somebody was there already is not known beforehand."""
        if step.setup:
            self.remarks.append(remark("setup"))
        if step.setup_per_type or step.service_per_type:
            self.remarks.append(remark("per_type"))
        return min(86_400, self.clock.span_s(step.service + step.setup))

    def _skill_names(self) -> dict[int, tuple[str, str]]:
        """Kind and word of every skill number."""
        problem = self.problem
        work = [*(j.skills for j in problem.jobs), *(s.skills for s in problem.shipments)]
        numbers = {n for skills in (*work, *(v.skills for v in problem.vehicles)) for n in skills}
        known = self.hint.skills if self.hint else {}
        named = {int(n): (s.kind, s.name) for n, s in known.items() if n.isdecimal() and len(n) < 13}
        return {n: named.get(n, ("way", f"skill-{n}")) for n in numbers}

    # --- vehicles -----------------------------------------------------------------------------

    def _kinds(self, profile_of: Mapping[int, str]) -> tuple[list[Kind], dict[int, str]]:
        kinds: dict[Kind, str] = {}
        of: dict[int, str] = {}
        for vehicle in self.problem.vehicles:
            hint = self._vehicle_hint(vehicle)
            base = VAN_BASE if profile_of[vehicle.id] == "van" else self.wishes.base
            light = None if self.clock.scale == 1 else 3500
            kind = Kind(
                id="", base=hint.base if hint else base, room=self.units.room(vehicle.capacity),
                gvm_kg=hint.gvm_kg if hint else light,
            )  # fmt: skip
            of[vehicle.id] = kinds.setdefault(kind, f"type-{len(kinds) + 1}")
        if not self.hint:
            self.remarks.append(remark("base", base=self.wishes.base))
        return [replace(kind, id=name) for kind, name in kinds.items()], of

    def _vehicle_hint(self, vehicle: VehicleShape) -> VehicleHint | None:
        return self.hint.vehicles.get(str(vehicle.id)) if self.hint else None

    def _truck(self, vehicle: VehicleShape, kind: str, jobs: Sequence[Job]) -> Truck:
        hint, needed = self._vehicle_hint(vehicle), {need for job in jobs for need in job.needs}
        names = sorted({self.skill_names[s][1] for s in vehicle.skills} & needed)
        from_s, to_s = self.clock.hours(vehicle.time_window, self.remarks)
        number = (
            f"{vehicle.id:0{len(str(max(v.id for v in self.problem.vehicles)))}d}"  # the board sorts by id
        )
        usual = shorten(vehicle.description.strip()) or f"Wagen {number}"
        return Truck(
            id=hint.id if hint else f"V{number}", name=hint.name if hint else usual, kind=kind,
            depot=self.places.id_of(self.places.depot_of[vehicle.id]),
            driver=hint.driver if hint else f"D{number}",
            driver_name=hint.driver_name if hint else f"Chauffeur {number}",
            from_s=max(0, from_s - (hint.before_s if hint else 0)),
            to_s=min(48 * 3600, to_s + (hint.after_s if hint else 0)), skills=tuple(names),
        )  # fmt: skip

    def _possible(
        self, jobs: Sequence[Job], trucks: Sequence[Truck], kinds: Mapping[str, Kind]
    ) -> list[Job]:  # fmt: skip
        """VROOM leaves work unassigned that no vehicle can do; a scenario does not hold such work."""
        able = [
            job for job in jobs
            if any(
                set(job.needs) <= set(t.skills) and fits(job.load, kinds[t.kind].room) for t in trucks
            )
        ]  # fmt: skip
        lost = [job.id for job in jobs if job not in able]
        if lost:
            self.remarks.append(remark("impossible", count=len(lost), names=", ".join(lost[:20])))
        return able

    # --- prices and the rest ------------------------------------------------------------------

    def _rates(self, said: list[Remark]) -> dict[str, float]:
        """Prices of the file where all vehicles have the same and their money is known."""
        costs = [v.costs for v in self.problem.vehicles if v.costs is not None]
        if not costs and not any(t.costs for t in self.places.tables.values()):
            return {}
        first = costs[0] if costs else None
        parts = {(c.per_hour, c.per_km) for c in costs}
        told = all({"per_hour", "per_km"} & c.model_fields_set for c in costs)
        alike = told and len(costs) == len(self.problem.vehicles) and len(parts) == 1
        if self.wishes.money == "facts" or first is None or not alike:
            said.append(remark("costs_facts"))
            return {}
        unit = 100 if self.wishes.money == "cent" else 1
        said.append(remark("costs_taken", hour=first.per_hour / unit, km=first.per_km / unit))
        said.extend([remark("costs_fixed")] if any(c.fixed or c.per_task_hour for c in costs) else [])
        return {
            "fixed_eur_h": 0.0, "driver_eur_h": min(10_000.0, first.per_hour / unit),
            "distance_eur_km": min(10_000.0, first.per_km / unit), "energy_eur": 0.0, "overhead_share": 0.0,
        }  # fmt: skip

    def _features(self) -> Iterator[Remark]:
        """Words of the file that our game has no equal of, each once."""
        problem, vehicles = self.problem, self.problem.vehicles
        work: list[JobShape | ShipmentShape] = [*problem.jobs, *problem.shipments]
        found = {
            "breaks": any(v.breaks for v in vehicles),
            "max_tasks": any(v.max_tasks is not None for v in vehicles),
            "max_travel_time": any(v.max_travel_time is not None for v in vehicles),
            "max_distance": any(v.max_distance is not None for v in vehicles),
            "steps": any(v.steps for v in vehicles),
            "priority": len({w.priority for w in work}) > 1,
            "other_end": any(self._ends_elsewhere(v) for v in vehicles),
            "law": not self.hint,
            "unassigned": True,
        }
        yield from (remark(f"vroom_{name}") for name, here in found.items() if here)
        unknown = sorted({k for part in (problem, *vehicles, *work) for k in part.model_extra or {}})
        if unknown:
            yield remark("unknown_keys", names=shorten(", ".join(unknown), 400))

    def _ends_elsewhere(self, vehicle: VehicleShape) -> bool:
        """Our vehicles come home: an open trip, or one that ends elsewhere, is another one here."""
        ends = list(vehicle_ends(vehicle))
        return len(ends) < 2 or (ends[0][1:] != ends[1][1:])
