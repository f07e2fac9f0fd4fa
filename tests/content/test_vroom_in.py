"""A VROOM problem becomes a day of ours: what can be said is said, the rest is told, rubbish is refused."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from game.cli.say import fault_text
from game.content.formats.lines import MAX_BYTES
from game.content.formats.scenario_out import scenario_files
from game.content.formats.sketch import Sketch
from game.content.formats.vroom_check import read_vroom
from game.content.formats.vroom_in import Wishes, vroom_sketch
from game.content.formats.vroom_places import Guess
from game.content.language import language
from game.content.load import load_from_files
from game.domain.errors import ContentFault, Fault
from game.domain.world import Load, Window, World
from tests.content.sketched import problem


def sketch(wishes: Wishes | None = None, /, **changes: Any) -> Sketch:
    """The sketch of the small problem, changed."""
    data = json.dumps(problem(**changes)).encode()
    return vroom_sketch(
        read_vroom(data, "p.json"), id_="proef", title="Proef", source="p.json", wishes=wishes or Wishes()
    )


def world(wishes: Wishes | None = None, /, **changes: Any) -> World:
    """The loaded world of the small problem, changed."""
    return load_from_files(scenario_files(sketch(wishes, **changes))).system


def said(found: Sketch) -> set[str]:
    return {r.key.removeprefix("format.") for r in found.remarks}


# --- what is carried over ---------------------------------------------------------------------------


def test_jobs_and_shipments_become_orders() -> None:
    """A delivery from the depot, a collection to it, and an order from address to address."""
    found = world()
    ends = {o.id: (o.pickup, o.delivery) for o in found.orders.values()}
    assert ends == {"J1": ("p0", "p1"), "J2": ("p2", "p0"), "S1": ("p1", "p3")}
    one = found.orders["J1"]
    assert (one.load.kg, one.delivery_service_s) == (4, 300)
    assert one.delivery_windows == (Window(open_s=30000, close_s=40000),)
    assert found.orders["S1"].pickup_service_s == 60
    assert (found.drivers["D1"].from_s, found.drivers["D1"].to_s) == (28800, 61200)
    assert found.vehicles["V2"].class_.capacity.kg == 10
    leg = found.legs.fastest("truck", "p0", "p3")
    assert (leg.distance_m, leg.duration_s) == (20, 1200)


def test_delivery_and_pickup_at_once_are_a_delivery_with_returns() -> None:
    """Both count against the room, as VROOM has it."""
    job = {"id": 1, "location_index": 1, "delivery": [4], "pickup": [7]}
    order = world(jobs=[job]).orders["J1"]
    assert (order.load.kg, order.returns) == (4, Load(kg=7))


def test_work_at_the_depot_has_an_address_beside_it() -> None:
    """An order needs two places: work at the depot's own address gets a twin at no distance."""
    found = world(jobs=[{"id": 1, "location_index": 0, "delivery": [1]}], shipments=[])
    order = found.orders["J1"]
    assert (order.pickup, order.delivery) == ("p0", "p0-2")
    assert found.legs.fastest("truck", "p0", "p0-2").distance_m == 0


def test_a_shipment_within_one_address_has_two_places() -> None:
    """Also where that address is the depot."""
    for row, ends in ((1, ("p1", "p1-2")), (0, ("p0-2", "p0-3"))):
        step = {"id": 1, "location_index": row, "service": 5}
        order = world(jobs=[], shipments=[{"amount": [1], "pickup": step, "delivery": step}]).orders["S1"]
        assert (order.pickup, order.delivery) == ends


def test_skills_decide_who_may() -> None:
    """A vehicle without the skill lacks the word, and work for nobody is left out by name."""
    vehicles = [{**v, "skills": [7] if v["id"] == 1 else []} for v in problem()["vehicles"]]
    jobs = [{**problem()["jobs"][0], "skills": [7]}, {**problem()["jobs"][1], "skills": [8]}]
    found = sketch(vehicles=vehicles, jobs=jobs)
    made = world(vehicles=vehicles, jobs=jobs)
    assert made.orders["J1"].needs == {"skill-7"}
    assert made.vehicles["V1"].skills == {"skill-7"}
    assert not made.vehicles["V2"].skills
    assert "J2" not in made.orders
    assert any(r.key == "format.impossible" and ("names", "J2") in r.values for r in found.remarks)


