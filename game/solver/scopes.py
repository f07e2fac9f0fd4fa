"""What is asked of one run of the computer: the player's rules, and how much of the plan may change.

`all`: everything that the rules leave free; `chosen`: only the named vehicles, every other trip stays as it
is; `rest`: what is planned stays in its truck and sequence, only the other orders are planned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.domain.steer import FREE, Steering, Widening, rules_of, with_rule
from game.domain.world import World
from game.rules.evaluate import evaluate
from game.solver.steered import Steered, keeping, widened

SCOPES = ("all", "chosen", "rest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question to the computer, as the player put it."""

    steering: Steering = field(default_factory=Steering)
    co2_percent: int = 0
    margin_min: int = 0
    scope: str = "all"
    vehicles: tuple[str, ...] = ()
    """Of scope `chosen`: whose trips may change."""

    @property
    def weight(self) -> float:
        """W of the weighed objective."""
        return self.co2_percent / 100

    def steering_for(self, world: World, plan: Plan) -> Steering:
        """The rules with what the scope adds to them; of two that contradict, the scope's stays."""
        made = self.steering
        for rule in _of_scope(self, world, plan):
            made = with_rule(made, rule)
        return made

    def note(self) -> dict[str, Any]:
        """As it is logged beside the proposal that came of it."""
        return {
            "rules": list(rules_of(self.steering)), "co2_percent": self.co2_percent,
            "margin_min": self.margin_min, "scope": self.scope, "vehicles": list(self.vehicles),
        }  # fmt: skip


def asked_of(note: Mapping[str, Any]) -> Asked:
    """The question of a logged proposal; raises Unreadable for rules that are none."""
    steering = FREE
    for rule in note.get("rules", ()):
        steering = with_rule(steering, str(rule))
    return Asked(
        steering=steering, co2_percent=int(note.get("co2_percent", 0)),
        margin_min=int(note.get("margin_min", 0)), scope=str(note.get("scope", "all")),
        vehicles=tuple(map(str, note.get("vehicles", ()))),
    )  # fmt: skip


def _of_scope(asked: Asked, world: World, plan: Plan) -> tuple[str, ...]:
    if asked.scope == "rest":
        return rules_of(keeping(plan))
    if asked.scope == "chosen":
        return tuple(f"trips|{v}" for v in sorted(world.vehicles) if v not in asked.vehicles)
    return ()


def kept_by(world: World, plan: Plan, rule: str, began: Plan | None = None) -> bool:
    """Whether a plan keeps to one rule; a wider window is an offer, so that is always kept.

    `began`: the plan whose trips a locked trip has to equal; without it the plan itself.
    """
    return not Steered(world, with_rule(FREE, rule), began or plan).breaks(plan)


def used_windows(
    world: World, steering: Steering, plan: Plan, orders: frozenset[str]
) -> tuple[Widening, ...]:
    """Windows that a plan needs wider than they are."""
    if not steering.widenings:
        return ()
    judged = evaluate(widened(world, steering), plan, orders=orders)
    used = Steered(world, Steering(widenings=steering.widenings)).used(judged.trips)
    return tuple(dict.fromkeys(used))


def judged_with(
    world: World, plan: Plan, widenings: tuple[Widening, ...], orders: frozenset[str]
) -> Evaluation:
    """The plan as it would be once these windows are agreed; what agreeing costs is not in its figures."""
    return evaluate(widened(world, Steering(widenings=widenings)), plan, orders=orders)
