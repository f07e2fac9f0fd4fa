"""Travel time by hour of departure: exact integration, first-in-first-out, and what a day expects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.facts import FactError, parse_facts, read_facts
from game.content.geo import load_graph
from game.content.legbooks import RoadBook, expected_traffic, matrix_leg
from game.content.load import load_scenario
from game.content.traffic import (
    DayFactors,
    Stretch,
    _in_order,
    expected_delay_s,
    period_factors,
    profile_of,
    profile_of_shares,
)
from game.domain.travel import DAY_S, NO_PROFILE, Profile
from game.domain.units import whole
from game.domain.world import ClassMetres, Leg

TUESDAY, SATURDAY, SUNDAY = date(2026, 11, 24), date(2026, 11, 28), date(2026, 11, 29)
HOUR = 3600


def at(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * HOUR + int(minutes) * 60


def leg_of(duration_s: int, profile: Profile) -> Leg:
    return Leg(
        distance_m=duration_s * 20, duration_s=duration_s, tolled_m=0, class_m=ClassMetres(), profile=profile
    )


def built(stretches: Sequence[Stretch], borders: tuple[int, ...]) -> Leg:
    return leg_of(sum(seconds for seconds, _ in stretches), profile_of(stretches, borders))


def driven(stretches: Sequence[Stretch], borders: tuple[int, ...], depart_s: int) -> float:
    """Second by second: the part of the way that each second of the clock covers at its own speed."""
    clock, spent = depart_s, 0.0
    left = [(float(seconds), factors) for seconds, factors in stretches]
    while left:
        time_of_day = clock % DAY_S
        period = max((i for i, b in enumerate(borders) if b <= time_of_day), default=len(borders) - 1)
        second = 1.0
        while left and second > 1e-12:
            rest, factors = left[0]
            pace = factors[period] / 1000
            used = min(second, rest * pace)
            rest -= used / pace
            second, spent = second - used, spent + used
            left[0] = rest, factors
            if rest < 1e-9:
                left.pop(0)
        clock += 1
    return spent


@st.composite
def ways(
    draw: st.DrawFn, *, least: int = 1000, most: int = 1500, longest: int = 4000
) -> tuple[list[Stretch], tuple[int, ...]]:
    """Stretches in driving order and the borders of a day's periods."""
    borders = tuple(sorted(draw(st.sets(st.integers(0, DAY_S - 1), min_size=1, max_size=5))))
    factors = st.tuples(*[st.integers(least, most) for _ in borders])
    seconds = st.one_of(st.integers(0, 3), st.integers(0, longest))
    return draw(st.lists(st.tuples(seconds, factors), min_size=1, max_size=8)), borders


DEPARTURES = st.integers(-DAY_S, 3 * DAY_S)


@settings(max_examples=80, deadline=None)
@given(way=ways(), departures=st.lists(DEPARTURES, min_size=1, max_size=4))
def test_a_profile_agrees_with_driving_second_by_second(
    way: tuple[list[Stretch], tuple[int, ...]], departures: list[int]
) -> None:
    """Breakpoints and the lines between them are the integral to the second, over midnight too."""
    leg = built(*way)
    near = [start + step for start in leg.profile.starts[::3] for step in (-1, 0, 1)][:9]
    for depart_s in [*departures, *near]:
        assert abs(leg.duration_at(depart_s) - whole(driven(*way, depart_s))) <= 1


@settings(max_examples=20, deadline=None)
@given(way=ways(longest=40_000), depart_s=DEPARTURES)
def test_a_way_through_several_periods_agrees_too(
    way: tuple[list[Stretch], tuple[int, ...]], depart_s: int
) -> None:
    """A drive of many hours meets several borders: each changes its speed where it then is."""
    assert abs(built(*way).duration_at(depart_s) - whole(driven(*way, depart_s))) <= 1


