"""Acts on stops and trips by mouse and keyboard: the menu, the night's charge, what an act would give.

Keys: X opens the menu of what is chosen; C, B, L, W, O open it at charging, a break, reloading, the roads,
or other wheels (hub and partner). On a stop of the truck's own: + and - change how long it lasts, Alt with
the arrows moves it, Delete takes it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.content.language import Language
from game.domain.commands import AddStop, Command, DropStop, MoveStop, SetCharge, SetStart
from game.ui import board_grip, board_hand, board_menu, board_own_keys, carry_paint
from game.ui.board_carry import Carry
from game.ui.board_grip import Grip
from game.ui.board_menu import Menu
from game.ui.board_night import NightPlan
from game.ui.board_offer import About, Offer
from game.ui.board_own import titled
from game.ui.board_row_hits import GripRef
from game.ui.board_view import BlockRef
from game.ui.context import Activate, Ctx, Key, UiEvent
from game.ui.desk import Desk
from game.ui.host import speech
from game.ui.map_view import MapStop
from game.ui.screens import board_bar

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen

Rect = pygame.Rect
WHOLE = ("merge", "swap", "drivers")
KEYS = {"c": ("charge",), "b": ("rest",), "l": ("reload",), "w": ("road",), "o": ("via", "give", "take_back")}


# -- what is shown -----------------------------------------------------------------------------------
def work(desk: Desk, lang: Language, milliseconds: float) -> bool:
    """Go on with the list of acts that is in view; True when it grew."""
    if desk.grip is not None:
        return _going_on(desk, desk.grip, milliseconds)
    if desk.menu is not None:
        return desk.menu.acts.work(milliseconds)
    if desk.tab == "trip" and desk.hand is None and desk.grip is None:
        return desk.acts(lang).work(milliseconds)
    return False


def _going_on(desk: Desk, grip: Grip | Carry, milliseconds: float) -> bool:
    """While something is dragged: scroll at the edges, try more ways, see whether Shift changed."""
    moved = desk.board.scroll_at_edge(grip.pos)
    if isinstance(grip, Grip):
        return moved
    shift = bool(pygame.key.get_mods() & pygame.KMOD_SHIFT)
    if moved or shift is not grip.other:
        grip.aim(grip.pos, other=shift)
        moved = True
    return grip.work(milliseconds) or moved


def draw_overlay(ctx: Ctx, desk: Desk) -> None:
    """What is in the hand, or what the act below the pointer would make of its trip; then the menu."""
    if isinstance(desk.grip, Carry):
        carry_paint.draw(ctx, desk.grip)
    elif desk.grip is not None:
        row = next(r for r in desk.rows(speech(ctx)) if r.vehicle == desk.grip.ref.vehicle)
        board_grip.draw(ctx, desk.grip, desk.board, row)
    elif desk.menu is not None:
        _draw_offer(ctx, desk, board_menu.pointed(ctx, "menu", desk.menu.acts))
        board_menu.draw(ctx, desk.menu)
    elif desk.tab == "trip":
        _draw_offer(ctx, desk, board_menu.pointed(ctx, "act", desk.acts(speech(ctx))))


def _draw_offer(ctx: Ctx, desk: Desk, offer: Offer | None) -> None:
    found = offer.preview if offer else None
    if found is not None and found.after is not None:
        rows = carry_paint.rows_after(desk, found, frozenset(), speech(ctx))
        carry_paint.draw_rows(ctx, desk, rows, desk.about().vehicle)


# -- the menu ----------------------------------------------------------------------------------------
def open_menu(screen: BoardScreen, ctx: Ctx, pos: tuple[float, float] | None, *names: str) -> None:
    """Open the menu of what is chosen, at the pointer or at the chosen block; `names` say where in it."""
    desk, lang = screen.desk, speech(ctx)
    about = desk.about()
    if not about.vehicle and not about.order:
        ctx.toast(ctx.t("board.choose_first"), "info")
        return
    menu = Menu(acts=desk.acts(lang), title=title_of(desk, lang), pos=pos or _anchor(ctx, desk),
                avoid=_row(desk, about.vehicle))  # fmt: skip
    if names:
        menu.first(*names)
        if menu.at < 0:
            ctx.toast(ctx.t(f"acts.no_{names[0]}"), "info")
            return
    elif pos is None:
        menu.acts.all()
        menu.step(1)
    desk.menu = menu


def _row(desk: Desk, vehicle: str) -> Rect | None:
    area = desk.board.row_rect(vehicle) if vehicle else None
    return area.clip(desk.board.body) if area and area.colliderect(desk.board.body) else None


def title_of(desk: Desk, lang: Language, chosen: About | None = None) -> str:
    """What the menu is about: `3 · Warenhuis Vismarkt`, or the truck."""
    world, about = desk.session.system, chosen or desk.about()
    trip = desk.session.plan.trip_of(about.vehicle)
    if trip is not None and 0 <= about.stop < len(trip.stops):
        return titled(world, world.vehicles[about.vehicle], trip.stops, about.stop, lang)
    if about.order:
        return world.orders[about.order].customer
    return lang.fleet(world.vehicles[about.vehicle].name)


def _anchor(ctx: Ctx, desk: Desk) -> tuple[float, float]:
    """Where the chosen block, row or order lies."""
    about = desk.about()
    for name in (f"block.{about.vehicle}.{about.stop}", f"order.{about.order}", f"row.{about.vehicle}"):
        hit = ctx.hits.get(name)
        if hit is not None:
            return hit.rect.centerx, hit.rect.bottom
    return ctx.size[0] / 2, ctx.size[1] / 3


def in_menu(screen: BoardScreen, event: UiEvent, ctx: Ctx) -> bool:
    """While the menu is open it takes every event."""
    desk = screen.desk
    if desk.menu is None:
        return False
    used, offer = board_menu.handle(desk.menu, event)
    if desk.menu.closed:
        desk.menu = None
    if offer is not None:
        do(screen, offer.act.command, ctx)
    return used


def carry_out(screen: BoardScreen, offer: Offer, ctx: Ctx) -> None:
    """Do an act, or open the choice that it stands for."""
    if offer.act.opens:
        open_choice(screen, ctx, offer.act.opens)
    elif offer.enabled:
        do(screen, offer.act.command, ctx)


def open_choice(screen: BoardScreen, ctx: Ctx, name: str) -> None:
    """The menu with only this choice: trucks to merge with, to swap with, and so on."""
    desk, lang, about = screen.desk, speech(ctx), screen.desk.about()
    if name in WHOLE:
        about = About(vehicle=about.vehicle)
    if not {"order": about.order, "half": about.stop > 0}.get(name, about.vehicle):
        ctx.toast(ctx.t(f"edit.no_{name}"), "info")
        return
    acts = desk.acts(lang).opened(name)
    acts.about = about
    pos, title = _anchor(ctx, desk), title_of(desk, lang, about)
    ranked, row = screen.session.helped, _row(desk, about.vehicle)
    desk.menu = Menu(acts=acts, title=title, pos=pos, avoid=row, best=ranked)


def do(screen: BoardScreen, command: Command, ctx: Ctx) -> bool:
    """Carry out a command and keep what it changed selected."""
    if not screen.do(command, ctx):
        return False
    desk, plan = screen.desk, screen.session.plan
    _ = desk.stamp  # the selection follows the new plan first
    if isinstance(command, AddStop):
        desk.selection.choose_own(command.vehicle, command.at, plan)
    elif isinstance(command, MoveStop):
        desk.selection.choose_own(command.vehicle, command.to, plan)
    elif isinstance(command, DropStop):
        desk.selection.choose_vehicle(command.vehicle)
    if desk.selection.vehicle:
        desk.board.show(desk.selection.vehicle)
    return True


def activated(screen: BoardScreen, event: Activate, ctx: Ctx) -> bool:
    """Clicks that are acts; True when used."""
    match event.payload:
        case Offer() as offer:
            carry_out(screen, offer, ctx)
        case SetCharge() as command:
            do(screen, command, ctx)
        case NightPlan() as night:
            board_bar.click(screen, night, event, ctx)
        case GripRef() as ref if not event.right:
            _on_grip(screen, ref, ctx, double=event.double)
        case _:
            return event.right and right_click(screen, event, ctx)
    return True


def _on_grip(screen: BoardScreen, ref: GripRef, ctx: Ctx, *, double: bool) -> None:
    """A click on the depot block or the driver's name: the trip; twice: automatic departure, or its tab."""
    screen.desk.selection.choose_vehicle(ref.vehicle)
    trip = screen.session.plan.trip_of(ref.vehicle)
    if double and ref.kind == "start" and trip is not None and trip.start_s is not None:
        do(screen, SetStart(vehicle=ref.vehicle, start_s=-1), ctx)
    elif double:
        screen.show_tab("trip")


