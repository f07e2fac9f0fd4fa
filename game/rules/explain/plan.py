"""The figures of a whole plan or day explained: by trip, by order outside our trips, by partner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.domain.evaluation import COST_PARTS, Evaluation, TripEvaluation
from game.domain.sites import Partner
from game.domain.units import whole
from game.domain.world import Carrier, Order, World
from game.rules.explain import service
from game.rules.explain.lines import Explanation, Line, named, which_fact
from game.rules.transfer import partner_cent, partner_g

Given = Sequence[tuple[str, str]]


def explain_kpi(world: World, evaluation: Evaluation, given: Given = ()) -> Explanation:
    """Every sum of the plan by what it is made of; `given` is `Plan.given`. Trips explain themselves."""
    return Explanation(
        subject="",
        energy=tuple(_energy_lines(world, evaluation)),
        co2e=tuple(_co2e_lines(world, evaluation, given)),
        orders=tuple(_order_lines(world, evaluation)),
        cost=tuple(_cost_lines(world, evaluation, given)),
        distance=tuple(_distance_lines(world, evaluation)),
        load=tuple(service.plan_load(world, evaluation)),
        on_time=tuple(service.plan_on_time(world, evaluation, given)),
        hours=tuple(service.plan_hours(world, evaluation)),
    )


def _trip_line(world: World, trip: TripEvaluation, amount: float, unit: str, level: int) -> Line:
    vehicle = world.vehicles[trip.trip.vehicle]
    values = named(vehicle=vehicle.id, name=vehicle.name)
    return Line(key="explain.of_trip", values=values, amount=amount, unit=unit, level=level)


def _energy_lines(world: World, evaluation: Evaluation) -> Iterator[Line]:
    for key, total in evaluation.kpi.energy:
        if total:
            unit = "wh" if key == "wh" else "ml"
            yield Line(key=f"explain.energy_{key}", amount=total, unit=unit)
            for trip in evaluation.trips:
                amount = _taken(world, trip, key)
                if amount:
                    yield _trip_line(world, trip, amount, unit, 1)


def _taken(world: World, trip: TripEvaluation, key: str) -> int:
    """Energy of one carrier in a trip, that of its refrigeration unit included."""
    vehicle = world.vehicles[trip.trip.vehicle]
    amount = _of_carrier(vehicle.class_.carrier, trip.energy, key)
    if trip.cooling and vehicle.cooling is not None:
        amount += _of_carrier(vehicle.cooling.carrier, trip.cooling, key)
    return amount


def _of_carrier(carrier: Carrier, amount: int, key: str) -> int:
    if carrier.unit == "wh":
        return amount if key == "wh" else 0
    hvo = whole(amount * (1.0 if carrier.id.startswith("hvo100") else carrier.hvo_share))
    return {"hvo_ml": hvo, "diesel_ml": amount - hvo}.get(key, 0)


def _co2e_lines(world: World, evaluation: Evaluation, given: Given) -> Iterator[Line]:
    kpi = evaluation.kpi
    for key, total, of_trip, charter, end in (
        ("explain.co2e", kpi.co2e_g, "co2e_g", "charter_g", 0),
        ("explain.co2e_ttw", kpi.co2e_ttw_g, "co2e_ttw_g", "charter_ttw_g", 1),
    ):
        yield Line(key=key, amount=total, unit="g")
        for trip in evaluation.trips:
            yield _trip_line(world, trip, getattr(trip, of_trip), "g", 1)
        for name in kpi.unplanned:
            order = world.orders[name]
            values = named(order=name, customer=order.customer)
            yield Line(
                key="explain.co2e_charter", values=values, amount=getattr(order, charter), unit="g", level=1
            )
        for order, partner in _partners(world, given):
            yield _partner_line(world, order, partner, end)


def _partners(world: World, given: Given) -> Iterator[tuple[Order, Partner]]:
    return ((world.orders[order], world.sites.partners[partner]) for order, partner in given)


def _sfd_m(world: World, order: Order) -> int:
    """Activity distance of an order that a partner drives: that of a truck."""
    return world.legs.shortest_m("truck", order.pickup, order.delivery)


def _partner_line(world: World, order: Order, partner: Partner, end: int) -> Line:
    sfd_m = _sfd_m(world, order)
    grams = partner_g(partner=partner, kg=order.load.kg, sfd_m=sfd_m)[end]
    factor = (partner.g_per_tkm, partner.ttw_g_per_tkm)[end]
    start = ("co2.mode.", "co2.mode_ttw.")[end]
    modes = [key for key in world.sources if key.startswith(start)]
    return Line(
        key="explain.co2e_partner",
        values=named(
            order=order.id, customer=order.customer, name=partner.name, load_kg=order.load.kg,
            distance_m=sfd_m, factor=factor
        ),
        amount=whole(grams), unit="g", fact=which_fact(world, modes, factor), level=1,
    )  # fmt: skip


def _order_lines(world: World, evaluation: Evaluation) -> Iterator[Line]:
    yield Line(key="explain.allocation", amount=evaluation.kpi.co2e_g, unit="g")
    for name, grams in evaluation.kpi.co2e_per_order_g:
        values = named(order=name, customer=world.orders[name].customer)
        yield Line(key="explain.order", values=values, amount=grams, unit="g", level=1)


def _cost_lines(world: World, evaluation: Evaluation, given: Given) -> Iterator[Line]:
    kpi = evaluation.kpi
    yield Line(key="explain.cost", amount=kpi.cost_cent, unit="cent")
    for name in COST_PARTS:
        total = getattr(kpi.cost_parts, name)
        if total:
            yield Line(key=f"explain.cost_{name}", amount=total, unit="cent", level=1)
            lines = list(_part_lines(world, evaluation, given, name))
            yield from lines
            rest = total - int(sum(line.amount for line in lines))
            if rest:
                yield Line(key="explain.cost_outside", amount=rest, unit="cent", level=2)


def _part_lines(world: World, evaluation: Evaluation, given: Given, name: str) -> Iterator[Line]:
    for trip in evaluation.trips:
        amount = getattr(trip.cost, name)
        if amount:
            yield _trip_line(world, trip, amount, "cent", 2)
    if name == "penalty":
        for order_id in evaluation.kpi.unplanned:
            order = world.orders[order_id]
            values = named(order=order_id, customer=order.customer)
            yield Line(
                key="explain.unplanned", values=values, amount=order.penalty_cent, unit="cent", level=2
            )
    if name == "charter":
        for order, partner in _partners(world, given):
            sfd_m = _sfd_m(world, order)
            yield Line(
                key="explain.partner_price",
                values=named(
                    order=order.id, customer=order.customer, name=partner.name,
                    fixed_cent=partner.cent_fixed, distance_m=sfd_m, rate_cent=partner.cent_per_km,
                ),
                amount=whole(partner_cent(partner=partner, sfd_m=sfd_m)), unit="cent", level=2,
            )  # fmt: skip


def _distance_lines(world: World, evaluation: Evaluation) -> Iterator[Line]:
    kpi = evaluation.kpi
    share = kpi.empty_m / kpi.distance_m if kpi.distance_m else 0.0
    yield Line(key="explain.distance", amount=kpi.distance_m, unit="m")
    for trip in evaluation.trips:
        yield _trip_line(world, trip, trip.distance_m, "m", 1)
    yield Line(key="explain.empty", values=named(part_share=share), amount=kpi.empty_m, unit="m")
    for trip in evaluation.trips:
        yield _trip_line(world, trip, trip.empty_m, "m", 1)
