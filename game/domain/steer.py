"""What a planner asks of a plan beforehand: what stays, what may not be, and what could be agreed at a price.

Ids only. `game.solver.steered` says what a plan breaks of it, and makes the search keep to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.world import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Widening:
    """A customer who lets an order's window be wider, before and after, for a price when that is used."""

    order: str
    action: Action
    """Which end of the order: where it is collected, or delivered."""
    minutes: int
    cent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Steering:
    """Locks, forbids and priced relaxations; empty: everything is free."""

    trucks: tuple[tuple[str, str], ...] = ()
    """(order, vehicle): in this truck and no other."""
    sequences: tuple[tuple[str, ...], ...] = ()
    """Orders that one trip visits in this sequence; others may come between."""
    trips: tuple[str, ...] = ()
    """Vehicles whose trip stays as the plan to begin with has it."""
    drivers: tuple[tuple[str, str], ...] = ()
    """(customer's name, driver): nobody else comes there."""
    own: tuple[str, ...] = ()
    """Orders that are neither bought in nor given to a partner."""
    never_trucks: tuple[tuple[str, str], ...] = ()
    """(order, vehicle): not in this truck."""
    never_drivers: tuple[tuple[str, str], ...] = ()
    """(customer's name, driver): not by this driver."""
    idle: tuple[str, ...] = ()
    """Vehicles that stay at home."""
    widenings: tuple[Widening, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is asked."""
        return self != FREE


FREE = Steering()
