"""What the order list is asked, and how it is laid out: every order that passes stands there exactly once."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.language import language
from game.content.load import load_scenario
from game.domain.commands import Give, Place
from game.domain.steer import FREE, with_rule
from game.session import Session
from game.ui import widgets
from game.ui.order_ask import asks_of, sliders_of
from game.ui.order_chips import words_of
from game.ui.order_facts import KINDS, province_at
from game.ui.order_filter import DAY_S, NOTHING, RISKS, STATES, Filter, locked_orders, passes, states_of
from game.ui.order_items import Group, OrderItem, OrderListState, entries_of, order_items, shown_orders, span
from game.ui.order_view import COLUMNS, GROUPS, SORTS, View, restored

NL = language("nl")
HOUR = 3600


@cache
def items() -> tuple[OrderItem, ...]:
    """A day with trips, an order with a partner where there is one, and orders that are open."""
    session = Session(load_scenario("stukgoed"), seed=1)
    vehicles = sorted(session.system.vehicles)
    plan = session.plan
    for i, order in enumerate(sorted(session.visible)[:30]):
        vehicle = vehicles[i % len(vehicles)]
        trip = plan.trip_of(vehicle)
        session.plan = plan = session.planned(
            Place(order=order, vehicle=vehicle, at=len(trip.stops) if trip else 0)
        )
    partner = next(iter(session.system.sites.partners), "")
    if partner:
        session.plan = plan = session.planned(Give(order=max(session.visible), partner=partner))
    return order_items(session.system, plan, session.evaluation(), session.visible, NL)


def some(values: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    """A few of them."""
    return st.frozensets(st.sampled_from(values), max_size=3)


quarters = st.integers(0, 96).map(lambda q: 900 * q)
rings = st.just(()) | st.lists(
    st.tuples(st.floats(180_000, 270_000), st.floats(500_000, 610_000)), min_size=3, max_size=6
).map(tuple)
AREAS = ("province:NL-GR", "province:NL-DR", "zone:none", "lasso")
filters = st.builds(
    Filter, from_s=quarters, to_s=quarters, within=st.booleans(), areas=some(AREAS), ring=rings,
    least_units=st.integers(0, 6), most_units=st.integers(-1, 9), least_kg=st.integers(0, 900),
    most_kg=st.sampled_from([-1, 400, 2_000]), kinds=some(KINDS), needs=some(("adr", "cooling", "tail_lift")),
    states=some(STATES), risks=some(RISKS),
)  # fmt: skip
views = st.builds(
    View, sort=st.sampled_from(SORTS), down=st.booleans(), group=st.sampled_from(GROUPS),
    columns=st.sets(st.sampled_from(COLUMNS)).map(lambda s: tuple(c for c in COLUMNS if c in s)),
)  # fmt: skip
locks = st.frozensets(st.sampled_from([f"O{n:02d}" for n in range(1, 60)]), max_size=8)


@settings(deadline=None)  # the first one makes the day
@given(filters, views, locks, st.sampled_from(["", "em", "veendam", "nergens"]), st.sampled_from(["", "V1"]))
def test_each_order_that_passes_stands_there_once(
    asked: Filter, view: View, locked: frozenset[str], words: str, chosen: str
) -> None:
    """Any mix of filter, search, sorting and grouping loses no order and shows none twice."""
    state = OrderListState(asked=asked, view=view, searching=bool(words))
    state.query.value = words
    entries = entries_of(items(), state, {}, chosen, NL, locked)
    wanted = [i.id for i in items() if passes(i, asked, locked) and all(w in i.words for w in state.words)]
    assert sorted(shown_orders(entries)) == sorted(wanted)
    counts = [e.count for e in entries if isinstance(e, Group)]
    assert sum(counts) == len(wanted) and 0 not in counts


@given(filters)
def test_every_chip_takes_itself_away(asked: Filter) -> None:
    """Each thing that is asked has words, and without all of them nothing is asked."""
    for what in asked.asked():
        assert words_of(asked, what, {}, NL)
        assert what not in asked.without(what).asked()
        asked = asked.without(what)
    assert not asked


@settings(deadline=None)
@given(filters)
def test_more_asked_shows_no_more(one: Filter) -> None:
    """A field that is taken away never hides an order."""
    for what in ("window", "units", "kg"):
        for item in items():
            assert passes(item, one.without(what)) or not passes(item, one)
    empty = replace(one, areas=frozenset(), kinds=frozenset(), needs=frozenset(), states=frozenset(),
                    risks=frozenset())  # fmt: skip
    assert all(passes(i, empty) for i in items() if passes(i, one))


def test_window_by_the_quarter() -> None:
    """Between 08:15 and 10:00: what touches that stretch, or only what lies within it."""
    base = items()[0]
    at = {
        name: replace(base, facts=replace(base.facts, open_s=round(a * HOUR), close_s=round(b * HOUR)))
        for name, a, b in (("before", 7, 8), ("over", 8, 12), ("in", 8.25, 10), ("after", 10.25, 11))
    }
    touches = NOTHING.clocks(8 * HOUR + 900, 10 * HOUR)
    assert [n for n, i in at.items() if passes(i, touches)] == ["over", "in"]
    assert [n for n, i in at.items() if passes(i, replace(touches, within=True))] == ["in"]
    assert words_of(touches, "window", {}, NL) == "tussen 08:15 en 10:00"
    assert NOTHING.clocks(8 * HOUR + 901, 10 * HOUR - 1) == touches


def test_lasso_zone_and_province() -> None:
    """An area is a province, a zone or an outline; an order for two addresses is found by either."""
    assert province_at(233_500, 581_900) == "NL-GR"
    assert province_at(0, 0) == ""
    item = next(i for i in items() if "province:NL-GR" in i.facts.areas)
    x, y = item.facts.points[0]
    ring = ((x - 10, y - 10), (x + 10, y - 10), (x, y + 10))
    assert passes(item, NOTHING.around(ring))
    far = tuple((a + 500_000, b) for a, b in ring)
    assert not passes(item, NOTHING.around(far))
    assert not NOTHING.around(ring).flipped("areas", "lasso").ring


def test_states_tell_what_became_of_an_order() -> None:
    """Unplanned, planned or with a partner, and locked by truck, by sequence or with its trip."""
    steering = with_rule(with_rule(with_rule(FREE, "trucks|O1|V1"), "sequences|O2|O3"), "trips|V2")
    assert locked_orders(steering, {"V2": ("O4", "O5"), "V3": ("O6",)}) == {"O1", "O2", "O3", "O4", "O5"}
    planned = next(i for i in items() if i.vehicle)
    assert states_of(planned, frozenset({planned.id})) == {"planned", "locked"}
    counts = {s: sum(s in states_of(i, frozenset()) for i in items()) for s in STATES}
    assert counts["planned"] + counts["unplanned"] + counts["partner"] == len(items())


@given(views)
def test_a_view_survives_the_settings_file(view: View) -> None:
    """What is saved comes back the same, and what is not understood is left at its default."""
    assert restored(view.saved()) == view
    assert restored({"sort": "stars", "group": 7, "columns": "all", "down": "yes"}) == View()


def test_sorting_puts_the_worst_and_the_most_on_top() -> None:
    """Risk: late first. Load, buying in and distance: the most first; the other way round on demand."""

    def first(view: View) -> OrderItem:
        entries = entries_of(items(), OrderListState(view=view), {}, "", NL)
        return next(e for e in entries if isinstance(e, OrderItem))

    assert first(View(sort="risk", group="none")).late_s == max(i.late_s for i in items())
    assert first(View(sort="load", group="none")).facts.units == max(i.facts.units for i in items())
    assert first(View(sort="penalty", group="none")).facts.penalty_cent == max(
        i.facts.penalty_cent for i in items()
    )
    far = sorted(i.facts.away_m for i in items())
    assert first(View(sort="distance", group="none")).facts.away_m == far[-1]
    assert first(View(sort="distance", group="none", down=True)).facts.away_m == far[0]


def test_a_range_is_what_lies_between() -> None:
    """From the anchor to the click, up or down; without the anchor in view only the click."""
    entries = entries_of(items(), OrderListState(), {}, "", NL)
    names = shown_orders(entries)
    assert span(entries, names[4], names[2]) == names[2:5]
    assert span(entries, "elsewhere", names[2]) == (names[2],)


def test_the_card_counts_what_each_value_would_show() -> None:
    """A chip's figure is how many orders it finds by itself."""
    for name, asks in asks_of(items(), NOTHING, frozenset({"O01"}), {}, NL):
        for ask in asks:
            alone = NOTHING.flipped(name, ask.value)
            assert ask.count == sum(passes(i, alone, frozenset({"O01"})) for i in items()), ask


@given(st.lists(st.tuples(st.booleans(), st.floats(-10, 120)), max_size=12))
def test_the_two_handles_never_pass_each_other(moves: list[tuple[bool, float]]) -> None:
    """However they are dragged, from stays before to, both on a step and within the ends."""
    span_ = widgets.make_span(0, 100, 5, (0, 100))
    for upper, value in moves:
        (span_.most if upper else span_.least).put(value)
        assert 0 <= span_.least.value < span_.most.value <= 100
        assert span_.least.value % 5 == span_.most.value % 5 == 0


@pytest.mark.parametrize(
    "asked", [NOTHING, Filter(from_s=9 * HOUR, to_s=11 * HOUR, least_units=2, most_kg=500)]
)
def test_sliders_stand_as_the_filter_asks(asked: Filter) -> None:
    """A slider that was not touched changes nothing of the filter."""
    assert sliders_of(items(), asked).asked(asked) == asked
    assert (NOTHING.from_s, NOTHING.to_s) == (0, DAY_S)
