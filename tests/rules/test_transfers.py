"""What a transfer takes, from when, how much, and what it no longer asks of our own truck."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from game.domain.commands import SetVia
from game.domain.errors import Illegal
from game.domain.plan import Plan, Stop
from game.domain.sites import Sites, Transfer
from game.domain.world import Action, Order, World
from game.rules.evaluate import evaluate, evaluate_trip
from game.rules.moves import apply, check_plan
from tests.worlds import HOUR, MIN, collect, deliver, order, plan, trip, vehicle, window, world

HUB = Transfer(
    id="hub", name="Stadshub", kind="hub", place="H", serves=frozenset({"A"}),
    windows=(window(360, 600), window(720, 780)), handling_fixed_s=5 * MIN, handling_per_unit_s=60,
    arrives_s=14 * HOUR,
)  # fmt: skip
OUT = order("O1", "A")
IN = order("O2", "D", pickup="A")


def with_hub(*orders: Order, **kw: Any) -> World:
    """A world with these orders and the hub changed so."""
    sites = Sites(transfers={"hub": replace(HUB, **kw)})
    return world(orders, [vehicle("V1"), vehicle("V2")], also=["A", "H"], sites=sites)


def by_hub(stop: Stop) -> Stop:
    return replace(stop, via="hub")


@pytest.mark.parametrize(
    ("needs", "direct", "via"),
    [
        ({"tail_lift"}, 1, 0),
        ({"piek", "tail_lift"}, 2, 0),
        ({"cooling"}, 1, 1),
        ({"adr", "tail_lift"}, 2, 1),
        ({"container"}, 1, 1),
        ({"lzv"}, 1, 1),
    ],
)
def test_at_a_transfer_only_the_goods_ask_something(needs: set[str], direct: int, via: int) -> None:
    """Tail lift and quiet equipment are of the address; cooling, ADR, container and LZV of the goods."""
    w = with_hub(replace(OUT, needs=frozenset(needs)))
    for stop, missing in ((deliver("O1"), direct), (by_hub(deliver("O1")), via)):
        found = [f.amount for f in evaluate_trip(w, trip("V1", stop)).findings if f.rule == "needs_missing"]
        assert found == ([missing] if missing else [])


def test_the_other_address_still_asks_for_its_tail_lift() -> None:
    """Collected at an address and delivered by the hub: the truck comes to an address, and needs it."""
    w = with_hub(order("O1", "A", pickup="B", needs=frozenset({"tail_lift"})))
    judged = evaluate_trip(w, trip("V1", collect("O1"), by_hub(deliver("O1"))))
    assert [f.rule for f in judged.findings] == ["needs_missing"]


@pytest.mark.parametrize(
    ("takes", "out", "fetched"),
    [("both", "", ""), ("out", "", "illegal.transfer_way"), ("in", "illegal.transfer_way", "")],
)
def test_a_transfer_may_work_one_way_only(takes: str, out: str, fetched: str) -> None:
    """Bringing and fetching are refused by name where the transfer does not do them."""
    w = with_hub(OUT, IN, takes=takes)
    start = plan(trip("V1", deliver("O1"), collect("O2")))
    for name, key in (("O1", out), ("O2", fetched)):
        assert refused(w, start, name) == key
    for stop, key in ((deliver("O1"), out), (collect("O2"), fetched)):
        if key:
            with pytest.raises(Illegal, match=key):
                check_plan(w, plan(trip("V1", by_hub(stop))))
        else:
            check_plan(w, plan(trip("V1", by_hub(stop))))


def refused(w: World, start: Plan, name: str) -> str:
    """The key with which the transfer is refused; empty: it is not."""
    try:
        apply(w, start, SetVia(order=name, transfer="hub"))
    except Illegal as error:
        return error.key
    return ""


def test_a_transfer_refuses_goods_that_it_cannot_carry() -> None:
    """Cooled goods to a hub without a cold room, named; without that need they may."""
    cold = replace(OUT, needs=frozenset({"cooling", "tail_lift"}))
    for made, key in ((cold, "illegal.transfer_needs"), (OUT, "")):
        w = with_hub(made, refuses=frozenset({"cooling", "adr"}))
        assert refused(w, plan(trip("V1", deliver("O1"))), "O1") == key
    with pytest.raises(Illegal) as caught:
        apply(
            with_hub(cold, refuses=frozenset({"cooling"})),
            plan(trip("V1", deliver("O1"))),
            SetVia(order="O1", transfer="hub"),
        )
    assert caught.value.values["needs"] == "cooling"
    assert caught.value.values["transfer"] == "Stadshub"


@pytest.mark.parametrize(("most", "over"), [(4, 0), (3, 1), (0, 4), (None, 0)])
def test_the_day_of_a_transfer_can_be_full(most: int | None, over: int) -> None:
    """Two trucks with two pallets each, one bringing and one fetching: four units together."""
    w = with_hub(OUT, IN, most_units=most)
    judged = evaluate(w, plan(trip("V1", by_hub(deliver("O1"))), trip("V2", by_hub(collect("O2")))))
    full = [(f.amount, f.unit, f.subject) for f in judged.findings if f.rule == "transfer_full"]
    assert full == ([(over, "units", "hub")] if over else [])
    assert judged.kpi.hard == (1 if over else 0)


@pytest.mark.parametrize(
    ("available", "begin", "late"),
    [(0, 360, 0), (400, 400, 0), (600, 600, 0), (601, 720, 0), (780, 780, 0), (790, 790, 10)],
)
def test_goods_that_come_in_cannot_be_fetched_before(available: int, begin: int, late: int) -> None:
    """Fetching waits for the ship and for a window; goods after the last close are fetched too late."""
    w = with_hub(IN, available_s=available * MIN)
    judged = evaluate_trip(w, trip("V1", by_hub(collect("O2")), start_s=5 * HOUR))
    assert judged.stops[0].begin_s == begin * MIN
    assert judged.late_s == late * MIN
    assert [f.amount for f in judged.findings if f.rule == "late"] == ([late * MIN] if late else [])


def test_what_is_brought_does_not_wait_for_what_comes_in() -> None:
    """The hour at which goods come in binds fetching only."""
    w = with_hub(OUT, available_s=10 * HOUR)
    judged = evaluate_trip(w, trip("V1", by_hub(deliver("O1")), start_s=5 * HOUR))
    assert judged.stops[0].begin_s == 6 * HOUR
    assert judged.stops[0].stop.action is Action.DELIVER