@settings(max_examples=150, deadline=None)
@given(
    way=ways(least=200, most=5000, longest=30_000),
    departures=st.lists(DEPARTURES, min_size=2, max_size=40),
)
def test_leaving_later_never_arrives_earlier(
    way: tuple[list[Stretch], tuple[int, ...]], departures: list[int]
) -> None:
    """First-in-first-out holds for whole seconds, whatever the factors, also right at the breakpoints."""
    leg = built(*way)
    near = [start + step for start in leg.profile.starts for step in (-2, -1, 0, 1, 2)]
    clocks = sorted({*departures, *near, *(t + DAY_S for t in near)})
    arrivals = [clock + leg.duration_at(clock) for clock in clocks]
    assert all(a <= b for a, b in pairwise(arrivals))


@settings(max_examples=20, deadline=None)
@given(way=ways(least=200, most=5000, longest=30_000))
def test_no_second_of_the_day_breaks_the_order(way: tuple[list[Stretch], tuple[int, ...]]) -> None:
    """The same for every single second of a day."""
    leg = built(*way)
    arrivals = [clock + leg.duration_at(clock) for clock in range(DAY_S + 1)]
    assert all(a <= b for a, b in pairwise(arrivals))


@settings(max_examples=60, deadline=None)
@given(way=ways(least=500, most=2000, longest=30_000), depart_s=DEPARTURES)
def test_a_profile_is_one_closed_day(way: tuple[list[Stretch], tuple[int, ...]], depart_s: int) -> None:
    """Departures rise from midnight to midnight, both ends agree, and every day is like the next."""
    leg = built(*way)
    starts, durations = leg.profile.starts, leg.profile.durations
    if starts:
        assert (starts[0], starts[-1]) == (0, DAY_S)
        assert all(a < b for a, b in pairwise(starts))
        assert durations[0] == durations[-1]
        assert leg.duration_at(starts[1]) == durations[1]
    assert leg.duration_at(depart_s) == leg.duration_at(depart_s + DAY_S)
    assert min(durations, default=0) <= leg.duration_at(depart_s) <= max(durations, default=DAY_S * 9)


def test_a_millisecond_of_rounding_does_not_turn_arrivals_round() -> None:
    """Long ways are rounded to milliseconds on the way: arrivals are kept in order, over midnight too."""
    day_ms = DAY_S * 1000
    assert _in_order([(1000, 500), (1001, 498)]) == [(1000, 500), (1001, 499)]
    assert _in_order([(-1, 11), (0, 9), (5000, 500)]) == [(0, 10), (5000, 500), (day_ms - 1, 11)]


def test_no_congestion_shares_one_empty_profile() -> None:
    """Where the factors change nothing no memory is spent: local roads, Sundays, a leg of nothing."""
    weekday, sunday = expected_traffic(TUESDAY), expected_traffic(SUNDAY)
    assert profile_of([(900, weekday.of("l"))], weekday.borders_s) is NO_PROFILE
    assert profile_of([(900, sunday.of("ring"))], sunday.borders_s) is NO_PROFILE
    assert profile_of([(1, weekday.of("m"))], weekday.borders_s) is NO_PROFILE
    assert profile_of([], weekday.borders_s) is NO_PROFILE
    assert leg_of(900, NO_PROFILE).duration_at(at("08:00")) == 900


def test_factors_follow_the_kind_of_day() -> None:
    """Two peaks from Monday to Friday, the town on Saturday, nothing on Sunday."""
    weekday = expected_traffic(TUESDAY)
    assert weekday.borders_s == (at("07:00"), at("09:00"), at("16:00"), at("18:00"))
    assert weekday.of("m") == (1100, 1000, 1120, 1000)
    assert weekday.of("ring") == (1350, 1000, 1400, 1000)
    assert weekday.of("u") == (1250, 1000, 1250, 1000)
    assert weekday.of("l") == (1000,) * 4
    saturday = expected_traffic(SATURDAY)
    assert {c for c, factors in saturday.by_class.items() if factors != (1000, 1000)} == {"u"}
    assert saturday.of("u") == (1050, 1000)
    assert set(expected_traffic(SUNDAY).by_class.values()) == {(1000,)}
    assert [expected_traffic(date(2026, 11, d)) == weekday for d in range(23, 30)] == [True] * 5 + [False] * 2


