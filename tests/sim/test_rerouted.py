"""A truck that is told to keep off a road."""

from __future__ import annotations

from dataclasses import replace

from game.domain.scenario import Effect
from game.sim.day import advance, open_day
from game.sim.effects import apply_effect
from tests.sim.days import own_plan, road_world, scenario
from tests.worlds import leg

OFF_A28 = Effect(kind="avoid", subject="O2", road="A28")


def _two_ways():
    """To A by the A28, or ten minutes longer by the N371; every other leg has one way."""
    world = road_world()
    book = world.legs

    class Book:
        def options(self, profile, origin, destination):
            only = book.options(profile, origin, destination)
            fast = replace(only[0], roads=(("A28", 10),))
            if (origin, destination) == ("D", "A"):
                return fast, leg(70, 60, roads=(("N371", 10),))
            return only

        def fastest(self, profile, origin, destination):
            return self.options(profile, origin, destination)[0]

        def shortest_m(self, profile, origin, destination):
            return book.shortest_m(profile, origin, destination)

    return replace(world, legs=Book())


def test_every_drive_that_has_not_begun_keeps_off_the_road():
    """The order names its truck; ways without the road are taken where there are any, others stay."""
    world, mine = _two_ways(), own_plan()
    state = open_day(scenario(world), world, mine, 1)
    after, same = apply_effect(world, mine, state, OFF_A28)
    assert same == state
    assert [s.route for s in after.trip_of("V1").stops] == [1, 0]
    assert after.trip_of("V2") == mine.trip_of("V2")
    again, _ = apply_effect(world, after, state, OFF_A28)
    assert again == after


def test_what_has_begun_is_driven_as_it_was():
    """A truck on the A28 cannot leave it any more, and an order that nobody has changes nothing."""
    world, mine = _two_ways(), own_plan()
    state = open_day(scenario(world), world, mine, 1)
    state, _ = advance(scenario(world), world, mine, state, 8 * 3600)
    assert state.truck("V1").begun == 1
    assert apply_effect(world, mine, state, OFF_A28)[0] == mine
    nobody = mine.without_order("O2")
    assert apply_effect(world, nobody, state, OFF_A28)[0] == nobody


def test_holding_an_order_holds_the_truck_that_has_it():
    """An author can hold whichever truck brings an order, as the player's plan decides which."""
    world, mine = _two_ways(), own_plan()
    state = open_day(scenario(world), world, mine, 1)
    by_order = apply_effect(world, mine, state, Effect(kind="hold_s", subject="O2", amount=600))
    by_truck = apply_effect(world, mine, state, Effect(kind="hold_s", subject="V1", amount=600))
    assert by_order == by_truck
    assert by_order[0] != mine
