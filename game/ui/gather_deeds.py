"""Several orders chosen: what the command palette offers, and which orders a range holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.domain.commands import Steer, together
from game.domain.plan import Plan
from game.ui import gather_bar
from game.ui.board_menu import Menu
from game.ui.board_tool import Deed
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.many_acts import ManyList, all_locked, lock_rules, out_command
from game.ui.paint import Point

if TYPE_CHECKING:
    from game.ui.gather import Gather


def deeds(tool: Gather, ctx: Ctx) -> tuple[Deed, ...]:
    """What may be done now: choose, and act on what is chosen."""
    orders, t = tool.desk.selection.orders, ctx.t
    made = [
        Deed(id="many.all", label=t("many.choose_all"), shortcut="Ctrl+A", icon="list", do=tool.choose_all),
        Deed(id="map.lasso", label=t("map.lasso"), icon="lasso", do=lambda _ctx: tool.arm()),
    ]
    if orders:
        made += _with_orders(tool, ctx, orders)
    return tuple(made)


def _with_orders(tool: Gather, ctx: Ctx, orders: frozenset[str]) -> list[Deed]:
    session, t = tool.screen.session, ctx.t
    can_lock = session.helped and bool(lock_rules(session, orders))
    can_out = out_command(session, orders) is not None
    why = "" if can_lock else t("many.nothing_planned" if session.helped else "rounds.by_hand")
    lock = "many.unlock" if all_locked(session, orders) else "many.lock"
    menu = t("many.menu_tip", n=len(orders))
    made = [
        Deed(id="many.menu", label=menu, shortcut="X", icon="stack-2", do=tool.open_menu),
        Deed(
            id="many.lock", label=t(lock), shortcut="K", icon="lock", do=tool.lock, enabled=can_lock, why=why
        ),
    ]
    if tool.desk.selection.more and can_out:
        made.append(Deed(id="many.out", label=t("many.out"), shortcut="Del", icon="trash", do=tool.take_out))
    return made


def open_menu(tool: Gather, ctx: Ctx, pos: Point | None) -> None:
    """The menu of everything that may be done with what is chosen, at a position or below the bar."""
    desk, lang, orders = tool.desk, speech(ctx), tool.desk.selection.orders
    if not orders:
        ctx.toast(ctx.t("board.choose_first"), "info")
        return
    session = tool.screen.session
    acts = ManyList(session=session, about=desk.about(), lang=lang, judge=desk.judge, orders=orders)
    title = gather_bar.words(session.system, tuple(sorted(orders)), lang)[0]
    hit = ctx.hits.get("many.menu")
    at = pos or ((hit.rect.x, hit.rect.bottom) if hit else (ctx.size[0] / 3, ctx.size[1] / 4))
    desk.menu = Menu(acts=acts, title=title, pos=at)


def lock(tool: Gather, ctx: Ctx) -> None:
    """Lock what is planned, or unlock it where all of it is locked."""
    rules = lock_rules(tool.screen.session, tool.desk.selection.orders)
    if not rules:
        ctx.toast(ctx.t("many.nothing_planned"), "info")
        return
    tool.do(together(*rules), ctx)
    key = "many.now_locked" if isinstance(rules[0], Steer) else "many.now_free"
    ctx.toast(ctx.t(key, n=len(rules)), "ok")


def board_sequence(vehicles: Sequence[str], plan: Plan) -> tuple[str, ...]:
    """Orders as they lie on the board: row by row, in the sequence of driving."""
    trips = (plan.trip_of(vehicle) for vehicle in vehicles)
    return tuple(order for trip in trips if trip for order in trip.orders())


def between(names: Sequence[str], first: str, last: str) -> tuple[str, ...]:
    """Everything from one to the other, whichever comes first; only the last when the first is not there."""
    if first not in names or last not in names:
        return (last,)
    a, b = sorted((names.index(first), names.index(last)))
    return tuple(names[a : b + 1])
