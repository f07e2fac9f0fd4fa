"""What the debrief says, as plain values read from a story; nothing here paints or guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from game.assess.story import Story
from game.domain.evaluation import Doing, Evaluation, Kpi, Severity, StopTimes, TripEvaluation
from game.domain.scenario import Moment, Option
from game.domain.world import World

Point = tuple[float, float]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentRow:
    """One decision moment: what was chosen, advised and best given what was knowable."""

    moment: Moment
    own: str
    confidence: int
    final: str
    skipped: bool
    at_s: int
    seqs: tuple[int, ...]

    def extra_cent(self, option: str) -> int:
        """Expected cost of an option above that of the best."""
        costs = {o.id: o.expected_cent for o in self.moment.options}
        return costs.get(option, 0) - costs[self.moment.best]

    @property
    def good(self) -> bool:
        """The final choice was the best or as good as that, given what was knowable."""
        most = max(1, *(abs(o.expected_cent) for o in self.moment.options))
        return self.extra_cent(self.final) < CLOSE * most


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
    """Order -> its trip and last stop."""
    return {stop.stop.order: (trip, stop) for trip in trips for stop in trip.stops}


def order_rows(story: Story) -> tuple[OrderRow, ...]:
    """Every visible order, by window."""
    planned = served(story.planned.trips) if story.planned else {}
    driven = served(story.day.trips) if story.day else {}
    bought = set(story.day.kpi.unplanned) if story.day else set()
    world = story.scenario.system
    names = sorted({*planned, *driven, *bought})
    rows = [_order_row(story, world, name, planned.get(name), driven.get(name)) for name in names]
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
    )  # fmt: skip


def _causes(story: Story, trip: TripEvaluation, stop: StopTimes) -> tuple[tuple[str, str, int], ...]:
    """Incidents that this truck met before this stop was begun, in order of time."""
    known = {i.id: i for i in story.incidents}
    met = dict.fromkeys(a.cause for a in trip.activities if a.cause and a.start_s <= stop.begin_s)
    return tuple((known[c].kind, known[c].subject, known[c].delay_s) for c in met if c in known)


def timeline(story: Story, lang: str) -> tuple[TimeRow, ...]:
    """What is worth telling of the day, in order of time: trouble, messages, the player's own acts."""
    return tuple(sorted(_told(story, lang), key=lambda r: (r.at_s, r.seq)))


def _told(story: Story, lang: str) -> Iterator[TimeRow]:
    world, text = story.scenario.system, story.scenario.text
    for event in story.events:
        data = event.data
        at_s = int(data.get("at_s", event.game_s))
        if event.kind == "day":
            row = _happened(world, data)
            if data["what"] in ("message", "default"):
                subject = text(lang, f"message.{data['subject']}.subject")
                row = (str(data["what"]), "mail", "info" if data["what"] == "message" else "warn",
                       {"subject": subject})  # fmt: skip
        elif event.kind == "command" and data.get("ok") and event.game_s:
            row = _acted(str(data["do"]), story, lang)
        else:
            continue
        if row is not None:
            yield TimeRow(at_s=at_s, seq=event.seq, key=row[0], icon=row[1], kind=row[2], values=row[3])


Told = tuple[str, str, str, Mapping[str, str | int]]
_SIGNS = {"jam": "road", "late_loading": "forklift", "closed": "lock", "slow_service": "hourglass"}


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


def moment_rows(story: Story) -> tuple[MomentRow, ...]:
    """All decision moments of the scenario, also those that were left open."""
    return tuple(_moment_row(story, moment) for moment in story.scenario.moments)


def _moment_row(story: Story, moment: Moment) -> MomentRow:
    own = final = ""
    confidence, at_s, skipped = 0, moment.at_s, False
    seqs: list[int] = []
    for event in story.events:
        verb, *words = str(event.data.get("do", "")).split(" ") if event.kind == "command" else [""]
        if not words or words[0] != moment.id or not event.data.get("ok"):
            continue
        if verb in ("commit", "final", "skip", "look"):
            seqs.append(event.seq)
            at_s = event.game_s
        if verb == "commit":
            own, confidence = words[1], int(words[2])
        elif verb == "final":
            final = words[1]
        skipped = skipped or verb == "skip"
    return MomentRow(
        moment=moment,
        own=own,
        confidence=confidence,
        final=final,
        skipped=skipped,
        at_s=at_s,
        seqs=tuple(seqs),
    )


def option_of(moment: Moment, name: str) -> Option | None:
    """An option by id."""
    return next((o for o in moment.options if o.id == name), None)


def route_of(world: World, trip: TripEvaluation) -> tuple[Point, ...]:
    """The line that a truck follows, RD metres; straight where a world has no road graph."""
    here = world.places[world.vehicles[trip.trip.vehicle].depot]
    points: list[Point] = [(here.x_m, here.y_m)]
    for activity in trip.activities:
        if activity.doing is not Doing.DRIVE or activity.leg is None or activity.leg_to < 1.0:
            continue
        place = world.places.get(activity.place)
        if activity.leg.path:
            points.extend(activity.leg.path)
        elif place is not None:
            points.append((place.x_m, place.y_m))
    return tuple(p for i, p in enumerate(points) if i == 0 or p != points[i - 1])


Segment = tuple[Point, Point]


def compared_routes(
    world: World, own: Sequence[TripEvaluation], other: Sequence[TripEvaluation]
) -> dict[str, list[tuple[Point, ...]]]:
    """Lines by class: `own` only, `other` only, `both`; every road is drawn once."""
    mine, theirs = _segments(world, own), _segments(world, other)
    classes: dict[str, list[tuple[Point, ...]]] = {"both": [], "other": [], "own": []}
    _sort_out(mine, set(theirs), classes, "own", "both")
    _sort_out([s for s in theirs if s not in set(mine)], set(), classes, "other", "other")
    return classes


def _segments(world: World, trips: Sequence[TripEvaluation]) -> list[Segment]:
    found: dict[Segment, None] = {}
    for trip in trips:
        line = route_of(world, trip)
        for a, b in pairwise(line):
            found[(a, b) if a <= b else (b, a)] = None
    return list(found)


def _sort_out(
    segments: Sequence[Segment], shared: set[Segment], classes: dict[str, list[tuple[Point, ...]]],
    name: str, common: str,
) -> None:  # fmt: skip
    """Join segments of one class that follow each other into lines."""
    for a, b in segments:
        lines = classes[common if (a, b) in shared else name]
        last = lines[-1] if lines else ()
        if last and last[-1] in (a, b):
            lines[-1] = (*last, b if last[-1] == a else a)
        else:
            lines.append((a, b))


def figures(story: Story) -> tuple[tuple[str, Kpi | None], ...]:
    """The four columns of the table."""
    plans: tuple[tuple[str, Evaluation | None], ...] = (("naive", story.naive), ("plan", story.planned))
    day = story.day.kpi if story.day else None
    reference = story.reference.kpi if story.reference else None
    return (*((name, e.kpi if e else None) for name, e in plans), ("day", day), ("reference", reference))
