"""What a player can do about "does not fit": the acts make it fit, or there are none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from game.domain import commands as c
from game.domain.plan import Plan
from game.domain.steer import MOST_MINUTES, asking_cent
from game.domain.world import Action, World
from game.rules.evaluate import evaluate
from game.rules.moves import apply
from game.rules.windows import wider
from game.solver.relax import Relaxation
from game.solver.remedy import remedy
from game.solver.verdict import WhyNot
from game.solver.whynot import why_not
from tests.worlds import MIN, deliver, order, plan, trip, vehicle, window
from tests.worlds import world as world_of

SHOWN = frozenset({"A", "B"})


def world_with(close_min: float) -> World:
    """One truck that does A; B closes early."""
    b = order("B", "B", delivery_windows=(window(0, close_min),))
    return world_of([order("A", "A"), b], [vehicle("V1")])


def carried_out(world: World, now: Plan, acts: Iterable[str]) -> Plan:
    """The plan after the acts."""
    for text in acts:
        now = apply(world, now, c.from_text(text))
    return now


def test_asking_the_customer_makes_it_fit_at_its_price() -> None:
    """The window is asked for exactly the minutes that were told, and with that the order is not late."""
    world = world_with(20)
    now = plan(trip("V1", deliver("A"), start_s=0))
    said = why_not(world, now, "B", orders=SHOWN)
    assert said.verdict == "cannot" and said.relaxation is not None
    todo = remedy(world, now, said, orders=SHOWN)
    if said.relaxation.kind != "window":
        pytest.fail(f"expected a wider window, got {said.relaxation.kind}")
    assert todo is not None and todo.agree is not None
    assert todo.asking_cent == asking_cent(said.relaxation.amount)
    question = todo.agree
    wide = wider(world.orders["B"], Action(question.action), question.minutes * MIN)
    agreed = {**world.orders, "B": wide}
    after = carried_out(world, now, todo.acts)
    assert after.vehicle_of("B") == "V1"
    judged = evaluate(replace(world, orders=agreed), after, orders=SHOWN)
    assert not [f for f in judged.findings if f.rule == "late"]


def test_nobody_is_asked_for_more_than_an_hour() -> None:
    """A window that would have to be wider than may be asked is no act."""
    world, now = world_with(20), plan(trip("V1", deliver("A"), start_s=0))
    far = Relaxation(kind="window", subject="B", amount=MOST_MINUTES + 1, unit="min", cost_cent=0, co2e_g=0,
                     values=())  # fmt: skip
    placed = trip("V1", deliver("A"), deliver("B"), start_s=0)
    answer = WhyNot(order="B", verdict="cannot", scope="plan", vehicle="V1", trip=placed, relaxation=far)
    assert remedy(world, now, answer, orders=SHOWN) is None


def test_what_fits_is_simply_taken() -> None:
    """The place that was found is the act."""
    world, now = world_with(20_000), plan(trip("V1", deliver("A")))
    said = why_not(world, now, "B", orders=SHOWN)
    todo = remedy(world, now, said, orders=SHOWN)
    assert said.proposal is not None and todo is not None and todo.kind == "take"
    assert carried_out(world, now, todo.acts).vehicle_of("B") == "V1"
