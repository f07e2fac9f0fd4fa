"""Students' rules: what they see, what they give, and what is contained when they go wrong."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path

import pytest

from game.cli import run
from game.content.language import LANGUAGES, language
from game.content.load import load_scenario
from game.domain.scenario import Scenario
from game.solver.league import child, match, steps, world_json
from game.solver.league.match import Entry, RuleFile, league

PAGE = (Path(child.__file__).parent / "RULES.md").read_text(encoding="utf-8")
EXAMPLES = Path(child.__file__).parents[2] / "assets" / "league"
SHIPPED = (
    "binnenstad-groningen", "container-rotterdam", "eerste-rit", "elektrisch-drenthe", "stukgoed",
    "vers-noord",
)  # fmt: skip


@pytest.fixture(scope="module")
def first() -> Scenario:
    return load_scenario("eerste-rit")


def play(scenario: Scenario, source: str, **limits: float) -> Entry:
    """One rule on a day."""
    world = world_json.visible_world(scenario)
    told = world_json.world_json(scenario.id, world)
    allowed = child.Limits(seconds=limits.get("seconds", 20.0), memory_mb=int(limits.get("memory_mb", 1024)))
    return match.play(scenario.id, world, told, RuleFile(name="mine", source=source.encode()), allowed)


# --- what a rule gives --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_examples_play_every_day_without_a_hard_finding(name: str) -> None:
    """A student who starts from an example starts from a plan that may be driven."""
    rules = [RuleFile(name=p.stem, source=p.read_bytes()) for p in sorted(EXAMPLES.glob("*.py"))]
    entries = league(load_scenario(name), rules)
    assert {e.name for e in entries} >= {"naive", "nearest", "savings", "regret", "cheapest_step"}
    assert {e.status for e in entries} == {"ok"}
    costs = [e.judged.kpi.cost_cent for e in entries if e.judged]
    assert costs == sorted(costs)


def test_all_forms_of_a_plan_are_one(first: Scenario) -> None:
    """Ids, trips and a plan file say the same thing, and the referee gives them the same cost."""
    world = world_json.visible_world(first)
    vehicle, order = sorted(world.vehicles)[0], sorted(world.orders)[0]
    trip = {"vehicle": vehicle, "stops": [{"order": order, "action": "deliver"}]}
    forms = [{vehicle: [order]}, [trip], {"trips": [trip]}]
    entries = [play(first, f"def plan(world): return {form!r}") for form in forms]
    assert [e.status for e in entries] == ["ok"] * 3
    assert len({e.plan for e in entries}) == 1


def test_the_page_examples_run(first: Scenario) -> None:
    """Both forms of the page are rules."""
    found = re.findall(r"```python (\w+)\n(.*?)```", PAGE, re.DOTALL)
    assert [mode for mode, _ in found] == ["plan", "choose"]
    for mode, source in found:
        entry = play(first, source)
        assert (entry.mode, entry.judged is not None) == (mode, True), entry.values


def test_a_hard_finding_is_counted_and_ranks_last(first: Scenario) -> None:
    """An impossible plan never wins by being cheap."""
    source = "def plan(w): return {w['vehicles'][0]['id']: [o['id'] for o in w['orders']]}"
    late = play(load_scenario("stukgoed"), source)
    assert late.status == "hard"
    assert late.judged is not None
    assert late.judged.kpi.hard > 0
    assert late.order > play(first, "def plan(world): return {}").order


def test_half_an_order_is_no_plan() -> None:
    """Goods that are never collected cannot be delivered, whatever that would save."""
    scenario = load_scenario("container-rotterdam")
    world = world_json.visible_world(scenario)
    from game.solver.stops import actions_of

    vehicle, order = next(
        (v, o) for v in world.vehicles.values() for o in world.orders.values() if len(actions_of(o, v)) == 2
    )
    trip = {"vehicle": vehicle.id, "stops": [{"order": order.id, "action": "deliver"}]}
    entry = play(scenario, f"def plan(world): return [{trip!r}]")
    assert (entry.status, entry.trouble) == ("illegal", "league.trouble.half")
    whole = play(scenario, f"def plan(world): return {{{vehicle.id!r}: [{order.id!r}, {order.id!r}]}}")
    assert whole.plan is not None
    assert len(whole.plan.trips[0].stops) == 2


# --- what is contained --------------------------------------------------------------------------------

WRONG = {
    "crash": ("def plan(world):\n    return 1 / 0", "crash", "mine.py:2"),
    "syntax": ("def plan(world)\n    return 1", "crash", "mine.py:1"),
    "exit": ("import os\ndef plan(world): os._exit(3)", "crash", "3"),
    "quits": ("import sys\ndef plan(world): sys.exit()", "crash", "SystemExit"),
    "deep": ("def plan(world): return plan(world)", "crash", "mine.py:1"),
    "asks": ("def plan(world): return input()", "crash", "EOFError"),
    "nan": ("def plan(world): return {'V1': float('nan')}", "crash", "JSON"),
    "text": ("def plan(world): return 'nothing'", "illegal", "nothing"),
    "unknown": ("def plan(world): return {'V9': ['O9']}", "illegal", ""),
    "twice": ("def plan(w): return {v['id']: [w['orders'][0]['id']] for v in w['vehicles']}", "illegal", ""),
    "choice": ("class Rule:\n    def choose(self, s): return {'order': 'x'}", "illegal", "x"),
    "none": ("def planning(world): return {}", "no_rule", ""),
    "forge": ("import os\ndef plan(w):\n    os.write(1, b'{}\\n')\n    return 7", "illegal", "7"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_whatever_goes_wrong_is_told(first: Scenario, name: str) -> None:
    """A broken rule gives an entry with where it broke, and never stops the league."""
    source, status, where = WRONG[name]
    entry = play(first, source)
    assert entry.status == status
    assert entry.judged is None
    assert where in " ".join(str(v) for _, v in entry.values)
    for code in LANGUAGES:
        assert language(code).has(entry.trouble)
        assert language(code).has(f"league.status.{status}")


@pytest.mark.parametrize("source", ["while True: pass", "def plan(w):\n    while True: print('x' * 9999)"])
def test_time_is_limited(first: Scenario, source: str) -> None:
    """A rule that never ends is ended, in its first line too, and its printing blocks nobody."""
    entry = play(first, source, seconds=0.6)
    assert entry.status == "time"
    assert 0.5 < entry.seconds < 5
    assert len(entry.printed) <= child.MOST_PRINTED


def test_memory_is_limited(first: Scenario) -> None:
    """A rule that asks for everything gets no more than its part, where the system can say no."""
    pytest.importorskip("resource")
    entry = play(first, "def plan(w):\n    return [bytearray(10**8) for _ in range(99)]", memory_mb=300)
    if not entry.limited:
        pytest.skip("this system cannot limit memory")
    assert (entry.status, entry.trouble) == ("memory", "league.trouble.memory")


def test_an_endless_answer_is_refused(first: Scenario) -> None:
    """An answer of any size is read no further than a plan can be long."""
    entry = play(first, "def plan(w): return {'V1': ['O%d' % i for i in range(2_000_000)]}")
    assert entry.judged is None
    assert entry.status in ("illegal", "memory")


def test_what_a_rule_leaves_behind_does_not_hold_the_league(first: Scenario) -> None:
    """A thread that never ends does not keep the answer, nor the league, waiting."""
    source = (
        "import threading\ndef plan(w):\n"
        "    threading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()\n    return {}\n"
    )
    entry = play(first, source, seconds=10.0)
    assert entry.status == "ok"
    assert entry.seconds < 9


@pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX")
@pytest.mark.parametrize("ends", ["return f'pid {p.pid}'", "while True: pass"])
def test_processes_of_a_rule_end_with_it(first: Scenario, ends: str) -> None:
    """What a rule started does not run on when its turn is over, however that ended."""
    source = (
        "import subprocess, sys\ndef plan(w):\n"
        "    p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"    print('pid', p.pid, flush=True)\n    {ends}\n"
    )
    entry = play(first, source, seconds=4.0)
    left = re.search(r"pid (\d+)", entry.printed + str(entry.values))
    assert left is not None
    for _ in range(40):
        if not running(int(left[1])):
            return
        time.sleep(0.05)
    raise AssertionError("it still runs")


def running(pid: int) -> bool:
    """Whether a process is there and no zombie that waits to be counted out."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


