"""How the planboard's lanes look: blocks, waiting, breaks, late words, the plan's trace, the charge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pygame

from game.ui import board_strips
from game.ui.board_axis import BoardAxis
from game.ui.board_own import ICONS
from game.ui.board_paint import dim
from game.ui.board_rows import Block, BoardRow
from game.ui.context import Ctx
from game.ui.theme import Color, Space, Weight, mix

Rect = pygame.Rect
BLOCK_H = Space.BLOCK
LEAST_STOP = 13
"""Pixels of a stop with its number."""
FAR_S = 3600
ALL_DAY_S = 23 * 3600
"""A window that is longer asks nothing."""


def _next_starts(blocks: Sequence[Block]) -> dict[int, int]:
    """Start of each stop -> start of the next box: driving and waiting are drawn below the stops."""
    boxes = [b for b in blocks if b.kind not in ("drive", "wait") and b.state != "ghost"]
    return {a.start_s: b.start_s for a, b in pairwise(boxes) if a.kind == "service" or a.own}


@dataclass(slots=True, kw_only=True)
class Brush:
    """Paints the blocks of one row; `stops` and `others` tell where the blocks came to lie."""

    ctx: Ctx
    axis: BoardAxis
    lane: Rect
    row: BoardRow
    selected: bool = False
    ringed: frozenset[str] = frozenset()
    """Orders of which every stop is ringed."""
    window_of: str = ""
    """The order whose windows are drawn below its stops."""
    stop: int = -1
    """The chosen stop of this row, when it is one of the truck's own."""
    unit: int = 28
    """Height of an ordinary row; a taller lane has the strips of load and charge below."""
    stops: list[tuple[Block, Rect]] = field(default_factory=list)
    others: list[tuple[Block, Rect]] = field(default_factory=list)
    windows: list[tuple[Block, Rect]] = field(default_factory=list)
    _next: dict[int, int] = field(default_factory=dict)
    """Start of a stop -> start of what is drawn as a box after it."""

    @property
    def mid(self) -> int:
        """Height of the middle of the blocks; a little up when the plan is traced below."""
        height = min(self.lane.h, self.unit)
        return self.lane.y + height // 2 - (2 if self.row.planned else 0)

    def paint(self) -> None:
        """Everything, from back to front."""
        blocks = self.row.blocks
        if blocks:
            start, end = self.axis.x(blocks[0].start_s, self.lane), self.axis.x(blocks[-1].end_s, self.lane)
            color = mix(self.ctx.c.accent, self.ctx.c.surface, 0.45) if self.selected else self.ctx.c.drive
            left = max(self.lane.x, round(start))
            line = Rect(left, self.mid - 2, max(0, min(self.lane.right, round(end)) - left), 4)
            self.ctx.p.fill(line, self._dim(color), 2)
        for block in self.row.planned:
            self._trace(block)
        self._next = _next_starts(blocks)
        for block in sorted(blocks, key=lambda b: (b.state == "ghost", b.kind == "depot")):
            box = self._box(block)
            if box.right >= self.lane.x and box.x <= self.lane.right:
                self._one(block, box)
        for block, box in self.stops:
            self._beside(block, box)
        if self.row.end_text and blocks:
            self._end(blocks[-1])
        if self.lane.h > self.unit:
            board_strips.paint(self.ctx, self.axis, self.lane, self.row, self.unit)

    def _beside(self, block: Block, box: Rect) -> None:
        """What is said beside a stop: how likely it is late, what is wrong, its window."""
        if block.risk:
            self._band(block)
        if block.word or block.risk:
            self._word(block, box)
        if block.order and block.order == self.window_of:
            self._window(block)

    def _dim(self, color: Color) -> Color:
        return dim(self.ctx, color, self.row, selected=self.selected)

    def _box(self, block: Block) -> Rect:
        height = BLOCK_H if self.lane.h >= 28 else 18
        if self.row.planned:
            height -= 2
        a, b = map(round, self.axis.span(block.start_s, block.end_s, self.lane))
        free = round(self.axis.x(self._next.get(block.start_s, block.end_s + FAR_S), self.lane)) - 2
        if block.kind == "depot":
            b = max(b, a + 20)
        elif block.own and b - a < 20:  # to the left where the next box would cover it
            b = max(b, min(a + 20, free))
            a = b - 20
        elif block.kind == "service":  # a short stop still shows its number, where the next one leaves room
            b = max(b, a + 4, min(a + LEAST_STOP, free))
        return Rect(a, self.mid - height // 2, max(1, b - a), height)

    def _one(self, block: Block, box: Rect) -> None:
        c = self.ctx.c
        if block.kind == "service" or block.own:
            (self._own if block.own else self._service)(block, box)
            self.stops.append((block, box))
            return
        self.others.append((block, box if block.kind != "drive" else Rect(box.x, self.mid - 5, box.w, 10)))
        if block.kind == "wait":
            self.ctx.p.fill(box, c.accent_tint if self.selected else c.surface)
            self.ctx.p.hatch(box, self._dim(c.line_strong))
        elif block.kind in ("break", "depot"):
            line = c.accent if self.selected and block.kind == "depot" else self._dim(c.line_strong)
            self.ctx.p.box(box, fill=c.surface, line=line, radius=Space.R_BLOCK)
            icon = "coffee" if block.kind == "break" else "depot"
            mark = c.accent if self.selected and block.kind == "depot" else self._dim(c.text2)
            room = self.ctx.p.type.width(block.name, "micro") + 30 if block.name else 0
            if block.name and box.w > room:
                self.ctx.p.icon_mid(box.x + 13, box.centery, icon, 13, mark)
                self.ctx.p.text_mid(box.x + 22, box.centery, block.name, "micro", self._dim(c.text2))
            elif box.w >= 15:
                self.ctx.p.icon_mid(box.centerx, box.centery, icon, 13, mark)
        elif block.kind == "drive" and block.state == "done":
            self.ctx.p.fill(Rect(box.x, self.mid - 2, box.w, 4), c.accent if self.selected else c.text3)

    def _own(self, block: Block, box: Rect) -> None:
        """Charging in the colours of the battery, the player's break and the reload outlined."""
        c, p = self.ctx.c, self.ctx.p
        charge = block.kind == "charge"
        line = c.ok.outline if charge else c.accent if self.selected else c.control
        ink = c.ok.text if charge else c.accent_text if self.selected else c.text2
        fill = c.ok.fill if charge else c.surface
        if block.state == "late" or block.word:
            fill, line, ink = c.bad.fill, c.bad.outline, c.bad.text
        elif block.state == "done":
            fill = c.surface3
        if block.state == "ghost":
            p.fill(box, c.surface, Space.R_BLOCK)
            p.dashed(box, c.accent, width=2)
            ink = c.accent_text
        else:
            p.box(box, fill=self._dim(fill), line=self._dim(line), radius=Space.R_BLOCK, width=1.5)
            if block.state == "active":
                part = Rect(box.x, box.y, round(box.w * block.share), box.h)
                p.fill(part, line, Space.R_BLOCK, 70)
        if self.stop == block.stop and block.state != "ghost":
            p.outline(box.inflate(6, 6), c.accent, Space.R_BLOCK + 3, 2)
        self._own_label(block, box.clip(self.lane), self._dim(ink))

    def _own_label(self, block: Block, box: Rect, ink: Color) -> None:
        """Icon and word, or the icon alone; a reload is a box with an arrow into it."""
        p = self.ctx.p
        icon = "check" if block.state == "done" else ICONS[block.kind]
        arrow = block.kind == "reload" and icon != "check"
        wide = 24 if arrow else 13
        x = box.centerx - wide / 2
        for word in dict.fromkeys((block.name, block.short)):
            room = wide + 4 + p.type.width(word, "micro", 600)
            if word and box.w >= room + 8:
                x = box.centerx - room / 2
                p.text_mid(x + wide + 4, box.centery, word, "micro", ink, weight=600)
                break
        if arrow and box.w < 28:
            p.icon_mid(box.centerx, box.centery, "download", 13, ink)
            return
        p.icon_mid(x + 6.5, box.centery, icon, 13, ink)
        if arrow:
            p.icon_mid(x + 18, box.centery, "arrow-down", 12, ink)

    def _service(self, block: Block, box: Rect) -> None:
        c, p = self.ctx.c, self.ctx.p
        mine = block.order in self.ringed
        fill, line, text, width = self._colors(block)
        if block.state == "ghost":
            p.fill(box, c.surface, Space.R_BLOCK)
            p.dashed(box, c.accent, width=2)
        else:
            p.box(box, fill=fill, line=line, radius=Space.R_BLOCK, width=width)
            if block.state == "active":
                part = Rect(box.x, box.y, round(box.w * block.share), box.h)
                p.fill(part, c.accent if self.selected else mix(c.block, c.text3, 0.55), Space.R_BLOCK)
        if mine and block.state != "ghost":
            p.outline(box.inflate(6, 6), c.accent, Space.R_BLOCK + 3, 2)
        self._label(block, box.clip(self.lane), text)

    def _colors(self, block: Block) -> tuple[Color, Color | None, Color, float]:
        c = self.ctx.c
        if block.word or block.state == "late":
            return c.bad.fill, self._dim(c.bad.outline), self._dim(c.bad.text), 1.5
        if block.state == "ghost":
            return c.surface, c.accent, c.accent_text, 2
        if block.state == "done":
            return (c.accent if self.selected else self._dim(c.diesel)), None, (
                c.on_accent if self.selected else c.surface
            ), 1  # fmt: skip
        if self.selected:
            return c.accent, None, c.on_accent, 1
        return self._dim(c.block), None, self._dim(c.block_text), 1

    def _label(self, block: Block, box: Rect, color: Color) -> None:
        p = self.ctx.p
        done = block.state == "done"
        mark = "check" if done else block.icon
        check = 15 if mark else 0
        sign = "↑" if block.pickup else ""
        short = f"{sign}{block.number}"
        variants = (f"{short} {block.name}".strip(), short) if block.name else (short,)
        fitting = [v for v in variants if p.type.width(v, "micro", 600) + check + 8 <= box.w]
        if not fitting:
            if done and box.w >= 14:
                p.icon_mid(box.centerx, box.centery, mark, 12, color)
            elif p.type.width(block.number, "micro", 600) + 2 <= box.w:
                p.text_mid(box.centerx, box.centery, block.number, "micro", color, weight=600, align="c")
            return
        width = p.type.width(fitting[0], "micro", 600) + check
        x = box.centerx - width / 2
        if check:
            p.icon(x - 1, box.centery - 6, mark, 12, color)
        p.text_mid(x + check, box.centery, fitting[0], "micro", color, weight=600)

    def _word(self, block: Block, box: Rect) -> None:
        """The word of a late block or its chance, right of it where no other stop begins, else left."""
        p = self.ctx.p
        bad = self.ctx.c.bad if block.word else self.ctx.c.warn
        icon, word = ("alert-triangle", block.word) if block.word else ("clock-exclamation", block.risk)
        width = round(p.type.width(word, "micro", 600)) + 26
        taken = [b for _k, b in self.stops if b is not box]
        taken += [b for k, b in self.others if k.kind in ("depot", "break")]
        for x in (box.right + 3, box.x - 3 - width):
            tag = Rect(x, box.y, width, box.h)
            if tag.collidelist(taken) < 0 and self.lane.x <= tag.x and tag.right <= self.lane.right:
                p.box(tag, fill=bad.fill, line=bad.outline, radius=Space.R_BLOCK, width=1.25)
                p.icon_mid(tag.x + 11, tag.centery, icon, 12, bad.text)
                p.text_mid(tag.x + 20, tag.centery, word, "micro", bad.text, weight=600)
                return
        x, y = box.right, max(box.y, self.lane.y + 7)  # within the row, or the row above would cut it
        p.disc((x, y), 7, bad.fill)
        p.icon_mid(x, y, icon, 11, bad.text)

    def _band(self, block: Block) -> None:
        """Between when a stop is expected and when it begins on four days of five: a soft band."""
        a, b = map(round, self.axis.span(block.start_s, block.risk_s, self.lane))
        area = Rect(a, self.mid - BLOCK_H // 2 - 3, max(3, b - a), 4).clip(self.lane)
        if area.w:
            self.ctx.p.fill(area, self._dim(self.ctx.c.warn.outline), 2, 150)

    def _window(self, block: Block) -> None:
        """From when to when the customer lets in: a line with upright ends, close below the blocks."""
        if not block.open_s < block.close_s < block.open_s + ALL_DAY_S:
            return
        a, b = map(round, self.axis.span(block.open_s, block.close_s, self.lane))
        y, color = self.mid + BLOCK_H // 2 + 2, self.ctx.c.accent
        area = Rect(a, y - 2, max(2, b - a), 5).clip(self.lane)
        if not area.w:
            return
        self.ctx.p.fill(Rect(area.x, y, area.w, 1), color)
        for x in (a, b - 1):
            self.ctx.p.vline(x, y - 2, y + 3, color, 1.5)
        self.windows.append((block, area))

    def _trace(self, block: Block) -> None:
        """The issued plan: a thin line under the block."""
        if block.kind in ("drive", "wait"):
            return
        a, b = round(self.axis.x(block.start_s, self.lane)), round(self.axis.x(block.end_s, self.lane))
        y = self.mid + (BLOCK_H if self.lane.h >= 28 else 18) // 2
        left, right = max(a, self.lane.x), min(b, self.lane.right)
        if right > left:
            color = self.ctx.c.accent if self.selected else self.ctx.c.text3
            self.ctx.p.fill(pygame.FRect(left, y, right - left, 2.5), self._dim(color))

    def end_over(self, line_x: float) -> None:
        """The word at the end of a trip once more where the line of the clock runs through it."""
        if not self.row.blocks or not self.row.end_text:
            return
        x = self._box(self.row.blocks[-1]).right + 4
        width = self.ctx.p.type.width(self.row.end_text, "micro", 600) + 8
        if x - 2 <= line_x <= x + width + 2:
            back = self.ctx.c.accent_tint if self.selected else self.ctx.c.surface
            self.ctx.p.fill(Rect(x, self.mid - 8, round(width), 16), back, 3)
            self._end(self.row.blocks[-1])

    def _end(self, last: Block) -> None:
        x = self._box(last).right + 8
        kinds = {"bad": self.ctx.c.bad.text, "warn": self.ctx.c.warn.text, "ok": self.ctx.c.ok.text}
        color = kinds.get(self.row.end_kind, self.ctx.c.text2)
        weight: Weight = 600 if self.row.end_kind in kinds else 400
        self.ctx.p.text_mid(x, self.mid, self.row.end_text, "micro", color, weight=weight)
