"""Whole trips and parts of them in other hands: what becomes of a plan, and what is refused."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.commands import Command, SetTrip, Switch, Together, apart, together
from game.domain.errors import Illegal
from game.domain.plan import Plan, Stop
from game.domain.world import Action, Load, World
from game.rules import trip_edits as edits
from game.rules.moves import apply, check_plan, format_trip_stops, order_stops
from game.rules.trip_parts import idle, parted
from tests.worlds import RIGID_BEV, charge, collect, deliver, order, plan, reload, rest, trip, vehicle, world

NEEDS = frozenset({"cooling"})


def day() -> World:
    """Deliveries O1-O4, a collection O5, O6 and O7 from shop to shop; four trucks, E1 electric, V4 cooled."""
    shops = [order("O1", "A"), order("O2", "B"), order("O3", "C"), order("O4", "A")]
    back = replace(order("O5", "B"), pickup="B", delivery="D")
    across = [replace(order(n, b), pickup=a, delivery=b) for n, a, b in (("O6", "A", "B"), ("O7", "C", "A"))]
    trucks = [vehicle("E1", RIGID_BEV), vehicle("V1"), vehicle("V2"), vehicle("V4", skills=NEEDS)]
    return world([*shops, back, *across], trucks)


W = day()
TWO = plan(trip("V1", deliver("O1"), collect("O6"), deliver("O2"), deliver("O6")), trip("V2", deliver("O3")))


def after(made: Command, before: Plan = TWO, w: World = W) -> dict[str, str]:
    """Vehicle -> stops in words, without the roads."""
    found = apply(w, before, made)
    check_plan(w, found)
    return {t.vehicle: format_trip_stops(t.stops).replace("/0", "") for t in found.trips}


def test_reverse_keeps_collection_before_delivery() -> None:
    """The other way round, but nothing is delivered that was not collected yet."""
    made = edits.reverse(W, TWO, "V1")
    assert after(made)["V1"] == "O6/collect,O2/deliver,O6/deliver,O1/deliver"


def test_reverse_a_stretch_and_what_is_fixed() -> None:
    """Stops before the stretch stay, and in the running day those that are driven."""
    assert after(edits.reverse(W, TWO, "V1", first=2))["V1"].startswith("O1/deliver,O6/collect,O6/deliver")
    made = after(edits.reverse(W, TWO, "V1", {"V1": 2}))
    assert made["V1"] == "O1/deliver,O6/collect,O6/deliver,O2/deliver"
    with pytest.raises(Illegal, match=r"edit\.nothing_to_turn"):
        edits.reverse(W, TWO, "V2")
    with pytest.raises(Illegal, match=r"illegal\.driven"):
        edits.reverse(W, TWO, "V1", {"V1": 9})


def test_split_leaves_an_order_whole() -> None:
    """What was collected before the cut is delivered by the same truck."""
    made = edits.split(W, TWO, "V1", 2, "V4")
    assert after(made) == {
        "V1": "O1/deliver,O6/collect,O6/deliver", "V2": "O3/deliver", "V4": "O2/deliver"
    }  # fmt: skip


def test_split_takes_the_first_idle_vehicle_and_says_when_there_is_none() -> None:
    """Without a choice an idle one is found; with all of them busy the reason is told."""
    assert set(after(edits.split(W, TWO, "V1", 2))) == {"E1", "V1", "V2"}
    busy = apply(W, TWO, SetTrip(vehicle="E1", stops="O4/deliver/0"))
    busy = apply(W, busy, SetTrip(vehicle="V4", stops="O5/collect/0"))
    with pytest.raises(Illegal, match=r"edit\.no_idle"):
        edits.split(W, busy, "V1", 2)
    with pytest.raises(Illegal, match=r"edit\.nothing_moves"):
        edits.split(W, TWO, "V1", 3, "V4")  # only the end of an order that was begun


def test_half_a_trip_goes_to_another_trip_and_place() -> None:
    """The stretch lands where it is put; breaks in it come along, the trip that lost it keeps the rest."""
    base = plan(trip("V1", deliver("O1"), deliver("O2"), rest(30), deliver("O4")), trip("V2", deliver("O3")))
    made = edits.move_stretch(W, base, "V1", 1, "V2", 0)
    assert after(made, base) == {
        "V1": "O1/deliver", "V2": "O2/deliver,*/break/-/1800,O4/deliver,O3/deliver"
    }  # fmt: skip
    turned = edits.move_stretch(W, base, "V1", 1, "V1", 0)
    assert after(turned, base)["V1"] == "O2/deliver,*/break/-/1800,O4/deliver,O1/deliver"


def test_merge_after_before_and_with_a_reload() -> None:
    """All of one trip joins another; coming by the depot in between is possible where both load there."""
    assert after(edits.merge(W, TWO, "V2", "V1"))["V1"].endswith("O6/deliver,O3/deliver")
    assert after(edits.merge(W, TWO, "V2", "V1", before=True))["V1"].startswith("O3/deliver,O1/deliver")
    made = after(edits.merge(W, TWO, "V1", "V2", reload=True))
    assert made == {"V2": "O3/deliver,*/reload,O1/deliver,O6/collect,O2/deliver,O6/deliver"}
    assert edits.reload_helps(W, TWO, "V1", "V2")
    with pytest.raises(Illegal, match=r"edit\.same_vehicle"):
        edits.merge(W, TWO, "V1", "V1")
    with pytest.raises(Illegal, match=r"illegal\.no_trip"):
        edits.merge(W, TWO, "V1", "V4")


def test_swap_takes_the_start_along_and_leaves_charge_and_driver() -> None:
    """Work has its start; the night's charge and the driver belong to the vehicle."""
    base = plan(
        trip("E1", deliver("O4"), charge("P", 30), start_s=20_000, charge_permille=1000),
        trip("V2", deliver("O3")),
    )
    w = replace(W, sites=replace(W.sites, chargers={"P": None}))  # only its presence counts here
    made = edits.swap(w, base, "E1", "V2")
    found = apply(w, base, made)
    one, two = found.trip_of("E1"), found.trip_of("V2")
    assert one is not None
    assert two is not None
    assert (one.orders(), two.orders()) == (("O3",), ("O4",))
    assert (one.start_s, two.start_s) == (None, 20_000)
    assert one.charge_permille == 1000
    assert (one.driver, two.driver) == (W.vehicles["E1"].driver, W.vehicles["V2"].driver)
    assert all(s.action is not Action.CHARGE for s in two.stops)  # a diesel has no use for it


