"""`solve`, `evaluate`, `advise`: the computer plans, judges and advises."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from game.cli.helping import progress
from game.cli.playing import Json, Lang, kpi_table
from game.cli.say import out, table, tongue
from game.content.language import Language
from game.content.load import load_scenario
from game.content.plan_file import plan_dict, plan_text, read_plan
from game.domain.errors import Unreadable
from game.domain.evaluation import Evaluation, Severity
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.record.places import own_scenarios
from game.rules.evaluate import evaluate, kpi_dict
from game.solver.naive import naive_plan

if TYPE_CHECKING:
    from game.solver.reference import Solved
    from game.solver.robust.sampling import Robustness

WEIGHTS = {"cost": 0.0, "balance": 0.5, "co2": 1.0}


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("solve")(solve)
    app.command("evaluate")(evaluate_command)
    app.command("advise")(advise)


def visible(scenario: Scenario) -> frozenset[str]:
    """The orders that are known when planning begins."""
    return frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)


def solve(
    scenario: str,
    seconds: Annotated[float, typer.Option(help="Time limit.")] = 10.0,
    objective: Annotated[str, typer.Option(help="cost, co2, balance or a weight 0..1.")] = "cost",
    workers: Annotated[
        int, typer.Option(help="Solver processes; 0: one, or for a benchmark file one a core.")
    ] = 0,
    form: Annotated[
        str, typer.Option("--format", help="A benchmark file instead: solomon, vrplib or lilim.")
    ] = "",
    convention: Annotated[
        str, typer.Option(help="Distances of a benchmark file: dimacs, rounded or exact.")
    ] = "",
    out_file: Annotated[Path | None, typer.Option("--out", help="Write the plan here.")] = None,
    seed: int = 1,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Compute a plan with OR-Tools and PyVRP; the referee judges it. With --format: solve a benchmark file.

    Certificate: proven (no legal plan is a cent better), model (the optimum of the simplified problem, or
    better) or best_found. `bound`: no legal plan's objective is below it; `gap` = (objective - bound) /
    objective, null without a bound; `saving`: the share of the naive plan's cost that is saved.
    """
    from game.cli.classic import check_workers, solve_file
    from game.solver.reference import solve as run_solver

    if not 0 < seconds <= 86_400:
        raise Unreadable("solve.seconds", value=seconds)
    check_workers(workers)
    if form:
        solve_file(
            Path(scenario), form, convention=convention, seconds=seconds, workers=workers, seed=seed,
            as_json=as_json, lang=lang,
        )  # fmt: skip
        return
    if convention:
        raise Unreadable("solve.option_scenario", name="--convention")
    speech, loaded, weight = tongue(lang), load_scenario(scenario, own_scenarios()), _weight(objective)
    orders = visible(loaded)
    naive = evaluate(loaded.system, naive_plan(loaded.system, orders), orders=orders)
    with progress(speech.t("cli.solving", scenario=scenario, seconds=seconds)):
        solved = run_solver(
            loaded.system, orders, seconds=seconds, weight=weight, seed=seed, workers=max(1, workers),
            pyvrp=True,
        )  # fmt: skip
    if out_file:
        out_file.write_text(plan_text(loaded.id, solved.plan), encoding="utf-8")
    answer = _answer(solved, naive, loaded, max(1, workers), speech)
    text = kpi_table(speech, {"naive": answer["naive_kpi"], "plan": answer["kpi"]})
    out(answer, as_json, text + "\n" + certificate_text(solved, naive, weight, speech))


def _answer(
    solved: Solved, naive: Evaluation, scenario: Scenario, workers: int, speech: Language
) -> dict[str, Any]:
    """CONTRACT `solve`."""
    kpi = solved.evaluation.kpi
    return {
        "feasible": kpi.hard == 0, "plan": plan_dict(scenario.id, solved.plan),
        "kpi": _kpis(solved.evaluation, speech), "naive_kpi": _kpis(naive, speech),
        "objective": round(solved.objective, 6), "bound": _rounded(solved.bound, 6),
        "gap": _rounded(solved.gap, 6), "certificate": solved.certificate,
        "saving": round(1 - kpi.cost_cent / max(1, naive.kpi.cost_cent), 4),
        "seconds": round(solved.seconds, 2), "workers": workers, "versions": dict(solved.versions),
    }  # fmt: skip


