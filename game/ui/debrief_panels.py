"""The lower panels of the debrief: orders, and what happened that day; and what all panels share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pygame

from game.lookback.marks import Mark
from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.debrief_facts import OrderRow, TimeRow
from game.ui.host import speech
from game.ui.ledger_panel import Weighing
from game.ui.mark_words import MarkWords
from game.ui.moment_rows import MomentRow
from game.ui.state import ScrollArea

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
    marks: dict[int, Mark]
    """Stops of the log by event."""
    closed: bool
    luck_cent: int
    """Cost of the driven day minus that of the plan as it was issued: chance and later choices together."""
    setbacks: int
    """Incidents that the player got to see."""
    weighing: Weighing = field(default_factory=Weighing)
    """The ledger of decisions."""
    words: MarkWords | None = None
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
    name, where = cols[0], row.place + (f" · {says.fleet(vehicle.name)}" if vehicle else "")
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
    """What happened, in order of time; a click goes to that second of the replay."""
    if not panels.happened:
        widgets.empty(ctx, rect, "clock", ctx.t("debrief.quiet"), ctx.t("debrief.quiet_hint"))
        return
    for i, row in widgets.rows(ctx, "panel.day", rect, panels.area("day"), len(panels.happened), 36):
        told = panels.happened[i]
        color = ctx.c.text2 if told.kind == "plain" else ctx.c.status(told.kind).text
        text = ctx.t(f"happened.{told.key}", **told.values)
        mark = panels.marks.get(told.seq)
        if mark is not None:
            name = f"day.go.{told.seq}"
            widgets.row(ctx, name, row, label=text, payload=mark, tooltip=ctx.t("ledger.go_tip"))
        ctx.p.hline(row.x, row.right, row.bottom - 1)
        ctx.p.text_mid(row.x + PAD, row.centery, speech(ctx).clock(told.at_s), weight=600)
        ctx.p.icon_mid(row.x + PAD + 66, row.centery, told.icon, 18, color)
        room = row.w - 2 * PAD - 90
        shown = ctx.p.type.fit(text, room)
        ctx.p.text_mid(row.x + PAD + 90, row.centery, shown, color=ctx.c.text)
