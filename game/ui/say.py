"""Sentences that light up what they speak of: one hit each, so that pointing or Tab shows it everywhere.

Hits: `say.<name>.<n>` (role link, payload: Points). The highlight itself is `console_point.draw_pointed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pygame

from game.domain.world import World
from game.solver.explain import Explained, Sentence
from game.solver.explain_words import said
from game.ui import widgets
from game.ui.console_point import Points
from game.ui.context import Ctx

Rect = pygame.Rect
Told = tuple[str, Points]
LINE = 16
GAP = 6


def height(ctx: Ctx, told: Sequence[Told], width: int) -> int:
    """Of all sentences, one below the other."""
    lines = (len(ctx.p.type.wrap(text, width - 22, "small")) for text, _ in told)
    return sum(LINE * count + GAP for count in lines)


def say(ctx: Ctx, name: str, rect: Rect, told: Sequence[Told]) -> int:
    """Paint them from the top of rect; gives the y below."""
    y = rect.y
    for i, (text, points) in enumerate(told):
        lines = ctx.p.type.wrap(text, rect.w - 22, "small")
        area = Rect(rect.x, y, rect.w, LINE * len(lines) + GAP)
        _sentence(ctx, f"say.{name}.{i}", area, lines, points)
        y = area.bottom
    return y


def short(ctx: Ctx, name: str, rect: Rect, told: Sequence[Told], most: int) -> int:
    """The first sentences on one line each, the rest of them in a tooltip; gives the y below."""
    y = rect.y
    for i, (text, points) in enumerate(told[:most]):
        line = ctx.p.type.fit(text, rect.w - 22, "small")
        area = Rect(rect.x, y, rect.w, LINE + 2)
        _sentence(ctx, f"say.{name}.{i}", area, [line], points, tooltip=text if line != text else "")
        y = area.bottom
    return y


def _sentence(
    ctx: Ctx, hit_id: str, area: Rect, lines: Sequence[str], points: Points, tooltip: str = ""
) -> None:
    lit = bool(points) and (ctx.hovered(hit_id) or ctx.focused(hit_id))
    if lit:
        ctx.p.fill(area, ctx.c.accent_tint, 4)
    top = area.y + (area.h - LINE * len(lines)) / 2
    ctx.p.disc((area.x + 8, top + 8), 2.5, ctx.c.accent if points else ctx.c.text3)
    for i, line in enumerate(lines):
        ctx.p.text(area.x + 18, top + LINE * i, line, "small", ctx.c.text if lit else ctx.c.text2)
    if points:
        widgets.focus_ring(ctx, hit_id, area.inflate(-6, -6), 4)
        ctx.hit(hit_id, area, "link", label=tooltip or " ".join(lines), payload=points, tooltip=tooltip)
    elif tooltip:
        ctx.hit(hit_id, area, "info", tooltip=tooltip)


# -- what a sentence is about ------------------------------------------------------------------------------
def points_of(world: World, values: Iterable[tuple[str, object]]) -> Points:
    """Orders, vehicles and places that a sentence's values name; ids count as well as names."""
    found: dict[str, list[str]] = {"orders": [], "vehicles": [], "places": []}
    for key, value in values:
        names = value if isinstance(value, tuple) else (value,)
        for name in map(str, names):
            if key in ("customer", "customers", "order", "previous"):
                found["orders"] += [o.id for o in world.orders.values() if name in (o.id, o.customer)]
            elif key in ("vehicle", "source", "target"):
                found["vehicles"] += [v.id for v in world.vehicles.values() if name in (v.id, v.name)]
            elif key == "driver":
                found["vehicles"] += [
                    v.id for v in world.vehicles.values() if world.drivers[v.driver].name == name
                ]
            elif key in ("charger", "place", "depot"):
                found["places"] += [p.id for p in world.places.values() if name in (p.id, p.name)]
    return Points(**{kind: tuple(dict.fromkeys(ids)) for kind, ids in found.items()})


def explained(ctx: Ctx, world: World, story: Explained, moves: int = 0) -> list[Told]:
    """A plan's story, sentence by sentence: where the difference comes from, on what it depends, how sure;
    with `moves` also so many of what moves."""
    parts: list[Sentence | None] = [*story.moves[:moves], story.main, story.depends, *story.chances]
    return [(said(s, ctx.t), points_of(world, s.values)) for s in parts if s is not None]
