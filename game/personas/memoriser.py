"""`memoriser`: knows the best acts of one scenario by heart and does them wherever they can be done.

It plays as another persona does, but for what it remembers by name: the stored plan, the best option of each
moment and message, the best tone. On a parallel form that ought to bring nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from game.domain import commands as c
from game.domain.plan import Plan
from game.domain.scenario import Option, Scenario
from game.personas.ways import Act, Persona
from game.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is remembered of a scenario, by the names of things."""

    plan: Plan
    choices: Mapping[str, str]
    answers: Mapping[str, str]
    tones: Mapping[str, str]

    def mind(self, session: Session) -> Plan:
        """The remembered plan as far as its orders and trucks are there."""
        plan = Plan(trips=tuple(t for t in self.plan.trips if t.vehicle in session.system.vehicles))
        for order in sorted(plan.covered() - session.visible):
            plan = plan.without_order(order)
        return plan


def memory_of(scenario: Scenario) -> Memory:
    """The best known acts. A scenario without a stored plan leaves none to remember."""
    messages = [m for m in scenario.messages if m.options]
    return Memory(
        plan=scenario.reference.plan if scenario.reference else Plan(),
        choices={m.id: m.best for m in scenario.moments},
        answers={m.id: min(m.options, key=lambda o: o.expected_cent).id for m in messages},
        tones={m.id: max(m.tones, key=lambda t: t.score).id for m in messages if m.tones},
    )


def memoriser(memory: Memory, otherwise: Persona) -> Persona:
    """Acts as `otherwise` does; what it remembers comes first, and surely."""

    def persona(session: Session) -> Act:
        act = otherwise(session)
        if isinstance(act, c.Commit | c.Final):
            moment = next(m for m in session.scenario.moments if m.id == act.moment)
            option = _known(memory.choices, act.moment, moment.options)
            if not option:
                return act
            if isinstance(act, c.Commit):
                return replace(act, option=option, confidence=100)
            return replace(act, option=option)
        if isinstance(act, c.Reply):
            message = next(m for m in session.scenario.messages if m.id == act.message)
            option = _known(memory.answers, act.message, message.options)
            return replace(act, option=option) if option else act
        if isinstance(act, c.Speak):
            message = next(m for m in session.scenario.messages if m.id == act.message)
            tone = memory.tones.get(act.message, "")
            return replace(act, tone=tone) if tone in {t.id for t in message.tones} else act
        return act

    return persona


def _known(memory: Mapping[str, str], name: str, options: Iterable[Option]) -> str:
    """What is remembered of a thing, when that can be chosen here; else nothing."""
    option = memory.get(name, "")
    return option if option in {o.id for o in options} else ""
