"""`python -m tools validate PATH... [--lang nl|en]`: what is wrong in scenarios, where, and the cure."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from game.content.catalogue import SHIPPED
from game.content.coach import FOLDER as LESSONS
from game.content.coach import lesson_faults
from game.content.front_file import front_state, wrong_points
from game.content.language import language
from game.content.limits import FRONT, REFERENCE, TEXTS, read_files
from game.content.load import find_scenario, load_from_files, read_shape
from game.content.plan_file import reference_state
from game.content.remarks import remarks
from game.content.text import missing_keys
from game.domain.errors import ContentFault, Fault
from game.domain.scenario import Scenario
from game.solver.front_pool import is_behind


def run(arguments: Sequence[str]) -> int:
    """Check scenarios; 0 when all are right, 1 when a fault was found."""
    parser = argparse.ArgumentParser(prog="python -m tools validate", description=__doc__)
    parser.add_argument("paths", nargs="*", help="folders, zips or ids; none: all shipped scenarios")
    parser.add_argument("--lang", choices=("nl", "en"), default="nl")
    chosen = parser.parse_args(list(arguments))
    return validate(chosen.paths or _shipped(), chosen.lang)


def validate(paths: Iterable[str], lang: str) -> int:
    """Print every fault of every scenario as `file:line (where): sentence`; 1 when there was one."""
    words = language(lang)
    wrong = 0
    for path in paths:
        faults = scenario_faults(path)
        for fault in faults:
            print(f"{path}: {sentence(fault, lang)}")
        for remark in scenario_remarks(path) if not faults else ():
            print(f"{path}: {sentence(remark, lang)}")
        if not faults:
            print(f"{path}: {words.t('validate.good')}")
        wrong += bool(faults)
    return 1 if wrong else 0


def scenario_faults(where: str) -> tuple[Fault, ...]:
    """Everything that stops a scenario from being shipped: what loading refuses, and more.

    Loading forgives an English sentence that is missing, a stale reference and a stale front; this does not.
    """
    try:
        files = read_files(find_scenario(where))
        scenario = load_from_files(files, source=where)
    except ContentFault as error:
        return error.faults
    faults: list[Fault] = []
    shape = read_shape(files)
    if shape is not None:
        faults += [
            Fault(file=TEXTS["en"], where=key, key="fault.text_missing", values=(("name", key),))
            for key in missing_keys(shape, scenario.texts, "en")
        ]
    state = reference_state(files, scenario.system, scenario.planning_hash)
    if state in ("stale", "broken"):
        faults.append(Fault(file=REFERENCE, where="", key=f"fault.reference_{state}"))
    return (*faults, *_front_faults(files, scenario), *_lesson_faults(scenario))


def _lesson_faults(scenario: Scenario) -> tuple[Fault, ...]:
    """What is wrong with the coach's lesson for this scenario, where there is one."""
    place = LESSONS / scenario.id
    if not (place / "lesson.toml").is_file():
        return ()
    return lesson_faults(place, sorted(scenario.system.orders), sorted(scenario.system.vehicles))


def _front_faults(files: Mapping[str, bytes], scenario: Scenario) -> Iterator[Fault]:
    """A front that is stale or damaged, or a point of it that the referee judges otherwise."""
    state = front_state(files, scenario.system, scenario.planning_hash)
    if state in ("stale", "broken"):
        yield Fault(file=FRONT, where="", key=f"fault.front_{state}")
    front, reference = scenario.front, scenario.reference
    if front is not None:
        orders = frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)
        if reference is not None and is_behind(front, reference.plan, scenario.system, orders):
            yield Fault(file=FRONT, where="", key="fault.front_behind")
        for number, kpi in wrong_points(front, scenario.system, orders):
            values = {"number": number, "cost_cent": kpi.cost_cent, "co2e_g": kpi.co2e_g, "hard": kpi.hard}
            said = tuple((name, str(value)) for name, value in values.items())
            yield Fault(file=FRONT, where=f"points[{number - 1}]", key="fault.front_figures", values=said)


def scenario_remarks(where: str) -> tuple[Fault, ...]:
    """What an author should know of a scenario without faults."""
    return remarks(load_from_files(read_files(find_scenario(where)), source=where))


def sentence(fault: Fault, lang: str) -> str:
    """A fault as one line: `orders.csv:12 (kg (E12)): sentence`."""
    values = {"suggest": "", **dict(fault.values)}
    place = f"{fault.file}:{fault.line}" if fault.line else fault.file
    where = f" ({fault.where})" if fault.where else ""
    return f"{place}{where}: {language(lang).t(fault.key, **values)}"


def _shipped() -> list[str]:
    return sorted(p.name for p in SHIPPED.iterdir() if p.is_dir())


if __name__ == "__main__":
    sys.exit(run([str(Path(a)) for a in sys.argv[1:]]))
