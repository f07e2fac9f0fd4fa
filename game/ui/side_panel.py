"""The right panel: tabs KPI, findings, advice, post and the chosen trip, and what is in the open one.

Hits: `tab.<kpi|findings|advice|post|trip>`, `moment.open` (payload: moment id), `insp.open` (the chosen
stop), and those of each tab.
"""

from __future__ import annotations

import pygame

from game.session import Session
from game.ui import advice_panel, board_inspector, findings_panel, kpi_panel, layout, no_help, widgets
from game.ui.board_own import stop_icon, titled
from game.ui.context import Ctx
from game.ui.desk import TABS, Desk
from game.ui.host import speech
from game.ui.theme import Space

Rect = pygame.Rect
FOOT_H = 42


def draw(ctx: Ctx, rect: Rect, desk: Desk, now_ms: int) -> None:
    """Tabs and the open one."""
    session = desk.session
    ctx.p.fill(rect, ctx.c.surface)
    head, body = layout.cut_top(rect, Space.TABS if ctx.mode == "full" else 36)
    counts = {
        "kpi": 0,
        "findings": desk.finding_count(),
        "advice": int(desk.reckoning.state == "ready"),
        "post": len(session.open_moments()),
        "trip": 0,
    }
    labels = [ctx.t(f"tab.{name}") for name in TABS]
    wide = sum(ctx.p.type.width(label, "body", 600) + 24 for label in labels) + 16 + 30
    if wide > rect.w:
        labels = [ctx.t(f"tab.{name}_short") for name in TABS]
    items = [(name, label, counts[name]) for name, label in zip(TABS, labels, strict=True)]
    widgets.tabs(ctx, "tab", head, items, desk.tab)
    judged = desk.judged()
    if desk.tab == "trip":
        board_inspector.draw(ctx, body, desk)
        return
    if desk.selection.vehicle or desk.selection.order:
        foot, body = layout.cut_bottom(body, FOOT_H)
        _chosen(ctx, foot, desk)
    if desk.tab == "kpi":
        kpi_panel.draw(ctx, body, desk.scrolls["kpi"], kpi_panel.sheet_of(desk, speech(ctx)))
    elif desk.tab == "findings":
        empty = not session.plan.trips
        names = {v.id: speech(ctx).fleet(v.name) for v in session.system.vehicles.values()}
        findings_panel.draw(ctx, body, desk.scrolls["findings"], judged.findings, names, taught=desk.taught,
                            empty_plan=empty)  # fmt: skip
    elif desk.tab == "advice" and not no_help.shown(session):
        no_help.draw_panel(ctx, body, session)
    elif desk.tab == "advice":
        advice_panel.draw(ctx, body, desk, now_ms)
    else:
        _post(ctx, body, session)


def _chosen(ctx: Ctx, rect: Rect, desk: Desk) -> None:
    """What is chosen, and the way to everything that may be done with it."""
    world, lang = desk.session.system, speech(ctx)
    about, trip = desk.about(), desk.session.plan.trip_of(desk.selection.vehicle)
    icon = "truck"
    if trip is not None and 0 <= about.stop < len(trip.stops):
        stop = trip.stops[about.stop]
        name = titled(world, world.vehicles[trip.vehicle], trip.stops, about.stop, lang)
        icon = stop_icon(world, stop)
    elif about.order:
        name, icon = world.orders[about.order].customer, "package"
    else:
        name = lang.fleet(world.vehicles[about.vehicle].name)
    ctx.p.fill(rect, ctx.c.surface2)
    ctx.p.hline(rect.x, rect.right, rect.y)
    label = ctx.t("insp.open")
    width = widgets.button_width(ctx, label, size="small") + 4
    box = Rect(rect.right - width - 12, rect.centery - 14, width, 28)
    ctx.p.icon_mid(rect.x + 24, rect.centery, icon or "map-pin", 16, ctx.c.accent)
    room = box.x - rect.x - 50
    if ctx.p.type.width(name, "body", 600) <= room:
        ctx.p.text_mid(rect.x + 40, rect.centery, name, "body", weight=600)
    else:
        lines = ctx.p.type.wrap(name, room, "micro", 600)
        rest = ctx.p.type.fit(" ".join(lines[1:]), room, "micro", 600)
        shown = [*lines[:1], *((rest,) if rest else ())]
        for i, line in enumerate(shown):
            y = rect.centery - 8 * (len(shown) - 1) + 15 * i
            ctx.p.text_mid(rect.x + 40, y, line, "micro", weight=600)
    widgets.button(ctx, "insp.open", box, label, kind="accent", size="small", tooltip=ctx.t("insp.open_tip"))


def _post(ctx: Ctx, rect: Rect, session: Session) -> None:
    moments = session.open_moments()
    if not moments:
        widgets.empty(ctx, rect, "inbox", ctx.t("post.none"), ctx.t("post.none_hint"))
        return
    y = rect.y + 16
    for moment in moments:
        title = session.scenario.text(ctx.settings.lang, f"moment.{moment.id}.title")
        question = session.scenario.text(ctx.settings.lang, f"moment.{moment.id}.question")
        lines = ctx.p.type.wrap(question, rect.w - 32 - 56, "small")
        box = Rect(rect.x + 16, y, rect.w - 32, 16 * len(lines) + 70)
        state = session.moments.get(moment.id)
        widgets.card(ctx, box, hit_id=f"moment.open.{moment.id}", label=title, payload=moment.id)
        ctx.p.icon_mid(box.x + 24, box.y + 24, "brain", 20, ctx.c.accent)
        ctx.p.text(box.x + 44, box.y + 10, ctx.p.type.fit(title, box.w - 56, "body", 600), "body", weight=600)
        for i, line in enumerate(lines):
            ctx.p.text(box.x + 44, box.y + 32 + 16 * i, line, "small", ctx.c.text2)
        waits = state and state.option and session.helped
        key = "post.advice_waits" if waits else "post.your_turn"
        ctx.p.text(box.x + 44, box.bottom - 28, ctx.t(key), "micro", ctx.c.accent_text, weight=600)
        y = box.bottom + 10