def evaluate_command(
    scenario: str,
    plan: Path,
    robust: Annotated[bool, typer.Option(help="Also on sampled days: cost and on-time share.")] = False,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Judge a plan file."""
    speech, loaded = tongue(lang), load_scenario(scenario, own_scenarios())
    judged = evaluate(loaded.system, _plan(loaded, plan), orders=visible(loaded))
    answer = {
        "feasible": judged.kpi.hard == 0, "kpi": _kpis(judged, speech),
        "trips": [_trip(t) for t in judged.trips],
        "findings": _kpis(judged, speech)["findings"],
    }  # fmt: skip
    lines = [speech.t(f"finding.{f.rule}", **dict(f.values)) for f in judged.findings]
    if robust:
        from game.solver.robust.words import robust_dict, robust_text

        found = _robust(loaded, judged)
        answer["robust"] = robust_dict(found)
        lines += ["", *robust_text(found, loaded.system, speech)]
    out(answer, as_json, "\n".join([kpi_table(speech, {"plan": _kpis(judged, speech)}), "", *lines]))


def advise(
    scenario: str,
    plan: Path,
    order: Annotated[str, typer.Option(help="Best places for this order.")] = "",
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """Ranked insertions of an order, or improvements of the plan."""
    from game.solver.advice import improve_plan, insertions, proposal_dict
    from game.solver.robust.assured import assured_proposals, sampler_of

    speech, loaded = tongue(lang), load_scenario(scenario, own_scenarios())
    given = _plan(loaded, plan)
    if order and order not in loaded.system.orders:
        raise Unreadable("advise.order", order=order)
    orders = visible(loaded)
    found = insertions(loaded.system, given, order, orders=orders) if order else improve_plan(
        loaded.system, given, orders=orders
    )  # fmt: skip
    sampler = sampler_of(loaded.system, loaded.disruptions)
    if sampler is not None:
        found = assured_proposals(sampler, given, found, orders=orders)
    best = found[0] if found and order else None
    proposals = [proposal_dict(p, rank, speech.t, best) for rank, p in enumerate(found, start=1)]
    rows = [(str(p["rank"]), str(p["text"])) for p in proposals]
    out({"proposals": proposals}, as_json, table(rows) or speech.t("cli.no_advice"))


def _robust(scenario: Scenario, judged: Evaluation) -> Robustness:
    """The plan on days with the facts' chances of trouble on this scenario's roads, docks and doors."""
    from game.solver.robust.assured import usual
    from game.solver.robust.sampling import Sampler, sample_days

    days = sample_days(scenario.system, usual(scenario.disruptions))
    return Sampler(world=scenario.system, days=days).plan(judged)


def _plan(scenario: Scenario, path: Path) -> Plan:
    """The plan of a file; raises ContentFault with what is wrong where, OSError when it cannot be read."""
    return read_plan(path.read_bytes(), scenario.system, file=path.name)


def _kpis(judged: Evaluation, speech: Language) -> dict[str, Any]:
    return kpi_dict(
        judged.kpi, judged.findings, say=lambda f: speech.t(f"finding.{f.rule}", **dict(f.values))
    )


def _trip(judged: Any) -> dict[str, Any]:
    """One judged trip for scripts: times per stop, cost, CO2e."""
    return {
        "vehicle": judged.trip.vehicle, "driver": judged.trip.driver, "start_s": judged.start_s,
        "end_s": judged.end_s, "distance_m": judged.distance_m, "drive_s": judged.drive_s,
        "cost_cent": judged.cost.total(), "co2e_g": judged.co2e_g,
        "activities": [
            {"doing": a.doing.value, "start_s": a.start_s, "end_s": a.end_s, "place": a.place}
            for a in judged.activities
        ],
        "stops": [
            {"order": s.stop.order, "action": s.stop.action.value, "route": s.stop.route,
             "arrive_s": s.arrive_s, "begin_s": s.begin_s, "end_s": s.end_s, "wait_s": s.wait_s,
             "late_s": s.late_s}
            for s in judged.stops
        ],
        "hard": sum(1 for f in judged.findings if f.severity is Severity.HARD),
    }  # fmt: skip


def _weight(objective: str) -> float:
    try:
        weight = WEIGHTS[objective] if objective in WEIGHTS else float(objective)
    except ValueError:
        weight = -1.0
    if not 0 <= weight <= 1:
        raise Unreadable("solve.objective", value=objective)
    return weight


def certificate_text(solved: Solved, naive: Evaluation, weight: float, speech: Language) -> str:
    """What is known of the plan, and how much better it could be at most."""
    known = speech.t(f"cli.certificate.{solved.certificate}")
    if solved.certificate == "proven":
        return known
    if solved.bound is None or solved.gap is None:
        return f"{known} {speech.t('cli.certificate.no_bound')}"
    gap = speech.percent(solved.gap, 1)
    if weight:
        return f"{known} {speech.t('cli.certificate.gap', gap=gap)}"
    # rounded down: a bound stays one
    bound = speech.euro(int(solved.bound * max(1, naive.kpi.cost_cent)))
    return f"{known} {speech.t('cli.certificate.bound', gap=gap, bound=bound)}"


def _rounded(share: float | None, digits: int) -> float | None:
    return None if share is None else round(share, digits)