def test_there_is_nothing_to_look_at(first: Scenario) -> None:
    """Neither the game, nor a scenario, nor the user's environment is there."""
    source = (
        "import os, sys\ndef plan(w):\n"
        "    assert sorted(os.listdir('.')) == ['helpers.py', 'mine.py'], os.listdir('.')\n"
        "    assert not any('site-packages' in p for p in sys.path), sys.path\n"
        "    assert 'PYTHONPATH' not in os.environ and 'HOME' not in os.environ\n"
        "    assert not any('ritregie' in a or 'game' in a for a in sys.argv), sys.argv\n"
        "    try:\n        import game\n    except ImportError:\n        return {}\n"
    )
    entry = play(first, source)
    assert entry.status == "ok", entry.values


def test_the_truth_and_hidden_orders_are_not_told() -> None:
    """What only people know is not in what a rule gets: no truth, no messages, no order of later."""
    scenario = load_scenario("stukgoed")
    assert scenario.optional_orders
    assert scenario.truth
    told = world_json.world_json(scenario.id, world_json.visible_world(scenario))
    text = json.dumps(told)
    assert not any(f'"{order}"' in text for order in scenario.optional_orders)
    for change in scenario.truth:
        if change.kind == "service_s":
            order = next(o for o in told["orders"] if o["id"] == change.subject)
            believed = scenario.system.orders[change.subject]
            assert order["delivery_service_s"] == believed.delivery_service_s
            assert order["pickup_service_s"] == believed.pickup_service_s


