"""The gallery of plans on the board, by mouse and by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pygame
import pytest

from game.content.load import load_scenario
from game.domain import commands as c
from game.record.journal import FileJournal
from game.replay import start
from game.rules.moves import format_trip_stops
from game.ui.gallery import GalleryTool
from game.ui.gallery_compare import marked
from game.ui.gallery_state import UNDO_MS
from tests.screens.board_play import Play

FULL, COMPACT = (1600, 900), (800, 450)
UP, DOWN, SPACE, ENTER = pygame.K_UP, pygame.K_DOWN, pygame.K_SPACE, pygame.K_RETURN


def take_naive(session: object) -> None:
    """Plan the day as a beginner would."""
    for trip in session.naive.trips:  # type: ignore[attr-defined]
        stops = format_trip_stops(trip.trip.stops)
        session.do(c.SetTrip(vehicle=trip.trip.vehicle, stops=stops))  # type: ignore[attr-defined]


@pytest.fixture
def play() -> Iterator[Play]:
    """A board with a plan on it."""
    made = Play(size=FULL)
    take_naive(made.session)
    made.frame()
    yield made


def gallery(play: Play) -> GalleryTool:
    """The tool on this board."""
    return next(cast("GalleryTool", t) for t in play.screen.tools if t.name == "gallery")


def names(play: Play) -> list[str]:
    """What the player has kept."""
    return [kept.name for kept in play.session.gallery.plans.values()]


def test_the_mouse_keeps_changes_and_restores(play: Play) -> None:
    """A kept plan comes back whole after the board was emptied, and one step back undoes even that."""
    play.click("gallery.open")
    play.click("gallery.keep")
    assert len(names(play)) == 1
    before = play.session.plan
    vehicle = before.trips[0].vehicle
    play.click("gallery.close")
    play.session.do(c.ClearTrip(vehicle=vehicle))
    emptied = play.session.plan
    play.click("gallery.open")
    play.click("gallery.card.K1")
    play.click("gallery.restore")
    assert play.session.plan == before
    assert not gallery(play).state.open
    play.click("undo")
    assert play.session.plan == emptied


def test_the_keyboard_alone_does_it_all(play: Play) -> None:
    """Keep, walk, rename, compare, restore and close without the pointer."""
    play.key(pygame.K_g)
    play.key(pygame.K_k)
    assert gallery(play).state.cursor == "K1"
    play.key(pygame.K_e)
    play.post(pygame.TEXTINPUT, text="Zonder combi")
    play.key(ENTER)
    assert names(play) == ["Zonder combi"]
    play.key(SPACE, UP, SPACE)
    assert gallery(play).state.pinned == ["K1", "now"]
    play.session.do(c.ClearTrip(vehicle=play.session.plan.trips[0].vehicle))
    play.key(DOWN, ENTER)
    assert not gallery(play).state.open
    assert play.session.plan == play.session.gallery.plans["K1"].plan
    play.key(pygame.K_g, pygame.K_ESCAPE)
    assert not gallery(play).state.open


def test_a_removed_plan_can_be_had_back_for_a_while(play: Play) -> None:
    """Removing is undone by a button; only when its time is over the plan leaves session and log."""
    play.key(pygame.K_g, pygame.K_k, pygame.K_DELETE)
    assert play.hits.get("gallery.card.K1") is None
    play.click("gallery.back")
    assert play.hits.get("gallery.card.K1") is not None
    play.key(DOWN, pygame.K_DELETE)
    play.ms += UNDO_MS
    play.frame()
    assert names(play) == []
    assert any(e.kind == "command" and str(e.data["do"]).startswith("forget") for e in play.session.events)


def test_closing_makes_a_removal_final(play: Play) -> None:
    """What was removed does not come back by opening the gallery again."""
    play.key(pygame.K_g, pygame.K_k, pygame.K_DELETE, pygame.K_g)
    assert names(play) == []


def test_three_at_most_and_the_fourth_says_so(play: Play) -> None:
    """A fourth plan is refused with a sentence, and the three stay."""
    play.key(pygame.K_g, pygame.K_k)
    play.session.do(c.ClearTrip(vehicle=play.session.plan.trips[0].vehicle))
    play.key(pygame.K_k)
    for _ in range(6):
        play.key(UP)
    for _ in range(4):
        play.key(SPACE, DOWN)
    assert len(gallery(play).state.pinned) == 3
    assert [h.id for h in play.hits if h.id.startswith("gallery.head.")] == [
        "gallery.head.0", "gallery.head.1", "gallery.head.2",
    ]  # fmt: skip


def test_a_plan_of_the_computer_is_taken_over_as_advice(play: Play) -> None:
    """The reference comes in as a logged proposal that is accepted: evidence stays honest."""
    if play.session.reference is None:
        pytest.skip("no reference for this scenario")
    play.click("gallery.open")
    play.click("gallery.card.reference")
    play.click("gallery.restore")
    reference = play.session.scenario.reference
    assert reference is not None
    assert play.session.evaluation().kpi.cost_cent == play.session.reference.kpi.cost_cent
    assert [e.data["kind"] for e in play.session.events if e.kind == "proposal"] == ["reference"]


def test_in_an_assessment_the_reference_is_not_shown() -> None:
    """Who is assessed does not get the answer to look at."""
    play = Play(session=start(load_scenario("eerste-rit"), seed=1, mode="assess"))
    play.key(pygame.K_g)
    assert play.hits.get("gallery.card.reference") is None
    assert play.hits.get("gallery.card.naive") is not None


def test_nothing_below_the_gallery_can_be_reached(play: Play) -> None:
    """Tab and pointer stay within the gallery and the top bar."""
    play.key(pygame.K_g)
    below = [h.id for h in play.hits.reachable() if h.id.startswith(("order.", "block.", "row.", "stop."))]
    assert below == []
    assert play.hits.get("undo") in play.hits.reachable()


@pytest.mark.parametrize("size", [FULL, (1280, 720), COMPACT])
def test_every_part_lies_within_the_window_and_apart(size: tuple[int, int]) -> None:
    """Cards, ticks and buttons do not leave the window nor lie over each other."""
    play = Play(size=size)
    take_naive(play.session)
    play.key(pygame.K_g, pygame.K_k, DOWN)
    window = pygame.Rect((0, 0), size)
    parts = [h for h in play.hits.reachable() if h.focusable and h.id.startswith("gallery.")]
    assert parts
    for i, hit in enumerate(parts):
        assert window.contains(hit.rect), hit.id
        for other in parts[i + 1 :]:
            inside = hit.rect.contains(other.rect) or other.rect.contains(hit.rect)
            assert inside or not hit.rect.colliderect(other.rect), (hit.id, other.id)


def test_a_star_follows_what_can_be_read() -> None:
    """Two plans that show the same figure are equally good, whatever lies behind the decimals."""
    assert marked(["15,8 %", "15,8 %"], [True, False]) == [False, False]
    assert marked(["15,8 %", "15,8 %", "16,0 %"], [True, False, False]) == [True, True, False]
    assert marked(["€ 2", "€ 1"], [False, True]) == [False, True]


def test_an_empty_board_cannot_be_kept() -> None:
    """Nothing is nothing to keep: a sentence says what to do."""
    play = Play(size=FULL)
    play.key(pygame.K_g, pygame.K_k)
    assert names(play) == []
    play.key(pygame.K_g)
    assert not gallery(play).state.open


def test_small_maps_come_bit_by_bit(play: Play) -> None:
    """Opening the gallery is not held up by its pictures; some frames later all of them are there."""
    play.key(pygame.K_g)
    play.rest(120)
    assert not gallery(play).state.small.busy
    assert gallery(play).state.small.count > 0


def test_an_earlier_day_of_the_same_player_is_found(tmp_path: Path) -> None:
    """The plan of an earlier log stands in the gallery, and can be had back as one act of the player."""
    scenario = load_scenario("eerste-rit")
    earlier = start(scenario, seed=4, player="p1", journal=FileJournal(tmp_path / "old.jsonl"))
    earlier.do(c.Begin())
    take_naive(earlier)
    earlier.do(c.Dispatch())
    other = start(scenario, seed=4, player="p2", journal=FileJournal(tmp_path / "other.jsonl"))
    other.do(c.Begin())
    play = Play(session=start(scenario, seed=5, player="p1"))
    tool = gallery(play)
    tool.state.tries.folder = tmp_path
    tool.state.tries.done, tool.state.tries._steps = False, None
    play.rest(80)
    assert [t.plan for t in tool.state.tries.found] == [earlier.dispatched]
    assert play.hits.get("kpi.vs.former") is not None
    play.click("kpi.vs.former")
    assert tool.state.pinned == ["now", "log:old"]
    play.key(pygame.K_ESCAPE)
    play.key(pygame.K_g)
    play.click("gallery.card.log:old")
    play.click("gallery.restore")
    assert play.session.plan == earlier.dispatched
    assert not [e for e in play.session.events if e.kind == "proposal"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_differences_are_told_in_words(lang: str, play: Play) -> None:
    """What moves from one plan to the other is said in the player's language, with the customer's name."""
    from game.content.language import language
    from game.ui.gallery_model import difference_words, shown

    kept = play.session.plan
    play.session.do(c.Keep(text="A"))
    order = kept.trips[0].orders()[0]
    play.session.do(c.Unplace(order=order))
    plans = {p.id: p for p in shown(play.session, (), language(lang))}
    words = " ".join(difference_words(play.session.system, plans["now"], plans["K1"], language(lang)))
    assert play.session.system.orders[order].customer in words
    assert difference_words(play.session.system, plans["K1"], plans["K1"], language(lang)) == (
        language(lang).t("gallery.no_difference"),
    )
