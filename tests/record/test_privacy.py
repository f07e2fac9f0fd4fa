"""Everything of a player, and nothing any more: looked for in every byte that is left."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.domain.errors import Unreadable
from game.record.journal import FileJournal
from game.record.lessons import LessonBook
from game.record.notes import Notes, notes_file
from game.record.outbox import open_outbox
from game.record.players import Player, Players, load_players, mentions, own_file, own_folder, save_players
from game.record.privacy import erase, gather, logs_of, traces
from game.record.remarks import Moment, Remark, keep_remark
from game.record.settings import Settings, load_settings, save_json, save_settings
from tests.report.played import by_hand

ME, OTHER = "p-0123abcd", "p-0123abcde"
"""The other's pseudonym begins as mine does: nothing of the other may go with me."""


def fill(home: Path, player: str, players: Players) -> None:
    """What playing leaves of one player, in every place that we keep."""
    logs = home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    by_hand(player, FileJournal(logs / f"20261128-100000-stukgoed-{player[-5:]}.jsonl"))
    torn = (logs / f"20261128-100000-stukgoed-{player[-5:]}.jsonl").read_bytes()
    (logs / f"torn-{player[-3:]}.jsonl").write_bytes(torn[:700])
    save_settings(players.settings_file(home, player), Settings(player=player))
    LessonBook(home / "lessons.json", player).keep("first", state="done")
    picture = f"remark-{player[-5:]}.png"
    (home / "remarks").mkdir(exist_ok=True)
    (home / "remarks" / picture).write_bytes(b"png")
    moment = Moment(screen="BoardScreen", version="1", player=player)
    keep_remark(home / "remarks", Remark(kind="idea", text="é", at="now", moment=moment, picture=picture))
    box = open_outbox(home, "https://lrs.example/s")
    box.add(
        [{"id": f"{player}/1", "actor": {"name": player}}, {"id": f"{player}/2", "actor": {"name": player}}]
    )
    box.settle([], {f"{player}/2": "no"})
    Notes(notes_file(home, player), player).put("K1", "My own words.", "now")
    (home / "readings").mkdir(exist_ok=True)
    own_file(home, "readings", player).write_text(json.dumps({"player": player}), encoding="utf-8")
    own_folder(home, "reports", player).mkdir(parents=True, exist_ok=True)
    (own_folder(home, "reports", player) / "profile-20261128-100000.html").write_text(player, "utf-8")
    save_json(home / "retention.json", {f"20261128-100000-stukgoed-{player[-5:]}.jsonl": "2026-11-01"})
    own_folder(home, "pictures", player).mkdir(parents=True, exist_ok=True)
    (own_folder(home, "pictures", player) / "ritregie-20261128-100000.png").write_bytes(b"png")
    (home / f"crash-{player[-5:]}.txt").write_text(f"Traceback: {player}", encoding="utf-8")
    (home / f"settings-{player[-5:]}.new").write_text(json.dumps({"player": player}), encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two players, each with everything."""
    players = Players(all=(Player(id=ME, name="Anna"), Player(id=OTHER, name="Bo")), current=ME, first=ME)
    save_players(tmp_path, players)
    for player in (ME, OTHER):
        fill(tmp_path, player, players)
    return tmp_path


def found(home: Path, player: str) -> list[str]:
    """Files that hold the pseudonym, by a search of our own through all bytes."""
    return [
        str(path.relative_to(home)) for path in home.rglob("*")
        if path.is_file() and player.encode() in path.read_bytes().replace(f"{player}e".encode(), b"")
    ]  # fmt: skip


@pytest.mark.parametrize("first", [ME, OTHER])
def test_an_erased_player_is_found_nowhere(home: Path, first: str) -> None:
    """Not one byte is left of the pseudonym or the name, and nothing of the other is gone."""
    if first == OTHER:
        (home / "settings.json").rename(home / "settings.keep")
        players = Players(
            all=(Player(id=OTHER, name="Bo"), Player(id=ME, name="Anna")), current=OTHER, first=OTHER
        )
        save_players(home, players)
        save_settings(players.settings_file(home, ME), Settings(player=ME))
        (home / "settings.keep").unlink()
    assert len(found(home, ME)) >= 8
    others = {p: p.read_bytes() for p in home.rglob("*") if p.is_file() and p.parent.name == "logs"}
    done = erase(home, home / "logs", ME)
    assert found(home, ME) == []
    assert done.left == ()
    assert (done.logs, done.remarks, done.statements) == (2, 1, 2)
    assert not any("Anna" in p.read_text("utf-8", "replace") for p in home.rglob("*") if p.is_file())
    left = gather(home, home / "logs", OTHER)
    assert (left.name, len(left.logs), len(left.remarks), len(left.statements)) == ("Bo", 2, 1, 2)
    assert all(p.read_bytes() == data for p, data in others.items() if p.exists())
    assert [p.parent for p in left.pictures] == [own_folder(home, "pictures", OTHER)]
    assert not own_folder(home, "pictures", ME).exists()
    assert left.notes["K1"].text == "My own words."
    assert not notes_file(home, ME).exists()
    assert own_file(home, "readings", OTHER).exists()
    assert not own_file(home, "readings", ME).exists()
    assert (home / "remarks" / f"remark-{OTHER[-5:]}.png").exists()
    assert not (home / "remarks" / f"remark-{ME[-5:]}.png").exists()
    assert left.lessons == {"first": {"state": "done", "run": "", "step": "", "looked": []}}


def test_the_others_play_on(home: Path) -> None:
    """The list stays right when the one who came first is gone: nobody gets another's settings."""
    erase(home, home / "logs", ME)
    again = load_players(home, single=load_settings(home / "settings.json")[0].player)
    assert ([p.id for p in again.all], again.current, again.first) == ([OTHER], OTHER, "")
    assert load_settings(again.settings_file(home, OTHER))[0].player == OTHER


def test_the_last_player_leaves_an_empty_house(home: Path) -> None:
    """Erasing everybody leaves neither list nor settings nor outbox."""
    for player in (ME, OTHER):
        erase(home, home / "logs", player)
    left = {p.name: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    assert left == {"lessons.json": b"{}", "remarks.jsonl": b""}


def test_what_is_not_ours_is_named_and_left(home: Path) -> None:
    """A file that a person put there is not deleted behind their back; it is said where it is."""
    mine = home / "logs" / "my export.csv"
    mine.write_text(f"player\n{ME}\n", encoding="utf-8")
    assert erase(home, home / "logs", ME).left == (mine,)
    assert mine.exists()


def test_logs_without_a_name_are_the_first_players(home: Path) -> None:
    """As in the menu: what an early version logged belongs to who came first."""
    by_hand("", FileJournal(home / "logs" / "old.jsonl"))
    assert home / "logs" / "old.jsonl" in logs_of(home, home / "logs", ME)
    assert home / "logs" / "old.jsonl" not in logs_of(home, home / "logs", OTHER)
    erase(home, home / "logs", ME)
    assert not (home / "logs" / "old.jsonl").exists()


def test_screenshots_of_before_are_the_first_players(home: Path) -> None:
    """Early versions kept them all in one folder: they go with who came first, and with nobody else."""
    loose = home / "pictures" / "ritregie-20260101-120000.png"
    loose.write_bytes(b"png")
    erase(home, home / "logs", OTHER)
    assert loose.exists() and loose in gather(home, home / "logs", ME).pictures
    erase(home, home / "logs", ME)
    assert not (home / "pictures").exists()


def test_a_single_player_without_a_list(tmp_path: Path) -> None:
    """Most computers have one player, no list, and everything in settings.json."""
    save_settings(tmp_path / "settings.json", Settings(player=ME))
    kept = gather(tmp_path, tmp_path / "logs", ME)
    assert kept.settings == asdict(Settings(player=ME))
    assert erase(tmp_path, tmp_path / "logs", ME).files == 1
    assert list(traces((tmp_path,), ME)) == []


def test_nobody_is_erased_by_a_slip_of_the_pen(home: Path) -> None:
    """An unknown name erases nothing, and one that is hardly a name is refused."""
    before = {p: p.read_bytes() for p in home.rglob("*") if p.is_file()}
    assert not erase(home, home / "logs", "p-0123").anything
    with pytest.raises(Unreadable):
        erase(home, home / "logs", "p")
    assert {p: p.read_bytes() for p in home.rglob("*") if p.is_file()} == before


def test_everything_is_gathered(home: Path) -> None:
    """What erasing takes is what `data` shows."""
    kept = gather(home, home / "logs", ME)
    assert (kept.name, kept.player, kept.settings["player"]) == ("Anna", ME, ME)
    assert (len(kept.logs), len(kept.remarks), len(kept.statements), len(kept.notes)) == (2, 1, 2, 1)
    assert min(len(events) for _, events in kept.logs) == 1  # the torn one is shown as far as it goes
    assert kept.lessons["first"]["state"] == "done"
    assert [path.name for path in kept.reports] == ["profile-20261128-100000.html"]


def test_an_erased_log_is_not_named_as_due(home: Path) -> None:
    """The list of logs that will go soon names none that went; the others stay named."""
    due = {path.name: "2026-11-01" for path in (home / "logs").glob("2026*.jsonl")}
    save_json(home / "retention.json", due)
    gone = {path.name for path in logs_of(home, home / "logs", ME)}
    erase(home, home / "logs", ME)
    left = json.loads((home / "retention.json").read_text("utf-8"))
    assert set(left) == set(due) - gone
    assert len(left) == 1


PLACES = {
    "lessons.json", "settings.json", "players.json", "players", "remarks", "logs", "outbox", "scenarios",
    "notes", "readings", "pictures", "reports", "retention.json",
}  # fmt: skip
"""Everything that the program makes beside the settings; `fill` puts something of a player in each that can
hold it."""


def test_no_place_is_forgotten() -> None:
    """Who makes a new file or folder beside the settings is told here to erase it too."""
    game = Path(__file__).parent.parent.parent / "game"
    named = re.compile(r'\b_?(?:home|user_folder\(\)) / (?:f?"([\w.-]+)"|([A-Z]+))')
    constant = re.compile(r'^([A-Z]+) = "([\w.-]+)"$', re.M)
    found = set()
    for path in game.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        values = dict(constant.findall(text))
        found |= {plain or values.get(name, name) for plain, name in named.findall(text)}
    assert {"logs", "remarks", "retention.json"} <= found
    assert found <= PLACES, found - PLACES


@given(st.text(min_size=3, max_size=20), st.text(max_size=5), st.text(max_size=5))
def test_a_name_is_found_as_a_word(player: str, before: str, after: str) -> None:
    """In plain text and in JSON, whatever letters it has; never as a part of a longer name."""
    assert mentions(f'{before} "{player}" {after}'.encode(), player)
    assert mentions(json.dumps([before, player, after]).encode(), player)
    assert not mentions(b"x-p-1a p-12 p-1-2 ap-1", "p-1")
