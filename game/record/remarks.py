"""Remarks of playtesters: one JSON line each, beside the logs they speak of, with a picture of the moment.

A full disk costs the remark at most, never those before it: what was written by halves is taken off again,
and a tail without its end, left by a pulled plug, is closed before the next line.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FORMAT = "ritregie-remark/1"
FILE = "remarks.jsonl"
KINDS = ("bug", "unclear", "idea", "nice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Where somebody was when a remark was made."""

    screen: str
    """Class of the screen: `BoardScreen`."""
    version: str
    scenario: str = ""
    log: str = ""
    """Name of the log file; empty for a day that is kept in memory only, and outside a day."""
    seq: int = -1
    """The last event of the log at that moment; -1 outside a day."""
    clock_s: int = 0
    """Game clock, seconds after midnight."""
    phase: str = ""
    player: str = ""
    lang: str = ""
    window: tuple[int, int] = (0, 0)
    """Pixels."""
    scale_percent: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody wrote of a moment."""

    kind: str
    text: str
    at: str
    """Wall clock, ISO 8601 with its offset."""
    moment: Moment
    picture: str = ""
    """Name of the picture beside the file; empty without one."""


def keep_remark(folder: Path, remark: Remark) -> Path:
    """Append one line, safe on disk; returns the file. Raises OSError, with the file as it was before."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    line = json.dumps({"format": FORMAT, **asdict(remark)}, ensure_ascii=False) + "\n"
    with path.open("r+b" if path.exists() else "w+b") as file:
        size = file.seek(0, os.SEEK_END)
        try:
            file.write((b"" if _ends_whole(path, size) else b"\n") + line.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), size)
            raise
    return path


def _ends_whole(path: Path, size: int) -> bool:
    """The last line has its end, or there is none yet."""
    if size == 0:
        return True
    with path.open("rb") as file:
        file.seek(size - 1)
        return file.read(1) == b"\n"


def read_remarks(folder: Path) -> tuple[list[Remark], int]:
    """All remarks in the order in which they were made, and how many lines could not be read."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return [], 0
    found, lost = [], 0
    for line in lines:
        try:
            found.append(_remark(json.loads(line)))
        except (ValueError, KeyError, TypeError, RecursionError):
            lost += 1
    return found, lost


def _remark(raw: dict[str, object]) -> Remark:
    """Raises KeyError or TypeError for a line that is no remark."""
    values = {k: v for k, v in raw.items() if k != "format"}
    moment = values.pop("moment")
    if raw["format"] != FORMAT or not isinstance(moment, dict):
        raise TypeError("format")
    moment["window"] = tuple(moment["window"])
    return Remark(moment=Moment(**moment), **values)  # type: ignore[arg-type]
