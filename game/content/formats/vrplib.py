"""TSPLIB's form as CVRPLIB writes it: `KEY : value` lines, then sections of numbers.

Read are CVRP with coordinates or explicit distances, a longest route, and the sections for windows and
service times that some files add. What would make the answer wrong when it is left out (backhauls, pairs,
several depots) is refused. Source: G. Reinelt, TSPLIB 95; CVRPLIB.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from game.content.formats.lines import MAX_CUSTOMERS, Line, Numbers
from game.content.formats.vrplib_matrix import full_matrix
from game.content.limits import Faults
from game.domain.instance import ENDLESS, Customer, Instance

EDGES = ("EUC_2D", "CEIL_2D", "GEO", "EXPLICIT")
SECTIONS = {
    "NODE_COORD_SECTION": ("number", "x", "y"),
    "DEMAND_SECTION": ("number", "demand"),
    "TIME_WINDOW_SECTION": ("number", "ready", "due"),
    "SERVICE_TIME_SECTION": ("number", "service"),
}
SKIPPED = ("DISPLAY_DATA_SECTION",)
LISTS = ("DEPOT_SECTION", "EDGE_WEIGHT_SECTION")


@dataclass(slots=True)
class _Parts:
    """The file taken apart."""

    keys: dict[str, tuple[int, str]] = field(default_factory=dict)
    sections: dict[str, list[Line]] = field(default_factory=dict)
    begins: dict[str, int] = field(default_factory=dict)


def read_vrplib(lines: list[Line], name: str, faults: Faults) -> Instance | None:
    """The instance, or None with faults."""
    numbers = Numbers(name, faults)
    parts = _take_apart(lines, numbers)
    if "DEMAND_SECTION" not in parts.sections or not parts.keys.get("CAPACITY", (0, ""))[1]:
        faults.add(name, "fault.not_vrplib", "", lines[0][0])
        return None
    edges = parts.keys.get("EDGE_WEIGHT_TYPE", (0, "EUC_2D"))
    if edges[1] not in EDGES:
        numbers.fault("fault.choice", edges[0], "EDGE_WEIGHT_TYPE", value=edges[1], wanted=", ".join(EDGES))
        return None
    tables = {s: _table(parts.sections.get(s, []), s, numbers) for s in SECTIONS}
    depot = _depot(parts, numbers)
    size = _key(parts, "DIMENSION", numbers) or len(tables["DEMAND_SECTION"])
    capacity = _key(parts, "CAPACITY", numbers)
    _check_counts(parts, tables, size, edges[1], numbers)
    if faults.found:
        return None
    places = _places(tables, _key(parts, "SERVICE_TIME", numbers), depot, numbers)
    matrix = full_matrix(parts.sections.get("EDGE_WEIGHT_SECTION", []), parts.keys, size, numbers) \
        if edges[1] == "EXPLICIT" else ()  # fmt: skip
    if faults.found:
        return None
    order = [depot, *(n for n in places if n != depot)]
    rank = {n: i for i, n in enumerate(places)}
    return Instance(
        name=parts.keys.get("NAME", (0, name))[1], form="vrplib", capacity=capacity,
        vehicles=_key(parts, "VEHICLES", numbers) or _key(parts, "TRUCKS", numbers),
        depot=places[depot], customers=tuple(places[n] for n in order[1:]), edges=edges[1],
        matrix=tuple(tuple(matrix[rank[a]][rank[b]] for b in order) for a in order) if matrix else (),
        route_limit=_key(parts, "DISTANCE", numbers),
    )  # fmt: skip


def _take_apart(lines: list[Line], numbers: Numbers) -> _Parts:
    parts, here = _Parts(), ""
    for number, text in lines:
        word, _, value = text.partition(":")
        key = word.strip().upper()
        if key == "EOF":
            break
        if key.endswith("_SECTION"):
            here = key
            parts.begins[here] = number
            if key not in SECTIONS and key not in LISTS and key not in SKIPPED:
                numbers.fault("fault.section_unknown", number, value=key)
            parts.sections[here] = []
        elif ":" in text:
            parts.keys[key] = number, value.strip().strip('"')
            here = ""
        elif here:
            parts.sections[here].append((number, text))
        else:
            numbers.fault("fault.line_unknown", number, value=text)
    return parts


def _key(parts: _Parts, key: str, numbers: Numbers) -> int:
    """A whole number of the head; 0 when it is not there."""
    line, text = parts.keys.get(key, (0, ""))
    if not text:
        return 0
    value = numbers.number(text, line, key)
    whole = numbers.whole({key: value}, line, key, least=1)
    return whole[key] if whole else 0


def _table(lines: list[Line], section: str, numbers: Numbers) -> dict[int, tuple[int, dict[str, float]]]:
    """The rows of a section by node number, with their line."""
    names = SECTIONS[section]
    found: dict[int, tuple[int, dict[str, float]]] = {}
    for line in lines[: MAX_CUSTOMERS + 2]:
        row = numbers.row(line, names)
        if numbers.enough:
            break
        loose = [n for n in names if n not in ("x", "y")]
        whole = numbers.whole(row, line[0], *loose) if row else None
        if row is None or whole is None:
            continue
        if whole["number"] in found:
            numbers.fault("fault.number_twice", line[0], "number", value=whole["number"])
        found[whole["number"]] = line[0], row
    if len(found) > MAX_CUSTOMERS + 1:
        numbers.fault("fault.too_many_customers", lines[MAX_CUSTOMERS + 1][0], most=MAX_CUSTOMERS)
    return found


def _depot(parts: _Parts, numbers: Numbers) -> int:
    """The node number of the one depot; the first node when the file does not say."""
    cells = [(n, c) for n, text in parts.sections.get("DEPOT_SECTION", []) for c in text.split()]
    named = [(n, c) for n, c in cells if c != "-1"]
    if len(named) > 1:
        numbers.fault("fault.many_depots", named[1][0], value=len(named))
    if not named:
        demands = parts.sections["DEMAND_SECTION"]
        named = [(n, text.split()[0]) for n, text in demands[:1]]
    if not named:
        numbers.fault("fault.no_depot", parts.begins.get("DEMAND_SECTION", 0))
        return 0
    value = numbers.number(named[0][1], named[0][0], "DEPOT_SECTION")
    whole = numbers.whole({"depot": value}, named[0][0], "depot")
    return whole["depot"] if whole else 0


def _check_counts(
    parts: _Parts, tables: dict[str, dict[int, tuple[int, dict[str, float]]]], size: int, edges: str,
    numbers: Numbers,
) -> None:  # fmt: skip
    """Every section that there is speaks of the same nodes."""
    known = set(tables["DEMAND_SECTION"])
    needed = [s for s in SECTIONS if s in parts.sections]
    if edges != "EXPLICIT" and "NODE_COORD_SECTION" not in needed:
        numbers.fault("fault.section_missing", 0, value="NODE_COORD_SECTION")
    for section in needed:
        line = parts.begins[section]
        if len(tables[section]) != size:
            numbers.fault("fault.dimension", line, section, found=len(tables[section]), expected=size)
        elif set(tables[section]) != known:
            odd = min(set(tables[section]) ^ known)
            numbers.fault("fault.node_unknown", line, section, value=odd)


def _places(
    tables: dict[str, dict[int, tuple[int, dict[str, float]]]], service: int, depot: int, numbers: Numbers
) -> dict[int, Customer]:
    """Every node, in the sequence of the demands."""
    none: tuple[int, dict[str, float]] = 0, {}
    found: dict[int, Customer] = {}
    for node, (line, row) in tables["DEMAND_SECTION"].items():
        spot = tables["NODE_COORD_SECTION"].get(node, none)[1]
        at, window = tables["TIME_WINDOW_SECTION"].get(node, none)
        ready, due = int(window.get("ready", 0)), int(window.get("due", ENDLESS))
        numbers.window(ready, due, at)
        usual = 0 if node == depot else service
        stays = tables["SERVICE_TIME_SECTION"].get(node, none)[1].get("service", usual)
        found[node] = Customer(
            number=node, x=spot.get("x", 0.0), y=spot.get("y", 0.0), demand=int(row["demand"]),
            ready=ready, due=due, service=int(stays),
        )  # fmt: skip
        if node == depot and row["demand"]:
            numbers.fault("fault.depot_demand", line, value=node)
    if depot not in found:
        numbers.fault("fault.node_unknown", 0, "DEPOT_SECTION", value=depot)
    return found
