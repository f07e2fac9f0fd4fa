"""What happened on a driven day, the weightiest first, as keys and values for sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.domain.week import DayResult, Served, Week
from game.domain.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One sentence: `week.result.<key>`; `seconds` is said as minutes."""

    key: str
    kind: str
    """`bad`, `warn`, `ok` or `plain`."""
    weight: int
    subject: str = ""
    """Order, vehicle, driver or road."""
    seconds: int = 0
    points: int = 0
    rule: str = ""


def happened(world: World, week: Week, result: DayResult) -> tuple[Happened, ...]:
    """Everything worth a sentence."""
    found = [*_served(world, week, result), *_met(result), *_breaches(result)]
    return tuple(sorted(found, key=lambda h: (-h.weight, h.key, h.subject)))


def _served(world: World, week: Week, result: DayResult) -> Iterator[Happened]:
    late_s, rules = world.goodwill.late_after_s, week.learning
    for served in result.served:
        if served.how == "bought":
            yield Happened(key="bought", kind="bad", weight=9000, subject=served.order)
        elif served.late_s > late_s:
            key, kind = ("late_told", "warn") if served.told else ("late", "bad")
            yield Happened(key=key, kind=kind, weight=4000 + served.late_s // 60, subject=served.order,
                           seconds=served.late_s)  # fmt: skip
        if served.wait_s >= 600:
            yield Happened(key="queue", kind="warn", weight=2000 + served.wait_s // 60, subject=served.order,
                           seconds=served.wait_s)  # fmt: skip
        yield from _trust(served, rules.dear_below, rules.wide_from, rules.late, rules.on_time)


def _trust(served: Served, low: int, high: int, late: int, on_time: int) -> Iterator[Happened]:
    """A customer that crosses one of the two lines today."""
    if served.how == "own" and served.trust < low <= served.trust - late and served.late_s:
        yield Happened(key="trust_down", kind="bad", weight=6000, subject=served.order, points=low)
    if served.trust >= high > served.trust - on_time - 1:
        yield Happened(key="trust_up", kind="ok", weight=1000, subject=served.order, points=high)


def _met(result: DayResult) -> Iterator[Happened]:
    for kind, subject, seconds in result.incidents:
        if kind == "jam" and seconds:
            yield Happened(
                key="jam", kind="plain", weight=500 + seconds // 60, subject=subject, seconds=seconds
            )
        if kind == "late_loading" and seconds:
            yield Happened(key="loading", kind="plain", weight=400 + seconds // 60, subject=subject,
                           seconds=seconds)  # fmt: skip


def _breaches(result: DayResult) -> Iterator[Happened]:
    for trip in result.trips:
        for rule in trip.breaches:
            yield Happened(key="breach", kind="bad", weight=8000, subject=trip.driver, rule=rule)
