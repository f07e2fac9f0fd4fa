"""The measurements: two forms of two days each, equally hard, with other stories and other answers."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from game.assess.indicators import evidence
from game.autoplay import play
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.measurement import FORMS, parts
from game.domain.plan import Plan
from game.domain.scenario import Message, Moment, Scenario
from game.personas import PERSONAS
from game.personas.ways import Act, Persona, towards
from game.rules.evaluate import evaluate
from game.session import Session
from game.sim.disruptions import draw
from game.solver.naive import naive_plan
from tools import parallel
from tools.batches import SCENARIOS

PAIRS = tuple(zip(*FORMS.values(), strict=True))
ALL = tuple(name for form in FORMS.values() for name in form)
NEAR = {"naive_cent": 0.03, "reference_cent": 0.03, "reference_g": 0.03, "gap_cent": 0.10}
STAKES = 0.10
STORY = (".title", ".question", ".subject", ".body", ".from")
LEAST = 4
"""Indicators of each competency that a form must be able to show."""


@cache
def day(name: str) -> Scenario:
    return load_scenario(name)


def stake(asked: Moment | Message) -> int:
    """What an author puts between the best and the dearest option, cent."""
    costs = [o.expected_cent for o in asked.options] or [0]
    return max(costs) - min(costs)


def best(asked: Moment | Message) -> str:
    """The option that its author makes cheapest; empty where all cost the same or none does."""
    costs = {o.id: o.expected_cent for o in asked.options}
    return min(costs, key=lambda o: costs[o]) if stake(asked) else ""


def right(moment: Moment) -> bool:
    """Whether the advice is the best that can be known."""
    return moment.advice == moment.best


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_forms_cost_the_same(one: str, two: str) -> None:
    """Naive cost, reference cost and CO2e within 3 %, the gap within 10 %, all numbers equal."""
    first, second = parallel.figures(day(one)), parallel.figures(day(two))
    for key, value in first.items():
        assert abs(second[key] - value) <= NEAR.get(key, 0.0) * value, (key, value, second[key])


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_forms_ask_as_much(one: str, two: str) -> None:
    """As many right and wrong advices, as many options, and stakes that differ by a tenth at most."""
    a, b = day(one), day(two)
    assert Counter(map(right, a.moments)) == Counter(map(right, b.moments))
    assert Counter(m.phase for m in a.moments) == Counter(m.phase for m in b.moments)
    for asked in ("moments", "messages"):
        pairs = zip(*(sorted(getattr(s, asked), key=stake) for s in (a, b)), strict=True)
        for x, y in pairs:
            assert abs(stake(x) - stake(y)) <= STAKES * stake(x), (x.id, stake(x), y.id, stake(y))
            assert len(x.options) == len(y.options)
        kinds = (Counter(len(x.options) for x in getattr(s, asked)) for s in (a, b))
        assert next(kinds) == next(kinds)


def test_half_of_the_advice_is_right() -> None:
    """In each form; and who always follows loses about as much as who never does."""
    for form in FORMS.values():
        moments = [m for name in form for m in day(name).moments]
        assert len(moments) == 2 * sum(map(right, moments))
        assert all(m.scored for m in moments)
        wrong = sum(lost(m) for m in moments if not right(m))
        missed = sum(second_best(m) for m in moments if right(m))
        assert abs(wrong - missed) <= 0.15 * wrong, (wrong, missed)


def lost(moment: Moment) -> int:
    """What following costs above the best option, cent."""
    costs = {o.id: o.expected_cent for o in moment.options}
    return costs[moment.advice] - min(costs.values())


def second_best(moment: Moment) -> int:
    """What the dearest way to put right advice aside costs above it, cent."""
    return stake(moment)


def test_who_replays_remembered_answers_gains_nothing() -> None:
    """The ids are the same in both forms, the answers are not: at most half of them fit the other form."""
    for asked in ("moments", "messages"):
        pairs = [
            (x, y)
            for one, two in PAIRS
            for x, y in zip(getattr(day(one), asked), getattr(day(two), asked), strict=True)
        ]
        assert all(x.id == y.id for x, y in pairs)
        assert {o.id for x, y in pairs for each in (x, y) for o in each.options} <= {"a", "b", "c"}
        known = [(best(x), best(y)) for x, y in pairs if best(x) and best(y)]
        assert 2 * sum(a == b for a, b in known) <= len(known)
    moments = [pair for one, two in PAIRS for pair in zip(day(one).moments, day(two).moments, strict=True)]
    assert sum(right(x) == right(y) for x, y in moments) <= len(moments) / 2


def test_nobody_meets_the_same_people_twice() -> None:
    """Other places, customers, drivers and sentences in the second form."""
    for one, two in PAIRS:
        a, b = day(one), day(two)
        for of in (
            lambda s: {p.town for p in s.system.places.values()},
            lambda s: {o.customer for o in s.system.orders.values()},
            lambda s: {d.name for d in s.system.drivers.values()},
            lambda s: {v for k, v in s.texts["nl"].items() if k.endswith(STORY)},
        ):
            assert not of(a) & of(b)


@pytest.mark.parametrize("name", ALL)
def test_every_moment_can_be_looked_into(name: str) -> None:
    """Signs with a stated reliability, and a source about everything that is likely to happen."""
    scenario = day(name)
    subjects = {s.subject for s in scenario.sources}
    for moment in scenario.moments:
        assert len(moment.cues) == 2 and any(r < 100 for _, r in moment.reliability)
    likely = [d for d in scenario.disruptions if d.chance >= 0.5]
    assert likely and {d.subject for d in likely} <= subjects
    assert {t.subject for t in scenario.truth} <= subjects
    assert all(m.needs for m in scenario.messages)


@pytest.mark.parametrize(("form", "name"), [(form, name) for form, names in FORMS.items() for name in names])
def test_the_fixed_day_is_as_likely_as_was_said(form: str, name: str) -> None:
    """On the day that everybody plays the likely happens and the unlikely does not: in both forms alike."""
    seed = next(part.seed for part in parts(form, "x") if part.scenario == name)
    scenario = day(name)
    incidents = {i.kind for i in draw(scenario, scenario.system, seed)}
    assert "dock" in incidents
    assert {"closed"} <= incidents
    assert not incidents & {"jam", "late_loading", "charger_busy", "breakdown"}


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_stored_orders_are_what_the_tool_writes(one: str, two: str) -> None:
    """The second form was not changed by hand: its recipe gives its orders, its fleet and its numbers."""
    path = Path(parallel.__file__).parent / f"{one}.toml"
    recipe = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (recipe["of"], recipe["id"]) == (one, two)
    form = parallel._read(one)
    numbers = parallel._numbers(form, int(recipe["seed"]))
    made = parallel._orders(form, recipe, numbers)
    folder = SCENARIOS / two
    assert made == (folder / "orders.csv").read_text(encoding="utf-8")
    assert sum(a == b for a, b in numbers.items()) <= len(list(csv.reader(made.splitlines()))) / 3
    spots = [parallel.Spot(town="x", point=(200_000, 560_000))] * (len(form.names) - 1)
    text = parallel._scenario(form, recipe, (200_000, 560_000), spots, numbers)
    stored = (folder / "scenario.toml").read_text(encoding="utf-8")
    assert text[text.index("[[vehicle]]") :] == stored[stored.index("[[vehicle]]") :]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_shows_each_competency(form: str) -> None:
    """At least four indicators of each of K1 to K7 over both parts, without those that need the ledger.

    Somebody who plans well by hand after a mistake, and then decides as the expert or the sceptic does.
    """
    shown: set[str] = set()
    for name in FORMS[form]:
        seed = next(part.seed for part in parts(form, "x") if part.scenario == name)
        for persona in ("expert", "sceptic"):
            session = play(
                day(name), persona, seed=seed, planner=_reference, measured=True, way=_by_hand(persona)
            )
            assert session.handed_in
            shown |= {e.indicator for e in evidence(session.story())}
    count = Counter(name[:2] for name in shown)
    assert all(count[f"K{n}"] >= LEAST for n in range(1, 8)), sorted(shown)


def _by_hand(persona: str) -> Persona:
    """A persona that puts one order wrong first, then makes the reference by hand."""

    def act(session: Session) -> Act:
        if session.phase != "plan" or session.handed_in or session.open_moments():
            return PERSONAS[persona](session)
        return _mistake(session) or towards(session, _reference(session)) or c.HandIn()

    return act


def _mistake(session: Session) -> c.Command | None:
    """The very first act: an order in a truck that cannot do it."""
    if any(e.kind == "command" and "place" in str(e.data) for e in session.events):
        return None
    tries = (
        c.Place(order=order, vehicle=vehicle, at=0)
        for order in sorted(session.visible) for vehicle in sorted(session.system.vehicles)
    )  # fmt: skip
    return next(each for each in tries if session.preview(each).kpi.hard)


def _reference(session: Session) -> Plan:
    """The stored reference, while it can still be taken over whole."""
    stored = session.scenario.reference
    assert stored is not None
    return stored.plan


def test_hours_bind_and_power_has_two_prices() -> None:
    """K3.margin needs a tight duty in the reference, K2.charge two prices of power: each form has both."""
    for form in FORMS.values():
        first, second = (evaluate(s.system, s.reference.plan) for s in map(day, form) if s.reference)
        hours = day(form[0]).system.hours
        assert min(hours.duty_day_s - t.duty_s for t in first.trips) <= 7200
        vehicles = day(form[1]).system.vehicles
        powered = [t for t in second.trips if vehicles[t.trip.vehicle].class_.drive == "battery"]
        assert len({round(t.cost.energy / t.energy, 5) for t in powered if t.energy}) > 1


@pytest.mark.parametrize("name", ALL)
def test_naive_leaves_something_to_gain(name: str) -> None:
    """A nearest-first plan is clearly dearer than the reference: a plan says something of its maker."""
    scenario = day(name)
    orders = frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)
    assert scenario.reference is not None
    naive = evaluate(scenario.system, naive_plan(scenario.system, orders), orders=orders).kpi
    reference = evaluate(scenario.system, scenario.reference.plan, orders=orders).kpi
    assert naive.cost_cent > 1.2 * reference.cost_cent
    assert reference.hard == 0 and not reference.unplanned
