"""What the debrief says, as plain values read from a story; nothing here paints or guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from game.assess.story import Story
from game.domain.evaluation import Evaluation, Kpi, Severity, StopTimes, TripEvaluation
from game.domain.scenario import Scenario
from game.domain.world import World
from game.report.debrief import given_of, partner_of

CLOSE = 0.03
"""Costs that differ by less than this share count as equal, as for decision moments (ASSESSMENT 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The heading: text keys `debrief.verdict.<key>` and `debrief.sentence.<against>`."""

    key: str
    against: str
    """`above`, `below`, `level` (against the reference), or `naive_*` where there is none."""
    on_time: int
    orders: int
    gap_cent: int
    """Cost of the day minus that of the plan it is compared with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One order, three ways: promised, planned, driven."""

    order: str
    customer: str
    place: str
    vehicle: str
    open_s: int
    close_s: int
    planned_s: int | None
    """When service was planned to begin; None: not in the plan."""
    actual_s: int | None
    """When it began; None: bought in or not served."""
    late_s: int
    planned_late_s: int
    causes: tuple[tuple[str, str, int], ...]
    """(kind, subject, delay seconds) of incidents that held this truck up before this stop."""
    partner: str = ""
    """Name of the haulier that drove it for us."""
    via: str = ""
    """Name of the hub or terminal that it went by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """Something that happened: text key `happened.<key>` with values."""

    at_s: int
    seq: int
    key: str
    icon: str
    kind: str
    """Status of its icon: `bad`, `warn`, `ok`, `info`, `plain`."""
    values: Mapping[str, str | int]


def verdict(story: Story, day: Kpi) -> Verdict:
    """The honest heading: worst news first."""
    reference = story.reference
    other = reference.kpi if reference else story.naive.kpi
    gap = day.cost_cent - other.cost_cent
    share = gap / max(1, other.cost_cent)
    word = "level" if abs(share) < 0.005 else "above" if gap > 0 else "below"
    return Verdict(
        key=_verdict_key(story, day, share), against=word if reference else f"naive_{word}",
        on_time=day.on_time, orders=day.orders, gap_cent=gap,
    )  # fmt: skip


def _verdict_key(story: Story, day: Kpi, share: float) -> str:
    if len(day.unplanned) * 4 >= max(1, day.orders):
        return "left_over"
    if breaches(story):
        return "breach"
    if story.reference is not None and day.cost_cent > story.naive.kpi.cost_cent * (1 + CLOSE):
        return "dearer"
    if day.on_time_share < 0.9:
        return "late"
    if share <= CLOSE:
        return "strong" if day.on_time == day.orders else "cheap_some_late"
    return "room" if day.on_time == day.orders else "mixed"


def breaches(story: Story) -> int:
    """Hard findings of the driven day that are no matter of lateness: hours, load, battery."""
    found = story.day.findings if story.day else ()
    return sum(1 for f in found if f.severity is Severity.HARD and f.rule != "late")


def served(trips: Sequence[TripEvaluation]) -> dict[str, tuple[TripEvaluation, StopTimes]]:
    """Order -> its trip and last stop; charging, breaks and reloading belong to no order."""
    return {stop.stop.order: (trip, stop) for trip in trips for stop in trip.stops if stop.stop.order}


def order_rows(story: Story) -> tuple[OrderRow, ...]:
    """Every order of the day, by window; one that was taken back during the day is none of them."""
    planned = served(story.planned.trips) if story.planned else {}
    driven = served(story.day.trips) if story.day else {}
    bought = set(story.day.kpi.unplanned) if story.day else set()
    world = story.scenario.system
    given = dict(given_of(story, "day" if story.day else "plan"))
    names = {*planned, *driven, *bought, *given}
    names &= {order for order, _g in story.day.kpi.co2e_per_order_g} if story.day else names
    rows = [_order_row(story, world, name, planned.get(name), driven.get(name)) for name in sorted(names)]
    return tuple(sorted(rows, key=lambda r: (r.close_s, r.order)))


def _order_row(
    story: Story, world: World, name: str,
    plan: tuple[TripEvaluation, StopTimes] | None, real: tuple[TripEvaluation, StopTimes] | None,
) -> OrderRow:  # fmt: skip
    order = world.orders[name]
    windows = order.delivery_windows or order.pickup_windows
    shown = real or plan
    place = world.places[shown[1].place if shown else order.delivery]
    return OrderRow(
        order=name, customer=order.customer, place=place.town, vehicle=shown[0].trip.vehicle if shown else "",
        open_s=shown[1].window_open_s if shown else windows[0].open_s if windows else 0,
        close_s=shown[1].window_close_s if shown else windows[-1].close_s if windows else 0,
        planned_s=plan[1].begin_s if plan else None, actual_s=real[1].begin_s if real else None,
        late_s=real[1].late_s if real else 0, planned_late_s=plan[1].late_s if plan else 0,
        causes=_causes(story, *real) if real else (),
        partner=partner_of(story, "day" if story.day else "plan", name) if real is None else "",
        via=_via(world, shown[1]) if shown else "",
    )  # fmt: skip


def _via(world: World, times: StopTimes) -> str:
    transfer = world.sites.transfers.get(times.stop.via)
    return transfer.name if transfer else ""


def _causes(story: Story, trip: TripEvaluation, stop: StopTimes) -> tuple[tuple[str, str, int], ...]:
    """Incidents that this truck met before this stop was begun, in order of time."""
    known = {i.id: i for i in story.incidents}
    met = dict.fromkeys(a.cause for a in trip.activities if a.cause and a.start_s <= stop.begin_s)
    return tuple((known[c].kind, known[c].subject, known[c].delay_s) for c in met if c in known)


def timeline(story: Story, lang: str) -> tuple[TimeRow, ...]:
    """What is worth telling of the day, in order of time: trouble, messages, the player's own acts."""
    return tuple(sorted(_told(story, lang), key=lambda r: (r.at_s, r.seq)))


def _told(story: Story, lang: str) -> Iterator[TimeRow]:
    for event in story.events:
        data = event.data
        at_s = int(data.get("at_s", event.game_s))
        if event.kind == "day":
            row = happened_row(story.scenario, data, lang)
        elif event.kind == "command" and data.get("ok") and event.game_s:
            row = _acted(str(data["do"]), story, lang)
        else:
            continue
        if row is not None:
            yield TimeRow(at_s=at_s, seq=event.seq, key=row[0], icon=row[1], kind=row[2], values=row[3])


Told = tuple[str, str, str, Mapping[str, str | int]]
_SIGNS = {
    "jam": "road", "late_loading": "forklift", "closed": "lock", "slow_service": "hourglass",
    "charger_busy": "charging-pile", "charger_fault": "charging-pile",
}  # fmt: skip


def happened_row(scenario: Scenario, data: Mapping[str, Any], lang: str) -> Told | None:
    """Text key, icon, status and values of something that the day brought; None: not worth telling."""
    what = str(data["what"])
    if what in ("message", "default"):
        subject = scenario.text(lang, f"message.{data['subject']}.subject")
        return what, "mail", "info" if what == "message" else "warn", {"subject": subject}
    return _happened(scenario.system, data)


def _happened(world: World, data: Mapping[str, Any]) -> Told | None:
    what, vehicle = str(data["what"]), world.vehicles.get(str(data.get("vehicle", "")))
    name = vehicle.name if vehicle else ""
    minutes = round(int(data.get("delay_s", 0)) / 60)
    if what == "incident":
        kind = str(data.get("kind", ""))
        return (
            f"incident.{kind}",
            _SIGNS.get(kind, "alert-triangle"),
            "warn",
            {"vehicle": name, "minutes": minutes},
        )
    if what == "served" and data.get("late_s"):
        order = world.orders.get(str(data["subject"]))
        late = -(-int(data["late_s"]) // 60)
        return "late", "clock-exclamation", "bad", {
            "vehicle": name, "minutes": late, "customer": order.customer if order else "",
        }  # fmt: skip
    if what == "home":
        return "home", "home", "plain", {"vehicle": name}
    return None


def _acted(line: str, story: Story, lang: str) -> Told | None:
    verb, *words = line.split(" ")
    text = story.scenario.text
    if verb == "dispatch":
        return "dispatch", "player-play-filled", "info", {}
    if verb == "reply":
        return "reply", "message", "info", {"option": text(lang, f"message.{words[0]}.option.{words[1]}")}
    if verb == "final":
        return "final", "adjustments", "info", {"option": text(lang, f"moment.{words[0]}.option.{words[1]}")}
    if verb == "place" and words[0] in story.scenario.system.orders:
        vehicle = story.scenario.system.vehicles.get(words[1])
        customer = story.scenario.system.orders[words[0]].customer
        return "place", "route", "info", {"customer": customer, "vehicle": vehicle.name if vehicle else ""}
    return ("accept", "robot", "info", {}) if verb == "accept" else None


def figures(story: Story) -> tuple[tuple[str, Kpi | None], ...]:
    """The four columns of the table."""
    return tuple((name, judged.kpi if judged else None) for name, judged in columns(story))


def columns(story: Story) -> tuple[tuple[str, Evaluation | None], ...]:
    """The judgements behind the four columns; the day with the trips as they were driven."""
    day = story.day
    driven = Evaluation(trips=day.trips, kpi=day.kpi, findings=day.findings) if day else None
    return (
        ("naive", story.naive), ("plan", story.planned), ("day", driven), ("reference", story.reference),
    )  # fmt: skip
