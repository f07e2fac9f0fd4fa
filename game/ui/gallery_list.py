"""The list of the gallery: a card per plan with its small map, its figures and what may be done with it.

Hits: `gallery.card.<id>`, `gallery.pin.<id>`, `gallery.restore`, `gallery.rename`, `gallery.remove` (of
the card that is chosen), `gallery.back` (have a removed plan back).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.domain.evaluation import Evaluation, Severity
from game.domain.world import World
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.gallery_model import OWN, Shown, lines_alone
from game.ui.gallery_state import GalleryState
from game.ui.host import speech
from game.ui.paint import Point

Rect = pygame.Rect
THUMB = (116, 84)
CARD, ACTS, GAP = 104, 38, 8
KIND_ICON = {
    "now": "current-location", "kept": "device-floppy", "draft": "history", "former": "calendar",
    "reference": "target", "naive": "route",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRef:
    """The payload of a card: which plan."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLook:
    """What the list is about."""

    world: World
    around: tuple[Point, ...]
    plans: Sequence[Shown]


def tall(plan: Shown, state: GalleryState) -> int:
    """Height of a card; the chosen one shows what may be done with it."""
    return CARD + (ACTS if plan.id == state.cursor and plan.kind != "now" else 0)


def show(plans: Sequence[Shown], state: GalleryState) -> None:
    """Scroll to the card that the keys are on."""
    top = GAP
    for plan in plans:
        if plan.id == state.cursor:
            state.list_scroll.show(top - GAP, tall(plan, state) + 2 * GAP)
        top += tall(plan, state) + GAP


def draw(ctx: Ctx, rect: Rect, state: GalleryState, look: ListLook) -> None:
    """All cards."""
    content = GAP + sum(tall(plan, state) + GAP for plan in look.plans)
    foot = 44 if state.gone else 0
    body = Rect(rect.x, rect.y, rect.w, rect.h - foot)
    with widgets.scroll(ctx, "gallery.list", body, state.list_scroll, content) as top:
        y = round(top) + GAP
        for plan in look.plans:
            box = Rect(rect.x + 12, y, rect.w - 24, tall(plan, state))
            if box.colliderect(body):
                _card(ctx, box, state, look, plan)
            y += box.h + GAP
    if foot:
        _gone(ctx, Rect(rect.x, body.bottom, rect.w, foot), state)


def _card(ctx: Ctx, box: Rect, state: GalleryState, look: ListLook, plan: Shown) -> None:
    chosen = plan.id == state.cursor
    label = ctx.t("gallery.card", name=plan.name)
    widgets.card(ctx, box, hit_id=f"gallery.card.{plan.id}", selected=chosen, label=label,
                 payload=PlanRef(id=plan.id))  # fmt: skip
    picture_box = Rect(box.x + 10, box.y + 10, *THUMB)
    thumbnail(ctx, picture_box, state, look, plan)
    left = picture_box.right + 12
    room = box.right - 12 - left
    pinned = plan.id in state.pinned
    pin = Rect(box.right - 34, box.y + 6, 28, 28)
    name = ctx.p.type.fit(plan.name, room - 28, "body", 600)
    ctx.p.text_mid(left, box.y + 20, name, "body", weight=600)
    _pin(ctx, pin, plan, on=pinned)
    _facts(ctx, Rect(left, box.y + 32, room, CARD - 40), plan)
    if chosen and plan.kind != "now":
        _acts(ctx, Rect(box.x + 10, box.y + CARD - 2, box.w - 20, 30), plan)


def thumbnail(ctx: Ctx, box: Rect, state: GalleryState, look: ListLook, plan: Shown) -> None:
    """The small map of a plan, or its place while it is being made."""
    lines = lines_alone(look.world, plan.judged)
    picture = state.small.ask(ctx, box.size, look.around, lines)
    paste(ctx, box, picture)


def paste(ctx: Ctx, box: Rect, picture: pygame.Surface | None) -> None:
    """A small map in its frame."""
    ctx.p.fill(box, ctx.c.map.land)
    if picture is None:
        ctx.p.icon_mid(box.centerx, box.centery, "map-2", 20, ctx.c.text3)
    else:
        ctx.p.surface.blit(picture, ctx.p.px(box))
    ctx.p.outline(box, ctx.c.line_strong)


def _pin(ctx: Ctx, box: Rect, plan: Shown, *, on: bool) -> None:
    """A box to tick: compare this one."""
    name = f"gallery.pin.{plan.id}"
    mark = Rect(box.centerx - 9, box.centery - 9, 18, 18)
    fill, line = (ctx.c.accent, ctx.c.accent) if on else (ctx.c.surface, ctx.c.control)
    ctx.p.box(mark, fill=fill, line=line, radius=4)
    if on:
        ctx.p.icon(mark.x + 2, mark.y + 2, "check", 14, ctx.c.on_accent)
    widgets.focus_ring(ctx, name, mark)
    ctx.hit(name, box, "checkbox", label=ctx.t("gallery.pin", name=plan.name), payload=PlanRef(id=plan.id),
            tooltip=ctx.t("gallery.pin_tip"))  # fmt: skip


