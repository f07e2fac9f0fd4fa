"""How the planboard is arranged: rows by vehicle, driver or trip, sorted, by time or by sequence; what fits.

Keys: 7 the next kind of rows, 8 time or sequence, 9 what is chosen in view, 0 the whole day in view.
Hits: those of `board_head`, `arrange.rows.<name>`, `arrange.sort.<name>`, `arrange.align.<time|sequence>`,
`arrange.fit`, `arrange.chosen`, `arrange.close`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import pygame

from game.ui import board_sequence, widgets
from game.ui.board_order import ROWS, SORTS, Arrangement
from game.ui.board_tool import BoardTool, Deed
from game.ui.context import Activate, Back, Ctx, Key, UiEvent, Wheel
from game.ui.theme import Space

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen

Rect = pygame.Rect
NOWHERE = Rect(0, 0, 0, 0)
WIDTH, PAD, GAP = 372, 16, 6
KEYS = {"7": "rows", "8": "align", "9": "chosen", "0": "fit"}


@dataclass(slots=True)
class Open:
    """Whether the card is shown; kept with the desk."""

    shown: bool = False


class BoardArrange(BoardTool):
    """See the module text."""

    name = "board.arrange"

    def __init__(self, screen: BoardScreen) -> None:
        self.screen, self.desk = screen, screen.desk
        self.board = screen.desk.board
        self.board.arranges = True
        self.rect = Rect(0, 0, 0, 0)

    @property
    def open(self) -> Open:
        """Kept with the desk."""
        found = self.desk.kept.setdefault(self.name, Open())
        assert isinstance(found, Open)
        return found

    def put(self, how: Arrangement) -> None:
        """Another arrangement, kept with the desk and the player; by sequence everything comes into view."""
        before, self.board.arrangement = self.board.arrangement, how
        self.board.scroll.offset = 0
        if how.sequence and not before.sequence:
            board_sequence.fit(self.board.slots, self._boxes())
        if self.desk.selection.vehicle:
            self.board.show(self.desk.selection.vehicle)

    def _boxes(self) -> int:
        rows = self.desk.rows(self.screen.host.language)
        return board_sequence.most_boxes(rows)

    # -- what fits -----------------------------------------------------------------------------------
    def fit(self) -> None:
        """The whole day in view: from the first start to the last return."""
        judged = self.desk.judged()
        if self.board.arrangement.sequence:
            board_sequence.fit(self.board.slots, self._boxes())
        elif judged.trips:
            first, last = min(t.start_s for t in judged.trips), max(t.end_s for t in judged.trips)
            self.board.axis.fit(first, last, 0.02)

    def fit_chosen(self, ctx: Ctx) -> None:
        """The chosen orders, or the chosen trip, in view."""
        found = self._chosen()
        if found is None:
            ctx.toast(ctx.t("board.choose_planned"), "info")
            return
        if self.board.arrangement.sequence:
            self._fit_boxes()
        else:
            self.board.axis.fit(*found, 0.25 if self.desk.selection.orders else 0.03)
        self._show_row()

    def _show_row(self) -> None:
        if self.desk.selection.vehicle:
            self.board.show(self.desk.selection.vehicle)

    def _chosen(self) -> tuple[int, int] | None:
        """(first begin, last end) of what is chosen and planned."""
        selection, judged = self.desk.selection, self.desk.judged()
        if selection.orders:
            times = [s for t in judged.trips for s in t.stops if s.stop.order in selection.orders]
            return (min(s.begin_s for s in times), max(s.end_s for s in times)) if times else None
        trip = judged.trip_of(selection.vehicle)
        return (trip.start_s, trip.end_s) if trip else None

    def _fit_boxes(self) -> None:
        selection, judged = self.desk.selection, self.desk.judged()
        at = [i for t in judged.trips for i, s in enumerate(t.stops) if s.stop.order in selection.orders]
        trip = judged.trip_of(selection.vehicle)
        first, last = (min(at) + 1, max(at) + 1) if at else (0, len(trip.stops) + 1 if trip else 1)
        unit = board_sequence.BOX
        self.board.slots.fit(first * unit, (last + board_sequence.PART) * unit, 0.1)

    # -- events --------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """The head's buttons, the card, and the keys."""
        used = False
        match event:
            case Activate():
                used = self._activate(event.id, ctx)
            case Key():
                plain = not (event.ctrl or event.alt or event.shift)
                used = plain and event.name in KEYS and self.desk.hand is None and self.desk.menu is None
                if used:
                    self.act(KEYS[event.name], ctx)
            case Wheel():
                used = self.open.shown and self.rect.collidepoint(event.pos)
            case Back() if self.open.shown:
                self.open.shown = False
                used = True
        return used

    def act(self, name: str, ctx: Ctx) -> None:
        """What a key or a button does."""
        how = self.board.arrangement
        if name == "align":
            self.put(replace(how, sequence=not how.sequence))
        elif name == "rows":
            self.put(replace(how, rows=ROWS[(ROWS.index(how.rows) + 1) % len(ROWS)]))
            ctx.toast(ctx.t(f"arrange.now_{self.board.arrangement.rows}"), "info")
        elif name == "fit":
            self.fit()
        elif name == "chosen":
            self.fit_chosen(ctx)

    def _activate(self, name: str, ctx: Ctx) -> bool:
        acts: dict[str, Callable[[], object]] = {
            "board.align": lambda: self.act("align", ctx), "board.arrange": self._flip,
            "board.fit": self.fit, "arrange.fit": self.fit, "arrange.close": self._flip,
            "arrange.chosen": lambda: self.fit_chosen(ctx),
        }  # fmt: skip
        if name in acts:
            acts[name]()
            return True
        head, _, rest = name.partition(".")
        what, _, value = rest.partition(".")
        if head != "arrange":
            return False
        changes: dict[str, Arrangement] = {
            "rows": replace(self.board.arrangement, rows=value),
            "sort": replace(self.board.arrangement, sort="" if value == "fixed" else value),
            "align": replace(self.board.arrangement, sequence=value == "sequence"),
        }
        if what in changes:
            self.put(changes[what])
        return True

    def _flip(self) -> None:
        self.open.shown = not self.open.shown

    # -- the card ------------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """The card above the board's head."""
        self.rect = Rect(0, 0, 0, 0)
        desk = self.desk
        if not self.open.shown or desk.menu is not None or desk.hand is not None or desk.grip is not None:
            return
        ctx.hits.push_clip(NOWHERE)
        with ctx.p.clip(NOWHERE):  # the height is known once it is laid out
            height = _column(ctx, Rect(0, 0, WIDTH - 2 * PAD, 0), self.board.arrangement) + PAD
        ctx.hits.pop_clip()
        rect = Rect(self.board.rect.x + 8, self.board.rect.y - height - 4, WIDTH, height)
        rect.y = max(56, rect.y)
        ctx.p.shadow(rect, Space.R_PREVIEW)
        ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=Space.R_PREVIEW)
        ctx.hit("arrange.card", rect, "area")
        _column(ctx, Rect(rect.x + PAD, rect.y, rect.w - 2 * PAD, 0), self.board.arrangement)
        close = Rect(rect.right - 40, rect.y + 6, 30, 30)
        widgets.icon_button(ctx, "arrange.close", close, "close", label=ctx.t("ui.close"))
        self.rect = rect

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        words = {
            "align": "board.align_time" if self.board.arrangement.sequence else "board.align_sequence",
            "rows": "arrange.next_rows", "fit": "board.fit", "chosen": "arrange.chosen",
        }  # fmt: skip
        icons = {"align": "list-details", "rows": "adjustments", "fit": "maximize", "chosen": "zoom-in"}
        keys = {what: key.upper() for key, what in KEYS.items()}
        return [
            Deed(id=f"arrange.{what}", label=ctx.t(key), shortcut=keys[what], icon=icons[what],
                 do=partial(self.act, what))
            for what, key in words.items()
        ]  # fmt: skip


