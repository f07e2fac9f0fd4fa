"""What a player wrote: answers to the questions after a day, and notes on the profile; for the own report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.content.language import Language
from game.domain import commands as c
from game.domain.errors import GameError
from game.record.notes import Note
from game.report.first_page import days_of
from game.report.page import h2, p
from game.report.plain import Days, evidence_sentence

Said = tuple[str, str]
"""(what it is about, the words)."""


def own_words_section(
    stories: Sequence[Story | WeekStory], notes: Mapping[str, Note], profile: Mapping[str, Any],
    speech: Language,
) -> str:  # fmt: skip
    """Everything, under what it is about; empty when nothing was written."""
    said = [*_answers(stories, speech), *_notes(notes, profile, days_of(stories), speech)]
    if not said:
        return ""
    quoted = "".join(
        f'<p class="small">{escape(about)}</p><blockquote>{escape(words)}</blockquote>'
        for about, words in said
    )
    return f"{h2(speech.t('report.words.title'), 'page')}{p(speech.t('report.words.note'), 'note')}{quoted}"


def _answers(stories: Sequence[Story | WeekStory], speech: Language) -> Iterator[Said]:
    """The last answer to each question of each session."""
    for number, story in enumerate(stories, start=1):
        title = speech.t("report.session", number=number, title=story.scenario.text(speech.code, "title"))
        last = {a.question: a.text for a in _answered(story)}
        for question, words in last.items():
            if words.strip():
                yield f"{title}: {story.scenario.text(speech.code, f'reflection.{question}')}", words


def _answered(story: Story | WeekStory) -> Iterator[c.Answer]:
    for event in story.events:
        text = str(event.data.get("do", ""))
        if event.kind == "command" and event.data.get("ok") and text.startswith(f"{c.Answer.verb} "):
            try:
                answer = c.from_text(text)
            except GameError:
                continue
            if isinstance(answer, c.Answer):
                yield answer


def _notes(
    notes: Mapping[str, Note], profile: Mapping[str, Any], days: Days, speech: Language
) -> Iterator[Said]:
    """A note is kept under `<indicator>@<log>@<events>`: what that indicator saw stands above it."""
    for subject, note in notes.items():
        indicator, _, where = subject.partition("@")
        key = f"competency.{indicator.partition('.')[0]}"
        about = speech.t(key) if speech.has(key) else indicator
        seen = _evidence(profile, indicator, where.rpartition("@")[2])
        said = f"{about}: {evidence_sentence(seen, speech, days)}" if seen else about
        yield speech.t("report.words.on", subject=said), note.text


def _evidence(profile: Mapping[str, Any], indicator: str, events: str) -> Mapping[str, Any] | None:
    found = (e for entry in profile["competencies"].values() for e in entry["evidence"])
    return next((e for e in found if e["id"] == indicator and _joined(e) == events), None)


def _joined(e: Mapping[str, Any]) -> str:
    return "-".join(map(str, e["events"]))


def notes_on(notes: Mapping[str, Note], logs: Iterable[str]) -> dict[str, Note]:
    """Those on evidence of these logs (names without ending), and those that are on no log."""
    named = set(logs)
    return {
        subject: note for subject, note in notes.items()
        if subject.count("@") < 2 or subject.split("@", 1)[1].rpartition("@")[0] in named
    }  # fmt: skip
