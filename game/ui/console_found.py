"""The result in the console: what moves per trip or per order, with check boxes, and taking it over.

Hits: `found.<vehicle or order>` (checkbox, payload: FoundRef), `console.grain.<trip|order>`,
`console.why`; the foot is in `console_take`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pygame

from game.solver.difference import Carrier
from game.solver.explain_words import explained_text
from game.ui import console_take, layout, say, widgets
from game.ui.advice_words import change_words, result_notes
from game.ui.console_orders import OrderChange, OrderChanges
from game.ui.console_state import ConsoleState
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.drop_preview import error_text, finding_text
from game.ui.host import speech
from game.ui.names import truck_names
from game.ui.reckon_runs import Change
from game.ui.theme import Space, mix

Rect = pygame.Rect
ROW, LOW_ROW = Space.PROPOSAL, 36
LOW = 340
"""Below this height the rows have the room: they are lower, what is said of the result scrolls with them,
and the choice between trips and orders stands beside the tabs."""
GRAINS = ("trip", "order")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRef:
    """A row of the result: a vehicle's trip, or an order."""

    vehicle: str = ""
    order: str = ""
    enabled: bool = True


def draw(
    ctx: Ctx, rect: Rect, desk: Desk, state: ConsoleState, orders: OrderChanges | None, now_ms: int
) -> None:
    """What the search has given, or how it goes."""
    status = desk.reckoning.state
    if status == "running":
        _running(ctx, rect, desk, now_ms)
    elif status == "ready":
        _result(ctx, rect, desk, state, orders)
    else:
        key = {"nothing": "nothing", "failed": "failed"}.get(status, "idle")
        icon = {"failed": "alert-triangle", "nothing": "circle-check"}.get(key, "adjustments")
        widgets.empty(ctx, rect, icon, ctx.t(f"console.{key}"), ctx.t(f"console.{key}_hint"))


def _running(ctx: Ctx, rect: Rect, desk: Desk, now_ms: int) -> None:
    lang, found, inside = speech(ctx), desk.reckoning, layout.pad(rect, 16)
    ctx.p.text(inside.x, inside.y, ctx.t("console.searching"), "body", weight=600)
    y = inside.y + 24
    if found.judged is not None:
        now, then = desk.judged().kpi, found.judged.kpi
        change = (
            f"{lang.euro_signed(then.cost_cent - now.cost_cent, 0)} · "
            f"{lang.kg_co2e_signed(then.co2e_g - now.co2e_g, 0)}"
        )
        ctx.p.text(inside.x, y, ctx.t("console.so_far", change=change), "small", ctx.c.text2)
    y += 26
    costs = found.best_over_time(found.seconds(now_ms))
    room = max(0, min(90, inside.bottom - y - 40))
    if costs and room > 20:
        ctx.p.sparkline(Rect(inside.x, y, inside.w, room), costs, ctx.c.accent)
    y += room + 14
    widgets.progress(ctx, Rect(inside.x, y, inside.w, 4), found.seconds(now_ms) / found.seconds_given)
    if found.restarts:
        line = ctx.p.type.fit(ctx.t("console.restarted", n=found.restarts), inside.w, "small")
        ctx.p.text(inside.x, y + 10, line, "small", ctx.c.warn.text)


# -- a plan to take over -------------------------------------------------------------------------------
def _result(ctx: Ctx, rect: Rect, desk: Desk, state: ConsoleState, orders: OrderChanges | None) -> None:
    low = is_low(rect)
    foot, body = layout.cut_bottom(rect, console_take.height(desk, state, low=low))
    if not low:
        y = _grain(ctx, body, _said(ctx, body, desk, 3), state)
        body = Rect(body.x, y, body.w, max(0, body.bottom - y))
    said = _said_height(ctx, body, desk) if low else 0
    if state.grain == "order":
        _orders(ctx, body, desk, state, orders, said)
    else:
        _trips(ctx, body, desk, state, said)
    console_take.draw(ctx, foot, desk, state, orders)


def is_low(rect: Rect) -> bool:
    """Whether a result that is shown here leaves little room for its rows."""
    return rect.h < LOW


def grain(ctx: Ctx, rect: Rect, state: ConsoleState) -> Rect:
    """Trips or orders, at the right of the tabs of a low result; what is left for the tabs."""
    items = [(name, ctx.t(f"console.grain_{name}")) for name in GRAINS]
    width = 2 * round(max(ctx.p.type.width(word, "body", 600) for _n, word in items) + 16)
    box = Rect(rect.right - 12 - width, rect.centery - 14, width, 28)
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)
    widgets.segmented(ctx, "console.grain", box, items, state.grain)
    return Rect(rect.x, rect.y, box.x - 4 - rect.x, rect.h)


