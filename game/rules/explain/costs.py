"""The lines of a trip's cost: hours, kilometres, energy by place, toll, supplements, overhead, transfers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.domain.evaluation import COST_PARTS
from game.domain.units import HOUR_S
from game.domain.world import Rates, World
from game.rules import cost
from game.rules.explain.anatomy import Anatomy
from game.rules.explain.lines import Line, fact_value, is_fact, named, which_fact

DIESEL, PREMIUM = "cost.diesel_eur_l_ex_vat", "cost.hvo100_premium_eur_l"
DEPOT_PRICE = "cost.elec_depot_eur_kwh"
OWN_PARTS = ("fixed", "driver", "waiting", "supplement", "distance", "energy")
"""What overhead is reckoned on: toll and transfers are passed on as they are."""
CHARGER_PRICES = ("cost.elec_public_truck_eur_kwh", DEPOT_PRICE)


def cost_lines(a: Anatomy) -> Iterator[Line]:
    """The total, and every part that is not nothing."""
    parts = a.judged.cost
    yield Line(key="explain.cost", amount=parts.total(), unit="cent")
    for name in COST_PARTS:
        if name in _MADE_OF and getattr(parts, name):
            yield Line(key=f"explain.cost_{name}", amount=getattr(parts, name), unit="cent", level=1)
            yield from _MADE_OF[name](a)


def _hours(a: Anatomy) -> int:
    return a.judged.duty_s - a.judged.wait_s


def _fixed(a: Anatomy) -> Iterator[Line]:
    rate = a.vehicle.rates.fixed_cent_per_h
    yield _timed("explain.hours_fixed", _hours(a), rate)
    yield from _fixed_rate(a)


def _fixed_rate(a: Anatomy) -> Iterator[Line]:
    """The hourly rate is a year's fixed cost over a year's hours."""
    path, rate = _path(a), a.vehicle.rates.fixed_cent_per_h
    year, hours = path + "fixed_eur_year", path + "hours_year"
    eur, per_year = fact_value(a.world, year), fact_value(a.world, hours)
    if eur is not None and per_year and is_fact(a.world, year, rate, 100 / per_year):
        yield Line(key="explain.fixed_year", amount=eur, unit="EUR/year", fact=year, level=3)
        yield Line(key="explain.hours_year", amount=per_year, unit="h/year", fact=hours, level=3)


def _driver(a: Anatomy) -> Iterator[Line]:
    yield _driven(a, "explain.hours_driver", _hours(a))


def _driven(a: Anatomy, key: str, seconds: int) -> Line:
    rate = a.vehicle.rates.driver_cent_per_h
    return _timed(key, seconds, rate, is_fact(a.world, "cost.driver_eur_hour", rate, 100))


def _timed(key: str, seconds: int, rate: float, fact: str = "") -> Line:
    values = named(lasts_s=seconds, rate_cent=rate)
    return Line(key=key, values=values, amount=seconds / HOUR_S * rate, unit="cent", fact=fact, level=2)


def _waiting(a: Anatomy) -> Iterator[Line]:
    yield _timed("explain.waited_fixed", a.judged.wait_s, a.vehicle.rates.fixed_cent_per_h)
    yield from _fixed_rate(a)
    yield _driven(a, "explain.waited_driver", a.judged.wait_s)


def _distance(a: Anatomy) -> Iterator[Line]:
    rate = a.vehicle.rates.distance_cent_per_km
    yield Line(
        key="explain.kilometres", values=named(distance_m=a.judged.distance_m, rate_cent=rate),
        amount=a.judged.distance_m * rate / 1000, unit="cent",
        fact=is_fact(a.world, _path(a) + "var_eur_km", rate, 100), level=2,
    )  # fmt: skip


def _energy(a: Anatomy) -> Iterator[Line]:
    """Fuel at one price; electricity of the depot at its price, of each charger at its own."""
    rates = a.vehicle.rates
    if a.electric:
        yield from _electricity(a)
    else:
        yield _priced("explain.fuel", "energy_ml", a.bought, rates.energy_cent_per_unit, level=2)
        yield from _fuel_price(a.world, rates, a.vehicle.class_.carrier.hvo_share)
    if a.own_fuel:
        price = rates.cooling_cent_per_unit
        fact = is_fact(a.world, DIESEL, price, 100)
        yield _priced("explain.fuel_cooling", "energy_ml", a.own_fuel, price, fact=fact, level=2)


def _electricity(a: Anatomy) -> Iterator[Line]:
    price, chargers = a.vehicle.rates.energy_cent_per_unit, a.world.sites.chargers
    bought = cost.power(vehicle=a.vehicle, used_wh=a.used, charged=a.charged, chargers=chargers)
    fact = is_fact(a.world, DEPOT_PRICE, price, 100)
    yield _priced("explain.power_depot", "energy_wh", bought.depot_wh, price, fact=fact, level=2)
    for place, wh, _ in bought.chargers:
        price = chargers[place].cent_per_kwh
        yield _priced(
            "explain.power_charger", "energy_wh", wh, price,
            fact=which_fact(a.world, CHARGER_PRICES, price, 100), level=2, name=a.world.places[place].name,
        )  # fmt: skip
    if bought.stored_wh:
        price = 1000 * bought.stored_cent / bought.stored_wh
        yield Line(
            key="explain.power_stored", values=named(energy_wh=bought.stored_wh, price_cent=price),
            amount=-bought.stored_cent, unit="cent",
            fact=which_fact(a.world, CHARGER_PRICES[::-1], price, 100), level=2,
        )  # fmt: skip


def _priced(
    key: str, unit: str, amount: float, price: float, *, level: int, fact: str = "", name: str = ""
) -> Line:
    values = named(**{unit: amount}, price_cent=price, **({"name": name} if name else {}))
    return Line(key=key, values=values, amount=amount * price / 1000, unit="cent", fact=fact, level=level)


def _fuel_price(world: World, rates: Rates, hvo_share: float) -> Iterator[Line]:
    """Diesel, and for HVO its premium by share; nothing where the company pays other prices."""
    diesel, premium = fact_value(world, DIESEL), fact_value(world, PREMIUM) if hvo_share else 0.0
    if diesel is None or premium is None:
        return
    if abs(100 * (diesel + hvo_share * premium) - rates.energy_cent_per_unit) > 1e-6:
        return
    yield Line(key="explain.price_diesel", amount=100 * diesel, unit="cent/l", fact=DIESEL, level=3)
    if hvo_share:
        yield Line(
            key="explain.price_hvo", values=named(part_share=hvo_share), amount=100 * premium, unit="cent/l",
            fact=PREMIUM, level=3,
        )  # fmt: skip


def _toll(a: Anatomy) -> Iterator[Line]:
    rate = a.vehicle.rates.toll_cent_per_km
    yield Line(
        key="explain.tolled", values=named(tolled_m=a.judged.tolled_m, rate_cent=rate),
        amount=a.judged.tolled_m * rate / 1000, unit="cent", level=2,
    )  # fmt: skip
    discount = fact_value(a.world, "toll.discount_share") or 0.0
    fact = which_fact(a.world, _toll_keys(a), rate, 100 * (1 - discount))
    if fact:
        amount = 100 * (fact_value(a.world, fact) or 0.0)
        yield Line(key="explain.toll_rate", amount=amount, unit="cent/km", fact=fact, level=3)
        if discount:
            yield Line(
                key="explain.toll_discount",
                amount=discount,
                unit="share",
                fact="toll.discount_share",
                level=3,
            )


def _toll_keys(a: Anatomy) -> Iterator[str]:
    """Tariffs of the vehicle's mass; within one mass every tariff is another figure."""
    kg, start = a.vehicle.class_.gvm_kg, "toll.rate."
    for key in a.world.sources:
        if key.startswith(start):
            low, _, high = key.removeprefix(start).split(".")[0].rpartition("_")
            over = int(high) if low == "over" else int(low)
            if kg > over and (low == "over" or kg <= int(high)):
                yield key


