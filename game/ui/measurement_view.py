"""What the screen of the measurement is made of before its result: banner, part cards, what to know.

A block is (height, painter); the screen scrolls them as one column. Hits: `measure.debrief.<nr>`,
`measure.consent`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.measurement import Form, Sat
from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.rounds_view import NARROW, Block

Rect = pygame.Rect
STATES = {"done": "ok", "busy": "warn", "now": "info", "todo": "plain", "lost": "bad"}
"""How the state of a part is marked."""
CARD_H, DONE_H = 152, 118
FACTS = ("long", "kept", "seen", "once")
FACT_ICONS = {"long": "stopwatch", "kept": "file-text", "seen": "lock", "once": "target"}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown: a form as far as it was played."""

    form: Form
    titles: dict[str, str]
    """Scenario id -> title in the player's language."""
    minutes: int
    """How long the whole form takes, about; 0: unknown."""
    kept: bool
    """What is played is kept: without it there is no measurement."""
    first: bool
    """The form with which one begins; the other comes after practice."""

    def state(self, nr: int) -> str:
        """`done`, `busy`, `now`, `todo` or `lost`."""
        sat, coming = self.form.of(nr), self.form.next_part
        if sat is not None:
            return "lost" if sat.state == "lost" else "done" if sat.over else "busy"
        return "now" if coming is not None and coming.nr == nr else "todo"


def banner(ctx: Ctx, wide: int, kind: str, key: str, icon: str = "info-circle") -> Block:
    """A sentence that stands out, with its explanation below."""
    lines = ctx.p.type.wrap(ctx.t(f"{key}_hint"), wide - 72, "small")
    status = ctx.c.status(kind)

    def paint(rect: Rect) -> None:
        ctx.p.box(rect, fill=status.fill, line=status.outline, radius=8)
        ctx.p.icon_mid(rect.x + 28, rect.centery, icon, 24, status.text)
        ctx.p.text(rect.x + 56, rect.y + 10, ctx.t(key), "h4", status.text)
        for i, line in enumerate(lines):
            ctx.p.text(rect.x + 56, rect.y + 34 + 16 * i, line, "small")

    return 44 + 16 * len(lines), paint


def cards(ctx: Ctx, wide: int, view: View) -> Block:
    """Both parts, beside or below each other."""
    height = DONE_H if view.form.complete else CARD_H
    beside, count = wide >= NARROW, len(view.form.parts)

    def paint(rect: Rect) -> None:
        ways = [None] * count
        parts = layout.columns(rect, *ways, gap=16) if beside else layout.rows(rect, *ways, gap=12)
        for part, each in zip(parts, view.form.parts, strict=True):
            _card(ctx, part, view, each.nr)

    return height if beside else count * height + 12 * (count - 1), paint


def _card(ctx: Ctx, rect: Rect, view: View, nr: int) -> None:
    p, c, state = ctx.p, ctx.c, view.state(nr)
    active = state in ("now", "busy")
    line = c.accent if active else c.line_strong
    p.box(rect, fill=c.surface, line=line, radius=8, width=2 if active else 1)
    p.disc((rect.x + 32, rect.y + 34), 18, c.accent if active else c.surface3)
    p.text_mid(rect.x + 32, rect.y + 34, str(nr), "h4", c.on_accent if active else c.text, align="c")
    label = ctx.t(f"measure.state_{state}")
    taken = round(p.type.width(label, "micro", 600)) + 40
    icon = "hourglass" if state == "todo" else None
    widgets.tag(ctx, rect.right - taken - 3, rect.y + 14, label, STATES[state], icon=icon)
    part = ctx.t("measure.part", n=nr, of=len(view.form.parts))
    p.text(rect.x + 62, rect.y + 12, part, "micro", c.text2, weight=600)
    name = view.form.parts[nr - 1].scenario
    p.text(rect.x + 62, rect.y + 28, p.type.fit(view.titles.get(name, name), rect.w - 70 - taken, "h4"), "h4")
    sat = view.form.of(nr)
    if sat is not None and sat.over:
        _over(ctx, rect, view, sat)
        return
    for i, aid in enumerate(("none", "full")):
        y = rect.y + 66 + 24 * i
        p.icon_mid(rect.x + 24, y + 10, "hand-grab" if aid == "none" else "robot", 16, c.text2)
        note = p.type.fit([ctx.t(f"measure.note_{aid}"), ctx.t(f"measure.phase_{aid}")], rect.w - 58, "small")
        p.text(rect.x + 42, y + 2, note, "small")
    if sat is not None:
        said = p.type.fit([broken_off(ctx, sat), ctx.t("measure.broken_off")], rect.w - 32, "small", 600)
        p.text(rect.x + 16, rect.bottom - 28, said, "small", weight=600)


