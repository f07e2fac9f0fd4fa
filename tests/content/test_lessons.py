"""Lessons of the coach: the shipped ones are complete and short, and a wrong file is told where."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from game.content import coach
from game.content.coach import FOLDER, LANGS, condition, lesson_faults, lesson_ids, load_lesson, needed
from game.content.load import load_scenario
from game.domain.errors import ContentFault
from game.ui.coach_facts import KNOWN

LONGEST = 100
"""Characters of a sentence on the card: two lines."""


@pytest.mark.parametrize("name", lesson_ids())
def test_shipped_lessons_are_right(name: str) -> None:
    """Every lesson belongs to a scenario, speaks of its orders and trucks, and has all its sentences."""
    lesson = load_lesson(FOLDER / name)
    scenario = load_scenario(lesson.scenario)
    orders, vehicles = sorted(scenario.system.orders), sorted(scenario.system.vehicles)
    assert lesson_faults(FOLDER / name, orders, vehicles) == ()
    moments = {m.id for m in scenario.moments}
    asks = [a for s in lesson.steps for each in s.done for a in each]
    assert all(a.words[0] in moments for a in asks if a.name in ("decided", "decided_otherwise"))
    assert len({s.id for s in lesson.steps}) == len(lesson.steps)
    assert lesson.steps[-1].done == (), "the last card waits for its button"
    assert [s.phase for s in lesson.steps] == sorted((s.phase for s in lesson.steps), key=coach.PHASES.index)


@pytest.mark.parametrize("name", lesson_ids())
def test_no_walls_of_text(name: str) -> None:
    """One short idea and one task per card, in both languages, with the same trucks in them."""
    lesson = load_lesson(FOLDER / name)
    for key in needed(lesson.steps):
        plain = [re.sub(r"\{[^}]+\}", "Bakwagen 1", lesson.text(lang, key)) for lang in LANGS]
        assert all(0 < len(p.replace("**", "")) <= LONGEST for p in plain), (key, plain)
        tokens = [re.findall(r"\{[^}]+\}", lesson.text(lang, key)) for lang in LANGS]
        assert tokens[0] == tokens[1], key
        assert [lesson.text(lang, key).count("**") % 2 for lang in LANGS] == [0, 0], key
    for lang in LANGS:
        unused = set(lesson.texts[lang]) - set(needed(lesson.steps))
        assert not unused


def test_every_question_of_a_lesson_can_be_answered() -> None:
    """What a file may ask and what the screen answers are one list."""
    assert set(coach.PREDICATES) == set(KNOWN)


def test_conditions_are_read_and_refused() -> None:
    """Alternatives, several questions and denials; a question nobody knows is named."""
    read = condition("planned(O1) and not together(O1, O2) or phase(day)")
    assert [[(a.name, a.words, a.negated) for a in each] for each in read] == [
        [("planned", ("O1",), False), ("together", ("O1", "O2"), True)], [("phase", ("day",), False)],
    ]  # fmt: skip
    for wrong in ("flies(O1)", "planned", "planned(O1, O2)", "planned(O1) und phase(day)"):
        with pytest.raises(ValueError, match=re.escape(wrong.split(" and ")[0])):
            condition(wrong)


@pytest.mark.parametrize(
    ("before", "after", "key", "where"),
    [
        ('done = "planned(O1)"', 'done = "plant(O1)"', "fault.condition", "step[2].done"),
        ('phase = "day"', 'phase = "night"', "fault.choice", "step[15].phase"),
        ('format = "ritregie-lesson/1"', "", "fault.key_missing", "format"),
        ("minutes = 10", "minutes = 10\ncolour = 1", "fault.key_unknown_no_hint", "colour"),
    ],
)
def test_a_wrong_lesson_is_told_where(tmp_path: Path, before: str, after: str, key: str, where: str) -> None:
    """A fault names file, line and place, as in a scenario."""
    place = tmp_path / "lesson"
    shutil.copytree(FOLDER / "eerste-rit", place)
    text = (place / "lesson.toml").read_text(encoding="utf-8")
    (place / "lesson.toml").write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentFault) as told:
        load_lesson(place)
    assert [(f.file, f.key, f.where) for f in told.value.faults] == [("lesson.toml", key, where)]


def test_missing_sentence_or_file_is_told(tmp_path: Path) -> None:
    """A step without words in one language never reaches the screen."""
    place = tmp_path / "lesson"
    shutil.copytree(FOLDER / "eerste-rit", place)
    text = (place / "en.toml").read_text(encoding="utf-8")
    (place / "en.toml").write_text(text.replace("[swap]", "[swop]"), encoding="utf-8")
    told = {(f.file, f.where) for f in lesson_faults(place, (), ()) if f.key == "fault.text_missing"}
    assert {("en.toml", "swap.say"), ("en.toml", "swap.do")} <= told
    (place / "en.toml").unlink()
    assert any(f.key == "fault.lesson_file" for f in lesson_faults(place, (), ()))


def test_orders_that_do_not_exist_are_told() -> None:
    """A lesson for another scenario's orders is refused by `tools validate`."""
    names = {dict(f.values)["name"] for f in lesson_faults(FOLDER / "eerste-rit", ("O1", "O2"), ("V1",))}
    assert names == {"O3", "O4"}


def test_tools_validate_reads_the_lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Authors are told of a broken lesson when they check its scenario."""
    import tools.validate as tool

    assert tool.scenario_faults("eerste-rit") == ()
    place = tmp_path / "eerste-rit"
    shutil.copytree(FOLDER / "eerste-rit", place)
    (place / "nl.toml").unlink()
    monkeypatch.setattr(tool, "LESSONS", tmp_path)
    assert any(f.key == "fault.lesson_file" for f in tool.scenario_faults("eerste-rit"))


def test_page_for_authors_names_every_question() -> None:
    """What a lesson may ask stands in the page beside the lessons, and nothing else does."""
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    table = page.split("| question |")[1].split("\n\n")[0]
    named = set(re.findall(r"`([a-z_]+)[`(]", "\n".join(row.split("|")[1] for row in table.splitlines()[2:])))
    assert named == set(coach.PREDICATES)
