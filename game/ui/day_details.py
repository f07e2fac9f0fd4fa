"""The right panel for a selected trip or order: planned against expected, stop by stop, and the best place.

Hits: `detail.stop.<order>` (payload the order id, draggable while it can be changed), `detail.advise`,
`detail.take`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.corrections import corrected
from game.domain.evaluation import StopTimes, TripEvaluation
from game.domain.plan import Stop
from game.rules.stops import via_of
from game.session import Session
from game.ui import layout, order_marks, widgets
from game.ui.board_own import number_of, own_name, own_words, stop_icon
from game.ui.board_rows import load_words
from game.ui.board_view import BlockRef
from game.ui.context import Ctx
from game.ui.day_model import DayModel, shift_words
from game.ui.host import speech
from game.ui.inbox_panel import head, truck_word
from game.ui.selection import Selection
from game.ui.state import ScrollArea
from game.ui.tell_tool import told_at

Rect = pygame.Rect
ROW = 50
ALL_DAY_S = 23 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The computer's best place for an order, logged as a proposal."""

    order: str
    proposal: str
    vehicle: str
    cost_cent: int
    late_s: int
    held: bool = False
    """There is a better place, but it moves what a customer was promised."""


def trip_panel(
    ctx: Ctx, rect: Rect, session: Session, model: DayModel, chosen: Selection, scroll: ScrollArea,
    advice: Advice | None,
) -> None:  # fmt: skip
    """A trip: who drives, how far, and every stop with plan and expectation."""
    vehicle, order = chosen.vehicle, chosen.order
    trip = model.trip(vehicle)
    owner = session.system.vehicles[vehicle]
    driver = session.system.drivers[owner.driver].name
    truck = session.day.truck(vehicle) if session.day else None
    served = len(truck.stops) if truck else 0
    count = {"done": served, "all": len(trip.stops) if trip else 0}
    note = (ctx.t("day.detail.stops", **count), ctx.t("day.detail.stops_short", **count)) if trip else ""
    body = head(ctx, rect, f"{speech(ctx).fleet(truck_word(session, vehicle))} · {driver}", note)
    if trip is None:
        widgets.empty(ctx, body, "truck", ctx.t("day.detail.idle"), ctx.t("day.detail.idle_hint"))
        return
    if order:
        foot, body = layout.cut_bottom(body, _foot_height(ctx, session, order, advice))
        _advice_bar(ctx, foot, session, order, advice)
    else:
        foot, body = layout.cut_bottom(body, 52)
        ctx.p.hline(foot.x, foot.right, foot.y)
        area = Rect(foot.x + 16, foot.y + 11, foot.w - 32, 30)
        order_marks.buttons(ctx, area, session, "", vehicle)
    begun = session.begun().get(vehicle, 0)
    planned = model.planned(vehicle)
    times = {_name(s.stop): s for s in planned.stops} if planned else {}
    for i, row in widgets.rows(ctx, "detail", body, scroll, len(trip.stops) + 1, ROW):
        if i == len(trip.stops):
            _home_row(ctx, row, trip, model.end_shift_s(vehicle))
            continue
        stop = trip.stops[i]
        done = i < served
        then = times.get(_name(stop.stop))
        if stop.stop.own:
            mine = not order and chosen.stop == i
            _own_row(ctx, row, session, vehicle, i, stop, then, mine=mine, done=done, free=i >= begun)
            continue
        number = number_of(trip.trip.stops, i)
        mine = stop.stop.order == order
        _stop_row(ctx, row, session, number, stop, then, mine=mine, done=done, free=i >= begun)


def _foot_height(ctx: Ctx, session: Session, order: str, advice: Advice | None) -> int:
    """Of the bar below a trip: what was done about the order, the answer that was asked for, the buttons."""
    marks = len(order_marks.marks_of(ctx, session, order))
    return 56 + (36 if advice is not None else 0) + order_marks.LINE * marks + (6 if marks else 0)


