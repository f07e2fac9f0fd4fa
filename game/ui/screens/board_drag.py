"""What is dragged on the board and is no single order: own stops, several orders, halves and whole trips,
departures, drivers, and the bar of the night's charge.

Alt while a stop is taken up: this stop and everything after it. Shift over another trip: merge instead of
swap. Escape lets go of everything; a drop beside list, board and trips does nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.ui import board_carry, board_grip
from game.ui.board_carry import Carry
from game.ui.board_grip import Grip
from game.ui.board_night import NightPlan
from game.ui.board_view import BlockRef
from game.ui.context import Ctx, Drag
from game.ui.drop_preview import NOTHING, Preview, error_text
from game.ui.screens import board_bar, board_edit

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen


def shift_held() -> bool:
    """Shift is down."""
    return bool(pygame.key.get_mods() & pygame.KMOD_SHIFT)


def drag(screen: BoardScreen, event: Drag, ctx: Ctx) -> bool:
    """One event of a drag; True when it was for one of these."""
    desk, payload = screen.desk, event.hit.payload
    if desk.hand is not None:
        desk.hand.under = event.over
    if isinstance(payload, NightPlan):
        board_bar.drag(screen, payload, event, ctx)
        return True
    if event.phase == "start":
        _take_up(screen, event)
    grip = desk.grip
    if grip is None:
        return isinstance(payload, BlockRef) and not payload.order
    if event.phase == "cancel":
        desk.grip = None
    elif isinstance(grip, Carry):
        _carried(screen, grip, event, ctx)
    else:
        _gripped(screen, grip, event, ctx)
    return True


def _take_up(screen: BoardScreen, event: Drag) -> None:
    desk, payload = screen.desk, event.hit.payload
    half = bool(pygame.key.get_mods() & pygame.KMOD_ALT)
    desk.grip = board_carry.take_up(desk, event.hit, event.start, half=half)
    if desk.grip is not None:
        if desk.grip.kind != "orders":
            desk.selection.choose_vehicle(desk.grip.vehicle)
        return
    vehicle = payload.vehicle if isinstance(payload, BlockRef) else ""
    desk.grip = board_grip.take_up(desk.session, desk.judge, desk.judged().trip_of(vehicle), payload)
    if desk.grip is not None:
        desk.selection.choose_stop(desk.grip.ref.vehicle, desk.grip.ref.stop, desk.session.plan)


def _gripped(screen: BoardScreen, grip: Grip, event: Drag, ctx: Ctx) -> None:
    """A stop of the truck's own."""
    grip.aim(screen.desk.board, event.pos, screen.list_rect)
    if event.phase != "drop":
        return
    command, screen.desk.grip = grip.command(), None
    if command is not None:
        board_edit.do(screen, command, ctx)
    elif not grip.over:
        ctx.toast(ctx.t("own.stays"), "info")


def _carried(screen: BoardScreen, carry: Carry, event: Drag, ctx: Ctx) -> None:
    carry.under, carry.list_rect = event.over, screen.list_rect
    carry.aim(event.pos, other=shift_held())
    if event.phase != "drop":
        return
    found, screen.desk.grip = carry.final(), None
    if found is None:
        if carry.vehicle not in ("", screen.desk.board.vehicle_at(event.pos)):
            ctx.toast(ctx.t("board.nowhere"), "info")
        return
    let_go(screen, found, carry.aimed.vehicle, ctx)


def let_go(screen: BoardScreen, found: Preview, vehicle: str, ctx: Ctx) -> None:
    """Carry out what was previewed; what changes nothing is no command, a refusal is told."""
    now = screen.session.plan.trips
    if found.command == NOTHING and found.error is not None:
        ctx.toast(error_text(ctx, found.error), "bad")
    elif found.after is None or tuple(t.trip for t in found.after.trips) != now or _unbought(found):
        kept = screen.desk.selection.orders
        if screen.do(found.command, ctx) and vehicle:
            if len(kept) < 2:
                screen.desk.selection.choose_vehicle(vehicle)
            screen.desk.board.show(vehicle)


def _unbought(found: Preview) -> bool:
    """Orders come back from a partner: no trip changes, the plan does."""
    return (
        found.before is not None
        and found.after is not None
        and (found.before.kpi.cost_cent != found.after.kpi.cost_cent)
    )
