"""What the measuring player does with mouse and wheel: every function gives milliseconds per frame."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.domain import commands as c

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.shell import Shell

CHANGES = 40
WHEEL = (1, 1, -1, -1, -1, 1)
REST = 20
"""Frames after each turn of the wheel: the map becomes sharp in them."""


def ms(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - start) / 1e6


def event(kind: int, pos: tuple[float, float]) -> pygame.event.Event:
    """A pointer event with the left button."""
    at = (round(pos[0]), round(pos[1]))
    if kind == pygame.MOUSEMOTION:
        return pygame.event.Event(kind, pos=at, rel=(0, 0), buttons=(1, 0, 0))
    return pygame.event.Event(kind, pos=at, button=1)


def click(shell: Shell, pos: tuple[float, float]) -> None:
    """Press and let go."""
    shell.feed([event(pygame.MOUSEBUTTONDOWN, pos), event(pygame.MOUSEBUTTONUP, pos)])


def gesture(
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
    shell.feed([event(pygame.MOUSEBUTTONDOWN, (x, y))])
    rows = []
    for i in range(1, count + 1):
        sign = 1 if (i // 30) % 2 == 0 else -1  # to and fro, so that the pointer stays in the window
        x, y = x + sign * step[0], y + sign * step[1]

        def move(at: tuple[float, float] = (x, y)) -> None:
            shell.feed([event(pygame.MOUSEMOTION, at)])
            draw()

        rows.append(ms(move))
        pygame.time.wait(2)
    shell.feed([pygame.event.Event(pygame.WINDOWFOCUSLOST)])  # cancels a drag
    shell.feed([event(pygame.MOUSEBUTTONUP, (2, 2))])
    return rows


def zoom(shell: Shell) -> list[float]:
    """The wheel over the map, in and out, with the frames until it is sharp again."""
    shell.frame()
    hit = shell.ctx.hits.get("map")
    if hit is None:
        return []
    shell.feed([event(pygame.MOUSEMOTION, hit.rect.center)])
    rows = []
    for turn in WHEEL:
        shell.feed([pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=turn, flipped=False)])
        for _ in range(REST):
            rows.append(ms(shell.step))
            pygame.time.wait(12)
    return rows


def block(shell: Shell) -> str:
    """A stop on the planboard that can be dragged."""
    names = [h.id for h in shell.ctx.hits if h.id.startswith("block.") and h.draggable]
    return names[len(names) // 2] if names else ""


def changes(shell: Shell, session: Session) -> list[float]:
    """Move one order to and fro between two trucks, with the frame that shows it."""
    first, second = session.plan.trips[0], session.plan.trips[1]
    order = first.stops[-1].order
    rows = []
    for i in range(CHANGES):
        target = (second, first)[i % 2].vehicle

        def change(vehicle: str = target) -> None:
            session.do(c.Place(order=order, vehicle=vehicle, at=0))
            shell.frame()

        rows.append(ms(change))
    return rows


def selections(shell: Shell) -> list[float]:
    """A click on one truck after the other, with the frame that shows it."""
    rows = []
    names = [h.id for h in shell.ctx.hits if h.id.startswith("row.")]
    for i in range(CHANGES):
        hit = shell.ctx.hits.get(names[i % len(names)])
        if hit is None:
            continue
        at = hit.rect.center

        def choose(pos: tuple[int, int] = at) -> None:
            click(shell, pos)
            shell.frame()

        rows.append(ms(choose))
    return rows


def with_filter(shell: Shell, frames: int) -> list[float]:
    """Frames at rest with the card of the order filter open."""
    button = shell.ctx.hits.get("orders.filter")
    if button is None:
        return []
    click(shell, button.rect.center)
    shell.frame()
    rows = [ms(shell.frame) for _ in range(frames)]
    close = shell.ctx.hits.get("ask.close")
    if close is not None:
        click(shell, close.rect.center)
    return rows
