"""The result drawn where it would be: dashed blocks and an arrow on the board, the trip on the map.

Painted on top of board and map, without hits. Only trips that are to be taken over are drawn, and only the
row that is shown gets arrows: arrows of everything would cross each other. Where much changes, the rest is a
thin line at the foot of its row, so that the plan as it stands can still be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pygame

from game.domain.evaluation import Evaluation, StopTimes, TripEvaluation
from game.solver.difference import Moved, moved
from game.ui.board_view import BoardView
from game.ui.console_state import ConsoleState
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.map_model import route_points, stop_numbers
from game.ui.paint import Painter, Point
from game.ui.regions import looks
from game.ui.theme import mix

Rect = pygame.Rect
H = 20
ARROWS = 4
MANY = 12
"""With more changed stops than these only what is shown is drawn as blocks."""
FOOT = 3
CURVE = 24
NEAR_PX = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ghost:
    """A stop of the result: where it would lie, and where it lies now."""

    order: str
    number: str
    new: tuple[str, int, int] | None
    """(vehicle, begin_s, end_s); None: not in our trips."""
    old: tuple[str, int, int] | None


def ghosts(before: Evaluation, after: Evaluation, changed: Sequence[Moved]) -> tuple[Ghost, ...]:
    """Every stop of an order that changes hands or place."""
    was, now = _stops(before), _stops(after)
    found = []
    for one in changed:
        keys = [k for k in (*now, *was) if k[0] == one.order]
        for key in dict.fromkeys(keys):
            new, old = now.get(key), was.get(key)
            found.append(
                Ghost(order=one.order, number=new[1] if new else "", new=new[0] if new else None,
                      old=old[0] if old else None)
            )  # fmt: skip
    return tuple(found)


def _stops(judged: Evaluation) -> dict[tuple[str, str], tuple[tuple[str, int, int], str]]:
    """(order, action) -> ((vehicle, begin, end), number)."""
    found = {}
    for trip in judged.trips:
        numbers = stop_numbers(trip.stops)
        for times, number in zip(trip.stops, numbers, strict=True):
            if times.stop.order:
                found[_key(times)] = ((trip.trip.vehicle, times.begin_s, times.end_s), number)
    return found


def _key(times: StopTimes) -> tuple[str, str]:
    return times.stop.order, times.stop.action.value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    """The board's picture, and whose trip is shown on the map."""

    key: tuple[object, ...]
    picture: pygame.Surface
    vehicle: str


