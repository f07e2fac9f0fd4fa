"""The day as a kernel: from one state to the next, event by event.

`advance` walks every truck to the end of its day with the true times, takes what happens until
`to_s`, stops at the first thing that asks for attention, and cuts every truck there. Happenings
are in a total order (time, priority, running number); however the clock is cut into steps, the
same decisions give the same day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from heapq import heappop, heappush

from game.domain.day import DayState, Progress
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.domain.world import World
from game.rules.schedule import start_of
from game.sim.disruptions import draw
from game.sim.happenings import Happening, names, of_day, of_deadline, of_message
from game.sim.kept import KeptCourses
from game.sim.trucks import cut

LEAD_S = 60
"""The clock starts this long before the first thing of the day, so that nothing has happened yet."""

__all__ = ["Happening", "advance", "open_day"]


def open_day(scenario: Scenario, world_truth: World, plan: Plan, seed: int) -> DayState:
    """The state at the start of the day: everything drawn, nothing done."""
    first = [start_of(world_truth, trip) for trip in plan.trips]
    first += [m.at_s for m in scenario.messages if m.trigger == "at"]
    first_s = min(first, default=0)
    return DayState(
        clock_s=max(0, first_s - first_s % 60 - LEAD_S),
        trucks=tuple(Progress(vehicle=t.vehicle) for t in plan.trips),
        incidents=draw(scenario, world_truth, seed),
    )


def advance(
    scenario: Scenario, world_truth: World, plan: Plan, state: DayState, to_s: int,
    system: World | None = None, kept: KeptCourses | None = None,
) -> tuple[DayState, tuple[Happening, ...]]:  # fmt: skip
    """Move the clock to `to_s`, or to the first happening that asks for attention.

    Everything of that same second still happens. A happening `default` means that a message's
    deadline passed: the caller applies the effects of that option before it goes on. `system` is what the
    software believes: of a wrong load that was corrected already nobody asks. `kept` spares the walks
    of a step between which nothing was changed.
    """
    if to_s < state.clock_s:
        raise ValueError(f"the day cannot go back from {state.clock_s} to {to_s}")
    kept = kept or KeptCourses()
    running = kept.courses(world_truth, plan, state)
    agenda = _Agenda(scenario, state, of_day(running, state, kept.notices(state), system))
    happened, clock_s = agenda.run(to_s)
    trucks = tuple(cut(world_truth, course, clock_s) for course in running)
    after = replace(agenda.state, clock_s=clock_s, trucks=trucks)
    kept.keep(world_truth, plan, after, running)
    return after, happened


class _Agenda:
    """Happenings still to come, soonest first; lives no longer than one `advance`."""

    def __init__(self, scenario: Scenario, state: DayState, ahead: Iterable[Happening]) -> None:
        self.state = state
        self.messages = {m.id: m for m in scenario.messages}
        self.heap: list[tuple[tuple[int, int, str, str], int, Happening]] = []
        self.number = 0
        for happening in ahead:
            self._push(happening)
        for message in scenario.messages:
            if message.trigger == "at" and message.at_s > state.clock_s:
                self._push(of_message(message, message.at_s))
        for name, received_s in state.messages:
            if name in self.messages:
                self._push(of_deadline(self.messages[name], received_s))

    def run(self, to_s: int) -> tuple[tuple[Happening, ...], int]:
        """What happens until `to_s` or until attention is asked, and the clock time reached."""
        happened: list[Happening] = []
        while self.heap and self.heap[0][2].at_s <= to_s:
            happening = heappop(self.heap)[2]
            if self._note(happening):
                happened.append(happening)
                to_s = happening.at_s if happening.asks else to_s
        return tuple(happened), to_s

    def _push(self, happening: Happening | None) -> None:
        if happening is not None:
            self.number += 1
            heappush(self.heap, (happening.order, self.number, happening))

    def _note(self, happening: Happening) -> bool:
        """Write it into the state and add what follows from it; False when it is no news."""
        if happening.what == "incident":
            return self._see(happening)
        if happening.what == "message":
            return self._receive(happening)
        if happening.what == "default":
            return self._let_pass(happening)
        return True

    def _see(self, happening: Happening) -> bool:
        if happening.subject in self.state.seen:
            return False
        self.state = replace(self.state, seen=(*self.state.seen, happening.subject))
        incident = next(i for i in self.state.incidents if i.id == happening.subject)
        for message in self.messages.values():
            if message.trigger == "incident" and names(message, incident):
                self._push(of_message(message, happening.at_s))
        return True

    def _receive(self, happening: Happening) -> bool:
        if any(name == happening.subject for name, _ in self.state.messages):
            return False
        self.state = replace(self.state, messages=(*self.state.messages, (happening.subject, happening.at_s)))
        self._push(of_deadline(self.messages[happening.subject], happening.at_s))
        return True

    def _let_pass(self, happening: Happening) -> bool:
        if any(name == happening.subject for name, _, _ in self.state.replies):
            return False
        answer = (happening.subject, happening.option, happening.at_s)
        self.state = replace(self.state, replies=(*self.state.replies, answer))
        return True
