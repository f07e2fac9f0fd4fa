"""Driving and working time: a driver's activities in, breaches of the law out.

Stands alone: it needs the standard library and `game.domain` only. In a notebook:

>>> from game.rules.hours import EU561, HoursRules, check, read
>>> week = read("w30 d240 b45 d240 w60", start="06:00")
>>> check(week, HoursRules(), EU561)
()
>>> [b.article for b in check(read("d271"), HoursRules(), EU561)]
['Vo. 561/2006 art. 7']
"""

from game.domain.law import HoursRules, PastDay
from game.rules.hours.activities import day_spans
from game.rules.hours.breach import ARTICLES, Breach
from game.rules.hours.check import check
from game.rules.hours.outlook import Outlook, Owed, outlook
from game.rules.hours.past import opening_of, past_spans
from game.rules.hours.regime import ELECTRIC, EU561, NONE, REGIMES, VAN, Regime, regime_for, regime_of
from game.rules.hours.spans import DAY_S, WEEK_S, Kind, Span, read
from game.rules.hours.today import DAY_RULES, day_breaches, day_findings
from game.rules.hours.weeks import Opening

__all__ = [
    "ARTICLES", "DAY_RULES", "DAY_S", "ELECTRIC", "EU561", "NONE", "REGIMES", "VAN", "WEEK_S", "Breach",
    "HoursRules", "Kind", "Opening", "Outlook", "Owed", "PastDay", "Regime", "Span", "check", "day_breaches",
    "day_findings", "day_spans", "opening_of", "outlook", "past_spans", "read", "regime_for", "regime_of",
]  # fmt: skip
