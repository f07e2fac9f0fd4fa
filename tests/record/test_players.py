"""Who plays on a computer, and what each of them chose."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.record.players import Player, Players, clean_name, load_players, save_players
from game.record.settings import Settings, load_settings, save_settings


def test_a_single_player_keeps_file_and_pseudonym(tmp_path: Path) -> None:
    """Before anybody is added there is no list: the one player is that of `settings.json`."""
    found = load_players(tmp_path, single="p-old")
    assert (found.all, found.current, found.first) == ((Player(id="p-old"),), "p-old", "p-old")
    assert found.settings_file(tmp_path, "p-old") == tmp_path / "settings.json"


def test_everybody_with_logs_is_found(tmp_path: Path) -> None:
    """A folder of before the list, or one whose settings were lost, hides nobody's days."""
    found = load_players(tmp_path, single="p-a", logged=lambda: ("p-b", "p-a"))
    assert [p.id for p in found.all] == ["p-a", "p-b"]
    lost = load_players(tmp_path, single="", logged=lambda: ("p-b", "p-c"))
    assert lost.current == "p-c"
    assert lost.settings_file(tmp_path, "p-c") == tmp_path / "settings.json"


def test_the_list_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    """Names, order, who plays and who came first survive."""
    kept = Players(all=(Player(id="p-a", name="Anna"), Player(id="p-b")), current="p-b", first="p-a")
    assert save_players(tmp_path, kept)
    assert load_players(tmp_path, single="p-a") == kept


@pytest.mark.parametrize("text", ["", "{", "[]", '{"players": 3}', '{"players": [{"id": 1}]}', "\x00"])
def test_a_damaged_list_is_begun_anew_from_what_is_there(tmp_path: Path, text: str) -> None:
    """A damaged list costs the names, never settings or days."""
    (tmp_path / "players.json").write_text(text, encoding="utf-8")
    found = load_players(tmp_path, single="p-a", logged=lambda: ("p-b",))
    assert [p.id for p in found.all] == ["p-a", "p-b"]


@given(st.lists(st.text(min_size=1, max_size=64), min_size=2, max_size=6, unique=True))
def test_no_two_players_share_a_file(ids: list[str]) -> None:
    """Whatever somebody calls themselves, settings stay apart and within the folder."""
    home = Path("home")
    players = Players(all=tuple(Player(id=i) for i in ids), current=ids[0], first=ids[0])
    files = [players.settings_file(home, i) for i in ids]
    assert len(set(files)) == len(ids)
    assert all(file.parent in (home, home / "players") for file in files)


@given(st.text(max_size=200))
def test_a_name_is_one_short_line(text: str) -> None:
    """Names fit the screen and hold nothing that could break it."""
    name = clean_name(text)
    assert len(name) <= 32
    assert name.isprintable()
    assert clean_name(name) == name


def test_settings_hold_layout_sound_and_window(tmp_path: Path) -> None:
    """What is remembered comes back; what a hand or another version spoiled becomes the safe value."""
    kept = Settings(
        window=(1400, 900, -20, 40), seen=("a", "b"), recent=("plan.undo",), board_percent=38,
        list_folded=True, panel_tab="findings", high_contrast=True, sound=True, volume_percent=80,
        full_screen=True,
    )  # fmt: skip
    path = tmp_path / "settings.json"
    assert save_settings(path, kept)
    assert load_settings(path) == (kept, "")
    for spoiled in ('{"window": [0, 5]}', '{"window": [1, 2, 3]}', '{"seen": [1]}', '{"panel_tab": 3}',
                    '{"volume_percent": 400}', '{"window": [true, 2]}'):  # fmt: skip
        path.write_text(spoiled, encoding="utf-8")
        assert load_settings(path) == (Settings(), "settings.field")


def test_settings_of_an_older_game_stay(tmp_path: Path) -> None:
    """A file without the newer fields is read whole, and nothing of it is lost when it is written again."""
    path = tmp_path / "settings.json"
    path.write_text('{"language": "en", "theme": "dark", "scale_percent": 125, "player": "p-7"}')
    found, wrong = load_settings(path)
    assert (found.language, found.theme, found.scale_percent, found.player, wrong) == (
        "en", "dark", 125, "p-7", "",
    )  # fmt: skip
