"""From costs on possible days to one line of the ledger: which option was best, and by how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from game.domain.ledger import LedgerLine, LedgerOption
from game.domain.units import whole

EVEN_PERCENT = 3
"""Options closer than this share of the decision's stake are not scored (ASSESSMENT)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The options of one decision on the same possible days."""

    days: Mapping[str, Sequence[int]]
    """Per option the cost of every possible day, in cent; in the author's order."""
    realised: Mapping[str, int]

    def mean(self, option: str) -> int:
        """Expected cost."""
        costs = self.days[option]
        return whole(sum(costs) / len(costs))

    def best(self, among: Sequence[str]) -> str:
        """The least expected cost; of equal ones the first."""
        return min(among, key=self.mean)

    def stake(self) -> int:
        """Mean over the days of what the dearest option costs above the cheapest."""
        rows = list(zip(*self.days.values(), strict=True))
        return whole(sum(max(row) - min(row) for row in rows) / len(rows))

    def error(self, one: str, other: str) -> int:
        """Standard error of their expected difference."""
        gaps = [a - b for a, b in zip(self.days[one], self.days[other], strict=True)]
        if len(gaps) < 2:
            return 0
        middle = sum(gaps) / len(gaps)
        return whole((sum((g - middle) ** 2 for g in gaps) / (len(gaps) - 1) / len(gaps)) ** 0.5)

    def apart(self, one: str, other: str) -> bool:
        """Whether their expected costs differ by enough to say so."""
        gap = abs(self.mean(one) - self.mean(other))
        return gap > self.error(one, other) and 100 * gap >= EVEN_PERCENT * self.stake()


def line(
    weighed: Weighed, *, kind: str, name: str, seq: int, at_s: int, chosen: str, advice: str,
    repair_cent: int, by_default: bool = False,
) -> LedgerLine:  # fmt: skip
    """The line of a decision; `advice`: what the computer recommended, empty when it said nothing."""
    # the choice comes first, so that of equal options it is the best one
    names = sorted(weighed.days, key=lambda n: n != chosen)
    best = weighed.best(names)
    others = [n for n in names if n != chosen]
    against = best if best != chosen else weighed.best(others or names)
    stake, error = weighed.stake(), weighed.error(chosen, against)
    even = not weighed.apart(chosen, against)
    return LedgerLine(
        kind=kind, id=name, seq=seq, at_s=at_s, chosen=chosen, best=best, against=against,
        options=tuple(_option(weighed, n) for n in weighed.days), stake_cent=stake, error_cent=error,
        verdict=_verdict(even=even, chosen=chosen, best=best, advice=advice),
        repair_cent=min(repair_cent, weighed.mean(best)), days=len(weighed.days[chosen]),
        by_default=by_default,
    )  # fmt: skip


def _verdict(*, even: bool, chosen: str, best: str, advice: str) -> str:
    if even:
        return "even"
    if chosen != best:
        return "missed"
    return "better" if advice not in ("", chosen) else "good"


def _option(weighed: Weighed, name: str) -> LedgerOption:
    return LedgerOption(id=name, expected_cent=weighed.mean(name), realised_cent=weighed.realised[name])
