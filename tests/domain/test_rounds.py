"""Counterbalancing of two rounds, and what a log's header says of them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from game.domain.rounds import FORMS, ORDERS, Part, next_seed, order_of, part_of


@given(st.integers(0, 10**6))
def test_every_block_of_four_seeds_has_each_order_once(block: int) -> None:
    """Balanced after every fourth player, whatever the block."""
    assert Counter(order_of(4 * block + i).id for i in range(4)) == Counter(o.id for o in ORDERS)


def test_blocks_do_not_all_run_alike() -> None:
    """Who plays third cannot know the order from the block before; all sequences of four occur."""
    runs = {tuple(order_of(4 * b + i).id for i in range(4)) for b in range(400)}
    assert len(runs) == 24


@given(st.integers(0, 10**6))
def test_an_order_has_both_forms_and_both_kinds_of_help(seed: int) -> None:
    """One round each, on different forms; the other order swaps the help and keeps the forms."""
    order = order_of(seed)
    assert {r.form for r in order.rounds} == set(FORMS)
    assert {r.aid for r in order.rounds} == {"none", "full"}
    other = order.other
    assert [r.form for r in other.rounds] == [r.form for r in order.rounds]
    assert [r.aid for r in other.rounds] == [r.aid for r in order.rounds][::-1]
    assert other.other == order


@given(st.lists(st.integers(0, 50), max_size=6), st.integers(0, 10**6))
def test_next_seed_goes_on_where_this_computer_was(used: list[int], draw: int) -> None:
    """The very first is drawn; then one after the other, so that blocks are filled."""
    assert next_seed(used, draw) == (max(used) + 1 if used else draw)


@given(st.integers(0, 10**6), st.sampled_from([1, 2]))
def test_part_round_trips_through_a_header(seed: int, nr: int) -> None:
    """What `data` writes, `part_of` reads, as long as scenario and help agree with it."""
    part = Part(pair="ab", nr=nr, seed=seed, order=order_of(seed))
    header = {"scenario": part.round.scenario, "round": part.data()}
    header |= {"help": "none"} if part.round.aid == "none" else {}
    assert part_of(header) == part
    assert part_of({**header, "scenario": "stukgoed"}) is None
    assert part_of({**header, "help": "full" if part.round.aid == "none" else "none"}) is None


def test_nonsense_in_a_header_is_no_round() -> None:
    """A log from elsewhere is not taken for a round, and nothing is raised."""
    for raw in (
        None,
        [],
        "x",
        {"pair": 1},
        {"pair": "a", "nr": 3, "seed": 1, "order": ORDERS[0].id},
        {"order": []},
    ):
        assert part_of({"scenario": FORMS["a"], "round": raw}) is None
