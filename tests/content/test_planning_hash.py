"""References and fronts outlive changes of the day's story, and nothing else."""

from __future__ import annotations

from game.content.load import SHIPPED, load_from_files, load_scenario
from game.content.planning_hash import planning_hash

STUKGOED = dict(load_scenario(SHIPPED / "stukgoed").files)


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    """The files of the groupage day with one change."""
    text = STUKGOED[name].decode()
    assert old in text
    return {**STUKGOED, name: text.replace(old, new, 1).encode()}


def test_a_story_changes_no_judgement_of_a_plan() -> None:
    """Texts, truth, moments and a hidden order may be written without a new reference."""
    before = planning_hash(STUKGOED)
    assert planning_hash(changed("text/nl.toml", "Stukgoed", "Groepage")) == before
    assert planning_hash(changed("scenario.toml", "amount = 45", "amount = 50")) == before
    assert planning_hash(changed("orders.csv", "O61,", "O61 ,")) == before
    again = load_from_files(changed("scenario.toml", "amount = 45", "amount = 50"))
    assert again.reference is not None
    assert again.front is not None
    assert again.content_hash != load_from_files(STUKGOED).content_hash


def test_what_a_plan_is_judged_on_changes_it() -> None:
    """Another order, vehicle or price: the stored reference no longer counts."""
    before = planning_hash(STUKGOED)
    for name, old, new in (
        ("orders.csv", "O12,", "O12b,"),
        ("scenario.toml", 'class = "rigid12_diesel"', 'class = "rigid19_diesel"'),
        ("scenario.toml", "temperature_c = 4", "temperature_c = 14"),
    ):
        assert planning_hash(changed(name, old, new)) != before
