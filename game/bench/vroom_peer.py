"""VROOM on one benchmark instance, as a program: one line of JSON in, one out. Needs the extra `bench`."""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from typing import Any

import numpy as np
import vroom

from game.domain import chance
from game.domain.instance import Convention, Instance
from game.solver import wire
from game.solver.classic.frame import Frame, make_frame

LEVEL = 5
"""Exploration level: the most thorough."""
DAY_END = (1 << 31) - 1


def main() -> None:
    """Solve what standard input asks; routes in positions."""
    instance, convention, seconds, seed, threads = json.loads(sys.stdin.readline())
    frame = make_frame(wire.read(Instance, instance), Convention(convention))
    began, cpu = time.monotonic(), time.process_time()
    routes = _solve(frame, seconds, seed, threads)
    took = {"seconds": round(time.monotonic() - began, 2), "cpu_s": round(time.process_time() - cpu, 2)}
    sys.stdout.write(json.dumps({"routes": routes, **took}) + "\n")


def _solve(frame: Frame, seconds: float, seed: int, threads: int) -> list[list[int]]:
    problem = vroom.Input()
    problem.set_durations_matrix("car", np.array(frame.duration, dtype=np.uint32))
    problem.set_costs_matrix("car", np.array(frame.distance, dtype=np.uint32))
    day = vroom.TimeWindow(frame.ready[0], min(frame.due[0], DAY_END))
    fixed = vroom.VehicleCosts(fixed=min(frame.vehicle_cost, DAY_END))
    for v in range(frame.vehicles):
        problem.add_vehicle(
            vroom.Vehicle(v + 1, start=0, end=0, capacity=[frame.capacity], time_window=day, costs=fixed)
        )
    draw = chance.stream(seed, "bench/vroom").random
    for n in sorted(range(1, frame.size), key=lambda _: draw()):
        _add(problem, frame, n)
    found = problem.solve(exploration_level=LEVEL, nb_threads=threads, timeout=timedelta(seconds=seconds))
    return _routes(found)


def _add(problem: Any, frame: Frame, n: int) -> None:
    def window(place: int) -> list[Any]:
        return [vroom.TimeWindow(frame.ready[place], min(frame.due[place], DAY_END))] if frame.timed else []

    if not frame.paired:
        problem.add_job(
            vroom.Job(
                n, location=n, default_service=frame.service[n], delivery=[frame.demand[n]],
                time_windows=window(n),
            )
        )  # fmt: skip
    elif frame.demand[n] > 0:
        m = frame.partner[n]
        ends = [
            vroom.ShipmentStep(p, location=p, default_service=frame.service[p], time_windows=window(p))
            for p in (n, m)
        ]
        problem.add_shipment(ends[0], ends[1], amount=vroom.Amount([frame.demand[n]]))


def _routes(found: Any) -> list[list[int]]:
    """From the table of steps: vehicle by vehicle, customers only."""
    table = found.routes
    routes: dict[int, list[int]] = {}
    for vehicle, kind, place in zip(table["vehicle_id"], table["type"], table["id"], strict=True):
        if kind in ("job", "pickup", "delivery"):
            routes.setdefault(int(vehicle), []).append(int(place))
    return list(routes.values())


if __name__ == "__main__":
    main()
