"""What a tool that serves the plan board and the running day alike needs of its screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.domain.commands import Command
from game.session import Session
from game.ui.context import Ctx


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """The session, what is chosen, and how a command is carried out."""

    session: Session
    chosen: Callable[[], tuple[str, str]]
    """(order, vehicle); either may be empty."""
    do: Callable[[Command, Ctx], bool]
    """Carries out a command; a refusal is told in a sentence. True when it was done."""
    hold: Callable[[], object] = lambda: None
    """Let the clock wait."""
    select: Callable[[str, str], object] = lambda _order, _vehicle: None
