"""The dialog "Waar komt dit vandaan?": a figure taken down to its factors, and those to their source.

    hit(..., payload=ExplainRef(what="co2e"))                        # anything that shows a figure
    self.explain = ExplainDialog(Explained(world, judged, given), ref)   # on Activate with that payload
    draw:   if self.explain: self.explain.draw(ctx)                  # last, on top
    handle: if self.explain:
                self.explain.handle(event, ctx)
                if self.explain.closed: self.explain = None
                return None

Hits: `explain.tab.<section>`, `explain.row.<n>` (fold, or open the trip that the line is about),
`explain.back`, `explain.unfold`, `explain.close`. Keys: arrows, Enter, page keys, 1-5, Esc.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pygame

from game.content.language import Language
from game.report import explained
from game.report.explained import WHY, Row
from game.ui import explain_rows, layout, widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.explain_rows import Laid
from game.ui.explain_source import ALL, Explained, ExplainRef
from game.ui.host import scroll_keys, speech
from game.ui.state import ScrollArea

__all__ = ["ExplainDialog", "ExplainRef", "Explained"]

Rect = pygame.Rect
WIDTH, HEIGHT = 900, 780


class ExplainDialog:
    """One open explanation. It changes nothing but itself."""

    def __init__(self, source: Explained, ref: ExplainRef) -> None:
        self.source = source
        self.what = ref.what if ref.what in ALL else "cost"
        self.vehicle = ref.vehicle if source.judged.trip_of(ref.vehicle) else ""
        self.part = ref.part
        self.closed = False
        self.at = 0
        """The row that the keys are on."""
        self.scroll = ScrollArea()
        self._open: dict[tuple[str, str], set[int]] = {}
        self._rows: dict[tuple[str, str, str], tuple[Row, ...]] = {}
        self._laid: tuple[object, Laid] | None = None
        self._show = True

    # -- rows --------------------------------------------------------------------------------------
    def rows(self, lang: Language) -> tuple[Row, ...]:
        """Of the section that is open."""
        key = (self.vehicle, self.what, lang.code)
        if key not in self._rows:
            self._rows[key] = self.source.rows(self.vehicle, self.what, lang)
        return self._rows[key]

    def unfolded(self, lang: Language) -> set[int]:
        """Rows whose parts are shown: at first the figures themselves, and what was asked for."""
        key = (self.vehicle, self.what)
        if key not in self._open:
            made = {i for i, row in enumerate(self.rows(lang)) if row.parent and row.level == 0}
            lines = explained.section(self.source.of(self.vehicle), self.what)
            asked = next((i for i, ln in enumerate(lines) if ln.key == f"explain.cost_{self.part}"), -1)
            if self.part and asked >= 0:
                made.add(asked)
                self.at = asked
            self._open[key] = made
        return self._open[key]

    def shown(self, lang: Language) -> list[int]:
        """Indices of the rows in sight, folded parts left out."""
        made, hidden_below = [], 99
        unfolded = self.unfolded(lang)
        for i, row in enumerate(self.rows(lang)):
            if row.level > hidden_below:
                continue
            hidden_below = 99
            made.append(i)
            if row.parent and i not in unfolded:
                hidden_below = row.level
        return made

    # -- events ------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """True: nothing below a dialog gets events."""
        lang = speech(ctx)
        match event:
            case Back():
                self._back()
            case Activate(id="explain.close"):
                self.closed = True
            case Activate(id="explain.back"):
                self._go("", self.what)
            case Activate(id="explain.unfold"):
                self._unfold_all(lang)
            case Activate(id=name, payload=str(what)) if name.startswith("explain.tab."):
                self._go(self.vehicle, what)
            case Activate(id=name, payload=int(row)) if name.startswith("explain.row."):
                self.at = row
                self._press(lang)
            case Key():
                self._key(event, lang)
        return True

    def _back(self) -> None:
        if self.vehicle and ("", self.what) in self._open:
            self._go("", self.what)
        else:
            self.closed = True

    def _go(self, vehicle: str, what: str) -> None:
        self.vehicle, self.what, self.at = vehicle, what, 0
        self.scroll.offset, self._show = 0, True

    def _unfold_all(self, lang: Language) -> None:
        every = {i for i, row in enumerate(self.rows(lang)) if row.parent}
        unfolded = self.unfolded(lang)
        keep = every if unfolded < every else {i for i in every if self.rows(lang)[i].level == 0}
        unfolded.clear()
        unfolded.update(keep)

    def _press(self, lang: Language) -> None:
        row = self.rows(lang)[self.at] if self.at < len(self.rows(lang)) else None
        if row is None:
            return
        if row.vehicle and row.vehicle != self.vehicle and self.source.judged.trip_of(row.vehicle):
            part = self._part_of(lang)
            self._go(row.vehicle, self.what)
            self.part = part
        elif row.parent:
            self.unfolded(lang).symmetric_difference_update({self.at})

    def _part_of(self, lang: Language) -> str:
        """The cost part above the line that the keys are on."""
        lines = explained.section(self.source.of(self.vehicle), self.what)
        heads = (ln.key for ln in reversed(lines[: self.at]) if ln.key.startswith("explain.cost_"))
        _ = lang
        return next(heads, "").removeprefix("explain.cost_")

    def _key(self, event: Key, lang: Language) -> None:
        shown = self.shown(lang)
        at = shown.index(self.at) if self.at in shown else 0
        if event.name in ("up", "down") and shown:
            step = 1 if event.name == "down" else -1
            self.at, self._show = shown[min(len(shown) - 1, max(0, at + step))], True
        elif event.name == "right" and shown and self.rows(lang)[self.at].parent:
            self.unfolded(lang).add(self.at)
        elif event.name == "left" and shown:
            self._fold(lang)
        elif event.name in ("return", "enter") and shown:
            self._press(lang)
        elif event.name.isdigit() and 1 <= int(event.name) <= len(self.source.sections(self.vehicle)):
            self._go(self.vehicle, self.source.sections(self.vehicle)[int(event.name) - 1])
        else:
            scroll_keys(event, self.scroll)

    def _fold(self, lang: Language) -> None:
        """Fold this row, or go to the one that it is part of."""
        rows, unfolded = self.rows(lang), self.unfolded(lang)
        if self.at in unfolded:
            unfolded.discard(self.at)
            return
        above = (i for i in range(self.at - 1, -1, -1) if rows[i].level < rows[self.at].level)
        self.at, self._show = next(above, self.at), True

    # -- drawing -----------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """The dialog on its scrim."""
        lang = speech(ctx)
        vehicle = self.source.world.vehicles.get(self.vehicle)
        title = ctx.t("explain.title_trip", name=vehicle.name) if vehicle else ctx.t("explain.title_plan")
        inside = widgets.modal(ctx, WIDTH, min(HEIGHT, ctx.size[1] - 40), title, icon="help")
        head, rest = layout.cut_top(inside, 28)
        self._head(ctx, head)
        tabs, rest = layout.cut_top(rest, 40)
        items = [(name, ctx.t(f"explain.section_{name}"), 0) for name in self.source.sections(self.vehicle)]
        widgets.tabs(ctx, "explain.tab", tabs.inflate(32, 0), items, self.what)
        foot, body = layout.cut_bottom(rest, 44)
        rows = self.rows(lang)
        if not any(row.level or row.parent for row in rows):
            widgets.empty(ctx, body, "search", ctx.t("explain.none"), ctx.t("explain.none_hint"))
        else:
            self._list(ctx, body, rows, lang)
        self._foot(ctx, foot, lang)

    def _head(self, ctx: Ctx, rect: Rect) -> None:
        """Where in the whole this is, and whether it was reckoned or driven."""
        kind, word = ("ok", "primary") if self.source.primary else ("info", "modelled")
        x: float = rect.x
        if self.vehicle:
            label = ctx.t("explain.back")
            width = widgets.button_width(ctx, label, icon="arrow-left", size="small")
            box = Rect(rect.x, rect.y, width, 24)
            widgets.button(ctx, "explain.back", box, label, icon="arrow-left", size="small")
            x = box.right + 10
        else:
            whole = ctx.t("explain.whole_day" if self.source.primary else "explain.whole_plan")
            name = ctx.t(self.source.label) if self.source.label else whole
            x += ctx.p.text_mid(x, rect.y + 12, name, "body", weight=600) + 10
        icon = "check" if self.source.primary else "info-circle"
        x += widgets.tag(ctx, x, rect.y + 2, ctx.t(f"explain.{word}"), kind, icon=icon) + 10
        why = ctx.p.type.fit(ctx.t(f"explain.{word}_why"), rect.right - x, "small")
        ctx.p.text_mid(x, rect.y + 12, why, "small", ctx.c.text2)

    def _list(self, ctx: Ctx, rect: Rect, rows: Sequence[Row], lang: Language) -> None:
        shown = self.shown(lang)
        key = (tuple(shown), self.vehicle, self.what, lang.code, rect.w, ctx.settings.scale)
        if self._laid is None or self._laid[0] != key:
            whys = [ctx.t(name) for name in WHY.get(self.what, ())]
            closing = [ctx.t("explain.computed"), explained.qualities((rows[i] for i in shown), lang)]
            laid = explain_rows.lay_out(ctx, [(i, rows[i]) for i in shown], whys, closing, rect.w - 12)
            self._laid = (key, laid)
        laid = self._laid[1]
        self.scroll.content, self.scroll.view = laid.height, rect.h
        if self._show and self.at in laid.tops:
            self.scroll.show(*laid.tops[self.at])
            self._show = False
        unfolded = self.unfolded(lang)
        with widgets.scroll(ctx, "explain.list", rect, self.scroll, laid.height) as top:
            paint = partial(explain_rows.draw_row, ctx, here=self.at, unfolded=unfolded, vehicle=self.vehicle)
            explain_rows.draw(ctx, Rect(rect.x, round(top), rect.w - 12, rect.h), rect, laid, paint)

    def _foot(self, ctx: Ctx, rect: Rect, lang: Language) -> None:
        every = {i for i, row in enumerate(self.rows(lang)) if row.parent}
        label = ctx.t("explain.unfold_all" if self.unfolded(lang) < every else "explain.fold_all")
        box = Rect(rect.x, rect.bottom - 32, widgets.button_width(ctx, label) + 4, 32)
        widgets.button(ctx, "explain.unfold", box, label)
        close = Rect(rect.right - 110, rect.bottom - 32, 110, 32)
        room = close.x - box.right - 24
        hint = ctx.t("explain.keys")
        if ctx.p.type.width(hint, "small") <= room:
            ctx.p.text_mid(box.right + 14, box.centery, hint, "small", ctx.c.text2)
        widgets.button(ctx, "explain.close", close, ctx.t("ui.close"), kind="primary")
