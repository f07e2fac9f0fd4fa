"""`ritregie shot`: a picture shows what it is asked to show."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.app import picture
from game.autoplay import play_to_folder
from game.content.load import load_scenario
from game.domain.errors import Unreadable
from tests.assess.test_personas_evidence import by_hand

SIZE = (800, 450)


def taken(screen: str, out: Path, state: Path | None = None) -> bytes:
    """The pixels of a picture."""
    picture(
        screen, scenario="eerste-rit", state=state, lang="nl", theme="light", size=SIZE, scale=1.0, out=out
    )
    image = pygame.image.load(out)
    assert image.get_size() == SIZE
    return pygame.image.tobytes(image, "RGB")


def test_the_profile_of_a_log_is_shown(tmp_path: Path) -> None:
    """With a log the picture shows its player's profile, without one the first visit."""
    play_to_folder(load_scenario("eerste-rit"), "naive", seed=1, planner=by_hand, folder=tmp_path)
    with_log = taken("profile", tmp_path / "a.png", tmp_path / "log.jsonl")
    assert with_log != taken("profile", tmp_path / "b.png")
    assert (tmp_path / "log.jsonl").exists()


def test_an_unknown_screen_is_told(tmp_path: Path) -> None:
    """The message names what can be pictured."""
    with pytest.raises(Unreadable):
        taken("nowhere", tmp_path / "a.png")
