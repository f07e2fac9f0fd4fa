"""Speeds by class of road and what counts as another way, from the dated facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from game.content.facts import RawFacts
from game.content.geo import GeoError


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRules:
    """Speeds by road class and what counts as an alternative; from facts.toml."""

    profile: str
    kmh: Mapping[str, int]
    energy_class: Mapping[str, str]
    """Road class to `motorway`, `rural` or `urban`."""
    access_detour: float
    access_urban_max_m: int
    toll_free_max_time: float
    other_max_time: float
    other_max_shared: float
    other_penalty: float
    other_minor_factor: float
    """How much dearer a road that is no motorway or expressway counts in that search."""

    def ms(self, metres: int, road_class: str) -> int:
        """Free-flow driving time in whole milliseconds."""
        if road_class not in self.kmh:
            raise GeoError(f"no speed for road class {road_class!r} of profile {self.profile!r}")
        return (metres * 3600 + self.kmh[road_class] // 2) // self.kmh[road_class]


def route_rules(facts: RawFacts, *, profile: str, on: date) -> RouteRules:
    """The rules of a profile (`truck` or `van`) on a day. Raises FactError or GeoError."""
    if profile not in facts.names("speed"):
        raise GeoError(f"unknown profile {profile!r}; known: {', '.join(facts.names('speed'))}")
    classes = facts.names("speed." + profile)
    return RouteRules(
        profile=profile,
        kmh={c: facts.whole(f"speed.{profile}.{c}", on) for c in classes},
        energy_class={c: facts.text(f"energy_class.{c}", on) for c in classes},
        access_detour=facts.number("routing.access_detour", on),
        access_urban_max_m=facts.whole("routing.access_urban_max_m", on),
        toll_free_max_time=facts.number("routing.toll_free_max_time", on),
        other_max_time=facts.number("routing.other_max_time", on),
        other_max_shared=facts.number("routing.other_max_shared", on),
        other_penalty=facts.number("routing.other_penalty", on),
        other_minor_factor=facts.number("routing.other_minor_factor", on),
    )
