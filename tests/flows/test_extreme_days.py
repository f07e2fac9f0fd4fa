"""Days that are extreme and legal are played to the end like any other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from game.autoplay import play
from game.domain.plan import Plan, Stop, Trip
from game.domain.scenario import Scenario
from game.domain.world import Action
from game.personas import PERSONAS
from game.record.journal import FileJournal
from game.replay import verify
from game.session import Session
from tests.content.authored import FLEET, HEAD, scenario
from tests.flows.test_whole_games import quick_planner

HEADER = "id,customer,pickup,delivery,kg,pallets,delivery_open,delivery_close\n"
NIGHT = "O1,Nachtwinkel,dc,stad,1000,4,22:00,26:00\nO2,Dagwinkel,dc,emmen,1000,4,24:30,30:00\n"
TRUCKS = 25


def quiet() -> Scenario:
    """Not one order."""
    return scenario(orders=HEADER)


def night() -> Scenario:
    """Windows over midnight, in the night that the clock goes back."""
    fleet = FLEET.replace('from = "05:00"', 'from = "20:00"').replace('to = "19:00"', 'to = "31:00"')
    return scenario(orders=HEADER + NIGHT, fleet=fleet, head=HEAD.replace("2026-11-24", "2026-10-24"))


def full() -> Scenario:
    """Five hundred orders, the most there may be."""
    rows = (
        f"O{i:03d},Winkel {i},dc,{'stad' if i % 2 else 'emmen'},{100 + i % 50},1,07:00,{12 + i % 4}:00"
        for i in range(500)
    )
    trucks = (FLEET.replace("V1", f"V{i}").replace("D1", f"D{i}") for i in range(TRUCKS))
    return scenario(orders=HEADER + "\n".join(rows) + "\n", fleet="".join(trucks))


def in_turn(session: Session) -> Plan:
    """Two loads of ten orders for every truck: a plan that costs nothing to make."""
    trips = []
    for i in range(TRUCKS):
        mine = [Stop(order=f"O{i + n * TRUCKS:03d}", action=Action.DELIVER) for n in range(20)]
        stops = (*mine[:10], Stop(action=Action.RELOAD), *mine[10:])
        vehicle = session.system.vehicles[f"V{i}"]
        trips.append(Trip(vehicle=vehicle.id, driver=vehicle.driver, stops=stops))
    return Plan(trips=tuple(sorted(trips, key=lambda t: t.vehicle)))


@pytest.mark.parametrize("persona", sorted(PERSONAS))
@pytest.mark.parametrize("day", [quiet, night])
def test_played_to_the_end(day: Callable[[], Scenario], persona: str, tmp_path: Path) -> None:
    """No orders at all, or a night of two dates: dispatched, driven, closed, and the log replays."""
    log = tmp_path / "log.jsonl"
    session = play(day(), persona, seed=2, planner=quick_planner, journal=FileJournal(log))
    assert session.phase == "closed"
    assert verify(log).verified is True


def test_a_night_is_driven_over_midnight() -> None:
    """Both shops are served in their window, the second on the next date."""
    session = play(night(), "follower", seed=2, planner=quick_planner)
    served = {s.stop.order: s for t in session.story().day.trips for s in t.stops}  # type: ignore[union-attr]
    assert served.keys() == {"O1", "O2"}
    assert all(s.late_s == 0 for s in served.values())
    assert max(s.end_s for s in served.values()) > 24 * 3600


def test_five_hundred_orders_are_planned_and_driven() -> None:
    """The largest day there may be goes from briefing to end."""
    session = play(full(), "follower", seed=2, planner=in_turn)
    assert session.phase == "closed"
    day = session.story().day
    assert day is not None
    assert len({s.stop.order for t in day.trips for s in t.stops if s.stop.order}) == 500
    assert (day.kpi.orders, day.kpi.unplanned) == (500, ())
