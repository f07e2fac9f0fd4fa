"""What can be played: menu cards from ids, titles and sizes alone; full checking comes later.

Importing this loads neither pydantic nor the road graph, so that the menu is on screen at once.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from game.content.limits import (
    MAX_ORDERS,
    ORDERS,
    REFERENCE,
    SCENARIO,
    TEXTS,
    WEEK,
    Faults,
    missing_files,
    read_files,
    shorten,
)
from game.domain.errors import ContentFault, Fault

SHIPPED = Path(__file__).resolve().parent.parent / "scenarios"
FIRST = (
    "eerste-rit",
    "vers-noord",
    "stukgoed",
    "binnenstad-groningen",
    "elektrisch-drenthe",
    "container-rotterdam",
    "spits-a28",
    "ijzel",
    "samen-rijden",
    "weekplan",
)
"""The order in which the shipped ones are best played."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A card of the menu. `checked` is False until the whole scenario was read."""

    id: str
    path: Path
    title: dict[str, str]
    vehicles: int = 0
    orders: int = 0
    level: int = 0
    minutes: int = 0
    competencies: tuple[str, ...] = ()
    has_reference: bool = False
    weeks: bool = False
    """Played as weeks (week.toml)."""
    measures: bool = False
    """Part of a measurement: not for practice, a look would spoil it."""
    faults: tuple[Fault, ...] = ()
    checked: bool = False


def list_scenarios(
    folders: Iterable[Path] = (), *, shipped: Path = SHIPPED, measurements: bool = False
) -> tuple[Listing, ...]:
    """Quick listings of the shipped scenarios and those in `folders`; never raises.

    A folder or zip that cannot be read is listed with its faults; an id that was already
    found is left out, so a person's own copy cannot hide a shipped one.
    Parts of a measurement are listed where they are asked for.
    """
    found = [quick_listing(path) for path in _candidates((shipped, *folders))]
    found = [listing for listing in found if measurements or not listing.measures]
    unique: dict[str, Listing] = {}
    for listing in found:
        unique.setdefault(listing.id, listing)
    rank = {name: i for i, name in enumerate(FIRST)}
    return tuple(sorted(unique.values(), key=lambda x: (rank.get(x.id, len(FIRST)), x.level, x.id)))


def _candidates(folders: Iterable[Path]) -> Iterable[Path]:
    for folder in folders:
        try:
            entries = sorted(folder.iterdir())
        except (OSError, ValueError):
            continue
        for entry in entries:
            if entry.suffix == ".zip" or (entry.is_dir() and not entry.name.startswith((".", "_"))):
                yield entry


def quick_listing(path: Path) -> Listing:
    """A card from tomllib and a count of lines; faults only where the card itself cannot be made."""
    try:
        files = read_files(path)
    except ContentFault as error:
        return Listing(id=path.stem, path=path, title={}, faults=error.faults)
    faults = Faults()
    missing_files(files, faults)
    tree = _tolerant(files.get(SCENARIO, b""))
    title = {lang: str(_tolerant(files.get(name, b"")).get("title", "")) for lang, name in TEXTS.items()}
    fleet, hidden = tree.get("vehicle"), tree.get("optional_orders")
    later = len(hidden) if isinstance(hidden, list) else 0
    return Listing(
        id=_text(tree.get("id"), path.stem),
        path=path,
        title={lang: shorten(words) for lang, words in title.items() if words},
        vehicles=len(fleet) if isinstance(fleet, list) else 0,
        orders=max(0, _count_orders(files.get(ORDERS, b"")) - later),
        level=_whole(tree.get("level")),
        minutes=_whole(tree.get("minutes")),
        competencies=_words(tree.get("competencies")),
        has_reference=REFERENCE in files,
        weeks=WEEK in files,
        measures=tree.get("kind") == "measurement",
        faults=tuple(faults.found),
    )


def checked(listing: Listing) -> Listing:
    """The listing after reading the whole scenario; loads pydantic and the road graph."""
    from game.content.load import check

    return replace(listing, faults=check(listing.path), checked=True)


def check(path: Path) -> tuple[Fault, ...]:
    """Every fault of a scenario; empty when it can be played."""
    from game.content.load import check as full_check

    return full_check(path)


def _tolerant(data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return {}


def _count_orders(data: bytes) -> int:
    try:
        rows = csv.reader(data.decode("utf-8-sig", "replace").splitlines())
        filled = sum(1 for row in rows if any(cell.strip() for cell in row))
    except csv.Error:
        return 0
    return max(0, min(filled - 1, MAX_ORDERS))


def _text(value: object, other: str) -> str:
    return shorten(value, 40) if isinstance(value, str) and value else other


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1000 else 0


def _words(value: object) -> tuple[str, ...]:
    return tuple(shorten(v, 10) for v in value[:8]) if isinstance(value, list) else ()
