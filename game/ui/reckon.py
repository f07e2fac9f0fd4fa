"""Having a plan worked out by the solver process, seen from a screen: ask, watch, stop, judge, take over.

Nothing waits: `poll` looks at the pipe. The result stays when the player leaves the screen and returns. What
is asked comes from the session's wishes (`scopes.Asked`); every answer is judged by the session's referee.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.evaluation import Evaluation, Kpi
from game.domain.plan import Plan
from game.domain.steer import Widening, rules_of
from game.rules.crew_moves import crewed
from game.session import Outcome, Session
from game.solver.advice import plan_commands
from game.solver.client import SolverClient, SolveRequest
from game.solver.explain import Explained
from game.solver.objective import Objective
from game.solver.scopes import Asked, judged_with, kept_by, used_windows
from game.solver.steered import Steered
from game.ui.reckon_runs import (
    Change,
    Run,
    asked_now,
    changes_of,
    late_orders,
    run_note,
    runs_of,
    widenings_for,
    with_proposal,
)
from game.ui.reckon_told import Told

SECONDS = 15.0
CLEARLY = 1e-9
"""What the addition of shares may invent."""


@dataclass(slots=True)
class Reckoning:
    """One search and its best plan."""

    state: str = "idle"
    """`idle`, `running`, `ready` (a plan to take over), `nothing` (none better), `failed`."""
    plan: Plan | None = None
    judged: Evaluation | None = None
    trace: list[tuple[float, int]] = field(default_factory=list)
    """(seconds, cost in cent; with CO2e weighed in as money) of each better plan."""
    began_ms: int = 0
    ended_s: float = 0.0
    best_s: float = 0.0
    why: str = ""
    restarts: int = 0
    """How often a worker died and was started again; what was found stays."""
    chosen: set[str] = field(default_factory=set)
    """Vehicles whose trips are to be taken over."""
    proposal: str = ""
    asked: Asked = field(default_factory=Asked)
    outcome: str = ""
    """Of `ready`: `better`, or `alternative`: it keeps to what was asked, at a price."""
    widenings: tuple[Widening, ...] = ()
    """Customers that have to agree before the plan can be driven."""
    broken: int = 0
    """Rules that the plan does not keep to: a stored plan knows nothing of them."""
    runs: list[Run] = field(default_factory=list)
    seconds_given: float = SECONDS
    _base: Plan | None = None
    told: Told = field(default_factory=Told)
    """The result in words."""
    _read: bool = False

    def start(
        self, client: SolverClient, session: Session, now_ms: int, seconds: float = SECONDS,
        asked: Asked | None = None,
    ) -> None:  # fmt: skip
        """Begin anew from the plan as it stands."""
        asked = asked or asked_now(session)
        world = crewed(session.system, session.plan)
        client.start(
            SolveRequest(
                world=world, orders=session.visible, start=session.plan, begun=session.begun(),
                seconds=seconds, seed=session.seed, weight=asked.weight,
                steering=asked.steering_for(world, session.plan), margin_min=asked.margin_min,
            )
        )  # fmt: skip
        self._clear(asked, session)
        self.state, self.began_ms, self.seconds_given = "running", now_ms, seconds

    def _clear(self, asked: Asked, session: Session) -> None:
        self.history(session)
        self.plan, self.judged, self.proposal, self.outcome = None, None, "", ""
        self.trace, self.why, self.restarts, self.widenings = [], "", 0, ()
        self.ended_s, self.best_s, self.broken = 0.0, 0.0, 0
        self.asked = asked

    def poll(self, client: SolverClient, session: Session, now_ms: int) -> bool:
        """Take news from the search; True when something is to be shown."""
        if self.state != "running":
            return False
        news = client.poll()
        for update in news:
            if update.kind == "better" and update.evaluation is not None:
                self.plan, self.judged, self.best_s = update.plan, update.evaluation, update.seconds
                kpi = update.evaluation.kpi
                self.trace.append((update.seconds, round(self.weighed(session, kpi))))
            elif update.kind == "died":
                self.restarts += 1
            elif update.kind in ("done", "failed"):
                self.why = update.why
                self._end(session, now_ms, failed=update.kind == "failed" and self.plan is None)
        return bool(news)

    def weighed(self, session: Session, kpi: Kpi, more_cent: int = 0) -> float:
        """Cost in cent, with CO2e weighed in as money where that is asked."""
        objective = Objective.against(session.naive.kpi, self.asked.weight)
        return objective.value(kpi.cost_cent + more_cent, kpi.co2e_g) * objective.base_cent

    def stop(self, client: SolverClient, session: Session, now_ms: int) -> None:
        """Enough: what was found until now is the result."""
        if self.state == "running":
            self.poll(client, session, now_ms)
        if self.state == "running":
            client.cancel()
            self._end(session, now_ms, failed=False)

    def offer(self, session: Session, plan: Plan, asked: Asked) -> None:
        """Show a plan that was found before (a point of the stored front) as if it came of a search."""
        self._clear(asked, session)
        for order in sorted(plan.covered() - session.visible):
            plan = plan.without_order(order)
        self.plan, self.judged = plan, session.evaluation()
        self._settle(session, source="front")

    def seconds(self, now_ms: int) -> float:
        """How long the search takes or took."""
        return (now_ms - self.began_ms) / 1000 if self.state == "running" else self.ended_s

    def best_over_time(self, seconds: float, steps: int = 48) -> list[float]:
        """The best cost so far at equal steps of time, from the first plan until now."""
        if not self.trace:
            return []
        found, made, at = self.trace, [], 0
        for i in range(steps + 1):
            now = found[0][0] + (seconds - found[0][0]) * i / steps
            while at + 1 < len(found) and found[at + 1][0] <= now:
                at += 1
            made.append(float(found[at][1]))
        return made

    def history(self, session: Session) -> list[Run]:
        """Every run of this session, also those before it was left and resumed."""
        if not self._read:
            self._read, self.runs = True, runs_of(session.events)
        return self.runs

    # -- the end of a search -----------------------------------------------------------------------
    def _end(self, session: Session, now_ms: int, *, failed: bool) -> None:
        self.ended_s = (now_ms - self.began_ms) / 1000
        if failed or self.plan is None:
            self.state = "failed" if failed else "nothing"
            self.runs.append(Run(asked=self.asked, outcome=self.state, seconds=self.ended_s))
            return
        self._settle(session, source="search")

    def _settle(self, session: Session, source: str) -> None:
        """Judge the plan as it can be taken over, and say whether it is better or another way."""
        assert self.plan is not None
        try:
            after = session.planned(*(c.from_text(t) for t in plan_commands(session.plan, self.plan)))
        except GameError as why:  # the plan changed meanwhile in a way that this one cannot follow
            self.state, self.why = "failed", why.key
            self.runs.append(Run(asked=self.asked, outcome="failed", seconds=self.ended_s, source=source))
            return
        world, steering = session.system, self.asked.steering
        self.broken = sum(not kept_by(world, after, r, session.plan) for r in rules_of(steering))
        self.widenings = used_windows(world, steering, after, session.visible)
        self.plan = after
        self.judged = judged_with(world, after, self.widenings, session.visible)
        self.outcome = self._verdict(session, source)
        self.state = "ready" if self.outcome else "nothing"
        self._remember(session, source)

    def _verdict(self, session: Session, source: str) -> str:
        """`better` by what counts; `alternative` when it was asked for and is another plan; else nothing,
        as when it moves what a customer was promised."""
        assert self.judged is not None and self.plan is not None
        if self.plan == session.plan or session.breaks_promises(self.plan):
            return ""
        now, then = session.evaluation().kpi, self.judged.kpi
        was, gets = self.weighed(session, now), self.weighed(session, then, self.agreed_cent())
        if (then.hard, gets) < (now.hard, was - CLEARLY):
            return "better"
        asked = source == "front" or self.asked.margin_min > 0 or self._unkept(session)
        return "alternative" if asked and then.hard <= now.hard else ""

    def _unkept(self, session: Session) -> bool:
        """Whether the plan as it stands breaks a rule that was asked."""
        asked = self.asked.steering
        return bool(asked) and bool(Steered(session.system, asked, session.plan).breaks(session.plan))

    def _remember(self, session: Session, source: str) -> None:
        assert self.judged is not None
        kpi = self.judged.kpi
        run = Run(
            asked=self.asked, outcome=self.outcome or "nothing", source=source, seconds=self.ended_s,
            cost_cent=kpi.cost_cent, co2e_g=kpi.co2e_g, late=late_orders(self.judged),
            agreed_cent=self.agreed_cent(),
        )  # fmt: skip
        if self.state == "ready":
            run = self._log(session, run)
        self.runs.append(run)

    def _log(self, session: Session, run: Run, *, again: bool = False) -> Run:
        assert self.plan is not None
        texts = list(plan_commands(session.plan, self.plan))
        note = {**run_note(run), **({"again": True} if again else {})}
        self.proposal = session.log_proposal("plan", texts, note).id
        self._base = session.plan
        self.chosen = {change.vehicle for change in self.changes(session)}
        return with_proposal(run, self.proposal)

    # -- the result --------------------------------------------------------------------------------
    def changes(self, session: Session) -> tuple[Change, ...]:
        """The difference with the plan as it stands, per vehicle."""
        if self.plan is None or self.judged is None:
            return ()
        return changes_of(session, self.plan, self.judged)

    def agreed_cent(self, vehicles: set[str] | None = None) -> int:
        """What customers ask for wider windows, in all trips or in those of some vehicles."""
        return sum(w.cent for w in self.asked_of_customers(vehicles))

    def asked_of_customers(self, vehicles: set[str] | None = None) -> tuple[Widening, ...]:
        """Windows that have to be agreed."""
        if self.plan is None or vehicles is None:
            return self.widenings
        return widenings_for(self.plan, self.widenings, vehicles)

    def explained(self, session: Session) -> Explained | None:
        """What the plan does in words; None until that is worked out."""
        if self.plan is None or self.judged is None:
            return None
        sampled = not session.begun() and not self.widenings
        return self.told.of(session, self.plan, self.judged, sampled=sampled)

    def expected(self, session: Session) -> Evaluation:
        """The plan when only the chosen trips are taken over, with what customers then agree to."""
        proposal = session.proposals[self.proposal]
        moves = [c.from_text(text) for text in proposal.commands]
        mine = [m for m in moves if getattr(m, "vehicle", "") in self.chosen]
        wider = self.asked_of_customers(self.chosen)
        try:
            if not wider:
                return session.preview(*mine)
            return judged_with(session.system, session.planned(*mine), wider, session.visible)
        except GameError:  # the plan changed meanwhile; accepting logs the proposal anew
            return self.judged if self.judged else session.evaluation()

    def accept(self, session: Session) -> Outcome:
        """Take over the chosen trips; the proposal is logged anew when the plan changed meanwhile.

        Customers whose wider windows are used are asked first, and their rule is done with.
        """
        if self._base is not session.plan and self.plan is not None and self.runs:
            chosen = set(self.chosen)
            self._log(session, self.runs[-1], again=True)
            self.chosen &= chosen
        whole = self.chosen >= {change.vehicle for change in self.changes(session)}
        parts = "all" if whole else ",".join(sorted(self.chosen))
        refused = self._agree(session)
        if refused is not None:
            return refused
        outcome = session.do(c.Accept(proposal=self.proposal, parts=parts))
        if outcome.ok:
            self.state = "idle"
        return outcome

    def _agree(self, session: Session) -> Outcome | None:
        """Ask the customers; the first refusal, if any."""
        for w in self.asked_of_customers(self.chosen):
            outcome = session.do(c.Agree(order=w.order, action=w.action.value, minutes=w.minutes))
            if not outcome.ok:
                return outcome
            session.do(c.Unsteer(text=f"widenings|{w.order}|{w.action.value}|{w.minutes}"))
        return None

    def reject(self, session: Session) -> None:
        """Put it aside; that is logged."""
        if self.proposal:
            session.do(c.Reject(proposal=self.proposal))
        self.state = "idle"
