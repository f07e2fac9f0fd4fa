"""What was asked of the computer and what came of it, run by run; and what one result changes per trip."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from game.domain.errors import Unreadable
from game.domain.evaluation import Evaluation
from game.domain.events import Event
from game.domain.plan import Plan
from game.domain.steer import Widening
from game.session import Session
from game.solver.scopes import Asked, asked_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the proposal does to one vehicle."""

    vehicle: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    """Order ids that come and go; both empty: another sequence, road or start."""
    cost_cent: int
    co2e_g: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One question and its answer; figures are of the plan that came of it, 0 without one."""

    asked: Asked
    outcome: str
    """`better`, `alternative`, `nothing` or `failed`."""
    source: str = "search"
    """`search`, or `front`: a stored plan that was taken as a goal."""
    seconds: float = 0.0
    cost_cent: int = 0
    co2e_g: int = 0
    late: int = 0
    """Orders that are not on time."""
    agreed_cent: int = 0
    proposal: str = ""


def asked_now(session: Session, scope: str = "all", vehicles: tuple[str, ...] = ()) -> Asked:
    """The question that the player's wishes ask."""
    w = session.wishes
    return Asked(
        steering=session.asked_steering(), co2_percent=w.co2_percent, margin_min=w.margin_min, scope=scope,
        vehicles=vehicles,
    )  # fmt: skip


def changes_of(session: Session, plan: Plan, judged: Evaluation) -> tuple[Change, ...]:
    """The difference with the plan as it stands, per vehicle."""
    now, made = session.evaluation(), []
    for vehicle in sorted(session.system.vehicles):
        old, new = session.plan.trip_of(vehicle), plan.trip_of(vehicle)
        if old == new:
            continue
        had, gets = set(old.orders() if old else ()), set(new.orders() if new else ())
        before, after = now.trip_of(vehicle), judged.trip_of(vehicle)
        made.append(
            Change(
                vehicle=vehicle, added=tuple(sorted(gets - had)), removed=tuple(sorted(had - gets)),
                cost_cent=(after.cost.total() if after else 0) - (before.cost.total() if before else 0),
                co2e_g=(after.co2e_g if after else 0) - (before.co2e_g if before else 0),
            )
        )  # fmt: skip
    return tuple(made)


def late_orders(judged: Evaluation) -> int:
    """Orders that somebody drives, but not on time."""
    return len({s.stop.order for t in judged.trips for s in t.stops if s.late_s > 0 and s.stop.order})


def widenings_for(plan: Plan, widenings: Iterable[Widening], vehicles: Iterable[str]) -> tuple[Widening, ...]:
    """Those of orders in the trips of these vehicles."""
    chosen = set(vehicles)
    return tuple(w for w in widenings if plan.vehicle_of(w.order) in chosen)


def run_note(run: Run) -> dict[str, object]:
    """As it is logged with the proposal: what was asked, and the figures of the result."""
    return {
        **run.asked.note(), "source": run.source, "outcome": run.outcome, "seconds": round(run.seconds, 1),
        "cost_cent": run.cost_cent, "co2e_g": run.co2e_g, "late": run.late, "agreed_cent": run.agreed_cent,
    }  # fmt: skip


def runs_of(events: Iterable[Event]) -> list[Run]:
    """The runs that a log tells of: those that gave a proposal."""
    found = []
    for event in events:
        note, said = event.data, event.data.get
        if event.kind != "proposal" or "scope" not in note or note.get("again"):
            continue
        try:
            asked = asked_of(note)
        except Unreadable:  # a log is read as it is; a rule of another version only stays untold
            continue
        found.append(
            Run(
                asked=asked, outcome=str(said("outcome", "better")), source=str(said("source", "search")),
                seconds=float(said("seconds", 0)), cost_cent=int(said("cost_cent", 0)),
                co2e_g=int(said("co2e_g", 0)), late=int(said("late", 0)),
                agreed_cent=int(said("agreed_cent", 0)), proposal=str(said("id", "")),
            )
        )  # fmt: skip
    return found


def with_proposal(run: Run, proposal: str) -> Run:
    """The run with the id of the proposal it gave."""
    return replace(run, proposal=proposal)
