"""The coach's card and its pointer: a ring around the real thing, a thin line to it, dots along a drag.

Hits: `coach.card` (only catches clicks), `coach.pause`, `coach.stop`, `coach.back`, `coach.next`,
`coach.start`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import pygame

from game.ui import widgets
from game.ui.coach_facts import runs
from game.ui.coach_place import anchors
from game.ui.context import Ctx
from game.ui.motion import on_curve
from game.ui.regions import Regions
from game.ui.text import TextCache
from game.ui.theme import Space, Weight

Rect = pygame.Rect
Word = tuple[str, bool]
WIDE, FLAT = 392, 620
PAD, HEAD = 16, 56
DOTS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What stands on the card."""

    title: str
    note: str = ""
    share: float = 0.0
    """How much of the lesson lies behind, 0 to 1."""
    say: str = ""
    do: str = ""
    keys: tuple[str, ...] = ()
    hint: bool = False
    """`say` answers something that the player did."""
    back: bool = False
    primary: str = ""
    """The word of the main button where the step is done by it; else it can only be skipped."""
    offer: bool = False
    aside: bool = False
    """Beside a dialog: nothing to press."""


def wrap_runs(type_: TextCache, text: str, width: float, token: str) -> list[list[Word]]:
    """A sentence with bold parts as lines of (piece, bold) that fit the width."""
    words = [(w, bold) for part, bold in runs(text) for w in _words(part)]
    lines: list[list[Word]] = [[]]
    used = 0.0
    for word, bold in words:
        wide = type_.width(word, token, _weight(bold=bold))
        if lines[-1] and used + type_.width(word.rstrip(), token, _weight(bold=bold)) > width:
            lines.append([])
            used = 0.0
        if lines[-1] or word.strip():
            lines[-1].append((word, bold))
            used += wide
    return lines


