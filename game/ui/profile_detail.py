"""The right side of the profile: one competency, how sure it is, how it grew, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.ui import layout, widgets
from game.ui.charts import category_word
from game.ui.debrief_evidence import evidence_sentence
from game.ui.host import speech
from game.ui.menu_cards import COMPETENCY_ICONS
from game.ui.profile_bars import next_words
from game.ui.profile_chart import growth_chart

if TYPE_CHECKING:
    from game.assess.next_up import Advice
    from game.domain.scenario import Scenario
    from game.record.notes import Note
    from game.ui.context import Ctx
    from game.ui.profile_model import Day, Line, ProfileModel
    from game.ui.state import ScrollArea

Rect = pygame.Rect
Block = tuple[int, Callable[[Rect], None]]
PAD = 24
CHART = 172
LOOKS = {"level": ("certificate", "info"), "unverified": ("alert-triangle", "warn")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What the right side shows."""

    model: ProfileModel
    chosen: str
    titles: Mapping[str, str]
    notes: Mapping[str, Note]
    scenario: Callable[[str], Scenario | None]
    advice: Advice | None
    """For this competency, where it has no evidence."""


def draw_detail(ctx: Ctx, rect: Rect, detail: Detail, area: ScrollArea) -> None:
    """A head that stays, and a column to scroll through."""
    head = _head(ctx, rect, detail)
    view = Rect(rect.x, head, rect.w, rect.bottom - head)
    blocks = list(_blocks(ctx, view.w, detail))
    with widgets.scroll(ctx, "profile.evidence", view, area, sum(h for h, _p in blocks)) as top:
        y = round(top)
        for height, paint in blocks:
            if y + height > view.y and y < view.bottom:
                paint(Rect(view.x, y, view.w, height))
            y += height


def line_top(ctx: Ctx, width: int, detail: Detail, number: int) -> tuple[int, int]:
    """(top, height) of a line of evidence within the column, so that it can be scrolled to."""
    blocks = list(_blocks(ctx, width, detail))
    first = len(blocks) - len(detail.model.lines(detail.chosen))
    heights = [h for h, _paint in blocks]
    return sum(heights[: first + number]), heights[first + number]


def _head(ctx: Ctx, rect: Rect, detail: Detail) -> int:
    """Name and what it is about; returns the y below."""
    inner, name = layout.pad(rect, x=PAD, y=16), detail.chosen
    ctx.p.icon(inner.x, inner.y + 3, COMPETENCY_ICONS[name], 24, ctx.c.accent)
    ctx.p.text(inner.x + 36, inner.y, ctx.p.type.fit(ctx.t(f"competency.{name}"), inner.w - 36, "h2"), "h2")
    about, y = ctx.t(f"profile.about.{name}"), inner.y + 34
    return round(y + ctx.p.paragraph(inner.x, y, inner.w, about, "lead", ctx.c.text2)) + 10


def _blocks(ctx: Ctx, width: int, detail: Detail) -> list[Block]:
    made = [_state(ctx, width, detail)]
    lines = detail.model.lines(detail.chosen)
    if not lines:
        return [*made, _note_block(ctx, width, detail), _nothing(ctx, width, detail)]
    made += [_growth(ctx, width, detail), _note_block(ctx, width, detail), _rests(ctx, len(lines))]
    return [*made, *(_line_block(ctx, width, detail, i, line) for i, line in enumerate(lines))]


# -- how sure it is ----------------------------------------------------------------------------------


def state_words(ctx: Ctx, model: ProfileModel, name: str) -> str:
    """What is known of a competency, in a sentence."""
    kind, low, high = model.state(name)
    percent = speech(ctx).percent(model.competencies[name]["p_level"])
    if kind == "nothing":
        return ctx.t(f"profile.state.nothing_{model.view}")
    words = {"low": ctx.t(f"level.{low}"), "high": ctx.t(f"level.{high}")} if low else {}
    return ctx.t(f"profile.state.{kind}", percent=percent, **words)


def _state(ctx: Ctx, width: int, detail: Detail) -> Block:
    kind = detail.model.state(detail.chosen)[0]
    icon, status = LOOKS.get(kind, ("help-circle", "plain"))
    lines = ctx.p.type.wrap(state_words(ctx, detail.model, detail.chosen), width - 2 * PAD - 46)
    height = 20 * len(lines) + 16

    def paint(rect: Rect) -> None:
        look = ctx.c.status(status)
        box = Rect(rect.x + PAD, rect.y, rect.w - 2 * PAD, height)
        ctx.p.box(box, fill=look.fill, line=look.outline, radius=6)
        ctx.p.icon_mid(box.x + 20, box.y + 18, icon, 18, look.text)
        for i, line in enumerate(lines):
            ctx.p.text(box.x + 38, box.y + 8 + 20 * i, line)

    return height + 12, paint


