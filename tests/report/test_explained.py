"""Rows of an explanation: units by name, sources with quality and dates, the same on screen and paper."""

import re
from html.parser import HTMLParser

import pytest

from game.content.language import Language
from game.content.load import load_scenario
from game.domain.world import Fact
from game.report import explained
from game.report.explained import Row, amount, fact_value, plain, qualities, rows, section, shown, source
from game.report.explained_pages import explained_section
from game.rules.evaluate import evaluate
from game.rules.explain import Line, explain_kpi, explain_trip
from game.solver.naive import naive_plan
from tests.assess.stories import PLANNING, lesson, session, story
from tests.worlds import tiny

NL, EN = Language("nl"), Language("en")
FACT = Fact(key="co2.factor.diesel_b7.wtw", value=3.262, unit="kg CO2e/l", source="S1", quality="R2",
            valid_from="2026-01-01", valid_to="2026-12-31")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "nl", "en"),
    [
        ("distance_m", 40_040, "40,0 km", "40.0 km"),
        ("load_kg", 7000, "7.000 kg", "7,000 kg"),
        ("part_share", 1 / 3, "33,3 %", "33.3%"),
        ("part_share", 0.1, "10 %", "10%"),
        ("rate_cent", 160, "€ 1,60", "€1.60"),
        ("rate_cent", 1.9425, "€ 0,0194", "€0.0194"),
        ("energy_ml", 24_900.0, "24,9 l", "24.9 l"),
        ("energy_wh", 131_800, "131,8 kWh", "131.8 kWh"),
        ("co2e_g", 12_345, "12,3 kg", "12.3 kg"),
        ("factor", 0.268, "0,268", "0.268"),
        ("multiplier", 1.0, "1", "1"),
        ("name", "Hub", "Hub", "Hub"),
        ("count", 3, "3", "3"),
    ],
)
def test_the_end_of_a_name_tells_the_unit(name: str, value: float | str, nl: str, en: str) -> None:
    """Every value has its unit and the reader's own signs for thousands and decimals."""
    assert shown(name, value, NL) == nl
    assert shown(name, value, EN) == en


def test_a_small_amount_does_not_show_as_nothing() -> None:
    """Forty grams are not 0,0 kg; nothing is."""
    assert amount(40, "g", NL) == "0,040 kg"
    assert amount(0, "g", NL) == "0,0 kg"
    assert plain(1234.5, NL) == "1.234,5"
    assert plain(100.0, NL) == "100"


def test_a_source_has_its_quality_and_dates() -> None:
    """The line below a factor says who, how sure, and for which days."""
    text = source(FACT, NL)
    assert "co2emissiefactoren" in text
    assert "R2" in text
    assert "1 januari 2026" in text
    assert "31 december 2026" in text
    assert fact_value(FACT, EN).startswith("3.262 ")


def test_letters_of_quality_that_occur_are_explained_once() -> None:
    """Only what is on the page is in the key, in a fixed order."""
    made = [Row(level=0, text="", amount="", quality=q) for q in ("A", "R2", "A", "")]
    words = qualities(made, NL)
    assert words.count("A:") == words.count("R2:") == 1
    assert words.index("R2:") < words.index("A:")
    assert qualities([], NL) == ""


def test_parents_are_rows_with_deeper_ones_below() -> None:
    """What can be unfolded is what has parts."""
    lines = [Line(key="explain.cost", amount=1, unit="cent"),
             Line(key="explain.cost_toll", amount=1, unit="cent", level=1),
             Line(key="explain.co2e", amount=1, unit="g")]  # fmt: skip
    assert [row.parent for row in rows(tiny(), lines, NL)] == [True, False, False]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_line_of_a_scenario_has_words(lang: str) -> None:
    """No key, no brace and no bare source code is shown, in plan and trips alike."""
    speech = Language(lang)
    world = load_scenario("vers-noord").system
    judged = evaluate(world, naive_plan(world, frozenset(world.orders)))
    made = [explain_kpi(world, judged), *(explain_trip(world, t) for t in judged.trips)]
    for one in made:
        for name in explained.SECTIONS:
            for row in rows(world, section(one, name), speech):
                text = f"{row.text} {row.amount} {row.source}"
                assert "{" not in text
                assert not re.search(r"\b(explain|unit|quality|source)\.\w", text), text
                assert not re.search(r": S\d+ ", text), text


# -- the page ----------------------------------------------------------------------------------------
class Texts(HTMLParser):
    """What stands in the amounts."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []

    def handle_data(self, data: str) -> None:
        self.cells.append(data)


def test_the_page_has_a_table_per_trip_that_folds() -> None:
    """One of the whole day and one of each trip, closed at first, with the day's cost in it."""
    made = story(*PLANNING)
    assert made.day is not None
    page = explained_section(made, NL)
    assert page.count("<details>") == 1 + len(made.day.trips)
    texts = Texts()
    texts.feed(page)
    assert NL.euro(made.day.kpi.cost_cent) in texts.cells
    assert NL.t("explain.primary") in texts.cells


def test_before_the_day_the_plan_is_explained_and_before_that_nothing() -> None:
    """A session that was not driven shows modelled figures, an unplanned one none."""
    assert explained_section(session(lesson()).story(), NL) == ""
    dispatched = session(lesson(), *PLANNING, "dispatch").story()
    page = explained_section(dispatched, NL)
    assert NL.t("explain.modelled") in page
    assert NL.t("explain.primary") not in page
