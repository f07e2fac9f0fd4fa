"""What a player wrote: answers to the questions after a day, and notes on the profile; for the own report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.content.language import Language
from game.domain import commands as c
from game.domain.errors import GameError
from game.record.notes import Note
from game.report.page import h2, p

Said = tuple[str, str]
"""(what it is about, the words)."""


def own_words_section(
    stories: Sequence[Story | WeekStory], notes: Mapping[str, Note], speech: Language
) -> str:
    """Everything, under what it is about; empty when nothing was written."""
    said = [*_answers(stories, speech), *_notes(notes, speech)]
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


def _notes(notes: Mapping[str, Note], speech: Language) -> Iterator[Said]:
    for subject, note in notes.items():
        name = subject.rpartition("/")[2]
        key = f"competency.{name}"
        about = speech.t(key) if speech.has(key) else subject
        yield speech.t("report.words.on", subject=about), note.text
