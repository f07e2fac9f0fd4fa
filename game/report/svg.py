"""Pictures for the report as inline SVG: trips on the map, cost against CO2e. No script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from game.content.geo import MapData
from game.domain.evaluation import Doing, TripEvaluation
from game.domain.sites import Zone
from game.domain.world import Place, World

Point = tuple[float, float]
TRIP_COLOURS = ("#2E4BE0", "#B93207", "#0B6B60", "#855400", "#7A3FA0", "#14647F", "#9B2C63", "#4E5967")
"""Dark enough on the map's land; told apart by number as well, never by colour alone."""
_RIM = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The part of the map that is shown, and its size in pixels."""

    x_m: float
    y_m: float
    """Lower left corner in RD metres."""
    metres_per_px: float
    width: int
    height: int

    def at(self, point: tuple[int, int]) -> Point:
        """A pixel position; north is up."""
        x = (point[0] - self.x_m) / self.metres_per_px
        return round(x, 1), round(self.height - (point[1] - self.y_m) / self.metres_per_px, 1)


def frame_of(points: Sequence[tuple[int, int]], width: int = 340, height: int = 300) -> Frame:
    """The smallest frame with a rim that shows all points."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = max(wide / width, high / height, 10.0) * (1 + 2 * _RIM)
    x_m = (max(xs) + min(xs)) / 2 - scale * width / 2
    y_m = (max(ys) + min(ys)) / 2 - scale * height / 2
    return Frame(x_m=x_m, y_m=y_m, metres_per_px=scale, width=width, height=height)


def ground(frame: Frame, data: MapData, name: str, zones: Iterable[Zone] = ()) -> str:
    """Land, provinces, lakes and zones inside the frame as one reusable group."""
    provinces = [ring for p in data.provinces for ring in p.rings]
    lakes = [lake.outer for lake in data.lakes]
    islands = [hole for lake in data.lakes for hole in lake.holes]
    layers = [(data.land, "abroad"), (provinces, "land"), (lakes, "water"), (islands, "land")]
    layers.append((provinces, "border"))
    shapes = "".join(_rings(frame, rings, kind) for rings, kind in layers)
    shapes += "".join(_rings(frame, [zone.ring], "zone") for zone in zones if len(zone.ring) > 2)
    return f'<defs><g id="{escape(name)}">{shapes}</g></defs>'


def _rings(frame: Frame, rings: Iterable[Sequence[tuple[int, int]]], kind: str) -> str:
    parts = (_path(_clip([frame.at(p) for p in ring], frame)) for ring in rings)
    joined = "".join(p for p in parts if p)
    return f'<path class="{kind}" d="{joined}"/>' if joined else ""


def _path(points: Sequence[Point], close: bool = True) -> str:
    kept = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
    if len(kept) < 2:
        return ""
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in kept) + ("Z" if close else "")


def _clip(points: list[Point], frame: Frame) -> list[Point]:
    """The part of a ring inside the frame and 4 pixels around it (Sutherland and Hodgman 1974)."""
    for axis, limit, above in (
        (0, -4.0, True), (0, frame.width + 4.0, False), (1, -4.0, True), (1, frame.height + 4.0, False),
    ):  # fmt: skip
        points = _clip_side(points, axis=axis, limit=limit, above=above)
    return [(round(x, 1), round(y, 1)) for x, y in points]


def _clip_side(points: list[Point], *, axis: int, limit: float, above: bool) -> list[Point]:
    def inside(p: Point) -> bool:
        return p[axis] >= limit if above else p[axis] <= limit

    kept: list[Point] = []
    for i, here in enumerate(points):
        before = points[i - 1]
        if inside(here) != inside(before):
            part = (limit - before[axis]) / (here[axis] - before[axis])
            kept.append((before[0] + (here[0] - before[0]) * part, before[1] + (here[1] - before[1]) * part))
        if inside(here):
            kept.append(here)
    return kept


def trips_map(
    *, world: World, trips: Sequence[TripEvaluation], frame: Frame, ground_name: str, title: str
) -> str:
    """The trips of one plan on the map; each line carries its vehicle's number."""
    numbers = {v: i for i, v in enumerate(sorted(world.vehicles))}
    lines = "".join(_trip(world, t, frame, numbers[t.trip.vehicle]) for t in trips)
    dots = "".join(_dot(world, p, frame) for p in _places(world))
    dots += "".join(_bolt(p, frame) for p in _signed(world, trips))
    box = f'viewBox="0 0 {frame.width} {frame.height}"'
    return (
        f'<svg class="map" {box} role="img" aria-label="{escape(title)}">'
        f'<rect class="water" width="{frame.width}" height="{frame.height}"/>'
        f'<use href="#{escape(ground_name)}"/>{lines}{dots}</svg>'
    )


def world_points(world: World) -> list[tuple[int, int]]:
    """Every place that plays a part."""
    return [(p.x_m, p.y_m) for p in _places(world)]


def _places(world: World) -> list[Place]:
    names = {v.depot for v in world.vehicles.values()}
    names |= {p for o in world.orders.values() for p in (o.pickup, o.delivery)}
    names |= {t.place for t in world.sites.transfers.values()}
    return [world.places[n] for n in sorted(names)]


def _signed(world: World, trips: Iterable[TripEvaluation]) -> list[Place]:
    """Chargers where one of the trips plugs in."""
    names = {a.place for t in trips for a in t.activities if a.doing is Doing.CHARGE}
    return [world.places[n] for n in sorted(names) if n in world.places]


