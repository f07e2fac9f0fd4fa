"""Parts of the console that need no screen: the front's picture, dashes, ghosts and rules in words."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.language import language
from game.content.load import load_scenario
from game.domain.commands import Begin, Shelve, Undo, from_text, together
from game.session import Session
from game.solver.advice import plan_commands
from game.solver.difference import moved
from game.solver.naive import naive_plan
from game.ui.board_offer import About
from game.ui.charts_front import apart, reach
from game.ui.console_choices import KINDS, Chooser, choices, rule_now
from game.ui.console_ghosts import dashes, ghosts
from game.ui.console_rules import rows_of, words

spots = st.lists(st.tuples(st.floats(0, 500), st.floats(0, 300)), max_size=30)


@pytest.fixture(scope="module")
def session() -> Session:
    """The naive plan of a day."""
    made = Session(load_scenario("vers-noord"), seed=1)
    made.do(Begin())
    for text in plan_commands(made.plan, naive_plan(made.system, made.visible)):
        made.do(from_text(text))
    return made


@given(spots, st.integers(-1, 29))
def test_points_can_be_told_apart(found: list[tuple[float, float]], keep: int) -> None:
    """No two points that can be pointed at lie on each other; the chosen one is always among them."""
    shown = apart(found, keep)
    if 0 <= keep < len(found):
        assert keep in shown
    for i in shown:
        for j in shown:
            assert i == j or keep in (i, j) or math.dist(found[i], found[j]) >= 11
    for i in range(len(found)):
        assert i in shown or any(math.dist(found[i], found[j]) < 11 for j in shown)


def test_what_is_far_away_does_not_press_the_front_together() -> None:
    """The picture is that of the front and of plans near it."""
    front = [(3200.0, 660.0), (3400.0, 580.0)]
    (low, high), _ = reach(front, [(3500.0, 640.0), (12_000.0, 3000.0)])
    assert low < 3200 and 3500 <= high < 4000


lines = st.lists(st.tuples(st.floats(0, 900), st.floats(0, 900)), min_size=2, max_size=12)


@given(lines)
def test_dashes_lie_on_the_line_and_are_no_longer_than_asked(line: list[tuple[float, float]]) -> None:
    """A dashed way covers the right part of the route and runs on over its corners."""
    whole = sum(math.dist(a, b) for a, b in itertools.pairwise(line))
    made = dashes(line, 9.0, 6.0)
    lengths = [sum(math.dist(a, b) for a, b in itertools.pairwise(d)) for d in made]
    assert all(length <= 9.0 + 1e-6 for length in lengths)
    assert sum(lengths) <= whole + 1e-6
    if whole > 30:
        assert 0.4 < sum(lengths) / whole < 0.8


def test_ghosts_tell_where_each_stop_was_and_goes(session: Session) -> None:
    """Every stop of every order that changes has its old and its new place, at the judged times."""
    assert session.scenario.reference is not None and session.reference is not None
    changed = moved(session.plan, session.scenario.reference.plan)
    found = ghosts(session.evaluation(), session.reference, changed)
    assert {g.order for g in found} == {m.order for m in changed}
    target = {m.order: m.target.vehicle for m in changed}
    for ghost in found:
        assert ghost.new is not None and ghost.new[0] == target[ghost.order] and ghost.number
        stops = next(t for t in session.reference.trips if t.trip.vehicle == ghost.new[0]).stops
        assert (ghost.new[1], ghost.new[2]) in [(s.begin_s, s.end_s) for s in stops]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_rule_has_words(session: Session, lang: str) -> None:
    """A rule of each kind reads as a title and a line, with names instead of ids."""
    trip = session.plan.trips[0]
    order, other = trip.orders()[:2]
    customer = session.system.orders[order].customer
    rules = [
        f"trips|{trip.vehicle}", f"sequences|{order}|{other}", f"trucks|{order}|{trip.vehicle}",
        f"never_trucks|{order}|V2", f"drivers|{customer}|{trip.driver}",
        f"never_drivers|{customer}|{trip.driver}", f"own|{order}", "idle|V2",
        f"widenings|{order}|deliver|30", f"widenings|{order}|collect|30",
    ]  # fmt: skip
    for rule in rules:
        title, note = words(session, rule, language(lang))
        assert title and note and "console." not in title + note and "{" not in title + note
        assert f" {order}" not in f" {title} {note}"
    assert {r.split("|")[0] for r in rules} == set(KINDS)
    shelved = [Shelve(text=rule) for rule in rules]
    assert session.do(together(*shelved)).ok
    assert [r.rule for r in rows_of(session, language(lang))] == rules
    session.do(Undo())


def test_what_is_chosen_makes_the_rule(session: Session) -> None:
    """A direct rule speaks of what is chosen; every line of the second question is a rule."""
    trip = session.plan.trips[0]
    about = About(vehicle=trip.vehicle, stop=0, order=trip.orders()[0])
    assert rule_now(session, about, "trips") == f"trips|{trip.vehicle}"
    assert rule_now(session, About(order=trip.orders()[0]), "trips") == ""
    for kind in KINDS:
        first = next(c for c in choices(session, Chooser(about=about), language("nl")) if c.id == kind)
        if first.rule:
            assert first.rule.startswith(kind)
            continue
        second = choices(session, Chooser(about=about, kind=kind), language("nl"))
        assert second and all(c.rule.startswith(f"{kind}|") for c in second)
