"""The board's top bar: the day, undo and redo, the tools' buttons and the button that issues the plan."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.session import Session
from game.ui import widgets
from game.ui.board_tool import BarButton
from game.ui.context import Ctx
from game.ui.desk import desk_of
from game.ui.host import speech
from game.ui.no_help import issue_words, phase, phases, subtitle

Rect = pygame.Rect
WIDE = 1400
"""Logical width from which the tools' buttons have words."""
ACTS_W = 128
"""Room for undo, redo and history."""


def key_of(s: Session, buttons: Sequence[BarButton]) -> tuple[object, ...]:
    """What the bar shows: it is painted again when this changes."""
    return desk_of(s).stamp, s.can_undo(), s.can_redo(), len(s.open_moments()), s.helped, tuple(buttons)


def draw(ctx: Ctx, s: Session, buttons: Sequence[BarButton]) -> None:
    """Over the whole width of the window."""
    lang = speech(ctx)
    key, icon = issue_words(s)
    variants = (ctx.t(key), ctx.t(f"{key}_short"))
    wide = widgets.button_width(ctx, variants[0], icon=icon) + 8
    title = s.scenario.text(ctx.settings.lang, "title")
    free = widgets.top_bar(
        ctx, title=title, subtitle=subtitle(ctx, s, lang.day(s.scenario.day)), phases=phases(ctx, s),
        current=phase(s), inbox=len(s.open_moments()), own_w=wide + _tools_width(ctx, buttons) + ACTS_W,
    )  # fmt: skip
    room = min(wide, max(90, free.w - 84))
    go = Rect(free.right - room, free.y, room, 32)
    widgets.button(
        ctx, "dispatch", go, variants, kind="primary", icon=icon, tooltip=ctx.t(f"{key}_tip")
    )
    left = _tool_buttons(ctx, buttons, go.x, free.y)
    acts = (("history", s.can_undo() or s.can_redo()), ("redo", s.can_redo()), ("undo", s.can_undo()))
    for i, (name, enabled) in enumerate(acts):
        box = Rect(left - 44 - 36 * i, free.y, 32, 32)
        widgets.icon_button(ctx, name, box, name, label=ctx.t(f"board.{name}"), enabled=enabled)


def _tools_width(ctx: Ctx, buttons: Sequence[BarButton]) -> int:
    """What `_tool_buttons` takes, with the gaps."""
    return sum(_tool_width(ctx, button) + 12 for button in buttons)


def _tool_width(ctx: Ctx, button: BarButton) -> int:
    words = button.label if ctx.size[0] >= WIDE else ""
    return widgets.button_width(ctx, words, icon=button.icon) + 8 if words else 32


def _tool_buttons(ctx: Ctx, buttons: Sequence[BarButton], right: int, top: int) -> int:
    """The tools' buttons, from right to left; where the next thing may end."""
    for button in reversed(buttons):
        label = button.label if ctx.size[0] >= WIDE else ""
        width = _tool_width(ctx, button)
        box = Rect(right - width - 12, top, width, 32)
        if label:
            kind = "accent" if button.active else "default"
            widgets.button(ctx, button.id, box, label, kind=kind, icon=button.icon)
        else:
            widgets.icon_button(ctx, button.id, box, button.icon, label=button.label)
        right = box.x
    return right
