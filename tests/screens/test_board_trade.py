"""Acts of the trade on the board, by mouse and by keyboard; every one is a single logged command."""

import random

import pygame
import pytest

from game.domain.commands import Begin, Give, SetCharge, SetRoute, SetTrip, SetVia
from game.domain.world import Action
from game.rules.tripwords import format_trip_stops
from game.session import Session
from game.ui.board_night import NightPlan
from game.ui.board_offer import Offer
from tests.screens.board_play import Play
from tests.screens.trade_world import charge, reload, rest, trade_session
from tests.worlds import deliver

ALT, SHIFT = pygame.KMOD_ALT, pygame.KMOD_SHIFT


def planned() -> Session:
    """E1 charges between two customers; V1 takes the tolled road, rests, reloads and goes on."""
    session = trade_session()
    session.do(Begin())
    one = format_trip_stops((deliver("O2"), charge("P", 40), deliver("O3")))
    two = format_trip_stops((deliver("O4", 1), rest(30), reload(), deliver("O1")))
    assert session.do(SetTrip(vehicle="E1", stops=one)).ok
    assert session.do(SetTrip(vehicle="V1", stops=two)).ok
    return session


def trade(size: tuple[int, int] = (1600, 900), scale: float = 1.0) -> Play:
    """A board on that plan."""
    return Play(session=planned(), size=size, scale=scale)


def done(play: Play) -> str:
    """The text of the last command."""
    return str([e.data["do"] for e in play.session.events if e.kind == "command"][-1])


def own(play: Play, vehicle: str = "E1") -> list[tuple[str, int]]:
    """(action, seconds) of the trip's own stops."""
    trip = play.session.plan.trip_of(vehicle)
    return [(s.action.value, s.seconds) for s in trip.stops if s.own] if trip else []


def offers(play: Play) -> dict[str, Offer]:
    """What the open menu, or else the inspector, offers."""
    desk = play.desk
    acts = desk.menu.acts if desk.menu else desk.acts(play.shell.ctx.fmt)
    return {o.act.id: o for o in acts.all()}


def test_a_charging_stop_is_added_with_the_keyboard() -> None:
    """C shows the nearest chargers with their price; Enter adds the one that is aimed at."""
    play = trade()
    play.desk.selection.choose_stop("E1", 0, play.session.plan)
    before = play.session.evaluation().kpi
    play.key(pygame.K_c)
    assert play.desk.menu is not None
    aimed = play.desk.menu.chosen()
    assert aimed is not None and aimed.act.id == "charge.P" and aimed.preview is not None
    assert len(own(play)) == 1  # nothing is done before Enter
    play.key(pygame.K_RETURN)
    after = play.session.evaluation().kpi
    assert done(play).startswith("add E1 charge 1 P ")
    assert len(own(play)) == 2
    assert aimed.preview.cost_cent == after.cost_cent - before.cost_cent
    assert aimed.preview.co2e_g == after.co2e_g - before.co2e_g
    assert (play.desk.selection.vehicle, play.desk.selection.stop) == ("E1", 1)


def test_the_proposed_charge_is_enough() -> None:
    """A charge that is offered where the battery would run empty solves that."""
    session = trade_session()
    play = Play(session=session)
    stops = (deliver("O2"), deliver("O3"), deliver("O4"))
    assert session.do(SetTrip(vehicle="E1", stops=format_trip_stops(stops))).ok
    assert session.do(SetCharge(vehicle="E1", permille=450)).ok
    assert "battery_empty" in {f.rule for f in session.evaluation().findings}
    play.desk.selection.choose_stop("E1", 1, session.plan)
    best = min((o for i, o in offers(play).items() if i.startswith("charge.")), key=lambda o: o.preview.rank)
    assert "battery_empty" in {f.rule for f in best.preview.solved}
    assert not {f.rule for f in best.preview.new} & {"battery_empty", "battery_reserve"}