class GhostLayer:
    """What was worked out for one result, and the map's picture of it."""

    def __init__(self) -> None:
        self._made: tuple[tuple[object, ...], tuple[Ghost, ...]] = ((), ())
        self._board: _Layer | None = None
        self._map: tuple[tuple[object, ...], pygame.Surface | None] = ((), None)

    def draw(self, ctx: Ctx, desk: Desk, state: ConsoleState, shown: str) -> None:
        """Board and map; nothing unless there is a result."""
        found = desk.reckoning
        if found.state != "ready" or found.plan is None or found.judged is None:
            return
        body = desk.board.body.clip(desk.board.lane)
        taken = frozenset(state.picked if state.grain == "order" else found.chosen)
        key = (desk.stamp, found.plan, taken, state.grain, shown, desk.board.key, tuple(body),
               desk.selection.key, desk.hand is None, *looks(ctx))  # fmt: skip
        if self._board is None or self._board.key != key:
            self._board = self._painted(ctx, desk, state, shown, body, key)
        ctx.p.surface.blit(self._board.picture, ctx.p.px(body))
        trip = found.judged.trip_of(self._board.vehicle) if self._board.vehicle else None
        area = ctx.hits.get("map")
        if trip is not None and area is not None:
            self._on_map(ctx, desk, area.rect, trip)

    def _painted(
        self, ctx: Ctx, desk: Desk, state: ConsoleState, shown: str, body: Rect, key: tuple[object, ...]
    ) -> _Layer:
        """The board's ghosts on a picture of their own: dashes are many, a blit is one."""
        assert desk.reckoning.judged is not None
        chosen = self._chosen(desk, state)
        made = [g for g in self._ghosts(desk, desk.reckoning.judged) if g.order in chosen or g.order == shown]
        picture = pygame.Surface(ctx.p.px(body).size, pygame.SRCALPHA)
        painter = Painter(picture, ctx.p.theme, ctx.p.type)
        _on_board(painter, desk.board, body, made, lambda g: shown in (g.order, *_vehicles(g)))
        picture.set_alpha(255, pygame.RLEACCEL)  # mostly empty: a tenth of the time
        return _Layer(key=key, picture=picture, vehicle=_vehicle_of(made, shown))

    def _ghosts(self, desk: Desk, judged: Evaluation) -> tuple[Ghost, ...]:
        found = desk.reckoning
        assert found.plan is not None
        key = (desk.stamp, found.plan)
        if self._made[0] != key:
            changed = moved(desk.session.plan, found.plan)
            self._made = (key, ghosts(desk.judged(), judged, changed))
        return self._made[1]

    def _chosen(self, desk: Desk, state: ConsoleState) -> set[str]:
        """Orders that would be taken over."""
        if state.grain == "order":
            return state.picked
        changes = desk.reckoning.changes(desk.session)
        mine = {o for c in changes if c.vehicle in desk.reckoning.chosen for o in (*c.added, *c.removed)}
        plan = desk.reckoning.plan
        kept = (plan.trip_of(v) for v in sorted(desk.reckoning.chosen)) if plan else ()
        return mine | {o for trip in kept if trip for o in trip.orders()}

    def _on_map(self, ctx: Ctx, desk: Desk, area: Rect, trip: TripEvaluation) -> None:
        """The proposed trip as a dashed line: painted once per camera and trip."""
        camera = desk.map.camera
        key = (trip.trip, camera, tuple(area), *looks(ctx))
        if self._map[0] != key:
            surface = pygame.Surface(ctx.p.px(area).size, pygame.SRCALPHA)
            here = Rect(0, 0, area.w, area.h)
            line = _thinned([camera.to_px(p, here) for p in route_points(desk.session.system, trip)])
            _dashed_way(Painter(surface, ctx.p.theme, ctx.p.type), line, ctx)
            surface.set_alpha(255, pygame.RLEACCEL)
            self._map = (key, surface)
        if self._map[1] is not None:
            ctx.p.surface.blit(self._map[1], ctx.p.px(area))


def _vehicles(ghost: Ghost) -> tuple[str, ...]:
    return tuple(at[0] for at in (ghost.new, ghost.old) if at)


def _vehicle_of(made: Sequence[Ghost], shown: str) -> str:
    """The vehicle whose proposed trip is drawn on the map."""
    for ghost in made:
        if ghost.order == shown and ghost.new:
            return ghost.new[0]
    return shown if any(shown in _vehicles(g) for g in made) else ""


# -- board -----------------------------------------------------------------------------------------------
def _on_board(
    p: Painter, board: BoardView, body: Rect, made: Sequence[Ghost], is_shown: Callable[[Ghost], bool]
) -> None:
    """On a picture whose corner is that of `body`."""

    def at(place: tuple[str, int, int] | None) -> Rect | None:
        box = _box(board, place)
        return box.move(-body.x, -body.y) if box is not None and box.colliderect(body) else None

    for ghost in made:
        old = at(ghost.old) if is_shown(ghost) else None
        if old is not None:
            p.dashed(old.inflate(2, 2), p.c.accent, width=1, dash=2, gap=2)
    many = len(made) > MANY
    for ghost in sorted(made, key=is_shown):
        new, strong = at(ghost.new), is_shown(ghost)
        if new is not None and many and not strong:
            _foot(p, new)
        elif new is not None:
            _block(p, new, ghost.number, strong=strong)
    pairs = [(at(g.old), at(g.new)) for g in made if is_shown(g)]
    both = [(a, b) for a, b in pairs if a and b and a.y != b.y]
    for a, b in both[:ARROWS]:
        _arrow(p, a, b)


