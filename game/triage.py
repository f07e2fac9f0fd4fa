"""What asks for attention first in the running day: by consequence in euro, then by the time that is left.

Tier 0: somebody is waiting for an answer (a call, a decision moment). Tier 1: something can still be done:
a customer who will be or may well be late, a mail, an order that nobody drives. What runs out within half
an hour comes first, the dearest on top, and then the rest, the dearest on top.
Tier 2: late and past changing. Tier 3: a rumour: good to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from game.domain.day import DayState
from game.domain.evaluation import Activity, Doing, StopTimes, TripEvaluation
from game.domain.outlook import StopOutlook
from game.domain.scenario import Message, Moment
from game.domain.world import World
from game.rules.goodwill import heard, late_stop
from game.session import Session
from game.session_outlook import Outlook

TIGHT_S = 10 * 60
"""With less room than this a stop is named before it becomes late (authored)."""
SOON_S = 30 * 60
WORTH_CENT = 100
"""The clock goes slower for what costs this much or more (authored)."""
RISK_PERCENT = 20
"""A chance to be late from here on is named (authored)."""
STATUS = {
    "call": "bad", "moment": "bad", "late": "bad", "risk": "warn", "tight": "warn", "unplanned": "warn",
    "mail": "warn", "rumour": "plain",
}  # fmt: skip
"""Status by kind."""
Words = tuple[str, tuple[tuple[str, object], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageItem:
    """One row of "Wat eerst?". Texts are keys with values; the panel says them."""

    id: str
    """`message.<id>`, `moment.<id>`, `order.<id>`: what the row selects."""
    kind: str
    """call, mail, rumour, moment, late, risk, tight, unplanned."""
    tier: int
    left_s: int | None
    """Game seconds in which acting makes sense; 0 now, None when nothing runs out."""
    title: Words
    note: Words
    vehicle: str = ""
    order: str = ""
    late_s: int = 0
    cent: int = 0
    """What doing nothing is expected to cost; 0: nothing in euro, or not known."""
    told_s: int | None = None
    """When the customer heard of it."""

    @property
    def rank(self) -> tuple[int, bool, int, int, str]:
        """Order of the list."""
        left = 1 << 30 if self.left_s is None else self.left_s
        return self.tier, left > SOON_S, -self.cent, left, self.id

    @property
    def status(self) -> str:
        """How bad it is; what asks nothing is plain."""
        return "plain" if self.tier == 3 else STATUS[self.kind]

    @property
    def callable(self) -> bool:
        """Calling the customer makes sense from here."""
        return self.kind in ("late", "risk", "tight") and bool(self.order) and self.told_s is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What is worked out beside the day; all of it may be missing."""

    outlook: Outlook | None = None
    stakes: Mapping[str, int] | None = None
    """Message -> how much its answers differ, in cent."""
    later: Mapping[str, int] | None = None
    """Call -> clock time at which the player rings back."""
    read: frozenset[str] = frozenset()
    """Messages that were opened: what asks nothing leaves the list with that."""

    def stake(self, message: str) -> int:
        return (self.stakes or {}).get(message, 0)

    def back_s(self, message: str) -> int:
        return (self.later or {}).get(message, 0)


NOTHING = Extra()


def triage(
    session: Session, expected: Sequence[TripEvaluation], lang: str, extra: Extra = NOTHING
) -> tuple[TriageItem, ...]:
    """Everything that asks for attention, most urgent first."""
    state = session.day
    if state is None or session.phase != "day":
        return ()
    found: list[TriageItem] = [_moment(session, m, lang) for m in session.open_moments()]
    waiting = [*session.open_messages(), *_told_only(session, state, extra.read)]
    found += [_message(session, m, state, lang, extra) for m in waiting]
    begun = session.begun()
    for trip in expected:
        found += _stops(session.system, trip, begun.get(trip.trip.vehicle, 0), state, extra.outlook)
    left = session.unplanned()
    found += _unplanned(session.system, left, state.clock_s)
    told = heard(state.told)
    return tuple(sorted((replace(i, told_s=told.get(i.order)) for i in found), key=lambda item: item.rank))


