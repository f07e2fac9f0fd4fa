"""What the coach says while a dialog lies on top: beside it, never on it; where there is no room, nothing.

Hit: `coach.aside` (only catches clicks: the dialog has the keys).
"""

from __future__ import annotations

from collections.abc import Iterator

import pygame

from game.ui import coach_card, layout
from game.ui.coach_card import Laid, Said
from game.ui.coach_place import EDGE, GAP
from game.ui.context import Ctx
from game.ui.regions import Regions

Rect = pygame.Rect
KNOWN = ("explain", "moment", "keys", "dispatch", "menu")
OTHER, BOX = "other", "modal.box"
WHOLE = 0.8
"""A hit that takes more of the window than this is the ground around a dialog, not the dialog."""
NARROW = 216


def said(ctx: Ctx, dialog: str, name: str) -> Said:
    """The sentences for this dialog, with the keys that end it."""
    kind = dialog if dialog in KNOWN else OTHER
    keys = ("Enter", "Esc") if kind == "dispatch" else ("Esc",)
    say, do = ctx.t(f"coach.aside.{kind}"), ctx.t(f"coach.aside.{kind}_do")
    return Said(title=name, say=say, do=do, keys=keys, aside=True)


def box_of(ctx: Ctx) -> Rect | None:
    """What the dialog takes: everything that can be reached, without the ground around it."""
    most = WHOLE * ctx.size[0] * ctx.size[1]
    hits = ctx.hits.reachable()
    parts = [h.rect for h in hits if h.id == BOX or h.rect.w * h.rect.h < most]
    return parts[0].unionall(parts[1:]).clip(ctx.rect) if parts else None


def placed(ctx: Ctx, told: Said, box: Rect) -> tuple[Laid, Rect] | None:
    """The card beside the dialog: as usual, as narrow as the room there, or low; None: nowhere."""
    beside = max(box.x, ctx.size[0] - box.right) - GAP - EDGE - 4
    tries = [coach_card.lay(ctx, told)]
    if NARROW <= beside < tries[0].size[0]:
        tries.append(coach_card.lay(ctx, told, beside))
    for laid in (*tries, coach_card.lay_flat(ctx, told)):
        spots = _spots(laid.size, box, ctx.rect)
        rect = next((spot for spot in spots if ctx.rect.contains(spot.inflate(EDGE, EDGE))), None)
        if rect is not None:
            return laid, rect
    return None


def _spots(size: tuple[int, int], box: Rect, window: Rect) -> Iterator[Rect]:
    """Right and left of the dialog, above and below it, on its middle as far as the window lets it."""
    w, h = size
    inside = layout.pad(window, EDGE)
    y = min(max(inside.y, box.centery - h // 2), inside.bottom - h)
    x = min(max(inside.x, box.centerx - w // 2), inside.right - w)
    yield Rect(box.right + GAP, y, w, h)
    yield Rect(box.x - GAP - w, y, w, h)
    yield Rect(x, box.y - GAP - h, w, h)
    yield Rect(x, box.bottom + GAP, w, h)


def draw(ctx: Ctx, told: Said, kept: Regions) -> tuple[Laid, Rect] | None:
    """What it says, and where."""
    box = box_of(ctx)
    found = placed(ctx, told, box) if box is not None else None
    if found is None:
        return None
    laid, rect = found
    ctx.p.shadow(rect, 12)
    coach_card.draw(ctx, rect, laid, kept)
    return found
