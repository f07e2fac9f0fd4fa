"""What the map shows of a session: routes and stops as values for `MapView`."""

from __future__ import annotations

from game.content.language import Language
from game.domain.evaluation import Doing, Evaluation, TripEvaluation
from game.domain.world import Action, World
from game.rules.stops import end_of
from game.ui.map_view import MapStop, MapTrip
from game.ui.selection import Selection

Point = tuple[float, float]


def map_trips(world: World, judged: Evaluation, chosen: str) -> tuple[MapTrip, ...]:
    """The route of every trip; straight lines between addresses where a world has no roads."""
    return tuple(
        MapTrip(id=t.trip.vehicle, points=route_points(world, t), selected=t.trip.vehicle == chosen)
        for t in judged.trips
    )


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


def map_stops(
    world: World, judged: Evaluation, visible: frozenset[str], selection: Selection, lang: Language
) -> tuple[MapStop, ...]:
    """Depots, unplanned orders, stops of every trip; the selected trip's are numbered.

    Ids: `<vehicle>/<index>` for a stop of a trip, `<order>/collect|deliver` for an unplanned order,
    `depot/<place>`. Both ends of a selected order are shown; the one that is clicked has the flag.
    """
    made: list[MapStop] = []
    for place in sorted({v.depot for v in world.vehicles.values()}):
        p = world.places[place]
        made.append(
            MapStop(id=f"depot/{place}", xy=(p.x_m, p.y_m), state="depot", tooltip=f"{p.name}, {p.town}")
        )
    planned: set[str] = set()
    for trip in judged.trips:
        planned.update(trip.trip.orders())
        made.extend(_trip_stops(world, trip, selection, lang))
    for name in sorted(visible - planned):
        made.extend(_open_stops(world, name, selection))
    made.sort(key=lambda s: {"depot": 0, "stop": 1, "unplanned": 2, "late": 3, "selected": 4}[s.state])
    return tuple(made)


def _trip_stops(world: World, judged: TripEvaluation, selection: Selection, lang: Language) -> list[MapStop]:
    mine = judged.trip.vehicle == selection.vehicle
    made = []
    for i, times in enumerate(judged.stops):
        order, place = world.orders[times.stop.order], world.places[times.place]
        state = "late" if times.late_s else "selected" if mine else "stop"
        label = ""
        if times.late_s:
            label = lang.t("board.late", minutes=lang.minutes(-(-times.late_s // 60) * 60))
        elif order.id == selection.order and selection.stop in (-1, i):
            label = order.customer
        words = f"{i + 1} · {order.customer} · {lang.clock(times.begin_s)} · {judged.trip.vehicle}"
        made.append(
            MapStop(id=f"{judged.trip.vehicle}/{i}", xy=(place.x_m, place.y_m), number=str(i + 1),
                    state=state, label=label, tooltip=words)
        )  # fmt: skip
    return made


def _open_stops(world: World, name: str, selection: Selection) -> list[MapStop]:
    order = world.orders[name]
    depots = {v.depot for v in world.vehicles.values()}
    ends = [a for a in Action if end_of(order=order, action=a) not in depots] or [Action.DELIVER]
    made = []
    for action in ends:
        place = world.places[end_of(order=order, action=action)]
        label = order.customer if name == selection.order and action is ends[-1] else ""
        made.append(
            MapStop(id=f"{name}/{action.value}", xy=(place.x_m, place.y_m), state="unplanned", label=label,
                    tooltip=f"{order.customer}, {place.town}")
        )  # fmt: skip
    return made


def home_points(world: World, visible: frozenset[str]) -> tuple[Point, ...]:
    """All places that matter, for the first view of the map."""
    names = {v.depot for v in world.vehicles.values()}
    for order in visible:
        names |= {world.orders[order].pickup, world.orders[order].delivery}
    return tuple((world.places[n].x_m, world.places[n].y_m) for n in sorted(names))
