"""What a screen is, and what it may answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from game.ui.context import Ctx, UiEvent

if TYPE_CHECKING:
    from game.ui.board_tool import Deed


@dataclass(frozen=True, slots=True)
class Push:
    """Put a screen on top."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class Replace:
    """Put a screen in place of this one."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class Pop:
    """Leave this screen; leaving the last one quits."""


@dataclass(frozen=True, slots=True)
class Quit:
    """End the program."""


@dataclass(frozen=True, slots=True)
class Configure:
    """Change interface settings on the spot: Configure({"scheme": "dark", "lang": "en", "scale": 1.25})."""

    changes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Then:
    """Leave this screen, and do something on the one below; outcomes that it gives back are carried out."""

    act: Callable[[Ctx], object]


@dataclass(frozen=True, slots=True)
class Summon:
    """Ask the shell for one of its own screens: `palette` or `remark`."""

    name: str


Outcome = Push | Replace | Pop | Quit | Configure | Then | Summon | None


class Screen(Protocol):
    """A screen: a function from its state to paint and hits, and one from event to outcome."""

    revision: int
    at_night: bool
    """Dark in every theme; what is laid over it is dark too."""

    def draw(self, ctx: Ctx) -> None:
        """Paint everything and register hits."""

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """React to one event; `ctx.hits` are those of the last frame."""

    def tick(self, now_ms: int) -> bool:
        """Advance animations; True asks for a frame now and another soon."""

    def poll(self) -> bool:
        """Look at background work (a pipe); True asks for a frame. Called about 30 times a second."""

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """What it offers to the command palette now."""

    def covered(self) -> None:
        """A palette or a dialog of the shell is laid over it: a clock that runs stops."""


class BaseScreen:
    """Defaults for what most screens do not need."""

    revision: int = 0
    at_night: bool = False

    def draw(self, ctx: Ctx) -> None:
        """Nothing."""

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:  # noqa: ARG002
        """Nothing."""
        return None

    def tick(self, now_ms: int) -> bool:  # noqa: ARG002
        """No animation."""
        return False

    def poll(self) -> bool:
        """No background work."""
        return False

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:  # noqa: ARG002
        """None."""
        return ()

    def covered(self) -> None:
        """Nothing runs."""
