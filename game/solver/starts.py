"""How much later a truck can leave so that it waits less on its way and nothing becomes later."""

from __future__ import annotations

from game.domain.evaluation import Doing, TripEvaluation


def useful_delay_s(judged: TripEvaluation) -> int:
    """How much later duty can start so that only waiting becomes less and nothing becomes later.

    A stop's begin moves by the delay minus the waiting before it; that may not pass its window.
    Exact without breaks, hourly driving times and second windows.
    """
    if not judged.wait_s or judged.late_s:
        return 0
    return _delay_s(judged, [stop.wait_s for stop in judged.stops])


def useful_delays_s(judged: TripEvaluation) -> tuple[int, ...]:
    """Delays that are worth judging: of the waiting alone, and with the breaks that fill a wait.

    A break before a window that opens later is kept where the law asks for it; the referee says so.
    """
    if judged.late_s:
        return ()
    found = {useful_delay_s(judged)}
    rested = [0] * len(judged.stops)
    for activity in judged.activities:
        if activity.doing is Doing.BREAK and 0 <= activity.stop < len(rested):
            rested[activity.stop] += activity.end_s - activity.start_s
    if any(rested):
        idle = [
            stop.wait_s + (rest_s if stop.begin_s == stop.window_open_s else 0)
            for stop, rest_s in zip(judged.stops, rested, strict=True)
        ]
        found.add(_delay_s(judged, idle))
    return tuple(sorted(found - {0}))


def _delay_s(judged: TripEvaluation, idle_s: list[int]) -> int:
    waited, room_s = 0, sum(idle_s)
    for stop, wait_s in zip(judged.stops, idle_s, strict=True):
        waited += wait_s
        room_s = min(room_s, waited + stop.window_close_s - stop.begin_s)
    return max(0, room_s)
