"""The foot of the result: what taking it over gives, who is late, what customers ask, and the button.

Hits: `console.accept`, `console.reject`.
"""

from __future__ import annotations

import pygame

from game.domain.evaluation import Evaluation
from game.ui import widgets
from game.ui.console_orders import OrderChanges
from game.ui.console_state import ConsoleState
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.host import speech
from game.ui.reckon_runs import late_orders

Rect = pygame.Rect
HEIGHT, LOW_HEIGHT = 64, 52


def height(desk: Desk, state: ConsoleState, *, low: bool = False) -> int:
    """With a line more where customers have to be asked; `low`: rows need the room more."""
    return (LOW_HEIGHT if low else HEIGHT) + (18 if _asking(desk, state) else 0)


def _asking(desk: Desk, state: ConsoleState) -> int:
    """What customers ask for the trips that are chosen, in cent."""
    return desk.reckoning.agreed_cent(desk.reckoning.chosen) if state.grain == "trip" else 0


def _expected(desk: Desk, state: ConsoleState, orders: OrderChanges | None) -> Evaluation | None:
    if state.grain == "trip":
        return desk.reckoning.expected(desk.session)
    return orders.together(frozenset(state.picked)) if orders and state.picked else desk.judged()


def draw(ctx: Ctx, rect: Rect, desk: Desk, state: ConsoleState, orders: OrderChanges | None) -> None:
    lang, p, c = speech(ctx), ctx.p, ctx.c
    p.fill(rect, c.surface2)
    p.hline(rect.x, rect.right, rect.y)
    count = len(desk.reckoning.chosen) if state.grain == "trip" else len(state.picked)
    then = _expected(desk, state, orders) if count else desk.judged()
    label = (ctx.t("console.take", n=count), ctx.t("console.take_short", n=count))
    aside = ctx.t("console.reject")
    wide = widgets.button_width(ctx, label[0]) + 6
    asking = _asking(desk, state)
    spare = (HEIGHT - (rect.h - (18 if asking else 0))) // 2
    take = Rect(rect.right - 16 - wide, rect.y + 16 - spare, wide, 32)
    back = Rect(take.x - 40, take.y, 32, 32)
    widgets.button(ctx, "console.accept", take, label, kind="primary", enabled=count > 0 and then is not None)
    widgets.icon_button(ctx, "console.reject", back, "trash", label=aside)
    room, y = back.x - rect.x - 24, rect.y + 12 - spare
    if then is None:
        lines = p.type.wrap(ctx.t("console.not_together"), room, "small")[:3]
        for i, line in enumerate(lines):
            p.text(rect.x + 16, y + 16 * i, line, "small", c.bad.text)
        return
    now, kpi = desk.judged().kpi, then.kpi
    figures = (
        f"{lang.euro_signed(kpi.cost_cent - now.cost_cent)} · {lang.kg_co2e_signed(kpi.co2e_g - now.co2e_g)}",
        f"{lang.euro_signed(kpi.cost_cent - now.cost_cent, 0)} · "
        f"{lang.kg_co2e_signed(kpi.co2e_g - now.co2e_g, 0)}",
        lang.euro_signed(kpi.cost_cent - now.cost_cent, 0),
    )
    p.text(rect.x + 16, y, p.type.fit(figures, room, "body", 700), "body", weight=700)
    _late(ctx, rect.x + 16, y + 22, room, then)
    if asking:
        n = len(desk.reckoning.asked_of_customers(desk.reckoning.chosen))
        text = ctx.t("console.asking", n=n, euro=lang.euro(asking, 0))
        p.text(rect.x + 16, y + 42, p.type.fit(text, rect.w - 32, "small"), "small", c.warn.text)


def _late(ctx: Ctx, x: int, y: int, room: int, judged: Evaluation) -> None:
    late = late_orders(judged)
    status = ctx.c.bad if late else ctx.c.ok
    ctx.p.icon_mid(x + 7, y + 9, "alert-triangle" if late else "check", 14, status.text)
    word = ctx.t("console.late", n=late) if late else ctx.t("console.nobody_late")
    ctx.p.text(x + 18, y + 1, ctx.p.type.fit(word, room - 18, "small", 500), "small", status.text, weight=500)
