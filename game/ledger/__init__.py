"""The ledger of a played day: every decision judged on what was knowable, and what luck made of it.

Made from the log alone (`ledger_of`), in a process of its own while a person plays (`client`, `worker`).
"""

from __future__ import annotations

from game.ledger.book import ledger_of

__all__ = ["ledger_of"]
