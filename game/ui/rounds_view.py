"""What the screen of the two rounds is made of: banner, round cards, notes, as blocks from top to bottom.

A block is (height, painter); the screen scrolls them as one column. Hits: `rounds.debrief.<nr>`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pygame

from game.domain.rounds import Order, Round
from game.rounds import Figures, Pair
from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.host import speech

Rect = pygame.Rect
Block = tuple[int, Callable[[Rect], None]]
AID_ICONS = {"none": "hand-grab", "full": "robot"}
STATES = {"done": "ok", "busy": "warn", "now": "info", "todo": "plain"}
"""How the state of a round is marked."""
CARD_H, DONE_H = 140, 204
NARROW = 620
"""Width below which the cards stand below each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown: an order, and the pair as far as it was played (None: not begun)."""

    order: Order
    pair: Pair | None
    titles: dict[str, str]
    """Scenario id -> title in the player's language."""

    def state(self, each: Round) -> str:
        """`done`, `busy`, `now` or `todo`."""
        played = self.pair.played(each.nr) if self.pair else None
        if played is not None:
            return "done" if played.figures is not None else "busy"
        following = self.pair.next_round if self.pair else self.order.first
        return "now" if following == each else "todo"

    def figures(self, each: Round) -> Figures | None:
        """Of a round that was played."""
        played = self.pair.played(each.nr) if self.pair else None
        return played.figures if played else None


def gap(pixels: int) -> Block:
    """Nothing."""
    return pixels, lambda _rect: None


def foot(
    ctx: Ctx, bar: Rect, rect: Rect, menu: str, go: tuple[str, str, str], *, kind: str, enter: bool
) -> None:
    """The bar below: back to the menu, and `go` (id, words, icon), which comes next; `enter`: by that key."""
    ctx.p.fill(bar, ctx.c.surface)
    ctx.p.hline(bar.x, bar.right, bar.y)
    back, (name, label, icon) = ctx.t("rounds.menu"), go
    box = Rect(rect.x, bar.y + 12, widgets.button_width(ctx, back, icon="home"), 36)
    widgets.button(ctx, menu, box, back, kind="ghost", icon="home")
    wide = widgets.button_width(ctx, label, icon=icon) + 12
    place = Rect(rect.right - wide, bar.y + 12, wide, 36)
    widgets.button(ctx, name, place, label, kind=kind, icon=icon)
    if enter:
        widgets.key_cap(ctx, place.x - 60, place.centery - 10, "Enter")


def banner(ctx: Ctx, wide: int) -> Block:
    """That it is one's own experience and no proof: before everything else."""
    lines = ctx.p.type.wrap(ctx.t("rounds.own_hint"), wide - 72, "small")
    status = ctx.c.status("info")

    def paint(rect: Rect) -> None:
        ctx.p.box(rect, fill=status.fill, line=status.outline, radius=8)
        ctx.p.icon_mid(rect.x + 28, rect.centery, "info-circle", 24, status.text)
        ctx.p.text(rect.x + 56, rect.y + 10, ctx.t("rounds.own"), "h4", status.text)
        for i, line in enumerate(lines):
            ctx.p.text(rect.x + 56, rect.y + 34 + 16 * i, line, "small")

    return 44 + 16 * len(lines), paint


def paragraph(ctx: Ctx, wide: int, text: str, *, lead: bool = False) -> Block:
    """Running text: small and grey, or as the first words of the screen."""
    token, color = ("lead", ctx.c.text) if lead else ("small", ctx.c.text2)
    lines, step = ctx.p.type.wrap(text, wide, token), ctx.p.type.style(token).line

    def paint(rect: Rect) -> None:
        for i, line in enumerate(lines):
            ctx.p.text(rect.x, rect.y + step * i, line, token, color)

    return step * len(lines), paint


def cards(ctx: Ctx, wide: int, view: View) -> Block:
    """Both rounds, beside or below each other."""
    height = DONE_H if any(view.figures(r) for r in view.order.rounds) else CARD_H
    beside = wide >= NARROW

    def paint(rect: Rect) -> None:
        parts = layout.columns(rect, None, None, gap=16) if beside else layout.rows(rect, None, None, gap=12)
        for part, each in zip(parts, view.order.rounds, strict=True):
            _card(ctx, part, view, each)

    return height if beside else 2 * height + 12, paint


