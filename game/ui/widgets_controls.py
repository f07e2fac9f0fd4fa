"""Controls: functions (ctx, id, rect, ...) that paint and register hits. They keep no state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.ui import layout
from game.ui.context import Ctx
from game.ui.state import FieldState, SliderState
from game.ui.theme import Color, Space, mix

Rect = pygame.Rect
Icons = {"bad": "alert-triangle", "warn": "clock-exclamation", "ok": "check", "info": "info-circle"}


def focus_ring(ctx: Ctx, hit_id: str, rect: Rect, radius: float = Space.R_CONTROL) -> None:
    """2 px accent with a 2 px gap, when focused by keyboard."""
    if ctx.focused(hit_id):
        ctx.p.outline(rect.inflate(8, 8), ctx.c.accent, radius + 4, 2)


def _button_colors(
    ctx: Ctx, hit_id: str, kind: str, *, enabled: bool
) -> tuple[Color | None, Color | None, Color]:
    c, surface = ctx.c, ctx.c.surface
    hover, down = enabled and ctx.hovered(hit_id), enabled and ctx.pressed(hit_id)
    if kind == "primary":
        fill = mix(c.accent, c.ink, 0.18 if down else 0.10 if hover else 0.0)
        return (fill if enabled else mix(surface, c.accent, 0.4)), None, c.on_accent
    fill_or_none = c.surface3 if down else c.surface2 if hover else (None if kind == "ghost" else surface)
    text = c.accent_text if kind == "accent" else c.text
    line = None if kind == "ghost" else c.accent if kind == "accent" else c.line_strong
    return fill_or_none, line, (text if enabled else mix(surface, text, 0.4))


def button_width(ctx: Ctx, label: str, *, icon: str = "", size: str = "normal") -> int:
    """The width a button needs for its label."""
    token, padding = ("lead", 22) if size == "large" else ("body", 10 if size == "small" else 13)
    text = ctx.p.type.width(label, token, 600) if label else 0
    return round(text + 2 * padding + ((24 if label else 6) if icon else 0) + 0.5)


def button(
    ctx: Ctx, hit_id: str, rect: Rect, label: str | Sequence[str] = "", *, kind: str = "default",
    icon: str = "", size: str = "normal", enabled: bool = True, tooltip: str = "", payload: object = None,
) -> None:  # fmt: skip
    """kind: primary, default, accent (outlined), ghost. Give shorter label variants longest first."""
    variants = (label,) if isinstance(label, str) else tuple(label)
    fill, line, color = _button_colors(ctx, hit_id, kind, enabled=enabled)
    ctx.p.box(rect, fill=fill, line=line, radius=Space.R_CARD if size == "large" else Space.R_CONTROL)
    token, side = ("lead", 18) if size == "large" else ("body", 16)
    room = rect.w - 12 - (side + 6 if icon else 0)
    text = ctx.p.type.fit(variants, room, token, 600)
    width = ctx.p.type.width(text, token, 600) if text else 0
    x = rect.centerx - (width + (side + (8 if text else 0) if icon else 0)) / 2
    if icon:
        ctx.p.icon(x, rect.centery - side / 2, icon, side, color)
        x += side + 8
    ctx.p.text_mid(x, rect.centery, text, token, color, weight=600)
    focus_ring(ctx, hit_id, rect)
    ctx.hit(hit_id, rect, label=variants[0], enabled=enabled, tooltip=tooltip, payload=payload)


def icon_button(
    ctx: Ctx, hit_id: str, rect: Rect, icon: str, *, label: str, enabled: bool = True, boxed: bool = False,
    badge: int = 0, payload: object = None,
) -> None:  # fmt: skip
    """An icon with its word in the tooltip; `badge` counts what is new."""
    hover = enabled and ctx.hovered(hit_id)
    if boxed or hover:
        line = ctx.c.line_strong if boxed else None
        ctx.p.box(rect, fill=ctx.c.surface2 if hover else ctx.c.surface, line=line, radius=Space.R_CONTROL)
    color = ctx.c.text2 if enabled else mix(ctx.c.surface, ctx.c.text2, 0.4)
    ctx.p.icon_mid(rect.centerx, rect.centery, icon, 20, color)
    if badge:
        ctx.p.disc((rect.right - 6, rect.y + 7), 8, ctx.c.accent)
        ctx.p.text_mid(
            rect.right - 6, rect.y + 7, str(badge), "micro", ctx.c.on_accent, weight=600, align="c"
        )
    focus_ring(ctx, hit_id, rect)
    ctx.hit(hit_id, rect, label=label, enabled=enabled, tooltip=label, payload=payload)


def tabs(ctx: Ctx, hit_id: str, rect: Rect, items: Sequence[tuple[str, str, int]], current: str) -> None:
    """items: (key, label, count). Hits are '<hit_id>.<key>' with the key as payload."""
    x: float = rect.x + Space.PAD
    widths = [ctx.p.type.width(label, "body", 600) for _, label, _ in items]
    extras = [24 if count else 0 for *_, count in items]
    spare = rect.w - 2 * Space.PAD - sum(widths) - sum(extras)
    gap = min(20.0, max(10.0, spare / max(1, len(items) - 1)))
    for (key, label, count), width, extra in zip(items, widths, extras, strict=True):
        mine = key == current
        area = Rect(round(x - 4), rect.y, round(width + extra + 8), rect.h)
        color = ctx.c.text if mine or ctx.hovered(f"{hit_id}.{key}") else ctx.c.text2
        ctx.p.text_mid(x, rect.centery, label, "body", color, weight=600)
        if count:
            pill = Rect(round(x + width + 5), rect.centery - 9, 19, 18)
            ctx.p.fill(pill, ctx.c.surface3, 9)
            ctx.p.text_mid(
                pill.centerx, pill.centery, str(count), "micro", ctx.c.text2, weight=600, align="c"
            )
        if mine:
            ctx.p.fill(Rect(round(x), rect.bottom - 2, round(width + extra), 2), ctx.c.accent)
        focus_ring(ctx, f"{hit_id}.{key}", area.inflate(0, -14))
        ctx.hit(f"{hit_id}.{key}", area, "tab", label=label, payload=key)
        x += width + extra + gap
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)


def chip_width(ctx: Ctx, label: str, *, icon: str = "", cross: bool = False) -> int:
    """The width of such a pill."""
    return round(ctx.p.type.width(label, "small", 500) + 18 + (18 if icon else 0) + (18 if cross else 0))


def chip(
    ctx: Ctx, hit_id: str, x: int, y: int, label: str, *, on: bool = False, icon: str = "", tooltip: str = "",
    payload: object = None, cross: bool = False,
) -> int:  # fmt: skip
    """A filter pill 24 high at (x, y), with a cross where it can be taken away. Returns its width."""
    width = chip_width(ctx, label, icon=icon, cross=cross)
    rect = Rect(x, y, width, Space.CHIP)
    fill = ctx.c.accent_tint if on else ctx.c.surface2 if ctx.hovered(hit_id) else ctx.c.surface
    ctx.p.box(rect, fill=fill, line=ctx.c.accent if on else ctx.c.line_strong, radius=12)
    color = ctx.c.accent_text if on else ctx.c.text2
    if icon:
        ctx.p.icon(x + 8, y + 5, icon, 14, color)
    right = rect.right - 9
    if cross:
        ctx.p.icon(rect.right - 20, y + 6, "close", 12, color)
        right -= 18
    ctx.p.text_mid(right, rect.centery, label, "small", color, weight=500, align="r")
    focus_ring(ctx, hit_id, rect, 12)
    ctx.hit(hit_id, rect, "chip", label=label, tooltip=tooltip, payload=payload)
    return width


def tag(ctx: Ctx, x: float, y: float, label: str, kind: str = "plain", *, icon: str | None = None) -> int:
    """A status word 20 high: icon + word + outline. Returns its width; no hit."""
    status = ctx.c.status(kind)
    name = Icons.get(kind, "") if icon is None else icon
    width = round(ctx.p.type.width(label, "micro", 600) + 14 + (17 if name else 0))
    rect = Rect(round(x), round(y), width, Space.TAG)
    ctx.p.box(rect, fill=status.fill, line=status.outline, radius=4, width=1.25)
    if name:
        ctx.p.icon(rect.x + 6, rect.y + 3.5, name, 13, status.text)
    ctx.p.text_mid(rect.right - 7, rect.centery, label, "micro", status.text, weight=600, align="r")
    return width


def checkbox(ctx: Ctx, hit_id: str, rect: Rect, label: str, *, on: bool, enabled: bool = True) -> None:
    """An 18 px box and its label; the whole rect is the hit."""
    box = Rect(rect.x, rect.centery - 9, 18, 18)
    ctx.p.box(
        box, fill=ctx.c.accent if on else ctx.c.surface, line=ctx.c.accent if on else ctx.c.control, radius=4
    )
    if on:
        ctx.p.icon(box.x + 2, box.y + 2, "check", 14, ctx.c.on_accent)
    ctx.p.text_mid(box.right + 10, rect.centery, ctx.p.type.fit(label, rect.w - 28), "body")
    focus_ring(ctx, hit_id, box)
    ctx.hit(hit_id, rect, "checkbox", label=label, enabled=enabled, payload=on)


def switch(ctx: Ctx, hit_id: str, rect: Rect, label: str, *, on: bool, enabled: bool = True) -> None:
    """Label at the left, a 28x16 switch at the right."""
    knob = Rect(rect.right - 28, rect.centery - 8, 28, 16)
    ctx.p.fill(knob, ctx.c.accent if on else ctx.c.control, 8)
    ctx.p.disc((knob.right - 8 if on else knob.x + 8, knob.centery), 6, ctx.c.surface)
    ctx.p.text_mid(rect.x, rect.centery, ctx.p.type.fit(label, rect.w - 36), "body", weight=500)
    focus_ring(ctx, hit_id, knob, 8)
    ctx.hit(hit_id, rect, "switch", label=label, enabled=enabled, payload=on)


def slider(
    ctx: Ctx, hit_id: str, rect: Rect, state: SliderState, *, label: str = "", enabled: bool = True
) -> None:
    """A track over the rect's width; the shell moves `state` and sends Changed."""
    track = Rect(rect.x + 8, rect.centery - 2, rect.w - 16, 4)
    share = (state.value - state.low) / ((state.high - state.low) or 1)
    x = track.x + share * track.w
    ctx.p.fill(track, ctx.c.surface3, 2)
    ctx.p.fill(Rect(track.x, track.y, round(share * track.w), 4), ctx.c.accent, 2)
    ctx.p.ring((x, rect.centery), 8, ctx.c.surface, ctx.c.accent, 2)
    if ctx.focused(hit_id):
        ctx.p.outline(Rect(round(x) - 12, rect.centery - 12, 24, 24), ctx.c.accent, 12, 2)
    ctx.hit(hit_id, rect, "slider", label=label, enabled=enabled, payload=state)