def _told_only(session: Session, state: DayState, read: frozenset[str]) -> list[Message]:
    """Received messages that ask nothing and were not opened yet."""
    received = {name for name, _s in state.messages} - read
    return [m for m in session.scenario.messages if m.id in received and not m.options]


def pressing(items: Iterable[TriageItem], within_s: int = TIGHT_S) -> tuple[str, ...]:
    """Ids of rows for which time runs out within so much game time, and that nobody took care of yet."""
    return tuple(
        i.id
        for i in items
        if i.tier <= 1 and (i.kind in ("mail", "call") or (i.cent >= WORTH_CENT and i.told_s is None))
        and i.left_s is not None and 0 < i.left_s <= within_s
    )  # fmt: skip


def _moment(session: Session, moment: Moment, lang: str) -> TriageItem:
    text = session.scenario.text(lang, f"moment.{moment.id}.title")
    order, vehicle = about_of(session, moment.subject)
    note = "day.triage.moment" if session.helped else "day.triage.moment_by_hand"
    return TriageItem(
        id=f"moment.{moment.id}", kind="moment", tier=0, left_s=0, title=("day.plain", (("text", text),)),
        note=(note, ()), order=order, vehicle=vehicle,
    )  # fmt: skip


def about_of(session: Session, subject: str) -> tuple[str, str]:
    """(order, vehicle) that a message, source or moment speaks of; empty where it is something else."""
    if subject in session.system.orders:
        return subject, session.plan.vehicle_of(subject) or ""
    return "", subject if subject in session.system.vehicles else ""


def deadline_of(message: Message, state: DayState) -> int:
    """Clock time at which the default happens; 0 when there is none."""
    if not message.deadline_s:
        return 0
    received = dict(state.messages).get(message.id, state.clock_s)
    return message.deadline_s if message.trigger == "at" else received + message.deadline_s


def _message(session: Session, message: Message, state: DayState, lang: str, extra: Extra) -> TriageItem:
    who = session.scenario.text(lang, f"message.{message.id}.from").partition(",")[0]
    say, ends, back_s = session.scenario.text, deadline_of(message, state), extra.back_s(message.id)
    left = max(0, ends - state.clock_s) if ends else None
    note: Words = ("day.plain", (("text", say(lang, f"message.{message.id}.subject")),))
    asks = bool(message.options)
    rings = asks and message.kind == "call" and back_s <= state.clock_s
    if rings:
        left = 0
    elif asks and message.kind == "call":
        left, note = back_s - state.clock_s, ("day.triage.back", (("clock_s", back_s),))
    order, vehicle = about_of(session, message.subject)
    return TriageItem(
        id=f"message.{message.id}", kind=message.kind, left_s=left, note=note,
        tier=0 if rings else 1 if asks else 3,
        title=(f"day.triage.{message.kind}", (("who", who),)),
        order=order, vehicle=vehicle, cent=extra.stake(message.id),
    )  # fmt: skip


