"""week.toml -> `Week`: references to the scenario checked, every fault with its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from game.content.limits import TEXTS, WEEK, Faults, decode
from game.content.located import nearest, validated
from game.content.shape_week import ChoiceShape, CustomerShape, LearningShape, WeekShape
from game.content.text import LEAD
from game.content.tomlfile import Lines, loc_text, parse_toml
from game.domain.sites import Window
from game.domain.units import whole
from game.domain.week import Choice, Learning, Queue, Regular, RegularTrip, Week
from game.domain.world import World

Texts = Mapping[str, Mapping[str, str]]


def read_week(files: Mapping[str, bytes], world: World | None, texts: Texts, faults: Faults) -> Week | None:
    """The week of a scenario's files; None without week.toml, or with faults in it (noted)."""
    if WEEK not in files:
        return None
    text = decode(files[WEEK], WEEK, faults)
    tree = None if text is None else parse_toml(text, WEEK, faults)
    lines = Lines(text or "")
    shape = tree and validated(WeekShape, tree, file=WEEK, faults=faults, line=lines.of)
    if not shape or world is None:
        return None
    check = _Check(shape, world, lines, faults)
    check.everything()
    week = _week(shape)
    _check_texts(week, texts, faults)
    return None if check.found else week


class _Check:
    """Ids of trips, customers and choices, and what they name in the scenario."""

    def __init__(self, shape: WeekShape, world: World, lines: Lines, faults: Faults) -> None:
        self.shape, self.world, self.lines, self.faults = shape, world, lines, faults
        self.trips = {t.id for t in shape.trip}
        self.customers = {c.order: c for c in shape.customer}
        self.found = 0

    def everything(self) -> None:
        """Note every fault."""
        if self.world.day.weekday() != 0:
            self._fault("fault.week_monday", "weeks", date=self.world.day)
        self._double("trip", [t.id for t in self.shape.trip], "id")
        self._double("trip", [t.vehicle for t in self.shape.trip], "vehicle")
        self._double("customer", [c.order for c in self.shape.customer], "order")
        self._double("choice", [c.id for c in self.shape.choice], "id")
        for i, trip in enumerate(self.shape.trip):
            self._need(trip.vehicle, self.world.vehicles, "trip", i, "vehicle")
        for i, customer in enumerate(self.shape.customer):
            self._need(customer.order, self.world.orders, "customer", i, "order")
            self._need(customer.trip, self.trips, "customer", i, "trip")
        for i, choice in enumerate(self.shape.choice):
            self._choice(choice, i)

    def _choice(self, choice: ChoiceShape, i: int) -> None:
        for order in choice.orders:
            self._need(order, self.customers, "choice", i, "orders")
        if choice.trip:
            self._need(choice.trip, self.trips, "choice", i, "trip")
        if choice.partner:
            self._need(choice.partner, self.world.sites.partners, "choice", i, "partner")
        if choice.vehicle:
            self._need(choice.vehicle, self.world.vehicles, "choice", i, "vehicle")
            if choice.vehicle in {t.vehicle for t in self.shape.trip}:
                self._fault("fault.week_vehicle", "choice", i, "vehicle", name=choice.vehicle)
        if choice.kind == "move":
            self._move(choice, i)

    def _move(self, choice: ChoiceShape, i: int) -> None:
        for order in choice.orders:
            days = self.customers[order].days if order in self.customers else [choice.from_day]
            if choice.from_day not in days or choice.to_day in days:
                self._fault("fault.week_move", "choice", i, "from_day", name=order)

    def _double(self, table: str, names: list[str], key: str) -> None:
        for i, name in enumerate(names):
            if name in names[:i]:
                self._fault("fault.double_id", table, i, key, name=name)

    def _need(self, name: str, known: Collection[str], *loc: str | int) -> None:
        if name not in known:
            self._fault("fault.unknown_id", *loc, name=name, suggest=nearest(name, known))

    def _fault(self, key: str, *loc: str | int, **values: object) -> None:
        self.found += 1
        self.faults.add(WEEK, key, loc_text(loc), self.lines.of(loc), **values)


def week_texts(week: Week) -> Iterator[str]:
    """Every key that a week screen will ask for."""
    yield from (f"trip.{name}" for name in week.trips)
    yield from chain.from_iterable((f"choice.{name}.title", f"choice.{name}.body") for name in week.choices)


def _check_texts(week: Week, texts: Texts, faults: Faults) -> None:
    if LEAD in texts:
        for key in week_texts(week):
            if not texts[LEAD].get(key):
                faults.add(TEXTS[LEAD], "fault.text_missing", key, name=key)


def _week(shape: WeekShape) -> Week:
    return Week(
        weeks=shape.weeks, per_evening=shape.per_evening,
        trips={t.id: RegularTrip(id=t.id, vehicle=t.vehicle) for t in shape.trip},
        regulars={c.order: _regular(c) for c in shape.customer},
        choices={c.id: _choice(c) for c in shape.choice}, learning=_learning(shape.learning),
    )  # fmt: skip


def _regular(shape: CustomerShape) -> Regular:
    low, high = shape.size_percent
    return Regular(
        order=shape.order, trip=shape.trip, days=tuple(sorted(set(shape.days))),
        chance=shape.chance_percent / 100, size_percent=(low, high), service_s=whole(60 * shape.stop_min),
        queue=_queue(shape), trust=shape.trust, cause=shape.cause,
    )  # fmt: skip


def _queue(shape: CustomerShape) -> Queue | None:
    if shape.queue is None:
        return None
    least, likely, most = (whole(60 * m) for m in shape.queue.wait_min)
    return Queue(
        from_s=shape.queue.from_, to_s=shape.queue.to, chance=shape.queue.chance_percent / 100,
        wait_s=(least, likely, most),
    )  # fmt: skip


def _choice(shape: ChoiceShape) -> Choice:
    window = Window(open_s=shape.window[0], close_s=shape.window[1]) if shape.window else None
    return Choice(
        id=shape.id, kind=shape.kind, orders=tuple(shape.orders), trip=shape.trip, vehicle=shape.vehicle,
        partner=shape.partner, from_day=shape.from_day, to_day=shape.to_day, window=window,
        start_s=shape.start, per_delivery_cent=whole(100 * shape.eur_per_delivery),
        per_day_cent=whole(100 * shape.eur_per_day), once_cent=whole(100 * shape.eur_once),
        trust=shape.trust, settle_s=whole(60 * shape.settle_min), group=shape.group, cause=shape.cause,
    )  # fmt: skip


def _learning(shape: LearningShape) -> Learning:
    return Learning(
        on_time=shape.on_time, told_on_time=shape.told_on_time, late=shape.late, late_told=shape.late_told,
        bought_in=shape.bought_in, ended=shape.ended, dear_below=shape.dear_below,
        dear_cent=whole(100 * shape.dear_eur), wide_from=shape.wide_from, wide_s=whole(60 * shape.wide_min),
    )  # fmt: skip
