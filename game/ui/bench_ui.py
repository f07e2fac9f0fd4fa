"""Measures the screens; `ritregie bench ui` runs this as a program of its own.

`python -m game.ui.bench_ui PART` prints one JSON line with frame times and memory of one board, in a process
of its own: `plan` and `day` with 25 trucks and 300 stops, `large` with 60 trucks and 500 orders, `game` with
a shipped scenario. `first T0` prints the seconds from the monotonic time T0 to the first menu frame.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame

from game.content.language import language
from game.ui import bench_hands as hands
from game.ui.bench_host import BenchHost

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.domain.plan import Plan
    from game.domain.scenario import Scenario
    from game.domain.world import World
    from game.session import Session
    from game.ui.context import Translator
    from game.ui.host import Host
    from game.ui.screen import Screen
    from game.ui.shell import Shell

SIZE = (1600, 900)
LARGE = (500, 60)
"""Orders and trucks of the large day."""
FRAMES, MOVES = 200, 120
SHIPPED = "stukgoed"
"""The scenario of a real game: the largest of those that are shipped."""
OPENING = 40
SOLVE_S = 6.0


def _texts(code: str) -> Translator:
    """The sentences of a language."""
    return cast("Translator", language(code).t)


def _shell(screen: Screen) -> Shell:
    from game.ui.shell import Shell

    return Shell(screen, size=SIZE, translator=_texts, formatter=language)


def _opening(shell: Shell) -> list[float]:
    """The first frames of a screen, while the map is still being painted."""
    return [hands.ms(shell.step) for _ in range(OPENING)]


def _session(*, dispatched: bool, size: tuple[int, int] = (300, 25)) -> Session:
    """A day of the measuring world, planned by sweep."""
    from game.bench.big import big_scenario, sweep_plan

    return _planned(big_scenario(*size), sweep_plan, dispatched=dispatched)


def _planned(scenario: Scenario, plan: Callable[[World], Plan], *, dispatched: bool = False) -> Session:
    from game.domain import commands as c
    from game.replay import start
    from game.rules.moves import format_trip_stops

    session = start(scenario, seed=1)
    session.do(c.Begin())
    for trip in plan(session.system).trips:
        session.do(c.SetTrip(vehicle=trip.vehicle, stops=format_trip_stops(trip.stops)))
    if dispatched:
        session.do(c.Dispatch())
    gc.freeze()  # as the program does when a session begins
    return session


def _while_solving(shell: Shell, session: Session, host: BenchHost) -> list[float]:
    """Frames at 60 Hz while the solver works on the same plan."""
    from game.solver.client import SolveRequest

    client = host.solver()
    client.start(
        SolveRequest(world=session.system, orders=session.visible, start=session.plan, seconds=SOLVE_S)
    )
    rows, clock, end = [], pygame.time.Clock(), time.monotonic() + SOLVE_S
    while time.monotonic() < end:

        def frame() -> None:
            client.poll()
            shell.frame()

        rows.append(hands.ms(frame))
        clock.tick(60)
    client.close()
    return rows


def _day() -> dict[str, Any]:
    """The running day at 60x: the frame with its tick, cuts of the clock included."""
    from game.bench.protocol import summary
    from game.ui.screens.day import DayScreen

    screen = DayScreen(cast("Host", BenchHost()), _session(dispatched=True))
    shell = _shell(screen)
    opening = _opening(shell)
    screen.work.go(60)
    rows, clock, end = [], pygame.time.Clock(), time.monotonic() + SOLVE_S
    while time.monotonic() < end:
        rows.append(hands.ms(shell.step))
        clock.tick(60)
    pan = hands.gesture(shell, "map", (5, 3), MOVES)
    return {"opening": summary(opening), "running_60x": summary(rows), "pan": summary(pan)}


def _board(session: Session, *, solving: bool = False) -> dict[str, Any]:
    """The plan at rest and under the hand."""
    from game.bench.protocol import summary
    from game.ui.screens import of_phase

    host = BenchHost()
    shell = _shell(of_phase("plan")(cast("Host", host), session))
    made = {
        "opening": summary(_opening(shell)),
        "idle": summary([hands.ms(shell.frame) for _ in range(FRAMES)]),
        "idle_filter": summary(hands.with_filter(shell, FRAMES)),
        "selection": summary(hands.selections(shell)),
        "drag": summary(hands.gesture(shell, hands.block(shell), (7, 1), MOVES)),
        "drag_preview": summary(hands.gesture(shell, hands.block(shell), (5, 3), MOVES, working=True)),
        "pan": summary(hands.gesture(shell, "map", (5, 3), MOVES)),
        "zoom": summary(hands.zoom(shell)),
        "plan_change": summary(hands.changes(shell, session)),
    }
    if solving:
        made["while_solving"] = summary(_while_solving(shell, session, host))
    return made


def _game() -> dict[str, Any]:
    """The board of a shipped scenario with its naive plan."""
    from game.content.load import load_scenario
    from game.solver.naive import naive_plan

    scenario = load_scenario(SHIPPED)
    visible = frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)
    return _board(_planned(scenario, lambda world: naive_plan(world, visible)))


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "plan": lambda: _board(_session(dispatched=False), solving=True),
    "large": lambda: _board(_session(dispatched=False, size=LARGE)),
    "day": _day,
    "game": _game,
}
"""What is measured, each in a process of its own so that its memory is its own."""


def _peak_mb() -> int:
    """Largest memory of this process; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(size / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def _memory_mb() -> int:
    """Memory of this process now; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return round(pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20))


def part(name: str) -> dict[str, Any]:
    """The frames of one board, and what its process took."""
    made = PARTS[name]()
    return {**made, "driver": pygame.display.get_driver(), "memory_mb": _memory_mb(), "peak_mb": _peak_mb()}


def first(before: float) -> dict[str, Any]:
    """Seconds from `before`, on the system's monotonic clock, to the first menu frame."""
    from game.ui.screens.menu import MenuScreen
    from game.ui.shell import Shell

    shell = Shell(MenuScreen(cast("Host", BenchHost())), size=SIZE, translator=_texts, formatter=language)
    shell.frame()
    now = time.clock_gettime(time.CLOCK_MONOTONIC) if hasattr(time, "clock_gettime") else time.monotonic()
    return {"seconds": now - before, "heavy": sorted({"numpy", "ortools"} & set(sys.modules))}


def main(words: Sequence[str]) -> int:
    """Print one JSON line."""
    made = first(float(words[1])) if words[0] == "first" else part(words[0])
    sys.stdout.write(json.dumps(made) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
