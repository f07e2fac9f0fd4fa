"""The skill/luck ledger: what each decision of a day was worth by all that could be known, and what it cost.

Costs are those of the whole day in cent when nothing more is done after the decision; only their
differences say something of the decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from game.domain.errors import Unreadable

KINDS = ("moment", "message", "replan")
VERDICTS = ("good", "better", "missed", "even")
KEEP, OWN, ADVICE = "keep", "own", "advice"
"""Options of a re-plan: the plan as it stood, the player's, and the computer's best repair."""

LUCK_CENT, LUCK_PERCENT = 200, 10
"""Less than this, or than this share of the stake, is no luck to speak of (authored)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerOption:
    """One way to act at a decision."""

    id: str
    expected_cent: int
    """Mean over the possible days: what was knowable."""
    realised_cent: int
    """On the day as it really was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One decision."""

    kind: str
    """One of `KINDS`."""
    id: str
    """Of the moment or message; of a re-plan `replan/<number>`."""
    seq: int
    """The event that decided (a `final`, a `reply`, a deadline that passed, the last act of a re-plan)."""
    at_s: int
    chosen: str
    best: str
    """Option with the least expected cost."""
    against: str
    """What the chosen one is compared with: the best of the others."""
    options: tuple[LedgerOption, ...]
    stake_cent: int
    """Mean over the possible days of what dearest and cheapest option differ: how much hung on it."""
    error_cent: int
    """Standard error of the expected difference between `chosen` and `against`."""
    verdict: str
    """`good`: the best by what was knowable; `better`: so, while the computer advised otherwise; `missed`:
    another was better by 3 % of the stake or more; `even`: too close to tell (ASSESSMENT, 3 %)."""
    repair_cent: int
    """Expected cost of the best that could be done from this state with what was known then."""
    days: int
    """Possible days that the means are of."""
    by_default: bool = False
    """Nobody decided: the deadline passed."""

    def option(self, name: str) -> LedgerOption:
        """The option of that name; raises KeyError."""
        for option in self.options:
            if option.id == name:
                return option
        raise KeyError(name)

    @property
    def lost_cent(self) -> int:
        """Expected cost of the choice above the best option's: skill, never luck."""
        return self.option(self.chosen).expected_cent - self.option(self.best).expected_cent

    @property
    def regret_cent(self) -> int:
        """Expected cost of the choice above the best repair's (ASSESSMENT K4)."""
        return max(0, self.option(self.chosen).expected_cent - self.repair_cent)

    @property
    def luck_cent(self) -> int:
        """How much worse the choice came out against the other than was to be expected.

        Positive: bad luck; negative: good luck.
        """
        mine, other = self.option(self.chosen), self.option(self.against)
        return (mine.realised_cent - other.realised_cent) - (mine.expected_cent - other.expected_cent)

    @property
    def luck(self) -> str:
        """`bad`, `good` or `none`: too little to speak of."""
        if abs(self.luck_cent) < max(LUCK_CENT, LUCK_PERCENT * self.stake_cent / 100):
            return "none"
        return "bad" if self.luck_cent > 0 else "good"


def to_data(lines: Iterable[LedgerLine]) -> list[dict[str, Any]]:
    """For a log event."""
    return [{**asdict(line), "options": [asdict(o) for o in line.options]} for line in lines]


def told(line: LedgerLine) -> dict[str, Any]:
    """A line with what follows from it, for the debrief's JSON."""
    figures = ("lost_cent", "regret_cent", "luck_cent", "luck")
    return {**to_data([line])[0], **{name: getattr(line, name) for name in figures}}


def from_data(data: Iterable[Mapping[str, Any]]) -> tuple[LedgerLine, ...]:
    """The lines of a log event; raises Unreadable when it is none."""
    try:
        return tuple(map(_line, data))
    except (TypeError, KeyError) as why:
        raise Unreadable("log.line", line="ledger", why=str(why)) from None


def _line(data: Mapping[str, Any]) -> LedgerLine:
    return LedgerLine(**{**data, "options": tuple(LedgerOption(**o) for o in data["options"])})