# -- growth ------------------------------------------------------------------------------------------


def _growth(ctx: Ctx, width: int, detail: Detail) -> Block:
    grown = detail.model.growth[detail.chosen]
    points = grown["points"]
    key = f"profile.growth.{grown['says']}" if len(points) > 1 else "profile.growth.first"
    lines = ctx.p.type.wrap(ctx.t(key), width - 2 * PAD, "small")
    chart = CHART if len(points) > 1 else 0
    days = [detail.model.days[p["session"]] for p in points]

    def paint(rect: Rect) -> None:
        y = rect.y
        ctx.p.text(rect.x + PAD, y, ctx.t("profile.growth.title"), "h4")
        if chart:
            told = [_told(ctx, day, detail) for day in days]
            forms = [ctx.t(f"profile.form.{day.form}") if day.form else "" for day in days]
            box = Rect(rect.x + PAD, y + 26, rect.w - 2 * PAD, chart)
            growth_chart(ctx, box, points, told=told, forms=forms)
        for i, line in enumerate(lines):
            ctx.p.text(rect.x + PAD, y + 26 + chart + 16 * i, line, "small", ctx.c.text2)

    return 26 + chart + 16 * len(lines) + 14, paint


def _told(ctx: Ctx, day: Day, detail: Detail) -> str:
    """Of a point: which day it was."""
    return " · ".join(part for part in (_title(day, detail), day_date(ctx, day)) if part)


def _title(day: Day, detail: Detail) -> str:
    return detail.titles.get(day.scenario, day.scenario)


def day_date(ctx: Ctx, day: Day) -> str:
    """`24 nov`: when it was played; empty where nothing says it. The hour would be taken for the game's."""
    return speech(ctx).moment(day.begun).rpartition(" ")[0] if day.begun is not None else ""


# -- notes -------------------------------------------------------------------------------------------


def _note_block(ctx: Ctx, width: int, detail: Detail) -> Block:
    """The player's own words on this competency, or the way to write them."""
    note = detail.notes.get(detail.chosen)
    lines = ctx.p.type.wrap(note.text, width - 2 * PAD - 60) if note else []
    height = 20 * len(lines) + 38 if note else 32

    def paint(rect: Rect) -> None:
        if note is None:
            label = ctx.t("profile.note.write")
            wide = widgets.button_width(ctx, label, icon="pencil")
            box = Rect(rect.x + PAD, rect.y, wide, 32)
            widgets.button(ctx, "profile.note", box, label, icon="pencil", tooltip=ctx.t("profile.note.tip"))
            return
        box = Rect(rect.x + PAD, rect.y, rect.w - 2 * PAD, height)
        ctx.p.box(box, fill=ctx.c.surface2, radius=6)
        ctx.p.text(box.x + 12, box.y + 7, ctx.t("profile.note.yours"), "small", ctx.c.text2, weight=600)
        for i, line in enumerate(lines):
            ctx.p.text(box.x + 12, box.y + 27 + 20 * i, line)
        edit = Rect(box.right - 36, box.y + 4, 32, 32)
        widgets.icon_button(ctx, "profile.note", edit, "pencil", label=ctx.t("profile.note.change"))

    return height + 14, paint


# -- evidence ----------------------------------------------------------------------------------------


def _rests(ctx: Ctx, count: int) -> Block:
    def paint(rect: Rect) -> None:
        ctx.p.fill(rect, ctx.c.surface2)
        ctx.p.hline(rect.x, rect.right, rect.y)
        ctx.p.hline(rect.x, rect.right, rect.bottom - 1)
        rests, order = ctx.t("profile.rests_on", n=count), ctx.t("profile.newest")
        ctx.p.text_mid(rect.x + PAD, rect.centery, rests, "micro", ctx.c.text2, weight=600)
        ctx.p.text_mid(rect.right - PAD, rect.centery, order, "micro", ctx.c.text2, align="r")

    return 30, paint


def _nothing(ctx: Ctx, width: int, detail: Detail) -> Block:
    """No evidence yet: where it can be shown."""
    advice = detail.advice
    what, why = next_words(ctx, advice, detail.titles) if advice else (ctx.t("profile.nothing_hint"), "")
    room = width - 2 * PAD - 24
    hint = ctx.p.type.wrap(ctx.t("profile.no_chance"), room, "small")
    lines = [*hint, "", *ctx.p.type.wrap(what, room, "small")]

    def paint(rect: Rect) -> None:
        box = Rect(rect.x + PAD, rect.y, rect.w - 2 * PAD, rect.h - 16)
        ctx.p.dashed(box, ctx.c.line_strong, width=1)
        ctx.p.icon_mid(box.x + 24, box.y + 24, COMPETENCY_ICONS[detail.chosen], 22, ctx.c.text3)
        ctx.p.text_mid(box.x + 46, box.y + 24, ctx.t("profile.nothing"), "h4")
        for i, line in enumerate(lines):
            ctx.p.text(box.x + 12, box.y + 46 + 16 * i, line, "small", ctx.c.text2)
        if advice is not None:
            label = ctx.t("profile.next.go")
            go = Rect(box.x + 12, box.bottom - 44, widgets.button_width(ctx, label, icon="play"), 32)
            widgets.button(ctx, "profile.next.here", go, label, kind="accent", icon="play", tooltip=why,
                           payload=advice.scenario)  # fmt: skip

    return 46 + 16 * len(lines) + 20 + (44 if advice else 0) + 16, paint


