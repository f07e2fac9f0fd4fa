"""Who plays on this computer: names stay in one local file, logs only hold a random pseudonym.

The first player keeps `settings.json`, where the settings of a single player always were; every other one
has a file of the own under `players/`. Without `players.json` there is one player, that of `settings.json`.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from game.record.settings import save_json

LONGEST_NAME = 32
MOST_PLAYERS = 200
LONGEST_ID = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """One person: the pseudonym of the logs, and a name that never leaves this computer."""

    id: str
    name: str = ""


def new_pseudonym() -> str:
    """A random name for the logs."""
    return f"p-{secrets.token_hex(4)}"


def is_pseudonym(text: str) -> bool:
    """Usable as a name of a file and of a log's player."""
    return 0 < len(text) <= LONGEST_ID and text.isprintable()


def _file_name(player: str) -> str:
    """A pseudonym as the name of a file on every system; different pseudonyms stay different."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else f"%{ord(c):x}%" for c in player)


def own_file(home: Path, folder: str, player: str) -> Path:
    """A player's own small file in one of the folders beside the settings."""
    return home / folder / f"{_file_name(player)}.json"


def own_folder(home: Path, folder: str, player: str) -> Path:
    """A player's own part of a folder beside the settings; the folder itself before anybody plays."""
    return home / folder / _file_name(player) if player else home / folder


def mentions(data: bytes, player: str) -> bool:
    """Whether bytes name a player, as a word by itself: `p-1` is not in `p-12`. Also as JSON writes it."""
    ways = {player.encode("utf-8"), json.dumps(player)[1:-1].encode("ascii")}
    return any(re.search(rb"(?<![\w-])" + re.escape(way) + rb"(?![\w-])", data) for way in ways)


def clean_name(text: str) -> str:
    """A name as it is kept: one line, no spaces at the ends, at most 32 characters."""
    return "".join(c if c.isprintable() else " " for c in text).strip()[:LONGEST_NAME].rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Players:
    """The players of this computer, in the order in which they came."""

    all: tuple[Player, ...] = ()
    current: str = ""
    first: str = ""
    """Whose settings are in `settings.json`."""

    def named(self, player: str) -> str:
        """The local name; empty when the player has none."""
        return next((p.name for p in self.all if p.id == player), "")

    def has(self, player: str) -> bool:
        """Known on this computer."""
        return any(p.id == player for p in self.all)

    def settings_file(self, home: Path, player: str) -> Path:
        """Where this player's settings are kept."""
        own = player and player != self.first
        return home / "players" / f"{_file_name(player)}.json" if own else home / "settings.json"

    def with_one(self, player: Player) -> Players:
        """With a player added, or under a new name."""
        if self.has(player.id):
            return replace(self, all=tuple(player if p.id == player.id else p for p in self.all))
        return replace(self, all=(*self.all, player)[:MOST_PLAYERS])

    def without(self, player: str) -> Players:
        """Without a player; the first that is left plays on when it was the one who played."""
        left = tuple(p for p in self.all if p.id != player)
        current = self.current if self.current != player else next((p.id for p in left), "")
        return replace(self, all=left, current=current, first="" if self.first == player else self.first)


def load_players(home: Path, *, single: str, logged: Callable[[], Iterable[str]] = lambda: ()) -> Players:
    """The players of this computer.

    `single` is the pseudonym in `settings.json`. Where no list was kept yet, everybody whose logs are
    here (`logged`, only then asked) is a player, so that nothing that was played is lost from sight.
    """
    try:
        raw = json.loads((home / "players.json").read_text(encoding="utf-8"))
        found = _read(raw)
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        found = Players()
    if found.all:
        return found
    ids = dict.fromkeys(p for p in (single, *logged()) if is_pseudonym(p))
    current = single or next(reversed(ids), "")  # settings that were lost cost nobody the days they played
    return Players(all=tuple(Player(id=p) for p in ids), current=current, first=current)


def _read(raw: dict[str, object]) -> Players:
    """Raises KeyError or TypeError for anything that is no list of players."""
    listed = raw["players"]
    if not isinstance(listed, list):
        raise TypeError("players")
    found: dict[str, Player] = {}
    for entry in listed[:MOST_PLAYERS]:
        name, player = str(entry["name"]), str(entry["id"])
        if is_pseudonym(player):
            found[player] = Player(id=player, name=clean_name(name))
    current, first = str(raw["current"]), str(raw["first"])
    if current not in found:
        current = next(iter(found), "")
    return Players(all=tuple(found.values()), current=current, first=first)


def save_players(home: Path, players: Players) -> bool:
    """Write the list whole or not at all; False when the disk refuses."""
    value = {
        "current": players.current, "first": players.first,
        "players": [{"id": p.id, "name": p.name} for p in players.all],
    }  # fmt: skip
    return save_json(home / "players.json", value)
