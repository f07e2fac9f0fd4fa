"""The findings tab: sentences, hard ones first. A click selects what a finding speaks of and teaches why.

Hits: `finding.<n>` (row, payload: Finding), `finding.unplanned` (filters the order list).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pygame

from game.content.language import Language
from game.domain.evaluation import Finding, Severity
from game.ui import widgets
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
    whys = [
        ctx.p.type.wrap(lesson(lang, f), width - 12, "small")
        if name_of(f) == taught and lesson(lang, f)
        else []
        for f in rest
    ]
    heights = [
        20 * len(text) + 16 + 14 + (16 * len(why) + 16 if why else 0)
        for text, why in zip(lines, whys, strict=True)
    ]
    with widgets.scroll(ctx, "findings", rect, scroll, sum(heights) + (56 if many else 0)) as top:
        y = round(top)
        for i, (finding, text, why, height) in enumerate(zip(rest, lines, whys, heights, strict=True)):
            area = Rect(rect.x, y, rect.w, height)
            if area.colliderect(rect):
                _one(ctx, area, i, finding, text, why, names)
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
    ctx: Ctx, area: Rect, index: int, finding: Finding, text: list[str], why: list[str],
    names: Mapping[str, str],
) -> None:  # fmt: skip
    hard = finding.severity is Severity.HARD
    status = ctx.c.bad if hard else ctx.c.warn
    said = lesson(speech(ctx), finding)
    widgets.row(ctx, f"finding.{index}", area, label=" ".join(text), payload=finding,
                tooltip=ctx.t("findings.teach") if said and not why else "")  # fmt: skip
    icon = ICONS.get(finding.rule, "alert-triangle" if hard else "info-circle")
    ctx.p.icon_mid(area.x + 26, area.y + 18, icon, 18, status.text)
    y = area.y + 7
    for line in text:
        ctx.p.text(area.x + 46, y, line, "body", weight=500)
        y += 20
    mark = "alert-triangle" if hard else "info-circle"
    ctx.p.icon(area.x + 46, y + 2, mark, 13, status.text)
    words = ctx.t("findings.hard" if hard else "findings.soft")
    used = ctx.p.text(area.x + 64, y, words, "small", status.text)
    if finding.vehicle:
        name = f"· {names.get(finding.vehicle, finding.vehicle)}"
        room = area.right - 30 - (area.x + 68 + used)
        ctx.p.text(area.x + 68 + used, y, ctx.p.type.fit(name, room, "small"), "small", ctx.c.text2)
    if said:
        mid = (area.right - 18, area.y + 17)
        ctx.p.icon_mid(*mid, "chevron-up" if why else "bulb", 14, ctx.c.text2)
    y += 24
    if why:
        ctx.p.fill(Rect(area.x + 46, y, 2, 16 * len(why)), status.outline)
        for i, line in enumerate(why):
            ctx.p.text(area.x + 56, y + 16 * i, line, "small", ctx.c.text2)
