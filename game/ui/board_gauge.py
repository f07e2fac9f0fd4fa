"""The gauge of a driver's hours: two small bars in the row head, and lines with words in the inspector.

Upper bar: driving, of 10 hours with a mark at 9. Lower bar: duty, of 15 hours with a mark at 13. Where only
the Arbeidstijdenbesluit vervoer binds: one bar, work without a break, of 6 hours. The words say the same
with the article, and what is left of the week.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pygame

from game.content.language import Language
from game.domain.law import HoursRules
from game.rules.hours import ARTICLES, DAY_S, Outlook
from game.ui.board_hours import DriverHours
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.theme import Color

Rect = pygame.Rect
BAR_W = 30
ICONS = {"bad": "alert-triangle", "warn": "clock-exclamation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One limit with what is used of it."""

    rule: str
    """Rule of the law that it belongs to: its article and its lesson."""
    key: str
    """The word: `gauge.<key>`."""
    used_s: int
    limit_s: int
    long_s: int = 0
    """A wider limit that may be used now and then; 0: none."""
    left: int = 0
    """How often the wider limit may still be used."""
    least: bool = False
    """The limit is the least that is needed, not the most that is allowed."""

    @property
    def status(self) -> str:
        """`bad` beyond what the law allows, `warn` in the wider limit."""
        if self.least:
            return "bad" if self.used_s < self.limit_s else ""
        if self.used_s <= self.limit_s:
            return ""
        return "warn" if self.left > 0 and self.used_s <= self.long_s else "bad"


def lines(hours: DriverHours) -> tuple[Line, ...]:
    """Every limit that binds this trip, the day's first."""
    made: list[Line] = []
    h = hours
    if h.regime.eu:
        made += [
            Line(rule="drive_day", key="drive", used_s=h.drive_s, limit_s=h.drive_limit_s,
                 long_s=h.drive_long_s, left=h.long_left),
            Line(rule="duty_day", key="duty", used_s=h.duty_s, limit_s=h.duty_limit_s, long_s=h.duty_long_s,
                 left=h.reduced_left),
            Line(rule="drive_break", key="since", used_s=h.since_s, limit_s=h.since_limit_s),
        ]  # fmt: skip
    if h.regime.atbv:
        made.append(
            Line(rule="work_break", key="break", used_s=h.break_s, limit_s=h.break_need_s, least=True)
        )
        since = Line(rule="work_six_hours", key="six", used_s=h.work_since_s, limit_s=h.work_since_limit_s)
        made.append(since)
    if h.regime.eu:
        made += [
            Line(rule="drive_week", key="week", used_s=h.week_s, limit_s=h.week_limit_s),
            Line(rule="drive_fortnight", key="fortnight", used_s=h.fortnight_s, limit_s=h.fortnight_limit_s),
        ]
    if h.regime.atbv:
        made.append(
            Line(rule="work_week", key="work_week", used_s=h.work_week_s, limit_s=h.work_week_limit_s)
        )
    return tuple(made)


def line_words(line: Line, lang: Language) -> str:
    """`7:05 van 9:00 u`, with the wider limit where it matters."""
    used, limit = lang.hours(line.used_s), lang.hours(line.limit_s)
    if line.least:
        return lang.t("gauge.of_least", used=used, limit=limit)
    if line.long_s and line.used_s > line.limit_s and line.left > 0:
        return lang.t("gauge.of_long", used=used, limit=lang.hours(line.long_s))
    return lang.t("gauge.of", used=used, limit=limit)


def lesson(line: Line, lang: Language) -> str:
    """What the word means and where the law says so."""
    key = f"law.{line.rule}.why"
    why = lang.t(key) if lang.has(key) else lang.t(f"gauge.{line.key}_tip")
    word = lang.t(f"gauge.{line.key}")
    parts = [f"{word}." if "art." in why else f"{word} ({ARTICLES[line.rule]})."]
    if line.long_s:
        long = lang.hours(line.long_s)
        parts.append(lang.t(f"gauge.{line.key}_long", limit=long, left=line.left))
    return " ".join([*parts, why])


def words(ctx: Ctx, hours: DriverHours, driver: str) -> str:
    """The tooltip of the small gauge: every limit in a line."""
    lang = speech(ctx)
    said = [f"{lang.t(f'gauge.{line.key}')}: {line_words(line, lang)}" for line in lines(hours)]
    if not said:
        said = [lang.t("gauge.free")]
    return "\n".join([driver, *said, lang.t("gauge.more")])


def mini(ctx: Ctx, rect: Rect, hours: DriverHours) -> None:
    """Two bars 30 wide, with an icon when something is the matter."""
    shown = {line.key: line for line in lines(hours)}
    wanted = ("drive", "duty") if hours.regime.eu else ("six",) if hours.regime.atbv else ()
    for i, key in enumerate(wanted):
        line, y = shown[key], rect.centery - (5 if len(wanted) == 2 else 2) + 6 * i
        full_s, mark_s = (line.long_s, line.limit_s) if line.long_s else (line.limit_s, 0)
        _bar(ctx, Rect(rect.x, y, BAR_W, 4), line.used_s, full_s, mark_s, line.status)
    if hours.status:
        color = ctx.c.status(hours.status).text
        ctx.p.icon_mid(rect.x + BAR_W + 10, rect.centery, ICONS[hours.status], 13, color)


