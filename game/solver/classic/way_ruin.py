"""Slack induction by string removals: take out strings of neighbouring customers, put them back greedily.

Source: J. Christiaens & G. Vanden Berghe, Slack induction by string removals for vehicle routing problems,
Transportation Science 54 (2020), with its symbols in the comments. Not for pairs.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from game.domain import chance
from game.solver.classic.frame import Frame, Routes
from game.solver.classic.ruin_state import FAR, State
from game.solver.classic.run import Run
from game.solver.classic.way_ortools import iterated, solve

MEAN_REMOVED, LONGEST_STRING = 10, 10
SPLIT, SPLIT_MORE = 0.5, 0.01
HOT, COLD = 0.1, 0.001
"""Temperatures at the beginning and the end, in mean legs: low, since it starts from a good solution."""
FIRST_SHARE = 0.1
ASK_EVERY = 50
ROUND_ITERATIONS = 100


def search(frame: Frame, run: Run) -> None:
    """A first solution by OR-Tools where there is none, then ruin and recreate until time is up."""
    if run.best is None:
        solve(frame, run.offer, seconds=max(0.3, FIRST_SHARE * run.left_s()), rounds=run.rounds)
    if frame.paired:
        iterated(frame, run)
    elif run.best is not None:
        _Search(frame, run).go()


class _Search:
    """The walk: a current solution, what it costs, and the temperature."""

    def __init__(self, frame: Frame, run: Run) -> None:
        self.frame, self.run = frame, run
        self.draw = chance.stream(run.seed, "classic/ruin")
        assert run.best is not None
        self.state = State(frame, run.best, run.seed)
        self.cost = run.cost
        self.near = [sorted(range(1, frame.size), key=self._far_from(c)) for c in range(frame.size)]
        self.whole_s = max(1e-3, run.left_s())
        self.mean_leg = run.cost / (frame.size + len(run.best))
        self.count = 0
        sizes: list[Callable[[int], float]] = [
            lambda _: self.draw.random(),
            lambda c: -frame.demand[c],
            lambda c: -frame.distance[0][c],
            lambda c: frame.distance[0][c],
        ]
        self.sequences = [s for s, weight in zip(sizes, (4, 4, 2, 1), strict=True) for _ in range(weight)]

    def _far_from(self, c: int) -> Callable[[int], int]:
        row = self.frame.distance[c]
        return lambda other: row[other]

    def go(self) -> None:
        """Step after step; now and then a look at the clock and at what others found."""
        while not self._over():
            if self.count % ASK_EVERY == 0 and self.run.listen() and self.run.best is not None:
                self._adopt(self.run.best, self.run.cost)
            self.step(self._temperature())
            self.count += 1

    def _over(self) -> bool:
        if self.run.rounds:
            return self.count >= ROUND_ITERATIONS * self.run.rounds
        return self.run.over()

    def _temperature(self) -> float:
        """Exponential from hot to cold over the time there is."""
        if self.run.rounds:
            share = self.count / (ROUND_ITERATIONS * self.run.rounds)
        else:
            share = 1 - self.run.left_s() / self.whole_s
        return self.mean_leg * HOT * float((COLD / HOT) ** min(1.0, share))

    def step(self, temperature: float) -> None:
        """Ruin, recreate, and keep it or go back."""
        state, removed = self.state, self._ruined()
        before = {r: list(state.routes[r]) for r in {state.route_of[c] for c in removed}}
        state.take_out(removed)
        whole = self._recreate(removed, before)
        cost = self.frame.cost([state.routes[r] for r in before]) - self.frame.cost(list(before.values()))
        if whole and cost < -temperature * math.log(1 - self.draw.random()):
            self.cost += cost
            if self.cost < self.run.cost:
                self.run.offer(state.solution())
        else:
            self._undo(removed, before)

    def _recreate(self, removed: list[int], before: dict[int, list[int]]) -> bool:
        """Everybody back in the cheapest place, noting what changes; False when somebody fits nowhere."""
        state, key = self.state, self.sequences[int(self.draw.random() * len(self.sequences))]
        for c in sorted(removed, key=key):
            at, cost = state.best_place(c)
            if cost >= FAR:
                return False
            r = at - state.n if at >= state.n else state.route_of[at]
            before.setdefault(r, list(state.routes[r]))
            state.put(c, at)
        return True

    def _undo(self, removed: list[int], before: dict[int, list[int]]) -> None:
        state = self.state
        state.take_out(c for c in removed if state.route_of[c] >= 0)
        for r, route in before.items():
            state.routes[r] = route
        for r in sorted(before):
            state.refresh(r)

    def _adopt(self, routes: Routes, cost: int) -> None:
        self.state = State(self.frame, routes, self.run.seed)
        self.cost = cost

    # Ruin ------------------------------------------------------------------------------------

    def _ruined(self) -> list[int]:
        """Customers to take out: strings of routes near a seed (equations 5-7 of the paper)."""
        state, draw = self.state, self.draw
        used = [r for r in state.routes if r]
        mean = (self.frame.size - 1) / len(used)
        longest = min(LONGEST_STRING, mean)
        strings = int(draw.random() * (4 * MEAN_REMOVED / (1 + longest) - 1)) + 1
        seed = 1 + int(draw.random() * (self.frame.size - 1))
        ruined: set[int] = set()
        found: list[int] = []
        for c in self.near[seed]:
            r = state.route_of[c]
            if r in ruined or r < 0:
                continue
            route = state.routes[r]
            length = int(1 + draw.random() * min(len(route), longest))
            found += self._string(route, route.index(c), length)
            ruined.add(r)
            if len(ruined) >= strings:
                break
        return found

    def _string(self, route: list[int], at: int, length: int) -> list[int]:
        """A string of the route that holds a position; half of the time with a stretch kept inside."""
        draw, kept = self.draw, 0
        if length > 1 and draw.random() < SPLIT:
            kept = 1
            while length + kept < len(route) and draw.random() > SPLIT_MORE:
                kept += 1
            kept = min(kept, len(route) - length)
        whole = length + kept
        low, high = max(0, at - whole + 1), min(at, len(route) - whole)
        first = low + int(draw.random() * (high - low + 1))
        string = route[first : first + whole]
        if kept:
            gap = 1 + int(draw.random() * (length - 1))
            string = string[:gap] + string[gap + kept :]
        return string