def test_speeds_become_the_two_profiles() -> None:
    """A slow vehicle drives the same roads in more time; a third speed is told as lost."""
    vehicles = [{**v, "speed_factor": 1.0 if v["id"] == 1 else 0.5} for v in problem()["vehicles"]]
    found = world(vehicles=vehicles)
    seconds = [
        found.legs.fastest(found.vehicles[v].class_.profile, "p0", "p3").duration_s for v in ("V1", "V2")
    ]
    assert seconds == [1200, 2400]
    third = {**vehicles[0], "id": 3, "speed_factor": 2.0}
    assert "profiles_lost" in said(sketch(vehicles=[*vehicles, third]))


def test_coordinates_without_a_matrix_use_the_stated_guess() -> None:
    """Crow-fly times detour at the stated speed; Assen to Groningen is about 26 km straight."""
    wishes = Wishes(guess=Guess(speed_kmh=50, detour=1.2))
    vehicle = {"id": 1, "start": [6.5642, 52.9928], "capacity": [5]}
    jobs = [{"id": 1, "location": [6.5665, 53.2194], "delivery": [1]}]
    made = world(wishes, vehicles=[vehicle], jobs=jobs, shipments=[], matrices={})
    leg = made.legs.fastest("truck", made.vehicles["V1"].depot, made.orders["J1"].delivery)
    assert leg.distance_m == pytest.approx(25_200 * 1.2, rel=0.01)
    assert leg.duration_s == pytest.approx(leg.distance_m * 3.6 / 50, abs=1)


def test_a_town_of_our_map_is_a_place() -> None:
    """Without coordinates the description may be a town."""
    vehicle = {"id": 1, "start": [6.5642, 52.9928], "capacity": [5]}
    jobs = [{"id": 1, "description": "Emmen", "delivery": [1]}]
    made = world(vehicles=[vehicle], jobs=jobs, shipments=[], matrices={})
    spot = made.places[made.orders["J1"].delivery]
    assert (spot.name, round(spot.x_m, -4), round(spot.y_m, -4)) == ("Emmen", 260_000, 530_000)


def test_far_away_coordinates_are_drawn_on_our_map() -> None:
    """A day in Paris can be played: only the picture moves, and that is told."""
    vehicle = {"id": 1, "start": [2.35, 48.86], "end": [2.35, 48.86], "capacity": [5]}
    jobs = [{"id": 1, "location": [2.41, 49.08], "delivery": [1]}]
    found = sketch(vehicles=[vehicle], jobs=jobs, shipments=[], matrices={})
    assert {"drawn_elsewhere", "guessed_roads"} <= said(found)
    assert all(52 < s.lat < 54 for s in found.sites)


# --- amounts ----------------------------------------------------------------------------------------


def test_amounts_without_load_take_no_room() -> None:
    """Two units of room hold two loads of one and any number of visits without a load."""
    vehicles = [{**v, "capacity": [2]} for v in problem()["vehicles"]]
    jobs = [{"id": i, "location_index": 1, "delivery": [d]} for i, d in enumerate((1, 1, 0, 0, 1), 1)]
    made = world(vehicles=vehicles, jobs=jobs, shipments=[])
    room = made.vehicles["V1"].class_.capacity.kg
    kg = [made.orders[f"J{i}"].load.kg for i in range(1, 6)]
    assert kg[0] + kg[1] + kg[2] + kg[3] <= room < kg[0] + kg[1] + kg[4]


def test_large_amounts_are_divided_and_stay_safe() -> None:
    """Loads are rounded up and room down, so what fits here fits there."""
    vehicles = [{**v, "capacity": [1_000_003]} for v in problem()["vehicles"]]
    jobs = [{"id": i, "location_index": 1, "delivery": [499_999]} for i in (1, 2, 3)]
    found, made = sketch(vehicles=vehicles, jobs=jobs, shipments=[]), None
    made = load_from_files(scenario_files(found)).system
    step = int(next(dict(r.values)["step"] for r in found.remarks if r.key == "format.dim"))
    assert made.orders["J1"].load.kg * step >= 499_999
    assert made.vehicles["V1"].class_.capacity.kg * step <= 1_000_003
    assert "dim_rounded" in said(found)


