"""A VROOM problem read with suspicion: the form by pydantic, then what refers to something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.content.formats.lines import MAX_BYTES
from game.content.formats.vroom_shape import (
    At,
    JobShape,
    MatricesShape,
    ProblemShape,
    ShipmentShape,
    Square,
    VehicleShape,
)
from game.content.limits import Faults
from game.content.located import nearest, validated
from game.content.places import gazetteer
from game.content.plan_file import json_values
from game.content.tomlfile import Loc, loc_text

MOST_FAULTS = 20


def read_vroom(data: bytes, name: str) -> ProblemShape:
    """The problem in these bytes. Raises ContentFault with every fault found (the first twenty)."""
    faults = Faults()
    values = json_values(data, name, faults, MAX_BYTES)
    problem = validated(ProblemShape, values[0], file=name, faults=faults) if values else None
    del faults.found[MOST_FAULTS:]
    if problem is not None:
        _Check(problem, name, faults).all()
    faults.stop_if_any(name)
    assert problem is not None, "what is no problem has a fault"
    return problem


def vehicle_ends(vehicle: VehicleShape) -> Iterator[tuple[str, list[float] | None, int | None]]:
    """Start and end of a vehicle, as far as they are given."""
    if vehicle.start is not None or vehicle.start_index is not None:
        yield "start", vehicle.start, vehicle.start_index
    if vehicle.end is not None or vehicle.end_index is not None:
        yield "end", vehicle.end, vehicle.end_index


def tables(problem: ProblemShape) -> dict[str, MatricesShape]:
    """The matrices by profile, the older single matrix among them."""
    older = {"car": MatricesShape(durations=problem.matrix)} if problem.matrix else {}
    return {**older, **problem.matrices}


class _Check:
    """References, sizes and windows."""

    def __init__(self, problem: ProblemShape, name: str, faults: Faults) -> None:
        self.problem, self.name, self.faults = problem, name, faults
        self.tables = tables(problem)
        self.size = max((len(s) for t in self.tables.values() for s in _squares(t)), default=0)

    def fault(self, key: str, *loc: str | int, **values: object) -> None:
        if len(self.faults.found) < MOST_FAULTS:
            self.faults.add(self.name, key, loc_text(loc), 0, **values)

    def all(self) -> None:
        for profile, table in self.tables.items():
            self._matrices(profile, table)
        dims = len(self.problem.vehicles[0].capacity)
        seen: set[int] = set()
        for i, vehicle in enumerate(self.problem.vehicles):
            self._unique(vehicle.id, seen, "vehicles", i)
            self._vehicle(i, vehicle, dims)
        self._jobs(dims)
        self._shipments(dims)
        if not self.problem.jobs and not self.problem.shipments:
            self.fault("fault.vroom_no_work", "jobs")

    def _matrices(self, profile: str, table: MatricesShape) -> None:
        for name in ("durations", "distances", "costs"):
            square = getattr(table, name)
            short = next((i for i, row in enumerate(square) if len(row) != self.size), -1)
            if square and (short >= 0 or len(square) != self.size):
                at = ("matrices", profile, name, *([short] if short >= 0 else []))
                self.fault(
                    "fault.vroom_square", *at, expected=self.size,
                    found=len(square[short]) if short >= 0 else len(square),
                )  # fmt: skip
        if not table.durations and not table.distances:
            self.fault("fault.key_missing", "matrices", profile, name="durations")

    def _vehicle(self, i: int, vehicle: VehicleShape, dims: int) -> None:
        ends = list(vehicle_ends(vehicle))
        if not ends:
            self.fault("fault.vroom_no_start", "vehicles", i)
        for end, spot, index in ends:
            self._place(spot, index, "", ("vehicles", i, end))
        if len(vehicle.capacity) != dims:
            self._dimension(len(vehicle.capacity), dims, ("vehicles", i, "capacity"))
        if self.tables and vehicle.profile not in self.tables:
            suggest = nearest(vehicle.profile, tuple(self.tables))
            self.fault("fault.unknown_id", "vehicles", i, "profile", name=vehicle.profile, suggest=suggest)
        self._windows([vehicle.time_window] if vehicle.time_window else [], ("vehicles", i, "time_window"))

    def _jobs(self, dims: int) -> None:
        seen: set[int] = set()
        for i, job in enumerate(self.problem.jobs):
            loc: Loc = ("jobs", i)
            self._unique(job.id, seen, *loc)
            self._at(job, loc)
            self._amounts(job, dims, loc)

    def _amounts(self, task: JobShape | ShipmentShape, dims: int, loc: Loc) -> None:
        for name in ("amount", "delivery", "pickup"):
            found = getattr(task, name, [])
            if isinstance(found, list) and found and len(found) != dims:
                self._dimension(len(found), dims, (*loc, name))

    def _dimension(self, found: int, expected: int, loc: Loc) -> None:
        self.fault("fault.vroom_dimension", *loc, found=found, expected=expected)

    def _shipments(self, dims: int) -> None:
        picked: set[int] = set()
        brought: set[int] = set()
        for i, shipment in enumerate(self.problem.shipments):
            for end, step, seen in (
                ("pickup", shipment.pickup, picked), ("delivery", shipment.delivery, brought)
            ):  # fmt: skip
                self._unique(step.id, seen, "shipments", i, end)
                self._at(step, ("shipments", i, end))
            self._amounts(shipment, dims, ("shipments", i))

    def _at(self, step: At, loc: Loc) -> None:
        self._place(step.location, step.location_index, step.description, loc)
        self._windows(step.time_windows, (*loc, "time_windows"))

    def _place(self, spot: list[float] | None, index: int | None, words: str, loc: Loc) -> None:
        """With a matrix every place needs its row; without one coordinates, or a town of our map."""
        if self.tables:
            if index is None:
                self.fault("fault.vroom_no_index", *loc)
            elif index >= self.size:
                self.fault("fault.vroom_index", *loc, value=index, limit=self.size - 1)
        elif spot is None and words.casefold() not in gazetteer():
            self.fault("fault.vroom_no_place", *loc)
        if spot is not None and abs(spot[1]) > 90:
            self.fault("fault.vroom_latitude", *loc, value=spot[1])

    def _windows(self, windows: Sequence[Sequence[int]], loc: Loc) -> None:
        for window in windows:
            if window[0] > window[1]:
                self.fault("fault.window_closed", *loc, ready=window[0], due=window[1])

    def _unique(self, number: int, seen: set[int], *loc: str | int) -> None:
        if number in seen:
            self.fault("fault.number_twice", *loc, value=number)
        seen.add(number)


def _squares(table: MatricesShape) -> tuple[Square, ...]:
    return table.durations, table.distances, table.costs
