"""What an author may let happen: service times at one end of an order, trouble at chargers, in words."""

from __future__ import annotations

from typing import get_args

import pytest

from game.content.language import LANGUAGES, Language
from game.content.shape_story import DisruptionShape
from game.content.world import truth_world
from game.domain.scenario import Effect, TruthChange
from game.domain.world import Action
from game.sim.disruptions import draw
from game.sim.effects import believed
from game.sim.times import DayTimes
from game.sim.troubles import Troubles
from tests.content.authored import keys, scenario
from tests.sim import days
from tests.worlds import MIN

ORDERS = """id,customer,pickup,delivery,kg,pallets
O1,Winkel,dc,emmen,900,2
O2,Fabriek,emmen,dc,900,2
O3,Overslag,stad,emmen,900,2
"""
TRUTH = '[[truth]]\nkind = "service_min"\nsubject = "{order}"\namount = 77\n'


@pytest.mark.parametrize(
    ("order", "end", "pickup"),
    [
        ("O1", "", False), ("O2", "", True), ("O3", "", False),
        ("O3", "pickup", True), ("O3", "delivery", False), ("O2", "delivery", False),
    ],
)  # fmt: skip
def test_the_true_service_is_at_the_end_that_is_named(order: str, end: str, pickup: bool) -> None:
    """Left out it is where the customer is: the delivery, but the pickup of what a depot gets."""
    table = TRUTH.format(order=order) + (f'end = "{end}"\n' if end else "")
    made = scenario(table, orders=ORDERS)
    before, true = made.system.orders[order], truth_world(made).orders[order]
    told = (before.pickup_service_s, before.delivery_service_s)
    want = (77 * MIN, told[1]) if pickup else (told[0], 77 * MIN)
    assert (true.pickup_service_s, true.delivery_service_s) == want


@pytest.mark.parametrize(
    ("end", "pickup", "delivery"), [("", 20, 33), ("delivery", 20, 33), ("pickup", 33, 20)]
)
def test_a_choice_corrects_the_end_that_it_names(end: str, pickup: int, delivery: int) -> None:
    """What the planner learns of one address is not believed of the other."""
    world = days.road_world()
    made = believed(world, Effect(kind="service_s", subject="O4", amount=33 * MIN, end=end)).orders["O4"]
    assert (made.pickup_service_s, made.delivery_service_s) == (pickup * MIN, delivery * MIN)


def test_slow_service_is_noticed_at_its_own_end() -> None:
    """The incident of a slow pickup is the cause of the pickup's time, not of the delivery's."""
    world = days.road_world()
    truth = (TruthChange(kind="service_s", subject="O4", amount=33 * MIN, end="pickup"),)
    (slow,) = draw(days.scenario(world, truth=truth), world, 1)
    assert (slow.delay_s, slow.end) == (13 * MIN, "pickup")
    times = DayTimes(world=world, troubles=Troubles.of((slow,)))
    causes = [times.service_s(world.orders["O4"], a, 0)[1] for a in (Action.COLLECT, Action.DELIVER)]
    assert causes == [slow.id, ""]


@pytest.mark.parametrize(
    ("table", "key", "where"),
    [
        (TRUTH.format(order="O3") + 'end = "both"\n', "fault.choice", "truth[1].end"),
        (
            '[[truth]]\nkind = "closed_until"\nsubject = "O3"\nat = "09:00"\nend = "pickup"\n',
            "fault.end",
            "truth[1].end",
        ),
    ],
)
def test_ends_that_mean_nothing(table: str, key: str, where: str) -> None:
    """An end that does not exist, or of what has none."""
    assert keys(table, orders=ORDERS) == [(key, where)]


TROUBLE = '[[disruption]]\nkind = "{kind}"\nsubject = "{subject}"\nchance = 1\ndelay_min = [10, 10, 10]\n'
PLAZA = '[[charger]]\nmap = "ch_assen"\n\n[[charger]]\nplace = "dc"\nkw = 100\n'


@pytest.mark.parametrize("kind", ["charger_busy", "charger_fault"])
@pytest.mark.parametrize(
    ("subject", "hit"), [("*", ["ch_assen", "dc"]), ("ch_assen", ["ch_assen"]), ("dc", ["dc"])]
)
def test_a_charger_can_be_taken_or_broken(kind: str, subject: str, hit: list[str]) -> None:
    """An author names a plaza of the map, a charger of the scenario, or all; a truck there waits so long."""
    made = scenario(PLAZA, TROUBLE.format(kind=kind, subject=subject))
    incidents = draw(made, made.system, 1)
    assert [(i.kind, i.subject, i.delay_s) for i in incidents] == [(kind, name, 10 * MIN) for name in hit]
    times = DayTimes(world=made.system, troubles=Troubles.of(incidents))
    free_s, cause = times.charger_s(made.system.vehicles["V1"], hit[0], 36_000)
    assert (free_s, cause) == (36_000 + 10 * MIN, incidents[0].id)


def test_trouble_at_a_charger_that_is_not_there() -> None:
    """A place without a charger, or a plaza that the scenario does not have, is told with its key."""
    for subject in ("stad", "ch_hoogeveen"):
        found = keys(PLAZA, TROUBLE.format(kind="charger_busy", subject=subject))
        assert [where for key, where in found if key.startswith("fault.unknown_id")] == [
            "disruption[1].subject"
        ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cause_of_trouble_has_its_words(lang: str) -> None:
    """Whatever an author may let happen is said at the briefing, in the day, afterwards and in the report."""
    speech = Language(lang)
    for kind in get_args(DisruptionShape.model_fields["kind"].annotation):
        note = "wait" if kind == "closed" else "note"
        cause = "why.bays_taken" if kind == "charger_busy" else f"why.{kind}"
        for key in (f"brief.risk.{kind}", f"happened.incident.{kind}", f"incident.{kind}",
                    f"day.incident.{kind}_{note}", cause):  # fmt: skip
            assert speech.has(key), key
