"""What a group chose: decisions on which it was divided, and how it dealt with advice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.assess.acts import Acts, Choice
from game.assess.group import HEAP, LEAST
from game.assess.group.member import Member
from game.assess.story import Story
from game.domain import commands as c

DIVIDED = 0.25
"""Share of the second choice from which a group is called divided."""
LEANING = 0.20
"""Difference between the two ways of going wrong from which a group is said to lean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One decision on which a group was divided. Only the options that `HEAP` members or more chose."""

    scenario: str
    kind: str
    """`moment` or `message`."""
    id: str
    shares: tuple[tuple[str, float], ...]
    """(option, share of those who chose one of these), the most chosen first."""
    best: str
    """By what was knowable; empty where that is too close to say."""
    advice: str
    """Of the computer; empty where it gave none."""


def splits(members: Sequence[Member]) -> tuple[Split, ...]:
    """Decisions on which the group was divided, the most divided first; every member's first time counts."""
    votes: dict[tuple[str, str, str], list[str]] = {}
    stories: dict[str, Story] = {}
    for member in members:
        for story in member.days().values():
            stories.setdefault(story.scenario.id, story)
            for kind, name, option in _votes(story):
                votes.setdefault((story.scenario.id, kind, name), []).append(option)
    found = [split for key, cast in votes.items() if (split := _split(stories[key[0]], key, cast))]
    return tuple(sorted(found, key=lambda s: (-s.shares[1][1], s.scenario, s.id)))


def _votes(story: Story) -> Iterator[tuple[str, str, str]]:
    """(kind, id, option) of every decision: at a moment the own choice, before the advice was seen."""
    acts = Acts.of(story)
    for choice in acts.choices:
        yield "moment", choice.moment.id, choice.own
    for _, _, command in acts.commands:
        if isinstance(command, c.Reply):
            yield "message", command.message, command.option


def _split(story: Story, key: tuple[str, str, str], cast: Sequence[str]) -> Split | None:
    counts = [(option, n) for option, n in Counter(cast).most_common() if option and n >= HEAP]
    total = sum(n for _, n in counts)
    if total < LEAST or len(counts) < 2 or counts[1][1] / total < DIVIDED:
        return None
    scenario, kind, name = key
    moment = next((m for m in story.scenario.moments if kind == "moment" and m.id == name), None)
    return Split(
        scenario=scenario, kind=kind, id=name, shares=tuple((o, n / total) for o, n in counts),
        best=moment.best if moment and moment.scored else "", advice=moment.advice if moment else "",
    )  # fmt: skip


# -- advice --------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Reliance:
    """How a group dealt with advice that differed from the own choice. Two-sided, and never a score."""

    took_right: float | None
    """Share of right advice that was taken over; None: fewer than `LEAST` members met any."""
    kept_own: float | None
    """Share of better own choices that were kept; None as above."""
    sure: float | None
    """Mean confidence of the own choices."""
    right: float | None
    """Share of them that was the best."""

    @property
    def leans(self) -> str:
        """`over` trust, `under` trust, `even`, or `unknown`."""
        if self.took_right is None or self.kept_own is None:
            return "unknown"
        gap = (1 - self.kept_own) - (1 - self.took_right)
        return "over" if gap >= LEANING else "under" if gap <= -LEANING else "even"


def reliance(members: Sequence[Member]) -> Reliance:
    """Over every scored moment of all days; each share from at least `LEAST` members, else None."""
    took: list[list[bool]] = []
    kept: list[list[bool]] = []
    sure: list[list[tuple[int, bool]]] = []
    for member in members:
        scored = [each for story in member.days().values() for each in _scored(story)]
        helped = [each for each in scored if each.own != each.moment.advice and each.final]
        took.append([e.final == e.moment.advice for e in helped if e.moment.advice == e.moment.best])
        kept.append([e.final == e.own for e in helped if _cost(e, e.own) < _cost(e, e.moment.advice)])
        sure.append([(e.confidence, e.own == e.moment.best) for e in scored])
    whole = [pair for own in sure for pair in own]
    enough = sum(map(bool, sure)) >= LEAST
    return Reliance(
        took_right=_share(took), kept_own=_share(kept),
        sure=sum(s for s, _ in whole) / len(whole) / 100 if enough else None,
        right=sum(r for _, r in whole) / len(whole) if enough else None,
    )  # fmt: skip


def _scored(story: Story) -> list[Choice]:
    """Choices of which the advice was seen afterwards."""
    return [each for each in Acts.of(story).choices if each.moment.scored] if story.helped else []


def _share(by_member: Sequence[Sequence[bool]]) -> float | None:
    if sum(map(bool, by_member)) < LEAST:
        return None
    every = [one for own in by_member for one in own]
    return sum(every) / len(every)


def _cost(choice: Choice, option: str) -> int:
    return next(o.expected_cent for o in choice.moment.options if o.id == option)
