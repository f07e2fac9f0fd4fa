"""A disk that refuses: every operation of the record's files goes through it and can be made to fail."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OPENED, MADE, REPLACED = Path.open, Path.mkdir, Path.replace

Fails = Callable[[int], bool]
"""Whether the operation of that number (from 1) fails."""


class Disk:
    """Counts operations; where `fails` says so they end with `ENOSPC`, a write after half of its bytes."""

    def __init__(self, fails: Fails) -> None:
        self.fails = fails
        self.count = 0

    def step(self) -> None:
        """One operation; raises OSError when it fails."""
        self.count += 1
        if self.fails(self.count):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def under(self, patch: pytest.MonkeyPatch) -> None:
        """Put this disk under everything that opens, makes, renames or syncs."""
        disk = self

        def opened(path: Path, mode: str = "r", **named: Any) -> Any:
            disk.step()
            return Opened(OPENED(path, mode, **named), disk)

        def made(path: Path, *given: Any, **named: Any) -> None:
            disk.step()
            MADE(path, *given, **named)

        def replaced(path: Path, target: Path) -> Path:
            disk.step()
            return REPLACED(path, target)

        patch.setattr(Path, "open", opened)
        patch.setattr(Path, "mkdir", made)
        patch.setattr(Path, "replace", replaced)
        patch.setattr(os, "fsync", lambda handle: disk.step())


class Opened:
    """An open file on that disk."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self.file, self.disk = file, disk

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self.disk.step()

    def __getattr__(self, name: str) -> Any:
        """Anything that fails before it does something."""
        call = getattr(self.file, name)

        def counted(*given: Any) -> Any:
            self.disk.step()
            return call(*given)

        return counted

    def write(self, data: Any) -> int:
        """All of it, or half of it and an error."""
        try:
            self.disk.step()
        except OSError:
            self.file.write(data[: len(data) // 2])
            raise
        return int(self.file.write(data))
