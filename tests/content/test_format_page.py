"""The page for authors tells the truth: its examples load, and it names every key with its default."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from game.content.load import SHIPPED, load_from_files
from game.content.plan_file import plan_dict, read_plan
from game.content.shape import (
    ClassShape,
    DayShape,
    DriverShape,
    HandlingShape,
    LegShape,
    PlaceShape,
    RatesShape,
    ScenarioShape,
    VehicleShape,
)
from game.content.shape_orders import OrderRow
from game.content.shape_plan import (
    BreakShape,
    ChargeShape,
    GivenShape,
    PlanShape,
    PlanStopShape,
    PlanTripShape,
    ReferenceShape,
)
from game.content.shape_sites import ChargerShape, GridShape, PartnerShape, TransferShape, ZoneShape
from game.content.shape_story import (
    DisruptionShape,
    EffectShape,
    MessageShape,
    MomentShape,
    OptionShape,
    SourceShape,
    ToneShape,
    TruthShape,
)
from game.domain.scenario import Scenario
from game.rules.evaluate import evaluate

PAGE = (SHIPPED / "FORMAT.md").read_text(encoding="utf-8")
TABLES: tuple[tuple[type[BaseModel], str, int], ...] = (
    (PlaceShape, "## `[[place]]`", 0),
    (VehicleShape, "## `[[vehicle]]`", 0),
    (ClassShape, "## `[[class]]`", 0),
    (DriverShape, "## `[[driver]]`", 0),
    (DayShape, "## `[[driver]]`", 1),
    (RatesShape, "## `[rates]`", 0),
    (HandlingShape, "## `[handling]`", 0),
    (ZoneShape, "## `[[zone]]`", 0),
    (ChargerShape, "## `[[charger]]`", 0),
    (GridShape, "## `[[grid]]`", 0),
    (TransferShape, "## `[[transfer]]`", 0),
    (PartnerShape, "## `[[partner]]`", 0),
    (TruthShape, "## `[[truth]]`", 0),
    (SourceShape, "## `[[source]]`", 0),
    (MomentShape, "## `[[moment]]`", 0),
    (OptionShape, "## `[[moment]]`", 1),
    (EffectShape, "## `[[moment]]`", 2),
    (MessageShape, "## `[[message]]`", 0),
    (ToneShape, "## `[[message]]`", 1),
    (DisruptionShape, "## `[[disruption]]`", 0),
    (OrderRow, "## `orders.csv`", 0),
    (LegShape, "## `[[leg]]`", 0),
    (PlanShape, "## Plan files", 0),
    (PlanTripShape, "## Plan files", 1),
    (PlanStopShape, "## Plan files", 2),
    (GivenShape, "## Plan files", 4),
)
"""Each shape with the heading of its section and the number of its table there."""


def section(heading: str) -> str:
    start = PAGE.index("\n" + heading) + 1
    end = PAGE.find("\n## ", start + 1)
    return PAGE[start : end if end >= 0 else None]


def key_tables(text: str) -> list[dict[str, str]]:
    """Key -> default of every table of keys in a section."""
    found: list[dict[str, str]] = []
    for line in text.splitlines():
        if re.match(r"\| (key|column|cause) \|", line):
            found.append({})
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if found and re.match(r"\| `\w+`", line):
            for name in re.findall(r"`(\w+)`", cells[0]):
                assert name not in found[-1]
                found[-1][name] = cells[2]
    return found


def keys_of(model: type[BaseModel]) -> dict[str, bool]:
    """Key as written -> whether it is required."""
    return {(f.alias or name): f.is_required() for name, f in model.model_fields.items()}


@pytest.mark.parametrize(("model", "heading", "number"), TABLES, ids=lambda v: getattr(v, "__name__", None))
def test_every_key_stands_on_the_page(model: type[BaseModel], heading: str, number: int) -> None:
    """No key is missing, none is invented, and `required` is said of those and only those."""
    table = key_tables(section(heading))[number]
    assert table.keys() == keys_of(model).keys()
    assert {name: text == "required" for name, text in table.items()} == keys_of(model)
    assert all(table.values())


def test_the_head_and_the_tables_of_a_scenario() -> None:
    """Keys of the day stand in their table; the others are headings of their own."""
    head = key_tables(section("## `scenario.toml`"))[0]
    rest = {name for name in keys_of(ScenarioShape) if name not in head}
    assert head.keys() <= keys_of(ScenarioShape).keys()
    assert {name: text == "required" for name, text in head.items()} == {
        name: needed for name, needed in keys_of(ScenarioShape).items() if name in head
    }
    assert all(f"\n## `[[{name}]]`" in PAGE or f"\n## `[{name}]`" in PAGE for name in rest)


def test_what_a_stop_of_its_own_may_say() -> None:
    """Charging and breaks share a table."""
    table = key_tables(section("## Plan files"))[3]
    assert table.keys() == keys_of(ChargeShape).keys() == keys_of(BreakShape).keys()
    assert all(f"`{name}`" in section("## Plan files") for name in keys_of(ReferenceShape))


def test_every_fact_that_the_page_names_exists() -> None:
    """A default that points nowhere helps nobody."""
    from game.content.facts import read_facts

    entries = read_facts().entries
    named = re.findall(r"fact:? `([\w.*<>]+)`", PAGE)
    assert len(named) > 20
    for name in named:
        start = name.split(".<")[0].removesuffix("*")
        assert name in entries or any(path.startswith(start) for path in entries), name


# --- the examples run ---------------------------------------------------------------------------------


def blocks(kind: str) -> Iterator[str]:
    """Fenced blocks with this info string, in order."""
    return (m[1] for m in re.finditer(rf"```{re.escape(kind)}\n(.*?)```", PAGE, re.DOTALL))


def example(name: str) -> Scenario:
    """All blocks of one example put together."""
    text = next(blocks("toml nl")).encode()
    return load_from_files(
        {
            "scenario.toml": "\n".join(blocks(f"toml {name}")).encode(),
            "orders.csv": "".join(blocks(f"csv {name}")).encode(),
            "text/nl.toml": text,
            "text/en.toml": text,
        }
    )


def test_the_map_example_loads_as_it_says() -> None:
    """One scenario with every table of the format."""
    world = example("map").system
    assert (len(world.orders), len(world.vehicles), len(world.sites.zones)) == (6, 2, 2)
    assert (len(world.sites.chargers), len(world.sites.transfers), len(world.sites.partners)) == (3, 2, 1)
    assert world.vehicles["V1"].class_.carrier.id == "hvo30"
    assert world.places["stad"].zones == {"ze_groningen"}
    assert world.places["emmen"].zones == {"weiert"}
    assert world.vehicles["V2"].start_soc_permille > 300
    assert [day.ago for day in world.drivers["D1"].history] == [1, 4]
    assert world.winter_cooled_factor > world.winter_factor > 1


def test_the_map_example_uses_every_table() -> None:
    """Whoever copies from the page finds each table there at least once."""
    text = "\n".join(blocks("toml map"))
    for name in keys_of(ScenarioShape):
        if name not in key_tables(section("## `scenario.toml`"))[0] and name != "leg":
            assert f"[{name}]" in text


def test_the_matrix_example_loads() -> None:
    """Own distances, both ways where one row says so."""
    world = example("matrix").system
    assert world.legs.fastest("truck", "dc", "stad").label == "A28 en ring"
    assert world.legs.fastest("truck", "stad", "dc").distance_m == 31_000
    assert world.legs.shortest_m("truck", "dc", "stad") == 28_200
    assert world.vehicles["V1"].start_soc_permille == 800


def test_the_plan_example_is_read_judged_and_written() -> None:
    """Every kind of stop, an order given away; round it goes."""
    world = example("map").system
    plan = read_plan(next(blocks("json plan")).encode(), world)
    assert {str(s.action) for t in plan.trips for s in t.stops} == {
        "deliver", "collect", "charge", "break", "reload",
    }  # fmt: skip
    judged = evaluate(world, plan)
    assert judged.kpi.cost_cent > 0
    again = plan_dict("voorbeeld", plan)
    assert again["given"] == [{"order": "O6", "partner": "de-buur"}]
    assert again["trips"][1]["charge_percent"] == 62.5
