"""A planner's acts between the days round-trip through a line of the log."""

from __future__ import annotations

import pytest

from game.domain import week_commands as c
from game.domain.commands import Answer
from game.domain.errors import Unreadable

ACTS: tuple[c.WeekCommand, ...] = (
    c.BeginWeek(), c.Study(what="customer/O10"), c.Choose(choice="dock", forecast_cent=-1500, cause="dock"),
    c.End(choice="dock"), c.Drive(day=3), c.CloseWeeks(), c.FinishWeeks(),
    Answer(question="data", text="Te laat: 'k belde \"morgen\"\npas."),
)  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=lambda a: a.verb)
def test_text_form_round_trips(act: c.WeekCommand) -> None:
    """What the log has is what was done."""
    assert c.from_text(c.to_text(act)) == act


@pytest.mark.parametrize(
    ("line", "key"),
    [("week_fly 3", "command.unknown"), ("answer data", "command.words"), ("answer data no", "command.word"),
     ("week_drive", "command.words"), ("week_drive x", "command.word")],
)
def test_what_is_no_act_says_so(line: str, key: str) -> None:
    """Verb, number of words and kind of word are checked."""
    with pytest.raises(Unreadable) as found:
        c.from_text(line)
    assert found.value.key == key
