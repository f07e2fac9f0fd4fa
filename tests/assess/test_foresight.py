"""Anticipation: fragile plans, room at narrow windows, unsure signs, and looking things up first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.assess.indicators import evidence
from game.domain.scenario import Reference, Scenario, Source
from game.domain.world import Window
from tests.assess.stories import GOOD, PLANNING, lesson, moment, rough_lesson, story
from tests.assess.test_repairs import of
from tests.sim.days import sure

OTHER_WAY = ("place O1 V1 0 -1", "place O2 V1 1 -1", "place O4 V1 2 -1", "place O3 V1 4 -1")


def jammed(close_min: int) -> Scenario:
    """A jam that half of the days have, on the way to A, and a window at A."""
    base = lesson()
    orders = dict(base.system.orders)
    window = Window(open_s=6 * 3600, close_s=6 * 3600 + 60 * close_min)
    orders["O1"] = replace(orders["O1"], delivery_windows=(window,))
    jam = replace(sure("jam", "A28", 50), chance=0.5)
    return replace(base, system=replace(base.system, orders=orders), disruptions=(jam,))


def test_the_reference_plan_is_as_robust_as_the_reference():
    """The same plan on the same possible days costs the same: 0, category 3."""
    found = of(evidence(story(*PLANNING, of=rough_lesson())), "K7.extra")
    assert [(e.raw, e.category) for e in found] == [(0.0, 3)]


def test_a_fragile_plan_is_dearer_on_possible_days():
    """One that the jam makes late is expected to cost more above its own figures than the reference."""
    scenario = jammed(80)
    fragile = of(evidence(story(*OTHER_WAY, of=scenario)), "K7.extra")[0]
    robust = of(evidence(story(*PLANNING, of=scenario)), "K7.extra")[0]
    assert robust.raw == 0.0
    assert fragile.raw != robust.raw


def test_the_played_day_does_not_enter_what_was_expected():
    """Two seeds, two days, the same plan: the same evidence."""
    from tests.assess.stories import drive, session

    scenario = jammed(80)
    found = [
        of(evidence(drive(session(scenario, *OTHER_WAY, seed=seed)).story()), "K7.extra")[0].raw
        for seed in (1, 2, 3)
    ]
    assert len(set(found)) == 1


def test_a_day_on_which_nothing_can_go_wrong_asks_no_foresight():
    """No chance and no truth that differs: no opportunity."""
    assert not of(evidence(story(*PLANNING)), "K7.extra")


def test_a_plan_without_any_trip_by_hand_is_no_foresight():
    """A plan taken over whole gives category 0, however robust it is."""
    from tests.assess.stories import followed

    found = evidence(followed(of=rough_lesson()))
    assert [e.category for e in of(found, "K7.extra")] == [0]


def test_room_is_measured_at_narrow_windows_only():
    """Later at the narrow window is less room than the reference; wide windows ask nothing."""
    scenario = jammed(120)
    reference = of(evidence(story(*PLANNING, of=scenario)), "K7.buffer")
    assert [(e.raw, e.category) for e in reference] == [(0.0, 3)]
    left_out = of(evidence(story(*PLANNING, "unplace O1", of=scenario)), "K7.buffer")
    assert left_out[0].raw < 0 and left_out[0].category < 3
    assert not of(evidence(story(*PLANNING)), "K7.buffer")


@pytest.mark.parametrize(("own", "category"), [("a", 3), ("b", 0)])
def test_an_unsure_sign_is_weighed_by_the_own_choice(own, category):
    """The own choice counts, not what was made of it after the advice."""
    unsure = replace(moment("m1", "b", "a"), reliability=(("file", 70),))
    scenario = lesson(moments=(unsure,))
    found = [
        of(evidence(story(*PLANNING, f"commit m1 {own} 70", f"final m1 {final}", of=scenario)), "K7.forecast")
        for final in ("a", "b")
    ]
    assert [[e.category for e in each] for each in found] == [[category], [category]]
    assert found[0][0].events == found[1][0].events


def test_signs_that_are_sure_ask_no_forecast():
    """Without a stated reliability below 100 there is no opportunity."""
    sure_sign = replace(moment("m1", "b", "a"), reliability=(("file", 100),))
    found = evidence(story(*PLANNING, "commit m1 a 70", "final m1 a", of=lesson(moments=(sure_sign,))))
    assert not of(found, "K7.forecast")


def test_looking_up_counts_only_before_the_own_choice():
    """A sign, or a source about the same order, before the choice; not after it, and not about another."""
    sources = (Source(id="klant", kind="customer", subject="O1"), Source(id="weer", kind="weather"))
    scenario = lesson(moments=(moment("m1", "b", "a"),), sources=sources)
    choose = ("commit m1 a 70", "final m1 a")

    def raw(*lines: str) -> list[float]:
        return [e.raw for e in of(evidence(story(*PLANNING, *lines, of=scenario)), "K7.looked_up")]

    assert raw(*choose) == [0.0]
    assert raw("look m1 file", *choose) == [1.0]
    assert raw("consult klant", *choose) == [1.0]
    assert raw("consult weer", *choose) == [0.0]
    assert raw("commit m1 a 70", "look m1 file", "final m1 a") == [0.0]
    assert not of(evidence(story(*PLANNING, of=scenario)), "K7.looked_up")


def test_the_reference_of_this_world_is_the_plan_by_hand():
    """What the tests above rest on."""
    assert isinstance(lesson().reference, Reference) and lesson().reference.plan == GOOD
