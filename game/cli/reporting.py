"""`report`: what logs say, to be read: of one player, or of a group in which nobody can be told apart."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from game.assess.group.member import Member
from game.assess.group.member import Session as GroupSession
from game.assess.group.whole import group_of
from game.assess.growth import growths
from game.assess.indicators import evidence
from game.assess.next_up import Offer
from game.assess.profile import Played, profile, profile_dict
from game.assess.settings import PRIORS, Settings, settings
from game.assess.story import Story
from game.assess.weeks import WeekStory, worth
from game.cli.learning import stories_of
from game.cli.playing import Json, Lang
from game.cli.say import out, tongue
from game.cli.weighing import hint
from game.content.catalogue import list_scenarios
from game.content.language import Language
from game.domain.scenario import Scenario
from game.record.notes import Note, read_notes
from game.record.places import own_scenarios, user_folder
from game.report.first_page import Menu
from game.report.html import More, html_report
from game.report.measured import changes, mark_of
from game.report.own_words import notes_on

AnyStory = Story | WeekStory
NO_NOTES: Mapping[str, Note] = {}


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command("report")(report)


def report(
    logs: list[Path],
    out_file: Annotated[Path, typer.Option("--out", help="FILE.html, or FILE.pdf (extra pdf).")],
    group: Annotated[
        bool, typer.Option(help="Of a class or community, anonymous, from five players on.")
    ] = False,
    words: Annotated[bool, typer.Option(help="With or without the player's own words.")] = True,
    as_json: Json = False,
    lang: Lang = "",
) -> None:
    """A readable report of a player's logs, or with --group an anonymous one of many players'."""
    speech = tongue(lang)
    text, told = _of_group(logs, speech) if group else _of_player(logs, speech, words=words)
    _write(out_file, text, speech.t("group.foot" if group else "report.foot"), speech)
    out({"file": str(out_file), **told}, as_json, str(out_file))


def _write(path: Path, text: str, foot: str, speech: Language) -> None:
    if path.suffix.lower() == ".pdf":
        from game.report.pdf import write_pdf

        write_pdf(path, text, foot, speech.code)
    else:
        path.write_text(text, encoding="utf-8", newline="\n")


def _of_player(logs: Sequence[Path], speech: Language, *, words: bool) -> tuple[str, dict[str, Any]]:
    stories = stories_of(logs)
    hint(stories, logs, speech)
    players = {story.player for story in stories if story.player}
    if len(players) > 1:
        print(speech.t("report.many_players", n=len(players)), file=sys.stderr)
    notes = notes_on(_notes(stories), [log.stem for log in logs]) if words else {}
    text, verified = player_report(stories, speech, notes=notes, words=words)
    return text, {"sessions": len(stories), "verified": verified}


def player_report(
    stories: Sequence[AnyStory], speech: Language, *, notes: Mapping[str, Note] = NO_NOTES, words: bool = True
) -> tuple[str, bool | None]:
    """The page, and whether every log was worked out again with the same figures."""
    figures, prior = settings(), prior_of(stories)
    played = [
        Played(session=f"{i}:{story.scenario.id}", evidence=evidence(story, figures), verified=story.verified)
        for i, story in enumerate(stories, start=1)
    ]
    made = profile_dict(profile(played, prior, figures))
    marked = [(mark_of(story), each) for story, each in zip(stories, played, strict=True)]
    more = More(
        grown=growths(played, prior, figures), changes=changes(marked, figures),
        menu=menu(stories, speech), notes=notes, words=words,
    )  # fmt: skip
    return html_report(stories, made, speech, more), made["verified"]


def prior_of(stories: Sequence[AnyStory]) -> str:
    """Coaching lets competencies borrow from each other; a measurement alone does not (ASSESSMENT 2)."""
    return PRIORS[1] if stories and all(mark_of(story).form for story in stories) else PRIORS[0]


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


def _of_group(logs: Sequence[Path], speech: Language) -> tuple[str, dict[str, Any]]:
    """Of verified sessions of named players; a group of too few is an answer of no."""
    from game.cli.export_play import by_player
    from game.report.group_pages import group_report

    scenarios: dict[str, Scenario] = {}
    members, left_out, figures = [], 0, settings()
    for own in by_player(logs).values():
        stories = [log.story for log in own if log.story and log.story.verified and log.story.player]
        left_out += len(own) - len(stories)
        if stories:
            members.append(Member(sessions=tuple(_session(story, figures) for story in stories)))
            scenarios |= {story.scenario.id: story.scenario for story in stories}
    if left_out:
        print(speech.t("group.left_out", n=left_out), file=sys.stderr)
    offered = menu([s.story for m in members for s in m.sessions], speech)
    made = group_of(members, offered.offers, figures)
    text = group_report(made, scenarios, offered.titles, speech)
    return text, {"players": made.members, "sessions": made.sessions, "left_out": left_out}


def _session(story: AnyStory, figures: Settings) -> GroupSession:
    played = Played(session=story.scenario.id, evidence=evidence(story, figures), verified=story.verified)
    return GroupSession(story=story, played=played, form=mark_of(story).form)
