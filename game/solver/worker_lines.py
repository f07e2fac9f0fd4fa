"""A worker process's ends of the line: questions come in by a thread, answers go out, a line of JSON each."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from typing import IO, Any

Questions = queue.SimpleQueue[dict[str, Any] | None]
"""None: the end of standard input."""


def incoming() -> Questions:
    """Questions of standard input as they come: a search hears what others found while it works."""
    questions: Questions = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin, questions), daemon=True).start()
    return questions


def _read(lines: IO[str], questions: Questions) -> None:
    """A line that is no JSON object is a question without a kind."""
    for line in lines:
        if line.strip():
            try:
                question = json.loads(line)
            except ValueError:
                question = {}
            questions.put(question if isinstance(question, dict) else {})
    questions.put(None)


def private_output() -> IO[str]:
    """Keep standard output for answers; whatever a library prints goes to standard error."""
    sys.stdout.flush()
    mine = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(mine, "w", encoding="utf-8", buffering=1)


def say(answers: IO[str], answer: dict[str, Any]) -> None:
    """Give an answer; ends the process when nobody is there to hear it."""
    try:
        answers.write(json.dumps(answer, separators=(",", ":")) + "\n")
        answers.flush()
    except OSError:
        # the parent is gone, and an exception would be swallowed inside the search
        os._exit(0)
