"""What is asked of the solver, and how its answers are taken: without a screen and without a process."""

from __future__ import annotations

from typing import cast

import pytest

from game.content.load import load_scenario
from game.domain.commands import Begin, Steer, Switch, Weigh, from_text
from game.domain.plan import Plan
from game.rules.crew_moves import driver_for
from game.session import Session
from game.solver.advice import plan_commands
from game.solver.client import SolverClient, SolveRequest, Update
from game.solver.naive import naive_plan
from game.ui.reckon import Reckoning
from game.ui.reckon_runs import asked_now, runs_of


class Recorded:
    """A client that is asked, and answers what it is told to."""

    def __init__(self) -> None:
        self.asked: list[SolveRequest] = []
        self.news: list[Update] = []

    def start(self, request: SolveRequest) -> None:
        """Remember it."""
        self.asked.append(request)

    def poll(self) -> list[Update]:
        """What there is, once."""
        found, self.news = self.news, []
        return found

    def cancel(self) -> None:
        """Nothing runs."""


@pytest.fixture
def session() -> Session:
    """The naive plan of a day."""
    made = Session(load_scenario("vers-noord"), seed=1)
    made.do(Begin())
    lay(made, naive_plan(made.system, made.visible))
    return made


def lay(session: Session, plan: Plan) -> None:
    """Make a plan current."""
    for text in plan_commands(session.plan, plan):
        assert session.do(from_text(text)).ok


def answered(session: Session, plan: Plan) -> Reckoning:
    """A search that found this plan."""
    client, reckoning = Recorded(), Reckoning()
    reckoning.start(cast("SolverClient", client), session, 0)
    client.news = [
        Update(kind="better", plan=plan, evaluation=session.evaluation(), seconds=1.0), Update(kind="done"),
    ]  # fmt: skip
    assert reckoning.poll(cast("SolverClient", client), session, 2_000)
    return reckoning


def test_the_request_holds_everything_that_was_asked(session: Session) -> None:
    """Rules, weight and margin of the wishes go to the search, with what the scope locks."""
    order = min(session.visible)
    session.do(Weigh(co2_percent=35, margin_min=15))
    session.do(Steer(text=f"own|{order}"))
    client, vehicle = Recorded(), session.plan.trips[0].vehicle
    asked = asked_now(session, "chosen", (vehicle,))
    Reckoning().start(cast("SolverClient", client), session, 0, asked=asked)
    (request,) = client.asked
    assert (request.weight, request.margin_min, request.start) == (0.35, 15, session.plan)
    assert order in request.steering.own
    assert set(request.steering.trips) == set(session.system.vehicles) - {vehicle}


def test_drivers_who_changed_places_stay_where_they_are(session: Session) -> None:
    """The search sees each truck with the driver that the plan gives it, and so does the result."""
    one, other = (t.vehicle for t in session.plan.trips[:2])
    session.do(Switch(vehicle=one, other=other))
    client = Recorded()
    Reckoning().start(cast("SolverClient", client), session, 0)
    world = client.asked[0].world
    for vehicle in (one, other):
        assert world.vehicles[vehicle].driver == driver_for(session.system, session.plan, vehicle)
    assert session.scenario.reference is not None
    found = answered(session, session.scenario.reference.plan)
    assert found.state == "ready" and found.plan is not None
    trip = found.plan.trip_of(one)
    assert trip is not None and trip.driver == session.system.vehicles[other].driver


def test_figures_are_those_of_taking_it_over(session: Session) -> None:
    """What is shown of a result is the session's own judgement of the plan that accepting gives."""
    assert session.scenario.reference is not None
    found = answered(session, session.scenario.reference.plan)
    assert found.outcome == "better" and found.judged is not None
    shown = found.judged.kpi
    assert found.accept(session).ok
    assert session.evaluation().kpi == shown


def test_a_plan_that_is_no_better_is_none(session: Session) -> None:
    """The same plan, and a dearer one that nobody asked for, are no result; both are remembered as asked."""
    assert answered(session, session.plan).state == "nothing"
    assert session.scenario.reference is not None
    lay(session, session.scenario.reference.plan)
    dearer = answered(session, naive_plan(session.system, session.visible))
    assert dearer.state == "nothing" and [r.outcome for r in dearer.runs] == ["nothing"]
    assert not session.proposals


def test_time_to_spare_is_an_alternative_and_a_broken_rule_is_told(session: Session) -> None:
    """With a margin asked, another plan may cost more; one that does not keep a rule says how many."""
    assert session.scenario.reference is not None
    now, naive = session.scenario.reference.plan, naive_plan(session.system, session.visible)
    lay(session, now)
    session.do(Weigh(co2_percent=0, margin_min=20))
    assert answered(session, naive).outcome == "alternative"
    trip = now.trips[0]
    session.do(Steer(text=f"trips|{trip.vehicle}"))
    assert answered(session, naive).broken == int(naive.trip_of(trip.vehicle) != trip)


def test_a_log_with_foreign_rules_is_still_read(session: Session) -> None:
    """A proposal whose rules cannot be read is left out of the history, the others are told."""
    session.log_proposal("plan", [], {"scope": "all", "rules": ["nonsense"], "outcome": "better"})
    session.log_proposal("plan", [], {"scope": "rest", "rules": [], "outcome": "better", "cost_cent": 5})
    session.log_proposal("place", [], {"order": "O01"})
    assert [(r.asked.scope, r.cost_cent) for r in runs_of(session.events)] == [("rest", 5)]
