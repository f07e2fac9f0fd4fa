"""week.toml: its page tells the truth, its faults are told with file and line, its values arrive."""

from __future__ import annotations

import json
import re

import pytest
from pydantic import BaseModel

from game.content.limits import read_files
from game.content.load import SHIPPED, content_hash, load_from_files, load_scenario
from game.content.shape_week import (
    NEEDED,
    ChoiceShape,
    CustomerShape,
    LearningShape,
    QueueShape,
    WeekShape,
    WeekTripShape,
    week_schema,
)
from game.domain.errors import ContentFault, Fault
from game.domain.week import CAUSES, KINDS, Learning
from tests.content.test_format_page import PAGE, key_tables, keys_of, section

FILES = read_files(SHIPPED / "weekplan")
WEEK = FILES["week.toml"].decode()
TABLES: tuple[type[BaseModel], ...] = (
    WeekShape, WeekTripShape, CustomerShape, QueueShape, ChoiceShape, LearningShape,
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(TABLES)))
def test_every_key_stands_on_the_page(number: int) -> None:
    """No key is missing, none is invented, and `required` is said of those and only those."""
    table = key_tables(section("## `week.toml`"))[number]
    wanted = keys_of(TABLES[number])
    assert {name: text == "required" for name, text in table.items()} == wanted


def test_schema_is_current() -> None:
    """Editors check with the form that the game reads."""
    shipped = json.loads((SHIPPED / "week.schema.json").read_text(encoding="utf-8"))
    assert shipped == json.loads(json.dumps(week_schema()))


def test_the_example_of_the_page_is_a_week() -> None:
    """What an author copies is read: in place of the shipped week, with orders and vehicles it knows."""
    text = re.search(r"```toml week\n(.*?)```", PAGE, re.DOTALL)
    assert text is not None
    example = text[1].replace('"O1"', '"O10"')
    words = FILES["text/nl.toml"].decode() + '\n[choice.afternoon]\ntitle = "x"\nbody = "y"\n'
    week = load_from_files({**FILES, "week.toml": example.encode(), "text/nl.toml": words.encode()}).week
    assert week is not None
    assert (week.weeks, week.last_day, week.learning.late) == (1, 5, -15)
    assert week.regulars["O10"].queue is not None


def test_the_shipped_week_arrives() -> None:
    """Every kind of choice is there, and defaults of the form are those of the domain."""
    week = load_scenario("weekplan").week
    assert week is not None
    assert {c.kind for c in week.choices.values()} == set(KINDS) == set(NEEDED)
    assert week.learning == Learning()
    assert {r.cause for r in week.regulars.values()} <= set(CAUSES)
    heerenveen = week.regulars["O12"]
    assert (heerenveen.trip, heerenveen.service_s, heerenveen.days) == ("T2", 3300, (1, 2, 3, 4, 5))


def test_a_day_without_weeks_stays_one() -> None:
    """Other scenarios have no weeks, and the file counts in the hash of its scenario."""
    assert load_scenario("eerste-rit").week is None
    assert content_hash(FILES) != content_hash({**FILES, "week.toml": b""})


def faults(old: str, new: str) -> tuple[Fault, ...]:
    assert WEEK.count(old) >= 1
    with pytest.raises(ContentFault) as found:
        load_from_files({**FILES, "week.toml": WEEK.replace(old, new, 1).encode()})
    return found.value.faults


BROKEN = (
    ('vehicle = "V2"', 'vehicle = "V9"', "fault.unknown_id", 'trip[2].vehicle'),
    ('order = "O02"', 'order = "O01"', "fault.double_id", "customer[2].order"),
    ('trip = "T1"\ndays', 'trip = "T7"\ndays', "fault.unknown_id", "customer[1].trip"),
    ('partner = "westlijn"', 'partner = "westlyn"', "fault.unknown_id", "choice[8].partner"),
    ('vehicle = "V5"', 'vehicle = "V1"', "fault.week_vehicle", "choice[10].vehicle"),
    ("from_day = 2\nto_day = 3", "from_day = 1\nto_day = 3", "fault.week_move", "choice[6].from_day"),
    ('window = "11:00-16:00"\n', "", "fault.week_choice", "choice[1]"),
    ("wait_min = [30, 60, 90]", "wait_min = [30, 20, 90]", "fault.week_queue", "customer[7].queue"),
    ("days = [1, 2, 3, 4, 5]", "days = [1, 2, 3, 4, 6]", "fault.too_large", "customer[1].days[5]"),
    ("weeks = 2", "weeks = 3", "fault.too_large", "weeks"),
    ("weeks = 2", "weeks = 2\nmonths = 1", "fault.key_unknown", "months"),
)


@pytest.mark.parametrize(("old", "new", "key", "where"), BROKEN, ids=lambda v: str(v)[:24])
def test_faults_say_what_and_where(old: str, new: str, key: str, where: str) -> None:
    """An author finds the line: file, path and line of what is wrong."""
    found = [f for f in faults(old, new) if f.key.startswith(key)]
    assert found, faults(old, new)
    assert found[0].file == "week.toml"
    assert found[0].where == where
    assert found[0].line > 0
    assert WEEK.split("\n")[found[0].line - 1].strip()


def test_weeks_begin_on_a_monday() -> None:
    """Day 1 of a week is a Monday for the law and for the traffic."""
    scenario = FILES["scenario.toml"].replace(b"date = 2026-11-09", b"date = 2026-11-10")
    with pytest.raises(ContentFault) as found:
        load_from_files({**FILES, "scenario.toml": scenario})
    assert [f.key for f in found.value.faults] == ["fault.week_monday"]


def test_a_choice_without_words_is_a_fault() -> None:
    """A screen would show its key."""
    words = FILES["text/nl.toml"].replace(b"[choice.call-city]\ntitle", b"[choice.call-city]\nheading")
    with pytest.raises(ContentFault) as found:
        load_from_files({**FILES, "text/nl.toml": words})
    assert [dict(f.values)["name"] for f in found.value.faults] == ["choice.call-city.title"]
