"""The planboard by sequence, and its rows in any order: every stop an equal box, every row once."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from functools import cache

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.language import language
from game.content.load import load_scenario
from game.domain.commands import Place
from game.domain.evaluation import Evaluation
from game.session import Session
from game.ui import board_sequence
from game.ui.board_axis import BoardAxis
from game.ui.board_order import ROWS, SORTS, Arrangement, arranged, restored
from game.ui.board_rows import Block, BoardRow, plan_rows

NL = language("nl")
LANE = pygame.Rect(200, 0, 1000, 30)


@cache
def day() -> tuple[tuple[BoardRow, ...], Evaluation]:
    """Five trucks with trips of different lengths, the others at home."""
    session = Session(load_scenario("stukgoed"), seed=1)
    vehicles = sorted(session.system.vehicles)
    for i, order in enumerate(sorted(session.visible)[:16]):
        vehicle = vehicles[min(i % 7, 4)]
        trip = session.plan.trip_of(vehicle)
        at = len(trip.stops) if trip else 0
        session.plan = session.planned(Place(order=order, vehicle=vehicle, at=at))
    judged = session.evaluation()
    return plan_rows(session.system, judged, NL), judged


def view() -> BoardAxis:
    """Everything in view."""
    made = BoardAxis()
    board_sequence.fit(made, board_sequence.most_boxes(day()[0]))
    return made


def test_every_stop_is_an_equal_box() -> None:
    """The second stop of every trip lies below the second stop of the others, equally wide."""
    seen: dict[int, set[tuple[int, int]]] = {}
    for row in day()[0]:
        axis = board_sequence.axis_of(row, view())
        stops = [b for b in row.blocks if b.kind == "service"]
        for block in stops:
            a, b = axis.span(block.start_s, block.end_s, LANE)
            seen.setdefault(block.stop, set()).add((round(a), round(b - a)))
    assert len(seen) >= 4
    assert all(len(places) == 1 for places in seen.values()), seen
    assert len({width for places in seen.values() for _x, width in places}) == 1


@given(st.floats(0, 1))
def test_a_place_is_a_time_and_back(share: float) -> None:
    """What lies under the pointer is found again at the same place."""
    for row in day()[0]:
        if row.blocks:
            axis = board_sequence.axis_of(row, view())
            first, last = row.blocks[0].start_s, row.blocks[-1].end_s
            time_s = first + share * (last - first)
            assert axis.s(axis.x(time_s, LANE), LANE) == pytest.approx(time_s, abs=1.0)


def test_stops_without_a_way_between_stay_apart() -> None:
    """Two stops at one address are two boxes, although the second begins when the first ends."""
    blocks = (
        Block(kind="depot", start_s=0, end_s=600),
        Block(kind="service", start_s=900, end_s=1200, stop=0, order="A"),
        Block(kind="service", start_s=1200, end_s=1500, stop=1, order="B"),
        Block(kind="depot", start_s=1800, end_s=1800),
    )
    row = BoardRow(vehicle="V", name="V", kind="van", drive="diesel", driver="D", blocks=blocks)
    axis = board_sequence.axis_of(row, view())
    a = axis.span(900, 1200, LANE)
    b = axis.span(1200, 1500, LANE)
    assert a[1] < b[0]
    assert a[1] - a[0] == pytest.approx(b[1] - b[0])


def test_a_pause_within_a_stop_is_no_box_of_its_own() -> None:
    """A break while unloading belongs to the stop."""
    blocks = (
        Block(kind="depot", start_s=0, end_s=60),
        Block(kind="service", start_s=100, end_s=200, stop=0),
        Block(kind="break", start_s=200, end_s=300, stop=0),
        Block(kind="service", start_s=300, end_s=400, stop=0),
        Block(kind="charge", start_s=500, end_s=600, stop=1),
        Block(kind="depot", start_s=700, end_s=700),
    )
    assert board_sequence.boxes_of(blocks) == ((0, 60), (100, 400), (500, 600), (700, 700))


@given(
    st.builds(Arrangement, rows=st.sampled_from(ROWS), sort=st.sampled_from(SORTS), sequence=st.booleans())
)
def test_every_row_stands_there_once(how: Arrangement) -> None:
    """However they are sorted; without trips a vehicle is left out only where trips alone were asked."""
    rows, judged = day()
    shown = [row.vehicle for row in arranged(rows, judged, how)]
    wanted = [r.vehicle for r in rows if r.blocks or how.rows != "trips"]
    assert sorted(shown) == sorted(wanted)
    everybody = [row.vehicle for row in arranged(rows, judged, how, everybody=True)]
    assert sorted(everybody) == sorted(r.vehicle for r in rows)
    assert everybody[: len(shown)] == shown
    assert restored(how.saved()) == how


def test_rows_are_sorted_by_what_is_asked() -> None:
    """The earliest, the dearest, the fullest and the most troubled trip on top; idle vehicles last."""
    rows, judged = day()
    first = {sort: arranged(rows, judged, Arrangement(sort=sort))[0].vehicle for sort in SORTS if sort}
    trips = {t.trip.vehicle: t for t in judged.trips}
    assert trips[first["start"]].start_s == min(t.start_s for t in trips.values())
    assert trips[first["cost"]].cost.total() == max(t.cost.total() for t in trips.values())
    share = {r.vehicle: r.load_share or 0 for r in rows}
    assert share[first["load"]] == max(share.values())
    hard = {v: sum(f.severity.value == "hard" for f in t.findings) for v, t in trips.items()}
    assert hard[first["trouble"]] == max(hard.values())
    idle = arranged(rows, judged, Arrangement(sort="cost"))[len(trips) :]
    assert not any(row.blocks for row in idle)


def test_drivers_lead_and_are_sorted_by_name() -> None:
    """Rows by driver stand in the order of the alphabet and show the driver first."""
    rows = arranged(*day(), Arrangement(rows="drivers"))
    assert [r.lead for r in rows] == sorted(r.driver for r in rows)
    assert restored({"rows": "cows", "sort": 3}) == Arrangement()
