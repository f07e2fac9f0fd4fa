"""The issued plan inside a running day: what a change would cost in calls, and sending it on.

A changed plan goes out when the clock moves; until then it is a draft that costs nothing and can be undone.
"""

from __future__ import annotations

from game.domain.evaluation import TripEvaluation
from game.domain.plan import Plan
from game.domain.scenario import Effect
from game.rules.calm import Call, Calm, calm, changed_vehicles, order_of
from game.session_day import Running
from game.sim.expect import expected_of


def calm_of(running: Running, plan: Plan) -> Calm:
    """Who has to hear what if `plan` went out now in place of the issued one."""
    changed = changed_vehicles(running.issued, plan, running.begun())
    if not changed:
        return Calm()
    concerned = changed if not _queues(running) else tuple(running.system.vehicles)
    return calm(
        running.system, issued=running.issued, plan=plan, begun=running.begun(),
        before=_trips(running, running.issued, concerned), after=_trips(running, plan, concerned),
        told=running.state.told[running.issued_told :],
    )  # fmt: skip


def send(running: Running) -> tuple[Call, ...]:
    """The plan goes out: everybody concerned hears of it, and it costs its goodwill. Returns the calls."""
    calls = calm_of(running, running.plan).calls
    for call in calls:
        running.tell(call.party, call.about)
        if call.cent:
            subject = order_of(call) or call.vehicle
            running.effects.append(Effect(kind="goodwill_cent", subject=subject, amount=call.cent))
    running.issue()
    return calls


def calls_dict(calls: tuple[Call, ...]) -> dict[str, object]:
    """For a log line of kind `calls`."""
    return {
        "calls": [{"party": c.party, "about": c.about, "cent": c.cent, "shift_s": c.shift_s} for c in calls],
        "cent": sum(c.cent for c in calls),
    }


def _trips(running: Running, plan: Plan, vehicles: tuple[str, ...]) -> tuple[TripEvaluation, ...]:
    return expected_of(running.scenario, running.system, plan, running.state, vehicles)


def _queues(running: Running) -> bool:
    """Whether a changed trip can make trucks wait whose own trip is as it was."""
    return any(place.docks for place in running.system.places.values())
