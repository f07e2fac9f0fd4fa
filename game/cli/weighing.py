"""`weigh`: the ledger of decisions that a log lacks, worked out and put behind it, or worked out again."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.cli.helping import progress
from game.cli.playing import Json, Lang
from game.cli.say import Told, out, tongue
from game.content.language import Language

Check = Annotated[bool, typer.Option("--check", help="Work out those that are there again; write nothing.")]


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("weigh")(weigh)


def weigh(logs: list[Path], check: Check = False, as_json: Json = False, lang: Lang = "") -> None:
    """What every decision was worth, behind logs that lack it; of days that have ended."""
    from game.replay_week import is_week_log

    speech = tongue(lang)
    days = [log for log in logs if not is_week_log(log)]  # weeks weigh agreements, in another way
    done = _check(days, speech) if check else _complete(days, speech)
    key = "differs" if check else "weighed"
    said = "\n".join(speech.t(f"cli.weigh.{key}", file=path.name) for path in done)
    none = speech.t("cli.weigh.same" if check else "cli.weigh.none", n=len(days))
    out({key: [str(path) for path in done], "logs": len(days)}, as_json, said or none)
    if check and done:
        raise Told(1)


def _complete(days: Sequence[Path], speech: Language) -> list[Path]:
    """Those that have a ledger now and had none."""
    from game.ledger.late import complete

    done = []
    for path in days:
        with progress(speech.t("cli.weigh.busy", file=path.name)):
            if complete(path):
                done.append(path)
    return done


def _check(days: Sequence[Path], speech: Language) -> list[Path]:
    """Those whose ledger is not what comes out."""
    from game.ledger.late import same

    differ = []
    for path in days:
        with progress(speech.t("cli.weigh.busy", file=path.name)):
            if not same(path):
                differ.append(path)
    return differ


def hint(stories: Sequence[Story | WeekStory], logs: Sequence[Path], speech: Language) -> None:
    """Say on standard error of which days the decisions were never weighed."""
    lacking = [
        log.name for log, story in zip(logs, stories, strict=True)
        if isinstance(story, Story) and story.day is not None
        and not any(e.kind == "ledger" for e in story.events)
    ]  # fmt: skip
    if lacking:
        print(speech.t("cli.weigh.hint", n=len(lacking), files=" ".join(lacking)), file=sys.stderr)
