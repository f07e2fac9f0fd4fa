"""The tactical game as a session: evenings with choices, days that are driven, and a log that is all of it.

As `game.session`: `do(command)` changes the state or refuses, both are logged and on disk before it
returns. What the computer makes (a day's plan, what the choices were worth) is logged as an input and never
made again on replay. What K8 rests on stands in the log: each choice with its forecast and the cause that
the planner named, what he studied before, each day's figures, and at the end what every choice brought, what
the best ones would have, and what week 1 and week 2 cost with and without (event `value`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from game.content.plan_file import plan_dict, read_plan
from game.domain import week_commands as c
from game.domain.commands import Answer
from game.domain.errors import GameError, Illegal
from game.domain.events import Event
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.domain.week import CAUSES, DayResult, Taken, Week, WeekState
from game.record.journal import Journal, MemoryJournal
from game.record.lines import canonical, digest
from game.session_log import Ledger
from game.week.asked import Asked
from game.week.figures import Past
from game.week.run import Runner
from game.week.sums import day_data
from game.week.value import Value
from game.week.world import DayWorld

MOST_FORECAST_CENT = 100_000_00
Follow = tuple[str, str, dict[str, Any]]
"""An event that follows a command's own line: actor, kind, data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekOutcome:
    """What became of a command: `error` is None when it was carried out."""

    error: GameError | None
    events: tuple[Event, ...]

    @property
    def ok(self) -> bool:
        """True when the command was carried out."""
        return self.error is None


