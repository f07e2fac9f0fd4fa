"""The coach of one session: which step it is, what it says, and when it goes on. No painting here.

It follows the state: whatever the player did, by mouse or keys, in this order or another, the step that
is shown is the first one of the phase whose condition does not hold.
"""

from __future__ import annotations

from dataclasses import replace
from weakref import WeakKeyDictionary

from game.content.coach import PHASES, Lesson, Step, lesson_of
from game.record.lessons import KeepsLessons, LessonBook, Progress
from game.session import Session
from game.ui.coach_facts import Seen, holds


class Coach:
    """One player's run through one lesson."""

    def __init__(self, session: Session, lesson: Lesson, book: LessonBook) -> None:
        self.session, self.lesson, self.book = session, lesson, book
        self.index = 0
        self.state = self._begin(book.of(lesson.id))
        """`offered`, `running`, `paused`, `off` (only by its button), `ended`."""
        self.hint = ""
        self._looked: set[str] = set()
        self._used: set[str] = set()
        self._read = 0
        self._acts = 0
        self._order = ""
        self._then = (0, "")
        """(acts, chosen order) when the step began: a hint waits until the player did something."""
        self._seen: tuple[object, ...] = ()
        """What was looked at last: the same again needs no thought."""
        self._held = False
        """The player went back to read: the step stays until something is done."""
        kept = book.of(lesson.id)
        if kept.run == self.run:
            self._looked |= set(kept.looked)
            self.index = next((i for i, s in enumerate(lesson.steps) if s.id == kept.step), 0)

    @property
    def run(self) -> str:
        """Which game this is: the name of its log, or the first link where it has no file."""
        path = getattr(self.session.journal, "path", None)
        return str(path.name) if path is not None else self.session.events[0].link

    def _begin(self, kept: Progress) -> str:
        fresh = self.session.phase == "plan" and not self.session.plan.trips
        if kept.run == self.run and kept.state in ("running", "paused"):
            return kept.state
        return "offered" if kept.state == "" and fresh else "off"

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.lesson.steps[self.index]

    @property
    def shown(self) -> bool:
        """Whether there is a card; a lesson is no longer offered once the day runs."""
        if self.state == "offered":
            return self.session.phase == "plan"
        return self.state == "running" and self._speaks()

    def _speaks(self) -> bool:
        phase = "debrief" if self.session.phase == "closed" else self.session.phase
        return self.step.phase == phase

    @property
    def count(self) -> tuple[int, int]:
        """(number of this step, how many) without those that only show when needed."""
        counted = [s for s in self.lesson.steps if not s.silent]
        upto = sum(not s.silent for s in self.lesson.steps[: self.index + 1])
        return max(1, upto), len(counted)

    # -- looking ---------------------------------------------------------------------------------
    def see(self, seen: Seen, looked: frozenset[str]) -> None:
        """Take in what is on screen now, and go on when the step is done."""
        key = (len(self.session.events), self.state, self.index, seen, looked)
        if key == self._seen:
            return
        fresh = looked - self._looked
        self._looked |= looked
        if self._listen() or fresh:
            self._held = False
        if self.state != "running":
            return
        now = self.complete(seen)
        self._order, before = seen.order, self.index
        self._to_phase()
        while not self._held and self.index < len(self.lesson.steps) - 1 and holds(self.step.done, now):
            self.index += 1
        if self.index != before:
            self._moved()
        elif fresh:
            self._keep()
        self.hint = self._hint_of(now, acted=(self._acts, self._order) != self._then)
        self._seen = (len(self.session.events), self.state, self.index, seen, looked)

    def complete(self, seen: Seen) -> Seen:
        """What is seen now with what was seen and done before."""
        return replace(seen, looked=frozenset(self._looked), used=frozenset(self._used))

    def _listen(self) -> bool:
        """Read what was logged since; True when the player did something."""
        acts = self._acts
        for event in self.session.events[self._read :]:
            if event.kind == "command" and event.actor == "player":
                self._acts += 1
                if event.data.get("ok"):
                    self._used.add(str(event.data.get("do", "")).partition(" ")[0])
        self._read = len(self.session.events)
        return self._acts > acts

    def _to_phase(self) -> None:
        """Steps of a phase that has gone are over; the day waits for nobody."""
        phase = "debrief" if self.session.phase == "closed" else self.session.phase
        at = PHASES.index(phase) if phase in PHASES else -1
        while PHASES.index(self.step.phase) < at and self.index < len(self.lesson.steps) - 1:
            self.index += 1

    def _hint_of(self, seen: Seen, *, acted: bool) -> str:
        found = (h.id for h in self.step.hints if (acted or h.at_once) and holds(h.when, seen))
        return next(found, "")

    def _moved(self) -> None:
        self._then, self.hint = (self._acts, self._order), ""
        self._keep()

    def _keep(self) -> None:
        self.book.keep(self.lesson.id, run=self.run, step=self.step.id, state=self.state,
                       looked=tuple(sorted(self._looked)))  # fmt: skip

    # -- what the player tells it -----------------------------------------------------------------
    def start(self) -> None:
        """Go along, from the first step that is not done."""
        if self.state in ("off", "ended", "offered"):
            self.index = 0
        self.state, self._held = "running", False
        self._moved()

    def pause(self) -> None:
        """Come back later: the same step waits."""
        self.state = "paused"
        self._keep()

    def stop(self) -> None:
        """The player knows the trade; the button still brings it back."""
        self.state = "off"
        self.book.keep(self.lesson.id, state="skipped", run=self.run, step="", looked=())

    def go_on(self) -> None:
        """Skip the step, or end after the last one."""
        if self.index >= len(self.lesson.steps) - 1:
            self.state = "ended"
            self.book.keep(self.lesson.id, state="done", run=self.run, step="")
            return
        self.index += 1
        self._held = False
        self._moved()

    @property
    def can_go_back(self) -> bool:
        """An earlier step of this phase can be read again."""
        return self.index > 0 and self.lesson.steps[self.index - 1].phase == self.step.phase

    def go_back(self) -> None:
        """Read the step before; it stays until the player does something."""
        if self.can_go_back:
            self.index -= 1
            while self.step.silent and self.can_go_back:
                self.index -= 1
            self._held = True
            self._moved()


_COACHES: WeakKeyDictionary[Session, Coach | None] = WeakKeyDictionary()


def coach_of(session: Session, host: object) -> Coach | None:
    """The one coach of a session; None where there is no lesson, and never in an assessment."""
    if session not in _COACHES:
        lesson = lesson_of(session.scenario.id) if session.mode in ("train", "playtest") else None
        keeps = isinstance(host, KeepsLessons)
        book = host.lessons() if isinstance(host, KeepsLessons) else LessonBook(None, session.player)
        coach = Coach(session, lesson, book) if lesson is not None else None
        if coach is not None and coach.state == "offered" and not (keeps and session.mode == "train"):
            coach.state = "off"  # nobody remembers that it was offered: it waits for its button
        _COACHES[session] = coach
    return _COACHES[session]
