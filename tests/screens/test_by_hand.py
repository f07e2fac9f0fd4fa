"""Whole days planned by hand on the real board, from empty to better than the naive plan: once with the
mouse, once with the keyboard alone, in both languages."""

from __future__ import annotations

import pygame
import pytest

from game.content.language import language
from game.domain.commands import Place
from game.session import Session
from game.ui.order_items import shown_orders
from tests.screens.board_play import Play

DAYS = ("eerste-rit", "vers-noord", "stukgoed")
FIRST = {"eerste-rit": "view.sort.load"}
"""What the list begins with: the heaviest, elsewhere what is dearest to leave behind."""


def begun(scenario: str, lang: str) -> Play:
    """A board on which nothing is planned."""
    play = Play(scenario)
    play.shell.configure(play.shell.settings.__class__(less_motion=True, lang=lang))
    play.frame()
    assert not play.session.plan.trips
    return play


def left(session: Session) -> list[str]:
    """Orders that nobody drives yet."""
    return list(session.unplanned())


def fits(play: Play, order: str) -> bool:
    """What the card says of the best place: nothing that the law or a customer forbids."""
    best = play.desk.slots(order).best()
    return best is not None and best.status in ("ok", "tight")


def in_view(play: Play, vehicle: str) -> None:
    """Turn the wheel over the board until the vehicle's row is there."""
    for _ in range(60):
        lane, body = play.desk.board.lane_of(vehicle), play.desk.board.body
        if lane is not None and body.contains(lane.inflate(0, -4)):
            return
        lower = lane is None or lane.centery > body.centery
        play.move(body.center)
        play.post(pygame.MOUSEWHEEL, x=0, y=-1 if lower else 1)
    raise AssertionError(f"the row of {vehicle} is not to be seen")


def spots(play: Play, vehicle: str, at: int) -> list[tuple[int, int]]:
    """Places in a row where one may let go, those beside the wanted position first."""
    lane = play.desk.board.lane_of(vehicle)
    assert lane is not None
    blocks = {i: h for i in range(40) if (h := play.hits.get(f"block.{vehicle}.{i}")) is not None}
    near = [blocks[at - 1].rect.right + 3] if at - 1 in blocks else []
    near += [blocks[at].rect.x - 3] if at in blocks else []
    rest = [x for b in blocks.values() for x in (b.rect.x - 3, b.rect.centerx, b.rect.right + 3)]
    return [(x, lane.centery) for x in dict.fromkeys((*near, lane.centerx, *rest, lane.right - 12))]


def by_mouse(play: Play, order: str) -> None:
    """Drag the order from the list to where the board shows it fits best, unless it fits nowhere."""
    best = play.desk.slots(order).best()
    if best is None or best.status not in ("ok", "tight"):
        return
    wanted = best.command
    assert isinstance(wanted, Place)
    in_view(play, wanted.vehicle)
    for pos in spots(play, wanted.vehicle, wanted.at):
        play.lift(f"order.{order}", pos)
        hand = play.desk.hand
        if hand is not None and (hand.vehicle, hand.at) == (wanted.vehicle, wanted.at):
            play.drop(pos)
            break
        play.key(pygame.K_ESCAPE)
        play.post(pygame.MOUSEBUTTONUP, pos=pos, button=1)
    assert play.session.plan.vehicle_of(order) == wanted.vehicle


def tab_to(play: Play, name: str) -> None:
    """Tab until a control has the focus."""
    for _ in range(400):
        if play.shell.memory.focus == name:
            return
        play.key(pygame.K_TAB)
    raise AssertionError(f"no way to {name} with the keyboard")


def planned_well(play: Play) -> None:
    """Nearly everything is planned, nothing is against a rule, and it is cheaper than the naive plan."""
    now, naive = play.session.evaluation().kpi, play.session.naive.kpi
    assert len(left(play.session)) <= max(1, len(play.session.visible) // 5)
    assert now.hard == 0
    assert now.cost_cent < naive.cost_cent


@pytest.mark.parametrize(("scenario", "lang"), zip(DAYS, ("nl", "en", "nl"), strict=True))
def test_a_day_planned_with_the_mouse(scenario: str, lang: str) -> None:
    """The dearest orders first, each dragged from the list to its place on the board."""
    play = begun(scenario, lang)
    for name in ("orders.view", FIRST.get(scenario, "view.sort.penalty"), "ask.close", "filter.open"):
        play.click(name)
    tried: set[str] = set()
    while shown := [o for o in shown_orders(play.desk.entries(language(lang))) if o not in tried]:
        order = shown[0]
        tried.add(order)
        for _ in range(80):
            if play.hits.get(f"order.{order}") is not None:
                break
            play.move(play.screen.list_rect.center)
            play.post(pygame.MOUSEWHEEL, x=0, y=-1)
        by_mouse(play, order)
    planned_well(play)


@pytest.mark.parametrize(("scenario", "lang"), zip(DAYS, ("en", "nl", "en"), strict=True))
def test_a_day_planned_with_the_keyboard_alone(scenario: str, lang: str) -> None:
    """Ctrl and down choose an order, the dearest first; P takes it up, A finds its place, Enter lays it."""
    play = begun(scenario, lang)
    for name in ("orders.view", FIRST.get(scenario, "view.sort.penalty")):
        tab_to(play, name)
        play.key(pygame.K_RETURN)
    play.key(pygame.K_ESCAPE)
    tried: set[str] = set()
    for _ in range(4 * len(play.session.visible)):
        open_now = set(left(play.session)) - tried
        play.key(pygame.K_DOWN, mod=pygame.KMOD_CTRL)
        order = play.desk.selection.order
        if order in open_now:
            tried.add(order)
            play.key(pygame.K_p, pygame.K_a, pygame.K_RETURN if fits(play, order) else pygame.K_ESCAPE)
    planned_well(play)
