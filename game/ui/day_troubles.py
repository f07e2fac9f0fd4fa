"""Trouble that was seen: icon and words of every cause, and the stops, trucks and places that it touches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from game.content.language import Language
from game.domain.day import DayState, Incident
from game.domain.evaluation import TripEvaluation
from game.domain.world import Action, World
from game.rules.stops import action_at
from game.session import Session
from game.sim.effects import on_the_road
from game.sim.roads import OF_ROAD
from game.ui.board_rows import Block

SIGNS = {
    "jam": "road", "bridge": "ship", "slow": "cloud-storm", "late_loading": "forklift",
    "dock": "forklift", "closed": "building-store", "slow_service": "hourglass", "order_error": "package",
    "breakdown": "tools", "sick": "user", "rush": "urgent", "charger_busy": "charging-pile",
    "charger_fault": "charging-pile",
}  # fmt: skip
"""Icon by kind."""


AT_THE_DOCK = frozenset({"sick", "late_loading"})
"""Kinds that are over as soon as the truck has left."""


def ends_s(incident: Incident) -> int:
    """Clock time until which it stands, as far as anybody knows."""
    return incident.from_s + incident.delay_s if incident.kind == "breakdown" else incident.to_s


def standing(session: Session) -> tuple[Incident, ...]:
    """What was seen and is not over."""
    state = session.day
    if state is None:
        return ()
    seen = set(state.seen)
    stands = (i for i in state.incidents if i.id in seen and _stands(session, i, state))
    return tuple(left for i in stands if (left := _beyond_belief(session, i)))


def _beyond_belief(session: Session, incident: Incident) -> Incident | None:
    """What a corrected service time has not reckoned with yet; None: all of it was planned."""
    if incident.kind != "slow_service" or incident.subject not in session.system.orders:
        return incident
    written, believed = (_service_s(world, incident) for world in (session.scenario.system, session.system))
    left_s = incident.delay_s - (believed - written)
    return replace(incident, delay_s=left_s) if left_s > 0 else None


def _service_s(world: World, incident: Incident) -> int:
    order = world.orders[incident.subject]
    collected = action_at(world, order, incident.end) is Action.COLLECT
    return order.pickup_service_s if collected else order.delivery_service_s


def _stands(session: Session, incident: Incident, state: DayState) -> bool:
    """It has begun and is not over; what holds a truck at the dock ends when it leaves."""
    if incident.kind in AT_THE_DOCK:
        mine = (t.vehicle for t in session.plan.trips if incident.subject in (t.driver, t.vehicle))
        truck = state.truck(next(mine, ""))
        return truck is not None and not on_the_road(truck) and not truck.finished
    if incident.subject in session.system.orders and _was_there(session, incident, state):
        return False
    return incident.from_s <= state.clock_s < ends_s(incident)


def _was_there(session: Session, incident: Incident, state: DayState) -> bool:
    """Whether the truck has left the customer whom it is about."""
    action = action_at(session.system, session.system.orders[incident.subject], incident.end)
    return any(
        s.stop.order == incident.subject and s.stop.action is action and s.end_s <= state.clock_s
        for truck in state.trucks
        for s in truck.stops
    )


def subject_word(session: Session, incident: Incident) -> str:
    """What it is about, in a reader's words; a rush order its customer, the weather nothing."""
    world, subject = session.system, incident.subject
    if subject in world.orders:
        return world.orders[subject].customer
    if subject in world.vehicles:
        return world.vehicles[subject].name
    if subject in world.drivers:
        return world.drivers[subject].name
    if subject in world.places:
        return world.places[subject].name
    return "" if subject == "*" else subject


def title(session: Session, incident: Incident, lang: Language) -> str:
    """A whole sentence: `Pech: Bakwagen 2`."""
    everywhere = "_all" if incident.subject == "*" else ""
    return lang.t(f"day.incident.{incident.kind}{everywhere}", subject=subject_word(session, incident))


def flag(incident: Incident, lang: Language) -> str:
    """As few words as a flag on the map has room for, with the delay where there is one."""
    word = lang.t(f"day.mark.{incident.kind}")
    if incident.kind in OF_ROAD and incident.subject != "*":
        word = f"{word} {incident.subject}"
    minutes = incident.delay_s // 60
    return f"{word} · {minutes} min" if minutes else word


def marked(
    world: World, trip: TripEvaluation, blocks: tuple[Block, ...], troubles: tuple[Incident, ...],
    on_road: frozenset[str], now_s: int, lang: Language,
) -> tuple[Block, ...]:  # fmt: skip
    """The blocks of a trip with the word of what troubles them; a block that is late keeps its own word.

    `on_road`: ids of incidents on the road that this truck drives now.
    """
    words = dict(_words(world, trip, blocks, troubles, on_road, now_s))
    return tuple(
        replace(b, word=lang.t(f"day.mark.{words[i]}")) if i in words and not b.word else b
        for i, b in enumerate(blocks)
    )  # fmt: skip


def _words(
    world: World, trip: TripEvaluation, blocks: tuple[Block, ...], troubles: tuple[Incident, ...],
    on_road: frozenset[str], now_s: int,
) -> Iterator[tuple[int, str]]:  # fmt: skip
    """(number of the block, kind): the stop itself, or the next stop of the truck in trouble."""
    ahead = [(i, b) for i, b in enumerate(blocks) if b.end_s > now_s and (b.kind == "service" or b.own)]
    places = [s.place for s in trip.stops]
    mine = {trip.trip.vehicle, trip.trip.driver or world.vehicles[trip.trip.vehicle].driver}
    for trouble in reversed(troubles):
        if trouble.subject in mine or trouble.id in on_road:
            yield from ((i, trouble.kind) for i, _b in ahead[:1])
            continue
        for i, block in ahead:
            where = places[block.stop] if 0 <= block.stop < len(places) else ""
            if trouble.subject in (block.order or "-", where):
                yield i, trouble.kind
                break
