"""The ledger's own program: JSON lines in, JSON lines out, so that working it out never holds up a screen.

Request: `{"id", "kind": "ledger", "log", "days"}` with the text of a whole log. Answers: a `{"id", "kind":
"weighed"}` per decision, then `{"id", "kind": "done", "lines"}` (`domain.ledger.to_data`) or
`{"id", "kind": "failed", "why"}`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any

from game.domain.errors import ContentFault, GameError
from game.domain.ledger import to_data
from game.ledger.book import ledger_of
from game.record.journal import parse_log
from game.solver.worker_lines import incoming, private_output, say

NICE = 10


def run_worker() -> None:
    """Answer requests until standard input closes."""
    answers = private_output()
    if hasattr(os, "nice"):
        os.nice(NICE)
    questions = incoming()
    while (question := questions.get()) is not None:
        name = {"id": question.get("id")}
        say(answers, name | _answer(question, partial(say, answers, name | {"kind": "weighed"})))


def _answer(question: dict[str, Any], weighed: Callable[[], object]) -> dict[str, Any]:
    try:
        found = parse_log(str(question["log"]).encode("utf-8"), "log")
        lines = ledger_of(found.events, int(question["days"]), weighed=weighed)
    except (GameError, ContentFault, KeyError, ValueError) as why:
        return {"kind": "failed", "why": str(why)}
    return {"kind": "done", "lines": to_data(lines)}


if __name__ == "__main__":
    run_worker()
