"""Who heard what from the planner, and when, read back from the log of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from game.assess.acts import Acts
from game.assess.story import Story
from game.domain import commands as c
from game.domain.events import Event
from game.domain.scenario import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A party that heard something."""

    party: str
    at_s: int
    seq: int
    """The event by which it heard."""
    own: bool
    """By an act of the player; False: by a deadline that passed."""


def contacts(story: Story, acts: Acts) -> tuple[Contact, ...]:
    """Everybody who heard something, oldest first: told, called about a change, or by an answer given."""
    found = [*_of_commands(story, acts), *_of_events(story)]
    return tuple(sorted(found, key=lambda each: each.seq))


def _of_commands(story: Story, acts: Acts) -> Iterator[Contact]:
    for seq, at_s, command in acts.commands:
        if isinstance(command, c.Tell):
            yield Contact(party=command.party, at_s=at_s, seq=seq, own=True)
        for party in _tells(story, command):
            yield Contact(party=party, at_s=at_s, seq=seq, own=True)


def _tells(story: Story, command: c.Command) -> tuple[str, ...]:
    """Who hears of an answer or a final choice of the running day."""
    if isinstance(command, c.Reply):
        message = next((m for m in story.scenario.messages if m.id == command.message), None)
        return tells(message.options if message else (), command.option)
    if isinstance(command, c.Final):
        moment = next((m for m in story.scenario.moments if m.id == command.moment), None)
        return tells(moment.options if moment and moment.phase == "day" else (), command.option)
    return ()


def tells(options: Iterable[Option], name: str) -> tuple[str, ...]:
    """Parties that hear of the option of this name."""
    return next((o.tells for o in options if o.id == name), ())


def _of_events(story: Story) -> Iterator[Contact]:
    messages = {m.id: m for m in story.scenario.messages}
    for event in story.events:
        if event.kind == "calls":
            before_s = sent_s(story, event)
            for call in event.data.get("calls", ()):
                yield Contact(party=str(call["party"]), at_s=before_s, seq=event.seq, own=True)
        elif event.kind == "day" and event.data.get("what") == "default":
            message = messages.get(str(event.data.get("subject")))
            for party in tells(message.options if message else (), str(event.data.get("option"))):
                yield Contact(party=party, at_s=int(event.data["at_s"]), seq=event.seq, own=False)


def sent_s(story: Story, calls: Event) -> int:
    """When a changed plan went out: before the clock moved by the act that its line follows."""
    before = [e.game_s for e in story.events if e.seq < calls.seq - 1]
    return before[-1] if before else calls.game_s
