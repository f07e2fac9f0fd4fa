"""The right side of the running day: a call that rings, a message, an order, a trip, or the day so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain.scenario import Message
from game.triage import about_of
from game.ui import today_panel
from game.ui.context import Ctx
from game.ui.day_details import order_panel, trip_panel
from game.ui.host import speech
from game.ui.message_card import Chosen, MessageCard, ring_card
from game.ui.message_words import where_words

if TYPE_CHECKING:
    from game.ui.screens.day_acts import DayActs

Rect = pygame.Rect


def draw(screen: DayActs, ctx: Ctx, rect: Rect) -> None:
    """Whatever the side shows now; pictures are kept until something of them changes."""
    message = screen.shown_message()
    screen.ringing = False
    waits = screen.open_message() is not None
    if message is not None and waits and screen.phone.rings(message, screen.session.clock_s):
        _ringing(screen, ctx, rect, message)
        return
    key = (
        screen.model.stamp, *screen.selection.key, screen.message, screen.choice, screen.tone, screen.show,
        screen.advice, screen.side_scroll.offset,
    )  # fmt: skip
    screen.regions.draw(ctx, "side", rect, key, lambda: _still(screen, ctx, rect, message))


def _ringing(screen: DayActs, ctx: Ctx, rect: Rect, message: Message) -> None:
    """The whole seconds are part of the picture; the moving rings make every frame another one."""
    seconds = screen.phone.rings_since(message.id, ctx.now_ms)
    screen.ringing = True
    where = _where(screen, ctx, message)
    if not ctx.settings.less_motion:
        ring_card(ctx, rect, screen.session, message, seconds=seconds, where=where)
        return
    screen.regions.draw(
        ctx, "side", rect, (screen.model.stamp, message.id, seconds, where),
        lambda: ring_card(ctx, rect, screen.session, message, seconds=seconds, where=where),
    )  # fmt: skip


def _where(screen: DayActs, ctx: Ctx, message: Message) -> str:
    """What the truck that a message is about is doing."""
    _order, vehicle = about_of(screen.session, message.subject)
    return where_words(screen.session, screen.model.trip(vehicle), screen.session.clock_s, speech(ctx))


def _still(screen: DayActs, ctx: Ctx, rect: Rect, message: Message | None) -> None:
    session = screen.session
    if message is not None:
        chosen = Chosen(option=screen.choice, tone=screen.tone)
        missed = message.id in screen.diary.missed()
        card = MessageCard(session, message, chosen, screen.model.consequences, missed=missed)
        card.draw(ctx, rect, screen.side_scroll, _where(screen, ctx, message))
    elif screen.order and not screen.vehicle:
        ctx.p.fill(rect, ctx.c.surface)
        order_panel(ctx, rect, session, screen.order, screen.advice)
    elif screen.vehicle:
        trip_panel(
            ctx, rect, session, screen.model, screen.selection, screen.side_scroll, screen.advice
        )  # fmt: skip
    else:
        today_panel.today(
            ctx, rect, session, screen.diary, screen.phone, screen.show, screen.side_scroll
        )  # fmt: skip
