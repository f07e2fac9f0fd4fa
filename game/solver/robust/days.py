"""The troubles of many days, drawn once: each cause from a stream of its own, equal for every plan.

A cause that a plan never meets does not disturb the luck of the others, so two plans are compared on the
same days. The streams are not those of any day that is played (`sim.disruptions`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.domain.chance import stream
from game.domain.day import Incident
from game.domain.scenario import Disruption
from game.domain.world import World
from game.sim.roads import ONCE
from game.sim.times import BUSY, FAULT

DAYS, SEED = 1000, 1
COUNTED = ("jam", "bridge", "late_loading", "closed", BUSY, FAULT)
"""Kinds that the days hold. A bridge is a jam here. Left out: docks, slow traffic, breakdowns, sick drivers,
wrong and rush orders, and every cause that stands for a drawn part of its span; so a plan is told a little
surer than it is where a scenario has those."""
Seconds = NDArray[np.float64]


class Trouble(NamedTuple):
    """One cause on the days on which it happens."""

    id: str
    kind: str
    subject: str
    from_s: int
    to_s: int
    on: NDArray[np.intp]
    """Indices of those days, rising."""
    delay_s: Seconds
    """Delay on each of them, whole seconds."""
    most_s: int
    """The largest of them; 0 when it never happens."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Days:
    """Sampled days; compared by identity."""

    number: int
    seed: int
    troubles: Mapping[tuple[str, str], tuple[Trouble, ...]]
    """Kind and subject -> its causes, those that happen on at least one day."""
    roads: frozenset[str]
    """Where jams stand on at least one day."""

    def of(self, kind: str, subject: str) -> tuple[Trouble, ...]:
        """Causes of one kind for one road, vehicle, order or charger."""
        return self.troubles.get((kind, subject), ())

    def incidents(self, day: int) -> tuple[Incident, ...]:
        """One of the days as `sim` wants it, for playing it second by second."""
        return tuple(sorted(self._of_day(day), key=lambda i: i.id))

    def _of_day(self, day: int) -> Iterator[Incident]:
        for trouble in (t for found in self.troubles.values() for t in found):
            at = int(np.searchsorted(trouble.on, day))
            if at < len(trouble.on) and trouble.on[at] == day:
                yield Incident(
                    id=trouble.id, kind=trouble.kind, subject=trouble.subject, from_s=trouble.from_s,
                    to_s=trouble.to_s, delay_s=int(trouble.delay_s[at]),
                )  # fmt: skip


def sample_days(
    world: World, disruptions: Iterable[Disruption], *, days: int = DAYS, seed: int = SEED
) -> Days:
    """Draw so many days of the kinds COUNTED. `*` stands for every vehicle, order or charger, as in
    `sim.disruptions`.

    Raises ValueError for fewer than one day.
    """
    if days < 1:
        raise ValueError(f"at least one day, not {days}")
    times: Counter[str] = Counter()
    found: dict[tuple[str, str], list[Trouble]] = {}
    for disruption in disruptions:
        if disruption.kind not in COUNTED or any(disruption.lasts_s):
            continue
        for subject in _subjects(disruption, world):
            name = f"{disruption.kind}/{subject}"
            times[name] += 1
            trouble = _drawn(disruption, subject, f"days/{name}/{times[name]}", days, seed)
            if len(trouble.on):
                kind = "jam" if disruption.kind in ONCE else disruption.kind
                found.setdefault((kind, subject), []).append(trouble)
    return Days(
        number=days, seed=seed, troubles={k: tuple(v) for k, v in found.items()},
        roads=frozenset(subject for kind, subject in found if kind == "jam"),
    )  # fmt: skip


def _subjects(disruption: Disruption, world: World) -> list[str]:
    if disruption.subject != "*":
        return [disruption.subject]
    if disruption.kind in (BUSY, FAULT):
        return sorted(world.sites.chargers)
    return sorted(world.vehicles if disruption.kind == "late_loading" else world.orders)


def _drawn(disruption: Disruption, subject: str, name: str, days: int, seed: int) -> Trouble:
    chance = stream(seed, name).random
    draws = np.array([chance() for _ in range(2 * days)]).reshape(days, 2)
    on = np.flatnonzero(draws[:, 0] < disruption.chance)
    delay_s = triangular(draws[on, 1], *disruption.delay_s)
    return Trouble(
        id=name, kind=disruption.kind, subject=subject, from_s=disruption.from_s, to_s=disruption.to_s,
        on=on, delay_s=delay_s, most_s=int(delay_s.max(initial=0)),
    )  # fmt: skip


def triangular(draw: Any, low: int, mode: int, high: int) -> Seconds:
    """`domain.chance.triangular` of many draws at once."""
    if high <= low:
        return np.full(len(draw), float(low))
    knee = (mode - low) / (high - low)
    rising = low + np.sqrt((high - low) * (mode - low) * draw)
    falling = high - np.sqrt((high - low) * (high - mode) * (1 - draw))
    found: Seconds = np.floor(np.where(draw < knee, rising, falling) + 0.5)
    return found