def test_the_same_rule_gives_the_same_plan(first: Scenario) -> None:
    """Sets of texts have one order in every process."""
    source = "def plan(w): return {w['vehicles'][0]['id']: list({o['id'] for o in w['orders']})}"
    assert len({play(first, source).plan for _ in range(3)}) == 1


# --- what the page says -------------------------------------------------------------------------------


def keys(heading: str) -> set[str]:
    """Keys of the table under a heading."""
    start = PAGE.index(f"\n{heading}\n")
    end = re.search(r"\n##", PAGE[start + 4 :])
    part = PAGE[start : start + 4 + end.start() if end else None]
    rows = [line.split("|")[1] for line in part.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_key_stands_on_the_page() -> None:
    """No key of the world or the state is missing on the page, none is invented."""
    scenario = load_scenario("container-rotterdam")
    world = world_json.visible_world(scenario)
    told = world_json.world_json(scenario.id, world)
    assert keys("## `world`") == set(told)
    for name in ("orders", "vehicles", "places"):
        assert keys(f"### `{name}`") == set(told[name][0])
    partners = next(
        found for s in SHIPPED if (found := world_json.world_json(s, load_scenario(s).system)["partners"])
    )
    assert keys("### `partners`") == set(partners[0])
    for part in ("hours", "handling"):
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{part}`"))
        assert set(re.findall(r"`(\w+)`", row)) == {part, *told[part]}
    state = steps.Steps(world).state(0)
    assert keys("## `state`") == {*state, "world"}
    for name in ("trips", "choices"):
        assert keys(f"### `{name}`") == set(state[name][0])


# --- the command --------------------------------------------------------------------------------------


def test_the_command_ranks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object; a broken rule beside a good one does not matter; each plan is written."""
    (tmp_path / "bad.py").write_text("def plan(world): return 1 / 0")
    (tmp_path / "naive.py").write_text("def plan(world): return {}")
    options = ["--out", str(tmp_path / "plans"), "--json", "--lang", "en"]
    assert run(["league", "eerste-rit", str(tmp_path / "*.py"), "nearest", *options]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [e["rank"] for e in answer["entries"]] == [1, 2, 3, 4, None]
    by_name = {e["name"]: e for e in answer["entries"]}
    assert set(by_name) == {"naive", "reference", "nearest", "naive#2", "bad"}
    assert by_name["bad"]["trouble"] == "bad.py:1: ZeroDivisionError: division by zero"
    assert answer["not_contained"] == ["hostile code"]
    assert (tmp_path / "plans" / "nearest.json").exists()
    assert run(["evaluate", "eerste-rit", str(tmp_path / "plans" / "nearest.json"), "--json"]) == 0
    judged = json.loads(capsys.readouterr().out)
    assert judged["kpi"]["cost_cent"] == by_name["nearest"]["cost_cent"]


def test_the_command_writes_a_starter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A student gets a file that plays, and the world to look at; nothing is overwritten."""
    rule, world = tmp_path / "rule.py", tmp_path / "world.json"
    assert run(["league", "--example", str(rule)]) == 0
    assert run(["league", "eerste-rit", str(rule)]) == 0
    assert "rule" in capsys.readouterr().out
    assert run(["league", "--example", str(rule)]) == 2
    assert run(["league", "eerste-rit", "--world", str(world), "--json"]) == 0
    assert json.loads(world.read_text(encoding="utf-8"))["scenario"] == "eerste-rit"


@pytest.mark.parametrize(
    "arguments",
    [[], ["eerste-rit", "nothing-here.py"], ["nowhere"], ["eerste-rit", "--seconds", "0"],
     ["eerste-rit", "--memory", "1"]],
)  # fmt: skip
def test_bad_input_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be played ends with 2 and a sentence, never a traceback."""
    assert run(["league", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err
    assert "Traceback" not in told.err


def test_no_plan_at_all_is_a_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A script sees by the exit code that no rule gave a plan."""
    (tmp_path / "bad.py").write_text("def plan(world): return 1 / 0")
    assert run(["league", "eerste-rit", str(tmp_path / "bad.py")]) == 1
    capsys.readouterr()
