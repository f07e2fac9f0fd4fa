"""Depots, chargers, hubs, terminals and zones of a world as the map draws them, with their rules in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from game.content.language import Language
from game.domain.sites import Charger, Grid, Transfer, Window, Zone
from game.domain.world import Place, World
from game.rules.access import lzv_zone, zone_emission
from game.solver.explain_words import joined, names
from game.ui.map_overlay import MapZone
from game.ui.map_symbols import MapStop

DAY_S = 86_400
NAMED = 6


def site_stops(world: World, lang: Language) -> Iterator[MapStop]:
    """Signs that belong to the place and not to a plan. Ids: `depot/<place>`, `site/<place>`."""
    depots = sorted({v.depot for v in world.vehicles.values()})
    for name in depots:
        yield _depot(world, name, lang)
    transfers = {t.place: t for _id, t in sorted(world.sites.transfers.items())}
    for place, charger in sorted(world.sites.chargers.items()):
        if place not in depots and place not in transfers:
            yield _charger(world, charger, lang)
    for place, transfer in transfers.items():
        if place not in depots:
            yield _transfer(world, transfer, lang)


def address(place: Place) -> str:
    """Name and town, once where they are the same."""
    return place.name if place.town in ("", place.name) else f"{place.name}, {place.town}"


def place_stops(world: World, lang: Language) -> list[MapStop]:
    """Everything that is there before a plan is: sites with their sign, then the addresses of the orders."""
    made = list(site_stops(world, lang))
    signed = {stop.id.partition("/")[2] for stop in made}
    ends = {p for order in world.orders.values() for p in (order.pickup, order.delivery)}
    for name in sorted(ends - signed):
        place = world.places[name]
        made.append(MapStop(id=name, xy=(place.x_m, place.y_m), tooltip=address(place)))
    return made


def _depot(world: World, name: str, lang: Language) -> MapStop:
    place, grid = world.places[name], world.sites.grids.get(name)
    lines = [address(place)]
    if grid:
        lines.append(_grid_words(grid, lang))
    charger = world.sites.chargers.get(name)
    if charger:
        lines.append(_charger_words(charger, lang))
    return MapStop(
        id=f"depot/{name}", xy=(place.x_m, place.y_m), state="depot", tooltip="\n".join(lines),
        site="grid" if grid else "",
    )  # fmt: skip


def _grid_words(grid: Grid, lang: Language) -> str:
    return lang.t(
        "map.grid", kw=lang.number(grid.limit_kw), start=lang.clock(grid.from_s % DAY_S),
        end=lang.clock(grid.to_s), each=lang.number(grid.kw_per_vehicle),
    )  # fmt: skip


def _charger(world: World, charger: Charger, lang: Language) -> MapStop:
    place = world.places[charger.place]
    return MapStop(
        id=f"site/{charger.place}", xy=(place.x_m, place.y_m), state="charger",
        note=lang.t("map.kw", kw=lang.number(charger.kw)),
        tooltip=f"{address(place)}\n{_charger_words(charger, lang)}",
    )  # fmt: skip


def _charger_words(charger: Charger, lang: Language) -> str:
    return lang.t(
        "map.charger", kw=lang.number(charger.kw), n=lang.number(charger.bays),
        price=lang.euro(round(charger.cent_per_kwh)),
    )  # fmt: skip


def _transfer(world: World, transfer: Transfer, lang: Language) -> MapStop:
    place = world.places[transfer.place]
    lines = [transfer.name, lang.t(f"map.{transfer.kind}.why")]
    if transfer.windows and not _always(transfer.windows):
        lines.append(lang.t("map.bring", windows=windows_words(transfer.windows, lang)))
    if transfer.kind != "hub" and transfer.arrives_s:
        times = {"departs": lang.clock(transfer.departs_s), "arrives": lang.clock(transfer.arrives_s)}
        lines.append(lang.t("map.sailing", **times))
    return MapStop(
        id=f"site/{transfer.place}", xy=(place.x_m, place.y_m), state=transfer.kind,
        tooltip="\n".join(lines),
    )  # fmt: skip


def _always(windows: Sequence[Window]) -> bool:
    return len(windows) == 1 and windows[0].open_s <= 0 and windows[0].close_s >= DAY_S


def windows_words(windows: Sequence[Window], lang: Language) -> str:
    """`05:00–12:00`, more of them with a comma."""
    return ", ".join(f"{lang.clock(w.open_s)}–{lang.clock(w.close_s)}" for w in windows)


# -- zones -----------------------------------------------------------------------------------------
def zones_of_world(world: World, lang: Language) -> tuple[MapZone, ...]:
    """Every zone that has a shape."""
    return tuple(
        MapZone(
            id=zone.id, name=zone.name, ring=tuple((float(x), float(y)) for x, y in zone.ring),
            tooltip="\n".join([
                zone.name, *zone_rules(zone, world.day, lang), *fleet_words(world, zone, lang),
                *_zone_notes(zone, lang),
            ]),
            label=_zone_label(zone, lang),
        )
        for _id, zone in sorted(world.sites.zones.items())
        if len(zone.ring) > 2
    )  # fmt: skip


def zone_rules(zone: Zone, today: date, lang: Language) -> list[str]:
    """What holds there, a sentence each."""
    lines = []
    if zone.zero_emission_from:
        key = "map.zone.since" if zone.zero_emission_from <= today else "map.zone.from"
        lines.append(lang.t(key, day=date_words(zone.zero_emission_from, lang)))
    if zone.windows:
        kg = lang.number(zone.window_over_kg)
        key = "map.zone.windows" if zone.window_over_kg else "map.zone.windows_all"
        lines.append(lang.t(key, windows=windows_words(zone.windows, lang), kg=kg))
    if zone.closed_to_lzv:
        lines.append(lang.t("map.zone.lzv"))
    return lines


def fleet_words(world: World, zone: Zone, lang: Language) -> list[str]:
    """Which of the own vehicles may enter today, and which may not; nothing when all may."""
    allowed: list[str] = []
    barred: list[str] = []
    for _id, vehicle in sorted(world.vehicles.items()):
        checked = (
            zone_emission(rules=world.sites.access, zone=zone, day=world.day, vehicle=vehicle, subject=""),
            lzv_zone(zone=zone, vehicle=vehicle, subject=""),
        )
        (allowed if checked == (None, None) else barred).append(lang.fleet(vehicle.name))
    if not barred:
        return []
    lines = [lang.t("map.zone.barred", names=_listed(barred, lang))]
    return [lang.t("map.zone.allowed", names=_listed(allowed, lang)), *lines] if allowed else lines


def _listed(found: list[str], lang: Language) -> str:
    """All of a small fleet by name, of a large one the first few."""
    return joined(found, lang.t) if len(found) <= NAMED else names(found, lang.t)


def _zone_notes(zone: Zone, lang: Language) -> list[str]:
    notes = [lang.t("map.zone.approximate")]
    if zone.windows and not zone.checked_on:
        notes.append(lang.t("map.zone.unchecked"))
    for rule, on in (("zone_emission", zone.zero_emission_from), ("zone_window", zone.windows)):
        key = f"access.{rule}.why"
        if on and lang.has(key):
            notes.append(lang.t(key))
    return notes


def _zone_label(zone: Zone, lang: Language) -> str:
    words = [lang.t("map.zone.short")] if zone.zero_emission_from else []
    return " · ".join([*words, *([windows_words(zone.windows, lang)] if zone.windows else [])])


def date_words(day: date, lang: Language) -> str:
    """`1 april 2025`: the day without its weekday."""
    return lang.day(day).split(" ", 1)[1]
