"""`tools generate`: seeded, always loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content.load import load_from_files, load_scenario
from tools.generate import generate, run


@pytest.mark.parametrize(("size", "vehicles", "seed"), [(1, 1, 0), (20, 3, 1), (60, 8, 7)])
def test_it_always_loads(size: int, vehicles: int, seed: int) -> None:
    """The size is the size that was asked for."""
    world = load_from_files(generate(size, seed, vehicles)).system
    assert (len(world.orders), len(world.vehicles)) == (size, vehicles)


def test_the_seed_decides() -> None:
    """Equal arguments give equal bytes, another seed another day."""
    assert generate(12, 5, 2) == generate(12, 5, 2)
    assert generate(12, 5, 2) != generate(12, 6, 2)


def test_it_writes_a_folder(tmp_path: Path) -> None:
    """The folder plays; impossible sizes are refused."""
    assert run([str(tmp_path / "day"), "--orders", "5", "--seed", "3"]) == 0
    assert load_scenario(tmp_path / "day").id == "random-5-1-3"
    assert run([str(tmp_path / "x"), "--orders", "0"]) == 2