def test_more_dimensions_than_we_have_are_told() -> None:
    """Three bind by themselves; the fourth is said to be lost, and which."""
    vehicles = [{**v, "capacity": [9, 8, 7, 6]} for v in problem()["vehicles"]]
    jobs = [{"id": i, "location_index": 1, "delivery": [3, 3, 3, 3]} for i in (1, 2, 3, 4)]
    made = sketch(vehicles=vehicles, jobs=jobs, shipments=[])
    assert made.kinds[0].room.pallets == 7
    assert any(r.key == "format.dims_lost" and ("dims", "4") in r.values for r in made.remarks)


# --- time -------------------------------------------------------------------------------------------


def test_timestamps_become_clock_times() -> None:
    """Midnight of the first day is taken off."""
    base = 1_700_006_400  # a midnight
    vehicles = [{**v, "time_window": [base + 28800, base + 61200]} for v in problem()["vehicles"]]
    jobs = [{**problem()["jobs"][0], "time_windows": [[base + 30000, base + 40000]]}]
    made = world(vehicles=vehicles, jobs=jobs, shipments=[])
    assert made.orders["J1"].delivery_windows == (Window(open_s=30000, close_s=40000),)


def test_a_week_is_scaled_into_a_day() -> None:
    """All times by the same factor: windows, service, driving; and that is told."""
    week = 7 * 86_400
    vehicles = [{**v, "time_window": [0, week]} for v in problem()["vehicles"]]
    jobs = [{**problem()["jobs"][0], "service": 7000, "time_windows": [[week // 2, week]]}]
    found = sketch(vehicles=vehicles, jobs=jobs, shipments=[])
    assert "time_scaled" in said(found)
    assert found.jobs[0].delivery_windows == (Window(open_s=43_200, close_s=86_400),)
    assert (found.jobs[0].delivery_s, found.durations_s["truck"][0][1]) == (1000, 86)
    load_from_files(scenario_files(found))


def test_endless_windows_and_missing_hours() -> None:
    """VROOM's largest number means never; a vehicle without hours is there around all windows."""
    vehicles = [{k: v for k, v in vehicle.items() if k != "time_window"} for vehicle in problem()["vehicles"]]
    jobs = [{**problem()["jobs"][0], "time_windows": [[30_000, 4_294_967_295]]}]
    found = sketch(vehicles=vehicles, jobs=jobs, shipments=[])
    assert found.jobs[0].delivery_windows == (Window(open_s=30_000, close_s=172_800),)
    assert found.trucks[0].from_s == 30_000 - 4 * 3600
    assert "hours_open" in said(found)


def test_three_windows_keep_the_longest_two() -> None:
    """Windows that touch are one; of three the shortest goes, and that is told."""
    spans = [[30_000, 31_000], [31_000, 33_000], [40_000, 40_100], [50_000, 52_000]]
    found = sketch(jobs=[{**problem()["jobs"][0], "time_windows": spans}])
    assert [(w.open_s, w.close_s) for w in found.jobs[0].delivery_windows] == [
        (30_000, 33_000), (50_000, 52_000),
    ]  # fmt: skip
    assert "windows_lost" in said(found)


# --- what is lost is told ---------------------------------------------------------------------------

LOST: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("vroom_breaks", {"breaks": [{"id": 1, "service": 60}]}, {}),
    ("vroom_max_tasks", {"max_tasks": 3}, {}),
    ("vroom_max_travel_time", {"max_travel_time": 3000}, {}),
    ("vroom_max_distance", {"max_distance": 3000}, {}),
    ("vroom_steps", {"steps": [{"type": "start"}]}, {}),
    ("vroom_other_end", {"end_index": 3}, {}),
    ("costs_facts", {"costs": {"fixed": 5}}, {}),
    ("vroom_priority", {}, {"priority": 9}),
    ("setup", {}, {"setup": 30}),
    ("per_type", {}, {"service_per_type": {"groot": 10}}),
    ("unknown_keys", {"kleur": "rood"}, {}),
    ("legs_shortened", {}, {"location_index": 3}),
]


@pytest.mark.parametrize(("word", "vehicle", "job"), LOST)
def test_every_feature_that_is_lost_is_told(word: str, vehicle: dict[str, Any], job: dict[str, Any]) -> None:
    """No word of the file disappears in silence, and the note says it in plain words."""
    vehicles = [{**v, **(vehicle if v["id"] == 1 else {})} for v in problem()["vehicles"]]
    jobs = [{**problem()["jobs"][0], **job}, problem()["jobs"][1]]
    matrices = problem()["matrices"]
    if word == "legs_shortened":
        matrices["car"]["durations"][0][3] = 50_000
    found = sketch(vehicles=vehicles, jobs=jobs, matrices=matrices)
    assert word in said(found)
    notes = scenario_files(found)["NOTES.md"].decode()
    assert language("en").t(f"format.{word}")[:20].split("{")[0] in notes
    assert "format." not in notes
    assert word not in said(sketch())


def test_prices_are_used_when_their_money_is_named() -> None:
    """Equal prices of all vehicles, in the money that the user says they are in."""
    vehicles = [{**v, "costs": {"per_hour": 4000, "per_km": 55}} for v in problem()["vehicles"]]
    rates = world(Wishes(money="cent"), vehicles=vehicles).vehicles["V1"].rates
    assert (rates.driver_cent_per_h, rates.distance_cent_per_km) == pytest.approx((4000, 55))
    usual = world(vehicles=vehicles).vehicles["V1"].rates
    assert usual == world().vehicles["V1"].rates != rates


# --- whatever is wrong ------------------------------------------------------------------------------


def faults_of(data: bytes) -> tuple[Fault, ...]:
    """The faults of a file, none when it becomes a scenario; anything else fails the test."""
    try:
        found = read_vroom(data, "p.json")
        load_from_files(
            scenario_files(vroom_sketch(found, id_="x", title="x", source="p.json", wishes=Wishes()))
        )
    except ContentFault as error:
        assert error.faults
        for fault in error.faults:
            for code in ("nl", "en"):
                text = fault_text(language(code), fault)
                assert fault.key not in text and text.startswith(fault.file) and "{" not in fault.file, text
        return error.faults
    return ()


WRONG: list[tuple[tuple[str | int, ...], Any, str, str]] = [
    (("vehicles",), [], "fault.too_few", "vehicles"),
    (("vehicles", 0, "capacity"), [1, 2], "fault.vroom_dimension", "vehicles[2].capacity"),
    (("vehicles", 0, "capacity"), [-1], "fault.too_small", "vehicles[1].capacity[1]"),
    (("vehicles", 0, "start_index"), 9, "fault.vroom_index", "vehicles[1].start"),
    (("vehicles", 0, "profile"), "fiets", "fault.unknown_id_no_hint", "vehicles[1].profile"),
    (("vehicles", 0, "time_window"), [9, 1], "fault.window_closed", "vehicles[1].time_window"),
    (("vehicles", 0, "time_window"), [9], "fault.too_few", "vehicles[1].time_window"),
    (("vehicles", 0, "speed_factor"), 0, "fault.too_small", "vehicles[1].speed_factor"),
    (("vehicles", 1, "id"), 1, "fault.number_twice", "vehicles[2]"),
    (("jobs", 0, "delivery"), [4, 4], "fault.vroom_dimension", "jobs[1].delivery"),
    (("jobs", 0, "delivery"), [4.5], "fault.not_whole", "jobs[1].delivery[1]"),
    (("jobs", 0, "delivery"), "vier", "fault.kind", "jobs[1].delivery"),
    (("jobs", 0, "service"), float("nan"), "fault.not_finite", "jobs[1].service"),
    (("jobs", 0, "service"), float("inf"), "fault.not_finite", "jobs[1].service"),
    (("jobs", 0, "service"), 10**30, "fault.too_large", "jobs[1].service"),
    (("jobs", 0, "location_index"), None, "fault.vroom_no_index", "jobs[1]"),
    (("jobs", 0, "location"), [200, 1], "fault.too_large", "jobs[1].location[1]"),
    (("jobs", 0, "location"), [1, 120], "fault.vroom_latitude", "jobs[1]"),
    (("jobs", 1, "id"), 1, "fault.number_twice", "jobs[2]"),
    (("jobs", 0, "time_windows"), [[5, 4]], "fault.window_closed", "jobs[1].time_windows"),
    (("shipments", 0, "pickup"), None, "fault.kind", "shipments[1].pickup"),
    (("matrices", "car", "durations"), [[0, 1], [1]], "fault.vroom_square", "matrices.car.durations"),
    (("matrices", "car", "durations", 2), [1], "fault.vroom_square", "matrices.car.durations[3]"),
    (("matrices", "car", "durations", 0, 1), -5, "fault.too_small", "matrices.car.durations[1][2]"),
    (("matrices",), {"car": {}}, "fault.key_missing", "matrices.car"),
    (("matrices",), {}, "fault.vroom_no_place", "jobs[1]"),
    (("ritregie",), {"scenario": "a b"}, "fault.id", "ritregie.scenario"),
]


@pytest.mark.parametrize(("path", "value", "key", "where"), WRONG)
def test_one_mistake_gives_its_own_fault(
    path: tuple[str | int, ...], value: Any, key: str, where: str
) -> None:
    """A mistake is called by its name, at its place in the file."""
    tree: Any = problem()
    here = tree
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = value
    found = faults_of(json.dumps(tree).encode())
    assert key in {f.key for f in found}, found
    assert any(f.where.startswith(where) for f in found if f.key == key), found


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b"7", b"{}", b"\xff\xfe", b"\x00" * 9, b"[" * 100_000, b'{"vehicles": 9}',
     b"9" * 5000, b'{"vehicles":[{"id":1}],"jobs":[]}', b"NUMBER CAPACITY"],
    ids=range(13),
)  # fmt: skip
def test_rubbish_is_told(data: bytes) -> None:
    """What is no problem at all is refused with a sentence, also when it is built to exhaust the reader."""
    assert faults_of(data)


def test_size_is_bounded() -> None:
    """Beyond the limit it is not parsed; a matrix that cannot be a scenario says how many orders can."""
    assert [f.key for f in faults_of(b" " * (MAX_BYTES + 1))] == ["fault.file_too_large"]
    size = 201
    square = [[abs(a - b) for b in range(size)] for a in range(size)]
    jobs = [{"id": i, "location_index": i} for i in range(1, size)]
    big = problem(jobs=jobs, shipments=[], matrices={"car": {"durations": square}})
    found = faults_of(json.dumps(big).encode())
    assert [f.key for f in found] == ["fault.import_size"]
    fits = int(dict(found[0].values)["orders"])
    data = read_vroom(json.dumps(big).encode(), "p.json")
    few = vroom_sketch(data, id_="x", title="x", source="p.json", wishes=Wishes(orders=fits))
    assert len(load_from_files(scenario_files(few)).system.orders) == fits


def test_random_damage_is_survived() -> None:
    """Whatever value is put anywhere: a scenario that loads, or faults; never another exception."""
    pool: list[Any] = [None, -1, 0, 1, 3, 10**12, 1e300, "x", [], {}, [0], [[0, 1]], [1, 2, 3], True, "Emmen"]
    for seed in range(250):
        luck = random.Random(seed)
        tree: Any = problem()
        for _ in range(luck.randint(1, 3)):
            here: Any = tree
            while True:
                keys = list(here) if isinstance(here, dict) else range(len(here))
                if not keys:
                    break
                key = luck.choice(list(keys))
                if isinstance(here[key], dict | list) and here[key] and luck.random() < 0.8:
                    here = here[key]
                    continue
                here[key] = luck.choice(pool)
                break
        faults_of(json.dumps(tree).encode())
