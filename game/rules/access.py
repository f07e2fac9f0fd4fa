"""Access: zero-emission zones, venstertijden, noise at dwellings, the LZV network and ADR (FACTS 3.4).

One rule = one small function that returns a finding with an amount, or None, as in `findings`.
`stop_findings` puts them together for one stop; `may_enter` and `zone_windows` answer the solver
and the walker before there is a stop. Zones are approximate: never the legal boundary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from game.domain.evaluation import Finding, Severity
from game.domain.sites import AccessRules, Window, Zone
from game.domain.units import MINUTE_S, clock
from game.domain.world import Driver, Order, Place, Vehicle, World
from game.rules.transition import allowed_until

DAY_S = 86_400


def zone_emission(
    *, rules: AccessRules, zone: Zone, day: date, vehicle: Vehicle, subject: str
) -> Finding | None:
    """In a zero-emission zone with a vehicle that has no access today; the amount is the fine."""
    if _emission_ok(rules, zone, day, vehicle):
        return None
    assert zone.zero_emission_from is not None
    since = allowed_until(rules=rules, zone_from=zone.zero_emission_from, vehicle=vehicle)
    van = vehicle.class_.kind == "van"
    fine_cent = rules.fine_van_cent if van else rules.fine_truck_cent
    return _hard(
        rule="zone_emission", subject=subject, vehicle=vehicle, amount=fine_cent, unit="cent",
        zone=zone.name, since=f"{since.day}-{since.month}-{since.year}", euro=fine_cent // 100,
    )  # fmt: skip


def _emission_ok(rules: AccessRules, zone: Zone, day: date, vehicle: Vehicle) -> bool:
    start = zone.zero_emission_from
    if start is None or day < start or _permitted(vehicle, zone, "emission"):
        return True
    return day < allowed_until(rules=rules, zone_from=start, vehicle=vehicle)


def zone_window(*, zone: Zone, vehicle: Vehicle, subject: str, arrive_s: int, end_s: int) -> Finding | None:
    """A bound vehicle is inside outside the venstertijd: too early or too late, the larger of the two.

    The window that fits best counts; it comes back every day. `arrive_s` is when the vehicle comes
    into the zone (a truck that waits for the opening does so outside).
    """
    if not _binds(zone, vehicle) or any(_holds(w, arrive_s, end_s) for w in zone.windows):
        return None
    excess = {w: max(w.open_s - arrive_s, end_s - w.close_s) for w in _daily(zone.windows)}
    best = min(excess, key=lambda w: (excess[w], w.open_s))
    return _hard(
        rule="zone_window", subject=subject, vehicle=vehicle, amount=excess[best], unit="s",
        zone=zone.name, minutes=_minutes(excess[best]),
        open=clock(best.open_s % DAY_S), close=clock(_of_day(best.close_s)),
    )  # fmt: skip


def _binds(zone: Zone, vehicle: Vehicle) -> bool:
    """Whether the zone's windows hold for this vehicle; a permit exempts."""
    heavy = vehicle.class_.gvm_kg > zone.window_over_kg
    return heavy and bool(zone.windows) and not _permitted(vehicle, zone, "window")


def _permitted(vehicle: Vehicle, zone: Zone, rule: str) -> bool:
    """An exemption of the whole zone, or of this rule (`emission`, `window`) alone."""
    permits = vehicle.permits
    return bool(permits) and (zone.id in permits or f"{zone.id}:{rule}" in permits)


def _holds(window: Window, arrive_s: int, end_s: int) -> bool:
    """The whole stay lies in the window of some day."""
    return (arrive_s - window.open_s) % DAY_S + end_s - arrive_s <= window.close_s - window.open_s


def _daily(windows: Sequence[Window]) -> Iterator[Window]:
    """The windows of the day before, the day itself and the day after."""
    for shift_s, window in product((-DAY_S, 0, DAY_S), windows):
        yield Window(open_s=window.open_s + shift_s, close_s=window.close_s + shift_s)


def _of_day(time_s: int) -> int:
    """A closing time as clock time: midnight is 24:00."""
    return (time_s - 1) % DAY_S + 1