def broken_off(ctx: Ctx, sat: Sat) -> str:
    """Where a part stands that waits to be gone on with."""
    if sat.state == "day":
        return ctx.t("measure.broken_off_day", clock=speech(ctx).clock(sat.clock_s))
    return ctx.t(f"measure.broken_off_{'help' if sat.state == 'help' else 'hand'}")


def _over(ctx: Ctx, rect: Rect, view: View, sat: Sat) -> None:
    """A part that was played: sealed, interrupted or not, and the way to its debrief once all is complete."""
    p, room = ctx.p, rect.w - 58
    key = {"lost": "measure.part_lost", "ended": "measure.part_open"}.get(sat.state, "measure.part_sealed")
    lines = [("lock" if sat.head else "alert-triangle", ctx.t(key)), ("clock", interrupted(ctx, sat.gaps_s))]
    for i, (icon, text) in enumerate(lines):
        p.icon_mid(rect.x + 24, rect.y + 76 + 22 * i, icon, 16, ctx.c.text2)
        p.text(rect.x + 42, rect.y + 68 + 22 * i, p.type.fit(text, room, "small"), "small")
    if view.form.complete and sat.state != "lost":
        label = ctx.t("rounds.debrief")
        wide = widgets.button_width(ctx, label, icon="file-report", size="small") + 4
        box = Rect(rect.right - wide - 12, rect.bottom - 40, wide, 28)
        widgets.button(ctx, f"measure.debrief.{sat.part.nr}", box, label, icon="file-report", size="small",
                       payload=sat.part.nr)  # fmt: skip


def interrupted(ctx: Ctx, gaps_s: tuple[int, ...]) -> str:
    """`in een keer gespeeld`, or how often it was broken off and for how long together."""
    if not gaps_s:
        return ctx.t("measure.in_one_go")
    whole = sum(gaps_s)
    lasted = speech(ctx).minutes(max(60, whole))
    if whole >= 7200:
        lasted = ctx.t("measure.hours", n=round(whole / 3600))
    return ctx.t("measure.interrupted", n=len(gaps_s), lasted=lasted)


def facts(ctx: Ctx, wide: int, view: View) -> Block:
    """How long, what is recorded, who sees it, once; with the way to the consent text."""
    rows, height = [], 0
    two = wide >= NARROW
    half = (wide - 24) // 2 if two else wide
    for name in FACTS:
        text = ctx.t(f"measure.fact_{name}", n=view.minutes)
        lines = ctx.p.type.wrap(text, half - 34, "small")
        rows.append((name, lines))
    tall = [26 + 16 * len(lines) + 14 for _name, lines in rows]
    step = [max(tall[i : i + 2]) for i in range(0, len(tall), 2)] if two else tall
    height = sum(step)

    def paint(rect: Rect) -> None:
        y = rect.y
        for i, (name, lines) in enumerate(rows):
            x = rect.x + (half + 24) * (i % 2 if two else 0)
            ctx.p.icon(x, y, FACT_ICONS[name], 20, ctx.c.accent)
            ctx.p.text(x + 32, y, ctx.t(f"measure.fact_{name}_title"), weight=600)
            for n, line in enumerate(lines):
                ctx.p.text(x + 32, y + 24 + 16 * n, line, "small", ctx.c.text2)
            if not two or i % 2:
                y += step[i // 2 if two else i]

    return height, paint


def consent(ctx: Ctx) -> Block:
    """The button to the text on what is kept."""

    def paint(rect: Rect) -> None:
        label = ctx.t("measure.consent")
        wide = widgets.button_width(ctx, label, icon="lock", size="small") + 4
        box = Rect(rect.x, rect.y, wide, 28)
        widgets.button(ctx, "measure.consent", box, label, kind="ghost", icon="lock", size="small")

    return 32, paint
