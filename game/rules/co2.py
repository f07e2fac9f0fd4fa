"""CO2e by ISO 14083: energy x factor, shared over the orders by mass x distance (FACTS 1.1)."""

from __future__ import annotations

from collections.abc import Sequence

from game.domain.units import split_exactly
from game.domain.world import Carrier


def wtw_g(*, energy: float, carrier: Carrier) -> float:
    """Grams well-to-wheel of millilitres, or watt-hours from the grid."""
    return energy * carrier.wtw_g_per_unit


def ttw_g(*, energy: float, carrier: Carrier) -> float:
    """Grams tank-to-wheel of millilitres, or watt-hours from the grid."""
    return energy * carrier.ttw_g_per_unit


def weights(*, kg: Sequence[int], sfd_m: Sequence[int]) -> tuple[float, ...]:
    """What each order weighs in the sharing: kg x shortest feasible distance.

    Without any such activity by distance; without distance equal (FACTS 1.1.4: the driven way
    and the sequence of stops play no part).
    """
    activity = tuple(float(k * d) for k, d in zip(kg, sfd_m, strict=True))
    if any(activity):
        return activity
    return tuple(float(d) for d in sfd_m)


def per_order_g(*, total_g: int, kg: Sequence[int], sfd_m: Sequence[int]) -> tuple[int, ...]:
    """Whole grams per order that add up exactly to the trip's."""
    return split_exactly(total_g, weights(kg=kg, sfd_m=sfd_m))


def activity_m(*, driven_m: float, adjustment: float) -> float:
    """Activity distance where only the driven one is known (ISO 14083; road 1.05, FACTS 1.1.3)."""
    return driven_m / adjustment
