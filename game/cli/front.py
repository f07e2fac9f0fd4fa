"""`front`: the cost-CO2e front of a day, and what a kilogram of CO2e costs between its neighbours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from game.cli.playing import Json, Lang
from game.cli.say import Told, out, table, tongue
from game.content.front_file import front_text, point_dict
from game.content.language import Language
from game.content.load import load_scenario
from game.domain.errors import Unreadable
from game.domain.front import FrontPoint, knee
from game.record.places import own_scenarios
from game.solver.front import Progress

COLUMNS = ("number", "cost", "co2e", "price")


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("front")(front)


def front(
    scenario: str,
    seconds: Annotated[float, typer.Option(help="Time limit.")] = 60.0,
    workers: Annotated[int, typer.Option(help="Solver processes.")] = 1,
    seed: int = 1,
    out_file: Annotated[Path | None, typer.Option("--out", help="Write the front here.")] = None,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Plans of which none is beaten by another in both cost and CO2e; the referee judges each.

    Begins with the reference and the front that are stored with the scenario, if they fit its files.
    """
    from game.solver.front import scenario_front

    speech, loaded = tongue(lang), load_scenario(scenario, own_scenarios())
    if not 0 < seconds <= 86_400:
        raise Unreadable("solve.seconds", value=seconds)
    with _growing(speech, scenario, seconds) as progress:
        made, found = scenario_front(
            loaded, seconds=seconds, workers=max(1, workers), seed=seed, progress=progress
        )
    if out_file:
        out_file.write_text(front_text(loaded.id, made), encoding="utf-8", newline="\n")
    answer: dict[str, Any] = {
        "points": [point_dict(loaded.id, p) for p in made.points], "seconds": round(found.seconds, 2),
        "versions": dict(found.versions), "seed": seed, "workers": max(1, workers),
    }  # fmt: skip
    out(answer, as_json, "\n".join(front_lines(made.points, speech)))
    if made.points[0].hard:
        raise Told(1)


@contextmanager
def _growing(speech: Language, scenario: str, seconds: float) -> Iterator[Progress | None]:
    """A line on standard error with how many plans the front has; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    text = speech.t("cli.front.looking", scenario=scenario, seconds=f"{seconds:g}")
    with Console(stderr=True).status(text) as status:

        def progress(spent_s: float, points: tuple[FrontPoint, ...]) -> None:
            status.update(f"{text} {speech.t('cli.front.so_far', count=len(points), seconds=round(spent_s))}")

        yield progress


def front_lines(points: tuple[FrontPoint, ...], speech: Language) -> list[str]:
    """The table with its heading; the knee is marked where there is one. Then how to read it."""
    bend = knee(points)
    rows: list[tuple[str, ...]] = [(*(speech.t(f"cli.front.{name}") for name in COLUMNS), "")]
    for number, point in enumerate(points):
        before = points[number - 1] if number else None
        mark = speech.t("cli.front.knee") if point is bend else ""
        rows.append((str(number + 1), speech.euro(point.cost_cent), speech.kg_co2e(point.co2e_g, 1),
                     _price(before, point, speech), mark))  # fmt: skip
    lines = [*table(rows, right=(0, 1, 2, 3)).split("\n"), "", speech.t("cli.front.reading")]
    if points[0].hard:
        lines.append(speech.t("cli.front.hard", count=points[0].hard))
    return lines


def _price(before: FrontPoint | None, point: FrontPoint, speech: Language) -> str:
    """Euro for each kilogram less than the neighbour before it."""
    if before is None:
        return ""
    cent_per_kg = 1000 * (point.cost_cent - before.cost_cent) / (before.co2e_g - point.co2e_g)
    return speech.euro(round(cent_per_kg))
