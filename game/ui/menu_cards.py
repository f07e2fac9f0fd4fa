"""Cards of the menu: a day that waits to be gone on with, and a scenario that can be played."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import pygame

from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.map_view import MapStop

if TYPE_CHECKING:
    from game.content.catalogue import Listing
    from game.domain.scenario import Scenario
    from game.ui.host import LogCard

Rect = pygame.Rect
COMPETENCY_ICONS = {
    "K1": "route", "K2": "leaf", "K3": "shield-check", "K4": "alert-triangle", "K5": "adjustments",
    "K6": "message", "K7": "telescope", "K8": "chart-arrows-vertical",
}  # fmt: skip


def log_card(
    ctx: Ctx, name: str, rect: Rect, log: LogCard, listings: Sequence[Listing], *, primary: bool
) -> None:
    hover = ctx.hovered(name)
    fill = ctx.c.accent_tint if primary else ctx.c.surface2 if hover else ctx.c.surface
    ctx.p.box(rect, fill=fill, line=ctx.c.accent if primary or hover else ctx.c.line_strong, radius=8)
    ctx.p.disc((rect.x + 32, rect.centery), 18, ctx.c.accent if primary else ctx.c.surface3)
    color = ctx.c.on_accent if primary else ctx.c.text
    ctx.p.icon_mid(rect.x + 33, rect.centery, "play", 18, color)
    x, room = rect.x + 64, rect.w - 80
    when = speech(ctx).moment(datetime.fromtimestamp(log.written))
    ctx.p.text(rect.right - 16, rect.y + 14, when, "small", ctx.c.text2, align="r")
    # "Go on with" stands above the cards already: the bare title when both do not fit.
    titles = [ctx.t("menu.go_on_with", title=log_title(ctx, log, listings)), log_title(ctx, log, listings)]
    title = ctx.p.type.fit(titles, room - ctx.p.type.width(when, "small") - 12, "h4")
    ctx.p.text(x, rect.y + 12, title, "h4")
    ctx.p.text(x, rect.y + 35, ctx.p.type.fit(_log_state(ctx, log), room, "small"), "small", ctx.c.text2)
    widgets.focus_ring(ctx, name, rect, 8)
    ctx.hit(name, rect, label=ctx.t("menu.go_on"), payload=log)


def log_title(ctx: Ctx, log: LogCard, listings: Sequence[Listing]) -> str:
    title = next((t for x in listings if x.id == log.scenario for t in [title_of(x, ctx)]), "")
    return title or log.scenario


def _log_state(ctx: Ctx, log: LogCard) -> str:
    if log.phase == "day":
        return ctx.t("menu.at_day", clock=speech(ctx).clock(log.clock_s))
    return ctx.t(f"menu.at_{log.phase}")


def scenario_card(ctx: Ctx, name: str, rect: Rect, listing: Listing) -> None:
    broken = bool(listing.faults)
    hover = ctx.hovered(name)
    line = ctx.c.accent if hover else ctx.c.line_strong
    ctx.p.box(rect, fill=ctx.c.surface2 if hover else ctx.c.surface, line=line, radius=8)
    widgets.focus_ring(ctx, name, rect, 8)
    ctx.hit(name, rect, label=title_of(listing, ctx), payload=listing)
    x, right = rect.x + 16, rect.right - 16
    if broken:
        count = len(listing.faults)
        key = "menu.problem" if count == 1 else "menu.problems"
        text = ctx.t(key, n=count)
        width = round(ctx.p.type.width(text, "micro", 600)) + 31
        widgets.tag(ctx, right - width, rect.y + 13, text, "bad")
        right -= width + 12
    else:
        ctx.p.icon(right - 20, rect.centery - 10, "chevron-right", 20, ctx.c.accent if hover else ctx.c.text2)
        right -= 32
    title = ctx.p.type.fit(title_of(listing, ctx), right - x, "h3")
    ctx.p.text(x, rect.y + 9, title, "h3", ctx.c.text if not broken else ctx.c.text2)
    _size_line(ctx, x, rect.y + 34, right - x, listing)
    if broken:
        ctx.p.text(x, rect.y + 56, ctx.t("menu.see_problems"), "small", ctx.c.bad.text, weight=500)
        return
    cx = x
    for code in listing.competencies:
        box = Rect(cx - 2, rect.y + 53, 22, 22)
        ctx.p.icon(cx, rect.y + 55, COMPETENCY_ICONS.get(code, "point"), 18, ctx.c.accent_text)
        ctx.hit(f"{name}.{code}", box, "info", tooltip=ctx.t(f"competency.{code}"))
        cx += 28
    if not listing.checked:
        ctx.p.icon(cx + 4, rect.y + 57, "hourglass", 14, ctx.c.text3)
        ctx.p.text(cx + 24, rect.y + 56, ctx.t("menu.checking"), "small", ctx.c.text3)


def _size_line(ctx: Ctx, x: int, y: int, room: int, listing: Listing) -> None:
    parts = []
    if listing.vehicles:
        key = "menu.vehicle" if listing.vehicles == 1 else "menu.vehicles"
        parts.append(ctx.t(key, n=listing.vehicles))
    if listing.orders:
        parts.append(ctx.t("menu.orders", n=listing.orders))
    if listing.minutes:
        parts.append(ctx.t("menu.minutes", n=listing.minutes))
    if listing.level:
        parts.append(ctx.t("menu.level", n=listing.level))
    parts = parts or [listing.path.name]
    shorter = [" · ".join(parts[:n]) for n in range(len(parts), 0, -1)]
    ctx.p.text(x, y, ctx.p.type.fit(shorter, room, "small"), "small", ctx.c.text2)


def title_of(listing: Listing, ctx: Ctx) -> str:
    """The title in the player's language, or the id of a scenario that has none."""
    return listing.title.get(ctx.settings.lang) or listing.title.get("nl") or listing.id


def map_stops(scenario: Scenario, ctx: Ctx) -> list[MapStop]:
    """The depots with their names and the customers as small lights."""
    world = scenario.system
    depots = sorted({v.depot for v in world.vehicles.values()})
    customers = [p for p in world.places.values() if p.id not in depots]
    stops = [MapStop(id=p.id, xy=(p.x_m, p.y_m), tooltip=f"{p.name}, {p.town}") for p in customers]
    for p in (world.places[d] for d in depots):
        told = ctx.t("menu.depot", town=p.town)
        stops.append(MapStop(id=p.id, xy=(p.x_m, p.y_m), state="depot", label=p.name, tooltip=told))
    return stops