def _stops(
    world: World, trip: TripEvaluation, begun: int, state: DayState, outlook: Outlook | None
) -> Iterator[TriageItem]:
    """The first stop of a trip that will be late, and else the one that most likely becomes so."""
    truck = state.truck(trip.trip.vehicle)
    served = len(truck.stops) if truck else 0
    ahead = [(i, s) for i, s in list(enumerate(trip.stops))[served:] if not s.stop.own]
    late = [(i, s) for i, s in ahead if s.late_s > 0]
    if late:
        changeable = [(i, s) for i, s in late if i >= begun]
        index, stop = (changeable or late)[0]
        cent = sum(_late_cent(world, state, trip, i, s, outlook) for i, s in late)
        yield _late(world, trip, index, stop, state.clock_s, len(late), index >= begun, cent)
        return
    risky = [(i, s, known) for i, s in ahead if (known := _risk(outlook, trip.trip.vehicle, i))]
    if risky:
        yield _risky(world, trip, max(risky, key=lambda r: (r[2].late_percent, -r[0])), state.clock_s)
        return
    tight = [(i, s) for i, s in ahead if s.window_close_s - s.begin_s < TIGHT_S]
    if tight:
        index, stop = tight[0]
        room = stop.window_close_s - stop.begin_s
        note = ("day.triage.tight", (("vehicle", trip.trip.vehicle), ("minutes", room // 60)))
        yield _of_stop(
            world, trip, stop, kind="tight", tier=1, left_s=_until(trip.activities, index, state.clock_s),
            note=note,
        )  # fmt: skip


def _risk(outlook: Outlook | None, vehicle: str, index: int) -> StopOutlook | None:
    found = outlook.stop(vehicle, index) if outlook else None
    return found if found and found.order and found.late_percent >= RISK_PERCENT else None


def _late_cent(
    world: World, state: DayState, trip: TripEvaluation, index: int, stop: StopTimes, outlook: Outlook | None
) -> int:
    """Goodwill that a late stop is expected to cost: over possible days, or as it is expected now."""
    found = outlook.stop(trip.trip.vehicle, index) if outlook else None
    if found is not None and found.order == stop.stop.order:
        return found.goodwill_cent
    return late_stop(world, stop, heard(state.told).get(stop.stop.order))


def _risky(
    world: World, trip: TripEvaluation, risk: tuple[int, StopTimes, StopOutlook], now_s: int
) -> TriageItem:
    index, stop, known = risk
    tell_s = known.close_s - world.goodwill.told_ahead_s
    values = (
        ("vehicle", trip.trip.vehicle), ("percent", known.late_percent),
        ("minutes", max(1, -(-known.late_s80 // 60))),
    )  # fmt: skip
    key = "day.triage.risk" if known.late_s80 > 0 else "day.triage.risk_small"
    left = max(0, tell_s - now_s) or _until(trip.activities, index, now_s)
    return _of_stop(
        world, trip, stop, kind="risk", tier=1, left_s=left, note=(key, values), cent=known.goodwill_cent
    )


def _late(
    world: World, trip: TripEvaluation, index: int, stop: StopTimes, now_s: int, count: int, open_: bool,
    cent: int,
) -> TriageItem:  # fmt: skip
    minutes = -(-stop.late_s // 60)
    note = "day.triage.late_note" if open_ else "day.triage.late_fixed"
    if count > 1:
        note += "_more"
    return _of_stop(
        world, trip, stop, kind="late", tier=1 if open_ else 2,
        left_s=_until(trip.activities, index, now_s) if open_ else None,
        note=(note, (("vehicle", trip.trip.vehicle), ("minutes", minutes), ("more", count - 1))),
        late_s=stop.late_s, cent=cent,
    )  # fmt: skip


def _of_stop(
    world: World, trip: TripEvaluation, stop: StopTimes, *, kind: str, tier: int, left_s: int | None,
    note: Words, late_s: int = 0, cent: int = 0,
) -> TriageItem:  # fmt: skip
    order = world.orders[stop.stop.order]
    return TriageItem(
        id=f"order.{order.id}", kind=kind, tier=tier, left_s=left_s, note=note,
        title=("day.plain", (("text", order.customer),)),
        vehicle=trip.trip.vehicle, order=order.id, late_s=late_s, cent=cent,
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
            id=f"order.{name}", kind="unplanned", tier=2 if past else 1, left_s=None if past else left,
            title=("day.plain", (("text", order.customer),)),
            note=(key, (("cent", order.penalty_cent),)), order=name, cent=order.penalty_cent,
        )  # fmt: skip
