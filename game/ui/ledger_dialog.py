"""One decision of the ledger with all its options: expected, realised, and a way to play on with another one.

Also says how the ledger is worked out. Hits: `weigh.go` (look at that second), `weigh.try.<option>`
(payload: the option), `weigh.close`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.host import speech
from game.ui.ledger_panel import diamond, ring
from game.ui.ledger_rows import LedgerRow, about, option_words
from game.ui.state import ScrollArea
from game.ui.theme import Weight

if TYPE_CHECKING:
    from game.domain.ledger import LedgerOption
    from game.domain.scenario import Scenario

Rect = pygame.Rect
WIDTH, OPTION = 720, 52


class LedgerDialog:
    """A line opened; `answer` says what the player wants next."""

    def __init__(self, scenario: Scenario, row: LedgerRow | None) -> None:
        self.scenario, self.row = scenario, row
        self.closed = False
        self.go = False
        """Look at that second."""
        self.option = ""
        """Play on with this option."""
        self.scroll = ScrollArea()

    def handle(self, event: UiEvent, _ctx: Ctx) -> None:
        """Every event is the dialog's."""
        match event:
            case Back() | Activate(id="weigh.close"):
                self.closed = True
            case Activate(id="weigh.go"):
                self.go = self.closed = True
            case Activate(payload=str(option)) if event.id.startswith("weigh.try."):
                self.option, self.closed = option, True
            case Key(name="up" | "down" as name):
                self.scroll.by(40 if name == "down" else -40)

    def draw(self, ctx: Ctx) -> None:
        """On a scrim, last."""
        wide = min(WIDTH, ctx.size[0] - 32) - 48
        blocks = self._blocks(ctx, wide)
        content = sum(height for height, _paint in blocks)
        title = about(self.scenario, self.row.line, speech(ctx)) if self.row else ctx.t("ledger.how")
        inside = widgets.modal(ctx, WIDTH, content + 146, title, icon="scale")
        foot, body = layout.cut_bottom(inside, 40)
        body.h -= 8
        with widgets.scroll(ctx, "weigh", body.inflate(16, 0), self.scroll, content) as top:
            y = float(top)
            for height, paint in blocks:
                paint(Rect(body.x, round(y), wide, height))
                y += height
        self._foot(ctx, foot)

    def _blocks(self, ctx: Ctx, wide: int) -> list[tuple[int, Callable[[Rect], None]]]:
        row = self.row
        if row is None:
            keys = ("ledger.how_text", "ledger.how_days", "ledger.how_luck", "ledger.how_limits")
            return [self._text(ctx, ctx.t(key, days=40), wide) for key in keys]
        says = speech(ctx)
        line = row.line
        made = [self._text(ctx, self._story(ctx, row), wide), self._names(ctx)]
        made += [self._option(ctx, o) for o in line.options]
        note = ctx.t("ledger.note", days=line.days, stake=says.euro(line.stake_cent, 0),
                     error=says.euro(line.error_cent, 0))  # fmt: skip
        return [*made, self._text(ctx, note, wide, small=True, before=10)]

    def _story(self, ctx: Ctx, row: LedgerRow) -> str:
        """The verdict and what luck did, in a sentence each."""
        says, line = speech(ctx), row.line
        amount = says.euro(abs(row.expected_cent), 0)
        told = ctx.t(f"ledger.story.{row.verdict}", euro=amount)
        luck = ctx.t(f"ledger.story.luck_{line.luck}", euro=says.euro(abs(line.luck_cent), 0))
        return f"{told} {luck}"

    def _text(
        self, ctx: Ctx, text: str, wide: int, *, small: bool = False, before: int = 0
    ) -> tuple[int, Callable[[Rect], None]]:
        token, size, color = ("small", 16, ctx.c.text2) if small else ("body", 20, ctx.c.text)
        lines = ctx.p.type.wrap(text, wide, token)

        def paint(area: Rect) -> None:
            for i, each in enumerate(lines):
                ctx.p.text(area.x, area.y + before + size * i, each, token, color)

        return size * len(lines) + 10 + before, paint

    def _names(self, ctx: Ctx) -> tuple[int, Callable[[Rect], None]]:
        def paint(area: Rect) -> None:
            _words, expected, realised, _button = _cells(area)
            for col, key, mark in ((expected, "expected", ring), (realised, "realised", diamond)):
                word = ctx.t(f"ledger.{key}")
                ctx.p.text_mid(col.right, area.centery, word, "micro", ctx.c.text2, weight=600, align="r")
                mark(ctx, (col.right - ctx.p.type.width(word, "micro", 600) - 14, area.centery))
            ctx.p.hline(area.x, area.right, area.bottom - 1)

        return 28, paint

    def _option(self, ctx: Ctx, option: LedgerOption) -> tuple[int, Callable[[Rect], None]]:
        row, says = self.row, speech(ctx)
        assert row is not None
        line = row.line
        least = min(o.expected_cent for o in line.options), min(o.realised_cent for o in line.options)

        def paint(area: Rect) -> None:
            mine = option.id == line.chosen
            if mine:
                ctx.p.fill(Rect(area.x - 8, area.y, area.w + 16, area.h - 1), ctx.c.accent_tint, 4)
            words, expected, realised, other = _cells(area)
            text = option_words(self.scenario, line, option.id, says)
            _two_lines(ctx, words, text, ctx.t("ledger.yours") if mine else "", strong=mine)
            for col, cent, low in ((expected, option.expected_cent, least[0]),
                                   (realised, option.realised_cent, least[1])):  # fmt: skip
                told = ctx.t("ledger.least") if cent == low else says.euro_signed(cent - low, 0)
                ctx.p.text_mid(col.right, area.centery, told, weight=600 if mine else 400, align="r")
            if not mine and _playable(line.kind, option.id):
                label = ctx.t("ledger.play")
                width = min(other.w, widgets.button_width(ctx, label, size="small"))
                box = Rect(other.right - width, area.centery - 15, width, 30)
                widgets.button(ctx, f"weigh.try.{option.id}", box, label, kind="accent", size="small",
                               payload=option.id)  # fmt: skip
            ctx.p.hline(area.x, area.right, area.bottom - 1)

        return OPTION, paint

    def _foot(self, ctx: Ctx, rect: Rect) -> None:
        x = rect.x
        if self.row is not None:
            label = ctx.t("ledger.go")
            go = Rect(x, rect.y + 4, widgets.button_width(ctx, label, icon="rewind-backward-10"), 36)
            widgets.button(ctx, "weigh.go", go, label, kind="primary", icon="history")
            x = go.right + 8
        label = ctx.t("ledger.close")
        close = Rect(x, rect.y + 4, widgets.button_width(ctx, label), 36)
        widgets.button(ctx, "weigh.close", close, label)


def _playable(kind: str, option: str) -> bool:
    """The computer's repair of a re-plan is no single act: there one plays on from before it."""
    return kind != "replan" or option == "keep"


def _cells(area: Rect) -> list[Rect]:
    figure = 104 if area.w > 560 else 84
    return layout.columns(area, None, figure, figure, 120 if area.w > 560 else 96, gap=10)


def _two_lines(ctx: Ctx, rect: Rect, text: str, below: str, *, strong: bool) -> None:
    weight: Weight = 600 if strong else 400
    lines = ctx.p.type.wrap(text, rect.w, "body", weight)[: 1 if below else 2]
    if len(lines) == 1 and ctx.p.type.width(text, "body", weight) > rect.w:
        lines = [ctx.p.type.fit(text, rect.w, "body", weight)]
    y = rect.centery - 10 * (len(lines) + bool(below))
    for i, line in enumerate(lines):
        ctx.p.text(rect.x, y + 20 * i, line, weight=weight)
    if below:
        ctx.p.text(rect.x, y + 20 * len(lines) + 1, below, "small", ctx.c.accent_text, weight=500)