def _card(ctx: Ctx, rect: Rect, view: View, each: Round) -> None:
    p, c, state = ctx.p, ctx.c, view.state(each)
    active = state in ("now", "busy")
    line = c.accent if active else c.line_strong
    p.box(rect, fill=c.surface, line=line, radius=8, width=2 if active else 1)
    p.disc((rect.x + 32, rect.y + 34), 18, c.accent if active else c.surface3)
    p.icon_mid(rect.x + 32, rect.y + 34, AID_ICONS[each.aid], 20, c.on_accent if active else c.text)
    label = ctx.t(f"rounds.state_{state}")
    taken = round(p.type.width(label, "micro", 600)) + 40
    icon = "hourglass" if state == "todo" else None
    widgets.tag(ctx, rect.right - taken - 3, rect.y + 14, label, STATES[state], icon=icon)
    p.text(rect.x + 62, rect.y + 12, ctx.t("rounds.round", n=each.nr), "micro", c.text2, weight=600)
    aid = p.type.fit(ctx.t(f"rounds.aid_{each.aid}"), rect.w - 64 - taken, "h4")
    p.text(rect.x + 62, rect.y + 28, aid, "h4")
    title = p.type.fit(view.titles.get(each.scenario, each.scenario), rect.w - 32, "body", 500)
    p.text(rect.x + 16, rect.y + 64, title, weight=500)
    figures = view.figures(each)
    if figures is not None:
        _result(ctx, rect, figures, each.nr)
        return
    note = ctx.t(f"rounds.note_{each.aid}")
    p.paragraph(rect.x + 16, rect.y + 88, rect.w - 32, note, "small", c.text2, max_lines=3)


def _result(ctx: Ctx, rect: Rect, figures: Figures, nr: int) -> None:
    """The short result, and the way to its debrief."""
    p, half = ctx.p, rect.w // 2
    for i, (key, value) in enumerate(short(ctx, figures)):
        y, name = rect.y + 90 + 20 * i, ctx.t(f"rounds.row_{key}")
        p.text(rect.x + 16, y, p.type.fit(name, half - 50, "small"), "small", ctx.c.text2)
        shown = p.type.fit(value, half + 10, "small", 600)
        p.text(rect.right - 16, y, shown, "small", weight=600, align="r")
    label = ctx.t("rounds.debrief")
    wide = widgets.button_width(ctx, label, icon="file-report", size="small") + 4
    box = Rect(rect.x + 8, rect.bottom - 34, wide, 28)
    widgets.button(ctx, f"rounds.debrief.{nr}", box, label, kind="ghost", icon="file-report", size="small",
                   payload=nr)  # fmt: skip


def short(ctx: Ctx, figures: Figures) -> list[tuple[str, str]]:
    """A round's own result in four lines."""
    lang = speech(ctx)
    cost = lang.euro(figures.cost_cent, 0)
    return [
        ("planning", lasted(ctx, figures.planning_s)),
        ("cost", f"{cost} · {against(ctx, figures.cost_ratio)}" if figures.cost_ratio else cost),
        ("on_time", lang.percent(figures.on_time_share)),
        ("findings", found(ctx, figures)),
    ]


def lasted(ctx: Ctx, seconds: float) -> str:
    """`7 min 40 s`."""
    return ctx.t("rounds.lasted", m=int(seconds) // 60, s=f"{int(seconds) % 60:02d}")


def against(ctx: Ctx, ratio: float) -> str:
    """A ratio to the reference: `8 % above the reference`."""
    key = "rounds.above" if ratio >= 1 else "rounds.below"
    return ctx.t(key, share=speech(ctx).percent(abs(ratio - 1)))


def found(ctx: Ctx, figures: Figures) -> str:
    """Findings of the driven day, the hard ones named."""
    total = figures.hard + figures.soft
    return ctx.t("rounds.findings_hard", n=total, hard=figures.hard) if figures.hard else str(total)
