"""The README tells the truth: its examples run, and the commands that it names exist."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_examples_run() -> None:
    """A reader who types the examples gets what the README shows."""
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert result.attempted > 5
    assert result.failed == 0


def test_named_commands_exist() -> None:
    """Every `ritregie COMMAND` of the README is a command."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in sorted(set(re.findall(r"`ritregie ([a-z]+) ", text)) - {"play"}):
        done = subprocess.run(
            [sys.executable, "-m", "game", command, "--help"], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 0, command
