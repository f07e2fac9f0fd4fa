"""Something to do, what it changes, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from game.domain import commands as c
from game.domain.evaluation import Finding, Severity
from game.domain.plan import Plan, Trip
from game.domain.units import MINUTE_S, whole
from game.rules.moves import format_trip_stops
from game.solver.explain import Explained
from game.solver.explain_words import change_text, clause, grouped, listed, why_text

Values = tuple[tuple[str, str | int], ...]


class Delta(NamedTuple):
    """Change of the whole plan's figures."""

    cost_cent: int
    co2e_g: int
    drive_s: int
    late_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Better proposals come first. Its commands were carried out and judged: the figures are theirs."""

    kind: str
    """`insert`, `move`, `resequence`, `charge`, `reload`, `via`, `give` or `road`."""
    commands: tuple[str, ...]
    delta: Delta
    new_findings: tuple[Finding, ...]
    solved_findings: tuple[Finding, ...]
    key: str
    values: Values
    vehicle: str
    """Empty when an order goes to a partner."""
    explained: Explained | None = None
    """Which orders move, what that saves, and on what it depends."""
    rank_key: tuple[int, float] = field(compare=False, default=(0, 0.0))
    """New hard findings, change of the objective."""


class Slot(NamedTuple):
    """One possible place of an order, for tinting the board; for two stops the best delivery after `at`."""

    vehicle: str
    at: int
    deliver_at: int
    new_hard: int
    cost_cent: int
    co2e_g: int


def said(delta: Delta) -> Values:
    """The change in whole euros, kilograms and minutes, always with a sign."""
    return (
        ("cost", f"{whole(delta.cost_cent / 100):+d}"),
        ("co2e", f"{whole(delta.co2e_g / 1000):+d}"),
        ("minutes", f"{whole(delta.drive_s / MINUTE_S):+d}"),
    )


def proposal_text(proposal: Proposal, t: Callable[..., str], best: Proposal | None = None) -> str:
    """What to do and what it changes, where most of that comes from, and on what it depends; which broken
    rules it mends.

    For an alternative also what it costs more than the `best`, at the end: the rest is told against the plan
    as it stands.
    """
    delta = proposal.delta
    change = change_text(delta.cost_cent, delta.co2e_g, delta.drive_s, t)
    parts = [t(proposal.key, **grouped(proposal.values, t), change=change) + "."]
    hard = [f for f in proposal.new_findings if f.severity is Severity.HARD]
    solved = _mended(proposal, hard)
    if solved:
        parts.append(t("proposal.solves", solved=listed(solved, t)))
    if hard:
        broken = dict.fromkeys(clause(f, t) for f in hard)
        parts.append(t("proposal.breaks", broken="; ".join(broken)))
    elif proposal.explained:
        parts.append(why_text(proposal.explained, t))
    if best is not None and best is not proposal and proposal.rank_key[0] == best.rank_key[0]:
        euro = whole((proposal.delta.cost_cent - best.delta.cost_cent) / 100)
        parts.append(t("proposal.dearer", **grouped((("euro", euro),), t)) if euro > 0 else "")
        parts.append(t("proposal.level") if euro == 0 else "")
    return " ".join(part for part in parts if part)


def _mended(proposal: Proposal, broken: list[Finding]) -> list[Finding]:
    """Broken rules that are gone; not those that only moved to another vehicle."""
    moved = {(f.rule, f.subject) for f in broken}
    return [
        f for f in proposal.solved_findings
        if f.severity is Severity.HARD and (f.rule, f.subject) not in moved
    ]  # fmt: skip


def proposal_dict(
    proposal: Proposal, rank: int, t: Callable[..., str], best: Proposal | None = None
) -> Mapping[str, Any]:
    """CONTRACT `advise`; `t(key, **values)` makes the sentences; `best` as in `proposal_text`."""
    return {
        "rank": rank,
        "kind": proposal.kind,
        "commands": list(proposal.commands),
        "delta": proposal.delta._asdict(),
        "new_findings": [_finding_dict(f, t) for f in proposal.new_findings],
        "solved_findings": [_finding_dict(f, t) for f in proposal.solved_findings],
        "text": proposal_text(proposal, t, best),
    }


def _finding_dict(finding: Finding, t: Callable[..., str]) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "amount": finding.amount,
        "unit": finding.unit,
        "text": t(f"finding.{finding.rule}", **dict(finding.values)),
    }


def trip_commands(trip: Trip, old: Trip | None) -> tuple[str, ...]:
    """The texts of `trip_steps`."""
    return tuple(c.to_text(step) for step in trip_steps(trip, old))


def trip_steps(trip: Trip, old: Trip | None) -> tuple[c.Command, ...]:
    """Commands that make the vehicle's trip equal to `trip`: stops, start of duty, the way home, charge."""
    if not trip.stops:
        return (c.ClearTrip(vehicle=trip.vehicle),)
    name = trip.vehicle
    steps: list[c.Command] = [c.SetTrip(vehicle=name, stops=format_trip_stops(trip.stops))]
    # a trip that keeps none of its orders may be gone before it is set: then nothing of it is kept
    anew = old is None or not frozenset(old.orders()) & frozenset(trip.orders())
    old_start, old_charge = (old.start_s, old.charge_permille) if old else (None, None)
    if trip.start_s != old_start or (anew and trip.start_s is not None):
        start_s = -1 if trip.start_s is None else trip.start_s
        steps.append(c.SetStart(vehicle=name, start_s=start_s))
    if trip.return_route != _kept_way_home(trip, old) or (anew and (trip.return_route or _way_home(old))):
        steps.append(c.SetRoute(vehicle=name, at=len(trip.stops), route=trip.return_route))
    if trip.charge_permille != old_charge or (anew and trip.charge_permille is not None):
        permille = -1 if trip.charge_permille is None else trip.charge_permille
        steps.append(c.SetCharge(vehicle=name, permille=permille))
    return tuple(steps)


def _way_home(old: Trip | None) -> int:
    return old.return_route if old else 0


def _kept_way_home(trip: Trip, old: Trip | None) -> int:
    """Setting the stops keeps the way home only when the last stop stays the last."""
    same_end = old is not None and old.stops[-1].order == trip.stops[-1].order
    return _way_home(old) if same_end else 0


def plan_commands(before: Plan, after: Plan) -> tuple[str, ...]:
    """Commands that turn one plan into another; what gives orders away comes first.

    Orders go to a partner before trips are set, so that a trip that loses its last order is gone.
    """
    gone = [t for t in before.trips if after.trip_of(t.vehicle) is None]
    texts = [c.to_text(c.ClearTrip(vehicle=t.vehicle)) for t in gone]
    had = dict(before.given)
    planned = after.planned()
    taken = [o for o, p in before.given if after.partner_of(o) != p and o not in planned]
    texts += [c.to_text(c.Unplace(order=o)) for o in taken]
    for trip in after.trips:
        if before.trip_of(trip.vehicle) != trip:
            texts.extend(trip_commands(trip, before.trip_of(trip.vehicle)))
    new = [(o, p) for o, p in after.given if had.get(o) != p]
    texts += [c.to_text(c.Give(order=o, partner=p)) for o, p in new]
    return tuple(texts)
