"""The debrief as data: what was planned, what happened and why, order by order. No sentences in it.

Everything is read from a `Story`; a part that does not exist (no reference, day not ended) is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.assess.acts import Acts, Choice
from game.assess.indicators import evidence
from game.assess.indicators.k5 import bias
from game.assess.profile import evidence_dict
from game.assess.story import Story
from game.domain.commands import Reply
from game.domain.day import Incident
from game.domain.evaluation import COST_PARTS, Evaluation, Finding, Kpi, StopTimes, TripEvaluation
from game.domain.ledger import told
from game.domain.world import Order
from game.rules.evaluate import kpi_dict
from game.rules.stops import windows_of
from game.sim.times import HOLD, QUEUE

SHIFTED_S = 60
"""A stop that begins this much later than planned is worth an explanation."""

SIDES = ("naive", "plan", "day", "reference")
Served = tuple[str, StopTimes]
"""Vehicle and times of the stop that decides about an order."""


def debrief(story: Story) -> dict[str, Any]:
    """Figures in columns, every order three ways, incidents, the cost ledger, moments and evidence."""
    acts = Acts.of(story)
    return {
        "scenario": story.scenario.id, "version": story.scenario.version, "seed": story.seed,
        "mode": story.mode, "player": story.player, "verified": story.verified,
        "columns": _columns(story),
        "orders": [_order(story, o) for o in _orders(story)],
        "incidents": [_incident(story, i) for i in story.incidents],
        "replies": [*_replies(story, acts)],
        "ledger": _ledger(story),
        "vehicles": _by_vehicle(story),
        "moments": [_moment(c) for c in acts.choices],
        "decisions": [told(line) for line in story.ledger],
        "trust": bias(acts),
        "evidence": [evidence_dict(e) for e in evidence(story)],
    }  # fmt: skip


def _columns(story: Story) -> dict[str, Any]:
    plans = {"naive": story.naive, "hand": story.hand, "plan": story.planned, "reference": story.reference}
    found: dict[str, Any] = {name: _figures(judged) for name, judged in plans.items()}
    found["day"] = _kpi(story.day.kpi, story.day.findings) if story.day else None
    return found


def _figures(judged: Evaluation | None) -> dict[str, Any] | None:
    return None if judged is None else _kpi(judged.kpi, judged.findings)


def _kpi(kpi: Kpi, findings: tuple[Finding, ...]) -> dict[str, Any]:
    return {**kpi_dict(kpi, findings), "hard": kpi.hard, "on_time": kpi.on_time, "orders": kpi.orders}


def _orders(story: Story) -> Iterator[Order]:
    """Orders that any of the plans or the day has to do with, by id."""
    wanted = {order for order, _ in (story.day.kpi if story.day else story.naive.kpi).co2e_per_order_g}
    return (story.scenario.system.orders[o] for o in sorted(wanted) if o in story.scenario.system.orders)


def _order(story: Story, order: Order) -> dict[str, Any]:
    planned = _last_stop(story.planned.trips if story.planned else (), order.id)
    actual = _last_stop(story.day.trips if story.day else (), order.id)
    return {
        "order": order.id, "customer": order.customer,
        "place": story.scenario.system.places[_place(order, story)].town,
        "naive": _served(_last_stop(story.naive.trips, order.id)),
        "plan": _served(planned), "day": _served(actual),
        "reference": _served(_last_stop(story.reference.trips if story.reference else (), order.id)),
        "why": _why(story, planned, actual),
        "partner": {name: partner_of(story, name, order.id) for name in SIDES},
        "absent": [name for name, kpi in _kpis(story).items() if kpi and not _known(kpi, order.id)],
    }  # fmt: skip


def given_of(story: Story, column: str) -> tuple[tuple[str, str], ...]:
    """(order, partner) pairs of a column; those of the final plan where plan and day are not told apart."""
    if column in story.given:
        return story.given[column]
    if column in ("plan", "day"):
        return story.final_plan.given
    reference = story.scenario.reference
    return reference.plan.given if column == "reference" and reference else ()


def partner_of(story: Story, column: str, order: str) -> str:
    """Name of the haulier that drives an order in a column; empty: none."""
    partner = dict(given_of(story, column)).get(order, "")
    partners = story.scenario.system.sites.partners
    return partners[partner].name if partner in partners else partner


def _known(kpi: Kpi, order: str) -> bool:
    """Whether the order was there at all when this plan was made."""
    return any(name == order for name, _ in kpi.co2e_per_order_g)


def _place(order: Order, story: Story) -> str:
    depots = {v.depot for v in story.scenario.system.vehicles.values()}
    return order.pickup if order.delivery in depots else order.delivery


def _last_stop(trips: tuple[TripEvaluation, ...], order: str) -> Served | None:
    for trip in trips:
        for times in reversed(trip.stops):
            if times.stop.order == order:
                return trip.trip.vehicle, times
    return None


def _served(found: Served | None) -> dict[str, Any] | None:
    """None: bought in, or with a partner."""
    if found is None:
        return None
    vehicle, times = found
    return {
        "vehicle": vehicle, "arrive_s": times.arrive_s, "begin_s": times.begin_s, "end_s": times.end_s,
        "late_s": times.late_s, "open_s": times.window_open_s, "close_s": times.window_close_s,
        "via": times.stop.via,
    }  # fmt: skip


def _why(story: Story, planned: Served | None, actual: Served | None) -> list[str]:
    """What made this order come later than planned: ids of incidents that its truck met before it,
    `dock/PLACE` for a wait behind other own trucks, `hold` for a truck that was told to wait,
    `agreed/ORDER` for a wait for a window agreed on the day."""
    if actual is None or story.day is None:
        return []
    vehicle, times = actual
    if not times.late_s and planned and times.begin_s - planned[1].begin_s < SHIFTED_S:
        return []
    trip = next(t for t in story.day.trips if t.trip.vehicle == vehicle)
    known = {*(i.id for i in story.incidents), HOLD}
    causes = [
        (a.start_s, a.cause)
        for a in trip.activities
        if a.start_s < times.begin_s and (a.cause in known or a.cause.startswith(QUEUE))
    ]
    causes += [
        (s.arrive_s, f"agreed/{s.stop.order}")
        for s in trip.stops
        if s.begin_s <= times.begin_s and s.wait_s and _was_moved(story, s)
    ]
    return list(dict.fromkeys(cause for _, cause in sorted(causes)))


def _was_moved(story: Story, times: StopTimes) -> bool:
    """Whether the window that held on the day is another than the scenario's."""
    if times.stop.own or times.stop.via:
        return False
    order = story.scenario.system.orders[times.stop.order]
    windows = windows_of(order=order, action=times.stop.action)
    return all(w.open_s != times.window_open_s for w in windows)


