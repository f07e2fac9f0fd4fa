"""Explicit matrices: whole, without impossible detours, with congestion where asked for."""

from __future__ import annotations

import pytest

from tests.content.authored import FLEET, changed, files, keys, scenario

ORDERS = "id,customer,pickup,delivery,kg,pallets\nO1,Winkel A,dc,a,1000,4\n"


def matrix(seconds: int = 3600) -> str:
    """Head, fleet and legs of a world of depot, a and b: an hour and 60 km each, a to b as given."""
    head = files()["scenario.toml"].decode().split("\n[[place]]")[0].replace('"roads"', '"matrix"')
    places = "".join(
        f'[[place]]\nid = "{name}"\nname = "Plek {name}"\nkind = "{kind}"\nlat = {lat}\nlon = 6.6\n'
        for name, kind, lat in (("dc", "depot", 53.0), ("a", "shop", 53.1), ("b", "shop", 53.2))
    )
    rows = (("dc", "a", 3600), ("dc", "b", 3600), ("a", "b", seconds))
    legs = "".join(
        f'[[leg]]\nfrom = "{a}"\nto = "{b}"\ndistance_m = 60000\nduration_s = {s}\nrural = 1\n'
        for a, b, s in rows
    )
    return f"{head}\n{places}{FLEET}{legs}"


WORLD = {"places": "", "fleet": "", "orders": ORDERS}


def loaded(text: str) -> list[tuple[str, str]]:
    return keys(head=text, **WORLD)


def test_an_ordinary_matrix_loads() -> None:
    """Triangles of equal sides, and a detour up to the limit."""
    assert loaded(matrix()) == []
    assert loaded(matrix(10_800)) == []


def test_a_direct_leg_far_longer_than_over_a_third_place() -> None:
    """From 1.5 times, and only when ten minutes are at stake: named at its row."""
    assert loaded(matrix(10_801)) == [("fault.triangle", "leg[3].duration_s")]
    short = matrix(3000).replace("duration_s = 3600", "duration_s = 600")
    assert loaded(short) == [("fault.triangle", "leg[3].duration_s")]
    assert loaded(short.replace("3000", "1800")) == []


def test_an_alternative_counts_for_the_triangle() -> None:
    """The slow first row of a pair is forgiven when the second is quick: it is a choice."""
    more = '[[leg]]\nfrom = "b"\nto = "a"\ndistance_m = 60000\nduration_s = 3000\nrural = 1\noneway = true\n'
    again = more.replace('"b"', '"x"').replace('"a"', '"b"').replace('"x"', '"a"')
    assert loaded(matrix(20_000) + more + again) == []


def test_one_way_of_a_pair_can_break_it() -> None:
    """A row of its own for the way back is judged on its own."""
    back = '[[leg]]\nfrom = "b"\nto = "a"\ndistance_m = 60000\nduration_s = 20000\nrural = 1\n'
    assert loaded(matrix() + back) == [("fault.triangle", "leg[4].duration_s")]


@pytest.mark.parametrize(
    ("old", "new", "key", "where"),
    [
        ("duration_s = 3600", "duration_s = -1", "fault.too_small", "leg[1].duration_s"),
        ("distance_m = 60000", "distance_m = -1", "fault.too_small", "leg[1].distance_m"),
        ('from = "dc"\nto = "a"', 'from = "dc"\nto = "aa"', "fault.unknown_id", "leg[1].to"),
        ("rural = 1", "rural = 0.9", "fault.shares", "leg[1].motorway"),
    ],
)
def test_rows_that_cannot_be(old: str, new: str, key: str, where: str) -> None:
    """Negative times and metres, places that are not there, shares that do not add up."""
    assert loaded(changed(matrix(), old, new)) == [(key, where)]


def test_a_matrix_that_is_not_square() -> None:
    """Every missing pair is named, both ways."""
    whole = matrix()
    cut = whole[: whole.rindex("[[leg]]")]
    assert loaded(cut) == [("fault.leg_missing", "leg")] * 2


def test_congestion_only_where_asked_for() -> None:
    """A matrix is free flow unless the author says weekday; the map is a weekday unless he says none."""
    free = scenario(head=matrix(), **WORLD).system.legs.fastest("truck", "dc", "a")
    assert not free.profile
    text = changed(matrix(), 'world = "matrix"', 'world = "matrix"\ncongestion = "weekday"')
    busy = scenario(head=text, **WORLD).system.legs.fastest("truck", "dc", "a")
    assert busy.duration_s == busy.duration_at(3 * 3600) == 3600
    assert busy.duration_at(8 * 3600) > 3600
