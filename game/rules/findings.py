"""One rule = one small function that returns a finding with an amount, or None.

Every function takes bare numbers and names, so that it can be tested alone. The sentence of
a finding is text `finding.<rule>` with its `values`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from game.domain.evaluation import Finding, Severity
from game.domain.units import MINUTE_S, clock, whole

TIGHT_S = 5 * MINUTE_S
"""Less room than this before a window closes is worth an early warning (authored)."""


Values = tuple[tuple[str, str | int], ...]


def _minutes(seconds: int) -> int:
    """Whole minutes, rounded up: 30 s too late is never "0 min" too late."""
    return -(-seconds // MINUTE_S)


def late(*, order: str, vehicle: str, customer: str, begin_s: int, close_s: int) -> Finding | None:
    """Service begins after the window has closed."""
    over_s = begin_s - close_s
    if over_s <= 0:
        return None
    values = (
        ("customer", customer),
        ("order", order),
        ("minutes", _minutes(over_s)),
        ("close", clock(close_s)),
    )
    return _hard(rule="late", subject=order, vehicle=vehicle, amount=over_s, unit="s", values=values)


def tight(*, order: str, vehicle: str, customer: str, arrive_s: int, close_s: int) -> Finding | None:
    """On time with less than five minutes to spare: any delay makes it late."""
    room_s = close_s - arrive_s
    if not 0 <= room_s < TIGHT_S:
        return None
    values = (
        ("customer", customer), ("order", order), ("minutes", room_s // MINUTE_S), ("close", clock(close_s)),
    )  # fmt: skip
    return _soft(rule="tight", subject=order, vehicle=vehicle, amount=room_s, unit="s", values=values)


def capacity_kg(*, vehicle: str, name: str, kg: int, room_kg: int) -> Finding | None:
    """More weight aboard than the payload."""
    return _capacity(
        rule="capacity_kg", vehicle=vehicle, name=name, over=kg - room_kg, room=room_kg, unit="kg"
    )


def capacity_ldm(*, vehicle: str, name: str, ldm_cm: int, room_cm: int) -> Finding | None:
    """More loading metres aboard than the floor is long."""
    return _capacity(
        rule="capacity_ldm", vehicle=vehicle, name=name, over=ldm_cm - room_cm, room=room_cm, unit="cm"
    )


def capacity_units(*, vehicle: str, name: str, over: int, room: int) -> Finding | None:
    """More pallets and roll cages aboard than the floor holds; see `load.units_over`."""
    return _capacity(rule="capacity_units", vehicle=vehicle, name=name, over=over, room=room, unit="units")


def _capacity(*, rule: str, vehicle: str, name: str, over: int, room: int, unit: str) -> Finding | None:
    if over <= 0:
        return None
    values = (("vehicle", name), ("over", over), ("room", room))
    return _hard(rule=rule, subject=vehicle, vehicle=vehicle, amount=over, unit=unit, values=values)


def late_onward(
    *, order: str, vehicle: str, customer: str, name: str, arrives_s: int, close_s: int
) -> Finding | None:
    """The hub, barge or train brings it to its address after the customer's last window."""
    over_s = arrives_s - close_s
    if over_s <= 0:
        return None
    values = (
        ("customer", customer), ("order", order), ("transfer", name), ("minutes", _minutes(over_s)),
        ("close", clock(close_s)), ("arrives", clock(arrives_s)),
    )  # fmt: skip
    return _hard(rule="late_onward", subject=order, vehicle=vehicle, amount=over_s, unit="s", values=values)


def driver_early(*, driver: str, vehicle: str, name: str, start_s: int, from_s: int) -> Finding | None:
    """Duty begins before the driver is available."""
    early_s = from_s - start_s
    if early_s <= 0:
        return None
    values = (("driver", name), ("minutes", _minutes(early_s)), ("from", clock(from_s)))
    return _soft(
        rule="driver_early", subject=driver, vehicle=vehicle, amount=early_s, unit="s", values=values
    )


def driver_late(*, driver: str, vehicle: str, name: str, end_s: int, to_s: int) -> Finding | None:
    """Duty ends after the time that was agreed."""
    over_s = end_s - to_s
    if over_s <= 0:
        return None
    values = (("driver", name), ("minutes", _minutes(over_s)), ("to", clock(to_s)))
    return _soft(rule="driver_late", subject=driver, vehicle=vehicle, amount=over_s, unit="s", values=values)


