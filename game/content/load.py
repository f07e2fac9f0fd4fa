"""Files -> `Scenario`. Nothing that comes from outside is trusted: the only exception is ContentFault."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from game.content.facts import FACTS_FILE, FactError
from game.content.fleet import COOLING
from game.content.front_file import read_front
from game.content.limits import HASHED, ORDERS, SCENARIO, Faults, decode, missing_files, read_files
from game.content.located import validated
from game.content.orders import parse_orders
from game.content.plan_file import read_reference
from game.content.planning_hash import planning_hash
from game.content.shape import ScenarioShape
from game.content.shape_orders import OrderRow
from game.content.story import Story
from game.content.text import check_texts, parse_texts
from game.content.tomlfile import Lines, Loc, loc_text, parse_toml
from game.content.week import read_week
from game.content.world import WorldBuilder, truth_world
from game.domain.errors import ContentFault, Fault
from game.domain.scenario import Scenario

__all__ = [
    "SHIPPED",
    "bundle",
    "check",
    "content_hash",
    "find_scenario",
    "load_from_files",
    "load_scenario",
    "read_shape",
    "truth_world",
]

SHIPPED = Path(__file__).resolve().parent.parent / "scenarios"


def find_scenario(where: str | Path, folders: Iterable[Path] = ()) -> Path:
    """The folder or zip of a path, or of an id in `folders` and the shipped ones. Raises ContentFault."""
    asked = Path(where)
    is_id = asked.name == str(where)
    inside = [folder / name for folder in (*folders, SHIPPED) for name in (asked.name, f"{asked.name}.zip")]
    candidates: list[Path] = [asked, *inside] if is_id and asked.name else [asked]
    for place in candidates:
        try:
            if place.exists():
                return place
        except (OSError, ValueError):  # a name no file system takes
            break
    faults = Faults()
    faults.add(str(where), "fault.no_scenario", value=str(where))
    raise ContentFault(faults=tuple(faults.found), source=str(where))


def load_scenario(where: str | Path, folders: Iterable[Path] = ()) -> Scenario:
    """The scenario of an id or path. Raises ContentFault with every fault that was found."""
    path = find_scenario(where, folders)
    return load_from_files(read_files(path), source=str(path))


def load_from_files(files: Mapping[str, bytes], source: str = "") -> Scenario:
    """A scenario from its files' bytes, as a log keeps them. Raises ContentFault."""
    faults = Faults()
    missing_files(files, faults)
    shape, lines = _read_shape(files, faults)
    rows = _read_orders(files, faults)
    texts = parse_texts(files, faults)
    if shape is None:
        faults.stop_if_any(source)
        raise ContentFault(faults=(), source=source)
    check_texts(shape, texts, faults)
    _check_world_kind(shape, rows, faults)
    builder = _builder(shape, rows, lines, faults, source)
    world = builder.build()
    known = {row.id for _, row in rows} if ORDERS in files else set()
    story = Story(shape, known, builder.figures, lines, faults)
    parts = story.optional_orders(), story.truth(), story.moments(), story.messages(), story.disruptions()
    sources = story.sources()
    week = read_week(files, world, texts, faults)
    faults.stop_if_any(source)
    if world is None:
        raise ContentFault(faults=(), source=source)
    optional, truth, moments, messages, disruptions = parts
    digest = content_hash(files)
    return Scenario(
        id=shape.id,
        version=shape.version,
        content_hash=digest,
        day=shape.date,
        level=shape.level,
        minutes=shape.minutes,
        competencies=tuple(shape.competencies),
        system=world,
        truth=truth,
        optional_orders=optional,
        moments=moments,
        messages=messages,
        disruptions=disruptions,
        sources=sources,
        week=week,
        reflection=tuple(shape.reflection),
        texts=texts,
        files=dict(files),
        measures=shape.kind == "measurement",
        planning_hash=(planned := planning_hash(files)),
        reference=read_reference(files, world, planned),
        front=read_front(files, world, planned),
    )


def _builder(
    shape: ScenarioShape, rows: list[tuple[int, OrderRow]], lines: Lines, faults: Faults, source: str
) -> WorldBuilder:
    """A facts file that is wrong is said with its own path and line."""
    try:
        return WorldBuilder(shape, rows, lines, faults)
    except FactError as error:
        text = FACTS_FILE.read_text(encoding="utf-8") if FACTS_FILE.exists() else ""
        line = Lines(text).of(tuple(error.path.split("."))) if error.path else 0
        faults.add(FACTS_FILE.name, "fault.facts", error.path, line, value=error)
        faults.stop_if_any(source)
        raise


def bundle(scenario: Scenario) -> dict[str, bytes]:
    """The files of a scenario by name: `load_from_files` gives an equal scenario back."""
    return dict(scenario.files)


def content_hash(files: Mapping[str, bytes]) -> str:
    """sha256 over sorted names and bytes; reference and front are made for a hash and not part of it."""
    total = hashlib.sha256()
    for name in sorted(set(files) & set(HASHED)):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()


def check(path: Path) -> tuple[Fault, ...]:
    """Every fault of a scenario; empty when it can be played."""
    try:
        load_from_files(read_files(path), source=str(path))
    except ContentFault as error:
        return error.faults
    return ()


def read_shape(files: Mapping[str, bytes]) -> ScenarioShape | None:
    """The form of scenario.toml without the rest; None when it has a fault."""
    return _read_shape(files, Faults())[0]


def _read_shape(files: Mapping[str, bytes], faults: Faults) -> tuple[ScenarioShape | None, Lines]:
    text = decode(files[SCENARIO], SCENARIO, faults) if SCENARIO in files else None
    tree = None if text is None else parse_toml(text, SCENARIO, faults)
    lines = Lines(text or "")
    if tree is None:
        return None, lines
    shape = validated(
        ScenarioShape, tree, file=SCENARIO, faults=faults, line=lambda loc: lines.of(_as_written(loc))
    )
    return shape, lines


def _as_written(loc: Loc) -> Loc:
    return tuple(part.rstrip("_") if isinstance(part, str) else part for part in loc)


def _read_orders(files: Mapping[str, bytes], faults: Faults) -> list[tuple[int, OrderRow]]:
    text = decode(files[ORDERS], ORDERS, faults) if ORDERS in files else None
    return [] if text is None else parse_orders(text, faults)


def _check_world_kind(shape: ScenarioShape, rows: list[tuple[int, OrderRow]], faults: Faults) -> None:
    """A needed skill that no vehicle has can never be met: more likely a typing error."""
    skills = {skill for v in shape.vehicle for skill in v.skills}
    skills |= {COOLING for v in shape.vehicle if v.cooling != "none"}
    for line, row in rows:
        for need in row.needs:
            if need not in skills:
                faults.add(ORDERS, "fault.unknown_skill", loc_text(("needs",)), line, name=need)
