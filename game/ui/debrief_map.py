"""The places on the debrief's map: where it was late, and the signs of depots, chargers and terminals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.ui import debrief_panels as panels_of
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.map_sites import address, place_stops
from game.ui.map_symbols import MapStop

if TYPE_CHECKING:
    from game.assess.story import Story


def driven_stops(ctx: Ctx, story: Story) -> list[MapStop]:
    """Every place as it is, and a flag where somebody came late."""
    world, says = story.scenario.system, speech(ctx)
    late: dict[str, int] = {}
    for trip in story.day.trips if story.day else ():
        for stop in trip.stops:
            late[stop.place] = max(late.get(stop.place, 0), stop.late_s)
    made = place_stops(world, says)
    for name, seconds in sorted(late.items()):
        if seconds > 0:
            place = world.places[name]
            minutes = says.minutes(panels_of.full_minutes(seconds))
            made = [stop for stop in made if stop.id != name]
            made.append(
                MapStop(
                    id=name, xy=(place.x_m, place.y_m), state="late", tooltip=address(place),
                    label=ctx.t("debrief.late", minutes=minutes),
                )
            )  # fmt: skip
    return made
