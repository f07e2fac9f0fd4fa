"""What lies on top of the map: stops, groups of stops and flags."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pygame

from game.ui import widgets
from game.ui.context import Ctx
from game.ui.map_hours import draw_state, group_words
from game.ui.map_symbols import SYMBOLS, MapStop, draw_symbol, pill_width
from game.ui.paint import Point

Rect = pygame.Rect
APART_PX = 21.0
PLAIN_R, WIDE_R = 9.0, 14.0
GROUP_PX = 19.0  # plain stops nearer than this to the first of a group are counted, not drawn
GROUP_LEAST = 4
LISTED = 8
"""Stops of a group that are named when the pointer rests on it."""
GROUP_M_PER_PX = 60.0  # zoomed in further, every stop is drawn
FLAGS = {
    "late": ("bad", "alert-triangle"), "done": ("ok", "check"), "unplanned": ("warn", "clock-exclamation"),
    **dict.fromkeys(("depot", "town", "stop", "pause", *SYMBOLS), ("plain", "")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A stop or a group of stops with its offset (logical px) from its true place."""

    stops: tuple[MapStop, ...]
    xy: Point
    """The true place in RD metres, of a group the middle."""
    dx: float = 0.0
    dy: float = 0.0


def spread(points: Sequence[Point], radii: Sequence[float] = ()) -> list[Point]:
    """Push places apart until none are nearer than their radii together, else than `APART_PX`.

    Worked out in order of place, not of the plan: a change of plan leaves every stop where it was,
    and costs nothing while the places stay the same.
    """
    order = sorted(range(len(points)), key=lambda i: (points[i], i))
    own = [radii[i] if radii else APART_PX / 2 for i in order]
    moved = _spread(tuple(points[i] for i in order), tuple(own))
    found: list[Point] = list(points)
    for i, place in zip(order, moved, strict=True):
        found[i] = place
    return found


@lru_cache(maxsize=8)
def _spread(points: tuple[Point, ...], radii: tuple[float, ...]) -> tuple[Point, ...]:
    at = [list(p) for p in points]
    widest = 2 * max(radii, default=0.0)
    for turn in range(12):
        if turn % 3 == 0:  # in three turns hardly anything moves by more than half of that
            pairs = _pairs(at, max(1.0, 1.5 * widest))
        moved = False
        for i, j in pairs:
            a, b, least = at[i], at[j], radii[i] + radii[j]
            if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < (least - 0.01) ** 2:
                moved = _push(at, i, j, least) or moved
        if not moved:
            break
    return tuple((p[0], p[1]) for p in at)


