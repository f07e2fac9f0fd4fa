"""How acts look: headings and rows with the difference in euro, kg and minutes, in panel and menu alike.

Hits: `<prefix>.<act id>` (payload: Offer).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.domain.evaluation import Finding
from game.ui import widgets
from game.ui.board_offer import Offer
from game.ui.context import Ctx
from game.ui.drop_preview import STATUS, STATUS_ICONS, Preview, error_text, finding_text
from game.ui.host import speech
from game.ui.theme import mix

Rect = pygame.Rect
HEAD_H = 26
PAD = 6
INDENT = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A line below the figures: icon, status, text."""

    icon: str
    kind: str
    text: str


def figures(ctx: Ctx, offer: Offer) -> tuple[str, ...]:
    """The differences in words, longest first; a road also tells its toll."""
    lang, found = speech(ctx), offer.preview
    if found is None:
        return (offer.act.note,)
    if found.error is not None:
        return ("",)
    euro, co2 = lang.euro_signed(found.cost_cent), lang.kg_co2e_signed(found.co2e_g)
    minutes = lang.minutes_signed(found.duty_s)
    if offer.act.group in ("road", "home"):
        toll = ctx.t("acts.toll", euro=lang.euro_signed(found.toll_cent))
        cost = ctx.t("acts.cost", euro=euro)
        return (f"{minutes} · {toll} · {cost} · {co2}", f"{minutes} · {toll} · {euro} · {co2}")
    return (f"{euro} · {co2} CO₂e · {minutes}", f"{euro} · {co2} · {minutes}")


def short_text(ctx: Ctx, finding: Finding) -> str:
    """A finding in about four words, or its sentence where there are none."""
    key = f"why.{finding.rule}"
    return ctx.t(key, **dict(finding.values)) if speech(ctx).has(key) else finding_text(ctx, finding)


def verdicts(ctx: Ctx, preview: Preview | None) -> list[Verdict]:
    """Refusal, or at most two new findings and one that is solved."""
    if preview is None:
        return []
    if preview.error is not None:
        return [Verdict(icon="ban", kind="bad", text=error_text(ctx, preview.error))]
    said = []
    for finding in preview.new[:2]:
        hard = finding.severity.value == "hard"
        icon = STATUS_ICONS["never"] if hard and finding.rule != "late" else STATUS_ICONS["tight"]
        kind = STATUS["never"] if hard else STATUS["tight"]
        said.append(Verdict(icon=icon, kind=kind, text=short_text(ctx, finding)))
    if len(preview.new) > 2:
        text = f"{said[-1].text} · {ctx.t('preview.more', n=len(preview.new) - 2)}"
        said[-1] = Verdict(icon=said[-1].icon, kind=said[-1].kind, text=text)
    if preview.solved:
        text = ctx.t("preview.solves", what=short_text(ctx, preview.solved[0]))
        if len(preview.solved) > 1:
            text += f" · {ctx.t('preview.more', n=len(preview.solved) - 1)}"
        said.append(Verdict(icon="check", kind="ok", text=text))
    if preview.calm.calls:
        calls = ctx.t("calm.calls", n=len(preview.calm.calls))
        text = ctx.t("calm.preview", calls=calls, money=speech(ctx).euro(preview.calm.cent, 0))
        said.append(Verdict(icon="phone", kind="info", text=text))
    return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measured row."""

    offer: Offer
    label: tuple[str, ...]
    figures: tuple[str, ...]
    verdicts: tuple[tuple[Verdict, tuple[str, ...]], ...]

    @property
    def height(self) -> int:
        """In logical pixels."""
        lines = sum(len(text) for _v, text in self.verdicts)
        return 2 * PAD + 18 * len(self.label) + 16 * len(self.figures) + 16 * lines


def measure(ctx: Ctx, offer: Offer, width: int) -> Row:
    """The row of an offer at this width; nothing is cut, long texts take more lines."""
    room = width - INDENT - 10
    label = ctx.p.type.wrap(offer.act.label, room - (20 if offer.act.chosen else 0), "body", 500)
    variants = figures(ctx, offer)
    one = next((v for v in variants if ctx.p.type.width(v, "small") <= room), variants[-1])
    lines = ctx.p.type.wrap(one, room, "small") if one and not offer.act.opens else []
    said = verdicts(ctx, offer.preview)
    wrapped = tuple((v, tuple(ctx.p.type.wrap(v.text, room - 18, "small"))) for v in said)
    return Row(offer=offer, label=tuple(label), figures=tuple(lines), verdicts=wrapped)


def draw_row(ctx: Ctx, prefix: str, rect: Rect, row: Row) -> None:
    """One act; a click does it."""
    act, c, p = row.offer.act, ctx.c, ctx.p
    name = f"{prefix}.{act.id}"
    enabled = row.offer.enabled
    if act.chosen:
        p.fill(rect, c.accent_tint)
    elif enabled and (ctx.hovered(name) or ctx.focused(name)):
        p.fill(rect, c.surface2)
    quiet = not enabled and not act.chosen
    ink = mix(c.surface, c.text, 0.62) if quiet else c.text
    mark = c.accent if act.chosen else c.ok.text if act.icon == "bolt-filled" and enabled else c.text2
    p.icon_mid(rect.x + 18, rect.y + PAD + 9, act.icon, 16, mark)
    y = rect.y + PAD
    for line in row.label:
        p.text_mid(rect.x + INDENT, y + 9, line, "body", ink, weight=500)
        y += 18
    if act.chosen or act.opens:
        icon, color = ("check", c.accent) if act.chosen else ("chevron-right", c.text2)
        p.icon_mid(rect.right - 16, rect.y + PAD + 9, icon, 16, color)
    for line in row.figures:
        p.text_mid(rect.x + INDENT, y + 8, line, "small", c.text2)
        y += 16
    for verdict, text in row.verdicts:
        status = c.status(verdict.kind)
        p.icon_mid(rect.x + INDENT + 7, y + 8, verdict.icon, 13, status.text)
        for line in text:
            p.text_mid(rect.x + INDENT + 18, y + 8, line, "small", status.text)
            y += 16
    spoken = " ".join((*row.label, *row.figures))
    widgets.focus_ring(ctx, name, rect.inflate(-10, -8))
    ctx.hit(name, rect, "row", label=spoken, enabled=enabled, payload=row.offer)


def groups(offers: Sequence[Offer]) -> list[tuple[str, list[Offer]]]:
    """Offers under their headings, in the order in which they come."""
    made: list[tuple[str, list[Offer]]] = []
    for offer in offers:
        if not made or made[-1][0] != offer.act.group:
            made.append((offer.act.group, []))
        made[-1][1].append(offer)
    return made


def height(ctx: Ctx, offers: Sequence[Offer], width: int) -> int:
    """Of all rows and headings."""
    return sum(
        HEAD_H + sum(measure(ctx, offer, width).height for offer in part) for _g, part in groups(offers)
    )


def draw(ctx: Ctx, prefix: str, rect: Rect, offers: Sequence[Offer], shown: Rect) -> int:
    """All acts from the top of rect; rows outside `shown` are not painted. Returns the y below."""
    y = rect.y
    for group, part in groups(offers):
        ctx.p.text_mid(rect.x + 10, y + HEAD_H / 2 + 2, ctx.t(f"acts.group_{group}"), "micro", ctx.c.text2,
                       weight=600)  # fmt: skip
        y += HEAD_H
        for offer in part:
            row = measure(ctx, offer, rect.w)
            area = Rect(rect.x, y, rect.w, row.height)
            if area.colliderect(shown):
                draw_row(ctx, prefix, area, row)
            y += row.height
    return y