def test_swap_with_an_idle_vehicle_and_after_drivers_changed() -> None:
    """An idle vehicle takes all the work; who drives which vehicle stays as it was arranged."""
    found = after(edits.swap(W, TWO, "V4", "V2"))
    assert found == {"V1": "O1/deliver,O6/collect,O2/deliver,O6/deliver", "V4": "O3/deliver"}
    crossed = apply(W, TWO, Switch(vehicle="V1", other="V2"))
    drivers = {t.vehicle: t.driver for t in crossed.trips}
    swapped = apply(W, crossed, edits.swap(W, crossed, "V1", "V2"))
    assert {t.vehicle: t.driver for t in swapped.trips} == drivers


def test_several_orders_move_as_one_stretch() -> None:
    """Orders of one trip keep their sequence, others go by the nearest address."""
    made = edits.move_orders(W, TWO, ["O2", "O6"], "V2", 0)
    assert after(made)["V2"] == "O6/collect,O2/deliver,O6/deliver,O3/deliver"
    made = edits.move_orders(W, TWO, ["O4", "O5", "O2"], "V2", 9)
    words = after(made)["V2"].split(",")
    assert words[0] == "O3/deliver"
    assert sorted(words[1:]) == ["O2/deliver", "O4/deliver", "O5/collect"]
    assert after(edits.take_out(TWO, ["O1", "O5", "O2"]))["V1"] == "O6/collect,O6/deliver"
    with pytest.raises(Illegal, match=r"edit\.nothing_out"):
        edits.take_out(TWO, ["O5"])


def test_a_vehicle_that_lacks_something_is_refused_with_the_reason() -> None:
    """Equipment that is missing and loads that never fit are said before anything is done."""
    orders = dict(W.orders)
    orders["O1"] = replace(orders["O1"], needs=NEEDS)
    orders["O3"] = replace(orders["O3"], load=Load(kg=20_000))
    w = replace(W, orders=orders)
    with pytest.raises(Illegal, match=r"edit\.needs"):
        edits.swap(w, TWO, "V1", "V2")
    with pytest.raises(Illegal, match=r"edit\.too_big"):
        edits.merge(w, TWO, "V2", "V1")
    assert idle(w, TWO, (deliver("O1"),)) == ("V4",)


