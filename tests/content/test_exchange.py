"""Transfers and partners: by the facts where the author says nothing, and never without a timetable."""

from __future__ import annotations

import pytest

from tests.content.authored import changed, keys, scenario

HUB = '[[transfer]]\nid = "hub"\nname = "Hub Zuid"\nkind = "hub"\nplace = "emmen"\nserves = ["stad"]\n'
BARGE = (
    '[[transfer]]\nid = "schip"\nname = "Afvaart Rotterdam"\nkind = "barge"\nplace = "emmen"\n'
    'serves = ["stad"]\nwindows = ["07:00-16:00"]\ndeparts = "18:00"\narrives = "54:00"\nonward_km = 290\n'
)
PARTNER = '[[partner]]\nid = "buur"\nname = "Transport De Buur"\neur_fixed = 35\neur_per_km = 1.4\n'


def test_a_hub_by_the_facts() -> None:
    """10 min + 1.6 per unit, EUR 12 per pallet, 1.2 kg/t once, electric onward in an hour."""
    world = scenario(HUB).system
    hub = world.sites.transfers["hub"]
    assert (hub.handling_fixed_s, hub.handling_per_unit_s) == (600, 96)
    assert (hub.cent_fixed, hub.cent_per_unit, hub.hub_g_per_t) == (0, 1200, 1200)
    assert (hub.departs_s, hub.arrives_s) == (86_400, 90_000)
    assert hub.onward_m == world.legs.shortest_m("truck", "emmen", "stad")
    # out half loaded and back empty: (60 + 10 + 60) kWh per 100 km x 1.03 in town, 2.4 t
    assert hub.onward_g_per_tkm == pytest.approx(1300 * 1.03 / 0.92 * 0.268 / 2.4)
    assert hub.onward_ttw_g_per_tkm == 0


def test_a_barge_is_worked_example_e5() -> None:
    """22 t over 290 km at 30 g and two passes of 1.2 kg/t: 191.4 and 52.8 kg."""
    barge = scenario(BARGE).system.sites.transfers["schip"]
    assert 22 * barge.onward_m / 1000 * barge.onward_g_per_tkm == pytest.approx(191_400)
    assert 22 * barge.hub_g_per_t == pytest.approx(52_800)
    assert (barge.handling_fixed_s, barge.handling_per_unit_s, barge.cent_per_unit) == (1500, 0, 0)
    assert barge.cent_fixed == 23_000
    assert (barge.departs_s, barge.arrives_s) == (18 * 3600, 54 * 3600)


def test_rail_is_electric_unless_said_otherwise() -> None:
    """10 g/tkm and none from the tank; diesel 26 and 19.7; an own figure keeps the mode's ratio."""
    rail = changed(BARGE, "barge", "rail")
    made = scenario(rail).system.sites.transfers["schip"]
    assert (made.onward_g_per_tkm, made.onward_ttw_g_per_tkm, made.cent_fixed) == (10, 0, 27_000)
    made = scenario(rail + 'mode = "rail_diesel"\n').system.sites.transfers["schip"]
    assert (made.onward_g_per_tkm, made.onward_ttw_g_per_tkm) == (26, 19.7)
    made = scenario(BARGE + "onward_g_per_tkm = 15\n").system.sites.transfers["schip"]
    assert (made.onward_g_per_tkm, made.onward_ttw_g_per_tkm) == (15, pytest.approx(11.35))


def test_own_terms_of_a_transfer() -> None:
    """Price, handling, passes and cold store are the author's where given."""
    own = (
        "handling_fixed_min = 5\nhandling_per_unit_min = 0.5\neur_fixed = 9\neur_per_unit = 2.5\npasses = 2\n"
        'cooled = true\ndeparts = "25:00"\narrives = "30:00"\nonward_km = 4.2\n'
    )
    hub = scenario(HUB + own).system.sites.transfers["hub"]
    assert (hub.handling_fixed_s, hub.handling_per_unit_s, hub.cent_fixed, hub.cent_per_unit) == (
        300, 30, 900, 250,
    )  # fmt: skip
    assert (hub.hub_g_per_t, hub.onward_m, hub.departs_s, hub.arrives_s) == (6000, 4200, 90_000, 108_000)
    assert scenario(HUB + "passes = 0\n").system.sites.transfers["hub"].hub_g_per_t == 0


