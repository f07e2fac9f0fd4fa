"""What an event of the log was, in words and with its clock time: where evidence points to in the replay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.content.language import Language
from game.domain import commands as c
from game.domain import week_commands as w
from game.domain.errors import GameError
from game.domain.events import Event
from game.domain.people import party_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One event."""

    seq: int
    clock: str
    """Clock time of the day, or the word for planning."""
    said: str
    act: bool
    """Something that was done or that happened in the running day, to look back at."""


def stops(story: Story | WeekStory, wanted: Iterable[int], speech: Language) -> dict[int, Stop]:
    """The events of these numbers that the log has, in their order."""
    known = {e.seq: e for e in story.events}
    return {n: _stop(story, known[n], speech) for n in sorted(set(wanted)) if n in known}


def _stop(story: Story | WeekStory, event: Event, speech: Language) -> Stop:
    at_s = int(event.data.get("at_s", event.game_s))
    clock = speech.clock(at_s) if at_s else speech.t("mark.planning")
    act = at_s > 0 and event.kind in ("command", "day") and event.data.get("do") != c.Dispatch.verb
    return Stop(seq=event.seq, clock=clock, said=_said(story, event, speech), act=act)


def _said(story: Story | WeekStory, event: Event, speech: Language) -> str:
    if event.kind == "command":
        return _command(story, str(event.data.get("do", "")), speech)
    if event.kind == "kpi":
        return speech.t("report.event.kpi")
    if event.kind == "day":
        return _happened(story, event.data, speech)
    key = f"report.event.{event.kind}"
    return speech.t(key) if speech.has(key) else speech.t("mark.other")


def _happened(story: Story | WeekStory, data: Mapping[str, Any], speech: Language) -> str:
    what, subject = str(data.get("what", "")), str(data.get("subject", ""))
    if what in ("message", "default"):
        title = story.scenario.text(speech.code, f"message.{subject}.subject")
        return speech.t(f"happened.{what}", subject=title)
    key = f"happened.incident.{data.get('kind', '')}"
    if what == "incident" and speech.has(key):
        truck = story.scenario.system.vehicles.get(str(data.get("vehicle", "")))
        minutes = round(int(data.get("delay_s", 0)) / 60)
        return speech.t(key, vehicle=truck.name if truck else speech.t("report.event.truck"), minutes=minutes)
    return speech.t("mark.other")


def _command(story: Story | WeekStory, text: str, speech: Language) -> str:
    try:
        command = w.from_text(text) if text.startswith("week_") else c.from_text(text)
    except GameError:
        return speech.t("mark.other")
    return _spoken(story, command, speech) or _plain(story, command, speech)


def _spoken(story: Story | WeekStory, command: Any, speech: Language) -> str:
    """Choices, answers and looks in the author's words; else empty."""

    def text(key: str) -> str:
        return story.scenario.text(speech.code, key)

    if isinstance(command, c.Reply):
        option = text(f"message.{command.message}.option.{command.option}")
        return speech.t("mark.reply", subject=text(f"message.{command.message}.subject"), option=option)
    if isinstance(command, c.Final):
        return speech.t("mark.final", option=text(f"moment.{command.moment}.option.{command.option}"))
    if isinstance(command, c.Consult):
        return speech.t("mark.consult", title=text(f"source.{command.source}.title"))
    if isinstance(command, c.Commit | c.Look | c.SkipMoment):
        return speech.t(f"mark.{command.verb}", title=text(f"moment.{command.moment}.title"))
    if isinstance(command, w.Choose):
        return speech.t("report.event.choose", title=text(f"choice.{command.choice}.title"))
    return ""


def _plain(story: Story | WeekStory, command: Any, speech: Language) -> str:
    """`words.<verb>` with names for ids; what has no such words is a change of the plan."""
    world = story.scenario.system
    if isinstance(command, c.Tell):
        kind, name = party_of(command.party)
        return speech.t(f"words.tell_{kind or 'nobody'}", who=_who(story, kind, name))
    if isinstance(command, c.Accept):
        return speech.t("mark.took_over")
    values = {f.name: getattr(command, f.name) for f in fields(command)}
    if "order" in values and values["order"] in world.orders:
        values["order"] = world.orders[values["order"]].customer
    if "vehicle" in values and values["vehicle"] in world.vehicles:
        values["vehicle"] = world.vehicles[values["vehicle"]].name
    key = f"words.{command.verb}"
    said = speech.t(key, **values) if speech.has(key) else ""
    return said if said and "{" not in said else speech.t("report.event.changed")


def _who(story: Story | WeekStory, kind: str, name: str) -> str:
    """A party by name."""
    world = story.scenario.system
    if kind == "driver" and name in world.vehicles:
        return world.drivers[world.vehicles[name].driver].name
    if kind == "customer" and name in world.orders:
        return world.orders[name].customer
    if kind == "dock" and name in world.places:
        return world.places[name].name
    partner = world.sites.partners.get(name)
    return partner.name if partner else name
