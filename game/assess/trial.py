"""What the group's estimate (`crossover`) is made of, and what it says; without numpy, for who only looks."""

from __future__ import annotations

from dataclasses import dataclass

LEAST = 6
"""Players below which no estimate is shown."""

@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One player's two rounds."""

    player: str
    hand_s: int
    help_s: int
    help_second: bool
    b_second: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a group shows. Shares: 0.12 is 12 % less planning time with help; negative is more."""

    state: str
    """`ok`; `few`: too few players; `mixed`: order, form and help cannot be told apart."""
    n: int
    share: float = 0.0
    low: float = 0.0
    high: float = 0.0
    """The 95 % interval of `share`."""
    later: float = 0.0
    """Share less planning time in the second round, whatever the help."""
    form_b: float = 0.0
    """Share less planning time on form B than on A."""

    def beside(self, claim: tuple[float, float]) -> str:
        """How the interval lies to a claim: `above` it, `below` it, or `open`: it holds a part of it."""
        if self.low > claim[1]:
            return "above"
        return "below" if self.high < claim[0] else "open"
