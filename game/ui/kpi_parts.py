"""Parts of the KPI tab: where the money goes, emissions, hours, and how evenly the work is shared out.

Hits: `line.<key>` and `segment.<part>` open the explanation of a figure, `hours.kpi.<vehicle>` the trip.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.domain.evaluation import COST_PARTS, Kpi
from game.report.compared import DriverDay, Spread
from game.ui import glossary_term, widgets
from game.ui.context import Ctx
from game.ui.explain_source import ExplainRef, section_of
from game.ui.host import speech
from game.ui.theme import Color, mix

Rect = pygame.Rect
LINE, HEAD = 20, 34
BAR_H = 18
MOST_DRIVERS, LONGEST, SHORTEST = 16, 9, 5
"""With more drivers than the first, only so many of the longest and of the shortest days are drawn."""


def asked(ctx: Ctx, hit_id: str, rect: Rect, key: str, tip: str) -> None:
    """A figure with its tooltip; one that can be explained opens the explanation."""
    part = key.removeprefix("part.") if key.startswith("part.") else ""
    what = "cost" if part else section_of(key)
    if not what:
        ctx.hit(hit_id, rect, "info", tooltip=tip)
        return
    widgets.focus_ring(ctx, hit_id, rect.inflate(-16, -8))
    words = f"{tip}\n{ctx.t('explain.click')}" if tip else ctx.t("explain.click")
    ctx.hit(hit_id, rect, "link", tooltip=words, payload=ExplainRef(what=what, part=part))


def head(ctx: Ctx, rect: Rect, y: int, key: str, note: str = "") -> int:
    """The small heading of a part; `note` stands at the right."""
    ctx.p.hline(rect.x, rect.right, y)
    used = ctx.p.text_mid(rect.x + 16, y + 20, ctx.t(key), "micro", ctx.c.text2, weight=600)
    if note:
        room = rect.w - 32 - used - 12
        ctx.p.text_mid(rect.right - 16, y + 20, ctx.p.type.fit(note, room, "micro"), "micro", ctx.c.text2,
                       align="r")  # fmt: skip
    return y + HEAD


def line(ctx: Ctx, rect: Rect, y: int, key: str, text: str, share: float = 0.0) -> None:
    """A figure with its word, and a bar for its share."""
    name = f"line.{key}"
    lit = ctx.hovered(name) or ctx.hovered(f"segment.{key}")
    if lit:
        ctx.p.fill(Rect(rect.x + 8, y, rect.w - 16, LINE), ctx.c.surface2, 4)
    word = ctx.p.text_mid(rect.x + 16, y + 10, ctx.t(key), "small", ctx.c.text if lit else ctx.c.text2)
    ctx.p.text_mid(rect.right - 16, y + 10, text, "small", align="r")
    if share > 0 and rect.w >= 280:
        bar = Rect(rect.x + 140, y + 8, rect.w - 140 - 100, 4)
        color = ctx.c.accent if lit else ctx.c.line_strong
        ctx.p.fill(Rect(bar.x, bar.y, max(2, round(bar.w * min(1.0, share))), 4), color, 2)
    tip = ctx.t(f"{key}_tip")
    asked(ctx, name, Rect(rect.x, y, rect.w, LINE), key, "" if tip == f"{key}_tip" else tip)
    glossary_term.mark(ctx, key, rect.x + 16, y + 10, word)


# -- money -----------------------------------------------------------------------------------------
def cost_parts(kpi: Kpi) -> list[tuple[str, int]]:
    """(part, cent) of what costs anything."""
    return [(name, cent) for name in COST_PARTS if (cent := getattr(kpi.cost_parts, name))]


def split_height(kpi: Kpi) -> int:
    """Of the part about money."""
    count = len(cost_parts(kpi))
    return HEAD + LINE * max(1, count) + (BAR_H + 10 if count else 0)


def split(ctx: Ctx, rect: Rect, y: int, kpi: Kpi) -> int:
    """One bar of all parts, and a line for each of them."""
    lang, parts = speech(ctx), cost_parts(kpi)
    y = head(ctx, rect, y, "kpi.split")
    if not parts:
        ctx.p.text_mid(rect.x + 16, y + 8, ctx.t("kpi.no_cost"), "small", ctx.c.text2)
        return y + LINE
    total = max(1, kpi.cost_parts.total())
    _stack(ctx, Rect(rect.x + 16, y, rect.w - 32, BAR_H), parts, total)
    y += BAR_H + 10
    for name, cent in parts:
        line(ctx, rect, y, f"part.{name}", lang.euro(cent), cent / total)
        y += LINE
    return y


def segments(parts: Sequence[tuple[str, int]], total: int, width: int) -> list[tuple[str, int, int]]:
    """(part, from, to) in pixels: together exactly the whole width, in the given order."""
    made, at, used = [], 0, 0
    for name, cent in parts:
        used += cent
        end = round(width * min(1.0, used / max(1, total)))
        made.append((name, at, end))
        at = end
    return made


def _stack(ctx: Ctx, bar: Rect, parts: Sequence[tuple[str, int]], total: int) -> None:
    """Shades of one neutral colour, the darkest the largest: the words tell them apart, not the hue."""
    ranks = {name: i for i, (name, _c) in enumerate(sorted(parts, key=lambda p: -p[1]))}
    for name, start, end in segments(parts, total, bar.w):
        if end - start < 1:
            continue
        key = f"part.{name}"
        box = Rect(bar.x + start, bar.y, max(1, end - start - 1), bar.h)
        lit = ctx.hovered(f"line.{key}") or ctx.hovered(f"segment.{key}")
        fill, ink = _shade(ctx, ranks[name], lit=lit)
        ctx.p.fill(box, fill)
        share = speech(ctx).percent((end - start) / max(1, bar.w))
        words = (f"{ctx.t(key)} {share}", ctx.t(key), share, "")
        ctx.p.text_mid(box.centerx, box.centery, ctx.p.type.fit(words, box.w - 10, "micro", 600), "micro",
                       ink, weight=600, align="c")  # fmt: skip
        tip = f"{ctx.t(key)}: {speech(ctx).euro(dict(parts)[name])} ({share})"
        asked(ctx, f"segment.{key}", box, key, tip)


def _shade(ctx: Ctx, rank: int, *, lit: bool) -> tuple[Color, Color]:
    """(fill, ink) of the part with this rank by size."""
    if lit:
        return ctx.c.accent, ctx.c.on_accent
    if rank == 0:
        return ctx.c.text2, ctx.c.surface
    return mix(ctx.c.block, ctx.c.surface3, min(1.0, (rank - 1) / 5)), ctx.c.text


# -- emissions -------------------------------------------------------------------------------------
def co2_height() -> int:
    """Of the part about emissions."""
    return HEAD + 2 * LINE


def emissions(ctx: Ctx, rect: Rect, y: int, kpi: Kpi) -> int:
    """From well to wheel, and what of it comes out of the tailpipe."""
    lang = speech(ctx)
    each = round(kpi.co2e_g / max(1, kpi.orders))
    y = head(ctx, rect, y, "kpi.emissions", ctx.t("kpi.per_order", kg=lang.kg_co2e(each, 1)))
    most = max(1, kpi.co2e_g)
    for key, grams in (("co2e.wtw", kpi.co2e_g), ("co2e.ttw", kpi.co2e_ttw_g)):
        line(ctx, rect, y, key, lang.kg_co2e(grams), grams / most)
        y += LINE
    return y


# -- hours -----------------------------------------------------------------------------------------
def hours_height(*, planning: bool) -> int:
    """Of the part about hours and distance."""
    return HEAD + LINE * (5 if planning else 4)


def hours(ctx: Ctx, rect: Rect, y: int, kpi: Kpi, planning_s: int | None) -> int:
    """Driving, shifts, waiting and distance; what the planner took for it."""
    lang = speech(ctx)
    y = head(ctx, rect, y, "kpi.hours")
    for name, seconds in (("drive", kpi.drive_s), ("duty", kpi.duty_s), ("wait", kpi.wait_s)):
        line(ctx, rect, y, f"hours.{name}", ctx.t("kpi.hour", n=lang.hours(seconds)))
        y += LINE
    line(ctx, rect, y, "hours.distance", lang.km(kpi.distance_m))
    y += LINE
    if planning_s is not None:
        line(ctx, rect, y, "hours.planning", lang.minutes(planning_s))
        y += LINE
    return y


def drawn(days: Spread) -> tuple[Sequence[DriverDay], int, Sequence[DriverDay]]:
    """(longest days, how many are left out, shortest days)."""
    if len(days.days) <= MOST_DRIVERS:
        return days.days, 0, ()
    return days.days[:LONGEST], len(days.days) - LONGEST - SHORTEST, days.days[-SHORTEST:]


def balance_height(days: Spread) -> int:
    """Of the part about the drivers' days."""
    first, between, last = drawn(days)
    return HEAD + LINE * (max(1, len(first)) + len(last) + (1 if between else 0))


