"""Batches: results as they come, nothing done twice, and one bad job spoils no other."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from game.cli.say import error_text
from game.content.language import language
from game.domain.errors import GameError
from game.solver.batch import FolderStore, Job, Outcome, fingerprint, run_batch
from tests.solver.batch_jobs import dies, refused, square, wrong


def squares(count: int, **given: Any) -> list[Job]:
    """Jobs s0, s1, ..."""
    return [Job(name=f"s{n}", work=square, given={"n": n, **given}) for n in range(count)]


def states(outcomes: list[Outcome]) -> dict[str, str]:
    """State by job."""
    return {o.job.name: o.state for o in outcomes}


def test_jobs_run_in_processes_of_their_own_and_are_not_done_twice(tmp_path: Path) -> None:
    """The second run computes nothing: it gives back what is stored."""
    store = FolderStore(tmp_path)
    first = list(run_batch(squares(2), store))
    assert states(first) == {"s0": "done", "s1": "done"}
    assert all(o.result is not None and o.result["pid"] != os.getpid() for o in first)
    again = list(run_batch(squares(2), store))
    assert states(again) == {"s0": "fresh", "s1": "fresh"}
    assert {o.job.name: o.result for o in again} == {o.job.name: o.result for o in first}


def test_one_bad_job_does_not_stop_the_rest(tmp_path: Path) -> None:
    """A job that is wrong, one that is refused and one whose process dies are told; the others are done."""
    bad = [
        Job(name="wrong", work=wrong, given={"zero": 0}),
        Job(name="refused", work=refused),
        Job(name="dies", work=dies),
        Job(name="dies once", work=dies, given={"once": str(tmp_path / "once")}),
    ]
    outcomes = {o.job.name: o for o in run_batch([*bad, *squares(3)], FolderStore(tmp_path / "s"))}
    assert states(list(outcomes.values())) == {
        "wrong": "failed", "refused": "failed", "dies": "failed", "dies once": "done",
        "s0": "done", "s1": "done", "s2": "done",
    }  # fmt: skip
    assert "ZeroDivisionError" in outcomes["wrong"].why
    error = outcomes["refused"].error
    assert isinstance(error, GameError)
    assert "here" in error_text(language("en"), error)


def test_a_run_that_was_stopped_goes_on(tmp_path: Path) -> None:
    """What was done before the stop is kept at once, and only the rest is computed after it."""
    store, note = FolderStore(tmp_path / "s"), tmp_path / "note"
    with ThreadPoolExecutor(1) as threads:
        under_way = run_batch(squares(3, note=str(note)), store, executor=threads)
        assert next(under_way).state == "done"
        under_way.close()
    done = note.read_text(encoding="utf-8").split()
    with ThreadPoolExecutor(1) as threads:
        rest = list(run_batch(squares(3, note=str(note)), store, executor=threads))
    assert sorted(states(rest).values())[-1] == "fresh"
    assert states(rest)["s0"] == "fresh"
    assert set(note.read_text(encoding="utf-8").split()) == {"0", "1", "2"}
    assert done[0] == "0"


def test_stored_results_are_fresh_for_the_same_question_only(tmp_path: Path) -> None:
    """Other values, other work, a damaged file or `force`: computed again."""
    store = FolderStore(tmp_path)
    with ThreadPoolExecutor(1) as threads:

        def ask(job: Job, *, force: bool = False) -> str:
            return next(run_batch([job], store, executor=threads, force=force)).state

        job = Job(name="a", work=square, given={"n": 2, "files": {"x": b"1"}})
        assert [ask(job), ask(job), ask(job, force=True)] == ["done", "fresh", "done"]
        assert ask(Job(name="a", work=square, given={"n": 2, "files": {"x": b"2"}})) == "done"
        assert store.known(job) is None
        assert ask(job) == "done"
        (tmp_path / "a.json").write_text("{", encoding="utf-8")
        assert ask(job) == "done"
    assert fingerprint(job) != fingerprint(Job(name="a", work=wrong, given=job.given))


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    """A full or read-only disk fails that job with the reason, not the run."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with ThreadPoolExecutor(1) as threads:
        outcomes = list(run_batch(squares(2), FolderStore(tmp_path / "file"), executor=threads))
    assert set(states(outcomes).values()) == {"failed"}
    assert all(o.why for o in outcomes)


def test_no_jobs_no_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When all is fresh nothing is started."""
    monkeypatch.setattr("game.solver.batch.ProcessPoolExecutor", None)
    assert list(run_batch([], FolderStore(tmp_path))) == []


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at processes as Linux shows them")
def test_nothing_stays_behind_when_the_run_is_killed(tmp_path: Path) -> None:
    """kill -9 of a batch ends the processes of its jobs too, in the middle of their work."""
    script = (
        "from pathlib import Path\n"
        "from game.solver.batch import FolderStore, Job, run_batch\n"
        "from tests.solver.batch_jobs import waits\n"
        "if __name__ == '__main__':\n"
        f"    job = Job(name='w', work=waits, given={{'note': {str(tmp_path / 'pid')!r}}})\n"
        f"    list(run_batch([job], FolderStore(Path({str(tmp_path)!r}))))\n"
    )
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, str(tmp_path / "run.py")]
    batch = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(root)})
    note = tmp_path / "pid"
    while not note.exists() or not note.read_text(encoding="utf-8"):
        assert batch.poll() is None
        time.sleep(0.05)
    batch.kill()
    batch.wait()
    for _ in range(600):
        if not lives(int(note.read_text(encoding="utf-8"))):
            return
        time.sleep(0.05)
    pytest.fail("the job's process lives on")


def lives(pid: int) -> bool:
    """Whether a process is still at work."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