def _bar(ctx: Ctx, rect: Rect, used_s: int, full_s: int, mark_s: int, status: str) -> None:
    c = ctx.c
    color = {"bad": c.bad.outline, "warn": c.warn.outline}.get(status, c.text3)
    ctx.p.fill(rect, c.surface3, 2)
    ctx.p.outline(rect, c.line_strong, 2)
    width = round(rect.w * min(1.0, used_s / max(1, full_s)))
    if width:
        ctx.p.fill(Rect(rect.x, rect.y, max(2, width), rect.h), color, 2)
    if mark_s:
        x = rect.x + rect.w * mark_s / full_s
        ctx.p.vline(x, rect.y - 1, rect.bottom + 1, c.text2)


LINE_H = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A sentence on what the weeks ask after today."""

    rule: str
    """Whose lesson it opens."""
    text: str
    warn: bool = False


def ahead(hours: DriverHours, weeks: Outlook, rules: HoursRules, day: date, lang: Language) -> list[Ahead]:
    """The next weekly rest, rest that is owed, and the mean of the working week, as far as they are told."""
    said: list[Ahead] = []
    if hours.regime.eu and weeks.rest_by_s is not None:
        regular = weeks.rest_s >= rules.weekly_rest_s
        text = lang.t(
            "gauge.ahead_regular" if regular else "gauge.ahead_rest", by=_moment(weeks.rest_by_s, day, lang),
            hours=lang.hours(weeks.rest_s), regular=lang.hours(rules.weekly_rest_s),
        )  # fmt: skip
        said.append(Ahead(rule="weekly_rests" if regular else "weekly_rest_due", text=text))
    for owed in weeks.owed if hours.regime.eu else ():
        late = owed.before_s <= day.weekday() * DAY_S
        text = lang.t(
            "gauge.ahead_overdue" if late else "gauge.ahead_owed", hours=lang.hours(owed.amount_s),
            by=_moment(owed.before_s, day, lang),
        )  # fmt: skip
        said.append(Ahead(rule="rest_compensation", text=text, warn=late))
    if hours.regime.atbv and weeks.mean_weeks:
        text = lang.t(
            "gauge.ahead_mean", hours=lang.hours(weeks.mean_s), count=weeks.mean_weeks,
            limit=lang.hours(rules.work_week_mean_s),
            of=rules.work_mean_cao_weeks if rules.cao else rules.work_mean_weeks,
        )  # fmt: skip
        said.append(Ahead(rule="work_mean", text=text, warn=weeks.mean_s > rules.work_week_mean_s))
    return said


def _moment(at_s: int, day: date, lang: Language) -> str:
    """A moment on the axis of the week in which `day` lies."""
    days, second_s = divmod(at_s, DAY_S)
    at = datetime.combine(day + timedelta(days=days - day.weekday()), time()) + timedelta(seconds=second_s)
    return lang.moment(at)


def draw_ahead(ctx: Ctx, rect: Rect, said: Sequence[Ahead]) -> int:
    """The sentences below the limits; a tooltip teaches the rule. Returns the y below."""
    y = rect.y
    for one in said:
        top = y
        if one.warn:
            ctx.p.icon(rect.x, y + 1, ICONS["warn"], 14, ctx.c.warn.text)
        x = rect.x + 20 if one.warn else rect.x
        for text in ctx.p.type.wrap(one.text, rect.right - x, "small"):
            ctx.p.text(x, y, text, "small", ctx.c.warn.text if one.warn else ctx.c.text2)
            y += 17
        ctx.hit(f"ahead.{one.rule}.{top - rect.y}", Rect(rect.x, top, rect.w, y - top), "info",
                tooltip=ctx.t(f"law.{one.rule}.why"))  # fmt: skip
        y += 6
    return y


def height(hours: DriverHours) -> int:
    """Of the lines in the inspector."""
    return LINE_H * len(lines(hours)) if lines(hours) else 40


def draw_lines(ctx: Ctx, rect: Rect, hours: DriverHours) -> int:
    """Every limit as a word, a bar and figures; a tooltip teaches the word. Returns the y below."""
    lang, y = speech(ctx), rect.y
    found = lines(hours)
    if not found:
        ctx.p.paragraph(rect.x, y, rect.w, ctx.t("gauge.free"), "small", ctx.c.text2, max_lines=2)
        return y + 40
    for line in found:
        status = line.status
        color: Color = ctx.c.status(status).text if status else ctx.c.text
        figures = line_words(line, lang)
        used = ctx.p.text(rect.right, y + 2, figures, "small", color, weight=600, align="r")
        x = rect.x
        if status:
            ctx.p.icon(x, y + 3, ICONS[status], 14, color)
            x += 18
        word = ctx.p.type.fit(
            (ctx.t(f"gauge.{line.key}"), ctx.t(f"gauge.{line.key}_short")), rect.right - used - 8 - x, "small"
        )
        ctx.p.text(x, y + 2, word, "small", ctx.c.text2)
        full = line.long_s or line.limit_s
        bar = Rect(rect.x, y + 22, rect.w, 5)
        _bar(ctx, bar, line.used_s, max(1, full), line.limit_s if line.long_s else 0, status)
        area = Rect(rect.x, y, rect.w, LINE_H)
        ctx.hit(f"gauge.{line.key}", area, "info", tooltip=lesson(line, lang))
        y += LINE_H
    return y
