"""A found plan order by order: what moves each, and whether it can be taken over by itself.

Each is judged by the session's referee, a few milliseconds at a time (`work`), so that no frame waits.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from game.domain.commands import Command, together
from game.domain.errors import GameError
from game.domain.evaluation import Evaluation
from game.domain.plan import Plan
from game.session import Session
from game.solver.difference import Moved, acts_of, moved
from game.ui.drop_preview import Preview, preview_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderChange:
    """One order's part of the result. `preview` is of moving it alone."""

    moved: Moved
    preview: Preview

    @property
    def alone(self) -> bool:
        """It can be taken over by itself: allowed, and nothing hard is broken by it."""
        return self.preview.error is None and self.preview.rank[0] == 0


@dataclass(slots=True)
class OrderChanges:
    """All of them for two plans, made bit by bit."""

    session: Session
    before: Plan
    after: Plan
    found: list[OrderChange] = field(default_factory=list)
    _todo: list[Moved] = field(default_factory=list)
    _sum: tuple[frozenset[str], Evaluation | None] | None = None

    def __post_init__(self) -> None:
        self._todo = list(reversed(moved(self.before, self.after)))

    @property
    def complete(self) -> bool:
        """Every order is judged."""
        return not self._todo

    def work(self, milliseconds: float) -> bool:
        """Go on; True when something was added."""
        end = time.perf_counter() + milliseconds / 1000
        added = False
        while self._todo and time.perf_counter() < end:
            one = self._todo.pop()
            acts = acts_of(self.before, self.after, one.order)
            preview = preview_of(self.session, together(*acts))
            self.found.append(OrderChange(moved=one, preview=preview))
            added = True
        if added and self.complete:
            self.found.sort(key=lambda f: (not f.alone, f.preview.cost_cent, f.moved.order))
        return added

    def acts(self, orders: Iterable[str]) -> tuple[Command, ...]:
        """What takes these over together, each seen from the plan that the ones before leave.

        Raises GameError when one of them cannot follow the others.
        """
        plan, made = self.before, list[Command]()
        for order in sorted(orders):
            made += acts_of(plan, self.after, order)
            plan = self.session.planned(*made)
        return tuple(made)

    def together(self, orders: frozenset[str]) -> Evaluation | None:
        """The plan with these orders taken over; None when they do not go together."""
        if self._sum is None or self._sum[0] != orders:
            try:
                judged = self.session.preview(*self.acts(orders))
            except GameError:
                judged = None
            self._sum = (orders, judged)
        return self._sum[1]
