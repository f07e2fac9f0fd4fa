"""The command palette (Ctrl+K): everything that can be done now, found by a few letters.

It lies over the screen below. Letters search, arrows and page keys choose, Enter does, Esc closes; what is
not possible now stays in the list with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import pygame

from game.ui import layout, widgets
from game.ui.board_tool import Deed
from game.ui.context import Activate, Back, Changed, Ctx, Hover, Key, UiEvent
from game.ui.palette_search import Found, search
from game.ui.screen import BaseScreen, Outcome, Pop, Screen, Then
from game.ui.screens.menu import night
from game.ui.state import FieldState, ScrollArea
from game.ui.theme import Color, Space

Rect = pygame.Rect
WIDTH, ROW, HEAD_H, FOOT_H = 660, 36, 52, 34
MOST_ROWS = 12
QUERY = "palette.query"
GROUPS = ("recent", "do", "vehicle", "driver", "order", "place")
ICONS = {"order": "package", "vehicle": "truck", "driver": "steering-wheel", "place": "map-pin"}
SHORTCUT = re.compile(r"\s*\(((Ctrl|Shift|Alt)\+)?[A-Z0-9]\)$")
Row = Found | str
"""A deed, or the name of the group that follows."""


def _bare(deed: Deed) -> str:
    """The label without the key in brackets that a tooltip has: the key stands at the right already."""
    return SHORTCUT.sub("", deed.label) if deed.shortcut else deed.label


def _once(deeds: Iterable[Deed]) -> tuple[Deed, ...]:
    """Two tools may offer the same act: it stands once, possible and with a key where one has it so."""
    kept: dict[tuple[str, str, str], Deed] = {}
    for deed in deeds:
        name = (deed.group, deed.label, deed.note if deed.group != "do" else "")
        known = kept.setdefault(name, deed)
        if (deed.enabled, bool(deed.shortcut)) > (known.enabled, bool(known.shortcut)):
            kept[name] = deed
    return tuple(kept.values())


class PaletteScreen(BaseScreen):
    """`deeds` is asked once, when the palette is first drawn; `used` hears what was chosen."""

    def __init__(
        self, below: Screen, deeds: Callable[[Ctx], Sequence[Deed]], *, recent: Sequence[str] = (),
        used: Callable[[str], None] = lambda _name: None,
    ) -> None:  # fmt: skip
        self.below, self._ask, self._recent, self._used = below, deeds, tuple(recent), used
        self.query = FieldState(limit=60)
        self.scroll = ScrollArea()
        self.chosen = 0
        """Among the deeds that are found, headings not counted."""
        self._deeds: tuple[Deed, ...] | None = None
        self._rows: list[Row] = []
        self.found: list[Found] = []

    # -- what is found -----------------------------------------------------------------------------
    def _fill(self, ctx: Ctx) -> None:
        if self._deeds is None:
            self._deeds = _once(replace(d, label=_bare(d)) for d in self._ask(ctx))
            self._find()

    def _find(self) -> None:
        self.chosen, self.scroll.offset = 0, 0
        deeds = self._deeds or ()
        if self.query.value.strip():
            self._rows = list(search(self.query.value, deeds, self._recent))
        else:
            self._rows = list(self._grouped(deeds))
        self.found = [row for row in self._rows if isinstance(row, Found)]

    def _grouped(self, deeds: Sequence[Deed]) -> list[Row]:
        """What was used lately first, then by kind."""
        known = {d.id: d for d in deeds}
        lately = [known[name] for name in self._recent if name in known]
        rows: list[Row] = []
        for group in GROUPS:
            mine = lately if group == "recent" else [d for d in deeds if d.group == group and d not in lately]
            mine = sorted(mine, key=lambda d: not d.enabled)  # what cannot be done now comes last
            if mine:
                rows += [group, *(Found(deed=d) for d in mine)]
        return rows

    # -- paint -------------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """The screen below under a scrim, and the card."""
        self.below.draw(ctx)
        self._fill(ctx)
        ctx = night(ctx) if self.below.at_night else ctx
        ctx.p.fill(ctx.rect, ctx.c.scrim, 0, ctx.c.scrim_alpha // 2)
        ctx.hits.barrier()
        ctx.hit("palette.away", ctx.rect, "area")
        ctx.memory.focus = QUERY
        card = self._card(ctx)
        ctx.p.shadow(card, Space.R_COACH)
        ctx.p.box(card, fill=ctx.c.surface, line=ctx.c.line_strong, radius=Space.R_COACH)
        ctx.hit("palette.card", card, "area")
        head, rest = layout.cut_top(card, HEAD_H)
        self._head(ctx, head)
        view, foot = layout.cut_top(rest, rest.h - FOOT_H)
        ctx.p.hline(view.x + 1, view.right - 1, view.y)
        self._list(ctx, layout.pad(view, x=1, y=4))
        self._foot(ctx, foot)

    def _card(self, ctx: Ctx) -> Rect:
        """As wide at every moment; as high as what is found, from a fixed top edge."""
        top = max(16, round(ctx.size[1] * 0.10))
        room = ctx.size[1] - top - 24 - HEAD_H - FOOT_H
        rows = max(4, min(MOST_ROWS, len(self._rows), room // ROW))
        width = min(WIDTH, ctx.size[0] - 32)
        return Rect((ctx.size[0] - width) // 2, top, width, HEAD_H + rows * ROW + 8 + FOOT_H)

    def _head(self, ctx: Ctx, rect: Rect) -> None:
        ctx.p.icon_mid(rect.x + 26, rect.centery, "search", 18, ctx.c.text2)
        field = Rect(rect.x + 44, rect.y + 8, rect.w - 56, rect.h - 16)
        hint = ctx.t("palette.hint")
        widgets.field(ctx, QUERY, field, self.query, placeholder=hint, label=hint)

    def _list(self, ctx: Ctx, rect: Rect) -> None:
        if not self.found:
            widgets.empty(ctx, rect, "search", ctx.t("palette.nothing"), ctx.t("palette.nothing_hint"))
            return
        numbers = {id(row): i for i, row in enumerate(self.found)}
        for i, box in widgets.rows(ctx, "palette.list", rect, self.scroll, len(self._rows), ROW):
            row = self._rows[i]
            if isinstance(row, str):
                text = ctx.t(f"palette.group.{row}")
                ctx.p.text(box.x + 18, box.bottom - 22, text, "small", ctx.c.text2, weight=600)
            else:
                self._row(ctx, box, numbers[id(row)], row)

    def _row(self, ctx: Ctx, rect: Rect, number: int, found: Found) -> None:
        deed, mine = found.deed, number == self.chosen
        box = rect.inflate(-12, -2)
        if mine:
            ctx.p.fill(box, ctx.c.accent_tint, Space.R_CONTROL)
            ctx.p.fill(Rect(box.x, box.y + 5, 3, box.h - 10), ctx.c.accent, 1)
        off = not deed.enabled
        color = ctx.c.text2 if off else ctx.c.text
        icon = deed.icon or ICONS.get(deed.group, "point")
        ctx.p.icon_mid(
            rect.x + 27, rect.centery, icon, 18, ctx.c.accent_text if mine and not off else ctx.c.text2
        )
        right = self._right(ctx, deed, rect.right - 20, rect)
        x: float = rect.x + 46
        label = ctx.p.type.fit(deed.label, right - x - 12, weight=500)
        x = self._label(ctx, x, rect.centery, label, found.marks, color, bold=not off)
        if deed.note and right - x > 60:
            note = ctx.p.type.fit(deed.note, right - x - 22, "small")
            ctx.p.text_mid(x + 10, rect.centery, note, "small", ctx.c.text2)
        ctx.hit(f"palette.row.{number}", box, "row", label=deed.label, payload=number)

    @staticmethod
    def _label(
        ctx: Ctx, x: float, y: float, label: str, marks: frozenset[int], color: Color, *, bold: bool
    ) -> float:
        """The label with the letters that were typed in the accent; returns where it ends."""
        start = 0
        while start < len(label):
            end, on = start, start in marks
            while end < len(label) and (end in marks) == on:
                end += 1
            shade = ctx.c.accent_text if on and bold else color
            # A piece is measured as a part of the whole, so that marks do not move letters.
            ctx.p.text_mid(
                x + ctx.p.type.width(label[:start], weight=500), y, label[start:end], color=shade, weight=500
            )
            start = end
        return x + ctx.p.type.width(label, weight=500)

    @staticmethod
    def _right(ctx: Ctx, deed: Deed, right: int, rect: Rect) -> float:
        """The shortcut, or why it cannot be done now; returns where it begins."""
        if not deed.enabled:
            text = ctx.p.type.fit(deed.why or ctx.t("palette.not_now"), rect.w * 0.5, "small")
            width = ctx.p.type.width(text, "small")
            ctx.p.text_mid(right, rect.centery, text, "small", ctx.c.warn.text, align="r")
            ctx.p.icon_mid(right - width - 14, rect.centery, "ban", 14, ctx.c.warn.text)
            return right - width - 24
        x = float(right)
        for cap in reversed([c for c in deed.shortcut.replace("+", " ").split() if c] or []):
            x -= max(20, round(ctx.p.type.width(cap, "micro", 600) + 12))
            widgets.key_cap(ctx, x, rect.centery - 10, cap)
            x -= 4
        return x

    def _foot(self, ctx: Ctx, rect: Rect) -> None:
        ctx.p.hline(rect.x + 1, rect.right - 1, rect.y)
        x: float = rect.x + 18
        for caps, key in ((("↑", "↓"), "choose"), (("Enter",), "do"), (("Esc",), "close")):
            for cap in caps:
                x += widgets.key_cap(ctx, x, rect.centery - 10, cap) + 4
            x += ctx.p.text_mid(x + 2, rect.centery, ctx.t(f"palette.{key}"), "small", ctx.c.text2) + 18
        count = ctx.t("palette.count", n=len(self.found))
        if x + ctx.p.type.width(count, "small") < rect.right - 18:
            ctx.p.text_mid(rect.right - 18, rect.centery, count, "small", ctx.c.text2, align="r")

    # -- events ------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Search, choose, do."""
        match event:
            case Back() | Activate(id="palette.away"):
                return Pop()
            case Key(name="k", ctrl=True):
                return Pop()
            case Changed(id=name) if name == QUERY:
                self._find()
            case Key(name="return" | "enter"):
                return self._do(self.chosen, ctx)
            case Activate(payload=int(number)) if event.id.startswith("palette.row."):
                return self._do(number, ctx)
            case Hover(hit=hit) if hit is not None and hit.id.startswith("palette.row."):
                self.chosen = hit.payload if isinstance(hit.payload, int) else self.chosen
            case Key(name=name):
                self._move(name)
        return None

    def _move(self, name: str) -> None:
        steps = {"up": -1, "down": 1, "page up": -8, "page down": 8}
        if name not in steps or not self.found:
            return
        last = len(self.found) - 1
        to = self.chosen + steps[name]
        if name in ("up", "down"):
            to %= len(self.found)  # single steps go round
        self.chosen = min(last, max(0, to))
        at = next(i for i, row in enumerate(self._rows) if row is self.found[self.chosen])
        lead = ROW if at and isinstance(self._rows[at - 1], str) else 0
        self.scroll.show(at * ROW - lead, ROW + lead)

    def _do(self, number: int, ctx: Ctx) -> Outcome:
        if not 0 <= number < len(self.found):
            return None
        deed = self.found[number].deed
        if not deed.enabled:
            self.chosen = number
            ctx.toast(deed.why or ctx.t("palette.not_now"), "warn")
            return None
        self._used(deed.id)
        return Then(deed.do)
