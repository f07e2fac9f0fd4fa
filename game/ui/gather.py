"""Choosing several orders in list, board and map, and doing something with all of them in one act.

Mouse: Ctrl+click adds or takes out, Shift+click takes a range, Shift+drag on the map (or the lasso button,
then a drag) draws an outline around orders. Keyboard: Ctrl+A everything the list shows, Shift+arrows a range,
Space the order below the cursor, X what may be done, K keep in their trucks, Esc none.
Hits: `many.menu`, `many.out`, `many.lock`, `many.area`, `many.clear`, `map.lasso`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.domain.commands import Command
from game.ui import gather_bar, gather_deeds, map_chosen, order_list
from game.ui.board_hand import map_order
from game.ui.board_row_hits import GripRef
from game.ui.board_tool import BoardTool, Deed
from game.ui.board_view import BlockRef
from game.ui.context import Activate, Back, Ctx, Drag, Key, UiEvent
from game.ui.gather_deeds import between, board_sequence
from game.ui.host import speech
from game.ui.lasso import Lasso, caught
from game.ui.many_acts import all_locked, lock_rules, out_command
from game.ui.map_symbols import MapStop
from game.ui.order_card import covered
from game.ui.paint import Point

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen

Rect = pygame.Rect
ON_MAP = ("map", "zone", "stop")
"""What a lasso may begin on."""


@dataclass(slots=True)
class Gathering:
    """What is remembered when the screen is left."""

    armed: bool = False
    """The next drag on the map draws an outline."""
    ring: tuple[Point, ...] = ()
    """The last outline, RD metres."""


class Gather(BoardTool):
    """See the module text."""

    name = "gather"

    def __init__(self, screen: BoardScreen) -> None:
        self.screen, self.desk = screen, screen.desk
        self.lasso: Lasso | None = None
        self.map_rect = Rect(0, 0, 0, 0)

    @property
    def state(self) -> Gathering:
        """Kept with the desk."""
        found = self.desk.kept.setdefault(self.name, Gathering())
        assert isinstance(found, Gathering)
        return found

    @property
    def map_key(self) -> tuple[object, ...]:
        """What is chosen, drawn and offered."""
        desk, state, selection = self.desk, self.state, self.desk.selection
        points = len(self.lasso.points) if self.lasso is not None else -1
        shown = (selection.key, selection.more, desk.list.asked.ring, state.armed, bool(state.ring))
        return desk.stamp, *shown, points, covered(desk), desk.locked()

    def draw_on_map(self, ctx: Ctx, rect: Rect) -> None:
        """Rings around what is chosen, the outline, the bar."""
        self.map_rect = rect
        map_chosen.draw(ctx, rect, self.desk)
        if self.lasso is not None:
            map_chosen.draw_lasso(ctx, rect, self.lasso.points)
        gather_bar.draw_button(ctx, rect, armed=self.state.armed)
        if self.state.armed or self.lasso is not None:
            gather_bar.draw_hint(ctx, rect)
        elif self.desk.selection.more:
            self._bar(ctx, gather_bar.place(ctx, rect, covered(self.desk)))

    def draw(self, ctx: Ctx) -> None:
        """In the compact layout the bar lies below the list."""
        lying = self.screen.list_rect
        below = self.desk.menu is not None or covered(self.desk) > 0
        if ctx.mode == "full" or not self.desk.selection.more or not lying.h or below:
            return
        self._bar(ctx, Rect(lying.x, lying.bottom - gather_bar.LOW - 3, lying.w, gather_bar.LOW))

    def _bar(self, ctx: Ctx, room: Rect) -> None:
        session, orders = self.screen.session, self.desk.selection.orders
        look = gather_bar.Look(
            orders=tuple(sorted(orders)), can_out=out_command(session, orders) is not None,
            can_lock=session.helped and bool(lock_rules(session, orders)), locked=all_locked(session, orders),
            ring=bool(self.state.ring),
        )  # fmt: skip
        gather_bar.draw(ctx, room, session.system, look)

    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Modifiers, keys, the bar and the lasso; everything else is the board's."""
        if self.desk.hand is not None or self.desk.grip is not None or self.desk.menu is not None:
            return False
        used = False
        match event:
            case Drag():
                used = self._drag(event, ctx)
            case Activate(right=True):
                used = self._right(event, ctx)
            case Activate():
                used = self._button(event.id, ctx) or self._clicked(event, ctx)
            case Key():
                used = self._key(event, ctx)
            case Back():
                used = self._back()
        return used

    def _back(self) -> bool:
        drawing, gathers = self.state.armed or self.lasso is not None, bool(self.desk.selection.more)
        if not drawing and gathers:
            self.desk.selection.clear()
        self.state.armed, self.lasso = False, None
        return drawing or gathers

    def _button(self, name: str, ctx: Ctx) -> bool:
        acts: dict[str, Callable[[Ctx], object]] = {
            "many.menu": self.open_menu, "many.out": self.take_out, "many.lock": self.lock,
            "many.area": lambda _ctx: self.only_here(), "map.lasso": lambda _ctx: self.arm(),
            "many.clear": lambda _ctx: self.desk.selection.clear(),
        }  # fmt: skip
        if name in acts:
            acts[name](ctx)
        return name in acts

    def arm(self) -> None:
        """The next drag on the map draws an outline; again: not."""
        self.state.armed = not self.state.armed
        if self.state.armed:
            self.desk.area = "map"

    def _order_of(self, event: Activate) -> str:
        payload = event.payload
        if isinstance(payload, BlockRef):
            return payload.order
        if isinstance(payload, MapStop):
            return map_order(self.desk, payload)[0]
        named = event.id.startswith(("order.", "pick."))
        return payload if named and isinstance(payload, str) else ""

    def _clicked(self, event: Activate, ctx: Ctx) -> bool:
        selection, plan = self.desk.selection, self.screen.session.plan
        order = self._order_of(event)
        if not order:
            return self._whole_trip(event)
        if event.key == "space":
            selection.tick(order, plan)
        elif event.ctrl or event.id.startswith("pick."):
            selection.toggle(order, plan)
        elif event.shift:
            self._range_to(order, ctx, on_board=isinstance(event.payload, BlockRef))
        elif event.key and selection.more:
            self.open_menu(ctx)
        else:
            return False
        return True

    def _whole_trip(self, event: Activate) -> bool:
        """Ctrl+click on a heading or a row of the board: all orders of that trip."""
        vehicle = event.payload if event.id.startswith(("row.", "group.", "hours.")) else ""
        vehicle = event.payload.vehicle if isinstance(event.payload, GripRef) else vehicle
        if not event.ctrl or not isinstance(vehicle, str) or not vehicle:
            return False
        plan, selection = self.screen.session.plan, self.desk.selection
        trip = plan.trip_of(vehicle)
        orders = frozenset(trip.orders()) if trip else frozenset()
        had = orders <= selection.orders
        selection.gather(selection.orders - orders if had else selection.orders | orders, plan)
        return True

    def _range_to(self, order: str, ctx: Ctx, *, on_board: bool) -> None:
        """From the anchor to this order, as they lie in the list or on the board."""
        selection, plan = self.desk.selection, self.screen.session.plan
        anchor = selection.anchor or order
        names = board_sequence(self.desk.board.shown, plan) if on_board else self.shown(ctx)
        selection.gather(between(names, anchor, order), plan, order)
        selection.anchor = anchor

    def shown(self, ctx: Ctx) -> tuple[str, ...]:
        """The orders in the list as it is filtered now."""
        return order_list.shown_orders(self.desk.entries(speech(ctx)))

    def choose_all(self, ctx: Ctx) -> None:
        """Everything that the list shows."""
        if names := self.shown(ctx):
            self.desk.selection.gather(names, self.screen.session.plan)

    def _key(self, event: Key, ctx: Ctx) -> bool:
        name, selection = event.name, self.desk.selection
        if event.ctrl and name == "a":
            self.choose_all(ctx)
        elif event.ctrl or event.alt:
            return False
        elif name in ("up", "down") and (event.shift or selection.more):
            self._walk(1 if name == "down" else -1, ctx, ranged=event.shift)
        elif name == "space" and selection.order:
            selection.tick(selection.order, self.screen.session.plan)
        elif name == "k" and selection.orders and not event.shift:
            self.lock(ctx)
        elif not selection.more:
            return False
        elif name in ("p", "return", "enter", "x"):
            self.open_menu(ctx)
        elif name in ("delete", "backspace"):
            self.take_out(ctx)
        else:
            return False
        return True

    def _walk(self, step: int, ctx: Ctx, *, ranged: bool) -> None:
        """The cursor goes on; with Shift everything from the anchor comes along."""
        desk, plan = self.desk, self.screen.session.plan
        order = order_list.neighbour(desk.entries(speech(ctx)), desk.selection.order, step)
        if not order:
            return
        if ranged:
            self._range_to(order, ctx, on_board=False)
        else:
            desk.selection.step_to(order, plan)
        order_list.show(desk.list, desk.entries(speech(ctx)), order)
        ctx.memory.focus, ctx.memory.focus_visible = f"order.{order}", True

    def _right(self, event: Activate, ctx: Ctx) -> bool:
        """The menu of all, when it is asked for on one of them."""
        mine = self._order_of(event) in self.desk.selection.more
        if mine:
            self.open_menu(ctx, ctx.memory.mouse)
        return mine

    def open_menu(self, ctx: Ctx, pos: Point | None = None) -> None:
        """What may be done with all of them, each with its price."""
        gather_deeds.open_menu(self, ctx, pos)

    def take_out(self, ctx: Ctx) -> None:
        """All of them out of the plan."""
        if command := out_command(self.screen.session, self.desk.selection.orders):
            self.do(command, ctx)

    def lock(self, ctx: Ctx) -> None:
        """Keep the planned ones in their trucks when the computer plans, or let them go again."""
        gather_deeds.lock(self, ctx)

    def do(self, command: Command, ctx: Ctx) -> None:
        """Carry out, and let the selection follow."""
        self.screen.do(command, ctx)
        _ = self.desk.stamp

    def only_here(self) -> None:
        """The list shows only what lies within the last outline."""
        listed = self.desk.list
        listed.asked, listed.scroll.offset = listed.asked.around(self.state.ring), 0

    def _drag(self, event: Drag, ctx: Ctx) -> bool:
        if event.phase == "start":
            shift = bool(pygame.key.get_mods() & pygame.KMOD_SHIFT)
            on_map = event.hit.id.split(".")[0] in ON_MAP and self.map_rect.collidepoint(event.start)
            if not on_map or not (shift or self.state.armed):
                return False
            self.lasso = Lasso([event.start])
        if self.lasso is None:
            return False
        if event.phase == "cancel":
            self.lasso = None
        else:
            self.lasso.add(event.pos)
        if event.phase == "drop":
            self._close(ctx)
        return True

    def _close(self, ctx: Ctx) -> None:
        """The outline is drawn: choose what lies in it, of what the list shows."""
        assert self.lasso is not None
        ring = self.lasso.ring(self.desk.map.camera, self.map_rect)
        self.lasso, self.state.armed = None, False
        shown = set(self.shown(ctx))
        found = caught((i for i in self.desk.items(speech(ctx)) if i.id in shown), ring)
        if not found:
            ctx.toast(ctx.t("many.none_caught"), "info")
            return
        self.state.ring = ring
        more = pygame.key.get_mods() & pygame.KMOD_CTRL
        selection = self.desk.selection
        selection.gather(found | selection.more if more else found, self.screen.session.plan)

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """What may be done now."""
        return gather_deeds.deeds(self, ctx)
