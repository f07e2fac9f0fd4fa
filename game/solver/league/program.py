"""The program in which one rule runs: JSON lines in, JSON lines out. Uses nothing but Python itself.

It is handed to a Python of its own as text (`child`), in a folder that holds only the rule's file and
`helpers.py`, without site packages: neither the game nor its scenarios are there to be imported or read.

In: `{"file", "memory_mb", "world"}`, then for a rule that chooses `{"state"}` again and again.
Out: `{"kind": "begun", "limited"}`, `{"kind": "ready", "mode"}`, then `{"kind": "answer", "answer"}`, or
`{"kind": "crash", "what", "file", "line", "memory"}`.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any, TextIO

MOST = 300
"""Characters of an error that are told."""


def main() -> None:
    """Load the rule and answer for it until it has planned, or until nobody asks any more."""
    questions, answers = _private()
    asked = json.loads(questions.readline())
    _say(answers, {"kind": "begun", "limited": _limit(int(asked["memory_mb"]))})
    try:
        rule = _load(asked["file"])
        if callable(getattr(rule, "plan", None)):
            _say(answers, {"kind": "ready", "mode": "plan"})
            _say(answers, {"kind": "answer", "answer": rule.plan(asked["world"])})
        elif hasattr(rule, "Rule"):
            _choose(rule.Rule(), asked["world"], questions, answers)
        else:
            _say(answers, {"kind": "ready", "mode": ""})
    except BaseException as error:  # noqa: BLE001 - whatever a rule does wrong is told, and nothing else
        _say(answers, _crash(error, asked["file"]))


def _private() -> tuple[TextIO, TextIO]:
    """Questions and answers apart from what the rule prints or reads itself."""
    questions = os.fdopen(os.dup(0), "r", encoding="utf-8")
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return questions, answers


def _limit(memory_mb: int) -> bool:
    """Bound memory and written files; False where the system cannot (Windows, some macOS)."""
    try:
        import resource

        most = memory_mb << 20
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):
        return False
    return True


def _load(file: str) -> Any:
    # behind Python's own library, so that a rule called `json.py` hides nothing
    sys.path.append(str(Path.cwd()))
    spec = importlib.util.spec_from_file_location("rule", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["rule"] = module
    spec.loader.exec_module(module)
    return module


def _choose(rule: Any, world: Any, questions: TextIO, answers: TextIO) -> None:
    _say(answers, {"kind": "ready", "mode": "choose"})
    for line in questions:
        state = {**json.loads(line)["state"], "world": world}
        _say(answers, {"kind": "answer", "answer": rule.choose(state)})


def _say(answers: TextIO, answer: dict[str, Any]) -> None:
    answers.write(json.dumps(answer, allow_nan=False) + "\n")
    answers.flush()


def _crash(error: BaseException, file: str) -> dict[str, Any]:
    """What went wrong, and the last line of the rule's own file that it went through."""
    what = "".join(traceback.format_exception_only(type(error), error)).strip().splitlines()[-1][:MOST]
    mine = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(file)]
    line = mine[-1] if mine else 0
    if isinstance(error, SyntaxError):
        line = error.lineno or 0
    return {
        "kind": "crash", "what": what, "file": file, "line": line or 0,
        "memory": isinstance(error, MemoryError),
    }  # fmt: skip


if __name__ == "__main__":
    main()
