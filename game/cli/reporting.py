"""`report`: what logs say of a player, to be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from game.assess.growth import growths
from game.assess.indicators import evidence
from game.assess.next_up import Offer
from game.assess.profile import Played, profile, profile_dict
from game.assess.settings import PRIORS, settings
from game.assess.story import Story
from game.assess.weeks import WeekStory, worth
from game.cli.learning import stories_of
from game.cli.playing import Json, Lang
from game.cli.say import out, tongue
from game.cli.weighing import hint
from game.content.catalogue import list_scenarios
from game.content.language import Language
from game.record.notes import Note, read_notes
from game.record.places import own_scenarios, user_folder
from game.report.first_page import Menu
from game.report.html import More, html_report
from game.report.measured import changes, mark_of

AnyStory = Story | WeekStory


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("report")(report)


def report(
    logs: list[Path],
    out_file: Annotated[Path, typer.Option("--out", help="The HTML file to write.")],
    words: Annotated[bool, typer.Option(help="With the player's own words, or --no-words.")] = True,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """A readable report of a player's logs."""
    speech = tongue(lang)
    text, told = _of_player(logs, speech, words=words)
    out_file.write_text(text, encoding="utf-8", newline="\n")
    out({"file": str(out_file), **told}, as_json, str(out_file))


def _of_player(logs: Sequence[Path], speech: Language, *, words: bool) -> tuple[str, dict[str, Any]]:
    stories = stories_of(logs)
    hint(stories, logs, speech)
    text, verified = player_report(stories, speech, words=words)
    return text, {"sessions": len(stories), "verified": verified}


def player_report(
    stories: Sequence[AnyStory], speech: Language, *, words: bool = True
) -> tuple[str, bool | None]:
    """The page, and whether every log was worked out again with the same figures."""
    figures = settings()
    played = [
        Played(session=f"{i}:{story.scenario.id}", evidence=evidence(story, figures), verified=story.verified)
        for i, story in enumerate(stories, start=1)
    ]
    made = profile_dict(profile(played, PRIORS[0], figures))
    marked = [(mark_of(story), each) for story, each in zip(stories, played, strict=True)]
    more = More(
        grown=growths(played, PRIORS[0], figures), changes=changes(marked, figures),
        menu=menu(stories, speech), notes=_notes(stories) if words else {}, words=words,
    )  # fmt: skip
    return html_report(stories, made, speech, more), made["verified"]


def _notes(stories: Sequence[AnyStory]) -> dict[str, Note]:
    """What the player of these logs wrote, on the computer where that was; none for logs of several."""
    players = {story.player for story in stories}
    return read_notes(user_folder(), players.pop()) if len(players) == 1 and "" not in players else {}


def menu(stories: Sequence[AnyStory], speech: Language) -> Menu:
    """What can be played, and how often these sessions did."""
    ended = [story.scenario.id for story in stories if _ended(story)]
    listed = [each for each in list_scenarios(own_scenarios()) if not each.faults]
    return Menu(
        offers=tuple(
            Offer(scenario=each.id, competencies=each.competencies, level=each.level, minutes=each.minutes,
                  played=ended.count(each.id))
            for each in listed
        ),
        titles={each.id: each.title.get(speech.code) or each.id for each in listed},
    )  # fmt: skip


def _ended(story: AnyStory) -> bool:
    return story.day is not None if isinstance(story, Story) else worth(story) is not None
