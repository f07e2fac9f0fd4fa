"""The regisseur console with posted events: rules, weights, the front, the chooser, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from game.content.language import language
from game.content.load import load_scenario
from game.domain.commands import Begin, Steer, Weigh, from_text
from game.domain.steer import rules_of
from game.record.journal import FileJournal
from game.replay import resume_session, start, verify
from game.solver.advice import plan_commands
from game.ui.console_rules import rows_of
from game.ui.console_state import state_of
from tests.screens.board_play import Play

SIZES = [((1600, 900), 1.0), ((1280, 720), 1.0), ((1600, 900), 2.0)]


def planned(scenario: str = "stukgoed", log: Path | None = None, size: tuple[int, int] = (1600, 900),
            scale: float = 1.0) -> Play:  # fmt: skip
    """A board with the reference plan on it."""
    journal = FileJournal(log) if log else None
    session = start(load_scenario(scenario), seed=1, journal=journal)
    session.do(Begin())
    assert session.scenario.reference is not None
    for text in plan_commands(session.plan, session.scenario.reference.plan):
        session.do(from_text(text))
    return Play(session=session, size=size, scale=scale)


@pytest.fixture
def play() -> Iterator[Play]:
    """One board, its solver closed afterwards."""
    made = planned("eerste-rit")
    yield made
    made.host.client.close()


def speak(play: Play, lang: str, scheme: str = "light") -> None:
    """Switch language and theme on the spot."""
    play.shell.configure(replace(play.shell.settings, lang=lang, scheme=scheme))  # type: ignore[arg-type]
    play.frame()


def names(play: Play, start_: str) -> list[str]:
    """Hits that begin so, in reach."""
    return [h.id for h in play.hits.reachable() if h.id.startswith(start_)]


def tab_to(play: Play, name: str) -> None:
    """Walk with Tab until a control has the focus."""
    for _ in range(400):
        if play.shell.memory.focus == name:
            return
        play.key(pygame.K_TAB)
    raise AssertionError(name)


def test_the_console_takes_the_place_of_list_and_panel(play: Play) -> None:
    """It opens beside the narrow map by its button or key, and gives the board back."""
    assert play.hits.get("orders.search") is not None
    play.click("console.open")
    assert play.hits.get("console.run") is not None and play.hits.get("map") is not None
    assert play.hits.get("orders.search") is None
    play.key(pygame.K_s)
    assert play.hits.get("console.run") is None and play.hits.get("orders.search") is not None
    play.key(pygame.K_s, pygame.K_ESCAPE)
    assert play.hits.get("console.run") is None


def test_a_lock_is_chosen_switched_off_and_removed(play: Play) -> None:
    """+ Slot, kind, truck: a rule of the session; its switch keeps it in the list, its cross does not."""
    trip = play.session.plan.trips[0]
    order = trip.orders()[0]
    play.screen.choose(order)
    play.frame()
    play.click("console.open")
    play.click("console.add")
    play.click("choose.trucks")
    play.click(f"choose.{trip.vehicle}")
    rule = f"trucks|{order}|{trip.vehicle}"
    assert rules_of(play.session.wishes.steering) == (rule,)
    play.click("console.switch.0")
    assert rules_of(play.session.wishes.steering) == ()
    assert names(play, "console.switch.") == ["console.switch.0"]
    play.click("console.switch.0")
    assert rules_of(play.session.wishes.steering) == (rule,)
    play.click("console.remove.0")
    assert rules_of(play.session.wishes.steering) == () and not names(play, "console.switch.")


def test_a_switched_off_rule_is_there_after_a_resume(tmp_path: Path) -> None:
    """Closing the game and going on with its log shows the rule again, switched off; undo switches it on."""
    log = tmp_path / "log.jsonl"
    play = planned("eerste-rit", log=log)
    trip = play.session.plan.trips[0]
    play.key(pygame.K_s)
    play.click("console.add")
    tab_to(play, "choose.idle")
    play.key(pygame.K_RETURN)
    play.click(f"choose.{trip.vehicle}")
    play.click("console.switch.0")
    play.host.client.close()
    again = Play(session=resume_session(log, lambda: 0))
    again.key(pygame.K_s)
    rows = rows_of(again.session, language("nl"))
    assert [(r.rule, r.on) for r in rows] == [(f"idle|{trip.vehicle}", False)]
    again.click("undo")
    assert [r.on for r in rows_of(again.session, language("nl"))] == [True]
    again.click("undo")
    assert rows_of(again.session, language("nl")) == ()
    again.host.client.close()


def test_every_kind_of_rule_can_be_made_by_keyboard_alone() -> None:
    """All nine kinds, with Tab, arrows and Enter; each stands in the log."""
    play = planned("eerste-rit")
    trip = next(t for t in play.session.plan.trips if len(t.orders()) > 1)
    play.screen.choose(trip.orders()[0])
    play.frame()
    play.key(pygame.K_s)
    kinds = ("trips", "sequences", "trucks", "never_trucks", "drivers", "never_drivers", "own", "idle",
             "widenings")  # fmt: skip
    for kind in kinds:
        tab_to(play, "console.add")
        play.key(pygame.K_RETURN)
        for _ in range(40):
            if play.shell.memory.focus == f"choose.{kind}":
                break
            play.key(pygame.K_DOWN)
        play.key(pygame.K_RETURN)
        if play.desk.kept["console"].chooser is not None:
            last = names(play, "choose.")[-1]
            tab_to(play, last)
            play.key(pygame.K_RETURN)
        assert play.desk.kept["console"].chooser is None
    made = {rule.split("|")[0] for rule in rules_of(play.session.wishes.steering)}
    assert made == set(kinds)
    logged = [e.data["do"] for e in play.session.events if e.kind == "command" and "steer" in e.data["do"]]
    assert len(logged) == len(kinds)


def test_what_has_not_been_chosen_cannot_be_locked(play: Play) -> None:
    """Without a selection only a truck that stays at home can be asked for; the rest says what to choose."""
    play.click("console.open")
    play.click("console.add")
    rows = [h for h in play.hits.reachable() if h.id.startswith("choose.") and h.role == "row"]
    able = {h.id for h in rows if h.enabled}
    assert able == {"choose.idle"}
    play.key(pygame.K_ESCAPE)
    assert not names(play, "choose.")


def test_a_slider_becomes_one_command_when_it_rests(play: Play) -> None:
    """Dragging over many values asks once; leaving it to the keys does so too."""
    play.click("console.open")
    hit = play.hits.get("console.co2")
    assert hit is not None
    left, right = hit.rect.x + 10, hit.rect.x + hit.rect.w // 2
    play.post(pygame.MOUSEBUTTONDOWN, pos=(left, hit.rect.centery), button=1)
    for x in range(left, right, 9):
        play.move((x, hit.rect.centery))
    play.rest(20)
    assert play.session.wishes.co2_percent == 0, "the hand is still on it"
    play.post(pygame.MOUSEBUTTONUP, pos=(right, hit.rect.centery), button=1)
    play.rest(20)
    asked = [e for e in play.session.events if e.kind == "command" and e.data["do"].startswith("weigh")]
    assert len(asked) == 1 and 35 <= play.session.wishes.co2_percent <= 60
    tab_to(play, "console.margin")
    play.key(pygame.K_RIGHT, pygame.K_RIGHT)
    play.rest(20)
    assert play.session.wishes.margin_min == 10


def test_a_point_of_the_front_becomes_the_goal() -> None:
    """A click chooses it, the button sets the weights towards it and shows what that plan does."""
    play = planned()
    play.click("console.open")
    points = names(play, "front.")
    play.click(points[-1])
    play.click("console.goal")
    assert play.session.wishes.co2_percent > 0
    assert play.desk.reckoning.state == "ready"
    assert names(play, "found.")
    front = play.session.scenario.front
    assert front is not None
    play.click("console.accept")
    at = int(points[-1].split(".")[1])
    assert play.session.evaluation().kpi.co2e_g == front.points[at].co2e_g
    assert play.session.evaluation().kpi.cost_cent == front.points[at].cost_cent
    play.host.client.close()


def test_the_menu_locks_what_is_chosen(play: Play) -> None:
    """A quick way: the menu of a trip locks it, shows the lock on the board, and frees it again."""
    trip = play.session.plan.trips[1]
    play.right_click(f"row.{trip.vehicle}")
    play.rest(60)
    hit = next(h for h in play.hits.reachable() if h.id == "menu.rule.trips")
    assert hit.enabled
    play.key(pygame.K_ESCAPE)
    play.session.do(Steer(text=f"trips|{trip.vehicle}"))
    play.frame()
    lang = language("nl")
    rows = {r.vehicle: r for r in play.desk.rows(lang)}
    assert rows[trip.vehicle].locked and not rows[play.session.plan.trips[0].vehicle].locked
    stops = [b for b in rows[trip.vehicle].blocks if b.order and not b.name.startswith("via")]
    assert all(b.icon for b in stops)


def test_the_arrows_reach_lines_that_are_out_of_view() -> None:
    """In a low window the last kind of rule is reached with the arrow keys too."""
    play = planned("eerste-rit", size=(1600, 900), scale=2.0)
    order = play.session.plan.trips[0].orders()[0]
    play.screen.choose(order)
    play.key(pygame.K_s)
    play.desk.kept["console"].tab = "rules"
    play.frame()
    tab_to(play, "console.add")
    play.key(pygame.K_RETURN, pygame.K_UP)
    assert play.shell.memory.focus == "choose.widenings"
    play.key(pygame.K_RETURN, pygame.K_DOWN, pygame.K_RETURN)
    assert [w.order for w in play.session.wishes.steering.widenings] == [order]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_nothing_is_cut_off(lang: str, size: tuple[int, int], scale: float) -> None:
    """Every part of the console lies in the window and no two of its controls overlap, in both themes."""
    play = planned("vers-noord", size=size, scale=scale)
    order = play.session.plan.trips[0].orders()[0]
    for rule in (f"own|{order}", f"widenings|{order}|deliver|30"):
        play.session.do(Steer(text=rule))
    speak(play, lang, "dark")
    play.key(pygame.K_s)
    window = pygame.Rect(0, 0, *play.shell.ctx.size)
    tabs = names(play, "console.tab.") or [""]
    for tab in tabs:
        if tab:
            tab_to(play, tab)
            play.key(pygame.K_RETURN)
        mine = [h for h in play.hits.reachable() if h.id.startswith(("console.", "front.")) and h.role not in
                ("area", "scroll", "info") and h.id != "console.open"]  # fmt: skip
        assert len(mine) >= 4
        for hit in mine:
            assert window.contains(hit.rect), hit.id
        boxes = [h for h in mine if not h.id.startswith("front.")]
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                assert not a.rect.inflate(-2, -2).colliderect(b.rect.inflate(-2, -2)), (a.id, b.id)


def test_every_deed_can_be_done(play: Play) -> None:
    """The command palette offers the console's acts with words in both languages, and they work."""
    play.screen.choose(play.session.plan.trips[0].orders()[0])
    play.frame()
    tool = next(t for t in play.screen.tools if t.name == "console")
    for lang in ("nl", "en"):
        speak(play, lang)
        found = tool.deeds(play.shell.ctx)
        assert all(d.label and not d.label.startswith("console.") for d in found)
    lock = next(d for d in found if d.id == "console.rule.trips")
    lock.do(play.shell.ctx)
    assert play.session.wishes.steering.trips == (play.session.plan.trips[0].vehicle,)
    again = next(d for d in tool.deeds(play.shell.ctx) if d.id == "console.rule.trips")
    again.do(play.shell.ctx)
    assert not play.session.wishes.steering


def test_what_was_asked_replays(tmp_path: Path) -> None:
    """The log of a session that used rules, weights and a goal gives the same states again."""
    log = tmp_path / "log.jsonl"
    play = planned(log=log)
    play.key(pygame.K_s)
    play.session.do(Steer(text=f"own|{min(play.session.visible)}"))
    play.frame()
    play.click(names(play, "front.")[1])
    play.click("console.goal")
    play.click("console.accept")
    play.session.do(from_text("undo"))
    assert verify(log).verified is True
    assert play.session.wishes.co2_percent > 0 and play.session.wishes.steering.own
    play.host.client.close()


def test_opening_the_console_leaves_the_weights_that_a_log_brought_back(play: Play) -> None:
    """After a resume, or a front chosen elsewhere, the sliders follow what was asked, not the reverse."""
    play.session.do(Weigh(co2_percent=30, margin_min=10))
    play.key(pygame.K_s)
    play.rest(3)
    wishes = play.session.wishes
    assert (wishes.co2_percent, wishes.margin_min) == (30, 10)
    state = state_of(play.desk)
    assert (state.co2.value, state.margin.value) == (30, 10)
