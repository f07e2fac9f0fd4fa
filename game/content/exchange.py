"""Work that others do: transfers (hub, barge, rail) with their timetable, and partner hauliers."""

from __future__ import annotations

from collections.abc import Collection

from game.content.figures import Figures, vehicle_class
from game.content.located import Located
from game.content.matrix_world import TRUCK
from game.content.shape import ScenarioShape
from game.content.shape_sites import PartnerShape, TransferShape
from game.content.site_rules import windows_of
from game.domain.sites import Partner, Transfer
from game.domain.units import clock, whole
from game.domain.world import LegBook

MODES = {"barge": "barge_container", "rail": "rail_electric"}
"""What drives the onward leg unless the author says otherwise."""
PARTNER_MODE = "road_artic_34_40_mixed"


class Exchange:
    """Builds transfers and partners."""

    def __init__(
        self, shape: ScenarioShape, figures: Figures, fault: Located, place_ids: Collection[str]
    ) -> None:
        self.shape = shape
        self.figures = figures
        self.fault = fault
        self.place_ids = place_ids

    def check(self) -> None:
        """References, timetables and ids; before there are legs."""
        self._check_ids("transfer")
        self._check_ids("partner")
        modes = self.figures.facts.names("co2.mode")
        for i, part in enumerate(self.shape.transfer):
            self.fault.need(part.place, self.place_ids, "transfer", i, "place")
            self._check_places("transfer", i, part.serves)
            if part.mode is not None:
                self.fault.need(part.mode, modes, "transfer", i, "mode")
            if part.mode is not None and part.onward_g_per_tkm is not None:
                self.fault("fault.one_of_two", "transfer", i, "mode", name="mode", other="onward_g_per_tkm")
            self._check_timetable(i, part)
        for i, partner in enumerate(self.shape.partner):
            self._check_places("partner", i, partner.serves)

    def _check_ids(self, table: str) -> None:
        seen: set[str] = set()
        for i, part in enumerate(getattr(self.shape, table)):
            if part.id in seen:
                self.fault("fault.double_id", table, i, "id", name=part.id)
            seen.add(part.id)

    def _check_places(self, table: str, i: int, names: list[str]) -> None:
        for j, name in enumerate(names):
            self.fault.need(name, self.place_ids, table, i, "serves", j)

    def _check_timetable(self, i: int, part: TransferShape) -> None:
        if not part.windows:
            self.fault("fault.too_few", "transfer", i, "windows", value="[]", limit=1)
        elif part.kind != "hub" and part.takes != "in" and part.arrives is None:
            self.fault("fault.key_missing", "transfer", i, name="arrives")
        elif not _close_s(part) <= self._departs_s(part) <= self._arrives_s(part):
            self.fault(
                "fault.timetable", "transfer", i, "departs", name=part.id, close=clock(_close_s(part)),
                departs=clock(self._departs_s(part)), arrives=clock(self._arrives_s(part)),
            )  # fmt: skip

        if part.available is not None:
            self._check_available(i, part, part.available)

    def _check_available(self, i: int, part: TransferShape, from_s: int) -> None:
        """Only goods that come in have to wait for that, and somebody must be able to fetch them."""
        if part.takes == "out":
            self.fault("fault.available_out", "transfer", i, "available", name=part.id)
        elif part.windows and from_s > _close_s(part):
            self.fault(
                "fault.available_late", "transfer", i, "available", name=part.id,
                available=clock(from_s), close=clock(_close_s(part)),
            )  # fmt: skip

    def _departs_s(self, part: TransferShape) -> int:
        return _close_s(part) if part.departs is None else part.departs

    def _arrives_s(self, part: TransferShape) -> int:
        if part.arrives is not None:
            return part.arrives
        if part.kind != "hub":  # only goods come in: nothing is brought that could arrive
            return self._departs_s(part)
        return self._departs_s(part) + self.figures.seconds("transfer.hub_onward_min")

    # --- transfers --------------------------------------------------------------------------

    def transfers(self, legs: LegBook) -> dict[str, Transfer]:
        """Transfers by id; call after `check` found nothing."""
        return {part.id: self._transfer(part, legs) for part in self.shape.transfer}

    def _transfer(self, part: TransferShape, legs: LegBook) -> Transfer:
        hub = part.kind == "hub"
        fixed_s, per_unit_s = self._handling_s(part)
        eur, eur_unit = self._prices(part)
        passes = float(part.passes or 0)
        if part.passes is None:
            passes = self.figures.number("transfer.hub_passes" if hub else "transfer.terminal_passes")
        kind = "temperature_controlled" if part.cooled else "ambient_transshipment"
        wtw, ttw = self._intensity(part)
        return Transfer(
            id=part.id,
            name=part.name,
            kind=part.kind,
            place=part.place,
            serves=frozenset(part.serves),
            windows=windows_of(part.windows),
            handling_fixed_s=fixed_s,
            handling_per_unit_s=per_unit_s,
            cent_fixed=eur * 100,
            cent_per_unit=eur_unit * 100,
            hub_g_per_t=1000 * passes * self.figures.number(f"co2.hub.{kind}"),
            onward_m=_mean_m(part, legs) if part.onward_km is None else whole(part.onward_km * 1000),
            onward_g_per_tkm=wtw,
            onward_ttw_g_per_tkm=ttw,
            departs_s=self._departs_s(part),
            arrives_s=self._arrives_s(part),
            takes=part.takes,
            refuses=frozenset(part.refuses),
            most_units=part.most_units,
            available_s=part.available or 0,
        )  # fmt: skip

    def _handling_s(self, part: TransferShape) -> tuple[int, int]:
        """At a hub as at any stop; at a terminal one lift of a container."""
        if part.kind == "hub":
            fixed, per_unit = (
                self.figures.seconds("stop.fixed_min"),
                self.figures.seconds("stop.per_pallet_min"),
            )
        else:
            fixed, per_unit = self.figures.seconds("transfer.terminal_handling_min"), 0
        own_fixed, own_unit = part.handling_fixed_min, part.handling_per_unit_min
        return (
            fixed if own_fixed is None else whole(own_fixed * 60),
            per_unit if own_unit is None else whole(own_unit * 60),
        )

    def _prices(self, part: TransferShape) -> tuple[float, float]:
        if part.kind == "hub":
            fixed, per_unit = 0.0, self.figures.number("lever.city_hub.extra_eur_per_pallet")
        else:
            fixed, per_unit = self.figures.number(f"transfer.{part.kind}_eur"), 0.0
        return (
            fixed if part.eur_fixed is None else part.eur_fixed,
            per_unit if part.eur_per_unit is None else part.eur_per_unit,
        )

    def _intensity(self, part: TransferShape) -> tuple[float, float]:
        """Grams per tonne-kilometre, well-to-wheel and tank-to-wheel, of the onward leg."""
        mode = part.mode or MODES.get(part.kind)
        wtw, ttw = self._mode(mode) if mode else self._hub_vehicle()
        if part.onward_g_per_tkm is not None:
            wtw, ttw = part.onward_g_per_tkm, part.onward_g_per_tkm * (ttw / wtw if wtw else 0.0)
        return wtw, ttw if part.onward_ttw_g_per_tkm is None else part.onward_ttw_g_per_tkm

    def _mode(self, mode: str) -> tuple[float, float]:
        return self.figures.number(f"co2.mode.{mode}"), self.figures.number(f"co2.mode_ttw.{mode}")

    def _hub_vehicle(self) -> tuple[float, float]:
        """Out with a part of its payload and back empty, by the figures of its class (FACTS 1.1.2, 1.1.7)."""
        class_ = vehicle_class(self.figures, self.figures.text("transfer.hub_vehicle"))
        share = self.figures.number("transfer.hub_load_share")
        spread = class_.full_per_100km - class_.empty_per_100km
        per_km = (2 * class_.empty_per_100km + spread * share) / 100 * class_.mult_urban
        grams = 1000 * per_km / class_.charge_efficiency / (class_.capacity.kg / 1000 * share)
        return grams * class_.carrier.wtw_g_per_unit, grams * class_.carrier.ttw_g_per_unit

    # --- partners ---------------------------------------------------------------------------

    def partners(self) -> dict[str, Partner]:
        """Partners by id."""
        return {part.id: self._partner(part) for part in self.shape.partner}

    def _partner(self, part: PartnerShape) -> Partner:
        wtw, ttw = self._mode(PARTNER_MODE)
        if part.g_per_tkm is not None:
            wtw, ttw = part.g_per_tkm, part.g_per_tkm * ttw / wtw
        return Partner(
            id=part.id,
            name=part.name,
            cent_fixed=part.eur_fixed * 100,
            cent_per_km=part.eur_per_km * 100,
            g_per_tkm=wtw,
            ttw_g_per_tkm=ttw if part.ttw_g_per_tkm is None else part.ttw_g_per_tkm,
            most_orders=part.most_orders,
            until_s=part.until,
            serves=frozenset(part.serves),
            refuses=frozenset(part.refuses),
        )


def _close_s(part: TransferShape) -> int:
    """The last closing time, after which the sailing or round leaves."""
    return max(closes for _, closes in part.windows)


def _mean_m(part: TransferShape, legs: LegBook) -> int:
    """By default the mean shortest way by road from the transfer to the places that it serves."""
    metres = [legs.shortest_m(TRUCK, part.place, name) for name in sorted(set(part.serves))]
    return whole(sum(metres) / len(metres))
