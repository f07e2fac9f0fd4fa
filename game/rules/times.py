"""How long things take: what the plan believes, and the protocol by which the day tells otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from game.domain.world import Action, Leg, Load, Order, Vehicle, World

Lasts = tuple[int, str]
"""Seconds (or a clock time), and the id of the incident that made it longer, or ''."""


class Standstill(NamedTuple):
    """A vehicle that stands still between two clock times."""

    from_s: int
    to_s: int
    cause: str


class Times(Protocol):
    """How long things take. The plan believes `PlannedTimes`; the day passes its own."""

    def check_s(self, vehicle: Vehicle, at_s: int) -> Lasts:
        """Vehicle check at the start of duty."""
        ...

    def loading_s(self, vehicle: Vehicle, load: Load, at_s: int) -> Lasts:
        """Loading at the depot; called only when there is something to load."""
        ...

    def unloading_s(self, vehicle: Vehicle, load: Load, at_s: int) -> Lasts:
        """Unloading at the depot; called only when something came back."""
        ...

    def drive_s(self, vehicle: Vehicle, leg: Leg, origin: str, destination: str, depart_s: int) -> Lasts:
        """Driving time of a whole leg, breaks not in it. A leg that is resumed on the road is
        asked again with its first departure, so the answer must depend on the arguments only."""
        ...

    def opens_s(self, order: Order, action: Action, begin_s: int) -> Lasts:
        """Clock time, `begin_s` or later, at which the customer really lets service begin."""
        ...

    def service_s(self, order: Order, action: Action, begin_s: int) -> Lasts:
        """Service at the customer."""
        ...

    def charger_s(self, vehicle: Vehicle, place: str, begin_s: int) -> Lasts:
        """Clock time, `begin_s` or later, at which a bay of the charger can be used."""
        ...

    def dock_s(self, vehicle: Vehicle, place: str, begin_s: int) -> Lasts:
        """Clock time, `begin_s` or later, at which there is a dock; asked once for each time a truck comes
        to a place, and before the first loading."""
        ...

    def standstills(self, vehicle: Vehicle) -> tuple[Standstill, ...]:
        """When the vehicle cannot move, one after the other; before it has left, one does nothing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlannedTimes:
    """What the world says: no surprises."""

    world: World

    def check_s(self, vehicle: Vehicle, at_s: int) -> Lasts:  # noqa: ARG002
        """The agreed vehicle check."""
        return self.world.handling.check_s, ""

    def loading_s(self, vehicle: Vehicle, load: Load, at_s: int) -> Lasts:  # noqa: ARG002
        """Fixed time and time per unit (FACTS 5.3)."""
        h = self.world.handling
        units_s = load.pallets * h.load_per_pallet_s + load.roll_cages * h.load_per_cage_s
        return h.load_fixed_s + units_s, ""

    def unloading_s(self, vehicle: Vehicle, load: Load, at_s: int) -> Lasts:  # noqa: ARG002
        """Fixed time and time per unit."""
        h = self.world.handling
        units_s = load.pallets * h.unload_per_pallet_s + load.roll_cages * h.unload_per_cage_s
        return h.unload_fixed_s + units_s, ""

    def drive_s(self, vehicle: Vehicle, leg: Leg, origin: str, destination: str, depart_s: int) -> Lasts:  # noqa: ARG002
        """The leg's duration at its hour of departure."""
        return leg.duration_at(depart_s), ""

    def opens_s(self, order: Order, action: Action, begin_s: int) -> Lasts:  # noqa: ARG002
        """At once."""
        return begin_s, ""

    def service_s(self, order: Order, action: Action, begin_s: int) -> Lasts:  # noqa: ARG002
        """The order's own service time."""
        return (order.pickup_service_s if action is Action.COLLECT else order.delivery_service_s), ""

    def charger_s(self, vehicle: Vehicle, place: str, begin_s: int) -> Lasts:  # noqa: ARG002
        """At once; who stands there at the same time is the plan's business (`charger_busy`)."""
        return begin_s, ""

    def dock_s(self, vehicle: Vehicle, place: str, begin_s: int) -> Lasts:  # noqa: ARG002
        """At once: a plan knows of no queue."""
        return begin_s, ""

    def standstills(self, vehicle: Vehicle) -> tuple[Standstill, ...]:  # noqa: ARG002
        """None."""
        return ()
