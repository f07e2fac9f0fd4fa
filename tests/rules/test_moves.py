"""Commands on a plan: what they make, and what is refused."""

from dataclasses import replace

import pytest

from game.domain.commands import Begin, ClearTrip, Command, Place, SetRoute, SetStart, SetTrip, Unplace
from game.domain.errors import Illegal, Unreadable
from game.domain.plan import Plan, Trip
from game.domain.world import World
from game.rules.moves import apply, check_plan, format_trip_stops, order_stops, parse_trip_stops
from tests.worlds import collect, deliver, leg, order, plan, tiny, trip, vehicle, world


def names(found: Plan, vehicle_id: str = "V1") -> str:
    """A trip in its text form."""
    there = found.trip_of(vehicle_id)
    return format_trip_stops(there.stops if there else ())


def roads() -> World:
    """Two alternatives everywhere, three deliveries."""
    two = (leg(30, 30), leg(35, 28))
    pairs = {(a, b): two for a in "ABCD" for b in "ABCD" if a != b}
    return world(
        [order("O1", "A"), order("O2", "B"), order("O3", "C")], [vehicle("V1"), vehicle("V2")], legs=pairs
    )


THREE = plan(trip("V1", deliver("O1", 1), deliver("O2", 1), deliver("O3", 1), return_route=1))


def test_stops_that_an_order_needs() -> None:
    """Depot work is no stop."""
    w = tiny()
    assert order_stops(w, "V1", "O1") == (deliver("O1"),)
    assert order_stops(w, "V1", "O3") == (collect("O3"),)
    assert order_stops(w, "V1", "O4") == (collect("O4"), deliver("O4"))


@pytest.mark.parametrize(
    ("at", "deliver_at", "expected"),
    [
        (0, -1, "O4/collect/0,O4/deliver/0,O1/deliver/0,O2/deliver/0"),
        (0, 2, "O4/collect/0,O1/deliver/0,O2/deliver/0,O4/deliver/0"),
        (1, 1, "O1/deliver/0,O4/collect/0,O4/deliver/0,O2/deliver/0"),
        (2, 0, "O4/deliver/0,O1/deliver/0,O2/deliver/0,O4/collect/0"),
    ],
)
def test_place_collect_and_deliver(at: int, deliver_at: int, expected: str) -> None:
    """Both positions count in the trip without the order; a wrong sequence is for the judge."""
    base = plan(trip("V1", deliver("O1"), deliver("O2")))
    assert (
        names(apply(tiny(), base, Place(order="O4", vehicle="V1", at=at, deliver_at=deliver_at))) == expected
    )


def test_moving_counts_without_the_order() -> None:
    """Dragging the first stop to the end is position 2 of the two others."""
    made = apply(roads(), THREE, Place(order="O1", vehicle="V1", at=2))
    assert names(made).replace("/deliver", "") == "O2/0,O3/1,O1/0"


def test_moving_to_another_vehicle_leaves_the_first() -> None:
    """An order is never in two trips, and an emptied trip is gone."""
    base = plan(trip("V1", deliver("O1")))
    made = apply(tiny(), base, Place(order="O1", vehicle="V2", at=0))
    assert [t.vehicle for t in made.trips] == ["V2"]


def test_chosen_roads_stay_only_behind_the_same_stop() -> None:
    """A stop with another predecessor goes back to the fastest road, others keep their choice."""
    made = apply(roads(), THREE, Unplace(order="O2"))
    assert names(made) == "O1/deliver/1,O3/deliver/0"
    assert made.trips[0].return_route == 1
    shorter = apply(roads(), THREE, Unplace(order="O3"))
    assert names(shorter) == "O1/deliver/1,O2/deliver/1"
    assert shorter.trips[0].return_route == 0


def test_placing_where_it_is_changes_nothing() -> None:
    """Dropping a stop on its own place keeps roads and start."""
    base = plan(replace(THREE.trips[0], start_s=25_200))
    assert apply(roads(), base, Place(order="O2", vehicle="V1", at=1)) == base