def _pairs(at: list[list[float]], cell: float) -> list[tuple[int, int]]:
    """(i, j), j < i, of all places that lie nearer than a cell."""
    cells: dict[tuple[int, int], list[int]] = {}
    made = []
    for i, (x, y) in enumerate(at):
        cx, cy = int(x // cell), int(y // cell)
        for gx in (-1, 0, 1):
            for gy in (-1, 0, 1):
                for j in cells.get((cx + gx, cy + gy), ()):
                    if abs(at[j][0] - x) < cell and abs(at[j][1] - y) < cell:
                        made.append((i, j))
        cells.setdefault((cx, cy), []).append(i)
    return sorted(made)


def _push(at: list[list[float]], i: int, j: int, least: float) -> bool:
    dx, dy = at[i][0] - at[j][0], at[i][1] - at[j][1]
    far = math.hypot(dx, dy)
    if far >= least - 0.01:
        return False
    if far < 0.01:
        dx, dy, far = math.cos(i), math.sin(i), 1.0
    push = (least - math.hypot(at[i][0] - at[j][0], at[i][1] - at[j][1])) / 2
    at[i][0] += dx / far * push
    at[i][1] += dy / far * push
    at[j][0] -= dx / far * push
    at[j][1] -= dy / far * push
    return True


def arrange(stops: Sequence[MapStop], m_per_px: float) -> list[Mark]:
    """Groups where plain stops crowd, and the rest pushed apart; depends on the zoom, not on the pan.

    Worked out in order of place and kept: when the plan changes and the places stay, it costs nothing.
    """
    order = sorted(range(len(stops)), key=lambda i: (stops[i].xy, stops[i].id))
    kinds = tuple((stops[i].xy, _plain(stops[i], m_per_px), radius_of(stops[i])) for i in order)
    return [
        Mark(tuple(stops[order[i]] for i in members), xy, dx, dy)
        for members, xy, dx, dy in _arranged(kinds, m_per_px)
    ]


def arranged_like(marks: Sequence[Mark], stops: Sequence[MapStop], m_per_px: float) -> list[Mark]:
    """Stops where those at the same places were a moment ago; what left a group is where it really is."""
    homes = {stop.xy: mark for mark in marks for stop in mark.stops}
    groups: dict[int, list[MapStop]] = {}
    made: list[Mark] = []
    for stop in stops:
        mark = homes.get(stop.xy)
        if mark is not None and len(mark.stops) > 1 and _plain(stop, m_per_px):
            groups.setdefault(id(mark), []).append(stop)
            continue
        alone = mark is not None and len(mark.stops) == 1
        made.append(Mark((stop,), stop.xy, *((mark.dx, mark.dy) if mark and alone else (0.0, 0.0))))
    middles = {id(mark): mark for mark in marks}
    for name, members in groups.items():
        whole = len(members) > 1
        xy = middles[name].xy if whole else members[0].xy
        offset = (middles[name].dx, middles[name].dy) if whole else (0.0, 0.0)
        made.append(Mark(tuple(members), xy, *offset))
    return made


def _plain(stop: MapStop, m_per_px: float) -> bool:
    """It may be counted in a group."""
    return m_per_px > GROUP_M_PER_PX and stop.state == "stop" and not stop.label


def radius_of(stop: MapStop) -> float:
    """Half of the distance to a stop of the same kind: signs of sites and depots are wider."""
    if stop.state == "stop":
        return PLAIN_R
    return WIDE_R if stop.state == "depot" or stop.state in SYMBOLS else APART_PX / 2


Arranged = tuple[tuple[int, ...], Point, float, float]


@lru_cache(maxsize=8)
def _arranged(kinds: tuple[tuple[Point, bool, float], ...], m_per_px: float) -> tuple[Arranged, ...]:
    """(members, true place, offset) of every mark; `kinds`: where each stop is, if plain, its radius."""
    groups: list[list[int]] = []
    cells: dict[tuple[int, int], list[int]] = {}
    for i, ((x_m, y_m), plain, _radius) in enumerate(kinds):
        x, y = x_m / m_per_px, y_m / m_per_px
        cell = int(x // GROUP_PX), int(y // GROUP_PX)
        near = [
            g for gx in (-1, 0, 1) for gy in (-1, 0, 1) for g in cells.get((cell[0] + gx, cell[1] + gy), ())
        ] if plain else []  # fmt: skip
        home = next((g for g in sorted(near) if _close(kinds[groups[g][0]][0], x, y, m_per_px)), None)
        if home is not None:
            groups[home].append(i)
            continue
        groups.append([i])
        if plain:
            cells.setdefault(cell, []).append(len(groups) - 1)
    marks = [tuple(g) for g in groups if len(g) >= GROUP_LEAST]
    marks += [(i,) for g in groups if len(g) < GROUP_LEAST for i in g]
    middles = [_middle([kinds[i][0] for i in mark]) for mark in marks]
    true = [(x / m_per_px, -y / m_per_px) for x, y in middles]
    moved = spread(true, [kinds[mark[0]][2] if len(mark) == 1 else WIDE_R for mark in marks])
    return tuple(
        (made, xy, x - u, y - v)
        for made, xy, (x, y), (u, v) in zip(marks, middles, moved, true, strict=True)
    )


def _middle(points: Sequence[Point]) -> Point:
    n = len(points)
    return sum(x for x, _y in points) / n, sum(y for _x, y in points) / n


def _close(place: Point, x: float, y: float, m_per_px: float) -> bool:
    return math.dist((place[0] / m_per_px, place[1] / m_per_px), (x, y)) < GROUP_PX


def flag_text(ctx: Ctx, stop: MapStop) -> str:
    """The words of a stop's flag, or nothing."""
    if not stop.label and stop.state == "late" and stop.late_min > 0:
        return ctx.t("map.late", min=stop.late_min)
    return stop.label


def place_flags(ctx: Ctx, rect: Rect, shown: Sequence[tuple[Mark, Point]]) -> dict[str, Rect]:
    """Where each flag goes, by stop id: beside its stop, on the side that hides nothing if there is one."""
    boxes = [mark_box(ctx, mark, *at) for mark, at in shown]
    made: dict[str, Rect] = {}
    buttons = Rect(rect.right - 48, rect.y, 48, 204)
    for i, (mark, (x, y)) in enumerate(shown):
        flagged = len(mark.stops) == 1 and rect.collidepoint(x, y)
        words = flag_text(ctx, mark.stops[0]) if flagged else ""
        if not words:
            continue
        stop = mark.stops[0]
        icon = FLAGS.get(stop.state, ("info", ""))[1]
        width = round(ctx.p.type.width(words, "micro", 600)) + 14 + (17 if icon else 0)
        right, left = round(x) + 16, round(x) - 16 - width
        spots = [(right, -10), (left, -10), (right, -34), (left, -34), (right, 14), (left, 14),
                 (round(x) - width // 2, -38), (round(x) - width // 2, 18)]  # fmt: skip
        places = [Rect(px, round(y) + dy, width, 20) for px, dy in spots]
        inside = [p for p in places if rect.contains(p)] or [places[0 if right + width < rect.right else 1]]
        others = [*boxes[:i], *boxes[i + 1 :], *made.values(), buttons]
        made[stop.id] = _clearest(inside, others)
    return made


def _clearest(places: Sequence[Rect], others: Sequence[Rect]) -> Rect:
    """The first place away from other signs, so that nobody reads it as theirs; else what hides least."""
    for grown in ((12, 4), (-4, -4)):
        for place in places:
            if place.inflate(grown).collidelist(others) < 0:
                return place
    return min(places, key=lambda p: sum(c.w * c.h for o in others for c in (p.clip(o),)))


def mark_box(ctx: Ctx, mark: Mark, x: float, y: float) -> Rect:
    """The box of a stop (22 px, wider with words in it) or of a group's bubble."""
    if len(mark.stops) == 1:
        return _box(ctx, mark.stops[0], x, y)
    width = max(24, round(ctx.p.type.width(str(len(mark.stops)), "micro", 600)) + 14)
    return Rect(round(x) - width // 2, round(y) - 12, width, 24)


def draw_leader(ctx: Ctx, mark: Mark, true: Point, at: Point) -> None:
    """A thin line from a stop that was pushed aside to its true place."""
    if math.hypot(mark.dx, mark.dy) > 4:
        s = ctx.settings.scale
        start, end = (true[0] * s, true[1] * s), (at[0] * s, at[1] * s)
        pygame.draw.aaline(ctx.p.surface, ctx.c.text2, start, end)
        ctx.p.disc(true, 2, ctx.c.text2)


def draw_group(ctx: Ctx, mark: Mark, x: float, y: float, time_s: float | None = None) -> None:
    """A bubble with the number of stops; a click zooms in on them, and the pointer lists them."""
    box, words = mark_box(ctx, mark, x, y), group_words(mark.stops, time_s)
    tip = group_tip(ctx, mark.stops)
    if len(words) > 2:
        box.inflate_ip(round(ctx.p.type.width(words, "micro", 600)) - 12, 0)
    hit_id = f"map.group.{mark.stops[0].id}"
    fill = ctx.c.surface2 if ctx.hovered(hit_id) else ctx.c.surface
    ctx.p.box(box.inflate(2, 2), fill=ctx.c.map.halo, radius=13)
    ctx.p.box(box, fill=fill, line=ctx.c.map.trip, radius=12, width=2)
    ctx.p.text_mid(x, y, words, "micro", ctx.c.text, weight=600, align="c")
    widgets.focus_ring(ctx, hit_id, box, 12)
    ctx.hit(hit_id, box, "stop", label=ctx.t("map.group", n=len(mark.stops)), payload=mark.stops,
            tooltip=tip, draggable=True)  # fmt: skip


def group_tip(ctx: Ctx, stops: Sequence[MapStop]) -> str:
    """The stops of a bubble by name, the first few; then what a click does."""
    names = list(dict.fromkeys(s.tooltip.split("\n")[0] for s in stops if s.tooltip))
    rest = len(stops) - LISTED
    more = [ctx.t("map.group.more", n=rest)] if len(names) > LISTED and rest > 0 else []
    return "\n".join([*names[:LISTED], *more, ctx.t("map.group", n=len(stops))])


def _box(ctx: Ctx, stop: MapStop, x: float, y: float) -> Rect:
    width = pill_width(ctx, stop)
    return Rect(round(x) - width // 2, round(y) - 11, width, 22)


def draw_stop(
    ctx: Ctx, stop: MapStop, x: float, y: float, flag: Rect | None, time_s: float | None = None
) -> None:
    """One stop by its state, its flag, and its hit 'stop.<id>'."""
    box = _box(ctx, stop, x, y)
    draw_symbol(ctx, stop, x, y, box)
    if time_s is not None:
        draw_state(ctx, stop, box, time_s)
    words = flag_text(ctx, stop)
    if flag:
        _flag(ctx, stop, words, flag)
    widgets.focus_ring(ctx, f"stop.{stop.id}", box, 11)
    ctx.hit(f"stop.{stop.id}", box, "stop", label=words or stop.tooltip or stop.id, payload=stop,
            tooltip=stop.tooltip, draggable=True)  # fmt: skip


def _flag(ctx: Ctx, stop: MapStop, words: str, place: Rect) -> None:
    """Icon, outline and word; the selected stop's flag is filled, as it is what the hand is on."""
    if stop.state == "selected":
        ctx.p.box(place, fill=ctx.c.accent, line=ctx.c.map.halo, radius=4)
        ctx.p.text_mid(place.centerx, place.centery, words, "micro", ctx.c.on_accent, weight=600, align="c")
        return
    kind, icon = FLAGS.get(stop.state, ("info", ""))
    widgets.tag(ctx, place.x, place.y, words, kind, icon=icon)
