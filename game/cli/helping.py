"""Progress on standard error, and the planner that `autoplay` uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from game.autoplay import Planner
from game.domain.plan import Plan
from game.session import Session

SOLUTION_LIMIT = 300
"""Solver solutions for a persona's plan: repeats exactly, unlike a time limit (ROUTING)."""


@contextmanager
def progress(text: str) -> Iterator[None]:
    """A spinner while something long runs; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield


def planner() -> Planner:
    """A planner that repeats exactly: the solver with a solution limit and the session's seed."""
    from game.solver.reference import solve

    def plan(session: Session) -> Plan:
        return solve(
            session.system, session.visible, solution_limit=SOLUTION_LIMIT, seed=session.seed,
            start_plan=session.plan if session.plan.trips else None,
        ).plan  # fmt: skip

    return plan
