"""What a drop asks of driver and battery: hours beside the limits of the law, and the lowest charge.

Shown on the card for at most two trucks whose trips would change; the past and the law come from the rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pygame

from game.content.language import Language
from game.domain.evaluation import TripEvaluation
from game.domain.world import Vehicle, World
from game.rules.battery import usable_wh
from game.ui import board_gauge
from game.ui.board_hours import DriverHours, hours_of
from game.ui.context import Ctx
from game.ui.drop_preview import Preview
from game.ui.map_kept import Kept
from game.ui.names import truck_names

Rect = pygame.Rect
MOST = 2
LINE_H = 18
NAME_W = 84


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One truck as the drop would leave it."""

    name: str
    hours: DriverHours
    words: tuple[str, ...]
    """Hours in words, longest first."""
    charge: tuple[str, ...] = ()
    charge_kind: str = ""

    @property
    def height(self) -> int:
        """In logical pixels."""
        return LINE_H * (2 if self.charge else 1)


_KEPT: Kept[tuple[Fact, ...]] = Kept(200)


def facts_of(world: World, preview: Preview, lang: Language) -> tuple[Fact, ...]:
    """The trucks that would drive another trip, the longest duty first; worked out once per preview."""
    return _KEPT.get((preview, world), lang.code, lambda: _made(world, preview, lang))


def _made(world: World, preview: Preview, lang: Language) -> tuple[Fact, ...]:
    if preview.after is None or preview.before is None:
        return ()
    before = {t.trip.vehicle: t for t in preview.before.trips}
    changed = [t for t in preview.after.trips if before.get(t.trip.vehicle) != t]
    changed.sort(key=lambda t: (-t.duty_s, t.trip.vehicle))
    return tuple(_fact(world, t, before.get(t.trip.vehicle), lang) for t in changed[:MOST])


def _fact(world: World, judged: TripEvaluation, old: TripEvaluation | None, lang: Language) -> Fact:
    vehicle = replace(world.vehicles[judged.trip.vehicle], driver=judged.trip.driver)
    hours = hours_of(world, vehicle, judged)
    charge, kind = _charge(world, vehicle, judged, old, lang)
    name, words = lang.fleet(vehicle.name), _words(hours, lang)
    return Fact(name=name, hours=hours, words=words, charge=charge, charge_kind=kind)


def _words(hours: DriverHours, lang: Language) -> tuple[str, ...]:
    shown = {line.key: board_gauge.line_words(line, lang) for line in board_gauge.lines(hours)}
    if not shown:
        return (lang.t("facts.free"),)
    if "drive" in shown:
        drive, duty = lang.t("facts.drive", of=shown["drive"]), lang.t("facts.duty", of=shown["duty"])
        return f"{drive} · {duty}", drive
    return (lang.t("facts.six", of=shown["six"]),) if "six" in shown else (next(iter(shown.values())),)


def _charge(
    world: World, vehicle: Vehicle, judged: TripEvaluation, old: TripEvaluation | None, lang: Language
) -> tuple[tuple[str, ...], str]:
    """(words, status) of the lowest charge on the way."""
    usable = usable_wh(vehicle)
    if not judged.battery_trace or usable <= 0:
        return (), ""
    lowest = min(wh for _t, wh in judged.battery_trace) / usable
    reserve = world.battery_reserve_share * vehicle.class_.battery_wh / usable
    was = min((wh for _t, wh in old.battery_trace), default=None) if old else None
    now = lang.percent(lowest)
    change = (
        f"{lang.percent(was / usable)} → {now}"
        if was is not None and round(was / usable, 2) != round(lowest, 2)
        else now
    )
    words = lang.t("facts.charge", lowest=change, reserve=lang.percent(reserve))
    kind = "bad" if lowest < 0 else "warn" if lowest < reserve else ""
    return (words, lang.t("facts.charge_short", lowest=now)), kind


def height(facts: tuple[Fact, ...]) -> int:
    """Of the lines on the card."""
    return sum(f.height for f in facts) + 4 if facts else 0


def draw(ctx: Ctx, rect: Rect, y: int, facts: tuple[Fact, ...]) -> int:
    """The lines from y; returns the y below."""
    for fact in facts:
        x = rect.x + 14
        if len(facts) > 1:
            name = ctx.p.type.fit(truck_names(fact.name), NAME_W, "micro", 600)
            ctx.p.text_mid(x, y + 8, name, "micro", weight=600)
            x += NAME_W + 6
        board_gauge.mini(ctx, Rect(x, y, 52, 16), fact.hours)
        x += 52 if fact.hours.status else 38
        kind = fact.hours.status
        color = ctx.c.status(kind).text if kind else ctx.c.text2
        ctx.p.text_mid(x, y + 8, ctx.p.type.fit(fact.words, rect.right - 12 - x, "micro"), "micro", color)
        y += LINE_H
        if fact.charge:
            y = _charge_line(ctx, rect, y, fact, indent=len(facts) > 1)
    return y + 4 if facts else y


def _charge_line(ctx: Ctx, rect: Rect, y: int, fact: Fact, *, indent: bool) -> int:
    x = rect.x + 14 + (NAME_W + 6 if indent else 0)
    color = ctx.c.status(fact.charge_kind).text if fact.charge_kind else ctx.c.battery
    icon = "alert-triangle" if fact.charge_kind == "bad" else "battery-2"
    ctx.p.icon_mid(x + 8, y + 8, icon, 14, color)
    ink = color if fact.charge_kind else ctx.c.text2
    text = ctx.p.type.fit(fact.charge, rect.right - 12 - x - 22, "micro")
    ctx.p.text_mid(x + 20, y + 8, text, "micro", ink)
    return y + LINE_H
