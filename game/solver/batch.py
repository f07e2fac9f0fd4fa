"""Many jobs through any `concurrent.futures` executor: processes here, or a cluster (`cluster`).

A job is a function that can be imported and plain values, so that it travels; so is its result. A store
knows which jobs are done and fresh: they are skipped, and each result is kept as soon as it is there, so that
a run that was killed goes on where it was. A job that fails is told and does not stop the rest.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    as_completed,
    wait,
)
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Literal, Protocol

from game import RULES_VERSION, __version__
from game.domain.errors import ContentFault, GameError

Values = Mapping[str, Any]
"""Plain: numbers, text, bytes, lists and mappings of them."""
Work = Callable[[Values], dict[str, Any]]
"""A function of a module, not a closure."""
State = Literal["done", "fresh", "failed"]
TRIES = 2
"""How often a job runs whose process died under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work. `name` is unique in its batch."""

    name: str
    work: Work
    given: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a job went. `result` is None when it failed, or was fresh and its store does not give it back."""

    job: Job
    state: State
    result: dict[str, Any] | None = None
    why: str = ""
    """Of a failed job."""
    error: GameError | ContentFault | None = None
    """Of a job that failed by something with a sentence of its own."""


class Store(Protocol):
    """Where results stay."""

    def known(self, job: Job) -> dict[str, Any] | None:
        """The result of a job that is done and fresh; None when it has to run."""
        ...

    def keep(self, job: Job, result: dict[str, Any]) -> None:
        """Keep a result. Raises GameError or OSError when it cannot be kept."""
        ...


class FolderStore:
    """A JSON file for each job. Fresh: the same work, values and rules as when it was written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def known(self, job: Job) -> dict[str, Any] | None:
        """None also for a file that is damaged."""
        try:
            kept = json.loads(self._path(job).read_text(encoding="utf-8"))
            result: dict[str, Any] | None = kept["result"] if kept["for"] == fingerprint(job) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return result

    def keep(self, job: Job, result: dict[str, Any]) -> None:
        """Written beside its place first: a run that is killed leaves no half file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"for": fingerprint(job), "result": result}, ensure_ascii=False)
        replace_file(self._path(job), text + "\n")

    def _path(self, job: Job) -> Path:
        return self.folder / f"{job.name}.json"


def fingerprint(job: Job) -> str:
    """128 bits of SHA-256 over what a result depends on, as hexadecimal."""
    what = [job.work.__module__, job.work.__qualname__, job.given, RULES_VERSION, __version__]
    text = json.dumps(what, sort_keys=True, default=lambda b: hashlib.sha256(b).hexdigest())
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def replace_file(path: Path, text: str) -> None:
    """Write a whole file or nothing."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


def run_batch(
    jobs: Sequence[Job],
    store: Store,
    *,
    executor: Executor | None = None,
    processes: int = 1,
    force: bool = False,
) -> Iterator[Outcome]:
    """The outcome of each job, as they come: first what is fresh, unless `force`.

    Without an executor in `processes` processes of their own. One that dies takes only its own job along,
    which runs once more. A given executor stays open. Leaving early cancels what has not begun.
    """
    waiting: list[Job] = []
    for job in jobs:
        result = None if force else store.known(job)
        if result is None:
            waiting.append(job)
        else:
            yield Outcome(job=job, state="fresh", result=result)
    yield from (
        _in_processes(waiting, store, processes) if executor is None else _through(executor, waiting, store)
    )


def _through(executor: Executor, jobs: Iterable[Job], store: Store) -> Iterator[Outcome]:
    running: dict[Future[dict[str, Any]], Job] = {}
    try:
        for job in jobs:
            running[executor.submit(work_on, job.work, job.given)] = job
        for future in as_completed(running):
            yield _outcome(running[future], future, store)
    finally:
        for future in running:
            future.cancel()


def _in_processes(jobs: Iterable[Job], store: Store, processes: int) -> Iterator[Outcome]:
    """Each process is a pool by itself: in a pool of many, all jobs are lost when one process dies."""
    waiting = [(job, TRIES) for job in jobs]
    free: list[ProcessPoolExecutor] = []
    running: dict[Future[dict[str, Any]], tuple[ProcessPoolExecutor, Job, int]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < max(1, processes):
                (job, tries), own = waiting.pop(0), free.pop() if free else _process()
                running[own.submit(work_on, job.work, job.given)] = own, job, tries
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                own, job, tries = running.pop(future)
                died = isinstance(future.exception(), BrokenExecutor)
                if died:
                    own.shutdown()
                else:
                    free.append(own)
                if died and tries > 1:
                    waiting.append((job, tries - 1))
                else:
                    yield _outcome(job, future, store)
    finally:
        for own in (*free, *(own for own, _, _ in running.values())):
            own.shutdown(cancel_futures=True)


def _process() -> ProcessPoolExecutor:
    """Started afresh: a copy of a process with threads may hang."""
    return ProcessPoolExecutor(
        1, mp_context=multiprocessing.get_context("spawn"), initializer=leave_with_parent
    )


def leave_with_parent() -> None:
    """In the process of a job: end with the parent, also a killed one; a pool's process would wait on."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent,), daemon=True).start()


def _leave_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def work_on(work: Work, given: Values) -> dict[str, Any]:
    """Runs where the executor wants it. Our own errors come home as values: not every error travels."""
    try:
        return {"result": work(given)}
    except GameError as why:
        return {"key": why.key, "values": dict(why.values)}
    except ContentFault as why:
        return {"faults": why.faults, "source": why.source}


def _outcome(job: Job, future: Future[dict[str, Any]], store: Store) -> Outcome:
    broken = future.exception()
    if broken is not None:
        return Outcome(job=job, state="failed", why=f"{type(broken).__name__}: {broken}")
    told = future.result()
    try:
        if "result" in told:
            store.keep(job, told["result"])
            return Outcome(job=job, state="done", result=told["result"])
        if "faults" in told:
            raise ContentFault(told["faults"], told["source"])
        raise GameError(told["key"], **told["values"])
    except (GameError, ContentFault, OSError) as why:
        error = None if isinstance(why, OSError) else why
        return Outcome(job=job, state="failed", why=str(why), error=error)
