"""Charging stops, breaks, reloads, roads, hubs and partners in the running day: menu, keys and dragging.

As on the plan board, but every act is judged by the expected day, and what has begun is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain.commands import AddStop, Command, DropStop, MoveStop
from game.ui import board_grip, board_menu, board_own_keys
from game.ui.board_acts import ActList
from game.ui.board_menu import Menu
from game.ui.board_offer import About
from game.ui.board_own import titled
from game.ui.board_rows import blocks_of, progressed, trip_row
from game.ui.board_view import BlockRef, BoardLook
from game.ui.context import Activate, Ctx, Drag, Key, UiEvent
from game.ui.day_hand import expected_preview
from game.ui.drop_preview import Preview, error_text
from game.ui.host import speech

if TYPE_CHECKING:
    from game.ui.screens.day_acts import DayActs

Rect = pygame.Rect


def judge(screen: DayActs, command: Command) -> Preview:
    """What a command would change in the expected day."""
    return expected_preview(screen.session, screen.model, command)


def about(screen: DayActs) -> About:
    """What is chosen; an order stands for its first stop that is still to come."""
    plan, chosen = screen.session.plan, screen.selection
    trip, stop = plan.trip_of(chosen.vehicle), chosen.stop
    if trip and stop < 0 and chosen.order:
        mine = [i for i, s in enumerate(trip.stops) if s.order == chosen.order]
        begun = screen.session.begun().get(trip.vehicle, 0)
        stop = next((i for i in mine if i >= begun), mine[-1] if mine else -1)
    return About(vehicle=chosen.vehicle, stop=stop, order=chosen.order)


# -- the menu ------------------------------------------------------------------------------------------
def open_menu(screen: DayActs, ctx: Ctx, pos: tuple[float, float] | None) -> None:
    """Open the menu of what is chosen; the clock waits for it."""
    found, lang = about(screen), speech(ctx)
    if not found.vehicle and not found.order:
        ctx.toast(ctx.t("board.choose_first"), "info")
        return
    acts = ActList(
        session=screen.session, about=found, lang=lang, judge=lambda command: judge(screen, command),
        judged=screen.model.trip(found.vehicle), edits=True,
    )  # fmt: skip
    row = screen.board.row_rect(found.vehicle) if found.vehicle else None
    area = row.clip(screen.board.body) if row and row.colliderect(screen.board.body) else None
    at = pos or ((area.x + screen.board.columns.left + 40, area.bottom) if area else ctx.rect.center)
    screen.work.pause()
    screen.menu = Menu(acts=acts, title=_title(screen, ctx, found), pos=at, avoid=area)
    if pos is None:
        acts.all()
        screen.menu.step(1)


def _title(screen: DayActs, ctx: Ctx, found: About) -> str:
    world, trip = screen.session.system, screen.session.plan.trip_of(found.vehicle)
    if trip is not None and 0 <= found.stop < len(trip.stops):
        return titled(world, world.vehicles[found.vehicle], trip.stops, found.stop, speech(ctx))
    if found.order:
        return world.orders[found.order].customer
    return speech(ctx).fleet(world.vehicles[found.vehicle].name)


def in_menu(screen: DayActs, event: UiEvent, ctx: Ctx) -> bool:
    """While the menu is open it takes every event."""
    if screen.menu is None:
        return False
    used, offer = board_menu.handle(screen.menu, event)
    if screen.menu.closed:
        screen.menu = None
    if offer is not None:
        do(screen, offer.act.command, ctx)
    return used


def right_click(screen: DayActs, event: Activate, ctx: Ctx) -> bool:
    """The menu of a block or row below the pointer; True when there is one."""
    payload, known = event.payload, screen.session.system
    if isinstance(payload, BlockRef):
        screen.select(payload.vehicle, payload.order, stop=-1 if payload.order else payload.stop)
    elif isinstance(payload, str) and payload in known.vehicles:
        screen.select(payload)
    elif isinstance(payload, str) and payload in known.orders:
        screen.select(screen.session.plan.vehicle_of(payload) or "", payload)
    else:
        return False
    open_menu(screen, ctx, ctx.memory.mouse)
    return True


def do(screen: DayActs, command: Command, ctx: Ctx) -> bool:
    """Carry out a command; what it changed stays selected, a refusal is told."""
    outcome = screen.session.do(command)
    if outcome.error is not None:
        ctx.toast(error_text(ctx, outcome.error), "bad")
        return False
    if isinstance(command, AddStop):
        screen.select(command.vehicle, stop=command.at)
    elif isinstance(command, MoveStop):
        screen.select(command.vehicle, stop=command.to)
    elif isinstance(command, DropStop):
        screen.select(command.vehicle)
    elif screen.order:
        screen.select(screen.session.plan.vehicle_of(screen.order) or "", screen.order, screen.message)
    return True


# -- keys and dragging -----------------------------------------------------------------------------------
def on_key(screen: DayActs, event: Key, ctx: Ctx) -> bool:
    """X opens the menu; on an own stop +, -, Delete and Alt with an arrow; True when used."""
    if screen.hand is not None:
        return False
    if event.name in ("x", "menu"):
        open_menu(screen, ctx, None)
        return True
    plan, chosen = screen.session.plan, screen.selection
    if board_own_keys.own_at(plan, chosen.vehicle, chosen.stop) is None:
        return False
    command = board_own_keys.own_command(plan, chosen.vehicle, chosen.stop, event.name, alt=event.alt)
    if command is None:
        return event.alt and event.name in ("left", "right")
    screen.work.pause()
    do(screen, command, ctx)
    return True


def drag(screen: DayActs, event: Drag, ctx: Ctx) -> bool:
    """Own stops are moved and stretched as on the plan board; True when the drag was for them."""
    payload = event.hit.payload
    if not isinstance(payload, BlockRef) or payload.order:
        return False
    if event.phase == "start":
        judged = screen.model.trip(payload.vehicle)
        screen.grip = board_grip.take_up(screen.session, lambda c: judge(screen, c), judged, payload)
        if screen.grip is not None:
            screen.work.pause()
            screen.select(payload.vehicle, stop=payload.stop)
    grip = screen.grip
    if grip is None:
        return True
    if event.phase == "cancel":
        screen.grip = None
        return True
    grip.aim(screen.board, event.pos, Rect(0, 0, 0, 0))
    if event.phase == "drop":
        command, screen.grip = grip.command(), None
        if command is not None:
            do(screen, command, ctx)
        elif not grip.over:
            ctx.toast(ctx.t("day.hand_own"), "info")
    return True


# -- drawing -----------------------------------------------------------------------------------------------
def draw_overlay(screen: DayActs, ctx: Ctx) -> None:
    """The own stop in the hand, or what the aimed act would make of its trip; then the menu."""
    if screen.grip is not None:
        vehicle = screen.grip.ref.vehicle
        row = next(r for r in screen.model.rows if r.vehicle == vehicle)
        board_grip.draw(ctx, screen.grip, screen.board, row)
    if screen.menu is None:
        return
    offer = board_menu.pointed(ctx, "menu", screen.menu.acts)
    vehicle, world = screen.menu.acts.about.vehicle, screen.session.system
    area = screen.board.row_rect(vehicle) if vehicle else None
    after = offer.preview.after if offer and offer.preview else None
    if after is not None and area is not None and area.colliderect(screen.board.body):
        trip = after.trip_of(vehicle)
        row = trip_row(world, world.vehicles[vehicle], trip, speech(ctx))
        if trip is not None:
            blocks = progressed(blocks_of(world, trip, speech(ctx)), screen.session.clock_s)
            row = board_grip.with_blocks(row, blocks)
        with ctx.p.clip(screen.board.body):
            screen.board.draw_row(ctx, row, BoardLook(vehicle=vehicle, order=screen.order))
            ctx.p.dashed(area.inflate(-2, -2), ctx.c.accent, width=1, dash=3, gap=3)
    board_menu.draw(ctx, screen.menu)
