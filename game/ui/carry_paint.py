"""How it looks while something is carried: the rows as they would be, the trip on the map, and the card."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pygame

from game.content.language import Language
from game.domain.evaluation import TripEvaluation
from game.domain.plan import Plan
from game.domain.world import Vehicle, World
from game.rules.load import total
from game.rules.trip_parts import parted
from game.ui.board_carry import Carry
from game.ui.board_own import number_of
from game.ui.board_rows import BoardRow, in_hand, load_words, trip_row
from game.ui.board_view import BoardLook
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.drop_card import draw_card
from game.ui.drop_preview import Preview
from game.ui.host import speech
from game.ui.map_kept import Kept
from game.ui.regions import looks

Rect = pygame.Rect
_ROWS: Kept[tuple[BoardRow, ...]] = Kept(100)
_TRIPS: Kept[BoardRow] = Kept(100)
_PICTURES: Kept[pygame.Surface] = Kept(48)


def changed(preview: Preview) -> tuple[str, ...]:
    """Vehicles whose trip would be another one, or none."""
    if preview.after is None or preview.before is None:
        return ()
    old = {t.trip.vehicle: t for t in preview.before.trips}
    new = {t.trip.vehicle: t for t in preview.after.trips}
    return tuple(sorted(v for v in {*old, *new} if old.get(v) != new.get(v)))


def rows_after(desk: Desk, preview: Preview, orders: frozenset[str], lang: Language) -> tuple[BoardRow, ...]:
    """The changed rows as they would be, with what is in the hand as ghosts; made once per preview."""

    def make() -> tuple[BoardRow, ...]:
        world, after = desk.session.system, preview.after
        assert after is not None
        plan = Plan(trips=tuple(t.trip for t in after.trips))
        made = []
        for vehicle in changed(preview):
            driver, judged = desk.driver_of(vehicle, plan), after.trip_of(vehicle)
            key = (vehicle, driver, orders, lang.code)
            # the trip that it leaves is the same at every place where it may go
            make_row = partial(
                _row_after, world, replace(world.vehicles[vehicle], driver=driver), judged, orders, lang
            )
            made.append(_TRIPS.get((judged, world), key, make_row))
        return tuple(made)

    return _ROWS.get((preview, desk.session.system), (lang.code, orders), make)


def _row_after(
    world: World, truck: Vehicle, judged: TripEvaluation | None, orders: frozenset[str], lang: Language
) -> BoardRow:
    row = trip_row(world, truck, judged, lang)
    blocks = row.blocks
    for order in {b.order for b in row.blocks} & orders:
        blocks = in_hand(blocks, order)
    return replace(row, blocks=blocks)


def draw_rows(ctx: Ctx, desk: Desk, rows: tuple[BoardRow, ...], target: str) -> None:
    """These rows over those that are there; the target's is tinted as the chosen one. Painted once each."""
    board = desk.board
    for row in rows:
        area = board.row_rect(row.vehicle)
        shown = area.clip(board.body) if area else Rect(0, 0, 0, 0)
        pixels = ctx.p.px(shown).clip(ctx.p.surface.get_rect())
        if area is None or pixels.w <= 0 or pixels.h <= 0:
            continue
        chosen = target if row.vehicle == target else ""
        key = (tuple(area), tuple(pixels), chosen, board.key, board.columns, looks(ctx))
        picture = _PICTURES.get((row,), key, lambda r=row, c=chosen, p=pixels: _painted(ctx, desk, r, c, p))  # type: ignore[misc]
        ctx.p.surface.blit(picture, pixels)


def _painted(ctx: Ctx, desk: Desk, row: BoardRow, chosen: str, pixels: Rect) -> pygame.Surface:
    area = desk.board.row_rect(row.vehicle)
    assert area is not None
    with ctx.p.clip(desk.board.body):
        desk.board.draw_row(ctx, row, BoardLook(vehicle=chosen))
        ctx.p.outline(area.inflate(-2, -2), ctx.c.accent, 4, 1)
    return ctx.p.surface.subsurface(pixels).copy()


