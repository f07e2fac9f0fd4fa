"""`export xapi` and `export csv`: what was played, for a learning record store and for researchers."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from game.assess.indicators import evidence
from game.assess.settings import settings
from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.cli.learning import profile_of
from game.cli.playing import Json, Lang
from game.cli.say import Told, out, tongue
from game.content.language import Language
from game.content.load import load_from_files
from game.domain.errors import ContentFault, GameError, Unreadable
from game.domain.events import Event
from game.domain.scenario import Scenario
from game.record.journal import read_log
from game.record.pack import unpack
from game.record.places import user_folder
from game.replay import verify
from game.replay_week import is_week_log, read_week_story
from game.report.xapi import all_of, player_of, profile_statements, statements

USER, PASSWORD = "RITREGIE_LRS_USER", "RITREGIE_LRS_PASSWORD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """One log, read and checked."""

    path: Path
    events: tuple[Event, ...]
    scenario: Scenario
    story: Story | WeekStory | None
    """None: it cannot be rebuilt, or is of other rules than this version's."""

    @property
    def player(self) -> str:
        """The pseudonym."""
        return player_of(self.events[0].data, self.events[0].link)


def read(path: Path) -> Log:
    """A log with its scenario. Raises Unreadable when it is none or damaged, ContentFault for its content."""
    found = read_log(path)
    if found.damage:
        raise Unreadable(found.damage, line=found.damage_line, file=path.name)
    content = next((e.data for e in found.events if e.kind == "content"), {})
    scenario = load_from_files(unpack(content.get("files")))
    return Log(path=path, events=found.events, scenario=scenario, story=story_of(path))


def story_of(path: Path) -> Story | WeekStory | None:
    """A log of a day or of weeks, rebuilt; None when that cannot be done."""
    try:
        if is_week_log(path):
            return read_week_story(path)
        verdict = verify(path)
    except (GameError, ContentFault):
        return None
    return verdict.session.story(verified=verdict.verified) if verdict.session else None


def _when(log: Log) -> tuple[str, str]:
    """Logs of a player in the order in which they were begun; the names of older ones tell it too."""
    return str(log.events[0].data.get("begun", "")), log.path.name


def by_player(logs: Sequence[Path]) -> dict[str, list[Log]]:
    """Each player's logs, the earliest first; of two copies of a log the first that is named."""
    once: dict[str, Log] = {}
    for path in logs:
        log = read(path)
        once.setdefault(log.events[-1].link, log)
    found: dict[str, list[Log]] = {}
    for log in sorted(once.values(), key=_when):
        found.setdefault(log.player, []).append(log)
    return found


