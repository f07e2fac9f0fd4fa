"""The board in a round by hand: no tool of the computer's is there, and what is left works."""

from __future__ import annotations

import pygame
import pytest

from game.content.load import load_scenario
from game.domain.commands import Begin, Place
from game.domain.scenario import Moment
from game.replay import start
from game.session import Session
from game.ui.moment_dialog import MomentDialog
from tests.screens.board_play import Play

BOTH = pytest.mark.parametrize("size", [(1600, 900), (800, 450)], ids=["full", "compact"])


def by_hand(size: tuple[int, int] = (1600, 900), lang: str = "nl") -> Play:
    """The board of a round by hand."""
    session = start(load_scenario("eerste-rit"), seed=1, aid="none")
    session.do(Begin())
    play = Play(session=session, size=size)
    play.shell.configure(play.shell.settings.__class__(less_motion=True, lang=lang))
    play.frame()
    return play


def told(play: Play) -> str:
    """What the toast says."""
    return play.shell._toast[0] if play.shell._toast else ""


@BOTH
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_button_and_no_key_gives_help(size: tuple[int, int], lang: str) -> None:
    """Console, gallery, advice, reckoning: no hit leads there, their keys say why, nothing is logged."""
    play = by_hand(size, lang)
    play.screen.choose(min(play.session.visible))
    for key in (pygame.K_a, pygame.K_r, pygame.K_s, pygame.K_g):
        play.key(key)
        names = {h.id for h in play.hits}
        assert not {n for n in names if n.startswith(("console.", "gallery.", "take.", "reckon."))}, key
    said = play.shell.ctx.t("error.session.no_help")
    assert said in told(play)
    assert not any(e.kind == "proposal" for e in play.session.events)
    deeds = {d.id: d for d in play.screen.deeds(play.shell.ctx)}
    assert not {n for n in deeds if n.startswith(("console.", "gallery."))}
    assert not deeds["plan.reckon"].enabled
    assert not deeds["order.advice"].enabled


def test_a_drag_shows_its_own_place_and_looks_for_no_other() -> None:
    """The card tells what the place below the pointer costs; no other place is worked out or priced."""
    play = by_hand()
    order = min(play.session.visible)
    vehicles = sorted(play.session.system.vehicles)
    play.lift(f"order.{order}", play.lane(vehicles[0]))
    play.rest()
    slots = play.desk.slots(order)
    assert set(slots.found) == {(vehicles[0], 0)}
    assert play.desk.hand is not None
    play.drop(play.lane(vehicles[0]))
    assert play.plan() == {vehicles[0]: (order,)}


def test_choices_are_not_ranked_by_cost() -> None:
    """The list of trucks for an order keeps the order of the fleet, whatever each would cost."""
    play = by_hand()
    order, *_rest = sorted(play.session.visible)
    first = min(play.session.system.vehicles)
    assert play.session.do(Place(order=order, vehicle=first, at=0)).ok
    play.screen.choose(order)
    acts = play.desk.acts(play.host.language).opened("order")
    names = [offer.act.id for offer in acts.all()]
    assert names == sorted(names)


def test_a_moment_asks_once_and_shows_no_advice() -> None:
    """By hand the own choice is the final one; the advice is never painted."""
    scenario = load_scenario("tweeling-a")
    session = start(scenario, seed=1, aid="none")
    session.do(Begin())
    play = Play(session=session)
    moment: Moment = next(m for m in scenario.moments if m.phase == "plan")
    play.screen.moment = MomentDialog(session, moment.id)
    play.frame()
    play.click(f"moment.option.{moment.options[1].id}")
    play.click("moment.sure.80")
    play.click("moment.commit")
    assert session.moments[moment.id].final == moment.options[1].id
    assert play.screen.moment is None


def test_with_help_everything_is_there() -> None:
    """The same board with help has them all: the tests above can fail."""
    play = Play(session=Session(load_scenario("eerste-rit"), seed=1))
    play.key(pygame.K_s)
    assert any(h.id.startswith("console.") for h in play.hits)
