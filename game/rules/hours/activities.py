"""Between the game and the hours: a day's activities as spans, a breach as a finding."""

from __future__ import annotations

from collections.abc import Iterable

from game.domain.evaluation import Activity, Doing, Finding
from game.domain.units import MINUTE_S, clock
from game.domain.world import Driver
from game.rules.hours.breach import Breach
from game.rules.hours.spans import DAY_S, Kind, Span

_KINDS = {Doing.DRIVE: Kind.DRIVE, Doing.WAIT: Kind.AVAILABLE, Doing.BREAK: Kind.BREAK}


def day_spans(
    activities: Iterable[Activity],
    *,
    weekday: int,
    plug_s: int = 0,
    wait_is_break: bool = False,
    unforeseen: bool = False,
) -> tuple[Span, ...]:
    """A day of the game on the axis of its week."""
    midnight_s = weekday * DAY_S
    kinds = {**_KINDS, Doing.WAIT: Kind.BREAK} if wait_is_break else _KINDS
    spans: list[Span] = []
    for activity in activities:
        start_s, end_s = midnight_s + activity.start_s, midnight_s + activity.end_s
        if activity.doing is Doing.CHARGE:
            plugged_s = min(start_s + plug_s, end_s)
            spans.append(Span(Kind.WORK, start_s, plugged_s, unforeseen))
            spans.append(Span(Kind.BREAK, plugged_s, end_s))
        else:
            spans.append(Span(kinds.get(activity.doing, Kind.WORK), start_s, end_s, unforeseen))
    return tuple(spans)


def finding_of(breach: Breach, *, driver: Driver, vehicle: str) -> Finding:
    """A breach in the game's form; durations as hours and minutes, the moment as a clock time."""
    values = (
        ("driver", driver.name),
        ("minutes", -(-breach.amount_s // MINUTE_S)),
        ("limit", clock(breach.limit_s)),
        ("used", clock(breach.used_s)),
        ("at", clock(breach.at_s % DAY_S)),
        ("left", breach.left),
    )
    return Finding(
        rule=breach.rule,
        severity=breach.severity,
        subject=driver.id,
        vehicle=vehicle,
        amount=breach.amount_s,
        unit="s",
        values=values,
    )
