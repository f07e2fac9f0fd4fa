"""One finished (or half finished) session as plain values: the input of assessment and report.

A `Session` in play and a `replay` of its log both build the same `Story`, so evidence, debrief
and report never depend on which of the two made them. Decision moments, replies, proposals and
reflection answers are read from `events`; a story repeats nothing that the log already holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.domain.day import Incident
from game.domain.evaluation import Evaluation, Finding, Kpi, TripEvaluation
from game.domain.events import Event
from game.domain.ledger import LedgerLine
from game.domain.plan import Plan
from game.domain.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The realised day, as `sim.expect.judge_day` gives it; only when the day has ended."""

    kpi: Kpi
    findings: tuple[Finding, ...]
    trips: tuple[TripEvaluation, ...]
    """What every truck really did: true times, true metres, true cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What assessment and report need of one session.

    Event data that is read here (keys as `Session` logs them):
    `command` {do, ok}, `proposal` {id, kind, commands, placed}, `day` {what, ...} from
    `sim.day.Happening.data()`, `kpi` {phase}. A key that is missing is missing evidence.
    """

    scenario: Scenario
    seed: int
    mode: str
    """`train`, `assess`, `demo` or `playtest`."""
    player: str
    """Pseudonym; empty where none was given."""
    events: tuple[Event, ...]
    """The whole log from its header on, in order of `seq`."""
    naive: Evaluation
    """The naive plan on the scenario's software world and the orders visible at the start."""
    reference: Evaluation | None
    """The stored reference plan, judged on the same world; None: no comparison, no evidence from it."""
    hand: Evaluation | None
    """The plan as it stood before the first accepted proposal that placed more than one order,
    judged on what the software believed at dispatch; equal to `planned` when nothing was accepted.
    In a measurement the plan that was handed in, judged then.
    None: not dispatched yet, so no plan-quality evidence."""
    planned: Evaluation | None
    """The plan as it was dispatched, judged on the same world as `hand`; None: not dispatched yet."""
    final_plan: Plan
    """The plan at the end, after re-planning during the day."""
    day: Day | None
    """The realised day; None: the day has not ended."""
    incidents: tuple[Incident, ...] = ()
    """All of the day (`DayState.incidents`); empty before dispatch."""
    seen: tuple[str, ...] = ()
    """Ids of incidents that the player got to see (`DayState.seen`)."""
    given: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Per column (`hand`, `plan`, `day`, `reference`) the (order, partner) pairs that partners drive."""
    front: tuple[tuple[int, int], ...] = ()
    """Stored non-dominated (cost_cent, co2e_g) points; empty: reference and naive stand in for it."""
    ledger: tuple[LedgerLine, ...] = ()
    """Skill and luck per decision, in the order of events; empty when it was not worked out."""
    needless: tuple[int, ...] = ()
    """Event numbers of calls to customers about which nothing changed, as planning software saw it then."""
    verified: bool | None = None
    """Whether the log replays to the same figures; None: not tried or older rules. A session in
    play is True by construction. Only True leads to a level (ASSESSMENT 4)."""
    versions: Mapping[str, str] | None = None
    """`game`, `rules`, `solver`: printed in the report's colophon."""

    @property
    def helped(self) -> bool:
        """Advice could be asked and was shown; False in a round by hand. In a measurement decision moments
        open after the plan by hand was handed in: their advice was seen."""
        return not self.events or self.events[0].data.get("help", "full") != "none"
