"""A row of orders.csv."""

# ruff: noqa: RUF012 - pydantic copies the default of a field for every instance

from __future__ import annotations

from game.content.forms import (
    CellCount,
    CellEuro,
    CellIds,
    CellKg,
    CellMinutes,
    CellYes,
    Clock,
    Id,
    Name,
    Part,
)


class OrderRow(Part):
    """A row of orders.csv. Empty: ldm_cm 40 per pallet and 24 per roll cage; service times by the
    facts; no window: any time of the day; penalty 1.2 x a direct charter trip (content/defaults.py).
    """

    id: Id
    customer: Name
    pickup: Id
    delivery: Id
    kg: CellKg
    pallets: CellCount = 0
    roll_cages: CellCount = 0
    ldm_cm: CellCount | None = None
    pickup_open: Clock | None = None
    pickup_close: Clock | None = None
    pickup_open_2: Clock | None = None
    pickup_close_2: Clock | None = None
    delivery_open: Clock | None = None
    delivery_close: Clock | None = None
    delivery_open_2: Clock | None = None
    delivery_close_2: Clock | None = None
    pickup_service_min: CellMinutes | None = None
    delivery_service_min: CellMinutes | None = None
    needs: CellIds = []
    revenue_eur: CellEuro = 0
    penalty_eur: CellEuro | None = None
    return_pallets: CellCount = 0
    """Empty load carriers that come back from the delivery."""
    return_cages: CellCount = 0
    return_kg: CellCount | None = None
    return_ldm_cm: CellCount | None = None
    adr_points: CellCount = 0
    optional: CellYes = False
    """May be refused: then its revenue is missed and nobody drives it."""