def _supplement(a: Anatomy) -> Iterator[Line]:
    judged, rates = a.judged, a.vehicle.rates
    night_s = cost.night_seconds(start_s=judged.start_s, end_s=judged.end_s)
    overtime = which_fact(a.world, ("cost.overtime_factor",), 1 + rates.overtime_share)
    night = is_fact(a.world, "cost.night_supplement_share", rates.night_share)
    for key, seconds, share, fact in (
        ("explain.overtime", judged.overtime_s, rates.overtime_share, overtime),
        ("explain.night", night_s, rates.night_share, night),
    ):
        if seconds and share:
            values = named(lasts_s=seconds, part_share=share, rate_cent=rates.driver_cent_per_h)
            amount = seconds * share / HOUR_S * rates.driver_cent_per_h
            yield Line(key=key, values=values, amount=amount, unit="cent", fact=fact, level=2)


def _overhead(a: Anatomy) -> Iterator[Line]:
    share = a.vehicle.rates.overhead_share
    own = (line for name in OWN_PARTS for line in _MADE_OF[name](a))
    base = sum(line.amount for line in own if line.level == 2)
    yield Line(
        key="explain.overhead_share", values=named(base_cent=base, part_share=share), amount=base * share,
        unit="cent", fact=is_fact(a.world, "cost.overhead_share", share), level=2,
    )  # fmt: skip


def _transfer(a: Anatomy) -> Iterator[Line]:
    for handed in a.handed:
        way, load = handed.transfer, handed.order.load
        prices = ("lever.city_hub.extra_eur_per_pallet",)
        fact = (
            which_fact(a.world, (f"transfer.{way.kind}_eur",), way.cent_fixed, 100) if way.cent_fixed else ""
        )
        if not fact and not way.cent_fixed:
            fact = which_fact(a.world, prices, way.cent_per_unit, 100)
        yield Line(
            key="explain.transfer_price",
            values=named(
                order=handed.order.id, customer=handed.order.customer, name=way.name,
                fixed_cent=way.cent_fixed, unit_cent=way.cent_per_unit, units=load.pallets + load.roll_cages,
            ),
            amount=handed.cent, unit="cent", fact=fact, level=2,
        )  # fmt: skip


def _path(a: Anatomy) -> str:
    return f"vehicle.{a.vehicle.class_.base or a.vehicle.class_.id}."


_MADE_OF: dict[str, Callable[[Anatomy], Iterator[Line]]] = {
    "fixed": _fixed,
    "driver": _driver,
    "distance": _distance,
    "energy": _energy,
    "toll": _toll,
    "waiting": _waiting,
    "supplement": _supplement,
    "overhead": _overhead,
    "transfer": _transfer,
}
