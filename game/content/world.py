"""From checked shapes to a `World`: places on the map, legs, fleet, orders and sites.

Everything that refers to something else is checked on the way, and every fault is collected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from game.content.exchange import Exchange
from game.content.facts import FactError, read_facts
from game.content.figures import (
    Figures,
    goodwill,
    handling,
    hours_rules,
    winter_cooled_factor,
    winter_factor,
)
from game.content.fleet import Fleet, with_shares
from game.content.geo import GeoError
from game.content.limits import Faults
from game.content.located import Located
from game.content.matrix_world import Legs
from game.content.order_world import OrderDesk, Rows
from game.content.places import Spot, locate
from game.content.shape import ScenarioShape
from game.content.site_rules import SiteRules
from game.content.tomlfile import Lines
from game.content.zones import access_rules
from game.domain.chance import stream
from game.domain.scenario import Scenario, TruthChange
from game.domain.sites import Sites
from game.domain.world import LegBook, Place, Vehicle, World
from game.rules.load import with_load
from game.rules.stops import with_service


class WorldBuilder:
    """Builds one world; faults go to `faults`, `lines` says where in scenario.toml."""

    def __init__(self, shape: ScenarioShape, rows: Rows, lines: Lines, faults: Faults) -> None:
        self.shape = shape
        self.lines = lines
        self.faults = faults
        self.fault = Located(lines, faults)
        self.figures = Figures(read_facts(), shape.date)
        self.desk = OrderDesk(rows, self.figures, faults)
        self.site_rules = SiteRules(shape, self.figures, self.fault)

    def build(self) -> World | None:
        """The world, or None when something is wrong (and noted)."""
        try:
            return self._build()
        except FactError as error:
            self.fault("fault.fact_date", "date", date=self.shape.date, value=error)
        except GeoError as error:
            self.fault("fault.no_road", "place", value=error)
        return None

    def _build(self) -> World | None:
        before = self.fault.count
        self._check_ids()
        plazas = self.site_rules.plazas()
        names = frozenset(p.id for p in self.shape.place) | plazas.keys()
        fleet = Fleet(self.shape, self.figures, self.fault, names)
        exchange = Exchange(self.shape, self.figures, self.fault, names)
        vehicles = fleet.vehicles()
        fleet.check_drivers()
        exchange.check()
        self.desk.check(names)
        sites, spots = self._sites(plazas, names, vehicles)
        if self.fault.count > before:
            return None
        vehicles = with_shares(vehicles, sites.grids.values())
        self.desk.check_sizes(vehicles, self.shape.partner)
        profiles = {v.class_.profile for v in vehicles.values()}
        legs = Legs(self.shape, self.figures, self.fault, profiles).book(spots)
        if legs is None or self.fault.count > before:
            return None
        sites = replace(sites, transfers=exchange.transfers(legs), partners=exchange.partners())
        return self._world(spots, vehicles, fleet, legs, sites)

    def _sites(
        self, plazas: Mapping[str, Spot], names: frozenset[str], vehicles: Mapping[str, Vehicle]
    ) -> tuple[Sites, dict[str, Spot]]:
        """Zones, chargers and grids, and the places with their zones."""
        rules = self.site_rules
        zones = rules.zones()
        rules.check_place_zones(zones)
        depots = frozenset(v.depot for v in self.shape.vehicle)
        sites = Sites(
            zones=zones,
            chargers=rules.chargers(names, depots),
            grids=rules.grids(names, vehicles),
            charging=rules.charging(),
            access=access_rules(self.figures),
        )
        return sites, rules.zoned({**self._located(), **plazas}, zones)

    def _located(self) -> dict[str, Spot]:
        spots = {p.id: locate(p, i, self.lines, self.faults) for i, p in enumerate(self.shape.place)}
        return {name: spot for name, spot in spots.items() if spot}

    def _world(
        self,
        spots: Mapping[str, Spot],
        vehicles: dict[str, Vehicle],
        fleet: Fleet,
        legs: LegBook,
        sites: Sites,
    ) -> World:
        hours = hours_rules(self.figures)
        return World(
            day=self.shape.date,
            places=_places(spots, vehicles),
            orders=self.desk.orders(legs),
            vehicles=vehicles,
            drivers=fleet.drivers(hours),
            legs=legs,
            hours=hours,
            handling=handling(self.figures, self.shape.handling),
            battery_reserve_share=self.figures.number("charge.reserve_soc"),
            winter_factor=winter_factor(self.figures, self.shape.temperature_c),
            winter_cooled_factor=winter_cooled_factor(self.figures, self.shape.temperature_c),
            sources=self.figures.used,
            sites=sites,
            goodwill=goodwill(self.figures),
        )

    def _check_ids(self) -> None:
        for table in ("place", "vehicle", "driver", "class_", "moment", "message"):
            seen: set[str] = set()
            for i, part in enumerate(getattr(self.shape, table)):
                if part.id in seen:
                    self.fault("fault.double_id", table.rstrip("_"), i, "id", name=part.id)
                seen.add(part.id)
        taken = {p.id for p in self.shape.place}
        for i, charger in enumerate(self.shape.charger):
            if charger.map in taken:
                self.fault("fault.double_id", "charger", i, "map", name=charger.map)


def _places(spots: Mapping[str, Spot], vehicles: Mapping[str, Vehicle]) -> dict[str, Place]:
    """Where an LZV lives it may come: its own depot is on the released network."""
    homes = {v.depot for v in vehicles.values() if v.class_.kind == "lzv"}
    return {
        name: replace(spot.place, lzv=True) if name in homes else spot.place for name, spot in spots.items()
    }


def truth_of(scenario: Scenario, seed: int) -> tuple[TruthChange, ...]:
    """What differs on the day of this seed: all that is certain, and what its own stream of chance says."""
    return tuple(
        change
        for change in scenario.truth
        if change.chance_percent >= 100
        or 100 * stream(seed, f"truth/{change.kind}/{change.subject}").random() < change.chance_percent
    )


def truth_world(scenario: Scenario, truth: Iterable[TruthChange] | None = None) -> World:
    """What is really the case: the system's world with the true service times, weights and units.

    `truth` are the changes of the day (`truth_of`); without it all of the scenario's. A customer that is
    closed until some time is played by `sim`, which reads it from the same changes.
    """
    orders = dict(scenario.system.orders)
    for change in scenario.truth if truth is None else truth:
        order = orders[change.subject]
        if change.kind == "service_s":
            orders[change.subject] = with_service(scenario.system, order, change.end, change.amount)
        elif change.kind in ("kg", "units"):
            orders[change.subject] = with_load(order, change.kind, change.amount)
    return replace(scenario.system, orders=orders)
