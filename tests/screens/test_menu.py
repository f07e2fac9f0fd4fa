"""The menu, first start and briefing with posted events."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.domain import commands as c
from game.ui.screens.briefing import BriefingScreen
from game.ui.screens.first_start import FirstStart
from game.ui.screens.menu import MenuScreen
from game.ui.screens.profile import ProfileScreen
from game.ui.screens.settings import SettingsScreen
from game.ui.state import ScrollArea
from tests.screens.app_play import SIZES, WAIT_S, click, make_app, make_shell, nothing_is_cut, press


def broken(home: Path) -> None:
    """A scenario folder with a missing file and a wrong value."""
    folder = home / "scenarios" / "kapot"
    (folder / "text").mkdir(parents=True)
    (folder / "scenario.toml").write_text('id = "kapot"\nformat = "ritregie-scenario/1"\nlevel = "x"\n')
    (folder / "text" / "nl.toml").write_text('title = "Kapotte dag"\n')


def test_enter_opens_the_first_day(tmp_path: Path) -> None:
    """The keyboard alone leads from the menu to a briefing, and Enter begins to plan."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu())
    press(shell, pygame.K_RETURN)
    assert isinstance(shell.stack[-1], BriefingScreen)
    assert app.session is not None
    assert app.session.phase == "briefing"
    press(shell, pygame.K_RETURN)
    assert app.session.phase == "plan"


def test_a_look_at_a_briefing_leaves_nothing_behind(tmp_path: Path) -> None:
    """Going back from a briefing deletes its log, so that the menu does not fill with days never begun."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu())
    click(shell, "scenario.eerste-rit")
    assert len(list((tmp_path / "logs").iterdir())) == 1
    press(shell, pygame.K_ESCAPE)
    assert isinstance(shell.stack[-1], MenuScreen)
    assert list((tmp_path / "logs").iterdir()) == []


def test_an_unfinished_day_can_be_gone_on_with(tmp_path: Path) -> None:
    """Closing the window loses nothing: the menu of the next start offers the day and brings it back."""
    first = make_app(tmp_path)
    session = first.start("eerste-rit")
    session.do(c.Begin())
    session.do(c.Place(order="O1", vehicle="V1", at=0))
    again = make_app(tmp_path)
    shell = make_shell(again, again.menu())
    card = shell.ctx.hits.get("log.0")
    assert card is not None
    click(shell, "log.0")
    assert again.session is not None
    assert again.session.plan == session.plan
    assert again.session.state_hash() == session.state_hash()


def test_a_broken_scenario_is_listed_and_the_others_play(tmp_path: Path) -> None:
    """A broken file never hides or crashes: its card tells what is wrong, where, and how to mend it."""
    broken(tmp_path)
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu(), (1600, 1900))
    app.background.join(WAIT_S)
    shell.step()
    shell.step()
    listing = next(x for x in app.listings() if x.id == "kapot")
    assert any("orders.csv" in line for line in app.faults(listing))
    click(shell, "scenario.kapot")
    menu = shell.stack[-1]
    assert isinstance(menu, MenuScreen)
    assert menu.dialog is not None
    assert len(menu.dialog.lines) == len(listing.faults) > 1
    press(shell, pygame.K_ESCAPE)
    assert menu.dialog is None
    click(shell, "scenario.eerste-rit")
    assert isinstance(shell.stack[-1], BriefingScreen)


def test_a_damaged_log_is_told_and_left_alone(tmp_path: Path) -> None:
    """A log that does not hold together is refused with a message, not with a crash."""
    app = make_app(tmp_path)
    session = app.start("eerste-rit")
    session.do(c.Begin())
    path = next((tmp_path / "logs").iterdir())
    data = path.read_bytes().replace(b'"seed":3', b'"seed":4')
    path.write_bytes(data)
    shell = make_shell(app, app.menu())
    click(shell, "log.0")
    menu = shell.stack[-1]
    assert isinstance(menu, MenuScreen)
    assert menu.dialog is not None
    assert path.read_bytes() == data


def test_language_settings_and_profile_are_one_step_away(tmp_path: Path) -> None:
    """Every door of the menu opens, and Esc comes back."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu())
    click(shell, "top.language")
    assert shell.settings.lang == "en"
    assert app.settings.language == "en"
    click(shell, "menu.settings")
    assert isinstance(shell.stack[-1], SettingsScreen)
    press(shell, pygame.K_ESCAPE)
    click(shell, "menu.profile")
    assert isinstance(shell.stack[-1], ProfileScreen)
    press(shell, pygame.K_ESCAPE)
    assert isinstance(shell.stack[-1], MenuScreen)
    click(shell, "menu.quit")
    assert not shell.running


def test_arrows_walk_the_cards(tmp_path: Path) -> None:
    """Arrow keys move the focus and keep it in view, for players without a mouse."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu())
    press(shell, *[pygame.K_DOWN] * 4)
    assert shell.memory.focus is not None
    assert shell.ctx.hits.get(shell.memory.focus) is not None


def test_first_start_tells_once(tmp_path: Path) -> None:
    """The two sentences come before anything else, and are remembered on disk."""
    from game.record.settings import Settings, load_settings

    app = make_app(tmp_path, settings=Settings())
    shell = make_shell(app, FirstStart(app, app.menu()))
    press(shell, pygame.K_RETURN)
    assert isinstance(shell.stack[-1], MenuScreen)
    assert load_settings(tmp_path / "settings.json")[0].told_about_log


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_nothing_leaves_the_window(tmp_path: Path, size: tuple[int, int], scale: float) -> None:
    """Menu, briefing and settings fit every window that is offered."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.menu(), size, scale)
    nothing_is_cut(shell)
    click(shell, "scenario.eerste-rit")
    nothing_is_cut(shell)
    click(shell, "top.settings")
    nothing_is_cut(shell)
    assert all(hit.label for hit in shell.ctx.hits if hit.focusable)


def test_settings_change_on_the_spot_and_are_kept(tmp_path: Path) -> None:
    """A choice shows at once and is there again at the next start."""
    from game.record.settings import load_settings

    app = make_app(tmp_path)
    shell = make_shell(app, app.settings_screen())
    click(shell, "set.scheme.dark")
    click(shell, "set.scale.1.25")
    click(shell, "set.less_motion")
    kept = load_settings(tmp_path / "settings.json")[0]
    assert (kept.theme, kept.scale_percent, kept.reduce_motion) == ("dark", 125, True)
    assert (shell.settings.scheme, shell.settings.scale) == ("dark", 1.25)


def test_only_scales_that_fit_are_offered(tmp_path: Path) -> None:
    """A size that would cut text off cannot be chosen."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.settings_screen())
    assert shell.ctx.hits.get("set.scale.1.5") is not None
    assert shell.ctx.hits.get("set.scale.2.0") is None


def test_the_briefing_scrolls_by_keyboard(tmp_path: Path) -> None:
    """In a small window the whole story can be read without a wheel."""
    app = make_app(tmp_path)
    screen = BriefingScreen(app, app.start("eerste-rit"))
    shell = make_shell(app, screen, (800, 450))
    assert isinstance(screen.story, ScrollArea)
    press(shell, pygame.K_PAGEDOWN)
    assert screen.story.offset > 0
