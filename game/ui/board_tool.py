"""What can be laid over or beside the board: regisseur console, gallery, coach, command palette, lasso.

A tool draws itself on top of the board and sees every event before the board does. Its state that must
survive leaving the screen lives in `Desk.kept`. A new tool: its file, and one line in `screens/board_tools`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from game.ui.context import Ctx, UiEvent

Rect = pygame.Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that can be done now: a line of the command palette, and what its key does."""

    id: str
    label: str
    """In the player's language, as an act: `Keer de rit om`."""
    do: Callable[[Ctx], object]
    """An `Outcome` that it gives back is carried out by the shell; anything else is left alone."""
    shortcut: str = ""
    """As it is written in the help: `Ctrl+Z`."""
    icon: str = ""
    enabled: bool = True
    why: str = ""
    """Why it cannot be done now, in a few words."""
    note: str = ""
    """What stands behind the label in grey, and is searched too: a town, a driver."""
    group: str = "do"
    """Heading in the palette: `do`, or what is jumped to: `order`, `vehicle`, `driver`, `place`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarButton:
    """A button of a tool in the top bar, left of the one that starts the day."""

    id: str
    icon: str
    label: str
    active: bool = False
    badge: int = 0


class BoardTool:
    """Defaults for what most tools do not need. `screen` is the board, given when the tool is made."""

    name = ""

    @property
    def beside_map(self) -> bool:
        """Whether it takes the place of list and side panel beside a narrow map (full layout only)."""
        return False

    def draw_beside(self, ctx: Ctx, rect: Rect) -> None:
        """Paint what it shows there."""

    @property
    def covers(self) -> bool:
        """It lies over the screen and asks for everything, or for the side: the coach keeps off."""
        return False

    @property
    def map_key(self) -> tuple[object, ...]:
        """What its painting on the map depends on, besides the map itself."""
        return ()

    def draw_on_map(self, ctx: Ctx, rect: Rect) -> None:
        """Paint on the map that lies in this rectangle, below menus and what is in the hand.

        The picture is kept until `map_key` or the map changes.
        """

    def draw(self, ctx: Ctx) -> None:
        """Paint on top of the board."""

    def draw_over(self, ctx: Ctx) -> None:
        """Paint when dialogs are painted too."""

    def urgent(self, event: UiEvent) -> bool:  # noqa: ARG002
        """Whether it takes this event before an open dialog does."""
        return False

    def handle(self, event: UiEvent, ctx: Ctx) -> bool:  # noqa: ARG002
        """Take an event; False leaves it to the board."""
        return False

    def tick(self, now_ms: int) -> bool:  # noqa: ARG002
        """Go on with an animation or with work in small steps; True asks for a frame."""
        return False

    def poll(self) -> bool:
        """Look at background work; True asks for a frame."""
        return False

    def bar_button(self, ctx: Ctx) -> BarButton | None:  # noqa: ARG002
        """Its button in the top bar."""
        return None

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:  # noqa: ARG002
        """What it offers to the command palette now."""
        return ()
