"""A league: every rule plans the same day, the referee judges all alike, and they are ranked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from game.domain.errors import ContentFault
from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.solver.league.answers import plan_of
from game.solver.league.child import Child, Failed, Limits
from game.solver.league.steps import Steps
from game.solver.league.world_json import visible_world, world_json
from game.solver.naive import naive_plan

NAIVE, REFERENCE = "naive", "reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """A rule as it was read; `name` is what the table calls it."""

    name: str
    source: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """How one of them did."""

    name: str
    status: str
    """`ok`, or `hard`: hard rules broken. No plan: `illegal`, `crash`, `time`, `memory`, `no_rule`."""
    seconds: float
    """Of the rule's own time; 0 for the stored reference."""
    plan: Plan | None = None
    judged: Evaluation | None = None
    trouble: str = ""
    """Text key of what went wrong."""
    values: tuple[tuple[str, str | int], ...] = ()
    faults: ContentFault | None = None
    """What is wrong with the plan that it gave."""
    mode: str = ""
    """`plan` or `choose`; empty for the game's own plans."""
    limited: bool = True
    """Its memory could be limited."""
    printed: str = ""

    @property
    def order(self) -> tuple[int, int, int, int, str]:
        """By which they are ranked: a plan at all, hard findings, cost, CO2e; names break ties."""
        if self.judged is None:
            return 1, 0, 0, 0, self.name
        kpi = self.judged.kpi
        return 0, kpi.hard, kpi.cost_cent, kpi.co2e_g, self.name


def league(
    scenario: Scenario,
    rules: Iterable[RuleFile],
    limits: Limits | None = None,
    tell: Callable[[str], None] | None = None,
) -> tuple[Entry, ...]:
    """All of them with the naive plan and the stored reference, the best first."""
    world = visible_world(scenario)
    told = world_json(scenario.id, world)
    found = [*_own(scenario, world)]
    for rule in rules:
        if tell is not None:
            tell(rule.name)
        found.append(play(scenario.id, world, told, rule, limits or Limits()))
    return tuple(sorted(found, key=lambda e: e.order))


def _own(scenario: Scenario, world: World) -> Iterator[Entry]:
    began = time.monotonic()
    naive = naive_plan(world, world.orders)
    yield _entry(NAIVE, world, naive, time.monotonic() - began)
    if scenario.reference is not None:
        yield _entry(REFERENCE, world, scenario.reference.plan, 0.0)


def _entry(name: str, world: World, plan: Plan, seconds: float, **values: Any) -> Entry:
    judged = evaluate(world, plan)
    status = "hard" if judged.kpi.hard else "ok"
    return Entry(name=name, status=status, seconds=seconds, plan=plan, judged=judged, **values)


def play(scenario_id: str, world: World, told: dict[str, Any], rule: RuleFile, limits: Limits) -> Entry:
    """One rule in its own process; whatever it does, this gives an entry."""
    with Child(rule.name, rule.source, limits) as child:
        trouble: dict[str, Any]
        try:
            plan = _plan(scenario_id, world, told, child)
        except Failed as why:
            trouble = {"status": why.status, "trouble": why.key, "values": tuple(why.values.items())}
        except ContentFault as fault:
            trouble = {"status": "illegal", "trouble": "league.trouble.plan", "faults": fault}
        else:
            return _entry(
                rule.name, world, plan, child.used_s,
                mode=child.mode, limited=child.limited, printed=child.printed,
            )  # fmt: skip
        return Entry(
            name=rule.name, seconds=child.used_s, mode=child.mode, limited=child.limited,
            printed=child.printed, **trouble,
        )  # fmt: skip


def _plan(scenario_id: str, world: World, told: dict[str, Any], child: Child) -> Plan:
    mode = child.start(told)
    if mode == "plan":
        return plan_of(world, scenario_id, child.answer())
    if mode == "choose":
        return Steps(world).play(child)
    raise Failed("no_rule", "league.trouble.no_rule")
