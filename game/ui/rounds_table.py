"""Both rounds beside each other, and what the group on this computer shows beside the claim."""

from __future__ import annotations

import pygame

from game.assess.trial import LEAST, Estimate
from game.domain.rounds import CLAIM
from game.rounds import Figures, Line, Pair, compare
from game.ui.charts import band
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.rounds_view import Block, against, found, lasted

Rect = pygame.Rect
ROW, HEAD = 40, 30
ICONS = {"planning": "stopwatch", "cost": "currency-euro", "co2e": "leaf", "on_time": "clock",
         "findings": "alert-triangle"}  # fmt: skip
ENDS = (0.5, 1.0)
"""Where the group's axis may end: share less planning time, to both sides."""
GROUP_H = 84


def table(ctx: Ctx, pair: Pair) -> Block:
    """Five figures by hand and with help, and the difference in words with an arrow."""
    lines = compare(pair)
    hand, help_ = pair.with_aid("none"), pair.with_aid("full")
    assert hand is not None
    assert help_ is not None

    def paint(rect: Rect) -> None:
        ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=8)
        columns = _columns(rect)
        for i, key in enumerate(("hand", "help", "change"), start=1):
            text = ctx.p.type.fit(ctx.t(f"rounds.col_{key}"), columns[i].w, "micro", 600)
            ctx.p.text_mid(columns[i].x, rect.y + HEAD / 2 + 2, text, "micro", ctx.c.text2, weight=600)
        for i, line in enumerate(lines):
            row = Rect(rect.x, rect.y + HEAD + ROW * i, rect.w, ROW)
            _row(ctx, row, line, (_said(ctx, line.id, hand), _said(ctx, line.id, help_)))

    return HEAD + ROW * len(lines) + 4, paint


def _columns(rect: Rect) -> list[Rect]:
    """Name, by hand, with help, difference."""
    shares, x, made = (0.25, 0.26, 0.26, 0.23), rect.x + 16, []
    for share in shares:
        width = round((rect.w - 32) * share)
        made.append(Rect(x, rect.y, width - 10, rect.h))
        x += width
    return made


def _row(ctx: Ctx, row: Rect, line: Line, values: tuple[tuple[str, str], tuple[str, str]]) -> None:
    name, *cells, change = _columns(row)
    ctx.p.hline(row.x + 12, row.right - 12, row.y)
    ctx.p.icon_mid(name.x + 8, row.centery, ICONS[line.id], 16, ctx.c.text2)
    ctx.p.text_mid(name.x + 26, row.centery, ctx.p.type.fit(ctx.t(f"rounds.row_{line.id}"), name.w - 26))
    for cell, (big, small) in zip(cells, values, strict=True):
        y = row.centery - (8 if small else 0)
        ctx.p.text_mid(cell.x, y, ctx.p.type.fit(big, cell.w, "body", 600), weight=600)
        if small:
            text = ctx.p.type.fit(small, cell.w, "micro")
            ctx.p.text_mid(cell.x, row.centery + 10, text, "micro", ctx.c.text2)
    color = {1: ctx.c.status("ok").text, -1: ctx.c.status("warn").text}.get(line.better, ctx.c.text2)
    icon = {1: "check", -1: "alert-triangle"}.get(line.better, "minus")
    ctx.p.icon_mid(change.x + 7, row.centery, icon, 14, color)
    text = ctx.p.type.fit(difference(ctx, line), change.w - 22, "body", 600)
    ctx.p.text_mid(change.x + 22, row.centery, text, "body", color, weight=600)


def _said(ctx: Ctx, name: str, figures: Figures) -> tuple[str, str]:
    """A figure, and below it what it is against the own form's reference."""
    lang = speech(ctx)
    if name == "planning":
        return lasted(ctx, figures.planning_s), ""
    if name == "on_time":
        return lang.percent(figures.on_time_share), ""
    if name == "findings":
        return found(ctx, figures), ""
    big = lang.euro(figures.cost_cent, 0) if name == "cost" else lang.kg_co2e(figures.co2e_g)
    ratio = figures.cost_ratio if name == "cost" else figures.co2e_ratio
    return big, against(ctx, ratio) if ratio else ""