def _column(ctx: Ctx, rect: Rect, how: Arrangement) -> int:
    """Everything in the card; the y below."""
    y = _title(ctx, rect, rect.y + 8, "arrange.rows")
    y = _radio(ctx, rect, y, "rows", ROWS, how.rows) + 6
    y = _title(ctx, rect, y, "arrange.sort")
    y = _radio(ctx, rect, y, "sort", [s or "fixed" for s in SORTS], how.sort or "fixed") + 6
    y = _title(ctx, rect, y, "arrange.align")
    items = [(name, ctx.t(f"arrange.align.{name}")) for name in ("time", "sequence")]
    box = Rect(rect.x, y, rect.w, 30)
    widgets.segmented(ctx, "arrange.align", box, items, "sequence" if how.sequence else "time")
    y += 40
    half = (rect.w - 8) // 2
    for i, name in enumerate(("fit", "chosen")):
        box = Rect(rect.x + i * (half + 8), y, half, 32)
        tip = ctx.t(f"arrange.{name}_tip")
        widgets.button(ctx, f"arrange.{name}", box, ctx.t(f"arrange.{name}"), tooltip=tip)
    return y + 32


def _title(ctx: Ctx, rect: Rect, y: int, key: str) -> int:
    ctx.p.text_mid(rect.x, y + 12, ctx.t(key), "micro", ctx.c.text2, weight=600)
    return y + 24


def _radio(ctx: Ctx, rect: Rect, y: int, what: str, names: Sequence[str], chosen: str) -> int:
    """One of several; the y below."""
    x = rect.x
    for name in names:
        label, on = ctx.t(f"arrange.{what}.{name}"), name == chosen
        icon = "check" if on else ""
        width = widgets.chip_width(ctx, label, icon=icon)
        if x > rect.x and x + width > rect.right:
            x, y = rect.x, y + Space.CHIP + GAP
        x += GAP + widgets.chip(ctx, f"arrange.{what}.{name}", x, y, label, on=on, icon=icon)
    return y + Space.CHIP
