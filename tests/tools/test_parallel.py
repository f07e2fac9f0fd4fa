"""Parallel forms: two scenarios of equal difficulty, and the tool that matches places."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.scenario import Scenario
from game.domain.world import Order
from game.session import Session
from tools import parallel
from tools.batches import SCENARIOS
from tools.parallel_places import Match, Spot, times_between

RECIPE = tomllib.loads((Path(parallel.__file__).parent / "tweeling.toml").read_text(encoding="utf-8"))

NEAR = {"naive_cent": 0.03, "reference_cent": 0.03, "reference_g": 0.03, "gap_cent": 0.05}


@pytest.fixture(scope="module")
def forms() -> tuple[Scenario, Scenario]:
    """Both forms."""
    return load_scenario("tweeling-a"), load_scenario("tweeling-b")


def test_forms_cost_the_same(forms: tuple[Scenario, Scenario]) -> None:
    """Naive cost, reference cost and CO2e within 3 %, the gap between them within 5 %, all numbers equal."""
    one, two = map(parallel.figures, forms)
    for key, value in one.items():
        assert abs(two[key] - value) <= NEAR.get(key, 0.0) * value, key


def test_forms_have_the_same_structure(forms: tuple[Scenario, Scenario]) -> None:
    """Loads, ends, widths of windows, fleet, options and costs are the same, places and names are not."""

    def orders(scenario: Scenario) -> Counter[object]:
        def wide(order: Order) -> tuple[int, ...]:
            return tuple(w.close_s - w.open_s for w in (*order.pickup_windows, *order.delivery_windows))

        return Counter((o.load, o.pickup == "depot", wide(o)) for o in scenario.system.orders.values())

    one, two = forms
    assert orders(one) == orders(two)
    fleets = [[v.class_ for v in s.system.vehicles.values()] for s in forms]
    assert fleets[0] == fleets[1]
    for a, b in zip(one.moments, two.moments, strict=True):
        assert (a.id, a.at_s, a.advice, [o.expected_cent for o in a.options]) == (
            b.id, b.at_s, b.advice, [o.expected_cent for o in b.options],
        )  # fmt: skip
    names = [{o.customer for o in s.system.orders.values()} for s in forms]
    assert not names[0] & names[1]
    assert not {p.town for p in one.system.places.values()} & {p.town for p in two.system.places.values()}


def test_what_happens_is_certain_in_both(forms: tuple[Scenario, Scenario]) -> None:
    """Luck would make the forms differ: each cause has chance 1 and one length."""
    for scenario in forms:
        for each in scenario.disruptions:
            assert each.chance == 1
            assert len(set(each.delay_s)) == 1
        assert all(change.chance_percent == 100 for change in scenario.truth)


def test_the_dock_is_that_of_the_appointment(forms: tuple[Scenario, Scenario]) -> None:
    """In both forms the dock that is taken is that of the customer whom the moment is about."""
    for scenario in forms:
        moment = next(m for m in scenario.moments if m.id == "slot")
        assert scenario.system.orders[moment.subject].delivery == scenario.disruptions[0].subject


def test_what_happens_costs_as_much_in_both(forms: tuple[Scenario, Scenario]) -> None:
    """The reference plan, driven without acting, gets as much dearer in one form as in the other."""
    dearer = []
    for scenario in forms:
        session = Session(scenario, seed=1)
        session.do(c.Begin())
        assert scenario.reference is not None
        session.do(c.Accept(proposal=session.propose("plan", scenario.reference.plan).id))
        session.do(c.Dispatch())
        while session.phase == "day":
            session.do(c.Advance(to_s=session.clock_s + 1800))
        assert session.planned_judged is not None
        assert session.running is not None
        dearer.append(session.running.result()[0].cost_cent - session.planned_judged.kpi.cost_cent)
    assert abs(dearer[0] - dearer[1]) <= 0.05 * 119_000, dearer
    assert min(dearer) > 0


def test_stored_orders_are_what_the_tool_writes() -> None:
    """Form B was not changed by hand: the recipe gives the stored orders, fleet and story."""
    form = parallel._read(RECIPE["of"])
    made = parallel._orders(form, RECIPE, parallel._numbers(form, int(RECIPE["seed"])))
    folder = SCENARIOS / RECIPE["id"]
    assert made == (folder / "orders.csv").read_text(encoding="utf-8")
    spots = [Spot(town="x", point=(200_000, 560_000))] * (len(form.names) - 1)
    numbers = parallel._numbers(form, int(RECIPE["seed"]))
    text = parallel._scenario(form, RECIPE, (200_000, 560_000), spots, numbers)
    stored = (folder / "scenario.toml").read_text(encoding="utf-8")
    assert text[text.index("[[vehicle]]") :] == stored[stored.index("[[vehicle]]") :]


def test_numbers_are_mixed_and_optional_orders_stay_last() -> None:
    """Who remembers order numbers of form A gains nothing; what is optional keeps its number."""
    form = parallel._read(RECIPE["of"])
    numbers = parallel._numbers(form, 1)
    assert sorted(numbers.values()) == sorted(row["id"] for row in csv.DictReader(
        (SCENARIOS / RECIPE["of"] / "orders.csv").read_text(encoding="utf-8").splitlines()
    ))  # fmt: skip
    assert numbers["O18"] == "O18"
    assert sum(a == b for a, b in numbers.items()) <= 4


@settings(max_examples=4, deadline=None)
@given(st.permutations(range(1, 8)), st.integers(0, 99))
def test_matching_finds_the_same_geography_again(order: list[int], seed: int) -> None:
    """Among towns that are the customers' own in another sequence the matching is exact."""
    spots = [(0, 0), (9, 1), (3, 8), (7, 7), (-4, 2), (-6, -3), (2, -9), (5, -2), (40, 40), (-50, 30)]
    far = [[round(300 * ((a - c) ** 2 + (b - d) ** 2) ** 0.5) for c, d in spots] for a, b in spots]
    wanted_at = [0, *order]
    wanted = [[far[i][j] for j in wanted_at] for i in wanted_at]
    best = min(Match(wanted=wanted, have=far, fixed={}).best(seed, 4))
    assert best[0] == pytest.approx(0)
    assert list(best[1]) == order


def test_fixed_customers_get_their_town() -> None:
    """A customer that must lie on the jammed road does."""
    far = [[abs(i - j) * 600 for j in range(9)] for i in range(9)]
    wanted = [row[:4] for row in far[:4]]
    for _off, chosen in Match(wanted=wanted, have=far, fixed={2: 7}).best(3, 4):
        assert chosen[1] == 7
        assert len(set(chosen)) == 3


def test_times_are_those_of_the_road_graph() -> None:
    """Minutes, not metres: from Assen to Groningen a truck takes about half an hour."""
    (_, there), (back, _) = times_between(((233_500, 556_500), (233_900, 581_800)), date(2026, 11, 24))
    assert 20 * 60 < there < 45 * 60
    assert abs(there - back) < 300
