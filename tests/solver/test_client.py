"""The worker and its client: a stream of better plans that survives cancelling and killing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from game.domain.plan import Plan
from game.rules.evaluate import evaluate
from game.solver.client import SolverClient, SolveRequest, Update
from game.solver.naive import naive_plan
from game.solver.objective import Objective
from game.solver.problem import build
from game.solver.task import write_task
from game.solver.world_wire import write_world
from tests.solver.solver_worlds import scattered, tiny


def wait_for(client: SolverClient, kinds: set[str], seconds: float = 30.0) -> list[Update]:
    """Poll until an update of one of these kinds comes."""
    found: list[Update] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found += client.poll()
        if any(u.kind in kinds for u in found):
            return found
        time.sleep(0.01)
    raise AssertionError(f"none of {kinds} in {[u.kind for u in found]}")


def talk(*lines: str) -> list[dict[str, object]]:
    """What the worker program answers to lines on its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "game.solver.worker"],
        input="".join(line + "\n" for line in lines),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def imported(code: str) -> list[str]:
    """The modules that a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


def request_line(limit: int = 20) -> str:
    """A small solvable request."""
    world = tiny()
    request = SolveRequest(world=world, orders=frozenset(world.orders), solution_limit=limit, polish_trips=50)
    task = write_task(request, write_world(world, request.start))
    return json.dumps({"id": "a", "kind": "solve", "task": task})


def test_the_worker_speaks_json_lines_only() -> None:
    """Each answer has the request's id and the last one says done; nothing else is on standard output."""
    answers = talk(request_line())
    assert {a["id"] for a in answers} == {"a"}
    assert [a["kind"] for a in answers[:-1]] == ["better"] * (len(answers) - 1)
    assert answers[-1]["kind"] == "done"
    assert len(answers) > 1


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"id": "b", "kind": "solve", "task": {"world": 99}}'])
def test_the_worker_survives_a_bad_request(line: str) -> None:
    """A line that is no request gets `failed`, and the next one is answered."""
    answers = talk(line, request_line())
    assert answers[0]["kind"] == "failed"
    assert answers[-1]["kind"] == "done"


def test_the_worker_loads_neither_screen_nor_command_line() -> None:
    """It starts fast and can be killed without harm to anything shown."""
    code = "import sys, game.solver.worker, game.solver.model; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    wrong = [
        m for m in loaded if m.split(".")[0] == "pygame" or m.startswith(("game.cli", "game.ui", "game.app"))
    ]
    assert wrong == []


def test_the_client_loads_no_ortools() -> None:
    """Menu and board stay quick: OR-Tools lives in the worker."""
    code = "import sys, game.solver.client, game.solver.reference, game.solver.advice; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"ortools", "numpy", "pygame"} & set(loaded)


def test_each_update_is_better_and_true() -> None:
    """Every plan told is judged by the referee, and better than the one before."""
    world = scattered(20, 4, 2)
    orders = frozenset(world.orders)
    naive = evaluate(world, naive_plan(world, orders)).kpi
    client = SolverClient()
    try:
        client.start(SolveRequest(world=world, orders=orders, seconds=2, polish_trips=500))
        updates = wait_for(client, {"done"})
    finally:
        client.close()
    better = [u for u in updates if u.kind == "better"]
    keys = [Objective.against(naive).key(u.evaluation, naive) for u in better if u.evaluation]
    assert keys and keys == sorted(set(keys), reverse=True)
    assert keys[-1] <= (naive.hard, 1.0)
    for u in better:
        assert u.plan is not None and u.evaluation is not None
        assert evaluate(world, u.plan, orders=orders) == u.evaluation


def test_cancel_is_at_once() -> None:
    """A planner who wants to go on is not kept waiting, and the client works again after it."""
    world = scattered(30, 4, 3)
    client = SolverClient()
    try:
        client.start(SolveRequest(world=world, orders=frozenset(world.orders), seconds=60))
        wait_for(client, {"better"})
        begin = time.monotonic()
        client.cancel()
        assert time.monotonic() - begin < 5  # of 60; the bench measures how quick it is
        assert not client.busy and client.poll() == []
        client.start(SolveRequest(world=tiny(), orders=frozenset(tiny().orders), seconds=0.3))
        assert wait_for(client, {"done"})[-1].kind == "done"
    finally:
        client.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_worker_loses_nothing() -> None:
    """kill -9: the client says so, starts again by itself and keeps what was found."""
    world = scattered(20, 4, 4)
    client = SolverClient()
    try:
        client.start(SolveRequest(world=world, orders=frozenset(world.orders), seconds=4, polish_trips=0))
        first = wait_for(client, {"better"})
        deadline = time.monotonic() + 3
        while not client.pid() and time.monotonic() < deadline:
            first += client.poll()
            time.sleep(0.005)
        if not client.pid():
            pytest.skip("the worker was done before it could be killed")
        os.kill(client.pid(), signal.SIGKILL)
        updates = first + wait_for(client, {"done"})
    finally:
        client.close()
    assert [u.kind for u in updates if u.kind != "better"] == ["died", "done"]
    keys = [(u.evaluation.kpi.hard, u.evaluation.kpi.cost_cent) for u in updates if u.evaluation]
    assert keys == sorted(keys, reverse=True)


def test_begun_stops_are_kept_by_the_solver() -> None:
    """Re-planning during the day changes neither what was driven nor what is aboard."""
    world = scattered(14, 3, 5, collect=0.4)
    start = naive_plan(world, sorted(world.orders)[:10])
    begun = {t.vehicle: min(2, len(t.stops)) for t in start.trips}
    client = SolverClient()
    try:
        client.start(
            SolveRequest(world=world, orders=frozenset(world.orders), start=start, begun=begun, seconds=1)
        )
        updates = wait_for(client, {"done", "failed"})
    finally:
        client.close()
    plans = [u.plan for u in updates if u.plan is not None]
    assert plans and updates[-1].kind == "done"
    for plan in plans:
        for vehicle, fixed in begun.items():
            old, new = start.trip_of(vehicle), plan.trip_of(vehicle)
            assert old is not None and new is not None
            assert new.stops[:fixed] == old.stops[:fixed]
            depot = {o for o in old.orders() if world.orders[o].pickup == "DC"}
            assert depot == {o for o in new.orders() if world.orders[o].pickup == "DC"}


def test_a_problem_is_plain_json() -> None:
    """What travels to the worker is lists and whole numbers."""
    world = scattered(10, 3, 1)
    problem = build(world, world.orders, Objective(), Plan()).problem
    assert json.loads(json.dumps(problem)) == problem
