"""`data`, `erase`, `tidy`: everything about a player, nothing of a player, logs that have had their time."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from game.cli.playing import Json, Lang
from game.cli.say import Told, out, tongue
from game.record.places import log_folder, user_folder
from game.record.privacy import Kept, erase, gather, log_files
from game.record.retention import MONTHS, overdue

LogDir = Annotated[Path | None, typer.Option("--log-dir", help="Where the logs are, if elsewhere.")]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("data")(data)
    app.command("erase")(erase_player)
    app.command("tidy")(tidy)


def data(
    pseudonym: str,
    out_file: Annotated[Path, typer.Option("--out", help="FILE: FILE.json and FILE.html are written.")],
    log_dir: LogDir = None,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Everything that is kept about a player: as JSON and as a page to read."""
    from game.report.mine import mine_dict, mine_html

    speech, kept = tongue(lang), gather(user_folder(), log_dir or log_folder(), pseudonym)
    if not kept.anything:
        nothing = {"files": [], "logs": 0, "remarks": 0, "notes": 0, "statements": 0}
        out(nothing, as_json, speech.t("privacy.nothing", player=pseudonym))
        raise Told(1)
    profile = _profile(kept)
    pages = {
        out_file.with_suffix(".json"): json.dumps(
            mine_dict(kept, profile), ensure_ascii=False, indent=1, allow_nan=False
        ),
        out_file.with_suffix(".html"): mine_html(kept, profile, speech),
    }
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    files = [str(path) for path in pages]
    said = speech.t("privacy.written", files=", ".join(files), n=len(kept.logs))
    counts = {"logs": len(kept.logs), "remarks": len(kept.remarks), "notes": len(kept.notes)}
    out({"files": files, **counts, "statements": len(kept.statements)}, as_json, said)


def _profile(kept: Kept) -> dict[str, Any] | None:
    """The profile of the logs that can be replayed; None without any."""
    from game.cli.export_play import story_of
    from game.cli.learning import profile_of

    stories = [story for path, _events in kept.logs if (story := story_of(path))]
    return profile_of(stories, "correlated") if stories else None


def erase_player(
    pseudonym: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    log_dir: LogDir = None,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Erase a player: logs, settings, name, lessons, remarks, statements that wait. There is no way back."""
    speech = tongue(lang)
    if (
        not yes
        and sys.stdin.isatty()
        and not typer.confirm(speech.t("privacy.sure", player=pseudonym), err=True)
    ):
        raise Told(1)
    done = erase(user_folder(), log_dir or log_folder(), pseudonym)
    figures = {"logs": done.logs, "remarks": done.remarks, "statements": done.statements, "files": done.files}
    key = "privacy.erased" if done.anything else "privacy.nothing"
    said = [speech.t(key, player=pseudonym, **figures)]
    if done.left:
        said.append(speech.t("privacy.left", files=", ".join(map(str, done.left))))
    out({**figures, "left": [str(path) for path in done.left]}, as_json, "\n".join(said))
    if done.left or not done.anything:
        raise Told(1)


def tidy(
    months: Annotated[int, typer.Option(help="Logs of longer ago; 0: none.")] = MONTHS,
    yes: Annotated[bool, typer.Option("--yes", help="Delete them; without it they are only named.")] = False,
    log_dir: LogDir = None,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Logs that have had their time: named, and deleted with --yes."""
    speech, today = tongue(lang), datetime.now(tz=UTC).date()
    due = overdue(log_files(log_dir or log_folder()), today, months)
    if yes:
        for path in due:
            path.unlink()
    key = "privacy.tidied" if yes else "privacy.due"
    names = [path.name for path in due]
    text = "\n".join([speech.t(key, n=len(due), months=months), *names])
    out({"due": names, "deleted": len(due) if yes else 0}, as_json, text)
