"""The card beside a replay: what happened just now, in the author's words, and what could not be seen.

Hits: `replay.what_if` (a copy from here), `replay.line_row` (the ledger's line).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.domain import commands as c
from game.ui import layout, widgets
from game.ui.context import Ctx
from game.ui.day_troubles import title
from game.ui.host import speech
from game.ui.ledger_rows import LUCK, VERDICTS, LedgerRow
from game.ui.mark_words import MarkWords
from game.ui.state import ScrollArea
from game.ui.theme import Weight

if TYPE_CHECKING:
    from game.domain.scenario import Option
    from game.lookback.marks import Mark
    from game.lookback.truth import Hidden
    from game.session import Session
    from game.ui.replay_view import Figures, ReplayView

Rect = pygame.Rect
Block = tuple[int, Callable[[Rect], None]]
PAD = 18
MOST_HIDDEN = 8
LAST_S = 86_340
"""The last minute of a day: until then is all day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the card is about."""

    session: Session
    mark: Mark | None
    row: LedgerRow | None
    """The ledger's line of this very decision."""
    words: MarkWords


def draw_card(ctx: Ctx, rect: Rect, shown: Shown, view: ReplayView, area: ScrollArea) -> None:
    """Figures on top, the story below them, the way to a copy at the foot."""
    ctx.p.fill(rect, ctx.c.surface)
    foot, body = layout.cut_bottom(rect, 52)
    head, body = layout.cut_top(body, 58)
    _figures(ctx, head, view.figures(speech(ctx)), truth=view.truth)
    blocks = [*_blocks(ctx, rect.w - 2 * PAD, shown, view)]
    with widgets.scroll(ctx, "replay.card", body, area, sum(h for h, _p in blocks) + 12) as top:
        y = round(top) + 6
        for height, paint in blocks:
            if y + height > body.y and y < body.bottom:
                paint(Rect(rect.x + PAD, y, rect.w - 2 * PAD, height))
            y += height
    ctx.p.hline(rect.x, rect.right, foot.y)
    labels = (ctx.t("replay.what_if"), ctx.t("replay.what_if_short"))
    wide = min(rect.w - 2 * PAD, widgets.button_width(ctx, labels[0], icon="copy") + 8)
    box = Rect(rect.x + PAD, foot.y + 8, wide, 36)
    open_ = shown.session.phase in ("plan", "day", "briefing")
    widgets.button(ctx, "replay.what_if", box, labels, kind="primary", icon="copy", enabled=open_,
                   tooltip=ctx.t("replay.what_if_tip" if open_ else "whatif.no_answer"))  # fmt: skip


def _figures(ctx: Ctx, rect: Rect, figures: Figures, *, truth: bool) -> None:
    """Cost and service as they looked at this moment."""
    says, kpi = speech(ctx), figures.kpi
    light = "" if not truth else "true_" if figures.in_day else "data_"
    cost, on_time = ctx.t(f"replay.{light}cost"), ctx.t(f"replay.{light}on_time")
    made = [(says.euro(kpi.cost_cent, 0), cost), (f"{kpi.on_time}/{kpi.orders}", on_time)]
    columns = layout.columns(layout.pad(rect, x=PAD, y=0), *[1.0] * len(made), gap=12)
    for (value, word), col in zip(made, columns, strict=True):
        ctx.p.text(col.x, rect.y + 9, value, "h4")
        text = ctx.p.type.fit(word, col.w, "micro")
        ctx.p.text(col.x, rect.y + 34, text, "micro", ctx.c.text2)
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)


def _blocks(ctx: Ctx, wide: int, shown: Shown, view: ReplayView) -> Iterator[Block]:
    mark = shown.mark
    if mark is None:
        yield _text(ctx, ctx.t("replay.start_hint"), wide)
    else:
        said = shown.words.of(mark, speech(ctx))
        yield _when(ctx, mark)
        decided = mark.kind == "choice" and bool(mark.act)
        yield _title(ctx, ctx.t("replay.choice") if decided else said.title, said.icon, wide)
        yield from _story(ctx, wide, shown, mark)
    if shown.row is not None:
        yield _weighed(ctx, shown.row)
    if view.truth:
        yield from _hidden(ctx, wide, shown.session, view.hidden())


def _story(ctx: Ctx, wide: int, shown: Shown, mark: Mark) -> Iterator[Block]:
    """The author's words of a message or decision, with what was chosen."""
    scenario, lang = shown.session.scenario, ctx.settings.lang
    moment = next((m for m in scenario.moments if m.id == mark.subject), None)
    message = next((m for m in scenario.messages if m.id == mark.subject), None)
    if mark.kind in ("choice", "look") and moment is not None and not _is_reply(mark):
        yield _text(ctx, scenario.text(lang, f"moment.{moment.id}.title"), wide, strong=True)
        yield _text(ctx, scenario.text(lang, f"moment.{moment.id}.question"), wide)
        if mark.kind == "choice":
            yield from _options(ctx, wide, shown, f"moment.{moment.id}", moment.options, mark)
    elif mark.kind in ("message", "choice") and message is not None:
        if mark.kind == "choice":
            yield _text(ctx, scenario.text(lang, f"message.{message.id}.subject"), wide, strong=True)
        yield _text(ctx, scenario.text(lang, f"message.{message.id}.body"), wide)
        yield from _options(ctx, wide, shown, f"message.{message.id}", message.options, mark)


def _is_reply(mark: Mark) -> bool:
    return mark.act.startswith("reply ") or not mark.act


