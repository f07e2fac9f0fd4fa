"""The small bar that says how many orders are chosen and offers what may be done with all of them.

Hits: `many.menu`, `many.out`, `many.lock`, `many.area`, `many.clear`, and `map.lasso` by the zoom buttons.
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.content.language import Language
from game.domain.world import World
from game.ui import widgets
from game.ui.board_rows import load_words
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.order_facts import summed
from game.ui.theme import Space

Rect = pygame.Rect
HEIGHT, LOW = 44, 38
"""Of the bar; the lower one where the window is small."""
SIDE = 52
"""Room for the buttons of the map at its right edge."""
ICON = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the bar tells and offers."""

    orders: tuple[str, ...]
    can_out: bool
    can_lock: bool
    locked: bool
    ring: bool
    """An outline was drawn, and the list can keep to it."""


def words(world: World, orders: tuple[str, ...], lang: Language) -> tuple[str, ...]:
    """`5 orders · 12 pal · 4.300 kg`, and shorter."""
    load = load_words(summed([world.orders[o].load for o in orders]), lang)
    count = lang.t("many.count", n=len(orders))
    parts = [count, *load.split(" · ")]
    return tuple(dict.fromkeys((" · ".join(w for w in parts if w), " · ".join(parts[:2]), count)))


def place(ctx: Ctx, rect: Rect, left: int = 0) -> Rect:
    """On the map, clear of its buttons and of a card that covers its first `left` pixels."""
    if ctx.mode != "full":
        return Rect(rect.x + 12, rect.y + 8, rect.w - 12 - SIDE - 44, LOW)
    return Rect(rect.x + left + 12, rect.y + 12, rect.w - left - 12 - SIDE - 8, HEIGHT)


def draw(ctx: Ctx, room: Rect, world: World, look: Look) -> None:
    """The bar, as wide as it needs, in the middle of its room; where that is narrow, buttons lose words."""
    variants = words(world, look.orders, speech(ctx))
    for texts in (True, False):
        widths = [_button_width(ctx, b, texts=texts) for b in _buttons(ctx, look)]
        taken = sum(widths) + 6 * len(widths) + 44 + 14
        fitting = next((v for v in variants if ctx.p.type.width(v, "body", 600) + taken <= room.w), "")
        if fitting:
            break
    text = fitting or variants[-1]
    width = min(room.w, round(ctx.p.type.width(text, "body", 600)) + taken)
    rect = Rect(room.centerx - width // 2, room.y, width, room.h)
    ctx.p.shadow(rect, Space.R_PREVIEW)
    ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.accent, radius=Space.R_PREVIEW, width=1.5)
    ctx.hit("many.bar", rect, "area")
    ctx.p.icon_mid(rect.x + 22, rect.centery, "list-details", 18, ctx.c.accent)
    ctx.p.text_mid(rect.x + 38, rect.centery, text, "body", weight=600)
    x = rect.right - 8
    for (name, icon, label, enabled), wide in reversed(list(zip(_buttons(ctx, look), widths, strict=True))):
        box = Rect(x - wide, rect.centery - 16, wide, 32)
        if wide > ICON:
            kind = "primary" if name == "many.menu" else "ghost"
            widgets.button(ctx, name, box, label, kind=kind, icon=icon, enabled=enabled,
                           tooltip=ctx.t(f"{name}_tip", n=len(look.orders)))  # fmt: skip
        else:
            widgets.icon_button(ctx, name, box, icon, label=ctx.t(f"{name}_tip", n=len(look.orders)),
                                enabled=enabled)  # fmt: skip
        x = box.x - 6


def _buttons(ctx: Ctx, look: Look) -> list[tuple[str, str, str, bool]]:
    """(hit, icon, word, can be done)."""
    made = [("many.menu", "stack-2", ctx.t("many.menu"), True),
            ("many.out", "trash", ctx.t("many.out_short"), look.can_out),
            ("many.lock", "lock-open" if look.locked else "lock",
             ctx.t("many.unlock_short" if look.locked else "many.lock_short"), look.can_lock)]  # fmt: skip
    if look.ring:
        made.append(("many.area", "filter", ctx.t("many.area"), True))
    return [*made, ("many.clear", "close", "", True)]


def _button_width(ctx: Ctx, button: tuple[str, str, str, bool], *, texts: bool) -> int:
    name, icon, label, _enabled = button
    if not label or not (texts or name == "many.menu"):
        return ICON
    return max(ICON + 1, widgets.button_width(ctx, label, icon=icon, size="small") + 4)


def draw_button(ctx: Ctx, rect: Rect, *, armed: bool) -> None:
    """The lasso, below the buttons of the map."""
    buttons = [h.rect for h in ctx.hits if h.id.startswith("map.") and h.role == "button"]
    column = [r.bottom for r in buttons if r.right >= rect.right - 14 and rect.contains(r)]
    lowest = max(column, default=rect.y)
    box = Rect(rect.right - 44, lowest + 10, 32, 32)
    if box.bottom > rect.bottom - 4:
        box = Rect(rect.right - 44 - 36, rect.y + 12, 32, 32)
    widgets.icon_button(ctx, "map.lasso", box, "lasso", label=ctx.t("map.lasso"), boxed=True)
    if armed:
        ctx.p.outline(box.inflate(2, 2), ctx.c.accent, Space.R_CONTROL + 1, 2)


def draw_hint(ctx: Ctx, rect: Rect) -> None:
    """What to do with the lasso."""
    text = ctx.p.type.fit((ctx.t("many.draw"), ctx.t("many.draw_short")), rect.w - 120, "body", 500)
    width = round(ctx.p.type.width(text, "body", 500)) + 52
    box = Rect(rect.x + (rect.w - SIDE - width) // 2, rect.y + 12, width, 36)
    ctx.p.shadow(box, 8)
    ctx.p.box(box, fill=ctx.c.accent_tint, line=ctx.c.accent, radius=8)
    ctx.p.icon_mid(box.x + 20, box.centery, "lasso", 18, ctx.c.accent)
    ctx.p.text_mid(box.x + 38, box.centery, text, "body", ctx.c.accent_text, weight=500)
