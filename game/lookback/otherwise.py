"""What if: a copy of a played day from some moment on, played otherwise on the same chance.

It counts for nothing: no journal, no evidence.
The copy keeps the seed, so that every jam and every closed door comes as it came (common random numbers).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.evaluation import Kpi
from game.domain.events import Event
from game.domain.ledger import LedgerLine
from game.fork import fork
from game.lookback.tape import Tape
from game.lookback.truth import DAY_END_S, LONGEST
from game.session import Session

JUST_BEFORE_S = 60
"""So long before a deadline that passed one looks again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A day as it went, and as it went otherwise."""

    then: Kpi
    now: Kpi

    @property
    def cost_cent(self) -> int:
        """How much dearer the other day was."""
        return self.now.cost_cent - self.then.cost_cent

    @property
    def co2e_g(self) -> int:
        """How much more it gave off."""
        return self.now.co2e_g - self.then.co2e_g

    @property
    def on_time(self) -> int:
        """How many more orders were on time."""
        return self.now.on_time - self.then.on_time


def compared(then: Session, now: Session) -> Compared | None:
    """Both driven days; None while one of them has not ended."""
    if not (_ended(then) and _ended(now)) or then.running is None or now.running is None:
        return None
    return Compared(then=then.running.result()[0], now=now.running.result()[0])


def _ended(session: Session) -> bool:
    return session.phase in ("debrief", "closed")


def before_line(tape: Tape, line: LedgerLine) -> Session:
    """The session just before a decision of the ledger; only to be read."""
    if line.by_default:
        received = max((int(e.data["at_s"]) for e in tape.events if _came_in(e, line.id)), default=0)
        return tape.second(max(received, line.at_s - JUST_BEFORE_S))
    if line.kind == "replan":
        return tape.before(first_of_replan(tape.events, line.seq))
    return tape.before(line.seq)


def _came_in(event: Event, message: str) -> bool:
    return event.kind == "day" and event.data.get("what") == "message" and event.data["subject"] == message


def first_of_replan(events: Sequence[Event], seq: int) -> int:
    """The first act of the re-plan of which this is the last one: the clock stood still between them."""
    first = seq
    for event in reversed(events[: seq + 1]):
        if event.kind == "command" and event.data.get("ok"):
            if str(event.data["do"]).split(" ")[0] in ("advance", "final", "reply", "dispatch"):
                break
            first = event.seq
    return first


def chosen_otherwise(tape: Tape, line: LedgerLine, option: str) -> Session:
    """A copy in which another option was taken; of a re-plan it stands where the re-plan began."""
    made = fork(before_line(tape, line))
    if line.kind == "message":
        made.do(c.Reply(message=line.id, option=option))
    elif line.kind == "moment":
        made.do(c.Final(moment=line.id, option=option))
    return made


def as_then(session: Session, later: Sequence[Event]) -> Iterator[None]:
    """What was done later, done again on the copy as far as it still can be, and then the day to its end.

    Step by step, so that a screen can spread the work. An act that is impossible now is left out.
    """
    renamed: dict[str, str] = {}
    for event, following in zip_longest(later, later[1:]):
        if _runs(event):
            if following is None or not _runs(following):  # in one stretch the day is the same
                _run_to(session, event.game_s)
        elif event.kind == "proposal":
            _propose_again(session, event, renamed)
        elif event.data.get("ok"):
            _do_again(session, str(event.data["do"]), renamed)
        if _ended(session):
            return
        yield
    yield from run_out(session)


def run_out(session: Session) -> Iterator[None]:
    """To the end of the day without another act; a plan that was never issued goes out first."""
    if session.phase == "plan":
        if not session.helped:
            session.do(c.HandIn())  # of a measurement: else refused, and nothing changes
        session.do(c.Dispatch())
    for _ in range(LONGEST):
        if session.phase != "day" or not session.do(c.Advance(to_s=DAY_END_S)).ok:
            return
        yield


def _runs(event: Event) -> bool:
    """The clock goes on."""
    return event.kind == "command" and str(event.data["do"]).startswith("advance ")


def _run_to(session: Session, clock_s: int) -> None:
    """To the clock that this advance reached then, also where something new asks for attention before it."""
    for _ in range(LONGEST):
        done = session.phase != "day" or session.clock_s >= clock_s
        if done or not session.do(c.Advance(to_s=clock_s)).ok:
            return


def _propose_again(session: Session, event: Event, renamed: dict[str, str]) -> None:
    try:
        made = session.log_proposal(str(event.data["kind"]), list(event.data["commands"]), {})
    except GameError:
        return  # what was proposed then does not fit this plan
    renamed[str(event.data["id"])] = made.id


def _do_again(session: Session, text: str, renamed: dict[str, str]) -> None:
    command = c.from_text(text)
    if isinstance(command, c.Accept | c.Reject):
        if command.proposal not in renamed:
            return
        command = replace(command, proposal=renamed[command.proposal])
    if not isinstance(command, c.Answer | c.Finish):
        session.do(command)
