"""Parameter sets: frozen by version, so that a profile can be made again years later with the same figures.

`indicators.toml` is the set that is worked on. A frozen set is a whole file of the same form in `sets/`, and
`sets/frozen.toml` holds the SHA-256 of what it says (values, not bytes: comments and line ends are free). A
set that says something else than it did is refused; a new figure needs a new version.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from game.assess.settings import FILE, Settings, settings, settings_from
from game.domain.errors import Unreadable

FOLDER = FILE.parent / "sets"
FROZEN = "frozen.toml"


def versions(folder: Path = FOLDER) -> tuple[str, ...]:
    """Frozen versions, in order of name."""
    return tuple(sorted(_frozen(folder)))


def load(version: str = "", folder: Path = FOLDER) -> Settings:
    """A set by its version; empty: the set that is worked on.

    Raises Unreadable for an unknown version, and for one that no longer says what was frozen.
    """
    frozen = _frozen(folder)
    if not version or (version not in frozen and version == settings().version):
        return settings()
    if version not in frozen:
        known = ", ".join(sorted({settings().version, *frozen}))
        raise Unreadable("profile.set_unknown", name=version, known=known)
    raw = read(folder / f"{version}.toml")
    if digest(raw) != frozen[version]:
        raise Unreadable("profile.set_changed", name=version)
    return settings_from(raw)


def read(path: Path) -> dict[str, Any]:
    """What a file of a set says, unchecked."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def digest(raw: Mapping[str, Any]) -> str:
    """SHA-256 of all values of a set, in a form that knows no comments, order or line ends."""
    plain = json.dumps(raw, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def freeze(raw: Mapping[str, Any], folder: Path = FOLDER) -> Path:
    """Write a set under its version, for good. Raises FileExistsError when that version says otherwise,
    ValueError or KeyError when it is no set."""
    settings_from(raw)
    version, frozen = str(raw["version"]), _frozen(folder)
    path = folder / f"{version}.toml"
    if version in frozen:
        if frozen[version] != digest(raw) or digest(read(path)) != digest(raw):
            raise FileExistsError(f"{version} is frozen and says something else: give this one a new version")
        return path
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(_table(raw, ())), encoding="utf-8", newline="\n")
    sums = dict(sorted({**frozen, version: digest(read(path))}.items()))
    (folder / FROZEN).write_text("".join(_table({"sha256": sums}, ())), encoding="utf-8", newline="\n")
    return path


def _frozen(folder: Path) -> dict[str, str]:
    path = folder / FROZEN
    return dict(read(path)["sha256"]) if path.exists() else {}


def _table(part: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """TOML of a table: its own values, then the tables in it. JSON writes strings, numbers and rows alike."""
    if path:
        yield f"\n[{'.'.join(json.dumps(p) for p in path)}]\n"
    for key, value in part.items():
        if not isinstance(value, Mapping):
            yield f"{json.dumps(key)} = {json.dumps(value, ensure_ascii=False)}\n"
    for key, value in part.items():
        if isinstance(value, Mapping):
            yield from _table(value, (*path, key))
