"""The debrief's panel on the planner: evidence per competency."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from game.ui import widgets
from game.ui.charts import band, category_word
from game.ui.context import Ctx
from game.ui.debrief_panels import PAD, Block, Panels, column
from game.ui.host import speech

if TYPE_CHECKING:
    from game.assess.profile import Competency
    from game.domain.events import Evidence
    from game.domain.scenario import Scenario
    from game.lookback.marks import Mark

Rect = pygame.Rect
ALWAYS = ("K1", "K2", "K3", "K5")
SPAN = (-3.6, 3.6)
"""Ends of the ability scale on screen, in standard deviations."""
LINKS = 2
"""So many links to what a line of evidence rests on."""
GRADE = 150


def draw_evidence(ctx: Ctx, rect: Rect, panels: Panels) -> None:
    """Per competency what this day showed, on which events that rests, and how unsure it is."""
    names = [n for n in panels.competencies if n in ALWAYS or any(e.competency == n for e in panels.evidence)]
    blocks: list[Block] = [_label_block(ctx, rect.w)]
    for name in names:
        mine = [e for e in panels.evidence if e.competency == name]
        blocks.append(_competency_block(ctx, name, panels.competencies[name], len(mine)))
        blocks += [_evidence_block(ctx, panels, e, rect.w) for e in mine]
        if not mine:
            blocks.append(_no_evidence_block(ctx))
    column(ctx, panels, "evidence", rect, blocks)


def _label_block(ctx: Ctx, width: int) -> Block:
    lines = ctx.p.type.wrap(ctx.t("debrief.evidence_hint"), width - 2 * PAD, "small")

    def paint(area: Rect) -> None:
        for i, line in enumerate(lines):
            ctx.p.text(area.x + PAD, area.y + 8 + 16 * i, line, "small", ctx.c.text2)

    return 16 * len(lines) + 14, paint


def _competency_block(ctx: Ctx, name: str, known: Competency, count: int) -> Block:
    from game.ui.menu_cards import COMPETENCY_ICONS

    def paint(area: Rect) -> None:
        ctx.p.fill(area, ctx.c.surface2)
        ctx.p.icon_mid(area.x + PAD + 10, area.centery, COMPETENCY_ICONS[name], 20, ctx.c.text2)
        ctx.p.text_mid(area.x + PAD + 30, area.centery, ctx.t(f"competency.{name}"), weight=600)
        level = ctx.t(f"level.{known.level}") if known.level else ctx.t("level.unsure")
        ctx.p.text_mid(area.right - PAD, area.centery, level, "small", ctx.c.text2, weight=600, align="r")
        if count:
            low, high, mean = (share(v) for v in (known.low, known.high, known.mean))
            bar = Rect(area.right - PAD - 330, area.y, 220, area.h)
            band(ctx, bar, low, high, mean, sure=bool(known.level))

    return 36, paint


def share(value: float) -> float:
    """Ability as a share of the scale on screen."""
    return (value - SPAN[0]) / (SPAN[1] - SPAN[0])


def _evidence_block(ctx: Ctx, panels: Panels, item: Evidence, width: int) -> Block:
    """How well it went, the sentence, and links to what it rests on."""
    text = evidence_sentence(ctx, panels.scenario, item.indicator, dict(item.values))
    roomy = width > 1000
    link = 320 if roomy else 200
    lines = ctx.p.type.wrap(text, width - 2 * PAD - 30 - GRADE - link - 24)
    stops = _stops(panels, item.events)
    height = max(20 * len(lines), 20 * min(len(stops), LINKS) + 20 * (len(stops) > LINKS)) + 16

    def paint(area: Rect) -> None:
        ctx.p.hline(area.x, area.right, area.bottom - 1)
        category_word(ctx, area.x + PAD + (30 if roomy else 0), area.y + 18, item.category)
        x = area.x + PAD + 30 + GRADE
        for i, line in enumerate(lines):
            ctx.p.text(x, area.y + 8 + 20 * i, line)
        _links(ctx, Rect(area.right - PAD - link, area.y + 8, link, area.h - 16), panels, item, stops)

    return height, paint


def _stops(panels: Panels, events: Sequence[int]) -> list[Mark]:
    """Stops of the log that it rests on, the latest first: those say most."""
    return [panels.marks[n] for n in sorted(events, reverse=True) if n in panels.marks]


def _links(ctx: Ctx, rect: Rect, panels: Panels, item: Evidence, stops: Sequence[Mark]) -> None:
    """`09:36 uur, antwoord aan Fenna`: a click goes to that second of the replay."""
    says = speech(ctx)
    for i, mark in enumerate(stops[:LINKS]):
        name = f"evidence.go.{item.indicator}.{'-'.join(map(str, item.events))}.{mark.seq}"
        said = panels.words.of(mark, says).title if panels.words else ""
        when_ = ctx.t("mark.at", clock=says.clock(mark.at_s)) if mark.in_day else ctx.t("mark.planning")
        text = ctx.p.type.fit(f"{when_}, {said}" if said else when_, rect.w - 20, "small", 500)
        row = Rect(rect.x, rect.y + 20 * i, rect.w, 20)
        wide = ctx.p.type.width(text, "small", 500)
        ctx.p.icon_mid(row.x + 6, row.centery, "play", 10, ctx.c.accent_text)
        ctx.p.text_mid(row.x + 18, row.centery, text, "small", ctx.c.accent_text, weight=500)
        if ctx.hovered(name):
            ctx.p.hline(row.x + 18, row.x + 18 + wide, row.bottom - 2, ctx.c.accent_text)
        widgets.focus_ring(ctx, name, row.inflate(-6, -6))
        ctx.hit(name, Rect(row.x, row.y, round(wide) + 20, 20), "link", label=text, payload=mark,
                tooltip=said)  # fmt: skip
    if len(stops) > LINKS:
        more = ctx.t("debrief.and_more", n=len(stops) - LINKS)
        ctx.p.text(rect.x + 18, rect.y + 20 * LINKS + 2, more, "small", ctx.c.text2)


def _no_evidence_block(ctx: Ctx) -> Block:
    def paint(area: Rect) -> None:
        ctx.p.text_mid(area.x + PAD + 30, area.centery, ctx.t("debrief.no_evidence"), color=ctx.c.text2)

    return 36, paint


def evidence_sentence(ctx: Ctx, scenario: Scenario | None, indicator: str, values: dict[str, object]) -> str:
    """The sentence of an indicator, with the author's words for moments, messages and options."""
    case = f".{values['case']}" if "case" in values else ""
    if scenario is not None:
        values = {k: _named(ctx, scenario, k, values) for k in values}
    return ctx.t(f"indicator.{indicator}{case}", **values)


def _named(ctx: Ctx, scenario: Scenario, name: str, values: dict[str, object]) -> object:
    value, lang = values[name], ctx.settings.lang
    if name == "moment":
        return scenario.text(lang, f"moment.{value}.title")
    if name == "message":
        return scenario.text(lang, f"message.{value}.subject")
    owner = f"moment.{values['moment']}" if "moment" in values else f"message.{values.get('message', '')}"
    return scenario.text(lang, f"{owner}.option.{value}") if name in ("own", "final", "option") else value


# -- questions ---------------------------------------------------------------------------------------
