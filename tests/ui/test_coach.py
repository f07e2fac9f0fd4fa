"""The coach without a screen: where its card lies, how its sentences break, what it remembers."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from pathlib import Path

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.coach import FOLDER, LANGS, lesson_ids, load_lesson, needed
from game.content.load import load_scenario
from game.domain.commands import Begin, Dispatch, Place, Undo
from game.record.lessons import LessonBook, Progress, forget_player
from game.session import Session
from game.ui.coach import Coach
from game.ui.coach_card import FLAT, PAD, WIDE, wrap_runs
from game.ui.coach_facts import Seen, named, placed, runs
from game.ui.coach_place import GAP, anchors, place
from game.ui.layout import SCALES
from game.ui.text import TextCache

Rect = pygame.Rect
boxes = st.builds(
    Rect, st.integers(0, 1500), st.integers(0, 800), st.integers(4, 400), st.integers(4, 60)
)  # fmt: skip


@given(targets=st.lists(boxes, min_size=1, max_size=2), soft=st.lists(boxes, max_size=12))
def test_a_card_that_is_said_to_be_clear_is(targets: list[Rect], soft: list[Rect]) -> None:
    """Wherever things lie: inside the window, and clear of the targets by a gap, or honestly not clear."""
    window = Rect(0, 0, 1600, 900)
    found, clear = place((392, 230), window, targets, soft, Rect(300, 52, 900, 500))
    assert window.contains(found)
    inside = [t.clip(window) for t in targets if t.colliderect(window)]
    if clear:
        assert all(not found.colliderect(t.inflate(GAP, GAP)) for t in inside)


def test_there_is_always_room_in_a_large_window() -> None:
    """One thing and the end of a drag never fill a full window."""
    window = Rect(0, 0, 1280, 720)
    for y in range(60, 660, 20):
        targets = [Rect(0, y, 276, 40), Rect(276, 560, 1000, 40)]
        found, clear = place((392, 230), window, targets, [], None)
        assert clear
        assert found.collidelist(targets) < 0


def test_card_stays_while_it_is_not_in_the_way() -> None:
    """A step that is read is not chased over the screen by small changes."""
    window, target = Rect(0, 0, 1600, 900), Rect(20, 200, 200, 40)
    before = Rect(700, 300, 392, 230)
    assert place((392, 230), window, [target], [], None, before) == (before, True)
    moved, clear = place((392, 230), window, [Rect(750, 350, 90, 30)], [], None, before)
    assert clear
    assert moved != before


def test_line_joins_the_edges_that_face_each_other() -> None:
    """The thin line starts at the card's border and ends at that of the thing."""
    card, target = Rect(400, 100, 300, 200), Rect(40, 150, 100, 40)
    a, b = anchors(card, target)
    assert a[0] == card.x
    assert b[0] == target.right
    a, b = anchors(card, Rect(450, 600, 100, 40))
    assert (a[1], b[1]) == (card.bottom, 600)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", lesson_ids())
def test_sentences_take_two_lines_at_most(name: str, scale: float) -> None:
    """No wall of text: idea and task have at most two lines each, in every scale and both languages."""
    pygame.font.init()
    lesson, type_ = load_lesson(FOLDER / name), TextCache(scale)
    session = Session(load_scenario(lesson.scenario), seed=1)
    for key in needed(lesson.steps):
        step, _, what = key.partition(".")
        if what in ("title", ""):
            continue
        hint = any(h.id == what for s in lesson.steps if s.id == step for h in s.hints)
        room = WIDE - 2 * PAD - (44 if what == "do" else 28 if hint else 0)
        for lang in LANGS:
            text = named(lesson.text(lang, key), session)
            assert len(wrap_runs(type_, text, room, "lead")) <= 2, (lang, key, text)
            assert len(wrap_runs(type_, text, FLAT - 100, "lead")) <= 2


