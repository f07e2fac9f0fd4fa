"""Whatever is wrong with a scenario: a located ContentFault, or it loads; never another exception."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from game.content.limits import MAX_FILE_BYTES, read_files
from game.content.load import SHIPPED, load_from_files, load_scenario
from game.domain.errors import ContentFault, Fault
from game.domain.scenario import Scenario
from tests.content.authored import ELECTRIC, FLEET

ZONE = """
[[zone]]
map = "ze_groningen"
windows = ["05:00-12:00"]
window_over_kg = 3500
closed_to_lzv = true

[[zone]]
id = "vak"
zero_emission_from = 2025-01-01
ring = [[52.77, 6.88], [52.77, 6.92], [52.80, 6.92]]
"""
CHARGER = '[[charger]]\nmap = "ch_assen"\nbays = 2\neur_kwh = 0.4\npublic = true\nkw = 350\n'
GRID = '[[grid]]\ndepot = "dc"\nlimit_kw = 60\nfrom = "18:00"\nto = "05:00"\nkw_per_vehicle = 50\n'
DAY = """
skills = ["adr"]

[[driver.day]]
ago = 1
from = "06:00"
to = "16:00"
drive_min = 480
work_min = 540
"""
MORE = """class = "rigid19_diesel"
registered = 2021-05-01
hvo_percent = 30
cooling = "diesel"
permits = ["vak"]"""
RICH_FLEET = (
    FLEET.replace('class = "rigid19_diesel"', MORE)
    + DAY
    + ELECTRIC.replace('depot = "dc"', 'depot = "dc"\nevening_soc_percent = 40')
)
TINY = read_files(SHIPPED / "eerste-rit")
FRESH = read_files(SHIPPED / "vers-noord")
TOML = "scenario.toml"
ORDERS = "orders.csv"


def faults_of(files: Mapping[str, bytes]) -> tuple[Fault, ...]:
    """The faults of files, empty when they load; every fault says where it is."""
    try:
        assert isinstance(load_from_files(files), Scenario)
    except ContentFault as error:
        assert error.faults
        assert all(f.file and f.key.startswith("fault.") for f in error.faults)
        return error.faults
    return ()


def swapped(file: str, old: str, new: str, files: Mapping[str, bytes] = TINY) -> dict[str, bytes]:
    text = files[file].decode()
    assert old in text
    return {**files, file: text.replace(old, new, 1).encode()}


# --- one known mistake, one expected message ------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "key", "column"),
    [
        (",2000,4,", ",1.200 kg,4,", "fault.thousands", "kg"),
        (",2000,4,", ",2000 kg,4,", "fault.number_unit", "kg"),
        (",2000,4,", ',"12,5",4,', "fault.not_whole", "kg"),
        (",2000,4,", ",-5,4,", "fault.too_small", "kg"),
        (",2000,4,", ",nan,4,", "fault.not_a_number", "kg"),
        (",2000,4,", ",inf,4,", "fault.not_a_number", "kg"),
        (",2000,4,", ",,4,", "fault.key_missing", "kg"),
        (",2000,4,", ",2000,0,", "fault.no_load", "pallets"),
        (",08:00,10:00,20,", ",08:00,9.75,20,", "fault.clock", "delivery_close"),
        (",08:00,10:00,20,", ",10:00,08:00,20,", "fault.window", "delivery_close"),
        (",08:00,10:00,20,", ",08:00,25:61,20,", "fault.clock", "delivery_close"),
        (",20,120", ',20,"120,50"', "fault.decimal_comma", "revenue_eur"),
        ("assen,gieten", "assen,gietn", "fault.unknown_place", "delivery"),
        ("assen,gieten", "assen,assen", "fault.same_place", "delivery"),
        ("O2,Bouw", "O1,Bouw", "fault.double_id", "id"),
        ("O2,Bouw", "O 2,Bouw", "fault.id", "id"),
        ("O2,Bouw", "O2,B\x00uw", "fault.control_character", "customer"),
    ],
)
def test_cells(old: str, new: str, key: str, column: str) -> None:
    """A wrong cell is named by file, line and column."""
    faults = faults_of(swapped(ORDERS, old, new))
    assert [(f.file, f.key) for f in faults] == [(ORDERS, key)]
    assert faults[0].line == (3 if "O2" in old else 2)
    assert faults[0].where.startswith(column)


@pytest.mark.parametrize(
    ("old", "new", "key", "where"),
    [
        ('depot = "assen"', 'depot = "asen"', "fault.unknown_id", "vehicle[1].depot"),
        ('class = "bakwagen"', 'class = "bakwagn"', "fault.unknown_id", "vehicle[1].class"),
        ("level = 1", 'level = "1"', "fault.not_a_number", "level"),
        ("level = 1", "level = 1.5", "fault.not_whole", "level"),
        ("level = 1", "levels = 1", "fault.key_unknown", "levels"),
        ("fixed_eur_h = 20", 'fixed_eur_h = "12,5"', "fault.decimal_comma", "rates.fixed_eur_h"),
        ("fixed_eur_h = 20", "fixed_eur_h = nan", "fault.not_finite", "rates.fixed_eur_h"),
        ("fixed_eur_h = 20", "fixed_eur_h = -1", "fault.too_small", "rates.fixed_eur_h"),
        ('from = "06:00"', "from = 9.75", "fault.clock", "driver[1].from"),
        ('to = "16:00"', 'to = "05:00"', "fault.window", "driver[1].to"),
        ("lat = 52.9928", "lat = 6.5642", "fault.off_the_map", "place[1].lat"),
        ("lat = 52.9928\nlon = 6.5642", 'at = "Asssen"', "fault.unknown_town", "place[1].at"),
        ("tolled_m = 15000", "tolled_m = 99000", "fault.toll_longer", "leg[4].tolled_m"),
        ("rural = 1\nroad", "rural = 0.5\nroad", "fault.shares", "leg[1].motorway"),
        ('driver = "D2"', 'driver = "D1"', "fault.driver_twice", "vehicle[2].driver"),
        ('default = "keep"', 'default = "kep"', "fault.unknown_id", "message[1].default"),
        ('deadline = "09:00"', 'deadline = "07:00"', "fault.deadline", "message[1].deadline"),
        ('fact = "recurrent_peak_jam"', 'fact = "peak_jam"', "fault.no_odds", "disruption[1].fact"),
        ('id = "D1"', 'id = "D/1"', "fault.id", "driver[1].id"),
    ],
)  # fmt: skip
def test_keys(old: str, new: str, key: str, where: str) -> None:
    """A wrong key is named by path and line."""
    found = {(f.key, f.where): f for f in faults_of(swapped(TOML, old, new))}
    assert (key, where) in found
    text = swapped(TOML, old, new)[TOML].decode()
    assert found[key, where].line == text[: text.index(new)].count("\n") + 1 + new.count("\n") or (
        key in ("fault.shares", "fault.off_the_map", "fault.unknown_town", "fault.driver_twice")
    )


def test_a_typing_error_gets_the_nearest_name() -> None:
    """A planner who types Asssen is shown Assen."""
    faults = faults_of(swapped(TOML, "lat = 52.9928\nlon = 6.5642", 'at = "Asssen"'))
    assert ("suggest", "Assen") in faults[0].values
    assert ("suggest", "gieten") in faults_of(swapped(ORDERS, "assen,gieten", "assen,gietn"))[0].values


def test_a_day_outside_the_facts() -> None:
    """No figure is guessed for a day that the facts do not cover."""
    faults = faults_of(swapped(TOML, "date = 2026-11-24", "date = 2019-01-01", FRESH))
    assert ("fault.fact_date", "date") in {(f.key, f.where) for f in faults}


def test_all_faults_at_once() -> None:
    """An author mends a file in one go: every fault of every file is there."""
    files = swapped(ORDERS, ",2000,4,", ",x,4,")
    files = swapped(ORDERS, ",2500,5,", ",2500,y,", files)
    files = swapped(TOML, "level = 1", "level = 99", files)
    files = {**files, "text/nl.toml": b"title = [", "text/en.toml": b"\xe9"}
    assert {(f.file, f.line) for f in faults_of(files)} >= {
        (ORDERS, 2), (ORDERS, 3), (TOML, 8), ("text/nl.toml", 1), ("text/en.toml", 1),
    }  # fmt: skip


def test_a_missing_sentence_names_its_key() -> None:
    """Dutch must be complete; the fault says which key."""
    faults = faults_of(swapped("text/nl.toml", "[reflection]\n", "[reflections]\n"))
    assert {f.where for f in faults} == {"reflection.order", "reflection.empty"}


def test_a_missing_leg_names_the_pair() -> None:
    """A matrix must hold every pair."""
    text = TINY[TOML].decode()
    cut = text.index('[[leg]]\nfrom = "borger"\nto = "hoogeveen"')
    end = text.index("# --- the day")
    faults = faults_of({**TINY, TOML: (text[:cut] + text[end:]).encode()})
    assert {f.key for f in faults} == {"fault.leg_missing"}
    assert {dict(f.values)["origin"] for f in faults} == {"borger", "hoogeveen"}


def test_a_facts_file_with_a_factor_without_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure nobody knows the unit of is not used: file, key and line."""
    from game.content import facts, load, world

    text = facts.FACTS_FILE.read_text(encoding="utf-8")
    old = 'wtw = { value = 3.262, unit = "kg CO2e/l", '
    assert old in text
    broken = tmp_path / "facts.toml"
    broken.write_text(text.replace(old, "wtw = { value = 3.262, "), encoding="utf-8")
    monkeypatch.setattr(load, "FACTS_FILE", broken)
    monkeypatch.setattr(world, "read_facts", lambda: facts.parse_facts(broken.read_text(encoding="utf-8")))
    (fault,) = faults_of(TINY)
    assert (fault.file, fault.key, fault.where) == ("facts.toml", "fault.facts", "co2.factor.diesel_b7.wtw")
    assert fault.line == text[: text.index(old)].count("\n") + 1
    assert "unit" in dict(fault.values)["value"]


