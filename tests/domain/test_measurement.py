"""What a measurement is made of: its parts, what a log's header says of them, and gaps on the wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from game.domain.events import Event
from game.domain.measurement import FORMS, code_of, gap_s, gaps_of, part_of, part_with, parts

HEADER = {"mode": "assess", "help": "later"}


def event(kind: str, data: dict[str, object], wall_ms: int = 0) -> Event:
    """A line of a log."""
    return Event(seq=0, game_s=0, wall_ms=wall_ms, actor="game", kind=kind, data=data, state="", link="")


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("nr", [1, 2])
def test_a_part_round_trips_through_a_header(form: str, nr: int) -> None:
    """The log alone says which part of which run it is."""
    part = parts(form, "ab12")[nr - 1]
    header = {**HEADER, "measurement": part.data(), "scenario": part.scenario}
    assert part_of(header) == part
    assert part_with(part.scenario, "ab12") == part


def test_the_parts_of_both_forms_are_four_days_with_a_seed_each() -> None:
    """Everybody plays the same day, and no two parts share theirs."""
    every = [part for form in FORMS for part in parts(form, "")]
    assert len({p.scenario for p in every}) == len({p.seed for p in every}) == 4
    assert [p.nr for p in every] == [1, 2, 1, 2]


@pytest.mark.parametrize(
    "wrong",
    [
        {"measurement": None}, {"measurement": {"form": "nulmeting", "part": 3, "run": "a"}},
        {"measurement": {"form": "toets", "part": 1, "run": "a"}}, {"measurement": {"form": 1}},
        {"measurement": {"form": "nulmeting", "part": "1", "run": "a"}}, {"scenario": "nulmeting-2"},
        {"mode": "train"}, {"help": "full"},
    ],
)  # fmt: skip
def test_a_header_that_does_not_hold_is_no_part(wrong: dict[str, object]) -> None:
    """A day with all help, another scenario or an unknown form never counts as a measurement."""
    good = {**HEADER, "measurement": {"form": "nulmeting", "part": 1, "run": "a"}, "scenario": "nulmeting-1"}
    assert part_of(good) is not None
    assert part_of({**good, **wrong}) is None


def test_a_gap_counts_from_the_last_line_and_the_gaps_before_it() -> None:
    """The clock of a log stands still while nobody plays."""
    begun = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
    events = [event("header", {"begun": "2026-11-28T09:00:00Z"}), event("mark", {}, 60_000)]
    assert gap_s(events, begun + timedelta(seconds=100)) == 40
    events += [event("interrupted", {"gap_s": 40}, 60_000), event("mark", {}, 90_000)]
    assert gaps_of(events) == (40,)
    assert gap_s(events, begun + timedelta(seconds=200)) == 70
    assert gap_s(events, begun) == 0
    assert gap_s([event("header", {}), *events[1:]], begun) == 0


def test_the_code_has_the_beginning_of_every_head() -> None:
    """Two words that can be read aloud stand for both logs."""
    assert code_of(["0123456789", "abcdefghij"]) == "01234567-abcdefgh"
