"""Everything that is told of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from game.assess.group import LEAST
from game.assess.group.choices import Reliance, Split, reliance, splits
from game.assess.group.member import Member
from game.assess.group.rise import Rise, rises
from game.assess.group.spread import Spread, spreads
from game.assess.next_up import Advice, Known, Offer, next_up
from game.assess.settings import COMPETENCIES, Settings
from game.assess.story import Story
from game.domain.errors import Illegal

PLAYS = 2
"""So many days to play next are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A day that the group played, each member's first time. Means, so that no figure is one member's own."""

    scenario: str
    n: int
    cost: float | None
    """Cost of the day over the reference's; None: it has no reference."""
    co2e: float | None
    on_time: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of at least `LEAST` members."""

    members: int
    sessions: int
    spreads: dict[str, Spread | None]
    rises: dict[str, Rise | None]
    splits: tuple[Split, ...]
    reliance: Reliance
    rows: tuple[Row, ...]
    few: int
    """How many days fewer than `LEAST` members played to the end."""
    next: tuple[Advice, ...]


def group_of(members: Sequence[Member], offers: Sequence[Offer], figures: Settings) -> Group:
    """All of it. Raises Illegal for a group in which somebody could be recognised."""
    if len(members) < LEAST:
        raise Illegal("report.group_small", n=len(members), least=LEAST)
    found = spreads(members, figures)
    days = _days(members)
    enough = {name: stories for name, stories in days.items() if len(stories) >= LEAST}
    return Group(
        members=len(members), sessions=sum(len(m.sessions) for m in members), spreads=found,
        rises=rises(members, figures), splits=splits(members), reliance=reliance(members),
        rows=tuple(_row(name, stories) for name, stories in enough.items()),
        few=len(days) - len(enough), next=_next(found, offers),
    )  # fmt: skip


def _days(members: Sequence[Member]) -> dict[str, list[Story]]:
    found: dict[str, list[Story]] = {}
    for member in members:
        for name, story in member.days().items():
            found.setdefault(name, []).append(story)
    return dict(sorted(found.items()))


def _row(name: str, stories: Sequence[Story]) -> Row:
    pairs = [(s.day.kpi, s.reference.kpi) for s in stories if s.day and s.reference]
    # a reference is one plan of the same day: it is there for all members or for none
    whole = len(pairs) == len(stories)
    return Row(
        scenario=name, n=len(stories),
        cost=fmean(day.cost_cent / other.cost_cent for day, other in pairs) if whole else None,
        co2e=fmean(day.co2e_g / other.co2e_g for day, other in pairs) if whole else None,
        on_time=fmean(s.day.kpi.on_time_share for s in stories if s.day),
    )  # fmt: skip


def _next(found: dict[str, Spread | None], offers: Sequence[Offer]) -> tuple[Advice, ...]:
    """Days that offer what the group showed least of, or where its middle is lowest."""
    known = [
        Known(
            competency=name, evidence=0 if (spread := found[name]) is None else spread.n, level=None,
            mean=spread.middle if spread else 0.0, sd=-spread.middle if spread else 0.0,
        )
        for name in COMPETENCIES
    ]  # fmt: skip
    made: list[Advice] = []
    while len(made) < PLAYS:
        told = {a.competency for a in made} | {also for a in made for also in a.also}
        left = [o for o in offers if o.scenario not in {a.scenario for a in made}]
        advice = next_up([k for k in known if k.competency not in told], left)
        if advice is None:
            break
        made.append(advice)
    return tuple(made)
