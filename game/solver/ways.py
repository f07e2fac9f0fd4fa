"""By whom and by which way an order can go: its own addresses, a transfer, a partner, bought in."""

from __future__ import annotations

from collections.abc import Iterator

from game.domain.plan import Plan, Stop
from game.domain.world import Action, Order, Vehicle, World
from game.rules.access import may_enter
from game.rules.load import units_over
from game.rules.stops import end_of, place_of
from game.rules.together import elsewhere
from game.rules.transfer import refusal
from game.solver.stops import OWN_ADDRESS, Via, actions_of


def transfers_for(world: World, order: Order, vehicle: Vehicle) -> tuple[str, ...]:
    """Transfers that serve an end of the order for which the vehicle would have to stop, by id.

    Those that arrive after the customer's last window has closed are left out.
    """
    transfers = world.sites.transfers
    return tuple(t for t in sorted(transfers) if _of_use(world, order, vehicle, t)) if transfers else ()


def _of_use(world: World, order: Order, vehicle: Vehicle, name: str) -> bool:
    transfer = world.sites.transfers[name]
    ends = {a: end_of(order=order, action=a) for a in actions_of(order, vehicle)}
    served = [
        a for a, place in ends.items()
        if place != transfer.place and not refusal(transfer=transfer, order=order, action=a)
    ]  # fmt: skip
    windows = order.delivery_windows
    too_late = Action.DELIVER in served and windows and transfer.arrives_s > windows[-1].close_s
    return bool(served) and not too_late


def via_by(world: World, order: Order, vehicle: Vehicle, transfer: str) -> Via:
    """The stops that a transfer takes over, as the command SetVia does it."""
    if not transfer:
        return OWN_ADDRESS
    known = world.sites.transfers[transfer]
    return {
        a: transfer for a in actions_of(order, vehicle)
        if not refusal(transfer=known, order=order, action=a)
    }  # fmt: skip


def ways(world: World, order: Order, vehicle: Vehicle) -> Iterator[Via]:
    """To its own addresses, and by each transfer that is of use."""
    yield OWN_ADDRESS
    for transfer in transfers_for(world, order, vehicle):
        yield via_by(world, order, vehicle, transfer)


def can_carry(world: World, order: Order, vehicle: Vehicle, driver: str = "") -> bool:
    """Whether vehicle and driver have what the order needs, and it fits when it is alone."""
    skills = vehicle.skills | world.drivers[driver or vehicle.driver].skills
    room, load = vehicle.class_.capacity, order.load
    fits = load.kg <= room.kg and load.ldm_cm <= room.ldm_cm and not units_over(load=load, capacity=room)
    return order.needs <= skills and fits


def can_come(world: World, vehicle: Vehicle, stop: Stop) -> bool:
    """Whether the vehicle may come to the place of a stop today, whatever the hour."""
    place = place_of(world, vehicle, stop)
    return not place or may_enter(world=world, vehicle=vehicle, place=place)


def partners_for(world: World, plan: Plan, order: Order, now_s: int | None = None) -> tuple[str, ...]:
    """Partners that take the order and have room for it, by id; `now_s` is the clock of a running day."""
    found = []
    for name, partner in sorted(world.sites.partners.items()):
        takes = (not partner.serves or order.delivery in partner.serves) and not order.needs & partner.refuses
        others = sum(p == name and o != order.id for o, p in plan.given)
        in_time = now_s is None or now_s <= partner.until_s
        if takes and others < partner.most_orders and in_time:
            found.append(name)
    return tuple(found)


def alone(world: World, order: Order, partner: str | None = None) -> tuple[int, int]:
    """Cost in cent and CO2e in grams of an order that a partner drives, or that is bought in."""
    if partner is None:
        return order.penalty_cent, order.charter_g
    found = elsewhere(world, ((order.id, partner),))
    return found.cent, sum(grams for _, grams in found.per_order_g)
