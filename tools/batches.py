"""What `fronts` and `reference` share: options, jobs, and a store beside each scenario."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from game.cli.bar import progress_bar
from game.cli.say import error_text, fault_text, tongue
from game.content.load import load_scenario
from game.domain.errors import ContentFault, GameError
from game.domain.scenario import Scenario
from game.solver.batch import Job, Outcome, Work, replace_file, run_batch
from game.solver.jobs import job_for

STOPPED = 130
"""Exit code after Ctrl-C, as shells have it."""
SCENARIOS = Path(__file__).resolve().parent.parent / "game" / "scenarios"


class BesideScenario:
    """The store: one file in the scenario's own folder.

    `enough` says whether what is stored will do; `check` raises GameError for a text that the referee
    here does not agree with.
    """

    def __init__(
        self,
        file: str,
        key: str,
        enough: Callable[[Scenario], bool],
        check: Callable[[Scenario, str], None],
    ) -> None:
        self.file, self.key, self.enough, self.check = file, key, enough, check
        self.folders: dict[str, Path] = {}

    def known(self, job: Job) -> dict[str, Any] | None:
        """Empty for a scenario whose file is there already and will do."""
        return {} if self.enough(self.scenario(job)) else None

    def keep(self, job: Job, result: Mapping[str, Any]) -> None:
        """Check it, and write it."""
        text = str(result[self.key])
        self.check(self.scenario(job), text)
        replace_file(self.folders[job.name] / self.file, text)

    def scenario(self, job: Job) -> Scenario:
        """The scenario as it is stored now."""
        return load_scenario(str(self.folders[job.name]))


def options(name: str, doc: str | None, arguments: list[str], **flags: str) -> argparse.Namespace:
    """The options of both commands, and flags of one of them with their help."""
    parser = argparse.ArgumentParser(prog=f"python -m tools {name}", description=doc)
    parser.add_argument("ids", nargs="*", help="scenario ids or folders; none: all shipped ones")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="solver processes for each scenario")
    parser.add_argument("--jobs", type=int, default=1, help="scenarios at the same time")
    parser.add_argument("--solution-limit", type=int, default=0, help="above 0: instead of seconds; repeats")
    parser.add_argument("--force", action="store_true", help="also where a fresh one is stored")
    parser.add_argument("--cluster", default="", metavar="ADDRESS", help="a Dask scheduler: tcp://name:8786")
    for flag, words in flags.items():
        parser.add_argument(f"--{flag}", action="store_true", help=words)
    return parser.parse_args(arguments)


def run_stored(
    store: BesideScenario, work: Work, chosen: argparse.Namespace, line: Callable[[Outcome, Scenario], str]
) -> int:
    """Run the jobs of these scenarios; 0 when all are stored or fresh, 1 when one failed, 2 for bad input,
    130 when it was stopped by hand."""
    try:
        jobs = [_job(store, work, name, chosen) for name in chosen.ids or _shipped()]
        with _executor(chosen.cluster) as executor:
            return _run(store, jobs, chosen, executor, line)
    except (ContentFault, GameError) as why:
        print(_sentence(why), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; what was found is stored, and the same command goes on", file=sys.stderr)
        return STOPPED


def _shipped() -> list[str]:
    return sorted(p.parent.name for p in SCENARIOS.glob("*/scenario.toml"))


def _job(store: BesideScenario, work: Work, name: str, chosen: argparse.Namespace) -> Job:
    folder = SCENARIOS / name if (SCENARIOS / name / "scenario.toml").exists() else Path(name)
    job = job_for(
        folder, work, seconds=chosen.seconds, seed=chosen.seed, workers=chosen.workers,
        solution_limit=chosen.solution_limit,
    )  # fmt: skip
    store.folders[job.name] = folder
    load_scenario(str(folder))  # what is wrong in a file is told before anything is computed
    return job


@contextmanager
def _executor(address: str) -> Iterator[Executor | None]:
    if not address:
        yield None
        return
    from game.solver.cluster import cluster_executor

    with cluster_executor(address) as executor:
        yield executor


def _run(
    store: BesideScenario,
    jobs: list[Job],
    chosen: argparse.Namespace,
    executor: Executor | None,
    line: Callable[[Outcome, Scenario], str],
) -> int:
    failed = 0
    with progress_bar(store.key, len(jobs)) as ended:
        for outcome in run_batch(jobs, store, executor=executor, processes=chosen.jobs, force=chosen.force):
            ended(outcome.job.name)
            if outcome.state == "failed":
                failed += 1
                print(f"{outcome.job.name}: {_why(outcome)}", file=sys.stderr)
            else:
                print(f"{outcome.job.name}: {line(outcome, store.scenario(outcome.job))}", flush=True)
    return 1 if failed else 0


def _why(outcome: Outcome) -> str:
    return _sentence(outcome.error) if outcome.error is not None else outcome.why


def _sentence(why: GameError | ContentFault) -> str:
    speech = tongue()
    if isinstance(why, ContentFault):
        return "\n".join(fault_text(speech, fault) for fault in why.faults)
    return error_text(speech, why)
