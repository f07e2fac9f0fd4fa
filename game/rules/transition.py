"""The transition table of zero-emission zones: until when which vehicle may come in (FACTS 3.4)."""

from __future__ import annotations

from datetime import date

from game.domain.sites import AccessRules
from game.domain.world import Vehicle

ALWAYS = date.max
"""First day without access of a vehicle that keeps access: never."""
EURO_VI = 6
TRACTORS = frozenset({"artic", "lzv"})


def allowed_until(*, rules: AccessRules, zone_from: date, vehicle: Vehicle) -> date:
    """First day on which this kind of vehicle has no access to a zone; `ALWAYS` with a battery.

    The transition table of FACTS 3.4. Without a row in it access ends when the zone starts, so the
    answer is never before `zone_from`. HVO burns in the same engine: it changes nothing.
    """
    if vehicle.class_.drive == "battery":
        return ALWAYS
    until = None if _is_new(rules, vehicle) else _transition(rules, vehicle)
    return zone_from if until is None else max(until, zone_from)


def _is_new(rules: AccessRules, vehicle: Vehicle) -> bool:
    """Registered when only zero-emission vehicles could still get access."""
    return _since(vehicle.registered, rules.new_must_be_ze_from)


def _transition(rules: AccessRules, vehicle: Vehicle) -> date | None:
    """The row of the transition table, or None when the vehicle has none."""
    kind = vehicle.class_.kind
    if kind == "van":
        rows = [row for row in rules.van_until if row[0] <= vehicle.euro]
        return max(rows, key=lambda row: row[0])[1] if rows else None
    if vehicle.euro < EURO_VI or not _since(vehicle.registered, rules.heavy_from):
        return None
    if kind in TRACTORS:
        return rules.tractor_until
    return (
        rules.rigid_new_until if _since(vehicle.registered, rules.rigid_new_from) else rules.rigid_old_until
    )


def _since(registered: date | None, limit: date | None) -> bool:
    """Registered on or after a limit; unknown counts as before every limit."""
    return registered is not None and limit is not None and registered >= limit
