"""How well a graded persona does each competency, 0 to 1, and its chances: one stream for each thing.

What is drawn for an order, a message or a moment does not depend on the grade: of two personas of one seed
the better does well all that the other does well, and more. So grades differ by skill and not by luck.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from game.domain.chance import stream

MIDDLE = 0.5
GRADES = 6
"""Grades of one competency, 1 to 6, all others held at the middle."""
NAME = re.compile(r"graded(?:-(K[1-8])-([1-6]))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """What share of the things that ask for a competency is done well."""

    k1: float = MIDDLE
    k2: float = MIDDLE
    k3: float = MIDDLE
    k4: float = MIDDLE
    k5: float = MIDDLE
    k6: float = MIDDLE
    k7: float = MIDDLE
    k8: float = MIDDLE


def skill_of(name: str) -> Skill | None:
    """`graded`: all at the middle; `graded-K3-6`: the best of six in K3. None for another name."""
    found = NAME.fullmatch(name)
    if found is None:
        return None
    competency, grade = found.groups()
    if competency is None:
        return Skill()
    return replace(Skill(), **{competency.lower(): (int(grade) - 1) / (GRADES - 1)})


def draw(seed: int, *about: str) -> float:
    """A draw in [0, 1) for one thing, the same for every grade."""
    return stream(seed, "/".join(("persona/graded", *about))).random()


def quantile(seed: int, topic: str, one: str, among: Sequence[str]) -> float:
    """In [0, 1), spread evenly over the things of a topic: with skill s a share s of them lies below s."""
    turn = sorted(among, key=lambda x: (draw(seed, topic, x), x))
    return (turn.index(one) + draw(seed, topic)) / len(turn)
