"""Acts on whole trips and halves of them, for menu and palette: turn, cut, merge, swap, exchange drivers.

An act that needs another truck opens a choice: every truck with what it would change, the best first.
Whatever can be dragged can be done here as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.plan import Trip
from game.rules import trip_edits as edits
from game.rules.crew_moves import driver_for
from game.rules.trip_parts import idle, parted
from game.ui import carry_tries as ways
from game.ui.board_offer import Act, Offer
from game.ui.drop_places import places
from game.ui.drop_preview import NOTHING, Preview

if TYPE_CHECKING:
    from game.ui.board_acts import ActList

ICONS = {
    "order": "truck-delivery", "half": "arrow-down-right", "split": "route", "merge": "arrows-exchange",
    "swap": "transfer", "drivers": "steering-wheel",
}  # fmt: skip


def of_trip(acts: ActList, trip: Trip) -> Iterator[Act]:
    """What may be done with a whole trip besides roads, breaks and its start."""
    yield from _turn(acts, trip, 0)
    for name in ("merge", "swap", "drivers"):
        yield _choice(acts, name)


def of_stop(acts: ActList, trip: Trip, at: int) -> Iterator[Act]:
    """What may be done from this stop on, and with its order."""
    yield _choice(acts, "order")
    if at > 0:
        yield from _split(acts, trip, at)
        yield _choice(acts, "half")
    yield from _turn(acts, trip, at)


def of_nothing(acts: ActList) -> Iterator[Act]:
    """An order that is in no trip, or a truck without one."""
    if acts.about.order:
        yield _choice(acts, "order")
    elif acts.about.vehicle:
        yield _choice(acts, "swap")
        yield _choice(acts, "drivers")


def _choice(acts: ActList, name: str) -> Act:
    label = acts.lang.t(f"edit.open_{name}")
    return Act(id=f"open.{name}", group="edit", icon=ICONS[name], label=label, command=NOTHING, opens=name)


def _turn(acts: ActList, trip: Trip, first: int) -> Iterator[Act]:
    s = acts.session
    try:
        command = edits.reverse(s.system, s.plan, trip.vehicle, s.begun(), first=first)
    except GameError:
        return
    yield acts.act("turn", "edit", "refresh", command, "edit.turn_from" if first else "edit.turn")


def _split(acts: ActList, trip: Trip, at: int) -> Iterator[Act]:
    s = acts.session
    free = idle(s.system, s.plan, parted(trip, at)[0], s.begun())
    if not free:
        return
    try:
        command = edits.split(s.system, s.plan, trip.vehicle, at, free[0], s.begun())
    except GameError:
        return
    name = s.system.vehicles[free[0]].name
    yield acts.act("split", "edit", ICONS["split"], command, "edit.split", vehicle=name)


# -- choices -------------------------------------------------------------------------------------------
def choices(acts: ActList) -> Iterator[Offer | None]:
    """A line for every truck that comes into question; None while one is being worked out."""
    s, lang, name = acts.session, acts.lang, acts.into
    for vehicle in sorted(s.system.vehicles):
        steps = _MAKERS[name](acts, vehicle)
        found: Preview | None = None
        for found in steps or ():  # noqa: B007  # the last is the best of all
            yield None
        if found is None or _same(found):
            continue
        driver = s.system.drivers[driver_for(s.system, s.plan, vehicle)].name
        words = f"{lang.fleet(s.system.vehicles[vehicle].name)} · {driver}"
        if name != "drivers" and s.plan.trip_of(vehicle) is None:
            words = lang.t("edit.idle", vehicle=words)
        act = Act(id=f"{name}.{vehicle}", group=name, icon="truck", label=words, command=found.command)
        yield Offer(act=act, preview=found)


def _same(found: Preview) -> bool:
    """Nothing would change."""
    before, after = found.before, found.after
    if before is None or after is None:
        return False
    return [t.trip for t in before.trips] == [t.trip for t in after.trips]


Steps = Iterator[Preview | None]


def _order(acts: ActList, vehicle: str) -> Steps | None:
    s, order = acts.session, acts.about.order
    rest = s.plan.without_order(order).trip_of(vehicle)
    last = len(rest.stops) if rest else 0
    ats = range(s.begun().get(vehicle, 0) if s.helped else last, last + 1)  # by hand: behind the others
    ways_there = (p for at in ats for p in places(s, order, vehicle, at))
    return ways.least(acts.judge, (lambda p=p: p for p in ways_there))  # type: ignore[misc]


def _half(acts: ActList, vehicle: str) -> Steps | None:
    if vehicle == acts.about.vehicle:
        return None
    return ways.least(acts.judge, ways.halves(acts.session, acts.about.vehicle, acts.about.stop, vehicle))


def _merge(acts: ActList, vehicle: str) -> Steps | None:
    if vehicle == acts.about.vehicle or acts.session.plan.trip_of(vehicle) is None:
        return None
    return ways.least(acts.judge, ways.merges(acts.session, acts.about.vehicle, vehicle))


def _swap(acts: ActList, vehicle: str) -> Steps | None:
    if vehicle == acts.about.vehicle or not _busy(acts, vehicle):
        return None
    return ways.least(acts.judge, [ways.swap(acts.session, acts.about.vehicle, vehicle)])


def _drivers(acts: ActList, vehicle: str) -> Steps | None:
    if vehicle == acts.about.vehicle or not _busy(acts, vehicle):
        return None
    return ways.least(acts.judge, [lambda: c.Switch(vehicle=acts.about.vehicle, other=vehicle)])


def _busy(acts: ActList, vehicle: str) -> bool:
    """One of the two has a trip."""
    plan = acts.session.plan
    return plan.trip_of(vehicle) is not None or plan.trip_of(acts.about.vehicle) is not None


_MAKERS: dict[str, Callable[[ActList, str], Steps | None]] = {
    "order": _order, "half": _half, "merge": _merge, "swap": _swap, "drivers": _drivers,
}  # fmt: skip
