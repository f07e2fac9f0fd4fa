"""An order that was collected and is not brought any more is nobody's: it shows up again."""

from __future__ import annotations

from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action
from game.rules.unserved import unserved
from tests.worlds import tiny


def plan(*stops: Stop) -> Plan:
    """One trip of the first truck."""
    vehicle = sorted(tiny().vehicles)[0]
    return Plan(trips=(Trip(vehicle=vehicle, driver=tiny().vehicles[vehicle].driver, stops=stops),))


def test_the_last_stop_decides() -> None:
    """A delivery ends an order, a collection alone only when the goods go to the truck's own depot."""
    world = tiny()
    order = sorted(world.orders)[0]
    assert unserved(world, Plan(), [order]) == (order,)
    assert unserved(world, plan(Stop(order=order, action=Action.DELIVER)), [order]) == ()
    assert unserved(world, plan(Stop(order=order, action=Action.COLLECT)), [order]) == (order,)
    assert unserved(world, Plan(given=((order, "partner"),)), [order]) == ()
