"""A trip in time, planned and resumed in the middle of the day."""

from dataclasses import dataclass, replace
from itertools import pairwise

import pytest

from game.domain.evaluation import Activity, Doing
from game.domain.plan import Trip
from game.domain.travel import Profile
from game.domain.world import Load, World
from game.rules.evaluate import evaluate_trip, evaluate_walk
from game.rules.schedule import start_of, window_for
from game.rules.times import Lasts, PlannedTimes
from game.rules.walk import progress_at, walk
from tests.worlds import MIN, collect, deliver, leg, order, tiny, trip, vehicle, window, world

LONG = {("D", "A"): leg(300, 400), ("A", "B"): leg(100, 120), ("B", "D"): leg(200, 250)}


def told(activities: tuple[Activity, ...]) -> list[tuple[str, float, float]]:
    return [(a.doing.value, a.start_s / MIN, a.end_s / MIN) for a in activities]


def shops(**kw: object) -> World:
    """Two deliveries with windows given for A."""
    return world([order("O1", "A", **kw), order("O2", "B")], [vehicle("V1")])


def test_a_day_by_hand() -> None:
    """Check 10, load 10 + 1 per pallet, drive 30, serve 20, drive 30: every minute by hand."""
    walked = walk(tiny(), trip("V1", deliver("O1")))
    assert told(walked.activities) == [
        ("check", 428, 438),
        ("load", 438, 450),
        ("drive", 450, 480),
        ("service", 480, 500),
        ("drive", 500, 530),
    ]


def test_collected_goods_are_unloaded_and_nothing_is_loaded() -> None:
    """An empty truck leaves without loading; what it brings home costs unloading time."""
    walked = walk(tiny(), trip("V1", collect("O3")))
    assert told(walked.activities) == [
        ("check", 300, 310),
        ("drive", 310, 340),
        ("service", 340, 360),
        ("drive", 360, 390),
        ("unload", 390, 402),
    ]


def test_start_fixed_by_the_planner_means_waiting() -> None:
    """An early start waits for the window; waiting is counted at the stop."""
    walked = walk(tiny(), trip("V1", deliver("O1"), start_s=400 * MIN))
    assert [d for d, _, _ in told(walked.activities)] == [
        "check",
        "load",
        "drive",
        "wait",
        "service",
        "drive",
    ]
    assert walked.stops[0].wait_s == 28 * MIN


def test_automatic_start_is_not_before_the_driver() -> None:
    """A window that opens before the driver can be there: duty starts at `from_s`."""
    w = shops(delivery_windows=(window(310, 400),))
    assert start_of(w, trip("V1", deliver("O1"))) == 300 * MIN


def test_automatic_start_counts_a_break_on_the_way() -> None:
    """A first leg of 5 hours holds a break, so duty starts 45 minutes earlier."""
    w = world([order("O1", "A", delivery_windows=(window(800, 900),))], [vehicle("V1")], legs=LONG)
    walked = walk(w, trip("V1", deliver("O1")))
    assert walked.stops[0].begin_s == 800 * MIN
    assert walked.stops[0].wait_s == 0


def test_automatic_start_follows_the_rush_hour() -> None:
    """With a duration per hour of departure the truck arrives at the opening, to the second."""
    rush = replace(leg(30, 30), profile=Profile.of([(420 * MIN, 30 * MIN), (480 * MIN, 60 * MIN)]))
    w = world(
        [order("O1", "A", delivery_windows=(window(500, 600),))], [vehicle("V1")], legs={("D", "A"): rush}
    )
    arrive_s = walk(w, trip("V1", deliver("O1"))).stops[0].arrive_s
    assert 0 <= 500 * MIN - arrive_s <= 1


@pytest.mark.parametrize(
    ("arrive", "begin", "late"),
    [(470, 480, 0), (480, 480, 0), (600, 600, 0), (601, 660, 0), (720, 720, 0), (721, 721, 1)],
)
def test_windows(arrive: int, begin: int, late: int) -> None:
    """Two windows 8-10 and 11-12: begin in the first that is not over, else late against the last."""
    w = shops(delivery_windows=(window(480, 600), window(660, 720)))
    stop = walk(w, trip("V1", deliver("O1"), start_s=(arrive - 52) * MIN)).stops[0]
    assert (stop.arrive_s / MIN, stop.begin_s / MIN, stop.late_s / MIN) == (arrive, begin, late)


def test_window_for_takes_the_closing_second() -> None:
    """Arriving at the closing second still counts as that window."""
    both = (window(480, 600), window(660, 720))
    assert window_for(windows=both, arrive_s=600 * MIN) == both[0]
    assert window_for(windows=both, arrive_s=600 * MIN + 1) == both[1]


def test_break_before_the_leg_that_would_pass_the_limit() -> None:
    """After 5 h with a break on the road, 0:30 + 1:40 + 3:20 of driving asks for one at the stop."""
    w = world([order("O1", "A"), order("O2", "B")], [vehicle("V1")], legs=LONG)
    walked = walk(w, trip("V1", deliver("O1"), deliver("O2")))
    kinds = [a.doing.value for a in walked.activities]
    assert kinds == [
        "check", "load", "drive", "break", "drive", "service", "drive", "service", "break", "drive",
    ]  # fmt: skip
    at_stop = walked.activities[8]
    assert (at_stop.place, at_stop.stop) == ("B", 2)
    on_road = walked.activities[3]
    assert on_road.place == ""
    assert on_road.leg_from == pytest.approx(0.9)


