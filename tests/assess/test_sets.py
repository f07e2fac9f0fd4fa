"""Parameter sets: frozen versions stay what they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.assess import model, sets
from game.assess.settings import FILE, PRIORS, settings
from game.domain.errors import Unreadable
from game.domain.events import Evidence

PLAYED = (
    (("K1.cost_gap", 3), ("K1.on_time", 2), ("K5.rsr", 0)),
    (("K1.cost_gap", 1), ("K2.co2_gap", 3)),
    (("K4.reply", 0), ("K5.rsr", 3), ("K5.rair", 3)),
)
GOLDEN = {
    "correlated": (
        [0.232138, 0.464717, 0.13128, -0.214576, 0.207654, 0.13128, 0.13128, 0.13128],
        [0.699763, 0.848181, 0.916632, 0.846995, 0.762642, 0.916632, 0.916632, 0.916632],
    ),
    "independent": (
        [0.20865, 0.57569, 0.0, -0.541904, 0.159079, 0.0, 0.0, 0.0],
        [0.723349, 0.910477, 1.00995, 0.907286, 0.800592, 1.00995, 1.00995, 1.00995],
    ),
}


def evidence_of(name: str, category: int) -> Evidence:
    return Evidence(
        competency=name[:2], indicator=name, version=1, raw=0.0, category=category,
        thresholds=(0.0, 0.0, 0.0), events=(1,),
    )  # fmt: skip


@pytest.mark.parametrize("version", sets.versions())
def test_every_frozen_set_can_be_read_and_says_what_it_said(version: str) -> None:
    """A shipped version loads, names itself and tells in both languages what it is worth."""
    found = sets.load(version)
    assert found.version == version
    assert set(found.label) == {"nl", "en"} and found.items
    assert all(found.wider(prior, n) >= 1 for prior in PRIORS for n in (0, 1, 5, 100))


def test_the_set_that_is_worked_on_is_no_frozen_one_with_other_figures() -> None:
    """A figure changed in indicators.toml asks for a new `version` there."""
    raw = sets.read(FILE)
    if raw["version"] in sets.versions():
        frozen = sets.read(sets.FOLDER / f"{raw['version']}.toml")
        assert raw == frozen, "indicators.toml says something new: raise its `version`"
    assert sets.load() is settings() and sets.load(raw["version"]).version == raw["version"]


@pytest.mark.parametrize("kind", PRIORS)
def test_a_profile_of_an_old_set_can_be_made_again(kind: str) -> None:
    """`expert-1` gives what it gave when the game knew no other, to the sixth figure."""
    played = [[evidence_of(*e) for e in session] for session in PLAYED]
    found = model.after(played, kind, sets.load("expert-1"))
    mean, sd = GOLDEN[kind]
    assert found.mean[:8] == pytest.approx(mean, abs=2e-6)
    assert [found.cov[i][i] ** 0.5 for i in range(8)] == pytest.approx(sd, abs=2e-6)


def test_a_frozen_version_refuses_to_change(tmp_path: Path) -> None:
    """Freezing twice is nothing; freezing something else under the same version is refused."""
    raw = sets.read(FILE) | {"version": "trial-1"}
    path = sets.freeze(raw, tmp_path)
    assert sets.freeze(raw, tmp_path) == path
    assert sets.digest(sets.read(path)) == sets.digest(raw)
    assert sets.load("trial-1", tmp_path).items == settings().items
    changed = raw | {"model": raw["model"] | {"session_sd": 0.6}}
    with pytest.raises(FileExistsError, match="new version"):
        sets.freeze(changed, tmp_path)


def test_a_changed_file_of_a_frozen_version_is_refused(tmp_path: Path) -> None:
    """A figure edited by hand in a frozen file is noticed; a comment is not."""
    path = sets.freeze(sets.read(FILE) | {"version": "trial-1"}, tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text("# a remark\n" + text, encoding="utf-8")
    assert sets.load("trial-1", tmp_path).version == "trial-1"
    path.write_text(text.replace("0.45", "0.46", 1), encoding="utf-8")
    with pytest.raises(Unreadable):
        sets.load("trial-1", tmp_path)


def test_an_unknown_set_is_refused_with_those_that_exist() -> None:
    """A misspelt version says what could have been meant."""
    with pytest.raises(Unreadable) as why:
        sets.load("expert-one")
    assert "expert-1" in str(why.value.values)


def test_a_wrong_set_is_never_written(tmp_path: Path) -> None:
    """What is no set leaves nothing behind."""
    raw = sets.read(FILE) | {"version": "trial-1"}
    raw["model"] = raw["model"] | {"widen": 0.5}
    with pytest.raises(ValueError, match="narrower"):
        sets.freeze(raw, tmp_path)
    assert not list(tmp_path.iterdir())
