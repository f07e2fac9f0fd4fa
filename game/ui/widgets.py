"""Widgets: functions (ctx, id, rect, ...) that paint and register hits. They keep no state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pygame

from game.ui import layout
from game.ui.context import Ctx
from game.ui.state import FieldState, ScrollArea, SliderState
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
    ctx: Ctx, hit_id: str, rect: Rect, label: str | Sequence[str] = "", *, kind: str = "default", icon: str = "",
    size: str = "normal", enabled: bool = True, tooltip: str = "", payload: object = None,
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
    gap = 20 if sum(ctx.p.type.width(i[1], weight=600) + 44 for i in items) < rect.w else 10
    for key, label, count in items:
        mine = key == current
        width = ctx.p.type.width(label, "body", 600)
        extra = 24 if count else 0
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


def chip(
    ctx: Ctx, hit_id: str, x: int, y: int, label: str, *, on: bool = False, icon: str = "", tooltip: str = "",
    payload: object = None,
) -> int:  # fmt: skip
    """A filter pill 24 high at (x, y). Returns its width."""
    width = round(ctx.p.type.width(label, "small", 500) + 18 + (18 if icon else 0))
    rect = Rect(x, y, width, Space.CHIP)
    fill = ctx.c.accent_tint if on else ctx.c.surface2 if ctx.hovered(hit_id) else ctx.c.surface
    ctx.p.box(rect, fill=fill, line=ctx.c.accent if on else ctx.c.line_strong, radius=12)
    color = ctx.c.accent_text if on else ctx.c.text2
    if icon:
        ctx.p.icon(x + 8, y + 5, icon, 14, color)
    ctx.p.text_mid(rect.right - 9, rect.centery, label, "small", color, weight=500, align="r")
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


def card(ctx: Ctx, rect: Rect, *, hit_id: str = "", selected: bool = False, label: str = "", payload: object = None,
         enabled: bool = True) -> Rect:  # fmt: skip
    """A box with hairline; selectable when it has an id. Returns the padded inside."""
    hover = bool(hit_id) and enabled and ctx.hovered(hit_id)
    fill = ctx.c.accent_tint if selected else ctx.c.surface2 if hover else ctx.c.surface
    line = ctx.c.accent if selected else ctx.c.line_strong
    ctx.p.box(rect, fill=fill, line=line, radius=Space.R_CARD, width=2 if selected else 1)
    if hit_id:
        focus_ring(ctx, hit_id, rect, Space.R_CARD)
        ctx.hit(hit_id, rect, "row", label=label, payload=payload, enabled=enabled)
    return layout.pad(rect, 12)


@contextmanager
def scroll(ctx: Ctx, hit_id: str, rect: Rect, state: ScrollArea, content: float) -> Iterator[float]:
    """Clip to rect and yield the y at which content starts; draws the bar; the shell handles the wheel."""
    state.content, state.view = content, rect.h
    state.by(0)
    ctx.hit(hit_id, rect, "scroll", payload=state)
    ctx.hits.push_clip(rect)
    with ctx.p.clip(rect):
        yield rect.y - round(state.offset)
        if content > rect.h > 0:
            height = max(24, rect.h * rect.h / content)
            y = rect.y + (rect.h - height) * state.offset / (content - rect.h)
            ctx.p.fill(Rect(rect.right - 6, round(y), 4, round(height)), ctx.c.control, 2, 150)
    ctx.hits.pop_clip()


def rows(
    ctx: Ctx, hit_id: str, rect: Rect, state: ScrollArea, count: int, height: int
) -> Iterator[tuple[int, Rect]]:
    """Only the visible rows of a long list, as (index, rect); background and hits are the caller's."""
    with scroll(ctx, hit_id, rect, state, count * height) as top:
        first = max(0, int((rect.y - top) // height))
        for i in range(first, min(count, first + rect.h // height + 2)):
            yield i, Rect(rect.x, round(top) + i * height, rect.w, height)


def row(ctx: Ctx, hit_id: str, rect: Rect, *, selected: bool = False, label: str = "", payload: object = None,
        draggable: bool = False, tooltip: str = "") -> None:  # fmt: skip
    """Row background: hover, selected tint with 3 px bar, hairline below; and its hit."""
    if selected:
        ctx.p.fill(rect, ctx.c.accent_tint)
        ctx.p.fill(Rect(rect.x, rect.y, 3, rect.h), ctx.c.accent)
    elif ctx.hovered(hit_id):
        ctx.p.fill(rect, ctx.c.surface2)
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)
    focus_ring(ctx, hit_id, rect.inflate(-10, -10))
    ctx.hit(hit_id, rect, "row", label=label, payload=payload, draggable=draggable, tooltip=tooltip)


def field(
    ctx: Ctx, hit_id: str, rect: Rect, state: FieldState, *, placeholder: str = "", label: str = ""
) -> None:
    """A text field; with state.lines > 1 it wraps. The shell types into `state` and sends Changed."""
    mine = ctx.memory.focus == hit_id
    line = ctx.c.accent if mine else ctx.c.control
    ctx.p.box(rect, fill=ctx.c.surface, line=line, radius=Space.R_CONTROL, width=2 if mine else 1)
    width = rect.w - 24
    before = (
        ctx.p.type.wrap(state.value[: state.caret], width)
        if state.lines > 1
        else [state.value[: state.caret]]
    )
    lines = ctx.p.type.wrap(state.value, width) if state.lines > 1 else [state.value]
    top = rect.y + 6 if state.lines > 1 else rect.centery - 10
    skip = max(0, len(before) - max(1, (rect.h - 12) // 20))
    shift = max(0.0, ctx.p.type.width(before[-1]) - width) if state.lines == 1 else 0.0
    with ctx.p.clip(rect.inflate(-8, -4)):
        for i, text in enumerate(lines[skip:]):
            ctx.p.text(rect.x + 12 - shift, top + 20 * i, text)
        if not state.value:
            hint = (
                ctx.p.type.wrap(placeholder, width)
                if state.lines > 1
                else [ctx.p.type.fit(placeholder, width)]
            )
            for i, text in enumerate(hint):
                ctx.p.text(rect.x + 12, top + 20 * i, text, color=ctx.c.text3)
        if mine:
            x, y = rect.x + 12 - shift + ctx.p.type.width(before[-1]), top + 20 * (len(before) - 1 - skip)
            ctx.p.vline(x, y + 2, y + 18, ctx.c.accent)
    ctx.hit(hit_id, rect, "field", label=label or placeholder, payload=state)


def progress(ctx: Ctx, rect: Rect, share: float) -> None:
    """A bar, share 0..1."""
    ctx.p.fill(rect, ctx.c.surface3, rect.h / 2)
    ctx.p.fill(
        Rect(rect.x, rect.y, round(rect.w * min(1.0, max(0.0, share))), rect.h), ctx.c.accent, rect.h / 2
    )


def bullet(
    ctx: Ctx, rect: Rect, value: float, reference: float | None = None, naive: float | None = None
) -> None:
    """KPI bullet; all shares 0..1 of the width: value bar, reference tick in accent, naive dashed."""
    mid = rect.centery
    ctx.p.fill(Rect(rect.x, mid - 2, rect.w, 5), ctx.c.surface3, 2)
    ctx.p.fill(Rect(rect.x, mid - 2, round(rect.w * min(1.0, max(0.0, value))), 5), ctx.c.text2, 2)
    if reference is not None:
        ctx.p.vline(rect.x + rect.w * reference, mid - 6, mid + 7, ctx.c.accent, 2)
    if naive is not None:
        x = rect.x + rect.w * naive
        ctx.p.dash_line((x, mid - 6), (x, mid + 6), ctx.c.text3, dash=2, gap=2)


def tooltip(ctx: Ctx, target: Rect, text: str) -> None:
    """A small card near its target, kept in the window. Drawn by the shell."""
    lines = ctx.p.type.wrap(text, 280, "small")
    width = round(max(ctx.p.type.width(line, "small") for line in lines)) + 20
    rect = Rect(target.centerx - width // 2, target.bottom + 6, width, 16 * len(lines) + 12)
    if rect.bottom > ctx.size[1]:
        rect.bottom = target.y - 6
    rect = layout.keep_inside(rect, layout.pad(ctx.rect, 4))
    ctx.p.box(rect, fill=ctx.c.ink, radius=Space.R_CONTROL)
    for i, line in enumerate(lines):
        ctx.p.text(rect.x + 10, rect.y + 6 + 16 * i, line, "small", ctx.c.on_ink)


def toast(ctx: Ctx, text: str, kind: str = "info") -> None:
    """A message at the bottom; use ctx.toast(text, kind)."""
    status = ctx.c.status(kind)
    string = ctx.p.type.fit(text, ctx.size[0] - 80, "body", 500)
    rect = Rect(0, 0, round(ctx.p.type.width(string, "body", 500)) + 52, 40)
    rect.midbottom = (ctx.size[0] // 2, ctx.size[1] - 20)
    ctx.p.shadow(rect, 8)
    ctx.p.box(rect, fill=status.fill, line=status.outline, radius=8)
    ctx.p.icon(rect.x + 14, rect.y + 12, Icons.get(kind, "info-circle"), 16, status.text)
    ctx.p.text_mid(rect.x + 38, rect.centery, string, "body", status.text, weight=500)


def modal(ctx: Ctx, width: int, height: int, title: str, *, icon: str = "") -> Rect:
    """Scrim and dialog box; later hits lie in it, earlier ones are out of reach. Returns the inside."""
    ctx.p.fill(ctx.rect, ctx.c.scrim, 0, ctx.c.scrim_alpha)
    ctx.hits.barrier()
    rect = layout.centered(ctx.rect, min(width, ctx.size[0] - 32), min(height, ctx.size[1] - 32))
    ctx.p.shadow(rect, Space.R_COACH)
    ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line, radius=Space.R_COACH)
    x = rect.x + 24
    if icon:
        ctx.p.icon(x, rect.y + 26, icon, 22, ctx.c.accent)
        x += 32
    ctx.p.text(x, rect.y + 22, ctx.p.type.fit(title, rect.right - 24 - x, "h2"), "h2")
    return Rect(rect.x + 24, rect.y + 62, rect.w - 48, rect.h - 86)


def logo(ctx: Ctx, x: int, y: int, size: int = 28) -> None:
    """The mark: a route that makes an R."""
    ctx.p.fill(Rect(x, y, size, size), ctx.c.accent, size * 0.25)
    k = size / 28
    pts = ((9, 21), (9, 8), (16, 8), (19.5, 9.5), (19.5, 13), (16, 15), (12, 15), (16, 15), (20, 20))
    ctx.p.polyline([(x + a * k, y + b * k) for a, b in pts], ctx.c.on_accent, 2.6 * k)
    for a, b in ((9, 21), (20, 20)):
        ctx.p.disc((x + a * k, y + b * k), 2.4 * k, ctx.c.on_accent)


def top_bar(
    ctx: Ctx, *, title: str = "", subtitle: str = "", phases: Sequence[tuple[str, str]] = (), current: str = "",
    inbox: int = 0, tools: bool = True,
) -> Rect:  # fmt: skip
    """The 52 px bar. phases: (key, label), the ones before `current` are ticked. Returns the free area
    between the phases and the standard icons for the screen's own buttons (fill it from the right).

    Hits: top.home, top.inbox, top.help, top.settings, top.language.
    """
    bar = Rect(0, 0, ctx.size[0], Space.TOP_BAR)
    ctx.p.fill(bar, ctx.c.surface)
    ctx.p.hline(0, bar.w, bar.bottom - 1)
    logo(ctx, 16, 12)
    ctx.hit("top.home", Rect(12, 8, 110, 36), label="Ritregie")
    roomy = ctx.size[0] >= 1000
    x: float = 56
    if roomy:
        x += ctx.p.text_mid(56, 26, "Ritregie", "h3", weight=700) + 12
        ctx.p.vline(x, 13, 39)
        x += 12
    free = ctx.size[0] - 190
    if title:
        room = min(240.0, free - x - 40)
        ctx.p.text(x, 9, ctx.p.type.fit(title, room, "body", 600), "body", weight=600)
        ctx.p.text(x, 27, ctx.p.type.fit(subtitle, room, "micro"), "micro", ctx.c.text2)
        x += max(ctx.p.type.width(title, "body", 600), ctx.p.type.width(subtitle, "micro"))
    left = x + 24
    if phases and ctx.mode == "full":
        left = _phases(ctx, phases, current, max(left, ctx.size[0] * 0.30))
    right = ctx.size[0] - 16
    if tools:
        right = _tools(ctx, inbox)
    return Rect(round(left), 10, max(0, round(right - left - 12)), 32)


def _phases(ctx: Ctx, phases: Sequence[tuple[str, str]], current: str, x: float) -> float:
    keys = [key for key, _label in phases]
    now = keys.index(current) if current in keys else -1
    for i, (_key, label) in enumerate(phases):
        width = ctx.p.type.width(label, "body", 600)
        if i == now:
            ctx.p.fill(Rect(round(x), 12, round(width + 24), 28), ctx.c.accent_tint, 14)
            ctx.p.text_mid(x + 12, 26, label, "body", ctx.c.accent_text, weight=600)
            x += width + 24
        else:
            if i < now:
                ctx.p.icon(x, 18, "check", 16, ctx.c.text2)
                x += 20
            ctx.p.text_mid(x, 26, label, "body", ctx.c.text2, weight=500)
            x += width
        if i < len(phases) - 1:
            ctx.p.hline(x + 8, x + 24, 26, ctx.c.line_strong)
            x += 32
    return x + 16


def _tools(ctx: Ctx, inbox: int) -> int:
    x = ctx.size[0] - 16 - 34
    box = Rect(x, 11, 34, 30)
    ctx.p.box(box, fill=ctx.c.surface2 if ctx.hovered("top.language") else ctx.c.surface, line=ctx.c.line_strong,
              radius=6)  # fmt: skip
    ctx.p.text_mid(
        box.centerx, box.centery, ctx.settings.lang.upper(), "small", ctx.c.text2, weight=600, align="c"
    )
    names = (("settings", "settings"), ("help", "help"), ("inbox", "inbox"))
    for i, (name, icon) in enumerate(names):
        area = Rect(x - 36 - 34 * i, 10, 32, 32)
        icon_button(
            ctx, f"top.{name}", area, icon, label=ctx.t(f"ui.{name}"), badge=inbox if name == "inbox" else 0
        )
    focus_ring(ctx, "top.language", box)
    ctx.hit("top.language", box, label=ctx.t("ui.language"), tooltip=ctx.t("ui.language"))
    return x - 36 - 34 * 2


def empty(ctx: Ctx, rect: Rect, icon: str, title: str, hint: str) -> None:
    """An empty state that says what to do."""
    y = rect.centery - 44
    ctx.p.icon_mid(rect.centerx, y, icon, 28, ctx.c.text3)
    ctx.p.text(rect.centerx, y + 22, title, "body", weight=600, align="c")
    for i, line in enumerate(ctx.p.type.wrap(hint, max(40, rect.w - 32), "small")):
        ctx.p.text(rect.centerx, y + 44 + 16 * i, line, "small", ctx.c.text2, align="c")