def test_distance_is_counted_once_for_a_split_leg() -> None:
    """A break on the road does not add metres or lose them."""
    w = world([order("O1", "A"), order("O2", "B")], [vehicle("V1")], legs=LONG)
    judged = evaluate_trip(w, trip("V1", deliver("O1"), deliver("O2")))
    assert judged.distance_m == 770_000
    assert judged.drive_s == 600 * MIN


def test_same_place_twice_takes_no_driving() -> None:
    """Two orders at one address: a leg of zero length between them."""
    walked = walk(tiny(), trip("V1", deliver("O1"), collect("O4"), deliver("O4")))
    assert (walked.stops[1].distance_m, walked.stops[1].drive_s) == (0, 0)


@dataclass(frozen=True)
class Delayed(PlannedTimes):
    """The first leg takes 25 min longer by a jam, shop B opens at 12:00 only."""

    def drive_s(self, vehicle, leg, origin, destination, depart_s) -> Lasts:  # type: ignore[no-untyped-def]
        return (leg.duration_s + 25 * MIN, "jam-1") if origin == "D" else (leg.duration_s, "")

    def opens_s(self, order, action, begin_s) -> Lasts:  # type: ignore[no-untyped-def]
        return (max(begin_s, 720 * MIN), "closed-1") if order.id == "O2" else (begin_s, "")


def long_world() -> tuple[World, Trip]:
    orders = [order("O1", "A"), order("O2", "B"), order("O4", "C", pickup="A"), order("O3", "D", pickup="C")]
    w = world(orders, [vehicle("V1")], legs=LONG)
    return w, trip("V1", deliver("O1"), collect("O4"), deliver("O2"), deliver("O4"), collect("O3"))


def test_the_truth_names_its_causes() -> None:
    """Longer driving and a closed door carry the id of what caused them."""
    w = tiny()
    walked = walk(w, trip("V1", deliver("O1"), deliver("O2")), Delayed(world=w))
    causes = {(a.doing.value, a.cause) for a in walked.activities if a.cause}
    assert causes == {("drive", "jam-1"), ("wait", "closed-1")}
    assert walked.stops[0].arrive_s == 505 * MIN
    assert walked.stops[1].begin_s == 720 * MIN


def test_resume_at_any_second_gives_the_same_day() -> None:
    """Cutting a walk anywhere and going on changes nothing: breaks, loads, times, all equal."""
    w, planned = long_world()
    times = Delayed(world=w)
    whole = walk(w, planned, times)
    for clock_s in range(whole.activities[0].start_s - 60, whole.activities[-1].end_s + 120, 7 * MIN + 13):
        progress = progress_at(w, planned, whole, clock_s)
        assert walk(w, planned, times, progress) == whole
        assert evaluate_walk(w, planned, walk(w, planned, times, progress)) == evaluate_walk(
            w, planned, whole
        )


def test_progress_says_what_is_fixed() -> None:
    """Driving to a stop fixes it; on the way home everything is fixed."""
    w, planned = long_world()
    walked = walk(w, planned)
    begun = [
        progress_at(w, planned, walked, a.start_s).begun for a in walked.activities if a.doing is Doing.DRIVE
    ]
    assert begun == sorted(begun)
    assert (begun[0], begun[-1]) == (1, 6)
    end = progress_at(w, planned, walked, walked.activities[-1].end_s)
    assert end.finished
    assert not progress_at(w, planned, walked, walked.activities[-1].end_s - 1).finished


def test_the_rest_of_the_day_can_change() -> None:
    """After the first stop the others are swapped: what is done stays, the rest follows from it."""
    w, planned = long_world()
    walked = walk(w, planned)
    progress = progress_at(w, planned, walked, walked.stops[0].end_s - 1)
    other = replace(planned, stops=(planned.stops[0], *planned.stops[2:0:-1], *planned.stops[3:]))
    again = walk(w, other, None, progress)
    assert again.activities[: len(progress.done)] == progress.done
    assert [s.stop.order for s in again.stops] == ["O1", "O2", "O4", "O4", "O3"]


def test_undelivered_goods_stay_aboard() -> None:
    """An order taken out of the trip after loading weighs on the truck and is unloaded at home."""
    w = tiny()
    both = trip("V1", deliver("O1"), deliver("O2"))
    progress = progress_at(w, both, walk(w, both), walk(w, both).stops[0].end_s - 1)
    walked = walk(w, trip("V1", deliver("O1")), None, progress)
    assert walked.stops[-1].load_after == w.orders["O2"].load
    assert walked.activities[-1].doing is Doing.UNLOAD


@pytest.mark.parametrize("stops", [(deliver("O1"),), (deliver("O1"), collect("O4"), deliver("O4"))])
def test_no_gaps(stops: tuple) -> None:  # type: ignore[type-arg]
    """Activities follow each other without gaps or overlap."""
    walked = walk(tiny(), trip("V1", *stops))
    assert all(a.end_s == b.start_s for a, b in pairwise(walked.activities))
    assert walked.stops[-1].load_after == Load()