def noise(
    *, rules: AccessRules, place: Place, vehicle: Vehicle, subject: str, begin_s: int, end_s: int
) -> Finding | None:
    """Loading or unloading among dwellings above the peak of the hour; `piek` equipment is quiet."""
    if not place.dwellings or "piek" in vehicle.skills:
        return None
    limits = [db for window, db in rules.noise_windows if _overlaps(window, begin_s, end_s)]
    over_db = rules.noise_loading_db - min(limits, default=rules.noise_loading_db)
    if over_db <= 0:
        return None
    found = _hard(
        rule="noise", subject=subject, vehicle=vehicle, amount=over_db, unit="db",
        place=place.name, db=over_db, limit=min(limits),
    )  # fmt: skip
    return replace(found, severity=Severity.SOFT)


def _overlaps(window: Window, begin_s: int, end_s: int) -> bool:
    """Some moment of [begin, end) lies in the window of some day; its close is no longer part of it."""
    after_s = (begin_s - window.open_s) % DAY_S
    inside = after_s < window.close_s - window.open_s or after_s + end_s - begin_s > DAY_S
    return inside and end_s > begin_s


def lzv_access(*, place: Place, vehicle: Vehicle, subject: str) -> Finding | None:
    """An LZV at a place that is not on the released network."""
    if vehicle.class_.kind != "lzv" or place.lzv:
        return None
    return _hard(
        rule="lzv_access", subject=subject, vehicle=vehicle, amount=1, unit="places", place=place.name
    )


def lzv_zone(*, zone: Zone, vehicle: Vehicle, subject: str) -> Finding | None:
    """An LZV in a zone that is closed to it; a permit of the zone does not open it."""
    if vehicle.class_.kind != "lzv" or not zone.closed_to_lzv:
        return None
    return _hard(rule="lzv_zone", subject=subject, vehicle=vehicle, amount=1, unit="zones", zone=zone.name)


def lzv_driver(*, vehicle: Vehicle, driver: Driver) -> Finding | None:
    """An LZV driven without its certificate."""
    if vehicle.class_.kind != "lzv" or "lzv" in driver.skills:
        return None
    return _hard(
        rule="lzv_driver", subject=driver.id, vehicle=vehicle, amount=1, unit="skills", driver=driver.name
    )


def lzv_adr(*, vehicle: Vehicle, adr_points: int) -> Finding | None:
    """Dangerous goods aboard an LZV, however few."""
    if vehicle.class_.kind != "lzv" or adr_points <= 0:
        return None
    return _hard(
        rule="lzv_adr", subject=vehicle.id, vehicle=vehicle, amount=adr_points, unit="points",
        points=adr_points,
    )  # fmt: skip


def adr(*, rules: AccessRules, vehicle: Vehicle, driver: Driver, adr_points: int) -> Finding | None:
    """From the limit of ADR 1.1.3.6 on both the vehicle and its driver must be fit for ADR.

    Skill `adr` of the vehicle: plates, extinguishers, papers; of the driver: the certificate.
    """
    fit = "adr" in vehicle.skills and "adr" in driver.skills
    if adr_points < rules.adr_points or fit:
        return None
    return _hard(
        rule="adr", subject=vehicle.id, vehicle=vehicle, amount=adr_points - rules.adr_points + 1,
        unit="points", points=adr_points, limit=rules.adr_points, driver=driver.name,
    )  # fmt: skip


def stop_findings(
    *,
    world: World,
    vehicle: Vehicle,
    driver: Driver,
    order: Order | None,
    place: str,
    arrive_s: int,
    end_s: int,
    adr_points: int,
    begin_s: int | None = None,
) -> Iterator[Finding]:
    """Every access finding of one stop, always in the same sequence.

    `adr_points` is the sum aboard on arrival. `begin_s` is when service begins (None: on arrival):
    waiting makes no noise. Without an order nothing is loaded, so there is no noise either.
    """
    site = world.places[place]
    if not site.zones and not adr_points and not site.dwellings and vehicle.class_.kind != "lzv":
        return iter(())
    begin_s = arrive_s if begin_s is None else begin_s
    return _stop_findings(world, vehicle, driver, order, site, arrive_s, begin_s, end_s, adr_points)


