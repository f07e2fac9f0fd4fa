"""Why the selected order is not planned: verdict with its scope, the rule that binds, and what would help.

Hits: `say.why.<n>` (sentences that light up what they speak of), `why.do` (payload: RemedyRef).
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.solver.remedy import Remedy
from game.solver.verdict import WhyNot
from game.solver.why_words import why_not_sentences
from game.ui import say, widgets
from game.ui.console_point import Points
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.host import speech
from game.ui.why_asking import Why, asking_of

Rect = pygame.Rect
HEAD, BUTTON, ASKING = 36, 38, 28
KINDS = {"cannot": "bad", "not_found": "warn", "not_worth": "plain", "fits": "ok", "planned": "ok"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyRef:
    """What the button does, for which order."""

    order: str
    remedy: Remedy


def asked(desk: Desk) -> str:
    """The selected order when nobody drives it, else nothing."""
    order = desk.selection.order
    return order if order and order not in desk.session.plan.covered() else ""


def height(ctx: Ctx, desk: Desk, width: int) -> int:
    """Of the whole section, 0 when there is nothing to ask."""
    order = asked(desk)
    if not order:
        return 0
    why = asking_of(desk).ask(desk, order)
    if why is None:
        return HEAD + ASKING
    told = _told(ctx, desk, why)
    return HEAD + 28 + say.height(ctx, told, width - 32) + (BUTTON if why.remedy else 0) + 8


def draw(ctx: Ctx, rect: Rect, desk: Desk) -> int:
    """From the top of rect; gives the y below."""
    order = asked(desk)
    if not order:
        return rect.y
    customer = desk.session.system.orders[order].customer
    title = ctx.p.type.fit(ctx.t("advice.why", customer=customer), rect.w - 32, "micro", 600)
    ctx.p.text_mid(rect.x + 16, rect.y + 20, title, "micro", ctx.c.text2, weight=600)
    y = rect.y + HEAD
    why = asking_of(desk).ask(desk, order)
    if why is None:
        ctx.p.text_mid(rect.x + 16, y + 8, ctx.t("advice.why_asking"), "small", ctx.c.text2)
        return y + ASKING
    widgets.tag(ctx, rect.x + 16, y, ctx.t(scope_key(why.said)), KINDS[why.said.verdict])
    y = say.say(ctx, "why", Rect(rect.x + 16, y + 26, rect.w - 32, 0), _told(ctx, desk, why))
    if why.remedy is not None:
        y = _button(ctx, Rect(rect.x + 16, y + 2, rect.w - 32, 32), order, why.remedy)
    ctx.p.hline(rect.x, rect.right, y + 7)
    return y + 8


def scope_key(said: WhyNot) -> str:
    """How far the verdict reaches, in a few words: in this plan, in any plan, not found, not worth it."""
    return f"advice.scope.{said.scope}" if said.scope else f"advice.scope.{said.verdict}"


def _button(ctx: Ctx, rect: Rect, order: str, todo: Remedy) -> int:
    euro = speech(ctx).euro(todo.asking_cent, 0)
    minutes = todo.agree.minutes if todo.agree else 0
    label = ctx.t(f"advice.do.{todo.kind}", euro=euro, minutes=minutes)
    width = min(rect.w, widgets.button_width(ctx, label, size="small") + 6)
    widgets.button(ctx, "why.do", Rect(rect.x, rect.y, width, 28), label, kind="accent", size="small",
                   payload=RemedyRef(order=order, remedy=todo))  # fmt: skip
    return rect.y + BUTTON - 4


def _told(ctx: Ctx, desk: Desk, why: Why) -> list[say.Told]:
    """Each sentence with what it is about."""
    answer = why.said
    about = [_of_verdict(answer)]
    if answer.proposal is not None:
        about.append(Points(orders=(answer.order,), vehicles=(answer.proposal.vehicle,)))
    if answer.finding is not None:
        about.append(_of_finding(desk, answer))
    about.append(_of_relaxation(desk, answer))
    sentences = why_not_sentences(answer, ctx.t)
    return [(text, about[min(i, len(about) - 1)]) for i, text in enumerate(sentences)]


def _of_verdict(answer: WhyNot) -> Points:
    return Points(orders=(answer.order,), vehicles=(answer.vehicle,) if answer.vehicle else ())


def _of_finding(desk: Desk, answer: WhyNot) -> Points:
    """The place that comes nearest: whom it comes behind, and who is hit by it."""
    assert answer.finding is not None
    world, subject = desk.session.system, answer.finding.subject
    found = say.points_of(world, (("previous", answer.previous), ("vehicle", answer.vehicle)))
    orders = (*((subject,) if subject in world.orders else ()), *found.orders)
    places = (subject,) if subject in world.places else ()
    return Points(orders=orders, vehicles=found.vehicles, places=places)


def _of_relaxation(desk: Desk, answer: WhyNot) -> Points:
    world, relaxed = desk.session.system, answer.relaxation
    if relaxed is None:
        return _of_verdict(answer)
    if relaxed.subject in world.orders:
        return Points(orders=(relaxed.subject,))
    vehicle = relaxed.subject if relaxed.subject in world.vehicles else answer.vehicle
    places = (relaxed.subject,) if relaxed.subject in world.places else ()
    return Points(vehicles=(vehicle,) if vehicle else (), places=places)
