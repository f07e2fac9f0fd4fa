"""Refining a matching: the first form's plan in other words, and single moves that only get nearer."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from game.content.load import load_scenario
from game.rules.evaluate import evaluate
from tools import parallel
from tools.parallel_refine import NEAR_S, Alike, refined, renamed


def test_a_form_is_like_itself() -> None:
    """The first form, held against its own figures and its own plan, is off by nothing."""
    form = load_scenario("tweeling-a")
    assert form.reference is not None
    names = {o: o for o in form.system.orders}
    plan = renamed(form.reference.plan, names, {})
    own = evaluate(form.system, plan, orders=frozenset(names) - frozenset(form.optional_orders)).kpi
    first = parallel.figures(form)
    alike = Alike(naive_cent=first["naive_cent"], cost_cent=own.cost_cent, co2e_g=own.co2e_g, plan=plan)
    assert alike.off(form) == 0
    dearer = Alike(naive_cent=first["naive_cent"], cost_cent=own.cost_cent * 2, co2e_g=own.co2e_g, plan=plan)
    assert dearer.off(form) == 0.5


def test_a_renamed_plan_does_the_same_work() -> None:
    """Every order of the first form's plan is in the second form's words, and drivers start when it suits."""
    form = load_scenario("tweeling-a")
    assert form.reference is not None
    orders = {o: f"X{o}" for o in form.system.orders}
    plan = renamed(form.reference.plan, orders, {"depot": "hof"})
    assert plan.planned() == {orders[o] for o in form.reference.plan.planned()}
    assert all(t.start_s is None for t in plan.trips)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 999), steps=st.integers(0, 60))
def test_moves_get_nearer_and_keep_the_rules(seed: int, steps: int) -> None:
    """Never worse than where it began; each town once; who is fixed stays; nobody moves far off."""
    wanted = [0, 600, 1200, 1800, 2400]
    have = [0, 500, 700, 1100, 1300, 1900, 2500, 5000]
    begin, fixed = (1, 3, 5, 6), {2: 3}

    def weigh(chosen: tuple[int, ...]) -> float:
        return float(sum(abs(have[t] - w) for t, w in zip(chosen, wanted[1:], strict=True)))

    off, kept = refined(begin, (wanted, have), fixed, weigh, Random(seed), steps)
    assert off == weigh(kept) <= weigh(begin)
    assert len(set(kept)) == len(kept) and kept[1] == 3
    assert 7 not in kept and all(have[t] <= w + 2 * NEAR_S for t, w in zip(kept, wanted[1:], strict=True))
