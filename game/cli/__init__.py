"""The command line: every command but `play` runs without a display.

`--json` prints exactly one JSON object on standard output. Exit 0: done; 1: done, and the
answer is no; 2: bad input, told with file, place, reason and cure. Never a traceback for
anything that a user can cause.
"""

from __future__ import annotations

import sys

import typer

from game.cli.say import Told, show_error
from game.domain.errors import ContentFault, GameError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="Ritregie: a serious game for the transport planner of the future.",
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit code."""
    from game.cli import (
        export,
        front,
        league,
        learning,
        planning,
        playing,
        privacy,
        reporting,
        showing,
        weighing,
        whynot,
    )

    for module in (
        playing, planning, learning, reporting, weighing, showing, whynot, front, league, export, privacy,
    ):  # fmt: skip
        module.register(app)
    try:
        app(args=arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 2
    except Told as told:
        return told.code
    except (GameError, ContentFault) as why:
        show_error(why)
        return 2
    except OSError as why:
        print(f"{why.filename or ''}: {why.strerror or why}", file=sys.stderr)
        return 2
    return 0