def _stop_findings(
    world: World, vehicle: Vehicle, driver: Driver, order: Order | None, site: Place,
    arrive_s: int, begin_s: int, end_s: int, adr_points: int,
) -> Iterator[Finding]:  # fmt: skip
    rules = world.sites.access
    subject = vehicle.id if order is None else order.id
    for name in sorted(site.zones):
        yield from _zone_findings(world, vehicle, world.sites.zones[name], subject, arrive_s, end_s)
    found = None
    if site.dwellings and order is not None:
        found = noise(rules=rules, place=site, vehicle=vehicle, subject=subject, begin_s=begin_s, end_s=end_s)
    if found:
        yield found
    if vehicle.class_.kind == "lzv":
        yield from filter(None, (
            lzv_access(place=site, vehicle=vehicle, subject=subject),
            lzv_driver(vehicle=vehicle, driver=driver),
            lzv_adr(vehicle=vehicle, adr_points=adr_points),
        ))  # fmt: skip
    if adr_points and (found := adr(rules=rules, vehicle=vehicle, driver=driver, adr_points=adr_points)):
        yield found


def _zone_findings(
    world: World, vehicle: Vehicle, zone: Zone, subject: str, arrive_s: int, end_s: int
) -> Iterator[Finding]:
    rules, day = world.sites.access, world.day
    found = (
        zone_emission(rules=rules, zone=zone, day=day, vehicle=vehicle, subject=subject),
        zone_window(zone=zone, vehicle=vehicle, subject=subject, arrive_s=arrive_s, end_s=end_s),
        lzv_zone(zone=zone, vehicle=vehicle, subject=subject),
    )
    return filter(None, found)


def may_enter(*, world: World, vehicle: Vehicle, place: str) -> bool:
    """Whether the vehicle may come to a place today, whatever the hour: emission and LZV network."""
    site = world.places[place]
    if vehicle.class_.kind == "lzv" and not site.lzv:
        return False
    if not site.zones:
        return True
    zones = (world.sites.zones[name] for name in site.zones)
    return all(
        _emission_ok(world.sites.access, zone, world.day, vehicle)
        and not (vehicle.class_.kind == "lzv" and zone.closed_to_lzv)
        for zone in zones
    )


def zone_windows(*, world: World, vehicle: Vehicle, place: str) -> tuple[Window, ...]:
    """The windows that bind this vehicle at a place, in order of opening; empty: always.

    Come no earlier than the opening and be gone by the close: service must begin early enough for that.
    Times of the day itself; of a window over midnight also the part of the night before. A place
    in several zones: when all are open; never together: the first zone's, so that waiting ends and
    `zone_window` tells of the other.
    """
    zones = world.places[place].zones
    if not zones:
        return ()
    bound = [z for z in (world.sites.zones[name] for name in sorted(zones)) if _binds(z, vehicle)]
    if not bound:
        return ()
    common = _today(bound[0].windows)
    for zone in bound[1:]:
        both = tuple(
            Window(open_s=max(a.open_s, b.open_s), close_s=min(a.close_s, b.close_s))
            for a, b in product(common, _today(zone.windows))
        )
        common = tuple(w for w in both if w.open_s < w.close_s) or common[:1]
    return tuple(sorted(common, key=lambda w: (w.open_s, w.close_s)))


def _today(windows: Sequence[Window]) -> tuple[Window, ...]:
    """The day's windows, after the tail of last night's."""
    night = [w for w in windows if w.close_s > DAY_S]
    tails = [Window(open_s=w.open_s - DAY_S, close_s=w.close_s - DAY_S) for w in night]
    return (*tails, *windows)


def _minutes(seconds: int) -> int:
    """Whole minutes, rounded up."""
    return -(-seconds // MINUTE_S)


def _hard(
    *, rule: str, subject: str, vehicle: Vehicle, amount: int, unit: str, **values: str | int
) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.HARD,
        subject=subject,
        vehicle=vehicle.id,
        amount=amount,
        unit=unit,
        values=(("vehicle", vehicle.name), *values.items()),
    )