def _box(board: BoardView, at: tuple[str, int, int] | None) -> Rect | None:
    lane = board.lane_of(at[0]) if at else None
    if at is None or lane is None:
        return None
    a, b = round(board.axis.x(at[1], lane)), round(board.axis.x(at[2], lane))
    height = H if lane.h >= 28 else 18
    return Rect(a, lane.y + min(lane.h, board.columns.row) // 2 - height // 2, max(14, b - a), height)


def _block(p: Painter, box: Rect, number: str, *, strong: bool) -> None:
    """A dashed block; the one that is shown is filled, so that it stands before what lies there now."""
    if strong:
        p.fill(box, p.c.surface, 4)
    color = p.c.accent if strong else mix(p.c.accent, p.c.surface, 0.35)
    p.dashed(box, color, width=2 if strong else 1, dash=4, gap=3)
    text = f"+{number}" if box.w >= 26 else number
    if strong and number and p.type.width(text, "micro", 600) + 4 <= box.w:
        p.text_mid(box.centerx, box.centery, text, "micro", p.c.accent_text, weight=600, align="c")


def _foot(p: Painter, box: Rect) -> None:
    """A quiet line where a block would lie."""
    p.fill(Rect(box.x, box.bottom + 1 - FOOT + 1, box.w - 1, FOOT - 1), mix(p.c.accent, p.c.surface, 0.2))


def _arrow(p: Painter, a: Rect, b: Rect) -> None:
    """A curve from where an order is to where it goes."""
    down = b.y > a.y
    start = (a.centerx, a.bottom if down else a.y)
    end = (b.centerx, b.y - 3 if down else b.bottom + 3)
    bend = (end[1] - start[1]) * 0.5
    points = [_bezier(start, end, bend, i / CURVE) for i in range(CURVE + 1)]
    p.polyline(points, p.c.accent, 1.5)
    turn = 6 if down else -6
    for side in (-4, 4):
        p.polyline([(end[0] + side, end[1] - turn), end], p.c.accent, 1.5)


def _bezier(start: Point, end: Point, bend: float, t: float) -> Point:
    u = 1 - t
    x = u**3 * start[0] + 3 * u * u * t * start[0] + 3 * u * t * t * end[0] + t**3 * end[0]
    y0, y1 = start[1] + bend, end[1] - bend
    y = u**3 * start[1] + 3 * u * u * t * y0 + 3 * u * t * t * y1 + t**3 * end[1]
    return x, y


# -- map -------------------------------------------------------------------------------------------------
def _thinned(points: Sequence[Point]) -> list[Point]:
    kept: list[Point] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAR_PX:
            kept.append((x, y))
    return kept


def _dashed_way(painter: Painter, points: Sequence[Point], ctx: Ctx) -> None:
    """Dashes that run on over the corners of a line; a light casing keeps them apart from what is there."""
    for color, width in ((ctx.c.surface, 5.0), (ctx.c.accent, 2.5)):
        for dash in dashes(points, 9.0, 6.0):
            painter.polyline(dash, color, width)


def dashes(points: Sequence[Point], on: float, off: float) -> list[list[Point]]:
    """A line cut in dashes of a length, with room between them."""
    found: list[list[Point]] = []
    left, drawing, current = on, True, list(points[:1])
    for a, b in pairwise(points):
        length = max(1e-9, ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5)
        done = 0.0
        while length - done > left:
            done += left
            at = (a[0] + (b[0] - a[0]) * done / length, a[1] + (b[1] - a[1]) * done / length)
            if drawing:
                found.append([*current, at])
            drawing, current, left = not drawing, [at], off if drawing else on
        left -= length - done
        current.append(b)
    if drawing and len(current) > 1:
        found.append(current)
    return found