def draw(ctx: Ctx, carry: Carry) -> None:
    """Everything of what is carried, on top of the board."""
    desk, found, lang = carry.desk, carry.preview(), speech(ctx)
    anchor = Rect(round(carry.pos[0]) - 1, round(carry.pos[1]) - 8, 2, 20)
    title = title_of(carry, lang)
    if found is None:
        hint = ctx.t("edit.seeking") if carry.aimed.over else ctx.t(f"edit.to_{carry.kind}")
        pill(ctx, anchor, f"{title} · {hint}")
        return
    if found.after is not None:
        draw_rows(ctx, desk, rows_after(desk, found, carry.moving_orders(), lang), carry.aimed.vehicle)
    if carry.aimed.over == "map":
        draw_on_map(ctx, desk, carry.aimed.vehicle)
    area = desk.board.row_rect(carry.aimed.vehicle) if carry.aimed.over == "row" else None
    if area is not None:
        anchor = Rect(anchor.x, area.y + 2, 2, area.h - 4)
    keys = ctx.t("edit.shift_swap" if carry.aimed.other else "edit.shift_merge") if _two_ways(carry) else ""
    draw_card(ctx, anchor, title, note_of(carry, lang), found, keys, desk.session.system)


def _two_ways(carry: Carry) -> bool:
    """Both trips have work: swap or merge."""
    return (
        carry.kind == "trip"
        and carry.aimed.over in ("row", "map")
        and bool(carry.desk.session.plan.trip_of(carry.aimed.vehicle))
    )


def title_of(carry: Carry, lang: Language) -> str:
    """What is in the hand."""
    world, trip = carry.desk.session.system, carry.trip
    name = lang.fleet(world.vehicles[carry.vehicle].name) if carry.vehicle else ""
    if carry.kind == "orders":
        return lang.t("edit.n_orders", n=len(carry.orders))
    if carry.kind == "half" and trip is not None and carry.stop < len(trip.stops):
        count = sum(not s.own for s in parted(trip, carry.stop)[0])
        number = number_of(trip.stops, carry.stop) or str(carry.stop + 1)
        return lang.t("edit.from_stop", number=number, n=count)
    if carry.kind == "driver":
        return world.drivers[carry.desk.driver_of(carry.vehicle)].name
    return lang.t("edit.start_of" if carry.kind == "start" else "edit.trip_of", vehicle=name)


def note_of(carry: Carry, lang: Language) -> str:
    """What the drop would be."""
    aim, plan = carry.aimed, carry.desk.session.plan
    if carry.kind == "start":
        return lang.clock(aim.start_s)
    if aim.over == "list":
        return lang.t("edit.out")
    if carry.kind == "driver":
        return lang.t("edit.exchange")
    if carry.kind == "orders":
        world = carry.desk.session.system
        return load_words(total(world.orders[o].load for o in carry.orders), lang).split(" · ")[0]
    if carry.kind == "trip" and plan.trip_of(aim.vehicle) is not None:
        return lang.t("edit.merging" if aim.other else "edit.swapping")
    return lang.t("edit.moving")


def draw_on_map(ctx: Ctx, desk: Desk, vehicle: str) -> None:
    """The trip below the pointer stands out."""
    area = desk.map.rect
    trip = next((t for t in desk.map_trips() if t.id == vehicle), None)
    if trip is None or not trip.points:
        return
    step = max(1, len(trip.points) // 400)
    line = [desk.map.camera.to_px(p, area) for p in (*trip.points[::step], trip.points[-1])]
    with ctx.p.clip(area):
        ctx.p.polyline(line, ctx.c.map.halo, 8, 150)
        ctx.p.polyline(line, ctx.c.accent, 4)


def pill(ctx: Ctx, anchor: Rect, text: str) -> None:
    """What is in the hand, beside the pointer."""
    box = Rect(anchor.x + 12, anchor.bottom + 6, round(ctx.p.type.width(text, "small", 600)) + 34, 28)
    box.clamp_ip(ctx.rect.inflate(-12, -12))
    ctx.p.shadow(box, 6)
    ctx.p.fill(box, ctx.c.accent, 6)
    ctx.p.icon(box.x + 8, box.y + 6, "grip-vertical", 16, ctx.c.on_accent)
    ctx.p.text_mid(box.x + 26, box.centery, text, "small", ctx.c.on_accent, weight=600)
