"""The console's front: the stored cost-CO2e front with one's own plan, the one that is found, and a goal.

Hits: `front.<i>` (payload: FrontRef), `console.goal` (take the chosen point as the goal).
"""

from __future__ import annotations

import pygame

from game.domain.evaluation import Kpi
from game.session import Session
from game.ui import layout, widgets
from game.ui.charts import Mark
from game.ui.charts_front import steering_chart
from game.ui.console_state import ConsoleState
from game.ui.context import Ctx
from game.ui.desk import Desk
from game.ui.gallery_model import gap_words
from game.ui.host import speech

Rect = pygame.Rect
FOOT_H = 44


def draw(ctx: Ctx, rect: Rect, desk: Desk, state: ConsoleState, *, title: bool = True) -> None:
    """The chart, and below it what is known of the reference, or the point that is chosen."""
    inside = layout.pad(rect, 16, y=12)
    if title:
        ctx.p.text(inside.x, inside.y, ctx.t("console.front"), "body", weight=600)
        inside = Rect(inside.x, inside.y + 26, inside.w, inside.h - 26)
    front = desk.session.scenario.front
    points = front.points if front else ()
    chosen = state.point if 0 <= state.point < len(points) else -1
    foot, body = layout.cut_bottom(inside, FOOT_H, 4)
    lang = speech(ctx)

    def words(at: int) -> str:
        point = points[at]
        figures = f"{lang.euro(point.cost_cent, 0)} · {lang.kg_co2e(point.co2e_g, 0)}"
        return ctx.t("console.point", figures=figures)

    steering_chart(
        ctx, body, [(p.cost_cent / 100, p.co2e_g / 1000) for p in points], _marks(ctx, desk), chosen=chosen,
        x_title=ctx.t("console.cost_axis"), y_title=ctx.t("console.co2_axis"), better=ctx.t("console.better"),
        x_text=lang.number, y_text=lang.number, point_words=words,
    )  # fmt: skip
    if chosen >= 0:
        _goal(ctx, foot, desk, chosen)
    else:
        _known(ctx, foot, desk.session)


def _marks(ctx: Ctx, desk: Desk) -> list[Mark]:
    session, found = desk.session, desk.reckoning
    marks = [_mark(ctx, "naive", session.naive.kpi)]
    if session.told_reference is not None:
        marks.append(_mark(ctx, "reference", session.told_reference.kpi))
    marks.append(_mark(ctx, "plan", desk.judged().kpi))
    if found.judged is not None and found.state in ("running", "ready"):
        marks.append(_mark(ctx, "found", found.judged.kpi))
    return marks


def _mark(ctx: Ctx, kind: str, kpi: Kpi) -> Mark:
    lang = speech(ctx)
    detail = f"{lang.euro(kpi.cost_cent, 0)} · {lang.kg_co2e(kpi.co2e_g, 0)}"
    return Mark(x=kpi.cost_cent / 100, y=kpi.co2e_g / 1000, kind=kind, label=ctx.t(f"console.mark_{kind}"),
                detail=detail)  # fmt: skip


def certificate(ctx: Ctx, session: Session) -> tuple[str, str]:
    """(what is known of the reference in a few words, the same in full)."""
    stored = session.scenario.reference
    if stored is None:
        return ctx.t("console.no_reference"), ""
    full, short = ctx.t(f"cli.certificate.{stored.certificate}"), f"console.certificate.{stored.certificate}"
    if stored.certificate == "proven" or session.reference is None:
        return ctx.t(short), full
    lang, cost_cent = speech(ctx), session.reference.kpi.cost_cent
    gap = stored.gap(cost_cent)
    full = f"{ctx.t(short)}. {full} {gap_words(stored, cost_cent, lang)}"
    return ctx.t(short) if gap is None else ctx.t("console.certificate.gap", gap=lang.percent(gap, 1)), full


def _known(ctx: Ctx, rect: Rect, session: Session) -> None:
    """The reference's certificate in words, and that points can be chosen."""
    short, full = certificate(ctx, session)
    ctx.p.icon_mid(rect.x + 8, rect.y + 10, "certificate", 15, ctx.c.text2)
    ctx.p.text(rect.x + 22, rect.y + 2, ctx.p.type.fit(short, rect.w - 22, "small", 500), "small", weight=500)
    ctx.hit("console.certificate", Rect(rect.x, rect.y, rect.w, 20), "info", tooltip=full)
    hint = "console.front_hint" if session.scenario.front else "console.no_front"
    line = ctx.p.type.fit(ctx.t(hint), rect.w - 22, "small")
    ctx.p.text(rect.x + 22, rect.y + 22, line, "small", ctx.c.text2)


def _goal(ctx: Ctx, rect: Rect, desk: Desk, at: int) -> None:
    """The chosen point against the plan as it stands, and the button that makes it the goal."""
    lang, now = speech(ctx), desk.judged().kpi
    front = desk.session.scenario.front
    assert front is not None
    point = front.points[at]
    label = ctx.t("console.goal")
    width = widgets.button_width(ctx, label) + 6
    box = Rect(rect.right - width, rect.y + 6, width, 32)
    cost, co2 = lang.euro(point.cost_cent, 0), lang.kg_co2e(point.co2e_g, 0)
    room = box.x - rect.x - 10
    ctx.p.text(rect.x, rect.y + 4, ctx.p.type.fit(f"{cost} · {co2}", room, "body", 600), "body", weight=600)
    change = (
        f"{lang.euro_signed(point.cost_cent - now.cost_cent, 0)} · "
        f"{lang.kg_co2e_signed(point.co2e_g - now.co2e_g, 0)}"
    )
    said = ctx.p.type.fit((ctx.t("console.against", change=change), change), room, "small")
    ctx.p.text(rect.x, rect.y + 24, said, "small", ctx.c.text2)
    widgets.button(ctx, "console.goal", box, label, kind="accent", tooltip=ctx.t("console.goal_tip"))
