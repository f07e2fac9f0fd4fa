"""Small days with one decision of which the right choice can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace

from game.domain import commands as c
from game.domain.plan import Plan
from game.domain.scenario import Disruption, Effect, Message, Moment, Option, Scenario
from game.domain.world import Window
from game.session import Session
from tests.sim.days import own_plan, road_world, scenario
from tests.worlds import HOUR, MIN

AT_S = 7 * HOUR + 20 * MIN
CHANCE = 0.3


def coin(chance: float = CHANCE, price_cent: int = 3000) -> Scenario:
    """A jam of this chance makes O1 late, which costs EUR 40 of goodwill; moving its window costs a price.

    `stay` is expected to cost 40 x chance, `move` the price: at 30 % and EUR 30 staying is right.
    """
    world = road_world()
    order = replace(
        world.orders["O1"], delivery_windows=(Window(open_s=0, close_s=8 * HOUR + 45 * MIN),)
    )  # fmt: skip
    move = (
        Effect(kind="window_s", subject="O1", amount=2 * HOUR),
        Effect(kind="goodwill_cent", subject="O1", amount=price_cent),
    )
    moment = Moment(
        id="coin", phase="day", at_s=AT_S, subject="O1", advice="move",
        options=(Option(id="stay", expected_cent=1200), Option(id="move", effects=move, expected_cent=3000)),
    )  # fmt: skip
    jam = Disruption(kind="jam", subject="A28", chance=chance, delay_s=(40 * MIN,) * 3)
    return scenario(
        replace(world, orders={**world.orders, "O1": order}), disruptions=(jam,), moments=(moment,)
    )  # fmt: skip


def mail(default: str = "no") -> Scenario:
    """A mail about nothing: both answers cost the same, a third costs EUR 25."""
    options = (
        Option(id="yes"), Option(id="no"),
        Option(id="pay", effects=(Effect(kind="cost_cent", subject="O1", amount=2500),)),
    )  # fmt: skip
    message = Message(
        id="mail", kind="mail", trigger="at", at_s=AT_S, deadline_s=AT_S + 10 * MIN, options=options,
        default=default,
    )  # fmt: skip
    jam = Disruption(kind="jam", subject="A28", chance=0.5, delay_s=(20 * MIN, 40 * MIN, 90 * MIN))
    return scenario(road_world(), disruptions=(jam,), messages=(message,))


def begun(of: Scenario, seed: int = 1, its: Plan | None = None) -> Session:
    """A session of which the plan of the tests was dispatched."""
    session = Session(of, seed=seed)
    session.do(c.Begin())
    proposal = session.propose("plan", its or own_plan())
    assert session.do(c.Accept(proposal=proposal.id)).ok
    assert session.do(c.Dispatch()).ok
    return session


def played(of: Scenario, option: str, *, seed: int = 1, to_s: int = 48 * HOUR) -> Session:
    """Decided at the coin, and then on without acts; `to_s` 0: stop right after the decision."""
    session = begun(of, seed)
    while session.clock_s < AT_S:
        assert session.do(c.Advance(to_s=AT_S)).ok
    assert session.do(c.Commit(moment="coin", option=option, confidence=70)).ok
    assert session.do(c.Final(moment="coin", option=option)).ok
    while to_s and session.phase == "day":
        assert session.do(c.Advance(to_s=to_s)).ok
    return session
