"""Cards of list and board, several orders chosen, the board by sequence: whole and readable in every look."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from game.ui.board_arrange import BoardArrange
from game.ui.board_order import Arrangement
from game.ui.gather import Gather
from game.ui.order_card import OrderCard
from game.ui.order_filter import NOTHING
from game.ui.order_view import View
from game.ui.program import App
from game.ui.screens.board import BoardScreen
from tests.screens import layout_eye
from tests.screens.test_layout_everywhere import FEW, LOOKS, Look, app, board, frame

__all__ = ["app"]
LIKELY = LOOKS if len(LOOKS) > len(FEW) else FEW[1:3]


def _tool(screen: BoardScreen, kind: type) -> object:
    return next(tool for tool in screen.tools if isinstance(tool, kind))


def _card(tab: str) -> Callable[[BoardScreen], None]:
    def change(screen: BoardScreen) -> None:
        card = _tool(screen, OrderCard)
        assert isinstance(card, OrderCard)
        card.card.tab = tab

    return change


def _asked(screen: BoardScreen) -> None:
    """Many chips, every column, a search with a hit."""
    state = screen.desk.list
    state.asked = NOTHING.clocks(5 * 3600, 9 * 3600).flipped("kinds", "delivery").flipped("states", "planned")
    state.view = View(columns=("place", "load", "window", "needs", "value"), group="area")
    state.searching, state.query.value = True, "ve"


def _gathered(screen: BoardScreen) -> None:
    plan = screen.session.plan
    screen.desk.selection.gather(sorted(screen.session.visible)[:9], plan)


def _arranged(screen: BoardScreen) -> None:
    tool = _tool(screen, BoardArrange)
    assert isinstance(tool, BoardArrange)
    tool.put(Arrangement(rows="drivers", sort="trouble", sequence=True))
    tool.open.shown = True


def _lasso(screen: BoardScreen) -> None:
    tool = _tool(screen, Gather)
    assert isinstance(tool, Gather)
    tool.arm()


STATES: dict[str, Callable[[BoardScreen], None]] = {
    "filter": _card("filter"), "view": _card("view"), "asked": _asked, "gathered": _gathered,
    "arranged": _arranged, "lasso": _lasso,
}  # fmt: skip


@pytest.mark.parametrize("look", LIKELY, ids=str)
@pytest.mark.parametrize("name", STATES)
def test_it_is_whole_and_readable(app: App, name: str, look: Look) -> None:
    """Text within its place and on a ground that it can be read on, hits in the window and with a name."""
    app.configure(language=look.lang)
    screen = board(app)
    desk = screen.desk
    desk.list.show_all()
    desk.list.view, desk.list.searching, desk.board.arrangement = View(), False, Arrangement()
    desk.kept.pop("orders.card", None)
    desk.kept.pop("board.arrange", None)
    desk.kept.pop("gather", None)
    STATES[name](screen)
    ctx, eye = frame(screen, look)
    faults = {
        "cut off": layout_eye.cut_off(eye),
        "written over": [f"{a!r} under {b!r}" for a, b in eye.over],
        "faint": layout_eye.faint(
            eye, ctx.hits, look.scale, least=7.0 if look.scheme.endswith("_high") else 4.5
        ),
        "outside": layout_eye.astray(ctx.hits, ctx.rect),
        "no name": layout_eye.unnamed(ctx.hits),
    }
    assert not any(faults.values()), "\n".join(
        f"{kind}: {line}" for kind, lines in faults.items() for line in lines[:8]
    )
