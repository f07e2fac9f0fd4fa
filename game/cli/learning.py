"""`profile` and `report`: what logs say of a player."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from game.cli.playing import Json, Lang
from game.cli.say import out, table, tongue
from game.content.language import Language
from game.replay import verify
from game.session import Session


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("profile")(profile)
    app.command("report")(report)


def write_files(session: Session, folder: Path, speech: Language) -> list[str]:
    """Debrief, profile and report of a session, written beside its log."""
    from game.assess.profile import profile_of
    from game.report.debrief import debrief
    from game.report.html import html_report

    story = session.story(verified=True)
    competencies = profile_of([story], prior="correlated")
    texts = {
        "debrief.json": json.dumps(debrief(story, speech.t), ensure_ascii=False, indent=1, allow_nan=False),
        "profile.json": json.dumps(competencies, ensure_ascii=False, indent=1, allow_nan=False),
        "report.html": html_report([story], competencies, speech),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [str(folder / name) for name in ("log.jsonl", *texts)]


def _stories(logs: list[Path]) -> list[Any]:
    verdicts = [verify(log) for log in logs]
    return [v.session.story(verified=v.verified) for v in verdicts if v.session is not None]


def profile(
    logs: list[Path],
    prior: Annotated[str, typer.Option(help="correlated (coaching) or independent.")] = "correlated",
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Competency profile from logs: always eight, with honest uncertainty."""
    from game.assess.profile import profile_of
    from game.domain.errors import Unreadable

    if prior not in ("correlated", "independent"):
        raise Unreadable("profile.prior", value=prior)
    speech = tongue(lang)
    found = profile_of(_stories(logs), prior=prior)
    rows = []
    for name, entry in found["competencies"].items():
        level = speech.t(f"level.{entry['level']}") if entry["level"] else speech.t("level.unsure")
        span = f"{speech.number(entry['low'], 2)} .. {speech.number(entry['high'], 2)}"
        rows.append((name, speech.t(f"competency.{name}"), speech.number(entry["mean"], 2), span, level))
    out(found, as_json, table(rows, right=(2,)))


def report(
    logs: list[Path],
    out_file: Annotated[Path, typer.Option("--out", help="The HTML file to write.")],
    lang: Lang = "",
) -> None:
    """A readable report of one or more logs."""
    from game.assess.profile import profile_of
    from game.report.html import html_report

    stories = _stories(logs)
    text = html_report(stories, profile_of(stories, prior="correlated"), tongue(lang))
    out_file.write_text(text, encoding="utf-8", newline="\n")
    print(out_file)
