"""Frames: what holds or surrounds controls: rows, scroll areas, dialogs, messages, the top bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pygame

from game.ui import layout
from game.ui.context import Ctx
from game.ui.state import ScrollArea
from game.ui.theme import Space
from game.ui.widgets_controls import Icons, focus_ring, icon_button

Rect = pygame.Rect


def card(
    ctx: Ctx, rect: Rect, *, hit_id: str = "", selected: bool = False, label: str = "",
    payload: object = None, enabled: bool = True,
) -> Rect:  # fmt: skip
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
    """A message at the bottom, where it hides the fewest buttons; use ctx.toast(text, kind)."""
    status = ctx.c.status(kind)
    lines = ctx.p.type.wrap(text, min(620, ctx.size[0] - 92), "body", 500)
    width = round(max(ctx.p.type.width(line, "body", 500) for line in lines))
    rect = Rect(0, 0, width + 52, 20 * len(lines) + 20)
    rect.midbottom = (ctx.size[0] // 2, ctx.size[1] - 20)
    places = [rect]
    if ctx.mode != "full":  # buttons stand at the left of a low window's foot
        places.append(rect.move(ctx.size[0] - 16 - rect.right, 0))
    if ctx.hits.covered:
        places.append(rect.move(0, 8 - rect.y))
    rect = min(places, key=lambda place: _hidden(ctx, place))
    ctx.p.shadow(rect, 8)
    ctx.p.box(rect, fill=status.fill, line=status.outline, radius=8)
    ctx.p.icon(rect.x + 14, rect.y + 12, Icons.get(kind, "info-circle"), 16, status.text)
    for i, line in enumerate(lines):
        ctx.p.text(rect.x + 38, rect.y + 10 + 20 * i, line, "body", status.text, weight=500)


def _hidden(ctx: Ctx, rect: Rect) -> int:
    """How many buttons would lie below it."""
    return sum(hit.focusable and bool(hit.rect.colliderect(rect)) for hit in ctx.hits.reachable())


def modal(ctx: Ctx, width: int, height: int, title: str, *, icon: str = "") -> Rect:
    """Scrim and dialog box; later hits lie in it, earlier ones are out of reach. Returns the inside."""
    ctx.p.fill(ctx.rect, ctx.c.scrim, 0, ctx.c.scrim_alpha)
    ctx.hits.barrier()
    rect = layout.centered(ctx.rect, min(width, ctx.size[0] - 32), min(height, ctx.size[1] - 32))
    ctx.p.shadow(rect, Space.R_COACH)
    ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line, radius=Space.R_COACH)
    ctx.hit("modal.box", rect, "area")
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
    ctx: Ctx, *, title: str = "", subtitle: str = "", phases: Sequence[tuple[str, str]] = (),
    current: str = "", inbox: int = 0, tools: bool = True, own_w: int = 0,
) -> Rect:  # fmt: skip
    """The 52 px bar. phases: (key, label), the ones before `current` are ticked. Returns the free area
    between the phases and the standard icons for the screen's own buttons (fill it from the right).
    own_w: what those buttons need; the phases move to the left for them, or show the current one alone.

    Hits: top.home, top.inbox, top.help, top.settings, top.language.
    """
    bar = Rect(0, 0, ctx.size[0], Space.TOP_BAR)
    ctx.p.fill(bar, ctx.c.warn.fill if "copy" in ctx.extra else ctx.c.surface)
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
    right = _tools(ctx, inbox) if tools else ctx.size[0] - 16
    if phases and ctx.mode == "full":
        most = right - 12 - own_w
        if own_w and left + _phases_width(ctx, phases, current) > most:
            phases = [each for each in phases if each[0] == current]
        if left + _phases_width(ctx, phases, current) <= most:
            at = min(ctx.size[0] * 0.30, most - _phases_width(ctx, phases, current))
            left = _phases(ctx, phases, current, max(left, at))
    return Rect(round(left), 10, max(0, round(right - left - 12)), 32)


def _phases_width(ctx: Ctx, phases: Sequence[tuple[str, str]], current: str) -> float:
    """Room for the words of all phases, the lines between them, and the ticks of those that are behind."""
    keys = [key for key, _label in phases]
    ticks = keys.index(current) if current in keys else 0
    words = sum(ctx.p.type.width(label, "body", 600) for _key, label in phases)
    return words + 24 + 20 * ticks + 32 * (len(phases) - 1) + 16


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
    fill = ctx.c.surface2 if ctx.hovered("top.language") else ctx.c.surface
    ctx.p.box(box, fill=fill, line=ctx.c.line_strong, radius=6)
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
