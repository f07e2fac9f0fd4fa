"""The text form of a trip's stops, as a SetTrip command carries them.

An order's stop is `order/action/route`, or `order/action/route/transfer`; a stop of the truck's own
`*/action/route`, `*/action/route/place/seconds` (place `-`: where it stands).
"""

from __future__ import annotations

from game.domain.errors import Unreadable
from game.domain.plan import Stop
from game.domain.world import Action

EMPTY_TRIP = "-"
"""Text form of a trip without stops, because a word of a command cannot be empty."""
OWN = (Action.CHARGE, Action.BREAK, Action.RELOAD)
NO_PLACE = "-"
OWN_MARK = "*"


def parse_trip_stops(text: str) -> tuple[Stop, ...]:
    """Read the `stops` of a SetTrip, `O1/deliver/0,O2/collect/1`; raises Unreadable."""
    if text == EMPTY_TRIP:
        return ()
    return tuple(_parse_stop(word) for word in text.split(","))


def _parse_stop(word: str) -> Stop:
    order, *rest = word.split("/")
    try:
        return _own(rest) if order == OWN_MARK else _of_order(order, rest)
    except ValueError:
        raise Unreadable("command.stop", word=word) from None


def _of_order(order: str, rest: list[str]) -> Stop:
    action, route, *via = rest
    made = Stop(order=order, action=Action(action), route=int(route), via=via[0] if via else "")
    if not order or made.action in OWN or len(via) > 1:
        raise ValueError(order)
    return made


def _own(rest: list[str]) -> Stop:
    action, route, *more = rest
    place, seconds = more or (NO_PLACE, "0")
    made = Stop(
        action=Action(action),
        route=int(route),
        place="" if place == NO_PLACE else place,
        seconds=int(seconds),
    )
    if made.action not in OWN:
        raise ValueError(action)
    return made


def format_trip_stops(stops: tuple[Stop, ...]) -> str:
    """The text form that `parse_trip_stops` reads back."""
    return ",".join(map(_format, stops)) or EMPTY_TRIP


def _format(stop: Stop) -> str:
    words = [stop.order or OWN_MARK, stop.action.value, str(stop.route)]
    if stop.via:
        words.append(stop.via)
    elif stop.own and (stop.place or stop.seconds):
        words += [stop.place or NO_PLACE, str(stop.seconds)]
    return "/".join(words)
