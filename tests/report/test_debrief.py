import json
from dataclasses import replace

from game.assess.profile import profile, profile_dict
from game.content.language import Language
from game.domain.scenario import Effect, Message, Option
from game.domain.sites import Partner, Sites, Transfer
from game.domain.world import Window
from game.report.debrief import debrief, given_of
from game.report.html import html_report
from game.ui.debrief_facts import order_rows
from tests.assess.stories import PLANNING, lesson, rough_lesson, session, story


def test_columns_are_the_figures_of_the_referee():
    """Every column holds the KPIs that the evaluation gave, unchanged."""
    made = story(*PLANNING)
    columns = debrief(made)["columns"]
    assert columns["plan"]["cost_cent"] == made.planned.kpi.cost_cent
    assert columns["day"]["co2e_g"] == made.day.kpi.co2e_g
    assert columns["reference"]["cost_cent"] == columns["hand"]["cost_cent"]


def test_the_ledger_adds_up_to_each_plans_cost():
    """Cost parts of every column add up exactly."""
    made = story(*PLANNING[:3], of=rough_lesson())
    data = debrief(made)
    for name in ("naive", "plan", "day", "reference"):
        assert sum(row[name] for row in data["ledger"]) == data["columns"][name]["cost_cent"]


def test_a_late_order_names_what_held_it_up():
    """An order that came later than planned names the incidents its truck met before it."""
    data = debrief(story(*PLANNING, of=rough_lesson()))
    why = {row["order"]: row["why"] for row in data["orders"]}
    assert "closed/O2" in why["O2"]
    assert "truth/service/O1" not in why["O2"]
    assert "truth/service/O1" in why["O3"]
    assert all(not row["why"] for row in debrief(story(*PLANNING))["orders"])


def test_an_order_that_is_not_planned_is_bought_in():
    """A column without a stop for an order says so."""
    rows = {row["order"]: row for row in debrief(story(*PLANNING[:3]))["orders"]}
    assert rows["O3"]["plan"] is None and rows["O3"]["reference"] is not None


def test_half_a_session_has_half_a_debrief():
    """Before dispatch there is no day, no plan column, and no error."""
    data = debrief(session(lesson()).story())
    assert data["columns"]["day"] is None and data["columns"]["plan"] is None
    assert data["evidence"] == []


def test_the_debrief_is_plain_json_and_repeats():
    """The same story gives the same JSON text, without NaN."""
    texts = {json.dumps(debrief(story(*PLANNING, of=rough_lesson())), allow_nan=False) for _ in range(2)}
    assert len(texts) == 1


def test_own_choices_explain_too():
    """A wait for a window that was agreed on the day is named as the cause, and so is the answer."""
    later = Option(id="later", effects=(Effect(kind="window_s", subject="O2", amount=2 * 3600),))
    ask = Message(id="bel", kind="call", trigger="at", at_s=5 * 3600, options=(later,), deadline_s=19_800,
                  default="later")  # fmt: skip
    base = lesson(messages=(ask,))
    window = (Window(open_s=6 * 3600, close_s=8 * 3600),)
    orders = {**base.system.orders, "O2": replace(base.system.orders["O2"], delivery_windows=window)}
    data = debrief(story(*PLANNING, of=replace(base, system=replace(base.system, orders=orders))))
    why = {row["order"]: row["why"] for row in data["orders"]}
    assert why["O2"] == why["O1"] == ["agreed/O2"]
    assert [(r["message"], r["option"], r["default"]) for r in data["replies"]] == [("bel", "later", True)]


def traded():
    """A day with a break of the planner's own, an order by a hub and one that a partner drives."""
    base = lesson(reference=None)
    world = base.system
    hub = Transfer(
        id="hub", name="Stadshub", kind="hub", place="C", serves=frozenset({"B"}), windows=(),
        handling_fixed_s=60, handling_per_unit_s=0, departs_s=36_000, arrives_s=40_000,
    )  # fmt: skip
    partner = Partner(id="P1", name="Buurman", cent_fixed=4000, cent_per_km=95, g_per_tkm=90,
                      ttw_g_per_tkm=68, most_orders=3, until_s=50_000)  # fmt: skip
    sites = Sites(transfers={"hub": hub}, partners={"P1": partner})
    of = replace(base, system=replace(world, sites=sites))
    return story(
        *PLANNING[:2], "via O2 hub", "add V1 break 1 - 2700", "add V1 reload 2 - 0", "give O4 P1", of=of
    )


def test_own_stops_hubs_and_partners_are_part_of_the_story():
    """Stops without an order are no orders; who carried what is told in every column."""
    made = traded()
    rows = {row["order"]: row for row in debrief(made)["orders"]}
    assert "" not in rows
    assert rows["O2"]["day"]["via"] == "hub"
    assert rows["O4"]["day"] is None and rows["O4"]["partner"]["day"] == "Buurman"
    assert rows["O3"]["day"] is None and rows["O3"]["partner"]["day"] == ""
    json.dumps(debrief(made), allow_nan=False)


def test_the_screen_tells_the_same():
    """Rows of the debrief screen: by hub, with the partner, bought in."""
    made = traded()
    rows = {row.order: row for row in order_rows(made)}
    assert len(rows) == made.day.kpi.orders
    assert rows["O2"].via == "Stadshub"
    assert rows["O4"].partner == "Buurman" and rows["O3"].partner == ""
    assert given_of(made, "day") == (("O4", "P1"),) and given_of(made, "naive") == ()


def test_the_report_of_such_a_day_is_whole():
    """Hub, partner and the figures behind them stand on the page."""
    made = traded()
    page = html_report([made], profile_dict(profile([])), Language("nl"))
    assert "Buurman" in page and "Stadshub" in page
    assert Language("nl").euro(made.day.kpi.cost_parts.charter) in page
