"""Own stops, strips, hours and lessons of the board as values, and drawn at every zoom."""

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from game.content.language import language
from game.domain.evaluation import Finding, Severity
from game.domain.world import Load
from game.rules.evaluate import evaluate
from game.rules.hours import ARTICLES, DAY_RULES, DAY_S, VAN, Outlook, Owed
from game.ui import board_gauge, findings_panel, icons
from game.ui.board_hours import hours_of
from game.ui.board_night import night_plan
from game.ui.board_own import number_of
from game.ui.board_rows import plan_rows
from game.ui.board_strips import SHADE, _runs, load_steps
from game.ui.theme import DARK, LIGHT, Palette, contrast, mix
from tests.screens.trade_world import charge, reload, rest, trade_world
from tests.ui.test_board_view import drawn
from tests.worlds import HOUR, collect, deliver, plan, trip

WORLD = trade_world()
PLAN = plan(
    trip("E1", deliver("O2"), charge("P", 40), deliver("O3")),
    trip("V1", deliver("O4", 1), rest(30), reload(), deliver("O1")),
)
JUDGED = evaluate(WORLD, PLAN)
NL = language("nl")
ROWS = {row.vehicle: row for row in plan_rows(WORLD, JUDGED, NL)}


def test_own_stops_are_blocks_of_their_own() -> None:
    """Charging, the player's break and a reload show as such, between the customers, without gaps."""
    kinds = {v: [b.kind for b in ROWS[v].blocks if b.kind not in ("drive", "depot")] for v in ("E1", "V1")}
    assert kinds == {"E1": ["service", "charge", "service"], "V1": ["service", "rest", "reload", "service"]}
    for row in ROWS.values():
        assert all(a.end_s == b.start_s for a, b in pairwise(row.blocks))
    stops = [b.stop for b in ROWS["V1"].blocks if b.own or b.kind == "service"]
    assert stops == [0, 1, 2, 3]


def test_customers_are_counted_without_own_stops() -> None:
    """As on the map: 1 and 2, whatever the truck does in between."""
    assert [b.number for b in ROWS["V1"].blocks if b.kind == "service"] == ["1", "2"]
    trip_ = PLAN.trip_of("V1")
    assert trip_ is not None
    assert [number_of(trip_.stops, i) for i in range(4)] == ["1", "", "", "2"]


def test_an_automatic_break_keeps_its_look() -> None:
    """The breaks that the schedule puts in are no stops of the player and cannot be dragged."""
    long = trade_world(hours=replace(WORLD.hours, drive_before_break_s=HOUR))
    judged = evaluate(long, plan(trip("V1", deliver("O2"), rest(15), deliver("O3"))))
    kinds = [b.kind for b in plan_rows(long, judged, NL)[2].blocks]
    assert kinds.count("rest") == 1
    assert "break" in kinds


def test_load_goes_down_with_every_delivery_and_up_with_a_reload() -> None:
    """The strip starts full, steps at the stops and ends at the depot."""
    steps = load_steps(WORLD.vehicles["V1"], JUDGED.trip_of("V1"))
    shares = [round(share, 3) for _t, share in steps]
    assert shares[0] > 0 and shares[1] == 0 and shares[2] > 0 and shares[-1] == 0
    assert [t for t, _s in steps] == sorted(t for t, _s in steps)


def test_the_charge_line_is_cut_where_it_crosses_zero() -> None:
    """Below zero is another colour: both parts meet exactly at zero."""
    points = ((0, 0.5), (100, -0.5), (200, 0.5))
    assert _runs(points, above=True) == [[(0.0, 0.5), (50.0, 0.0)], [(150.0, 0.0), (200.0, 0.5)]]
    assert _runs(points, above=False) == [[(50.0, 0.0), (100.0, -0.5), (150.0, 0.0)]]


def test_hours_hold_today_and_the_past() -> None:
    """Week and fortnight are the driver's history plus today; the limits are those of the world."""
    judged = JUDGED.trip_of("V1")
    hours = hours_of(WORLD, WORLD.vehicles["V1"], judged)
    past = sum(day.drive_s for day in WORLD.drivers["dV1"].history)
    assert hours.drive_s == judged.drive_s
    assert hours.week_s == judged.drive_s  # Monday: last week's days are in the fortnight only
    assert hours.fortnight_s == past + judged.drive_s
    assert (hours.drive_limit_s, hours.duty_limit_s) == (9 * HOUR, 13 * HOUR)
    assert 0 < hours.since_s <= hours.drive_s
    idle = hours_of(WORLD, WORLD.vehicles["V1"], None)
    assert (idle.drive_s, idle.fortnight_s) == (0, past)


def test_the_gauge_says_what_is_wrong() -> None:
    """Within the limit nothing, in the wider limit a warning while any is left, beyond it a breach."""
    line = board_gauge.Line(rule="drive_day", key="drive", used_s=32400, limit_s=32400, long_s=36000, left=1)
    assert line.status == ""
    assert replace(line, used_s=32401).status == "warn"
    assert replace(line, used_s=32401, left=0).status == "bad"
    assert replace(line, used_s=36001).status == "bad"
    least = board_gauge.Line(rule="work_break", key="break", used_s=1799, limit_s=1800, least=True)
    assert least.status == "bad"
    assert replace(least, used_s=1800).status == ""


