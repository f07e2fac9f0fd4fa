"""`profile`: what logs say of a player, and the files that go beside a log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from game.assess.indicators import evidence
from game.assess.profile import Played, profile_dict
from game.assess.profile import profile as make_profile
from game.assess.sets import load as load_set
from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.cli.playing import Json, Lang
from game.cli.say import out, table, tongue
from game.cli.weighing import hint
from game.content.language import Language
from game.domain.errors import Unreadable
from game.replay import verify
from game.replay_week import is_week_log, read_week_story
from game.session import Session


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("profile")(profile)


def profile_of(stories: Sequence[Story | WeekStory], prior: str, parameters: str = "") -> dict[str, Any]:
    """The profile of a player's sessions, in the order played, with CONTRACT's keys.

    `parameters`: a frozen set; empty: the one that is worked on.
    """
    figures = load_set(parameters)
    played = [
        Played(session=f"{i}:{story.scenario.id}", evidence=evidence(story, figures), verified=story.verified)
        for i, story in enumerate(stories, start=1)
    ]
    return profile_dict(make_profile(played, prior, figures))


def write_files(session: Session, folder: Path, speech: Language) -> list[str]:
    """Debrief, profile and report of a session, written beside its log."""
    from game.cli.reporting import player_report
    from game.report.debrief import debrief

    story = session.story(verified=True)
    competencies = profile_of([story], "correlated")
    texts = {
        "debrief.json": json.dumps(debrief(story), ensure_ascii=False, indent=1, allow_nan=False),
        "profile.json": json.dumps(competencies, ensure_ascii=False, indent=1, allow_nan=False),
        "report.html": player_report([story], speech)[0],
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [str(folder / name) for name in ("log.jsonl", *texts)]


def stories_of(logs: Sequence[Path]) -> list[Story | WeekStory]:
    """The session of each log, in their order; raises Unreadable for one that cannot be rebuilt at all."""
    return [read_week_story(log) if is_week_log(log) else _day_story(log) for log in logs]


def _day_story(log: Path) -> Story:
    verdict = verify(log)
    if verdict.session is None:
        raise Unreadable("profile.no_session", file=log.name, why=verdict.first_difference or "older rules")
    return verdict.session.story(verified=verdict.verified)


def profile(
    logs: list[Path],
    prior: Annotated[str, typer.Option(help="correlated (coaching) or independent.")] = "correlated",
    parameters: Annotated[str, typer.Option(help="A frozen parameter set, such as expert-1.")] = "",
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Competency profile from logs: always eight, with honest uncertainty."""
    if prior not in ("correlated", "independent"):
        raise Unreadable("profile.prior", value=prior)
    speech = tongue(lang)
    stories = stories_of(logs)
    hint(stories, logs, speech)
    found = profile_of(stories, prior, parameters)
    rows: list[tuple[str, ...]] = []
    for name, entry in found["competencies"].items():
        level = speech.t(f"level.{entry['level']}") if entry["level"] else speech.t("level.unsure")
        span = f"{speech.number(entry['low'], 2)} .. {speech.number(entry['high'], 2)}"
        rows.append((name, speech.t(f"competency.{name}"), speech.number(entry["mean"], 2), span, level))
    out(found, as_json, table(rows, right=(2,)))
