"""Commands and their text form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.domain import commands as c
from game.domain.errors import Unreadable

ids = st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True)
numbers = st.integers(-1, 200_000)
every_command = st.one_of(
    st.builds(c.Place, order=ids, vehicle=ids, at=numbers, deliver_at=numbers),
    st.builds(c.Unplace, order=ids),
    st.builds(c.SetStart, vehicle=ids, start_s=numbers),
    st.builds(c.SetRoute, vehicle=ids, at=numbers, route=numbers),
    st.builds(c.Commit, moment=ids, option=ids, confidence=numbers),
    st.builds(c.Answer, question=ids, text=st.text(max_size=200)),
    st.builds(c.Undo),
    st.builds(c.Advance, to_s=numbers),
)


@given(st.lists(st.builds(c.Steer, text=st.text(max_size=40)), min_size=1, max_size=4))
def test_rules_together_come_apart_again(rules: list[c.Steer]) -> None:
    """Whatever a customer is called, also with the sign that joins acts, each rule comes back as it was."""
    act = c.together(*rules, c.Shelve(text="drivers|Jansen; zonen|D1"))
    read = c.from_text(c.to_text(act))
    assert isinstance(read, c.Together)
    assert c.apart(read) == (*rules, c.Shelve(text="drivers|Jansen; zonen|D1"))
    assert c.is_steering(read)


@given(every_command)
def test_text_form_round_trips(command: c.Command) -> None:
    """A log line gives exactly the command that was done, free text included."""
    line = c.to_text(command)
    assert "\n" not in line
    assert c.from_text(line) == command


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("fly O1", "command.unknown"),
        ("", "command.unknown"),
        ("place O1 V1", "command.words"),
        ("place O1 V1 two -1", "command.word"),
        ("answer q no-quotes", "command.word"),
        ("answer q 12", "command.word"),
    ],
)
def test_nonsense_is_unreadable(line: str, key: str) -> None:
    """A damaged line is told by its part, never guessed."""
    with pytest.raises(Unreadable) as caught:
        c.from_text(line)
    assert caught.value.key == key


@given(st.text(max_size=60))
def test_any_text_is_a_command_or_unreadable(line: str) -> None:
    """Nothing but Unreadable ever leaves the reader."""
    try:
        command = c.from_text(line)
    except Unreadable:
        return
    assert c.from_text(c.to_text(command)) == command
