"""Decision moments before dispatch: weighed on the plan as it was dispatched.

What a choice makes of the plan is what the software believes. Under every option, the chosen one too, the
orders of which some option changes the belief are put at their best place again: all are treated alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.domain.ledger import LedgerLine
from game.domain.plan import Plan
from game.domain.scenario import Effect, Moment, Option, Scenario
from game.domain.world import World
from game.fork import fork
from game.ledger.repair import after, places
from game.ledger.verdict import Weighed, line
from game.ledger.ways import Present, Scales, Way
from game.session import Session
from game.session_day import Running, fixed_starts
from game.session_help import option_of
from game.sim.effects import BELIEFS, believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A final choice made while planning."""

    moment: Moment
    option: str
    seq: int


def morning_line(session: Session, chosen: Chosen, count: int) -> LedgerLine:
    """The line of a moment; `session` stands just before dispatch."""
    days: dict[str, tuple[int, ...]] = {}
    realised: dict[str, int] = {}
    for option in chosen.moment.options:
        present, way = _dispatched(_otherwise(session, chosen, option), option.id)
        scales = Scales(present, count)
        days[option.id], realised[option.id] = scales.costs(way), scales.realised(way)
    weighed = Weighed(days=days, realised=realised)
    return line(
        weighed, kind="moment", name=chosen.moment.id, seq=chosen.seq, at_s=0, chosen=chosen.option,
        advice=chosen.moment.advice, repair_cent=weighed.mean(weighed.best(tuple(days))),
    )  # fmt: skip


def _otherwise(session: Session, chosen: Chosen, option: Option) -> Session:
    """A copy in which this option was chosen."""
    made = fork(session)
    taken = list(option_of(chosen.moment.options, chosen.option).effects)
    kept = [e for e in session.effects if not _drop(taken, e)]
    made.effects = [*kept, *option.effects]
    made.system = _believing(session.scenario, made.effects)
    made.visible = _visible(session.scenario, made.effects)
    for order in made.plan.covered() - made.visible:
        made.plan = made.plan.without_order(order)
    for order in _touched(made, chosen.moment.options):
        made.plan = _replaced(made, order)
    return made


def _drop(taken: list[Effect], effect: Effect) -> bool:
    """Whether this is one of the effects that the real choice had; each counts once."""
    if effect in taken:
        taken.remove(effect)
        return True
    return False


def _believing(scenario: Scenario, effects: Iterable[Effect]) -> World:
    world = scenario.system
    for effect in effects:
        world = believed(world, effect)
    return world


def _visible(scenario: Scenario, effects: Iterable[Effect]) -> frozenset[str]:
    visible = frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)
    for effect in effects:
        if effect.kind == "add_order":
            visible |= {effect.subject}
        elif effect.kind == "drop_order":
            visible -= {effect.subject}
    return visible


def _touched(session: Session, options: Iterable[Option]) -> Iterator[str]:
    """Orders that the options are about, and that are there under this one."""
    subjects = {e.subject for o in options for e in o.effects if e.kind in BELIEFS or e.kind == "add_order"}
    yield from sorted(subjects & session.visible)


def _replaced(session: Session, order: str) -> Plan:
    """The plan with one order at its best place by what is believed; as it is where none is better."""
    plans = [session.plan]
    for proposal in places(session, order)[:1]:
        plans += [p for p in (after(session, proposal),) if p is not None]

    def rank(plan: Plan) -> tuple[int, int]:
        judged = session.judged(plan).kpi
        return judged.hard, judged.cost_cent

    return min(plans, key=rank)


def _dispatched(session: Session, name: str) -> tuple[Present, Way]:
    """The first second of the day, and the way of doing nothing more."""
    plan, effects = fixed_starts(session.system, session.plan), tuple(session.effects)
    running = Running(
        session.scenario, system=session.system, visible=session.visible, plan=plan, seed=session.seed,
        agreed=effects,
    )  # fmt: skip
    way = Way(id=name, effects=(), plan=plan, visible=session.visible, costs=effects, told=())
    return Present.of(running), way
