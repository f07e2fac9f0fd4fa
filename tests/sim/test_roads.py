"""Slow traffic: who leaves later never arrives earlier, and nothing outside its span changes."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from game.domain.day import Incident
from game.domain.travel import DAY_S, Profile
from game.domain.world import Leg
from game.rules.times import Standstill
from game.sim.roads import drive
from tests.worlds import HOUR, MIN, leg

ROADS = ("A28", "N33", "A7", "*")


def slow(number: int, subject: str, from_s: int, to_s: int, percent: int) -> Incident:
    return Incident(
        id=f"slow/{subject}/{number}", kind="slow", subject=subject, from_s=from_s, to_s=to_s, delay_s=0,
        percent=percent,
    )  # fmt: skip


def any_leg(chance: random.Random) -> Leg:
    """A leg with rush hours that rise and ebb as steeply as traffic may, and some roads."""
    minutes = chance.randrange(10, 180)
    at_s, lasts_s = 5 * HOUR, minutes * MIN
    points = [(at_s, lasts_s)]
    while at_s < 20 * HOUR and chance.random() < 0.9:
        step_s = chance.randrange(10 * MIN, 3 * HOUR)
        # arrivals keep their order: the duration falls by no more than the step
        lasts_s = max(5 * MIN, lasts_s + chance.randrange(-step_s, step_s))
        at_s += step_s
        points.append((min(at_s, DAY_S - 1), lasts_s))
    profile = Profile.of(dict(points).items()) if chance.random() < 0.8 else Profile()
    marks = sorted(chance.random() for _ in range(4))
    spans = ((chance.choice(ROADS[:3]), marks[0], marks[1]), (chance.choice(ROADS[:3]), marks[2], marks[3]))
    return replace(leg(minutes, minutes), profile=profile, road_spans=spans)


def any_slow(chance: random.Random) -> list[Incident]:
    """Up to four causes with spans that overlap or not."""
    found = []
    for number in range(chance.randrange(1, 5)):
        from_s = chance.randrange(5 * HOUR, 12 * HOUR)
        to_s = from_s + chance.randrange(1, 4 * HOUR)
        found.append(
            slow(number, chance.choice(ROADS), from_s, to_s, chance.choice([5, 20, 40, 60, 90, 250]))
        )
    return found


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 1 << 32))
def test_nobody_overtakes_by_leaving_later(seed: int) -> None:
    """First in, first out, in any weather on any road at any hour."""
    chance = random.Random(seed)
    of, causes = any_leg(chance), any_slow(chance)
    departs = sorted(chance.randrange(4 * HOUR, 17 * HOUR) for _ in range(20))
    departs = sorted({*departs, *(d + chance.randrange(1, 90) for d in departs)})
    arrives = [d + drive(leg=of, depart_s=d, incidents=causes).seconds for d in departs]
    assert arrives == sorted(arrives)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1 << 32))
def test_slow_traffic_costs_at_most_its_share(seed: int) -> None:
    """A drive takes no less than planned, and no more than all of it at the lowest speed."""
    chance = random.Random(seed)
    of, causes = replace(any_leg(chance), profile=Profile()), any_slow(chance)
    depart_s = chance.randrange(4 * HOUR, 17 * HOUR)
    lasts_s = drive(leg=of, depart_s=depart_s, incidents=causes).seconds
    least = min(min(100, i.percent) for i in causes)
    assert of.duration_s <= lasts_s <= of.duration_s * 100 / least + 1


def test_outside_its_span_a_drive_is_as_planned() -> None:
    """A drive that ends when it begins, or begins when it ends, is untouched to the second."""
    of = replace(leg(47, 50), road_spans=(("A28", 0.0, 1.0),))
    cause = slow(1, "A28", 8 * HOUR, 9 * HOUR, 30)
    for depart_s in (8 * HOUR - 47 * MIN, 9 * HOUR):
        assert drive(leg=of, depart_s=depart_s, incidents=[cause]).seconds == 47 * MIN
    assert drive(leg=of, depart_s=8 * HOUR, incidents=[slow(1, "A7", 0, DAY_S, 30)]).met == ()


def test_of_two_causes_on_one_road_the_slowest_counts() -> None:
    """Rain on top of ice makes it no slower than ice; the one that costs most is named."""
    of = replace(leg(30, 30), road_spans=(("A28", 0.0, 1.0),))
    causes = [slow(1, "A28", 0, DAY_S, 50), slow(2, "*", 0, DAY_S, 75)]
    found = drive(leg=of, depart_s=8 * HOUR, incidents=causes)
    assert found.seconds == 60 * MIN
    assert max(found.met, key=lambda s: s.delay_s).incident == "slow/A28/1"


def test_standstills_are_no_driving() -> None:
    """They shift what comes after them on the clock; the wheel turns as long as before."""
    of = replace(leg(60, 60), road_spans=(("A28", 0.0, 1.0),))
    cause = slow(1, "A28", 9 * HOUR, 10 * HOUR, 50)
    halt = Standstill(8 * HOUR + 30 * MIN, 9 * HOUR, "breakdown/V1")
    assert drive(leg=of, depart_s=8 * HOUR, incidents=[cause]).seconds == 60 * MIN
    assert drive(leg=of, depart_s=8 * HOUR, incidents=[cause], halts=(halt,)).seconds == 90 * MIN
