"""How a source looks in the drawer: kind, title, what it is about, how reliable, and unfolded its text."""

from __future__ import annotations

import pygame

from game import lookup
from game.lookup import Entry
from game.session import Session
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech

Rect = pygame.Rect
HEADING = 30
ROW = 52
ICONS = {
    "customer": "building-store", "board": "gauge", "weather": "cloud", "traffic": "road",
    "driver": "steering-wheel", "colleague": "users", "dock": "forklift", "note": "file-text",
}  # fmt: skip


def heading(ctx: Ctx, rect: Rect, kind: str) -> None:
    """The kind, with its icon."""
    ctx.p.fill(rect, ctx.c.surface2)
    ctx.p.icon_mid(rect.x + 26, rect.centery, ICONS.get(kind, "file-text"), 15, ctx.c.text2)
    ctx.p.text_mid(rect.x + 44, rect.centery, ctx.t(f"lookup.kind.{kind}"), "micro", ctx.c.text2, weight=600)


def _texts(ctx: Ctx, session: Session, entry: Entry) -> tuple[str, str]:
    say, lang = session.scenario.text, ctx.settings.lang
    name = f"source.{entry.source.id}"
    return say(lang, f"{name}.title"), say(lang, f"{name}.body")


def _second(ctx: Ctx, session: Session, entry: Entry) -> tuple[str, ...]:
    """What it is about and how sure it is, longest first."""
    about = lookup.subject_name(session, entry.source.subject) if entry.source.subject else ""
    sure = ctx.t("lookup.sure", percent=entry.source.reliability_percent)
    if entry.source.reliability_percent >= 100:
        sure = ctx.t("lookup.fact")
    return (f"{about} · {sure}" if about else sure, sure)


def _lines(ctx: Ctx, session: Session, entry: Entry, wide: int) -> tuple[list[str], list[str]]:
    title, body = _texts(ctx, session, entry)
    return ctx.p.type.wrap(title, wide - 76, "body", 600), ctx.p.type.wrap(body, wide - 64, "lead")


def row_height(ctx: Ctx, wide: int, session: Session, entry: Entry, unfolded: bool) -> int:
    """Of one source."""
    title, body = _lines(ctx, session, entry, wide)
    return ROW + 18 * (len(title) - 1) + (20 * len(body) + 34 if unfolded else 0)


def draw_row(ctx: Ctx, rect: Rect, session: Session, entry: Entry, *, unfolded: bool) -> None:
    """One source; what was not read is bold and has a dot."""
    title, body = _lines(ctx, session, entry, rect.w)
    name, new = f"lookup.row.{entry.source.id}", entry.read_s is None
    label = " ".join(title)
    widgets.row(ctx, name, rect, selected=unfolded, label=label, payload=entry)
    if new:
        ctx.p.disc((rect.x + 26, rect.y + 18), 4, ctx.c.accent)
    else:
        ctx.p.icon_mid(rect.x + 26, rect.y + 18, "check", 15, ctx.c.text3)
    y = rect.y + 8
    for line in title:
        ctx.p.text(rect.x + 44, y, line, "body", weight=600 if new else 500)
        y += 18
    second = ctx.p.type.fit(_second(ctx, session, entry), rect.w - 100, "small")
    ctx.p.text(rect.x + 44, y + 2, second, "small", ctx.c.text2)
    icon = "chevron-up" if unfolded else "chevron-down"
    ctx.p.icon_mid(rect.right - 24, rect.y + 18, icon, 16, ctx.c.text2)
    if not unfolded:
        return
    y += 26
    for line in body:
        ctx.p.text(rect.x + 44, y, line, "lead")
        y += 20
    if entry.read_s:
        said = ctx.t("lookup.read", clock=speech(ctx).clock(entry.read_s))
        ctx.p.text(rect.x + 44, y + 4, said, "micro", ctx.c.text2)
