"""Words of the week screens: prices, days, windows, and the bar that shows a share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pygame

from game.domain.units import clock
from game.rules.stops import action_at, windows_of
from game.ui.host import speech
from game.ui.theme import Color

if TYPE_CHECKING:
    from game.domain.week import Choice
    from game.session_week import WeekSession
    from game.ui.context import Ctx

Rect = pygame.Rect
KIND_ICONS = {
    "widen": "clock-plus", "swap": "arrows-exchange", "move": "calendar", "partner": "truck-delivery",
    "etruck": "plug", "night": "moon", "call": "phone", "correct": "edit",
}  # fmt: skip


def text(ctx: Ctx, session: WeekSession, key: str) -> str:
    """A sentence of the author in the player's language."""
    return session.scenario.text(ctx.settings.lang, key)


def week_phases(ctx: Ctx) -> list[tuple[str, str]]:
    """The phases for the top bar."""
    return [(key, ctx.t(f"week.phase.{key}")) for key in ("briefing", "evening", "debrief")]


def trip_name(ctx: Ctx, session: WeekSession, trip: str) -> str:
    """What a regular trip is called."""
    return text(ctx, session, f"trip.{trip}")


def price(ctx: Ctx, session: WeekSession, choice: Choice) -> str:
    """Everything that an agreement costs, or brings."""
    return " + ".join(_prices(ctx, session, choice)) or ctx.t("week.price.none")


def _prices(ctx: Ctx, session: WeekSession, choice: Choice) -> Iterator[str]:
    says = speech(ctx)
    if choice.partner:
        yield ctx.t("week.price.partner", partner=session.scenario.system.sites.partners[choice.partner].name)
    for name, cent in (
        ("delivery", choice.per_delivery_cent), ("day", choice.per_day_cent), ("once", choice.once_cent),
    ):  # fmt: skip
        if cent:
            yield ctx.t(f"week.price.{name}", euro=says.euro(cent, 2 if cent % 100 else 0))


def days_text(ctx: Ctx, session: WeekSession, days: tuple[int, ...]) -> str:
    """`ma di wo`, in the player's language."""
    from datetime import timedelta

    says, monday = speech(ctx), session.scenario.day
    return " ".join(says.weekday_short(monday + timedelta(days=d - 1)).split()[0] for d in days)


def window_text(session: WeekSession, order: str) -> str:
    """The window that stands in the order."""
    world = session.scenario.system
    what = world.orders[order]
    windows = windows_of(order=what, action=action_at(world, what))
    return ", ".join(f"{clock(w.open_s)}-{clock(w.close_s)}" for w in windows)


def share_bar(
    ctx: Ctx, rect: Rect, share: float, color: Color, *, ticks: tuple[float, ...] = ()
) -> None:  # fmt: skip
    """A bar that is filled in part, with ticks at shares."""
    ctx.p.fill(rect, ctx.c.surface3, 3)
    width = round(rect.w * min(1.0, max(0.0, share)))
    if width > 2:
        ctx.p.fill(Rect(rect.x, rect.y, width, rect.h), color, 3)
    for tick in ticks:
        ctx.p.vline(rect.x + round(rect.w * tick), rect.y - 2, rect.bottom + 2, ctx.c.text2)


def per_week(ctx: Ctx, cent: int) -> str:
    """`€ 120 goedkoper`, `€ 20 duurder`, or that it makes no difference."""
    if abs(cent) < 100:
        return ctx.t("week.forecast.nothing")
    key = "saves" if cent > 0 else "costs"
    return ctx.t(f"week.forecast.{key}", euro=speech(ctx).euro(abs(cent), 0))
