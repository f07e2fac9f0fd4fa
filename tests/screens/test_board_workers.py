"""Killing the solver's workers while the board is open: said, started again, and nothing is lost."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from game.solver.crew import Crew
from tests.screens.board_play import Play

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a POSIX signal")


def until_a_plan(play: Play, seconds: float = 30.0) -> None:
    """Draw frames until the search has found something."""
    end = time.monotonic() + seconds
    while play.desk.reckoning.plan is None and time.monotonic() < end:
        play.frame()
        time.sleep(0.01)
    assert play.desk.reckoning.plan is not None


def killed(play: Play, times: int) -> None:
    """Kill the worker so often, each time as soon as there is one, drawing frames all the while."""
    seen = 0
    for _ in range(times):
        end = time.monotonic() + 30
        while time.monotonic() < end and play.desk.reckoning.state == "running":
            pid = play.host.client.pid()
            if pid and pid != seen:
                os.kill(pid, signal.SIGKILL)
                seen = pid
                break
            play.frame()
            time.sleep(0.005)


def ended(play: Play, seconds: float = 30.0) -> str:
    """The state when the search is over."""
    end = time.monotonic() + seconds
    while play.desk.reckoning.state == "running" and time.monotonic() < end:
        play.frame()
        time.sleep(0.01)
    return play.desk.reckoning.state


@pytest.mark.parametrize("times", [1, 2])
def test_killing_the_worker_in_the_running_game_loses_nothing(times: int) -> None:
    """Once: it goes on by itself and says so. Twice: it stops, and the best plan is still there to take."""
    play = Play()
    play.screen.desk.tab = "advice"
    play.frame()
    before = play.session.plan
    play.desk.reckoning.start(play.host.client, play.session, play.ms, 3.0)
    until_a_plan(play)
    found = play.desk.reckoning.judged
    killed(play, times)
    assert ended(play) in ("ready", "nothing")
    play.frame()
    assert play.session.plan == before
    assert play.desk.reckoning.restarts == times
    now = play.desk.reckoning.judged
    assert found is not None and now is not None
    assert (now.kpi.hard, now.kpi.cost_cent) <= (found.kpi.hard, found.kpi.cost_cent)
    if play.desk.reckoning.state == "ready":
        play.click("reckon.accept")
        assert play.session.plan != before
    play.host.client.close()


def test_the_running_game_leaves_a_core_for_the_screen() -> None:
    """One worker for each core but one, never none; they answer as one client."""
    play = Play()
    play.host.client = Crew(2)
    play.desk.reckoning.start(play.host.client, play.session, play.ms, 1.0)
    assert len(Crew().clients) == max(1, (os.cpu_count() or 1) - 1)
    assert ended(play) == "ready"
    costs = [cost for _, cost in play.desk.reckoning.trace]
    assert costs == sorted(costs, reverse=True)
    play.host.client.close()
    assert not play.host.client.busy
