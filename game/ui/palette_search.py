"""Finding a deed by a few letters: plain functions over text, without accents and case.

Every word of what was typed must be found in the label or the note, as the beginning of a word, as a part
of one, or as its letters in order; beginnings of words count most, the label counts more than the note.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from game.ui.board_tool import Deed

WHOLE, START, WORD, PART, LOOSE = 120, 100, 80, 40, 12
LEAST_LOOSE = 2
"""Single letters are only looked for as the beginning of a word or as a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A deed that fits, and which letters of its label did so."""

    deed: Deed
    score: int = 0
    marks: frozenset[int] = frozenset()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Small letters without accents; exactly as long as the text, so that places stay the same."""
    return "".join(unicodedata.normalize("NFKD", c)[0] for c in text.lower()) if _even(text) else text.lower()


def _even(text: str) -> bool:
    return len(text.lower()) == len(text)


def match_word(word: str, text: str) -> tuple[int, range | tuple[int, ...]] | None:
    """How well a folded word fits a folded text, and where; None when it does not."""
    at = text.find(word)
    if at >= 0:
        best = _beginning(word, text, at)
        at = at if best < 0 else best
        if at == 0:
            return (WHOLE if len(word) == len(text) else START), range(len(word))
        starts = not text[at - 1].isalnum()
        return (WORD if starts else PART), range(at, at + len(word))
    if len(word) < LEAST_LOOSE:
        return None
    places = _in_order(word, text)
    return (LOOSE - min(LOOSE - 1, places[-1] - places[0] - len(word)), places) if places else None


def _beginning(word: str, text: str, at: int) -> int:
    """The first place where the word begins a word of the text; -1 when there is none."""
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            return at
        at = text.find(word, at + 1)
    return -1


def _in_order(word: str, text: str) -> tuple[int, ...]:
    """Places of the letters in order, the first at the beginning of a word; empty when one is missing."""
    start = _beginning(word[0], text, text.find(word[0]))
    places: list[int] = []
    for letter in word if start >= 0 else "":
        start = text.find(letter, start)
        if start < 0:
            return ()
        places.append(start)
        start += 1
    # Letters that lie far apart are chance, not what somebody meant.
    return tuple(places) if places and places[-1] - places[0] <= 3 * len(word) + 4 else ()


def match(query: str, deed: Deed) -> Found | None:
    """The deed when every word of the query fits it."""
    label, note = fold(deed.label), fold(f"{deed.note} {deed.shortcut}")
    score, marks = 0, set[int]()
    for word in fold(query).split():
        in_label, in_note = match_word(word, label), match_word(word, note)
        if in_label and (in_note is None or in_label[0] >= in_note[0] // 2):
            score += in_label[0]
            marks.update(in_label[1])
        elif in_note:
            score += in_note[0] // 2
        else:
            return None
    return Found(deed=deed, score=score, marks=frozenset(marks))


def search(query: str, deeds: Sequence[Deed], recent: Sequence[str] = ()) -> tuple[Found, ...]:
    """Deeds that fit, best first; of equals what is possible, then what was used lately, then the shorter."""
    if not query.strip():
        return tuple(Found(deed=d) for d in deeds)
    lately = {name: i for i, name in enumerate(recent)}
    found = [m for d in deeds if (m := match(query, d)) is not None]
    found.sort(
        key=lambda m: (
            -m.score, not m.deed.enabled, lately.get(m.deed.id, len(lately)), m.deed.group != "do",
            len(m.deed.label),
        )
    )  # fmt: skip
    return tuple(found)
