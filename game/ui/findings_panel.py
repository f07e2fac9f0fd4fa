"""The findings tab: sentences, hard ones first. A click selects what a finding speaks of.

Hits: `finding.<n>` (row, payload: Finding), `finding.unplanned` (filters the order list).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pygame

from game.domain.evaluation import Finding, Severity
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.drop_preview import finding_text
from game.ui.host import speech
from game.ui.state import ScrollArea

Rect = pygame.Rect
MANY = 3
"""More unplanned orders than this are one line."""


def sorted_findings(findings: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """(findings to list, hard first; unplanned orders when there are many of them)."""
    unplanned = tuple(f for f in findings if f.rule == "unplanned")
    many = unplanned if len(unplanned) > MANY else ()
    rest = [f for f in findings if f.rule != "unplanned" or not many]
    rest.sort(
        key=lambda f: (f.severity is not Severity.HARD, f.rule == "unplanned", f.rule, f.subject, f.vehicle)
    )
    return tuple(rest), many


def count(findings: Sequence[Finding]) -> int:
    """Lines in the tab, for the badge."""
    rest, many = sorted_findings(findings)
    return len(rest) + bool(many)


def draw(
    ctx: Ctx, rect: Rect, scroll: ScrollArea, findings: Sequence[Finding], names: Mapping[str, str],
    *, empty_plan: bool,
) -> None:  # fmt: skip
    """The whole tab; `names` are those of the vehicles."""
    rest, many = sorted_findings(findings)
    if not rest and not many:
        widgets.empty(ctx, rect, "circle-check", ctx.t("findings.none"), ctx.t("findings.none_hint"))
        return
    lang = speech(ctx)
    width = rect.w - 16 - 46
    lines = [ctx.p.type.wrap(finding_text(ctx, f), width, "body", 500) for f in rest]
    heights = [20 * len(text) + 16 + 14 for text in lines]
    with widgets.scroll(ctx, "findings", rect, scroll, sum(heights) + (56 if many else 0)) as top:
        y = round(top)
        for i, (finding, text, height) in enumerate(zip(rest, lines, heights, strict=True)):
            area = Rect(rect.x, y, rect.w, height)
            if area.colliderect(rect):
                _one(ctx, area, i, finding, text, names)
            y += height
        if many:
            euro = lang.euro(sum(f.amount for f in many), 0)
            area = Rect(rect.x, y, rect.w, 56)
            widgets.row(ctx, "finding.unplanned", area, label=ctx.t("findings.unplanned", n=len(many)))
            ctx.p.icon_mid(rect.x + 26, y + 20, "package", 18, ctx.c.warn.text)
            ctx.p.text(rect.x + 46, y + 8, ctx.t("findings.unplanned", n=len(many)), "body", weight=500)
            key = "findings.unplanned_start" if empty_plan else "findings.unplanned_note"
            note = ctx.p.type.fit(ctx.t(key, euro=euro), width, "small")
            ctx.p.text(rect.x + 46, y + 28, note, "small", ctx.c.text2)


def _one(
    ctx: Ctx, area: Rect, index: int, finding: Finding, text: list[str], names: Mapping[str, str]
) -> None:
    hard = finding.severity is Severity.HARD
    status = ctx.c.bad if hard else ctx.c.warn
    widgets.row(ctx, f"finding.{index}", area, label=" ".join(text), payload=finding)
    icon = "alert-triangle" if hard else "clock-exclamation" if finding.rule == "tight" else "info-circle"
    ctx.p.icon_mid(area.x + 26, area.y + 18, icon, 18, status.text)
    for i, line in enumerate(text):
        ctx.p.text(area.x + 46, area.y + 7 + 20 * i, line, "body", weight=500)
    words = ctx.t("findings.hard" if hard else "findings.soft")
    if finding.vehicle:
        words = f"{names.get(finding.vehicle, finding.vehicle)} · {words}"
    ctx.p.text(area.x + 46, area.bottom - 23, words, "small", ctx.c.text2)
