"""The player's settings: a small JSON file, written whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

LANGUAGES = ("nl", "en")
THEMES = ("light", "dark")
LONGEST_LIST, LONGEST_NAME = 400, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the player chose; every field has a safe value when the file is missing or damaged."""

    language: str = "nl"
    theme: str = "light"
    high_contrast: bool = False
    scale_percent: int = 100
    reduce_motion: bool = False
    software_frames: bool = True
    """Sets SDL_FRAMEBUFFER_ACCELERATION=0, which is far quicker without a GPU (design/UI)."""
    full_screen: bool = False
    window: tuple[int, ...] = ()
    """Width, height, left and top in pixels; empty: the size that suits the display."""
    sound: bool = False
    volume_percent: int = 40
    board_percent: int = 0
    """Height of the planboard below list and map; 0: as its rows ask."""
    list_folded: bool = False
    panel_tab: str = "kpi"
    views: tuple[str, ...] = ()
    """How order list and planboard are laid out, line by line (`ui.kept_views`)."""
    seen: tuple[str, ...] = ()
    """Hints, lessons and notes that were shown or done, by name."""
    recent: tuple[str, ...] = ()
    """Acts chosen in the command palette, newest first."""
    told_about_log: bool = False
    """The first-start note (what is kept, where, how to delete it) was shown."""
    player: str = ""
    consent: str = ""
    """Id of the text that was agreed to, or of keeping nothing (`record.consent`); empty: not asked."""
    keep_months: int = 12
    """How long raw logs stay; 0: for ever."""


def load_settings(path: Path) -> tuple[Settings, str]:
    """The settings, and a text key of what was wrong with the file (empty: nothing)."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError, RecursionError):
        return Settings(), "settings.unreadable"
    return _checked(raw) if isinstance(raw, dict) else (Settings(), "settings.unreadable")


def save_settings(path: Path, settings: Settings) -> bool:
    """Write beside and rename, so that a crash leaves the old or the new file; False when refused."""
    return save_json(path, asdict(settings))


def save_json(path: Path, value: Mapping[str, Any]) -> bool:
    """A small file as a whole: written beside, made safe, renamed; False when the disk refuses."""
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as file:
            json.dump(value, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        return False
    return True


def _checked(raw: dict[str, Any]) -> tuple[Settings, str]:
    """Take over each field that is usable, and say so when one was not."""
    settings, wrong = Settings(), ""
    for f in fields(Settings):
        if f.name not in raw:
            continue
        value = _as_tuple(raw[f.name])
        if type(value) is type(getattr(settings, f.name)) and _allowed(f.name, value):
            settings = replace(settings, **{f.name: value})
        else:
            wrong = "settings.field"
    return settings, wrong


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


_RANGES = {"scale_percent": (80, 300), "volume_percent": (0, 100), "board_percent": (0, 90),
           "keep_months": (0, 120)}  # fmt: skip
_CHOICES = {"language": LANGUAGES, "theme": THEMES}


def _allowed(name: str, value: object) -> bool:
    if name in _CHOICES:
        return value in _CHOICES[name]
    if name in _RANGES:
        low, high = _RANGES[name]
        return isinstance(value, int) and low <= value <= high
    if name == "window":
        return _is_window(value)
    if isinstance(value, tuple):
        return len(value) <= LONGEST_LIST and all(
            isinstance(x, str) and len(x) <= LONGEST_NAME for x in value
        )
    return not isinstance(value, str) or len(value) <= LONGEST_NAME


def _is_window(value: object) -> bool:
    """Nothing, a size, or a size and a place, in whole pixels of a display that can exist."""
    return (
        isinstance(value, tuple)
        and len(value) in (0, 2, 4)
        and all(type(v) is int and abs(v) <= 32_000 for v in value)
        and all(v > 0 for v in value[:2])
    )
