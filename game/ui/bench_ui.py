"""Measures the screens; `ritregie bench ui` runs this as a program of its own.

`python -m game.ui.bench_ui frames` prints one JSON line with frame times of the plan and the day with 25
trucks and 300 stops, and of the plan with 60 trucks and 500 orders; `first T0` prints the seconds from the
monotonic time T0 to the first menu frame.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
import pygame

from game.content.language import language
from game.ui.bench_host import BenchHost

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.context import Translator
    from game.ui.host import Host
    from game.ui.screen import Screen
    from game.ui.shell import Shell

SIZE = (1600, 900)
LARGE = (500, 60)
"""Orders and trucks of the large day."""
FRAMES, MOVES, CHANGES = 200, 120, 40
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
    return [_ms(shell.step) for _ in range(OPENING)]


def _ms(work: Callable[[], object]) -> float:
    start = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - start) / 1e6


def _event(kind: int, pos: tuple[float, float]) -> pygame.event.Event:
    at = (round(pos[0]), round(pos[1]))
    if kind == pygame.MOUSEMOTION:
        return pygame.event.Event(kind, pos=at, rel=(0, 0), buttons=(1, 0, 0))
    return pygame.event.Event(kind, pos=at, button=1)


def _gesture(
    shell: Shell, hit_id: str, step: tuple[int, int], count: int, *, working: bool = False
) -> list[float]:
    """Press on a hit, move in steps with a frame each, then cancel; milliseconds per move and frame.

    With `working` each frame also has the share of background work that belongs to it: previews of places.
    """
    draw = shell.step if working else shell.frame
    shell.frame()
    hit = shell.ctx.hits.get(hit_id)
    if hit is None:
        return []
    x, y = hit.rect.center
    shell.feed([_event(pygame.MOUSEBUTTONDOWN, (x, y))])
    rows = []
    for i in range(1, count + 1):
        sign = 1 if (i // 30) % 2 == 0 else -1  # to and fro, so that the pointer stays in the window
        x, y = x + sign * step[0], y + sign * step[1]

        def move(at: tuple[float, float] = (x, y)) -> None:
            shell.feed([_event(pygame.MOUSEMOTION, at)])
            draw()

        rows.append(_ms(move))
        pygame.time.wait(2)
    shell.feed([pygame.event.Event(pygame.WINDOWFOCUSLOST)])  # cancels a drag
    shell.feed([_event(pygame.MOUSEBUTTONUP, (2, 2))])
    return rows


def _session(*, dispatched: bool, size: tuple[int, int] = (300, 25)) -> Session:
    from game.bench.big import big_scenario, sweep_plan
    from game.domain import commands as c
    from game.replay import start
    from game.rules.moves import format_trip_stops

    session = start(big_scenario(*size), seed=1)
    session.do(c.Begin())
    for trip in sweep_plan(session.system).trips:
        session.do(c.SetTrip(vehicle=trip.vehicle, stops=format_trip_stops(trip.stops)))
    if dispatched:
        session.do(c.Dispatch())
    return session


def _block(shell: Shell) -> str:
    """A stop on the planboard that can be dragged."""
    names = [h.id for h in shell.ctx.hits if h.id.startswith("block.") and h.draggable]
    return names[len(names) // 2] if names else ""


def _changes(shell: Shell, session: Session) -> list[float]:
    """Move one order to and fro between two trucks, with the frame that shows it."""
    from game.domain import commands as c

    first, second = session.plan.trips[0], session.plan.trips[1]
    order = first.stops[-1].order
    rows = []
    for i in range(CHANGES):
        target = (second, first)[i % 2].vehicle

        def change(vehicle: str = target) -> None:
            session.do(c.Place(order=order, vehicle=vehicle, at=0))
            shell.frame()

        rows.append(_ms(change))
    return rows


def _selections(shell: Shell) -> list[float]:
    rows = []
    names = [h.id for h in shell.ctx.hits if h.id.startswith("row.")]
    for i in range(CHANGES):
        hit = shell.ctx.hits.get(names[i % len(names)])
        if hit is None:
            continue
        at = hit.rect.center

        def click(pos: tuple[int, int] = at) -> None:
            shell.feed([_event(pygame.MOUSEBUTTONDOWN, pos), _event(pygame.MOUSEBUTTONUP, pos)])
            shell.frame()

        rows.append(_ms(click))
    return rows


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

        rows.append(_ms(frame))
        clock.tick(60)
    client.close()
    return rows


def _day(host: BenchHost) -> dict[str, Any]:
    """The running day at 60x: the frame with its tick, cuts of the clock included."""
    from game.bench.protocol import summary
    from game.ui.screens.day import DayScreen

    session = _session(dispatched=True)
    screen = DayScreen(cast("Host", host), session)
    shell = _shell(screen)
    opening = _opening(shell)
    screen.work.go(60)
    rows, clock, end = [], pygame.time.Clock(), time.monotonic() + SOLVE_S
    while time.monotonic() < end:
        rows.append(_ms(shell.step))
        clock.tick(60)
    pan = _gesture(shell, "map", (5, 3), MOVES)
    return {"opening": summary(opening), "running_60x": summary(rows), "pan": summary(pan)}


def _planning(shell: Shell, session: Session) -> dict[str, Any]:
    """The plan at rest and under the hand."""
    from game.bench.protocol import summary

    return {
        "opening": summary(_opening(shell)),
        "idle": summary([_ms(shell.frame) for _ in range(FRAMES)]),
        "selection": summary(_selections(shell)),
        "drag": summary(_gesture(shell, _block(shell), (7, 1), MOVES)),
        "drag_preview": summary(_gesture(shell, _block(shell), (5, 3), MOVES, working=True)),
        "pan": summary(_gesture(shell, "map", (5, 3), MOVES)),
        "plan_change": summary(_changes(shell, session)),
    }


def _large(host: BenchHost) -> dict[str, Any]:
    """The plan of the large day."""
    from game.ui.screens import of_phase

    session = _session(dispatched=False, size=LARGE)
    return _planning(_shell(of_phase("plan")(cast("Host", host), session)), session)


def _memory_mb() -> int:
    """Largest memory of this process; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(size / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def frames() -> dict[str, Any]:
    """All frame measurements of the plan and the day."""
    from game.bench.protocol import summary
    from game.ui.screens import of_phase

    host = BenchHost()
    session = _session(dispatched=False)
    shell = _shell(of_phase("plan")(cast("Host", host), session))
    plan = _planning(shell, session)
    plan["while_solving"] = summary(_while_solving(shell, session, host))
    drawn = f"{SIZE[0]}x{SIZE[1]}, driver {pygame.display.get_driver()}, software frames"
    return {
        "protocol": f"25 trucks, 300 stops (large: {LARGE[1]} and {LARGE[0]}), {drawn}; "
        "a move is its events and the frame that shows them; "
        f"solver: {SOLVE_S:.0f} s in its own process, frames at 60 Hz",
        "goal_ms": {
            "idle_p95": 4,
            "drag_p95": 4,
            "pan_p95": 8,
            "selection_p95": 33,
            "plan_change_p95": 33,
            "drag_preview_p95": 16,
            "while_solving_p99": 33,
        },
        "plan": plan,
        "large": _large(host),
        "day": _day(host),
        "memory_mb": _memory_mb(),
    }


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
    made = first(float(words[1])) if words[:1] == ["first"] else frames()
    sys.stdout.write(json.dumps(made) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
