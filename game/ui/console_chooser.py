"""The dialog of a new rule: which kind, then about which truck, driver or how many minutes.

Hits: `choose.<id>` (payload: Choice), `choose.back`, `choose.close`, `choose.away` (around it).
"""

from __future__ import annotations

import pygame

from game.ui import layout, widgets
from game.ui.console_choices import Choice, Chooser, choices
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.desk import Desk
from game.ui.host import speech
from game.ui.theme import Space, mix

Rect = pygame.Rect
WIDTH = 380
ROW = 44
HEAD = 52


def draw(ctx: Ctx, desk: Desk, chooser: Chooser) -> None:
    """On top of everything, near the button it came from."""
    ctx.p.fill(ctx.rect, ctx.c.scrim, 0, 60)
    ctx.hits.barrier()
    ctx.hit("choose.away", ctx.rect, "area")
    found = choices(desk.session, chooser, speech(ctx))
    height = min(HEAD + ROW * len(found) + 10, ctx.size[1] - 40)
    rect = layout.centered(ctx.rect, WIDTH, height)
    ctx.p.shadow(rect, Space.R_COACH)
    ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=Space.R_COACH)
    ctx.hit("choose.box", rect, "area")
    head, body = layout.cut_top(rect, HEAD)
    x = head.x + 20
    if chooser.kind:
        widgets.icon_button(ctx, "choose.back", Rect(head.x + 10, head.centery - 16, 32, 32), "arrow-left",
                            label=ctx.t("console.back"))  # fmt: skip
        x += 30
    key = f"console.kind.{chooser.kind}" if chooser.kind else "console.choose"
    title = ctx.p.type.fit(ctx.t(key), head.right - 52 - x, "h4", 600)
    ctx.p.text_mid(x, head.centery, title, "h4", weight=600)
    widgets.icon_button(ctx, "choose.close", Rect(head.right - 44, head.centery - 16, 32, 32), "close",
                        label=ctx.t("ui.close"))  # fmt: skip
    ctx.p.hline(rect.x + 1, rect.right - 1, head.bottom - 1)
    body = Rect(body.x + 1, body.y, body.w - 2, body.h - 10)
    with widgets.scroll(ctx, "choose.scroll", body, chooser.scroll, ROW * len(found)) as top:
        for i, choice in enumerate(found):
            area = Rect(body.x, round(top) + ROW * i, body.w, ROW)
            if ctx.focused(f"choose.{choice.id}"):
                chooser.scroll.show(ROW * i, ROW)
            _row(ctx, area, choice)


def _row(ctx: Ctx, rect: Rect, choice: Choice) -> None:
    c, p, name = ctx.c, ctx.p, f"choose.{choice.id}"
    if choice.enabled and (ctx.hovered(name) or ctx.focused(name)):
        p.fill(rect, c.surface2)
    ink = c.text if choice.enabled else mix(c.surface, c.text, 0.62)
    p.icon_mid(rect.x + 28, rect.centery, choice.icon, 18, c.accent if choice.enabled else c.text3)
    label_y = rect.centery - 8 if choice.note else rect.centery
    room = rect.w - 78
    p.text_mid(rect.x + 48, label_y, p.type.fit(choice.label, room, "body", 500), "body", ink, weight=500)
    if choice.note:
        note = p.type.fit(choice.note, room, "small")
        p.text_mid(rect.x + 48, rect.centery + 9, note, "small", c.text2)
    if choice.kind and choice.enabled:
        p.icon_mid(rect.right - 20, rect.centery, "chevron-right", 16, c.text2)
    widgets.focus_ring(ctx, name, rect.inflate(-10, -8))
    ctx.hit(name, rect, "row", label=choice.label, enabled=choice.enabled, payload=choice,
            tooltip="" if choice.enabled else choice.note)  # fmt: skip


def step(ctx: Ctx, desk: Desk, chooser: Chooser, by: int) -> None:
    """To the next line that can be chosen, also one that is scrolled out of view."""
    found = choices(desk.session, chooser, speech(ctx))
    able = [i for i, choice in enumerate(found) if choice.enabled]
    if not able:
        return
    names = [f"choose.{found[i].id}" for i in able]
    focus = ctx.memory.focus or ""
    at = (names.index(focus) + by) % len(able) if focus in names else (0 if by > 0 else -1)
    chooser.scroll.show(ROW * able[at], ROW)
    ctx.memory.focus, ctx.memory.focus_visible = names[at], True


def handle(chooser: Chooser, event: UiEvent, ctx: Ctx, desk: Desk) -> tuple[bool, str]:
    """(the dialog stays open, the rule that was chosen)."""
    match event:
        case Activate(payload=Choice() as choice):
            if choice.rule:
                return False, choice.rule
            chooser.kind, chooser.scroll.offset = choice.kind, 0
        case Activate(id="choose.back"):
            chooser.kind = ""
        case Activate(id="choose.close" | "choose.away"):
            return False, ""
        case Back():
            if not chooser.kind:
                return False, ""
            chooser.kind = ""
        case Key(name="up" | "down" as name):
            step(ctx, desk, chooser, 1 if name == "down" else -1)
        case _:
            pass
    return True, ""
