"""The program around a measured screen, without files."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game.content.language import Language, language
from game.record.settings import Settings

if TYPE_CHECKING:
    from game.content.catalogue import Listing
    from game.session import Session
    from game.solver.client import SolverClient


class BenchHost:
    """What a screen asks of the program, as little as it takes."""

    def __init__(self) -> None:
        self.settings = Settings(told_about_log=True)
        self._solver: SolverClient | None = None
        self._listed: Sequence[Listing] | None = None

    language: Language = language("nl")

    def player_name(self, player: str = "") -> str:
        """Nobody in particular."""
        return player

    def configure(self, **changes: object) -> None:
        """Nothing is kept."""

    def listings(self) -> Sequence[Listing]:
        """The shipped scenarios."""
        if self._listed is None:
            from game.content.catalogue import list_scenarios

            self._listed = list_scenarios()
        return self._listed

    def poll(self) -> bool:
        """No background work."""
        return False

    def scenario(self, _name: str) -> None:
        """Nothing is read yet."""

    def faults(self, _listing: Listing) -> tuple[str, ...]:
        """None."""
        return ()

    def unfinished_logs(self) -> tuple[()]:
        """None."""
        return ()

    def profile(self) -> None:
        """None yet."""

    def solver(self) -> SolverClient:
        """The solver process."""
        if self._solver is None:
            from game.solver.client import SolverClient

            self._solver = SolverClient()
        return self._solver

    def weigh(self, _session: Session) -> bool:
        """Nothing is weighed."""
        return False

    def trouble(self, _session: Session) -> str:
        """The log is in memory."""
        return ""

    def log_folder(self) -> Path:
        """Nowhere."""
        return Path()

    def now_ms(self) -> int:
        """Monotonic milliseconds."""
        return time.monotonic_ns() // 1_000_000
