"""`ritregie` and `python -m game`: opens the game, or hands a command to the command line."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run; returns the exit code (0 done, 1 the answer is no, 2 bad input)."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    arguments = sys.argv[1:]
    if arguments[:1] == ["worker"]:
        from game.solver.worker import run_worker

        run_worker()
        return 0
    if not arguments or (arguments[0] == "play" and "--help" not in arguments):
        return _play(arguments[1:])
    from game.cli import run

    return run(arguments)


def _play(arguments: list[str]) -> int:
    """Open the game; without a display say which command plays a day all the same."""
    if not arguments and not _has_display():
        print(
            "Geen beeldscherm gevonden. Speel een dag zonder scherm met:\n"
            "No display found. Play a day without one with:\n\n"
            "  ritregie autoplay eerste-rit --persona careful --seed 1 --out out\n"
            "  (python -m tools start autoplay eerste-rit --persona careful --seed 1 --out out)",
            file=sys.stderr,
        )
        return 1
    from game.app import play

    return play(arguments)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin") or os.environ.get("SDL_VIDEODRIVER"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
