"""THE one door: every act of player and computer goes through a `Session`, and into the log.

`do(command)` changes the state or refuses; both are logged. The plan, the judgement and
the day are frozen values; the session only says which of them are current. A log that is
fed back (`game.replay`) gives the same states, because nothing here asks a solver or a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from game.domain import commands as c
from game.domain.errors import GameError, Illegal
from game.domain.evaluation import Kpi
from game.domain.events import Event
from game.domain.ledger import LedgerLine, to_data
from game.domain.plan import Plan
from game.domain.scenario import Moment, Scenario
from game.record.journal import Journal, MemoryJournal
from game.rules.evaluate import kpi_dict
from game.session_calm import calls_dict, send
from game.session_day import Running, fixed_starts
from game.session_help import MomentState, Proposal, option_of, refuse_help
from game.session_log import Follow
from game.session_measured import Measured
from game.session_people import Talking
from game.session_plan import moved, placed
from game.solver.advice import plan_commands

__all__ = ["MomentState", "Outcome", "Proposal", "Session"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a command: `error` is None when it was carried out."""

    error: GameError | None
    events: tuple[Event, ...]

    @property
    def ok(self) -> bool:
        """True when the command was carried out."""
        return self.error is None


class Session(Talking, Measured):
    """One player's run of one scenario; see the module text."""

    planning = "plan"

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
        aid: str = "full",
    ) -> None:
        super().__init__(
            scenario, seed=seed, mode=mode, player=player, journal=journal or MemoryJournal(), now_ms=now_ms,
            aid=aid,
        )  # fmt: skip
        self.log.closes = "closing" in (header or {})
        self.counts_places = "hand" in (header or {})
        help_ = {} if aid == "full" else {"help": aid}
        self._log("game", "header", {
            "scenario": scenario.id, "seed": seed, "mode": mode, "player": player,
            "content_hash": scenario.content_hash, **help_, **(header or {}),
        })  # fmt: skip
        self._log("game", "content", dict(content or {}))
        self._log("game", "kpi", {"phase": "naive", "kpi": self.kpis(self.naive)})
        if self.reference:
            self._log("game", "kpi", {"phase": "reference", "kpi": self.kpis(self.reference)})
        self.log.flush()

    # What changes it ---------------------------------------------------------------------

    def do(self, command: c.Command) -> Outcome:
        """Carry out a command or refuse it; logged and safe on disk before this returns."""
        first = len(self.events)
        self._tick()
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
        self.log.flush()
        self.revision += 1
        return Outcome(error=error, events=tuple(self.events[first:]))

    def propose(self, kind: str, plan: Plan, note: Mapping[str, Any] | None = None) -> Proposal:
        """Log a proposal of the computer so that it can be accepted; the solver is never asked again."""
        for order in sorted(plan.covered() - self.visible):
            plan = plan.without_order(order)  # of a stored plan: an order that a choice called off
        texts = list(plan_commands(self.plan, plan))
        return self.log_proposal(kind, texts, note or {})

    def log_proposal(self, kind: str, commands: list[str], note: Mapping[str, Any]) -> Proposal:
        """Log a proposal given as text commands (advice, or a log that is replayed).

        Raises Illegal in a round by hand: whoever asks, there is no help then. In a measurement also about
        what a decision moment asks the own choice of first.
        """
        refuse_help(self._aid_now)
        self._may_show(commands)
        self._tick()
        proposal = self._add_proposal(kind, commands)
        self._log("computer", "proposal", {"id": proposal.id, "kind": kind, "commands": commands,
                                           "placed": proposal.placed, **note})  # fmt: skip
        self.log.flush()
        self.revision += 1
        return proposal

    def log_ledger(self, lines: tuple[LedgerLine, ...]) -> None:
        """Keep what every decision was worth (`game.ledger`); worked out elsewhere, and never again."""
        self._tick()
        self.ledger = lines
        self._log("computer", "ledger", {"lines": to_data(lines)})
        self.log.flush()
        self.revision += 1

    # Inside ------------------------------------------------------------------------------

    def _carry_out(self, command: c.Command) -> list[Follow]:
        """Change the state; returns the events that follow the command's own line."""
        self.doing = c.to_text(command)
        refuse_help(self._aid_now, command)
        if isinstance(command, c.Together) and c.is_steering(command):
            self._steer(command)
            return []
        if isinstance(command, c.PLAN_COMMANDS):
            self._replan(self._planned(self._may_plan(), command))
            return []
        handler = getattr(self, f"_do_{command.verb}")
        return list(handler(command) or ())

    def _do_begin(self, _: c.Begin) -> None:
        self._need("briefing")
        self.phase = "plan"

    def _do_accept(self, command: c.Accept) -> None:
        proposal = self._proposal(command.proposal)
        plan = self._may_plan()
        for move in proposal.part(command.parts):
            plan = self._planned(plan, move)
        self.settled.add(proposal.id)
        if proposal.placed > 1 and self.phase == "plan" and self.hand_plan is None:
            self.hand_plan = self.plan
        self._replan(plan)

    def _do_reject(self, command: c.Reject) -> None:
        self.settled.add(self._proposal(command.proposal).id)

    @property
    def can_dispatch(self) -> bool:
        """Somebody drives an order, or there is none to drive."""
        return bool(self.plan.covered()) or not self.visible

    def _do_dispatch(self, _: c.Dispatch) -> list[Follow]:
        self._need("plan")
        self._may_dispatch()
        if not self.can_dispatch:
            raise Illegal("session.empty_plan")
        events: list[Follow] = [] if self.handed_in else [self._by_hand()]
        self.planned_judged = now = self.evaluation()
        self.dispatched = self.plan
        self.phase = "day"
        self.drafts.forget()
        self.plan = fixed_starts(self.system, self.plan)
        self.running = Running(
            self.scenario, system=self.system, visible=self.visible, plan=self.plan, seed=self.seed,
            agreed=tuple(self.effects),
        )  # fmt: skip
        figures = {**self.kpis(now), "planning_s": self.planning_s()}
        return [*events, ("game", "kpi", {"phase": "plan", "kpi": figures})]

    def _by_hand(self) -> Follow:
        """The plan before the computer made the most of it, judged when it goes out."""
        self.hand_plan = self.hand_plan if self.hand_plan is not None else self.plan
        self.hand = self._judged(self.hand_plan)
        return "game", "kpi", {"phase": "hand", "kpi": self.kpis(self.hand)}

    def _do_advance(self, command: c.Advance) -> list[Follow]:
        self._need("day")
        running = self._running()
        to_s = min([command.to_s, *(m.at_s for m in self._coming_moments())])
        if to_s < running.state.clock_s:
            raise Illegal("session.back_in_time", to=to_s, now=running.state.clock_s)
        calls = send(running)
        happened = running.advance(to_s)
        for passed in (h for h in happened if h["what"] == "default"):
            option = running.default_option(passed["subject"], passed["option"])
            if option is not None:
                self._take_option(option)
        self.drafts.forget()
        events: list[Follow] = [("game", "calls", calls_dict(calls))] if calls else []
        events += [("world", "day", h) for h in happened]
        if running.finished():
            self.phase = "debrief"
            kpi, findings = running.result()
            events.append(("game", "kpi", {"phase": "day", "kpi": self._day_kpis(kpi, findings)}))
        return events

    def _do_look(self, command: c.Look) -> None:
        moment, state = self._moment(command.moment)
        self.moments[moment.id] = state.look(moment, command.cue)

    def _do_commit(self, command: c.Commit) -> None:
        moment, state = self._moment(command.moment)
        self.moments[moment.id] = state.commit(moment, command.option, command.confidence)

    def _do_final(self, command: c.Final) -> None:
        moment, state = self._moment(command.moment)
        self.moments[moment.id] = state.finish(moment, command.option)
        self._take_option(option_of(moment.options, command.option))

    def _do_skip(self, command: c.SkipMoment) -> None:
        moment, state = self._moment(command.moment)
        if self.mode == "assess":
            raise Illegal("session.no_skip", moment=moment.id)
        self.moments[moment.id] = replace(state, skipped=True)

    def _do_reply(self, command: c.Reply) -> None:
        self._need("day")
        option = self._running().reply(command.message, command.option)
        self.drafts.forget()
        self._take_option(option)
        self._said(command.message)

    def _do_answer(self, command: c.Answer) -> None:
        if command.question not in self.scenario.reflection:
            raise Illegal("session.no_question", question=command.question)
        self.answers[command.question] = command.text[:2000]

    def _do_finish(self, _: c.Finish) -> list[Follow]:
        self._need("debrief")
        self.phase = "closed"
        kpi, findings = self._running().result()
        return [("game", "final", {"kpi": self._day_kpis(kpi, findings)})]

    def _day_kpis(self, kpi: Kpi, findings: tuple[Any, ...]) -> dict[str, Any]:
        return {**kpi_dict(kpi, findings), "planning_s": self.planning_s()}

    def _add_proposal(self, kind: str, texts: list[str]) -> Proposal:
        after = self.planned(*(c.from_text(text) for text in texts))
        proposal = Proposal(
            id=f"P{len(self.proposals) + 1}", kind=kind, trips=after.trips, commands=tuple(texts),
            placed=(moved if self.counts_places else placed)(self.plan, after),
        )  # fmt: skip
        self.proposals[proposal.id] = proposal
        return proposal

    def _proposal(self, name: str) -> Proposal:
        if name not in self.proposals:
            raise Illegal("session.no_proposal", proposal=name)
        return self.proposals[name]

    def _coming_moments(self) -> list[Moment]:
        return [m for m in self.scenario.moments if m.phase == "day" and m.at_s > self.clock_s]

    def _moment(self, name: str) -> tuple[Moment, MomentState]:
        moment = next((m for m in self.open_moments() if m.id == name), None)
        if moment is None:
            raise Illegal("session.no_moment", moment=name)
        return moment, self.moments.get(moment.id, MomentState())

    def _log(self, actor: str, kind: str, data: dict[str, Any]) -> None:
        self.log.note(actor, kind, data, game_s=self.clock_s, state=self.state_hash())
