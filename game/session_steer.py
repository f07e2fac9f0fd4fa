"""Steering inside a session: what the player asks of the computer's plans, what is agreed, what is kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from game.domain import commands as c
from game.domain.errors import Illegal, Unreadable
from game.domain.plan import Plan
from game.domain.scenario import Effect
from game.domain.steer import FREE, MOST_MINUTES, Steering, asking_cent, with_rule, without_rule
from game.domain.world import Action, World
from game.solver.steered import check

MOST_KEPT = 40
NAME = 60
"""Characters of a kept plan's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What counts when the computer plans."""

    steering: Steering = field(default_factory=Steering)
    off: tuple[str, ...] = field(default=(), repr=False)
    """Rules that are switched off: nobody keeps to them, and they can be switched on again."""
    co2_percent: int = 0
    """The share of CO2e in the weighed objective W; the rest is cost."""
    margin_min: int = 0
    """Minutes before a window closes at which the computer has to be there."""

    def steered(self, world: World, *commands: c.Command) -> Wishes:
        """With rules more, less, or switched off. Raises Unreadable, or Illegal for what the day does
        not have."""
        made = self
        for command in commands:
            if not isinstance(command, c.STEER_COMMANDS):
                raise Unreadable("command.not_together", verb=command.verb)
            made = made._steered(world, command)
        return made

    def _steered(self, world: World, command: c.Steer | c.Unsteer | c.Shelve) -> Wishes:
        rule = command.text
        change = with_rule if isinstance(command, c.Steer) else without_rule
        steering = change(self.steering, rule)
        check(world, steering)
        off = tuple(r for r in self.off if r != rule)
        if isinstance(command, c.Shelve):
            check(world, with_rule(FREE, rule))
            off = (*off, rule)
        return replace(self, steering=steering, off=off)

    def asking_as(self, other: Wishes) -> Wishes:
        """With the rules of another moment; what counts stays."""
        return replace(self, steering=other.steering, off=other.off)

    def weighed(self, command: c.Weigh) -> Wishes:
        """With other weights; raises Illegal out of range."""
        if not 0 <= command.co2_percent <= 100 or not 0 <= command.margin_min <= MOST_MINUTES:
            raise Illegal("steer.weights", co2=command.co2_percent, margin=command.margin_min)
        return replace(self, co2_percent=command.co2_percent, margin_min=command.margin_min)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A plan in the gallery."""

    id: str
    name: str
    plan: Plan


class Gallery:
    """Plans that the player keeps, in the sequence of keeping."""

    def __init__(self) -> None:
        self.plans: dict[str, Kept] = {}
        self.count = 0

    def keep(self, name: str, plan: Plan) -> None:
        """Add a plan; raises Illegal when it is full."""
        if len(self.plans) >= MOST_KEPT:
            raise Illegal("gallery.full", most=MOST_KEPT)
        self.count += 1
        kept = f"K{self.count}"
        self.plans[kept] = Kept(id=kept, name=name[:NAME], plan=plan)

    def rename(self, kept: str, name: str) -> None:
        """Another name; raises Illegal when there is no such plan."""
        self.plans[kept] = replace(self.the(kept), name=name[:NAME])

    def forget(self, kept: str) -> None:
        """Take it out; raises Illegal when there is no such plan."""
        del self.plans[self.the(kept).id]

    def the(self, kept: str) -> Kept:
        """The plan; raises Illegal when there is no such plan."""
        if kept not in self.plans:
            raise Illegal("gallery.none", kept=kept)
        return self.plans[kept]


def agreement(world: World, command: c.Agree) -> tuple[Effect, Effect]:
    """What asking a customer for a wider window brings about; raises Illegal."""
    if command.order not in world.orders:
        raise Illegal("illegal.unknown_order", order=command.order)
    if command.action not in (Action.COLLECT.value, Action.DELIVER.value):
        raise Illegal("steer.end", action=command.action)
    if not 0 < command.minutes <= MOST_MINUTES:
        raise Illegal("steer.minutes", most=MOST_MINUTES)
    end = "pickup" if command.action == Action.COLLECT.value else "delivery"
    wider = Effect(kind="wider_s", subject=command.order, amount=60 * command.minutes, end=end)
    return wider, Effect(kind="cost_cent", subject=command.order, amount=asking_cent(command.minutes))
