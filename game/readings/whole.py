"""A player's readings together: the profile in both views, how it grew, and which days count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from game.assess.growth import growth_dict, growths
from game.assess.profile import Played, profile, profile_dict
from game.assess.settings import PRIORS, Settings, settings
from game.readings.reading import Reading


def whole(
    readings: Sequence[Reading], figures: Settings | None = None, *, waiting: int = 0
) -> dict[str, Any]:
    """The profile of readings in the order played: CONTRACT's keys of the coaching view, and beside them

    `views`: prior -> {competencies, growth}; `sessions`: log -> what a screen says of it; `waiting`: how many
    logs are still to be read. Only what replays counts. Where nothing replays, the rest shows its bars and
    gives no level.
    """
    figures = figures or settings()
    counted = counting(readings)
    played = [Played(session=r.log, evidence=r.evidence, verified=r.verified) for r in counted]
    views = {}
    for prior in PRIORS:
        made = profile_dict(profile(played, prior, figures))
        views[prior] = {
            "competencies": made["competencies"], "growth": growth_dict(growths(played, prior, figures)),
        }  # fmt: skip
    names = {r.log for r in counted}
    return {
        **profile_dict(profile(played, PRIORS[0], figures)), "views": views, "waiting": waiting,
        "sessions": {r.log: session_facts(r, counts=r.log in names) for r in readings},
    }  # fmt: skip


def counting(readings: Sequence[Reading]) -> list[Reading]:
    """Those that make the bars: what replays; only when nothing does, whatever could be read."""
    verified = [r for r in readings if r.verified is True]
    return verified or [r for r in readings if r.evidence]


def session_facts(reading: Reading, *, counts: bool) -> dict[str, Any]:
    """What a screen says of the session that evidence comes from."""
    return {
        "scenario": reading.scenario, "verified": reading.verified, "why": reading.why,
        "where": reading.where, "begun": reading.begun, "weeks": reading.weeks, "form": reading.form,
        "breaks": reading.breaks, "counts": counts and bool(reading.evidence),
        "evidence": len(reading.evidence),
        "stops": {event: (s.seq, s.at_s, s.kind) for event, s in reading.stops.items()},
    }  # fmt: skip
