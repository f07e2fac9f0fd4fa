"""What may become of the stops ahead: chances over possible days, with what is known now."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StopOutlook:
    """One stop that is still to come."""

    index: int
    """In the trip."""
    order: str
    """Empty for a stop of the truck's own."""
    late_percent: int
    """Share of the possible days on which it begins after its window, 0 to 100."""
    late_s80: int
    """In four days of five it is later than its window by no more than this."""
    begin_s80: int
    """In four days of five it begins by this clock time."""
    close_s: int
    """When its window closes."""
    goodwill_cent: int
    """Mean goodwill that being late costs when nobody tells the customer anything more."""
    told_cent: int
    """The same when the customer hears of it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckOutlook:
    """The stops ahead of one truck."""

    vehicle: str
    days: int
    """Possible days that it is a share of."""
    stops: tuple[StopOutlook, ...]

    def of(self, order: str) -> StopOutlook | None:
        """The next stop for an order."""
        return next((s for s in self.stops if s.order == order), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What hangs on one stop that may be late: for "what first?"."""

    vehicle: str
    order: str
    index: int
    late_percent: int
    late_s80: int
    at_stake_cent: int
    """What being late would cost, were it sure."""
    expected_cent: int
    """Chance times what is at stake."""
    saved_cent: int
    """Of that, what telling the customer now would save."""
    left_s: int
    """Until telling no longer counts as in time, or the stop begins; 0: past it."""

    @property
    def rank(self) -> tuple[int, int, str]:
        """By consequence, then by the time that is left."""
        return -self.expected_cent, self.left_s, self.order