@pytest.mark.parametrize(
    ("key", "mod", "expected"),
    [
        (pygame.K_PLUS, 0, "last E1 1 2700"),
        (pygame.K_MINUS, 0, "last E1 1 2100"),
        (pygame.K_LEFT, ALT, "move E1 1 0"),
        (pygame.K_RIGHT, ALT, "move E1 1 2"),
        (pygame.K_DELETE, 0, "drop E1 1"),
    ],
)
def test_keys_of_an_own_stop(key: int, mod: int, expected: str) -> None:
    """+ and - by five minutes, Alt with an arrow to another place, Delete out."""
    play = trade()
    play.desk.selection.choose_stop("E1", 1, play.session.plan)
    play.key(key, mod=mod)
    assert done(play) == expected


def test_keys_zoom_when_no_own_stop_is_chosen() -> None:
    """+ keeps its meaning for time where no charge or break is chosen."""
    play = trade()
    play.desk.selection.choose_stop("E1", 0, play.session.plan)
    span = play.desk.board.axis.to_s - play.desk.board.axis.from_s
    play.key(pygame.K_PLUS)
    assert play.desk.board.axis.to_s - play.desk.board.axis.from_s < span
    assert own(play) == [("charge", 2400)]


def test_an_own_stop_is_dragged_stretched_and_thrown_out() -> None:
    """Dragging the block moves it within its trip, its edge changes its length, the list takes it out."""
    play = trade()
    play.desk.selection.choose_vehicle("E1")
    play.rest(2)
    x, y = play.at("block.E1.2")
    play.lift("block.E1.1", (x + 60, y))
    assert play.desk.grip is not None and play.desk.grip.preview() is not None
    assert len(own(play)) == 1 and done(play).startswith("trip")  # still only a preview
    play.drop((x + 60, y))
    assert done(play) == "move E1 1 2"
    edge = play.at("grip.E1.2")
    minute = play.desk.board.axis.x(3600, play.desk.board.lane) - play.desk.board.axis.x(
        0, play.desk.board.lane
    )
    play.drag("grip.E1.2", (edge[0] + round(minute / 3), edge[1]))
    assert done(play).startswith("last E1 2 ")
    assert own(play)[0][1] == pytest.approx(3600, abs=300)
    play.drag("block.E1.2", play.at("order.O2"))
    assert done(play) == "drop E1 2"


def test_an_own_stop_stays_in_its_trip() -> None:
    """Dropped on another row, or let go with Escape, it is where it was and nothing is logged."""
    play = trade()
    before = len(play.session.events)
    play.drag("block.E1.1", play.lane("V1"))
    play.lift("block.E1.1", play.lane("E1", 0.9))
    play.key(pygame.K_ESCAPE)
    assert len(play.session.events) == before
    assert play.desk.grip is None


def test_rows_keep_their_place_while_something_is_dragged() -> None:
    """The row that becomes the chosen one grows only after the drop: targets do not move away."""
    play = trade()
    below = play.lane("V1")
    play.lift("block.E1.0", below)
    assert play.lane("V1") == below


def test_the_road_shows_time_toll_cost_and_co2() -> None:
    """Assen-Zuidbroek: the N33 without toll against A28 and A7 with toll; both effects are on the row."""
    play = trade()
    play.desk.selection.choose_stop("V1", 0, play.session.plan)
    play.screen.show_tab("trip")
    play.rest()
    free = offers(play)["road.0"]
    assert free.preview is not None
    assert free.preview.duty_s < 0 and free.preview.toll_cent < 0 and free.preview.cost_cent < 0
    before = play.session.evaluation().kpi
    play.click("act.road.0")
    assert done(play) == "route V1 0 0"
    assert play.session.evaluation().kpi.cost_parts.toll - before.cost_parts.toll == free.preview.toll_cent
    play.rest()
    assert offers(play)["road.0"].act.chosen
    tolled = offers(play)["road.1"].preview
    assert tolled is not None
    assert (tolled.toll_cent, tolled.duty_s) == (-free.preview.toll_cent, 4 * 60)


