"""Own stops in the running day: seen in panel and planboard, changed by menu, keys and dragging."""

import random

import pygame

from game.domain import commands as c
from game.rules.tripwords import format_trip_stops
from game.session import Session
from game.ui.board_view import BlockRef
from tests.screens.test_day import KEYS, Play
from tests.screens.trade_world import charge, reload, rest, trade_session
from tests.sim.days import sure
from tests.worlds import HOUR, MIN, deliver


def on_the_road(at_s: int = 6 * HOUR + 20 * MIN, **kw: object) -> Session:
    """E1 unloads at B and charges next; V1 has a break and a reload ahead."""
    session = trade_session(**kw)
    session.do(c.Begin())
    one = format_trip_stops((deliver("O2"), charge("P", 40), deliver("O3")))
    two = format_trip_stops((deliver("O4", 1), rest(30), reload(), deliver("O1")))
    for command in (c.SetTrip(vehicle="E1", stops=one), c.SetTrip(vehicle="V1", stops=two), c.Dispatch()):
        assert session.do(command).ok
    while session.clock_s < at_s:
        assert session.do(c.Advance(to_s=at_s)).ok
    return session


def done(play: Play) -> str:
    """The text of the last command."""
    return str([e.data["do"] for e in play.session.events if e.kind == "command"][-1])


def test_own_stops_stand_in_the_panel_and_on_the_board() -> None:
    """The trip's panel lists charging among the customers; a click on it selects that stop."""
    play = Play(session=on_the_road())
    play.click("row.E1")
    play.wait(100)
    row = play.shell.ctx.hits.get("detail.own.1")
    assert row is not None
    assert row.payload == BlockRef(vehicle="E1", stop=1, order="")
    play.click("detail.own.1")
    assert play.screen.selection.key == ("", "E1", 1)
    assert play.shell.ctx.hits.get("block.E1.1") is not None


def test_keys_change_a_charge_that_is_still_to_come() -> None:
    """Longer, later, out; what has begun is refused."""
    play = Play(session=on_the_road())
    play.screen.select("E1", stop=1)
    play.key("=")
    assert done(play) == "last E1 1 2700"
    play.screen.select("V1", stop=2)
    play.key("right", pygame.KMOD_ALT)
    assert done(play) == "move V1 2 3"
    play.key("delete")
    assert done(play) == "drop V1 3"
    late = Play(session=on_the_road(7 * HOUR))
    late.screen.select("E1", stop=1)
    before = late.session.plan
    late.key("delete")
    assert late.session.plan == before


def test_the_menu_stops_the_clock_and_acts() -> None:
    """X offers what can be done now, judged by the expected day; Enter does it."""
    play = Play(session=on_the_road())
    play.screen.work.go()
    play.screen.select("E1", "O3")
    play.key("x")
    assert play.screen.menu is not None
    assert play.screen.held
    assert play.screen.work.paused
    offers = {o.act.id: o for o in play.screen.menu.acts.all()}
    assert offers["charge.P"].enabled
    told = offers["rest"].preview
    assert told is not None
    before = play.screen.model.kpi
    play.wait(100)
    play.click("menu.rest")
    assert done(play) == "add E1 break 3 - 2700"
    play.wait(100)
    assert told.duty_s == play.screen.model.kpi.duty_s - before.duty_s
    assert told.cost_cent == play.screen.model.kpi.cost_cent - before.cost_cent
    assert play.screen.menu is None


def test_dragging_an_own_stop_in_the_day() -> None:
    """The block moves within its trip as on the plan board."""
    play = Play(size=(1600, 900), session=on_the_road(6 * HOUR))
    play.screen.select("V1")
    play.wait(100)
    lane, axis = play.screen.board.lane_of("V1"), play.screen.board.axis
    trip = play.screen.model.trip("V1")
    assert lane is not None
    assert trip is not None
    play.drag("block.V1.1", (round(axis.x(trip.stops[2].end_s + 300, lane)), lane.y + 14))
    assert done(play) == "move V1 1 2"
    assert play.screen.grip is None


def test_a_charger_that_is_taken_is_told_on_the_block() -> None:
    """Waiting for a bay stands on the planboard with its minutes."""
    session = on_the_road(6 * HOUR + 58 * MIN, disruptions=(sure("charger_busy", "P", 25),))
    play = Play(session=session)
    play.screen.select("E1", stop=1)
    play.wait(200)
    blocks = next(r.blocks for r in play.screen.model.rows if r.vehicle == "E1")
    assert next(b for b in blocks if b.kind == "charge").word


def test_a_monkey_in_the_trade_day() -> None:
    """Random keys and clicks on own stops leave a day that still draws."""
    play, chance = Play(session=on_the_road()), random.Random(3)
    names = [*KEYS, "x", "=", "-", "m", "a", "n", "up", "tab", "1", "b"]
    for _ in range(200):
        hits = [h for h in play.shell.ctx.hits.reachable() if not h.id.startswith("top.")]
        if chance.random() < 0.6 or not hits:
            play.key(chance.choice(names), chance.choice((0, 0, pygame.KMOD_ALT, pygame.KMOD_CTRL)))
        else:
            at, button = chance.choice(hits).rect.center, chance.choice((1, 3))
            kinds = (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)
            play.shell.feed([pygame.event.Event(kind, pos=at, button=button) for kind in kinds])
            play.shell.step()
        if not play.shell.running or play.shell.stack[-1] is not play.screen:
            break
        play.wait(50)