def _dot(world: World, place: Place, frame: Frame) -> str:
    x, y = frame.at((place.x_m, place.y_m))
    town = f", {escape(place.town)}" if place.town not in ("", place.name) else ""
    name = f"<title>{escape(place.name)}{town}</title>"
    if place.kind == "depot":
        return f'<rect class="depot" x="{x - 4:g}" y="{y - 4:g}" width="8" height="8">{name}</rect>'
    if any(t.place == place.id for t in world.sites.transfers.values()):
        return f'<path class="hub" d="M{x - 5:g},{y:g}l5,-5l5,5l-5,5Z">{name}</path>'
    return f'<circle class="stop" cx="{x:g}" cy="{y:g}" r="2.5">{name}</circle>'


def _bolt(place: Place, frame: Frame) -> str:
    """A charger: a small bolt in a square."""
    x, y = frame.at((place.x_m, place.y_m))
    return (
        f'<rect class="charger" x="{x - 5:g}" y="{y - 5:g}" width="10" height="10" rx="2">'
        f"<title>{escape(place.name)}</title></rect>"
        f'<path class="bolt" d="M{x + 1:g},{y - 4:g}l-3,5h2l-1,3l3,-5h-2Z"/>'
    )


def _trip(world: World, trip: TripEvaluation, frame: Frame, number: int) -> str:
    points = [frame.at(p) for p in _driven(world, trip)]
    if len(points) < 2:
        return ""
    colour = TRIP_COLOURS[number % len(TRIP_COLOURS)]
    dash = ' stroke-dasharray="5 3"' if number >= len(TRIP_COLOURS) else ""
    x, y = points[len(points) // 2]
    return (
        f'<path class="trip" d="{_path(points, close=False)}" stroke="{colour}"{dash}/>'
        f'<circle cx="{x:g}" cy="{y:g}" r="7" fill="{colour}"/>'
        f'<text class="number" x="{x:g}" y="{y + 3:g}">{number + 1}</text>'
    )


def _driven(world: World, trip: TripEvaluation) -> list[tuple[int, int]]:
    depot = world.places[world.vehicles[trip.trip.vehicle].depot]
    points = [(depot.x_m, depot.y_m)]
    for activity in trip.activities:
        if activity.doing is Doing.DRIVE and activity.leg_to >= 1.0 and activity.place:
            to = world.places[activity.place]
            path = activity.leg.path if activity.leg else ()
            points += path or ((to.x_m, to.y_m),)
    return points


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point of the cost-CO2e chart."""

    label: str
    euro: float
    kg: float
    kind: str = "plan"
    """`plan` or `front`."""


def scatter(
    *, marks: Sequence[Mark], x_title: str, y_title: str, say_x: Sequence[str], say_y: Sequence[str]
) -> str:
    """Cost against CO2e; lower left is better. `say_*` are the least and greatest as text."""
    width, height, left, bottom, top = 540, 260, 90, 44, 14
    xs, ys = [m.euro for m in marks], [m.kg for m in marks]

    def at(mark: Mark) -> Point:
        x = left + 20 + (width - left - 180) * _part(mark.euro, xs)
        return round(x, 1), round(height - bottom - 16 - (height - bottom - top - 32) * _part(mark.kg, ys), 1)

    parts = [
        f'<line class="axis" x1="{left}" y1="{height - bottom}" x2="{width - 10}" y2="{height - bottom}"/>',
        f'<line class="axis" x1="{left}" y1="{top}" x2="{left}" y2="{height - bottom}"/>',
        _text(left + 20, height - bottom + 16, say_x[0]),
        _text(width - 160, height - bottom + 16, say_x[1], "middle") if say_x[0] != say_x[1] else "",
        _text(left - 6, height - bottom - 12, say_y[0], "end"),
        _text(left - 6, top + 20, say_y[1], "end") if say_y[0] != say_y[1] else "",
        _text((left + width) / 2, height - 6, x_title, "middle"),
        f'<text class="small" transform="translate(12 {height / 2 - 10:g}) rotate(-90)" text-anchor="middle">'
        f"{escape(y_title)}</text>",
    ]
    named = sorted((m for m in marks if m.kind == "plan"), key=lambda m: (-m.kg, m.euro))
    for mark, label_y in zip(named, _spread([at(m)[1] for m in named], height - bottom), strict=True):
        x, y = at(mark)
        parts.append(f'<path class="guide" d="M{x:g},{y:g}L{width - 126},{label_y:g}h6"/>')
        parts.append(_text(width - 116, label_y + 4, mark.label))
    for mark in marks:
        x, y = at(mark)
        parts.append(
            f'<circle class="{mark.kind}" cx="{x:g}" cy="{y:g}" r="{5 if mark.kind == "plan" else 2.5}"/>'
        )
    return f'<svg class="chart" viewBox="0 0 {width} {height}" role="img">{"".join(parts)}</svg>'


def _spread(wanted: Sequence[float], bottom: float, gap: float = 16.0) -> list[float]:
    """Heights for labels, in order, near the wanted ones and at least `gap` apart."""
    placed: list[float] = []
    for y in wanted:
        placed.append(max(y, placed[-1] + gap) if placed else y)
    limit = bottom - 6
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = min(placed[i], limit)
        limit = placed[i] - gap
    return placed


def _part(value: float, values: Sequence[float]) -> float:
    least, most = min(values), max(values)
    return (value - least) / (most - least) if most > least else 0.5


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text class="small" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'
