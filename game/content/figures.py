"""Rates, vehicle classes, hours and handling of a day, resolved from the dated facts.

Every fact that is read is remembered, so that `World.sources` can say where a figure comes from.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from game.content.facts import FactError, RawFacts
from game.content.shape import ClassShape, HandlingShape
from game.domain.people import Goodwill
from game.domain.units import whole
from game.domain.world import Carrier, Cooling, Fact, Handling, HoursRules, Load, VehicleClass

DIESEL, HVO = "diesel_b7", "hvo100"
TRAILERS = frozenset({"artic", "lzv"})


class Figures:
    """The facts on one day, with a record of those used."""

    def __init__(self, facts: RawFacts, on: date) -> None:
        self.facts = facts
        self.on = on
        self.used: dict[str, Fact] = {}

    def fact(self, path: str) -> Fact:
        """The fact valid on the day. Raises FactError."""
        found = self.facts.entry(path, self.on)
        self.used[path] = found
        return found

    def number(self, path: str) -> float:
        """A figure. Raises FactError for a text."""
        value = self.fact(path).value
        if isinstance(value, str):
            raise FactError(f"fact {path!r} is the text {value!r}, not a number")
        return float(value)

    def text(self, path: str) -> str:
        """A text, such as the name of a toll class."""
        return str(self.fact(path).value)

    def seconds(self, path: str) -> int:
        """A fact in minutes, as seconds."""
        return whole(self.number(path) * 60)

    def has(self, path: str) -> bool:
        """Whether there is such a fact on any day."""
        return path in self.facts.entries

    def mark(self, *groups: str) -> None:
        """Remember every fact of these groups that has a value on the day: somebody else reads them."""
        for group in groups:
            for path in self.facts.entries:
                if path.startswith(group + "."):
                    try:
                        self.fact(path)
                    except FactError:
                        continue  # no value on this day: not used either

    def vehicle_classes(self) -> tuple[str, ...]:
        """Ids of the vehicle classes of the facts."""
        return self.facts.names("vehicle")

    def carriers(self) -> tuple[str, ...]:
        """Ids of the energy carriers of the facts."""
        return self.facts.names("co2.factor")


HOURS_MINUTES = {
    "drive_before_break_s": "drive_before_break",
    "break_s": "break",
    "break_first_s": "break_split_first",
    "break_second_s": "break_split_second",
    "drive_day_s": "drive_day",
    "drive_day_long_s": "drive_day_ext",
    "drive_week_s": "drive_week",
    "drive_fortnight_s": "drive_fortnight",
    "rest_s": "rest_day",
    "rest_reduced_s": "rest_day_reduced",
    "rest_split_first_s": "rest_day_split_first",
    "rest_cut_s": "rest_day_cut",
    "weekly_rest_s": "rest_week",
    "weekly_rest_reduced_s": "rest_week_reduced",
    "weekly_rest_within_s": "rest_week_within",
    "day_s": "day_period",
    "work_before_break_s": "work_before_break",
    "work_break_short_s": "work_break_6_9h",
    "work_break_long_s": "work_break_over_9h",
    "work_long_s": "work_break_over",
    "work_week_s": "work_week_max",
    "work_week_mean_s": "work_week_avg",
    "night_work_s": "night_work_max_24h_law",
    "night_work_cao_s": "night_work_max_24h_cao",
    "unforeseen_s": "unforeseen_extra_drive",
    "unforeseen_long_s": "unforeseen_extra_drive_long",
    "unforeseen_break_s": "unforeseen_break",
    "contract_day_s": "contract_day",
}
"""Fields of `HoursRules` in seconds, and the facts `hours.*` in minutes that they are."""
HOURS_COUNTS = {
    "long_days_per_week": "drive_day_ext_per_week",
    "reduced_rests": "rest_day_reduced_between_weekly",
    "compensation_weeks": "rest_compensation_weeks",
    "work_mean_weeks": "work_week_avg_weeks",
    "work_mean_cao_weeks": "work_week_avg_weeks_cao",
    "eu_over_kg": "eu_over_kg",
    "van_payload_kg": "van_payload_over_kg",
    "electric_exempt_kg": "electric_exempt_kg",
}
"""Fields that are numbers as they stand."""


def hours_rules(figures: Figures) -> HoursRules:
    """Limits of Regulation (EC) 561/2006 and the Arbeidstijdenbesluit vervoer (FACTS 3.1, 3.2).

    Contract day: 9 hours of duty; beyond it counts as overtime (the law's own limit for a day
    without extra break; the CAO's figure is not among the facts).
    """
    seconds = {field: figures.seconds(f"hours.{fact}") for field, fact in HOURS_MINUTES.items()}
    counts = {field: whole(figures.number(f"hours.{fact}")) for field, fact in HOURS_COUNTS.items()}
    return HoursRules(
        **seconds,
        **counts,
        duty_day_s=seconds["day_s"] - seconds["rest_s"],
        duty_day_long_s=seconds["day_s"] - seconds["rest_reduced_s"],
        night_from_s=_clock_s(figures.text("hours.night_from")),
        night_to_s=_clock_s(figures.text("hours.night_to")),
        cao=bool(whole(figures.number("hours.cao_applies"))),
        electric_exempt_m=whole(figures.number("hours.electric_exempt_km") * 1000),
    )


def _clock_s(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def handling(figures: Figures, own: HandlingShape) -> Handling:
    """Work at the depot by the facts, with the company's own minutes where it gives them."""

    def pick(minutes: float | None, path: str) -> int:
        return figures.seconds(path) if minutes is None else whole(minutes * 60)

    return Handling(
        check_s=pick(own.check_min, "stop.vehicle_check_min"),
        load_fixed_s=pick(own.load_fixed_min, "stop.depot_load_fixed_min"),
        load_per_pallet_s=pick(own.load_per_pallet_min, "stop.depot_load_per_pallet_min"),
        load_per_cage_s=pick(own.load_per_cage_min, "stop.depot_load_per_roll_cage_min"),
        unload_fixed_s=pick(own.unload_fixed_min, "stop.depot_unload_fixed_min"),
        unload_per_pallet_s=pick(own.unload_per_pallet_min, "stop.depot_unload_per_pallet_min"),
        unload_per_cage_s=pick(own.unload_per_cage_min, "stop.depot_unload_per_roll_cage_min"),
    )


def carrier(figures: Figures, name: str) -> Carrier:
    """An energy carrier; kg per litre or kWh equals grams per millilitre or watt-hour."""
    unit = figures.text(f"co2.factor.{name}.unit")
    return Carrier(
        id=name,
        unit="wh" if unit == "kWh" else "ml",
        wtw_g_per_unit=figures.number(f"co2.factor.{name}.wtw"),
        ttw_g_per_unit=figures.number(f"co2.factor.{name}.ttw"),
        hvo_share=1.0 if name == HVO else 0.0,
    )


def blend(figures: Figures, hvo_percent: int) -> Carrier:
    """Diesel with a share of HVO by volume: `hvo30` mixes the factors 30 : 70 (worked example E4)."""
    if hvo_percent in (0, 100):
        return carrier(figures, HVO if hvo_percent else DIESEL)
    diesel, hvo, share = carrier(figures, DIESEL), carrier(figures, HVO), hvo_percent / 100
    return Carrier(
        id=f"hvo{hvo_percent}",
        unit="ml",
        wtw_g_per_unit=share * hvo.wtw_g_per_unit + (1 - share) * diesel.wtw_g_per_unit,
        ttw_g_per_unit=share * hvo.ttw_g_per_unit + (1 - share) * diesel.ttw_g_per_unit,
        hvo_share=share,
    )


def vehicle_class(figures: Figures, name: str) -> VehicleClass:
    """A class of the facts (FACTS 1.4)."""
    path = f"vehicle.{name}."
    battery = figures.has(path + "battery_kwh")
    return VehicleClass(
        id=name,
        kind=figures.text(path + "kind"),
        drive=figures.text(path + "drive"),
        profile=figures.text(path + "profile"),
        gvm_kg=whole(figures.number(path + "gvm_kg")),
        capacity=Load(
            kg=whole(figures.number(path + "payload_kg")),
            pallets=whole(figures.number(path + "euro_pallets")),
            roll_cages=whole(figures.number(path + "roll_cages")),
            ldm_cm=whole(figures.number(path + "ldm") * 100),
        ),
        carrier=carrier(figures, figures.text(path + "carrier")),
        empty_per_100km=figures.number(path + "empty_per_100km"),
        full_per_100km=figures.number(path + "full_per_100km"),
        mult_motorway=figures.number(path + "mult_motorway"),
        mult_rural=figures.number(path + "mult_rural"),
        mult_urban=figures.number(path + "mult_urban"),
        battery_wh=whole(figures.number(path + "battery_kwh") * 1000) if battery else 0,
        usable_share=figures.number(path + "usable") if battery else 1.0,
        charge_efficiency=figures.number("charge.efficiency_dc") if battery else 1.0,
        dc_kw=figures.number(path + "dc_kw_max") if battery else 0.0,
        base=name,
    )


def own_class(base: VehicleClass, own: ClassShape) -> VehicleClass:
    """A company's class: the base with the given figures replaced."""
    limits = (own.payload_kg, own.pallets, own.roll_cages, own.ldm_cm)
    names = ("kg", "pallets", "roll_cages", "ldm_cm")
    capacity = replace(base.capacity, **{n: v for n, v in zip(names, limits, strict=True) if v is not None})
    fields = (
        "gvm_kg", "empty_per_100km", "full_per_100km", "mult_motorway", "mult_rural", "mult_urban",
        "usable_share", "dc_kw",
    )  # fmt: skip
    given = {name: getattr(own, name) for name in fields if getattr(own, name) is not None}
    battery = base.battery_wh if own.battery_kwh is None else whole(own.battery_kwh * 1000)
    return replace(base, id=own.id, capacity=capacity, battery_wh=battery, **given)


def with_carrier(class_: VehicleClass, other: Carrier) -> VehicleClass:
    """The class running on another carrier; only pure HVO makes the drive `hvo`."""
    if class_.drive == "battery":
        return replace(class_, carrier=other)
    return replace(class_, carrier=other, drive="hvo" if other.hvo_share >= 1 else "diesel")


def cooling(figures: Figures, kind: str, class_: VehicleClass) -> Cooling | None:
    """The refrigeration unit: litres of diesel per hour, or kW from the vehicle's own battery (FACTS 1.4)."""
    if kind == "none":
        return None
    body = "trailer" if class_.kind in TRAILERS else "rigid"
    per_hour = figures.number(f"co2.rules.reefer_{kind}_{body}") * 1000
    source = class_.carrier if kind == "electric" else carrier(figures, DIESEL)
    return Cooling(carrier=source, per_hour=per_hour)


def goodwill(figures: Figures) -> Goodwill:
    """What lateness and changes cost in goodwill (facts `goodwill.*`)."""

    def cents(name: str) -> int:
        return whole(100 * figures.number(f"goodwill.{name}"))

    return Goodwill(
        late_after_s=figures.seconds("goodwill.late_after_min"),
        late_cent=cents("late_eur"),
        late_told_cent=cents("late_told_eur"),
        told_ahead_s=figures.seconds("goodwill.told_ahead_min"),
        shift_s=figures.seconds("goodwill.shift_min"),
        customer_change_cent=cents("customer_change_eur"),
        driver_change_cent=cents("driver_change_eur"),
        needless_cent=cents("needless_eur"),
        near_s=figures.seconds("goodwill.near_min"),
        call_s=figures.seconds("goodwill.call_min"),
    )


def winter_factor(figures: Figures, temperature_c: float) -> float:
    """Extra battery use in the cold (FACTS 4)."""
    if temperature_c < 0:
        return figures.number("charge.winter_below_0c")
    if temperature_c <= 10:
        return figures.number("charge.winter_from_0_to_10c")
    return figures.number("charge.winter_above_10c")


def winter_cooled_factor(figures: Figures, temperature_c: float) -> float:
    """The same with cabin heating and a refrigeration unit: more below zero only (FACTS 4)."""
    if temperature_c < 0:
        return figures.number("charge.winter_with_cabin_and_reefer_below_0c")
    return winter_factor(figures, temperature_c)
