"""Everything that is kept of one player: gathered for reading, or erased so that nothing is found any more.

The pseudonym joins it all: logs (rounds and weeks are logs too), settings, the name, lessons, remarks with
their pictures, screenshots, statements that wait for a record store, crash reports.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from game.domain.errors import Unreadable
from game.domain.events import Event
from game.record.journal import read_log
from game.record.lessons import forget_player
from game.record.notes import FOLDER as NOTES
from game.record.notes import Note, read_notes
from game.record.outbox import forget_in_outboxes, outboxes
from game.record.players import Players, load_players, mentions, own_file, own_folder, save_players
from game.record.remarks import FILE, Remark, read_remarks
from game.record.retention import forget_due
from game.record.settings import load_settings

HEAD_BYTES = 4096
REPORTS = "reports"
"""Folder of the reports that a player had made, each player's in one of its own."""
READINGS = "readings"
"""Folder of what was read of logs for the profile (`game.readings.book`)."""
PICTURES = "pictures"
"""Folder of screenshots, with a part for each player; loose ones, of before, are the first player's."""
_PLAYER = re.compile(rb'"player":"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What there is of a player."""

    player: str
    name: str
    settings: dict[str, Any]
    lessons: dict[str, Any]
    logs: tuple[tuple[Path, tuple[Event, ...]], ...]
    """Without events where a log cannot be read."""
    remarks: tuple[Remark, ...]
    statements: tuple[dict[str, Any], ...]
    """That wait for a record store, or were refused by it."""
    notes: Mapping[str, Note] = field(default_factory=dict)
    """What the player wrote on the own profile."""
    pictures: tuple[Path, ...] = ()
    """Screenshots that the player took."""
    reports: tuple[Path, ...] = ()
    """Reports that the player had made in the game."""

    @property
    def anything(self) -> bool:
        """There is something at all."""
        parts = (self.settings, self.lessons, self.logs, self.remarks, self.statements, self.notes)
        return bool(self.name) or any((*parts, self.pictures, self.reports))


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased, and where the pseudonym still stands."""

    logs: int
    remarks: int
    statements: int
    files: int
    """Settings, reports and the like."""
    left: tuple[Path, ...]
    """Files of others or of unknown kind, in our folders, that still name the player; should be empty."""

    @property
    def anything(self) -> bool:
        """Something was erased."""
        return bool(self.logs or self.remarks or self.statements or self.files)


def players_of(home: Path) -> Players:
    """Who plays here."""
    return load_players(home, single=load_settings(home / "settings.json")[0].player)


def log_files(logs: Path) -> list[Path]:
    """All logs of a folder, by name; none for a folder that cannot be read."""
    try:
        return sorted(Path(e.path) for e in os.scandir(logs) if e.is_file() and e.name.endswith(".jsonl"))
    except OSError:
        return []


def log_player(path: Path) -> str | None:
    """Whose log it is by its first line, damaged or not; empty: it names nobody; None: it is no log."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return None
    named = _PLAYER.search(head.partition(b"\n")[0])
    try:
        return str(json.loads(b'"' + named[1] + b'"')) if named else None
    except ValueError:
        return None


def logs_of(home: Path, logs: Path, player: str) -> list[Path]:
    """The logs of a player. Those without a name are the first player's, as everywhere in the game."""
    whose = {player, ""} if player == players_of(home).first else {player}
    return [path for path in log_files(logs) if log_player(path) in whose]


def gather(home: Path, logs: Path, player: str) -> Kept:
    """Everything of a player. Raises OSError when something cannot be read."""
    players = players_of(home)
    file = players.settings_file(home, player)
    known = load_settings(file)[0] if file.exists() else None
    settings = asdict(known) if known and known.player == player else {}
    waiting = [s for box in outboxes(home) for s in (*box.waiting, *(r["statement"] for r in box.refused))]
    return Kept(
        player=player, name=players.named(player), settings=settings,
        lessons=dict(_json(home / "lessons.json").get(player, {})),
        logs=tuple((path, _events(path)) for path in logs_of(home, logs, player)),
        remarks=tuple(r for r in read_remarks(home / "remarks")[0] if r.moment.player == player),
        statements=tuple(s for s in waiting if s.get("actor", {}).get("name") == player),
        notes=read_notes(home, player), pictures=tuple(pictures_of(home, player)),
        reports=tuple(_reports_of(home, player)),
    )  # fmt: skip


def _events(path: Path) -> tuple[Event, ...]:
    try:
        return read_log(path).events
    except Unreadable:
        return ()


def _json(file: Path) -> dict[str, Any]:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) else {}


