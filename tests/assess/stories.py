"""Small sessions played through the real `Session`, for the tests of assessment and report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.assess.story import Story
from game.domain import commands as c
from game.domain.plan import Plan
from game.domain.scenario import Moment, Option, Reference, Scenario
from game.session import Session
from tests.sim.days import rough, scenario
from tests.worlds import collect, deliver, plan, trip

GOOD = plan(trip("V1", deliver("O2"), deliver("O1"), collect("O4"), deliver("O4"), collect("O3")))
"""The best plan of this world: every order in one trip, no hard finding."""


def moment(name: str, advice: str, best: str) -> Moment:
    """Options `a` and `b`; the best costs 100 euro, the other 200."""
    options = tuple(Option(id=o, expected_cent=10_000 if o == best else 20_000) for o in ("a", "b"))
    return Moment(id=name, phase="plan", at_s=0, subject="O1", options=options, advice=advice, cues=("file",))


def lesson(**kw: Any) -> Scenario:
    """A scenario with a reference, one moment with right advice (m1) and one with wrong advice (m2)."""
    reference = Reference(
        plan=GOOD, certificate="best_found", seed=0, seconds=0, rules_version=1, content_hash=""
    )
    base = scenario(reference=reference, moments=(moment("m1", "a", "a"), moment("m2", "a", "b")))
    return replace(base, **kw)


def rough_lesson() -> Scenario:
    """The same with everything that can go wrong."""
    bad = rough()
    return lesson(disruptions=bad.disruptions, truth=bad.truth, messages=bad.messages)


def session(of: Scenario, *lines: str, seed: int = 1) -> Session:
    """A session after these commands in text form; every one must succeed."""
    it = Session(of, seed=seed)
    for line in ("begin", *lines):
        outcome = it.do(c.from_text(line))
        assert outcome.ok, (line, outcome.error)
    return it


def drive(it: Session) -> Session:
    """Dispatch and let the day pass without acting."""
    assert it.do(c.Dispatch()).ok
    for _ in range(200):
        if it.phase != "day":
            break
        it.do(c.Advance(to_s=86_400))
    assert it.phase == "debrief"
    return it


PLANNING = ("place O2 V1 0 -1", "place O1 V1 1 -1", "place O4 V1 2 -1", "place O3 V1 4 -1")


def story(*lines: str, of: Scenario | None = None) -> Story:
    """The story of a whole session that plans with these commands."""
    return drive(session(of or lesson(), *lines)).story()


def followed(of: Scenario | None = None, then: tuple[str, ...] = ()) -> Story:
    """Takes the whole reference plan from the computer, and perhaps changes it."""
    it = session(of or lesson())
    proposal = it.propose("plan", Plan(trips=GOOD.trips))
    assert it.do(c.Accept(proposal=proposal.id)).ok
    for line in then:
        assert it.do(c.from_text(line)).ok, line
    return drive(it).story()
