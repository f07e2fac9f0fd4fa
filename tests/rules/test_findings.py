"""Each rule: just legal, just illegal, by how much."""

from collections.abc import Callable
from inspect import isfunction
from typing import Any

import pytest

from game.domain.evaluation import Finding, Severity
from game.rules import findings

V = {"vehicle": "V1", "name": "Wagen"}
D = {"driver": "d1", "vehicle": "V1", "name": "Sanne"}
O = {"order": "O1", "vehicle": "V1", "customer": "Winkel"}  # noqa: E741

CASES: list[tuple[Callable[..., Finding | None], dict[str, Any], dict[str, Any], int]] = [
    (findings.late, {**O, "begin_s": 36_000, "close_s": 36_000}, {"begin_s": 36_030}, 30),
    (findings.tight, {**O, "arrive_s": 0, "close_s": 300}, {"arrive_s": 1}, 299),
    (findings.capacity_kg, {**V, "kg": 9500, "room_kg": 9500}, {"kg": 9501}, 1),
    (findings.capacity_ldm, {**V, "ldm_cm": 730, "room_cm": 730}, {"ldm_cm": 745}, 15),
    (findings.capacity_units, {**V, "over": 0, "room": 18}, {"over": 2}, 2),
    (findings.driver_early, {**D, "start_s": 18_000, "from_s": 18_000}, {"start_s": 17_999}, 1),
    (findings.driver_late, {**D, "end_s": 68_400, "to_s": 68_400}, {"end_s": 68_401}, 1),
    (findings.battery_empty, {**V, "used_wh": 297_500, "usable_wh": 297_500}, {"used_wh": 298_500}, 1000),
    (findings.battery_reserve, {**V, "left_wh": 52_500, "reserve_wh": 52_500}, {"left_wh": 52_400}, 100),
    (findings.precedence, {**O, "collect_at": 1, "deliver_at": 2}, {"deliver_at": 0}, 1),
    (findings.needs_missing, {**O, "name": "W", "needs": ("koel",), "skills": ("koel",)}, {"skills": ()}, 1),
    (findings.late_onward, {**O, "name": "Hub", "arrives_s": 43_200, "close_s": 43_200},
     {"arrives_s": 43_201}, 1),
    (findings.grid_limit, {"depot": "D", "name": "Loods", "need_wh": 607_000, "limit_wh": 607_000.0},
     {"need_wh": 607_001}, 1),
    (findings.charger_busy, {**V, "place": "P", "charger": "Plein", "over_s": 0, "bays": 1},
     {"over_s": 1}, 1),
    (findings.transfer_full, {"transfer": "hub", "name": "Hub", "units": 40, "most": 40}, {"units": 41}, 1),
]  # fmt: skip
SOFT = {"tight", "driver_early", "driver_late", "battery_reserve", "unplanned"}


@pytest.mark.parametrize(
    ("rule", "legal", "change", "amount"), CASES, ids=lambda c: getattr(c, "__name__", "")
)
def test_just_legal_just_illegal_by_how_much(
    rule: Callable[..., Finding | None], legal: dict[str, Any], change: dict[str, Any], amount: int
) -> None:
    """The border belongs to the legal side and the amount is the exact excess."""
    assert rule(**legal) is None
    found = rule(**{**legal, **change})
    assert found is not None
    assert found.rule == rule.__name__
    assert found.amount == amount
    assert (found.severity is Severity.SOFT) == (found.rule in SOFT)


def test_every_rule_has_its_case() -> None:
    """A rule that is added here is tested on both sides of its border (an order left out has no border)."""
    rules = {name for name, rule in vars(findings).items()
             if isfunction(rule) and rule.__module__ == findings.__name__ and name[0] != "_"}  # fmt: skip
    assert rules - {"unplanned"} == {rule.__name__ for rule, *_ in CASES}


def test_minutes_are_rounded_up() -> None:
    """Thirty seconds late is told as 1 minute, and the amount keeps the seconds."""
    found = findings.late(**O, begin_s=36_030, close_s=36_000)
    assert found is not None
    assert dict(found.values)["minutes"] == 1
    assert dict(found.values)["close"] == "10:00"


def test_late_is_not_tight_and_tight_is_not_late() -> None:
    """At the closing second it is tight with nothing left; one second later it is no longer tight."""
    at_close = findings.tight(**O, arrive_s=300, close_s=300)
    assert at_close is not None
    assert at_close.amount == 0
    assert findings.tight(**O, arrive_s=301, close_s=300) is None


def test_an_empty_battery_is_not_also_a_reserve_finding() -> None:
    """One trouble gives one finding."""
    assert findings.battery_reserve(**V, left_wh=-1, reserve_wh=52_500) is None


def test_unplanned_names_its_price() -> None:
    """The amount is the penalty in cent, and belongs to no vehicle."""
    found = findings.unplanned(order="O1", customer="Winkel", penalty_cent=12_345)
    assert (found.amount, found.unit, found.vehicle, found.severity) == (12_345, "cent", "", Severity.SOFT)


def test_missing_needs_are_sorted() -> None:
    """Set order never shows in a sentence."""
    found = findings.needs_missing(**O, name="Wagen", needs={"laadklep", "adr", "koel"}, skills={"koel"})
    assert found is not None
    assert dict(found.values)["needs"] == "adr, laadklep"
