"""Days by chance as sketches, and small VROOM problems: what the tests of importers and exporters share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from game.content.formats.scenario_out import scenario_files
from game.content.formats.sketch import Job, Kind, Site, Sketch, Truck
from game.content.load import load_from_files
from game.domain.scenario import Scenario
from game.domain.world import Load, Window

BASES = ("rigid12_diesel", "ts40_diesel", "rigid19_bev", "van_diesel")
WORDS = ("tail_lift", "cooling", "adr", "stil")


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    count = draw(st.integers(min_value=0, max_value=2))
    times = sorted(draw(st.sets(st.integers(min_value=1, max_value=47 * 3600), min_size=4, max_size=4)))
    return tuple(Window(open_s=times[2 * i], close_s=times[2 * i + 1]) for i in range(count))


@st.composite
def loads(draw: st.DrawFn, room: Load) -> Load:
    pallets = draw(st.integers(min_value=0, max_value=min(5, room.pallets)))
    cages = draw(st.integers(min_value=0, max_value=min(5, room.roll_cages)))
    return Load(
        kg=draw(st.integers(min_value=1, max_value=room.kg)), pallets=pallets, roll_cages=cages,
        ldm_cm=draw(st.integers(min_value=1, max_value=room.ldm_cm)),
    )  # fmt: skip


@st.composite
def sketches(draw: st.DrawFn) -> Sketch:
    """Two to five customers, one or two depots, vehicles of two classes, every way an order can go."""
    depots = [f"d{i}" for i in range(draw(st.integers(min_value=1, max_value=2)))]
    others = [f"k{i}" for i in range(draw(st.integers(min_value=2, max_value=5)))]
    names = depots + others
    kinds = [
        Kind(
            id=f"type-{i}", base=draw(st.sampled_from(BASES[:3])),
            room=Load(
                kg=draw(st.integers(min_value=100, max_value=30_000)),
                pallets=draw(st.integers(min_value=0, max_value=33)),
                roll_cages=draw(st.integers(min_value=0, max_value=54)),
                ldm_cm=draw(st.integers(min_value=1, max_value=1360)),
            ),
        )
        for i in range(2)
    ]  # fmt: skip
    trucks = tuple(draw(truck(i, depots, kinds)) for i in range(draw(st.integers(min_value=2, max_value=4))))
    held = next(k for k in kinds if k.id == trucks[0].kind).room
    has = sorted(set(trucks[0].skills))
    jobs = tuple(
        draw(job(i, depots, others, held, has)) for i in range(draw(st.integers(min_value=1, max_value=6)))
    )  # fmt: skip
    size = len(names)
    seconds = st.integers(min_value=0, max_value=600)  # so short that no leg is a detour
    metres = st.integers(min_value=1, max_value=20_000)
    return Sketch(
        id="proef", title="Proef", source="proef", form="proef", kinds=tuple(kinds), trucks=trucks, jobs=jobs,
        sites=tuple(
            Site(id=n, name=f"Adres {n}", lat=52.5 + i / 10, lon=6.5, depot=n in depots)
            for i, n in enumerate(names)
        ),
        durations_s={"truck": _table(draw, size, seconds)}, distances_m={"truck": _table(draw, size, metres)},
        handling_min={"check_min": draw(st.integers(min_value=0, max_value=20)), "load_fixed_min": 10},
    )  # fmt: skip


def _table(draw: st.DrawFn, size: int, values: st.SearchStrategy[int]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(0 if a == b else draw(values) for b in range(size)) for a in range(size))


@st.composite
def truck(draw: st.DrawFn, number: int, depots: list[str], kinds: list[Kind]) -> Truck:
    from_s = draw(st.integers(min_value=0, max_value=20 * 3600))
    return Truck(
        id=f"V{number}", name=f"Wagen {number}", kind=draw(st.sampled_from(kinds)).id,
        depot=depots[0] if number == 0 else draw(st.sampled_from(depots)), driver=f"D{number}",
        driver_name=f"Chauffeur {number}", from_s=from_s,
        to_s=from_s + draw(st.integers(min_value=3600, max_value=20 * 3600)),
        skills=tuple(sorted(draw(st.sets(st.sampled_from(WORDS), max_size=3)))),
    )  # fmt: skip


@st.composite
def job(
    draw: st.DrawFn, number: int, depots: list[str], others: list[str], room: Load, has: list[str]
) -> Job:
    """From the first depot, to it, or from customer to customer."""
    way, place = draw(st.integers(min_value=0, max_value=2)), draw(st.sampled_from(others))
    pickup, delivery = ((depots[0], place), (place, depots[0]), (others[0], others[1]))[way]
    pickup_s = 0 if way == 0 else draw(st.integers(min_value=0, max_value=3600))
    return Job(
        id=f"O{number}", customer=f"Klant {number}", pickup=pickup, delivery=delivery, load=draw(loads(room)),
        returns=draw(loads(room)) if way == 0 and draw(st.booleans()) else Load(),
        pickup_windows=() if way == 0 else draw(windows()),
        delivery_windows=() if way == 1 else draw(windows()), pickup_s=pickup_s,
        delivery_s=0 if way == 1 else draw(st.integers(min_value=0, max_value=3600)),
        needs=tuple(sorted(draw(st.sets(st.sampled_from(has), max_size=2)))) if has else (),
        revenue_eur=draw(st.integers(min_value=0, max_value=500)), penalty_eur=900.5,
    )  # fmt: skip


def loaded(sketch: Sketch) -> Scenario:
    """The scenario of a sketch."""
    return load_from_files(scenario_files(sketch))


def problem(**changes: Any) -> dict[str, Any]:
    """A small VROOM problem on a matrix: two vehicles, a delivery, a collection, a shipment."""
    vehicles: list[Mapping[str, Any]] = [
        {"id": i, "start_index": 0, "end_index": 0, "capacity": [10], "time_window": [28800, 61200]}
        for i in (1, 2)
    ]  # fmt: skip
    whole: dict[str, Any] = {
        "vehicles": vehicles,
        "jobs": [
            {"id": 1, "location_index": 1, "delivery": [4], "service": 300, "time_windows": [[30000, 40000]]},
            {"id": 2, "location_index": 2, "pickup": [6], "service": 600},
        ],
        "shipments": [
            {"amount": [3], "pickup": {"id": 1, "location_index": 1, "service": 60},
             "delivery": {"id": 1, "location_index": 3, "service": 120}},
        ],
        "matrices": {"car": {
            "durations": [[0, 600, 900, 1200], [600, 0, 500, 700], [900, 500, 0, 400], [1200, 700, 400, 0]],
            "distances": [[0, 9, 14, 20], [9, 0, 8, 11], [14, 8, 0, 6], [20, 11, 6, 0]],
        }},
    }  # fmt: skip
    return {**whole, **changes}