def _grain(ctx: Ctx, rect: Rect, y: int, state: ConsoleState) -> int:
    """The choice between trips and orders on a line of its own."""
    box = Rect(rect.x + 16, y, min(260, rect.w - 32), 28)
    widgets.segmented(
        ctx, "console.grain", box, [(g, ctx.t(f"console.per_{g}")) for g in GRAINS], state.grain
    )
    ctx.p.hline(rect.x, rect.right, y + 35)
    return y + 36


def _said(ctx: Ctx, rect: Rect, desk: Desk, most: int) -> int:
    """What kind of result it is, and why in at most so many lines; gives the y below."""
    found = desk.reckoning
    y = rect.y + 8
    notes = result_notes(ctx, desk, asking=False)
    if notes:
        y = _banner(ctx, rect, y, notes)
    explained = found.explained(desk.session)
    told = say.explained(ctx, desk.session.system, explained) if explained else []
    if explained is not None:
        area = Rect(rect.x + 16, y, rect.w - 32, 18 * max(1, len(told[:2])))
        ctx.hit("console.why", area, "info", tooltip=explained_text(explained, ctx.t))
    say.short(ctx, "found", Rect(rect.x + 10, y, rect.w - 20, 0), told, most)
    return y + (say.LINE + 2) * most + 6  # it comes a little later: nothing moves then


def _said_height(ctx: Ctx, rect: Rect, desk: Desk) -> int:
    """How high that is with one line, as the first thing that scrolls."""
    notes = result_notes(ctx, desk, asking=False)
    banner = 16 * len(_banner_lines(ctx, rect, notes)) + 18 if notes else 0
    return 8 + banner + say.LINE + 8


def _banner_lines(ctx: Ctx, rect: Rect, notes: list[str]) -> list[str]:
    return [line for note in notes for line in ctx.p.type.wrap(note, rect.w - 62, "small", 500)]


def _banner(ctx: Ctx, rect: Rect, y: int, notes: list[str]) -> int:
    """It is not simply better: said before anything else."""
    lines = _banner_lines(ctx, rect, notes)
    box = Rect(rect.x + 16, y, rect.w - 32, 16 * len(lines) + 10)
    warn = ctx.c.warn
    ctx.p.box(box, fill=warn.fill, line=warn.outline, radius=6)
    ctx.p.icon_mid(box.x + 14, box.centery, "arrows-exchange", 15, warn.text)
    for i, line in enumerate(lines):
        ctx.p.text(box.x + 28, box.y + 5 + 16 * i, line, "small", warn.text, weight=500)
    return box.bottom + 8


def _rows(
    ctx: Ctx, rect: Rect, desk: Desk, state: ConsoleState, count: int, said: int
) -> Iterator[tuple[int, Rect]]:
    """(which, where) of the rows in sight; `said`: what is said of a low result scrolls before them."""
    row = LOW_ROW if said or rect.h < 6 * ROW else ROW
    with widgets.scroll(ctx, "console.found", rect, state.scrolls["found"], said + row * count) as top:
        if said and round(top) + said > rect.y:
            _said(ctx, Rect(rect.x, round(top), rect.w, said), desk, 1)
            ctx.p.hline(rect.x, rect.right, round(top) + said - 1)
        for i in range(count):
            area = Rect(rect.x, round(top) + said + row * i, rect.w, row)
            if area.colliderect(rect):
                yield i, area


def _trips(ctx: Ctx, rect: Rect, desk: Desk, state: ConsoleState, said: int) -> None:
    changes = sorted(desk.reckoning.changes(desk.session), key=lambda c: (c.cost_cent, c.vehicle))
    for i, area in _rows(ctx, rect, desk, state, len(changes), said):
        _trip(ctx, area, desk, state, changes[i])


def _trip(ctx: Ctx, rect: Rect, desk: Desk, state: ConsoleState, change: Change) -> None:
    lang, world = speech(ctx), desk.session.system
    vehicle = world.vehicles[change.vehicle]
    assert desk.reckoning.plan is not None
    trip = desk.reckoning.plan.trip_of(change.vehicle)
    driver = world.drivers[trip.driver if trip else vehicle.driver].name
    figures = lang.euro_signed(change.cost_cent, 0), lang.kg_co2e_signed(change.co2e_g)
    words = change_words(ctx, change, desk.session)
    name = lang.fleet(vehicle.name)
    _box(
        ctx, rect, FoundRef(vehicle=change.vehicle), on=change.vehicle in desk.reckoning.chosen,
        title=(f"{name} · {driver}", name), tag="", line=words, figures=figures,
        tip=change_words(ctx, change, desk.session, full=True), shown=state.shown == change.vehicle,
    )  # fmt: skip


