"""The card beside the order list: what to show (filter) and how (sorting, grouping, columns).

It stays open while list and map follow. Hits: `ask.tab.<filter|view>`, `ask.close`, `ask.window.from|to`,
`ask.units.from|to`, `ask.kg.from|to`, `ask.touch.<touches|within>`, `ask.<set>.<value>` (payload: Ask),
`ask.none`, `ask.choose`, `view.sort.<name>`, `view.group.<name>`, `view.down`, `view.column.<name>`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pygame

from game.ui import order_card_paint, order_list
from game.ui.board_tool import BoardTool, Deed
from game.ui.context import Activate, Back, Changed, Ctx, Key, UiEvent, Wheel
from game.ui.host import speech
from game.ui.order_ask import Ask, Sliders, figures_of, sliders_of
from game.ui.order_chips import Unask
from game.ui.order_filter import NOTHING, Filter
from game.ui.order_view import View
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.ui.desk import Desk
    from game.ui.screens.board import BoardScreen

Rect = pygame.Rect
WIDTH = 356


@dataclass(slots=True)
class Card:
    """What is remembered when the screen is left."""

    tab: str = ""
    """`filter`, `view`, or nothing: closed."""
    scroll: ScrollArea = field(default_factory=ScrollArea)
    sliders: Sliders | None = None
    measured: tuple[tuple[object, ...], int] = ((), 0)
    """How high the column is, and of what that was measured."""


class OrderCard(BoardTool):
    """See the module text."""

    name = "orders.card"

    def __init__(self, screen: BoardScreen) -> None:
        self.screen, self.desk = screen, screen.desk
        self.rect = Rect(0, 0, 0, 0)

    @property
    def card(self) -> Card:
        """Kept with the desk."""
        found = self.desk.kept.setdefault(self.name, Card())
        assert isinstance(found, Card)
        return found

    def sliders(self, ctx: Ctx) -> Sliders:
        """As the filter stands, also when a chip changed it."""
        items, asked, card = self.desk.items(speech(ctx)), self.desk.list.asked, self.card
        if card.sliders is None or card.sliders.of[:2] != (figures_of(asked), len(items)):
            card.sliders = sliders_of(items, asked)
        return card.sliders

    # -- drawing -------------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """The open card, right of the list."""
        desk, card = self.desk, self.card
        self.rect = Rect(0, 0, 0, 0)
        if not card.tab or desk.menu is not None or desk.hand is not None or desk.grip is not None:
            return
        self.rect = order_card_paint.draw(
            ctx, self._room(ctx), desk, card, self.sliders(ctx), self.screen.regions
        )

    def _room(self, ctx: Ctx) -> Rect:
        lying = self.screen.list_rect
        if ctx.mode != "full" or not lying.h:
            width = min(ctx.size[0] - 24, 460)
            return Rect(ctx.size[0] - width - 12, 58, width, ctx.size[1] - 66)
        return Rect(lying.right + 8, lying.y + 8, WIDTH, ctx.size[1] - lying.y - 16)

    # -- events --------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Filter and view, with the card open or closed."""
        used = False
        match event:
            case Activate(payload=Unask() as chip):
                self._ask(lambda f: f.without(chip.what))
                used = True
            case Activate():
                used = self._activate(event, ctx)
            case Changed() if event.id.startswith("ask."):
                self._slide(ctx)
                used = True
            case Key():
                used = self._key(event, ctx)
            case Wheel():
                used = bool(self.card.tab) and self.rect.collidepoint(event.pos)
            case Back() if self.card.tab:
                self.card.tab = ""
                used = True
        return used

    def _key(self, event: Key, ctx: Ctx) -> bool:
        tab = {"f": "filter", "s": "view"}.get(event.name, "")
        if not tab or not event.shift or event.ctrl or event.alt:
            return False
        self.flip(tab, ctx)
        return True

    def flip(self, tab: str, ctx: Ctx) -> None:
        """Open the card at a tab, or close it when that is open."""
        card = self.card
        card.tab = "" if card.tab == tab else tab
        card.scroll.offset = 0
        if card.tab:
            self.desk.area, self.desk.list.folded = "list", False
            first = (
                "ask.window.from" if tab == "filter" else f"view.sort.{self.desk.list.view.sort or 'trip'}"
            )
            ctx.memory.focus = first

    def _activate(self, event: Activate, ctx: Ctx) -> bool:
        name, payload = event.id, event.payload
        plain: dict[str, Callable[[], object]] = {
            "orders.filter": lambda: self.flip("filter", ctx),
            "orders.more": lambda: self.flip("filter", ctx), "orders.view": lambda: self.flip("view", ctx),
            "ask.none": self._nothing, "ask.choose": lambda: self._choose(ctx),
            "ask.close": lambda: self.flip(self.card.tab, ctx), "view.down": self._turn,
        }  # fmt: skip
        if name in plain:
            plain[name]()
        elif isinstance(payload, Ask):
            self._ask(lambda f: f.flipped(payload.name, payload.value))
        elif name.startswith("ask.tab."):
            self.card.tab, self.card.scroll.offset = str(payload), 0
        elif name.startswith("ask.touch."):
            self._ask(lambda f: replace(f, within=payload == "within"))
        elif name.startswith("view."):
            self._view(*name.split(".")[1:3])
        else:
            return name.startswith("ask.")
        return True

    def _ask(self, change: Callable[[Filter], Filter]) -> None:
        state = self.desk.list
        state.asked, state.scroll.offset = change(state.asked), 0

    def _nothing(self) -> None:
        self.desk.list.show_all()
        self.desk.list.asked = NOTHING

    def _slide(self, ctx: Ctx) -> None:
        sliders = self.sliders(ctx)
        self._ask(sliders.asked)
        sliders.of = (figures_of(self.desk.list.asked), *sliders.of[1:])

    def _choose(self, ctx: Ctx) -> None:
        """Everything that passes becomes the selection."""
        names = order_list.shown_orders(self.desk.entries(speech(ctx)))
        if names:
            self.desk.selection.gather(names, self.screen.session.plan)
            self.card.tab = ""

    def _turn(self) -> None:
        view = self.desk.list.view
        self._keep(replace(view, down=not view.down))

    def _view(self, what: str, value: str) -> None:
        view = self.desk.list.view
        if what == "column":
            self._keep(view.flipped(value))
        elif what == "group":
            self._keep(replace(view, group=value))
        else:
            self._keep(replace(view, sort="" if value == "trip" else value))

    def _keep(self, view: View) -> None:
        """The desk remembers it, and `board_room` keeps it for the player."""
        self.desk.list.view = view
        self.desk.list.scroll.offset = 0

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        made = [
            Deed(id="orders.filter", label=ctx.t("ask.deed"), shortcut="Shift+F", icon="filter",
                 do=lambda c: self.flip("filter", c)),
            Deed(id="orders.view", label=ctx.t("view.deed"), shortcut="Shift+S", icon="sort-descending",
                 do=lambda c: self.flip("view", c)),
        ]  # fmt: skip
        if self.desk.list.narrowed:
            made.append(Deed(id="ask.none", label=ctx.t("orders.everything_back"), icon="list",
                             do=lambda _c: self._nothing()))  # fmt: skip
        return made


def covered(desk: Desk) -> int:
    """How much of the map, from its left edge, lies below the open card."""
    card = desk.kept.get(OrderCard.name)
    return WIDTH + 8 if isinstance(card, Card) and card.tab else 0
