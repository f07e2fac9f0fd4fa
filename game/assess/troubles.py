"""Troubles of a day as they could be seen: a truck is held up, and which customers that will make late.

By the margins of the plan as it was dispatched, and only by what stood in the line that the player saw:
how it came out does not enter. What was re-planned since is not looked at: approximate, and said so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.assess.story import Story
from game.domain.evaluation import StopTimes
from game.domain.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """An order that will be late in goodwill (`Goodwill.late_after_s`)."""

    order: str
    close_s: int
    """When its window closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that was seen and that makes customers late."""

    incident: str
    vehicle: str
    at_s: int
    seq: int
    late: tuple[Late, ...]

    @property
    def parties(self) -> frozenset[str]:
        """Those to whom it matters."""
        return frozenset({f"driver/{self.vehicle}", *(f"customer/{each.order}" for each in self.late)})


def troubles(story: Story) -> tuple[Trouble, ...]:
    """All of a day, in order of their events; none before a plan was dispatched.

    Each late order stands in the first of its troubles only; one that makes nobody late any more is none.
    """
    return tuple(_troubles(story))


def served_before(story: Story, seq: int) -> frozenset[str]:
    """Orders of which a stop was served before an event."""
    return frozenset(str(e.data["subject"]) for e in _day(story, "served") if e.seq < seq)


def day_event(story: Story, what: str, subject: str) -> Event | None:
    """The first line of the day of this kind about something."""
    return next((e for e in _day(story, what) if e.data.get("subject") == subject), None)


def _troubles(story: Story) -> Iterator[Trouble]:
    known: set[str] = set()
    for event in _day(story, "incident"):
        vehicle, delay_s = str(event.data.get("vehicle", "")), int(event.data.get("delay_s", 0))
        late = tuple(x for x in _late(story, vehicle, delay_s, event.seq) if x.order not in known)
        known |= {x.order for x in late}
        if late:
            yield Trouble(
                incident=str(event.data["subject"]), vehicle=vehicle, at_s=int(event.data["at_s"]),
                seq=event.seq, late=late,
            )  # fmt: skip


def _late(story: Story, vehicle: str, delay_s: int, seq: int) -> Iterator[Late]:
    """Orders ahead that this delay makes late; waiting on the way takes it up."""
    after_s = story.scenario.system.goodwill.late_after_s
    named: set[str] = set()
    for stop in _ahead(story, vehicle, seq):
        delay_s = max(0, delay_s - stop.wait_s)
        order = stop.stop.order
        if order and order not in named and stop.begin_s + delay_s - stop.window_close_s > after_s:
            named.add(order)
            if stop.late_s <= after_s:  # one that was planned late is no news
                yield Late(order=order, close_s=stop.window_close_s)


def _ahead(story: Story, vehicle: str, seq: int) -> list[StopTimes]:
    trip = story.planned.trip_of(vehicle) if story.planned else None
    done = served_before(story, seq)
    return [s for s in trip.stops if s.stop.order not in done] if trip else []


def _day(story: Story, what: str) -> Iterator[Event]:
    return (e for e in story.events if e.kind == "day" and e.data.get("what") == what)