def segmented(ctx: Ctx, hit_id: str, rect: Rect, items: Sequence[tuple[str, str]], current: str) -> None:
    """items: (key, label) in one box. Hits are '<hit_id>.<key>' with the key as payload."""
    ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=Space.R_CONTROL)
    for i, ((key, label), area) in enumerate(
        zip(items, layout.columns(rect, *[None] * len(items)), strict=True)
    ):
        mine = key == current
        if mine or ctx.hovered(f"{hit_id}.{key}"):
            ctx.p.fill(area.inflate(-2, -2), ctx.c.accent_tint if mine else ctx.c.surface2, 5)
        if i:
            ctx.p.vline(area.x, rect.y + 1, rect.bottom - 1)
        color = ctx.c.accent_text if mine else ctx.c.text
        text = ctx.p.type.fit(label, area.w - 8, weight=600)
        ctx.p.text_mid(area.centerx, area.centery, text, "body", color, weight=600, align="c")
        focus_ring(ctx, f"{hit_id}.{key}", area)
        ctx.hit(f"{hit_id}.{key}", area, "segment", label=label, payload=key)


def key_cap(ctx: Ctx, x: float, y: float, label: str) -> int:
    """A 20 px key cap. Returns its width; no hit."""
    rect = Rect(round(x), round(y), max(20, round(ctx.p.type.width(label, "micro", 600) + 12)), 20)
    ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=4)
    ctx.p.text_mid(rect.centerx, rect.centery, label, "micro", ctx.c.text2, weight=600, align="c")
    return rect.w


