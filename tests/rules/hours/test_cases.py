"""The table of cases for driving and working time, to be read and signed by an expert of the trade.

Spans in minutes: d drive, w other work, a available (known waiting), b break, r rest; `!` invokes
article 12. Expected: `rule! minutes` is against the law by so many minutes, `rule minutes` is
lawful but uses room. The axis begins on a Monday at 00:00.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from game.domain.evaluation import Severity
from game.rules.hours import ARTICLES, EU561, VAN, HoursRules, Regime, check, read

CAO = HoursRules()
LAW = HoursRules(cao=False)


class Case(NamedTuple):
    """One row."""

    text: str
    spans: str
    expect: str = ""
    """Empty: nothing to say. Otherwise `rule! minutes`, separated by commas, in order of time."""
    articles: str = ""
    start: str = "06:00"
    rules: HoursRules = CAO
    regime: Regime = EU561


LAWFUL_DAY = "d240 b45 d240"
"""8 h of driving."""


def days(*each: str) -> str:
    """Duties with rests that make each begin 24 h after the one before."""
    used = [sum(int(token.strip("!")[1:]) for token in duty.split()) for duty in each]
    return " ".join(f"{duty} r{1440 - minutes}" for duty, minutes in zip(each, used, strict=True))


LONG = "d270 b45 d270 b45 d30"
"""9 h 30 of driving."""
TEN = "d270 b45 d270 b45 d60"
"""10 h of driving."""

BREAKS = (
    Case("4.5 uur rijden, 45 min pauze, 4 uur rijden", "d270 b45 d240"),
    Case("pauze gedeeld in 15 en dan 30: 9 uur rijden", "d120 b15 d150 b30 d270"),
    Case(
        "pauze gedeeld in 30 en dan 15: verkeerde volgorde",
        "d120 b30 d150 b15 d10",
        "drive_break! 10",
        "art. 7",
    ),
    Case("pauze van 44 min telt niet als hele pauze", "d270 b44 d1", "drive_break! 1", "art. 7"),
    Case("precies 4.5 uur zonder pauze", "d270"),
    Case("4.5 uur en 1 minuut zonder pauze", "d271", "drive_break! 1", "art. 7"),
    Case("14 min is geen eerste deel", "d120 b14 d150 b30 d1", "drive_break! 1", "art. 7"),
    Case("tweede deel van 29 min is te kort", "d120 b15 d150 b29 d1", "drive_break! 1", "art. 7"),
    Case("ander werk is geen pauze", "d200 w45 b15 d71", "drive_break! 1", "art. 7"),
    Case("bekende wachttijd is geen pauze", "d200 a45 d71", "drive_break! 1", "art. 7"),
    Case("drie kwartieren zijn geen 15 + 30", "d90 b15 d90 b15 d90 b15 d1", "drive_break! 1", "art. 7"),
    Case("na de hele pauze begint de telling opnieuw", "d100 b45 d270"),
)

WORK = (
    Case("6 uur en 10 min werk zonder pauze; 561 vindt het goed", "d100 w60 d100 w110",
         "work_six_hours! 10, work_break! 30", "art. 2.5:6, art. 2.5:6"),
    Case("precies 6 uur werk zonder pauze", "d100 w60 d100 w100"),
    Case("bekende wachttijd is geen werk: 6 uur werk in 7 uur", "d100 w80 a60 d100 w80"),
    Case("bekende wachttijd is ook geen pauze", "d100 w80 a60 d100 w81",
         "work_six_hours! 1, work_break! 30", "art. 2.5:6, art. 2.5:6"),
    Case("na 15 min pauze begint de 6 uur opnieuw; 30 min in totaal nodig", "w200 b15 w200",
         "work_break! 15", "art. 2.5:6"),
    Case("pauze van 14 min telt niet", "w200 b14 w161",
         "work_six_hours! 1, work_break! 30", "art. 2.5:6, art. 2.5:6"),
    Case("2 x 15 min bij precies 9 uur werk", "w180 b15 w180 b15 w180"),
    Case("2 x 15 min bij 9 uur en 1 min werk: 45 nodig",
         "w180 b15 w180 b15 w181", "work_break! 15", "art. 2.5:6"),
    Case("45 min bij meer dan 9 uur", "w180 b15 w180 b30 w200"),
    Case("pauze aan het eind is geen pauze", "w361 b45",
         "work_six_hours! 1, work_break! 30", "art. 2.5:6, art. 2.5:6"),
    Case("bestelwagen: rijden telt als werk, 561 geldt niet", "d271", "", regime=VAN),
    Case("bestelwagen: 6 uur en 1 min", "d361", "work_six_hours! 1, work_break! 30",
         "art. 2.5:6, art. 2.5:6", regime=VAN),
)  # fmt: skip

NIGHT_12 = "w240 b30 w240 b15 w240"
"""12 h of net work."""
NIGHT = (
    Case("begin 04:30, 12 u 00 netto werk, met cao", NIGHT_12, "", start="04:30"),
    Case("begin 04:30, 12 u 01 netto werk: ook met cao te veel", NIGHT_12 + " w1",
         "night_work! 1", "art. 2.5:4a", start="04:30"),
    Case("begin 04:30, 10 u 01 netto werk, met cao", "w240 b45 w240 b15 w121", "", start="04:30"),
    Case("begin 04:30, 10 u 01 netto werk, zonder cao", "w240 b45 w240 b15 w121",
         "night_work! 1", "art. 2.5:4a", start="04:30", rules=LAW),
    Case("begin 04:30, 10 u 00 netto werk, zonder cao",
         "w240 b45 w240 b15 w120", "", start="04:30", rules=LAW),
    Case("begin 05:00: geen nachtdienst", NIGHT_12 + " w1", "", start="05:00"),
    Case("einde 01:00: geen nachtdienst", "w240 b45 w240 b15 w181", "", start="12:59", rules=LAW),
    Case("einde 01:01: nachtdienst", "w240 b45 w240 b15 w182", "night_work! 62", "art. 2.5:4a",
         start="12:59", rules=LAW),
    Case("alleen beschikbaar in de nacht: geen nachtdienst",
         "a30 w240 b45 w240 b15 w121", "", start="04:30", rules=LAW),
)  # fmt: skip

DUTY = (
    Case("05:00 tot 18:00: gewone rust", "w360 b45 a270 w105", "", start="05:00"),
    Case("05:00 tot 18:01: verkorte rust nodig", "w360 b45 a270 w106",
         "rest_reduced 1", "art. 8(4)", start="05:00"),
    Case("05:00 tot 20:00: verkorte rust",
         "w360 b45 a270 w105 a120", "rest_reduced 120", "art. 8(4)", start="05:00"),
    Case("05:00 tot 20:01: te lang", "w360 b45 a270 w105 a121", "duty_day! 1", "art. 8(2)", start="05:00"),
    Case("gedeelde rust 3 + 9: 15 uur zonder verkorte rust", "w360 b180 w180 a180", "", start="05:00"),
    Case("2 u 59 is geen eerste deel van een gedeelde rust", "w360 b179 w180 a181",
         "rest_reduced 120", "art. 8(4)", start="05:00"),
    Case("gedeelde rust 3 + 9: 15 u 01 is te lang",
         "w360 b180 w180 a181", "duty_day! 1", "art. 8(2)", start="05:00"),
    Case("11 uur rust tussen twee diensten", "d240 r660 d240"),
    Case("10 u 59 rust: verkort", "d240 r659 d240", "rest_before_reduced 1", "art. 8(4)"),
    Case("9 uur rust: verkort", "d240 r540 d240", "rest_before_reduced 120", "art. 8(4)"),
    Case("8 u 59 rust binnen 15 uur: eerste deel van een gedeelde rust", "d120 r539 w200"),
    Case("8 u 59 rust na een lange dienst: te kort", "d240 b45 d240 a240 r539 d240",
         "rest_before! 1", "art. 8(2)"),
    Case("7 uur rust beeindigt de dagelijkse rijtijd wel, maar is 2 uur te kort",
         "d270 b45 d270 a180 r420 d270", "rest_before! 120", "art. 8(2)"),
    Case("6 u 59 rust: de dag loopt door", "d240 b45 d240 a120 r419 d120",
         "duty_day! 284, drive_day_long 60", "art. 8(2), art. 6(1)"),
    Case("vierde verkorte rust tussen twee wekelijkse rusten", days(*["d240 a600"] * 4),
         "rest_reduced 60, rest_reduced 60, rest_reduced 60, duty_day! 60",
         "art. 8(4), art. 8(4), art. 8(4), art. 8(2)"),
)  # fmt: skip

DRIVING = (
    Case("9 uur rijden", "d270 b45 d270"),
    Case("9 u 01 rijden gebruikt een lange dag", "d270 b45 d270 b45 d1", "drive_day_long 1", "art. 6(1)"),
    Case("10 uur rijden", TEN, "drive_day_long 60", "art. 6(1)"),
    Case("10 u 01 rijden", TEN.replace("d60", "d61"), "drive_day! 1", "art. 6(1)"),
    Case("twee dagen van 9 u 30 in een week", days(LONG, LONG, LAWFUL_DAY),
         "drive_day_long 30, drive_day_long 30", "art. 6(1), art. 6(1)"),
    Case("derde dag van 9 u 30 in een week", days(LONG, LONG, LONG),
         "drive_day_long 30, drive_day_long 30, drive_day! 30", "art. 6(1), art. 6(1), art. 6(1)"),
    Case("56 uur in een week: 4 x 9 en 2 x 10", days(*["d270 b45 d270"] * 4, TEN, TEN),
         "drive_day_long 60, drive_day_long 60", "art. 6(1), art. 6(1)"),
    Case("56 u 01 in een week", "d1 r660 " + days(*["d270 b45 d270"] * 4, TEN, TEN),
         "drive_day_long 60, drive_day_long 60, drive_week! 1", "art. 6(1), art. 6(1), art. 6(2)",
         start="00:00"),
)  # fmt: skip
FIVE_TENTHS = days(TEN, TEN, "d270 b45 d270 b45", "d270 b45 d270", "d270 b45 d270", "d180")
"""Week 1: 10 + 10 + 9 + 9 + 9 + 3 = 50 h."""
FORTY = days(*[LAWFUL_DAY] * 5)
USES = "drive_day_long 60, drive_day_long 60"
FORTNIGHT = (
    Case("week 1 50 uur, week 2 40 uur", FIVE_TENTHS + " r1440 " + FORTY, USES, "art. 6(1), art. 6(1)"),
    Case("week 1 50 uur, week 2 40 uur en 1 min", FIVE_TENTHS + " r1440 " + FORTY + " d1",
         USES + ", drive_fortnight! 1", "art. 6(1), art. 6(1), art. 6(3)"),
)  # fmt: skip

WEEKLY = (
    Case("zes diensten, dan 45 uur rust", days(*["d240"] * 6) + " r1500 d240"),
    Case("zevende dienst zonder wekelijkse rust", days(*["d240"] * 7), "weekly_rest_due! 240", "art. 8(6)"),
    Case("wekelijkse rust begint precies na 6 x 24 uur", days(*["d240"] * 5) + " d240 r660 d240 r300"),
    Case("wekelijkse rust begint 1 min na 6 x 24 uur", days(*["d240"] * 6) + " d1",
         "weekly_rest_due! 1", "art. 8(6)"),
    Case("verkorte wekelijkse rust van 24 uur: compensatie nodig",
         days(*["d240"] * 5) + " d240 r1440 d240", "weekly_rest_reduced 1260", "art. 8(6)"),
    Case("23 u 59 is geen wekelijkse rust", days(*["d240"] * 5) + " d240 r1439 d240",
         "weekly_rest_due! 479", "art. 8(6)"),
    Case("45 uur is een gewone wekelijkse rust", days(*["d240"] * 5) + " d240 r2700 d240"),
    Case("vrije dag van 38 uur in de week en een weekend van 44: alleen het weekend is in te halen",
         "d240 r1200 d240 r1200 d240 r2280 d240 r1200 d240 r2640 d240",
         "weekly_rest_reduced 60", "art. 8(6)"),
    Case("44 u 59: verkort", days(*["d240"] * 5) + " d240 r2699 d240", "weekly_rest_reduced 1", "art. 8(6)"),
)  # fmt: skip

FIVE = "d240 r1200 " * 4 + "d240 "
SIX = "d240 r1200 " * 5 + "d240 "
MORE = "d240 r1200 d240 r1200 d240"
OWED = FIVE + "r1440 " + SIX + "r2700 " + SIX + "r2700 " + SIX
"""In week 1 a weekly rest of 24 h; 21 h are to be made up for before the end of week 4."""
WEEKS = (
    Case("21 uur compensatie, aan een stuk bij de wekelijkse rust van week 4", OWED + "r3960 " + MORE,
         "weekly_rest_reduced 1260", "art. 8(6)"),
    Case("1 min te weinig compensatie voor het eind van week 4", OWED + "r3959 " + MORE,
         "weekly_rest_reduced 1260, rest_compensation! 1260", "art. 8(6), art. 8(6)"),
    Case("compensatie bij een rust van 9 uur: 30 uur aan een stuk",
         FIVE + "r1440 " + SIX + "r2700 d240 r1800 " + SIX + "r2700 " + SIX + "r2700 " + MORE,
         "weekly_rest_reduced 1260", "art. 8(6)"),
    Case("twee verkorte wekelijkse rusten na elkaar", FIVE + "r1440 " + SIX + "r1440 " + SIX,
         "weekly_rest_reduced 1260, weekly_rest_reduced 1260, weekly_rests! 1260",
         "art. 8(6), art. 8(6), art. 8(6)"),
    Case("een verkorte en een gewone wekelijkse rust", FIVE + "r1440 " + SIX + "r2700 " + SIX,
         "weekly_rest_reduced 1260", "art. 8(6)"),
    Case("60 uur werk in een week", days(*["w300 b45 w300"] * 6)),
    Case("60 uur en 1 min werk in een week", days(*["w300 b45 w300"] * 5, "w300 b45 w301"),
         "work_week! 1", "art. 2.5:8"),
    Case("60 uur dienst met bekende wachttijd is geen 60 uur werk", days(*["w300 b45 w240 a120"] * 6)),
)  # fmt: skip

UNFORESEEN = (
    Case("art. 12: 1 uur extra om thuis te komen voor de wekelijkse rust", TEN + " b30 d60!",
         "drive_day 60", "art. 6(1)"),
    Case("art. 12: 1 u 01 extra zonder 30 min pauze vlak ervoor", "d270 b45 d270 b45 d60 b15 d61!",
         "drive_day! 1", "art. 6(1)"),
    Case("art. 12: 2 uur extra na 30 min pauze, voor een gewone wekelijkse rust", TEN + " b30 d120!",
         "drive_day 120, rest_reduced 60", "art. 6(1), art. 8(4)"),
    Case("art. 12: 2 u 01 extra", TEN + " b30 d121!",
         "rest_reduced 61, drive_day! 1", "art. 8(4), art. 6(1)"),
    Case("art. 12: 2 uur extra, maar de wekelijkse rust is verkort: hoogstens 1 uur",
         TEN + " b30 d120! r1440 d1",
         "drive_day! 60, rest_reduced 60, weekly_rest_reduced 1260", "art. 6(1), art. 8(4), art. 8(6)"),
    Case("art. 12 geldt niet voor een dagelijkse rust", TEN + " b30 d60! r700 d1",
         "drive_day! 60", "art. 6(1)"),
    Case("art. 12: 16 uur dienst", "d240 b45 d240 a375 w60!", "duty_day 60", "art. 8(2)"),
    Case("zonder beroep op art. 12", TEN + " b30 d60", "drive_day! 60", "art. 6(1)"),
)  # fmt: skip

CASES = (*BREAKS, *WORK, *NIGHT, *DUTY, *DRIVING, *FORTNIGHT, *WEEKLY, *WEEKS, *UNFORESEEN)


HARD = {part.split("!")[0] for case in CASES for part in case.expect.split(", ") if "!" in part}
SOFT = {"drive_day_long", "rest_reduced", "rest_before_reduced", "weekly_rest_reduced"}


def test_the_table_is_complete() -> None:
    """Every rule has a case that breaks it or uses its room (the mean of work has its own test)."""
    assert HARD | SOFT | {"work_mean"} == set(ARTICLES)


def told(case: Case) -> tuple[list[str], list[str]]:
    """Breaches as `rule! minutes`, and their articles."""
    found = check(read(case.spans, start=case.start), case.rules, case.regime)
    found = tuple(b for b in found if b.rule != "work_mean")  # judged in test_weeks.py
    rules = [f"{b.rule}{'!' * (b.severity is Severity.HARD)} {b.amount_s // 60}" for b in found]
    return rules, [b.article for b in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_case(case: Case) -> None:
    """Every case of the table comes out as the expert expects, with its amount and article."""
    rules, articles = told(case)
    assert rules == [part for part in case.expect.split(", ") if part]
    expected = [part for part in case.articles.split(", ") if part]
    assert len(articles) == len(expected)
    assert all(part in article for part, article in zip(expected, articles, strict=True))
