"""Names of vehicles in English: an author names a truck once, in Dutch, and its type is translated.

`Kleine bakwagen 2` is shown as `Small rigid 2`; what is no word of this list stays as the author wrote it.
Only for showing: a scenario, a log and a plan hold the author's name.
"""

from __future__ import annotations

import re
from functools import lru_cache

TYPES = {
    "Bakwagen": "Rigid", "Kleine bakwagen": "Small rigid", "Grote bakwagen": "Large rigid",
    "Dieselbak": "Diesel rigid", "Stekkerbak": "Plug-in rigid", "Motorwagen": "Drawbar rigid",
    "Trekker": "Tractor", "Dieseltrekker": "Diesel tractor", "Combi": "Drawbar", "Koelwagen": "Reefer",
    "Koelbak": "Reefer rigid", "Koelcombi": "Reefer drawbar", "Koeltrekker": "Reefer tractor",
    "Bestelwagen": "Van", "Bestelbus": "Van",
}  # fmt: skip
"""Words with which a name begins, also behind `E-` and `HVO-`."""
MORE = {
    "met klep": "with tail lift", "ton": "t", "stil": "quiet", "ontheffing": "exemption", "oud": "old",
    "nieuw": "new",
}  # fmt: skip
"""Words behind the type."""
_TYPE = re.compile(
    rf"(E-|HVO-)?({'|'.join(sorted(map(re.escape, TYPES), key=len, reverse=True))})(?=[\s(]|$)", re.IGNORECASE
)
_MORE = re.compile(rf"\b({'|'.join(map(re.escape, MORE))})\b")
_BY_TYPE = {word.lower(): english for word, english in TYPES.items()}


@lru_cache(maxsize=1024)  # a map asks in every frame
def english_name(name: str) -> str:
    """The name as an English planner reads it; a text that does not begin with a type stays as it is."""
    found = _TYPE.match(name)
    if found is None:
        return name
    before, word = found[1] or "", _BY_TYPE[found[2].lower()]
    kind = {"": word, "e-": f"E-{word.lower()}"}.get(before.lower(), f"HVO {word.lower()}")
    return kind + _MORE.sub(lambda each: MORE[each[1]], name[found.end() :])