def test_impossible_factors_are_refused() -> None:
    """An unknown class, a factor of zero, a clock that is none, periods out of order: named, not guessed."""
    with pytest.raises(FactError, match=r"congestion\.q"):
        expected_traffic(TUESDAY).of("q")
    f = "unit = 'x', source = 'S1', quality = 'A'"
    hours = {"morning_from": "07:00", "morning_to": "09:00", "evening_from": "16:00", "evening_to": "18:00"}
    for change, morning, complaint in (
        ({}, 0, "more than 0"),
        ({"morning_to": "nine"}, 1.1, "clock time"),
        ({"morning_to": "17:00"}, 1.1, "follow each other"),
        ({"evening_to": "24:00"}, 1.1, "follow each other"),
    ):
        clocks = "\n".join(f"{name} = {{ value = '{v}', {f} }}" for name, v in {**hours, **change}.items())
        facts = parse_facts(
            "as_of = 2026-11-23\n[sources]\nS1 = 'a list'\n"
            f"[congestion.hours]\nnight = {{ value = 1, {f} }}\n{clocks}\n"
            f"[congestion.m]\nmorning = {{ value = {morning}, {f} }}\nevening = {{ value = 1.2, {f} }}\n"
        )
        with pytest.raises(FactError, match=complaint):
            period_factors(facts, TUESDAY)


def test_a_factor_for_the_whole_day_holds_at_every_hour() -> None:
    """A day of one period is as slow at midnight as at noon."""
    day = DayFactors(borders_s=(0,), by_class={"m": (1200,)})
    leg = built([(1000, day.of("m"))], day.borders_s)
    assert {leg.duration_at(clock) for clock in range(-DAY_S, DAY_S, 600)} == {1200}


# --- the shipped roads --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("depart", "seconds"),
    [
        ("06:00", 1778),  # u 408 s, m 921 s, ring 449 s, in free flow
        ("06:50", 2008),  # 600 s free: u 408, m 192; then 729 x 1.10 + 449 x 1.35
        ("07:30", 2129),  # 408 x 1.25 + 921 x 1.10 + 449 x 1.35
        ("08:40", 1943),  # u 510 s; 690 s on m cover 690 / 1.10; the rest, 742.7 s, free
        ("08:59", 1790),  # 60 s on u cover 48; the rest, 1730 s, free
        ("12:00", 1778),
        ("16:30", 2170),  # 408 x 1.25 + 921 x 1.12 + 449 x 1.40
    ],
)
def test_across_the_ring_by_hand(depart: str, seconds: int) -> None:
    """Assen to the north of Groningen by A28 and ring: each figure worked out on paper."""
    leg = RoadBook({"a": "assen", "b": "gr_noord"}, TUESDAY).fastest("truck", "a", "b")
    assert (leg.label, leg.duration_s) == ("A28 · N370", 1778)
    assert leg.duration_at(at(depart)) == seconds
    assert expected_delay_s(leg, at(depart)) == seconds - 1778


def test_the_textbook_choice_keeps_its_order_in_the_peak() -> None:
    """Assen-Zuidbroek: the free N33 is first; the tolled A28 and A7 lose more in the morning."""
    book = RoadBook({"a": "assen", "z": "zuidbroek_knp"}, TUESDAY)
    n33, other = book.options("truck", "a", "z")
    assert (n33.label, n33.tolled_m, other.tolled_m > 30_000) == ("N33", 0, True)
    assert n33 == book.fastest("truck", "a", "z")
    eight = at("07:30")
    # l 536 s without a factor, x 1370 s x 1.08
    assert n33.duration_at(eight) == 536 + 1480
    assert expected_delay_s(other, eight) > expected_delay_s(n33, eight) > 0


def test_a_saturday_slows_the_town_alone_and_a_sunday_nothing() -> None:
    """Saturday noon: 408 s of town at 1.05. Sunday, and a book without congestion: free flow."""
    places = {"a": "assen", "b": "gr_noord"}
    saturday = RoadBook(places, SATURDAY).fastest("truck", "a", "b")
    assert saturday.duration_at(at("12:00")) == 1778 + 20
    assert saturday.duration_at(at("08:00")) == 1778
    for book in (RoadBook(places, SUNDAY), RoadBook(places, TUESDAY, congestion=False)):
        assert all(leg.profile is NO_PROFILE for leg in book.options("truck", "a", "b"))


