"""Where logs, settings and own scenarios live; everything is one folder that a person may delete."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def user_folder() -> Path:
    """The folder of this user; `RITREGIE_HOME` overrides it."""
    own = os.environ.get("RITREGIE_HOME")
    return Path(own) if own else Path(platformdirs.user_data_dir("ritregie", appauthor=False))


def log_folder() -> Path:
    """Where new logs are written."""
    return user_folder() / "logs"


def own_scenarios() -> tuple[Path, ...]:
    """Folders with scenarios beside the shipped ones."""
    extra = os.environ.get("RITREGIE_SCENARIOS")
    folders = [Path(p) for p in extra.split(os.pathsep) if p] if extra else []
    return (*folders, user_folder() / "scenarios")
