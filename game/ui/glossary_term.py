"""Which word of the trade belongs to what is on screen, and how a word shows that it can be asked about.

`mark` underlines a label with dots and registers `word.<id>`; a click on it, or F1 on the thing, opens the
card (`glossary_tool`).
"""

from __future__ import annotations

from collections.abc import Mapping

import pygame

from game.content.glossary import words
from game.domain.evaluation import Finding
from game.ui.context import Ctx
from game.ui.hits import Hit

Rect = pygame.Rect
WORD_OF: Mapping[str, str] = {
    "kpi.cost": "kosten", "kpi.co2e": "co2e", "kpi.on_time": "op-tijd", "kpi.load": "beladingsgraad",
    "kpi.empty": "lege-kilometers", "kpi.naive": "naief-plan", "kpi.reference": "referentie",
    "part.fixed": "vaste-kosten", "part.driver": "dienst", "part.distance": "kilometerkosten",
    "part.energy": "energie", "part.toll": "heffing", "part.overhead": "overhead",
    "part.supplement": "toeslag", "part.waiting": "wachten", "part.penalty": "uitbesteed",
    "part.charter": "charter", "part.transfer": "overslag", "part.goodwill": "goodwill",
    "hours.drive": "rijtijd", "hours.duty": "dienst", "hours.wait": "wachten",
    "co2e.wtw": "well-to-wheel", "co2e.ttw": "tank-to-wheel", "board.load": "beladingsgraad",
    "tab.kpi": "kpi", "tab.findings": "bevinding", "tab.advice": "advies", "tab.post": "beslismoment",
    "tab.trip": "rit", "insp.load": "laadvermogen", "insp.hours": "rijtijd", "insp.charge": "reserve",
    "insp.night": "aansluiting", "debrief.row.cost": "kosten", "debrief.row.co2e": "co2e",
    "debrief.row.on_time": "op-tijd", "debrief.row.load": "beladingsgraad",
    "debrief.row.empty": "lege-kilometers", "debrief.row.drive": "rijtijd",
}  # fmt: skip
"""Interface key or hit id -> word. A test asks each of them in both languages."""
STARTS: Mapping[str, str] = {
    "order.": "order", "block.": "stop", "row.": "rit", "hours.": "rijtijd", "moment.": "beslismoment",
    "take.": "advies", "reckon.": "advies", "zone.": "zero-emissiezone",
}  # fmt: skip
RULES: Mapping[str, str] = {
    "late": "venster", "tight": "krap", "late_onward": "overslag", "unplanned": "uitbesteed",
    "capacity_kg": "laadvermogen", "capacity_ldm": "laadmeter", "capacity_units": "pallet",
    "precedence": "stop", "needs_missing": "laadklep", "adr": "adr", "zone_window": "venstertijd",
    "zone_emission": "zero-emissiezone", "noise": "piek", "lzv_access": "lzv", "lzv_zone": "lzv",
    "lzv_driver": "lzv", "lzv_adr": "lzv", "battery_empty": "laadstop", "battery_reserve": "reserve",
    "charger_busy": "laadstop", "grid_limit": "aansluiting", "driver_early": "dienst",
    "driver_late": "dienst", "drive_break": "pauze", "drive_day": "rijtijd", "drive_day_long": "rijtijd",
    "drive_week": "rijtijd", "drive_fortnight": "rijtijd", "duty_day": "dagelijkse-rust",
    "rest_before": "dagelijkse-rust", "rest_before_reduced": "dagelijkse-rust",
    "rest_reduced": "dagelijkse-rust", "weekly_rest_due": "weekrust", "work_week": "werktijd",
    "work_break": "pauze", "work_six_hours": "pauze", "night_work": "nachtwerk",
    "transfer_full": "overslag",
}  # fmt: skip
"""Rule of a finding -> the word that it turns on."""


def word_of(hit: Hit) -> str:
    """The id of the word that belongs to a hit; empty when there is none."""
    if hit.id.startswith("word."):
        return hit.id.removeprefix("word.")
    if isinstance(hit.payload, Finding):
        return RULES.get(hit.payload.rule, "bevinding")
    name = hit.id
    for head in ("line.", "strip.", "segment.", "debrief.figure."):
        if name.startswith(head):
            rest = name.removeprefix(head)
            name = f"kpi.{rest}" if head == "strip." else rest
            name = f"debrief.row.{rest.rpartition('.')[2]}" if head == "debrief.figure." else name
    return WORD_OF.get(name) or next((w for s, w in STARTS.items() if name.startswith(s)), "")


def mark(ctx: Ctx, key: str, x: float, mid: float, width: float) -> None:
    """Dots below a label that was painted at x, and its hit; nothing for a key without a word."""
    if key in WORD_OF:
        _dots(ctx, WORD_OF[key], x, mid, width)


def name_rule(ctx: Ctx, finding: Finding, right: float, mid: float, room: float) -> None:
    """The word that a finding turns on, right-aligned, where there is room for it."""
    name = RULES.get(finding.rule, "")
    word = words().get(name)
    label = word.names.get(ctx.settings.lang, "") if word is not None else ""
    width = ctx.p.type.width(label, "micro") if label else 0.0
    if 0 < width <= room:
        ctx.p.text_mid(right, mid, label, "micro", ctx.c.text2, align="r")
        _dots(ctx, name, right - width, mid, width)


def _dots(ctx: Ctx, name: str, x: float, mid: float, width: float) -> None:
    word = words()[name]
    box = Rect(round(x) - 2, round(mid) - 9, round(width) + 4, 18)
    hover = ctx.hovered(f"word.{name}")
    color = ctx.c.accent_text if hover else ctx.c.line_strong
    ctx.p.dash_line((x, mid + 8), (x + width, mid + 8), color, width=1, dash=1 if not hover else 3, gap=2)
    lang = ctx.settings.lang
    tip = f"{word.means.get(lang, '')}\n{ctx.t('words.click')}"
    ctx.hit(f"word.{name}", box, "info", label=word.names.get(lang, ""), tooltip=tip)
