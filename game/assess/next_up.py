"""What to play next and why: the competency that is least known or lowest, and a day that offers it.

Plain rules in this order, so that the reason can be told in a sentence:
1. a competency without any evidence; 2. the one of which least is certain; 3. the lowest.
Of the days that offer it: those that were played least, then those within reach (at most a step harder than
what was played), then those that offer more of what is still open, then the easiest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WHY = ("nothing", "unsure", "lowest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one competency."""

    competency: str
    evidence: int
    """Pieces of evidence."""
    level: int | None
    mean: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A day that can be played."""

    scenario: str
    competencies: tuple[str, ...]
    """What it is about, by its author."""
    level: int = 0
    """1 to 5: how hard it is."""
    minutes: int = 0
    played: int = 0
    """How often its end was reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A day to play next."""

    competency: str
    scenario: str
    why: str
    """One of `WHY`."""
    again: bool
    """It was played before: nothing new offers this competency."""
    also: tuple[str, ...] = ()
    """Other competencies without a level that it offers."""
    minutes: int = 0


def next_up(known: Sequence[Known], offers: Iterable[Offer]) -> Advice | None:
    """The best next day; None when no day offers anything that could be learnt more of."""
    offers = tuple(offers)
    for each in sorted(known, key=_need):
        if (found := towards(each.competency, known, offers)) is not None:
            return found
    return None


def towards(competency: str, known: Sequence[Known], offers: Iterable[Offer]) -> Advice | None:
    """The best day for one competency; None when no day offers it."""
    offers = tuple(offers)
    mine = next((k for k in known if k.competency == competency), None)
    fit = [o for o in offers if competency in o.competencies]
    if mine is None or not fit:
        return None
    unsure = {k.competency for k in known if k.level is None} - {competency}
    reach = 1 + max((o.level for o in offers if o.played), default=0)

    def rank(offer: Offer) -> tuple[int, int, int, int]:
        more = len(unsure & set(offer.competencies))
        return (offer.played, max(0, offer.level - reach), -more, offer.level)

    best = min(fit, key=rank)  # of equal ones the first, as they are listed
    return Advice(
        competency=competency, scenario=best.scenario, why=_why(mine), again=best.played > 0,
        also=tuple(c for c in best.competencies if c in unsure), minutes=best.minutes,
    )  # fmt: skip


def _need(known: Known) -> tuple[int, float, str]:
    """Smallest first: what should be played next."""
    worst = {"nothing": 0.0, "unsure": -known.sd, "lowest": known.mean}
    why = _why(known)
    return WHY.index(why), worst[why], known.competency


def _why(known: Known) -> str:
    if not known.evidence:
        return "nothing"
    return "unsure" if known.level is None else "lowest"
