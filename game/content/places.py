"""Where an address is: a town or node of the map by name, or WGS84 degrees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from game.content.geo import GeoError, Point, load_graph, load_map, to_rd
from game.content.limits import SCENARIO, Faults
from game.content.located import nearest
from game.content.roads import Where
from game.content.shape import PlaceShape
from game.content.tomlfile import Lines, loc_text
from game.domain.world import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place with how it meets the road graph: a node id, or an RD point."""

    place: Place
    where: Where


@cache
def gazetteer() -> dict[str, tuple[Where, Point]]:
    """Case-folded names: road nodes by id and name first, then the towns of the map."""
    known: dict[str, tuple[Where, Point]] = {}
    for node in load_graph().nodes:
        for name in (node.id, node.name):
            known.setdefault(name.casefold(), (node.id, node.point))
    for town in load_map().towns:
        point = (town.x_m, town.y_m)
        known.setdefault(town.name.casefold(), (point, point))
    return known


@cache
def display_names() -> tuple[str, ...]:
    """Names as people write them, for suggestions."""
    graph = [node.name for node in load_graph().nodes] + [node.id for node in load_graph().nodes]
    return tuple(dict.fromkeys([town.name for town in load_map().towns] + graph))


def locate(place: PlaceShape, index: int, lines: Lines, faults: Faults) -> Spot | None:
    """The spot of a place; None with a fault when it cannot be found."""

    def fault(key: str, column: str, /, **values: object) -> None:
        loc = ("place", index, column)
        faults.add(SCENARIO, key, loc_text(loc), lines.of(loc), **values)

    if bool(place.at) == (place.lat is not None) or (place.lat is None) != (place.lon is None):
        fault("fault.place_where", "at", name=place.id)
        return None
    if place.at:
        found = gazetteer().get(place.at.casefold())
        if found is None:
            fault("fault.unknown_town", "at", name=place.at, suggest=nearest(place.at, display_names()))
            return None
        where, point = found
    else:
        try:
            where = point = to_rd(lat=place.lat or 0.0, lon=place.lon or 0.0)
        except GeoError:
            fault("fault.off_the_map", "lat", lat=place.lat, lon=place.lon)
            return None
    return Spot(
        place=Place(
            id=place.id,
            name=place.name,
            town=place.town or place.at or place.name,
            kind=place.kind,
            x_m=point[0],
            y_m=point[1],
            dwellings=place.dwellings,
            lzv=place.lzv,
            docks=place.docks,
        ),
        where=where,
    )
