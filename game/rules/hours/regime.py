"""Which rules bind a day, from mass, payload, drive and radius (FACTS 3.1, 3.2).

=========  ===================  =============  ========  ============================================
regime     maximum mass         payload        drive     article
=========  ===================  =============  ========  ============================================
eu561      > 3,500 kg           any            any       Vo. 561/2006 art. 2; Atbv hfst. 2
electric   3,501 - 7,500 kg     any            battery   Vo. 561/2006 art. 13(1)(f), within 100 km
van        <= 3,500 kg          > 500 kg       any       Atbv art. 2.5
none       <= 3,500 kg          <= 500 kg      any       -
=========  ===================  =============  ========  ============================================

The electric exemption is national and its figures are still to be checked (facts: quality M-low);
working time is taken to bind there as well, which is the careful reading.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.law import HoursRules
from game.domain.world import VehicleClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """The sets of rules that bind a day."""

    id: str
    """`eu561`, `electric`, `van` or `none`."""
    eu: bool
    """Driving and rest by Regulation (EC) 561/2006."""
    atbv: bool
    """Working time by the Arbeidstijdenbesluit vervoer."""
    article: str
    """Where it says so, for people."""


EU561 = Regime(id="eu561", eu=True, atbv=True, article="Vo. 561/2006 art. 2; Atbv hfst. 2")
ELECTRIC = Regime(id="electric", eu=False, atbv=True, article="Vo. 561/2006 art. 13(1)(f) [te controleren]")
VAN = Regime(id="van", eu=False, atbv=True, article="Atbv art. 2.5")
NONE = Regime(id="none", eu=False, atbv=False, article="")
REGIMES = (EU561, ELECTRIC, VAN, NONE)


def regime_of(*, class_: VehicleClass, radius_m: int, rules: HoursRules) -> Regime:
    """The regime of a vehicle that stays within `radius_m` of its base, as the crow flies."""
    return regime_for(
        gvm_kg=class_.gvm_kg,
        payload_kg=class_.capacity.kg,
        electric=class_.drive == "battery",
        radius_m=radius_m,
        rules=rules,
    )


def regime_for(*, gvm_kg: int, payload_kg: int, electric: bool, radius_m: int, rules: HoursRules) -> Regime:
    """The same from bare figures: maximum mass (with trailer), payload, drive and radius."""
    if gvm_kg > rules.eu_over_kg:
        near = radius_m <= rules.electric_exempt_m
        return ELECTRIC if electric and near and gvm_kg <= rules.electric_exempt_kg else EU561
    return VAN if payload_kg > rules.van_payload_kg else NONE
