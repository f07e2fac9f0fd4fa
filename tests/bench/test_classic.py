"""The sums of the benchmark table, and that a run that was stopped goes on."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from game.bench import classic
from game.bench.classic_peers import Outcome, Solver
from game.bench.instances import by_capacity, by_pairs
from game.bench.protocol import Options
from game.bench.statistics import interval
from game.domain.errors import Unreadable
from game.domain.instance import Convention, Instance


def outcome(distance: float, vehicles: int = 3, feasible: bool = True) -> Outcome:
    """An answer after a second that used one of two cores."""
    return Outcome(
        feasible=feasible, distance=distance, vehicles=vehicles, seconds=1.0, cpu_s=1.0,
        curve=[(0.2, 2 * distance, vehicles), (0.5, distance, vehicles)],
    )  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two solvers whose answers are known: ours needs 102 or, with seed 2, 101; the other 103."""
    calls: list[str] = []

    def ours(instance: Instance, _: Convention, __: float, seed: int) -> Outcome:
        calls.append(f"ours {instance.name} {seed}")
        return outcome(103.0 - seed)

    def other(instance: Instance, _: Convention, __: float, seed: int) -> Outcome:
        calls.append(f"other {instance.name} {seed}")
        return outcome(103.0)

    names = (Solver(name="ritregie", solve=ours), Solver(name="other", solve=other))
    monkeypatch.setattr(classic, "solvers", lambda: names)
    cases = [classic.Case(instance=by_capacity(s, 5), reference=(0, 100.0)) for s in (1, 2)]
    monkeypatch.setattr(classic, "_cases", lambda _: cases)
    return calls


def test_the_table_says_what_was_measured(asked: list[str]) -> None:
    """Mean gap, paired difference with its interval, share of the cores, and the first usable answer."""
    table = classic.measure(Options(seconds=1, seeds=2))["routes"]
    assert table["ritregie"]["mean_gap_percent"] == 1.5
    assert table["other"]["mean_gap_percent"] == 3.0
    assert table["other"]["ours_minus_this_points"] == -1.5
    low, high = table["other"]["interval_95"]
    assert low < -1.5 < high < 0
    assert table["ritregie"]["cpu_share"] == 0.5
    assert table["ritregie"]["first_within_5_percent_s"] == [0.5, "4 of 4"]
    assert len(asked) == 8


def test_a_stopped_run_goes_on(asked: list[str], tmp_path: Path) -> None:
    """What the file holds is not measured again, and the table is the same."""
    options = Options(seconds=1, seeds=2, keep=tmp_path / "kept.json")
    first = classic.measure(options)
    kept = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))
    gone = kept.pop(f"other|{by_capacity(1, 5).name}|1|2")
    assert gone["distance"] == 103.0
    (tmp_path / "kept.json").write_text(json.dumps(kept), encoding="utf-8")
    asked.clear()
    assert classic.measure(options) == first
    assert asked == [f"other {by_capacity(1, 5).name} 2"]


def test_only_some_solvers(asked: list[str]) -> None:
    """Solvers can be chosen by name; a name that nobody has is told."""
    classic.measure(Options(seconds=1, seeds=1, only="ritregie"))
    assert {call.split()[0] for call in asked} == {"ours"}
    with pytest.raises(Unreadable):
        classic.measure(Options(only="cplex"))


@pytest.mark.parametrize(("vehicles", "gap"), [(3, 2.0), (2, 2.0), (5, 12.0)])
def test_a_vehicle_too_many_counts_five_percent(vehicles: int, gap: float) -> None:
    """Li & Lim: distance at equal vehicle number, and 5 % for each vehicle more."""
    assert classic._gap(outcome(102.0, vehicles), (3, 100.0)) == pytest.approx(gap)


def test_no_answer_counts_as_twice_the_distance() -> None:
    """A solver gets nothing for routes that are not allowed."""
    assert classic._gap(outcome(1.0, feasible=False), (0, 100.0)) == 100.0


def test_a_folder_without_references_is_told(tmp_path: Path) -> None:
    """Somebody who names a wrong folder reads which file is missing."""
    with pytest.raises(Unreadable, match=r"references\.json"):
        classic.measure(Options(folder=tmp_path))


def test_the_interval_is_students() -> None:
    """Four values of mean 2.5 and deviation 1.29: t is 3.182 with three degrees of freedom."""
    low, high = interval([1.0, 2.0, 3.0, 4.0])
    assert (low + high) / 2 == pytest.approx(2.5)
    assert (high - low) / 2 == pytest.approx(3.182 * math.sqrt(5 / 3) / 2)


def test_made_instances_are_the_same_everywhere() -> None:
    """A seed names one instance for ever: its first customers are written down here."""
    spots = [(c.x, c.y, c.demand) for c in by_capacity(1, 100).customers[:3]]
    assert spots == [(184, 981, 86), (154, 1000, 30), (705, 813, 75)]
    pairs = by_pairs(1, 5).customers
    assert [pairs[c.partner - 1].partner for c in pairs] == [c.number for c in pairs]


def test_a_file_of_something_else_is_not_overwritten(asked: list[str], tmp_path: Path) -> None:
    """A wrong --keep is told before anything is measured, and stays as it was."""
    path = tmp_path / "mine.json"
    path.write_text("[1, 2]", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"mine\.json"):
        classic.measure(Options(seconds=1, seeds=1, keep=path))
    assert path.read_text(encoding="utf-8") == "[1, 2]" and not asked
