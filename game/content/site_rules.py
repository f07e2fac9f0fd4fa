"""Zones, chargers and depot grids: the map's own where a scenario picks them, with the author's rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property

from game.content.facts import FactError
from game.content.figures import Figures
from game.content.geo import Charger as MapCharger
from game.content.geo import GeoError, load_sites, to_rd
from game.content.located import Located
from game.content.places import Spot
from game.content.prices import depot_cent_per_kwh, public_cent_per_kwh
from game.content.shape import ScenarioShape
from game.content.shape_sites import ChargerShape, GridShape, ZoneShape
from game.content.zones import map_zones, zones_of
from game.domain.sites import Charger, Charging, Grid, Window, Zone
from game.domain.units import clock
from game.domain.world import Place, Vehicle

DAY_S = 86_400
TRUCKS_OVER_KG = 3500


class SiteRules:
    """Builds what belongs to places; faults for what contradicts itself."""

    def __init__(self, shape: ScenarioShape, figures: Figures, fault: Located) -> None:
        self.shape = shape
        self.figures = figures
        self.fault = fault

    # --- zones ------------------------------------------------------------------------------

    def zones(self) -> dict[str, Zone]:
        """The zones that the scenario names, by id."""
        found: dict[str, Zone] = {}
        for i, part in enumerate(self.shape.zone):
            zone = self._map_zone(i, part) if part.map else self._own_zone(i, part)
            if zone is None:
                continue
            if zone.id in found:
                self.fault("fault.double_id", "zone", i, "id", name=zone.id)
            found[zone.id] = self._ruled(zone, i, part)
        return found

    @cached_property
    def _shipped_zones(self) -> dict[str, Zone]:
        return map_zones(self.shape.date, self.figures)

    def _map_zone(self, i: int, part: ZoneShape) -> Zone | None:
        try:
            known = self._shipped_zones
        except FactError as error:
            self.fault("fault.fact_date", "zone", i, "map", date=self.shape.date, value=error)
            return None
        if not self.fault.need(part.map or "", known, "zone", i, "map"):
            return None
        zone = known[part.map or ""]
        return replace(zone, id=part.id or zone.id, name=part.name or zone.name)

    def _own_zone(self, i: int, part: ZoneShape) -> Zone | None:
        if part.id is None:
            self.fault("fault.key_missing", "zone", i, name="id")
            return None
        if part.zero_emission_from is None and not part.windows and not part.closed_to_lzv:
            self.fault("fault.zone_no_rule", "zone", i, name=part.id)
            return None
        return Zone(
            id=part.id,
            name=part.name or part.id,
            window_over_kg=TRUCKS_OVER_KG,
            closed_to_lzv=False if part.closed_to_lzv is None else part.closed_to_lzv,
        )

    def _ruled(self, zone: Zone, i: int, part: ZoneShape) -> Zone:
        """The zone with every rule that the author gives in place of the map's."""
        given: dict[str, object] = {
            "zero_emission_from": part.zero_emission_from,
            "windows": None if part.windows is None else windows_of(part.windows),
            "window_over_kg": part.window_over_kg,
            "closed_to_lzv": part.closed_to_lzv,
            "note": part.note or None,
            "ring": self._ring(i, part),
        }
        return replace(zone, **{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]

    def _ring(self, i: int, part: ZoneShape) -> tuple[tuple[int, int], ...] | None:
        if part.ring is None:
            return None
        try:
            return tuple(to_rd(lat=lat, lon=lon) for lat, lon in part.ring)
        except GeoError:
            self.fault("fault.ring_off_the_map", "zone", i, "ring", name=part.id or part.map or "")
            return None

    def zoned(self, spots: Mapping[str, Spot], zones: Mapping[str, Zone]) -> dict[str, Spot]:
        """The places with the zones in which they lie: by name, and by the ring."""
        given = {p.id: frozenset(p.zones) for p in self.shape.place}
        found: dict[str, Spot] = {}
        inside: set[str] = set()
        for name, spot in spots.items():
            point = (spot.place.x_m, spot.place.y_m)
            names = given.get(name, frozenset()) & zones.keys() | zones_of(point, zones)
            inside |= names
            found[name] = replace(spot, place=replace(spot.place, zones=names)) if names else spot
        for i, part in enumerate(self.shape.zone):
            zone = zones.get(part.id or part.map or "")
            if zone and not zone.ring and zone.id not in inside:
                self.fault("fault.zone_nowhere", "zone", i, name=zone.id)
        return found

    def check_place_zones(self, zones: Mapping[str, Zone]) -> None:
        """Zones that a place names must be there."""
        for i, place in enumerate(self.shape.place):
            for j, name in enumerate(place.zones):
                self.fault.need(name, zones, "place", i, "zones", j)

    # --- chargers ---------------------------------------------------------------------------

    def plazas(self) -> dict[str, Spot]:
        """Places that come with the map's charging plazas."""
        known = _map_chargers()
        found: dict[str, Spot] = {}
        for i, part in enumerate(self.shape.charger):
            if part.map and self.fault.need(part.map, known, "charger", i, "map"):
                found[part.map] = _plaza(known[part.map])
        return found

    def chargers(self, place_ids: Collection[str], depots: Collection[str]) -> dict[str, Charger]:
        """Chargers by place; price and openness by default those of a depot or of a public plaza."""
        found: dict[str, Charger] = {}
        for i, part in enumerate(self.shape.charger):
            if (part.place is None) == (part.map is None):
                self.fault("fault.one_of_two", "charger", i, name="place", other="map")
                continue
            place = part.map or part.place or ""
            if part.place is not None and not self.fault.need(place, place_ids, "charger", i, "place"):
                continue
            raw = _map_chargers().get(part.map or "")
            if part.kw is None and raw is None:
                if part.map is None:
                    self.fault("fault.key_missing", "charger", i, name="kw")
                continue
            if place in found:
                self.fault("fault.double_id", "charger", i, "place", name=place)
            found[place] = self._charger(part, raw, place, place in depots)
        return found

    def _charger(self, part: ChargerShape, raw: MapCharger | None, place: str, at_depot: bool) -> Charger:
        public = not at_depot if part.public is None else part.public
        if part.eur_kwh is not None:
            cent = part.eur_kwh * 100
        elif public:
            cent = public_cent_per_kwh(self.figures)
        else:
            cent = depot_cent_per_kwh(self.figures, self.shape.rates)
        return Charger(
            place=place,
            kw=part.kw or (raw.kw if raw else 0),
            bays=part.bays or (raw.bays if raw else 1),
            cent_per_kwh=cent,
            public=public,
        )

    def charging(self) -> Charging:
        """The charging curve of the facts."""
        return Charging(
            taper_from=self.figures.number("charge.taper_start_soc"),
            taper_factor=self.figures.number("charge.taper_power_factor"),
            plug_s=self.figures.seconds("charge.plug_min"),
        )

    # --- the grid ---------------------------------------------------------------------------

    def grids(self, place_ids: Collection[str], vehicles: Mapping[str, Vehicle]) -> dict[str, Grid]:
        """Grids by depot."""
        electric = {v.depot for v in vehicles.values() if v.class_.drive == "battery"}
        if len(vehicles) < len(self.shape.vehicle):  # one has a fault: it may have been the electric one
            electric |= {v.depot for v in self.shape.vehicle}
        found: dict[str, Grid] = {}
        for i, part in enumerate(self.shape.grid):
            if not self.fault.need(part.depot, place_ids, "grid", i, "depot"):
                continue
            if part.depot in found:
                self.fault("fault.double_id", "grid", i, "depot", name=part.depot)
            elif part.depot not in electric:
                self.fault("fault.grid_no_electric", "grid", i, "depot", name=part.depot)
            elif part.from_ == part.to:
                self.fault("fault.window", "grid", i, "to", open=clock(part.from_), close=clock(part.to))
            else:
                found[part.depot] = self._grid(part)
        return found

    def _grid(self, part: GridShape) -> Grid:
        """A night that begins at a later clock time than it ends begins the evening before."""
        usual = part.kw_per_vehicle
        return Grid(
            place=part.depot,
            limit_kw=part.limit_kw,
            from_s=part.from_ - DAY_S if part.from_ > part.to else part.from_,
            to_s=part.to,
            kw_per_vehicle=self.figures.number("night.kw_per_vehicle") if usual is None else usual,
        )


def windows_of(pairs: Collection[tuple[int, int]]) -> tuple[Window, ...]:
    """Windows in the order of time."""
    return tuple(Window(open_s=opens, close_s=closes) for opens, closes in sorted(pairs))


def _map_chargers() -> dict[str, MapCharger]:
    return {c.id: c for c in load_sites().chargers}


def _plaza(raw: MapCharger) -> Spot:
    place = Place(id=raw.id, name=raw.name, town=raw.name, kind="charger", x_m=raw.x_m, y_m=raw.y_m)
    return Spot(place=place, where=raw.node)
