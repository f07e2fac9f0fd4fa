"""What is answered to "why does this order not fit": a verdict with its scope, the rule that binds, and what
would change it."""

from __future__ import annotations

from dataclasses import dataclass

from game.domain.evaluation import Finding
from game.domain.plan import Trip
from game.solver.proposal import Proposal, Values
from game.solver.relax import Relaxation


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """The answer. Its sentence is `key` with `values`; `relaxation` has one of its own."""

    order: str
    verdict: str
    """`cannot`, `not_worth` or `not_found`; `fits` when nothing is in the way, `planned` when it rides."""
    scope: str = ""
    """`slot`, `vehicle`, `plan` or `never`; empty unless the verdict is `cannot`."""
    rule: str = ""
    shortfall: int = 0
    unit: str = ""
    """Of the shortfall: `s`, `kg`, `cm`, `units`, `wh`, `cent` ..."""
    vehicle: str = ""
    """The vehicle of the place that comes nearest."""
    finding: Finding | None = None
    """What the referee says of the rule, with the values of its sentence."""
    more: tuple[Finding, ...] = ()
    """What else is broken at that place."""
    trip: Trip | None = None
    """The vehicle's trip with the order at that place."""
    previous: str = ""
    """Behind whom or what that place is; empty: at the start of the trip."""
    way: str = ""
    """How that place is reached when not simply behind the previous one: `reload`, a second load from the
    depot, or `via`, by the `transfer`."""
    transfer: str = ""
    note: str = ""
    """Of `not_found`: `charge` when a battery could be charged otherwise, `begun` when it is on its way; of
    `cannot`: `empty` for a vehicle without a trip; of `not_worth`: `level` when it costs no more; of
    `planned`: `partner`."""
    proposal: Proposal | None = None
    """Of `fits` and `not_worth`: where."""
    relaxation: Relaxation | None = None
    others: tuple[Relaxation, ...] = ()
    """What else would do, dearer."""
    cost_cent: int = 0
    """Difference of the plan's cost at the nearest place."""
    values: Values = ()

    @property
    def key(self) -> str:
        """The sentence's key."""
        return ".".join(part for part in ("whynot", self.verdict, self.scope, self.note) if part)