def test_start_and_back_to_automatic() -> None:
    """-1 gives the start back to the schedule."""
    fixed = apply(roads(), THREE, SetStart(vehicle="V1", start_s=25_200))
    assert fixed.trips[0].start_s == 25_200
    assert apply(roads(), fixed, SetStart(vehicle="V1", start_s=-1)) == THREE


def test_route_to_a_stop_and_home() -> None:
    """The number of stops means the way home."""
    made = apply(roads(), THREE, SetRoute(vehicle="V1", at=1, route=0))
    assert names(made) == "O1/deliver/1,O2/deliver/0,O3/deliver/1"
    assert apply(roads(), THREE, SetRoute(vehicle="V1", at=3, route=0)).trips[0].return_route == 0


def test_a_whole_trip_takes_its_orders_from_others() -> None:
    """As a proposal does: the orders leave the trips where they were."""
    made = apply(roads(), THREE, SetTrip(vehicle="V2", stops="O3/deliver/0,O1/deliver/1"))
    assert names(made, "V1") == "O2/deliver/0"
    assert names(made, "V2") == "O3/deliver/0,O1/deliver/1"
    assert apply(roads(), THREE, SetTrip(vehicle="V1", stops="-")) == Plan()


def test_trip_stops_round_trip() -> None:
    """Text form and value are the same thing."""
    for stops in ((), (deliver("O1"),), (collect("O4", 2), deliver("O1"), deliver("O4", 1))):
        assert parse_trip_stops(format_trip_stops(stops)) == stops
    for wrong in ("", "O1", "O1/deliver", "O1/drop/0", "O1/deliver/x"):
        with pytest.raises(Unreadable):
            parse_trip_stops(wrong)


@pytest.mark.parametrize(
    ("command", "key"),
    [
        (Place(order="O9", vehicle="V1", at=0), "unknown_order"),
        (Place(order="O1", vehicle="V9", at=0), "unknown_vehicle"),
        (Place(order="O1", vehicle="V1", at=3), "position"),
        (Place(order="O1", vehicle="V1", at=-1), "position"),
        (Place(order="O1", vehicle="V1", at=0, deliver_at=9), "position"),
        (Unplace(order="O9"), "unknown_order"),
        (ClearTrip(vehicle="V2"), "no_trip"),
        (SetStart(vehicle="V2", start_s=0), "no_trip"),
        (SetStart(vehicle="V1", start_s=86_400), "start"),
        (SetRoute(vehicle="V1", at=4, route=0), "position"),
        (SetRoute(vehicle="V1", at=0, route=2), "route"),
        (SetRoute(vehicle="V1", at=0, route=-1), "route"),
        (SetTrip(vehicle="V1", stops="O1/collect/0"), "incomplete"),
        (SetTrip(vehicle="V1", stops="O1/deliver/0,O1/deliver/0"), "incomplete"),
        (SetTrip(vehicle="V1", stops="O1/deliver/5"), "route"),
        (Begin(), "not_a_plan_command"),
    ],
)
def test_the_impossible_is_refused(command: Command, key: str) -> None:
    """Each refusal names its own reason."""
    with pytest.raises(Illegal) as refused:
        apply(roads(), THREE, command)
    assert refused.value.key == f"illegal.{key}"


def test_unplacing_what_is_not_planned() -> None:
    """Nothing to take out is told, not ignored."""
    with pytest.raises(Illegal, match="not_planned"):
        apply(roads(), Plan(), Unplace(order="O1"))


DAY = {"V1": 1}


@pytest.mark.parametrize(
    ("command", "key"),
    [
        (Unplace(order="O1"), "driven"),
        (Place(order="O1", vehicle="V1", at=1), "driven"),
        (Place(order="O3", vehicle="V1", at=0), "driven"),
        (Place(order="O1", vehicle="V2", at=0), "driven"),
        (SetRoute(vehicle="V1", at=0, route=0), "driven"),
        (SetStart(vehicle="V1", start_s=25_200), "started"),
        (Place(order="O2", vehicle="V2", at=0), "aboard_elsewhere"),
    ],
)
def test_what_is_driven_is_fixed(command: Command, key: str) -> None:
    """In the day the first stop is on the road and the goods are aboard."""
    with pytest.raises(Illegal) as refused:
        apply(roads(), THREE, command, DAY)
    assert refused.value.key == f"illegal.{key}"


