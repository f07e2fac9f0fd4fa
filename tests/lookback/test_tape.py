"""A log as a tape: every event's state again, from any side."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.lookback import Tape
from tests.lookback.days import day, tape

PLACES = st.lists(st.integers(0, 10_000), min_size=1, max_size=6)


@pytest.mark.parametrize("persona", ["careful", "random"])
@settings(max_examples=25, deadline=None)
@given(places=PLACES)
def test_a_jump_gives_the_state_of_the_log(persona: str, places: list[int]) -> None:
    """At any event, reached from any other, the session is the one that logged it."""
    found = tape(persona)
    for place in places:
        event = found.events[place % len(found.events)]
        assert found.at(event.seq).state_hash() == event.state


@settings(max_examples=15, deadline=None)
@given(place=st.integers(0, 10_000))
def test_before_an_act_it_is_not_yet_done(place: int) -> None:
    """`before` an input is what the log had just before it."""
    found = tape()
    inputs = [e for e in found.events if e.kind in ("command", "proposal")]
    event = inputs[place % len(inputs)]
    assert found.before(event.seq).state_hash() == found.events[event.seq - 1].state


@settings(max_examples=15, deadline=None)
@given(share=st.floats(0, 1))
def test_any_second_lies_between_two_events(share: float) -> None:
    """At a second the clock stands there, and everything done up to it has been done."""
    found = tape()
    at_s = round(found.start_s + share * (found.end_s - found.start_s))
    session = found.second(at_s)
    assert session.clock_s == at_s or session.phase != "day"
    assert session.clock_s <= at_s
    later = found.at(min(found.last, found.seq_at(at_s) + 1))
    assert later.clock_s >= session.clock_s


def test_a_stop_of_the_day_is_seen_before_its_answer() -> None:
    """At the second at which a message came in it is still open, also when it was answered that second."""
    found = tape()
    came = [e for e in found.events if e.data.get("what") == "message"]
    asked = {m.id for m in day().scenario.messages if m.options}
    seen = 0
    for event in came:
        if event.data["subject"] in asked:
            shown = found.when(event.seq, int(event.data["at_s"]))
            assert any(m.id == event.data["subject"] for m in shown.open_messages())
            seen += 1
    assert seen


def test_what_is_asked_for_early_is_read_first() -> None:
    """A jump does not have to wait for the whole log; the tape knows how far it is."""
    made = Tape(day().events, day().scenario)
    assert made.share < 0.2
    middle = made.events[len(made.events) // 2]
    assert made.at(middle.seq).state_hash() == middle.state
    assert not made.complete
    made.finish()
    assert made.complete
    assert made.share == 1.0
    assert made.at(made.last).state_hash() == made.events[-1].state


def test_plans_stand_beside_each_act() -> None:
    """For words on an act the plan before and after it is at hand."""
    found = tape()
    dispatch = next(e for e in found.events if e.data.get("do") == "dispatch")
    before, after = found.around(dispatch.seq)
    assert before.covered() == after.covered()
    placed = next(e for e in found.events if str(e.data.get("do", "")).startswith("place ") and e.data["ok"])
    before, after = found.around(placed.seq)
    assert len(before.covered()) < len(after.covered())
