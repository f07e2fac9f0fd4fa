"""`league`: planning rules of your own, played against the naive plan, the reference and each other."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import typer

from game.cli.playing import Json, Lang
from game.cli.say import Told, fault_text, out, table, tongue
from game.content.language import Language
from game.content.load import load_scenario
from game.content.plan_file import plan_dict, plan_text
from game.domain.errors import Unreadable
from game.domain.scenario import Scenario
from game.record.places import own_scenarios
from game.solver.league.child import Limits
from game.solver.league.match import NAIVE, REFERENCE, Entry, RuleFile, league
from game.solver.league.world_json import visible_world, world_json

STARTER = "nearest"
MOST_RULE = 1 << 20
"""Bytes of a rule's file."""


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("league")(league_command)


def league_command(
    scenario: Annotated[str, typer.Argument()] = "",
    rules: Annotated[list[str] | None, typer.Argument(help="Python files, or names of examples.")] = None,
    seconds: Annotated[float, typer.Option(help="Time that each rule gets.")] = 10.0,
    memory: Annotated[int, typer.Option(help="Memory that each rule gets, in MB.")] = 1024,
    example: Annotated[Path | None, typer.Option(help="Write a rule to start from, here.")] = None,
    world: Annotated[Path | None, typer.Option(help="Write what a rule gets to see, here.")] = None,
    out_folder: Annotated[
        Path | None, typer.Option("--out", help="Write each plan into this folder.")
    ] = None,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Play planning rules written in Python against the naive plan, the reference and each other.

    Without rules the shipped examples play. A rule runs in a process of its own and gets only what the
    software knows. Its time, its memory, a crash, an illegal plan and peeking are contained; code that
    means harm is not: only play rules that you trust.
    """
    speech = tongue(lang)
    if example is not None:
        _write_new(example, _examples()[STARTER])
        out({"example": str(example)}, as_json, speech.t("league.example", file=str(example)))
        return
    if not scenario:
        raise Unreadable("league.no_scenario")
    limits = _limits(seconds, memory)
    loaded = load_scenario(scenario, own_scenarios())
    if world is not None:
        _write_world(loaded, world)
        out({"world": str(world)}, as_json, speech.t("league.world", file=str(world)))
        return
    entries = league(loaded, _rules(rules or []), limits, _tell if sys.stderr.isatty() else None)
    if out_folder is not None:
        _write_plans(loaded, entries, out_folder)
    answer = _answer(loaded, limits, entries, speech)
    out(answer, as_json, _text(answer, speech))
    played = [e for e in entries if e.mode or e.judged is None]
    if played and all(e.judged is None for e in played):
        raise Told(1)


def _limits(seconds: float, memory: int) -> Limits:
    if not 0 < seconds <= 3600:
        raise Unreadable("league.seconds", value=seconds)
    if not 64 <= memory <= 1 << 20:
        raise Unreadable("league.memory", value=memory)
    return Limits(seconds=seconds, memory_mb=memory)


def _answer(
    scenario: Scenario, limits: Limits, entries: tuple[Entry, ...], speech: Language
) -> dict[str, Any]:
    """Who played within what, and each entry by rank."""
    return {
        "scenario": scenario.id,
        "seconds": limits.seconds,
        "memory_mb": limits.memory_mb,
        "memory_limited": all(e.limited for e in entries),
        "contained": ["time", "memory", "crash", "illegal", "peeking"],
        "not_contained": ["hostile code"],
        "entries": [_entry(scenario, e, rank, speech) for rank, e in enumerate(entries, start=1)],
    }


def _tell(name: str) -> None:
    sys.stderr.write(f"{name} ...\n")


def _examples() -> dict[str, bytes]:
    """The shipped rules by name."""
    folder = files("game") / "assets" / "league"
    found = sorted((p for p in folder.iterdir() if p.name.endswith(".py")), key=lambda p: p.name)
    return {p.name.removesuffix(".py"): p.read_bytes() for p in found}


def _rules(given: Iterable[str]) -> list[RuleFile]:
    """Files, patterns (a Windows shell leaves them as they are) and examples; no name twice."""
    examples = _examples()
    found: dict[str, RuleFile] = {}
    for name in list(given) or list(examples):
        for rule in _named(name, examples):
            number = sum(known.split("#")[0] == rule.name for known in (NAIVE, REFERENCE, *found)) + 1
            unique = rule.name if number == 1 else f"{rule.name}#{number}"
            found[unique] = RuleFile(name=unique, source=rule.source)
    return list(found.values())


def _named(name: str, examples: dict[str, bytes]) -> list[RuleFile]:
    path = Path(name)
    paths = sorted(path.parent.glob(path.name)) if "*" in path.name else [path]
    if not paths or (not path.exists() and name not in examples and "*" not in name):
        raise Unreadable("league.no_rule", name=name, known=", ".join(examples))
    if name in examples and not path.is_file():
        return [RuleFile(name=name, source=examples[name])]
    return [RuleFile(name=p.stem, source=_source(p)) for p in paths]


def _source(path: Path) -> bytes:
    source = path.read_bytes()
    if len(source) > MOST_RULE:
        raise Unreadable("league.large", name=path.name, most=MOST_RULE >> 10)
    return source


def _write_new(path: Path, text: bytes) -> None:
    """Never over somebody's work."""
    if path.exists():
        raise Unreadable("league.exists", file=str(path))
    path.write_bytes(text)


def _write_world(scenario: Scenario, path: Path) -> None:
    values = world_json(scenario.id, visible_world(scenario))
    path.write_text(json.dumps(values, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _write_plans(scenario: Scenario, entries: Iterable[Entry], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for entry in entries:
        if entry.plan is not None:
            text = plan_text(scenario.id, entry.plan)
            (folder / f"{entry.name}.json").write_text(text, encoding="utf-8", newline="\n")


def _entry(scenario: Scenario, entry: Entry, rank: int, speech: Language) -> dict[str, Any]:
    kpi = entry.judged.kpi if entry.judged else None
    return {
        "rank": rank if kpi else None,
        "name": entry.name,
        "status": entry.status,
        "mode": entry.mode or None,
        "cost_cent": kpi.cost_cent if kpi else None,
        "co2e_g": kpi.co2e_g if kpi else None,
        "hard": kpi.hard if kpi else None,
        "unplanned": list(kpi.unplanned) if kpi else None,
        "seconds": round(entry.seconds, 3),
        "trouble": _trouble(entry, speech) or None,
        "printed": entry.printed,
        "plan": plan_dict(scenario.id, entry.plan) if entry.plan else None,
    }


def _trouble(entry: Entry, speech: Language) -> str:
    if entry.faults is not None:
        return "; ".join(fault_text(speech, fault) for fault in entry.faults.faults[:3])
    return speech.t(entry.trouble, **dict(entry.values)) if entry.trouble else ""


def _text(answer: dict[str, Any], speech: Language) -> str:
    names = ("rank", "rule", "cost", "co2e", "hard", "unplanned", "seconds", "status")
    rows = [tuple(speech.t(f"league.column.{name}") for name in names)]
    rows += [_row(entry, speech) for entry in answer["entries"]]
    lines = [table(rows, right=(0, 2, 3, 4, 5, 6))]
    troubles = [f"{e['name']}: {e['trouble']}" for e in answer["entries"] if e["trouble"]]
    lines += ["", *troubles] if troubles else []
    lines += ["", speech.t("league.contained")]
    if not answer["memory_limited"]:
        lines.append(speech.t("league.no_memory_limit"))
    return "\n".join(lines)


def _row(entry: dict[str, Any], speech: Language) -> tuple[str, ...]:
    status, seconds = speech.t(f"league.status.{entry['status']}"), speech.number(entry["seconds"], 2)
    if entry["rank"] is None:
        return "", entry["name"], "", "", "", "", seconds, status
    return (
        str(entry["rank"]), entry["name"], speech.euro(entry["cost_cent"]), speech.kg_co2e(entry["co2e_g"]),
        str(entry["hard"]), str(len(entry["unplanned"])), seconds, status,
    )  # fmt: skip