def test_what_a_transfer_takes() -> None:
    """Both ways, everything, without a limit, all day; or as the author says."""
    hub = scenario(HUB).system.sites.transfers["hub"]
    assert (hub.takes, hub.refuses, hub.most_units, hub.available_s) == ("both", frozenset(), None, 0)
    own = 'takes = "in"\nrefuses = ["adr"]\nmost_units = 12\navailable = "24:00"\n'
    hub = scenario(HUB + own).system.sites.transfers["hub"]
    assert (hub.takes, hub.refuses, hub.most_units, hub.available_s) == ("in", {"adr"}, 12, 86_400)
    latest = scenario(BARGE + 'available = "16:00"\n').system.sites.transfers["schip"]
    assert latest.available_s == 16 * 3600


def test_a_ship_that_only_comes_in_has_no_arrival_at_an_address() -> None:
    """Nothing is brought to it, so `arrives` may be left out."""
    only_in = changed(BARGE, 'arrives = "54:00"\n', 'takes = "in"\n')
    barge = scenario(only_in).system.sites.transfers["schip"]
    assert (barge.takes, barge.arrives_s) == ("in", barge.departs_s)


@pytest.mark.parametrize(
    ("table", "key", "where"),
    [
        (changed(HUB, '"emmen"', '"emen"'), "fault.unknown_id", "transfer[1].place"),
        (changed(HUB, '["stad"]', '["stadt"]'), "fault.unknown_id", "transfer[1].serves[1]"),
        (changed(HUB, '["stad"]', "[]"), "fault.too_few", "transfer[1].serves"),
        (changed(HUB, '"hub"\nname', '"a b"\nname'), "fault.id", "transfer[1].id"),
        (HUB + HUB, "fault.double_id", "transfer[2].id"),
        (HUB + "windows = []\n", "fault.too_few", "transfer[1].windows"),
        (HUB + 'mode = "truck"\n', "fault.unknown_id_no_hint", "transfer[1].mode"),
        (HUB + 'mode = "rail_diesel"\nonward_g_per_tkm = 3\n', "fault.one_of_two", "transfer[1].mode"),
        (HUB + "onward_km = -1\n", "fault.too_small", "transfer[1].onward_km"),
        (changed(BARGE, 'arrives = "54:00"\n', ""), "fault.key_missing", "transfer[1]"),
        (changed(BARGE, '"54:00"', '"17:00"'), "fault.timetable", "transfer[1].departs"),
        (changed(BARGE, '"18:00"', '"15:59"'), "fault.timetable", "transfer[1].departs"),
        (changed(BARGE, '"54:00"', '"73:00"'), "fault.clock", "transfer[1].arrives"),
        (changed(PARTNER, "eur_fixed = 35\n", ""), "fault.key_missing", "partner[1].eur_fixed"),
        (HUB + 'takes = "both ways"\n', "fault.choice", "transfer[1].takes"),
        (HUB + "most_units = -1\n", "fault.too_small", "transfer[1].most_units"),
        (HUB + "most_units = 1.5\n", "fault.not_whole", "transfer[1].most_units"),
        (HUB + 'takes = "out"\navailable = "07:00"\n', "fault.available_out", "transfer[1].available"),
        (BARGE + 'available = "16:01"\n', "fault.available_late", "transfer[1].available"),
        (PARTNER + 'serves = ["stadd"]\n', "fault.unknown_id", "partner[1].serves[1]"),
        (PARTNER + "most_orders = -1\n", "fault.too_small", "partner[1].most_orders"),
        (PARTNER + PARTNER, "fault.double_id", "partner[2].id"),
    ],
)
def test_contradictions(table: str, key: str, where: str) -> None:
    """Places that are not there, a sailing that leaves before it closes, a partner without a price."""
    assert keys(table) == [(key, where)]


def test_a_partner_by_the_facts_and_its_own_terms() -> None:
    """90 g/tkm with an artic's share from the tank; no limit in number or time unless given."""
    partner = scenario(PARTNER).system.sites.partners["buur"]
    assert (partner.cent_fixed, partner.cent_per_km) == (3500, 140)
    assert (partner.g_per_tkm, partner.ttw_g_per_tkm) == (90, 68.1)
    assert (partner.most_orders, partner.until_s, partner.serves, partner.refuses) == (
        500, 86_400, frozenset(), frozenset(),
    )  # fmt: skip
    own = 'g_per_tkm = 45\nmost_orders = 3\nuntil = "14:00"\nserves = ["stad"]\nrefuses = ["adr"]\n'
    partner = scenario(PARTNER + own).system.sites.partners["buur"]
    assert (partner.g_per_tkm, partner.ttw_g_per_tkm) == (45, pytest.approx(34.05))
    assert (partner.most_orders, partner.until_s) == (3, 50_400)
    assert (partner.serves, partner.refuses) == ({"stad"}, {"adr"})
