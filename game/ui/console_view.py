"""Where the parts of the console lie: three columns beside the map; in the compact layout one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.solver.scopes import SCOPES
from game.ui import (
    console_asked,
    console_found,
    console_front,
    console_list,
    console_weights,
    layout,
    widgets,
)
from game.ui.console_state import TABS
from game.ui.context import Ctx
from game.ui.host import speech

if TYPE_CHECKING:
    from game.ui.console import ConsoleTool

Rect = pygame.Rect
HEAD = 52
BAR = 52


Part = tuple[str, Rect, Callable[[], None]]


def parts(ctx: Ctx, rect: Rect, tool: ConsoleTool) -> tuple[Part, ...]:
    """Head; front, what counts with the rules, and the result: (name, where, how it is painted)."""
    head, body = layout.cut_top(rect, HEAD)
    middle = 270 if rect.w >= 1000 else 240
    right = min(400, max(300, round(rect.w * 0.37)))
    front, counts, found = layout.columns(body, None, middle, right)

    def on_surface(area: Rect, paint: Callable[[], None]) -> Callable[[], None]:
        def whole() -> None:
            ctx.p.fill(area, ctx.c.surface)
            paint()
            if area.x > front.x:
                ctx.p.vline(area.x, area.y, area.bottom)

        return whole

    return (
        ("head", head, on_surface(head, lambda: _head(ctx, head, tool))),
        ("front", front, on_surface(front, lambda: console_front.draw(ctx, front, tool.desk, tool.state))),
        ("counts", counts, on_surface(counts, lambda: _counts(ctx, counts, tool))),
        ("found", found, on_surface(found, lambda: _result(ctx, found, tool))),
    )


def _counts(ctx: Ctx, rect: Rect, tool: ConsoleTool) -> None:
    y = console_weights.draw(ctx, rect, tool.state)
    ctx.p.hline(rect.x, rect.right, y)
    console_list.draw(ctx, Rect(rect.x, y, rect.w, max(0, rect.bottom - y)), tool.desk, tool.state)


def draw_compact(ctx: Ctx, rect: Rect, tool: ConsoleTool) -> None:
    """Head, tabs, and the part that is open."""
    ctx.p.fill(rect, ctx.c.surface)
    head, rest = layout.cut_top(rect, 46)
    _head(ctx, head, tool)
    tabs, body = layout.cut_top(rest, 38)
    items = [(name, ctx.t(f"console.tab_{name}")) for name in TABS]
    widgets.segmented(ctx, "console.tab", layout.pad(tabs, x=12, y=3), items, tool.state.tab)
    ctx.p.hline(body.x, body.right, body.y)
    body = Rect(body.x, body.y + 1, body.w, body.h - 1)
    if tool.state.tab == "front":
        console_front.draw(ctx, body, tool.desk, tool.state, title=False)
    elif tool.state.tab == "weights":
        width = min(body.w, 520)
        console_weights.draw(ctx, Rect(body.centerx - width // 2, body.y, width, body.h), tool.state)
    elif tool.state.tab == "rules":
        console_list.draw(ctx, body, tool.desk, tool.state)
    else:
        _result(ctx, body, tool)


def cover(ctx: Ctx) -> None:
    """Only the top bar stays in reach below what covers the board."""
    bar = [hit for hit in ctx.hits if hit.rect.bottom <= BAR]
    ctx.hits.barrier()
    for hit in bar:
        ctx.hits.add(hit)
    ctx.hit("console.cover", Rect(0, BAR, ctx.size[0], ctx.size[1] - BAR), "area")


def _result(ctx: Ctx, rect: Rect, tool: ConsoleTool) -> None:
    tabs, body = layout.cut_top(rect, 40)
    found = tool.desk.reckoning
    count = len(found.changes(tool.desk.session)) if found.state == "ready" else 0
    items = [
        ("found", ctx.t("console.side_found"), count),
        ("asked", ctx.t("console.side_asked"), len(found.history(tool.desk.session))),
    ]
    if found.state == "ready" and tool.state.side == "found" and console_found.is_low(body):
        tabs = console_found.grain(ctx, tabs, tool.state)
    widgets.tabs(ctx, "console.side", tabs, items, tool.state.side)
    if tool.state.side == "asked":
        console_asked.draw(ctx, body, tool.desk, tool.state)
    else:
        console_found.draw(ctx, body, tool.desk, tool.state, tool.orders, tool.now_ms)


# -- the head ----------------------------------------------------------------------------------------------
def _head(ctx: Ctx, rect: Rect, tool: ConsoleTool) -> None:
    """Title, what is asked for, the growing line, the button and the way out."""
    p, c = ctx.p, ctx.c
    p.hline(rect.x, rect.right, rect.bottom - 1)
    p.icon_mid(rect.x + 26, rect.centery, "adjustments-horizontal", 20, c.accent)
    left = rect.x + 44 + p.text_mid(rect.x + 44, rect.centery, ctx.t("console.title"), "h3")
    close = Rect(rect.right - 42, rect.centery - 16, 32, 32)
    widgets.icon_button(ctx, "console.close", close, "close", label=ctx.t("ui.close"))
    x = _run_button(ctx, close.x - 8, rect.centery, tool)
    x = _scopes(ctx, x - 10, rect.centery, tool)
    _progress(ctx, Rect(round(left) + 14, rect.y, max(0, x - 12 - round(left) - 14), rect.h), tool)


def _run_button(ctx: Ctx, right: int, y: int, tool: ConsoleTool) -> int:
    """`Reken` or `Stop`; where it begins."""
    running = tool.desk.reckoning.state == "running"
    label = ctx.t("console.stop" if running else "console.run")
    icon = "stop" if running else "refresh"
    width = max(widgets.button_width(ctx, ctx.t(k), icon=i) for k, i in
                (("console.stop", "stop"), ("console.run", "refresh"))) + 4  # fmt: skip
    box = Rect(right - width, y - 16, width, 32)
    if running:
        widgets.button(ctx, "console.stop", box, label, icon=icon)
    else:
        widgets.button(ctx, "console.run", box, label, kind="primary", icon=icon,
                       tooltip=ctx.t(f"console.run_tip_{tool.state.scope}"))  # fmt: skip
    return box.x


def _scopes(ctx: Ctx, right: int, y: int, tool: ConsoleTool) -> int:
    items = [(name, ctx.t(f"console.scope_{name}")) for name in SCOPES]
    width = round(sum(ctx.p.type.width(label, "body", 600) + 22 for _n, label in items))
    widest = round(max(ctx.p.type.width(label, "body", 600) for _n, label in items)) + 18
    box = Rect(right - max(width, 3 * widest), y - 16, max(width, 3 * widest), 32)
    widgets.segmented(ctx, "console.scope", box, items, tool.state.scope)
    return box.x


def _progress(ctx: Ctx, rect: Rect, tool: ConsoleTool) -> None:
    """While it works and after: the line of the best so far, and how long ago that was found."""
    found, lang = tool.desk.reckoning, speech(ctx)
    seconds = found.seconds(tool.now_ms)
    costs = found.best_over_time(seconds)
    if rect.w < 90:
        return
    if found.state not in ("running", "ready", "nothing") or not found.began_ms:
        text = ctx.p.type.fit(ctx.t("console.subtitle"), rect.w, "small")
        ctx.p.text_mid(rect.x, rect.centery + 1, text, "small", ctx.c.text2)
        return
    best = lang.number(min(found.best_s, seconds))
    variants = (
        ctx.t("console.time_best", seconds=lang.number(seconds), best=best),
        ctx.t("console.time", seconds=lang.number(seconds)),
    )
    words = ctx.p.type.fit(variants, rect.w * 0.62, "small")
    used = ctx.p.text_mid(rect.right, rect.centery, words, "small", ctx.c.text2, align="r")
    line = Rect(rect.x, rect.y + 15, round(rect.w - used - 18), rect.h - 32)
    if costs and line.w > 40:
        ctx.p.sparkline(line, costs, ctx.c.accent)
