"""The board's dialogs (issuing the plan, the list of keys) and the hint of what to do first."""

from __future__ import annotations

import pygame

from game.domain.evaluation import Severity
from game.session import Session
from game.ui import layout, no_help, widgets
from game.ui.context import Ctx
from game.ui.drop_preview import finding_text
from game.ui.state import ScrollArea

Rect = pygame.Rect
SHOWN = 6
KEYS_SCROLL = ScrollArea()
"""Of the list of keys, where the window is too low for all of them."""
KEYS = (
    ("↑ ↓", "keys.order"), ("Ctrl ↑ ↓", "keys.next_open"),
    ("P  Enter", "keys.plan"), ("← → ↑ ↓", "keys.place"), ("Enter", "keys.drop"),
    ("Del", "keys.unplan"), ("Ctrl Z  Ctrl Y", "keys.undo"), ("A", "keys.advice"), ("R", "keys.reckon"),
    ("S", "keys.console"),
    ("X", "keys.menu"), ("C B L W O", "keys.acts"), ("+ −  Alt ← →", "keys.own"),
    ("V  N  H", "keys.edits"), ("M  T  U  Z", "keys.edits_with"), ("Ctrl ← →", "keys.depart"),
    ("Ctrl H", "keys.history"),
    ("G  ⇧ Z  ⇧ T", "keys.gallery"),
    ("1 2 3 4 5", "keys.tabs"), ("F  /", "keys.find"), ("⇧ F  ⇧ S", "keys.filter"),
    ("⇧ L", "keys.lookup"), ("⇧ G", "keys.correct"),
    ("Ctrl A  ⇧ ↓", "keys.many"), ("X  K", "keys.many_do"),
    ("7 8 9 0", "keys.arrange"), ("+ −", "keys.zoom"), ("D", "keys.dispatch"),
    ("Esc", "keys.back"), ("?", "keys.help"), ("F1", "keys.word"), ("F2", "keys.coach"),
    ("F8", "keys.remark"), ("F11  F12", "keys.window"),
)  # fmt: skip


Keys = tuple[tuple[str, str], ...]
"""Key caps, and the text that says what they do."""


