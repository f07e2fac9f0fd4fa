"""What asks for attention first in the running day: by consequence, then by the time that is left.

Tier 0: somebody is waiting for an answer (a call, a decision moment). Tier 1: a customer will be late
and it can still be changed, or a mail that wants an answer. Tier 2: nearly late, or not planned.
Tier 3: late and past changing, or a rumour: good to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from game.domain.day import DayState
from game.domain.evaluation import Activity, Doing, StopTimes, TripEvaluation
from game.domain.scenario import Message, Moment
from game.domain.world import World
from game.session import Session

TIGHT_S = 10 * 60
"""With less room than this a stop is named before it becomes late (authored)."""
STATUS = ("bad", "bad", "warn", "plain")
"""Status by tier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageItem:
    """One row of "Wat eerst?". Texts are keys with values; the panel says them."""

    id: str
    """`message.<id>`, `moment.<id>`, `order.<id>`: what the row selects."""
    kind: str
    """call, mail, rumour, moment, late, tight, unplanned."""
    tier: int
    left_s: int | None
    """Game seconds in which acting makes sense; 0 now, None when nothing runs out."""
    title: tuple[str, tuple[tuple[str, object], ...]]
    note: tuple[str, tuple[tuple[str, object], ...]]
    vehicle: str = ""
    order: str = ""
    late_s: int = 0

    @property
    def rank(self) -> tuple[int, int, str]:
        """Order of the list."""
        return self.tier, 1 << 30 if self.left_s is None else self.left_s, self.id


def triage(session: Session, expected: Sequence[TripEvaluation], lang: str) -> tuple[TriageItem, ...]:
    """Everything that asks for attention, most urgent first."""
    state = session.day
    if state is None or session.phase != "day":
        return ()
    found: list[TriageItem] = [_moment(session, m, lang) for m in session.open_moments()]
    found += [_message(session, m, state, lang) for m in session.open_messages()]
    begun = session.begun()
    for trip in expected:
        found += _stops(session.system, trip, begun.get(trip.trip.vehicle, 0), state)
    left = sorted(session.visible - session.plan.covered())
    found += _unplanned(session.system, left, state.clock_s)
    return tuple(sorted(found, key=lambda item: item.rank))


def _moment(session: Session, moment: Moment, lang: str) -> TriageItem:
    text = session.scenario.text(lang, f"moment.{moment.id}.title")
    order, vehicle = _about(session, moment.subject)
    return TriageItem(
        id=f"moment.{moment.id}", kind="moment", tier=0, left_s=0, title=("day.plain", (("text", text),)),
        note=("day.triage.moment", ()), order=order, vehicle=vehicle,
    )  # fmt: skip


def _about(session: Session, subject: str) -> tuple[str, str]:
    """(order, vehicle) that a message or moment speaks of; empty where it is something else."""
    if subject in session.system.orders:
        return subject, session.plan.vehicle_of(subject) or ""
    return "", subject if subject in session.system.vehicles else ""


def deadline_of(message: Message, state: DayState) -> int:
    """Clock time at which the default happens; 0 when there is none."""
    if not message.deadline_s:
        return 0
    received = dict(state.messages).get(message.id, state.clock_s)
    return message.deadline_s if message.trigger == "at" else received + message.deadline_s


def _message(session: Session, message: Message, state: DayState, lang: str) -> TriageItem:
    say = session.scenario.text
    ends = deadline_of(message, state)
    left = 0 if message.kind == "call" else max(0, ends - state.clock_s) if ends else None
    who = say(lang, f"message.{message.id}.from")
    order, vehicle = _about(session, message.subject)
    return TriageItem(
        id=f"message.{message.id}", kind=message.kind, tier={"call": 0, "mail": 1}.get(message.kind, 2),
        left_s=left, title=(f"day.triage.{message.kind}", (("who", who),)),
        note=("day.plain", (("text", say(lang, f"message.{message.id}.subject")),)),
        order=order, vehicle=vehicle,
    )  # fmt: skip


def _stops(world: World, trip: TripEvaluation, begun: int, state: DayState) -> Iterator[TriageItem]:
    """The first stop of a trip that will be late, or else the first that is nearly so; one per truck."""
    truck = state.truck(trip.trip.vehicle)
    served = len(truck.stops) if truck else 0
    ahead = list(enumerate(trip.stops))[served:]
    ahead = [(i, s) for i, s in ahead if not s.stop.own]
    late = [(i, s) for i, s in ahead if s.late_s > 0]
    if late:
        changeable = [(i, s) for i, s in late if i >= begun]
        index, stop = (changeable or late)[0]
        yield _late(world, trip, index, stop, state.clock_s, len(late), index >= begun)
        return
    tight = [(i, s) for i, s in ahead if s.window_close_s - s.begin_s < TIGHT_S]
    if tight:
        index, stop = tight[0]
        room = stop.window_close_s - stop.begin_s
        note = ("day.triage.tight", (("vehicle", trip.trip.vehicle), ("minutes", room // 60)))
        yield _of_stop(
            world, trip, stop, kind="tight", tier=2, left_s=_until(trip.activities, index, state.clock_s),
            note=note,
        )  # fmt: skip


def _late(
    world: World, trip: TripEvaluation, index: int, stop: StopTimes, now_s: int, count: int, open_: bool
) -> TriageItem:
    minutes = -(-stop.late_s // 60)
    note = "day.triage.late_note" if open_ else "day.triage.late_fixed"
    if count > 1:
        note += "_more"
    return _of_stop(
        world, trip, stop, kind="late", tier=1 if open_ else 3,
        left_s=_until(trip.activities, index, now_s) if open_ else None,
        note=(note, (("vehicle", trip.trip.vehicle), ("minutes", minutes), ("more", count - 1))),
        late_s=stop.late_s,
    )  # fmt: skip


def _of_stop(
    world: World, trip: TripEvaluation, stop: StopTimes, *, kind: str, tier: int, left_s: int | None,
    note: tuple[str, tuple[tuple[str, object], ...]], late_s: int = 0,
) -> TriageItem:  # fmt: skip
    order = world.orders[stop.stop.order]
    return TriageItem(
        id=f"order.{order.id}", kind=kind, tier=tier, left_s=left_s, note=note,
        title=("day.plain", (("text", order.customer),)),
        vehicle=trip.trip.vehicle, order=order.id, late_s=late_s,
    )  # fmt: skip


def _until(activities: Iterable[Activity], index: int, now_s: int) -> int:
    """Seconds until the truck leaves for a stop: from then on nothing can be changed."""
    leaves = [a.start_s for a in activities if a.stop == index and a.doing is Doing.DRIVE]
    return max(0, min(leaves) - now_s) if leaves else 0


def _unplanned(world: World, orders: Iterable[str], now_s: int) -> Iterator[TriageItem]:
    for name in orders:
        order = world.orders[name]
        windows = order.delivery_windows or order.pickup_windows
        ends = windows[-1].close_s if windows else 0
        left = ends - now_s if ends else None
        past = left is not None and left <= 0
        key = "day.triage.unplanned_past" if past else "day.triage.unplanned_note"
        yield TriageItem(
            id=f"order.{name}", kind="unplanned", tier=3 if past else 2, left_s=None if past else left,
            title=("day.plain", (("text", order.customer),)),
            note=(key, (("cent", order.penalty_cent),)), order=name,
        )  # fmt: skip
