"""Orders as planned and as driven, and what made them late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from game.assess.story import Story
from game.content.language import Language
from game.report.tables import table


def incident_text(story: Story, incident: Mapping[str, Any], speech: Language) -> str:
    """One sentence about an incident."""
    world, subject = story.scenario.system, str(incident["subject"])
    named: tuple[Mapping[str, Any], ...] = (world.vehicles, world.drivers, world.places)
    if subject in world.orders:
        subject = world.orders[subject].customer
    else:
        subject = next((table[subject].name for table in named if subject in table), subject)
    until = incident["kind"] in ("closed", "charger_fault") and not incident["delay_s"]
    form = ".until" if until else ".all" if subject == "*" else ""
    return speech.t(
        f"incident.{incident['kind']}{form}", subject=subject,
        minutes=round(incident["delay_s"] / 60), until=speech.clock(incident["to_s"]),
    )  # fmt: skip


def orders_table(story: Story, data: Mapping[str, Any], speech: Language) -> str:
    """Every order: who served it when in plan, day and reference, and what made it late."""
    sides = [s for s in ("plan", "day", "reference") if data["columns"].get(s) is not None]
    known = {i["id"]: i for i in data["incidents"]}
    rows = [
        [
            f"{row['order']} · {row['customer']}", row["place"],
            *("–" if side in row["absent"] else _served(story, row, side, speech) for side in sides),
            " ".join(_cause(story, known, name, speech) for name in row["why"]),
        ]
        for row in data["orders"]
    ]  # fmt: skip
    head = [speech.t(f"report.order.{k}") for k in ("order", "place")]
    head += [speech.t(f"report.column.{side}") for side in sides] + [speech.t("report.order.why")]
    own = [2 + i for i, side in enumerate(sides) if side in ("plan", "day")]
    return table(head, rows, own=own)


def _cause(story: Story, incidents: Mapping[str, Any], name: str, speech: Language) -> str:
    if name in incidents:
        return incident_text(story, incidents[name], speech)
    world = story.scenario.system
    kind, _, about = name.partition("/")
    if kind == "dock":
        return speech.t("report.why.dock", place=world.places[about].name)
    return speech.t(f"report.why.{kind}", customer=world.orders[about].customer if about else "")


def _served(story: Story, row: Mapping[str, Any], side: str, speech: Language) -> str:
    found, sites = row[side], story.scenario.system.sites
    if found is None:
        partner = row["partner"].get(side, "")
        return (
            speech.t("report.order.partner", name=partner) if partner else speech.t("report.order.bought_in")
        )
    name = speech.fleet(story.scenario.system.vehicles[found["vehicle"]].name)
    via = f", {speech.t('orders.by', name=sites.transfers[found['via']].name)}" if found["via"] else ""
    late = f", {speech.t('report.order.late', minutes=-(-found['late_s'] // 60))}" if found["late_s"] else ""
    return f"{speech.clock(found['begin_s'])} {name}{via}{late}"
