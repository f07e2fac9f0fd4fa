"""Several workers for one search: the best plan of all of them, as if it were one worker. Each better plan
is told to the others, which go on from it or take from it what is better there (`blend`).

Beside the running game there is one for each core but one, so that the screen keeps its own. Each has a
seed of its own. On days that are not large the first two start differently: one with PyVRP where that is of
use, one with OR-Tools.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from game.domain.plan import Plan
from game.solver.client import SolverClient, Written
from game.solver.task import LARGE, SolveRequest, Update, has_pyvrp, shares

SEED_STEP = 1_000


def beside_the_game() -> int:
    """Workers beside a running game: every core but one, and at least one."""
    return max(1, (os.cpu_count() or 1) - 1)


def shared_out(request: SolveRequest, workers: int) -> list[SolveRequest]:
    """The request for each of the workers."""
    found = []
    for number in range(workers):
        pyvrp = request.pyvrp if number % 2 == 0 or len(request.orders) > LARGE else 0.0
        models, parts = shares(len(request.orders), number, workers, pyvrp=bool(pyvrp) and has_pyvrp())
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
        self.cpu_s = 0.0
        """Processor time of the workers that have ended."""

    @property
    def busy(self) -> bool:
        """Whether a search is under way."""
        return any(client.busy for client in self.clients)

    def start(self, request: SolveRequest, written: Written | None = None) -> None:
        """Begin a search on every worker; one that is under way is cancelled."""
        self.start_each(shared_out(request, len(self.clients)), written or Written(request))

    def start_each(self, requests: Sequence[SolveRequest], written: Written) -> None:
        """The same with a request for each worker, all of them for one day."""
        self._best, self._ends, self.cpu_s = None, [], 0.0
        for client, mine in zip(self.clients, requests, strict=True):
            client.start(mine, written)

    def poll(self) -> list[Update]:
        """What happened since the last poll; plans only where better than those of every worker."""
        found: list[Update] = []
        for client in self.clients:
            for update in client.poll():
                found += self._heard(client, update)
        return found

    def _heard(self, client: SolverClient, update: Update) -> list[Update]:
        if update.kind == "better" and update.evaluation is not None and update.plan is not None:
            key = update.evaluation.kpi.hard, update.value
            if self._best is not None and key >= self._best:
                return []
            self._best = key
            self._pass_on(client, update.plan)
        elif update.kind in ("done", "failed"):
            self._ends.append(update)
            self.cpu_s += update.cpu_s
            if len(self._ends) < len(self.clients):
                return []
            # it failed only when all of them did
            return [next((e for e in self._ends if e.kind == "done"), update)]
        return [update]

    def _pass_on(self, client: SolverClient, plan: Plan) -> None:
        for other in self.clients:
            if other is not client:
                other.tell(plan)

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
