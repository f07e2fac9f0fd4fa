"""The left side of the profile: whose it is, the two views, eight bars, and what to play next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pygame

from game.ui import layout, widgets
from game.ui.charts import band
from game.ui.debrief_evidence import share
from game.ui.host import speech
from game.ui.menu_cards import COMPETENCY_ICONS
from game.ui.profile_chart import spark
from game.ui.profile_model import CUTS, NAMES, VIEWS

if TYPE_CHECKING:
    from game.assess.next_up import Advice
    from game.ui.context import Ctx
    from game.ui.profile_model import ProfileModel
    from game.ui.state import ScrollArea

Rect = pygame.Rect
HEAD, HEAD_LOW = 132, 68
ROW, ROW_LOW = 72, 48
NEXT, NEXT_LOW = 68, 44
SPARK = 92
LEVEL = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """What the left side shows."""

    model: ProfileModel
    chosen: str
    advice: Advice | None
    titles: Mapping[str, str]
    """Scenario id -> title in the player's language."""
    reports: bool = False
    """A report can be made here."""


def draw_bars(ctx: Ctx, rect: Rect, bars: Bars, area: ScrollArea) -> None:
    """All of it."""
    full = ctx.mode == "full"
    head, body = layout.cut_top(rect, HEAD if full else HEAD_LOW)
    _head(ctx, head, bars, full=full)
    names, body = layout.cut_top(body, 28)
    foot = NEXT if full else NEXT_LOW
    body, legend, last = layout.rows(
        body, None, 32 if full else 0, foot + (16 if full else 0) if bars.advice else 0
    )
    scale = scale_of(names)
    _levels(ctx, names, scale)
    height = ROW if body.h >= 8 * ROW else max(ROW_LOW, body.h // 8)
    for i, row in widgets.rows(ctx, "profile.list", body, area, len(NAMES), height):
        _bar(ctx, row, NAMES[i], bars)
    if full:
        _legend(ctx, legend)
    if bars.advice is not None:
        _next(ctx, last, bars.advice, bars.titles)


def scale_of(row: Rect) -> Rect:
    """The part of a row in which the bar lies."""
    left = 264 if row.w > 760 else 214
    right = LEVEL + (SPARK + 16) * _sparks(row)
    return Rect(row.x + left, row.y, max(60, row.w - left - right), row.h)


def _sparks(row: Rect) -> bool:
    """Room for the little lines of growth."""
    return row.w >= 700


# -- head --------------------------------------------------------------------------------------------


def _head(ctx: Ctx, rect: Rect, bars: Bars, *, full: bool) -> None:
    x, room = rect.x + 24, rect.w - 48
    if not full:
        x, room = rect.x + 16, rect.w - 32
        _views(ctx, Rect(x, rect.y + 6, min(296, room // 2), 30), bars.model.view)
        _links(ctx, x + min(296, room // 2) + 12, rect.y + 21, rect.right - 16, bars, short=True)
        _note(ctx, Rect(x, rect.y + 40, room, 24))
        return
    ctx.p.text(x, rect.y + 14, ctx.t("profile.yours"), "h1")
    _links(ctx, x, rect.y + 62, rect.right - 24, bars, short=False)
    views = Rect(x, rect.y + 84, 300, 32)
    _views(ctx, views, bars.model.view)
    told = ctx.t(f"profile.view.{bars.model.view}.why")
    lines = ctx.p.type.wrap(told, rect.right - 24 - views.right - 16, "small")[:3]
    y = views.centery - 8 * len(lines)
    for i, line in enumerate(lines):
        ctx.p.text(views.right + 16, y + 16 * i, line, "small", ctx.c.text2)


def _views(ctx: Ctx, rect: Rect, view: str) -> None:
    """The switch between the two ways of looking."""
    items = [(name, ctx.t(f"profile.view.{name}")) for name in VIEWS]
    widgets.segmented(ctx, "profile.view", rect, items, view)


def _links(ctx: Ctx, x: float, mid: float, right: float, bars: Bars, *, short: bool) -> None:
    """Days, what the figures are worth, what it is for: each explains itself on a click."""
    model, days = bars.model, bars.model.counted
    key = "profile.days_one" if days == 1 else "profile.days_many"
    x = _link(ctx, x, mid, "profile.days", "calendar", ctx.t(key, n=days), right)
    if model.left_out:
        count = len(model.left_out)
        word = ctx.t("profile.left_out_one" if count == 1 else "profile.left_out_many", n=count)
        x = _link(ctx, x, mid, "profile.left_out", "alert-triangle", word, right, tip="profile.left_out_tip")
    label = str(model.made["label"].get(ctx.settings.lang, ""))
    x = _link(ctx, x, mid, "profile.about", "info-circle", label.capitalize(), right, tip="profile.about_tip")
    if bars.reports and not short:
        word, tip = ctx.t("profile.report.short"), "profile.report.tip"
        x = _link(ctx, x, mid, "profile.report", "file-report", word, right, tip=tip)
    if model.waiting and not short:
        word = ctx.t("profile.reading_one" if model.waiting == 1 else "profile.reading", n=model.waiting)
        ctx.p.icon_mid(x + 8, mid, "hourglass", 14, ctx.c.text2)
        text = ctx.p.type.fit(word, right - x - 20, "small")
        ctx.p.text_mid(x + 20, mid, text, "small", ctx.c.text2)


def _link(
    ctx: Ctx, x: float, mid: float, name: str, icon: str, word: str, right: float, *, tip: str = ""
) -> float:
    """A word that can be clicked; returns where the next one may begin."""
    if right - x < 60:
        return x
    text = ctx.p.type.fit(word, right - x - 22, "small", 500)
    wide = round(ctx.p.type.width(text, "small", 500)) + 22
    box = Rect(round(x), round(mid) - 12, wide, 24)
    ctx.p.icon_mid(box.x + 8, mid, icon, 16, ctx.c.accent_text)
    ctx.p.text_mid(box.x + 22, mid, text, "small", ctx.c.accent_text, weight=500)
    if ctx.hovered(name):
        ctx.p.hline(box.x + 22, box.right, mid + 8, ctx.c.accent_text)
    widgets.focus_ring(ctx, name, box)
    ctx.hit(name, box, "link", label=word, tooltip=ctx.t(tip) if tip else "")
    return box.right + 18


# -- rows --------------------------------------------------------------------------------------------


def _levels(ctx: Ctx, rect: Rect, scale: Rect) -> None:
    title = ctx.t("profile.competency")
    ctx.p.text_mid(rect.x + 24, rect.centery, title, "micro", ctx.c.text2, weight=600)
    edges = [0.0, *(share(c) for c in CUTS), 1.0]
    free = 0.0
    for i in range(4):
        x, end = scale.x + edges[i] * scale.w, scale.x + edges[i + 1] * scale.w
        word = ctx.t(f"level.{i + 1}")
        width = ctx.p.type.width(word, "micro", 600)
        # The third span is narrow: its word ends at the cut and may begin before it.
        where = max(free, end - 5 - width if i == 2 else x + 4)
        ctx.p.text_mid(where, rect.centery, word, "micro", ctx.c.text2, weight=600)
        free = where + width + 10
    if _sparks(rect):
        word = ctx.t("profile.growth.short")
        where = max(free, scale.right + 16.0)
        ctx.p.text_mid(where, rect.centery, word, "micro", ctx.c.text2, weight=600)
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)


def _bar(ctx: Ctx, row: Rect, name: str, bars: Bars) -> None:
    mine, entry = name == bars.chosen, bars.model.competencies[name]
    label = ctx.t(f"competency.{name}")
    widgets.row(ctx, f"competency.{name}", row, selected=mine, label=label, payload=name)
    tint = ctx.c.accent_text if mine else ctx.c.text2
    ctx.p.icon_mid(row.x + 34, row.centery, COMPETENCY_ICONS[name], 22, tint)
    scale = scale_of(row)
    title = ctx.p.type.fit([label, ctx.t(f"competency_short.{name}")], scale.x - row.x - 66, weight=600)
    ctx.p.text(row.x + 58, row.centery - 19, title, weight=600)
    count = len(entry["evidence"])
    key = "profile.no_evidence" if not count else "profile.one" if count == 1 else "profile.many"
    ctx.p.text(row.x + 58, row.centery + 2, ctx.t(key, n=count), "small", ctx.c.text2)
    for cut in CUTS:
        ctx.p.vline(scale.x + share(cut) * scale.w, row.y + 8, row.bottom - 8, ctx.c.grid)
    low, high, mean = (share(entry[k]) for k in ("low", "high", "mean"))
    band(ctx, scale, low, high, mean, sure=entry["level"] is not None, selected=mine)
    points = bars.model.growth[name]["points"]
    if _sparks(row) and count:
        spark(ctx, Rect(scale.right + 16, row.centery - 15, SPARK, 30), points, selected=mine)
    _level(ctx, row, entry)


def _level(ctx: Ctx, row: Rect, entry: Mapping[str, Any]) -> None:
    """The word, or that there is none yet."""
    x = row.right - 24
    if entry["level"] is not None:
        word = ctx.t(f"level.{entry['level']}")
        ctx.p.text_mid(x, row.centery - 8, word, "lead", weight=600, align="r")
        sure = ctx.t("profile.sure", percent=speech(ctx).percent(entry["p_level"]))
        ctx.p.text_mid(x, row.centery + 10, sure, "micro", ctx.c.text2, align="r")
        return
    word = ctx.t("level.unsure")
    wide = round(ctx.p.type.width(word, "micro", 600)) + 31
    widgets.tag(ctx, x - wide, row.centery - 10, word, "plain", icon="help-circle")


# -- foot --------------------------------------------------------------------------------------------


def _legend(ctx: Ctx, rect: Rect) -> None:
    """What a bar and a dashed bar mean; at the right, always whole, what all of it is not."""
    x, y = rect.x + 24, rect.centery
    note = ctx.t("profile.purpose")
    free = rect.right - 24 - ctx.p.type.width(note, "small", 500) - 30
    ctx.p.icon_mid(free + 18, y, "info-circle", 14, ctx.c.text2)
    ctx.p.text_mid(rect.right - 24, y, note, "small", ctx.c.text2, weight=500, align="r")
    for sure, short in ((True, "profile.legend_sure_short"), (False, "level.unsure")):
        words = [ctx.t("profile.legend_sure" if sure else "profile.legend_unsure"), ctx.t(short)]
        half = (free - rect.x - 24 - 40) / 2 - 54
        band(ctx, Rect(x, y - 8, 44, 16), 0.0, 1.0, 0.5, sure=sure)
        word = ctx.p.type.fit(words, half, "small")
        x += 54 + round(ctx.p.text_mid(x + 54, y, word, "small", ctx.c.text2)) + 20


def _note(ctx: Ctx, rect: Rect) -> None:
    """What it is and is not, always in view."""
    ctx.p.icon_mid(rect.x + 8, rect.centery, "info-circle", 16, ctx.c.text2)
    text = ctx.p.type.fit([ctx.t("profile.note"), ctx.t("profile.note_short")], rect.w - 24, "small")
    ctx.p.text_mid(rect.x + 24, rect.centery, text, "small", ctx.c.text2, weight=500)


def next_words(ctx: Ctx, advice: Advice, titles: Mapping[str, str]) -> tuple[str, str]:
    """(what to play, why), as sentences."""
    day, name = titles.get(advice.scenario, advice.scenario), ctx.t(f"competency.{advice.competency}")
    what = ctx.t("profile.next.what", competency=name, scenario=day)
    why = [ctx.t(f"profile.next.why.{advice.why}")]
    if advice.again:
        why.append(ctx.t("profile.next.again"))
    elif advice.also:
        also = ", ".join(ctx.t(f"competency_short.{c}") for c in advice.also[:3])
        why.append(ctx.t("profile.next.also", competencies=also))
    return what, " ".join(why)


def _next(ctx: Ctx, rect: Rect, advice: Advice, titles: Mapping[str, str]) -> None:
    """What to play next, why, and the way there."""
    full = ctx.mode == "full"
    box = Rect(rect.x + 24, rect.y, rect.w - 48, NEXT) if full else layout.pad(rect, x=16, y=3)
    what, why = next_words(ctx, advice, titles)
    ctx.p.box(box, fill=ctx.c.accent_tint, radius=8)
    label = ctx.t("profile.next.go")
    wide = widgets.button_width(ctx, label, icon="play")
    go = Rect(box.right - wide - 12, box.centery - 16, wide, 32)
    tip = "" if full else why
    widgets.button(ctx, "profile.next", go, label, kind="primary", icon="play", tooltip=tip,
                   payload=advice.scenario)  # fmt: skip
    ctx.p.icon_mid(box.x + 24, box.centery, "target", 22, ctx.c.accent_text)
    room = go.x - box.x - 60
    short = ctx.t("profile.next.short", scenario=titles.get(advice.scenario, advice.scenario))
    text = ctx.p.type.fit([what, short], room, weight=600)
    if not full:
        ctx.p.text_mid(box.x + 46, box.centery, text, weight=600)
        return
    ctx.p.text(box.x + 46, box.y + 8, text, weight=600)
    for i, line in enumerate(ctx.p.type.wrap(why, room, "small")[:2]):
        ctx.p.text(box.x + 46, box.y + 29 + 16 * i, line, "small", ctx.c.text2)
