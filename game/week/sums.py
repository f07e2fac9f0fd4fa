"""The KPIs of days together, with CONTRACT's keys; and a driven day as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from game.domain.week import DayResult

ADDED = (
    "cost_cent", "revenue_cent", "margin_cent", "co2e_g", "co2e_ttw_g", "distance_m", "empty_m", "drive_s",
    "duty_s", "wait_s", "overtime_s", "late_s", "vehicles_used", "trips",
)  # fmt: skip
SPLIT = ("cost_parts_cent", "energy")


def week_kpi(days: Sequence[DayResult], planning_s: int = 0) -> dict[str, Any]:
    """Sums; shares are weighted by orders and metres; ids of orders get the day's number before them."""
    kpis: list[dict[str, Any]] = [dict(d.kpi) for d in days]
    found: dict[str, Any] = {key: sum(k[key] for k in kpis) for key in ADDED}
    for key in SPLIT:
        names = sorted({name for k in kpis for name in k[key]})
        found[key] = {name: sum(k[key].get(name, 0) for k in kpis) for name in names}
    numbered = list(zip([d.number for d in days], kpis, strict=True))
    found["co2e_per_order_g"] = {
        f"{n}/{order}": grams for n, k in numbered for order, grams in k["co2e_per_order_g"].items()
    }
    found["unplanned"] = [f"{n}/{order}" for n, k in numbered for order in k["unplanned"]]
    found["findings"] = [{**f, "subject": f"{n}/{f['subject']}"} for n, k in numbered for f in k["findings"]]
    orders, metres = sum(d.orders for d in days), found["distance_m"]
    found["on_time_share"] = sum(d.on_time for d in days) / orders if orders else 1.0
    loaded = sum(k["load_factor"] * k["distance_m"] for k in kpis)
    found["load_factor"] = loaded / metres if metres else 0.0
    found["planning_s"] = planning_s
    return found


def day_data(result: DayResult) -> dict[str, Any]:
    """A driven day for the log: figures, what each customer and driver had, and its KPIs."""
    plain = ("number", "cost_cent", "agreed_cent", "goodwill_cent", "bought_cent", "planned_cent", "co2e_g",
             "orders", "on_time")  # fmt: skip
    return {
        **{name: getattr(result, name) for name in plain},
        "trips": [
            [t.trip, t.vehicle, t.driver, t.start_s, t.end_s, t.drive_s, t.work_s, t.distance_m, t.cost_cent,
             t.late, list(t.breaches)] for t in result.trips
        ],
        "served": [
            [s.order, s.trip, s.how, s.late_s, s.wait_s, s.service_s, s.detour_m, s.trust]
            for s in result.served
        ],
        "incidents": [list(i) for i in result.incidents], "kpi": dict(result.kpi),
    }  # fmt: skip
