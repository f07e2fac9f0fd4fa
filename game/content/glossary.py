"""The words of the trade in both languages: `game/assets/glossary/words.toml` as values.

Small enough to be read with `tomllib` alone; `glossary_faults` says everything that is wrong with it.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent.parent / "assets" / "glossary" / "words.toml"
LANGS = ("nl", "en")
LONGEST = 170
"""Characters of an explanation: two short sentences."""
NEEDED = ("nl", "en", "nl_means", "en_means")
MAY = ("source", "fact", "also")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One term."""

    id: str
    names: Mapping[str, str]
    means: Mapping[str, str]
    source: str = ""
    also: tuple[str, ...] = ()

    def found_by(self, text: str) -> bool:
        """Whether somebody who types this looks for it: in either language, with or without accents."""
        wanted = _plain(text)
        return any(wanted in _plain(name) for name in (*self.names.values(), *self.also))


@cache
def words() -> Mapping[str, Word]:
    """Every word by its id."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: _word(name, entry) for name, entry in raw.items()}


def _word(name: str, entry: Mapping[str, Any]) -> Word:
    return Word(
        id=name, names={lang: entry[lang] for lang in LANGS}, also=tuple(entry.get("also", ())),
        means={lang: entry[f"{lang}_means"] for lang in LANGS}, source=entry.get("source", ""),
    )  # fmt: skip


def listed(lang: str, text: str = "") -> tuple[Word, ...]:
    """The words in the order of a language, those that fit a search; whose names begin with it first."""
    found = [w for w in words().values() if not text.strip() or w.found_by(text.strip())]
    wanted = _plain(text.strip())

    def key(word: Word) -> tuple[bool, str]:
        return not _plain(word.names[lang]).startswith(wanted), _plain(word.names[lang])

    return tuple(sorted(found, key=key))


def other(lang: str) -> str:
    """The other language."""
    return "en" if lang == "nl" else "nl"


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def glossary_faults(raw: Mapping[str, Any], sources: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a glossary, as `word: what`; `sources` are those of the facts."""
    for name, entry in raw.items():
        if not isinstance(entry, dict):
            yield f"{name}: no table"
            continue
        yield from (f"{name}: {key} is missing" for key in NEEDED if not entry.get(key))
        yield from (f"{name}: {key} is unknown" for key in entry if key not in (*NEEDED, *MAY))
        for lang in LANGS:
            if len(str(entry.get(f"{lang}_means", ""))) > LONGEST:
                yield f"{name}: {lang}_means is longer than {LONGEST} characters"
        if bool(entry.get("source")) != bool(entry.get("fact")):
            yield f"{name}: source and fact go together"
        if entry.get("fact") and entry["fact"] not in sources:
            yield f"{name}: {entry['fact']} is no source of the facts"
