"""An order in the hand: where it would go, what the board shows meanwhile, and the command of the drop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pygame

from game.content.language import Language
from game.domain.commands import Command, Unplace
from game.domain.errors import GameError
from game.domain.evaluation import Doing, TripEvaluation
from game.ui import carry_paint, no_help
from game.ui.board_rows import BoardRow, load_words
from game.ui.board_view import BlockRef
from game.ui.context import Ctx
from game.ui.desk import Desk, Hand
from game.ui.drop_card import draw_card
from game.ui.drop_preview import STATUS, STATUS_ICONS, Preview, preview_of
from game.ui.hits import Hit
from game.ui.host import speech
from game.ui.map_kept import Kept
from game.ui.map_view import MapStop
from game.ui.order_list import window_of

Rect = pygame.Rect
AT_HAND = frozenset(("unplanned", "selected", "late"))
"""Stops that a drag takes up from the map; from any other one it moves the map."""


def take_up(desk: Desk, hit: Hit) -> Hand | None:
    """The order that a drag of this hit takes up; None when it is no order."""
    if hit.id.startswith("order.") and isinstance(hit.payload, str):
        return Hand(order=hit.payload, source="list")
    if isinstance(hit.payload, BlockRef):
        ref = hit.payload
        return Hand(order=ref.order, source="board", moving=moving_of(desk, ref.vehicle, ref.stop))
    if isinstance(hit.payload, MapStop) and hit.payload.state in AT_HAND:
        order, vehicle, stop = map_order(desk, hit.payload)
        return Hand(order=order, source="map", moving=moving_of(desk, vehicle, stop)) if order else None
    return None


def map_order(desk: Desk, stop: MapStop) -> tuple[str, str, int]:
    """(order, vehicle, stop index) of a stop on the map; empty for a depot."""
    head, _, tail = stop.id.rpartition("/")
    trip = desk.session.plan.trip_of(head)
    if trip is not None and tail.isdigit() and int(tail) < len(trip.stops):
        return trip.stops[int(tail)].order, head, int(tail)
    return (head, "", -1) if head in desk.session.visible else ("", "", -1)


def moving_of(desk: Desk, vehicle: str, stop: int) -> str:
    """`collect` or `deliver` when this is one of two stops of an order, else nothing."""
    trip = desk.session.plan.trip_of(vehicle)
    if trip is None or not 0 <= stop < len(trip.stops):
        return ""
    own = [s for s in trip.stops if s.order == trip.stops[stop].order]
    return trip.stops[stop].action.value if len(own) == 2 else ""


_BASES: Kept[TripEvaluation | None] = Kept(100)


def base_trip(desk: Desk, order: str, vehicle: str) -> TripEvaluation | None:
    """The vehicle's trip without the order, judged; worked out once per plan."""
    session = desk.session
    if session.plan.vehicle_of(order) != vehicle:
        return desk.judged().trip_of(vehicle)

    def make() -> TripEvaluation | None:
        try:
            return session.preview(Unplace(order=order)).trip_of(vehicle)
        except GameError:  # the day has fixed it; show the trip as it is
            return desk.judged().trip_of(vehicle)

    return _BASES.get((session.plan, session.system), order, make)


def aim(desk: Desk, pos: tuple[float, float], list_rect: Rect) -> None:
    """Note what the pointer is over: a position in a trip, the list, or nothing."""
    hand, board = desk.hand, desk.board
    if hand is None:
        return
    hand.pos = pos
    vehicle = board.vehicle_at(pos)
    hand.over, hand.vehicle = "", ""
    if vehicle is not None:
        hand.over, hand.vehicle = "board", vehicle
        base = base_trip(desk, hand.order, vehicle)
        time_s = board.axis_of(vehicle).s(max(pos[0], board.lane.x), board.lane)
        at = sum((s.begin_s + s.end_s) / 2 < time_s for s in base.stops) if base else 0
        hand.at = max(at, desk.session.begun().get(vehicle, 0))
    elif list_rect.collidepoint(pos):
        hand.over = "list" if desk.session.plan.vehicle_of(hand.order) else ""
    elif (trip := desk.trip_on_map(hand.under, pos)) and trip in desk.session.system.vehicles:
        hand.over, hand.vehicle, hand.at = "map", trip, -1


