"""What a planner asks of a plan beforehand: what stays, what may not be, and what could be agreed at a price.

Ids only. `game.solver.steered` says what a plan breaks of it, and makes the search keep to it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.domain.errors import Unreadable
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
WIDEN_CENT, WIDEN_CENT_A_MINUTE = 1_500, 100
"""What it costs to ask a customer for a wider window (authored): once, and for each minute."""
MOST_MINUTES = 60
MARK = "|"
PAIRS = ("trucks", "drivers", "never_trucks", "never_drivers")
LISTS = ("trips", "own", "idle")


def asking_cent(minutes: int) -> int:
    """The price of a window that is wider by so many minutes at both ends."""
    return WIDEN_CENT + WIDEN_CENT_A_MINUTE * minutes


def rules_of(steering: Steering) -> tuple[str, ...]:
    """Each thing that is asked as one line: `trucks|O1|V3`, `sequences|O1|O2`, `trips|V3`,
    `drivers|customer|driver`, `widenings|O1|deliver|15`."""
    found = [MARK.join((kind, *pair)) for kind in PAIRS for pair in getattr(steering, kind)]
    found += [MARK.join(("sequences", *orders)) for orders in steering.sequences]
    found += [MARK.join((kind, name)) for kind in LISTS for name in getattr(steering, kind)]
    found += [
        MARK.join(("widenings", w.order, w.action.value, str(w.minutes))) for w in steering.widenings
    ]
    return tuple(found)


def with_rule(steering: Steering, rule: str) -> Steering:
    """The steering with one thing more; of rules that speak of the same thing only the new one stays.

    Raises Unreadable for a line that is no rule.
    """
    kind, *parts = rule.split(MARK)
    steering = _without_rivals(steering, kind, parts)
    if kind in PAIRS and len(parts) == 2 and all(parts):
        added: object = (parts[0], parts[1])
    elif kind in LISTS and len(parts) == 1 and parts[0]:
        added = parts[0]
    elif kind == "sequences" and len(parts) > 1 and len(set(parts)) == len(parts) and all(parts):
        added = tuple(parts)
    elif kind == "widenings" and len(parts) == 3:
        added = _widening(rule, *parts)
    else:
        raise Unreadable("command.rule", rule=rule)
    present = getattr(steering, kind)
    return steering if added in present else replace(steering, **{kind: (*present, added)})


def without_rule(steering: Steering, rule: str) -> Steering:
    """The steering without one thing; as it was when that is not asked. Raises Unreadable."""
    with_rule(FREE, rule)
    rest = [r for r in rules_of(steering) if r != rule]
    made = FREE
    for kept in rest:
        made = with_rule(made, kept)
    return made


def _widening(rule: str, order: str, action: str, minutes: str) -> Widening:
    try:
        many, end = int(minutes), Action(action)
    except ValueError:
        raise Unreadable("command.rule", rule=rule) from None
    if not 0 < many <= MOST_MINUTES or end not in (Action.COLLECT, Action.DELIVER):
        raise Unreadable("command.rule", rule=rule)
    return Widening(order=order, action=end, minutes=many, cent=asking_cent(many))


def _without_rivals(steering: Steering, kind: str, parts: list[str]) -> Steering:
    """One truck for an order, one driver for a customer, one widening for an end, one sequence for each."""
    if kind in ("trucks", "drivers"):
        kept = tuple(p for p in getattr(steering, kind) if p[0] != parts[0])
        return replace(steering, **{kind: kept})
    if kind == "widenings":
        left = tuple(w for w in steering.widenings if [w.order, w.action.value] != parts[:2])
        return replace(steering, widenings=left)
    if kind == "sequences":
        return replace(steering, sequences=tuple(q for q in steering.sequences if not set(q) & set(parts)))
    return steering