def _line_block(ctx: Ctx, width: int, detail: Detail, number: int, line: Line) -> Block:
    """Where and when, how well it went, the sentence, and the player's own words on it."""
    scenario = detail.scenario(line.day.scenario)
    text = evidence_sentence(ctx, scenario, line.indicator, dict(line.values))
    lines = ctx.p.type.wrap(text, width - 2 * PAD - 40, "body", 500)
    note = detail.notes.get(line.subject)
    own = ctx.p.type.wrap(note.text, width - 2 * PAD - 64, "small") if note else []
    height = 20 * len(lines) + 46 + (16 * len(own) + 8 if own else 0)

    def paint(rect: Rect) -> None:
        name, x = f"evidence.{number}", rect.x + PAD
        tip = ctx.t("profile.replay_weeks" if line.day.weeks else "profile.replay")
        widgets.row(ctx, name, rect, label=text, payload=line, tooltip=tip)
        _where(ctx, Rect(x, rect.y + 8, rect.w - 2 * PAD, 20), detail, line)
        for i, said in enumerate(lines):
            ctx.p.text(x, rect.y + 31 + 20 * i, said, weight=500)
        y = rect.y + 35 + 20 * len(lines)
        if own:
            ctx.p.fill(Rect(x, y, 2, 16 * len(own)), ctx.c.accent)
        for i, said in enumerate(own):
            ctx.p.text(x + 10, y + 16 * i, said, "small", ctx.c.text2)
        label = ctx.t("profile.note.change" if own else "profile.note.write")
        edit = Rect(rect.right - PAD - 26, rect.y + 30, 28, 28)
        widgets.icon_button(ctx, f"note.{number}", edit, "pencil", label=label, payload=line)

    return height, paint


def _where(ctx: Ctx, rect: Rect, detail: Detail, line: Line) -> None:
    """`▶ 09:36 · De spits op de A28 · 12 nov`, what is odd about that day, and how well it went."""
    word = ctx.t(f"category.{line.category}")
    right = rect.right - ctx.p.type.width(word, "small", 500) - 46
    category_word(ctx, rect.right, rect.centery, line.category, align="r")
    ctx.p.icon_mid(rect.x + 5, rect.centery, "player-play-filled", 12, ctx.c.accent_text)
    x = rect.x + 16.0
    x += ctx.p.text_mid(x, rect.centery, _when(ctx, line), "small", ctx.c.accent_text, weight=600)
    right = tags(ctx, right, rect.y, line.day, least=x + 80)
    title, date = _title(line.day, detail), day_date(ctx, line.day)
    words = [f" · {title} · {date}" if date else f" · {title}", f" · {title}"]
    ctx.p.text_mid(x, rect.centery, ctx.p.type.fit(words, right - x - 8, "small"), "small", ctx.c.text2)


def tags(ctx: Ctx, right: float, y: float, day: Day, *, least: float) -> float:
    """What is to be known of a day, from the right on; returns where free room ends."""
    for key, kind, icon in odd(day):
        wide = round(ctx.p.type.width(ctx.t(key), "micro", 600)) + 31
        if right - wide > least:
            widgets.tag(ctx, right - wide, y, ctx.t(key), kind, icon=icon)
            right -= wide + 6
    return right


def odd(day: Day) -> list[tuple[str, str, str]]:
    """(text, kind, sign) of a day that is not verified, was interrupted, is part of a measurement."""
    found = []
    if day.verified is not True:
        found.append(("profile.unverified", "warn", "alert-triangle"))
    if day.breaks:
        found.append(("profile.interrupted", "info", "player-pause"))
    if day.form:
        found.append((f"profile.form.{day.form}", "info", "flag"))
    return found


def _when(ctx: Ctx, line: Line) -> str:
    """The clock of the latest place in the log; planning has none."""
    if line.day.weeks:
        return ctx.t("profile.in_weeks")
    last = line.stops[0] if line.stops else None
    if last is None or not last.at_s:
        return ctx.t("mark.planning")
    return ctx.t("mark.at", clock=speech(ctx).clock(last.at_s))
