"""One plan against another, order by order, and the acts that bring one order across."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.content.load import load_scenario
from game.domain.commands import Give, Place, Unplace
from game.domain.plan import Plan
from game.rules.moves import apply
from game.solver.difference import BOUGHT, Carrier, acts_of, carriers, moved
from game.solver.naive import naive_plan
from tests.worlds import deliver, plan, trip


def test_who_changes_hands_and_who_only_changes_places() -> None:
    """An order that goes to another truck is told as such; of a new sequence only the fewest orders move."""
    before = plan(trip("V1", deliver("A"), deliver("B"), deliver("C")), trip("V2", deliver("D")))
    after = plan(trip("V1", deliver("B"), deliver("C"), deliver("A")), trip("V2", deliver("E")))
    told = {m.order: (m.source, m.target) for m in moved(before, after)}
    v1, v2 = Carrier(vehicle="V1"), Carrier(vehicle="V2")
    assert told == {"A": (v1, v1), "D": (v2, BOUGHT), "E": (BOUGHT, v2)}


def test_a_partner_and_nobody_are_carriers_too() -> None:
    """Giving an order away, and taking it out of the plan, are moves with an act of their own."""
    before = plan(trip("V1", deliver("A"), deliver("B")))
    after = Plan(trips=(), given=(("A", "P"),))
    assert acts_of(before, after, "A") == (Give(order="A", partner="P"),)
    assert acts_of(before, after, "B") == (Unplace(order="B"),)


def test_an_order_comes_behind_its_nearest_neighbour_that_is_there() -> None:
    """Neighbours that have not moved yet are passed over."""
    before = plan(trip("V1", deliver("A"), deliver("D")), trip("V2", deliver("B"), deliver("C")))
    after = plan(trip("V1", deliver("A"), deliver("B"), deliver("C"), deliver("D")))
    assert acts_of(before, after, "C") == (Place(order="C", vehicle="V1", at=1, deliver_at=-1),)
    assert acts_of(before, after, "B") == (Place(order="B", vehicle="V1", at=1, deliver_at=-1),)


orders = st.permutations([f"O{i}" for i in range(8)])


@given(orders, orders, st.integers(0, 8), st.integers(0, 8))
def test_nothing_is_told_of_what_stays(a: list[str], b: list[str], i: int, j: int) -> None:
    """Orders that are not told keep their truck and their sequence among each other."""
    before = plan(trip("V1", *map(deliver, a[:i])), trip("V2", *map(deliver, a[i:])))
    after = plan(trip("V1", *map(deliver, b[:j])), trip("V2", *map(deliver, b[j:])))
    told = {m.order for m in moved(before, after)}
    for vehicle in ("V1", "V2"):
        was, now = before.trip_of(vehicle), after.trip_of(vehicle)
        kept = [[o for o in (t.orders() if t else ()) if o not in told] for t in (was, now)]
        assert kept[0] == kept[1]
    assert not moved(before, before)


def test_order_by_order_leads_to_the_other_plan() -> None:
    """Carrying out every order's acts one after the other gives every order the truck of the other plan."""
    scenario = load_scenario("stukgoed")
    assert scenario.reference is not None
    world, goal = scenario.system, scenario.reference.plan
    now = naive_plan(world, goal.covered())
    for one in moved(now, goal):
        for act in acts_of(now, goal, one.order):
            now = apply(world, now, act)
    assert carriers(now) == carriers(goal)