def battery_empty(*, vehicle: str, name: str, used_wh: float, usable_wh: float) -> Finding | None:
    """The trip asks more than the usable charge at departure."""
    over = whole(used_wh - usable_wh)
    if over <= 0:
        return None
    values = (("vehicle", name), ("kwh", -(-over // 1000)))
    return _hard(
        rule="battery_empty", subject=vehicle, vehicle=vehicle, amount=over, unit="wh", values=values
    )


def battery_reserve(*, vehicle: str, name: str, left_wh: float, reserve_wh: float) -> Finding | None:
    """Less is left on return than the reserve, and the battery is not empty."""
    short = whole(reserve_wh - left_wh)
    if left_wh < 0 or short <= 0:
        return None
    values = (("vehicle", name), ("kwh", -(-short // 1000)), ("reserve", whole(reserve_wh / 1000)))
    return _soft(
        rule="battery_reserve", subject=vehicle, vehicle=vehicle, amount=short, unit="wh", values=values
    )


def precedence(
    *, order: str, vehicle: str, customer: str, collect_at: int, deliver_at: int
) -> Finding | None:
    """An order is delivered before it is collected; positions count from 0 in the trip."""
    if deliver_at > collect_at:
        return None
    return _hard(
        rule="precedence",
        subject=order,
        vehicle=vehicle,
        amount=collect_at - deliver_at,
        unit="stops",
        values=(("customer", customer), ("order", order)),
    )


def needs_missing(
    *, order: str, vehicle: str, customer: str, name: str, needs: Iterable[str], skills: Iterable[str]
) -> Finding | None:
    """The vehicle or its driver lacks something that the order needs (tail lift, cooling, ADR).

    The value `needs` holds ids; `content.language` says them in the reader's words (`need.<id>`).
    """
    missing = sorted(frozenset(needs) - frozenset(skills))
    if not missing:
        return None
    values = (("customer", customer), ("order", order), ("vehicle", name), ("needs", ", ".join(missing)))
    return _hard(
        rule="needs_missing", subject=order, vehicle=vehicle, amount=len(missing), unit="needs", values=values
    )


def grid_limit(*, depot: str, name: str, need_wh: int, limit_wh: float) -> Finding | None:
    """The trucks together ask more of the depot's connection in the night than it gives."""
    over_wh = need_wh - whole(limit_wh)
    if over_wh <= 0:
        return None
    values = (
        ("depot", name), ("kwh", -(-over_wh // 1000)), ("need", -(-need_wh // 1000)),
        ("limit", whole(limit_wh / 1000)),
    )  # fmt: skip
    return _hard(rule="grid_limit", subject=depot, vehicle="", amount=over_wh, unit="wh", values=values)


def charger_busy(
    *, vehicle: str, name: str, place: str, charger: str, over_s: int, bays: int
) -> Finding | None:
    """At a charger with too few bays another of our trucks stands at the plug."""
    if over_s <= 0:
        return None
    values = (("vehicle", name), ("charger", charger), ("minutes", _minutes(over_s)), ("bays", bays))
    return _hard(rule="charger_busy", subject=place, vehicle=vehicle, amount=over_s, unit="s", values=values)


def transfer_full(*, transfer: str, name: str, units: int, most: int) -> Finding | None:
    """More pallets and roll cages go by a transfer than it handles today."""
    over = units - most
    if over <= 0:
        return None
    values = (("transfer", name), ("over", over), ("most", most))
    return _hard(rule="transfer_full", subject=transfer, vehicle="", amount=over, unit="units", values=values)


def unplanned(*, order: str, customer: str, penalty_cent: int) -> Finding:
    """An order that is in no trip is bought in."""
    values = (("customer", customer), ("order", order), ("euro", whole(penalty_cent / 100)))
    return _soft(rule="unplanned", subject=order, vehicle="", amount=penalty_cent, unit="cent", values=values)


def _hard(*, rule: str, subject: str, vehicle: str, amount: int, unit: str, values: Values) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.HARD,
        subject=subject,
        vehicle=vehicle,
        amount=amount,
        unit=unit,
        values=values,
    )


def _soft(*, rule: str, subject: str, vehicle: str, amount: int, unit: str, values: Values) -> Finding:
    return replace(
        _hard(rule=rule, subject=subject, vehicle=vehicle, amount=amount, unit=unit, values=values),
        severity=Severity.SOFT,
    )
