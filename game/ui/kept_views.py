"""How a player laid out list and board, as lines of the settings file: `list.sort=load`, `board.rows=trips`.

Only what is not at its default has a line; a line that is not understood changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from game.ui import board_order, order_view
from game.ui.board_order import Arrangement
from game.ui.order_view import View

if TYPE_CHECKING:
    from game.ui.desk import Desk


def lines_of(desk: Desk) -> tuple[str, ...]:
    """What the player set."""
    return (*_lines("list", desk.list.view.saved(), View().saved()),
            *_lines("board", desk.board.arrangement.saved(), Arrangement().saved()))  # fmt: skip


def _lines(what: str, saved: Mapping[str, object], usual: Mapping[str, object]) -> Iterable[str]:
    for name, value in saved.items():
        if value != usual[name]:
            words = " ".join(value) if isinstance(value, list) else value
            yield f"{what}.{name}={words}"


def restore(desk: Desk, lines: Iterable[str]) -> None:
    """Lay list and board out as these lines say."""
    found: dict[str, dict[str, object]] = {"list": {}, "board": {}}
    for line in lines:
        where, _, value = line.partition("=")
        what, _, name = where.partition(".")
        if what in found:
            found[what][name] = _value(name, value)
    desk.list.view = order_view.restored(found["list"])
    desk.board.arrangement = board_order.restored(found["board"])


def _value(name: str, text: str) -> object:
    if name == "columns":
        return text.split()
    return text == "True" if name in ("down", "sequence") else text
