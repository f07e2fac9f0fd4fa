"""What a click on something of the board does: rows, blocks, stops, tabs, findings, advice and buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.domain.commands import Accept, Redo, Undo, to_text
from game.domain.evaluation import Finding
from game.ui import board_hand, findings_panel, order_list
from game.ui.board_view import BlockRef
from game.ui.context import Activate, Ctx
from game.ui.drop_preview import Preview
from game.ui.explain_dialog import ExplainDialog, Explained, ExplainRef
from game.ui.host import speech
from game.ui.map_view import MapStop
from game.ui.moment_dialog import MomentDialog
from game.ui.screens import board_edit
from game.ui.screens.board_keys import walk_stops

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen


def activated(screen: BoardScreen, event: Activate, ctx: Ctx) -> None:
    """One click (or Enter) on a row, block, stop, tab, finding, advice or button."""
    desk, plan, name = screen.desk, screen.session.plan, event.id
    if board_edit.activated(screen, event, ctx):
        return
    match event.payload:
        case BlockRef() as ref:
            desk.selection.choose_stop(ref.vehicle, ref.stop, plan)
            if event.double:
                screen.show_tab("trip")
        case MapStop() as stop:
            _on_map(screen, stop, ctx)
        case ExplainRef() as ref:
            source = Explained(screen.session.system, desk.judged(), screen.session.plan.given)
            screen.explain = ExplainDialog(source, ref)
        case Finding() as finding:
            _find(screen, finding, ctx)
        case Preview() as preview:
            _take(screen, preview, ctx)
        case str(value):
            _named(screen, name, value, event, ctx)
        case _:
            _button(screen, name, ctx)


def _on_map(screen: BoardScreen, stop: MapStop, ctx: Ctx) -> None:
    desk, plan = screen.desk, screen.session.plan
    order, vehicle, index = board_hand.map_order(desk, stop)
    if vehicle:
        desk.selection.choose_stop(vehicle, index, plan)
    elif order:
        desk.selection.choose_order(order, plan)
    _reveal(screen, ctx)


def _reveal(screen: BoardScreen, ctx: Ctx) -> None:
    """Scroll list and board to what was chosen elsewhere."""
    desk = screen.desk
    if desk.selection.order:
        order_list.show(desk.list, desk.entries(speech(ctx)), desk.selection.order)
    if desk.selection.vehicle:
        desk.board.show(desk.selection.vehicle)


def _named(screen: BoardScreen, name: str, value: str, event: Activate, ctx: Ctx) -> None:
    desk = screen.desk
    kind = name.split(".", maxsplit=1)[0]
    if kind == "order":
        again = desk.selection.order == value and (ctx.memory.focus_visible or event.double)
        screen.choose(value)
        if again:
            screen.take_in_hand(ctx)
    elif kind in ("row", "group", "night", "hours"):
        desk.selection.choose_vehicle(value)
        desk.board.show(value)
        if kind == "hours" or event.double:
            screen.show_tab("trip")
    elif kind == "filter":
        desk.list.filter, desk.list.scroll.offset = value, 0
    elif kind == "tab":
        screen.show_tab(value)
    elif kind == "area":
        desk.area = value
    elif kind == "moment":
        screen.moment = MomentDialog(screen.session, value)
    elif kind == "part":
        desk.reckoning.chosen ^= {value}


def _button(screen: BoardScreen, name: str, ctx: Ctx) -> None:
    desk = screen.desk
    acts: dict[str, Callable[[], object]] = {
        "undo": lambda: screen.do(Undo(), ctx),
        "redo": lambda: screen.do(Redo(), ctx),
        "orders.search": lambda: screen.search(ctx),
        "insp.open": lambda: screen.show_tab("trip"),
        "stop.prev": lambda: walk_stops(screen, -1),
        "stop.next": lambda: walk_stops(screen, 1),
    }
    if name in acts:
        acts[name]()
    elif name == "dispatch":
        screen.ask_to_issue(ctx)
    elif name == "hint.close":
        desk.hint_seen = True
    elif name == "orders.fold":
        desk.list.folded = not desk.list.folded
    elif name == "orders.everything":
        desk.list.show_all()
    elif name == "finding.unplanned":
        desk.list.filter, desk.area, desk.list.folded = "open", "list", False
    elif name.startswith("reckon."):
        screen.reckon(name.removeprefix("reckon."), ctx)


def _find(screen: BoardScreen, finding: Finding, ctx: Ctx) -> None:
    desk, name = screen.desk, findings_panel.name_of(finding)
    desk.taught = "" if desk.taught == name else name
    if finding.subject in screen.session.system.orders:
        desk.selection.choose_order(finding.subject, screen.session.plan)
    elif finding.vehicle:
        board_edit.choose_place(desk, finding.vehicle, finding.subject)
    elif finding.subject in screen.session.system.sites.grids:
        board_edit.choose_depot(desk, finding.subject)
    _reveal(screen, ctx)


def _take(screen: BoardScreen, preview: Preview, ctx: Ctx) -> None:
    """Take over a best place: the advice is logged, then accepted."""
    order = getattr(preview.command, "order", "")
    note = {"order": order}
    proposal = screen.session.log_proposal("place", [to_text(preview.command)], note)
    if screen.do(Accept(proposal=proposal.id), ctx):
        screen.choose(order)