def _facts(ctx: Ctx, rect: Rect, plan: Shown) -> None:
    lang, kpi = speech(ctx), plan.judged.kpi
    money = f"{lang.euro(kpi.cost_cent)} · {lang.kg_co2e(kpi.co2e_g)} CO₂e"
    ctx.p.text(rect.x, rect.y, ctx.p.type.fit(money, rect.w, "small", 500), "small", weight=500)
    done = [ctx.t("gallery.on_time", n=kpi.on_time, all=kpi.orders)]
    if kpi.distance_m:
        done.append(ctx.t("gallery.load", share=lang.percent(kpi.load_factor)))
    ctx.p.text(rect.x, rect.y + 17, ctx.p.type.fit(" · ".join(done), rect.w, "small"), "small", ctx.c.text2)
    _kinds(ctx, rect.x, rect.y + 38, rect.w, plan)


def _kinds(ctx: Ctx, x: float, y: float, room: float, plan: Shown) -> None:
    """What kind of plan it is, and how many rules it breaks; what has no room is left out."""
    tags = [(ctx.t(f"gallery.kind.{plan.kind}"), "info" if plan.kind in OWN else "plain",
             KIND_ICON[plan.kind])]  # fmt: skip
    tags.append(findings_tag(ctx, plan.judged))
    if plan.same:
        tags.append((ctx.t("gallery.same"), "plain", "copy"))
    end = x + room
    for label, kind, icon in tags:
        if x + ctx.p.type.width(label, "micro", 600) + 31 <= end:
            x += widgets.tag(ctx, x, y, label, kind, icon=icon) + 5


def findings_tag(ctx: Ctx, judged: Evaluation) -> tuple[str, str, str]:
    """(words, status, icon): how many rules a plan breaks, hard ones first; else what is left over."""
    hard = judged.kpi.hard
    soft = sum(f.severity is Severity.SOFT and f.rule != "unplanned" for f in judged.findings)
    if hard:
        return ctx.t("gallery.hard" if hard > 1 else "gallery.hard_one", n=hard), "bad", "alert-triangle"
    if judged.kpi.unplanned:
        return ctx.t("gallery.open", n=len(judged.kpi.unplanned)), "warn", "package"
    if soft:
        return ctx.t("gallery.soft" if soft > 1 else "gallery.soft_one", n=soft), "warn", "info-circle"
    return ctx.t("gallery.clean"), "ok", "check"


def _acts(ctx: Ctx, rect: Rect, plan: Shown) -> None:
    word = ctx.t("gallery.restore" if plan.kind in OWN else "gallery.take")
    width = widgets.button_width(ctx, word, icon="refresh", size="small") + 10
    widgets.button(ctx, "gallery.restore", Rect(rect.x, rect.y, width, 28), word, kind="accent",
                   icon="refresh", size="small", payload=PlanRef(id=plan.id), enabled=not plan.same,
                   tooltip=ctx.t("gallery.restore_tip"))  # fmt: skip
    if plan.kind != "kept":
        note = ctx.p.type.wrap(plan.note, rect.w - width - 12, "micro")[:2] if plan.note else []
        for i, line in enumerate(note):
            y = rect.y + 14 - 7 * (len(note) - 1) + 14 * i
            ctx.p.text_mid(rect.x + width + 12, y, line, "micro", ctx.c.text2)
        return
    for i, (name, icon) in enumerate((("remove", "trash"), ("rename", "pencil"))):
        area = Rect(rect.right - 30 - 34 * i, rect.y, 28, 28)
        widgets.icon_button(ctx, f"gallery.{name}", area, icon, label=ctx.t(f"gallery.{name}"),
                            payload=PlanRef(id=plan.id))  # fmt: skip


def _gone(ctx: Ctx, rect: Rect, state: GalleryState) -> None:
    """A removed plan can be had back for a while."""
    ctx.p.fill(rect, ctx.c.surface)
    ctx.p.hline(rect.x, rect.right, rect.y)
    word = ctx.t("gallery.back")
    width = widgets.button_width(ctx, word, icon="undo", size="small") + 8
    box = Rect(rect.right - width - 12, rect.centery - 14, width, 28)
    said = ctx.t("gallery.gone", name=state.gone_name)
    ctx.p.icon_mid(rect.x + 22, rect.centery, "trash", 14, ctx.c.text2)
    ctx.p.text_mid(rect.x + 36, rect.centery, ctx.p.type.fit(said, box.x - rect.x - 44, "small"), "small")
    widgets.button(ctx, "gallery.back", box, word, icon="undo", size="small")

