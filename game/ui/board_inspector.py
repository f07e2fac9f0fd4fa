"""The tab of the chosen trip: its stop with everything that may be done, hours, battery, what is aboard.

Hits: `act.<id>` (payload: Offer), those of `board_night` and `board_gauge`, `stop.prev`, `stop.next`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.content.language import Language
from game.domain.evaluation import StopTimes, TripEvaluation
from game.domain.world import Action, World
from game.rules.battery import usable_wh
from game.ui import (
    board_act_rows,
    board_gauge,
    board_night,
    board_strips,
    glossary_term,
    order_marks,
    widgets,
)
from game.ui.board_axis import BoardAxis
from game.ui.board_hours import hours_of, outlook_of
from game.ui.board_own import stop_icon, titled
from game.ui.board_rows import load_words
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.explain_dialog import ExplainRef
from game.ui.host import speech
from game.ui.names import truck_names

Rect = pygame.Rect
ALL_DAY_S = 23 * 3600
"""A window that is longer says nothing."""
NOWHERE = Rect(0, 0, 0, 0)
HEAD_H = 56
WORD_PX = 40
"""Room for a percentage beside the line of the battery."""
TITLE_H = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a card: icon and words."""

    icon: str
    text: str
    kind: str = ""


def stop_facts(world: World, judged: TripEvaluation, times: StopTimes, lang: Language) -> tuple[Fact, ...]:
    """What is known of a stop: where, when, within which window, what is aboard, how full the battery is."""
    vehicle, stop = world.vehicles[judged.trip.vehicle], times.stop
    place = world.places[times.place]
    made = [Fact(icon="map-pin", text=", ".join(dict.fromkeys((place.name, place.town))))]
    key = "insp.times" if times.end_s > times.begin_s else "insp.arrives"
    at = {"arrive": times.arrive_s, "begin": times.begin_s, "end": times.end_s}
    words = lang.t(key, **{name: lang.clock(time_s) for name, time_s in at.items()})
    made.append(Fact(icon="clock", text=words))
    if times.window_close_s - times.window_open_s < ALL_DAY_S and not stop.own:
        text = lang.t(
            "insp.window", open=lang.clock(times.window_open_s), close=lang.clock(times.window_close_s)
        )
        kind = "bad" if times.late_s > 0 else ""
        if times.late_s > 0:
            text += " · " + lang.t("board.late", minutes=lang.minutes(-(-times.late_s // 60) * 60))
        made.append(Fact(icon="alert-triangle" if kind else "hourglass", text=text, kind=kind))
    if stop.order:
        key = "insp.collects" if stop.action is Action.COLLECT else "insp.delivers"
        made.append(
            Fact(icon="package", text=lang.t(key, load=load_words(world.orders[stop.order].load, lang)))
        )
    usable = usable_wh(vehicle)
    if judged.battery_trace and usable:
        text = lang.t("insp.battery", share=lang.percent(times.battery_wh / usable))
        if times.charged_wh:
            leave = lang.percent((times.battery_wh + times.charged_wh) / usable)
            text = lang.t("insp.charged", share=lang.percent(times.battery_wh / usable), leave=leave,
                          kwh=lang.number(times.charged_wh / 1000, 1))  # fmt: skip
        kind = "bad" if times.battery_wh < 0 else ""
        made.append(Fact(icon="alert-triangle" if kind else "battery-2", text=text, kind=kind))
    return tuple(made)


def order_facts(world: World, order: str, lang: Language) -> tuple[Fact, ...]:
    """What is known of an order that is in no trip."""
    found = world.orders[order]
    start, end = world.places[found.pickup], world.places[found.delivery]
    made = [
        Fact(icon="map-pin", text=f"{start.town} → {end.town}"),
        Fact(icon="package", text=load_words(found.load, lang)),
    ]
    for window in (found.delivery_windows or found.pickup_windows)[:1]:
        if window.close_s - window.open_s < ALL_DAY_S:
            text = lang.t("insp.window", open=lang.clock(window.open_s), close=lang.clock(window.close_s))
            made.append(Fact(icon="clock", text=text))
    made.append(Fact(icon="euro", text=lang.t("insp.buy_in", euro=lang.euro(found.penalty_cent, 0))))
    return tuple(made)


# -- drawing -----------------------------------------------------------------------------------------
def draw(ctx: Ctx, rect: Rect, desk: Desk) -> None:
    """The whole tab."""
    selection = desk.selection
    if not selection.vehicle and not selection.order:
        widgets.empty(ctx, rect, "truck", ctx.t("insp.none"), ctx.t("insp.none_hint"))
        return
    ctx.hits.push_clip(NOWHERE)
    with ctx.p.clip(NOWHERE):  # the height is known once it is laid out
        content = _column(ctx, Rect(rect.x, 0, rect.w, 0), desk, Rect(0, 0, 0, 0)) + 12
    ctx.hits.pop_clip()
    with widgets.scroll(ctx, "trip", rect, desk.scrolls["trip"], content) as top:
        _column(ctx, Rect(rect.x, round(top), rect.w, 0), desk, rect)


def _column(ctx: Ctx, rect: Rect, desk: Desk, shown: Rect) -> int:
    """Everything below each other; returns the y below."""
    selection, judged = desk.selection, desk.judged().trip_of(desk.selection.vehicle)
    y = rect.y
    if selection.vehicle:
        y = _head(ctx, rect, desk, judged)
    y = _subject(ctx, Rect(rect.x, y, rect.w, 0), desk, judged)
    if desk.about().order:
        y = _marks(ctx, Rect(rect.x, y, rect.w, 0), desk, desk.about().order)
    offers, began = desk.acts(speech(ctx)), y
    y = board_act_rows.draw(ctx, "act", Rect(rect.x + 6, y, rect.w - 12, 0), offers.found, shown) + 6
    if not offers.complete:
        ctx.p.text_mid(rect.x + 16, y + 10, ctx.t("acts.looking"), "small", ctx.c.text2)
        y += 24
    y = began + desk.acts_room.keep(desk.about(), y - began, final=offers.complete)
    if not selection.vehicle:
        return y
    return _of_the_trip(ctx, Rect(rect.x, y, rect.w, 0), desk, judged)


def _of_the_trip(ctx: Ctx, rect: Rect, desk: Desk, judged: TripEvaluation | None) -> int:
    """Hours of the driver, the battery and its night, what is aboard."""
    world, vehicle = desk.session.system, desk.selection.vehicle
    y, inner = rect.y, Rect(rect.x + 16, 0, rect.w - 32, 0)
    y = _title(ctx, rect, y, "insp.hours")
    hours = hours_of(world, world.vehicles[vehicle], judged)
    y = board_gauge.draw_lines(ctx, Rect(inner.x, y, inner.w, 0), hours) + 6
    weeks = outlook_of(world, world.vehicles[vehicle], judged)
    said = board_gauge.ahead(hours, weeks, world.hours, world.day, speech(ctx))
    y = board_gauge.draw_ahead(ctx, Rect(inner.x, y, inner.w, 0), said)
    if judged is None:
        return y
    row = next((r for r in desk.rows(speech(ctx)) if r.vehicle == vehicle), None)
    axis = BoardAxis(from_s=judged.start_s, to_s=max(judged.end_s, judged.start_s + 1))
    if row is not None and row.charge:
        y = _title(ctx, rect, y, "insp.charge")
        side_s = (axis.to_s - axis.from_s) * WORD_PX / max(1, inner.w - 2 * WORD_PX)
        wide = BoardAxis(from_s=axis.from_s - side_s, to_s=axis.to_s + side_s)
        strip = Rect(inner.x, y + 4, inner.w, 44)
        board_strips.charge_strip(ctx, wide, strip, row.charge, row.reserve, ctx.c.surface)
        text = f"{row.battery_text} · {row.charge_text}"
        for line in ctx.p.type.wrap(text, inner.w, "small"):
            ctx.p.text(inner.x, y + 56, line, "small", ctx.c.text2)
            y += 16
        y += 64
    night = board_night.night_plan(world, desk.session.plan, desk.judged(), vehicle)
    if night is not None:
        y = _title(ctx, rect, y, "insp.night")
        y = board_night.draw(ctx, Rect(inner.x, y, inner.w, 0), night, desk.pending_charge(vehicle)) + 6
    if row is not None and row.load:
        y = _title(ctx, rect, y, "insp.load")
        board_strips.load_strip(ctx, axis, Rect(inner.x, y + 2, inner.w, 34), row.load, ctx.c.surface)
        ctx.p.text(inner.x, y + 42, row.peak_text, "small", ctx.c.text2)
        y += 66
    return y


def _title(ctx: Ctx, rect: Rect, y: int, key: str) -> int:
    ctx.p.hline(rect.x, rect.right, y)
    word = ctx.p.text_mid(rect.x + 16, y + 17, ctx.t(key), "micro", ctx.c.text2, weight=600)
    glossary_term.mark(ctx, key, rect.x + 16, y + 17, word)
    return y + TITLE_H


def _head(ctx: Ctx, rect: Rect, desk: Desk, judged: TripEvaluation | None) -> int:
    """Vehicle and driver, cost of the trip, which opens where its figures come from."""
    world, p = desk.session.system, ctx.p
    vehicle = world.vehicles[desk.selection.vehicle]
    lang = speech(ctx)
    if judged:
        area = Rect(rect.x, rect.y, rect.w, HEAD_H)
        if ctx.hovered("explain.trip"):
            p.fill(area, ctx.c.surface2)
        widgets.focus_ring(ctx, "explain.trip", area.inflate(-16, -10))
        ctx.hit("explain.trip", area, "link", label=lang.fleet(vehicle.name), tooltip=ctx.t("explain.click"),
                payload=ExplainRef(what="cost", vehicle=vehicle.id))  # fmt: skip
    cost = lang.euro(judged.cost.total(), 0) if judged else ctx.t("board.home")
    used = p.text(rect.right - 16, rect.y + 10, cost, "body", weight=600, align="r")
    name = p.type.fit(truck_names(lang.fleet(vehicle.name)), rect.w - 44 - used, "h4", 600)
    p.text(rect.x + 16, rect.y + 9, name, "h4", weight=600)
    driver = world.drivers[judged.trip.driver if judged else desk.driver_of(vehicle.id)].name
    words = driver
    if judged:
        span = f"{lang.clock(judged.start_s)}–{lang.clock(judged.end_s)}"
        words = f"{driver} · {span} · {lang.km(judged.distance_m)}"
    grams = f"{words} · {lang.kg_co2e(judged.co2e_g)} CO₂e" if judged else words
    line = p.type.fit((grams, words, driver), rect.w - 32, "small")
    p.text(rect.x + 16, rect.y + 31, line, "small", ctx.c.text2)
    p.hline(rect.x, rect.right, rect.y + HEAD_H)
    return rect.y + HEAD_H


def _subject(ctx: Ctx, rect: Rect, desk: Desk, judged: TripEvaluation | None) -> int:
    """The chosen stop or order with its facts."""
    world, lang, p = desk.session.system, speech(ctx), ctx.p
    about = desk.about()
    stops = judged.stops if judged else ()
    times = stops[about.stop] if judged and 0 <= about.stop < len(stops) else None
    y = rect.y + 10
    if judged is not None and stops:
        _arrows(ctx, Rect(rect.right - 74, y - 3, 64, 28), about.stop, len(stops))
    room = rect.w - 32 - (70 if stops else 0)
    if judged is not None and times is None:
        p.text(rect.x + 16, y, ctx.t("insp.whole"), "h4", weight=600)
        y += 22
        for line in p.type.wrap(ctx.t("insp.whole_hint", n=len(stops)), rect.w - 32, "small"):
            p.text(rect.x + 16, y + 4, line, "small", ctx.c.text2)
            y += 16
        return y + 10
    if times is not None and judged is not None:
        vehicle = world.vehicles[judged.trip.vehicle]
        title = titled(world, vehicle, judged.trip.stops, about.stop, lang)
        facts, icon = stop_facts(world, judged, times, lang), stop_icon(world, times.stop)
    elif about.order:
        title, icon = world.orders[about.order].customer, ""
        facts = order_facts(world, about.order, lang)
    else:
        return rect.y
    x = rect.x + 16
    if icon:
        p.icon(x, y + 1, icon, 18, ctx.c.accent)
        x, room = x + 25, room - 25
    for line in p.type.wrap(title, room, "h4", 600):
        p.text(x, y, line, "h4", weight=600)
        y += 20
    y += 6
    for fact in facts:
        color = ctx.c.status(fact.kind).text if fact.kind else ctx.c.text2
        p.icon(rect.x + 16, y + 1, fact.icon, 14, color)
        for line in p.type.wrap(fact.text, rect.w - 32 - 22, "small"):
            p.text(rect.x + 38, y, line, "small", color)
            y += 17
        y += 2
    return y + 6


def _marks(ctx: Ctx, rect: Rect, desk: Desk, order: str) -> int:
    """What the player corrected of the chosen order, and the buttons for more."""
    area = Rect(rect.x + 16, rect.y, rect.w - 32, 28)
    area.y = order_marks.draw(ctx, area, desk.session, order)
    order_marks.buttons(ctx, area.move(0, 2), desk.session, order)
    return area.bottom + 8


def _arrows(ctx: Ctx, rect: Rect, stop: int, count: int) -> None:
    last = stop >= count - 1
    for name, x, able in (("prev", rect.x, stop > 0), ("next", rect.x + 34, not last)):
        icon, box = "chevron-left" if name == "prev" else "chevron-right", Rect(x, rect.y, 28, 28)
        widgets.icon_button(ctx, f"stop.{name}", box, icon, label=ctx.t(f"insp.{name}"), enabled=able)