class WeekSession(Asked):
    """One player's run of the weeks; see the module text."""

    planning = "evening"

    def __init__(
        self,
        scenario: Scenario,
        *,
        seed: int,
        mode: str = "train",
        player: str = "",
        journal: Journal | None = None,
        now_ms: Callable[[], int] = lambda: 0,
        header: Mapping[str, Any] | None = None,
        content: Mapping[str, Any] | None = None,
    ) -> None:
        if scenario.week is None:
            raise Illegal("week.none", scenario=scenario.id)
        self.scenario, self.seed, self.mode, self.player = scenario, seed, mode, player
        self.week: Week = scenario.week
        self.log = Ledger(journal or MemoryJournal(), now_ms)
        self.runner = Runner(scenario=scenario, week=self.week)
        self.past = Past(self.runner)
        self.phase = "briefing"
        self.state: WeekState = self.runner.opening()
        self.taken: tuple[Taken, ...] = ()
        self.results: list[DayResult] = []
        self.driven: list[tuple[DayWorld, Plan]] = []
        """Each driven day with its plan, to look at."""
        self.studied: set[str] = set()
        self.answers: dict[str, str] = {}
        """To the questions after the weeks, in the player's own words."""
        self.plan: Plan | None = None
        """Tomorrow's, once it was made."""
        self.value: Value | None = None
        self.revision = 0
        self.log.closes = "closing" in (header or {})
        self._log("game", "header", {"scenario": scenario.id, "seed": seed, "mode": mode, "player": player,
                                     "content_hash": scenario.content_hash, "week": "ritregie-week/1",
                                     **(header or {})})  # fmt: skip
        self._log("game", "content", dict(content or {}))
        self.log.flush()

    # What changes it -----------------------------------------------------------------------

    def do(self, command: c.WeekCommand) -> WeekOutcome:
        """Carry out a command or refuse it; logged and safe on disk before this returns."""
        first = len(self.events)
        self._tick()
        error: GameError | None = None
        after: list[Follow] = []
        try:
            after = self._carry_out(command)
        except GameError as refusal:
            error = refusal
        data: dict[str, Any] = {"do": c.to_text(command), "ok": error is None}
        if error is not None:
            data["why"] = error.key
        self._log("player", "command", data)
        for actor, kind, extra in after:
            self._log(actor, kind, extra)
        self.log.flush()
        self.revision += 1
        return WeekOutcome(error=error, events=tuple(self.events[first:]))

    def propose(self) -> Plan:
        """Let the quick planner make tomorrow, and log it; the plan is never made again on replay."""
        return self.log_plan(plan_dict(self.scenario.id, self.runner.plan(self.tomorrow())))

    def log_plan(self, plan: Mapping[str, Any]) -> Plan:
        """Log a plan for tomorrow given as plain values (the planner's, or of a log that is replayed)."""
        self._need("evening")
        self._tick()
        day = self.tomorrow()
        self.plan = read_plan(canonical(dict(plan)).encode("utf-8"), day.scenario.system)
        self._log("computer", "proposal", {"id": f"D{self.day}", "kind": "week_day", "plan": dict(plan)})
        self.log.flush()
        self.revision += 1
        return self.plan

    def log_value(self, value: Value) -> None:
        """Log what the choices were worth, once, in the debrief."""
        self._need("debrief")
        self._tick()
        self.value = value
        self._log("computer", "value", value.data())
        self.log.flush()
        self.revision += 1

    # Inside ----------------------------------------------------------------------------------

    def _carry_out(self, command: c.WeekCommand) -> list[Follow]:
        match command:
            case c.BeginWeek():
                self._need("briefing")
                self.phase = "evening"
            case c.Study(what=what):
                self._study(what)
            case c.Choose():
                self._choose(command)
            case c.End(choice=choice):
                self._end(choice)
            case c.Drive(day=day):
                return self._drive(day)
            case c.CloseWeeks():
                if not self.can_close():
                    raise Illegal("week.not_whole")
                return self._close()
            case Answer():
                self._answer(command)
            case c.FinishWeeks():
                self._need("debrief")
                self.phase = "closed"
                return [("game", "final", {"kpi": self.kpi()})]
        return []

    def _study(self, what: str) -> None:
        kind, _, name = what.partition("/")
        known = {
            "customer": self.week.regulars, "choice": self.week.choices, "trip": self.week.trips,
            "driver": self.scenario.system.drivers, "day": [str(d.number) for d in self.results],
        }  # fmt: skip
        if name not in known.get(kind, ()):
            raise Illegal("week.nothing_there", what=what)
        self.studied.add(what)

    def _choose(self, command: c.Choose) -> None:
        if command.choice not in self.week.choices:
            raise Illegal("week.no_choice", choice=command.choice)
        if command.cause not in CAUSES or abs(command.forecast_cent) > MOST_FORECAST_CENT:
            raise Illegal("week.no_cause", cause=command.cause)
        why = self.why_not(command.choice)
        if why:
            raise Illegal(why, choice=command.choice, phase=self.phase)
        one = Taken(choice=command.choice, from_day=self.day, forecast_cent=command.forecast_cent,
                    cause=command.cause)  # fmt: skip
        self.taken, self.plan = (*self.taken, one), None

    def _end(self, name: str) -> None:
        self._need("evening")
        one = next((t for t in self.standing() if t.choice == name), None)
        if one is None:
            raise Illegal("week.stands_not", choice=name)
        if one.from_day == self.day:
            self.taken = tuple(t for t in self.taken if t is not one)
        elif not self.time_left():
            raise Illegal("week.no_time", choice=name)
        else:
            gone = replace(one, until_day=self.day - 1)
            self.taken = tuple(gone if t is one else t for t in self.taken)
        self.plan = None

    def _drive(self, day: int) -> list[Follow]:
        self._need("evening")
        if day != self.day:
            raise Illegal("week.other_day", day=day, next=self.day)
        if self.plan is None:
            raise Illegal("week.no_plan", day=day)
        world = self.tomorrow()
        result, state = self.runner.drive(world, self.plan, self.state, self.taken)
        self.results.append(result)
        self.driven.append((world, self.plan))
        self.state, self.plan = state, None
        events: list[Follow] = [("world", "week_day", day_data(result))]
        if self.day > self.week.last_day:
            events += self._close()
        return events

    def _answer(self, command: Answer) -> None:
        self._need("debrief")
        if command.question not in self.scenario.reflection:
            raise Illegal("session.no_question", question=command.question)
        self.answers[command.question] = command.text[:2000]

    def _close(self) -> list[Follow]:
        self.phase = "debrief"
        return [("game", "kpi", {"phase": "day", "kpi": self.kpi()})]

    def _need(self, phase: str) -> None:
        if self.phase != phase:
            raise Illegal("session.not_now", phase=self.phase)

    def _log(self, actor: str, kind: str, data: dict[str, Any]) -> None:
        self.log.note(actor, kind, data, game_s=0, state=self.state_hash())

    def state_hash(self) -> str:
        """Hash of everything that later days depend on."""
        worked = [[w.driver, w.date, w.start_s, w.end_s, w.drive_s, w.work_s] for w in self.state.worked]
        taken = [[t.choice, t.from_day, t.until_day, t.forecast_cent, t.cause] for t in self.taken]
        values = [
            self.phase, self.state.day, dict(self.state.trust), worked, dict(self.state.visits), taken,
            [[d.number, d.cost_cent, d.co2e_g, d.on_time] for d in self.results], sorted(self.studied),
            None if self.plan is None else plan_dict(self.scenario.id, self.plan),
            None if self.value is None else self.value.best_cent,
        ]  # fmt: skip
        return digest(canonical(values))

