"""Several workers for one search: the best plan of all of them, as if it were one worker.

Beside the running game there is one for each core but one, so that the screen keeps its own. Each has a
seed of its own, and the first two start differently: one with PyVRP where that is of use, one with OR-Tools.
"""

from __future__ import annotations

import os
from dataclasses import replace

from game.solver.client import SolverClient, Written
from game.solver.task import SolveRequest, Update, shares

SEED_STEP = 1_000


def beside_the_game() -> int:
    """Workers beside a running game: every core but one, and at least one."""
    return max(1, (os.cpu_count() or 1) - 1)


def shared_out(request: SolveRequest, workers: int) -> list[SolveRequest]:
    """The request for each of the workers."""
    found = []
    for number in range(workers):
        models, parts = shares(len(request.orders), number, workers)
        pyvrp = request.pyvrp if number % 2 == 0 else 0.0
        seed = request.seed + SEED_STEP * number
        found.append(replace(request, seed=seed, model_share=models, parts_share=parts, pyvrp=pyvrp))
    return found


class Crew(SolverClient):
    """Clients side by side; a worker that dies twice leaves the others to go on."""

    def __init__(self, workers: int = 0) -> None:
        super().__init__()
        self.clients = [SolverClient() for _ in range(workers or beside_the_game())]
        self._best: tuple[int, float] | None = None
        self._ends: list[Update] = []

    @property
    def busy(self) -> bool:
        """Whether a search is under way."""
        return any(client.busy for client in self.clients)

    def start(self, request: SolveRequest, written: Written | None = None) -> None:
        """Begin a search on every worker; one that is under way is cancelled."""
        self._best, self._ends = None, []
        written = written or Written(request)
        for client, mine in zip(self.clients, shared_out(request, len(self.clients)), strict=True):
            client.start(mine, written)

    def poll(self) -> list[Update]:
        """What happened since the last poll; plans only where better than those of every worker."""
        found: list[Update] = []
        for client in self.clients:
            for update in client.poll():
                found += self._heard(update)
        return found

    def _heard(self, update: Update) -> list[Update]:
        if update.kind == "better" and update.evaluation is not None:
            key = update.evaluation.kpi.hard, update.value
            if self._best is not None and key >= self._best:
                return []
            self._best = key
        elif update.kind in ("done", "failed"):
            self._ends.append(update)
            if len(self._ends) < len(self.clients):
                return []
            # it failed only when all of them did
            return [next((e for e in self._ends if e.kind == "done"), update)]
        return [update]

    def cancel(self) -> None:
        """Stop all of them at once."""
        for client in self.clients:
            client.cancel()

    def close(self) -> None:
        """End the workers."""
        for client in self.clients:
            client.close()

    def pid(self) -> int:
        """Process id of the first worker that runs, 0 without one."""
        return next((client.pid() for client in self.clients if client.pid()), 0)
