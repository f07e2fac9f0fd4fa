"""Each persona is who it says it is."""

from __future__ import annotations

import pytest

from game.autoplay import play
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.plan import Plan
from game.personas import PERSONAS
from game.session import Session
from game.solver.naive import naive_plan


def by_hand(session: Session) -> Plan:
    """A planner that needs no solver."""
    return naive_plan(session.system, session.visible)


def played(persona: str) -> Session:
    """A whole day of the groupage scenario."""
    return play(load_scenario("stukgoed"), persona, seed=2, planner=by_hand)


def acts(session: Session, kind: type[c.Command]) -> list[c.Command]:
    """Commands of one kind that were carried out."""
    texts = (e.data["do"] for e in session.events if e.kind == "command" and e.data["ok"])
    return [found for text in texts if isinstance(found := c.from_text(text), kind)]


def test_the_sceptic_never_ends_with_the_advice() -> None:
    """Neither at a decision moment nor by taking over a plan."""
    session = played("sceptic")
    advice = {m.id: m.advice for m in session.scenario.moments}
    finals = acts(session, c.Final)
    assert finals
    assert all(final.option != advice[final.moment] for final in finals)
    assert not acts(session, c.Accept)


def test_the_follower_always_does() -> None:
    """Whatever the cues say."""
    session = played("follower")
    advice = {m.id: m.advice for m in session.scenario.moments}
    assert all(final.option == advice[final.moment] for final in acts(session, c.Final))


def test_the_expert_looks_before_it_decides_and_takes_the_best() -> None:
    """By what can be known; every cue was opened first."""
    session = played("expert")
    best = {m.id: m.best for m in session.scenario.moments}
    cues = {m.id: set(m.cues) for m in session.scenario.moments}
    finals = acts(session, c.Final)
    assert {f.moment: f.option for f in finals} == best
    for final in finals:
        assert {k.cue for k in acts(session, c.Look) if k.moment == final.moment} == cues[final.moment]


@pytest.mark.parametrize("persona", sorted(PERSONAS))
def test_a_persona_repeats_itself(persona: str) -> None:
    """Scenario, persona, seed and planner give the log, `random` included."""
    scenario = load_scenario("eerste-rit")
    logs = {play(scenario, persona, seed=4, planner=by_hand).events[-1].link for _ in range(2)}
    assert len(logs) == 1


def test_the_random_persona_differs_by_seed() -> None:
    """Its acts are drawn from the seed's own stream."""
    scenario = load_scenario("eerste-rit")
    plans = {repr(play(scenario, "random", seed=s, planner=by_hand).dispatched) for s in range(4)}
    assert len(plans) > 1