def draw_keys(ctx: Ctx, keys: Keys = KEYS, *, title: str = "keys.title", palette: bool = True) -> None:
    """Every key of a screen. Hits: `keys.close`, `keys.words`, `keys.palette`."""
    half = (len(keys) + 1) // 2
    step = max(21, min(30, (ctx.size[1] - 180) // half))
    inside = widgets.modal(ctx, 720, 62 + half * step + 90, ctx.t(title), icon="keyboard")
    body = Rect(inside.x, inside.y, inside.w, inside.h - 44)
    with widgets.scroll(ctx, "keys.list", body, KEYS_SCROLL, half * step) as top:
        columns = layout.columns(Rect(body.x, round(top), body.w - 8, half * step), None, None, gap=24)
        for i, (caps, key) in enumerate(keys):
            column = columns[i // half]
            _key_line(ctx, Rect(column.x, column.y + (i % half) * step, column.w, step), caps, ctx.t(key))
    box = Rect(inside.right - 110, inside.bottom - 32, 110, 32)
    widgets.button(ctx, "keys.close", box, ctx.t("ui.close"), kind="primary")
    label = ctx.t("keys.words")
    wide = widgets.button_width(ctx, label, icon="list-details")
    widgets.button(ctx, "keys.words", Rect(box.x - wide - 8, box.y, wide, 32), label, icon="list-details")
    if not palette:
        return
    label = ctx.t("palette.button")
    wide = widgets.button_width(ctx, label, icon="search")
    widgets.button(ctx, "keys.palette", Rect(inside.x, box.y, wide, 32), label, icon="search")
    for cap, x in (("Ctrl", inside.x + wide + 12), ("K", inside.x + wide + 50)):
        widgets.key_cap(ctx, x, box.y + 6, cap)


def _key_line(ctx: Ctx, rect: Rect, caps: str, words: str) -> None:
    """Keys, and what they do."""
    x = rect.x
    for cap in caps.split("  "):
        x += widgets.key_cap(ctx, x, rect.y, cap) + 4
    left = max(x + 6, rect.x + 104)
    ctx.p.text_mid(left, rect.y + 10, ctx.p.type.fit(words, rect.right - left, "small"), "small")


def draw_dispatch(ctx: Ctx, session: Session) -> None:
    """What is still wrong before the drivers get the plan, or before it is handed in in a measurement.

    Hits: `dispatch.go`, `dispatch.back`.
    """
    judged, said = session.evaluation(), no_help.issue_words(session)[0].replace("board.", "")
    hard = [f for f in judged.findings if f.severity is Severity.HARD]
    width = min(560, ctx.size[0] - 32) - 48
    lines: list[tuple[str, str, list[str]]] = [
        ("alert-triangle", "bad", ctx.p.type.wrap(finding_text(ctx, f), width - 30, "body"))
        for f in hard[:SHOWN]
    ]
    if len(hard) > SHOWN:
        lines.append(("dots", "bad", [ctx.t("dispatch.more", n=len(hard) - SHOWN)]))
    if judged.kpi.unplanned:
        text = ctx.t(f"{said}.unplanned", n=len(judged.kpi.unplanned))
        lines.append(("package", "warn", ctx.p.type.wrap(text, width - 30, "body")))
    waiting = len(session.open_moments())
    if waiting:
        lines.append(
            ("brain", "warn", ctx.p.type.wrap(ctx.t("dispatch.moments", n=waiting), width - 30, "body"))
        )
    if not lines:
        lines.append(("circle-check", "ok", ctx.p.type.wrap(ctx.t(f"{said}.fine"), width - 30, "body")))
    intro = ctx.p.type.wrap(ctx.t(f"{said}.intro"), width, "lead")
    height = 62 + 20 * len(intro) + 16 + sum(20 * len(text) + 10 for _i, _k, text in lines) + 80
    icon = "truck-delivery" if said == "dispatch" else "upload"
    inside = widgets.modal(ctx, 560, height, ctx.t(f"{said}.title"), icon=icon)
    y = inside.y
    for line in intro:
        ctx.p.text(inside.x, y, line, "lead")
        y += 20
    y += 12
    for icon, kind, wrapped in lines:
        ctx.p.icon_mid(inside.x + 10, y + 10, icon, 18, ctx.c.status(kind).text)
        for i, line in enumerate(wrapped):
            ctx.p.text(inside.x + 30, y + 20 * i, line, "body")
        y += 20 * len(wrapped) + 10
    go, back = ctx.t(f"{said}.go"), ctx.t("dispatch.back")
    sign = no_help.issue_words(session)[1]
    wide = widgets.button_width(ctx, go, icon=sign) + 8
    box = Rect(inside.right - wide, inside.bottom - 32, wide, 32)
    can = session.can_dispatch
    widgets.button(ctx, "dispatch.go", box, go, kind="primary", icon=sign, enabled=can,
                   tooltip="" if can else ctx.t("error.session.empty_plan"))  # fmt: skip
    wide = widgets.button_width(ctx, back) + 8
    widgets.button(ctx, "dispatch.back", Rect(box.x - wide - 10, box.y, wide, 32), back)


def draw_hint(ctx: Ctx, rect: Rect) -> None:
    """What to do first; gone with the first planned order."""
    lines = ctx.p.type.wrap(ctx.t("board.hint"), min(640, rect.w - 120), "body")
    width = round(max(ctx.p.type.width(line, "body") for line in lines)) + 80
    box = layout.centered(rect, width, 20 * len(lines) + 16)
    box.bottom = rect.bottom - 12
    ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.line_strong, radius=8)
    ctx.p.icon_mid(box.x + 20, box.centery, "hand-grab", 18, ctx.c.accent)
    for i, line in enumerate(lines):
        ctx.p.text(box.x + 38, box.y + 8 + 20 * i, line, "body")
    close = Rect(box.right - 30, box.y + 5, 26, 26)
    widgets.icon_button(ctx, "hint.close", close, "close", label=ctx.t("ui.close"))
