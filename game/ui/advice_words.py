"""Advice in short words: where an order would go, and what a plan changes in one trip."""

from __future__ import annotations

from game.domain.commands import Place
from game.session import Session
from game.ui.board_own import stop_name
from game.ui.context import Ctx
from game.ui.desk import Desk
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


def result_notes(ctx: Ctx, desk: Desk, *, asking: bool = True) -> list[str]:
    """What has to be said of a result before it is taken over: that it costs more, as was asked; that
    it breaks a rule; what customers have to agree to."""
    lang, found, notes = speech(ctx), desk.reckoning, []
    if found.judged is None or found.state != "ready":
        return []
    if found.outcome == "alternative":
        more = found.judged.kpi.cost_cent - desk.judged().kpi.cost_cent
        key = "console.alternative_dearer" if more > 0 else "console.alternative"
        notes.append(ctx.t(key, euro=lang.euro(abs(more), 0)))
    if found.broken:
        notes.append(ctx.t("console.breaks" if found.broken > 1 else "console.breaks_one", n=found.broken))
    asked = found.asked_of_customers(found.chosen) if asking else ()
    if asked:
        euro = lang.euro(found.agreed_cent(found.chosen), 0)
        notes.append(ctx.t("console.asking", n=len(asked), euro=euro))
    return notes
