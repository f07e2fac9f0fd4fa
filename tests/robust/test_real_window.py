"""A real window under Xvfb, with real keys: what the dummy driver cannot show."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.replay import verify

ROOT = Path(__file__).parent.parent.parent
MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)} on this machine")
WAIT_S = 20


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of its own, gone afterwards."""
    read, write = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        os.close(write)
        number = os.read(read, 16).decode().strip()
        yield f":{number}"
        server.terminate()
        os.close(read)


def until(what: object, seconds: float = WAIT_S) -> bool:
    """Wait until a condition holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


def logged(home: Path) -> str:
    """All logs of a home folder as text."""
    return "".join(p.read_text(encoding="utf-8") for p in sorted((home / "logs").glob("*.jsonl")))


def test_keys_reach_the_game_and_a_kill_loses_nothing(display: str, tmp_path: Path) -> None:
    """A person presses Enter in the briefing and the plug is pulled: the log holds what was done."""
    settings = {"told_about_log": True, "consent": "ritregie-consent/2"}
    (tmp_path / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    environment = {
        **os.environ,
        "DISPLAY": display,
        "RITREGIE_HOME": str(tmp_path),
        "SDL_AUDIODRIVER": "dummy",
    }
    environment["SDL_VIDEODRIVER"] = "x11"
    with subprocess.Popen(
        [sys.executable, "-m", "game", "play", "eerste-rit", "--seed", "1"], cwd=ROOT, env=environment
    ) as game:
        try:
            assert until(lambda: '"header"' in logged(tmp_path)), "no log was begun"

            def begun() -> bool:
                subprocess.run(["xdotool", "key", "Return"], env=environment, check=False)
                time.sleep(0.3)
                return '"do":"begin"' in logged(tmp_path)

            assert until(begun), "Enter did not begin the planning"
        finally:
            game.send_signal(signal.SIGKILL)
    (log,) = (tmp_path / "logs").glob("*.jsonl")
    assert verify(log).verified is True
