"""Quick rules about what is chosen: lines for the context menu, the trip's tab and the command palette."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.content.language import Language
from game.domain.commands import Command, Steer, Unsteer, together
from game.domain.steer import MARK, rules_of
from game.session import Session
from game.ui.console_rules import ICONS


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickRule:
    """A rule that one click asks for, or takes back when it is on."""

    id: str
    icon: str
    label: str
    rule: str
    on: bool

    @property
    def command(self) -> Command:
        """What the click does: one step, which undo takes back."""
        return together(Unsteer(text=self.rule) if self.on else Steer(text=self.rule))


def quick_rules(session: Session, vehicle: str, order: str, lang: Language) -> Iterator[QuickRule]:
    """Of an order with its truck and driver, of a trip, or of a truck without one."""
    trip, on = session.plan.trip_of(vehicle), rules_of(session.wishes.steering)
    found: list[tuple[str, ...]] = []
    if order:
        customer = session.system.orders[order].customer
        found += [("trucks", order, vehicle)] if vehicle else []
        found += [("drivers", customer, trip.driver)] if trip else []
        found += [("never_trucks", order, vehicle)] if vehicle else []
        found += [("own", order)]
    if trip:
        found += [("trips", vehicle)]
        found += [("sequences", *trip.orders())] if len(trip.orders()) > 1 else []
    elif vehicle:
        found += [("idle", vehicle)]
    for kind, *parts in found:
        rule = MARK.join((kind, *parts))
        active = rule in on
        names = {
            "customer": session.system.orders[order].customer if order else "",
            "vehicle": session.system.vehicles[vehicle].name if vehicle else "",
            "driver": session.system.drivers[trip.driver].name if trip else "",
        }  # fmt: skip
        label = lang.t(f"console.{'free' if active else 'quick'}.{kind}", **names)
        icon = "lock-open" if active and ICONS[kind] == "lock" else ICONS[kind]
        yield QuickRule(id=f"rule.{kind}", icon=icon, label=label, rule=rule, on=active)