def test_another_depot_asks_for_other_stops() -> None:
    """Goods of a strange depot are collected there first."""
    w = replace(W, vehicles={**W.vehicles, "V4": replace(W.vehicles["V4"], depot="C")})
    made = edits.split(w, TWO, "V1", 0, "V4")
    assert after(made, w=w)["V4"].startswith("O1/collect,O2/collect,O1/deliver")


stretches = st.integers(0, 6)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any orders in any of three trips, each order whole and collected first, with own stops between."""
    stops: dict[str, list[Stop]] = {"E1": [], "V1": [], "V2": []}
    for name in draw(st.lists(st.sampled_from(sorted(W.orders)), unique=True)):
        truck = draw(st.sampled_from(sorted(stops)))
        at = draw(st.integers(0, len(stops[truck])))
        for each in order_stops(W, truck, name):
            stops[truck].insert(at, each)
            at = draw(st.integers(at + 1, len(stops[truck])))
    for truck, extra in (
        (t, e) for t in stops for e in draw(st.lists(st.sampled_from(("r", "b")), max_size=1))
    ):
        at = draw(st.integers(0, len(stops[truck])))
        stops[truck].insert(at, reload() if extra == "r" else rest(30))
    return plan(*(trip(t, *s) for t, s in stops.items() if any(x.order for x in s)))


def in_order(found: Plan) -> bool:
    """Everything is collected before it is delivered."""
    for t in found.trips:
        actions = {(s.order, s.action): i for i, s in enumerate(t.stops) if s.order}
        for (name, action), i in actions.items():
            if action is Action.COLLECT and actions.get((name, Action.DELIVER), 99) < i:
                return False
    return True


@given(plans(), st.data())
@settings(max_examples=150, deadline=None)
def test_no_edit_loses_or_doubles_an_order(before: Plan, data: st.DataObject) -> None:
    """Whatever is turned, cut, joined or swapped: the same orders, collected first; fixed stops stay."""
    one, two = data.draw(st.permutations(sorted(W.vehicles)))[:2]
    at, to = data.draw(stretches), data.draw(stretches)
    lengths = {t.vehicle: len(t.stops) for t in before.trips}
    begun = {v: data.draw(st.integers(1, lengths[v])) for v in lengths if data.draw(st.booleans())}
    planned = sorted(before.planned())
    makers = (
        lambda: edits.reverse(W, before, one, begun, first=at, end=at + to),
        lambda: edits.split(W, before, one, at, two if at % 2 else "", begun),
        lambda: edits.merge(W, before, one, two, begun, before=bool(at % 2), reload=bool(to % 2)),
        lambda: edits.swap(W, before, one, two, begun),
        lambda: edits.move_stretch(W, before, one, at, two, to, begun),
        lambda: edits.move_stretch(W, before, one, at, one, to, begun),
        lambda: edits.move_orders(W, before, planned[:to], two, at, begun),
    )
    try:
        made = data.draw(st.sampled_from(makers))()
        found = apply(W, before, made, begun)
    except Illegal:
        return
    check_plan(W, found)
    assert found.planned() == before.planned()
    assert in_order(found)
    for vehicle_id, count in begun.items():
        kept, old = found.trip_of(vehicle_id), before.trip_of(vehicle_id)
        assert kept is not None
        assert old is not None
        assert kept.stops[:count] == old.stops[:count]


@given(plans(), st.data())
@settings(max_examples=60, deadline=None)
def test_swapping_twice_gives_the_same_work(before: Plan, data: st.DataObject) -> None:
    """Exchange of work is its own opposite."""
    one, two = data.draw(st.permutations(["V1", "V2", "V4"]))[:2]
    try:
        there = apply(W, before, edits.swap(W, before, one, two))
    except Illegal:
        return
    back = apply(W, there, edits.swap(W, there, one, two))
    assert [(t.vehicle, t.stops) for t in back.trips] == [(t.vehicle, t.stops) for t in before.trips]


@given(plans(), stretches)
def test_parts_make_the_whole(before: Plan, first: int) -> None:
    """What moves and what stays are all stops, but for reloads at an end of the stretch."""
    for t in before.trips:
        moving, staying = parted(t, first)
        dropped = [s for s in t.stops if s.action is Action.RELOAD]
        assert len(moving) + len(staying) + len(dropped) >= len(t.stops)
        assert {s.order for s in moving if s.order}.isdisjoint(s.order for s in staying)


def test_several_commands_are_one_act() -> None:
    """What an edit gives is undone in one step: one command, or several together."""
    made = edits.swap(W, TWO, "V1", "V2")
    assert isinstance(made, Together)
    assert together(*apart(made)) == made