def preview(desk: Desk) -> Preview | None:
    """What dropping here would do, as far as it is known by now."""
    hand = desk.hand
    if hand is None or not hand.over:
        return None
    if hand.over == "list":
        return preview_of(desk.session, Unplace(order=hand.order))
    slots, on_map = desk.slots(hand.order, hand.moving), hand.over == "map"
    if on_map and not no_help.shown(desk.session):
        return slots.at(hand.vehicle, limits(desk, hand.vehicle)[1])
    return slots.in_trip(hand.vehicle) if on_map else slots.near(hand.vehicle, hand.at)


def drop_command(desk: Desk) -> Command | None:
    """The command that the drop gives, all ways compared; None when there is nothing below."""
    hand = desk.hand
    if hand is None or hand.over not in ("board", "map"):
        found = preview(desk)
    else:
        slots = desk.slots(hand.order, hand.moving)
        on_map = hand.over == "map"
        if on_map and not no_help.shown(desk.session):  # by hand: behind the others, nothing is looked for
            on_map, hand.at = False, limits(desk, hand.vehicle)[1]
        found = slots.best_in_trip(hand.vehicle) if on_map else slots.at(hand.vehicle, hand.at)
    return found.command if found else None


def limits(desk: Desk, vehicle: str) -> tuple[int, int]:
    """Least and greatest position in a trip without the order in the hand."""
    assert desk.hand is not None
    trip = desk.session.plan.without_order(desk.hand.order).trip_of(vehicle)
    return desk.session.begun().get(vehicle, 0), len(trip.stops) if trip else 0


# -- what the board shows ----------------------------------------------------------------------------
def shown_rows(desk: Desk, rows: Sequence[BoardRow], lang: Language) -> tuple[BoardRow, ...]:
    """The rows with those that cannot take the order dimmed and told why."""
    hand = desk.hand
    if hand is None:
        return tuple(rows)
    slots = desk.slots(hand.order, hand.moving)
    made = []
    for row in rows:
        finding = slots.why_not(row.vehicle)
        if finding is None:
            made.append(row)
        else:
            why = lang.t(f"why.{finding.rule}", **dict(finding.values))
            made.append(replace(row, dimmed=True, why=why))
    return tuple(made)


def gaps(desk: Desk, order: str, vehicle: str) -> Mapping[int, tuple[int, int]]:
    """Position -> the stretch of time between the stops around it, in the trip without the order."""
    base = base_trip(desk, order, vehicle)
    driver = desk.session.system.drivers[desk.session.system.vehicles[vehicle].driver]
    if base is None:
        return {0: (driver.from_s, driver.to_s)}
    drives = [a for a in base.activities if a.doing is Doing.DRIVE]
    begins = [*(s.begin_s for s in base.stops), drives[-1].end_s if drives else base.end_s]
    ends = [drives[0].start_s if drives else base.start_s, *(s.end_s for s in base.stops)]
    return {i: (ends[i], max(begins[i], ends[i])) for i in range(len(begins))}


def paint_slots(ctx: Ctx, desk: Desk) -> None:
    """Tint places by whether they fit, with an icon, and the price of each trip's cheapest; not by hand."""
    hand, board = desk.hand, desk.board
    if hand is None or not no_help.shown(desk.session):
        return
    slots = desk.slots(hand.order, hand.moving)
    with ctx.p.clip(board.body.clip(board.lane)):
        for vehicle in sorted(desk.session.system.vehicles):
            lane = board.lane_of(vehicle)
            if lane is None or not lane.colliderect(board.body):
                continue
            known = {at: p for at, p in slots.of(vehicle).items() if p.error is None}
            if all(p.rank[0] for p in known.values()):
                continue  # the row says why in words
            cheapest = min(known, key=lambda at: (known[at].rank, at))
            for at, (start, end) in gaps(desk, hand.order, vehicle).items():
                if at in known:
                    a, b = map(round, board.axis_of(vehicle).span(start, end, lane))
                    area = Rect(a, lane.y + 3, max(10, b - a), min(lane.h, board.columns.row) - 6)
                    _slot(ctx, area, known[at], priced=at == cheapest)


