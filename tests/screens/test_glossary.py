"""The words at hand: a click on a word, F1 on a thing, the list with its search; on every screen of play."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from pathlib import Path

import pygame
import pytest

from game.domain.commands import Advance, Place
from game.ui.glossary_tool import GlossaryTool
from game.ui.screens.briefing import BriefingScreen

from .app_play import make_app, make_shell, press
from .lesson_play import Newcomer

WINDOWS = (((1600, 900), 1.0), ((1280, 720), 1.0), ((1280, 720), 1.5), ((800, 450), 1.0))


def words(n: Newcomer) -> GlossaryTool:
    """The tool on the screen that is shown."""
    return next(t for t in n.shell.stack[-1].tools if isinstance(t, GlossaryTool))  # type: ignore[attr-defined]


def point(n: Newcomer, name: str) -> None:
    """Move the pointer onto a hit."""
    n.post(pygame.MOUSEMOTION, pos=n.spot(name), rel=(0, 0), buttons=(0, 0, 0))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_word_in_a_panel_opens_its_card(tmp_path: Path, lang: str) -> None:
    """A click on the label tells the word in both languages; the figure still leads to its explanation."""
    n = Newcomer(tmp_path, lang=lang)
    n.coach.stop()
    n.click("word.beladingsgraad")
    card = words(n)
    assert card.word is not None
    assert card.word.names == {"nl": "beladingsgraad", "en": "load factor"}
    assert n.shell.ctx.rect.contains(n.shell.ctx.hits.get("words.card").rect)  # type: ignore[union-attr]
    n.key("esc")
    assert card.word is None
    n.click("kpi.cost")
    assert n.shell.stack[-1].explain is not None  # type: ignore[attr-defined]


def test_f1_explains_what_is_pointed_at(tmp_path: Path) -> None:
    """F1 on a finding gives the word that its rule turns on; F1 beside everything gives the help."""
    n = Newcomer(tmp_path)
    n.coach.stop()
    for order, at in (("O4", 0), ("O3", 1)):
        n.session.do(Place(order=order, vehicle="V2", at=at))
    n.click("tab.findings")
    point(n, "finding.0")
    n.key("f1")
    assert words(n).word is not None
    assert words(n).word.id == "venster"  # type: ignore[union-attr]
    n.click("order.O1")
    assert words(n).word is None, "the next act closes the card, and is done"
    assert n.shell.stack[-1].desk.selection.order == "O1"  # type: ignore[attr-defined]
    point(n, "map")
    n.key("f1")
    assert n.shell.stack[-1].dialog == "keys"  # type: ignore[attr-defined]


@pytest.mark.parametrize(("size", "scale"), WINDOWS)
def test_list_finds_words_in_both_languages(tmp_path: Path, size: tuple[int, int], scale: float) -> None:
    """From the help to the list; what is typed finds Dutch and English names; nothing leaves the window."""
    n = Newcomer(tmp_path, size=size, scale=scale)
    n.coach.stop()
    n.shell.stack[-1].dialog = "keys"  # type: ignore[attr-defined]
    n.frames()
    n.click("keys.words")
    assert words(n).open
    for text, found in (("toll", "heffing"), ("naief", "naief-plan"), ("ttw", "tank-to-wheel")):
        words(n).query.select_all()
        for letter in text:
            n.post(pygame.TEXTINPUT, text=letter)
        n.frames()
        shown = [h.id for h in n.shell.ctx.hits if h.id.startswith("words.item.")]
        assert shown == [f"words.item.{found}"]
    for hit in n.shell.ctx.hits.reachable():
        assert n.shell.ctx.rect.contains(hit.rect), hit.id
    words(n).query.value = "geen enkel woord"
    n.frames()
    assert not [h for h in n.shell.ctx.hits if h.id.startswith("words.item.")]
    n.key("esc")
    assert not words(n).open


def test_words_in_day_and_debrief(tmp_path: Path) -> None:
    """F1 leads to the list where a screen has no help of its own; labels of the debrief have their word."""
    n = Newcomer(tmp_path)
    n.coach.stop()
    for order, vehicle, at in (("O1", "V1", 0), ("O2", "V1", 1), ("O3", "V2", 0), ("O4", "V2", 1)):
        n.session.do(Place(order=order, vehicle=vehicle, at=at))
    n.key("d", "enter")
    assert n.session.phase == "day"
    n.key("f1")
    assert words(n).open
    n.key("esc")
    assert not words(n).open
    while n.session.phase == "day":
        assert n.session.do(Advance(to_s=n.session.clock_s + 1800)).ok
    n.frames()
    n.key("enter")
    n.click("word.kosten")
    assert words(n).word is not None


def test_words_before_the_first_order(tmp_path: Path) -> None:
    """A newcomer who reads the briefing finds the words there already; Esc leads back to it."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.screen_for(app.start("eerste-rit")))
    screen = shell.stack[-1]
    assert isinstance(screen, BriefingScreen)
    press(shell, pygame.K_F1)
    assert screen.words.open
    assert shell.ctx.hits.get("words.find") is not None
    press(shell, pygame.K_ESCAPE)
    assert not screen.words.open
    assert shell.stack[-1] is screen
