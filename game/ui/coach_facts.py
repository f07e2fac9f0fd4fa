"""What the coach can see: the session, and what the player has open, chosen or in the hand.

A step is done when the state says so, never by a timer: each question of a lesson
(`content.coach.PREDICATES`) has one small function here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from game.content.coach import TOKEN, Condition
from game.domain.evaluation import Severity
from game.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One look at game and screen."""

    session: Session
    order: str = ""
    """The chosen order."""
    vehicle: str = ""
    open: str = ""
    """The open tab."""
    aiming: str = ""
    """The order in the hand over a place that has a price."""
    looked: frozenset[str] = frozenset()
    """Tabs, `explain.<what>` and `result`: everything that was open since the lesson began."""
    chosen: bool = False
    """An answer is marked, not yet sent."""
    used: frozenset[str] = frozenset()
    """Verbs of the player's own acts that were carried out."""


def holds(condition: Condition, seen: Seen) -> bool:
    """Whether one of the alternatives holds; an empty condition never does."""
    return any(all(KNOWN[a.name](seen, *a.words) != a.negated for a in each) for each in condition)


def _stops(seen: Seen, order: str) -> tuple[str, int]:
    """The vehicle that drives an order and the index of its first stop."""
    vehicle = seen.session.plan.vehicle_of(order) or ""
    trip = seen.session.plan.trip_of(vehicle) if vehicle else None
    return vehicle, next((i for i, s in enumerate(trip.stops) if s.order == order), -1) if trip else -1


def _planned(seen: Seen, order: str) -> bool:
    return order in seen.session.plan.covered()


def _all_planned(seen: Seen) -> bool:
    return not seen.session.unplanned()


def _together(seen: Seen, a: str, b: str) -> bool:
    vehicle = seen.session.plan.vehicle_of(a)
    return bool(vehicle) and vehicle == seen.session.plan.vehicle_of(b)


def _before(seen: Seen, a: str, b: str) -> bool:
    return _together(seen, a, b) and _stops(seen, a)[1] < _stops(seen, b)[1]


def _late(seen: Seen, order: str) -> bool:
    found = seen.session.evaluation().findings
    return any(f.rule in ("late", "unplanned") and f.subject == order for f in found)


def _no_hard(seen: Seen) -> bool:
    return all(f.severity is not Severity.HARD for f in seen.session.evaluation().findings)


def _on_time_all(seen: Seen) -> bool:
    kpi = seen.session.evaluation().kpi
    return _all_planned(seen) and kpi.on_time == kpi.orders


def _cost_at_most(seen: Seen, what: str) -> bool:
    session = seen.session
    base = session.reference if what == "reference" and session.reference else session.naive
    return session.evaluation().kpi.cost_cent <= base.kpi.cost_cent


def _phase(seen: Seen, name: str) -> bool:
    return seen.session.phase == name


def _decided(seen: Seen, moment: str) -> bool:
    state = seen.session.moments.get(moment)
    return state is not None and bool(state.final or state.skipped)


def _decided_otherwise(seen: Seen, moment: str) -> bool:
    """The final choice is not what the computer advised."""
    state = seen.session.moments.get(moment)
    advice = next((m.advice for m in seen.session.scenario.moments if m.id == moment), "")
    return state is not None and bool(state.final) and state.final != advice


KNOWN: Mapping[str, Callable[..., bool]] = {
    "selected": lambda seen, order: seen.order == order,
    "selected_other": lambda seen, order: bool(seen.order) and seen.order != order,
    "planned": _planned,
    "some_planned": lambda seen: bool(seen.session.plan.covered()),
    "all_planned": _all_planned,
    "together": _together,
    "before": _before,
    "on_time": lambda seen, order: _planned(seen, order) and not _late(seen, order),
    "on_time_all": _on_time_all,
    "no_hard_findings": _no_hard,
    "cost_at_most": _cost_at_most,
    "aiming": lambda seen, order: seen.aiming == order,
    "looked": lambda seen, what: what in seen.looked,
    "open": lambda seen, tab: seen.open == tab,
    "used": lambda seen, verb: verb in seen.used,
    "phase": _phase,
    "answered": lambda seen: any(seen.session.answers.values()),
    "chosen": lambda seen: seen.chosen,
    "message_open": lambda seen: bool(seen.session.open_messages()),
    "decided": _decided,
    "decided_otherwise": _decided_otherwise,
}


# -- words and places that depend on the plan ---------------------------------------------------------
def truck(session: Session, what: str, order: str) -> str:
    """The vehicle that drives an order (`of`), or the first other one (`other`), by id."""
    vehicles = sorted(session.system.vehicles)
    own = session.plan.vehicle_of(order) or vehicles[0]
    return own if what == "of" else next((v for v in vehicles if v != own), own)


def named(text: str, session: Session) -> str:
    """A sentence with the names of its trucks, each kept in one line."""

    def name(found: re.Match[str]) -> str:
        return session.system.vehicles[truck(session, found[1], found[2])].name.replace(" ", "\u00a0")

    return TOKEN.sub(name, text)


def placed(target: str, session: Session) -> str:
    """A hit id with the ids of its trucks; `stop.<order>` is the order's block on the planboard."""
    found = TOKEN.sub(lambda m: truck(session, m[1], m[2]), target)
    if found.startswith("stop."):
        vehicle, at = _stops(Seen(session=session), found.removeprefix("stop."))
        return f"block.{vehicle}.{at}" if at >= 0 else ""
    return found


_BOLD = re.compile(r"\*\*(.+?)\*\*")


def runs(text: str) -> tuple[tuple[str, bool], ...]:
    """A sentence as pieces, each with whether it is bold: `Sleep **De Halm** hierheen`."""
    parts = _BOLD.split(text)
    return tuple((part, i % 2 == 1) for i, part in enumerate(parts) if part)
