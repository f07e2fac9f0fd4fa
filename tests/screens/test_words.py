"""What a screen says is always a sentence: it is painted with real plans, and asks for keys that exist."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.content.catalogue import list_scenarios
from game.content.language import Language, language
from game.content.load import load_scenario
from game.domain.commands import Accept, Begin, Dispatch
from game.domain.evaluation import COST_PARTS
from game.session import Session
from game.solver.naive import naive_plan
from game.ui.explain_source import ALL
from tests.screens.board_play import Play

ROOT = Path(__file__).parents[2]
TABS = ("kpi", "findings", "advice", "post", "trip")
OPTIONAL = ("_tip",)
"""Keys that code asks for and does without."""


def planned(name: str) -> Session:
    """The session with the reference's plan, or else the naive one, on the board."""
    session = Session(load_scenario(name), seed=1)
    session.do(Begin())
    reference = session.scenario.reference
    plan = reference.plan if reference else naive_plan(session.system, session.visible)
    proposal = session.propose("plan", plan, {"by": "test"})
    assert session.do(Accept(proposal=proposal.id)).ok
    return session


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Keys without a sentence that were asked for."""
    found: set[str] = set()
    real = Language.t

    def asked(self: Language, key: str, /, **values: object) -> str:
        text = real(self, key, **values)
        if text == key and "." in key and " " not in key and not key.endswith(OPTIONAL):
            found.add(key)
        return text

    monkeypatch.setattr(Language, "t", asked)
    return found


@pytest.mark.parametrize("name", [listing.id for listing in list_scenarios()])
def test_the_board_asks_for_no_missing_sentence(name: str, missing: set[str]) -> None:
    """Every tab, the first trip with its stops, all acts on them and the explanations have their words."""
    play = Play(name, session=planned(name), size=(1280, 720))
    trips = play.session.plan.trips
    for tab in TABS:
        play.desk.tab = tab
        play.frame()
    for trip in trips[:3]:
        play.desk.selection.choose_vehicle(trip.vehicle)
        for at in range(min(3, len(trip.stops))):
            play.desk.selection.choose_stop(trip.vehicle, at, play.session.plan)
            play.desk.acts(play.shell.ctx.fmt).all()
            play.frame()
    play.desk.tab = "kpi"
    play.frame()
    play.click("kpi.cost")
    for number in range(len(ALL)):
        play.key(pygame.K_1 + number)
        play.click("explain.unfold")
    assert not missing


@pytest.mark.parametrize("name", ["binnenstad-groningen", "container-rotterdam"])
def test_the_day_asks_for_no_missing_sentence(name: str, missing: set[str]) -> None:
    """The running day and the debrief speak in sentences as well."""
    from game.ui.pictures import _decide, _go_on
    from game.ui.screens import of_phase
    from game.ui.shell import render_once

    session = planned(name)
    _decide(session)
    assert session.do(Dispatch()).ok
    host = Play("eerste-rit").host
    speech = language("nl")
    while session.phase == "day":
        screen = of_phase("day")(host, session)  # type: ignore[arg-type]
        render_once(screen, (1280, 720), 1.0, "light", "nl", t=speech.t, fmt=speech)  # type: ignore[arg-type]
        for _ in range(16):
            if session.phase == "day":
                _go_on(session)
    assert not missing


def made_up_keys() -> Iterator[tuple[str, str]]:
    """The fixed beginning of every key that is put together, with where."""
    for path in sorted((ROOT / "game").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.JoinedStr):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                first = node.args[0].values[0]
                if name == "t" and isinstance(first, ast.Constant) and "." in str(first.value):
                    yield str(first.value), f"{path.relative_to(ROOT)}:{node.lineno}"


@pytest.mark.parametrize("code", ["nl", "en"])
def test_keys_that_are_put_together_exist(code: str) -> None:
    """The beginning of such a key begins at least one sentence of the catalogue."""
    from babel.messages.pofile import read_po

    from game.content.language import LOCALE_FOLDER

    with (LOCALE_FOLDER / code / "LC_MESSAGES" / "ritregie.po").open("rb") as file:
        known = [str(m.id) for m in read_po(file) if m.id]
    lost = {w: k for k, w in made_up_keys() if not any(key.startswith(k) for key in known)}
    assert not lost


@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_part_of_the_cost_has_its_words(code: str) -> None:
    """A new part of the cost gets a word on the board, in the explanation and in the report."""
    speech = language(code)
    keys = [f"{group}{part}" for part in COST_PARTS for group in ("part.", "explain.cost_", "report.cost.")]
    assert [key for key in keys if speech.t(key) == key] == []
