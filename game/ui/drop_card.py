"""The card beside the pointer: price before the drop, and whether it fits. Painted from a `Preview`."""

from __future__ import annotations

import pygame

from game.domain.evaluation import Severity
from game.domain.world import World
from game.ui import drop_facts, layout
from game.ui.context import Ctx
from game.ui.drop_facts import Fact
from game.ui.drop_preview import STATUS, STATUS_ICONS, Preview, error_text, finding_text
from game.ui.host import speech
from game.ui.theme import Space

Rect = pygame.Rect
WIDTH = 312


def _lines(ctx: Ctx, preview: Preview) -> list[tuple[str, str, list[str]]]:
    """(icon, status, wrapped text) of every finding, three at most."""
    room = WIDTH - 66
    if preview.error is not None:
        return [("ban", "bad", ctx.p.type.wrap(error_text(ctx, preview.error), room, "small"))]
    told = calm_lines(ctx, preview, room)
    solved = [
        ("check", "ok", ctx.p.type.wrap(ctx.t("preview.solves", what=finding_text(ctx, f)), room, "small"))
        for f in preview.solved[:2]
    ]
    if not preview.new:
        return (solved or [("check", "ok", [ctx.t("preview.fits")])]) + told
    lines = []
    for finding in preview.new[:3]:
        hard = finding.severity is Severity.HARD
        icon = (
            "clock-exclamation" if finding.rule in ("late", "tight") else "ban" if hard else "alert-triangle"
        )
        text = ctx.p.type.wrap(finding_text(ctx, finding), room, "small")
        lines.append((icon, "bad" if hard else "warn", text))
    if len(preview.new) > 3:
        lines.append(("dots", lines[-1][1], [ctx.t("preview.more", n=len(preview.new) - 3)]))
    return lines + solved[:1] + told


def calm_lines(ctx: Ctx, preview: Preview, room: float) -> list[tuple[str, str, list[str]]]:
    """Who would hear of it, with its goodwill; nothing while planning or when nobody notices."""
    if not preview.calm.calls:
        return []
    calls = ctx.t("calm.calls", n=len(preview.calm.calls))
    text = ctx.t("calm.preview", calls=calls, money=speech(ctx).euro(preview.calm.cent, 0))
    return [("phone", "info", ctx.p.type.wrap(text, room, "small"))]


def card_height(ctx: Ctx, preview: Preview, facts: tuple[Fact, ...] = ()) -> int:
    """Height of the card for this preview."""
    text = sum(16 * len(lines) + 4 for _i, _s, lines in _lines(ctx, preview))
    numbers = 0 if preview.error else 46
    own = 18 if _has_own(preview) else 0
    return 34 + 8 + numbers + own + drop_facts.height(facts) + 26 + text + 10


def _has_own(preview: Preview) -> bool:
    return preview.error is None and preview.trips_cent != preview.cost_cent


def draw_card(
    ctx: Ctx, anchor: Rect, title: str, note: str, preview: Preview, keys: str = "",
    world: World | None = None,
) -> Rect:  # fmt: skip
    """The card below its anchor, above it where it would leave the window. Returns where it lies.

    With a `world` it also tells what the drop asks of drivers and batteries.
    """
    facts = drop_facts.facts_of(world, preview, speech(ctx)) if world else ()
    height = card_height(ctx, preview, facts) + (18 if keys else 0)
    rect = Rect(anchor.centerx - 20, anchor.bottom + 10, WIDTH, height)
    if rect.bottom > ctx.size[1] - 6:
        rect.bottom = anchor.top - 10
    rect = layout.keep_inside(rect, layout.pad(ctx.rect, 6))
    c, p = ctx.c, ctx.p
    p.shadow(rect, Space.R_PREVIEW)
    p.box(rect, fill=c.surface, line=c.line_strong, radius=Space.R_PREVIEW)
    head = Rect(rect.x, rect.y, rect.w, 34)
    p.fill(head, c.accent, Space.R_PREVIEW)
    p.fill(Rect(head.x, head.y + 12, head.w, 22), c.accent)
    p.icon(head.x + 10, head.y + 9, "grip-vertical", 16, c.on_accent)
    used = p.text_mid(head.right - 12, head.centery, note, "small", c.on_accent, align="r")
    fitting = p.type.fit(title, head.w - used - 52, "body", 600)
    p.text_mid(head.x + 30, head.centery, fitting, "body", c.on_accent, weight=600)
    y = head.bottom + 8
    if preview.error is None:
        y = _numbers(ctx, rect, y, preview)
        y = drop_facts.draw(ctx, rect, y, facts)
    y = _verdict(ctx, Rect(rect.x + 10, y, rect.w - 20, 0), preview)
    if keys:
        p.text_mid(rect.x + 14, y + 4, p.type.fit(keys, rect.w - 28, "micro"), "micro", c.text2)
    return rect


def _numbers(ctx: Ctx, rect: Rect, y: int, preview: Preview) -> int:
    lang, p, c = speech(ctx), ctx.p, ctx.c
    figures = (
        (lang.euro_signed(preview.cost_cent), ctx.t("preview.cost")),
        (lang.kg_co2e_signed(preview.co2e_g), "CO₂e"),
        (lang.minutes_signed(preview.duty_s), ctx.t("preview.time")),
    )
    widths = [p.type.width(text, "h4", 700) for text, _w in figures]
    gap = max(8.0, (rect.w - 28 - sum(widths)) / 2.4)
    x: float = rect.x + 14
    for (text, word), width in zip(figures, widths, strict=True):
        p.text(x, y, text, "h4", weight=700)
        p.text(x, y + 21, word, "micro", c.text2)
        x += width + gap
    y += 44
    if _has_own(preview):
        key = "preview.own" if preview.cost_cent < preview.trips_cent else "preview.own_out"
        own = ctx.t(key, cost=lang.euro_signed(preview.trips_cent))
        p.text_mid(rect.x + 14, y + 4, p.type.fit(own, rect.w - 28, "micro"), "micro", c.text2)
        y += 18
    return y + 2


def _verdict(ctx: Ctx, rect: Rect, preview: Preview) -> int:
    lines = _lines(ctx, preview)
    status = ctx.c.status(STATUS[preview.status])
    height = sum(16 * len(text) + 4 for _i, _s, text in lines) + 26
    box = Rect(rect.x, rect.y, rect.w, height)
    ctx.p.box(box, fill=status.fill, line=status.outline, radius=Space.R_CONTROL, width=1.25)
    ctx.p.icon_mid(box.x + 16, box.y + 14, STATUS_ICONS[preview.status], 16, status.text)
    word = ctx.t(f"preview.{preview.status}")
    ctx.p.text_mid(box.x + 30, box.y + 14, word, "small", status.text, weight=700)
    y = box.y + 24
    for _icon, kind, text in lines:
        color = ctx.c.text if kind == STATUS[preview.status] else ctx.c.text2
        for i, line in enumerate(text):
            ctx.p.text_mid(box.x + 30, y + 8 + 16 * i, line, "small", color)
        y += 16 * len(text) + 4
    return box.bottom + 8
