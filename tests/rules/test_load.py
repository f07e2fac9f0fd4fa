"""What is aboard and what fits."""

import pytest

from game.domain.world import Load
from game.rules.evaluate import evaluate_trip
from game.rules.load import at_departure, share, units_over
from tests.worlds import collect, deliver, order, tiny, trip, vehicle, world

ROOM = Load(kg=9500, pallets=18, roll_cages=30, ldm_cm=730)


@pytest.mark.parametrize(
    ("pallets", "cages", "over"),
    [
        (18, 0, 0),
        (19, 0, 1),
        (0, 30, 0),
        (0, 31, 1),
        (9, 15, 0),
        (9, 16, 1),
        (3, 25, 0),
        (3, 26, 1),
        (20, 10, 8),
    ],
)
def test_pallets_and_roll_cages_share_the_floor(pallets: int, cages: int, over: int) -> None:
    """3 pallets take the room of 5 roll cages in a 18/30 vehicle, to the cage."""
    assert units_over(load=Load(pallets=pallets, roll_cages=cages), capacity=ROOM) == over


def test_a_vehicle_without_room_for_cages() -> None:
    """A zero in the capacity forbids that unit and leaves the other alone."""
    assert units_over(load=Load(pallets=4), capacity=Load(pallets=4)) == 0
    assert units_over(load=Load(pallets=4, roll_cages=2), capacity=Load(pallets=4)) == 2


def test_share_is_the_largest_of_all_units() -> None:
    """Load factor takes what binds most."""
    assert share(load=Load(kg=950, pallets=9, ldm_cm=73), capacity=ROOM) == 0.5
    assert share(load=Load(kg=9500, pallets=9), capacity=ROOM) == 1.0
    assert share(load=Load(ldm_cm=365), capacity=ROOM) == 0.5


def test_deliveries_leave_the_depot_aboard_and_collections_do_not() -> None:
    """O1 is aboard from the depot, O3 and O4 come aboard on the way."""
    w = tiny()
    assert at_departure(w, trip("V1", deliver("O1"), collect("O4"), deliver("O4"), collect("O3"))).kg == 1000


@pytest.mark.parametrize(
    ("load", "rule"),
    [
        (Load(kg=4751), "capacity_kg"),
        (Load(ldm_cm=366), "capacity_ldm"),
        (Load(pallets=10), "capacity_units"),
    ],
)
def test_every_unit_binds(load: Load, rule: str) -> None:
    """Two orders that do not fit together give exactly that finding; one alone gives none."""
    w = world([order("O1", "A", load=load), order("O2", "B", load=load)], [vehicle("V1")])
    both = evaluate_trip(w, trip("V1", deliver("O1"), deliver("O2"))).findings
    assert [f.rule for f in both] == [rule]
    assert evaluate_trip(w, trip("V1", deliver("O1"))).findings == ()


def test_capacity_is_watched_along_the_trip() -> None:
    """Collecting before delivering overloads; delivering first does not."""
    full = Load(kg=9500)
    w = world([order("O1", "A", load=full), order("O2", "D", pickup="B", load=full)], [vehicle("V1")])
    assert evaluate_trip(w, trip("V1", deliver("O1"), collect("O2"))).findings == ()
    (found,) = evaluate_trip(w, trip("V1", collect("O2"), deliver("O1"))).findings
    assert (found.rule, found.amount) == ("capacity_kg", 9500)


def test_delivered_before_collected() -> None:
    """Precedence is judged in the trip's sequence."""
    w = tiny()
    rules = [f.rule for f in evaluate_trip(w, trip("V1", deliver("O4"), collect("O4"))).findings]
    assert rules == ["precedence"]
    assert evaluate_trip(w, trip("V1", collect("O4"), deliver("O4"))).findings == ()
