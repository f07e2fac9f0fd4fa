"""`python -m tools pace [ID...]`: how long a day takes to play, in minutes on the wall, per scenario.

The real screen's clock runs at the pace at which a day begins, quicker where nothing happens, with its
slowing down and its stops; nothing is drawn. A player reads every word at 238 words a minute (silent reading,
Brysbaert 2019), takes 4 s to see what a stop is about, 8 s to choose an answer, 45 s more for a decision, and
15 s to deal with a stop that will be late or for which the clock goes slower. The dispatched plan is the
reference, else the naive plan.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

from game.content.catalogue import list_scenarios
from game.content.language import Language, language
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.scenario import Message, Moment, Scenario
from game.replay import start
from game.session import Session
from game.solver.naive import naive_plan
from game.ui.screens.day import DayScreen

TICK_MS = 100
WORDS_PER_S = 238 / 60
SEE_S, CHOOSE_S, DECIDE_S, DEAL_S = 4.0, 8.0, 45.0, 15.0
LONGEST_S = 3 * 3600


class Desk:
    """As much of the program as the day asks for."""

    language: Language = language("nl")


def dispatched(scenario: Scenario, mode: str) -> Session:
    """A day that has just begun."""
    session = start(scenario, seed=1, mode=mode)
    session.do(c.Begin())
    plan = scenario.reference.plan if scenario.reference else naive_plan(session.system, session.visible)
    session.do(c.Accept(proposal=session.propose("plan", plan).id))
    for moment in session.open_moments():
        session.do(c.SkipMoment(moment=moment.id))
    session.do(c.Dispatch())
    return session


def read_s(scenario: Scenario, *keys: str) -> float:
    """Seconds to read these texts."""
    return sum(len(scenario.text("nl", key).split()) for key in keys) / WORDS_PER_S


def deal_with(screen: DayScreen) -> float:
    """What a player does when the clock stands still; returns the seconds that it takes."""
    session, scenario = screen.session, screen.session.scenario
    took = SEE_S
    for moment in session.open_moments():
        took += _decide(session, scenario, moment)
    screen.dialog = None
    for message in session.open_messages():
        took += _answer(session, scenario, message)
    return took if took > SEE_S else SEE_S + DEAL_S


def _decide(session: Session, scenario: Scenario, moment: Moment) -> float:
    name = f"moment.{moment.id}"
    texts = [f"{name}.title", f"{name}.question", f"{name}.advice", f"{name}.why"]
    texts += [f"{name}.cue.{cue}" for cue in moment.cues]
    texts += [f"{name}.option.{option.id}" for option in moment.options]
    session.do(c.Commit(moment=moment.id, option=moment.best, confidence=70))
    session.do(c.Final(moment=moment.id, option=moment.best))
    return read_s(scenario, *texts) + CHOOSE_S + DECIDE_S


def _answer(session: Session, scenario: Scenario, message: Message) -> float:
    name = f"message.{message.id}"
    texts = [f"{name}.from", f"{name}.subject", f"{name}.body"]
    texts += [f"{name}.option.{option.id}" for option in message.options]
    texts += [f"{name}.tone.{tone.id}" for tone in message.tones]
    session.do(c.Reply(message=message.id, option=message.options[0].id))
    return read_s(scenario, *texts) + CHOOSE_S


def minutes(scenario: Scenario, mode: str = "train") -> tuple[float, float, int]:
    """(minutes of play, of which reading and choosing, stops of the clock)."""
    screen = DayScreen(Desk(), dispatched(scenario, mode))  # type: ignore[arg-type]
    session, lang = screen.session, Desk.language
    now_ms, busy_s, stops = 0, 0.0, 0
    screen.go(screen.work.speed)
    while session.phase == "day" and now_ms / 1000 + busy_s < LONGEST_S:
        now_ms += TICK_MS
        screen.model.refresh(lang)
        slowed = screen.watch_pace()
        screen.tick(now_ms)
        screen.news.clear()
        if (screen.work.paused or slowed) and session.phase == "day":
            busy_s, stops = busy_s + deal_with(screen), stops + 1
            screen.menu = None
            screen.go(screen.work.speed)
    return (now_ms / 1000 + busy_s) / 60, busy_s / 60, stops


def run(arguments: list[str]) -> int:
    """One line per scenario: a day at the pace at which it begins, and the clock alone of a demo."""
    print(f"{'scenario':24} {'minutes':>8} {'reading':>8} {'stops':>6} {'demo clock':>10}")
    for name in arguments or [listing.id for listing in list_scenarios()]:
        scenario = load_scenario(name)
        whole, reading, stops = minutes(scenario)
        demo, busy, _stops = minutes(scenario, "demo")
        print(f"{name:24} {whole:8.1f} {reading:8.1f} {stops:6} {demo - busy:10.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
