"""What a rule of hours says: by how much it is broken, or what room is being used up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.domain.evaluation import Severity

EU = "Vo. 561/2006 "
ATBV = "Atbv "
ARTICLES = {
    "drive_break": EU + "art. 7",
    "drive_day": EU + "art. 6(1)",
    "drive_day_long": EU + "art. 6(1)",
    "drive_week": EU + "art. 6(2)",
    "drive_fortnight": EU + "art. 6(3)",
    "duty_day": EU + "art. 8(2)",
    "rest_before": EU + "art. 8(2)",
    "rest_reduced": EU + "art. 8(4)",
    "rest_before_reduced": EU + "art. 8(4)",
    "weekly_rest_due": EU + "art. 8(6)",
    "weekly_rests": EU + "art. 8(6)",
    "weekly_rest_reduced": EU + "art. 8(6)",
    "rest_compensation": EU + "art. 8(6), 12",
    "work_six_hours": ATBV + "art. 2.5:6 lid 3",
    "work_break": ATBV + "art. 2.5:6 lid 3",
    "work_week": ATBV + "art. 2.5:8",
    "work_mean": ATBV + "art. 2.5:8",
    "night_work": ATBV + "art. 2.5:4a",
}
"""Every rule with its article, in the order in which breaches at one moment are listed."""
ORDER = {rule: number for number, rule in enumerate(ARTICLES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One rule, at a moment. All in seconds; `amount_s` is the distance between limit and use."""

    rule: str
    article: str
    severity: Severity
    """Hard: against the law. Soft: lawful, but uses up room or asks compensation."""
    at_s: int
    """When the limit is passed, or what is missing is known to be missing."""
    amount_s: int
    limit_s: int
    used_s: int
    left: int = 0
    """Soft: how many more times the room may be used in this week, or until the weekly rest."""
    due_s: int | None = None
    """Soft: compensation is due before this moment."""


def hard(*, rule: str, at_s: int, limit_s: int, used_s: int) -> Breach:
    """A breach of the law."""
    return Breach(
        rule=rule,
        article=ARTICLES[rule],
        severity=Severity.HARD,
        at_s=at_s,
        amount_s=abs(used_s - limit_s),
        limit_s=limit_s,
        used_s=used_s,
    )


def soft(
    *, rule: str, at_s: int, limit_s: int, used_s: int, left: int = 0, due_s: int | None = None
) -> Breach:
    """Lawful use of room."""
    return Breach(
        rule=rule,
        article=ARTICLES[rule],
        severity=Severity.SOFT,
        at_s=at_s,
        amount_s=abs(used_s - limit_s),
        limit_s=limit_s,
        used_s=used_s,
        left=left,
        due_s=due_s,
    )


def in_order(breaches: Iterable[Breach]) -> tuple[Breach, ...]:
    """By moment, then by rule, then by amount."""
    return tuple(sorted(breaches, key=lambda b: (b.at_s, ORDER[b.rule], b.amount_s)))