# -- xAPI ---------------------------------------------------------------------------------------------
def xapi(
    logs: Annotated[list[Path] | None, typer.Argument(help="None: send what still waits.")] = None,
    out_file: Annotated[Path | None, typer.Option("--out", help="Write the statements here (JSON).")] = None,
    lrs: Annotated[
        str, typer.Option(help=f"Send them to this xAPI address; name and password in {USER}, {PASSWORD}.")
    ] = "",
    plain_http: Annotated[bool, typer.Option(help="Allow http:// beyond this computer.")] = False,
    profile: Annotated[bool, typer.Option(help="Also the competency profile.")] = True,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Logs as xAPI statements of the serious-games profile; only this sends anything over a network."""
    speech, made = tongue(lang), told(logs or [], profile=profile)
    if lrs:
        _send(made, lrs, plain_http, as_json, speech)
    elif out_file is not None:
        _write(out_file, json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
        said = speech.t("cli.xapi_written", file=out_file, statements=len(made))
        out({"file": str(out_file), "statements": len(made)}, as_json, said)
    else:
        json.dump(made, sys.stdout, ensure_ascii=False, allow_nan=False)
        sys.stdout.write("\n")


def told(logs: Sequence[Path], *, profile: bool = True) -> list[dict[str, Any]]:
    """The statements of logs, and of each player's profile after them."""
    made: list[list[dict[str, Any]]] = []
    for player, own in by_player(logs).items():
        made += [statements(log.events, log.scenario, log.path.name) for log in own]
        stories = [log.story for log in own if log.story]
        if profile and stories:
            first = own[0].events[0]
            made.append(profile_statements(
                profile_of(stories, "correlated"), player=player, first_link=first.link, last=made[-1][-1],
                version=str(first.data.get("game", "")),
            ))  # fmt: skip
    return all_of(made)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _send(made: list[dict[str, Any]], url: str, plain: bool, as_json: bool, speech: Language) -> None:
    """Put them in the outbox, then deliver what waits there; exit 1 when something still waits."""
    import time

    from game.record.outbox import open_outbox
    from game.report.lrs import Lrs, deliver, endpoint

    box = open_outbox(user_folder(), endpoint(url, plain=plain))
    box.add(made)
    box.save()
    user, password = _who()
    came = deliver(box, Lrs(url, user, password, plain=plain), time.sleep)
    figures = {"statements": len(made), "sent": came.sent, "known": came.known, "refused": came.refused,
               "waiting": came.waiting}  # fmt: skip
    said = [speech.t("cli.xapi_sent", **figures)]
    if came.trouble:
        said.append(speech.t(came.trouble, answer=came.answer, file=box.file))
    if came.refused:
        said.append(speech.t("cli.xapi_refused", file=box.file, why=box.refused[-1]["why"]))
    out({**figures, "trouble": came.trouble or None}, as_json, "\n".join(said))
    if came.waiting or came.refused:
        raise Told(1)


def _who() -> tuple[str, str]:
    """Name and password: from the environment, or asked where somebody sits at the keyboard."""
    user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if not user and sys.stdin.isatty():
        user = typer.prompt("LRS name", default="", err=True)
    if user and not password and sys.stdin.isatty():
        password = typer.prompt("LRS password", hide_input=True, err=True)
    return user, password


# -- tables -------------------------------------------------------------------------------------------
def csv(
    logs: list[Path],
    out_file: Annotated[
        Path | None, typer.Option("--out", help="FILE.csv, or FILE.parquet (extra research).")
    ] = None,
    events_file: Annotated[
        Path | None, typer.Option("--events", help="Also every event: FILE.csv or FILE.parquet.")
    ] = None,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Evidence for researchers: one row per indicator, with the events that it rests on."""
    from game.report.evidence_table import EVENTS, EVIDENCE, as_csv, event_rows

    players = by_player(logs)
    rows = [row for own in players.values() for row in _evidence(own)]
    if out_file is None:
        sys.stdout.write(as_csv(EVIDENCE, rows))
    else:
        _table(out_file, EVIDENCE, rows)
    happened = [row for own in players.values() for log in own for row in event_rows(log.events, log.player)]
    if events_file is not None:
        _table(events_file, EVENTS, happened)
    skipped = [log.path.name for own in players.values() for log in own if log.story is None]
    speech = tongue(lang)
    if skipped:
        print(speech.t("cli.csv_skipped", logs=", ".join(skipped)), file=sys.stderr)
    if out_file is not None:
        values = {"file": str(out_file), "rows": len(rows), "players": len(players)}
        events = {"events": str(events_file), "event_rows": len(happened)} if events_file else {}
        out({**values, **events, "skipped": skipped}, as_json, speech.t("cli.csv_written", **values))


def _evidence(logs: Sequence[Log]) -> list[tuple[Any, ...]]:
    """One player's rows; a log that cannot be rebuilt has none."""
    from game.report.evidence_table import evidence_rows

    rows: list[tuple[Any, ...]] = []
    told = [(log, log.story) for log in logs if log.story]
    for nr, (log, story) in enumerate(told, start=1):
        rows += evidence_rows(
            log.events, evidence(story), player=log.player, session=nr, verified=story.verified,
            parameters=settings().version,
        )  # fmt: skip
    return rows


def _table(path: Path, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    from game.report.evidence_table import as_csv

    if path.suffix == ".parquet":
        from game.report.research import write_parquet

        write_parquet(path, columns, rows)
    else:
        _write(path, as_csv(columns, rows))
