"""The report as one standalone page: readable on a screen, printable, without script or outside files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from game.assess.story import Story
from game.content.language import Language
from game.report.debrief import debrief
from game.report.pages import profile_section, session_section
from game.report.style import CSS


def html_report(stories: Sequence[Story], profile: Mapping[str, Any], speech: Language) -> str:
    """The whole page: profile of all sessions first, then each session. `profile` as `profile_dict` gives."""
    body = "".join(_body(stories, profile, speech))
    title = escape(speech.t("report.title"))
    return (
        f'<!doctype html>\n<html lang="{speech.code}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{CSS}</style></head><body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )


def _body(stories: Sequence[Story], profile: Mapping[str, Any], speech: Language) -> Iterator[str]:
    yield f'<p class="lead">{escape(speech.t("report.lead"))}</p>'
    yield profile_section(profile, speech)
    for number, story in enumerate(stories, start=1):
        yield session_section(story, debrief(story), number, speech)
    yield f'<p class="note">{escape(speech.t("report.attribution"))}</p>'
