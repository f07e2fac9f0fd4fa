"""The lines of a trip's CO2e: energy times factor, transfers, and the sharing over orders (ISO 14083)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from game.domain.sites import Transfer
from game.domain.units import split_exactly, whole
from game.domain.world import Carrier, World
from game.rules import co2
from game.rules.explain.anatomy import Anatomy, Handed, ends_of
from game.rules.explain.lines import Line, fact_value, is_fact, named, which_fact

BLEND = (("diesel_b7", "explain.blend_diesel"), ("hvo100", "explain.blend_hvo"))


def co2e_lines(a: Anatomy) -> Iterator[Line]:
    """Well-to-wheel, then tank-to-wheel."""
    yield Line(key="explain.co2e", amount=a.judged.co2e_g, unit="g")
    yield from _energy_lines(a, "wtw")
    for handed in a.handed:
        yield from _transfer_lines(a.world, handed)
    yield Line(key="explain.co2e_ttw", amount=a.judged.co2e_ttw_g, unit="g")
    yield from _energy_lines(a, "ttw")
    if a.handed:
        grams = whole(sum(h.ttw_g for h in a.handed))
        yield Line(
            key="explain.transfers_ttw", values=named(count=len(a.handed)), amount=grams, unit="g", level=1
        )


def _energy_lines(a: Anatomy, end: str) -> Iterator[Line]:
    key = "explain.co2e_power" if a.electric else "explain.co2e_fuel"
    yield from _carrier_lines(a.world, key, a.vehicle.class_.carrier, a.bought, end)
    if a.own_fuel and a.vehicle.cooling:
        yield from _carrier_lines(a.world, "explain.co2e_cooling", a.vehicle.cooling.carrier, a.own_fuel, end)


def _carrier_lines(world: World, key: str, carrier: Carrier, amount: float, end: str) -> Iterator[Line]:
    """Energy times factor; a blend is split into what is in it, where the facts give the same factor."""
    factor = carrier.wtw_g_per_unit if end == "wtw" else carrier.ttw_g_per_unit
    unit = "wh" if carrier.unit == "wh" else "ml"
    fact = is_fact(world, f"co2.factor.{carrier.id}.{end}", factor)
    values = named(**{f"energy_{unit}": amount}, factor=factor)
    yield Line(key=key, values=values, amount=amount * factor, unit="g", fact=fact, level=1)
    if not fact and 0 < carrier.hvo_share < 1:
        yield from _blend_lines(world, carrier, amount, end, factor)


def _blend_lines(world: World, carrier: Carrier, amount: float, end: str, factor: float) -> Iterator[Line]:
    parts = [
        (key, share, f"co2.factor.{name}.{end}")
        for (name, key), share in zip(BLEND, (1 - carrier.hvo_share, carrier.hvo_share), strict=True)
    ]
    factors = [fact_value(world, fact) for _, _, fact in parts]
    known = [f for f in factors if f is not None]
    if len(known) < len(parts):
        return
    mixed = sum(share * f for (_, share, _), f in zip(parts, known, strict=True))
    if not math.isclose(mixed, factor, rel_tol=1e-9):
        return
    for (key, share, fact), f in zip(parts, known, strict=True):
        values = named(energy_ml=amount * share, part_share=share, factor=f)
        yield Line(key=key, values=values, amount=amount * share * f, unit="g", fact=fact, level=2)


def _transfer_lines(world: World, handed: Handed) -> Iterator[Line]:
    way, kg = handed.transfer, handed.order.load.kg
    yield Line(
        key="explain.transfer",
        values=named(order=handed.order.id, customer=handed.order.customer, name=way.name, load_kg=kg),
        amount=handed.grams, unit="g", level=1,
    )  # fmt: skip
    tonnes = kg / 1000
    if way.hub_g_per_t:
        yield Line(
            key="explain.transfer_hub", values=named(load_kg=kg, factor=way.hub_g_per_t / 1000),
            amount=tonnes * way.hub_g_per_t, unit="g", fact=_hub_fact(world, way), level=2,
        )  # fmt: skip
    if way.onward_m:
        modes = [key for key in world.sources if key.startswith("co2.mode.")]
        yield Line(
            key="explain.transfer_onward",
            values=named(load_kg=kg, distance_m=way.onward_m, factor=way.onward_g_per_tkm),
            amount=tonnes * way.onward_m / 1000 * way.onward_g_per_tkm, unit="g",
            fact=which_fact(world, modes, way.onward_g_per_tkm), level=2,
        )  # fmt: skip


def _hub_fact(world: World, way: Transfer) -> str:
    passes = fact_value(world, f"transfer.{'hub' if way.kind == 'hub' else 'terminal'}_passes") or 1.0
    kinds = ("co2.hub.ambient_transshipment", "co2.hub.temperature_controlled")
    return which_fact(world, kinds, way.hub_g_per_t, 1000 * passes)


def order_lines(a: Anatomy) -> Iterator[Line]:
    """Each order's grams: its part of the truck's by kg x shortest distance, and its own transfer's."""
    world, judged = a.world, a.judged
    ends = ends_of(world, judged)
    profile = a.vehicle.class_.profile
    sfd_m = [world.legs.shortest_m(profile, *pair) for pair in ends.values()]
    kg = [world.orders[name].load.kg for name in ends]
    weights = co2.weights(kg=kg, sfd_m=sfd_m)
    by_mass = any(k * d for k, d in zip(kg, sfd_m, strict=True))
    driven = split_exactly(judged.co2e_g - judged.transfer_g, weights)
    total = sum(weights)
    grams = dict(judged.co2e_per_order_g)
    yield Line(key="explain.allocation", amount=judged.co2e_g, unit="g")
    for i, name in enumerate(ends):
        share = weights[i] / total if total else 1 / len(weights)
        order = world.orders[name]
        yield Line(
            key="explain.order", values=named(order=name, customer=order.customer), amount=grams[name],
            unit="g", level=1,
        )  # fmt: skip
        yield Line(
            key="explain.order_share" if by_mass else "explain.order_share_distance",
            values=named(load_kg=kg[i], distance_m=sfd_m[i], part_share=share, tkm=kg[i] * sfd_m[i] / 1e6),
            amount=driven[i], unit="g", level=2,
        )  # fmt: skip
        for handed in a.handed:
            if handed.order.id == name:
                yield Line(
                    key="explain.order_transfer", values=named(name=handed.transfer.name),
                    amount=handed.grams, unit="g", level=2,
                )  # fmt: skip
    tkm = sum(k * d for k, d in zip(kg, sfd_m, strict=True)) / 1e6
    if tkm:
        driven_g = judged.co2e_g - judged.transfer_g
        yield Line(
            key="explain.intensity", values=named(co2e_g=driven_g, tkm=tkm), amount=driven_g / tkm,
            unit="g/tkm",
        )  # fmt: skip
