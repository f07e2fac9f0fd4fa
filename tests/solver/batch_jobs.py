"""Jobs that a batch of a test can send to other processes."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from game.domain.errors import Unreadable
from game.solver.batch import Values


def square(given: Values) -> dict[str, Any]:
    """Does its work, and notes in a file that it did."""
    if "note" in given:
        with Path(given["note"]).open("a", encoding="utf-8") as file:
            file.write(f"{given['n']}\n")
    return {"square": given["n"] ** 2, "pid": os.getpid()}


def wrong(given: Values) -> dict[str, Any]:
    """Fails by a fault of its own."""
    return {"never": 1 // given["zero"]}


def refused(_: Values) -> dict[str, Any]:
    """Fails by something that a person can mend."""
    raise Unreadable("cluster.address", address="here")


def dies(given: Values) -> dict[str, Any]:
    """Takes its process with it; with `once` only the first time."""
    once = given.get("once")
    if once is None or not Path(once).exists():
        if once is not None:
            Path(once).write_text("died", encoding="utf-8")
        os._exit(3)
    return {"alive": True}


def waits(given: Values) -> dict[str, Any]:
    """Says who it is, and stays at work for a minute."""
    Path(given["note"]).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(60)
    return {}
