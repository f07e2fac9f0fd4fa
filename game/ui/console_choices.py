"""What a new rule may be: kinds of lock, forbid and question, then the truck, driver or minutes it is about.

Values only: the dialog that shows them is `console_chooser`. The same rules are quick acts in the menu.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from game.content.language import Language
from game.domain.steer import MARK, asking_cent, rules_of
from game.domain.world import Action
from game.session import Session
from game.ui.console_rules import ICONS
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.ui.board_offer import About

KINDS = (
    "trips", "sequences", "trucks", "never_trucks", "drivers", "never_drivers", "own", "idle", "widenings",
)  # fmt: skip
MINUTES = (10, 15, 20, 30, 45, 60)


@dataclass(slots=True)
class Chooser:
    """The open dialog: first which kind of rule, then about whom."""

    about: About
    kind: str = ""
    scroll: ScrollArea = field(default_factory=ScrollArea)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A line of the dialog. `rule` is empty where a second question follows."""

    id: str
    icon: str
    label: str
    note: str = ""
    rule: str = ""
    kind: str = ""
    """The kind whose second question follows."""
    enabled: bool = True


def choices(session: Session, chooser: Chooser, lang: Language) -> tuple[Choice, ...]:
    """The lines of the question that is open."""
    if chooser.kind:
        return tuple(_targets(session, chooser, lang))
    found = [_kind(session, chooser.about, kind, lang) for kind in KINDS]
    return tuple(sorted(found, key=lambda choice: not choice.enabled))


def _kind(session: Session, about: About, kind: str, lang: Language) -> Choice:
    """One kind of rule about what is chosen; told why when nothing suitable is."""
    rule = rule_now(session, about, kind)
    needs = needed(session, about, kind)
    note = lang.t(f"console.needs.{needs}") if needs else lang.fleet(subject_words(session, about, kind))
    direct = kind in ("trips", "sequences", "own")
    return Choice(
        id=kind, icon=ICONS[kind], label=lang.t(f"console.kind.{kind}"), note=note, enabled=not needs,
        rule=rule if direct else "", kind="" if direct else kind,
    )  # fmt: skip


def needed(session: Session, about: About, kind: str) -> str:
    """What has to be chosen first: `order` or `trip`; empty when the rule can be made."""
    trip = session.plan.trip_of(about.vehicle)
    if kind == "trips":
        return "" if trip else "trip"
    if kind == "sequences":
        return "" if trip and len(trip.orders()) > 1 else "long_trip"
    if kind == "idle":
        return ""
    return "" if about.order else "order"


def rule_now(session: Session, about: About, kind: str) -> str:
    """The rule of this kind about what is chosen as it stands now; empty when that says not enough."""
    if needed(session, about, kind):
        return ""
    parts = _parts(session, about, kind)
    return MARK.join((kind, *parts)) if parts and all(parts) else ""


def _parts(session: Session, about: About, kind: str) -> tuple[str, ...]:
    trip = session.plan.trip_of(about.vehicle)
    if kind in ("trips", "idle"):
        return (about.vehicle,)
    if kind == "sequences":
        return trip.orders() if trip else ()
    if kind == "own":
        return (about.order,)
    if kind in ("trucks", "never_trucks"):
        return about.order, about.vehicle
    driver = trip.driver if trip else ""
    customer = session.system.orders[about.order].customer
    return (customer, driver) if kind in ("drivers", "never_drivers") else ()


def subject_words(session: Session, about: About, kind: str) -> str:
    """Whom a rule of this kind would be about."""
    world = session.system
    if kind in ("trips", "sequences"):
        return world.vehicles[about.vehicle].name
    if kind == "idle":
        return world.vehicles[about.vehicle].name if about.vehicle else ""
    return world.orders[about.order].customer


def _targets(session: Session, chooser: Chooser, lang: Language) -> Iterator[Choice]:
    kind, about, world = chooser.kind, chooser.about, session.system
    if kind == "widenings":
        yield from _widenings(session, about.order, lang)
        return
    if kind in ("drivers", "never_drivers"):
        trip = session.plan.trip_of(about.vehicle)
        customer = world.orders[about.order].customer
        for driver in sorted(world.drivers.values(), key=lambda d: (not trip or d.id != trip.driver, d.name)):
            note = lang.t("console.now") if trip and driver.id == trip.driver else ""
            yield Choice(id=driver.id, icon="user", label=driver.name, note=note,
                         rule=MARK.join((kind, customer, driver.id)))  # fmt: skip
        return
    for vehicle in sorted(world.vehicles.values(), key=lambda v: (v.id != about.vehicle, v.id)):
        first = vehicle.id if kind == "idle" else about.order
        parts = (kind, first) if kind == "idle" else (kind, first, vehicle.id)
        note = lang.t("console.now") if vehicle.id == about.vehicle and kind != "idle" else ""
        yield Choice(id=vehicle.id, icon="truck", label=lang.fleet(vehicle.name), note=note,
                     rule=MARK.join(parts))  # fmt: skip


def _widenings(session: Session, order: str, lang: Language) -> Iterator[Choice]:
    """Each end of the order that is not a depot of ours, so many minutes wider at its price."""
    known = session.system.orders[order]
    depots = {v.depot for v in session.system.vehicles.values()}
    ends = [(Action.DELIVER, known.delivery), (Action.COLLECT, known.pickup)]
    asked = any(e.kind == "wider_s" and e.subject == order for e in session.effects)
    for action, place in ends:
        for minutes in MINUTES if place not in depots else ():
            note = lang.t("console.agreed") if asked else lang.euro(asking_cent(minutes), 0)
            label = lang.t(f"console.wider_{action.value}", minutes=minutes)
            yield Choice(
                id=f"{action.value}.{minutes}", icon="clock-plus", label=label, note=note, enabled=not asked,
                rule=MARK.join(("widenings", order, action.value, str(minutes))),
            )  # fmt: skip


def is_on(session: Session, rule: str) -> bool:
    """Whether this is asked already."""
    return rule in rules_of(session.wishes.steering)
