"""What of a row on the planboard can be pointed at or dragged: blocks, their ends, departure, driver, gauge.

Hits: `block.<vehicle>.<stop>`, `grip.<vehicle>.<stop>`, `window.<vehicle>.<stop>` (the customer's window),
`part.<vehicle>.<start>.<kind>` (driving, waiting, a break), `start.<vehicle>`, `driver.<vehicle>`,
`hours.<vehicle>`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pygame

from game.ui import board_gauge, widgets
from game.ui import board_paint as paint
from game.ui.board_blocks import Brush
from game.ui.board_rows import Block, BoardRow
from game.ui.context import Ctx
from game.ui.host import speech

Rect = pygame.Rect


GRIP = 8
"""Width of the edge that makes a charge or break longer or shorter."""
STRETCHED = frozenset({"charge", "rest"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRef:
    """What a block on the board stands for."""

    vehicle: str
    stop: int
    order: str
    """Empty for a stop of the truck's own."""
    end: bool = False
    """The right edge of a charge or break: dragging it changes how long it lasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GripRef:
    """Another part of a row that can be dragged."""

    vehicle: str
    kind: str
    """`start`: the depot block, when duty begins. `driver`: the driver's name."""


def driver(ctx: Ctx, row: BoardRow, head: Rect, columns: paint.Columns) -> None:
    """The driver's name can be dragged to another truck. Hit: `driver.<vehicle>`."""
    box = paint.driver_rect(ctx, row, head, columns)
    name = f"driver.{row.vehicle}"
    if ctx.hovered(name):
        ctx.p.outline(box, ctx.c.line_strong, 4)
    ctx.hit(name, box, "info", payload=GripRef(vehicle=row.vehicle, kind="driver"), draggable=True,
            tooltip=f"{row.driver}\n{ctx.t('edit.driver_tip')}")  # fmt: skip


def start(ctx: Ctx, row: BoardRow, box: Rect) -> None:
    """The depot block at the start can be dragged: when duty begins. Hit: `start.<vehicle>`."""
    ctx.hit(f"start.{row.vehicle}", box, "info", payload=GripRef(vehicle=row.vehicle, kind="start"),
            draggable=True, tooltip=f"{row.blocks[0].tooltip}\n{ctx.t('edit.start_tip')}")  # fmt: skip


def gauge(ctx: Ctx, row: BoardRow, head: Rect, columns: paint.Columns) -> None:
    """The gauge of the driver's hours. Hit: `hours.<vehicle>`."""
    if row.hours is None or not columns.gauge:
        return
    box = Rect(head.right - columns.gauge, head.y, columns.gauge - 4, columns.row)
    board_gauge.mini(ctx, box, row.hours)
    ctx.hit(f"hours.{row.vehicle}", box, "info", payload=row.vehicle,
            tooltip=board_gauge.words(ctx, row.hours, row.driver))  # fmt: skip


def blocks(ctx: Ctx, brush: Brush, *, fixed: bool) -> None:
    """Everything that the brush painted; `fixed`: the day runs, and its beginning is past."""
    row, lang = brush.row, speech(ctx)
    for block, box in brush.windows:
        words = lang.t(
            "tip.window", name=block.name, open=lang.clock(block.open_s), close=lang.clock(block.close_s)
        )
        ctx.hit(f"window.{row.vehicle}.{block.stop}", box, "info", tooltip=words)
    for block, box in brush.stops:
        _stop(ctx, row, block, box)
    for block, box in brush.others:
        if block is row.blocks[0] and block.kind == "depot" and not fixed:
            start(ctx, row, box)
        elif block.tooltip:
            ctx.hit(f"part.{row.vehicle}.{block.start_s}.{block.kind}", box, "info", tooltip=block.tooltip)


def _stop(ctx: Ctx, row: BoardRow, block: Block, box: Rect) -> None:
    name = f"block.{row.vehicle}.{block.stop}"
    ref = BlockRef(vehicle=row.vehicle, stop=block.stop, order=block.order)
    free = block.state not in ("done", "active")
    ctx.hit(name, box, "stop", label=f"{block.number} {block.name}".strip(), payload=ref, draggable=free,
            tooltip=block.tooltip)  # fmt: skip
    widgets.focus_ring(ctx, name, box, 4)
    if free and block.kind in STRETCHED:
        edge = Rect(box.right - min(GRIP, box.w // 3), box.y, min(GRIP, box.w // 3) + 3, box.h)
        ctx.hit(f"grip.{row.vehicle}.{block.stop}", edge, "info", payload=replace(ref, end=True),
                draggable=True, tooltip=block.tooltip)  # fmt: skip
