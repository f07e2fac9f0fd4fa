"""A run of weeks as plain values: what evidence of tactical improvement (K8) needs, read from its log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from game.domain import week_commands as c
from game.domain.errors import GameError
from game.domain.events import Event
from game.domain.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekStory:
    """What a `WeekSession` in play and a rebuilt log of weeks both give.

    Event data that is read here: `command` {do, ok}, `week_day` {number, ...}, `value` as
    `week.value.Value.data` writes it. A log without `value` is no evidence: nothing is compared yet.
    """

    scenario: Scenario
    seed: int
    mode: str
    player: str
    events: tuple[Event, ...]
    verified: bool | None = None
    """As of a `Story`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A choice that worked on at least one driven day."""

    seq: int
    choice: str
    cause: str
    """What the planner named."""
    forecast_cent: int
    studied: tuple[int, ...]
    """Events by which he had looked at one of its customers, its trip or its driver before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The comparison at the end of the weeks."""

    seq: int
    cost_cent: int
    without_cent: int
    best_cent: int
    weeks_cent: tuple[tuple[int, int], ...]
    effects_cent: Mapping[str, int]
    """Per choice what it brought a week; positive: cheaper."""


def agreed(story: WeekStory) -> tuple[Agreed, ...]:
    """Choices that stood for at least one driven day, in the order in which they were agreed."""
    open_: dict[str, Agreed] = {}
    done: list[Agreed] = []
    studied: dict[str, int] = {}
    for seq, command in _commands(story.events):
        if isinstance(command, c.Study):
            studied.setdefault(command.what, seq)
        elif isinstance(command, c.Choose):
            open_[command.choice] = _agreed(story, command, seq, studied)
        elif isinstance(command, c.End):
            open_.pop(command.choice, None)
        elif isinstance(command, c.Drive):
            done += [one for one in open_.values() if one not in done]
    return tuple(sorted(done, key=lambda one: one.seq))


def worth(story: WeekStory) -> Worth | None:
    """What the choices were worth; None as long as that was not worked out."""
    event = next((e for e in story.events if e.kind == "value"), None)
    return _worth(event.seq, event.data) if event else None


def _worth(seq: int, data: Mapping[str, Any]) -> Worth:
    return Worth(
        seq=seq, cost_cent=int(data["cost_cent"]), without_cent=int(data["without_cent"]),
        best_cent=int(data["best_cent"]),
        weeks_cent=tuple((int(was), int(without)) for was, without in data["weeks_cent"]),
        effects_cent={str(choice): int(week) for choice, _, week, _ in data["effects"]},
    )  # fmt: skip


def _commands(events: tuple[Event, ...]) -> Iterator[tuple[int, c.WeekCommand]]:
    for event in events:
        if event.kind == "command" and event.data.get("ok"):
            try:
                yield event.seq, c.from_text(str(event.data["do"]))
            except GameError:
                continue


def _agreed(story: WeekStory, command: c.Choose, seq: int, studied: Mapping[str, int]) -> Agreed:
    looked = tuple(sorted(studied[what] for what in _about(story, command.choice) if what in studied))
    return Agreed(
        seq=seq, choice=command.choice, cause=command.cause, forecast_cent=command.forecast_cent,
        studied=looked,
    )  # fmt: skip


def _about(story: WeekStory, name: str) -> set[str]:
    """What can be studied about a choice: its customers, their trips and its own."""
    week = story.scenario.week
    choice = week.choices.get(name) if week else None
    if week is None or choice is None:
        return set()
    trips = {choice.trip, *(week.regulars[order].trip for order in choice.orders if order in week.regulars)}
    found = {f"customer/{order}" for order in choice.orders} | {f"trip/{trip}" for trip in trips if trip}
    return found | {f"choice/{name}"} if not choice.orders else found
