"""The plan against others: the naive plan, the reference with how sure it is, the own best earlier try.

Hits: `kpi.vs.<naive|reference|former>` open the gallery with both side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.content.language import Language
from game.domain.evaluation import Kpi
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.kpi_parts import HEAD, head

Rect = pygame.Rect
ROW = 22
ICONS = {"reference": "target", "naive": "route", "former": "history"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """What the plan is held against. kind: reference, naive or former; `plan` is its id in the gallery."""

    kind: str
    plan: str
    kpi: Kpi
    note: str = ""
    more: str = ""
    """The note in full, for the tooltip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalRef:
    """The payload: the plan's id in the gallery."""

    id: str


def height(ctx: Ctx, rect: Rect, rivals: tuple[Rival, ...]) -> int:
    """Of the whole part."""
    return HEAD + 4 + ROW * len(rivals) + 16 * len(_note(ctx, rect, rivals)) + 8


def _note(ctx: Ctx, rect: Rect, rivals: tuple[Rival, ...]) -> list[str]:
    said = next((r.note for r in rivals if r.kind == "reference" and r.note), "")
    return ctx.p.type.wrap(said, rect.w - 32 - 22, "micro") if said else []


def change(value: float, base: float, lang: Language) -> str:
    """`+4,0 %`; nothing to compare with gives a dash."""
    if not base:
        return "–"
    share = 100 * (value / base - 1)
    if abs(share) < 0.05:
        return "="
    return lang.signed(share, 1 if abs(share) < 100 else 0) + (" %" if lang.code == "nl" else "%")


def draw(ctx: Ctx, rect: Rect, y: int, kpi: Kpi, rivals: tuple[Rival, ...]) -> int:
    """A line per rival: cost, emissions and orders on time, each as a difference."""
    columns = [rect.right - 16 - 56 - 66, rect.right - 16 - 56, rect.right - 16]
    y = head(ctx, rect, y, "kpi.against_all")
    for x, key in zip(columns, ("kpi.cost", "kpi.co2e", "kpi.on_time"), strict=True):
        ctx.p.text_mid(x, y - 14, ctx.t(key), "micro", ctx.c.text2, align="r")
    for rival in rivals:
        _rival(ctx, Rect(rect.x, y, rect.w, ROW), kpi, rival, columns)
        y += ROW
    for i, text in enumerate(_note(ctx, rect, rivals)):
        if i == 0:
            ctx.p.icon_mid(rect.x + 24, y + 10, "certificate", 14, ctx.c.text2)
        ctx.p.text(rect.x + 38, y + 2 + 16 * i, text, "micro", ctx.c.text2)
    return y + 16 * len(_note(ctx, rect, rivals)) + 8


def _rival(ctx: Ctx, rect: Rect, kpi: Kpi, rival: Rival, columns: list[int]) -> None:
    lang, name = speech(ctx), f"kpi.vs.{rival.kind}"
    if ctx.hovered(name):
        ctx.p.fill(rect.inflate(-16, 0), ctx.c.surface2, 4)
    ctx.p.icon_mid(rect.x + 24, rect.centery, ICONS[rival.kind], 14, ctx.c.text2)
    word = ctx.p.type.fit(ctx.t(f"kpi.vs.{rival.kind}"), columns[0] - rect.x - 38 - 56, "small")
    ctx.p.text_mid(rect.x + 38, rect.centery, word, "small")
    more = kpi.on_time - rival.kpi.on_time
    shown = (
        (change(kpi.cost_cent, rival.kpi.cost_cent, lang), kpi.cost_cent - rival.kpi.cost_cent),
        (change(kpi.co2e_g, rival.kpi.co2e_g, lang), kpi.co2e_g - rival.kpi.co2e_g),
        (lang.signed(more) if more else "=", -more),
    )
    for x, (text, worse) in zip(columns, shown, strict=True):
        color = ctx.c.text2 if text in ("=", "–") else ctx.c.warn.text if worse > 0 else ctx.c.ok.text
        ctx.p.text_mid(x, rect.centery, text, "small", color, align="r")
    told = ctx.t(f"kpi.vs.{rival.kind}_tip"), rival.more or rival.note, ctx.t("kpi.vs.open")
    tip = "\n".join(filter(None, told))
    widgets.focus_ring(ctx, name, rect.inflate(-16, -4))
    ctx.hit(name, rect, "link", label=word, tooltip=tip, payload=RivalRef(id=rival.plan))
