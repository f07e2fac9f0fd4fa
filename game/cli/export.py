"""`export`: our data in the forms that others read; `export vroom`: a day for another solver.

`export xapi` and `export csv` stand in `export_play`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from game.cli.export_play import csv, xapi
from game.cli.playing import Json, Lang
from game.cli.say import out, tongue
from game.content.load import load_scenario
from game.content.plan_file import plan_dict, plan_text
from game.domain.scenario import Scenario
from game.record.places import own_scenarios


def register(app: typer.Typer) -> None:
    """Add the group; every form that data leaves in is a command of it."""
    group = typer.Typer(no_args_is_help=True, help="Write our data in the forms that others read.")
    group.command("vroom")(vroom)
    group.command("xapi")(xapi)
    group.command("csv")(csv)
    app.add_typer(group, name="export")


def vroom(
    scenario: str,
    out_file: Annotated[Path | None, typer.Option("--out", help="Write here.")] = None,
    solution: Annotated[
        Path | None, typer.Option(help="VROOM's answer to the exported day: write it as a plan of ours.")
    ] = None,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """A day as a VROOM problem (JSON); with --solution VROOM's answer as a plan file for `evaluate`."""
    loaded = load_scenario(scenario, own_scenarios())
    if solution is None:
        _problem(loaded, out_file, as_json, lang)
    else:
        _plan(loaded, solution, out_file, as_json, lang)


def _problem(scenario: Scenario, out_file: Path | None, as_json: bool, lang: str) -> None:
    """The problem, and on standard error what VROOM is not told."""
    from game.content.formats.vroom_out import vroom_problem

    speech, made = tongue(lang), vroom_problem(scenario)
    text = json.dumps(made.problem, ensure_ascii=False) + "\n"
    lost = [speech.t(r.key, **dict(r.values)) for r in made.remarks]
    print(speech.t("cli.export_lost"), *(f"- {line}" for line in lost), sep="\n", file=sys.stderr)
    if out_file is None:
        sys.stdout.write(text)
        return
    out_file.write_text(text, encoding="utf-8")
    work = {"jobs": len(made.problem["jobs"]), "shipments": len(made.problem["shipments"])}
    values = {"file": str(out_file), **work, "vehicles": len(made.problem["vehicles"])}
    out({**values, "remarks": lost}, as_json, speech.t("cli.exported", **values))


def _plan(scenario: Scenario, solution: Path, out_file: Path | None, as_json: bool, lang: str) -> None:
    """The plan in VROOM's answer."""
    from game.content.formats.vroom_plan import plan_of_solution

    plan = plan_of_solution(solution.read_bytes(), scenario, file=solution.name)
    if out_file is None:
        sys.stdout.write(plan_text(scenario.id, plan))
        return
    out_file.write_text(plan_text(scenario.id, plan), encoding="utf-8")
    said = tongue(lang).t("cli.exported_plan", file=out_file, scenario=scenario.id, trips=len(plan.trips))
    out({"file": str(out_file), "plan": plan_dict(scenario.id, plan)}, as_json, said)
