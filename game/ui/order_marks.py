"""What the player did about an order: corrected figures and calls, as lines; and the buttons for more.

Hits: `correct.open` (payload: order), `tell.open` (payload: party), `tell.free` and `lookup.open`
(payload: order).
"""

from __future__ import annotations

import pygame

from game import lookup
from game.corrections import corrected
from game.domain.people import Promise
from game.session import Session
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.order_corrected import correction_words
from game.ui.tell_tool import told_at

Rect = pygame.Rect
LINE = 18


def marks_of(ctx: Ctx, session: Session, order: str) -> list[tuple[str, str]]:
    """(icon, sentence) of every correction, and of the last call to the customer with what he
    counts on since."""
    made = [("pencil", correction_words(field, speech(ctx))) for field in corrected(session, order)]
    told = told_at(session, f"customer/{order}")
    if told is not None:
        made.append(("phone", ctx.t("tell.mark", clock=speech(ctx).clock(told))))
    promise = promise_to(session, order)
    if promise is not None:
        clock = speech(ctx).clock(promise.begin_s)
        made.append(("lock", ctx.t(f"tell.held.{promise.about}", clock=clock)))
    return made


def promise_to(session: Session, order: str) -> Promise | None:
    """What this order's customer counts on."""
    return next((p for p in session.promises() if p.order == order), None)


def draw(ctx: Ctx, rect: Rect, session: Session, order: str) -> int:
    """The lines from the top of rect; returns the y below."""
    y = rect.y
    for icon, text in marks_of(ctx, session, order):
        ctx.p.icon(rect.x, y + 1, icon, 14, ctx.c.accent)
        for line in ctx.p.type.wrap(text, rect.w - 22, "small"):
            ctx.p.text(rect.x + 22, y, line, "small", ctx.c.accent_text, weight=500)
            y += LINE
    return y


def buttons(ctx: Ctx, rect: Rect, session: Session, order: str, vehicle: str = "") -> int:
    """Small buttons in a row: call (in the day), data, look-up where there is something. Returns their width.

    Where the words do not fit only the icons are left.
    """
    items = []
    if session.phase == "day":
        party = f"customer/{order}" if order else f"driver/{vehicle}"
        items.append(("tell.open", "phone", ctx.t("tell.button"), party))
    if order:
        items.append(("correct.open", "pencil", ctx.t("correct.button"), order))
    if order and promise_to(session, order) is not None:
        items.append(("tell.free", "lock-open", ctx.t("tell.free"), order))
    about = lookup.related(session, order=order, vehicle=vehicle)
    if any(entry.near for entry in lookup.entries(session, about)):
        items.append(("lookup.open", "binoculars", ctx.t("lookup.button"), order or vehicle))
    widths = [widgets.button_width(ctx, label, icon=icon, size="small") for _n, icon, label, _p in items]
    worded = sum(widths) + 6 * len(items) <= rect.w
    x = rect.x
    for (name, icon, label, payload), width in zip(items, widths, strict=True):
        box = Rect(x, rect.y, width if worded else 32, rect.h)
        if worded:
            widgets.button(ctx, name, box, label, icon=icon, size="small", payload=payload)
        else:
            widgets.icon_button(ctx, name, box, icon, label=label, boxed=True, payload=payload)
        x = box.right + 6
    return x - rect.x
