"""Good files load the same from a folder, a zip and a log; defaults follow their formulas."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from game.content.catalogue import Listing, checked, list_scenarios, quick_listing
from game.content.facts import read_facts
from game.content.figures import Figures, vehicle_class
from game.content.limits import read_files
from game.content.load import SHIPPED, bundle, load_from_files, load_scenario
from game.content.numbers import clock_s, decimal_number, whole_number
from game.content.prices import toll_eur_km
from game.content.shape import VehicleShape
from game.content.tomlfile import Lines
from game.domain.errors import ContentFault, Unreadable

TINY = SHIPPED / "eerste-rit"


def test_a_bundle_rebuilds_the_scenario() -> None:
    """A log can play a scenario whose folder is gone: same hash, same orders."""
    first = load_scenario("vers-noord")
    again = load_from_files(bundle(first))
    assert again.content_hash == first.content_hash
    assert again.system.orders == first.system.orders
    assert again.moments == first.moments


def test_a_zip_of_the_folder_is_the_same(tmp_path: Path) -> None:
    """A scenario may be handed on as one zip, with or without the folder's name inside."""
    for top in ("", "eerste-rit/"):
        path = tmp_path / "day.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in read_files(TINY).items():
                archive.writestr(top + name, data)
        assert load_scenario(path).content_hash == load_scenario(TINY).content_hash


def test_the_reference_is_not_part_of_the_hash() -> None:
    """Storing a reference must not make that reference stale."""
    files = read_files(TINY)
    with_reference = load_from_files({**files, "reference.json": b"{}"})
    assert with_reference.content_hash == load_from_files(files).content_hash
    assert with_reference.reference is None


def test_an_unknown_id_is_a_fault() -> None:
    """A name that does not exist is said to be so, never a traceback."""
    for name in ("no-such-day", "", "\0", "x" * 5000, "../.."):
        with pytest.raises(ContentFault):
            load_scenario(name)


def test_service_and_room_by_default() -> None:
    """10 + 1.6 per pallet and 0.8 per roll cage minutes; 40 and 24 cm (FACTS 5.3)."""
    fresh = load_scenario("vers-noord").system.orders["O32"]
    assert (fresh.load.roll_cages, fresh.load.ldm_cm, fresh.delivery_service_s) == (7, 168, 936)
    freight = load_scenario("stukgoed").system.orders["O12"]
    assert (freight.load.pallets, freight.load.ldm_cm, freight.delivery_service_s) == (7, 280, 1272)


def test_penalty_is_a_charter_trip_and_a_fifth() -> None:
    """O1: 15 minutes there, 15 back, 2 x 20 service at EUR 92/h, times 1.2; 30 km by rigid19 for the CO2e."""
    order = load_scenario("eerste-rit").system.orders["O1"]
    assert order.penalty_cent == 12_880
    litres = 0.15 * (19 + 7 * 2000 / 9500) + 0.15 * 19
    assert order.charter_g == round(litres * 3262)


def test_alternatives_and_both_ways_of_a_matrix() -> None:
    """A row counts both ways and a second row of a pair is the second alternative."""
    legs = load_scenario("eerste-rit").system.legs
    for pair in (("assen", "hoogeveen"), ("hoogeveen", "assen")):
        assert [leg.label for leg in legs.options("truck", *pair)] == ["A28", "N371"]
    assert legs.shortest_m("truck", "hoogeveen", "assen") == 30_000
    assert legs.options("truck", "assen", "assen")[0].distance_m == 0


def test_toll_before_it_began_is_nothing() -> None:
    """The vrachtwagenheffing starts on 1 July 2026; its discount ends with the year."""
    truck = VehicleShape.model_validate(
        {"id": "V", "name": "V", "class": "ts40_diesel", "depot": "d", "driver": "D"}
    )
    tolls = []
    for day in (date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 1), date(2027, 1, 1)):
        figures = Figures(read_facts(), day)
        tolls.append(toll_eur_km(figures, vehicle_class(figures, "ts40_diesel"), truck))
    assert tolls == pytest.approx([0, 0.201, 0.201 * 0.777, 0.201])