# --- files as a whole ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", [TOML, ORDERS, "text/nl.toml", "text/en.toml"])
def test_each_file_missing_empty_or_garbled(name: str) -> None:
    """Missing, empty, latin-1, binary, cut off, deeply nested, far too long: a fault with the file's name."""
    without = {k: v for k, v in TINY.items() if k != name}
    for data in (
        b"\xff\xfe\x00",
        "é".encode("latin-1"),
        b"\x00" * 100,
        b"[" * 50_000,
        b"x" * (MAX_FILE_BYTES + 1),
    ):
        assert name in {f.file for f in faults_of({**TINY, name: data})}
    assert (name, "fault.file_missing") in {(f.file, f.key) for f in faults_of(without)}
    faults_of({**TINY, name: b""})
    faults_of({**TINY, name: TINY[name][: len(TINY[name]) // 2]})


@pytest.mark.parametrize(
    "text",
    ["a = " + "[" * 400 + "]" * 400, "a = 1" + "0" * 5000, ".".join("a" * 300) + " = 1", 'x = "\\uD800"'],
)  # fmt: skip
def test_hostile_toml(text: str) -> None:
    """Nesting, huge integers, endless dots and lone surrogates are faults too."""
    assert TOML in {f.file for f in faults_of({**TINY, TOML: text.encode()})}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"id;customer;kg\nO1;x;2\n", "fault.csv_semicolon"),
        (b"", "fault.csv_empty"),
        (TINY[ORDERS].replace(b"kg,", b"kgs,", 1), "fault.column_missing"),
        (TINY[ORDERS].replace(b"pallets,", b"pallet,", 1), "fault.column_unknown"),
        (TINY[ORDERS] + b"O9,too,few\n", "fault.csv_cells"),
        (TINY[ORDERS] + b'O9,"never closed', "fault.csv"),
        (TINY[ORDERS] + b"O9," + b"x" * 200_000, "fault.csv"),
        (TINY[ORDERS] + TINY[ORDERS].splitlines(keepends=True)[1] * 600, "fault.too_many"),
    ],
)
def test_hostile_csv(data: bytes, key: str) -> None:
    """Tables that are no table of orders."""
    assert key in {f.key for f in faults_of({**TINY, ORDERS: data})}


