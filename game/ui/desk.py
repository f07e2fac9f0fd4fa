"""The planner's desk: what the board screen remembers of one session, also when the player leaves it.

Values that follow from the plan (rows, list, map) are made once per change and language. Nothing here
changes the plan; that is for `session.do`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from game.content.language import Language
from game.domain.commands import Command
from game.domain.evaluation import Evaluation, TripEvaluation
from game.domain.plan import Plan
from game.domain.steer import Steering
from game.domain.world import World
from game.rules.crew_moves import driver_for
from game.session import Session
from game.ui import console_rules, findings_panel, map_find, map_model, order_list
from game.ui.board_acts import ActList
from game.ui.board_axis import axis_for
from game.ui.board_carry import Carry
from game.ui.board_grip import Grip
from game.ui.board_menu import Menu
from game.ui.board_offer import About
from game.ui.board_rows import BoardRow, trip_row
from game.ui.board_view import BoardView
from game.ui.drop_preview import Preview, Slots, preview_of
from game.ui.hits import Hit
from game.ui.map_view import MapStop, MapTrip, MapView
from game.ui.order_corrected import with_corrections
from game.ui.order_filter import locked_orders
from game.ui.order_list import Entry, OrderItem, OrderListState
from game.ui.reckon import Reckoning
from game.ui.selection import Selection
from game.ui.state import ScrollArea

MAP_HITS = ("zone.", "stop.", "map.group.")
TABS = ("kpi", "findings", "advice", "post", "trip")


@dataclass(slots=True, kw_only=True)
class Hand:
    """An order in the hand: dragged by the pointer, or aimed with the keys."""

    order: str
    source: str
    """`list`, `board`, `map` or `keys`."""
    moving: str = ""
    """`collect` or `deliver`: only that stop of an order with two."""
    pos: tuple[float, float] = (0.0, 0.0)
    vehicle: str = ""
    at: int = 0
    over: str = ""
    """What lies below the pointer: `board`, `list`, a trip on the `map`, or nothing."""
    under: Hit | None = None
    """The hit below the pointer."""


class ActsRoom:
    """The height of the list of acts: kept while it is made anew, so that what is below stays in place."""

    def __init__(self) -> None:
        self._kept: tuple[About, int] | None = None

    def keep(self, about: About, height: int, *, final: bool) -> int:
        """The height to give it; a complete list has its own."""
        if not final and self._kept is not None and self._kept[0] == about:
            return max(height, self._kept[1])
        if final:
            self._kept = (about, height)
        return height


class Desk:
    """Everything on the board screen that is not the session's."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.selection = Selection()
        self.list = OrderListState()
        self.board = BoardView(axis_for(session.system, session.naive))
        self.map = MapView()
        self.map_fitted = False
        self.tab = "kpi"
        self.area = "list"
        """Compact layout: `list`, `map` or `panel`."""
        self.scrolls = {name: ScrollArea() for name in TABS}
        self.reckoning = Reckoning()
        self.hand: Hand | None = None
        self.grip: Grip | Carry | None = None
        """What is being dragged when it is no single order."""
        self.menu: Menu | None = None
        self.taught = ""
        """The finding whose lesson is open, by `findings_panel.name_of`."""
        self.pending: tuple[str, int] | None = None
        """(vehicle, permille) while the bar of the night's charge is dragged."""
        self.advised: set[tuple[int, str]] = set()
        self.hint_seen = False
        self.kept: dict[str, object] = {}
        """What the tools of the board remember (`board_tool`), by their name."""
        self._slots: Slots | None = None
        self.acts_room = ActsRoom()
        self._acts: tuple[tuple[object, ...], ActList] | None = None
        self._rows: dict[tuple[str, str, str], tuple[World, TripEvaluation | None, BoardRow]] = {}
        self._made: _Made | None = None
        self._stamp = 0

    @property
    def stamp(self) -> int:
        """Rises whenever plan, order list, believed world or what is locked changed."""
        now = (self.session.plan, self.session.system, self.session.visible, self.session.wishes.steering)
        if self._made is None or any(a is not b for a, b in zip(self._made.of, now, strict=True)):
            self._stamp += 1
            self._made = _Made(of=now)
            self.selection.follow(self.session.plan, self.session.visible)
        return self._stamp

    def _fresh(self) -> _Made:
        _ = self.stamp
        assert self._made is not None
        return self._made

    def judged(self) -> Evaluation:
        """The plan as it stands."""
        made = self._fresh()
        if made.judged is None:
            made.judged = self.session.evaluation()
        return made.judged

    def rows(self, lang: Language) -> tuple[BoardRow, ...]:
        """The planboard."""
        made = self._fresh()
        if lang.code not in made.rows:
            rows = (self._row(v, lang) for v in sorted(self.session.system.vehicles))
            made.rows[lang.code] = console_rules.with_locks(rows, self.session, self.locked())
        return made.rows[lang.code]

    def _row(self, vehicle: str, lang: Language) -> BoardRow:
        """A vehicle's row; that of a trip which did not change is used again."""
        world, judged, driver = self.session.system, self.judged().trip_of(vehicle), self.driver_of(vehicle)
        kept = self._rows.get((vehicle, driver, lang.code))
        if kept is None or kept[0] is not world or kept[1] is not judged:
            truck = replace(world.vehicles[vehicle], driver=driver)
            kept = (world, judged, trip_row(world, truck, judged, lang))
            self._rows[vehicle, driver, lang.code] = kept
        return kept[2]

    def items(self, lang: Language) -> tuple[OrderItem, ...]:
        """The order list, unfiltered."""
        made = self._fresh()
        if lang.code not in made.items:
            items = order_list.order_items(
                self.session.system, self.session.plan, self.judged(), self.session.visible, lang
            )
            made.items[lang.code] = with_corrections(self.session, items, lang)
        return made.items[lang.code]

    def entries(self, lang: Language) -> tuple[Entry, ...]:
        """The order list as it is filtered and grouped now."""
        world = self.session.system
        names = {
            v.id: f"{lang.fleet(v.name)} · {world.drivers[self.driver_of(v.id)].name}"
            for v in world.vehicles.values()
        }
        names |= {f"zone:{zone.id}": zone.name for zone in world.sites.zones.values()}
        chosen = "" if self.selection.more else self.selection.vehicle
        return order_list.entries_of(self.items(lang), self.list, names, chosen, lang, self.locked())

    def locked(self) -> frozenset[str]:
        """Orders that the computer may not move, as the player asked."""
        made = self._fresh()
        if made.locked is None:
            trips = {t.vehicle: t.orders() for t in self.session.plan.trips}
            made.locked = locked_orders(self.session.wishes.steering, trips)
        return made.locked

    def map_trips(self) -> tuple[MapTrip, ...]:
        """Routes on the map."""
        made, chosen = self._fresh(), self.selection.vehicle
        if chosen not in made.trips:
            made.trips[chosen] = map_model.map_trips(self.session.system, self.judged(), chosen)
        return made.trips[chosen]

    def map_stops(self, lang: Language) -> tuple[MapStop, ...]:
        """Stops on the map."""
        made, key = self._fresh(), (lang.code, *self.selection.key)
        if key not in made.stops:
            made.stops[key] = map_model.map_stops(
                self.session.system, self.judged(), self.session.visible, self.selection, lang
            )
        return made.stops[key]

    def driver_of(self, vehicle: str, plan: Plan | None = None) -> str:
        """Who drives a vehicle in the plan, or in another one."""
        return driver_for(self.session.system, plan or self.session.plan, vehicle)

    def trip_on_map(self, under: Hit | None, pos: tuple[float, float]) -> str:
        """The vehicle whose trip lies below the pointer on the map; `under` is the hit there."""
        if under is None or not (under.id == "map" or under.id.startswith(MAP_HITS)):
            return ""
        known = map_find.trip_of_stop(under.payload)
        camera, chosen = self.map.camera, self.selection.vehicle
        xy = camera.to_rd(pos, self.map.rect)
        return known or map_find.trip_near(self.map_trips(), xy, camera.m_per_px, chosen)

    def finding_count(self) -> int:
        """Lines in the findings tab."""
        return findings_panel.count(self.judged().findings)

    def about(self) -> About:
        """What is chosen, as acts see it: an order that was chosen as a whole stands for its first stop."""
        chosen = self.selection
        trip = self.session.plan.trip_of(chosen.vehicle)
        stop = chosen.stop
        if trip and stop < 0 and chosen.order:
            stop = next((i for i, s in enumerate(trip.stops) if s.order == chosen.order), -1)
        return About(vehicle=chosen.vehicle, stop=stop, order=chosen.order)

    def judge(self, command: Command) -> Preview:
        """What a command would change."""
        return preview_of(self.session, command)

    def acts(self, lang: Language) -> ActList:
        """What may be done with what is chosen; made bit by bit, kept while plan and choice stay the same."""
        about = self.about()
        key = (self.stamp, about, lang.code)
        if self._acts is None or self._acts[0] != key:
            judged = self.judged().trip_of(about.vehicle)
            made = ActList(
                session=self.session, about=about, lang=lang, judge=self.judge, judged=judged, edits=True
            )
            self._acts = (key, made)
        return self._acts[1]

    def pending_charge(self, vehicle: str) -> int | None:
        """The charge that a drag would give this vehicle."""
        return self.pending[1] if self.pending and self.pending[0] == vehicle else None

    def slots(self, order: str, moving: str = "") -> Slots:
        """All places of an order, made bit by bit; kept while the plan stays the same."""
        stamp = self.stamp
        kept = self._slots
        if kept is None or (kept.order, kept.moving, kept.stamp) != (order, moving, stamp):
            self._slots = kept = Slots(session=self.session, order=order, moving=moving, stamp=stamp)
        return kept


@dataclass(slots=True, kw_only=True)
class _Made:
    """What was made of one state of the session."""

    of: tuple[Plan, World, frozenset[str], Steering]
    judged: Evaluation | None = None
    locked: frozenset[str] | None = None
    rows: dict[str, tuple[BoardRow, ...]] = field(default_factory=dict)
    items: dict[str, tuple[OrderItem, ...]] = field(default_factory=dict)
    trips: dict[str, tuple[MapTrip, ...]] = field(default_factory=dict)
    stops: dict[tuple[object, ...], tuple[MapStop, ...]] = field(default_factory=dict)


_DESKS: WeakKeyDictionary[Session, Desk] = WeakKeyDictionary()


def desk_of(session: Session) -> Desk:
    """The one desk of a session: leaving the screen and returning loses nothing."""
    if session not in _DESKS:
        _DESKS[session] = Desk(session)
    return _DESKS[session]
