"""A solution with what makes judging one more customer cheap: all places after which it may go, at once.

Positions are customers, then one beginning per route, then the one end that all share. Per position stand
the next one, when the vehicle leaves and how late it may arrive at the latest; a customer is tried after
every position with a dozen numpy operations (forward time slack: Savelsbergh 1992).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from game.domain import chance
from game.solver.classic.frame import Frame, Routes

FAR = np.int64(1) << 60
BLINK = 0.01
"""Share of the places that are overlooked by chance (Christiaens & Vanden Berghe 2020)."""


class State:
    """Routes that change; customers that are on none wait outside."""

    def __init__(self, frame: Frame, routes: Routes, seed: int) -> None:
        self.frame, n, most = frame, frame.size, frame.vehicles
        self.n, self.end = n, n + most
        self.routes: list[list[int]] = [list(r) for r in routes] + [[] for _ in range(most - len(routes))]
        place = np.concatenate([np.arange(n), np.zeros(most + 1, dtype=np.int64)])
        distance, duration = np.array(frame.distance), np.array(frame.duration)
        self.from_d = np.ascontiguousarray(distance[place, :].T)
        """[c][p]: from position p to customer c."""
        self.to_d = np.ascontiguousarray(distance[:, place])
        self.from_t = np.ascontiguousarray(duration[place, :].T)
        self.to_t = np.ascontiguousarray(duration[:, place])
        size = n + most + 1
        self.next = np.full(size, self.end)
        self.leg = np.zeros(size, dtype=np.int64)
        self.leaves = np.zeros(size, dtype=np.int64)
        self.latest = np.zeros(size, dtype=np.int64)
        self.latest[self.end] = frame.due[0]
        self.shut = np.full(size, FAR)
        """0 at positions after which something may go."""
        self.load_at = np.zeros(size, dtype=np.int64)
        self.route_of = [-1] * n
        self.loads = [0] * most
        self.blinks = _blinks(size, seed)
        self.turn = 0
        for r in range(most):
            self.refresh(r)

    def refresh(self, r: int) -> None:
        """Everything about one route, after it changed."""
        frame, route, start = self.frame, self.routes[r], self.n + r
        stops = [0, *route, 0]
        positions = [start, *route, self.end]
        load = sum(frame.demand[c] for c in route)
        self.loads[r] = load
        self.next[positions[:-1]] = positions[1:]
        self.leg[positions[:-1]] = [frame.distance[a][b] for a, b in pairwise(stops)]
        self.load_at[positions[:-1]] = load
        self.shut[positions[:-1]] = 0
        for c in route:
            self.route_of[c] = r
        if frame.timed:
            self._times(stops, positions)
        if not route and any(not other for other in self.routes[:r]):
            self.shut[start] = FAR  # one empty route is enough to try

    def _times(self, stops: list[int], positions: list[int]) -> None:
        frame, clock, leaves = self.frame, self.frame.ready[0], [self.frame.ready[0]]
        for a, b in pairwise(stops[:-1]):
            clock = max(clock + frame.duration[a][b], frame.ready[b]) + frame.service[b]
            leaves.append(clock)
        self.leaves[positions[:-1]] = leaves
        limit, latest = frame.due[0], []
        for a, b in zip(stops[-2:0:-1], stops[:1:-1], strict=True):
            limit = min(frame.due[a], limit - frame.duration[a][b] - frame.service[a])
            latest.append(limit)
        self.latest[positions[-2:0:-1]] = latest

    def take_out(self, customers: Iterable[int]) -> set[int]:
        """Remove customers; the routes that changed."""
        gone = set(customers)
        changed = {self.route_of[c] for c in gone if self.route_of[c] >= 0}
        for r in changed:
            self.routes[r] = [c for c in self.routes[r] if c not in gone]
        for c in gone:
            self.route_of[c] = -1
            self.shut[c] = FAR
        for r in sorted(changed):
            self.refresh(r)
        return changed

    def best_place(self, c: int) -> tuple[int, int]:
        """The cheapest position to go after, and what it costs; cost `FAR` or more when nowhere."""
        frame, after = self.frame, self.next
        cost = self.from_d[c] + self.to_d[c][after]
        cost -= self.leg
        cost += self.shut
        closed = self.load_at > frame.capacity - frame.demand[c]
        if frame.timed:
            arrive = np.maximum(self.leaves + self.from_t[c], frame.ready[c])
            closed |= arrive > frame.due[c]
            arrive += self.to_t[c][after]
            arrive += frame.service[c]
            closed |= arrive > self.latest[after]
        self.turn = (self.turn + 1) % len(self.blinks)
        closed |= self.blinks[self.turn]
        cost[closed] = FAR
        at = int(cost.argmin())
        return at, int(cost[at])

    def put(self, c: int, at: int) -> int:
        """Insert a customer after a position; the route that changed."""
        r = at - self.n if at >= self.n else self.route_of[at]
        route = self.routes[r]
        route.insert(route.index(at) + 1 if at < self.n else 0, c)
        opened = len(route) == 1
        self.refresh(r)
        if opened:
            self._open_another()
        return r

    def _open_another(self) -> None:
        """The first route that is still empty becomes one to try."""
        spare = next((r for r, route in enumerate(self.routes) if not route), None)
        if spare is not None:
            self.shut[self.n + spare] = 0

    def solution(self) -> Routes:
        """As a value."""
        return tuple(tuple(route) for route in self.routes if route)


def _blinks(size: int, seed: int) -> list[np.ndarray]:
    """Masks of overlooked places, drawn once and used in turn."""
    draw = chance.stream(seed, "classic/blinks").random
    return [np.array([draw() < BLINK for _ in range(size)]) for _ in range(97)]
