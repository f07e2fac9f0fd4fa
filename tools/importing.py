"""`python -m tools import FILE --format vroom|solomon|lilim|vrplib --out FOLDER`: a scenario to play.

The folder holds what was changed, guessed or left out in its NOTES.md, and always loads.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from game.cli.say import error_text, fault_text, tongue
from game.content.formats import READERS, read_instance
from game.content.formats.benchmark_in import benchmark_sketch
from game.content.formats.scenario_out import scenario_files
from game.content.formats.sketch import Sketch
from game.content.formats.vroom_check import read_vroom
from game.content.formats.vroom_in import Wishes, vroom_sketch
from game.content.formats.vroom_places import Guess
from game.domain.errors import ContentFault, GameError, Unreadable
from game.domain.instance import Convention

FORMATS = ("vroom", *READERS)


def run(arguments: Sequence[str]) -> int:
    """Write the folder; 0 done, 2 bad input."""
    chosen = _parser().parse_args(list(arguments))
    speech = tongue(chosen.lang)
    try:
        sketch = _sketch(chosen)
        files = scenario_files(sketch)
        for name, data in files.items():
            place = chosen.out / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    except ContentFault as why:
        print(*(fault_text(speech, fault) for fault in why.faults), sep="\n", file=sys.stderr)
        return 2
    except GameError as why:
        print(error_text(speech, why), file=sys.stderr)
        return 2
    except OSError as why:
        print(f"{why.filename or ''}: {why.strerror or why}", file=sys.stderr)
        return 2
    print(speech.t(
        "cli.imported", folder=chosen.out, orders=len(sketch.jobs), vehicles=len(sketch.trucks),
        remarks=len(sketch.remarks),
    ))  # fmt: skip
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools import", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--format", required=True, choices=FORMATS)
    parser.add_argument("--out", type=Path, required=True, help="folder; its name becomes the scenario's id")
    parser.add_argument("--title", default="", help="as players see it; default: the file's name")
    parser.add_argument("--orders", type=int, default=0, help="keep only so many of the first orders")
    parser.add_argument("--lang", default="", choices=("", "nl", "en"), help="of messages")
    vroom = parser.add_argument_group("vroom")
    vroom.add_argument("--speed", type=float, default=60.0, help="km/h where the file has no durations")
    vroom.add_argument("--detour", type=float, default=1.3, help="road over crow-fly, where it has none")
    vroom.add_argument("--class", dest="base", default="rigid12_diesel", help="vehicle class of the facts")
    vroom.add_argument(
        "--money", default="facts", choices=("facts", "euro", "cent"), help="what the file's costs are in"
    )
    parser.add_argument("--convention", default=None, choices=[c.value for c in Convention])
    return parser


def _sketch(chosen: argparse.Namespace) -> Sketch:
    """The file as a sketch. Raises ContentFault, Unreadable, OSError."""
    if not 0 < chosen.speed <= 200 or not 1 <= chosen.detour <= 5:
        raise Unreadable("import.guess", speed=chosen.speed, detour=chosen.detour)
    data, name = chosen.file.read_bytes(), chosen.file.name
    title = "".join(c for c in chosen.title or chosen.file.stem if c.isprintable())[:80] or "-"
    id_ = _id(chosen.out)
    if chosen.format == "vroom":
        guess = Guess(speed_kmh=chosen.speed, detour=chosen.detour)
        wishes = Wishes(guess=guess, base=chosen.base, money=chosen.money, orders=max(0, chosen.orders))
        return vroom_sketch(read_vroom(data, name), id_=id_, title=title, source=name, wishes=wishes)
    convention = None if chosen.convention is None else Convention(chosen.convention)
    instance = read_instance(data, name, chosen.format)
    return benchmark_sketch(
        instance, id_=id_, title=title, source=name, convention=convention, orders=max(0, chosen.orders)
    )


def _id(folder: Path) -> str:
    """A scenario's id of a folder's name."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", folder.resolve().name)[:40].strip("-") or "import"
