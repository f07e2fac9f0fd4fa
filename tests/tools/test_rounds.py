"""`tools rounds`: personas play both rounds, their logs replay, and a group is told honestly."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from game.assess.trial import Estimate
from game.content.language import language
from game.domain.plan import Plan
from game.domain.rounds import CLAIM, order_of
from game.record.journal import read_log
from game.replay import verify
from game.rounds import compare, pairs_in, trials_of
from game.session import Session
from tools import rounds


def reference(session: Session) -> Plan:
    """The stored plan in the place of the solver."""
    assert session.scenario.reference is not None
    return session.scenario.reference.plan


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The logs of `careful` in the four orders of a block."""
    made = tmp_path_factory.mktemp("rounds")
    for seed in range(4):
        rounds.play_pair("careful", seed=seed, folder=made, planner=reference)
    return made


def test_both_rounds_replay_in_the_order_of_the_seed(folder: Path) -> None:
    """Each log verifies, and its header says form, help and place in the pair."""
    pairs = {p.seed: p for p in pairs_in(folder)}
    assert len(pairs) == 4
    for seed, pair in pairs.items():
        assert pair.order == order_of(seed)
        assert pair.complete
        for played in pair.rounds:
            verdict = verify(played.path)
            assert verdict.verified is True
            assert verdict.session is not None
            assert verdict.session.aid == played.part.round.aid
            assert verdict.session.scenario.id == played.part.round.scenario


def test_no_help_is_given_by_hand(folder: Path) -> None:
    """`careful` asks for plans; in its round by hand no proposal is logged, with help there is one."""
    for pair in pairs_in(folder):
        for played in pair.rounds:
            kinds = {e.kind for e in read_log(played.path).events}
            assert ("proposal" in kinds) == (played.part.round.aid == "full")


def test_help_shows_in_the_figures(folder: Path) -> None:
    """With the reference plan at hand cost is nearer to the reference than by hand, on both forms."""
    for pair in pairs_in(folder):
        lines = {line.id: line for line in compare(pair)}
        assert lines["cost"].better == 1
        assert lines["cost"].change is not None
        assert lines["planning"].hand > 0


def test_four_players_are_too_few(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below six players there is no estimate, and it says so beside the claim."""
    assert rounds.run([str(folder), "--lang", "nl"]) == 1
    said = capsys.readouterr().out
    assert "Te weinig spelers: 4" in said
    assert "10 % tot 15 %" in said
    assert rounds.run([str(folder), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["state"] == "few"


def test_a_log_that_does_not_replay_is_left_out(folder: Path, tmp_path: Path) -> None:
    """A round whose chain is broken counts for nobody; single logs may be named too."""
    for path in folder.glob("*.jsonl"):
        shutil.copy(path, tmp_path / path.name)
    victim = tmp_path / "careful-0-1.jsonl"
    victim.write_text(
        victim.read_text(encoding="utf-8").replace('"planning_s":', '"planning_s":1'), encoding="utf-8"
    )
    pairs, _left_out = rounds.read_pairs([tmp_path])
    assert sum(p.complete for p in pairs) == 3
    only, _ = rounds.read_pairs([tmp_path / "careful-1-1.jsonl", tmp_path / "careful-1-2.jsonl"])
    assert len(trials_of(only)) == 1


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize(
    ("low", "high", "place"),
    [(0.2, 0.4, "above"), (-0.1, 0.05, "below"), (0.05, 0.2, "open"), (-0.3, 0.5, "open")],
)
def test_the_interval_stands_beside_the_claim(code: str, low: float, high: float, place: str) -> None:
    """Above, below, or no answer; in words of both languages."""
    found = Estimate(state="ok", n=12, share=(low + high) / 2, low=low, high=high)
    assert found.beside(CLAIM) == place
    said = rounds.words(found, language(code))
    assert said[-1] == language(code).t(f"rounds.beside_{place}")
    assert all("{" not in line for line in said)


def test_without_logs_it_explains_itself() -> None:
    """Nothing to read is bad input."""
    assert rounds.run([]) == 2