def _incident(story: Story, incident: Incident) -> dict[str, Any]:
    trips = story.day.trips if story.day else ()
    return {
        "id": incident.id, "kind": incident.kind, "subject": incident.subject, "from_s": incident.from_s,
        "to_s": incident.to_s, "delay_s": incident.delay_s, "seen": incident.id in story.seen,
        "vehicles": [t.trip.vehicle for t in trips if any(a.cause == incident.id for a in t.activities)],
    }  # fmt: skip


def _replies(story: Story, acts: Acts) -> Iterator[dict[str, Any]]:
    """Messages with the answer that held: the player's, or the default when the deadline passed."""
    given = {command.message: (command.option, at_s) for _, at_s, command in acts.commands
             if isinstance(command, Reply)}  # fmt: skip
    received = {e.data.get("subject"): e for e in story.events if e.data.get("what") == "message"}
    passed = {e.data.get("subject"): e for e in story.events if e.data.get("what") == "default"}
    for message in story.scenario.messages:
        if message.id not in received or (message.id not in given and message.id not in passed):
            continue
        default = message.id not in given
        option, at_s = (
            (message.default, int(passed[message.id].data["at_s"])) if default else given[message.id]
        )
        yield {
            "message": message.id, "at_s": int(received[message.id].data["at_s"]), "option": option,
            "replied_s": at_s, "default": default,
        }  # fmt: skip


def _ledger(story: Story) -> list[dict[str, Any]]:
    """Cost part by part; each column adds up exactly to its plan's cost."""
    kpis = {name: kpi for name, kpi in _kpis(story).items() if kpi is not None}
    rows = [
        {"part": part, **{name: getattr(kpi.cost_parts, part) for name, kpi in kpis.items()}}
        for part in COST_PARTS
    ]
    return [row for row in rows if any(value for name, value in row.items() if name != "part")]


def _kpis(story: Story) -> dict[str, Kpi | None]:
    return {
        "naive": story.naive.kpi,
        "plan": story.planned.kpi if story.planned else None,
        "day": story.day.kpi if story.day else None,
        "reference": story.reference.kpi if story.reference else None,
    }


def _by_vehicle(story: Story) -> list[dict[str, Any]]:
    """Per vehicle what its trip cost and gave off, as planned and as driven."""
    sides = {
        "plan": story.planned.trips if story.planned else (),
        "day": story.day.trips if story.day else (),
    }
    vehicles = sorted({t.trip.vehicle for trips in sides.values() for t in trips})
    return [{"vehicle": v, **{side: _trip(trips, v) for side, trips in sides.items()}} for v in vehicles]


def _trip(trips: tuple[TripEvaluation, ...], vehicle: str) -> dict[str, int] | None:
    trip = next((t for t in trips if t.trip.vehicle == vehicle), None)
    if trip is None:
        return None
    names = ("start_s", "end_s", "distance_m", "empty_m", "drive_s", "duty_s", "wait_s", "late_s", "co2e_g")
    return {"cost_cent": trip.cost.total(), **{name: getattr(trip, name) for name in names}}


def _moment(choice: Choice) -> dict[str, Any]:
    moment = choice.moment
    return {
        "id": moment.id, "own": choice.own, "confidence": choice.confidence, "advice": moment.advice,
        "final": choice.final, "best": moment.best, "scored": moment.scored, "looked": list(choice.looked),
        "expected_cent": {o.id: o.expected_cent for o in moment.options}, "events": list(choice.events),
    }  # fmt: skip
