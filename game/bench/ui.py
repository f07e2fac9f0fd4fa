"""The screen's figures. They are measured by a program of their own, because only `game.ui` may load pygame
and because the time from process start to first frame needs a new process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any

PROGRAM = "game.ui.bench_ui"
PARTS = "plan", "large", "day", "game"
"""Boards, each in a process of its own, so that the memory of one is not that of another."""
STARTS = 5
PROTOCOL = (
    "plan and day: 25 trucks, 300 stops; large: 60 trucks, 500 orders; game: the largest shipped scenario; "
    "1600x900, software frames; a move is its events and the frame that shows them; "
    "solver: 6 s in its own process, frames at 60 Hz; memory: of the board's process, at the end and at most"
)
GOALS = {
    "idle_p95_ms": 4, "idle_filter_p95_ms": 4, "drag_p95_ms": 4, "pan_p95_ms": 8, "selection_p95_ms": 33,
    "plan_change_p95_ms": 33, "drag_preview_p95_ms": 16, "while_solving_p99_ms": 33, "memory_mb": 200,
}  # fmt: skip


def measure() -> dict[str, Any]:
    """Frames and memory of each board, and the time to the first frame."""
    starts = sorted(_start_s() for _ in range(STARTS + 1))[:STARTS]  # the cold one drops out
    result: dict[str, Any] = {"protocol": PROTOCOL, "goals": GOALS} | {part: _run(part) for part in PARTS}
    result["first_frame"] = {
        "protocol": f"new process to first full menu frame, {STARTS} warm starts",
        "goal_s": 0.6,
        "median_s": round(starts[len(starts) // 2], 3),
        "max_s": round(starts[-1], 3),
    }
    return result


def _start_s() -> float:
    """Seconds from starting a process to its first frame: both ends on the system's monotonic clock."""
    before = time.clock_gettime(time.CLOCK_MONOTONIC) if hasattr(time, "clock_gettime") else time.monotonic()
    return float(_run("first", str(before))["seconds"])


def _run(*words: str) -> dict[str, Any]:
    env = {**os.environ, "SDL_AUDIODRIVER": "dummy"}
    if sys.platform.startswith("linux") and not (env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")):
        env["SDL_VIDEODRIVER"] = "dummy"  # no window: drawn in memory, and the protocol says so
    done = subprocess.run(  # noqa: S603 - our own program with our own words
        [sys.executable, "-m", PROGRAM, *words], capture_output=True, text=True, check=False, env=env
    )
    if done.returncode != 0:
        return {"failed": done.stderr.strip().splitlines()[-1:] or ["no message"], "seconds": float("nan")}
    made: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return made
