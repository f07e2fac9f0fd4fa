"""The places on the debrief's map: where it was late, and the signs of depots, chargers and terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.ui import debrief_panels as panels_of
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.map_sites import address, site_stops
from game.ui.map_symbols import MapStop

if TYPE_CHECKING:
    from game.assess.story import Story


def place_stops(ctx: Ctx, story: Story) -> list[MapStop]:
    """Sites with their own sign, then every address of an order; a late one has its flag."""
    world, says = story.scenario.system, speech(ctx)
    late: dict[str, int] = {}
    for trip in story.day.trips if story.day else ():
        for stop in trip.stops:
            late[stop.place] = max(late.get(stop.place, 0), stop.late_s)
    made = list(site_stops(world, says))
    signed = {stop.id.partition("/")[2] for stop in made}
    ends = {p for order in world.orders.values() for p in (order.pickup, order.delivery)}
    for name in sorted(ends | {p for p, seconds in late.items() if seconds}):
        place, bad = world.places[name], late.get(name, 0) > 0
        if name in signed and not bad:
            continue
        minutes = says.minutes(panels_of.full_minutes(late.get(name, 0)))
        made.append(
            MapStop(
                id=name, xy=(place.x_m, place.y_m), state="late" if bad else "stop", tooltip=address(place),
                label=ctx.t("debrief.late", minutes=minutes) if bad else "",
            )
        )  # fmt: skip
    return made
