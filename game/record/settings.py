"""The player's settings: a small JSON file, written whole or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

LANGUAGES = ("nl", "en")
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the player chose; every field has a safe value when the file is missing or damaged."""

    language: str = "nl"
    theme: str = "light"
    scale_percent: int = 100
    reduce_motion: bool = False
    software_frames: bool = True
    """Sets SDL_FRAMEBUFFER_ACCELERATION=0, which is far quicker without a GPU (design/UI)."""
    told_about_log: bool = False
    """The first-start note (what is kept, where, how to delete it) was shown."""
    player: str = ""


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
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, indent=1)
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
        value = raw[f.name]
        if type(value) is type(getattr(settings, f.name)) and _allowed(f.name, value):
            settings = replace(settings, **{f.name: value})
        else:
            wrong = "settings.field"
    return settings, wrong


def _allowed(name: str, value: object) -> bool:
    if name == "language":
        return value in LANGUAGES
    if name == "theme":
        return value in THEMES
    if name == "scale_percent":
        return isinstance(value, int) and 80 <= value <= 300
    return True
