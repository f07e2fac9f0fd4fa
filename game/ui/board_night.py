"""The night's charging plan of an electric truck: how full it leaves, against what the depot's grid gives.

Hits: `soc.<vehicle>` (the bar, draggable, payload: NightPlan), `soc.less`, `soc.more`, `soc.share` (payload:
SetCharge), `night.<vehicle>` (another truck of the same depot, payload: vehicle id).
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.domain.commands import SetCharge
from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.domain.world import World
from game.rules import charging
from game.rules.battery import usable_wh
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.names import truck_names

Rect = pygame.Rect
STEP = 50
"""Permille of a button."""
FINE = 10
"""Permille of the dragged bar."""
ROW_H = 26
HEAD_H = 148


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Another truck on the same grid."""

    vehicle: str
    name: str
    permille: int
    wh: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NightPlan:
    """One truck's charge and its depot's night."""

    vehicle: str
    depot: str
    evening: int
    """Permille on coming in."""
    permille: int
    least: int
    most: int
    fair: int
    chosen: bool
    """The player set it."""
    usable_wh: float
    need_wh: int
    """Of all trucks of the depot that drive, from the grid."""
    limit_wh: float
    others: tuple[Share, ...] = ()

    def at(self, share: float) -> int:
        """The permille at a place on the bar, within what the night can give."""
        wanted = round(1000 * share / FINE) * FINE
        return min(self.most, max(self.least, wanted))


def night_plan(world: World, plan: Plan, judged: Evaluation, vehicle: str) -> NightPlan | None:
    """The night of a truck with a trip, when its depot's grid is limited."""
    truck, trip = world.vehicles.get(vehicle), plan.trip_of(vehicle)
    grid = world.sites.grids.get(truck.depot) if truck else None
    if truck is None or trip is None or grid is None or truck.class_.drive != "battery":
        return None
    mine = [t for t in judged.trips if world.vehicles[t.trip.vehicle].depot == grid.place]
    most = charging.highest_permille(grid=grid, vehicle=truck)
    electric = [t for t in mine if world.vehicles[t.trip.vehicle].class_.drive == "battery"]
    others = tuple(
        Share(vehicle=t.trip.vehicle, name=world.vehicles[t.trip.vehicle].name,
              permille=_permille(world, t.trip.vehicle, t.trip.charge_permille), wh=t.night_wh)
        for t in electric if t.trip.vehicle != vehicle
    )  # fmt: skip
    return NightPlan(
        vehicle=vehicle, depot=world.places[grid.place].name, evening=truck.evening_soc_permille,
        permille=_permille(world, vehicle, trip.charge_permille),
        least=min(most, truck.evening_soc_permille), most=most, fair=truck.start_soc_permille,
        chosen=trip.charge_permille is not None, usable_wh=usable_wh(truck),
        need_wh=sum(t.night_wh for t in mine), limit_wh=charging.night_limit_wh(grid=grid), others=others,
    )  # fmt: skip


def _permille(world: World, vehicle: str, chosen: int | None) -> int:
    return world.vehicles[vehicle].start_soc_permille if chosen is None else chosen


def height(night: NightPlan) -> int:
    """Of the section."""
    return HEAD_H + (20 + ROW_H * len(night.others) if night.others else 0)


def draw(ctx: Ctx, rect: Rect, night: NightPlan, pending: int | None) -> int:
    """The section; `pending` is what a drag would make of it. Returns the y below."""
    lang, p, c = speech(ctx), ctx.p, ctx.c
    permille = night.permille if pending is None else pending
    p.text(rect.x, rect.y, ctx.t("night.leaves", share=lang.percent(permille / 1000)), "body", weight=600)
    kwh = lang.number(permille / 1000 * night.usable_wh / 1000)
    p.text(rect.right, rect.y, ctx.t("night.kwh", kwh=kwh), "small", c.text2, align="r")
    _bar(ctx, Rect(rect.x, rect.y + 24, rect.w, 18), night, permille)
    _steps(ctx, Rect(rect.x, rect.y + 52, rect.w, 28), night)
    _grid(ctx, Rect(rect.x, rect.y + 90, rect.w, 50), night)
    y = rect.y + HEAD_H
    if night.others:
        p.text_mid(rect.x, y + 8, ctx.t("night.others"), "micro", c.text2, weight=600)
        y += 20
    for other in night.others:
        row = Rect(rect.x - 6, y, rect.w + 12, ROW_H)
        widgets.row(ctx, f"night.{other.vehicle}", row, label=lang.fleet(other.name), payload=other.vehicle)
        words = ctx.t("night.other", share=lang.percent(other.permille / 1000),
                      kwh=lang.number(other.wh / 1000))  # fmt: skip
        used = p.text_mid(rect.right, row.centery, words, "small", c.text2, align="r")
        name = p.type.fit(truck_names(lang.fleet(other.name)), rect.w - used - 10, "small")
        p.text_mid(rect.x, row.centery, name, "small")
        y += ROW_H
    return y