def _slot(ctx: Ctx, area: Rect, found: Preview, *, priced: bool) -> None:
    """One place: colour, icon, and the price where there is room for it."""
    status = ctx.c.status(STATUS[found.status])
    ctx.p.fill(area, status.outline, 4, 56 if found.rank[0] == 0 else 30)
    text = speech(ctx).euro_signed(found.trips_cent, 0) if priced else ""
    wide = ctx.p.type.width(text, "shield", 600) if text else 0
    if text and area.w >= wide + 24:
        x = area.centerx - (wide + 16) / 2
        ctx.p.icon_mid(x + 6, area.centery, STATUS_ICONS[found.status], 12, status.text)
        ctx.p.text_mid(x + 16, area.centery, text, "shield", status.text, weight=600)
    elif area.w >= 14:
        ctx.p.icon_mid(area.centerx, area.centery, STATUS_ICONS[found.status], 12, status.text)


def draw_overlay(ctx: Ctx, desk: Desk) -> None:
    """The rows as they would be, the ghost, and the card with the differences; on top of everything."""
    hand = desk.hand
    if hand is None:
        return
    found = preview(desk)
    anchor = Rect(round(hand.pos[0]) - 1, round(hand.pos[1]) - 8, 2, 20)
    if hand.over == "map":
        carry_paint.draw_on_map(ctx, desk, hand.vehicle)
    if hand.over in ("board", "map") and found is not None:
        box, row = _rows(ctx, desk, hand, found), desk.board.row_rect(hand.vehicle)
        if hand.over == "board" and row is not None:
            x = anchor.centerx if hand.source != "keys" else (box or desk.board.lane).centerx
            anchor = Rect(x, row.y + 2, 2, row.h - 4)
    if found is None:
        if hand.source != "keys":
            _pill(ctx, desk, hand, anchor)
        return
    keys = {"keys": ctx.t("preview.keys"), "board": ctx.t("edit.alt_half")}.get(hand.source, "")
    world, order = desk.session.system, desk.session.system.orders[hand.order]
    draw_card(ctx, anchor, order.customer, _note(desk, hand, speech(ctx)), found, keys, world)


def _note(desk: Desk, hand: Hand, lang: Language) -> str:
    """Load and window of the order in the hand."""
    order = desk.session.system.orders[hand.order]
    window = window_of(desk.session.system, order)
    note = load_words(order.load, lang).split(" · ")[0]
    if window.close_s - window.open_s < 23 * 3600:
        note += f" · {lang.clock(window.open_s)}–{lang.clock(window.close_s)}"
    return note


def _pill(ctx: Ctx, desk: Desk, hand: Hand, anchor: Rect) -> None:
    text = desk.session.system.orders[hand.order].customer
    seeking = hand.over == "map"
    carry_paint.pill(ctx, anchor, f"{text} · {ctx.t('edit.seeking')}" if seeking else text)


def _rows(ctx: Ctx, desk: Desk, hand: Hand, found: Preview) -> Rect | None:
    """Draw the rows that would change, with the order in its new one; gives the ghost's rectangle."""
    if found.after is None:
        return None
    board = desk.board
    rows = carry_paint.rows_after(desk, found, frozenset({hand.order}), speech(ctx))
    carry_paint.draw_rows(ctx, desk, rows, hand.vehicle)
    row = next((r for r in rows if r.vehicle == hand.vehicle), None)
    lane, old = board.lane_of(hand.vehicle), desk.judged().trip_of(hand.vehicle)
    if row is None or lane is None or not lane.colliderect(board.body):
        return None
    if old is not None:
        with ctx.p.clip(lane.clip(board.body)):
            _old_places(ctx, desk, lane, row, old)
    ghost = next((b for b in row.blocks if b.state == "ghost"), None)
    if ghost is None:
        return None
    a, b = map(round, board.axis_for(row).span(ghost.start_s, ghost.end_s, lane))
    return Rect(a, lane.y, b - a, lane.h)


def _old_places(ctx: Ctx, desk: Desk, lane: Rect, row: BoardRow, old: TripEvaluation) -> None:
    """Where blocks were before: a thin dashed outline, when they moved enough to be seen."""
    now = {(b.order, b.pickup): b.start_s for b in row.blocks if b.kind == "service"}
    was, new = desk.board.axis_of(row.vehicle), desk.board.axis_for(row)
    for times in old.stops:
        start = now.get((times.stop.order, times.stop.action.value == "collect"))
        a, b = map(round, was.span(times.begin_s, times.end_s, lane))
        if start is not None and abs(new.x(start, lane) - a) >= 4:
            box = Rect(a, lane.y + min(lane.h, desk.board.columns.row) // 2 - 10, b - a, 20)
            ctx.p.dashed(box, ctx.c.accent, width=1, dash=2, gap=2)
