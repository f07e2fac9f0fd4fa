"""The bar of the night's charge in the inspector: dragged, clicked, moved with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain.commands import SetCharge
from game.ui.board_night import FINE, NightPlan
from game.ui.context import Activate, Ctx, Drag

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen

Rect = pygame.Rect


def _share(rect: Rect, x: float) -> float:
    return min(1.0, max(0.0, (x - rect.x) / max(1, rect.w)))


def drag(screen: BoardScreen, night: NightPlan, event: Drag, ctx: Ctx) -> None:
    """The charge follows the pointer; the drop sets it."""
    desk, wanted = screen.desk, night.at(_share(event.hit.rect, event.pos[0]))
    desk.pending = None if event.phase in ("drop", "cancel") else (night.vehicle, wanted)
    if event.phase == "drop" and wanted != night.permille:
        screen.do(SetCharge(vehicle=night.vehicle, permille=wanted), ctx)


def click(screen: BoardScreen, night: NightPlan, event: Activate, ctx: Ctx) -> None:
    """A click on the bar sets the charge there; Enter on it does nothing."""
    wanted = night.at(_share(event.hit.rect, ctx.memory.mouse[0]))
    if not ctx.memory.focus_visible and wanted != night.permille:
        screen.do(SetCharge(vehicle=night.vehicle, permille=wanted), ctx)


def on_key(screen: BoardScreen, name: str, ctx: Ctx) -> bool:
    """Arrows on the focused bar of the night."""
    hit = ctx.hits.get(ctx.memory.focus or "")
    if hit is None or not isinstance(hit.payload, NightPlan) or not ctx.memory.focus_visible:
        return False
    night, step = hit.payload, FINE if name == "right" else -FINE
    wanted = min(night.most, max(night.least, night.permille + step))
    if wanted != night.permille:
        screen.do(SetCharge(vehicle=night.vehicle, permille=wanted), ctx)
    return True
