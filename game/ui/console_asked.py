"""What was asked of the computer and what it did: every run with its rules and weights, and its effect.

Hits: `console.run.<n>` (a tooltip with the rules in words).
"""

from __future__ import annotations

import pygame

from game.domain.steer import rules_of
from game.ui import widgets
from game.ui.console_rules import words
from game.ui.console_state import ConsoleState
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.host import speech
from game.ui.reckon_runs import Run

Rect = pygame.Rect
ROW = 62
MARKS = {"better": ("check", "ok"), "alternative": ("arrows-exchange", "plain"),
         "nothing": ("minus", "plain"), "failed": ("alert-triangle", "bad")}  # fmt: skip


def draw(ctx: Ctx, rect: Rect, desk: Desk, state: ConsoleState) -> None:
    """The newest on top."""
    runs = desk.reckoning.history(desk.session)
    if not runs:
        widgets.empty(ctx, rect, "history", ctx.t("console.no_runs"), ctx.t("console.no_runs_hint"))
        return
    with widgets.scroll(ctx, "console.asked", rect, state.scrolls["asked"], ROW * len(runs)) as top:
        for i in range(len(runs)):
            at = len(runs) - 1 - i
            area = Rect(rect.x, round(top) + ROW * i, rect.w, ROW)
            if area.colliderect(rect):
                _row(ctx, area, desk, runs, at)


def _row(ctx: Ctx, rect: Rect, desk: Desk, runs: list[Run], at: int) -> None:
    lang, p, c, run = speech(ctx), ctx.p, ctx.c, runs[at]
    icon, kind = MARKS[run.outcome]
    color = c.status(kind).text if kind != "plain" else c.text2
    p.icon_mid(rect.x + 24, rect.y + 16, icon, 16, color)
    x, room = rect.x + 42, rect.w - 58
    title = ctx.p.type.fit(f"{at + 1} · {asked_words(ctx, run)}", room, "small", 600)
    p.text(x, rect.y + 8, title, "small", weight=600)
    second: tuple[str, ...]
    if run.outcome in ("better", "alternative"):
        figures = f"{lang.euro(run.cost_cent, 0)} · {lang.kg_co2e(run.co2e_g, 0)}"
        late = ctx.t("console.nobody_late") if not run.late else ctx.t("console.late", n=run.late)
        second = (
            f"{ctx.t(f'console.run_{run.outcome}')}: {figures} · {late}",
            f"{figures} · {late}",
            figures,
        )
    else:
        second = (ctx.t(f"console.run_{run.outcome}", seconds=lang.number(run.seconds)),)
    p.text(x, rect.y + 24, p.type.fit(second, room, "small"), "small", c.text2)
    p.text(x, rect.y + 41, p.type.fit(effect_words(ctx, runs, at), room, "micro"), "micro", c.text2)
    p.hline(rect.x, rect.right, rect.bottom - 1)
    ctx.hit(f"console.run.{at}", rect, "info", tooltip=_tip(ctx, desk, run))


def asked_words(ctx: Ctx, run: Run) -> str:
    """`Alles · CO2e 30 % · 10 min marge · 2 regels`: what was asked, short."""
    asked = run.asked
    if run.source == "front":
        return ctx.t("console.asked_front", co2=asked.co2_percent)
    parts = [ctx.t(f"console.scope_{asked.scope}")]
    if asked.co2_percent:
        parts.append(ctx.t("console.asked_co2", co2=asked.co2_percent))
    if asked.margin_min:
        parts.append(ctx.t("console.asked_margin", minutes=asked.margin_min))
    count = len(rules_of(asked.steering))
    if count:
        parts.append(ctx.t("console.asked_rule" if count == 1 else "console.asked_rules", n=count))
    return " · ".join(parts)


def effect_words(ctx: Ctx, runs: list[Run], at: int) -> str:
    """The difference with the last run before it that gave a plan."""
    lang, run = speech(ctx), runs[at]
    before = next((r for r in reversed(runs[:at]) if r.cost_cent), None)
    if not run.cost_cent or before is None:
        return ctx.t("console.first_run") if run.cost_cent else ""
    euro = lang.euro_signed(run.cost_cent - before.cost_cent, 0)
    co2 = lang.kg_co2e_signed(run.co2e_g - before.co2e_g, 0)
    return ctx.t("console.effect", euro=euro, co2=co2)


def _tip(ctx: Ctx, desk: Desk, run: Run) -> str:
    """The rules that held, one on a line."""
    lines = [asked_words(ctx, run)]
    for rule in rules_of(run.asked.steering):
        lines.append(f"– {words(desk.session, rule, speech(ctx))[0]}")
    return "\n".join(lines)
