"""Everything that happened, as a list beside the replay. Hits: `replay.mark.<seq>`, payload: the Mark."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.lookback.marks import Mark
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.mark_words import MarkWords, when
from game.ui.state import ScrollArea

Rect = pygame.Rect
ROW = 46


def draw_list(
    ctx: Ctx, rect: Rect, marks: Sequence[Mark], words: MarkWords, current: int, area: ScrollArea
) -> None:
    """Rows in order of time; the present one is tinted, later ones are paler."""
    ctx.p.fill(rect, ctx.c.surface)
    if not marks:
        widgets.empty(ctx, rect, "history", ctx.t("replay.quiet"), ctx.t("replay.start_hint"))
        return
    for i, row in widgets.rows(ctx, "replay.list", rect, area, len(marks), ROW):
        _row(ctx, row, marks[i], words, selected=i == current, ahead=i > current)


def _row(ctx: Ctx, rect: Rect, mark: Mark, words: MarkWords, *, selected: bool, ahead: bool) -> None:
    says = speech(ctx)
    said = words.of(mark, says)
    name = f"replay.mark.{mark.seq}.{mark.at_s}"
    widgets.row(ctx, name, rect, selected=selected, label=said.title, payload=mark, tooltip=said.title)
    plain = ctx.c.text2 if ahead else ctx.c.text
    color = ctx.c.text2 if said.status in ("plain", "info") else ctx.c.status(said.status).text
    clock = when(mark, says) if mark.in_day else ""
    ctx.p.text_mid(rect.x + 14, rect.centery, clock, "small", plain, weight=600)
    ctx.p.icon_mid(rect.x + 66, rect.centery, said.icon, 16, color)
    lines = ctx.p.type.wrap(said.title, rect.w - 98, "small")
    if len(lines) > 2:
        lines = [lines[0], ctx.p.type.fit(" ".join(lines[1:]), rect.w - 98, "small")]
    y = rect.centery - 8 * len(lines)
    for i, line in enumerate(lines):
        ctx.p.text(rect.x + 84, y + 16 * i, line, "small", plain, weight=500 if selected else 400)


def follow(area: ScrollArea, current: int) -> None:
    """Keep the present row in view."""
    if current >= 0:
        area.show(current * ROW, ROW)