def erase(home: Path, logs: Path, player: str) -> Erased:
    """Erase a player; afterwards the pseudonym is found nowhere in our folders, or `left` says where.

    Raises OSError when the disk refuses, Unreadable for a name that is too short to look for.
    """
    if len(player) < 3:
        raise Unreadable("privacy.short", player=player)
    players = players_of(home)
    mine = logs_of(home, logs, player)
    for path in mine:
        path.unlink()
    forget_due(home, {path.name for path in mine})
    remarks = _erase_remarks(home / "remarks", player)
    statements = forget_in_outboxes(home, player)
    files = _erase_pictures(home, player) + _erase_settings(home, players, player)
    files += _erase_own(home, player)
    forget_player(home / "lessons.json", player)
    files += _erase_rest(home, player)
    return Erased(
        logs=len(mine), remarks=remarks, statements=statements, files=files,
        left=tuple(traces((home, logs), player)),
    )  # fmt: skip


def _erase_settings(home: Path, players: Players, player: str) -> int:
    """Settings file and place in the list, counted; the others keep theirs."""
    file, listed = players.settings_file(home, player), home / "players.json"
    mine = file.exists() and (file != home / "settings.json" or load_settings(file)[0].player == player)
    if mine:
        file.unlink()
    in_list = listed.exists() and (players.has(player) or players.first == player)
    if in_list:
        after = players.without(player)
        if not after.all:
            listed.unlink()
        elif not save_players(home, after):
            raise OSError(f"{listed}")
    return int(mine) + int(in_list)


def pictures_of(home: Path, player: str) -> list[Path]:
    """The screenshots of a player, by name; those of no player's folder are the first player's."""
    mine = sorted(own_folder(home, PICTURES, player).glob("*.png"))
    return mine + (sorted((home / PICTURES).glob("*.png")) if player == players_of(home).first else [])


def _erase_pictures(home: Path, player: str) -> int:
    """What was on screen tells of a player too; before the list, which says who was first."""
    mine = pictures_of(home, player)
    for path in mine:
        path.unlink()
    for folder in (own_folder(home, PICTURES, player), home / PICTURES):
        with suppress(OSError):
            folder.rmdir()  # only when nobody else's is left in it
    return len(mine)


def _reports_of(home: Path, player: str) -> list[Path]:
    """The reports in a player's own folder, by name."""
    folder = own_folder(home, REPORTS, player)
    return sorted(path for path in folder.glob("*") if path.is_file()) if player else []


def _erase_own(home: Path, player: str) -> int:
    """Notes on the profile, what was read of logs for it, and reports of it."""
    reports = own_folder(home, REPORTS, player)
    mine = [file for name in (NOTES, READINGS) if (file := own_file(home, name, player)).exists()]
    mine += _reports_of(home, player)
    for file in mine:
        file.unlink()
        for folder in (file.parent, reports.parent):
            with suppress(OSError):
                folder.rmdir()  # only when nobody else's is left in it
    return len(mine)


def _erase_remarks(folder: Path, player: str) -> int:
    """Remarks of a player with their pictures; lines that cannot be read go when they name the player."""
    file = folder / FILE
    try:
        lines = file.read_bytes().splitlines(keepends=True)
    except OSError:
        return 0
    mine = [line for line in lines if mentions(line, player)]
    if not mine:
        return 0
    for remark in read_remarks(folder)[0]:
        if remark.moment.player == player and remark.picture:
            (folder / Path(remark.picture).name).unlink(missing_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(b"".join(line for line in lines if line not in mine))
    beside.replace(file)
    return len(mine)


def _erase_rest(home: Path, player: str) -> int:
    """Crash reports and leftovers of a write that was interrupted."""
    own = [*home.glob("crash-*.txt"), *home.rglob("*.new")]
    gone = [path for path in own if path.is_file() and mentions(path.read_bytes(), player)]
    for path in gone:
        path.unlink()
    with suppress(OSError):
        (home / "players").rmdir()  # only when nobody's settings are left in it
    return len(gone)


def traces(folders: tuple[Path, ...], player: str) -> Iterator[Path]:
    """Files that still name a player, in their bytes or in their own name."""
    seen: set[Path] = set()
    for top in folders:
        for folder, _inner, names in os.walk(top):
            for path in (Path(folder) / name for name in sorted(names)):
                if path in seen or path.is_symlink() or not path.is_file():
                    continue
                seen.add(path)
                if mentions(path.name.encode(), player) or mentions(path.read_bytes(), player):
                    yield path
