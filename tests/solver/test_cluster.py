"""The same jobs on a Dask cluster: equal results, and a clear word when there is no cluster."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.cli.say import error_text
from game.content.language import LANGUAGES, language
from game.content.load import SHIPPED
from game.domain.errors import Unreadable
from game.solver.batch import FolderStore, Job, Outcome, run_batch
from game.solver.cluster import cluster_executor
from game.solver.jobs import front_job, job_for
from tests.solver.batch_jobs import refused, square


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of two worker processes on this machine."""
    distributed: Any = pytest.importorskip(
        "distributed", reason="Dask is not installed: pip install ritregie[cluster]", exc_type=ImportError
    )
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster.scheduler_address


def jobs() -> list[Job]:
    """A front of a small day, work that any processor does, one job that is refused."""
    front = job_for(SHIPPED / "eerste-rit", front_job, solution_limit=1)
    return [front, Job(name="square", work=square, given={"n": 12}), Job(name="refused", work=refused)]


def points(outcome: Outcome) -> Any:
    """What a front job found."""
    assert outcome.result is not None
    return json.loads(outcome.result["front"])["points"]


def test_a_cluster_gives_what_processes_give(address: str, tmp_path: Path) -> None:
    """Jobs travel with their files and nothing else; the answer does not depend on where it was found."""
    here = {o.job.name: o for o in run_batch(jobs(), FolderStore(tmp_path / "here"), processes=2)}
    with cluster_executor(address) as executor:
        there = {o.job.name: o for o in run_batch(jobs(), FolderStore(tmp_path / "there"), executor=executor)}
    for name in ("eerste-rit", "square"):
        assert (here[name].state, there[name].state) == ("done", "done")
    assert points(here["eerste-rit"]) == points(there["eerste-rit"])
    assert here["refused"].why == there["refused"].why
    assert isinstance(there["refused"].error, type(here["refused"].error))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not a traceback but the command, in both languages."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Unreadable) as told, cluster_executor("tcp://127.0.0.1:8786"):
        pass
    for code in LANGUAGES:
        assert "pip install ritregie[cluster]" in error_text(language(code), told.value)


def test_no_cluster_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong address and one where nobody answers are told as such."""
    pytest.importorskip("distributed", exc_type=ImportError)
    monkeypatch.setattr("game.solver.cluster.PATIENCE_S", 1)
    for address, key in (("tcp://127.0.0.1:1", "cluster.unreachable"), ("what:is:this", "cluster.address")):
        with pytest.raises(Unreadable) as told, cluster_executor(address):
            pass
        assert told.value.key == key
        assert address in error_text(language("en"), told.value)
