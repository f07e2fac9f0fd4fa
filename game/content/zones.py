"""Zones of the map and the rules of access on a day, from the dated facts (FACTS 3.4).

The rings are approximate: good enough to ask "is this address in the zone?", never the legal boundary.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from game.content import geo
from game.content.facts import FactError, read_facts
from game.content.figures import Figures
from game.content.numbers import clock_s
from game.domain.sites import AccessRules, Window, Zone
from game.domain.units import whole

ZONE_START = "zone_start"
"""In the transition table: no access from the day on which the zone starts."""
DAY_S = 86_400


def access_rules(figures: Figures) -> AccessRules:
    """Transition table, fines, noise limits and ADR limit on the day. Raises FactError."""
    if figures.text("zez.until.truck_other") != ZONE_START:
        raise FactError("fact 'zez.until.truck_other': other trucks cannot have a term of their own")
    return AccessRules(
        new_must_be_ze_from=_date(figures, "zez.new_registration_from_must_be_ze"),
        van_until=(
            (0, _until(figures, "van_euro_0_4")),
            (5, _until(figures, "van_euro_5")),
            (6, _until(figures, "van_euro_6")),
        ),
        tractor_until=_until(figures, "tractor_euro_6_det_from_2017"),
        rigid_new_until=_until(figures, "rigid_euro_6_det_from_2020"),
        rigid_old_until=_until(figures, "rigid_euro_6_det_2017_2019"),
        heavy_from=_date(figures, "zez.heavy_det_from"),
        rigid_new_from=_date(figures, "zez.rigid_new_det_from"),
        fine_van_cent=whole(figures.number("zez.fine_van_eur") * 100),
        fine_truck_cent=whole(figures.number("zez.fine_truck_eur") * 100),
        noise_windows=tuple(_noise(figures, name) for name in ("evening", "night")),
        noise_loading_db=whole(figures.number("noise.loading_peak_db")),
        adr_points=whole(figures.number("adr.points_limit")),
    )


def _date(figures: Figures, path: str) -> date:
    return _iso(figures.text(path), f"fact {path!r}")


def _iso(text: str, what: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FactError(f"{what}: {text!r} is not a date such as 2025-01-01") from error


def _until(figures: Figures, row: str) -> date | None:
    """First day without access, or None: none from the start of the zone."""
    path = f"zez.until.{row}"
    return None if figures.text(path) == ZONE_START else _date(figures, path)


def _noise(figures: Figures, name: str) -> tuple[Window, int]:
    window = _window(figures, f"noise.{name}_from", f"noise.{name}_to")
    return window, whole(figures.number(f"noise.{name}_peak_db"))


def _window(figures: Figures, opens: str, closes: str) -> Window:
    """A clock window of two facts; one that closes before it opens goes over midnight."""
    open_s, close_s = clock_s(figures.text(opens)), clock_s(figures.text(closes))
    return Window(open_s=open_s, close_s=close_s if close_s > open_s else close_s + DAY_S)


def map_zones(on: date, figures: Figures | None = None) -> dict[str, Zone]:
    """The zones of the map by id. Pass `figures` to have the facts that are used remembered.

    Raises FactError for a zone whose start is neither on the map nor in the facts.
    """
    figures = figures or Figures(read_facts(), on)
    return {raw.id: _zone(figures, raw) for raw in geo.load_sites().zones}


def _zone(figures: Figures, raw: geo.Zone) -> Zone:
    town = raw.name.split()[0]
    facts = f"zez.{town.lower()}."
    windowed = figures.has(facts + "window_from")
    return Zone(
        id=raw.id,
        name=raw.name,
        ring=raw.ring,
        zero_emission_from=_start(figures, raw, town),
        windows=(_window(figures, facts + "window_from", facts + "window_to"),) if windowed else (),
        window_over_kg=whole(figures.number(facts + "window_over_kg")) if windowed else 0,
        note=raw.note,
        checked_on=raw.checked_on,
    )


def _start(figures: Figures, raw: geo.Zone, town: str) -> date:
    """By the map; else the town's own fact; else the first group of municipalities."""
    if raw.start:
        return _iso(raw.start, f"zone {raw.id!r}")
    own = f"zez.{town.lower()}.start"
    if figures.has(own):
        return _date(figures, own)
    if town in figures.text("zez.cities_start_2025_01_01").split(", "):
        return _date(figures, "zez.start_general")
    raise FactError(f"zone {raw.id!r} ({raw.name}) has no start date on the map or in the facts")


def zones_of(point: geo.Point, zones: Mapping[str, Zone]) -> frozenset[str]:
    """Ids of the zones in which an RD point lies; the boundary belongs to the zone."""
    return frozenset(name for name, zone in zones.items() if is_inside(point, zone.ring))


def is_inside(point: geo.Point, ring: geo.Line) -> bool:
    """Exact in whole metres: a ray to the east crosses the ring an odd number of times.

    The ring may repeat its first point at the end; fewer than three points enclose nothing but
    themselves.
    """
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], *ring[:1]), strict=True):
        side = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
        if side == 0 and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
            return True
        if (ay > y) != (by > y) and (side > 0) == (by > ay):
            inside = not inside
    return inside