def difference(ctx: Ctx, line: Line) -> str:
    """With help against by hand, in words: `23 % less`."""
    lang = speech(ctx)
    if line.id == "findings":
        count = round(line.help - line.hand)
        key = "rounds.same" if not count else "rounds.n_more" if count > 0 else "rounds.n_less"
        return ctx.t(key, n=abs(count))
    if line.change is None:
        return ctx.t("rounds.unknown")
    if line.id == "on_time":
        points = round(100 * line.change)
        key = "rounds.same" if not points else "rounds.points_more" if points > 0 else "rounds.points_less"
        return ctx.t(key, n=abs(points))
    share = round(line.change, 3)
    key = "rounds.same" if not share else "rounds.more" if share > 0 else "rounds.less"
    return ctx.t(key, share=lang.percent(abs(share), 0 if abs(share) >= 0.1 else 1))


# -- the group ----------------------------------------------------------------------------------------
def group(ctx: Ctx, wide: int, made: Estimate | None) -> Block:
    """The group's estimate with its interval beside the claim, or why there is none."""
    told = group_words(ctx, made)
    lines = [line for text in told for line in ctx.p.type.wrap(text, wide - 32, "small")]
    shown = made is not None and made.state == "ok"

    def paint(rect: Rect) -> None:
        ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=8)
        ctx.p.icon_mid(rect.x + 26, rect.y + 22, "users", 18, ctx.c.text2)
        ctx.p.text(rect.x + 44, rect.y + 12, ctx.t("rounds.group"), "h4")
        for i, line in enumerate(lines):
            ctx.p.text(rect.x + 16, rect.y + 40 + 16 * i, line, "small")
        if shown and made is not None:
            area = Rect(rect.x + 16, rect.bottom - GROUP_H, rect.w - 32, GROUP_H - 8)
            _interval(ctx, area, made)

    return 50 + 16 * len(lines) + (GROUP_H if shown else 0), paint


def group_words(ctx: Ctx, made: Estimate | None) -> list[str]:
    """Sentences."""
    lang = speech(ctx)
    claim = ctx.t("rounds.claim", low=lang.percent(CLAIM[0]), high=lang.percent(CLAIM[1]))
    if made is None:
        return [ctx.t("rounds.group_making")]
    if made.state != "ok":
        return [ctx.t(f"rounds.group_{made.state}", n=made.n, least=LEAST), claim]
    shares = {k: lang.percent(getattr(made, k), 1) for k in ("share", "low", "high")}
    return [ctx.t("rounds.group_ok", n=made.n, **shares), claim, ctx.t(f"rounds.beside_{made.beside(CLAIM)}")]


def _interval(ctx: Ctx, rect: Rect, made: Estimate) -> None:
    """An axis of shares, the claim as a hatched band with its name, the interval with its dot."""
    end = next((e for e in ENDS if max(-made.low, made.high) <= e), ENDS[-1])
    lang, line = speech(ctx), Rect(rect.x, rect.y + 14, rect.w, 28)

    def at(share: float) -> float:
        return min(1.0, max(0.0, (share + end) / (2 * end)))

    claim = Rect(round(line.x + at(CLAIM[0]) * line.w), line.y, 0, line.h)
    claim.w = max(4, round(line.x + at(CLAIM[1]) * line.w) - claim.x)
    ctx.p.fill(claim, ctx.c.surface3)
    ctx.p.hatch(claim, ctx.c.control)
    ctx.p.text_mid(claim.centerx, line.y - 9, ctx.t("rounds.claim_short"), "micro", ctx.c.text2, align="c")
    ctx.p.hline(line.x, line.right, line.centery, ctx.c.line_strong)
    band(ctx, line, at(made.low), at(made.high), at(made.share), sure=True, selected=True)
    if made.low < -end:  # it goes on beyond the axis
        ctx.p.icon_mid(line.x + 8, line.centery, "chevron-left", 14, ctx.c.accent_text)
    for share in (-end, -end / 2, 0.0, end / 2, end):
        x = line.x + at(share) * line.w
        ctx.p.vline(x, line.bottom - 2, line.bottom + 3, ctx.c.line_strong)
        align = "l" if share == -end else "r" if share == end else "c"
        text = ctx.t("rounds.axis_more" if share < 0 else "rounds.axis_less", share=lang.percent(abs(share)))
        ctx.p.text_mid(x, line.bottom + 13, text if share else "0", "micro", ctx.c.text2, align=align)
    ctx.hit("rounds.interval", line, "info", tooltip=group_words(ctx, made)[0])
