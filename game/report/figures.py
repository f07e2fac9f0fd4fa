"""One KPI as text with its unit, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from game.content.language import Language

Show = Callable[[Any, Language], str]


def _empty(kpi: Mapping[str, Any], speech: Language) -> str:
    share = kpi["empty_m"] / kpi["distance_m"] if kpi["distance_m"] else 0.0
    return f"{speech.km(kpi['empty_m'])} ({speech.percent(share)})"


def _on_time(kpi: Mapping[str, Any], speech: Language) -> str:
    return f"{kpi['on_time']}/{kpi['orders']} ({speech.percent(kpi['on_time_share'])})"


def _energy(kpi: Mapping[str, Any], speech: Language) -> str:
    names = (("diesel_ml", "l diesel"), ("hvo_ml", "l HVO"), ("wh", "kWh"))
    used = [f"{speech.number(kpi['energy'][k] / 1000)} {unit}" for k, unit in names if kpi["energy"].get(k)]
    return " + ".join(used) or "–"


_SHOWN: dict[str, Show] = {
    "cost": lambda k, s: s.euro(k["cost_cent"]),
    "margin": lambda k, s: s.euro(k["margin_cent"]),
    "co2e": lambda k, s: s.kg_co2e(k["co2e_g"], 1),
    "on_time": _on_time,
    "late": lambda k, s: s.minutes(k["late_s"]),
    "distance": lambda k, s: s.km(k["distance_m"]),
    "empty": _empty,
    "load": lambda k, s: s.percent(k["load_factor"]),
    "drive": lambda k, s: s.hours(k["drive_s"]),
    "duty": lambda k, s: s.hours(k["duty_s"]),
    "wait": lambda k, s: s.hours(k["wait_s"]),
    "overtime": lambda k, s: s.hours(k["overtime_s"]),
    "energy": _energy,
    "vehicles": lambda k, s: s.number(k["vehicles_used"]),
    "unplanned": lambda k, s: s.number(len(k["unplanned"])),
    "hard": lambda k, s: s.number(k["hard"]),
}
KPI_ROWS = tuple(_SHOWN)


def shown(key: str, kpi: Mapping[str, Any], speech: Language) -> str:
    """The figure of a row for one column of the debrief."""
    return _SHOWN[key](kpi, speech)
