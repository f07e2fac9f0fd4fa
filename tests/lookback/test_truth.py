"""What was true, beside what was seen."""

from __future__ import annotations

from game.domain.commands import Advance
from game.fork import fork
from game.lookback.truth import as_it_was, course_key, course_of, hidden, true_world
from tests.lookback.days import day, tape


def test_the_true_course_is_what_happens_when_nothing_more_is_done() -> None:
    """From after the last decision the true course is the day as it was driven."""
    session = day()
    acts = [e for e in session.events if e.kind == "command" and not str(e.data["do"]).startswith("advance")]
    last = max(e.seq for e in acts if 0 < e.game_s < session.clock_s)
    assert session.running is not None
    assert course_of(tape().at(last)) == session.running.realised()


def test_the_clock_alone_does_not_change_the_true_course() -> None:
    """So that playing on need not work it out again."""
    shown = fork(tape().second(9 * 3600))
    before, key = course_of(shown), course_key(shown)
    shown.do(Advance(to_s=shown.clock_s + 300))
    if course_key(shown) == key:
        assert course_of(shown) == before


def test_seeing_the_truth_changes_nothing() -> None:
    """The session that was looked at stays as it was; the other one knows every incident."""
    shown = tape().second(9 * 3600)
    before = shown.state_hash()
    known = as_it_was(shown)
    assert shown.state_hash() == before
    assert known.day is not None
    assert set(known.day.seen) == {i.id for i in known.day.incidents}
    assert known.system.orders == true_world(shown).orders


def test_what_is_hidden_gets_less() -> None:
    """Trouble that was seen, and data that was corrected, is hidden no more."""
    start, end = tape().second(tape().start_s), tape().second(17 * 3600)
    unseen = {h.incident.id for h in hidden(start) if h.incident}
    assert unseen
    assert end.day is not None
    assert not {h.incident.id for h in hidden(end) if h.incident} & set(end.day.seen)
    for each in hidden(start):
        if each.order:
            assert each.true != each.believed
