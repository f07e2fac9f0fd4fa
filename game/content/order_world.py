"""Rows of orders.csv to orders: windows, room, service time, price of a charter; faults name the cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from game.content.defaults import Charter, charter, empties, fits, ldm_cm, service_s
from game.content.figures import Figures
from game.content.limits import ORDERS, Faults
from game.content.located import nearest
from game.content.shape_orders import OrderRow
from game.content.shape_sites import PartnerShape
from game.domain.units import clock, whole
from game.domain.world import LegBook, Load, Order, Vehicle, Window

DAY_S = 86_400
TAIL_LIFT = "tail_lift"
"""The need of an address without a dock."""
Rows = Sequence[tuple[int, OrderRow]]
UNITS = ("kg", "pallets", "roll_cages", "ldm_cm")


class OrderDesk:
    """Checks rows and makes orders of them."""

    def __init__(self, rows: Rows, figures: Figures, faults: Faults) -> None:
        self.rows = rows
        self.figures = figures
        self.faults = faults

    def check(self, place_ids: Collection[str]) -> None:
        """Ids, places, windows and loads of every row."""
        seen: set[str] = set()
        for line, row in self.rows:
            self._check_row(line, row, place_ids)
            if row.id in seen:
                self.faults.add(ORDERS, "fault.double_id", "id", line, name=row.id)
            seen.add(row.id)

    def _check_row(self, line: int, row: OrderRow, place_ids: Collection[str]) -> None:
        for column in ("pickup", "delivery"):
            name = getattr(row, column)
            if name not in place_ids:
                suggest = nearest(name, place_ids)
                self.faults.add(ORDERS, "fault.unknown_place", column, line, name=name, suggest=suggest)
            self._check_windows(line, row, column)
        if row.pickup == row.delivery:
            self.faults.add(ORDERS, "fault.same_place", "delivery", line, name=row.pickup)
        if row.pallets + row.roll_cages == 0 and not row.ldm_cm:
            self.faults.add(ORDERS, "fault.no_load", "pallets", line)

    def _check_windows(self, line: int, row: OrderRow, end: str) -> None:
        windows = _windows(row, end)
        for window, tail in zip(windows, ("", "_2"), strict=False):
            if window.close_s < window.open_s:
                self.faults.add(
                    ORDERS, "fault.window", f"{end}_close{tail}", line,
                    open=clock(window.open_s), close=clock(window.close_s),
                )  # fmt: skip
        second = _given(row, end, "_2")
        if second and not _given(row, end, ""):
            self.faults.add(ORDERS, "fault.window_first", f"{end}_open_2", line, name=f"{end}_open")
        elif second and windows[1].open_s <= windows[0].close_s:
            self.faults.add(
                ORDERS, "fault.window_order", f"{end}_open_2", line,
                open=clock(windows[1].open_s), close=clock(windows[0].close_s),
            )  # fmt: skip

    def check_sizes(self, vehicles: Mapping[str, Vehicle], partners: Sequence[PartnerShape]) -> None:
        """An order that no vehicle can hold is a typing error or a fleet that cannot do its work.

        Unless it may be refused, or a partner takes it.
        """
        for line, row in self.rows:
            load = self._load(row)
            if row.optional or any(not p.serves or row.delivery in p.serves for p in partners):
                continue
            if any(fits(load, v.class_.capacity) for v in vehicles.values()):
                continue
            before = len(self.faults.found)
            for unit in UNITS:
                most = max((getattr(v.class_.capacity, unit) for v in vehicles.values()), default=0)
                value = getattr(load, unit)
                if value > most:
                    self.faults.add(
                        ORDERS, f"fault.too_big_{unit}", unit, line, name=row.id, value=value, limit=most
                    )
            if len(self.faults.found) == before:  # each unit fits somewhere, but nowhere all of them
                self.faults.add(ORDERS, "fault.too_big", "kg", line, name=row.id)

    def orders(self, legs: LegBook) -> dict[str, Order]:
        """Every order, in the order of the file."""
        return {row.id: self._order(row, legs) for _, row in self.rows}

    def _load(self, row: OrderRow) -> Load:
        room = ldm_cm(self.figures, row.pallets, row.roll_cages) if row.ldm_cm is None else row.ldm_cm
        return Load(kg=row.kg, pallets=row.pallets, roll_cages=row.roll_cages, ldm_cm=room)

    def _order(self, row: OrderRow, legs: LegBook) -> Order:
        load = self._load(row)
        usual = service_s(self.figures, load, tail_lift=TAIL_LIFT in row.needs)
        pickup = usual if row.pickup_service_min is None else whole(row.pickup_service_min * 60)
        delivery = usual if row.delivery_service_min is None else whole(row.delivery_service_min * 60)
        other = self._otherwise(row, load, legs, pickup + delivery)
        own = row.penalty_eur
        return Order(
            id=row.id,
            customer=row.customer,
            pickup=row.pickup,
            delivery=row.delivery,
            load=load,
            pickup_windows=_windows(row, "pickup"),
            delivery_windows=_windows(row, "delivery"),
            pickup_service_s=pickup,
            delivery_service_s=delivery,
            needs=frozenset(row.needs),
            revenue_cent=whole(row.revenue_eur * 100),
            penalty_cent=other.penalty_cent if own is None else whole(own * 100),
            charter_g=other.wtw_g,
            charter_ttw_g=other.ttw_g,
            returns=empties(
                self.figures,
                row.return_pallets,
                row.return_cages,
                kg=row.return_kg,
                room_cm=row.return_ldm_cm,
            ),
            adr_points=row.adr_points,
        )

    def _otherwise(self, row: OrderRow, load: Load, legs: LegBook, service: int) -> Charter:
        """What happens to the order when it is not planned: a charter drives it, or it is refused."""
        if row.optional:
            return Charter(penalty_cent=whole(row.revenue_eur * 100), wtw_g=0, ttw_g=0)
        return charter(
            self.figures,
            legs,
            pickup=row.pickup,
            delivery=row.delivery,
            load=load,
            service_s=service,
            cooled="cooling" in row.needs,
        )


def _given(row: OrderRow, end: str, tail: str) -> bool:
    return any(getattr(row, f"{end}_{side}{tail}") is not None for side in ("open", "close"))


def _windows(row: OrderRow, end: str) -> tuple[Window, ...]:
    """None, one or two; a side that is not given leaves that side of the day open."""
    return tuple(_window(row, end, tail) for tail in ("", "_2") if _given(row, end, tail))


def _window(row: OrderRow, end: str, tail: str) -> Window:
    opens, closes = getattr(row, f"{end}_open{tail}"), getattr(row, f"{end}_close{tail}")
    return Window(open_s=0 if opens is None else opens, close_s=DAY_S if closes is None else closes)
