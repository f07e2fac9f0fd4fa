"""One player of a group: sessions in the order played, with the evidence of each."""

from __future__ import annotations

from dataclasses import dataclass

from game.assess.profile import Played
from game.assess.story import Story
from game.assess.weeks import WeekStory


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session that replays to the same figures; others do not count in a group."""

    story: Story | WeekStory
    played: Played
    form: str = ""
    """`nulmeting` or `eindmeting`, when it is part of a measurement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Nothing of a name or pseudonym: a member is only a place in a list."""

    sessions: tuple[Session, ...]

    def days(self) -> dict[str, Story]:
        """The first time that each day was played to its end."""
        found: dict[str, Story] = {}
        for session in self.sessions:
            if isinstance(session.story, Story) and session.story.day is not None:
                found.setdefault(session.story.scenario.id, session.story)
        return found
