"""A benchmark instance as a scenario whose cost in euros is its distance in the file's unit.

Nothing of a real day is in such a file: no law, no energy, no loading time. So the vehicles are so light
that no driving-hours law binds them, and everything but the distance is free. What a plan may do there
it may do here: times are rounded so that it stays possible, and never the other way.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

from game.content.formats.drawing import fitted, pictured
from game.content.formats.sketch import Job, Kind, Remark, Site, Sketch, Table, Truck, remark
from game.domain.instance import DEFAULT_CONVENTION, ENDLESS, Convention, Customer, Instance
from game.domain.world import Load, Window
from game.rules.classic import Yardstick

SCALES = tuple((s, 1000 * s // 60 // 10 * 10) for s in (60, 30, 20, 10, 5, 2, 1))
"""(seconds, metres) of one unit: about 60 km/h, and tenths of a unit are whole metres."""
LONGEST_S = 13 * 3600
"""A horizon that a duty of one day can hold."""
START_S = 8 * 3600
BASE = "rigid12_diesel"
LIGHT_KG, LIGHT_PAYLOAD_KG = 3500, 500
"""Up to these no driving and working time law binds (rules.hours.regime)."""
MOST_LDM, MOST_KG, MOST_TRUCKS = 3000, 60_000, 100
FREE = (
    "fixed_eur_h", "driver_eur_h", "energy_eur", "cooling_eur_l", "toll_eur_km", "overhead_share",
    "overtime_share", "night_share",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """What one unit of the file becomes."""

    seconds: Fraction
    metres: int

    def down(self, units: float) -> int:
        """Seconds, rounded down; what lies a rounding error below a whole second counts as that."""
        return math.floor(units * float(self.seconds) + 1e-6)

    def clock(self, units: int) -> int:
        """Clock time of a time of the file."""
        return START_S + self.down(units)


def benchmark_sketch(
    instance: Instance, *, id_: str, title: str, source: str, convention: Convention | None = None,
    orders: int = 0,
) -> Sketch:  # fmt: skip
    """The sketch; `orders` above 0 keeps only so many of the first ones."""
    found = convention or DEFAULT_CONVENTION[instance.form]
    kept = _first(instance, orders)
    measure = Yardstick(kept, found)
    table = [[leg / measure.per_unit for leg in row] for row in measure.legs]
    scale = _scale(kept, table)
    room, loads, remarks = _loads(kept)
    durations, metres = _legs(table, scale)
    fleet = _fleet(kept)
    said = [
        remark("benchmark", convention=found.value),
        remark("scale", seconds=_plain(scale.seconds), metres=scale.metres),
        remark("vehicles_free" if not instance.vehicles else "vehicles", vehicles=fleet),
        remark("drawn"), *remarks,
    ]  # fmt: skip
    if len(kept.customers) < len(instance.customers):
        said.append(remark("first_orders", kept=len(kept.customers), of=len(instance.customers)))
    widest = max(max(row) for row in table)
    return Sketch(
        id=id_, title=title, source=source, form=instance.form, sites=_sites(kept, durations),
        kinds=(Kind(id="truck", base=BASE, room=room, gvm_kg=LIGHT_KG),),
        trucks=tuple(_truck(f"{i:0{len(str(fleet))}d}", kept, scale) for i in range(1, fleet + 1)),
        jobs=_jobs(kept, loads, scale, penalty=min(100_000, 100 + 4 * math.ceil(widest))),
        durations_s={"truck": durations}, distances_m={"truck": metres},
        rates={**dict.fromkeys(FREE, 0.0), "distance_eur_km": 1000 / scale.metres},
        remarks=tuple(said),
    )  # fmt: skip


def _first(instance: Instance, orders: int) -> Instance:
    """The first customers; of pairs both ends."""
    if not 0 < orders < len(instance.customers):
        return instance
    chosen = instance.customers[:orders]
    if instance.paired:
        collected = [c for c in instance.customers if c.demand > 0][:orders]
        names = {n for c in collected for n in (c.number, c.partner)}
        chosen = tuple(c for c in instance.customers if c.number in names)
    rows = (0, *(i for i, c in enumerate(instance.customers, 1) if c in chosen))
    matrix = tuple(tuple(instance.matrix[a][b] for b in rows) for a in rows) if instance.matrix else ()
    return replace(instance, customers=chosen, matrix=matrix)


# --- time and distance --------------------------------------------------------------------------


def _scale(instance: Instance, table: list[list[float]]) -> _Scale:
    """The largest unit with which the longest route fits into a day."""
    horizon = _horizon(instance, table)
    for seconds, metres in SCALES:
        if horizon * seconds <= LONGEST_S:
            return _Scale(seconds=Fraction(seconds), metres=_metres(metres, table))
    return _Scale(seconds=Fraction(LONGEST_S, math.ceil(horizon)), metres=_metres(10, table))


def _metres(metres: int, table: list[list[float]]) -> int:
    """Less where the widest pair would be longer than a leg may be."""
    widest = max(max(row) for row in table) or 1.0
    return max(1, min(metres, int(1_500_000 / widest)))


def _horizon(instance: Instance, table: list[list[float]]) -> float:
    """How long a route can last: until the depot closes, or as many customers as a vehicle can hold."""
    if instance.route_limit:
        return instance.route_limit
    if instance.depot.due < ENDLESS:
        return instance.depot.due
    sizes, left, most = sorted(abs(c.demand) for c in instance.customers), instance.capacity, 0
    while most < len(sizes) and left >= sizes[most]:
        left, most = left - sizes[most], most + 1
    latest = max((c.due for c in instance.customers if c.due < ENDLESS), default=0)
    stays = max((c.service for c in instance.customers), default=0)
    return latest + (most + 1) * (max(max(row) for row in table) + stays)


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6g}"


def _legs(table: list[list[float]], scale: _Scale) -> tuple[Table, Table]:
    durations = tuple(tuple(min(86_400, scale.down(d)) for d in row) for row in table)
    metres = tuple(tuple(round(d * scale.metres) for d in row) for row in table)
    return durations, metres


# --- loads --------------------------------------------------------------------------------------


def _loads(instance: Instance) -> tuple[Load, dict[int, Load], list[Remark]]:
    """Room of a vehicle, load by customer number: loading length where it fits, else kilograms."""
    demands = {c.number: abs(c.demand) for c in instance.customers}
    idle = sum(1 for d in demands.values() if d == 0)
    if instance.capacity <= MOST_LDM and idle <= MOST_TRUCKS:
        room = Load(kg=LIGHT_PAYLOAD_KG, ldm_cm=instance.capacity, pallets=idle)
        loads = {n: Load(kg=1, ldm_cm=d, pallets=0 if d else 1) for n, d in demands.items()}
        return room, loads, [remark("demand_ldm")]
    step = -(-instance.capacity // MOST_KG)
    room = Load(kg=max(1, instance.capacity // step), ldm_cm=MOST_LDM)
    loads = {n: Load(kg=max(1, -(-d // step)), ldm_cm=1) for n, d in demands.items()}
    said = [remark("demand_kg", step=step)]
    return room, loads, [*said, remark("demand_rounded")] if step > 1 or idle else said


# --- places, vehicles, orders -------------------------------------------------------------------


def _sites(instance: Instance, durations: Table) -> tuple[Site, ...]:
    flat = [(c.x, c.y) for c in instance.places] if not instance.matrix else pictured(durations)
    spots = fitted(flat)
    named = [("depot", "Depot"), *((f"k{c.number}", f"Klant {c.number}") for c in instance.customers)]
    return tuple(
        Site(id=id_, name=name, lat=lat, lon=lon, depot=i == 0)
        for i, ((id_, name), (lat, lon)) in enumerate(zip(named, spots, strict=True))
    )


def _fleet(instance: Instance) -> int:
    """As many as the file gives; where it gives none a fifth more than the loads ask."""
    asked = sum(max(0, c.demand) for c in instance.customers)
    wanted = instance.vehicles or math.ceil(1.2 * asked / instance.capacity) + 1
    return max(1, min(MOST_TRUCKS, wanted, max(1, len(instance.customers))))


def _truck(number: str, instance: Instance, scale: _Scale) -> Truck:
    """The board sorts by id: `number` has zeros before it."""
    depot = instance.depot
    ends = depot.due if depot.due < ENDLESS else instance.route_limit
    to_s = scale.clock(ends) if ends else 24 * 3600
    return Truck(
        id=f"V{number}", name=f"Wagen {number}", kind="truck", depot="depot", driver=f"D{number}",
        driver_name=f"Chauffeur {number}", from_s=scale.clock(depot.ready), to_s=to_s,
    )  # fmt: skip


def _jobs(instance: Instance, loads: dict[int, Load], scale: _Scale, penalty: int) -> tuple[Job, ...]:
    """Customers in their sequence; of a pair the order is where it is collected."""
    found = {c.number: c for c in instance.customers}
    jobs = []
    for c in instance.customers:
        collected = c if c.partner else None
        if collected and c.demand < 0:
            continue
        delivered = found[c.partner] if collected else c
        jobs.append(Job(
            id=f"O{c.number}", customer=f"Klant {delivered.number}", load=loads[c.number],
            pickup=f"k{c.number}" if collected else "depot", delivery=f"k{delivered.number}",
            pickup_windows=_windows(collected, scale) if collected else (),
            delivery_windows=_windows(delivered, scale),
            pickup_s=scale.down(c.service) if collected else 0, delivery_s=scale.down(delivered.service),
            penalty_eur=penalty,
        ))  # fmt: skip
    return tuple(jobs)


def _windows(customer: Customer, scale: _Scale) -> tuple[Window, ...]:
    """None where the file has none; a service that may begin at any time before its due date has one."""
    if customer.due >= ENDLESS and not customer.ready:
        return ()
    close_s = math.ceil(START_S + customer.due * scale.seconds) if customer.due < ENDLESS else 48 * 3600
    return (Window(open_s=scale.clock(customer.ready), close_s=min(48 * 3600, close_s)),)
