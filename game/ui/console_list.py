"""The list of rules in the console: each with a switch and a way out; `+ Slot` opens the chooser.

Hits: `console.rule.<n>` (payload: RuleRow, selects what it is about), `console.switch.<n>`,
`console.remove.<n>` (payload: the rule), `console.add`.
"""

from __future__ import annotations

import pygame

from game.ui import layout, widgets
from game.ui.console_rules import RuleRow, rows_of
from game.ui.console_state import ConsoleState
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.host import speech
from game.ui.theme import mix

Rect = pygame.Rect
ROW = 42
HEAD = 40


def draw(ctx: Ctx, rect: Rect, desk: Desk, state: ConsoleState) -> None:
    """Title with the button, and the rows."""
    head, body = layout.cut_top(rect, HEAD)
    ctx.p.text_mid(head.x + 16, head.centery, ctx.t("console.locked"), "body", weight=600)
    label = ctx.t("console.add")
    width = widgets.button_width(ctx, label, size="small") + 2
    box = Rect(head.right - 12 - width, head.centery - 13, width, 26)
    widgets.button(ctx, "console.add", box, label, kind="accent", size="small",
                   tooltip=ctx.t("console.add_tip"))  # fmt: skip
    rows = rows_of(desk.session, speech(ctx))
    if not rows:
        _empty(ctx, body)
        return
    with widgets.scroll(ctx, "console.rules", body, state.scrolls["rules"], ROW * len(rows) + 8) as top:
        for i, row in enumerate(rows):
            area = Rect(body.x, round(top) + ROW * i, body.w, ROW)
            if area.colliderect(body):
                _row(ctx, area, i, row)


def _empty(ctx: Ctx, rect: Rect) -> None:
    y = rect.y + 2
    for line in ctx.p.type.wrap(ctx.t("console.no_rules"), rect.w - 32, "small"):
        if y + 16 > rect.bottom:
            break
        ctx.p.text(rect.x + 16, y, line, "small", ctx.c.text2)
        y += 16


def _row(ctx: Ctx, rect: Rect, index: int, row: RuleRow) -> None:
    c, p = ctx.c, ctx.p
    name = f"console.rule.{index}"
    if ctx.hovered(name) or ctx.focused(name):
        p.fill(rect, c.surface2)
    remove = Rect(rect.right - 34, rect.centery - 12, 24, 24)
    knob = Rect(remove.x - 34, rect.centery - 10, 30, 20)
    room = knob.x - rect.x - 44
    ink = c.text if row.on else mix(c.surface, c.text, 0.62)
    p.icon_mid(rect.x + 24, rect.y + 14, row.icon, 16, c.accent if row.on else c.text3)
    p.text_mid(rect.x + 40, rect.y + 13, p.type.fit(row.title, room, "small", 500), "small", ink, weight=500)
    broken = row.on and not row.kept
    notes = (f"{row.note} · {ctx.t('console.not_kept_short')}", row.note) if broken else (row.note,)
    color = c.warn.text if broken else c.text2
    x = rect.x + 40
    if broken:
        p.icon_mid(x + 6, rect.y + 29, "clock-exclamation", 12, c.warn.text)
        x += 16
    p.text_mid(x, rect.y + 29, p.type.fit(notes, knob.x - x - 4, "micro"), "micro", color)
    widgets.focus_ring(ctx, name, rect.inflate(-8, -6))
    lines = (row.title, row.note, ctx.t("console.not_kept") if broken else "")
    ctx.hit(name, Rect(rect.x, rect.y, knob.x - rect.x, rect.h), "row", label=row.title, payload=row,
            tooltip="\n".join(line for line in lines if line))  # fmt: skip
    word = ctx.t("console.switch_off" if row.on else "console.switch_on")
    p.fill(Rect(knob.x, knob.y + 2, 28, 16), c.accent if row.on else c.control, 8)
    p.disc((knob.x + 20 if row.on else knob.x + 8, knob.centery), 6, c.surface)
    switch = f"console.switch.{index}"
    widgets.focus_ring(ctx, switch, Rect(knob.x, knob.y + 2, 28, 16), 8)
    ctx.hit(switch, knob, "switch", label=f"{row.title}: {word}", payload=row, tooltip=word)
    widgets.icon_button(ctx, f"console.remove.{index}", remove, "close", label=ctx.t("console.remove"),
                        payload=row)  # fmt: skip
    p.hline(rect.x + 16, rect.right - 16, rect.bottom - 1)