def test_first_in_first_out_between_all_places_of_a_scenario() -> None:
    """Every pair of vers-noord, every alternative, leaving every five minutes of a day and a half."""
    world = load_scenario("vers-noord").system
    places = {name: (place.x_m, place.y_m) for name, place in world.places.items()}
    book, profiles = RoadBook(places, world.day), {v.class_.profile for v in world.vehicles.values()}
    clocks = range(-6 * HOUR, 30 * HOUR, 300)
    slower = 0
    for profile in sorted(profiles):
        for a, b in permutations(sorted(places), 2):
            for leg in book.options(profile, a, b):
                arrivals = [clock + leg.duration_at(clock) for clock in clocks]
                assert all(x <= y for x, y in pairwise(arrivals)), (a, b, leg.label)
                slower += leg.duration_at(at("08:00")) > leg.duration_s
    assert slower > 100


# --- given legs ---------------------------------------------------------------------------


def given_leg(**more: object) -> Leg:
    leg = matrix_leg(
        distance_m=60_000,
        duration_s=3600,
        tolled_m=0,
        shares=(0.5, 0.3, 0.2),
        road="A1",
        label="",
        ends=((0, 0), (1, 1)),
        **more,  # type: ignore[arg-type]
    )
    return replace(leg, path=())


def test_a_given_leg_is_free_flow_unless_the_scenario_says_otherwise() -> None:
    """Without `congestion` no profile; with it a day is needed."""
    assert given_leg().profile is NO_PROFILE
    assert given_leg(on=TUESDAY).profile is NO_PROFILE
    with pytest.raises(ValueError, match="day"):
        given_leg(congestion=True)


def test_a_given_leg_is_slowed_by_its_shares() -> None:
    """Shares of distance over 79, 62 and 30 km/h are shares of time; m, n and u give the factors."""
    leg = given_leg(congestion=True, on=TUESDAY)
    motorway, rural, urban = 0.5 / 79, 0.3 / 62, 0.2 / 30
    total = motorway + rural + urban
    expected = 3600 * (motorway * 1.10 + rural * 1.08 + urban * 1.25) / total
    assert leg.duration_at(at("07:15")) == pytest.approx(expected, abs=1)
    assert leg.duration_at(at("11:00")) == leg.duration_s == 3600


def test_shares_of_nothing_are_a_leg_of_nothing() -> None:
    """A leg of no time has no profile, whatever its shares."""
    assert profile_of_shares(0, (0.0, 0.0, 0.0), period_factors(read_facts(), TUESDAY)) is NO_PROFILE


# --- the stored form ----------------------------------------------------------------------


def test_a_profile_by_hand_is_level_outside_its_points() -> None:
    """Points of a part of the day: the first holds before them, the last after them."""
    leg = leg_of(600, Profile.of([(at("07:00"), 600), (at("08:00"), 1200)]))
    clocks = ("03:00", "07:00", "07:30", "08:00", "23:00")
    assert [leg.duration_at(at(c)) for c in clocks] == [600, 600, 900, 1200, 1200]
    assert list(leg.profile) == [(0, 600), (at("07:00"), 600), (at("08:00"), 1200), (DAY_S, 1200)]
    assert (len(leg.profile), bool(NO_PROFILE), Profile.of([])) == (4, False, NO_PROFILE)


@pytest.mark.parametrize("departures", [[5, 4], [5, 5], [-1, 5], [5, DAY_S + 1]])
def test_a_profile_by_hand_is_checked(departures: list[int]) -> None:
    """Departures that do not rise within one day are refused."""
    with pytest.raises(ValueError, match="rise"):
        Profile.of([(t, 600) for t in departures])


def test_every_class_of_the_graph_has_factors() -> None:
    """No road of the shipped graph is without factors on any day of the week."""
    classes = {edge.peak or edge.road_class for edge in load_graph().edges} | {"l", "u"}
    for day in range(23, 30):
        traffic = expected_traffic(date(2026, 11, day))
        assert all(len(traffic.of(c)) == len(traffic.borders_s) for c in classes)
