"""The profile: always eight, made of the logs alone, with words only where they are earned."""

from __future__ import annotations

from pathlib import Path

import pygame

from game.domain import week_commands as c
from game.domain.commands import Finish
from game.ui.logbook import ended, log_cards, make_profile, unfinished
from game.ui.screens.profile import NAMES, ProfileScreen
from tests.screens.app_play import SIZES, WAIT_S, click, make_app, make_shell, nothing_is_cut, played, press


def test_without_a_day_all_eight_are_uncertain(tmp_path: Path) -> None:
    """An empty log folder gives eight hollow bars and no word, not an empty screen."""
    app = make_app(tmp_path)
    app.profile()
    app.background.join(WAIT_S)
    made = app.profile()
    assert made is not None
    assert tuple(made["competencies"]) == NAMES
    assert all(c["level"] is None for c in made["competencies"].values())
    for size, scale in SIZES:
        nothing_is_cut(make_shell(app, ProfileScreen(app), size, scale))


def test_evidence_names_scenario_event_and_time(tmp_path: Path) -> None:
    """Every piece of evidence leads back to events of a log that replays."""
    app = make_app(tmp_path)
    played(app.start("eerste-rit")).do(Finish())
    made = make_profile(ended(log_cards(tmp_path / "logs")))
    assert made["verified"] is True
    pieces = [e for c in made["competencies"].values() for e in c["evidence"]]
    assert pieces
    for piece in pieces:
        session = made["sessions"][piece["session"]]
        assert session["scenario"] == "eerste-rit"
        assert all(n in session["clocks"] for n in piece["events"])


def test_keys_walk_the_eight(tmp_path: Path) -> None:
    """Arrows choose a competency, a click does too, and Esc leaves."""
    app = make_app(tmp_path)
    app.profile()
    app.background.join(WAIT_S)
    screen = ProfileScreen(app)
    shell = make_shell(app, app.menu())
    shell.stack.append(screen)
    shell.step()
    press(shell, pygame.K_DOWN)
    assert screen.chosen == "K2"
    click(shell, "competency.K5")
    assert screen.chosen == "K5"
    press(shell, pygame.K_ESCAPE)
    assert shell.stack[-1] is not screen


def test_cards_sort_logs_by_where_they_stand(tmp_path: Path) -> None:
    """Planning and running days are unfinished, ended ones make the profile, junk is left out."""
    app = make_app(tmp_path)
    app.start("eerste-rit")
    played(app.start("eerste-rit"))
    played(app.start("eerste-rit")).do(Finish())
    (tmp_path / "logs" / "junk.jsonl").write_bytes(b"\xff\xfe{]\n")
    cards = log_cards(tmp_path / "logs")
    assert sorted(c.phase for c in cards) == ["briefing", "closed", "debrief"]
    assert [c.phase for c in unfinished(cards)] == ["debrief"]
    assert sorted(c.phase for c in ended(cards)) == ["closed", "debrief"]


def test_weeks_are_part_of_the_profile(tmp_path: Path) -> None:
    """A run of weeks that ended gives evidence of K8, which the screen can say."""
    app = make_app(tmp_path)
    session = app.start_weeks("weekplan", 1)
    session.do(c.BeginWeek())
    name, choice = next((n, x) for n, x in sorted(session.week.choices.items()) if x.orders)
    session.do(c.Choose(choice=name, forecast_cent=1000, cause=choice.cause))
    while session.phase == "evening" and session.day <= 5:
        session.propose()
        assert session.do(c.Drive(day=session.day)).ok
    assert session.do(c.CloseWeeks()).ok
    made = make_profile(ended(log_cards(tmp_path / "logs")))
    found = {e["id"] for e in made["competencies"]["K8"]["evidence"]}
    assert found == {"K8.cause", "K8.studied"} and made["verified"] is True
    app.profile()
    app.background.join(WAIT_S)
    screen = ProfileScreen(app)
    shell = make_shell(app, app.menu())
    shell.stack.append(screen)
    shell.step()
    click(shell, "competency.K8")
    nothing_is_cut(shell)
