"""The whole ledger in one pass through a log: the session is rebuilt, and before each decision it is copied.

Decisions are: final choices at moments, answers to messages and deadlines that passed, and re-plans of the
running day that give orders to another truck, a partner or nobody, all between two clock moves together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from game.domain import commands as c
from game.domain.events import Event
from game.domain.ledger import ADVICE, KEEP, OWN, LedgerLine
from game.domain.plan import Plan
from game.domain.scenario import Message, Option, Scenario
from game.domain.units import whole
from game.fork import fork
from game.ledger.morning import Chosen, morning_line
from game.ledger.repair import follow_up, repairs
from game.ledger.verdict import Weighed, line
from game.ledger.ways import Present, Scales, Way, way_of
from game.replay import rebuilt
from game.session import Session
from game.session_calm import send
from game.session_plan import placed
from game.sim.outlook import DAYS

REPLANS = (*c.PLAN_COMMANDS, c.Accept, c.Undo, c.Redo, c.Restore)


def ledger_of(
    events: Sequence[Event], count: int = DAYS, scenario: Scenario | None = None,
    weighed: Callable[[], object] = lambda: None,
) -> tuple[LedgerLine, ...]:  # fmt: skip
    """The lines of a log's decisions, in the order in which they were made; `scenario`: the log's own, where
    it is at hand; `weighed` is called after each. Raises GameError when the log is of other rules."""
    made = []
    for each in Book(count, scenario).lines(events):
        made.append(each)
        weighed()
    return tuple(sorted(made, key=lambda each: each.seq))


class Book:
    """What has been read so far."""

    def __init__(self, count: int, scenario: Scenario | None = None) -> None:
        self.count, self.scenario = count, scenario
        self.morning: list[Chosen] = []
        self.before: Session | None = None
        """A copy from just before the first act of the re-plan that is under way."""
        self.acted = 0
        """Its last act's event."""
        self.replans = 0

    def lines(self, events: Sequence[Event]) -> Iterator[LedgerLine]:
        """Line by line; an act that was refused decides nothing."""
        for session, event in rebuilt(events, self.scenario):
            command = _command(event)
            if command is not None:
                yield from self._act(session, event, command, events)

    def _act(
        self, session: Session, event: Event, command: c.Command, events: Sequence[Event]
    ) -> Iterator[LedgerLine]:
        """What stands before an act of the player that succeeds."""
        if isinstance(command, c.Dispatch):
            for chosen in self.morning:
                yield morning_line(session, chosen, self.count)
        elif isinstance(command, c.Final) and session.phase == "plan":
            moment = next(m for m in session.scenario.moments if m.id == command.moment)
            self.morning.append(Chosen(moment=moment, option=command.option, seq=event.seq))
        elif session.phase == "day":
            yield from self._in_the_day(session, event, command, events)

    def _in_the_day(
        self, session: Session, event: Event, command: c.Command, events: Sequence[Event]
    ) -> Iterator[LedgerLine]:
        if isinstance(command, REPLANS):
            self.before = self.before or fork(session)
            self.acted = event.seq
            return
        if isinstance(command, c.Advance | c.Final | c.Reply):
            yield from self._replanned(session)
        if isinstance(command, c.Final):
            moment = next(m for m in session.scenario.moments if m.id == command.moment)
            yield self._choice(
                session, moment.options, kind="moment", name=moment.id, seq=event.seq,
                chosen=command.option, advice=moment.advice,
            )  # fmt: skip
        elif isinstance(command, c.Reply):
            message = _message(session, command.message)
            yield self._choice(
                session, message.options, kind="message", name=message.id, seq=event.seq,
                chosen=command.option,
            )  # fmt: skip
        elif isinstance(command, c.Advance):
            yield from self._passed(session, event, events)

    def _passed(self, session: Session, event: Event, events: Sequence[Event]) -> Iterator[LedgerLine]:
        """Deadlines that pass while the clock runs."""
        passed = [e for e in _following(events, event.seq) if e.data.get("what") == "default"]
        if not passed:
            return
        at_deadline = fork(session)
        assert at_deadline.running is not None
        send(at_deadline.running)
        at_deadline.running.advance(int(passed[0].data["at_s"]))
        for each in passed:
            message = _message(session, str(each.data["subject"]))
            yield self._choice(
                at_deadline, message.options, kind="message", name=message.id, seq=each.seq,
                chosen=str(each.data["option"]), by_default=True,
            )  # fmt: skip

    def _choice(
        self, session: Session, options: Sequence[Option], *, kind: str, name: str, seq: int, chosen: str,
        advice: str = "", by_default: bool = False,
    ) -> LedgerLine:  # fmt: skip
        """A choice among options, from the state in which `session` stands."""
        assert session.running is not None
        scales = Scales(Present.of(session.running), self.count)
        taken = {o.id: _taken(session, o) for o in options}
        ways = [way_of(o.id, o.effects, fork(taken[o.id])) for o in options]
        weighed = scales.weigh(ways)
        repair_cent = self._repaired(scales, weighed, ways, taken)
        return line(
            weighed, kind=kind, name=name, seq=seq, at_s=session.clock_s, chosen=chosen, advice=advice,
            repair_cent=repair_cent, by_default=by_default,
        )  # fmt: skip

    def _repaired(
        self, scales: Scales, weighed: Weighed, ways: Iterable[Way], taken: dict[str, Session]
    ) -> int:
        """Expected cost of the best option with the best repair after it."""
        costs: list[float] = [weighed.mean(w.id) for w in ways]
        for way in ways:
            costs += [
                _mean(scales.costs(way_of(way.id, way.effects, mended))) for mended in repairs(taken[way.id])
            ]
        return whole(min(costs))

    def _replanned(self, session: Session) -> Iterator[LedgerLine]:
        """The re-plan that ends here: against leaving the plan, and against the computer's best repair."""
        before, self.before = self.before, None
        if before is None or not _handed_on(before.plan, session.plan):
            return
        assert before.running is not None
        scales = Scales(Present.of(before.running), self.count)
        keep, own = way_of(KEEP, (), fork(before)), way_of(OWN, (), fork(session))
        advice = min(
            (way_of(ADVICE, (), each) for each in repairs(before)),
            key=lambda w: _mean(scales.costs(w)), default=None,
        )  # fmt: skip
        weighed = scales.weigh([keep, own])
        beside = scales.weigh([keep, own, advice]) if advice else weighed
        told = advice is not None and beside.apart(OWN, ADVICE)
        self.replans += 1
        yield line(
            beside if told else weighed, kind="replan", name=f"replan/{self.replans}", seq=self.acted,
            at_s=session.clock_s, chosen=OWN, advice=ADVICE if told or advice is None else "",
            repair_cent=beside.mean(beside.best(tuple(beside.days))),
        )  # fmt: skip


def _handed_on(before: Plan, after: Plan) -> bool:
    """Whether another truck, another partner or nobody drives some order now."""
    return bool(placed(before, after) or placed(after, before))


def _taken(session: Session, option: Option) -> Session:
    """A copy in which the option was chosen, and what it brought in was planned."""
    made = fork(session)
    before = made.unplanned()
    made._take_option(option)
    follow_up(made, set(made.unplanned()) - set(before))
    return made


def _message(session: Session, name: str) -> Message:
    return next(m for m in session.scenario.messages if m.id == name)


def _command(event: Event) -> c.Command | None:
    """The command of an event that succeeded."""
    if event.kind != "command" or not event.data.get("ok"):
        return None
    return c.from_text(str(event.data["do"]))


def _following(events: Sequence[Event], seq: int) -> Iterator[Event]:
    """What a command brought about."""
    for event in events[seq + 1 :]:
        if event.actor == "player" or event.kind == "proposal":
            return
        yield event


def _mean(costs: Sequence[int]) -> float:
    return sum(costs) / len(costs)