@pytest.mark.parametrize("code", ["nl", "en"])
def test_the_weeks_are_told_in_sentences(code: str) -> None:
    """When the weekly rest begins, how long it is, what is owed, and the mean; too much of it warns."""
    rules, lang = WORLD.hours, language(code)
    hours = hours_of(WORLD, WORLD.vehicles["V1"], JUDGED.trip_of("V1"))
    owed = (Owed(amount_s=5 * HOUR, before_s=-DAY_S), Owed(amount_s=2 * HOUR, before_s=21 * DAY_S))
    weeks = Outlook(
        rest_by_s=5 * DAY_S + 6 * HOUR, rest_s=rules.weekly_rest_s, owed=owed, mean_s=49 * HOUR, mean_weeks=1
    )
    said = board_gauge.ahead(hours, weeks, rules, date(2026, 12, 3), lang)
    assert [(one.rule, one.warn) for one in said] == [
        ("weekly_rests", False),
        ("rest_compensation", True),
        ("rest_compensation", False),
        ("work_mean", True),
    ]
    assert "5 " in said[0].text and "06:00" in said[0].text and "45:00" in said[0].text
    assert "5:00" in said[1].text and "2:00" in said[2].text and "49:00" in said[3].text
    assert not any("{" in one.text or "gauge." in one.text for one in said)
    assert all(lang.has(f"law.{one.rule}.why") for one in said)
    (only,) = board_gauge.ahead(replace(hours, regime=VAN), weeks, rules, date(2026, 12, 3), lang)
    assert only.rule == "work_mean"
    assert not board_gauge.ahead(hours, Outlook(), rules, date(2026, 12, 3), lang)


def test_only_rules_that_bind_are_shown() -> None:
    """A van has no driving hours of 561/2006, but it has breaks and a working week."""
    hours = hours_of(WORLD, WORLD.vehicles["V1"], JUDGED.trip_of("V1"))
    van = {line.rule for line in board_gauge.lines(replace(hours, regime=VAN))}
    assert "drive_day" not in van and "work_break" in van
    for line in board_gauge.lines(hours):
        assert "art." in board_gauge.lesson(line, NL)
        assert line.rule in ARTICLES


def test_every_rule_has_an_icon_that_exists() -> None:
    """No finding falls back to a triangle because its icon was forgotten."""
    assert set(findings_panel.ICONS) >= DAY_RULES | {
        "grid_limit",
        "charger_busy",
        "late_onward",
        "noise",
        "adr",
    }
    names = set(icons.available()) | set(icons.ALIASES)
    assert set(findings_panel.ICONS.values()) <= names


def test_a_finding_keeps_its_name_when_it_gets_worse() -> None:
    """The opened lesson stays open while the plan changes."""
    one = Finding(rule="late", severity=Severity.HARD, subject="O1", vehicle="V1", amount=60, unit="s")
    assert findings_panel.name_of(one) == findings_panel.name_of(replace(one, amount=120))


def test_the_night_counts_trucks_that_drive() -> None:
    """Need is that of the trips of this depot; the bar stays within what one charger can give."""
    night = night_plan(WORLD, PLAN, JUDGED, "E1")
    assert night is not None
    assert night.need_wh == sum(t.night_wh for t in JUDGED.trips)
    assert night.least <= night.permille <= night.most
    assert night.at(0.0) == night.least and night.at(1.0) == night.most
    assert night_plan(WORLD, PLAN, JUDGED, "V1") is None
    assert night_plan(WORLD, PLAN, JUDGED, "E2") is None


@pytest.mark.parametrize("hours", [1.0, 4.0, 12.0, 28.0])
@pytest.mark.parametrize("size", [(1600, 400), (1280, 300), (853, 220)])
def test_own_stops_can_be_pointed_at_at_every_zoom(hours: float, size: tuple[int, int]) -> None:
    """However small, a block of the truck's own is wide enough for its icon, and has a tooltip."""
    from game.ui.board_view import BoardView

    made = drawn(tuple(ROWS.values()), size, vehicle="E1", stop=1)
    view: BoardView = made.view
    start = JUDGED.trip_of("E1").stops[1].begin_s
    view.axis.from_s, view.axis.to_s = start - hours * 1800, start + hours * 1800
    again = drawn_with(view, tuple(ROWS.values()), size)
    hit = again.hits.get("block.E1.1")
    assert hit is not None and hit.tooltip
    assert hit.rect.w >= 18 or hit.rect.right >= view.lane.right


def drawn_with(view, rows, size):
    """A frame of a board with this axis."""
    from game.ui.board_view import BoardLook
    from game.ui.shell import render_once
    from tests.ui.test_board_view import Board

    made = Board(rows, BoardLook(vehicle="E1", stop=1))
    made.view = view
    render_once(made, size, fmt=NL)
    return made


def test_empty_carriers_take_room_in_the_strip() -> None:
    """What comes back counts as load too: the strip follows what is aboard, not what is sold."""
    orders = dict(WORLD.orders)
    orders["O4"] = replace(orders["O4"], returns=Load(pallets=5, kg=100, ldm_cm=200))
    world = replace(WORLD, orders=orders)
    judged = evaluate(world, plan(trip("V1", deliver("O4"), collect("O5"))))
    steps = load_steps(world.vehicles["V1"], judged.trips[0])
    assert all(share > 0 for _t, share in steps[:3])


@pytest.mark.parametrize("colors", [LIGHT, DARK])
def test_figures_on_the_strips_can_be_read(colors: Palette) -> None:
    """Percentages over the tinted areas of a selected row keep a contrast of 4.5:1."""
    share = SHADE / 255
    over = mix(colors.accent_tint, colors.bad.outline, share)
    below = mix(colors.accent_tint, colors.battery, share)
    assert contrast(colors.bad.text, over) >= 4.5
    assert contrast(colors.ok.text, below) >= 4.5
    assert contrast(colors.warn.text, below) >= 4.5
    assert contrast(colors.text2, mix(colors.accent_tint, colors.diesel, 46 / 255)) >= 4.5