@dataclass(frozen=True, slots=True)
class _FieldText:
    """Where the text of a field lies: lines as (start, end), the first one shown, left shift, top."""

    spans: list[tuple[int, int]]
    skip: int
    shift: float
    top: float
    caret_line: int
    caret_x: float


def _field_text(ctx: Ctx, rect: Rect, state: FieldState) -> _FieldText:
    width, value, caret = rect.w - 24, state.value, min(state.caret, len(state.value))
    many = state.lines > 1
    spans = ctx.p.type.wrap_spans(value, width) if many else [(0, len(value))]
    line = max(i for i, (start, _end) in enumerate(spans) if start <= caret or i == 0)
    x = ctx.p.type.width(value[spans[line][0] : caret])
    skip = max(0, line + 1 - max(1, (rect.h - 12) // 20)) if many else 0
    shift = 0.0 if many else max(0.0, x - width)
    return _FieldText(spans, skip, shift, rect.y + 6 if many else rect.centery - 10, line, x)


def field_caret(ctx: Ctx, rect: Rect, state: FieldState, pos: tuple[float, float]) -> int:
    """The caret index nearest to a pointer position in a field drawn in this rect."""
    made = _field_text(ctx, rect, state)
    line = min(len(made.spans) - 1, max(0, int((pos[1] - made.top) // 20) + made.skip))
    start, end = made.spans[line]
    x = pos[0] - rect.x - 12 + made.shift
    return min(range(start, end + 1), key=lambda i: abs(ctx.p.type.width(state.value[start:i]) - x))


def field(
    ctx: Ctx, hit_id: str, rect: Rect, state: FieldState, *, placeholder: str = "", label: str = ""
) -> None:
    """A text field; with state.lines > 1 it wraps. The shell types into `state` and sends Changed."""
    mine = ctx.memory.focus == hit_id
    line = ctx.c.accent if mine else ctx.c.control
    ctx.p.box(rect, fill=ctx.c.surface, line=line, radius=Space.R_CONTROL, width=2 if mine else 1)
    made, width, left = _field_text(ctx, rect, state), rect.w - 24, rect.x + 12
    with ctx.p.clip(rect.inflate(-8, -4)):
        for i, (start, end) in enumerate(made.spans[made.skip :]):
            text, y = state.value[start:end], made.top + 20 * i
            if mine and state.whole:
                chosen = Rect(round(left - made.shift), round(y), round(ctx.p.type.width(text)) + 1, 20)
                ctx.p.fill(chosen, ctx.c.accent_tint)
            ctx.p.text(left - made.shift, y, text)
        if not state.value:
            many = state.lines > 1
            hint = ctx.p.type.wrap(placeholder, width) if many else [ctx.p.type.fit(placeholder, width)]
            for i, text in enumerate(hint):
                ctx.p.text(left, made.top + 20 * i, text, color=ctx.c.text3)
        if mine:
            x, y = left - made.shift + made.caret_x, made.top + 20 * (made.caret_line - made.skip)
            ctx.p.vline(x, y + 2, y + 18, ctx.c.accent)
    ctx.hit(hit_id, rect, "field", label=label or placeholder, payload=state)
