"""Numbers and clock times as people type them; a wrong form gives the cure, never a guess."""

from __future__ import annotations

import re
from datetime import time

from game.domain.errors import Unreadable

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_WHOLE = re.compile(r"-?\d{1,9}")
_DECIMAL = re.compile(r"-?\d{1,9}(\.\d{1,6})?")
_THOUSANDS = re.compile(r"-?\d{1,3}([.,]\d{3})+")
_WITH_UNIT = re.compile(r"([-+€ ]*[\d.,]+)\s*([A-Za-z€²³/%]+)")
MAX_CLOCK_S = 48 * 3600
LONG_CLOCK_S = 72 * 3600
_YES = {"yes": True, "ja": True, "1": True, "no": False, "nee": False, "0": False}


def clock_s(value: object, *, most_s: int = MAX_CLOCK_S) -> int:
    """Seconds after midnight of `08:30` (or a TOML time); `24:15` is a quarter past midnight."""
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match:
        seconds = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
        if int(match[2]) < 60 and int(match[3] or 0) < 60 and seconds <= most_s:
            return seconds
    raise Unreadable("fault.clock", value=str(value)[:40], suggest=_clock_hint(value))


def _clock_hint(value: object) -> str:
    """`9.75` and `9,75` hours become `09:45`; anything else gets an example."""
    text = str(value)[:40].strip().lower().removesuffix("uur").removesuffix("h").strip().replace(",", ".")
    if re.fullmatch(r"\d{1,2}\.\d{1,4}", text) and float(text) <= 48:
        minutes = round(float(text) * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if re.fullmatch(r"\d{1,2}", text):
        return f"{int(text):02d}:00"
    if re.fullmatch(r"\d{3,4}", text):
        return f"{int(text[:-2]):02d}:{text[-2:]}"
    return "08:30"


def window_s(value: object) -> tuple[int, int]:
    """Open and close of `05:00-12:00`; over midnight it counts on: `22:00-26:00`."""
    parts = value.split("-") if isinstance(value, str) else []
    if len(parts) != 2:
        raise Unreadable("fault.window_text", value=str(value)[:40])
    opens, closes = clock_s(parts[0]), clock_s(parts[1])
    if closes <= opens:
        raise Unreadable("fault.window", open=parts[0].strip(), close=parts[1].strip())
    return opens, closes


def yes_or_no(text: str) -> bool:
    """`yes`, `ja`, `1` or `no`, `nee`, `0`."""
    found = _YES.get(text.strip().lower())
    if found is None:
        raise Unreadable("fault.yes_no", value=text.strip()[:40])
    return found


def whole_number(text: str) -> int:
    """A whole number without unit or thousands mark. Raises Unreadable with the cure."""
    if _WHOLE.fullmatch(text.strip()):
        return int(text)
    raise number_fault(text, whole=True)


def decimal_number(text: str) -> float:
    """A number with a decimal point; `1.200` is refused because it could mean two things."""
    clean = text.strip()
    if _DECIMAL.fullmatch(clean) and not re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", clean):
        return float(clean)
    raise number_fault(text, whole=False)


def number_fault(text: str, *, whole: bool) -> Unreadable:
    """What is wrong with a number, and how it should be written."""
    clean = text.strip()[:40]
    unit = _WITH_UNIT.fullmatch(clean)
    bare = unit[1].strip("€ +") if unit else clean.strip("€ +")
    if _THOUSANDS.fullmatch(bare):
        suggest = re.sub(r"[.,]", "", bare)
        return Unreadable("fault.thousands", value=clean, suggest=suggest)
    suggest = bare.replace(",", ".")
    if not _DECIMAL.fullmatch(suggest):
        return Unreadable("fault.not_a_number", value=clean)
    if whole and "." in suggest:
        return Unreadable("fault.not_whole", value=clean, suggest=str(round(float(suggest))))
    key = "fault.number_unit" if unit else "fault.decimal_comma" if "," in bare else "fault.not_a_number"
    return Unreadable(key, value=clean, suggest=suggest)
