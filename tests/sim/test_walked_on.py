"""What a day that is cut and changed asks of the walk: where the truck is, what is aboard, when it leaves."""

from __future__ import annotations

from dataclasses import replace

from game.domain.evaluation import Doing
from game.domain.travel import Profile
from game.domain.world import Load
from game.rules.walk import progress_at, walk
from tests.sim.trade import reload, rest, trade
from tests.worlds import HOUR, MIN, collect, deliver, leg, order, trip, vehicle, window, world


def test_who_rests_first_leaves_at_another_hour() -> None:
    """A break before leaving moves the departure, and the drive takes what it takes at that hour."""
    late = replace(leg(120, 120), profile=Profile.of([(11 * HOUR, 120 * MIN), (12 * HOUR, 180 * MIN)]))
    legs = {("D", "A"): leg(180, 180), ("A", "B"): late}
    w = world([order("O1", "A"), order("O2", "B")], [vehicle("V1")], legs=legs)
    walked = walk(w, trip("V1", deliver("O1"), deliver("O2"), start_s=7 * HOUR))
    drive = next(a for a in walked.activities if a.doing is Doing.DRIVE and a.stop == 1)
    before = walked.activities[walked.activities.index(drive) - 1]
    assert before.doing is Doing.BREAK
    assert drive.end_s - drive.start_s == late.duration_at(drive.start_s) > late.duration_at(before.start_s)


def test_driving_to_a_parking_is_told_after_a_cut_too() -> None:
    """On the road to a parking the truck has driven, wherever the clock stopped."""
    w, of = trade(), trip("V1", deliver("O1"), rest(45, "R"), deliver("O2"), start_s=7 * HOUR)
    walked = walk(w, of)
    parking = walked.stops[1]
    on_the_road = progress_at(w, of, walked, parking.arrive_s - 1)
    assert walk(w, of, None, on_the_road).stops[1] == parking
    assert parking.drive_s == 5 * MIN


def test_a_wait_gives_one_break() -> None:
    """What is left of a long wait after its break is waiting, not a second break after a cut."""
    legs = {("D", "A"): leg(60, 60), ("A", "B"): leg(290, 300)}
    orders = [order("O1", "A", delivery_windows=(window(660, 900),)), order("O2", "B")]
    w = world(orders, [vehicle("V1")], legs=legs)
    of = trip("V1", deliver("O1"), deliver("O2"), start_s=7 * HOUR)
    walked = walk(w, of)
    here = [a for a in walked.activities if a.stop == 0 and a.doing is not Doing.DRIVE]
    assert [a.doing for a in here] == [Doing.BREAK, Doing.WAIT, Doing.SERVICE]
    assert walk(w, of, None, progress_at(w, of, walked, here[0].start_s)) == walked


def test_a_reload_brings_back_what_was_not_delivered() -> None:
    """Goods of an order that left the trip on the road are unloaded at the reload, and weigh no more."""
    w = trade()
    whole = trip("V1", deliver("O2"), deliver("O7"), reload(), deliver("O1"), start_s=6 * HOUR)
    walked = walk(w, whole)
    on_the_road = progress_at(w, whole, walked, walked.stops[0].begin_s)
    less = replace(whole, stops=(whole.stops[0], *whole.stops[2:]))
    again = walk(w, less, None, on_the_road)
    turned = again.stops[1]
    assert turned.load_before == w.orders["O7"].load + w.orders["O2"].returns
    assert turned.load_after == w.orders["O1"].load
    assert again.stops[-1].load_after == Load()
    # 10 min and 2 pallets, 3 roll cages of 30 s off; 10 min and 2 pallets on
    assert turned.end_s - turned.begin_s == round((10 + 2 + 1.5 + 10 + 2) * MIN)


def test_goods_on_their_way_to_another_shop_stay_aboard_at_a_reload() -> None:
    """What was collected for a stop beyond the reload is not brought back."""
    w = trade()
    of = trip("V1", collect("O4"), reload(), deliver("O1"), deliver("O4"), start_s=6 * HOUR)
    turned = walk(w, of).stops[1]
    assert turned.load_before == w.orders["O4"].load
    assert turned.load_after == w.orders["O4"].load + w.orders["O1"].load
