"""Benchmark files: what is right is read exactly, whatever is wrong is told with file, line and cure."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.cli.say import fault_text
from game.content.formats import READERS, read_instance
from game.content.formats.lines import MAX_BYTES
from game.content.language import language
from game.domain.errors import ContentFault, Fault, Unreadable
from game.domain.instance import DEFAULT_CONVENTION, ENDLESS, Customer, Instance
from game.rules.classic import Yardstick

FILES = Path(__file__).parents[3] / "shared" / "routing" / "instances"
REFERENCES = json.loads((FILES / "references.json").read_text("utf-8")) if FILES.exists() else {}
FORM_OF = {".vrp": "vrplib", "l": "lilim"}

# --- writers of the three forms, by their descriptions; only these tests have them ------------------


def solomon_text(instance: Instance) -> str:
    head = f"{instance.name}\n\nVEHICLE\nNUMBER     CAPACITY\n  {instance.vehicles}   {instance.capacity}\n\n"
    head += "CUSTOMER\nCUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME\n\n"
    rows = (f"{c.number} {c.x} {c.y} {c.demand} {c.ready} {c.due} {c.service}" for c in instance.places)
    return head + "\n".join(rows) + "\n"


def lilim_text(instance: Instance) -> str:
    rows = [f"{instance.vehicles}\t{instance.capacity}\t1"]
    for c in instance.places:
        ends = (c.partner, 0) if c.demand < 0 else (0, c.partner)
        rows.append("\t".join(map(str, (c.number, c.x, c.y, c.demand, c.ready, c.due, c.service, *ends))))
    return "\n".join(rows) + "\n"


def vrplib_text(instance: Instance, edges: str = "FULL_MATRIX") -> str:
    places = instance.places
    head = {
        "NAME": instance.name, "TYPE": "CVRP", "DIMENSION": len(places), "CAPACITY": instance.capacity,
        "EDGE_WEIGHT_TYPE": instance.edges,
    }  # fmt: skip
    head |= {"DISTANCE": instance.route_limit} if instance.route_limit else {}
    head |= {"EDGE_WEIGHT_FORMAT": edges} if instance.matrix else {}
    parts = [*(f"{key} : {value}" for key, value in head.items())]
    if instance.matrix:
        parts += ["EDGE_WEIGHT_SECTION", *_matrix_rows(instance.matrix, edges)]
    else:
        parts += ["NODE_COORD_SECTION", *(f"{c.number} {c.x} {c.y}" for c in places)]
    parts += ["DEMAND_SECTION", *(f"{c.number} {c.demand}" for c in places)]
    return "\n".join([*parts, "DEPOT_SECTION", str(places[0].number), "-1", "EOF", ""])


def _matrix_rows(matrix: Sequence[Sequence[float]], form: str) -> list[str]:
    lower = {"FULL_MATRIX": lambda i: matrix[i], "LOWER_ROW": lambda i: matrix[i][:i]}
    pick = lower | {"LOWER_DIAG_ROW": lambda i: matrix[i][: i + 1], "UPPER_ROW": lambda i: matrix[i][i + 1 :]}
    return [" ".join(map(str, row)) for i in range(len(matrix)) if (row := pick[form](i))]


WRITERS = {"solomon": solomon_text, "lilim": lilim_text, "vrplib": vrplib_text}

# --- instances by chance ----------------------------------------------------------------------------

spots = st.floats(min_value=-1e6, max_value=1e6, allow_nan=False).map(lambda v: round(v, 3))
amounts = st.integers(min_value=0, max_value=1000)


@st.composite
def windows(draw: st.DrawFn) -> tuple[int, int, int]:
    ready = draw(st.integers(min_value=0, max_value=5000))
    return ready, ready + draw(amounts), draw(amounts)


@st.composite
def instances(draw: st.DrawFn, form: str = "solomon") -> Instance:
    count = draw(st.integers(min_value=1, max_value=8))
    numbers = list(range(1, count + 1)) if form != "vrplib" else list(range(2, count + 2))
    customers = []
    for number in numbers:
        ready, due, service = draw(windows()) if form == "solomon" else (0, ENDLESS, 0)
        customers.append(Customer(
            number=number, x=draw(spots), y=draw(spots), demand=draw(amounts), ready=ready, due=due,
            service=service,
        ))  # fmt: skip
    first = numbers[0] - 1
    end = draw(st.integers(min_value=0, max_value=9999)) if form == "solomon" else ENDLESS
    depot = Customer(number=first, x=draw(spots), y=draw(spots), demand=0, due=end)
    return Instance(
        name="t", form=form, capacity=draw(st.integers(min_value=1000, max_value=10**6)),
        vehicles=draw(st.integers(min_value=1, max_value=99)) if form == "solomon" else 0, depot=depot,
        customers=tuple(customers),
        route_limit=draw(st.sampled_from([0, 7, 5000])) if form == "vrplib" else 0,
    )  # fmt: skip


@st.composite
def paired(draw: st.DrawFn) -> Instance:
    pairs = draw(st.integers(min_value=1, max_value=5))
    customers = []
    for i in range(pairs):
        demand = draw(st.integers(min_value=1, max_value=99))
        for number, other, sign in ((2 * i + 1, 2 * i + 2, 1), (2 * i + 2, 2 * i + 1, -1)):
            ready, due, service = draw(windows())
            customers.append(Customer(
                number=number, x=draw(spots), y=draw(spots), demand=sign * demand, ready=ready, due=due,
                service=service, partner=other,
            ))  # fmt: skip
    depot = Customer(number=0, x=draw(spots), y=draw(spots), demand=0, due=9999)
    return Instance(
        name="t", form="lilim", capacity=draw(st.integers(min_value=99, max_value=999)), vehicles=3,
        depot=depot, customers=tuple(draw(st.permutations(customers))),
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(instance=instances())
def test_solomon_round_trip(instance: Instance) -> None:
    """What stands in a Solomon file is what is read, to the last digit."""
    assert read_instance(solomon_text(instance).encode(), "t.txt", "solomon") == instance


@settings(max_examples=40, deadline=None)
@given(instance=paired())
def test_lilim_round_trip(instance: Instance) -> None:
    """Pairs find each other, in whatever sequence the file has them."""
    assert read_instance(lilim_text(instance).encode(), "t.txt", "lilim") == instance


@settings(max_examples=40, deadline=None)
@given(instance=instances("vrplib"), ends=st.sampled_from(["\n", "\r\n"]))
def test_vrplib_round_trip(instance: Instance, ends: str) -> None:
    """Coordinates, demands and a longest route of a VRPLIB file, whatever its line ends."""
    data = vrplib_text(instance).replace("\n", ends).encode("utf-8-sig")
    assert read_instance(data, "t.vrp", "vrplib") == instance


@settings(max_examples=40, deadline=None)
@given(
    size=st.integers(min_value=2, max_value=6), seed=st.integers(min_value=0, max_value=999),
    form=st.sampled_from(["FULL_MATRIX", "LOWER_ROW", "LOWER_DIAG_ROW", "UPPER_ROW"]),
)  # fmt: skip
def test_explicit_matrix_round_trip(size: int, seed: int, form: str) -> None:
    """Every half of a matrix gives the same whole one; a full one may differ by direction."""
    luck = random.Random(seed)
    rows = [[0 if a == b else luck.randint(1, 99) for b in range(size)] for a in range(size)]
    if form != "FULL_MATRIX":
        rows = [[rows[min(a, b)][max(a, b)] for b in range(size)] for a in range(size)]
    matrix = tuple(tuple(float(v) for v in row) for row in rows)
    places = [Customer(number=i, x=0.0, y=0.0, demand=min(i, 1) * 3) for i in range(size)]
    instance = Instance(
        name="t", form="vrplib", capacity=9, vehicles=0, depot=places[0], customers=tuple(places[1:]),
        matrix=matrix, edges="EXPLICIT",
    )  # fmt: skip
    assert read_instance(vrplib_text(instance, form).encode(), "t.vrp", "vrplib") == instance


# --- the files of the literature --------------------------------------------------------------------


def real_files() -> list[Path]:
    return sorted(p for p in FILES.iterdir() if p.suffix in (".txt", ".vrp")) if FILES.exists() else []


def form_of(path: Path) -> str:
    return FORM_OF.get(path.suffix) or FORM_OF.get(path.name[0], "solomon")


def read(path: Path) -> Instance:
    return read_instance(path.read_bytes(), path.name, form_of(path))


@pytest.mark.skipif(not FILES.exists(), reason="the benchmark files are not part of the repository")
@pytest.mark.parametrize("path", real_files(), ids=lambda p: p.name)
def test_real_files_are_read(path: Path) -> None:
    """Every file of the literature at hand is read whole: as many places as it has lines of them."""
    instance = read(path)
    text = path.read_text("utf-8")
    if form_of(path) == "vrplib":
        found = re.search(r"DIMENSION\s*:\s*(\d+)", text)
        assert found and len(instance.places) == int(found[1])
    else:
        width = 9 if form_of(path) == "lilim" else 7
        rows = [t for t in text.splitlines() if re.fullmatch(rf"(\s*-?[\d.]+){{{width}}}\s*", t)]
        assert len(instance.places) == len(rows) > 100
    assert instance.paired == (form_of(path) == "lilim")
    assert instance.timed == (form_of(path) != "vrplib")


def known_routes(path: Path, instance: Instance) -> list[list[int]]:
    """Routes of the .sol beside a file, as positions in `places`; CVRPLIB numbers customers from 1."""
    text = path.with_suffix(".sol").read_text("utf-8")
    routes = [[int(w) for w in line.split(":")[1].split()] for line in text.splitlines() if "oute" in line]
    at = {c.number: i for i, c in enumerate(instance.places)}
    return routes if form_of(path) == "vrplib" else [[at[n] for n in route] for route in routes]


@pytest.mark.skipif(not FILES.exists(), reason="the benchmark files are not part of the repository")
@pytest.mark.parametrize(
    "path", [p for p in real_files() if p.with_suffix(".sol").exists()], ids=lambda p: p.name
)  # fmt: skip
def test_published_solutions_are_allowed_and_as_long_as_published(path: Path) -> None:
    """A published solution breaks no rule of the file as we read it, and has its published length."""
    instance = read(path)
    verdict = Yardstick(instance, DEFAULT_CONVENTION[instance.form]).judge(known_routes(path, instance))
    cost = re.search(r"(?im)^cost\s*:?\s*([\d.]+)", path.with_suffix(".sol").read_text("utf-8"))
    assert verdict.faults == ()
    assert cost and verdict.distance == pytest.approx(float(cost[1]), abs=0.05)


# --- whatever is wrong ------------------------------------------------------------------------------

SMALL = {
    "solomon": solomon_text(Instance(
        name="klein", form="solomon", capacity=10, vehicles=2,
        depot=Customer(number=0, x=0, y=0, demand=0, due=99),
        customers=(
            Customer(number=1, x=3, y=4, demand=5, ready=2, due=50, service=3),
            Customer(number=2, x=6, y=8, demand=4, ready=0, due=60, service=1),
        ),
    )),
    "lilim": "2 10 1\n0 0 0 0 0 99 0 0 0\n1 3 4 5 2 50 3 0 2\n2 6 8 -5 0 60 1 1 0\n",
    "vrplib": (
        "NAME : klein\nTYPE : CVRP\nDIMENSION : 3\nEDGE_WEIGHT_TYPE : EUC_2D\nCAPACITY : 10\n"
        "NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 6 8\nDEMAND_SECTION\n1 0\n2 5\n3 4\nDEPOT_SECTION\n1\n-1\nEOF\n"
    ),
}  # fmt: skip


def faults_of(data: bytes, form: str) -> tuple[Fault, ...]:
    """The faults of a file, none when it is read; anything but a ContentFault fails the test."""
    try:
        assert isinstance(read_instance(data, "bestand.txt", form), Instance)
    except ContentFault as error:
        assert error.faults
        for fault in error.faults:
            well_said(fault)
        return error.faults
    return ()


def well_said(fault: Fault) -> None:
    """A sentence in both languages, with the file before it and every value filled in."""
    for code in ("nl", "en"):
        text = fault_text(language(code), fault)
        assert text.startswith("bestand.txt"), text
        assert fault.key not in text, text
        assert not re.search(r"\{\w+\}", text), text
        assert len(text) < 700, text


@pytest.mark.parametrize("form", READERS)
def test_the_small_files_are_right(form: str) -> None:
    """What the next tests break is whole before they break it."""
    assert faults_of(SMALL[form].encode(), form) == ()


ELSEWHERE = {
    "fault.not_solomon", "fault.not_lilim", "fault.not_vrplib", "fault.no_depot", "fault.matrix_count",
    "fault.dimension", "fault.node_unknown", "fault.section_missing", "fault.demand_over",
    "fault.many_depots",
}  # fmt: skip
"""What is missing, or does not fit to something else, is told where that is noticed."""
WRONG = [
    ("solomon", "1 3 4 5 2 50 3", "1 3 4 5 2 50", "fault.numbers_on_line"),
    ("solomon", "1 3 4 5 2 50 3", "1 3 4 -5 2 50 3", "fault.too_small"),
    ("solomon", "1 3 4 5 2 50 3", "1 3 4 nan 2 50 3", "fault.not_finite"),
    ("solomon", "1 3 4 5 2 50 3", "1 inf 4 5 2 50 3", "fault.not_finite"),
    ("solomon", "1 3 4 5 2 50 3", "1 3 4 5 2 1e999 3", "fault.not_finite"),
    ("solomon", "1 3 4 5 2 50 3", "1 3 4 5 2 99999999999 3", "fault.too_large"),
    ("solomon", "1 3 4 5 2 50 3", "1 3 4 5.5 2 50 3", "fault.not_whole"),
    ("solomon", "1 3 4 5 2 50 3", "1 3 4 5_0 2 50 3", "fault.not_a_number"),
    ("solomon", "1 3 4 5 2 50 3", "1 3,5 4 5 2 50 3", "fault.not_a_number"),
    ("solomon", "1 3 4 5 2 50 3", "1 3 4 5 60 50 3", "fault.window_closed"),
    ("solomon", "2 6 8 4 0 60 1", "1 6 8 4 0 60 1", "fault.number_twice"),
    ("solomon", "0 0 0 0 0 99 0", "7 0 0 0 0 99 0", "fault.no_depot"),
    ("solomon", "NUMBER     CAPACITY", "", "fault.not_solomon"),
    ("solomon", "  2   10", "  0   10", "fault.too_small"),
    ("solomon", "  2   10", "  2   0", "fault.too_small"),
    ("solomon", "1 3 4 5 2 50 3", "1 3 4 11 2 50 3", "fault.demand_over"),
    ("vrplib", "2 5\n", "2 11\n", "fault.demand_over"),
    ("lilim", "2 10 1", "2 4 1", "fault.demand_over"),
    ("lilim", "1 3 4 5 2 50 3 0 2", "1 3 4 5 2 50 3 0", "fault.numbers_on_line"),
    ("lilim", "1 3 4 5 2 50 3 0 2", "1 3 4 5 2 50 3 0 9", "fault.pair"),
    ("lilim", "1 3 4 5 2 50 3 0 2", "1 3 4 5 2 50 3 0 0", "fault.pair"),
    ("lilim", "1 3 4 5 2 50 3 0 2", "1 3 4 6 2 50 3 0 2", "fault.pair_demand"),
    ("lilim", "1 3 4 5 2 50 3 0 2", "1 3 4 5 2 50 -3 0 2", "fault.too_small"),
    ("lilim", "2 10 1", "2 10", "fault.not_lilim"),
    ("lilim", "0 0 0 0 0 99 0 0 0", "", "fault.no_depot"),
    ("lilim", "2 6 8 -5 0 60 1 1 0", "1 6 8 -5 0 60 1 1 0", "fault.number_twice"),
    ("vrplib", "DIMENSION : 3", "DIMENSION : 4", "fault.dimension"),
    ("vrplib", "CAPACITY : 10", "CAPACITY : -1", "fault.too_small"),
    ("vrplib", "CAPACITY : 10", "CAPACITY :", "fault.not_vrplib"),
    ("vrplib", "CAPACITY : 10", "CAPACITY : inf", "fault.not_finite"),
    ("vrplib", "CAPACITY : 10\n", "", "fault.not_vrplib"),
    ("vrplib", "EUC_2D", "ATT", "fault.choice"),
    ("vrplib", "EUC_2D", "EXPLICIT", "fault.matrix_count"),
    ("vrplib", "2 5\n", "2 -5\n", "fault.too_small"),
    ("vrplib", "2 5\n", "2 5.5\n", "fault.not_whole"),
    ("vrplib", "2 5\n", "3 5\n", "fault.number_twice"),
    ("vrplib", "2 5\n", "9 5\n", "fault.node_unknown"),
    ("vrplib", "1 0\n2 5", "1 7\n2 5", "fault.depot_demand"),
    ("vrplib", "DEPOT_SECTION\n1\n", "DEPOT_SECTION\n1\n2\n", "fault.many_depots"),
    ("vrplib", "DEPOT_SECTION\n1\n", "DEPOT_SECTION\n8\n", "fault.node_unknown"),
    ("vrplib", "DEPOT_SECTION\n1\n", "BACKHAUL_SECTION\n1\n", "fault.section_unknown"),
    ("vrplib", "NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 6 8\n", "", "fault.section_missing"),
    ("vrplib", "NAME : klein\n", "klein\n", "fault.line_unknown"),
]


@pytest.mark.parametrize(("form", "old", "new", "key"), WRONG)
def test_one_mistake_gives_its_own_fault(form: str, old: str, new: str, key: str) -> None:
    """A mistake is called by its name, at its line."""
    assert old in SMALL[form]
    found = faults_of(SMALL[form].replace(old, new, 1).encode(), form)
    assert key in {f.key for f in found}, found
    lines = {f.line for f in found if f.key == key}
    begin = SMALL[form].index(old) + len(old) - len(old.lstrip("\n"))
    at = SMALL[form].count("\n", 0, begin) + 1
    assert key in ELSEWHERE or lines <= {at, at + 1}, (lines, at)


@pytest.mark.parametrize("form", READERS)
def test_a_file_with_a_depot_only_is_told(form: str) -> None:
    """A file that was cut off behind its depot has nothing to plan, and says so."""
    cuts = {"solomon": "1 3 4", "lilim": "1 3 4"}
    text = SMALL[form]
    if form == "vrplib":
        text = text.replace("2 3 4\n3 6 8\n", "").replace("2 5\n3 4\n", "").replace(": 3", ": 1")
    else:
        text = text[: text.index(cuts[form])]
    assert {f.key for f in faults_of(text.encode(), form)} == {"fault.no_customers"}


@pytest.mark.parametrize("form", READERS)
def test_every_cut_is_survived(form: str) -> None:
    """A file that ends anywhere is read or told, never a traceback; half a row of numbers is told."""
    data = SMALL[form].encode()
    assert all(isinstance(faults_of(data[:size], form), tuple) for size in range(len(data)))
    assert faults_of(SMALL[form][: SMALL[form].index("3 4") + 1].encode(), form)


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    "data",
    [b"", b"\n \n", b"\x00" * 64, bytes(range(256)), b"\xff\xfe1\x000\x00", b"PK\x03\x04" + b"\x80" * 40,
     b"{}", b"hello world", b":", b"_SECTION", b"NUMBER", b"1 2 3", "٣ ٤ ٥".encode(), b"-" * 5000],
    ids=range(14),
)  # fmt: skip
def test_rubbish_is_told(form: str, data: bytes) -> None:
    """What is no such file at all is refused with a sentence, in both languages."""
    assert faults_of(data, form)


@pytest.mark.parametrize("form", READERS)
def test_the_form_of_another_is_told(form: str) -> None:
    """A file of another form is called so, and few faults stand for many."""
    for other in READERS:
        if other != form:
            assert 0 < len(faults_of(SMALL[other].encode(), form)) <= 20


@pytest.mark.parametrize("form", READERS)
def test_a_file_beyond_the_limit_is_refused_unread(form: str) -> None:
    """Ten megabytes are refused by size; what lies just below is read in bounded time and refused briefly."""
    assert [f.key for f in faults_of(b"1 2 3\n" * 1_800_000, form)] == ["fault.file_too_large"]
    wide = b"1 " * (MAX_BYTES // 4) + b"\n"
    data = SMALL[form].encode().replace(b"EOF\n", b"")
    assert 0 < len(faults_of(data + wide, form)) <= 20


@pytest.mark.parametrize("form", READERS)
def test_too_many_customers_are_told(form: str) -> None:
    """A file with more customers than can be solved says how many are too many."""
    count = 2005
    rows = [Customer(number=i, x=i, y=0, demand=1, due=9) for i in range(1, count)]
    if form == "lilim":
        rows = [
            Customer(number=i, x=i, y=0, demand=1 if i % 2 else -1, due=9, partner=i + 1 if i % 2 else i - 1)
            for i in range(1, count)
        ]
    depot = Customer(number=0, x=0, y=0, demand=0, due=9)
    big = Instance(name="t", form=form, capacity=9, vehicles=9, depot=depot, customers=tuple(rows))
    assert "fault.too_many_customers" in {f.key for f in faults_of(WRITERS[form](big).encode(), form)}


@settings(max_examples=150, deadline=None)
@given(
    form=st.sampled_from(sorted(READERS)), seed=st.integers(min_value=0, max_value=10**6),
    changes=st.integers(min_value=1, max_value=6),
)  # fmt: skip
def test_random_damage_is_survived(form: str, seed: int, changes: int) -> None:
    """Whatever words or bytes are changed: an instance, or faults that are well said."""
    luck = random.Random(seed)
    words = re.split(r"(\s+)", SMALL[form])
    pool = [
        "",
        "nan",
        "-1",
        "0",
        "1e308",
        "-1e308",
        "9" * 400,
        "x",
        ":",
        "EOF",
        "_SECTION",
        "\x00",
        "½",
        "1 1",
        "\n",
    ]
    for _ in range(changes):
        words[luck.randrange(len(words))] = luck.choice([*pool, luck.choice(words)])
    data = bytearray("".join(words).encode())
    if luck.random() < 0.3 and data:
        data[luck.randrange(len(data))] = luck.randrange(256)
    faults_of(bytes(data), form)


def test_an_unknown_form_is_told() -> None:
    """The message names the forms that there are."""
    with pytest.raises(Unreadable) as told:
        read_instance(b"x", "x", "excel")
    assert "solomon" in str(told.value.values["known"])
