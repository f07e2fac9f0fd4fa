"""Parts of a row of the planboard that can be dragged besides its blocks: the departure and the driver."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.ui import board_paint as paint
from game.ui.board_rows import BoardRow
from game.ui.context import Ctx

Rect = pygame.Rect


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
