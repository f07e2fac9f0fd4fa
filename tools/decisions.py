"""`python -m tools decisions`: an author's expected costs beside what the ledger finds on possible days.

    python -m tools decisions SCENARIO... [--seeds 3] [--days 200] [--personas follower,careful]

Personas play on the stored reference plan, and where choices broke it on one that the solver makes, so that
the days are about what a player meets. Per decision and option: EUR above the best option, the author's and
the sampled, with the standard error of the latter. `!` marks a moment of which another option is best than
the author says.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from game.domain.ledger import LedgerLine
from game.domain.plan import Plan
from game.domain.scenario import Message, Moment, Scenario
from game.session import Session

ROW = "{:1} {:8} {:16} {:16} {:>9} {:>9} {:>7}"


@dataclass
class Found:
    """Sampled figures of one decision, over several games."""

    gaps: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Option -> cent above the best, a game each."""
    error_cent: int = 0

    def add(self, line: LedgerLine) -> None:
        """One more game."""
        best = line.option(line.best).expected_cent
        for option in line.options:
            self.gaps[option.id].append(option.expected_cent - best)
        self.error_cent = max(self.error_cent, line.error_cent)

    def mean(self, option: str) -> float:
        """EUR above the best, over the games."""
        return sum(self.gaps[option]) / len(self.gaps[option]) / 100

    def best(self) -> str:
        """Cheapest over the games."""
        return min(self.gaps, key=self.mean)


def run(arguments: list[str]) -> int:
    """Print a table per scenario; 1 when a moment's best option is another than its author says."""
    from game.content.load import load_scenario

    options = _options(arguments)
    wrong = 0
    for name in options.scenario:
        scenario = load_scenario(name)
        print(f"\n{name}: EUR above the best option, {options.seeds} seeds, {options.days} days")
        print(ROW.format("", "kind", "decision", "option", "author", "sampled", "error"))
        games = _played(scenario, options.personas.split(","), options.seeds)
        wrong += _table(scenario, _weighed(scenario, games, options.days))
    return 1 if wrong else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools decisions")
    parser.add_argument("scenario", nargs="+")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--days", type=int, default=200)
    parser.add_argument("--personas", default="follower,careful")
    return parser.parse_args(arguments)


def _played(scenario: Scenario, personas: Iterable[str], seeds: int) -> Iterator[Session]:
    from game.autoplay import play

    for persona in personas:
        for seed in range(1, seeds + 1):
            yield play(scenario, persona, seed=seed, planner=_plan)


def _plan(session: Session) -> Plan:
    """The reference plan where it still fits what is believed, else one that the solver makes."""
    from tools.regret import _planner as made

    reference = session.scenario.reference
    if reference is None or not session.visible <= reference.plan.covered():
        return made(session)
    return made(session) if session.judged(reference.plan).kpi.hard else reference.plan


def _weighed(scenario: Scenario, games: Iterable[Session], days: int) -> dict[tuple[str, str], Found]:
    from game.ledger import ledger_of

    found: dict[tuple[str, str], Found] = defaultdict(Found)
    for session in games:
        for line in ledger_of(session.events, days, scenario):
            if line.kind != "replan":
                found[line.kind, line.id].add(line)
        print(".", end="", file=sys.stderr, flush=True)
    return found


def _table(scenario: Scenario, found: dict[tuple[str, str], Found]) -> int:
    """Print it; returns how many moments have another best option."""
    moments, wrong = {m.id: m for m in scenario.moments}, 0
    messages = {m.id: m for m in scenario.messages}
    for (kind, name), figures in sorted(found.items()):
        told = moments.get(name) if kind == "moment" else messages.get(name)
        moment = told if isinstance(told, Moment) else None
        other = moment is not None and moment.best != figures.best() and _apart(figures, moment)
        wrong += other
        for option in figures.gaps:
            print(
                ROW.format(
                    "!" if other else "", kind, name, option, _authored(told, option),
                    f"{figures.mean(option):.2f}", f"{figures.error_cent / 100:.2f}",
                )
            )  # fmt: skip
    return wrong


def _apart(figures: Found, moment: Moment) -> bool:
    """Whether the author's best is dearer by more than chance in the sample."""
    return 100 * figures.mean(moment.best) > figures.error_cent


def _authored(told: Moment | Message | None, option: str) -> str:
    """EUR above the author's cheapest; empty for a message whose answers have one stated cost."""
    costs = {o.id: o.expected_cent for o in told.options} if told else {}
    differ = isinstance(told, Moment) or len(set(costs.values())) > 1
    return f"{(costs[option] - min(costs.values())) / 100:.2f}" if differ else ""
