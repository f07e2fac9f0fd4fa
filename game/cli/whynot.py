"""`whynot`: why an order does not fit, and the one thing that would change it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from game.cli.playing import Json, Lang
from game.cli.say import out, tongue
from game.content.load import load_scenario
from game.content.plan_file import read_plan
from game.domain.errors import Unreadable
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.record.places import own_scenarios
from game.solver.whynot import WhyNot, already, why_not


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("whynot")(whynot)


def whynot(
    scenario: str,
    plan: Path,
    order: Annotated[str, typer.Option(help="The order that should ride along.")],
    vehicle: Annotated[str, typer.Option(help="Why not on this vehicle?")] = "",
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Why an order does not fit in a plan, and what would make it fit.

    `cannot` is said only of what was tried in full: on this vehicle, in this plan, or alone on every
    vehicle. An order that is planned already, or that fits, is told so.
    """
    from game.solver.why_words import why_not_dict

    speech, loaded = tongue(lang), load_scenario(scenario, own_scenarios())
    given = read_plan(plan.read_bytes(), loaded.system, file=plan.name)
    answer = why_not_dict(_answer(loaded, given, order, vehicle), speech.t)
    out(answer, as_json, str(answer["text"]))


def _answer(loaded: Scenario, plan: Plan, order: str, vehicle: str) -> WhyNot:
    """Raises Unreadable for an order or a vehicle that the scenario does not have."""
    world = loaded.system
    if order not in world.orders:
        raise Unreadable("whynot.order", order=order, known=_some(sorted(world.orders)))
    if vehicle and vehicle not in world.vehicles:
        raise Unreadable("whynot.vehicle", vehicle=vehicle, known=_some(sorted(world.vehicles)))
    rides = already(world, plan, order)
    if rides is not None and vehicle in ("", rides.vehicle):
        return rides
    orders = (frozenset(world.orders) - frozenset(loaded.optional_orders)) | {order}
    return why_not(world, plan, order, orders=orders, vehicle=vehicle)


def _some(names: list[str]) -> str:
    """The first few, so that a typing error is seen at once."""
    return ", ".join(names[:8]) + (" ..." if len(names) > 8 else "")
