"""Advice in short words: where an order would go, and what a plan changes in one trip."""

from __future__ import annotations

from game.domain.commands import Place
from game.session import Session
from game.ui.board_own import stop_name
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.reckon_runs import Change


def place_words(ctx: Ctx, session: Session, command: Place) -> str:
    """`Koelcombi 2, na Versmarkt Assen`: where the order would go."""
    rest = session.plan.without_order(command.order).trip_of(command.vehicle)
    vehicle = session.system.vehicles[command.vehicle]
    if rest is None or command.at == 0:
        return ctx.t("advice.first", vehicle=vehicle.name)
    before = stop_name(session.system, vehicle, rest.stops[command.at - 1], speech(ctx))
    return ctx.t("advice.after", vehicle=vehicle.name, customer=before)


def change_words(ctx: Ctx, change: Change, session: Session, *, full: bool = False) -> str:
    """`+ Bakkerij De Halm, − Hotel Brink`, or that only the sequence changes."""
    if not change.added and not change.removed:
        return ctx.t("advice.sequence")
    words = [(o, "+") for o in change.added] + [(o, "−") for o in change.removed]
    if full or len(words) <= 2:
        return ", ".join(f"{sign} {session.system.orders[o].customer}" for o, sign in words)
    counts = (("advice.orders_in", change.added), ("advice.orders_out", change.removed))
    return ", ".join(ctx.t(key, n=len(orders)) for key, orders in counts if orders)
