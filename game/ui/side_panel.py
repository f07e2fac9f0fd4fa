"""The right panel: tabs KPI, findings, advice and post, and the contents of the one that is open.

Hits: `tab.<kpi|findings|advice|post>`, `moment.open` (payload: moment id), and those of each tab.
"""

from __future__ import annotations

import pygame

from game.session import Session
from game.ui import advice_panel, findings_panel, kpi_panel, layout, widgets
from game.ui.context import Ctx
from game.ui.desk import TABS, Desk
from game.ui.theme import Space

Rect = pygame.Rect


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
    }
    labels = [ctx.t(f"tab.{name}") for name in TABS]
    wide = sum(ctx.p.type.width(label, "body", 600) + 24 for label in labels) + 16 + 30
    if wide > rect.w:
        labels = [ctx.t(f"tab.{name}_short") for name in TABS]
    items = [(name, label, counts[name]) for name, label in zip(TABS, labels, strict=True)]
    widgets.tabs(ctx, "tab", head, items, desk.tab)
    judged = desk.judged()
    if desk.tab == "kpi":
        reference = session.reference.kpi if session.reference else None
        kpi_panel.draw(ctx, body, desk.scrolls["kpi"], judged.kpi, session.naive.kpi, reference)
    elif desk.tab == "findings":
        empty = not session.plan.trips
        names = {v.id: v.name for v in session.system.vehicles.values()}
        findings_panel.draw(ctx, body, desk.scrolls["findings"], judged.findings, names, empty_plan=empty)
    elif desk.tab == "advice":
        advice_panel.draw(ctx, body, desk, now_ms)
    else:
        _post(ctx, body, session)


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
        key = "post.advice_waits" if state and state.option else "post.your_turn"
        ctx.p.text(box.x + 44, box.bottom - 28, ctx.t(key), "micro", ctx.c.accent_text, weight=600)
        y = box.bottom + 10