def balance(ctx: Ctx, rect: Rect, y: int, days: Spread) -> int:
    """A bar per driver: the shift, the part at the wheel darker; in words how far they lie apart."""
    lang = speech(ctx)
    note = ""
    if len(days.days) > 1:
        note = ctx.t("kpi.spread", longest=lang.hours(days.longest_s), shortest=lang.hours(days.shortest_s))
    y = head(ctx, rect, y, "kpi.balance", note)
    if not days.days:
        ctx.p.text_mid(rect.x + 16, y + 8, ctx.t("kpi.nobody"), "small", ctx.c.text2)
        return y + LINE
    first, between, last = drawn(days)
    for day in first:
        y = _driver(ctx, rect, y, day, days.longest_s)
    if between:
        ctx.p.text_mid(rect.x + 16, y + 10, ctx.t("kpi.between", n=between), "micro", ctx.c.text3)
        y += LINE
    for day in last:
        y = _driver(ctx, rect, y, day, days.longest_s)
    return y


def _driver(ctx: Ctx, rect: Rect, y: int, day: DriverDay, longest_s: int) -> int:
    lang, name = speech(ctx), f"hours.kpi.{day.vehicle}"
    box = Rect(rect.x, y, rect.w, LINE)
    if ctx.hovered(name):
        ctx.p.fill(box.inflate(-16, 0), ctx.c.surface2, 4)
    ctx.p.text_mid(rect.x + 16, y + 10, ctx.p.type.fit(day.name, 112, "small"), "small", ctx.c.text2)
    bar = Rect(rect.x + 140, y + 7, rect.w - 140 - 76, 6)
    wide = max(2, round(bar.w * day.duty_s / max(1, longest_s)))
    ctx.p.fill(Rect(bar.x, bar.y, wide, 6), ctx.c.line_strong, 3)
    at_wheel = round(wide * day.drive_s / max(1, day.duty_s))
    ctx.p.fill(Rect(bar.x, bar.y, max(2, at_wheel), 6), ctx.c.text2, 3)
    right: float = rect.right - 16
    right -= ctx.p.text_mid(right, y + 10, lang.hours(day.duty_s), "small", align="r")
    if day.overtime_s > 0:
        ctx.p.icon_mid(right - 10, y + 10, "clock-plus", 13, ctx.c.warn.text)
    words = ctx.t("kpi.driver_tip", name=day.name, duty=lang.hours(day.duty_s), drive=lang.hours(day.drive_s))
    if day.overtime_s > 0:
        words += "\n" + ctx.t("kpi.overtime", n=lang.hours(day.overtime_s))
    widgets.focus_ring(ctx, name, box.inflate(-16, -6))
    ctx.hit(name, box, "link", label=day.name, tooltip=words, payload=day.vehicle)
    return y + LINE
