"""A profile of a played day under a frozen parameter set, through the command's own door."""

from __future__ import annotations

import pytest

from game.assess import sets
from game.assess.settings import settings
from game.autoplay import play
from game.cli.learning import profile_of
from game.content.load import load_scenario
from game.domain.errors import Unreadable
from game.domain.plan import Plan
from game.session import Session


def reference(session: Session) -> Plan:
    """The stored plan in the place of the solver."""
    assert session.scenario.reference is not None
    return session.scenario.reference.plan


@pytest.fixture(scope="module")
def played() -> Session:
    """A day of `careful`."""
    return play(load_scenario("eerste-rit"), "careful", seed=1, planner=reference)


@pytest.mark.parametrize("version", ["", *sets.versions()])
def test_a_profile_names_its_set_and_rests_on_its_indicators(played: Session, version: str) -> None:
    """Old versions keep working when the game has more indicators than they knew."""
    found = profile_of([played.story(verified=True)], "correlated", version)
    figures = sets.load(version)
    assert found["parameters"] == figures.version == (version or settings().version)
    rested = {e["id"] for entry in found["competencies"].values() for e in entry["evidence"]}
    assert rested and rested <= set(figures.items)
    assert list(found["competencies"]) == [f"K{i}" for i in range(1, 9)]


def test_an_unknown_set_is_refused(played: Session) -> None:
    """The command ends with a sentence, not with a profile under other figures."""
    with pytest.raises(Unreadable):
        profile_of([played.story(verified=True)], "correlated", "expert-0")
