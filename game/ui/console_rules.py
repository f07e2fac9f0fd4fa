"""The player's rules for the computer in words: what is locked, forbidden, or may be asked of a customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from game.content.language import Language
from game.domain.plan import Plan
from game.domain.steer import MARK, asking_cent, rules_of
from game.domain.world import World
from game.session import Session
from game.solver.scopes import kept_by
from game.ui.board_rows import Block, BoardRow

ICONS = {
    "trucks": "lock", "sequences": "list", "trips": "lock", "drivers": "user-check", "own": "truck",
    "never_trucks": "ban", "never_drivers": "ban", "idle": "home", "widenings": "clock-plus",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule as it is shown."""

    rule: str
    icon: str
    title: str
    note: str
    on: bool
    kept: bool
    """The plan as it stands keeps to it."""
    order: str = ""
    vehicle: str = ""
    """What a click on it selects."""


def rows_of(session: Session, lang: Language) -> tuple[RuleRow, ...]:
    """Every rule that is on, then those that were switched off."""
    on, off = rules_of(session.wishes.steering), session.wishes.off
    rows = [_row(session, rule, lang, on=True) for rule in on]
    return (*rows, *(_row(session, rule, lang, on=False) for rule in off if rule not in on))


def _row(session: Session, rule: str, lang: Language, *, on: bool) -> RuleRow:
    title, note = words(session, rule, lang)
    order, vehicle = subject(session, rule)
    kept = kept_by(session.system, session.plan, rule)
    icon = ICONS[rule.split(MARK, maxsplit=1)[0]]
    return RuleRow(
        rule=rule, icon=icon, title=title, note=note, on=on, kept=kept, order=order, vehicle=vehicle
    )


def subject(session: Session, rule: str) -> tuple[str, str]:
    """(order, vehicle) that a rule is about; a customer's first order stands for the customer."""
    kind, first, *rest = rule.split(MARK)
    if kind in ("trips", "idle"):
        return "", first
    if kind in ("drivers", "never_drivers"):
        mine = [o for o in sorted(session.visible) if session.system.orders[o].customer == first]
        return (mine[0] if mine else ""), ""
    return first, rest[0] if kind in ("trucks", "never_trucks") else ""


def words(session: Session, rule: str, lang: Language) -> tuple[str, str]:
    """(title, second line) of a rule."""
    return rule_words(session.system, session.plan, rule, lang)


def rule_words(world: World, plan: Plan, rule: str, lang: Language) -> tuple[str, str]:
    """The same with a plan, whose trip a sequence is named after."""
    kind, *parts = rule.split(MARK)
    names = {"order": "", "vehicle": "", "driver": "", "stops": "", "minutes": "", "euro": ""}
    if kind in ("trucks", "never_trucks"):
        names["order"], names["vehicle"] = world.orders[parts[0]].customer, world.vehicles[parts[1]].name
    elif kind in ("drivers", "never_drivers"):
        names["order"], names["driver"] = parts[0], world.drivers[parts[1]].name
    elif kind in ("trips", "idle"):
        names["vehicle"] = world.vehicles[parts[0]].name
    elif kind == "own":
        names["order"] = world.orders[parts[0]].customer
    elif kind == "widenings":
        names["order"], names["minutes"] = world.orders[parts[0]].customer, parts[2]
        names["euro"] = lang.euro(asking_cent(int(parts[2])), 0)
    else:
        names["vehicle"] = _vehicle_name(world, plan, parts)
        names["stops"] = str(len(parts))
    end = f"_{parts[1]}" if kind == "widenings" else ""
    return lang.t(f"console.rule.{kind}", **names), lang.t(f"console.rule.{kind}{end}_note", **names)


def _vehicle_name(world: World, plan: Plan, orders: list[str]) -> str:
    vehicle = plan.vehicle_of(orders[0])
    return world.vehicles[vehicle].name if vehicle else world.orders[orders[0]].customer


def with_locks(rows: Iterable[BoardRow], session: Session, orders: frozenset[str]) -> tuple[BoardRow, ...]:
    """Rows of the board with a lock on trips, and on stops of `orders`, that are held."""
    trips = locked_trips(session)
    if not trips and not orders:
        return tuple(rows)
    return tuple(
        replace(row, locked=row.vehicle in trips, blocks=tuple(_locked(b, orders) for b in row.blocks))
        for row in rows
    )


def _locked(block: Block, orders: frozenset[str]) -> Block:
    """A block that goes by a hub or partner keeps that sign."""
    return replace(block, icon="lock") if block.order in orders and not block.icon else block


def locked_trips(session: Session) -> frozenset[str]:
    """Vehicles whose whole trip is locked, or that stay at home."""
    asked = session.wishes.steering
    return frozenset((*asked.trips, *asked.idle))