def _stop_row(
    ctx: Ctx, rect: Rect, session: Session, number: str, stop: StopTimes, planned: StopTimes | None, *,
    mine: bool, done: bool, free: bool,
) -> None:  # fmt: skip
    fmt, c = speech(ctx), ctx.c
    via = via_of(session.system, stop.stop)
    order = session.system.orders[stop.stop.order]
    hint = ctx.t("day.detail.free" if free else "day.detail.fixed")
    name = f"detail.stop.{order.id}"
    widgets.row(ctx, name, rect, selected=mine, label=order.customer, payload=order.id, draggable=free,
                tooltip=f"{order.customer}. {hint}")  # fmt: skip
    if done:
        ctx.p.icon(rect.x + 16, rect.y + 9, "check", 18, c.ok.text)
    else:
        ctx.p.ring(
            (rect.x + 25, rect.y + 17),
            10,
            c.accent_tint if mine else c.surface,
            c.accent if free else c.control,
            1.5,
        )
        ctx.p.text_mid(rect.x + 25, rect.y + 17, number, "micro", c.text, weight=600, align="c")
    late, room = stop.late_s > 0, stop.window_close_s - stop.begin_s
    status = c.bad.text if late else c.warn.text if not done and room < 600 else c.text
    right = ctx.p.text(
        rect.right - 16, rect.y + 6, fmt.clock(stop.begin_s), "body", status, weight=600, align="r"
    )
    text = ctx.p.type.fit(order.customer, rect.w - 62 - right - 8, "body", 500)
    ctx.p.text(rect.x + 46, rect.y + 6, text, "body", weight=500)
    second = f"{fmt.clock(stop.window_open_s)}–{fmt.clock(stop.window_close_s)}"
    if stop.window_close_s - stop.window_open_s >= ALL_DAY_S:
        second = ctx.t("board.any_time")
    if via:
        second = f"{via.name} · {second}"
    told = told_at(session, f"customer/{order.id}")
    if told is not None:
        second += f" · {ctx.t('tell.mark', clock=fmt.clock(told))}"
    if corrected(session, order.id):
        second += f" · {ctx.t('correct.mark')}"
    if planned and abs(planned.begin_s - stop.begin_s) >= 60:
        second += f" · {ctx.t('day.detail.planned', clock=fmt.clock(planned.begin_s))}"
    ctx.p.text(rect.x + 46, rect.y + 26, ctx.p.type.fit(second, rect.w - 170, "small"), "small", c.text2)
    if late or (not done and room < 600):
        word = (ctx.t("day.detail.late", minutes=-(-stop.late_s // 60)) if late
                else ctx.t("day.detail.room", minutes=max(0, room) // 60))  # fmt: skip
        icon = "alert-triangle" if late else "clock-exclamation"
        width = ctx.p.text(rect.right - 16, rect.y + 26, word, "small", status, weight=500, align="r")
        ctx.p.icon(rect.right - 16 - width - 18, rect.y + 27, icon, 14, status)


def _name(stop: Stop) -> tuple[str, str, str]:
    """What tells a stop from the others of its trip, also when the trip is changed."""
    return stop.order, stop.action.value, stop.place


def _own_row(
    ctx: Ctx, rect: Rect, session: Session, vehicle: str, index: int, stop: StopTimes,
    planned: StopTimes | None, *, mine: bool, done: bool, free: bool,
) -> None:  # fmt: skip
    """A stop of the truck's own: charging, a break, reloading."""
    fmt, c = speech(ctx), ctx.c
    name = own_name(session.system, session.system.vehicles[vehicle], stop.stop, fmt)
    name = f"{name[:1].upper()}{name[1:]}"
    hint = ctx.t("day.detail.own_free" if free else "day.detail.fixed")
    ref = BlockRef(vehicle=vehicle, stop=index, order="")
    widgets.row(ctx, f"detail.own.{index}", rect, selected=mine, label=name, payload=ref,
                tooltip=f"{name}. {hint}")  # fmt: skip
    if done:
        ctx.p.icon(rect.x + 16, rect.y + 9, "check", 18, c.ok.text)
    else:
        ctx.p.icon(rect.x + 16, rect.y + 9, stop_icon(session.system, stop.stop), 18, c.text2)
    used = ctx.p.text(rect.right - 16, rect.y + 6, fmt.clock(stop.begin_s), "body", weight=600, align="r")
    text = ctx.p.type.fit(name, rect.w - 62 - used - 8, "body", 500)
    ctx.p.text(rect.x + 46, rect.y + 6, text, "body", weight=500)
    minutes = fmt.minutes(stop.end_s - stop.begin_s)
    second = " · ".join(dict.fromkeys((own_words(stop, fmt), minutes)))
    if stop.wait_s >= 60:
        second += f" · {ctx.t('day.detail.own_wait', minutes=fmt.minutes(stop.wait_s))}"
    if planned and abs(planned.begin_s - stop.begin_s) >= 60:
        second += f" · {ctx.t('day.detail.planned', clock=fmt.clock(planned.begin_s))}"
    ctx.p.text(rect.x + 46, rect.y + 26, ctx.p.type.fit(second, rect.w - 62, "small"), "small", c.text2)


def _home_row(ctx: Ctx, rect: Rect, trip: TripEvaluation, shift_s: int) -> None:
    fmt = speech(ctx)
    ctx.p.icon(rect.x + 16, rect.y + 9, "depot", 18, ctx.c.text2)
    ctx.p.text(
        rect.x + 46, rect.y + 8, ctx.t("day.detail.home", clock=fmt.clock(trip.end_s)), "body", weight=500
    )
    if abs(shift_s) >= 60:
        color = ctx.c.warn.text if shift_s > 300 else ctx.c.text2
        ctx.p.text(
            rect.right - 16, rect.y + 8, shift_words(shift_s, fmt), "body", color, weight=600, align="r"
        )


def order_panel(ctx: Ctx, rect: Rect, session: Session, order_id: str, advice: Advice | None) -> None:
    """An order that is in no trip: what it is, what buying in costs, and where it fits best."""
    fmt, order = speech(ctx), session.system.orders[order_id]
    body = head(ctx, rect, ctx.p.type.fit(order.customer, rect.w - 140, "h3", 600), ctx.t("day.detail.open"))
    inner = layout.pad(body, 16, y=12)
    place = session.system.places[order.delivery if order.delivery_windows else order.pickup]
    lines = [("map-pin", place.town), ("package", load_words(order.load, fmt))]
    for window in (order.delivery_windows or order.pickup_windows)[:1]:
        lines.append(
            (
                "clock",
                ctx.t("day.detail.window", open=fmt.clock(window.open_s), close=fmt.clock(window.close_s)),
            )
        )
    lines.append(("euro", ctx.t("day.detail.buy_in", money=fmt.euro(order.penalty_cent, 0))))
    y = inner.y
    for icon, text in lines:
        ctx.p.icon(inner.x, y + 2, icon, 16, ctx.c.text2)
        ctx.p.text(inner.x + 26, y, ctx.p.type.fit(text, inner.w - 26, "body"), "body")
        y += 26
    height = _foot_height(ctx, session, order_id, advice)
    _advice_bar(ctx, Rect(rect.x, y + 8, rect.w, height), session, order_id, advice)


def _advice_bar(ctx: Ctx, rect: Rect, session: Session, order: str, advice: Advice | None) -> None:
    """The button that asks, and the answer with its price."""
    fmt = speech(ctx)
    ctx.p.fill(rect, ctx.c.surface)
    ctx.p.hline(rect.x, rect.right, rect.y)
    y = rect.y + 12
    marks = order_marks.draw(ctx, Rect(rect.x + 16, y - 2, rect.w - 32, 0), session, order)
    y = marks + 8 if marks > y else y
    if advice is not None and advice.order == order:
        if advice.proposal:
            money, late = fmt.euro_signed(advice.cost_cent, 0), fmt.minutes_signed(advice.late_s)
            name = truck_word(session, advice.vehicle)
            text = ctx.t("day.advice.place", vehicle=name, money=money, late=late)
        else:
            text = ctx.t("day.advice.held" if advice.held else
                         "day.advice.stay" if advice.vehicle else "day.advise_none")  # fmt: skip
        ctx.p.icon(rect.x + 16, y + 2, "bulb", 16, ctx.c.accent)
        ctx.p.text(rect.x + 40, y, ctx.p.type.fit(text, rect.w - 56, "body", 500), "body", weight=500)
        y += 32
    label = ctx.t("day.advise")
    box = Rect(rect.x + 16, y, widgets.button_width(ctx, label, icon="bulb"), 32)
    changeable = can_change(session, order)
    tip = "day.detail.fixed" if not changeable else "day.advise_tip" if session.helped else "rounds.by_hand"
    widgets.button(ctx, "detail.advise", box, label, icon="bulb", enabled=changeable and session.helped,
                   tooltip=ctx.t(tip))  # fmt: skip
    if advice is not None and advice.order == order and advice.proposal:
        label = ctx.t("day.take")
        take = Rect(box.right + 8, y, widgets.button_width(ctx, label), 32)
        widgets.button(ctx, "detail.take", take, label, kind="primary")
        box = take
    area = Rect(box.right + 8, y, rect.right - 16 - box.right - 8, 32)
    order_marks.buttons(ctx, area, session, order)


def can_change(session: Session, order: str) -> bool:
    """Whether nothing of an order has begun."""
    vehicle = session.plan.vehicle_of(order)
    trip = session.plan.trip_of(vehicle) if vehicle else None
    if trip is None or vehicle is None:
        return True
    first = next(i for i, s in enumerate(trip.stops) if s.order == order)
    return first >= session.begun().get(vehicle, 0)
