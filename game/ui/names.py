"""Names of trucks and people, longest first: where room is scarce a name is shortened, never an id shown.

A name is shortened as a planner writes it on a board: `E-bakwagen 12 ton A`, `E-bakw. 12t A`.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONG_WORD = 7
"""Words of more letters are cut down to a few and a full stop."""
STEM = 4


@lru_cache(maxsize=512)  # a moving truck asks in every frame
def truck_names(name: str) -> tuple[str, ...]:
    """A vehicle's name, longest first; numbers and single letters, which tell trucks apart, always stay."""
    tight = re.sub(r"(\d) ?ton\b", r"\1t", name)
    plain = re.sub(r"\s*\([^)]*\)", "", tight).strip() or tight
    made = (name, tight, _abbreviated(tight), plain, _abbreviated(plain))
    return tuple(dict.fromkeys(made))


def _abbreviated(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda found: _short(found.group()), name)


def _short(word: str) -> str:
    return word if len(word) <= LONG_WORD else word[:STEM] + "."


def person_names(name: str) -> tuple[str, ...]:
    """A person's name, longest first: Fenna Postma, F. Postma, Fenna."""
    first, _, rest = name.partition(" ")
    return (name, f"{first[:1]}. {rest}", first) if rest else (name,)
