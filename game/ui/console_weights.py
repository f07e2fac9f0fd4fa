"""What counts: cost against CO2e, and time to spare before windows close. Sliders that become `Weigh`.

Hits: `console.co2`, `console.margin` (sliders).
"""

from __future__ import annotations

import pygame

from game.ui import widgets
from game.ui.console_state import ConsoleState
from game.ui.context import Ctx
from game.ui.state import SliderState
from game.ui.theme import Color

Rect = pygame.Rect
ROW = 62
HEIGHT = 30 + 2 * ROW


def draw(ctx: Ctx, rect: Rect, state: ConsoleState) -> int:
    """Title and two sliders; gives the y below."""
    ctx.p.text(rect.x + 16, rect.y + 12, ctx.t("console.counts"), "body", weight=600)
    y = rect.y + 38
    percent = round(state.co2.value)
    _slider(ctx, Rect(rect.x, y, rect.w, ROW), "console.co2", state.co2, "leaf",
            ctx.t("console.weight"), ctx.t("console.weight_value", cost=100 - percent, co2=percent),
            ctx.t(_weight_note(percent)))  # fmt: skip
    y += ROW
    minutes = round(state.margin.value)
    note = ctx.t("console.margin_note" if minutes else "console.margin_none", minutes=minutes)
    _slider(ctx, Rect(rect.x, y, rect.w, ROW), "console.margin", state.margin, "clock",
            ctx.t("console.margin"), ctx.t("console.margin_value", minutes=minutes), note)  # fmt: skip
    return y + ROW


def _weight_note(percent: int) -> str:
    if percent == 0:
        return "console.weight_cost"
    return "console.weight_co2" if percent == 100 else "console.weight_both"


def _slider(
    ctx: Ctx, rect: Rect, name: str, state: SliderState, icon: str, label: str, value: str, note: str
) -> None:
    x, right = rect.x + 16, rect.right - 16
    color: Color = ctx.c.text2
    ctx.p.icon_mid(x + 8, rect.y + 10, icon, 16, color)
    used = ctx.p.text_mid(right, rect.y + 10, value, "small", weight=600, align="r")
    room = right - used - x - 34
    ctx.p.text_mid(x + 24, rect.y + 10, ctx.p.type.fit(label, room, "body"), "body")
    track = Rect(x - 8, rect.y + 20, right - x + 16, 20)
    widgets.slider(ctx, name, track, state, label=f"{label}: {value}")
    ctx.p.text(x, rect.y + 40, ctx.p.type.fit(note, right - x, "micro"), "micro", ctx.c.text2)
