"""What the map shows of a session: routes and stops as values for `MapView`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from game.content.language import Language
from game.domain.evaluation import Doing, Evaluation, StopTimes, TripEvaluation
from game.domain.world import Action, World
from game.rules.load import share
from game.rules.stops import end_of
from game.ui.map_along import level_at, parts_of
from game.ui.map_kept import Kept
from game.ui.map_overlay import MapZone
from game.ui.map_sites import site_stops, zones_of_world
from game.ui.map_symbols import MapStop
from game.ui.map_trips import MapTrip
from game.ui.selection import Selection

__all__ = ["home_points", "map_stops", "map_trips", "map_zones", "route_points", "stop_numbers"]

Point = tuple[float, float]
LAYER = {"depot": 1, "stop": 2, "pause": 3, "unplanned": 4, "late": 5, "selected": 6}


_LINES: Kept[tuple[Point, ...]] = Kept()
_TRIPS: Kept[MapTrip] = Kept()
_ZONES: Kept[tuple[MapZone, ...]] = Kept(20)
_STOPS: Kept[tuple[MapStop, ...]] = Kept()


def map_trips(world: World, judged: Evaluation, chosen: str) -> tuple[MapTrip, ...]:
    """The route of every trip; straight lines between addresses where a world has no roads."""
    return tuple(map_trip(world, t, chosen=t.trip.vehicle == chosen) for t in judged.trips)


def map_trip(world: World, judged: TripEvaluation, *, chosen: bool) -> MapTrip:
    """One route; the chosen one in stretches with its load, battery and toll."""

    def make() -> MapTrip:
        line = _LINES.get((world, judged), "", lambda: route_points(world, judged))
        parts = parts_of(world, judged) if chosen else ()
        return MapTrip(id=judged.trip.vehicle, points=line, selected=chosen, parts=parts)

    return _TRIPS.get((world, judged), chosen, make)


def map_zones(world: World, lang: Language) -> tuple[MapZone, ...]:
    """The zones of the scenario with their rules in words."""
    return _ZONES.get((world,), lang.code, lambda: zones_of_world(world, lang))


def route_points(world: World, judged: TripEvaluation) -> tuple[Point, ...]:
    """RD metres along a whole trip, depot to depot."""
    depot = world.places[world.vehicles[judged.trip.vehicle].depot]
    points: list[Point] = [(depot.x_m, depot.y_m)]
    for activity in judged.activities:
        if activity.doing is not Doing.DRIVE or activity.leg is None or activity.leg_from > 0:
            continue
        end = world.places.get(activity.place, depot)
        points.extend((float(x), float(y)) for x, y in activity.leg.path)
        points.append((end.x_m, end.y_m))
    return tuple(points)


def stop_numbers(stops: tuple[StopTimes, ...]) -> tuple[str, ...]:
    """What a planner counts: the stops for orders; charging, breaks and reloading have no number."""
    made, count = [], 0
    for times in stops:
        count += not times.stop.own
        made.append("" if times.stop.own else str(count))
    return tuple(made)


def map_stops(
    world: World, judged: Evaluation, visible: frozenset[str], selection: Selection, lang: Language
) -> tuple[MapStop, ...]:
    """Depots, chargers and terminals, unplanned orders, stops of every trip; the selected trip's numbered.

    Ids: `<vehicle>/<index>` for a stop of a trip, `<order>/collect|deliver` for an unplanned order,
    `depot/<place>`, `site/<place>`. Both ends of a selected order are shown; the one that is clicked
    has the flag. An order with a partner shows only while it is selected.
    """
    made = list(site_stops(world, lang))
    planned: set[str] = set()
    for trip in judged.trips:
        planned.update(trip.trip.orders())
        made.extend(_kept_stops(world, trip, selection, lang))
    away = frozenset(judged.kpi.unplanned)
    for name in sorted(visible - planned):
        if name in away:
            made.extend(_open_stops(world, name, selection))
        elif name == selection.order:
            made.extend(_open_stops(world, name, selection, state="stop"))
    made.sort(key=lambda s: LAYER.get(s.state, 0))
    return tuple(made)


def _kept_stops(
    world: World, judged: TripEvaluation, selection: Selection, lang: Language
) -> tuple[MapStop, ...]:
    """The stops of a trip, made again only when it or what is selected of it changed."""
    mine = judged.trip.vehicle == selection.vehicle
    about = selection.key if mine or selection.order in judged.trip.orders() else ()
    return _STOPS.get(
        (world, judged), (lang.code, about), lambda: tuple(_trip_stops(world, judged, selection, lang))
    )


def _trip_stops(
    world: World, judged: TripEvaluation, selection: Selection, lang: Language
) -> Iterator[MapStop]:
    numbers = stop_numbers(judged.stops)
    at = 0
    while at < len(judged.stops):
        times = judged.stops[at]
        last = at
        while _same_transfer(judged, last, last + 1):
            last += 1
        if times.stop.own:
            yield from _own_stop(world, judged, at, selection, lang)
        else:
            number = numbers[at] if last == at else f"{numbers[at]}–{numbers[last]}"
            yield _order_stop(world, judged, (at, last), number, selection, lang)
        at = last + 1


def _same_transfer(judged: TripEvaluation, a: int, b: int) -> bool:
    """Stops that follow each other at one hub or terminal are drawn as one."""
    stops = judged.stops
    return b < len(stops) and bool(stops[a].stop.via) and stops[a].stop.via == stops[b].stop.via


def _order_stop(
    world: World, judged: TripEvaluation, span: tuple[int, int], number: str, selection: Selection,
    lang: Language,
) -> MapStop:  # fmt: skip
    group = judged.stops[span[0] : span[1] + 1]
    first, place = group[0], world.places[group[0].place]
    late_s = max(times.late_s for times in group)
    mine = judged.trip.vehicle == selection.vehicle
    label = ""
    if late_s:
        label = lang.t("board.late", minutes=lang.minutes(-(-late_s // 60) * 60))
    elif any(t.stop.order == selection.order for t in group) and selection.stop in (
        -1,
        *range(span[0], span[1] + 1),
    ):
        label = world.orders[selection.order].customer
    transfer = world.sites.transfers.get(first.stop.via)
    return MapStop(
        id=f"{judged.trip.vehicle}/{span[0]}", xy=(place.x_m, place.y_m), number=number,
        state="late" if late_s else "selected" if mine else "stop", label=label,
        tooltip=_stop_words(world, judged, group, number, lang), site=transfer.kind if transfer else "",
        windows=() if transfer else _windows(world, first.stop.order, first.stop.action),
    )  # fmt: skip


def _stop_words(
    world: World, judged: TripEvaluation, group: tuple[StopTimes, ...], number: str, lang: Language
) -> str:
    """`3 · Bakker · 08:40 · Wagen 2`, what is still aboard, and how much battery is left."""
    names = dict.fromkeys(world.orders[t.stop.order].customer for t in group)
    customers = ", ".join(names) if len(names) < 4 else lang.t("map.orders", n=len(names))
    vehicle = world.vehicles[judged.trip.vehicle]
    lines = [f"{number} · {customers} · {lang.clock(group[0].begin_s)} · {lang.fleet(vehicle.name)}"]
    transfer = world.sites.transfers.get(group[0].stop.via)
    if transfer:
        lines.append(lang.t("map.via", name=transfer.name))
    facts = [lang.t("map.aboard", share=_percent(round(100 * _share(world, judged, group[-1])), lang))]
    facts += _battery_words(world, judged, group[0], lang)
    return "\n".join([*lines, " · ".join(facts)])


def _share(world: World, judged: TripEvaluation, times: StopTimes) -> float:
    return share(load=times.load_after, capacity=world.vehicles[judged.trip.vehicle].class_.capacity)


def _battery_words(world: World, judged: TripEvaluation, times: StopTimes, lang: Language) -> list[str]:
    class_ = world.vehicles[judged.trip.vehicle].class_
    usable = class_.battery_wh * class_.usable_share
    if not judged.battery_trace or usable <= 0:
        return []
    level = round(100 * level_at(judged, times.arrive_s) / usable)
    return [lang.t("map.battery", share=_percent(level, lang))]


@lru_cache(maxsize=1024)  # formatting numbers is slow, and there are few percents
def _percent(percent: int, lang: Language) -> str:
    return lang.percent(percent / 100)


def _own_stop(
    world: World, judged: TripEvaluation, at: int, selection: Selection, lang: Language
) -> Iterator[MapStop]:
    """Charging and breaks of the selected trip; reloading happens under the depot's own sign."""
    times = judged.stops[at]
    if judged.trip.vehicle != selection.vehicle or times.stop.action is Action.RELOAD:
        return
    place = world.places.get(times.place)
    if place is None:
        return
    charge = times.stop.action is Action.CHARGE
    minutes = lang.minutes(times.end_s - times.begin_s)
    values = {"name": place.name, "clock": lang.clock(times.begin_s), "minutes": minutes}
    words = lang.t("map.charge" if charge else "map.break", **values)
    if charge:
        added = lang.t("map.charged", kwh=lang.number(times.charged_wh / 1000))
        words = "\n".join([words, " · ".join([added, *_battery_words(world, judged, times, lang)])])
    yield MapStop(
        id=f"{judged.trip.vehicle}/{at}", xy=(place.x_m, place.y_m), state="selected" if charge else "pause",
        site="charger" if charge else "", tooltip=words,
    )  # fmt: skip