def test_a_byte_order_mark_is_fine() -> None:
    """Spreadsheets write one."""
    assert not faults_of({name: b"\xef\xbb\xbf" + data for name, data in TINY.items()})


# --- folders, links and zips ----------------------------------------------------------------------


def write_folder(folder: Path, files: Mapping[str, bytes] = TINY) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def refused(path: Path) -> set[str]:
    with pytest.raises(ContentFault) as error:
        load_scenario(path)
    return {f.key for f in error.value.faults}


def test_a_ten_megabyte_file(tmp_path: Path) -> None:
    """It is refused by its size, not read."""
    write_folder(tmp_path, {**TINY, ORDERS: b"x" * 10_000_000})
    assert refused(tmp_path) == {"fault.file_too_large"}


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights on Windows")
def test_links_and_pipes_are_refused(tmp_path: Path) -> None:
    """A scenario cannot make the game read another file, nor wait for ever."""
    (write_folder(tmp_path / "a") / ORDERS).unlink()
    (tmp_path / "a" / ORDERS).symlink_to("/etc/passwd")
    assert refused(tmp_path / "a") == {"fault.link"}
    (write_folder(tmp_path / "b") / ORDERS).unlink()
    os.mkfifo(tmp_path / "b" / ORDERS)
    assert refused(tmp_path / "b") == {"fault.not_a_file"}
    write_folder(tmp_path / "c")
    (tmp_path / "c" / "text").rename(tmp_path / "elsewhere")
    (tmp_path / "c" / "text").symlink_to(tmp_path / "elsewhere")
    assert refused(tmp_path / "c") == {"fault.link"}


