"""Names of trucks in English: the type is translated, and nothing else is."""

from __future__ import annotations

import re

import pytest

from game.content.catalogue import list_scenarios
from game.content.fleet_names import TYPES, english_name
from game.content.language import language
from game.content.load import load_scenario

DUTCH = re.compile("|".join(TYPES), re.IGNORECASE)


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("Bakwagen 3", "Rigid 3"), ("Kleine bakwagen", "Small rigid"),
        ("E-bakwagen (stil)", "E-rigid (quiet)"), ("HVO-koelwagen 2025", "HVO reefer 2025"),
        ("E-koelbak", "E-reefer rigid"), ("E-trekker 1", "E-tractor 1"),
        ("Bakwagen met klep", "Rigid with tail lift"), ("Dieselbak 12 ton", "Diesel rigid 12 t"),
        ("Combi 2 (HVO)", "Drawbar 2 (HVO)"), ("Bakwagenbouwer Jansen", "Bakwagenbouwer Jansen"),
        ("De Trekker", "De Trekker"), ("", ""),
    ],
)  # fmt: skip
def test_the_type_is_translated_and_what_tells_trucks_apart_stays(dutch: str, english: str) -> None:
    """A name begins with its type; a word that only looks like one is left alone."""
    assert english_name(dutch) == english
    assert language("nl").fleet(dutch) == dutch
    assert language("en").t("x", vehicle=dutch) == "x"


@pytest.mark.parametrize("listing", list_scenarios(), ids=lambda listing: listing.id)
def test_every_truck_of_every_scenario_has_an_english_name_of_its_own(listing) -> None:  # type: ignore[no-untyped-def]
    """No Dutch type is left, no two trucks come to share a name, and no other name changes."""
    world = load_scenario(listing.path).system
    names = [english_name(v.name) for v in world.vehicles.values()]
    assert not [name for name in names if DUTCH.search(name)]
    assert len(set(names)) == len({v.name for v in world.vehicles.values()})
    others = [o.customer for o in world.orders.values()] + [d.name for d in world.drivers.values()]
    others += [p.name for p in world.places.values()]
    assert [english_name(name) for name in others] == others


def test_sentences_say_it_in_their_own_language() -> None:
    """What stands in a sentence is named as on the planboard."""
    english = language("en").t("advice.first", vehicle="Bakwagen 1")
    assert "Rigid 1" in english and "Bakwagen" not in english
    assert "Bakwagen 1" in language("nl").t("advice.first", vehicle="Bakwagen 1")