def _bar(ctx: Ctx, rect: Rect, night: NightPlan, permille: int) -> None:
    """What it came in with in grey, what the night adds in the colour of the battery, the most as a mark."""
    c, p = ctx.c, ctx.p

    def x(value: int) -> int:
        return rect.x + round(rect.w * value / 1000)

    p.box(rect, fill=c.surface3, line=c.control, radius=4)
    p.fill(Rect(rect.x, rect.y, x(min(permille, night.evening)) - rect.x, rect.h), c.drive, 4)
    if permille > night.evening:
        p.fill(Rect(x(night.evening), rect.y, x(permille) - x(night.evening), rect.h), c.battery, 3)
    p.vline(x(night.fair), rect.y - 3, rect.bottom + 3, c.text2)
    if night.most < 1000:
        p.hatch(Rect(x(night.most), rect.y + 1, rect.right - x(night.most) - 1, rect.h - 2), c.line_strong)
    knob = (x(permille), rect.centery)
    p.ring(knob, 8, c.surface, c.accent, 2)
    name = f"soc.{night.vehicle}"
    if ctx.focused(name):
        p.outline(Rect(knob[0] - 12, knob[1] - 12, 24, 24), c.accent, 12, 2)
    lang = speech(ctx)
    tip = ctx.t("night.bar_tip", evening=lang.percent(night.evening / 1000),
                most=lang.percent(night.most / 1000), fair=lang.percent(night.fair / 1000))  # fmt: skip
    label = ctx.t("night.leaves", share=lang.percent(permille / 1000))
    ctx.hit(name, rect.inflate(0, 8), "drag", label=label,
            payload=night, draggable=True, tooltip=tip)  # fmt: skip


def _steps(ctx: Ctx, rect: Rect, night: NightPlan) -> None:
    share = ctx.t("night.share")
    wide = widgets.button_width(ctx, share, size="small")
    x = rect.x
    for name, step in (("less", -STEP), ("more", STEP)):
        wanted = min(night.most, max(night.least, night.permille + step))
        label = ctx.t(f"night.{name}", share=speech(ctx).percent(STEP / 1000))
        width = widgets.button_width(ctx, label, size="small")
        widgets.button(ctx, f"soc.{name}", Rect(x, rect.y, width, rect.h), label, size="small",
                       enabled=wanted != night.permille,
                       payload=SetCharge(vehicle=night.vehicle, permille=wanted))  # fmt: skip
        x += width + 6
    box = Rect(min(x, rect.right - wide), rect.y, wide, rect.h)
    widgets.button(ctx, "soc.share", box, share, size="small",
                   enabled=night.chosen, tooltip=ctx.t("night.share_tip"),
                   payload=SetCharge(vehicle=night.vehicle, permille=-1))  # fmt: skip


def _grid(ctx: Ctx, rect: Rect, night: NightPlan) -> None:
    """What all trucks of the depot ask of the connection, against its limit."""
    lang, p, c = speech(ctx), ctx.p, ctx.c
    over = night.need_wh - night.limit_wh
    words = ctx.t("night.grid", need=lang.number(-(-night.need_wh // 1000)),
                  limit=lang.number(int(night.limit_wh // 1000)))  # fmt: skip
    used = p.text(
        rect.right, rect.y, words, "small", c.bad.text if over > 0 else c.text, weight=600, align="r"
    )
    p.text(rect.x, rect.y, p.type.fit(night.depot, rect.w - used - 8, "small"), "small", c.text2)
    bar = Rect(rect.x, rect.y + 21, rect.w, 6)
    full = max(night.limit_wh, float(night.need_wh), 1.0)
    p.fill(bar, c.surface3, 3)
    width = round(bar.w * min(night.need_wh, night.limit_wh) / full)
    p.fill(Rect(bar.x, bar.y, width, bar.h), c.battery, 3)
    if over > 0:
        p.fill(Rect(bar.x + width, bar.y, bar.w - width, bar.h), c.bad.outline, 3)
        text = ctx.t("night.over", kwh=lang.number(-(-int(over) // 1000)))
        p.icon(rect.x, rect.y + 33, "alert-triangle", 14, c.bad.text)
        p.text(rect.x + 19, rect.y + 32, text, "small", c.bad.text)
    else:
        left = ctx.t("night.left", kwh=lang.number(int(-over // 1000)))
        p.text(rect.x, rect.y + 32, left, "small", c.text2)
    ctx.hit("night.grid", rect, "info", tooltip=ctx.t("night.grid_tip"))
