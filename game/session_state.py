"""What a session is at any moment, and everything that a person or a program may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from game import RULES_VERSION, __version__
from game.assess.story import Day, Story
from game.domain import commands as c
from game.domain.day import DayState
from game.domain.errors import Illegal
from game.domain.evaluation import Evaluation
from game.domain.ledger import LedgerLine
from game.domain.plan import Plan
from game.domain.scenario import Effect, Message, Moment, Scenario
from game.domain.world import World
from game.record.journal import Journal
from game.record.lines import digest
from game.rules.evaluate import evaluate, kpi_dict
from game.rules.memo import KeptTrips
from game.rules.unserved import unserved
from game.session_day import Running
from game.session_help import Known, MomentState, Proposal
from game.session_log import Ledger, Logged
from game.session_plan import Drafts, changed
from game.session_steer import Gallery, Wishes
from game.solver.naive import naive_plan

MEMO = 1500
"""Half of the judged trips that are kept: about 10 kB each with fifteen stops."""


class SessionState(Logged):
    """The values of a run; only `Session` changes them."""

    def __init__(
        self, scenario: Scenario, *, seed: int, mode: str, player: str, journal: Journal,
        now_ms: Callable[[], int], aid: str,
    ) -> None:  # fmt: skip
        self.scenario = scenario
        self.seed = seed
        self.mode = mode
        self.player = player
        self.aid = aid
        """`full`; `none`: by hand, without solver, advice and rules for the computer; or `later`: by hand
        until that plan is handed in."""
        self.log = Ledger(journal, now_ms)
        self.phase = "briefing"
        self.system: World = scenario.system
        self.visible = frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)
        self.plan = Plan()
        self.running: Running | None = None
        self.effects: list[Effect] = []
        """Effects of choices made before dispatch."""
        self.moments: dict[str, MomentState] = {}
        self.proposals: dict[str, Proposal] = {}
        self.counts_places = False
        """A proposal's count of orders knows places in a trip too; False in older logs (`replay.HAND`)."""
        self.settled: set[str] = set()
        """Proposals that were accepted or rejected."""
        self.answers: dict[str, str] = {}
        self.wishes = Wishes()
        self.gallery = Gallery()
        self.known = Known()
        self.unrest: tuple[int, ...] = ()
        """Events by which a customer was called about whom nothing changed: evidence, and nothing else."""
        self.ledger: tuple[LedgerLine, ...] = ()
        """What every decision was worth; empty until it was worked out."""
        self.hand_plan: Plan | None = None
        self.dispatched: Plan | None = None
        self.hand: Evaluation | None = None
        self.planned_judged: Evaluation | None = None
        self.revision = 0
        self.drafts = Drafts()
        self.doing = ""
        """The command that is being carried out, as text."""
        self._memo = KeptTrips(MEMO)
        self.naive = self._judged(naive_plan(self.system, self.visible))
        self.reference = self._judged(scenario.reference.plan) if scenario.reference else None

    @property
    def helped(self) -> bool:
        """The computer may be asked; False in a round by hand, and in a measurement before the hand-in."""
        return self.aid == "full" or self.handed_in

    @property
    def handed_in(self) -> bool:
        """A measurement whose plan by hand was handed in."""
        return self.aid == "later" and self.hand_plan is not None

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
        return self._judged(self.planned(*commands))

    def judged(self, plan: Plan) -> Evaluation:
        """Any plan of this day, judged on what the software believes; nothing changes, nothing is logged."""
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
        """Visible orders that nobody brings to their end by the plan as it stands, by id."""
        return unserved(self.system, self.plan, self.visible)

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
            given={name: plan.given for name, plan in self._plans().items() if plan and plan.given},
            front=self.scenario.front.figures() if self.scenario.front else (),
            ledger=self.ledger, needless=self.unrest,
        )  # fmt: skip

    def _plans(self) -> dict[str, Plan | None]:
        """Plans by the name of their column in the debrief."""
        reference = self.scenario.reference
        return {
            "hand": self.hand_plan, "plan": self.dispatched, "day": self.plan if self.running else None,
            "reference": reference.plan if reference else None,
        }  # fmt: skip

    def _day_story(self) -> Day:
        running = self._running()
        kpi, findings = running.result()
        return Day(kpi=kpi, findings=findings, trips=running.realised())

    def can_undo(self) -> bool:
        """Whether there is an earlier plan to return to."""
        return bool(self.drafts.earlier)

    def can_redo(self) -> bool:
        """Whether an undo can be taken back."""
        return bool(self.drafts.later)

    def planning_s(self) -> int:
        """Active seconds of planning before dispatch, from the log's own marks."""
        return self.log.planning_ms // 1000

    def state_hash(self) -> str:
        """Hash of everything that later events depend on."""
        shape = (
            self.phase, repr(self.plan), sorted(self.visible), sorted(map(repr, self.moments.items())),
            sorted(self.proposals), sorted(self.settled), repr(self.hand_plan),
            len(self.drafts.earlier), len(self.drafts.later), self.log.planning_ms,
            self.running.fingerprint() if self.running else "",
        )  # fmt: skip
        if self.wishes != Wishes() or self.gallery.count:
            # only where they are used: older logs keep their hashes
            shape = (*shape, repr(self.wishes), sorted(map(repr, self.gallery.plans.items())))  # type: ignore[assignment]
        if self.wishes.off:
            shape = (*shape, self.wishes.off)  # type: ignore[assignment]
        if self.known != Known():
            shape = (*shape, repr(self.known))  # type: ignore[assignment]
        if self.ledger:
            shape = (*shape, repr(self.ledger))  # type: ignore[assignment]
        return digest(repr(shape))

    def _planned(self, plan: Plan, command: c.Command) -> Plan:
        return changed(self.system, plan, command, visible=self.visible, running=self.running)

    def _judged(self, plan: Plan) -> Evaluation:
        return evaluate(self.system, plan, self._memo, orders=self.visible)

    def _is_open(self, moment: Moment) -> bool:
        state = self.moments.get(moment.id)
        if moment.phase != self.phase or (state and (state.final or state.skipped)):
            return False
        if self.aid == "later" and not self.helped:
            return False  # advice comes with a moment, and there is none yet
        return moment.phase == "plan" or self.clock_s >= moment.at_s

    def _running(self) -> Running:
        if self.running is None:
            raise Illegal("session.not_now", phase=self.phase)
        return self.running