def _orders(
    ctx: Ctx, rect: Rect, desk: Desk, state: ConsoleState, orders: OrderChanges | None, said: int
) -> None:
    found = orders.found if orders else []
    if orders is None or (not found and not orders.complete):
        ctx.p.text(rect.x + 16, rect.y + 12, ctx.t("console.judging"), "small", ctx.c.text2)
        return
    for i, area in _rows(ctx, rect, desk, state, len(found), said):
        _order(ctx, area, desk, state, found[i])


def _order(ctx: Ctx, rect: Rect, desk: Desk, state: ConsoleState, change: OrderChange) -> None:
    lang, order = speech(ctx), change.moved.order
    preview = change.preview
    figures = ("", "") if preview.error else (
        lang.euro_signed(preview.cost_cent, 0), lang.kg_co2e_signed(preview.co2e_g)
    )  # fmt: skip
    if preview.error is not None:
        why = ctx.t("console.not_alone", why=error_text(ctx, preview.error))
    elif not change.alone:
        why = ctx.t("console.not_alone", why=finding_text(ctx, preview.new[0]))
    else:
        why = finding_text(ctx, preview.new[0]) if preview.new else lang.minutes_signed(preview.duty_s)
    tag = move_words(ctx, desk, change)
    customer = desk.session.system.orders[order].customer
    _box(
        ctx, rect, FoundRef(order=order, enabled=change.alone), on=order in state.picked, title=(customer,),
        tag=tag, line=why, figures=figures, tip=f"{customer}\n{tag}\n{why}", shown=state.shown == order,
    )  # fmt: skip


def move_words(ctx: Ctx, desk: Desk, change: OrderChange) -> str:
    """`Bakwagen 2 → Bakwagen 3`, or that it is another place in the same trip."""
    if change.moved.stays:
        return ctx.t("console.same_trip", vehicle=_carrier(ctx, desk, change.moved.target))
    source, target = change.moved.source, change.moved.target
    return f"{_carrier(ctx, desk, source)} → {_carrier(ctx, desk, target)}"


def _carrier(ctx: Ctx, desk: Desk, carrier: Carrier) -> str:
    world = desk.session.system
    if carrier.vehicle:
        return truck_names(speech(ctx).fleet(world.vehicles[carrier.vehicle].name))[-1]
    return world.sites.partners[carrier.partner].name if carrier.partner else ctx.t("console.open")


def _box(
    ctx: Ctx, rect: Rect, ref: FoundRef, *, on: bool, title: tuple[str, ...], tag: str, line: str,
    figures: tuple[str, str], tip: str, shown: bool,
) -> None:  # fmt: skip
    """A row with its check box; one that cannot be taken alone is quiet and says why."""
    p, c = ctx.p, ctx.c
    name = f"found.{ref.vehicle or ref.order}"
    if on or shown or ctx.hovered(name):
        p.fill(rect, c.accent_tint if on else c.surface2)
    if shown:
        p.fill(Rect(rect.x, rect.y, 3, rect.h), c.accent)
    low = rect.h < ROW
    up, second = (7, 11) if low else (0, 0)  # how much higher both lines stand
    box = Rect(rect.x + 16, rect.y + (9 if low else 12), 18, 18)
    edge = c.accent if on else c.control if ref.enabled else c.line_strong
    p.box(box, fill=c.accent if on else c.surface, line=edge, radius=4)
    if on:
        p.icon(box.x + 2, box.y + 2, "check", 14, c.on_accent)
    elif not ref.enabled:
        p.icon(box.x + 3, box.y + 3, "ban", 12, c.text2)
    used = p.text(rect.right - 16, rect.y + 9 - up, figures[0], "small", weight=600, align="r")
    used = max(used, p.type.width(figures[1], "micro"))
    p.text(rect.right - 16, rect.y + 30 - second, figures[1], "micro", c.text2, align="r")
    room = rect.w - 66 - used
    ink = c.text if ref.enabled else mix(c.surface, c.text, 0.62)
    p.text(rect.x + 44, rect.y + 8 - up, p.type.fit(title, room, "body", 600), "body", ink, weight=600)
    x = rect.x + 44
    if tag:
        short = p.type.fit(tag, room * 0.62, "micro", 600)
        x += _tag(ctx, x, rect.y + 30 - second, short, 15 if low else 18) + 6
    p.text(x, rect.y + 31 - second, p.type.fit(line, rect.x + 44 + room - x, "micro"), "micro", c.text2)
    p.hline(rect.x, rect.right, rect.bottom - 1)
    widgets.focus_ring(ctx, name, box)
    ctx.hit(name, rect, "checkbox", label=f"{title[0]} {figures[0]}", payload=ref, tooltip=tip)


def _tag(ctx: Ctx, x: float, y: float, text: str, height: int) -> int:
    width = round(ctx.p.type.width(text, "micro", 600)) + 12
    box = Rect(round(x), round(y), width, height)
    ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.line_strong, radius=4)
    ctx.p.text_mid(box.centerx, box.centery, text, "micro", weight=600, align="c")
    return width
