"""Acts on several orders at once: what they give equals the single acts one by one, in one step back."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.language import language
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.plan import Plan
from game.domain.steer import rules_of
from game.session import Session
from game.ui.board_offer import About
from game.ui.drop_preview import preview_of
from game.ui.many_acts import ManyList, give_command, lock_rules, out_command
from game.ui.many_laying import Laying, in_sequence, places_of, rank

NL = language("nl")


def begun(scenario: str = "eerste-rit") -> Session:
    """A session in which planning has begun."""
    session = Session(load_scenario(scenario), seed=1)
    session.do(c.Begin())
    return session


@cache
def half_planned() -> Session:
    """Groupage with six trips of a few stops."""
    session = begun("stukgoed")
    for i, order in enumerate(sorted(session.visible)[:18]):
        vehicle = sorted(session.system.vehicles)[i % 6]
        trip = session.plan.trip_of(vehicle)
        session.do(c.Place(order=order, vehicle=vehicle, at=len(trip.stops) if trip else 0))
    return session


orders = st.frozensets(st.sampled_from(sorted(half_planned().visible)), min_size=1, max_size=8)


def one_by_one(session: Session, commands: tuple[c.Command, ...]) -> Plan:
    """The plan after each by itself."""
    return session.planned(*commands)


@settings(deadline=None, max_examples=40)
@given(orders)
def test_out_is_every_order_out(chosen: frozenset[str]) -> None:
    """Taking several out together gives the plan of taking them out one by one."""
    session = half_planned()
    command = out_command(session, chosen)
    planned = sorted(chosen & session.plan.covered())
    if not planned:
        assert command is None
        return
    assert command is not None
    singles = tuple(c.Unplace(order=o) for o in reversed(planned))
    assert session.planned(command) == one_by_one(session, singles)


@settings(deadline=None, max_examples=8)
@given(
    st.frozensets(st.sampled_from(sorted(half_planned().visible)), min_size=1, max_size=3), st.integers(0, 7)
)
def test_laying_is_the_best_place_of_each_in_turn(chosen: frozenset[str], number: int) -> None:
    """On a trip every order goes to its best place, by the close of its window; the act is one of all."""
    session = half_planned()
    vehicle = sorted(session.system.vehicles)[number]
    laying = Laying(session, in_sequence(session, chosen), (vehicle,))
    while laying.step():
        pass
    command = laying.command()
    assert command is not None
    plan = session.plan
    done: tuple[c.Command, ...] = ()
    for order in in_sequence(session, chosen):
        best = min(
            places_of(session, plan, order, vehicle),
            key=lambda place, done=done: rank(session.preview(*done, place)),  # type: ignore[misc]
        )
        done = (*done, best)
        plan = session.planned(*done)
    assert session.planned(command) == plan
    assert all(plan.vehicle_of(o) == vehicle for o in chosen)


def test_several_acts_are_one_step_back() -> None:
    """What was laid on a trip together is undone in one step."""
    session = begun()
    laying = Laying(session, in_sequence(session, frozenset({"O1", "O2"})), ("V1",))
    while laying.step():
        pass
    command = laying.command()
    assert command is not None
    before = session.plan
    assert session.do(command).ok
    assert session.plan.planned() == {"O1", "O2"}
    session.do(c.Undo())
    assert session.plan == before


def test_the_list_tells_the_price_of_everything_beforehand() -> None:
    """Out, each trip and the spread over all: the figures are those of the plan that the act gives."""
    session = begun()
    session.do(c.Place(order="O1", vehicle="V1", at=0))
    chosen = frozenset({"O1", "O2"})
    made = ManyList(
        session=session, about=About(), lang=NL, judge=lambda cmd: preview_of(session, cmd), orders=chosen
    )
    while not made.complete:
        made.work(1000)
    assert [o.act.id for o in made.found] == ["out", "lay.V1", "lay.V2", "lay.all"]
    for offer in made.found:
        assert offer.preview is not None
        told = session.evaluation().kpi.cost_cent + offer.preview.cost_cent
        assert session.preview(offer.act.command).kpi.cost_cent == told
    spread = made.found[-1].preview
    assert spread is not None
    assert all(spread.rank <= o.preview.rank for o in made.found[1:-1] if o.preview)


def test_locks_come_and_go_together() -> None:
    """Each planned order is locked in its own truck in one step; once all are, the same act lets them go."""
    session = begun()
    session.do(c.Place(order="O1", vehicle="V1", at=0))
    session.do(c.Place(order="O2", vehicle="V2", at=0))
    chosen = frozenset({"O1", "O2", "O3"})
    plan, steps = session.plan, len(session.drafts.acts)
    assert session.do(c.together(*lock_rules(session, chosen))).ok
    assert rules_of(session.wishes.steering) == ("trucks|O1|V1", "trucks|O2|V2")
    assert session.do(c.together(*lock_rules(session, chosen))).ok
    assert rules_of(session.wishes.steering) == ()
    assert lock_rules(session, frozenset({"O3"})) == ()
    session.do(c.Undo())
    assert rules_of(session.wishes.steering) == ("trucks|O1|V1", "trucks|O2|V2")
    session.do(c.Undo())
    assert (rules_of(session.wishes.steering), session.plan) == ((), plan)
    assert len(session.drafts.acts) == steps


def test_giving_to_a_partner_is_each_given() -> None:
    """All of them, without those that he has already."""
    session = half_planned()
    partner = next(iter(session.system.sites.partners), "P")
    chosen = frozenset(sorted(session.visible)[-3:])
    command = give_command(session, chosen, partner)
    assert isinstance(command, c.Together)
    assert c.apart(command) == tuple(c.Give(order=o, partner=partner) for o in sorted(chosen))
