"""Settings with posted events: everything works on the spot, by mouse and by keyboard, and comes back."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.record.settings import load_settings
from game.ui.context import UiSettings
from game.ui.screens.menu import MenuScreen
from game.ui.screens.palette import PaletteScreen
from game.ui.shell import Shell
from game.ui.sounds import CUES, PEAK, Sounds, wave
from game.ui.window import remembered
from tests.screens.app_play import click, make_app, make_shell, press


def test_contrast_goes_with_both_themes(tmp_path: Path) -> None:
    """High contrast is a wish of its own: it stays when light becomes dark, and is kept."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.settings_screen())
    click(shell, "set.contrast")
    assert shell.settings.scheme == "light_high"
    click(shell, "set.scheme.dark")
    assert shell.settings.scheme == "dark_high"
    kept = load_settings(tmp_path / "settings.json")[0]
    assert (kept.theme, kept.high_contrast) == ("dark", True)
    click(shell, "set.contrast")
    assert shell.settings.scheme == "dark"


def test_volume_is_offered_with_sound_only(tmp_path: Path) -> None:
    """Nothing is shown that does nothing: volume comes with sound, and a cue is heard only then."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.settings_screen())
    shell.ctx.cue("accept")
    assert shell.sounds.played == 0
    assert shell.ctx.hits.get("set.volume.80") is None
    click(shell, "set.sound")
    click(shell, "set.volume.80")
    kept = load_settings(tmp_path / "settings.json")[0]
    assert (kept.sound, kept.volume_percent) == (True, 80)


@pytest.mark.parametrize("name", CUES)
def test_cues_are_short_quiet_and_click_free(name: str) -> None:
    """A sound begins and ends in silence, stays below a third of full scale and under a second."""
    made = wave(CUES[name])
    assert 0.1 < len(made) / 22_050 < 0.9
    assert max(abs(v) for v in made) == PEAK
    assert abs(made[0]) < 200
    assert abs(made[-1]) < 200


def test_cues_are_heard_where_there_is_a_sound_card(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cue is accepted by the mixer, at the player's volume."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    sounds = Sounds()
    assert all(sounds.play(name, 40) for name in CUES)
    assert (sounds.played, sounds.trouble) == (len(CUES), "")
    sounds.close()
    assert pygame.mixer.get_init() is None


def test_a_computer_without_sound_plays_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sound card is no error: nothing is heard, and it is not tried again at every act."""
    tries = []

    def refuse(*_args: object, **_named: object) -> None:
        tries.append(1)
        raise pygame.error("no device")

    monkeypatch.setattr("pygame.mixer.init", refuse)
    monkeypatch.setattr("pygame.mixer.get_init", lambda: None)
    sounds = Sounds()
    assert not sounds.play("ring", 50)
    assert not sounds.play("ring", 50)
    assert (len(tries), sounds.trouble) == (1, "no device")


@pytest.mark.parametrize(("size", "scale"), [((1600, 900), 1.0), ((800, 450), 1.0), ((1280, 720), 1.5)])
def test_tab_reaches_every_setting(tmp_path: Path, size: tuple[int, int], scale: float) -> None:
    """Also where the list is longer than the window: what has the focus is scrolled into view."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.settings_screen(), size, scale)
    seen = set()
    for _ in range(40):
        press(shell, pygame.K_TAB)
        shell.step()
        seen.add(shell.memory.focus)
        hit = shell.ctx.hits.get(shell.memory.focus or "")
        assert hit is not None
        assert hit.rect.h >= 20
    wanted = {"set.lang.nl", "set.scheme.dark", "set.contrast", "set.scale.1.0", "set.less_motion",
              "set.full_screen", "set.software", "set.sound", "settings.palette"}  # fmt: skip
    assert wanted <= seen


def test_the_palette_opens_from_here(tmp_path: Path) -> None:
    """The list of keys leads to the palette."""
    app = make_app(tmp_path)
    shell = make_shell(app, app.settings_screen(), (1600, 900))
    click(shell, "settings.palette")
    assert isinstance(shell.stack[-1], PaletteScreen)


DESK = [(1920, 1080)]


@pytest.mark.parametrize(
    ("window", "displays", "expected"),
    [
        ((), DESK, (None, None)),
        ((1400, 900), DESK, ((1400, 900), None)),
        ((1400, 900, 100, 50), DESK, ((1400, 900), (100, 50))),
        ((1400, 900, 3000, 50), DESK, ((1400, 900), None)),
        ((1400, 900, 3000, 50), [*DESK, (1920, 1080)], ((1400, 900), (3000, 50))),
        ((2600, 1400, 0, 0), DESK, (None, None)),
        ((700, 400, 0, 0), DESK, (None, None)),
        ((1400, 900, 100, 50), [], (None, None)),
    ],
)
def test_a_window_comes_back_where_it_can_be_seen(
    window: tuple[int, ...], displays: list[tuple[int, int]], expected: tuple[object, object]
) -> None:
    """A display that was taken away never leaves the window out of sight or too small to read."""
    assert remembered(window, displays) == expected


def test_size_and_full_screen_are_remembered(tmp_path: Path) -> None:
    """What the window was when the game ended is kept; full screen keeps the size that was before it."""
    app = make_app(tmp_path)
    shell = Shell(app.menu(), size=(1300, 800), settings=UiSettings(), on_settings=app.keep, program=app)
    assert shell.placed()[:2] == (1300, 800)
    shell.feed([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F11, mod=0, unicode="")])
    assert shell.settings.full_screen
    assert shell.placed() == (1300, 800)
    assert load_settings(tmp_path / "settings.json")[0].full_screen
    shell.feed([pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F11, mod=0, unicode="")])
    assert shell.window.get_size() == (1300, 800)
    assert isinstance(shell.stack[-1], MenuScreen)
