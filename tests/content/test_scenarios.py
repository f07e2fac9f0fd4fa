"""The shipped scenarios: they load, their sums are right, and they can be done."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from game.content.load import SHIPPED, load_scenario, read_shape, truth_world
from game.content.plan_file import read_plan
from game.content.shape import json_schema
from game.content.text import label_keys, missing_keys, needed_keys
from game.content.week import week_texts
from game.domain.evaluation import Severity
from game.domain.plan import Plan, Stop, Trip
from game.domain.scenario import Scenario
from game.domain.world import Action
from game.rules.evaluate import evaluate
from game.rules.hours import EU561, check, opening_of, past_spans

DATA = Path(__file__).parent.parent / "data"
IDS = sorted(p.parent.name for p in SHIPPED.glob("*/scenario.toml"))


@pytest.fixture(scope="module", params=IDS)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return load_scenario(str(request.param))


def visible(scenario: Scenario) -> frozenset[str]:
    return frozenset(scenario.system.orders) - frozenset(scenario.optional_orders)


def test_texts_are_complete_in_both_languages(scenario: Scenario) -> None:
    """No screen shows a key, in Dutch or in English, and no sentence is left over."""
    shape = read_shape(scenario.files)
    assert shape is not None
    for lang in ("nl", "en"):
        assert missing_keys(shape, scenario.texts, lang) == ()
        may = {k for k in scenario.texts[lang] if k.startswith("goal.") or k.endswith((".sure", ".unsure"))}
        extra = scenario.texts[lang].keys() - may - set(needed_keys(shape))
        extra -= set(label_keys(shape, scenario.texts))
        extra -= set(week_texts(scenario.week)) if scenario.week else set()
        assert not extra
    assert scenario.texts["nl"].keys() == scenario.texts["en"].keys()


def test_schema_is_current() -> None:
    """The shipped JSON Schema is the one of the types."""
    shipped = json.loads((SHIPPED / "scenario.schema.json").read_text(encoding="utf-8"))
    assert shipped == json.loads(json.dumps(json_schema()))


def test_every_figure_has_its_source(scenario: Scenario) -> None:
    """The screen that explains can name the facts behind a world."""
    sources = scenario.system.sources
    assert {"cost.driver_eur_hour", "hours.break", "co2.factor.diesel_b7.wtw"} <= sources.keys()
    assert all(fact.source and fact.unit and fact.quality for fact in sources.values())


def test_what_drivers_did_before_is_lawful(scenario: Scenario) -> None:
    """No planner is handed a driver whose weeks were illegal; breaks within a past day are not told."""
    world = scenario.system
    untold = {"drive_break", "work_six_hours", "work_break"}
    for driver in world.drivers.values():
        past = past_spans(driver.history, weekday=world.day.weekday())
        found = check(past, world.hours, EU561, opening=opening_of(driver))
        assert not [b for b in found if b.severity is Severity.HARD and b.rule not in untold], driver.name


def test_eerste_rit_by_hand() -> None:
    """Every figure of NOTES.md: the tiny world is checkable with pen and paper."""
    world = load_scenario("eerste-rit").system
    stops = {
        "V1": (Stop(order="O1", action=Action.DELIVER), Stop(order="O2", action=Action.DELIVER)),
        "V2": (Stop(order="O3", action=Action.DELIVER), Stop(order="O4", action=Action.COLLECT)),
    }
    trips = tuple(
        Trip(vehicle=v, driver=d, stops=stops[v], start_s=s * 60)
        for v, d, s in (("V1", "D1", 426), ("V2", "D2", 430))
    )
    judged = evaluate(world, Plan(trips=trips))
    one, two = judged.trips
    assert (one.start_s, one.end_s, one.duty_s) == (426 * 60, 555 * 60, 129 * 60)
    assert [(s.arrive_s // 60, s.begin_s // 60, s.end_s // 60) for s in one.stops] == [
        (480, 480, 500),
        (510, 510, 530),
    ]
    assert (one.distance_m, one.empty_m, one.energy) == (50_000, 25_000, 11_850)
    parts = one.cost
    assert (parts.fixed, parts.driver, parts.distance, parts.energy, parts.overhead) == (
        4300,
        8600,
        500,
        1896,
        1530,
    )
    assert (one.cost.total(), one.co2e_g, one.co2e_ttw_g) == (16_826, 38_655, 29_246)
    assert one.co2e_per_order_g == (("O1", 12_537), ("O2", 26_118))
    assert (two.duty_s, two.energy, two.tolled_m, two.cost.toll) == (148 * 60, 13_500, 60_000, 1200)
    assert (two.cost.total(), two.co2e_g, two.co2e_ttw_g) == (20_516, 44_037, 33_318)
    assert two.co2e_per_order_g == (("O3", 17_615), ("O4", 26_422))
    assert (judged.kpi.cost_cent, judged.kpi.co2e_g, judged.kpi.hard) == (37_342, 82_692, 0)


def test_notes_of_eerste_rit_show_these_sums() -> None:
    """The written calculation and the computed one are the same."""
    notes = (SHIPPED / "eerste-rit" / "NOTES.md").read_text(encoding="utf-8")
    for figure in ("168.26", "205.16", "373.42", "82.692", "12.537", "26.118", "17.615", "26.422"):
        assert figure in notes


@pytest.mark.parametrize("name", ["vers-noord", "stukgoed"])
def test_it_can_be_done(name: str) -> None:
    """A known plan serves every order with one trip per vehicle and without any hard finding."""
    scenario = load_scenario(name)
    plan = read_plan((DATA / f"{name}-plan.json").read_bytes(), scenario.system)
    judged = evaluate(scenario.system, plan, orders=visible(scenario))
    assert judged.kpi.hard == 0
    assert judged.kpi.unplanned == ()
    assert judged.kpi.on_time == len(visible(scenario))


def test_vers_noord_has_the_promised_size() -> None:
    """35 orders of 2 to 9 roll cages, 160-180 in all, in windows of 60 to 120 minutes; six vehicles."""
    scenario = load_scenario("vers-noord")
    orders = [scenario.system.orders[name] for name in visible(scenario)]
    cages = [o.load.roll_cages for o in orders]
    widths = [w.close_s - w.open_s for o in orders for w in o.delivery_windows]
    assert len(orders) == 35
    assert min(cages) >= 2
    assert max(cages) <= 9
    assert 160 <= sum(cages) <= 180
    assert min(widths) >= 3600
    assert max(widths) <= 7200
    kinds = sorted(v.class_.id for v in scenario.system.vehicles.values())
    assert kinds == ["rigid12_bev"] + ["rigid19_diesel"] * 3 + ["ts40_diesel"] * 2


def test_stukgoed_has_the_promised_size() -> None:
    """60 orders of which about 30 % are collected, eight vehicles, one on HVO and one electric."""
    scenario = load_scenario("stukgoed")
    world = scenario.system
    collected = sum(world.orders[name].delivery == "veendam" for name in visible(scenario))
    assert len(visible(scenario)) == 60
    assert 15 <= collected <= 20
    drives = [v.class_.drive for v in world.vehicles.values()]
    assert (len(drives), drives.count("hvo"), drives.count("battery")) == (8, 1, 1)


LIVING = ["vers-noord", "stukgoed", "binnenstad-groningen", "elektrisch-drenthe", "container-rotterdam"]


@pytest.mark.parametrize("name", LIVING)
def test_following_always_costs_as_much_as_doing_otherwise_always(name: str) -> None:
    """Neither habit pays: what each costs above the best differs by 15 % at most."""
    follow = other = 0
    for moment in load_scenario(name).moments:
        costs = {o.id: o.expected_cent for o in moment.options}
        otherwise = next(o.id for o in moment.options if o.id != moment.advice)
        follow += costs[moment.advice] - costs[moment.best]
        # other than wrong advice is taken to be the best: who overrides for a reason picks that
        other += 0 if moment.advice != moment.best else costs[otherwise] - costs[moment.best]
    assert 0.85 <= follow / other <= 1.15


@pytest.mark.parametrize("name", LIVING)
def test_a_living_day_says_what_can_be_looked_up(name: str) -> None:
    """Sources with stated reliability, cues that name their kind, and tones with a rubric in NOTES.md."""
    scenario = load_scenario(name)
    assert 6 <= len(scenario.moments) <= 10 and 6 <= len(scenario.sources) <= 12
    assert any(s.reliability_percent < 100 for s in scenario.sources)
    keys = scenario.texts["nl"].keys()
    assert all(f"moment.{m.id}.cue_label.{cue}" in keys for m in scenario.moments for cue in m.cues)
    notes = (SHIPPED / name / "NOTES.md").read_text(encoding="utf-8")
    toned = [m.id for m in scenario.messages if m.tones]
    assert 2 <= len(toned) <= 4 and all(f"**{m}**" in notes for m in toned)


@pytest.mark.parametrize("name", LIVING)
def test_moments_are_balanced(name: str) -> None:
    """About half of the advice is right, by more than the margin, and NOTES.md shows each sum."""
    scenario = load_scenario(name)
    notes = (SHIPPED / name / "NOTES.md").read_text(encoding="utf-8")
    right = [m.advice == m.best for m in scenario.moments]
    assert len(right) >= 2
    assert sum(right) * 2 == len(right)
    for moment in scenario.moments:
        assert moment.scored
        assert f"**{moment.id}**" in notes
        for option in moment.options:
            assert re.search(rf"\b{option.expected_cent / 100:g}0?\b", notes)


def test_truth_differs_where_it_says() -> None:
    """The day plays the true service time; the software's world keeps its belief."""
    scenario = load_scenario("vers-noord")
    true = truth_world(scenario)
    assert true.orders["O32"].delivery_service_s == 45 * 60
    assert scenario.system.orders["O32"].delivery_service_s == 936
    assert all(true.orders[o] == scenario.system.orders[o] for o in true.orders if o != "O32")


def test_toll_is_dated_and_by_class() -> None:
    """ts40 0.201 and rigid19 0.182 and an electric 12-tonner 0.025 EUR/km, less 22.3 % in November 2026."""
    vehicles = load_scenario("vers-noord").system.vehicles
    tolls = [vehicles[v].rates.toll_cent_per_km for v in ("V1", "V3", "V6")]
    assert tolls == pytest.approx([20.1 * 0.777, 18.2 * 0.777, 2.5 * 0.777])


def test_the_reference_says_how_much_better_a_plan_could_be(scenario: Scenario) -> None:
    """Each stored reference has a bound below its own cost, told as a share that never says too little."""
    reference = scenario.reference
    assert reference is not None
    assert reference.bound_cent is not None
    kpi = evaluate(scenario.system, reference.plan, orders=visible(scenario)).kpi
    assert 0 < reference.bound_cent <= kpi.cost_cent
    gap = reference.gap(kpi.cost_cent)
    assert gap is not None
    if reference.certificate != "proven":
        assert (1 - gap) * kpi.cost_cent <= reference.bound_cent
        assert replace(reference, bound_cent=None).gap(kpi.cost_cent) is None
