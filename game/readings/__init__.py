"""What each log says of its player: read once, beside the game, and kept by the log's bytes."""

from __future__ import annotations

from game.readings.reading import Reading, read

__all__ = ["Reading", "read"]