def _options(
    ctx: Ctx, wide: int, shown: Shown, owner: str, options: tuple[Option, ...], mark: Mark
) -> Iterator[Block]:
    """All options; a check before the one that was taken."""
    command = c.from_text(mark.act) if mark.act else None
    taken = command.option if isinstance(command, c.Final | c.Reply) else ""
    if mark.kind == "choice" and not mark.act:  # a deadline passed
        taken = str(shown.words.session.events[mark.seq].data.get("option", ""))
    for option in options:
        text = shown.session.scenario.text(ctx.settings.lang, f"{owner}.option.{option.id}")
        yield _option(ctx, text, wide, taken=option.id == taken)


def _option(ctx: Ctx, text: str, wide: int, *, taken: bool) -> Block:
    weight: Weight = 600 if taken else 400
    lines = ctx.p.type.wrap(text, wide - 26, "body", weight)

    def paint(area: Rect) -> None:
        icon = "circle-check" if taken else "circle"
        ctx.p.icon(area.x, area.y + 2, icon, 16, ctx.c.accent_text if taken else ctx.c.text3)
        for i, line in enumerate(lines):
            ctx.p.text(area.x + 26, area.y + 20 * i, line, weight=weight)

    return 20 * len(lines) + 6, paint


def _when(ctx: Ctx, mark: Mark) -> Block:
    """When it was: the clock may have run on since."""
    clock = ctx.t("mark.at", clock=speech(ctx).clock(mark.at_s)) if mark.in_day else ctx.t("ledger.planning")

    def paint(area: Rect) -> None:
        ctx.p.text(area.x, area.y, clock, "small", ctx.c.text2, weight=600)

    return 22, paint


def _title(ctx: Ctx, text: str, icon: str, wide: int) -> Block:
    text = text[:1].upper() + text[1:]
    lines = ctx.p.type.wrap(text, wide - 30, "h4")

    def paint(area: Rect) -> None:
        ctx.p.icon(area.x, area.y + 2, icon, 20, ctx.c.accent_text)
        for i, line in enumerate(lines):
            ctx.p.text(area.x + 30, area.y + 22 * i, line, "h4")

    return 22 * len(lines) + 8, paint


def _text(ctx: Ctx, text: str, wide: int, *, strong: bool = False) -> Block:
    weight: Weight = 600 if strong else 400
    lines = ctx.p.type.wrap(text, wide, "body", weight)

    def paint(area: Rect) -> None:
        for i, line in enumerate(lines):
            ctx.p.text(area.x, area.y + 20 * i, line, weight=weight)

    return 20 * len(lines) + 8, paint


def _weighed(ctx: Ctx, row: LedgerRow) -> Block:
    """Verdict and luck as in the ledger; a click opens its options."""
    def paint(area: Rect) -> None:
        kind, sign = VERDICTS[row.verdict]
        box = Rect(area.x - 8, area.y + 2, area.w + 16, 34)
        name = "replay.line_row"
        ctx.p.fill(box, ctx.c.surface3 if ctx.hovered(name) else ctx.c.surface2, 6)
        x = area.x + 10.0 + widgets.tag(
            ctx, area.x, box.centery - 10, ctx.t(f"ledger.verdict.{row.verdict}"), kind, icon=sign
        )
        ctx.p.icon_mid(x + 8, box.centery, LUCK[row.line.luck], 16, ctx.c.text2)
        ctx.p.text_mid(x + 22, box.centery, ctx.t(f"ledger.luck.{row.line.luck}"), color=ctx.c.text2)
        ctx.p.icon_mid(box.right - 14, box.centery, "chevron-right", 16, ctx.c.text2)
        widgets.focus_ring(ctx, name, box.inflate(-6, -6))
        ctx.hit(name, box, "link", label=ctx.t("ledger.what_if_tip"), payload=row,
                tooltip=ctx.t("ledger.what_if_tip"))  # fmt: skip

    return 44, paint


def _hidden(ctx: Ctx, wide: int, session: Session, found: tuple[Hidden, ...]) -> Iterator[Block]:
    yield _title(ctx, ctx.t("replay.unseen"), "eye-off", wide)
    if not found:
        yield _text(ctx, ctx.t("replay.unseen_none"), wide)
    for each in found[:MOST_HIDDEN]:
        yield _bullet(ctx, hidden_words(ctx, session, each), wide)
    if len(found) > MOST_HIDDEN:
        yield _bullet(ctx, ctx.t("replay.unseen_more", n=len(found) - MOST_HIDDEN), wide)


def _bullet(ctx: Ctx, text: str, wide: int) -> Block:
    lines = ctx.p.type.wrap(text, wide - 16, "small")

    def paint(area: Rect) -> None:
        ctx.p.disc((area.x + 4, area.y + 9), 2.5, ctx.c.text2)
        for i, line in enumerate(lines):
            ctx.p.text(area.x + 16, area.y + 16 * i, line, "small")

    return 16 * len(lines) + 6, paint


def hidden_words(ctx: Ctx, session: Session, found: Hidden) -> str:
    """A sentence on something that could not be seen."""
    says, incident = speech(ctx), found.incident
    if incident is not None:
        from_, to = (says.clock(min(s, LAST_S)) for s in (incident.from_s, incident.to_s))
        told = title(session, incident, says).removesuffix(".")
        return ctx.t("replay.hidden.incident", title=told, from_=from_, to=to)

    def value(amount: int) -> str:
        return f"{says.number(amount)} kg" if found.kind == "kg" else says.minutes(amount)

    return ctx.t(f"replay.hidden.{found.kind}", customer=session.system.orders[found.order].customer,
                 true=value(found.true), believed=value(found.believed))  # fmt: skip
