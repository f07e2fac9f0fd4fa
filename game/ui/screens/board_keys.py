"""The board with the keyboard alone: everything the pointer can do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.domain.commands import Redo, Undo, Unplace, to_text
from game.ui import board_hand, no_help, order_list
from game.ui.context import Ctx, Key
from game.ui.desk import TABS
from game.ui.host import speech
from game.ui.order_items import shown_orders
from game.ui.screens import board_edit

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen

ZOOM = {"+": 1.5, "=": 1.5, "-": 1 / 1.5}


def on_key(screen: BoardScreen, event: Key, ctx: Ctx) -> None:
    """One key that no control used."""
    if event.ctrl:
        _with_ctrl(screen, event, ctx)
    elif board_edit.on_key(screen, event, ctx):
        return
    elif screen.desk.hand is not None and screen.desk.hand.source == "keys":
        _aiming(screen, event.name, ctx)
    elif event.name in ("up", "down"):
        _walk(screen, 1 if event.name == "down" else -1, ctx)
    elif event.name in ("left", "right"):
        walk_stops(screen, 1 if event.name == "right" else -1)
    else:
        _letter(screen, event, ctx)


def _with_ctrl(screen: BoardScreen, event: Key, ctx: Ctx) -> None:
    if event.name == "y" or (event.name == "z" and event.shift):
        screen.do(Redo(), ctx)
    elif event.name == "z":
        screen.do(Undo(), ctx)
    elif event.name == "f":
        screen.search(ctx)
    elif event.name in ("up", "down"):
        _to_open(screen, 1 if event.name == "down" else -1, ctx)


def _to_open(screen: BoardScreen, step: int, ctx: Ctx) -> None:
    """Select the next order of the list that nobody drives yet, round the end."""
    desk, lang = screen.desk, speech(ctx)
    left = screen.session.visible - screen.session.plan.covered()
    shown = [o for o in shown_orders(desk.entries(lang)) if o in left]
    if not shown:
        ctx.toast(ctx.t("board.none_open"), "ok")
        return
    at = shown.index(desk.selection.order) + step if desk.selection.order in shown else 0 if step > 0 else -1
    order = shown[at % len(shown)]
    screen.choose(order)
    order_list.show(desk.list, desk.entries(lang), order)
    ctx.memory.focus, ctx.memory.focus_visible = f"order.{order}", True


def _letter(screen: BoardScreen, event: Key, ctx: Ctx) -> None:
    name, desk = event.name, screen.desk
    if name in no_help.HELP_KEYS and no_help.refused(screen.session, ctx):
        return
    if name in ("delete", "backspace"):
        order, plan = desk.selection.order, screen.session.plan
        if order and (plan.vehicle_of(order) or plan.partner_of(order)):
            screen.do(Unplace(order=desk.selection.order), ctx)
    elif name in ("?", "f1") or (name == "/" and event.shift):
        screen.dialog = "keys"
    elif name == "d":
        screen.ask_to_issue(ctx)
    elif name in ("1", "2", "3", "4", "5"):
        screen.show_tab(TABS[int(name) - 1])
    elif name in ZOOM:
        axis = desk.board.axis
        axis.zoom(ZOOM[name], (axis.from_s + axis.to_s) / 2)
    elif name in ACTS:
        ACTS[name](screen, ctx)


def ask_advice(screen: BoardScreen, ctx: Ctx) -> None:
    """Show the best places of the selected order; asking is logged, once per plan and order."""
    desk = screen.desk
    screen.show_tab("advice")
    if no_help.refused(screen.session, ctx):
        return
    order = desk.selection.order
    if not order:
        ctx.toast(ctx.t("board.choose_first"), "info")
        return
    best = desk.slots(order).best()
    if best is not None and (desk.stamp, order) not in desk.advised:
        desk.advised.add((desk.stamp, order))
        screen.session.log_proposal("place", [to_text(best.command)], {"order": order})
    if best is not None:
        ctx.memory.focus, ctx.memory.focus_visible = "take.0", True


def _walk(screen: BoardScreen, step: int, ctx: Ctx) -> None:
    desk = screen.desk
    entries = desk.entries(speech(ctx))
    order = order_list.neighbour(entries, desk.selection.order, step)
    if order:
        screen.choose(order)
        order_list.show(desk.list, desk.entries(speech(ctx)), order)
        ctx.memory.focus, ctx.memory.focus_visible = f"order.{order}", True


def walk_stops(screen: BoardScreen, step: int) -> None:
    """Select the next or the previous stop of the chosen trip, its own stops included."""
    desk = screen.desk
    trip = screen.session.plan.trip_of(desk.selection.vehicle)
    if trip is None or not trip.stops:
        return
    at = desk.selection.stop
    if at < 0 and desk.selection.order:
        at = next(i for i, s in enumerate(trip.stops) if s.order == desk.selection.order) - (step < 0)
    at = min(len(trip.stops) - 1, max(0, at + step))
    desk.selection.choose_stop(trip.vehicle, at, screen.session.plan)


def _aiming(screen: BoardScreen, name: str, ctx: Ctx) -> None:
    """Choose vehicle and position with the same preview as a drag."""
    desk = screen.desk
    hand = desk.hand
    assert hand is not None
    if name in ("return", "enter", "space"):
        screen.drop(ctx)
    elif name in ("left", "right"):
        low, high = board_hand.limits(desk, hand.vehicle)
        hand.at = min(high, max(low, hand.at + (1 if name == "right" else -1)))
    elif name in ("up", "down"):
        vehicles = sorted(screen.session.system.vehicles)
        step = 1 if name == "down" else -1
        hand.vehicle = vehicles[(vehicles.index(hand.vehicle) + step) % len(vehicles)]
        hand.moving = ""
        low, high = board_hand.limits(desk, hand.vehicle)
        hand.at = max(low, min(high, hand.at))
        desk.board.show(hand.vehicle)
    elif name in ("home", "end"):
        low, high = board_hand.limits(desk, hand.vehicle)
        hand.at = low if name == "home" else high
    elif name == "a" and not no_help.refused(screen.session, ctx):
        best = desk.slots(hand.order, hand.moving).best()
        if best is not None:
            hand.vehicle = getattr(best.command, "vehicle", hand.vehicle)
            hand.at = getattr(best.command, "at", hand.at)
            desk.board.show(hand.vehicle)


ACTS: dict[str, Callable[[BoardScreen, Ctx], None]] = {
    "a": ask_advice,
    "r": lambda screen, ctx: screen.reckon("start", ctx),
    **dict.fromkeys(("return", "enter", "p"), lambda screen, ctx: screen.take_in_hand(ctx)),
    **dict.fromkeys(("f", "/"), lambda screen, ctx: screen.search(ctx)),
}
