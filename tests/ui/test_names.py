"""Names where room is scarce, pills on the map, and things that are no box."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import pygame
import pytest

from game.content.catalogue import list_scenarios
from game.content.load import load_scenario
from game.ui.hits import Hit, HitList
from game.ui.map_trucks import place_pills
from game.ui.names import person_names, truck_names


def test_a_short_truck_name_keeps_what_tells_trucks_apart() -> None:
    """Numbers and single letters stay, long words get shorter, remarks in brackets go last."""
    assert truck_names("E-bakwagen 12 ton A") == (
        "E-bakwagen 12 ton A", "E-bakwagen 12t A", "E-bakw. 12t A",
    )  # fmt: skip
    assert truck_names("Bakwagen 2013 (ontheffing)")[-1] == "Bakw. 2013"
    assert truck_names("T06") == ("T06",)
    assert person_names("Fenna Postma") == ("Fenna Postma", "F. Postma", "Fenna")


@pytest.mark.parametrize("name", [listing.id for listing in list_scenarios()])
def test_no_two_trucks_of_a_scenario_share_a_short_name(name: str) -> None:
    """A shortened name still says which truck is meant."""
    vehicles = load_scenario(name).system.vehicles.values()
    shortest = [truck_names(v.name)[-1] for v in vehicles]
    assert len(set(shortest)) == len(shortest), shortest


def test_pills_of_trucks_on_one_spot_do_not_cover_each_other() -> None:
    """Five trucks at the depot can all be read and clicked; the chosen one keeps its place."""
    rect = pygame.Rect(0, 0, 800, 500)
    boxes = place_pills([70] * 5, [(400.0, 250.0)] * 5, rect)
    assert boxes[-1].center == (400, 250)
    assert all(a.collidelist(boxes[:i] + boxes[i + 1 :]) < 0 for i, a in enumerate(boxes))


def test_pills_keep_off_the_words_of_a_flag() -> None:
    """What is wrong can be read where trucks stand: a pill moves beside it, the chosen truck's too."""
    rect = pygame.Rect(0, 0, 800, 500)
    flag = pygame.Rect(410, 240, 130, 22)
    boxes = place_pills([70] * 3, [(420.0, 250.0)] * 3, rect, [flag])
    assert flag.collidelist(boxes) < 0
    assert all(a.collidelist(boxes[:i] + boxes[i + 1 :]) < 0 for i, a in enumerate(boxes))
    assert place_pills([70], [(420.0, 250.0)], rect, [rect])[0].center == (420, 250), "no pill is lost"


def test_only_the_inside_of_a_zone_is_pointed_at() -> None:
    """The rules of a zone do not show in the corner of its box, where the zone is not."""
    hits = HitList()
    hits.add(Hit(id="zone", rect=pygame.Rect(0, 0, 100, 100), ring=((0, 0), (100, 0), (0, 100))))
    found = hits.at((20, 20))
    assert found is not None and found.id == "zone"
    assert hits.at((90, 90)) is None
