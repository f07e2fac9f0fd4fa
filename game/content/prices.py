"""What a vehicle costs on a day: hours, kilometres, energy, toll, supplements (FACTS 2)."""

from __future__ import annotations

from game.content.figures import Figures
from game.content.shape import RatesShape, VehicleShape
from game.domain.world import Carrier, Rates, VehicleClass

RATE_TABLE = "toll.rate"


def rates(figures: Figures, class_: VehicleClass, vehicle: VehicleShape, own: RatesShape) -> Rates:
    """Prices of a vehicle in cent; the company's own where it gives them, else those of the facts."""
    path = f"vehicle.{class_.base}."

    def pick(value: float | None, computed: float) -> float:
        return computed if value is None else value * 100

    def share(value: float | None, computed: float) -> float:
        return computed if value is None else value

    fixed = 100 * figures.number(path + "fixed_eur_year") / figures.number(path + "hours_year")
    return Rates(
        fixed_cent_per_h=pick(own.fixed_eur_h, fixed),
        driver_cent_per_h=pick(own.driver_eur_h, 100 * figures.number("cost.driver_eur_hour")),
        distance_cent_per_km=pick(own.distance_eur_km, 100 * figures.number(path + "var_eur_km")),
        energy_cent_per_unit=pick(own.energy_eur, 100 * energy_eur(figures, class_.carrier, own)),
        toll_cent_per_km=pick(own.toll_eur_km, 100 * toll_eur_km(figures, class_, vehicle)),
        overhead_share=share(own.overhead_share, figures.number("cost.overhead_share")),
        overtime_share=share(own.overtime_share, round(figures.number("cost.overtime_factor") - 1, 9)),
        night_share=share(own.night_share, figures.number("cost.night_supplement_share")),
        cooling_cent_per_unit=_cooling_cent(figures, vehicle, own),
    )


def _cooling_cent(figures: Figures, vehicle: VehicleShape, own: RatesShape) -> float:
    """Per litre of the refrigeration unit's own tank, which holds diesel; 0 without such a tank."""
    if vehicle.cooling != "diesel":
        return 0.0
    return 100 * (_diesel_eur(figures, own) if own.cooling_eur_l is None else own.cooling_eur_l)


def energy_eur(figures: Figures, carrier: Carrier, own: RatesShape) -> float:
    """Price per litre or kWh at the depot: electricity, or diesel and HVO mixed by share."""
    if carrier.unit == "wh":
        given = own.electricity_eur_kwh
        return figures.number("cost.elec_depot_eur_kwh") if given is None else given
    diesel = _diesel_eur(figures, own)
    if not carrier.hvo_share:
        return diesel
    hvo = own.hvo100_eur_l
    if hvo is None:
        hvo = diesel + figures.number("cost.hvo100_premium_eur_l")
    return carrier.hvo_share * hvo + (1 - carrier.hvo_share) * diesel


def _diesel_eur(figures: Figures, own: RatesShape) -> float:
    return figures.number("cost.diesel_eur_l_ex_vat") if own.diesel_eur_l is None else own.diesel_eur_l


def public_cent_per_kwh(figures: Figures) -> float:
    """Charging at a plaza for trucks."""
    return 100 * figures.number("cost.elec_public_truck_eur_kwh")


def depot_cent_per_kwh(figures: Figures, own: RatesShape) -> float:
    """Charging at the depot by day: the price of its nights."""
    given = own.electricity_eur_kwh
    return 100 * (figures.number("cost.elec_depot_eur_kwh") if given is None else given)


def toll_eur_km(figures: Figures, class_: VehicleClass, vehicle: VehicleShape) -> float:
    """Vrachtwagenheffing by mass, CO2 class and Euro class on the day, less a dated discount (FACTS 2.3)."""
    if is_exempt(figures, class_) or figures.on.isoformat() < figures.text("toll.starts_on"):
        return 0.0
    row = "class_5" if class_.drive == "battery" else f"class_{vehicle.co2_class}"
    if row == "class_1":
        row = f"class_1_euro_{vehicle.euro}"
    rate = figures.number(f"{RATE_TABLE}.{mass_class(figures, class_.gvm_kg)}.{row}")
    return rate * (1 - figures.number("toll.discount_share"))


def is_exempt(figures: Figures, class_: VehicleClass) -> bool:
    """Up to 3.5 t, and zero-emission vehicles up to 4.25 t."""
    if class_.gvm_kg <= figures.number("toll.exempt_up_to_kg"):
        return True
    return class_.drive == "battery" and class_.gvm_kg <= figures.number("toll.zev_exempt_up_to_kg")


def mass_class(figures: Figures, gvm_kg: int) -> str:
    """The column of the tariff: the first whose upper limit holds the mass, else the open one."""
    names = figures.facts.names(RATE_TABLE)
    closed = [name for name in names if not name.startswith("over_")]
    fitting = [name for name in closed if gvm_kg <= int(name.rpartition("_")[2])]
    return fitting[0] if fitting else next(name for name in names if name.startswith("over_"))
