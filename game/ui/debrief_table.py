"""The debrief's table of figures: naive, plan, day, reference. A figure that can be explained is a link.

Hits: `debrief.figure.<column>.<row>`, payload (column, ExplainRef).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.content.language import Language
from game.domain.evaluation import Kpi
from game.ui import glossary_term, widgets
from game.ui.context import Ctx
from game.ui.debrief_facts import figures
from game.ui.explain_source import ExplainRef, section_of
from game.ui.host import speech

if TYPE_CHECKING:
    from game.assess.story import Story

Rect = pygame.Rect
FIRST = 100
"""Width of the column with the words."""


def draw_table(ctx: Ctx, rect: Rect, story: Story, planning_s: int) -> None:
    """The day is the column that counts."""
    shown = figures(story)
    rows = _rows(speech(ctx), planning_s)
    row_h = min(32, max(20, (rect.h - 24) // len(rows)))
    each = (rect.w - FIRST) / len(shown)
    mine = Rect(round(rect.x + FIRST + 2 * each), rect.y, round(each), 24 + len(rows) * row_h)
    ctx.p.fill(mine, ctx.c.accent_tint, 6)
    for i, (name, _kpi) in enumerate(shown):
        color = ctx.c.accent_text if name == "day" else ctx.c.text2
        x = rect.x + FIRST + (i + 1) * each - 8
        ctx.p.text_mid(x, rect.y + 12, ctx.t(f"debrief.{name}"), "micro", color, weight=600, align="r")
    for n, (icon, key, value) in enumerate(rows):
        mid = rect.y + 24 + n * row_h + row_h / 2
        ctx.p.hline(rect.x, rect.right, mid - row_h / 2)
        ctx.p.icon_mid(rect.x + 8, mid, icon, 16)
        word = ctx.p.text_mid(rect.x + 24, mid, ctx.t(f"debrief.row.{key}"), "body")
        glossary_term.mark(ctx, f"debrief.row.{key}", rect.x + 24, mid, word)
        for i, (name, kpi) in enumerate(shown):
            if kpi is not None and section_of(key):
                left = rect.x + FIRST + i * each
                _cell(ctx, Rect(round(left), round(mid - row_h / 2), round(each), row_h), name, key)
            text = value(name, kpi) if kpi is not None else "–"
            color = ctx.c.text if name in ("day", "plan") else ctx.c.text2
            x = rect.x + FIRST + (i + 1) * each - 8
            ctx.p.text_mid(x, mid, text, "body", color, weight=600 if name == "day" else 400, align="r")


def _cell(ctx: Ctx, rect: Rect, column: str, key: str) -> None:
    """A figure that can be asked about."""
    hit = f"debrief.figure.{column}.{key}"
    if ctx.hovered(hit):
        ctx.p.fill(rect.inflate(-4, -4), ctx.c.surface3, 4)
    widgets.focus_ring(ctx, hit, rect.inflate(-8, -8))
    asked = (column, ExplainRef(what=section_of(key)))
    ctx.hit(
        hit, rect, "link", label=ctx.t(f"debrief.row.{key}"), payload=asked, tooltip=ctx.t("explain.click")
    )


def _rows(says: Language, planning_s: int) -> list[tuple[str, str, Callable[[str, Kpi], str]]]:
    def planning(name: str, _kpi: Kpi) -> str:
        """Only a person spends planning time; minutes and seconds."""
        return f"{planning_s // 60}:{planning_s % 60:02d}" if name in ("plan", "day") else "–"

    return [
        ("euro", "cost", lambda _n, k: says.number(k.cost_cent / 100)),
        ("leaf", "co2e", lambda _n, k: says.number(k.co2e_g / 1000, 1 if k.co2e_g < 100_000 else 0)),
        ("clock", "on_time", lambda _n, k: f"{k.on_time}/{k.orders}"),
        ("package", "load", lambda _n, k: says.percent(k.load_factor, 0)),
        ("arrows-exchange", "empty", lambda _n, k: says.number(k.empty_m / 1000)),
        ("steering-wheel", "drive", lambda _n, k: says.hours(k.drive_s)),
        ("stopwatch", "planning", planning),
    ]