def right_click(screen: BoardScreen, event: Activate, ctx: Ctx) -> bool:
    """The menu of what lies below the pointer; True when there is one."""
    desk, plan, payload = screen.desk, screen.session.plan, event.payload
    if isinstance(payload, BlockRef):
        desk.selection.choose_stop(payload.vehicle, payload.stop, plan)
    elif isinstance(payload, GripRef):
        desk.selection.choose_vehicle(payload.vehicle)
    elif isinstance(payload, MapStop):
        order, vehicle, index = board_hand.map_order(desk, payload)
        if vehicle:
            desk.selection.choose_stop(vehicle, index, plan)
        elif order:
            desk.selection.choose_order(order, plan)
        else:
            return False
    elif isinstance(payload, str) and event.id.startswith("order."):
        desk.selection.choose_order(payload, plan)
    elif isinstance(payload, str) and event.id.startswith(("row.", "hours.")):
        desk.selection.choose_vehicle(payload)
    else:
        return False
    open_menu(screen, ctx, ctx.memory.mouse)
    return True


# -- findings ----------------------------------------------------------------------------------------
def choose_place(desk: Desk, vehicle: str, place: str) -> None:
    """Select the stop at a place that a finding speaks of, else the trip."""
    judged = desk.judged().trip_of(vehicle)
    at = next((i for i, s in enumerate(judged.stops) if s.place == place), -1) if judged else -1
    if at >= 0:
        desk.selection.choose_stop(vehicle, at, desk.session.plan)
    else:
        desk.selection.choose_vehicle(vehicle)


