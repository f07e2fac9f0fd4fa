"""`scenarios`, `autoplay`, `replay`: what can be played, a persona's day, a log verified."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from game.cli.helping import planner, progress
from game.cli.say import Told, error_text, fault_text, out, table, tongue
from game.content.catalogue import check as check_scenario
from game.content.catalogue import list_scenarios
from game.content.load import load_scenario
from game.domain.errors import Unreadable
from game.domain.measurement import part_with
from game.record.places import own_scenarios

Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Lang = Annotated[str, typer.Option("--lang", help="nl or en.")]

PERSONA = "naive, follower, sceptic, careful, expert or random; of weeks not sceptic and random, but all."
SEED = "Without one 1; in a measurement that of the day that everybody gets."
MODES = "train or assess; in assess a part of a measurement is planned by hand, handed in, then with help."


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("scenarios")(scenarios)
    app.command("autoplay")(autoplay)
    app.command("replay")(replay)


def scenarios(as_json: Json = False, lang: Lang = "") -> None:
    """List what can be played, broken files too, with what is wrong in them."""
    speech = tongue(lang)
    rows: list[tuple[str, ...]] = []
    found: list[dict[str, Any]] = []
    for listing in list_scenarios(own_scenarios(), measurements=True):
        problems = [fault_text(speech, fault) for fault in check_scenario(listing.path)]
        title = listing.title.get(speech.code) or listing.id
        found.append({
            "id": listing.id, "title": title,
            "size": {"vehicles": listing.vehicles, "orders": listing.orders}, "level": listing.level,
            "competencies": list(listing.competencies), "problems": problems,
        })  # fmt: skip
        size = speech.t("cli.size", vehicles=listing.vehicles, orders=listing.orders)
        rows.append((listing.id, title, size, " ".join(listing.competencies)))
        rows += [("", "! " + p, "", "") for p in problems]
    out({"scenarios": found}, as_json, table(rows))


def autoplay(
    scenario: str,
    out_folder: Annotated[Path, typer.Option("--out", help="Folder for the files.")],
    persona: Annotated[str, typer.Option(help=PERSONA)] = "careful",
    seed: Annotated[int | None, typer.Option(help=SEED)] = None,
    ledger: Annotated[bool, typer.Option(help="Weigh every decision: some seconds.")] = True,
    mode: Annotated[str, typer.Option(help=MODES)] = "train",
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """A persona plays a whole scenario; writes log.jsonl, debrief.json, profile.json, report.html."""
    from game.autoplay import play_to_folder
    from game.cli.learning import write_files
    from game.personas import PERSONAS

    speech = tongue(lang)
    found = load_scenario(scenario, own_scenarios())
    if found.week is not None:
        from game.cli.weeks import autoplay_weeks

        with progress(speech.t("cli.playing", scenario=scenario, persona=persona)):
            whole = 1 if seed is None else seed
            weeks = autoplay_weeks(found, persona, seed=whole, folder=out_folder, speech=speech)
        out(weeks, as_json, kpi_table(speech, {"naive": weeks["naive_kpi"], "day": weeks["kpi"]}))
        return
    if mode not in ("train", "assess"):
        raise Unreadable("mode.unknown", mode=mode, known="train, assess")
    if persona not in PERSONAS:
        raise Unreadable("persona.unknown", persona=persona, known=", ".join(PERSONAS))
    part = part_with(found.id) if mode == "assess" else None
    seed = seed if seed is not None else part.seed if part else 1
    with progress(speech.t("cli.playing", scenario=scenario, persona=persona)):
        session, kpis = play_to_folder(
            found, persona, seed=seed, planner=planner(),
            folder=out_folder, ledger=ledger, mode=mode,
        )  # fmt: skip
        files = write_files(session, out_folder, speech)
    answer = {
        "kpi": session.events[-1].data["kpi"], "naive_kpi": kpis["naive"],
        "reference_kpi": kpis.get("reference"), "files": files,
    }  # fmt: skip
    out(
        answer, as_json, kpi_table(speech, {"naive": kpis["naive"], "plan": kpis["plan"], "day": kpis["day"]})
    )


def kpi_table(speech: Any, columns: dict[str, dict[str, Any]]) -> str:
    """The main figures side by side."""
    rows: list[tuple[str, ...]] = [("", *(speech.t(f"cli.column.{name}") for name in columns))]
    shown = (
        ("cost_cent", speech.euro), ("co2e_g", speech.kg_co2e), ("on_time_share", speech.percent),
        ("load_factor", speech.percent), ("distance_m", speech.km), ("empty_m", speech.km),
        ("drive_s", speech.hours), ("duty_s", speech.hours), ("late_s", speech.minutes),
    )  # fmt: skip
    for key, shape in shown:
        rows.append((speech.t(f"kpi.{key}"), *(shape(k[key]) for k in columns.values())))
    rows.append((speech.t("kpi.unplanned"), *(str(len(k["unplanned"])) for k in columns.values())))
    return table(rows, right=tuple(range(1, len(columns) + 1)))


def replay(log: Path, as_json: Json = False, lang: Lang = "") -> None:
    """Verify the chain of a log and replay it; a damaged log exits 1."""
    from game.replay import verify

    speech = tongue(lang)
    try:
        verdict = verify(log)
    except Unreadable as why:
        out({"verified": False, "error": why.key}, as_json, error_text(speech, why))
        raise Told(2) from None
    word = {True: "yes", False: "no", None: "older"}[verdict.verified]
    text = speech.t(f"cli.verified.{word}", events=verdict.events, where=verdict.first_difference)
    answer = {
        "verified": verdict.verified, "events": verdict.events,
        "first_difference": verdict.first_difference or None, "kpi": verdict.kpi,
        "closed": verdict.end.closed, "head": verdict.end.head, "torn_bytes": verdict.torn_bytes,
        "signed": [{"by": s.by, "head": s.head} for s in verdict.end.signed],
    }  # fmt: skip
    out(answer, as_json, text)
    if verdict.verified is False:
        raise Told(1)