def _words(text: str) -> list[str]:
    """Words with the space after them."""
    parts = text.split(" ")
    return [w + " " for w in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _weight(*, bold: bool) -> Weight:
    return 600 if bold else 400


def card_width(ctx: Ctx) -> int:
    """The usual width, where the window has it."""
    return min(WIDE, ctx.size[0] - 32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A card with its lines, measured before it gets its place."""

    said: Said
    say: list[list[Word]]
    do: list[list[Word]]
    size: tuple[int, int]
    flat: bool = False
    """Wide and low: for a window with little room above and below the thing."""


def lay(ctx: Ctx, said: Said, width: int = 0) -> Laid:
    """Measure the card; 0: as wide as usual."""
    width = width or card_width(ctx)
    room = width - 2 * PAD
    say = wrap_runs(ctx.p.type, said.say, room - (28 if said.hint else 0), "lead")
    do = wrap_runs(ctx.p.type, said.do, room - 44, "lead") if said.do else []
    height = _head_height(said) + 20 * len(say) + (12 if said.hint else 0) + (PAD if said.aside else 46)
    if do:
        height += 20 + 20 * len(do) + (26 if said.keys else 0)
    return Laid(said=said, say=say, do=do, size=(width, height))


def _head_height(said: Said) -> int:
    """Without the bar beside a dialog."""
    return HEAD - 12 if said.aside else HEAD


def lay_flat(ctx: Ctx, said: Said) -> Laid:
    """Measure the low card: the sentence beside the wheel, task and keys in one line where they fit."""
    width = min(FLAT, ctx.size[0] - 2 * PAD)
    say = wrap_runs(ctx.p.type, said.say, width - 100, "lead")
    keys = _keys_width(ctx, said.keys)
    do = wrap_runs(ctx.p.type, said.do, width - 2 * PAD - 52 - keys, "lead") if said.do else []
    height = 12 + 20 * len(say) + (24 + 20 * len(do) if do else 0) + (8 if said.aside else 42)
    return Laid(said=said, say=say, do=do, size=(width, height), flat=True)


def _keys_width(ctx: Ctx, keys: Sequence[str]) -> int:
    return round(sum(max(20.0, ctx.p.type.width(k, "micro", 600) + 12) + 6 for k in keys)) + 10


def _flat(ctx: Ctx, rect: Rect, laid: Laid) -> None:
    said, p, c = laid.said, ctx.p, ctx.c
    tone = c.warn.text if said.hint else c.accent_text
    p.disc((rect.x + PAD + 12, rect.y + 24), 13, c.warn.fill if said.hint else c.accent_tint)
    p.icon_mid(rect.x + PAD + 12, rect.y + 24, "bulb" if said.hint else "steering-wheel", 18, tone)
    y = _lines(ctx, rect.x + PAD + 36, rect.y + 12, laid.say) + 8
    if not (said.offer or said.aside):
        box = Rect(rect.right - 36, rect.y + 8, 28, 28)
        widgets.icon_button(ctx, "coach.pause", box, "close", label=ctx.t("coach.later"))
    if laid.do:
        box = Rect(rect.x + PAD, y, rect.w - 2 * PAD, 12 + 20 * len(laid.do))
        p.box(box, fill=c.accent_tint, line=None, radius=Space.R_CARD)
        p.icon_mid(box.x + 18, box.y + 16, "target", 18, c.accent_text)
        _lines(ctx, box.x + 36, box.y + 6, laid.do)
        x = box.right - _keys_width(ctx, said.keys)
        for cap in said.keys:
            x += widgets.key_cap(ctx, x, box.y + 6, cap) + 6
    if not said.aside:
        _foot(ctx, Rect(rect.x + PAD, rect.bottom - 36, rect.w - 2 * PAD, 28), said, said.note)


def draw(ctx: Ctx, rect: Rect, laid: Laid, kept: Regions) -> None:
    """The card at its place, with its hits; what is in it is painted once."""
    ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.accent, radius=Space.R_COACH, width=1.5)
    ctx.hit("coach.aside" if laid.said.aside else "coach.card", rect, "area")
    kept.draw(ctx, "card", rect.inflate(-8, -8), (laid.said, laid.flat), lambda: _inside(ctx, rect, laid))


def _inside(ctx: Ctx, rect: Rect, laid: Laid) -> None:
    said = laid.said
    ctx.p.fill(rect.inflate(-8, -8), ctx.c.surface, Space.R_COACH - 4)
    if laid.flat:
        _flat(ctx, rect, laid)
        return
    _head(ctx, rect, said)
    x, y = rect.x + PAD, rect.y + _head_height(said)
    if said.hint:
        y = _hint(ctx, Rect(x - 4, y - 4, rect.w - 2 * PAD + 8, 20 * len(laid.say) + 12), laid.say)
    else:
        y = _lines(ctx, x, y, laid.say)
    if laid.do:
        y = _task(ctx, Rect(x, y + 8, rect.w - 2 * PAD, 0), laid)
    if not said.aside:
        _foot(ctx, Rect(x, rect.bottom - 40, rect.w - 2 * PAD, 28), said)


def _head(ctx: Ctx, rect: Rect, said: Said) -> None:
    p, c = ctx.p, ctx.c
    p.disc((rect.x + PAD + 12, rect.y + 24), 13, c.accent_tint)
    p.icon_mid(rect.x + PAD + 12, rect.y + 24, "steering-wheel", 18, c.accent_text)
    right = rect.right - (PAD if said.offer else 44)
    if said.note:
        right -= round(p.text_mid(right, rect.y + 24, said.note, "micro", c.text2, align="r")) + 12
    title = p.type.fit(said.title, right - rect.x - PAD - 34, "small", 600)
    p.text_mid(rect.x + PAD + 34, rect.y + 24, title, "small", c.text2, weight=600)
    if said.share:
        bar = Rect(rect.x + PAD, rect.y + 44, rect.w - 2 * PAD, 3)
        p.fill(bar, c.surface3, 1)
        p.fill(Rect(bar.x, bar.y, max(6, round(bar.w * said.share)), 3), c.accent, 1)
    if not (said.offer or said.aside):
        box = Rect(rect.right - 38, rect.y + 10, 28, 28)
        widgets.icon_button(ctx, "coach.pause", box, "close", label=ctx.t("coach.later"))


def _lines(ctx: Ctx, x: int, y: int, lines: Sequence[Sequence[Word]]) -> int:
    for line in lines:
        at = float(x)
        for bold, words in groupby(line, key=lambda word: word[1]):
            at += ctx.p.text(at, y, "".join(text for text, _ in words), "lead", weight=_weight(bold=bold))
        y += 20
    return y


def _hint(ctx: Ctx, box: Rect, lines: Sequence[Sequence[Word]]) -> int:
    status = ctx.c.warn
    ctx.p.box(box, fill=status.fill, line=status.outline, radius=Space.R_CONTROL, width=1.25)
    ctx.p.icon_mid(box.x + 17, box.y + 16, "bulb", 16, status.text)
    _lines(ctx, box.x + 32, box.y + 6, lines)
    return box.bottom + 4


def _task(ctx: Ctx, rect: Rect, laid: Laid) -> int:
    keys = laid.said.keys
    box = Rect(rect.x, rect.y, rect.w, 16 + 20 * len(laid.do) + (26 if keys else 0))
    ctx.p.box(box, fill=ctx.c.accent_tint, line=None, radius=Space.R_CARD)
    ctx.p.icon_mid(box.x + 18, box.y + 18, "target", 18, ctx.c.accent_text)
    y = _lines(ctx, box.x + 36, box.y + 8, laid.do)
    if keys:
        ctx.p.icon_mid(box.x + 18, y + 13, "keyboard", 16, ctx.c.text2)
        x = box.x + 36
        for cap in keys:
            x += widgets.key_cap(ctx, x, y + 3, cap) + 6
    return box.bottom


def _foot(ctx: Ctx, rect: Rect, said: Said, note: str = "") -> None:
    names = ("coach.start", "coach.stop") if said.offer else ("coach.next", "coach.stop")
    kind = "primary" if said.primary else "default"
    label = said.primary or ctx.t("coach.skip_step")
    width = widgets.button_width(ctx, label, size="small") + 2
    box = Rect(rect.right - width, rect.y, width, 28)
    widgets.button(ctx, names[0], box, label, kind=kind, size="small")
    if said.back:
        word = ctx.t("coach.back")
        width = widgets.button_width(ctx, word, size="small") + 2
        widgets.button(ctx, "coach.back", Rect(box.x - width - 8, rect.y, width, 28), word, size="small")
    word = ctx.t("coach.decline" if said.offer else "coach.stop")
    width = widgets.button_width(ctx, word, size="small") + 2
    widgets.button(ctx, names[1], Rect(rect.x - 8, rect.y, width, 28), word, kind="ghost", size="small")
    if note:
        ctx.p.text_mid(rect.x + width + 4, rect.centery, note, "micro", ctx.c.text2)


# -- the pointer -------------------------------------------------------------------------------------
def ring(ctx: Ctx, rect: Rect, grown: float) -> None:
    """Around what is meant; `grown` 1 to 0 lets it close in when the step begins."""
    box = rect.inflate(8 + round(28 * grown), 8 + round(28 * grown)).clip(ctx.rect)
    ctx.p.outline(box.inflate(4, 4), ctx.c.surface, Space.R_CARD + 2, 2)
    ctx.p.outline(box, ctx.c.accent, Space.R_CARD, 3)


def line(ctx: Ctx, card: Rect, target: Rect) -> None:
    """A thin line from the card to the ring; open, so that words below it can be read."""
    a, b = anchors(card, target.inflate(10, 10))
    if math.dist(a, b) > 6:
        ctx.p.dash_line(a, b, ctx.c.accent, width=2, dash=4, gap=6)
        ctx.p.disc(b, 4, ctx.c.accent)


def way(ctx: Ctx, start: Rect, end: Rect) -> None:
    """Dots along the way of a drag, with a head at its end."""
    a, b = anchors(start, end)
    if end.w > WIDE:  # a whole lane: somewhere in it, from above
        b = end.x + round(end.w * 0.3), end.y - 2
    length = math.dist(a, b)
    if length < 24:
        return
    count = max(3, int(length / DOTS))
    points = [on_curve(a, b, _even(i / count), 0.12) for i in range(1, count + 1)]
    for point in points[:-1]:
        ctx.p.disc(point, 2, ctx.c.accent)
    (x0, y0), (x1, y1) = points[-2], points[-1]
    turn = math.atan2(y1 - y0, x1 - x0)
    for side in (2.6, -2.6):
        tip = x1 + 10 * math.cos(turn + side), y1 + 10 * math.sin(turn + side)
        ctx.p.polyline((points[-1], tip), ctx.c.accent, 3)


def _even(share: float) -> float:
    """`on_curve` eases out; this takes it back, so that the dots are evenly spread."""
    return 1.0 - float((1.0 - share) ** (1 / 3))