def test_bold_words_keep_their_place() -> None:
    """Wrapping loses no word and no space."""
    pygame.font.init()
    text = "Sleep **Bakkerij De Halm** naar **Bakwagen 1**, lees de prijs en laat los."
    assert runs("a **b c** d") == (("a ", False), ("b c", True), (" d", False))
    lines = wrap_runs(TextCache(1.0), text, 150, "lead")
    assert len(lines) > 2
    assert "".join(word for line in lines for word, _ in line) == text.replace("**", "")
    assert {w.strip() for line in lines for w, bold in line if bold} >= {"Bakkerij", "Halm", "Bakwagen"}


def begun() -> Session:
    """A plan board with nothing on it."""
    session = Session(load_scenario("eerste-rit"), seed=1)
    session.do(Begin())
    return session


def test_trucks_are_named_by_the_plan() -> None:
    """A sentence speaks of the truck that the player chose, and a pointer points at it."""
    session = begun()
    assert named("{of.O1} en {other.O1}", session) == "Bakwagen\u00a01 en Bakwagen\u00a02"
    session.do(Place(order="O1", vehicle="V2", at=0))
    assert named("{of.O1} en {other.O1}", session) == "Bakwagen\u00a02 en Bakwagen\u00a01"
    assert placed("lane.{of.O1}", session) == "lane.V2"
    assert placed("stop.O1", session) == "block.V2.0"
    assert placed("stop.O2", session) == "", "what is not planned has no block"


def test_a_lesson_is_not_offered_once_the_day_runs() -> None:
    """Who began to plan without an answer is not asked in the middle of a telephone call."""
    session = begun()
    coach = Coach(session, load_lesson(FOLDER / "eerste-rit"), LessonBook(None, "p-test"))
    assert coach.state == "offered" and coach.shown
    for at, name in enumerate(("O1", "O2")):
        session.do(Place(order=name, vehicle="V1", at=at))
    assert coach.shown
    assert session.do(Dispatch()).ok
    assert not coach.shown


def test_undone_steps_come_back() -> None:
    """Taking back what a step asked for does not turn the lesson back; the next steps see the state."""
    session, book = begun(), LessonBook(None, "p-test")
    coach = Coach(session, load_lesson(FOLDER / "eerste-rit"), book)
    coach.start()
    session.do(Place(order="O1", vehicle="V1", at=0))
    coach.see(Seen(session=session), frozenset())
    assert coach.step.id == "price"
    session.do(Undo())
    coach.see(Seen(session=session), frozenset())
    assert coach.step.id == "price"
    coach.go_back()
    assert coach.step.id == "plan", "the step before, with its task open again"
    session.do(Place(order="O1", vehicle="V1", at=0))
    coach.see(Seen(session=session), frozenset())
    assert coach.step.id == "price"


def test_progress_is_kept_per_player(tmp_path: Path) -> None:
    """Two players on one machine are each where they were; who is forgotten leaves nothing."""
    file = tmp_path / "lessons.json"
    LessonBook(file, "p-a").keep("eerste-rit", state="running", run="x", step="swap", looked=("trip",))
    LessonBook(file, "p-b").keep("eerste-rit", state="done")
    assert LessonBook(file, "p-a").of("eerste-rit") == Progress(
        state="running", run="x", step="swap", looked=("trip",)
    )
    assert LessonBook(file, "p-b").of("eerste-rit").state == "done"
    assert LessonBook(file, "p-c").of("eerste-rit") == Progress()
    forget_player(file, "p-a")
    assert "p-a" not in file.read_text(encoding="utf-8")
    assert LessonBook(file, "p-b").of("eerste-rit").state == "done"


WRONG = '{"p-a": {"eerste-rit": {"state": "flying"}}}'


@pytest.mark.parametrize("text", ["", "{", "[]", '{"p-a": 3}', WRONG])
def test_damaged_progress_costs_nothing(tmp_path: Path, text: str) -> None:
    """A damaged file only means that the coach offers itself again."""
    file = tmp_path / "lessons.json"
    file.write_text(text, encoding="utf-8")
    book = LessonBook(file, "p-a")
    assert book.of("eerste-rit") == Progress()
    book.keep("eerste-rit", state="done")
    assert LessonBook(file, "p-a").of("eerste-rit").state == "done"
