"""The clock hurries where nothing happens, and nothing that happens is passed over for it."""

from __future__ import annotations

import pytest

from game.content.language import language
from game.domain import commands as c
from game.session import Session
from game.ui.clock_bar import NORMAL, QUIET, SPEEDS, Clockwork
from game.ui.screens import day_choice
from game.ui.screens.day import DayScreen
from tests.screens.test_day import Play, TestHost, dispatched


def played(scenario: str = "eerste-rit") -> tuple[Session, list[int]]:
    """A whole day at the pace at which it begins, with first answers and nothing drawn; the paces that were
    seen, every 100 ms."""
    screen = DayScreen(TestHost(), dispatched(scenario))  # type: ignore[arg-type]
    session, paces = screen.session, list[int]()
    screen.go(NORMAL)
    while session.phase == "day" and len(paces) < 20_000:
        screen.model.refresh(language("nl"))
        screen.watch_pace()
        screen.tick(100 * len(paces))
        screen.news.clear()
        paces.append(screen.work.pace())
        for message in session.open_messages():
            session.do(c.Reply(message=message.id, option=message.options[0].id))
        if screen.work.paused:
            screen.dialog = None
            screen.work.go()
    return session, paces


def happened(session: Session) -> list[tuple[object, ...]]:
    """What the day brought, with its second."""
    return [(e.data["what"], e.data.get("subject"), e.game_s) for e in session.events if e.kind == "day"]


def test_the_same_day_in_less_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hurrying changes no second of what happens; it only takes less of the player's."""
    hurried, paces = played()
    monkeypatch.setattr(day_choice, "QUIET_AFTER_S", 10**6)
    plain, slower = played()
    assert {NORMAL, QUIET} <= set(paces) and QUIET not in slower
    assert happened(hurried) == happened(plain) != []
    assert len(paces) < 0.75 * len(slower)


def test_after_news_it_goes_at_the_ordinary_pace_for_a_while() -> None:
    """What was just said can be read before the clock hurries again."""
    play = Play()
    play.key("3")
    while not play.screen.work.quiet:
        play.wait(100)
    play.screen._new_s = play.session.clock_s  # as news does
    play.wait(100)
    assert play.screen.work.pace() == NORMAL
    play.wait(3000)
    assert play.screen.work.pace() == NORMAL, "three seconds are no time to read a line"


def test_what_waits_for_an_answer_keeps_it_from_hurrying() -> None:
    """A message that is left open is no quiet."""
    play = Play()
    play.click("day.until")
    while not play.session.open_messages():
        play.wait(100)
    play.key("3")
    play.wait(8000)
    assert play.session.open_messages() and not play.screen.work.quiet


@pytest.mark.parametrize("speed", [s for s in SPEEDS if s != NORMAL])
def test_a_pace_that_the_player_chose_stays(speed: int) -> None:
    """Only the ordinary pace hurries; and what presses goes before everything."""
    work = Clockwork(quiet=True, speed=speed)
    assert work.pace() == speed
    assert Clockwork(quiet=True).pace() == QUIET
    assert Clockwork(quiet=True, slow=True).pace() == work.calm