def choose_depot(desk: Desk, depot: str) -> None:
    """Select an electric truck of a depot and open its night: a grid limit belongs to all of them."""
    world = desk.session.system
    chosen = world.vehicles.get(desk.selection.vehicle)
    electric = [
        t.vehicle for t in desk.session.plan.trips
        if world.vehicles[t.vehicle].depot == depot and world.vehicles[t.vehicle].class_.drive == "battery"
    ]  # fmt: skip
    if electric and (chosen is None or chosen.id not in electric):
        desk.selection.choose_vehicle(electric[0])


# -- keys --------------------------------------------------------------------------------------------
def on_key(screen: BoardScreen, event: Key, ctx: Ctx) -> bool:
    """Keys for acts; True when used."""
    desk, name = screen.desk, event.name
    if desk.hand is not None:
        return False
    if name in ("left", "right") and not event.alt and board_bar.on_key(screen, name, ctx):
        return True
    if name in ("x", "menu") or (name == "f10" and event.shift):
        open_menu(screen, ctx, None)
        return True
    if name in KEYS and not event.alt:
        open_menu(screen, ctx, None, *KEYS[name])
        return True
    return _own_key(screen, event, ctx)


def _own_key(screen: BoardScreen, event: Key, ctx: Ctx) -> bool:
    """Longer, shorter, earlier, later, out: of the chosen stop of the truck's own."""
    selection, plan = screen.desk.selection, screen.session.plan
    if board_own_keys.own_at(plan, selection.vehicle, selection.stop) is None:
        return False
    command = board_own_keys.own_command(plan, selection.vehicle, selection.stop, event.name, alt=event.alt)
    if command is None:
        return event.alt and event.name in ("left", "right")
    do(screen, command, ctx)
    return True
