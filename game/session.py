"""THE one door: every act of player and computer goes through a `Session`, and into the log.

`do(command)` changes the state or refuses; both are logged. The plan, the judgement and
the day are frozen values; the session only says which of them are current. A log that is
fed back (`game.replay`) gives the same states, because nothing here asks a solver or a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from game import RULES_VERSION, __version__
from game.assess.story import Day, Story
from game.domain import commands as c
from game.domain.day import DayState
from game.domain.errors import GameError, Illegal
from game.domain.evaluation import Evaluation, Kpi
from game.domain.events import Event
from game.domain.plan import Plan, Trip
from game.domain.scenario import Effect, Message, Moment, Option, Scenario
from game.domain.world import World
from game.record.journal import Journal, MemoryJournal
from game.record.lines import GENESIS, body, digest, link
from game.rules.evaluate import evaluate, kpi_dict
from game.rules.moves import apply
from game.session_day import Running, fixed_starts
from game.sim.effects import believed
from game.solver.advice import plan_commands
from game.solver.naive import naive_plan

GAP_MS = 60_000
"""Longer pauses than this do not count as planning time (CONTRACT `planning_s`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a command: `error` is None when it was carried out."""

    error: GameError | None
    events: tuple[Event, ...]

    @property
    def ok(self) -> bool:
        """True when the command was carried out."""
        return self.error is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A logged proposal of the computer: for each vehicle the trip that it suggests."""

    id: str
    kind: str
    trips: tuple[Trip, ...]
    commands: tuple[str, ...]
    placed: int
    """How many orders it newly places or moves; more than one ends "planned by hand"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentState:
    """How far the player is with a decision moment."""

    option: str = ""
    confidence: int = 0
    final: str = ""
    skipped: bool = False
    looked: tuple[str, ...] = ()


class Session:
    """One player's run of one scenario; see the module text."""

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
        self.scenario = scenario
        self.seed = seed
        self.mode = mode
        self.player = player
        self.journal: Journal = journal or MemoryJournal()
        self.now_ms = now_ms
        self.phase = "briefing"
        self.system: World = scenario.system
        self.visible = frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)
        self.plan = Plan()
        self.running: Running | None = None
        self.effects: list[Effect] = []
        """Effects of choices made before dispatch."""
        self.moments: dict[str, MomentState] = {}
        self.proposals: dict[str, Proposal] = {}
        self.settled: set[str] = set()
        """Proposals that were accepted or rejected."""
        self.answers: dict[str, str] = {}
        self.hand_plan: Plan | None = None
        self.dispatched: Plan | None = None
        self.hand: Evaluation | None = None
        self.planned_judged: Evaluation | None = None
        self.planning_ms = 0
        self.events: list[Event] = []
        self.revision = 0
        self._undo: list[Plan] = []
        self._redo: list[Plan] = []
        self._memo: dict[Any, Any] = {}
        self._clock_ms = self._last_ms = now_ms()
        self.naive = self._judged(naive_plan(self.system, self.visible))
        self.reference = self._judged(scenario.reference.plan) if scenario.reference else None
        self._batch: list[Event] = []
        self._log("game", "header", {"scenario": scenario.id, "seed": seed, "mode": mode, "player": player,
                                     "content_hash": scenario.content_hash, **(header or {})})  # fmt: skip
        self._log("game", "content", dict(content or {}))
        self._log("game", "kpi", {"phase": "naive", "kpi": self.kpis(self.naive)})
        if self.reference:
            self._log("game", "kpi", {"phase": "reference", "kpi": self.kpis(self.reference)})
        self._flush()

    # What a person or a program may ask -------------------------------------------------

    @property
    def clock_s(self) -> int:
        """Clock time of the day; 0 before it starts."""
        return self.running.state.clock_s if self.running else 0

    @property
    def day(self) -> DayState | None:
        """The running or finished day."""
        return self.running.state if self.running else None

    def evaluation(self) -> Evaluation:
        """The current plan, judged on what the software believes."""
        return self._judged(self.plan)

    def preview(self, *commands: c.Command) -> Evaluation:
        """The judgement that these commands would give; nothing changes, nothing is logged.

        Raises Illegal when one of them cannot be carried out.
        """
        plan = self.plan
        for command in commands:
            plan = self._planned(plan, command)
        return self._judged(plan)

    def planned(self, *commands: c.Command) -> Plan:
        """The plan that these commands would give; raises Illegal."""
        plan = self.plan
        for command in commands:
            plan = self._planned(plan, command)
        return plan

    def begun(self) -> Mapping[str, int]:
        """Per vehicle how many stops are fixed because the day has come that far."""
        return self.running.begun() if self.running else {}

    def open_moments(self) -> tuple[Moment, ...]:
        """Decision moments that ask for the player now."""
        return tuple(m for m in self.scenario.moments if self._is_open(m))

    def open_messages(self) -> tuple[Message, ...]:
        """Received messages that still want an answer, oldest first."""
        return self.running.open_messages() if self.running and self.phase == "day" else ()

    def unplanned(self) -> tuple[str, ...]:
        """Visible orders that are in no trip, by id."""
        return tuple(sorted(self.visible - self.plan.planned()))

    def asked_today(self) -> bool:
        """Whether help was asked at this clock time already (a persona asks once)."""
        return any(e.kind == "proposal" and e.game_s == self.clock_s for e in reversed(self.events[-40:]))

    def kpis(self, judged: Evaluation) -> dict[str, Any]:
        """KPIs with CONTRACT's keys."""
        return kpi_dict(judged.kpi, judged.findings)

    def story(self, *, verified: bool | None = True) -> Story:
        """Everything that assessment and report need, as values."""
        ended = self.running is not None and self.phase in ("debrief", "closed")
        return Story(
            scenario=self.scenario, seed=self.seed, mode=self.mode, player=self.player,
            events=tuple(self.events), naive=self.naive, reference=self.reference, hand=self.hand,
            planned=self.planned_judged,
            final_plan=self.plan, day=self._day_story() if ended else None,
            incidents=self.day.incidents if self.day else (), seen=self.day.seen if self.day else (),
            verified=verified, versions={"game": __version__, "rules": str(RULES_VERSION)},
        )  # fmt: skip

    def _day_story(self) -> Day:
        running = self._running()
        kpi, findings = running.result()
        return Day(kpi=kpi, findings=findings, trips=running.realised())

    def can_undo(self) -> bool:
        """Whether there is an earlier plan to return to."""
        return bool(self._undo)

    def can_redo(self) -> bool:
        """Whether an undo can be taken back."""
        return bool(self._redo)

    # What changes it ---------------------------------------------------------------------

    def do(self, command: c.Command) -> Outcome:
        """Carry out a command or refuse it; logged and safe on disk before this returns."""
        first = len(self.events)
        self._mark_time()
        error: GameError | None = None
        try:
            after = self._carry_out(command)
        except GameError as refusal:
            error, after = refusal, []
        data: dict[str, Any] = {"do": c.to_text(command), "ok": error is None}
        if error is not None:
            data["why"] = error.key
        self._log("player", "command", data)
        for actor, kind, extra in after:
            self._log(actor, kind, extra)
        self._flush()
        self.revision += 1
        return Outcome(error=error, events=tuple(self.events[first:]))

    def propose(self, kind: str, plan: Plan, note: Mapping[str, Any] | None = None) -> Proposal:
        """Log a proposal of the computer so that it can be accepted; the solver is never asked again."""
        texts = list(plan_commands(self.plan, plan))
        return self.log_proposal(kind, texts, note or {})

    def log_proposal(self, kind: str, commands: list[str], note: Mapping[str, Any]) -> Proposal:
        """Log a proposal given as text commands (advice, or a log that is replayed)."""
        self._mark_time()
        proposal = self._add_proposal(kind, commands)
        self._log("computer", "proposal", {"id": proposal.id, "kind": kind, "commands": commands,
                                           "placed": proposal.placed, **note})  # fmt: skip
        self._flush()
        self.revision += 1
        return proposal

    def mark(self) -> None:
        """The player is active: counts as planning time."""
        if self._mark_time():
            self._log("player", "mark", {})
            self._flush()

    # Inside ------------------------------------------------------------------------------

    def _carry_out(self, command: c.Command) -> list[tuple[str, str, dict[str, Any]]]:
        """Change the state; returns the events that follow the command's own line."""
        if isinstance(command, c.PLAN_COMMANDS):
            self._replan(self._planned(self._may_plan(), command))
            return []
        handler = getattr(self, f"_do_{command.verb}")
        return list(handler(command) or ())

    def _may_plan(self) -> Plan:
        if self.phase not in ("plan", "day"):
            raise Illegal("session.not_now", phase=self.phase)
        return self.plan

    def _planned(self, plan: Plan, command: c.Command) -> Plan:
        if isinstance(command, c.Place) and command.order not in self.visible:
            raise Illegal("move.no_order", order=command.order)
        return apply(
            self.system, plan, command, self.begun(), self.running.aboard() if self.running else None
        )

    def _replan(self, plan: Plan) -> None:
        """Make a plan current; the earlier one can come back by undo."""
        if plan != self.plan:
            self._undo.append(self.plan)
            self._redo.clear()
            self._set_plan(plan)

    def _set_plan(self, plan: Plan) -> None:
        self.plan = plan
        if self.running:
            self.running.plan = plan

    def _do_undo(self, _: c.Undo) -> None:
        self._may_plan()
        if not self._undo:
            raise Illegal("session.nothing_to_undo")
        self._redo.append(self.plan)
        self._set_plan(self._undo.pop())

    def _do_redo(self, _: c.Redo) -> None:
        self._may_plan()
        if not self._redo:
            raise Illegal("session.nothing_to_redo")
        self._undo.append(self.plan)
        self._set_plan(self._redo.pop())

    def _do_begin(self, _: c.Begin) -> None:
        self._need("briefing")
        self.phase = "plan"

    def _do_accept(self, command: c.Accept) -> None:
        proposal = self._proposal(command.proposal)
        plan = self._may_plan()
        wanted = None if command.parts == "all" else set(command.parts.split(","))
        chosen = [c.from_text(t) for t in proposal.commands]
        if wanted is not None:
            chosen = [m for m in chosen if getattr(m, "vehicle", "") in wanted]
        if not chosen:
            raise Illegal("session.empty_part", proposal=proposal.id)
        for move in chosen:
            plan = self._planned(plan, move)
        self.settled.add(proposal.id)
        if proposal.placed > 1 and self.phase == "plan" and self.hand_plan is None:
            self.hand_plan = self.plan
        self._replan(plan)

    def _do_reject(self, command: c.Reject) -> None:
        self.settled.add(self._proposal(command.proposal).id)

    def _do_dispatch(self, _: c.Dispatch) -> list[tuple[str, str, dict[str, Any]]]:
        self._need("plan")
        if not self.plan.trips:
            raise Illegal("session.empty_plan")
        self.hand_plan = self.hand_plan if self.hand_plan is not None else self.plan
        self.hand, self.planned_judged = hand, now = self._judged(self.hand_plan), self.evaluation()
        self.dispatched = self.plan
        self.phase = "day"
        self._forget_undo()
        self.plan = fixed_starts(self.system, self.plan)
        self.running = Running(
            self.scenario, system=self.system, visible=self.visible, plan=self.plan, seed=self.seed,
            agreed=tuple(self.effects),
        )  # fmt: skip
        return [
            ("game", "kpi", {"phase": "hand", "kpi": self.kpis(hand)}),
            ("game", "kpi", {"phase": "plan", "kpi": {**self.kpis(now), "planning_s": self.planning_s()}}),
        ]

    def _do_advance(self, command: c.Advance) -> list[tuple[str, str, dict[str, Any]]]:
        self._need("day")
        running = self._running()
        to_s = min([command.to_s, *(m.at_s for m in self._coming_moments())])
        if to_s < running.state.clock_s:
            raise Illegal("session.back_in_time", to=to_s, now=running.state.clock_s)
        happened = running.advance(to_s)
        for passed in (h for h in happened if h["what"] == "default"):
            option = running.default_option(passed["subject"], passed["option"])
            if option is not None:
                self._take_effect(option)
        self._forget_undo()
        events: list[tuple[str, str, dict[str, Any]]] = [("world", "day", h) for h in happened]
        if running.finished():
            self.phase = "debrief"
            kpi, findings = running.result()
            events.append(("game", "kpi", {"phase": "day", "kpi": self._day_kpis(kpi, findings)}))
        return events

    def _do_look(self, command: c.Look) -> None:
        moment = self._moment(command.moment)
        if command.cue not in moment.cues:
            raise Illegal("session.no_cue", moment=moment.id, cue=command.cue)
        state = self.moments.get(moment.id, MomentState())
        if command.cue not in state.looked:
            self.moments[moment.id] = replace(state, looked=(*state.looked, command.cue))

    def _do_commit(self, command: c.Commit) -> None:
        moment = self._moment(command.moment)
        self._option(moment.options, command.option)
        state = self.moments.get(moment.id, MomentState())
        if state.option:
            raise Illegal("session.committed", moment=moment.id)
        if command.confidence not in range(50, 101, 10):
            raise Illegal("session.confidence", value=command.confidence)
        self.moments[moment.id] = replace(state, option=command.option, confidence=command.confidence)

    def _do_final(self, command: c.Final) -> None:
        moment = self._moment(command.moment)
        option = self._option(moment.options, command.option)
        state = self.moments.get(moment.id, MomentState())
        if not state.option:
            raise Illegal("session.commit_first", moment=moment.id)
        self.moments[moment.id] = replace(state, final=option.id)
        self._take_effect(option)

    def _do_skip(self, command: c.SkipMoment) -> None:
        moment = self._moment(command.moment)
        if self.mode == "assess":
            raise Illegal("session.no_skip", moment=moment.id)
        state = self.moments.get(moment.id, MomentState())
        self.moments[moment.id] = replace(state, skipped=True)

    def _do_reply(self, command: c.Reply) -> None:
        self._need("day")
        option = self._running().reply(command.message, command.option)
        self._forget_undo()
        self._take_effect(option)

    def _do_answer(self, command: c.Answer) -> None:
        if command.question not in self.scenario.reflection:
            raise Illegal("session.no_question", question=command.question)
        self.answers[command.question] = command.text[:2000]

    def _do_finish(self, _: c.Finish) -> list[tuple[str, str, dict[str, Any]]]:
        self._need("debrief")
        self.phase = "closed"
        kpi, findings = self._running().result()
        return [("game", "final", {"kpi": self._day_kpis(kpi, findings)})]

    def _take_effect(self, option: Option) -> None:
        """Apply a choice's effects to what the software believes, the order list and the day."""
        for effect in option.effects:
            if effect.kind == "add_order":
                self.visible |= {effect.subject}
            elif effect.kind == "drop_order":
                self.visible -= {effect.subject}
                self._set_plan(self.plan.without_order(effect.subject))
            if self.running:
                self.running.visible = self.visible
                self.running.take_effect(effect)
                self.system, self.plan = self.running.system, self.running.plan
            else:
                self.effects.append(effect)
                self.system = believed(self.system, effect)
            self._memo.clear()

    def _judged(self, plan: Plan) -> Evaluation:
        if len(self._memo) > 20_000:
            self._memo.clear()
        return evaluate(self.system, plan, self._memo, orders=self.visible)

    def _day_kpis(self, kpi: Kpi, findings: tuple[Any, ...]) -> dict[str, Any]:
        return {**kpi_dict(kpi, findings), "planning_s": self.planning_s()}

    def planning_s(self) -> int:
        """Active seconds of planning before dispatch, from the log's own marks."""
        return self.planning_ms // 1000

    def _add_proposal(self, kind: str, texts: list[str]) -> Proposal:
        plan = self.plan
        for text in texts:
            plan = self._planned(plan, c.from_text(text))
        before = {s.order: t.vehicle for t in self.plan.trips for s in t.stops}
        after = {s.order: t.vehicle for t in plan.trips for s in t.stops}
        moved = sum(1 for order, vehicle in after.items() if before.get(order) != vehicle)
        proposal = Proposal(
            id=f"P{len(self.proposals) + 1}", kind=kind, trips=plan.trips, commands=tuple(texts), placed=moved
        )
        self.proposals[proposal.id] = proposal
        return proposal

    def _proposal(self, name: str) -> Proposal:
        if name not in self.proposals:
            raise Illegal("session.no_proposal", proposal=name)
        return self.proposals[name]

    def _running(self) -> Running:
        if self.running is None:
            raise Illegal("session.not_now", phase=self.phase)
        return self.running

    def _need(self, phase: str) -> None:
        if self.phase != phase:
            raise Illegal("session.not_now", phase=self.phase)

    def _forget_undo(self) -> None:
        self._undo.clear()
        self._redo.clear()

    def _is_open(self, moment: Moment) -> bool:
        state = self.moments.get(moment.id)
        if moment.phase != self.phase or (state and (state.final or state.skipped)):
            return False
        return moment.phase == "plan" or self.clock_s >= moment.at_s

    def _coming_moments(self) -> list[Moment]:
        return [m for m in self.scenario.moments if m.phase == "day" and m.at_s > self.clock_s]

    def _moment(self, name: str) -> Moment:
        moment = next((m for m in self.open_moments() if m.id == name), None)
        if moment is None:
            raise Illegal("session.no_moment", moment=name)
        return moment

    def _option(self, options: tuple[Option, ...], name: str) -> Option:
        option = next((o for o in options if o.id == name), None)
        if option is None:
            raise Illegal("session.no_option", option=name)
        return option

    def _mark_time(self) -> bool:
        """Count the time since the last sign of life; True when enough passed to log a mark."""
        now = self.now_ms()
        gap = now - self._last_ms
        self._clock_ms = now
        if self.phase == "plan":
            self.planning_ms += max(0, min(gap, GAP_MS))
        self._last_ms = now
        return gap > 0

    def state_hash(self) -> str:
        """Hash of everything that later events depend on."""
        shape = (
            self.phase, repr(self.plan), sorted(self.visible), sorted(map(repr, self.moments.items())),
            sorted(self.proposals), sorted(self.settled), repr(self.hand_plan),
            len(self._undo), len(self._redo), self.planning_ms,
            self.running.fingerprint() if self.running else "",
        )  # fmt: skip
        return digest(repr(shape))

    def _log(self, actor: str, kind: str, data: dict[str, Any]) -> None:
        event = Event(
            seq=len(self.events), game_s=self.clock_s, wall_ms=self._clock_ms, actor=actor, kind=kind,
            data=data, state=self.state_hash(), link="",
        )  # fmt: skip
        before = self.events[-1].link if self.events else GENESIS
        event = replace(event, link=link(before, body(event)))
        self.events.append(event)
        self._batch.append(event)

    def _flush(self) -> None:
        self.journal.append(self._batch)
        self._batch.clear()