def test_listing_is_light() -> None:
    """Menu cards need neither pydantic nor the road graph nor the solver."""
    code = (
        "import sys; from game.content.catalogue import list_scenarios; list_scenarios();"
        "print([m for m in ('pydantic', 'numpy', 'ortools', 'game.content.roads') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_listing_shows_size_and_title() -> None:
    """A card has what a person chooses by."""
    cards = list_scenarios()
    assert [c.id for c in cards[:3]] == ["eerste-rit", "vers-noord", "stukgoed"]
    assert (cards[0].title["nl"], cards[0].vehicles, cards[0].orders) == ("Eerste rit", 2, 4)
    assert [c.orders for c in cards[:3]] == [4, 35, 60]
    assert all(checked(c).faults == () for c in cards)


def test_a_broken_scenario_is_listed_and_others_still_play(tmp_path: Path) -> None:
    """Nothing hides: what cannot be read is a card with its fault."""
    (tmp_path / "kapot").mkdir()
    (tmp_path / "kapot" / "scenario.toml").write_bytes(b"\xff\xfe = [[[")
    (tmp_path / "leeg.zip").write_bytes(b"no zip")
    cards = {c.id: c for c in list_scenarios([tmp_path, tmp_path / "nowhere"])}
    assert {"kapot", "leeg", "eerste-rit"} <= cards.keys()
    assert cards["kapot"].faults
    assert checked(cards["kapot"]).faults
    assert cards["leeg"].faults[0].key == "fault.not_a_zip"


def test_a_part_of_a_measurement_is_listed_only_where_it_is_asked_for(tmp_path: Path) -> None:
    """Menu and practice do not show it: who has seen it before measures nothing. A stored plan stays true."""
    files = read_files(TINY)
    measured = files["scenario.toml"].replace(b'id = "eerste-rit"', b'id = "meting"\nkind = "measurement"')
    (tmp_path / "meting").mkdir()
    for name, data in {**files, "scenario.toml": measured}.items():
        (tmp_path / "meting" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "meting" / name).write_bytes(data)
    assert "meting" not in [c.id for c in list_scenarios([tmp_path])]
    found = {c.id: c for c in list_scenarios([tmp_path], measurements=True)}
    assert found["meting"].measures
    assert not found["eerste-rit"].measures
    named = files["scenario.toml"].replace(b'id = "eerste-rit"', b'id = "meting"')
    same = load_from_files({**files, "scenario.toml": named}).planning_hash
    assert load_scenario(tmp_path / "meting").planning_hash == same


def test_quick_listing_never_raises(tmp_path: Path) -> None:
    """Even for a path that is nothing at all."""
    assert isinstance(quick_listing(tmp_path / "none"), Listing)


def test_lines_of_nested_tables() -> None:
    """A fault in the second option of a moment points at its own line."""
    option = '[[moment.option]]\nid = "p"\n'
    text = f'a = 1\n[[moment]]\nid = "x"\n{option}{option}b = [\n 1,\n]\n'
    lines = Lines(text)
    assert lines.of(("moment", 0, "option", 1, "id")) == 7
    assert lines.of(("moment", 0, "option", 1, "missing")) == 6
    assert lines.of(("moment", 0, "option", 1, "b", 0)) == 8
    assert lines.of(("unknown",)) == 0


@pytest.mark.parametrize(
    ("typed", "key", "suggest"),
    [
        ("12,5", "fault.decimal_comma", "12.5"),
        ("1.200 kg", "fault.thousands", "1200"),
        ("1.200", "fault.thousands", "1200"),
        ("1200 kg", "fault.number_unit", "1200"),
        ("€ 12,50", "fault.decimal_comma", "12.50"),
    ],
)
def test_numbers_as_people_type_them(typed: str, key: str, suggest: str) -> None:
    """A wrong form is never guessed at: the message holds the right one."""
    with pytest.raises(Unreadable) as error:
        decimal_number(typed)
    assert (error.value.key, error.value.values["suggest"]) == (key, suggest)


def test_whole_and_clock_cures() -> None:
    """12.5 pallets and 9.75 hours get a cure; 24:15 is a quarter past midnight."""
    with pytest.raises(Unreadable) as error:
        whole_number("12.5")
    assert error.value.key == "fault.not_whole"
    assert (clock_s("24:15"), clock_s("08:30")) == (87_300, 30_600)
    for typed, cure in (
        (9.75, "09:45"),
        ("9,75 uur", "09:45"),
        ("930", "09:30"),
        (9, "09:00"),
        ("8.61", "08:37"),
    ):
        with pytest.raises(Unreadable) as error:
            clock_s(typed)
        assert error.value.values["suggest"] == cure