def make_zip(path: Path, entries: Mapping[str, bytes], mode: int = 0) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = mode << 16
            archive.writestr(info, data)
    return path


def test_hostile_zips(tmp_path: Path) -> None:
    """Bombs, ways out of the folder, links, too many entries and damage are refused."""
    bomb = make_zip(tmp_path / "bomb.zip", {**TINY, ORDERS: b"0" * 900_000})
    assert "fault.file_too_large" in refused(bomb)
    assert "fault.zip_path" in refused(make_zip(tmp_path / "out.zip", {**TINY, "../evil": b"x"}))
    assert "fault.zip_path" in refused(make_zip(tmp_path / "root.zip", {**TINY, "/evil": b"x"}))
    assert "fault.zip_path" in refused(make_zip(tmp_path / "win.zip", {**TINY, "C:evil": b"x"}))
    assert "fault.link" in refused(make_zip(tmp_path / "link.zip", TINY, stat.S_IFLNK | 0o777))
    many = {**TINY, **{f"x{i}": b"" for i in range(100)}}
    assert "fault.zip_entries" in refused(make_zip(tmp_path / "many.zip", many))
    good = make_zip(tmp_path / "good.zip", TINY).read_bytes()
    (tmp_path / "cut.zip").write_bytes(good[: len(good) // 2])
    assert "fault.not_a_zip" in refused(tmp_path / "cut.zip")


def test_a_zip_with_flipped_bytes(tmp_path: Path) -> None:
    """Damage anywhere gives a fault or still the same day."""
    good = make_zip(tmp_path / "good.zip", TINY).read_bytes()
    for at in range(0, len(good), 97):
        path = tmp_path / "bad.zip"
        path.write_bytes(good[:at] + bytes([good[at] ^ 0x5A]) + good[at + 1 :])
        try:
            load_scenario(path)
        except ContentFault as error:
            assert error.faults
