"""What the player chose to see on the map, and the small card in which it is chosen.

Hits: `map.layers` (the button), `map.layer.<name>` (a switch in the card, or a word of the legend).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.ui import layout, widgets
from game.ui.context import Ctx

Rect = pygame.Rect
LAYERS = ("toll", "zone", "sites", "along", "hours")
WIDTH, ROW = 256, 32


@dataclass(slots=True)
class Layers:
    """Which overlays are drawn; one object per map."""

    toll: bool = True
    zone: bool = True
    sites: bool = True
    """Chargers, hubs, barge and rail terminals."""
    along: bool = True
    """Load (width) and battery (colour) along the selected trip."""
    hours: bool = False
    """Which customers are open at the time that is asked about."""
    open: bool = False
    """The card is shown."""

    @property
    def key(self) -> tuple[bool, ...]:
        """What a cached picture depends on."""
        return self.toll, self.zone, self.sites, self.along, self.hours, self.open

    def on(self, name: str) -> bool:
        """Whether a layer is drawn."""
        return bool(getattr(self, name))

    def flip(self, name: str) -> None:
        """Show or hide a layer."""
        setattr(self, name, not getattr(self, name))


def card_rect(rect: Rect, names: Sequence[str]) -> Rect:
    """Left of the buttons, inside the map."""
    wide = min(WIDTH, max(0, rect.w - 64))
    box = Rect(rect.right - 54 - wide, rect.y + 12, wide, ROW * len(names) + 12)
    return layout.keep_inside(box, rect)


def draw_card(ctx: Ctx, rect: Rect, layers: Layers, names: Sequence[str]) -> None:
    """A switch per layer."""
    box = card_rect(rect, names)
    ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.line_strong, radius=8)
    ctx.hit("map.layer.card", box, "area")
    for i, name in enumerate(names):
        row = Rect(box.x + 14, box.y + 6 + ROW * i, box.w - 28, ROW)
        label = ctx.t(f"map.layer.{name}")
        widgets.switch(ctx, f"map.layer.{name}", row, label, on=layers.on(name))
