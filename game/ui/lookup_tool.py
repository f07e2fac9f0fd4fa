"""Naslag: a drawer with everything that can be looked up, by kind; opening a source is logged (`Consult`).

Key: Shift+L on both boards, in the running day L as well. Arrows walk, Enter opens, Esc closes. Hits:
`lookup.open`, `lookup.close`, `lookup.show.<all|near>`, `lookup.row.<source>` (payload: Entry).
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game import lookup
from game.domain.commands import Consult
from game.lookup import Entry
from game.ui import layout, widgets
from game.ui.board_tool import BarButton, BoardTool, Deed
from game.ui.context import Activate, Back, Ctx, Drag, Key, UiEvent, Wheel
from game.ui.host import scroll_keys, speech
from game.ui.lookup_paint import HEADING, draw_row, heading, row_height
from game.ui.regions import Regions
from game.ui.state import ScrollArea
from game.ui.tool_hands import Hands

Rect = pygame.Rect
WIDE = 392


class LookupTool(BoardTool):
    """See the module text. `plain`: L without Shift opens it too."""

    name = "lookup"

    def __init__(self, hands: Hands, *, plain: bool = False) -> None:
        self.hands, self.plain = hands, plain
        self.open = False
        self.near = False
        """Only what is about the chosen order or truck."""
        self.subject = ""
        """What it was opened for, when that is not what is chosen."""
        self.at = ""
        """The source that is unfolded."""
        self.scroll, self.regions = ScrollArea(), Regions()
        self._rows: tuple[Entry, ...] = ()

    def about(self) -> frozenset[str]:
        """Ids that a source about what is chosen may name."""
        session = self.hands.session
        order, vehicle = self.hands.chosen()
        if self.subject:
            order = self.subject if self.subject in session.system.orders else ""
            vehicle = self.subject if self.subject in session.system.vehicles else ""
        return lookup.related(session, order=order, vehicle=vehicle) | {self.subject}

    def entries(self) -> tuple[Entry, ...]:
        """As they are listed now."""
        found = lookup.entries(self.hands.session, self.about())
        return tuple(e for e in found if e.near) if self.near else found

    def show(self, *, near: bool = False, subject: str = "") -> None:
        """Open the drawer, for a subject or what is chosen when asked so and there is something."""
        self.hands.hold()
        self.open, self.near, self.subject = True, near, subject
        if near and not self.entries():
            self.near = False
        self.scroll.offset = 0

    # -- painting --------------------------------------------------------------------------------
    def rect(self, ctx: Ctx) -> Rect:
        """Right of everything; where there is little room all that lies below the bar."""
        if ctx.mode != "full":
            return Rect(0, 52, ctx.size[0], ctx.size[1] - 52)
        return Rect(ctx.size[0] - WIDE, 52, WIDE, ctx.size[1] - 52)

    def draw_over(self, ctx: Ctx) -> None:
        """The drawer, above dialogs too: a decision may be waiting below it."""
        if not self.open:
            return
        rect, session = self.rect(ctx), self.hands.session
        self._rows = self.entries()
        ctx.hit("lookup.card", rect, "area")
        key = (
            session.known.consulted, len(session.sources()), self.at, self.near, self.about(),
            self.scroll.offset,
        )  # fmt: skip
        self.regions.draw(ctx, "lookup", rect, key, lambda: self._paint(ctx, rect))

    def _paint(self, ctx: Ctx, rect: Rect) -> None:
        ctx.p.fill(rect, ctx.c.surface)
        ctx.p.vline(rect.x, rect.y, rect.bottom, ctx.c.line_strong)
        top, rest = layout.cut_top(rect, 44)
        ctx.p.icon_mid(top.x + 26, top.centery, "binoculars", 18, ctx.c.accent)
        ctx.p.text_mid(top.x + 44, top.centery, ctx.t("lookup.title"), "h3", weight=600)
        close = Rect(top.right - 40, top.centery - 14, 28, 28)
        widgets.icon_button(ctx, "lookup.close", close, "close", label=ctx.t("ui.close"))
        ctx.p.hline(rect.x, rect.right, top.bottom - 1)
        everything = lookup.entries(self.hands.session, self.about())
        count = sum(e.near for e in everything)
        if count or self.near:
            bar, rest = layout.cut_top(rest, 48)
            items = [("all", f"{ctx.t('lookup.all')} {len(everything)}"),
                     ("near", f"{ctx.t('lookup.near', name=self._chosen_name())} {count}")]  # fmt: skip
            area = Rect(bar.x + 16, bar.y + 8, bar.w - 32, 32)
            widgets.segmented(ctx, "lookup.show", area, items, "near" if self.near else "all")
        if not self._rows:
            widgets.empty(ctx, rest, "binoculars", ctx.t("lookup.none"), ctx.t("lookup.none_hint"))
            return
        self._list(ctx, rest)

    def _list(self, ctx: Ctx, rect: Rect) -> None:
        kinds = list(dict.fromkeys(e.source.kind for e in self._rows))
        heights = {e.source.id: row_height(ctx, rect.w, self.hands.session, e, e.source.id == self.at)
                   for e in self._rows}  # fmt: skip
        content = sum(heights.values()) + HEADING * len(kinds) + 12
        with widgets.scroll(ctx, "lookup.list", rect, self.scroll, content) as top:
            y = round(top)
            for kind in kinds:
                heading(ctx, Rect(rect.x, y, rect.w, HEADING), kind)
                y += HEADING
                for entry in (e for e in self._rows if e.source.kind == kind):
                    area = Rect(rect.x, y, rect.w, heights[entry.source.id])
                    if area.colliderect(rect):
                        draw_row(ctx, area, self.hands.session, entry, unfolded=entry.source.id == self.at)
                    y += area.h

    def _chosen_name(self) -> str:
        order, vehicle = self.hands.chosen()
        return lookup.subject_name(self.hands.session, self.subject or order or vehicle)

    # -- events ----------------------------------------------------------------------------------
    @property
    def covers(self) -> bool:
        """It is open."""
        return self.open

    def urgent(self, event: UiEvent) -> bool:
        """It opens from a decision too, and lies above it."""
        return self.open or (isinstance(event, Activate) and event.id == "lookup.open")

    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Open and close, walk, unfold."""
        if isinstance(event, Activate) and event.id == "lookup.open":
            subject = event.payload if isinstance(event.payload, str) else ""
            self.show(near=bool(subject), subject=subject)
            return True
        if isinstance(event, Key) and event.name == "l" and not event.ctrl and not event.alt:
            if event.shift or (self.plain and not self.open) or self.open:
                self._flip()
                return True
            return False
        return self.open and self._in_drawer(event, ctx)

    def _flip(self) -> None:
        if self.open:
            self.open = False
        else:
            self.show(near=any(self.hands.chosen()))

    def _in_drawer(self, event: UiEvent, ctx: Ctx) -> bool:
        match event:
            case Back() | Activate(id="lookup.close"):
                self.open = False
            case Activate(payload=Entry() as entry):
                self._unfold(entry, ctx)
            case Activate(id="lookup.show.all" | "lookup.show.near" as name):
                self.near, self.scroll.offset = name.endswith("near"), 0
            case Key(name="up" | "down" as way):
                self._walk(1 if way == "down" else -1, ctx)
            case Activate(id="lookup.card"):
                pass
            case Wheel(pos=pos) | Drag(pos=pos):
                return self.rect(ctx).collidepoint(pos)
            case _:
                return isinstance(event, Key) and scroll_keys(event, self.scroll)
        return True

    def _unfold(self, entry: Entry, ctx: Ctx) -> None:
        name = entry.source.id
        if entry.read_s is None and not self.hands.do(Consult(source=name), ctx):
            return
        self.at = "" if self.at == name and entry.read_s is not None else name

    def _walk(self, step: int, ctx: Ctx) -> None:
        names = [f"lookup.row.{e.source.id}" for e in self._rows]
        if not names:
            return
        focus = ctx.memory.focus
        now = names.index(focus) if focus in names else (-1 if step > 0 else 0)
        at = (now + step) % len(names)
        ctx.memory.focus, ctx.memory.focus_visible = names[at], True
        y = 0
        for entry in self._rows[:at]:
            y += row_height(ctx, self.rect(ctx).w, self.hands.session, entry, entry.source.id == self.at)
        self.scroll.show(y, 120)

    # -- outside ---------------------------------------------------------------------------------
    def bar_button(self, ctx: Ctx) -> BarButton | None:
        """On the plan board; with the number of what was not read."""
        if not self.hands.session.scenario.sources:
            return None
        return BarButton(id="lookup.open", icon="binoculars", label=ctx.t("lookup.button"), active=self.open,
                         badge=lookup.unread(self.hands.session))  # fmt: skip

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        return (Deed(id="lookup.open", label=ctx.t("lookup.deed"), icon="binoculars",
                     shortcut="L" if self.plain else "Shift+L",
                     note=speech(ctx).t("lookup.deed_note"), do=lambda _c: self.show()),)  # fmt: skip
