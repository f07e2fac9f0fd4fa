"""kill -9 at any moment of play: every act that was answered is in the log, and play goes on from it.

Five kills in each run; 200 with `RITREGIE_LONG=1`.
"""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from game.content.load import load_scenario
from game.domain import commands as c
from game.record.journal import FileJournal, read_log
from game.replay import resume_session, start, verify
from game.session import Session

LONG = os.environ.get("RITREGIE_LONG") == "1"
KILLS = 200 if LONG else 5
LONGEST_S = 0.04
SCENARIO = "eerste-rit"


def some_act(session: Session, dice: random.Random) -> c.Command:
    """Anything that a planner does; some of it is refused."""
    order, vehicle = dice.choice(sorted(session.visible)), dice.choice(sorted(session.system.vehicles))
    return dice.choice(
        (
            c.Place(order=order, vehicle=vehicle, at=dice.randrange(4)), c.Unplace(order=order), c.Undo(),
            c.Redo(), c.Keep(text="Dit, en „dat”"), c.Weigh(co2_percent=dice.randrange(101), margin_min=5),
            c.Steer(text=f"trucks|{order}|{vehicle}"), c.Together(text=f"unplace {order}; unplace {order}"),
        )
    )  # fmt: skip


def play(path: Path, seed: int, answers: int) -> None:
    """Play until the plug is pulled; each answer goes to the pipe after the act returned."""
    dice = random.Random(seed)
    session = start(load_scenario(SCENARIO), seed=seed, journal=FileJournal(path))
    session.do(c.Begin())
    while True:
        session.do(some_act(session, dice))
        os.write(answers, f"{len(session.events)} {session.state_hash()}\n".encode())


def killed(path: Path, seed: int, wait_s: float) -> tuple[int, str]:
    """Play in a process of its own and kill it; the last answer that it gave."""
    answers, pipe = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(answers)
            play(path, seed, pipe)
        finally:
            os._exit(1)
    os.close(pipe)
    with os.fdopen(answers, "rb") as given:
        said = given.readline()
        time.sleep(wait_s)
        os.kill(child, signal.SIGKILL)
        said += given.read()
    os.waitpid(child, 0)
    count, state = said.rpartition(b"\n")[0].split(b"\n")[-1].split()
    return int(count), state.decode()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process of its own by fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_kill_at_any_moment(tmp_path: Path) -> None:
    """What was answered is there, nothing is damaged, the log verifies, and the next act is added to it."""
    dice = random.Random(7)
    load_scenario(SCENARIO)
    for seed in range(KILLS):
        path = tmp_path / f"{seed}.jsonl"
        count, state = killed(path, seed, dice.uniform(0, LONGEST_S))
        found = read_log(path)
        assert not found.damage
        assert len(found.events) >= count
        assert found.events[count - 1].state == state
        session = resume_session(path, lambda: 0)
        assert session.state_hash() == read_log(path).events[-1].state
        assert session.do(c.Keep(text="verder")).error is None or len(session.gallery.plans) == 40
        assert verify(path).verified is True
        path.unlink()
