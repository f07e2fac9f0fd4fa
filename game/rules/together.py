"""What only the whole plan shows: the depot's grid in the night, bays of chargers, transfers, partners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from game.domain.evaluation import Doing, Finding, TripEvaluation
from game.domain.units import whole
from game.domain.world import World
from game.rules import charging, findings
from game.rules.transfer import partner_cent, partner_g

Given = Sequence[tuple[str, str]]


class Elsewhere(NamedTuple):
    """Orders that partners drive."""

    cent: int
    per_order_g: tuple[tuple[str, int], ...]
    ttw_g: int


def elsewhere(world: World, given: Given) -> Elsewhere:
    """Price and CO2e of the orders that partners drive; activity distance is that of a truck."""
    cent = ttw = 0
    grams: list[tuple[str, int]] = []
    for order_id, partner_id in given:
        order, partner = world.orders[order_id], world.sites.partners[partner_id]
        sfd_m = world.legs.shortest_m("truck", order.pickup, order.delivery)
        cent += whole(partner_cent(partner=partner, sfd_m=sfd_m))
        wtw_g, ttw_g = partner_g(partner=partner, kg=order.load.kg, sfd_m=sfd_m)
        grams.append((order_id, whole(wtw_g)))
        ttw += whole(ttw_g)
    return Elsewhere(cent, tuple(grams), ttw)


def findings_together(world: World, trips: Sequence[TripEvaluation]) -> Iterator[Finding]:
    """Rules over several trips at once, in a fixed order."""
    if world.sites.grids:
        yield from _grids(world, trips)
    if world.sites.chargers:
        yield from _bays(world, trips)
    if any(t.most_units is not None for t in world.sites.transfers.values()):
        yield from _transfers(world, trips)


def _transfers(world: World, trips: Sequence[TripEvaluation]) -> Iterator[Finding]:
    """What a transfer can handle in a day is shared by all trucks, bringing and fetching."""
    units = dict.fromkeys(world.sites.transfers, 0)
    for stop in (s for t in trips for s in t.trip.stops if s.via):
        load = world.orders[stop.order].load
        units[stop.via] += load.pallets + load.roll_cages
    for name, transfer in world.sites.transfers.items():
        if transfer.most_units is not None:
            broken = findings.transfer_full(
                transfer=name, name=transfer.name, units=units[name], most=transfer.most_units
            )
            yield from (broken,) if broken else ()


def _grids(world: World, trips: Sequence[TripEvaluation]) -> Iterator[Finding]:
    """A truck that stays at home is not charged: its share is there for the others."""
    for place, grid in world.sites.grids.items():
        need_wh = sum(t.night_wh for t in trips if world.vehicles[t.trip.vehicle].depot == place)
        broken = findings.grid_limit(
            depot=place, name=world.places[place].name, need_wh=need_wh,
            limit_wh=charging.night_limit_wh(grid=grid),
        )  # fmt: skip
        if broken:
            yield broken


class _Plugged(NamedTuple):
    start_s: int
    end_s: int
    vehicle: str


def _bays(world: World, trips: Sequence[TripEvaluation]) -> Iterator[Finding]:
    at: dict[str, list[_Plugged]] = {}
    for t in trips:
        for a in t.activities:
            if a.doing is Doing.CHARGE:
                at.setdefault(a.place, []).append(_Plugged(a.start_s, a.end_s, t.trip.vehicle))
    for place, plugged in sorted(at.items()):
        bays = world.sites.chargers[place].bays
        plugged.sort()
        for i, late in enumerate(plugged):
            # who comes when every bay is taken waits for the first that leaves
            there = sorted(p.end_s for p in plugged[:i] if p.end_s > late.start_s)
            if len(there) >= bays:
                broken = findings.charger_busy(
                    vehicle=late.vehicle, name=world.vehicles[late.vehicle].name, place=place,
                    charger=world.places[place].name, bays=bays,
                    over_s=there[len(there) - bays] - late.start_s,
                )  # fmt: skip
                if broken:
                    yield broken