def _windows(world: World, name: str, action: Action) -> tuple[tuple[int, int], ...]:
    """When an end of an order may begin."""
    order = world.orders[name]
    windows = order.pickup_windows if action is Action.COLLECT else order.delivery_windows
    return tuple((w.open_s, w.close_s) for w in windows)


def _open_stops(world: World, name: str, selection: Selection, state: str = "unplanned") -> list[MapStop]:
    order = world.orders[name]
    depots = {v.depot for v in world.vehicles.values()}
    both = (Action.COLLECT, Action.DELIVER)
    ends = [a for a in both if end_of(order=order, action=a) not in depots] or [Action.DELIVER]
    made = []
    for action in ends:
        place = world.places[end_of(order=order, action=action)]
        label = order.customer if name == selection.order and action is ends[-1] else ""
        made.append(
            MapStop(id=f"{name}/{action.value}", xy=(place.x_m, place.y_m), state=state, label=label,
                    tooltip=f"{order.customer}, {place.town}", windows=_windows(world, name, action))
        )  # fmt: skip
    return made


def home_points(world: World, visible: frozenset[str]) -> tuple[Point, ...]:
    """All places that matter, for the first view of the map."""
    names = {v.depot for v in world.vehicles.values()}
    names |= {t.place for t in world.sites.transfers.values()}
    for order in visible:
        names |= {world.orders[order].pickup, world.orders[order].delivery}
    return tuple((world.places[n].x_m, world.places[n].y_m) for n in sorted(names))