def test_hub_partner_and_back() -> None:
    """An order goes by the hub and back to its address, to a partner and back, all from the menu."""
    play = trade()
    plan = play.session.plan
    play.desk.selection.choose_stop("V1", 3, plan)
    play.key(pygame.K_o)
    play.click("menu.via.hub")
    assert done(play) == SetVia.verb + " O1 hub"
    play.key(pygame.K_o)
    play.click("menu.via.-")
    assert done(play) == "via O1 -"
    play.right_click("block.V1.3")
    play.rest()
    play.click("menu.give.noord")
    assert done(play) == Give.verb + " O1 noord"
    assert play.session.plan.partner_of("O1") == "noord"
    assert play.desk.selection.order == "O1"
    play.key(pygame.K_x)
    assert offers(play)["give.noord"].act.chosen
    play.click("menu.take_back")
    assert play.session.plan.partner_of("O1") is None


def test_what_the_rules_refuse_is_told_and_cannot_be_chosen() -> None:
    """A partner that is full stays in the list, grey, with the reason in words."""
    play = trade()
    for name in ("O1", "O5"):
        assert play.session.do(Give(order=name, partner="noord")).ok
    play.desk.selection.choose_order("O2", play.session.plan)
    play.key(pygame.K_x)
    offer = offers(play)["give.noord"]
    assert not offer.enabled and offer.preview is not None and offer.preview.error is not None
    before = len(play.session.events)
    play.click("menu.give.noord")
    assert len(play.session.events) == before


def test_menu_keys() -> None:
    """Arrows walk what can be done, Escape and X close, a click beside it closes too."""
    play = trade()
    play.desk.selection.choose_stop("E1", 0, play.session.plan)
    play.key(pygame.K_x)
    menu = play.desk.menu
    assert menu is not None
    first = menu.at
    play.key(pygame.K_DOWN)
    assert menu.at > first
    play.key(pygame.K_ESCAPE)
    assert play.desk.menu is None
    play.key(pygame.K_x, pygame.K_x)
    assert play.desk.menu is None
    play.key(pygame.K_x)
    play.post(pygame.MOUSEBUTTONDOWN, pos=(5, 5), button=1)
    play.post(pygame.MOUSEBUTTONUP, pos=(5, 5), button=1)
    assert play.desk.menu is None
    assert play.desk.selection.vehicle == "E1"


def test_nothing_to_do_is_said() -> None:
    """C for a diesel truck opens nothing and says why."""
    play = trade()
    play.desk.selection.choose_stop("V1", 0, play.session.plan)
    play.key(pygame.K_c)
    assert play.desk.menu is None


def test_the_nights_charge() -> None:
    """Buttons, arrows and dragging set the charge to leave with; a whole drag is one command."""
    play = trade()
    play.desk.selection.choose_vehicle("E1")
    play.screen.show_tab("trip")
    play.rest()
    play.desk.acts(play.shell.ctx.fmt).all()
    play.desk.scrolls["trip"].offset = 10_000
    play.rest(3)
    hit = play.hits.get("soc.E1")
    assert hit is not None and isinstance(hit.payload, NightPlan)
    before = len(play.session.events)
    x, y = hit.rect.center
    play.lift("soc.E1", (x + 40, y))
    assert play.desk.pending is not None
    play.drop((x + 40, y))
    assert len(play.session.events) == before + 1 and done(play).startswith("soc E1 ")
    assert play.desk.pending is None
    play.click("soc.share")  # it stays where it is while the acts above it are worked out anew
    assert done(play) == "soc E1 -1"
    play.click("soc.more")
    assert done(play) == "soc E1 650"


