"""What the game says: gettext catalogues for interface and findings, Babel for numbers and dates.

Catalogue ids are keys (`finding.late`); both languages hold every key, which a test checks.
Sentences take named values by `str.format`; a value that is missing shows as its own name
rather than breaking the screen.
"""

from __future__ import annotations

import gettext
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from game.content.fleet_names import english_name
from game.domain.units import clock

LOCALE_FOLDER = Path(__file__).parent.parent / "assets" / "locale"
LANGUAGES = ("nl", "en")
MINUS = "−"
COUNTS = ("n", "count", "of", "over", "points", "trips")
"""Values by which a sentence counts things."""
ONE = (1, "1")


@lru_cache(maxsize=8192)  # a screen shows the same numbers many times, and Babel takes its time
def _decimal(value: float, decimals: int, locale: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=locale).replace("-", MINUS)


class _Named(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class Language:
    """One language: `t` for sentences, the other methods for figures with their unit."""

    def __init__(self, code: str) -> None:
        self.code = code if code in LANGUAGES else "nl"
        self._locale = "nl" if self.code == "nl" else "en_GB"
        self._catalogue = gettext.translation("ritregie", LOCALE_FOLDER, [self.code], fallback=True)

    def t(self, key: str, **values: object) -> str:
        """The sentence of a key in this language; an unknown key shows as itself.

        Where one of something is counted, the sentence `<key>.one` is said if there is such a one.
        """
        if not values:
            return self._catalogue.gettext(key)
        if any(values.get(name) in ONE for name in COUNTS) and self.has(f"{key}.one"):
            key = f"{key}.one"
        sentence = self._catalogue.gettext(key)
        if self.code != "nl":
            values = {name: self.fleet(v) if isinstance(v, str) else v for name, v in values.items()}
        if "needs" in values:
            values["needs"] = self.needs(str(values["needs"]))
        return sentence.format_map(_Named(values))

    def fleet(self, name: str) -> str:
        """A vehicle's name in this language; any other text stays as it is."""
        return name if self.code == "nl" else english_name(name)

    def needs(self, ids: str) -> str:
        """Needs in people's words, within a sentence: `tail_lift, adr` is `laadklep, ADR`.

        Rules and refusals know only ids, of which an author may invent his own: those stay as they are.
        """
        return ", ".join(self._need(name) for name in ids.split(", "))

    def _need(self, name: str) -> str:
        word = self.t(f"need.{name}") if self.has(f"need.{name}") else name
        return word if word[1:2].isupper() else word[:1].lower() + word[1:]

    def has(self, key: str) -> bool:
        """Whether the catalogue knows a key."""
        return self._catalogue.gettext(key) != key

    def number(self, value: float, decimals: int = 0) -> str:
        """`1.234,5` in Dutch, `1,234.5` in English."""
        return _decimal(value or 0, decimals, self._locale)  # of minus nothing only nothing is left

    def signed(self, value: float, decimals: int = 0) -> str:
        """With a plus or minus, for differences; zero has no sign."""
        text = self.number(abs(value), decimals)
        if float(f"{value:.{decimals}f}") == 0:
            return text
        return ("+" if value > 0 else MINUS) + text

    def euro(self, cent: int, decimals: int = 2) -> str:
        """Money: `€ 1.234,50` in Dutch, `€1,234.50` in English."""
        sign = MINUS if cent < 0 else ""
        return sign + self._euro_sign() + self.number(abs(cent) / 100, decimals)

    def euro_signed(self, cent: int, decimals: int = 2) -> str:
        """A difference in money: `+ € 1.234,50` in Dutch, `+€1,234.50` in English."""
        sign = "+" if cent > 0 else MINUS if cent < 0 else ""
        if sign and self.code == "nl":
            sign += " "
        return sign + self._euro_sign() + self.number(abs(cent) / 100, decimals)

    def kg_co2e(self, grams: int, decimals: int | None = None) -> str:
        """Emissions in kg; one decimal below 100 kg."""
        places = (1 if abs(grams) < 100_000 else 0) if decimals is None else decimals
        return f"{self.number(grams / 1000, places)} kg"

    def kg_co2e_signed(self, grams: int, decimals: int = 1) -> str:
        """A difference in emissions."""
        return f"{self.signed(grams / 1000, decimals)} kg"

    def km(self, metres: int, decimals: int = 0) -> str:
        """Distance in km."""
        return f"{self.number(metres / 1000, decimals)} km"

    def percent(self, share: float, decimals: int = 0) -> str:
        """`83,6 %` in Dutch, `83.6%` in English."""
        return self.number(share * 100, decimals) + (" %" if self.code == "nl" else "%")

    def minutes(self, seconds: int) -> str:
        """`12 min`, rounded to whole minutes."""
        return f"{self.number(round(seconds / 60))} min"

    def minutes_signed(self, seconds: int) -> str:
        """`+12 min`."""
        return f"{self.signed(round(seconds / 60))} min"

    def hours(self, seconds: int) -> str:
        """`7:05` hours and minutes."""
        minutes = round(abs(seconds) / 60)
        return f"{MINUS if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02d}"

    def clock(self, time_s: int) -> str:
        """Clock time `07:30`; the next day counts on from 24:00."""
        return clock(time_s)

    def day(self, day: date) -> str:
        """`dinsdag 24 november 2026`."""
        return format_date(day, "EEEE d MMMM y", locale=self._locale)

    def weekday(self, day: date) -> str:
        """`dinsdag 24 november`."""
        return format_date(day, "EEEE d MMMM", locale=self._locale)

    def weekday_short(self, day: date) -> str:
        """`di 24`."""
        return format_date(day, "EEEEEE d", locale=self._locale)

    def moment(self, at: datetime) -> str:
        """`24 nov 22:05`: when something was last played."""
        return format_datetime(at, "d MMM HH:mm", locale=self._locale)

    def _euro_sign(self) -> str:
        return "€ " if self.code == "nl" else "€"


@lru_cache(maxsize=4)
def language(code: str) -> Language:
    """The language of a code; unknown codes give Dutch."""
    return Language(code)
