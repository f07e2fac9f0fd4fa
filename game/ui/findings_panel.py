"""The findings tab: sentences, hard ones first. A click selects what a finding speaks of and teaches why.

Hits: `finding.<n>` (row, payload: Finding), `finding.unplanned` (filters the order list).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pygame

from game.content.language import Language
from game.domain.evaluation import Finding, Severity
from game.ui import glossary_term, widgets
from game.ui.context import Ctx
from game.ui.drop_preview import finding_text
from game.ui.host import speech
from game.ui.state import ScrollArea

Rect = pygame.Rect
MANY = 3
"""More unplanned orders than this are one line."""
LESSONS = ("law", "access", "finding")
"""Where a rule's lesson stands in the catalogue: `<name>.<rule>.why`."""
ICONS = {
    "zone_emission": "leaf", "zone_window": "clock-exclamation", "noise": "volume", "lzv_access": "truck",
    "lzv_zone": "truck", "lzv_driver": "certificate", "lzv_adr": "certificate", "adr": "certificate",
    "drive_break": "coffee", "work_break": "coffee", "work_six_hours": "coffee",
    "drive_day": "steering-wheel", "drive_day_long": "steering-wheel", "drive_week": "steering-wheel",
    "drive_fortnight": "steering-wheel", "duty_day": "stopwatch", "rest_before": "moon",
    "rest_before_reduced": "moon", "rest_reduced": "moon", "weekly_rest_due": "moon", "night_work": "moon",
    "work_week": "stopwatch", "driver_early": "user", "driver_late": "user", "grid_limit": "plug",
    "charger_busy": "charging-pile", "battery_empty": "battery", "battery_reserve": "battery-2",
    "late": "clock-exclamation", "tight": "clock-exclamation", "late_onward": "ship",
    "capacity_kg": "scale", "capacity_ldm": "package", "capacity_units": "package",
    "needs_missing": "certificate", "precedence": "arrows-exchange", "unplanned": "package",
}  # fmt: skip
"""What a rule is about; the colour and the words below say how bad it is."""


def name_of(finding: Finding) -> str:
    """What tells one finding from another, also when the plan changes a little."""
    return f"{finding.rule}/{finding.subject}/{finding.vehicle}"


def lesson(lang: Language, finding: Finding) -> str:
    """Why the rule is there, in a sentence or two; empty when the catalogue has none."""
    for owner in LESSONS:
        key = f"{owner}.{finding.rule}.why"
        if lang.has(key):
            return lang.t(key)
    return ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A finding with its lines."""

    finding: Finding
    text: list[str]
    words: list[str]
    why: list[str]
    """The lesson, when it is open."""
    said: bool
    """There is a lesson."""

    @property
    def height(self) -> int:
        return 20 * len(self.text) + 16 * len(self.words) + 14 + (16 * len(self.why) + 14 if self.why else 0)


def draw(
    ctx: Ctx, rect: Rect, scroll: ScrollArea, findings: Sequence[Finding], names: Mapping[str, str],
    *, empty_plan: bool, taught: str = "",
) -> None:  # fmt: skip
    """The whole tab; `names` are those of the vehicles, `taught` the finding whose lesson is open."""
    rest, many = sorted_findings(findings)
    if not rest and not many:
        widgets.empty(ctx, rect, "circle-check", ctx.t("findings.none"), ctx.t("findings.none_hint"))
        return
    lang = speech(ctx)
    width = rect.w - 16 - 46 - 18
    lines = [ctx.p.type.wrap(finding_text(ctx, f), width, "body", 500) for f in rest]
    rows = [_row(ctx, f, text, width, names, taught) for f, text in zip(rest, lines, strict=True)]
    content = sum(row.height for row in rows) + (56 if many else 0)
    with widgets.scroll(ctx, "findings", rect, scroll, content) as top:
        y = round(top)
        for i, row in enumerate(rows):
            area = Rect(rect.x, y, rect.w, row.height)
            if area.colliderect(rect):
                _one(ctx, area, i, row)
            y += row.height
        if many:
            euro = lang.euro(sum(f.amount for f in many), 0)
            area = Rect(rect.x, y, rect.w, 56)
            widgets.row(ctx, "finding.unplanned", area, label=ctx.t("findings.unplanned", n=len(many)))
            ctx.p.icon_mid(rect.x + 26, y + 20, "package", 18, ctx.c.warn.text)
            ctx.p.text(rect.x + 46, y + 8, ctx.t("findings.unplanned", n=len(many)), "body", weight=500)
            key = "findings.unplanned_start" if empty_plan else "findings.unplanned_note"
            note = ctx.p.type.fit(ctx.t(key, euro=euro), width, "small")
            ctx.p.text(rect.x + 46, y + 28, note, "small", ctx.c.text2)


def _row(
    ctx: Ctx, finding: Finding, text: list[str], width: int, names: Mapping[str, str], taught: str
) -> _Row:
    said = lesson(speech(ctx), finding)
    words = ctx.t("findings.hard" if finding.severity is Severity.HARD else "findings.soft")
    if finding.vehicle:
        words = f"{words} · {names.get(finding.vehicle, finding.vehicle)}"
    why = ctx.p.type.wrap(said, width - 12, "small") if said and name_of(finding) == taught else []
    return _Row(finding=finding, text=text, words=ctx.p.type.wrap(words, width - 18, "small"), why=why,
                said=bool(said))  # fmt: skip


def _one(ctx: Ctx, area: Rect, index: int, row: _Row) -> None:
    hard = row.finding.severity is Severity.HARD
    status = ctx.c.bad if hard else ctx.c.warn
    widgets.row(ctx, f"finding.{index}", area, label=" ".join(row.text), payload=row.finding,
                tooltip=ctx.t("findings.teach") if row.said and not row.why else "")  # fmt: skip
    icon = ICONS.get(row.finding.rule, "alert-triangle" if hard else "info-circle")
    ctx.p.icon_mid(area.x + 26, area.y + 18, icon, 18, status.text)
    y = area.y + 7
    for line in row.text:
        ctx.p.text(area.x + 46, y, line, "body", weight=500)
        y += 20
    ctx.p.icon(area.x + 46, y + 2, "alert-triangle" if hard else "info-circle", 13, status.text)
    used = 0.0
    for line in row.words:
        used = ctx.p.text(area.x + 64, y, line, "small", status.text)
        y += 16
    room = area.w - 64 - used - 16 - 18
    glossary_term.name_rule(ctx, row.finding, area.right - 18, y - 8, room)
    if row.said:
        mark = "chevron-up" if row.why else "bulb"
        ctx.p.icon_mid(area.right - 18, area.y + 17, mark, 14, ctx.c.text2)
    y += 8
    if row.why:
        ctx.p.fill(Rect(area.x + 46, y, 2, 16 * len(row.why)), status.outline)
        for i, line in enumerate(row.why):
            ctx.p.text(area.x + 56, y + 16 * i, line, "small", ctx.c.text2)
