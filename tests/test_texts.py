"""Both languages hold every sentence that the game asks for, with the same values."""

from __future__ import annotations

import ast
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from game.content.language import LANGUAGES, LOCALE_FOLDER, language

ROOT = Path(__file__).parent.parent
METHODS = ("t", "say", "has")


def catalogue(code: str) -> dict[str, str]:
    """Key -> sentence as people edit it."""
    with (LOCALE_FOLDER / code / "LC_MESSAGES" / "ritregie.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def asked_keys() -> Iterator[tuple[str, str]]:
    """Every literal key that code passes to a translator, with where."""
    for path in sorted((ROOT / "game").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            key = node.args[0].value
            if name in METHODS and isinstance(key, str) and "." in key and " " not in key:
                yield key, f"{path.relative_to(ROOT)}:{node.lineno}"


def fields(sentence: str) -> set[str]:
    """Names of the values in a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_languages_have_the_same_keys() -> None:
    """No sentence is missing in one of the languages."""
    tables = [catalogue(code) for code in LANGUAGES]
    assert set(tables[0]) == set(tables[1])
    assert len(tables[0]) > 500


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_key_in_code_has_a_sentence(code: str) -> None:
    """A screen never shows a key instead of words."""
    table = catalogue(code)
    missing = sorted({f"{key} ({where})" for key, where in asked_keys() if key not in table})
    assert not missing, missing


def test_languages_use_the_same_values() -> None:
    """A translation never loses or invents a figure."""
    dutch, english = catalogue("nl"), catalogue("en")
    different = [key for key in dutch if fields(dutch[key]) != fields(english[key])]
    assert not different, different


@pytest.mark.parametrize("code", LANGUAGES)
def test_compiled_catalogue_is_current(code: str) -> None:
    """What the game reads is what people edited: run `python -m tools catalogues` after an edit."""
    speech = language(code)
    stale = [key for key, sentence in catalogue(code).items() if speech.t(key) != sentence]
    assert not stale, stale


def test_scenario_texts_are_complete() -> None:
    """Authors' sentences stand in both languages too."""
    for folder in sorted((ROOT / "game" / "scenarios").iterdir()):
        if folder.is_dir():
            keys = [
                set(_flat(tomllib.loads((folder / "text" / f"{c}.toml").read_text("utf-8"))))
                for c in LANGUAGES
            ]
            assert keys[0] == keys[1], folder.name


def _flat(table: dict[str, object], before: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key
