"""The regisseur console: the player directs what the computer plans, and takes over what it finds.

A tool of the board (`board_tool`). In the full layout it lies beside a narrow map, in the compact one it
covers the board and shows one part at a time. What the player sets goes through the session as commands
(`Steer`, `Unsteer`, `Weigh`, `Agree`, `Accept`), so the log tells it all. Key S opens and closes it.

Hits: `console.open` (top bar), `console.close`, `console.run`, `console.stop`, `console.scope.<name>`,
`console.side.<found|asked>`, `console.tab.<name>` (compact); those of the parts stand in their files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from game.ui import console_chooser, console_deeds, console_do, console_view
from game.ui.advice_why import RemedyRef
from game.ui.board_tool import BarButton, BoardTool, Deed
from game.ui.charts_front import FrontRef
from game.ui.console_found import FoundRef
from game.ui.console_ghosts import GhostLayer
from game.ui.console_orders import OrderChanges
from game.ui.console_point import Points, draw_pointed
from game.ui.console_rules import RuleRow
from game.ui.console_state import NAME, ConsoleState, state_of
from game.ui.context import Activate, Back, Changed, Ctx, Key, UiEvent
from game.ui.regions import Regions
from game.ui.why_asking import asking_of

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen

Rect = pygame.Rect
REST_MS = 250
"""A slider that is left alone for so long becomes a command."""
ORDER_MS = 4.0
"""Time per frame for judging single orders."""


class ConsoleTool(BoardTool):
    """See the module text."""

    name = NAME

    def __init__(self, screen: BoardScreen) -> None:
        self.screen = screen
        self.desk = screen.desk
        self.regions = Regions()
        self.ghosts = GhostLayer()
        self.orders: OrderChanges | None = None
        self.now_ms = 0
        self._second = -1

    @property
    def state(self) -> ConsoleState:
        """What it remembers on the desk."""
        return state_of(self.desk)

    # -- drawing -----------------------------------------------------------------------------------
    @property
    def beside_map(self) -> bool:
        """While it is open."""
        return self.state.open

    def bar_button(self, ctx: Ctx) -> BarButton | None:
        """`Regisseur`, with a mark while there is a result to look at."""
        ready = int(self.desk.reckoning.state == "ready" and not self.state.open)
        return BarButton(id="console.open", icon="adjustments-horizontal", label=ctx.t("console.title"),
                         active=self.state.open, badge=ready)  # fmt: skip

    def draw_beside(self, ctx: Ctx, rect: Rect) -> None:
        """The full layout."""
        self._before(ctx)
        state, found = self.state, self.desk.reckoning
        search = (self.desk.stamp, found.state, len(found.trace), found.proposal)
        keys = {
            "head": (*search, self._second, state.scope),
            "front": (*search, state.point),
            "counts": (self.desk.stamp, state.key, self.desk.session.wishes),
            "found": self._key(ctx),
        }  # each part by itself: pointing at one does not paint the others
        for name, area, paint in console_view.parts(ctx, rect, self):
            self.regions.draw(ctx, name, area, keys[name], paint)

    def draw(self, ctx: Ctx) -> None:
        """The compact layout, the result on board and map, what a sentence speaks of, and the chooser."""
        state = self.state
        if state.open and ctx.mode != "full":
            self._before(ctx)
            console_view.cover(ctx)
            rect = Rect(0, 52, ctx.size[0], ctx.size[1] - 52)
            key = (*self._key(ctx), "compact")
            self.regions.draw(ctx, "console", rect, key, lambda: console_view.draw_compact(ctx, rect, self))
        elif state.open or self.desk.tab == "advice":
            self.ghosts.draw(ctx, self.desk, state, self.shown(ctx))
        draw_pointed(ctx, self.desk)
        if state.chooser is not None:
            console_chooser.draw(ctx, self.desk, state.chooser)

    def _before(self, ctx: Ctx) -> None:
        state, self.now_ms = self.state, ctx.now_ms
        state.follow(self.desk.session)
        state.held = ctx.memory.pressed in ("console.co2", "console.margin")

    def _key(self, ctx: Ctx) -> tuple[object, ...]:
        found, session = self.desk.reckoning, self.desk.session
        made = len(self.orders.found) if self.orders else -1
        return (
            self.desk.stamp, self.state.key, session.wishes, found.state, len(found.trace), self._second,
            frozenset(found.chosen), found.proposal, len(found.runs), made, self.desk.selection.key,
            self.shown(ctx),
        )  # fmt: skip

    def shown(self, ctx: Ctx) -> str:
        """The row (vehicle or order) whose change stands out: pointed at, in focus, chosen last."""
        names = (ctx.memory.hover, ctx.memory.focus if ctx.memory.focus_visible else None)
        for name in names:
            if name and name.startswith("found."):
                return name.removeprefix("found.")
        return self.state.shown

    # -- events ------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Its own hits and keys; the rest is the board's."""
        state = self.state
        if state.chooser is not None:
            stays, rule = console_chooser.handle(state.chooser, event, ctx, self.desk)
            if not stays:
                state.chooser = None
            if rule:
                console_do.steer(self, rule, ctx)
            return True
        match event:
            case Activate() if not event.right:
                return self._activate(event, ctx)
            case Changed(id="console.co2" | "console.margin"):
                state.touched_ms = ctx.now_ms
                return True
            case Key(name="s", ctrl=False, alt=False) if self.desk.menu is None and self.desk.hand is None:
                console_do.toggle(self, ctx)
                return True
            case Back() if state.open and self.desk.menu is None and self.desk.hand is None:
                console_do.toggle(self, ctx)
                return True
        return False

    def _activate(self, event: Activate, ctx: Ctx) -> bool:
        match event.payload:
            case FrontRef() as ref:
                self.state.point = -1 if self.state.point == ref.at else ref.at
            case RuleRow() as row:
                console_do.on_rule(self, event.id, row, ctx)
            case FoundRef() as ref:
                console_do.on_found(self, ref, ctx)
            case Points() as points:
                console_do.choose_named(self, points)
            case RemedyRef() as todo:
                console_do.remedy(self, todo, ctx)
            case _:
                return console_do.button(self, event.id, ctx)
        return True

    # -- time --------------------------------------------------------------------------------------
    def tick(self, now_ms: int) -> bool:
        """Sliders that came to rest, and single orders that are judged."""
        self.now_ms = now_ms
        moving = self._settle(now_ms)
        found = self.desk.reckoning
        if found.state != "ready" or found.plan is None or self.state.grain != "order" or not self.state.open:
            return moving
        if self.orders is None or (self.orders.before, self.orders.after) != (
            self.desk.session.plan, found.plan,
        ):  # fmt: skip
            self.orders = OrderChanges(self.desk.session, self.desk.session.plan, found.plan)
            self.state.picked.clear()
        return self.orders.work(ORDER_MS) or moving

    def _settle(self, now_ms: int) -> bool:
        state = self.state
        if state.touched_ms < 0:
            return False
        if state.held or now_ms - state.touched_ms < REST_MS:
            return True
        console_do.weigh(self)
        return True

    def poll(self) -> bool:
        """A running search: the clock goes on each second."""
        found = self.desk.reckoning
        second = int(found.seconds(self.now_ms)) if found.state == "running" else -1
        changed, self._second = second != self._second, second
        answered = asking_of(self.desk).poll() | found.told.poll()
        if answered:
            self.screen.regions.forget("panel")
            self.regions.forget("console")
            self.regions.forget("found")
        return changed or answered

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        return console_deeds.deeds(self, ctx)