def test_a_grid_limit_leads_to_the_trucks_that_share_it() -> None:
    """A finding of the plan as a whole has no vehicle: a click shows one, and teaches the word."""
    play = trade()
    assert play.session.do(SetTrip(vehicle="E2", stops="O5/collect/0")).ok
    for name in ("E1", "E2"):
        assert play.session.do(SetCharge(vehicle=name, permille=980)).ok
    findings = play.session.evaluation().findings
    assert any(f.rule == "grid_limit" and f.vehicle == "" for f in findings)
    play.desk.selection.clear()
    play.screen.show_tab("findings")
    play.rest(2)
    row = next(
        h for h in play.hits if h.id.startswith("finding.") and getattr(h.payload, "rule", "") == "grid_limit"
    )
    play.click(row.id)
    assert play.desk.selection.vehicle in ("E1", "E2")
    assert play.desk.taught.startswith("grid_limit/")
    play.click(row.id)
    assert play.desk.taught == ""


def test_undo_of_an_own_stop_keeps_a_sound_selection() -> None:
    """After an undo the chosen stop may be gone: its trip stays chosen, and nothing breaks."""
    play = trade()
    play.desk.selection.choose_stop("E1", 2, play.session.plan)
    play.key(pygame.K_b, pygame.K_RETURN)
    assert own(play)[-1] == ("break", 2700)
    play.key(pygame.K_z, mod=pygame.KMOD_CTRL)
    assert play.desk.selection.key == ("", "E1", -1)
    play.key(pygame.K_x, pygame.K_ESCAPE, pygame.K_RIGHT, pygame.K_RIGHT)
    assert play.desk.selection.stop == 1


@pytest.mark.parametrize(("size", "scale"), [((1280, 720), 1.0), ((1280, 720), 1.5), ((1600, 900), 1.0)])
def test_a_monkey_on_the_trade_board(size: tuple[int, int], scale: float) -> None:
    """Hundreds of random keys, clicks and drags on own stops leave a board that still draws."""
    play, chance = trade(size, scale), random.Random(7)
    keys = [pygame.K_x, pygame.K_c, pygame.K_b, pygame.K_l, pygame.K_w, pygame.K_o, pygame.K_RETURN,
            pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT, pygame.K_ESCAPE, pygame.K_PLUS,
            pygame.K_MINUS, pygame.K_DELETE, pygame.K_p, pygame.K_5, pygame.K_2, pygame.K_TAB]  # fmt: skip
    for _ in range(220):
        hits = [h for h in play.hits.reachable() if not h.id.startswith(("top.", "dispatch", "reckon"))]
        what = chance.random()
        if what < 0.5 or not hits:
            play.key(chance.choice(keys), mod=chance.choice((0, 0, 0, ALT, SHIFT, pygame.KMOD_CTRL)))
        else:
            x, y = chance.choice(hits).rect.center
            spot, target = (
                (round(x * scale), round(y * scale)),
                (chance.randrange(900), chance.randrange(700)),
            )
            button = chance.choice((1, 1, 3))
            play.post(pygame.MOUSEBUTTONDOWN, pos=spot, button=button)
            if what > 0.75:
                play.move(target)
                play.move((target[0] + 9, target[1]))
                spot = target
            play.post(pygame.MOUSEBUTTONUP, pos=spot, button=button)
        if not play.shell.running or play.shell.stack[-1] is not play.screen:
            break
    for trip in play.session.plan.trips:
        assert any(s.order for s in trip.stops)
        assert all(s.seconds > 0 for s in trip.stops if s.action in (Action.CHARGE, Action.BREAK))


def test_a_road_that_is_not_there_is_refused_in_words() -> None:
    """A command that the rules refuse becomes a sentence, also one that nobody foresaw."""
    play = trade()
    assert not play.screen.do(SetRoute(vehicle="V1", at=0, route=7), play.shell.ctx)
    toast = play.shell._toast
    assert toast is not None and toast[1] == "bad" and toast[0]
