"""A `Sketch` written as the files of a scenario with its own distances (`ritregie-scenario/1`).

What was written is loaded again before it is given away: what an importer makes can be played.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from game.content.formats.sketch import DAY, Job, Kind, Site, Sketch, Table, Truck
from game.content.language import language
from game.content.limits import MAX_FILE_BYTES, NOTES, ORDERS, SCENARIO, TEXTS, Faults
from game.content.load import load_from_files
from game.domain.world import Window

HANDLING = (
    "check_min", "load_fixed_min", "load_per_pallet_min", "load_per_cage_min", "unload_fixed_min",
    "unload_per_pallet_min", "unload_per_cage_min",
)  # fmt: skip
HEADER = (
    "id", "customer", "pickup", "delivery", "kg", "pallets", "roll_cages", "ldm_cm", "pickup_open",
    "pickup_close", "pickup_open_2", "pickup_close_2", "delivery_open", "delivery_close", "delivery_open_2",
    "delivery_close_2", "pickup_service_min", "delivery_service_min", "needs", "revenue_eur",
    "penalty_eur",
    "return_pallets", "return_cages", "return_kg", "return_ldm_cm",
)  # fmt: skip
MOST_LEGS = 20_000


def scenario_files(sketch: Sketch) -> dict[str, bytes]:
    """The files of the scenario by name. Raises ContentFault when it is no scenario that can be loaded."""
    files = {SCENARIO: _scenario(sketch).encode(), ORDERS: _orders(sketch.jobs).encode()}
    _check_size(sketch, files)
    files |= {TEXTS[code]: _texts(sketch, code).encode() for code in TEXTS}
    files[NOTES] = _notes(sketch).encode()
    load_from_files(files, source=sketch.source)
    return files


def _check_size(sketch: Sketch, files: Mapping[str, bytes]) -> None:
    """A matrix grows with the square of the places, and a file has its limit."""
    legs, size = files[SCENARIO].count(b"{from="), len(files[SCENARIO])
    if size > MAX_FILE_BYTES or legs > MOST_LEGS:
        share = min(MAX_FILE_BYTES / size, MOST_LEGS / max(1, legs))
        faults = Faults()
        places = len(sketch.sites)
        fitting = max(1, int(0.97 * places * share**0.5))
        orders = len(sketch.jobs) * fitting // places
        faults.add(sketch.source, "fault.import_size", places=places, most=fitting, orders=orders)
        faults.stop_if_any(sketch.source)


# --- scenario.toml ------------------------------------------------------------------------------


def _scenario(sketch: Sketch) -> str:
    minutes = max(10, min(240, 2 * len(sketch.jobs)))
    head = {
        "format": "ritregie-scenario/1", "id": sketch.id, "version": 1, "date": DAY, "world": "matrix",
        "level": 3, "minutes": minutes, "competencies": ["K1"],
    }  # fmt: skip
    handling = {**dict.fromkeys(HANDLING, 0), **sketch.handling_min}
    parts = [_pairs(head), _legs(sketch)]
    parts += [f"[rates]\n{_pairs(sketch.rates)}"] if sketch.rates else []
    parts += [f"[handling]\n{_pairs(handling)}"]
    parts += [f"[[class]]\n{_pairs(_kind(k))}" for k in sketch.kinds]
    parts += [f"[[place]]\n{_pairs(_site(s))}" for s in sketch.sites]
    for truck in sketch.trucks:
        parts += [f"[[vehicle]]\n{_pairs(_vehicle(truck))}", f"[[driver]]\n{_pairs(_driver(truck))}"]
    return "\n".join(parts)


def _pairs(values: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in values.items())


def _value(value: object) -> str:
    """A TOML value; text and lists of text are written as in JSON, which TOML reads alike."""
    if isinstance(value, str | list):
        return json.dumps(value, ensure_ascii=False)
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def _kind(kind: Kind) -> dict[str, object]:
    room = kind.room
    own = {} if kind.gvm_kg is None else {"gvm_kg": kind.gvm_kg}
    size = {"payload_kg": room.kg, "pallets": room.pallets, "roll_cages": room.roll_cages}
    return {"id": kind.id, "base": kind.base, **own, **size, "ldm_cm": room.ldm_cm}


def _site(site: Site) -> dict[str, object]:
    kind = "depot" if site.depot else "customer"
    return {
        "id": site.id, "name": site.name, "kind": kind, "lat": round(site.lat, 6), "lon": round(site.lon, 6)
    }  # fmt: skip


def _vehicle(truck: Truck) -> dict[str, object]:
    skills: dict[str, object] = {"skills": list(truck.skills)} if truck.skills else {}
    return {
        "id": truck.id, "name": truck.name, "class": truck.kind, "depot": truck.depot,
        "driver": truck.driver, **skills,
    }  # fmt: skip


def _driver(truck: Truck) -> dict[str, object]:
    skills: dict[str, object] = {"skills": list(truck.driver_skills)} if truck.driver_skills else {}
    hours = {"from": _clock(truck.from_s), "to": _clock(truck.to_s)}
    return {"id": truck.driver, "name": truck.driver_name, **hours, **skills}


def _legs(sketch: Sketch) -> str:
    """One line a pair, two where the way back is another one."""
    names = [site.id for site in sketch.sites]
    rows = [
        row
        for profile in sketch.durations_s
        for row in _rows(profile, names, sketch.durations_s[profile], sketch.distances_m[profile])
    ]
    return "leg = [\n" + "".join(f" {{{row}}},\n" for row in rows) + "]\n"


def _rows(profile: str, names: Sequence[str], durations: Table, distances: Table) -> Iterator[str]:
    for a, b in combinations(range(len(names)), 2):
        there = _leg(profile, names[a], names[b], distances[a][b], durations[a][b])
        if (distances[a][b], durations[a][b]) == (distances[b][a], durations[b][a]):
            yield there
        else:
            yield f"{there},oneway=true"
            yield f"{_leg(profile, names[b], names[a], distances[b][a], durations[b][a])},oneway=true"


def _leg(profile: str, origin: str, destination: str, distance_m: int, duration_s: int) -> str:
    own = "" if profile == "truck" else f',profile="{profile}"'
    road = ",rural=1" if distance_m else ""
    ends = f'from="{origin}",to="{destination}"'
    return f"{ends},distance_m={distance_m},duration_s={duration_s}{road}{own}"


# --- orders.csv ---------------------------------------------------------------------------------


def _orders(jobs: Iterable[Job]) -> str:
    """Columns in which no order has anything are left out."""
    rows = [_row(job) for job in jobs]
    used = [name for i, name in enumerate(HEADER) if i < 5 or name == "ldm_cm" or any(r[name] for r in rows)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(used)
    writer.writerows([row[name] for name in used] for row in rows)
    return out.getvalue()


def _row(job: Job) -> dict[str, str]:
    load, back = job.load, job.returns
    penalty = "" if job.penalty_eur is None else f"{job.penalty_eur:.2f}"
    returns: tuple[object, ...] = ("", "", "", "")
    if back.kg or back.pallets or back.roll_cages or back.ldm_cm:
        returns = back.pallets, back.roll_cages, back.kg, back.ldm_cm
    cells = (
        job.id, job.customer, job.pickup, job.delivery, load.kg, load.pallets or "", load.roll_cages or "",
        load.ldm_cm, *_window_cells(job.pickup_windows), *_window_cells(job.delivery_windows),
        _minutes(job.pickup_s), _minutes(job.delivery_s), " ".join(job.needs),
        f"{job.revenue_eur:.2f}" if job.revenue_eur else "", penalty, *returns,
    )  # fmt: skip
    return dict(zip(HEADER, map(str, cells), strict=True))


def _window_cells(windows: Sequence[Window]) -> list[str]:
    cells = [_clock(time_s) for w in windows[:2] for time_s in (w.open_s, w.close_s)]
    return cells + [""] * (4 - len(cells))


def _minutes(seconds: int) -> str:
    """Six decimals give every whole second back, and cannot be taken for a thousands mark."""
    return f"{seconds / 60:.6f}" if seconds % 60 else str(seconds // 60)


def _clock(time_s: int) -> str:
    hours, rest = divmod(time_s, 3600)
    return f"{hours:02d}:{rest // 60:02d}" + (f":{rest % 60:02d}" if rest % 60 else "")


# --- words --------------------------------------------------------------------------------------


def _texts(sketch: Sketch, code: str) -> str:
    said = language(code)
    intro = said.t(
        "format.intro", source=sketch.source, form=sketch.form, orders=len(sketch.jobs),
        vehicles=len(sketch.trucks),
    )  # fmt: skip
    return _pairs({"title": sketch.title, "intro": intro, "goal.1": said.t("format.goal")})


def _notes(sketch: Sketch) -> str:
    said = language("en")
    lines = [f"- {said.t(r.key, **dict(r.values))}" for r in sketch.remarks]
    head = said.t("format.notes_head", source=sketch.source, form=sketch.form)
    return f"# {sketch.title}\n\n{head}\n\n" + "\n".join(lines) + "\n"
