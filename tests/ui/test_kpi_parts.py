"""The KPI tab: what its bars add up to, and where its figures lead."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.language import language
from game.domain import commands as c
from game.report.compared import DriverDay, Spread
from game.rules.moves import format_trip_stops
from game.ui.gallery_model import certificate_words
from game.ui.gallery_state import gallery_of
from game.ui.kpi_against import change
from game.ui.kpi_panel import sheet_of
from game.ui.kpi_parts import LONGEST, MOST_DRIVERS, SHORTEST, cost_parts, drawn, segments
from tests.screens.board_play import Play


@pytest.fixture(scope="module")
def play() -> Play:
    """A board with the naive plan."""
    made = Play("vers-noord")
    for trip in made.session.naive.trips:
        made.session.do(c.SetTrip(vehicle=trip.trip.vehicle, stops=format_trip_stops(trip.trip.stops)))
    made.frame()
    return made


@given(st.lists(st.integers(1, 10_000_000), min_size=1, max_size=12), st.integers(1, 3000))
def test_the_stacked_bar_is_exactly_full(cents: list[int], width: int) -> None:
    """Segments follow each other without a gap and together take the whole width, at every scale."""
    parts = [(f"p{i}", cent) for i, cent in enumerate(cents)]
    made = segments(parts, sum(cents), width)
    assert [name for name, _a, _b in made] == [name for name, _c in parts]
    assert made[0][1] == 0
    assert made[-1][2] == width
    assert all(a[2] == b[1] for a, b in pairwise(made))


@given(st.integers(0, 60))
def test_of_many_drivers_the_ends_are_drawn(count: int) -> None:
    """Nobody is drawn twice, and who is left out is counted."""
    days = Spread(
        days=tuple(
            DriverDay(vehicle=f"V{i}", driver=f"D{i}", name="x", duty_s=9000 - i, drive_s=1, overtime_s=0)
            for i in range(count)
        )
    )
    first, between, last = drawn(days)
    assert len(first) + between + len(last) == count
    assert not {d.vehicle for d in first} & {d.vehicle for d in last}
    if count > MOST_DRIVERS:
        assert (len(first), len(last)) == (LONGEST, SHORTEST)


def test_a_difference_with_nothing_is_no_number() -> None:
    """Held against a plan without cost or emissions there is a dash, not a division by zero."""
    assert change(5, 0, language("nl")) == "–"
    assert change(5, 5, language("nl")) == "="
    assert change(104, 100, language("nl")) == "+4,0 %"
    assert change(104, 100, language("en")) == "+4.0%"


def test_the_parts_of_the_cost_are_all_of_it(play: Play) -> None:
    """Nothing that costs money is left out of the split."""
    kpi = play.session.evaluation().kpi
    assert sum(cent for _name, cent in cost_parts(kpi)) == kpi.cost_cent


def test_the_reference_says_how_sure_it_is(play: Play) -> None:
    """Proven, proven in the model, or best found: in words, in both languages."""
    for lang in ("nl", "en"):
        rivals = {r.kind: r for r in sheet_of(play.desk, language(lang)).rivals}
        assert rivals["reference"].note
        assert "gallery.certificate" not in rivals["reference"].note


def test_a_figure_leads_to_where_it_comes_from(play: Play) -> None:
    """A part of the cost opens its explanation; a driver's day opens the trip."""
    play.click("segment.part.driver")
    assert play.screen.explain is not None
    assert play.screen.explain.part == "driver"
    play.click("explain.close")
    play.desk.scrolls["kpi"].by(10_000)
    play.frame()
    shown = [h.id for h in play.hits if h.id.startswith("hours.kpi.")]
    play.click(shown[0])
    assert play.desk.selection.vehicle == shown[0].removeprefix("hours.kpi.")
    assert play.desk.tab == "trip"


def test_a_rival_opens_the_gallery_beside_the_plan(play: Play) -> None:
    """Who wants to know why the naive plan differs sees both side by side with one click."""
    play.desk.tab = "kpi"
    play.desk.scrolls["kpi"].offset = 0
    play.desk.selection.clear()
    play.frame()
    play.click("kpi.vs.naive")
    state = gallery_of(play.desk)
    assert state is not None
    assert state.open
    assert state.pinned == ["now", "naive"]
    play.click("gallery.close")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_reference_says_how_much_cheaper_a_plan_could_be(lang: str, play: Play) -> None:
    """How much cheaper a plan could be at most is told, and that it is unknown where no bound is stored."""
    session, speech = play.session, language(lang)
    reference = session.scenario.reference
    assert reference is not None
    assert session.reference is not None
    cost = session.reference.kpi.cost_cent
    assert reference.bound_cent is not None
    gap = reference.gap(cost)
    assert gap is not None
    share, money = speech.percent(gap, 1), speech.euro(reference.bound_cent // 100 * 100, 0)
    short = certificate_words(reference, cost, speech, full=False)
    full = certificate_words(reference, cost, speech)
    assert share in short
    assert money not in short
    assert share in full
    assert money in full
    unknown = certificate_words(replace(reference, bound_cent=None), cost, speech)
    assert share not in unknown
    assert speech.t("gallery.certificate.no_bound") in unknown
    proven = certificate_words(replace(reference, certificate="proven"), cost, speech)
    assert proven == speech.t("gallery.certificate.proven", seconds="")
