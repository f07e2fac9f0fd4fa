"""The report of one player as one standalone page: for a screen and for A4, without script or outside files.

First a page that needs no statistics, then growth, the profile in detail, each session, own words, and how to
read it all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from game.assess.growth import Growth
from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.content.language import Language
from game.record.notes import Note
from game.report.debrief import debrief
from game.report.first_page import Menu, days_of, first_page
from game.report.measured import Change
from game.report.own_words import own_words_section
from game.report.page import h2, p, standalone
from game.report.pages import session_section
from game.report.profile_pages import Stops, changes_section, growth_section, profile_section, stops_table
from game.report.told import stops
from game.report.week_pages import week_section

PARTS = ("levels", "interval", "count", "use", "model")
"""How the profile comes about, in paragraphs: `report.about.<part>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """What a report has beyond sessions and profile, as far as it is known."""

    grown: Mapping[str, Growth] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    """From the first form of a measurement to the second."""
    menu: Menu = field(default_factory=Menu)
    notes: Mapping[str, Note] = field(default_factory=dict)
    """What the player wrote on the profile."""
    words: bool = True
    """Whether the player's own words are shown at all."""


def html_report(
    stories: Sequence[Story | WeekStory], profile: Mapping[str, Any], speech: Language,
    more: More | None = None,
) -> str:  # fmt: skip
    """The whole page. `profile` as `profile_dict` gives; its sessions are named `<number>:<scenario>`."""
    body = "".join(_body(stories, profile, speech, more or More()))
    return standalone(speech.t("report.title"), body, speech)


def _body(
    stories: Sequence[Story | WeekStory], profile: Mapping[str, Any], speech: Language, more: More
) -> Iterator[str]:
    known = _stops(stories, profile, speech)
    yield first_page(stories, profile, more.menu, speech)
    yield growth_section(more.grown, stories, speech)
    yield changes_section(more.changes, profile.get("label", {}).get(speech.code, ""), speech)
    yield profile_section(profile, speech, known, days_of(stories))
    for number, story in enumerate(stories, start=1):
        yield _session(story, number, speech)
        yield stops_table(number, known.get(_name(number, story), {}), speech)
    if more.words:
        yield own_words_section(stories, more.notes, profile, speech)
    yield h2(speech.t("report.about.title"), "page")
    own = ".own" if profile.get("prior") == "independent" else ""
    yield "".join(p(speech.t(f"report.about.{part}{own if part == 'count' else ''}")) for part in PARTS)
    yield f'<p class="note">{escape(speech.t("report.attribution"))}</p>'


def _session(story: Story | WeekStory, number: int, speech: Language) -> str:
    if isinstance(story, WeekStory):
        return week_section(story, number, speech)
    return session_section(story, debrief(story), number, speech)


def _name(number: int, story: Story | WeekStory) -> str:
    return f"{number}:{story.scenario.id}"


def _stops(stories: Sequence[Story | WeekStory], profile: Mapping[str, Any], speech: Language) -> Stops:
    """The lines that evidence rests on, by session."""
    wanted: dict[str, set[int]] = {}
    for entry in profile["competencies"].values():
        for e in entry["evidence"]:
            wanted.setdefault(e["session"], set()).update(e["events"])
    return {
        name: stops(story, wanted[name], speech)
        for number, story in enumerate(stories, start=1)
        if (name := _name(number, story)) in wanted
    }