def test_what_is_still_to_come_can_change() -> None:
    """Later stops can be swapped, taken out and cleared."""
    assert names(apply(roads(), THREE, Place(order="O3", vehicle="V1", at=1), DAY)).startswith(
        "O1/deliver/1,O3"
    )
    assert names(apply(roads(), THREE, Unplace(order="O3"), DAY)) == "O1/deliver/1,O2/deliver/1"
    assert names(apply(roads(), THREE, ClearTrip(vehicle="V1"), DAY)) == "O1/deliver/1"


def test_on_the_way_home_nothing_changes() -> None:
    """`begun` past the number of stops closes the trip."""
    with pytest.raises(Illegal, match="driven"):
        apply(roads(), THREE, SetRoute(vehicle="V1", at=3, route=0), {"V1": 4})


def test_a_truck_on_the_road_takes_no_depot_goods() -> None:
    """An order at the depot can go with a truck that is still there, not with one that left."""
    base = plan(trip("V1", deliver("O1")))
    with pytest.raises(Illegal, match="not_aboard"):
        apply(tiny(), base, Place(order="O2", vehicle="V1", at=1), DAY)
    assert names(apply(tiny(), base, Place(order="O2", vehicle="V2", at=0), DAY), "V2") == "O2/deliver/0"
    assert names(apply(tiny(), base, Place(order="O4", vehicle="V1", at=1), DAY)).endswith("O4/deliver/0")


def test_skipped_goods_can_be_tried_again_by_the_same_truck() -> None:
    """With `aboard` told, an order that went back to the list still fits the truck that has it."""
    base = plan(trip("V1", deliver("O1")))
    aboard = {"V1": frozenset({"O1", "O2"})}
    again = apply(tiny(), base, Place(order="O2", vehicle="V1", at=1), DAY, aboard)
    assert names(again) == "O1/deliver/0,O2/deliver/0"
    with pytest.raises(Illegal, match="aboard_elsewhere"):
        apply(tiny(), base, Place(order="O2", vehicle="V2", at=0), DAY, aboard)


def test_a_collected_order_stays_in_its_truck() -> None:
    """Collected goods cannot be planned away, their delivery can move within the trip."""
    base = plan(trip("V1", collect("O4"), deliver("O1"), deliver("O4")))
    for command in (Unplace(order="O4"), Place(order="O4", vehicle="V2", at=0)):
        with pytest.raises(Illegal, match="driven"):
            apply(tiny(), base, command, DAY)
    moved = apply(tiny(), base, Place(order="O4", vehicle="V1", at=0, deliver_at=0), DAY)
    assert names(moved) == "O4/collect/0,O4/deliver/0,O1/deliver/0"


def test_a_plan_from_outside_is_checked() -> None:
    """Double, incomplete and unknown things in a plan file are refused by name."""
    w = tiny()
    check_plan(w, plan(trip("V1", deliver("O1")), trip("V2", collect("O4"), deliver("O4"))))
    wrong: list[tuple[tuple[Trip, ...], str]] = [
        ((trip("V1", deliver("O1")), trip("V2", deliver("O1"))), "order_twice"),
        ((trip("V1", deliver("O1")), trip("V1", deliver("O2"))), "vehicle_twice"),
        ((trip("V1", collect("O4")),), "incomplete"),
        ((trip("V9", deliver("O1")),), "unknown_driver"),
        ((replace(trip("V9", deliver("O1")), driver="dV1"),), "unknown_vehicle"),
    ]
    for trips, key in wrong:
        with pytest.raises(Illegal, match=key):
            check_plan(w, Plan(trips=trips))


def test_a_whole_trip_with_own_stops_leaves_those_of_others() -> None:
    """A proposal for one truck never takes the charge, break or reload out of another truck's trip."""
    plan = apply(roads(), THREE, SetTrip(vehicle="V1", stops="O1/deliver/0,*/break/0/-/1800,O2/deliver/0"))
    made = apply(roads(), plan, SetTrip(vehicle="V2", stops="O3/deliver/0,*/break/0/-/900"))
    assert made.trip_of("V1") == plan.trip_of("V1")
