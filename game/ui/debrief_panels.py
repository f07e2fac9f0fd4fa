"""The lower panels of the debrief: decision moments, orders, and what happened that day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pygame

from game.ui import layout, widgets
from game.ui.charts import choice_mark, cost_strip
from game.ui.context import Ctx
from game.ui.debrief_facts import MomentRow, OrderRow, TimeRow
from game.ui.host import speech
from game.ui.state import FieldState, ScrollArea

if TYPE_CHECKING:
    from game.assess.profile import Competency
    from game.domain.events import Evidence
    from game.domain.scenario import Scenario

Rect = pygame.Rect
ROW = 44
PAD = 24


@dataclass(slots=True, kw_only=True)
class Panels:
    """Everything that the lower panels show, and where they are scrolled to."""

    scenario: Scenario
    moments: tuple[MomentRow, ...]
    orders: tuple[OrderRow, ...]
    happened: tuple[TimeRow, ...]
    evidence: tuple[Evidence, ...]
    competencies: dict[str, Competency]
    clocks: dict[int, int]
    closed: bool
    luck_cent: int
    """Cost of the driven day minus that of the plan as it was issued: chance and later choices together."""
    setbacks: int
    """Incidents that the player got to see."""
    fields: dict[str, FieldState] = field(default_factory=dict)
    only_late: bool = False
    areas: dict[str, ScrollArea] = field(default_factory=dict)

    def area(self, name: str) -> ScrollArea:
        """The scroll state of a panel."""
        return self.areas.setdefault(name, ScrollArea())

    def late(self) -> tuple[OrderRow, ...]:
        """Orders that were late or not served."""
        return tuple(o for o in self.orders if o.late_s > 0 or (o.actual_s is None and not o.partner))


Block = tuple[float, Callable[[Rect], None]]
"""Height and painter of one block of a scrolled column."""


def column(ctx: Ctx, panels: Panels, name: str, rect: Rect, blocks: Sequence[Block]) -> None:
    """Blocks below each other; only what is in view is painted."""
    total = sum(height for height, _paint in blocks)
    with widgets.scroll(ctx, f"panel.{name}", rect, panels.area(name), total) as top:
        y = float(top)
        for height, paint in blocks:
            if y + height > rect.y and y < rect.bottom:
                paint(Rect(rect.x, round(y), rect.w, round(height)))
            y += height


# -- decision moments ------------------------------------------------------------------------------


def draw_moments(ctx: Ctx, rect: Rect, panels: Panels) -> None:
    """Own choice, advice, final choice and the best that could be known, with a word for each."""
    if not panels.moments:
        widgets.empty(ctx, rect, "adjustments", ctx.t("debrief.no_moments"), ctx.t("debrief.no_moments_hint"))
        return
    head, body = layout.cut_top(rect, 28)
    _legend(ctx, head, panels)
    most = max(1, *(m.extra_cent(o.id) for m in panels.moments for o in m.moment.options))
    blocks = [_moment_block(ctx, panels, m, rect.w, most) for m in panels.moments]
    column(ctx, panels, "moments", body, blocks)


def _legend(ctx: Ctx, rect: Rect, panels: Panels) -> None:
    """How choices are judged, and beside it what chance did to the whole day."""
    hint = ctx.t("debrief.moments_hint")
    used = ctx.p.text_mid(rect.x + PAD, rect.centery, hint, "small", ctx.c.text2)
    gap, says = panels.luck_cent, speech(ctx)
    key = "same" if abs(gap) < 100 else "more" if gap > 0 else "less"
    told = ctx.t(f"debrief.luck.{key}", euro=says.euro(abs(gap), 0), n=panels.setbacks)
    if used + ctx.p.type.width(told, "small", 500) + 3 * PAD < rect.w:
        ctx.p.text_mid(rect.right - PAD, rect.centery, told, "small", weight=500, align="r")


def _moment_block(ctx: Ctx, panels: Panels, row: MomentRow, width: int, most: float) -> Block:
    lang, name = ctx.settings.lang, row.moment.id
    cols = _moment_columns(Rect(0, 0, width, 0))
    why = ctx.p.type.wrap(panels.scenario.text(lang, f"moment.{name}.why"), cols[0].w, "small")
    room = cols[1].w - 24
    says = [(kind, ctx.p.type.wrap(text, room, "small")) for kind, text in _chosen(ctx, panels, row)]
    height = max(26 + 16 * len(why), 72, sum(16 * len(lines) + 4 for _k, lines in says)) + 24

    def paint(area: Rect) -> None:
        ctx.p.hline(area.x, area.right, area.bottom - 1)
        left, middle, right = _moment_columns(area)
        title = panels.scenario.text(lang, f"moment.{name}.title")
        clock = speech(ctx).clock(row.at_s) + "  " if row.at_s else ""
        heads = [clock + title, title]
        ctx.p.text(left.x, area.y + 10, ctx.p.type.fit(heads, left.w, "body", 600), weight=600)
        for i, line in enumerate(why):
            ctx.p.text(left.x, area.y + 34 + 16 * i, line, "small", ctx.c.text2)
        y = area.y + 12
        for kind, lines in says:
            _choice_mark(ctx, middle.x + 7, y + 8, kind)
            for line in lines:
                ctx.p.text(middle.x + 24, y, line, "small")
                y += 16
            y += 4
        _moment_right(ctx, right, row, most)

    return height, paint


def _moment_columns(area: Rect) -> list[Rect]:
    right = 230 if area.w > 1000 else 180
    return layout.columns(layout.pad(area, x=PAD, y=0), 0.42, 0.58, right, gap=24)


def _chosen(ctx: Ctx, panels: Panels, row: MomentRow) -> list[tuple[str, str]]:
    def option(name: str) -> str:
        return panels.scenario.text(ctx.settings.lang, f"moment.{row.moment.id}.option.{name}")

    made = []
    if row.own:
        made.append(("own", ctx.t("debrief.own", option=option(row.own), sure=row.confidence)))
    made.append(("advice", ctx.t("debrief.advice", option=option(row.moment.advice))))
    if row.final:
        made.append(("final", ctx.t("debrief.final", option=option(row.final))))
        if row.final != row.moment.best:
            made.append(("best", ctx.t("debrief.best", option=option(row.moment.best))))
    return made


def _choice_mark(ctx: Ctx, x: float, y: float, kind: str) -> None:
    """The same marks as on the line at the right; a star for the best that was not chosen."""
    if kind == "best":
        ctx.p.icon_mid(x, y, "star", 15, ctx.c.text2)
    else:
        choice_mark(ctx, (x, y), kind)


def _moment_right(ctx: Ctx, rect: Rect, row: MomentRow, most: float) -> None:
    if not row.final:
        key = "debrief.skipped" if row.skipped else "debrief.open"
        widgets.tag(ctx, rect.x, rect.y + 12, ctx.t(key), "plain", icon="circle-dashed")
        return
    if not row.moment.scored:
        widgets.tag(ctx, rect.x, rect.y + 12, ctx.t("debrief.close_call"), "plain", icon="scale")
    elif row.good:
        widgets.tag(ctx, rect.x, rect.y + 12, ctx.t("debrief.good_choice"), "ok")
    else:
        widgets.tag(ctx, rect.x, rect.y + 12, ctx.t("debrief.better_was"), "warn", icon="arrow-up-right")
    marks = [("own", row.extra_cent(row.own)), ("advice", row.extra_cent(row.moment.advice)),
             ("final", row.extra_cent(row.final))]  # fmt: skip
    cost_strip(ctx, Rect(rect.x, rect.y + 38, rect.w, 20), marks, most)
    extra = row.extra_cent(row.final)
    euro = speech(ctx).euro(extra, 0)
    says = ctx.t("debrief.expected_extra", euro=euro) if extra else ctx.t("debrief.was_best")
    ctx.p.paragraph(rect.x, rect.y + 60, rect.w, says, "small", ctx.c.text2)


# -- orders ------------------------------------------------------------------------------------------


def draw_orders(ctx: Ctx, rect: Rect, panels: Panels) -> None:
    """Promised, planned and driven, order by order, and why."""
    head, body = layout.cut_top(rect, 40)
    late = panels.late()
    x = head.x + PAD
    every = ctx.t("debrief.all_orders", n=len(panels.orders))
    x += 8 + widgets.chip(ctx, "orders.all", x, head.y + 8, every, on=not panels.only_late)
    widgets.chip(
        ctx, "orders.late", x, head.y + 8, ctx.t("debrief.only_late", n=len(late)), on=panels.only_late,
        icon="clock-exclamation",
    )  # fmt: skip
    shown = late if panels.only_late else panels.orders
    if not shown:
        widgets.empty(ctx, body, "circle-check", ctx.t("debrief.none_late"), ctx.t("debrief.none_late_hint"))
        return
    names, table = layout.cut_top(body, 24)
    _order_head(ctx, names)
    for i, row in widgets.rows(ctx, "panel.orders", table, panels.area("orders"), len(shown), ROW):
        _order_row(ctx, row, shown[i], panels)


def _order_columns(rect: Rect) -> list[Rect]:
    if rect.w < 1000:
        return layout.columns(layout.pad(rect, x=PAD, y=0), 0.52, 88, 52, 56, 112, 0.48, gap=8)
    return layout.columns(layout.pad(rect, x=PAD, y=0), 0.30, 100, 64, 64, 150, 0.70, gap=12)


def _order_head(ctx: Ctx, rect: Rect) -> None:
    keys = ("order", "window", "planned", "actual", "result", "why")
    for key, col in zip(keys, _order_columns(rect), strict=True):
        ctx.p.text_mid(col.x, col.centery, ctx.t(f"debrief.col.{key}"), "micro", ctx.c.text2, weight=600)
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)


def _order_row(ctx: Ctx, rect: Rect, row: OrderRow, panels: Panels) -> None:
    cols, says, mid = _order_columns(rect), speech(ctx), rect.centery
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)
    vehicle = panels.scenario.system.vehicles.get(row.vehicle)
    name, where = cols[0], row.place + (f" · {vehicle.name}" if vehicle else "")
    where += f" · {ctx.t('orders.by', name=row.via)}" if row.via else ""
    ctx.p.text(name.x, rect.y + 3, ctx.p.type.fit(row.customer, name.w, weight=500), weight=500)
    ctx.p.text(name.x, rect.y + 23, ctx.p.type.fit([where, row.place], name.w, "small"), "small", ctx.c.text2)
    ctx.p.text_mid(cols[1].x, mid, f"{says.clock(row.open_s)}–{says.clock(row.close_s)}")
    for col, value in ((cols[2], row.planned_s), (cols[3], row.actual_s)):
        ctx.p.text_mid(col.x, mid, "–" if value is None else says.clock(value), weight=500)
    if row.partner:
        widgets.tag(ctx, cols[4].x, mid - 10, ctx.t("orders.at_partner"), "plain", icon="users")
    elif row.actual_s is None:
        widgets.tag(ctx, cols[4].x, mid - 10, ctx.t("debrief.outsourced"), "warn", icon="transfer")
    elif row.late_s:
        text = ctx.t("debrief.late", minutes=says.minutes(full_minutes(row.late_s)))
        widgets.tag(ctx, cols[4].x, mid - 10, text, "bad")
    else:
        widgets.tag(ctx, cols[4].x, mid - 10, ctx.t("debrief.on_time"), "ok")
    lines = ctx.p.type.wrap(why(ctx, row), cols[5].w, "small")[:2]
    for i, line in enumerate(lines):
        ctx.p.text(cols[5].x, mid - 8 * len(lines) + 16 * i, line, "small", ctx.c.text2)


def full_minutes(seconds: int) -> int:
    """Seconds up to the next whole minute: 61 s late is told as 2 min, here and in the day's list."""
    return -(-seconds // 60) * 60


def why(ctx: Ctx, row: OrderRow) -> str:
    """The reason in a planner's words; empty when it simply went well."""
    if row.partner:
        return ctx.t("orders.partner", name=row.partner)
    if row.actual_s is None:
        return ctx.t("why.outsourced")
    if row.causes:
        return ", ".join(_cause(ctx, *cause) for cause in row.causes)
    if row.late_s and row.planned_late_s:
        return ctx.t("why.planned_late")
    return ctx.t("why.no_room") if row.late_s else ""


def _cause(ctx: Ctx, kind: str, subject: str, delay_s: int) -> str:
    # "why.charger_busy" is the finding about our own trucks at one bay
    text = ctx.t("why.bays_taken" if kind == "charger_busy" else f"why.{kind}", subject=subject)
    return text if delay_s < 60 else f"{text} (+{speech(ctx).minutes(delay_s)})"


# -- the day -----------------------------------------------------------------------------------------


def draw_happened(ctx: Ctx, rect: Rect, panels: Panels) -> None:
    """What happened, in order of time."""
    if not panels.happened:
        widgets.empty(ctx, rect, "clock", ctx.t("debrief.quiet"), ctx.t("debrief.quiet_hint"))
        return
    for i, row in widgets.rows(ctx, "panel.day", rect, panels.area("day"), len(panels.happened), 36):
        told = panels.happened[i]
        color = ctx.c.text2 if told.kind == "plain" else ctx.c.status(told.kind).text
        ctx.p.hline(row.x, row.right, row.bottom - 1)
        ctx.p.text_mid(row.x + PAD, row.centery, speech(ctx).clock(told.at_s), weight=600)
        ctx.p.icon_mid(row.x + PAD + 66, row.centery, told.icon, 18, color)
        room = row.w - 2 * PAD - 90
        text = ctx.p.type.fit(ctx.t(f"happened.{told.key}", **told.values), room)
        ctx.p.text_mid(row.x + PAD + 90, row.centery, text, color=ctx.c.text)
