"""Looking back at a played day: any moment of its log, what was true then, and another choice from there."""

from __future__ import annotations

from game.lookback.tape import Tape

__all__ = ["Tape"]
