"""Having a whole plan worked out by the solver process, seen from a screen: start, watch, stop, judge.

Nothing waits: `poll` looks at the pipe. The result stays when the player leaves the screen and returns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.evaluation import Evaluation, Kpi
from game.domain.plan import Plan
from game.domain.world import World
from game.session import Outcome, Session
from game.solver.advice import plan_commands
from game.solver.client import SolverClient, SolveRequest
from game.solver.explain import Explained, explain
from game.solver.robust.assured import assured, sampler_of

if TYPE_CHECKING:
    from game.solver.robust.sampling import Sampler

SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the proposal does to one vehicle."""

    vehicle: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    """Order ids that come and go; both empty: another sequence, road or start."""
    cost_cent: int
    co2e_g: int


@dataclass(slots=True)
class Reckoning:
    """One search and its best plan."""

    state: str = "idle"
    """`idle`, `running`, `ready` (a better plan), `nothing` (none better), `failed`."""
    plan: Plan | None = None
    judged: Evaluation | None = None
    trace: list[tuple[float, int]] = field(default_factory=list)
    """(seconds, cost in cent) of each better plan."""
    began_ms: int = 0
    ended_s: float = 0.0
    best_s: float = 0.0
    why: str = ""
    restarts: int = 0
    """How often a worker died and was started again; what was found stays."""
    chosen: set[str] = field(default_factory=set)
    """Vehicles whose trips are to be taken over."""
    proposal: str = ""
    _base: Plan | None = None
    _told: tuple[Plan, Plan, Explained] | None = None
    _sampler: tuple[World, Sampler | None] | None = None

    def start(self, client: SolverClient, session: Session, now_ms: int, seconds: float = SECONDS) -> None:
        """Begin anew from the plan as it stands."""
        client.start(
            SolveRequest(
                world=session.system, orders=session.visible, start=session.plan, begun=session.begun(),
                seconds=seconds, seed=session.seed,
            )
        )  # fmt: skip
        self.state, self.plan, self.judged, self.proposal = "running", None, None, ""
        self.trace, self.began_ms, self.why, self.restarts = [], now_ms, "", 0

    def poll(self, client: SolverClient, session: Session, now_ms: int) -> bool:
        """Take news from the search; True when something is to be shown."""
        if self.state != "running":
            return False
        news = client.poll()
        for update in news:
            if update.kind == "better" and update.evaluation is not None:
                self.plan, self.judged, self.best_s = update.plan, update.evaluation, update.seconds
                self.trace.append((update.seconds, update.evaluation.kpi.cost_cent))
            elif update.kind == "died":
                self.restarts += 1
            elif update.kind in ("done", "failed"):
                self.why = update.why
                self._end(session, now_ms, failed=update.kind == "failed" and self.plan is None)
        return bool(news)

    def stop(self, client: SolverClient, session: Session, now_ms: int) -> None:
        """Enough: what was found until now is the result."""
        if self.state == "running":
            self.poll(client, session, now_ms)
        if self.state == "running":
            client.cancel()
            self._end(session, now_ms, failed=False)

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

    def _end(self, session: Session, now_ms: int, *, failed: bool) -> None:
        self.ended_s = (now_ms - self.began_ms) / 1000
        self.state = "failed" if failed else "nothing"
        if not failed and self.plan is not None and self.judged is not None and self._better(session):
            self.state = "ready"
            self._log(session)

    def _better(self, session: Session) -> bool:
        assert self.judged is not None
        now = session.evaluation().kpi
        return (self.judged.kpi.hard, self.judged.kpi.cost_cent) < (now.hard, now.cost_cent)

    def _log(self, session: Session) -> None:
        assert self.plan is not None
        texts = list(plan_commands(session.plan, self.plan))
        note = {
            "seconds": round(self.ended_s, 1),
            "cost_cent": self.judged.kpi.cost_cent if self.judged else 0,
        }
        self.proposal = session.log_proposal("plan", texts, note).id
        self._base = session.plan
        self.chosen = {change.vehicle for change in self.changes(session)}

    def changes(self, session: Session) -> tuple[Change, ...]:
        """The difference with the plan as it stands, per vehicle."""
        if self.plan is None or self.judged is None:
            return ()
        now = session.evaluation()
        made = []
        for vehicle in sorted(session.system.vehicles):
            old, new = session.plan.trip_of(vehicle), self.plan.trip_of(vehicle)
            if old == new:
                continue
            had, gets = set(old.orders() if old else ()), set(new.orders() if new else ())
            before, after = now.trip_of(vehicle), self.judged.trip_of(vehicle)
            made.append(
                Change(
                    vehicle=vehicle, added=tuple(sorted(gets - had)), removed=tuple(sorted(had - gets)),
                    cost_cent=(after.cost.total() if after else 0) - (before.cost.total() if before else 0),
                    co2e_g=(after.co2e_g if after else 0) - (before.co2e_g if before else 0),
                )
            )  # fmt: skip
        return tuple(made)

    def explained(self, session: Session) -> Explained | None:
        """What the plan does in words: worked out once for two plans."""
        if self.plan is None or self.judged is None:
            return None
        known = self._told
        if known is None or known[0] is not session.plan or known[1] is not self.plan:
            made = explain(session.system, session.plan, session.evaluation(), self.plan, self.judged)
            sampler = None if session.begun() else self._days(session)
            if sampler is not None:
                made = assured(made, sampler, session.plan, self.plan, self.judged)
            known = self._told = (session.plan, self.plan, made)
        return known[2]

    def _days(self, session: Session) -> Sampler | None:
        """Sampled days of the world as the software knows it; kept until that changes. Not of a running
        day: its trucks are no longer where the plan has them."""
        if self._sampler is None or self._sampler[0] is not session.system:
            made = sampler_of(session.system, session.scenario.disruptions)
            self._sampler = (session.system, made)
        return self._sampler[1]

    def expected(self, session: Session) -> Kpi:
        """The figures of the plan when only the chosen trips are taken over."""
        proposal = session.proposals[self.proposal]
        moves = [c.from_text(text) for text in proposal.commands]
        try:
            return session.preview(*(m for m in moves if getattr(m, "vehicle", "") in self.chosen)).kpi
        except GameError:  # the plan changed meanwhile; accepting logs the proposal anew
            return self.judged.kpi if self.judged else session.evaluation().kpi

    def accept(self, session: Session) -> Outcome:
        """Take over the chosen trips; the proposal is logged anew when the plan changed meanwhile."""
        if self._base is not session.plan and self.plan is not None:
            chosen = set(self.chosen)
            self._log(session)
            self.chosen &= chosen
        whole = self.chosen >= {change.vehicle for change in self.changes(session)}
        parts = "all" if whole else ",".join(sorted(self.chosen))
        outcome = session.do(c.Accept(proposal=self.proposal, parts=parts))
        if outcome.ok:
            self.state = "idle"
        return outcome

    def reject(self, session: Session) -> None:
        """Put it aside; that is logged."""
        if self.proposal:
            session.do(c.Reject(proposal=self.proposal))
        self.state = "idle"
