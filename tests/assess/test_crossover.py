"""The group's estimate from two rounds: right effects, an interval that covers, honest about few players."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.assess.crossover import estimate, t_quantile, usable
from game.assess.trial import LEAST, Trial
from game.domain.rounds import ORDERS, order_of


def trial(
    number: int, *, effect: float, later: float = 0.0, form: float = 0.0, speed: float = 6.0,
    noise: tuple[float, float] = (0.0, 0.0),
) -> Trial:  # fmt: skip
    """A player in the order that counterbalancing gives, with effects on the logarithm of planning time."""
    order = order_of(number)
    logs = {
        r.aid: speed + (effect if r.aid == "full" else 0) + (later if r.nr == 2 else 0)
        + (form if r.form == "b" else 0) + noise[r.nr - 1]
        for r in order.rounds
    }  # fmt: skip
    return Trial(
        player=f"p{number}", hand_s=round(1000 * math.exp(logs["none"])),
        help_s=round(1000 * math.exp(logs["full"])), help_second=order.second.aid == "full",
        b_second=order.second.form == "b",
    )  # fmt: skip


@given(
    st.floats(-0.5, 0.5), st.floats(-0.5, 0.5), st.floats(-0.5, 0.5),
    st.lists(st.floats(4, 8), min_size=8, max_size=16),
)  # fmt: skip
def test_each_effect_is_found_apart_from_the_others(
    effect: float, later: float, form: float, speeds: list[float]
) -> None:
    """Without noise help, order and form come out exactly, however fast each player is."""
    made = [trial(i, effect=effect, later=later, form=form, speed=s) for i, s in enumerate(speeds)]
    found = estimate(made)
    assert found.state == "ok"
    for got, true in ((found.share, effect), (found.later, later), (found.form_b, form)):
        assert got == pytest.approx(1 - math.exp(true), abs=1e-3)


@pytest.mark.parametrize("players", [LEAST, 12])
def test_interval_covers_the_truth_as_often_as_it_says(players: int) -> None:
    """Of 1500 simulated groups with effects of order and form, 95 % have the true effect within."""
    chance = np.random.default_rng(7)
    covered, groups, true = 0, 1500, 1 - math.exp(-0.13)
    for _ in range(groups):
        made = [
            trial(i, effect=-0.13, later=-0.2, form=0.05, speed=float(chance.normal(6, 0.4)),
                  noise=(float(chance.normal(0, 0.25)), float(chance.normal(0, 0.25))))
            for i in range(players)
        ]  # fmt: skip
        found = estimate(made)
        covered += found.low <= true <= found.high
    assert abs(covered / groups - 0.95) < 0.018  # three standard errors


def test_few_players_get_no_estimate() -> None:
    """Below six nothing is shown but the number."""
    found = estimate([trial(i, effect=-0.1) for i in range(LEAST - 1)])
    assert (found.state, found.n, found.share) == ("few", LEAST - 1, 0.0)


def test_everybody_in_one_order_is_no_answer() -> None:
    """Where help always came second it cannot be told from getting used to the game."""
    always = [t for t in (trial(i, effect=-0.1) for i in range(40)) if t.help_second]
    assert estimate(always).state == "mixed"


def test_a_player_counts_once_and_only_with_time_spent() -> None:
    """The first pair of a player counts; a round without any planning time does not."""
    first, again = trial(1, effect=-0.1), trial(2, effect=-0.9)
    twice = Trial(
        player=first.player, hand_s=again.hand_s, help_s=again.help_s, help_second=True, b_second=True
    )
    idle = Trial(player="idle", hand_s=0, help_s=40, help_second=True, b_second=True)
    assert usable([first, twice, idle]) == (first,)


@given(st.permutations(range(12)), st.floats(0.2, 5))
def test_sequence_of_players_and_unit_of_time_do_not_matter(order: list[int], factor: float) -> None:
    """The estimate is the same for shuffled players and for other units of time."""
    chance = np.random.default_rng(3)
    made = [trial(i, effect=-0.1, noise=(float(chance.normal(0, 0.2)), 0.0)) for i in range(12)]
    scaled = [
        Trial(player=t.player, hand_s=round(t.hand_s * factor), help_s=round(t.help_s * factor),
              help_second=t.help_second, b_second=t.b_second)
        for t in (made[i] for i in order)
    ]  # fmt: skip
    one, two = estimate(made), estimate(scaled)
    assert (one.low, one.share, one.high) == pytest.approx((two.low, two.share, two.high), abs=2e-3)


@pytest.mark.parametrize(
    ("free", "t"),
    [(1, 12.7062), (2, 4.3027), (3, 3.1824), (4, 2.7764), (10, 2.2281), (29, 2.0452), (30, 2.0423)],
)
def test_quantiles_are_those_of_the_tables(free: int, t: float) -> None:
    """Student's t to four decimals, for odd and even degrees of freedom."""
    assert t_quantile(free) == pytest.approx(t, abs=5e-5)


def test_all_four_orders_can_be_simulated() -> None:
    """The simulation above goes through every order equally often."""
    assert {order_of(i).id for i in range(4)} == {o.id for o in ORDERS}
