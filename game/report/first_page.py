"""The first page of a player's report: what goes well, where to grow, what is not known, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from game.assess.next_up import Advice, Known, Offer, next_up
from game.assess.settings import settings
from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.content.language import Language
from game.domain.scenario import Scenario
from game.report.measured import broken_words, form_words, mark_of
from game.report.page import h2, h3, p
from game.report.plain import MOST_LINES, Line, Standing, evidence_sentence, lines, names, standings, worked
from game.report.profile_svg import Rung, ladder
from game.report.told import stops

Played = Story | WeekStory
PLAYS = 2
"""So many days to play next are named."""
LEAST_GOOD = 2
"""So many things that went well are looked for: in single observations where no competency stands out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """What can be played next, and what it is called."""

    offers: Sequence[Offer] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


def days_of(stories: Sequence[Played]) -> dict[str, Scenario]:
    """The scenario of each session, by the session's name in a profile."""
    return {f"{i}:{story.scenario.id}": story.scenario for i, story in enumerate(stories, start=1)}


def first_page(stories: Sequence[Played], profile: Mapping[str, Any], menu: Menu, speech: Language) -> str:
    """Everything of it, as HTML."""
    found = standings(profile, settings().cuts)
    return "".join(_parts(stories, profile, found, menu, speech))


def _parts(
    stories: Sequence[Played], profile: Mapping[str, Any], found: Sequence[Standing], menu: Menu,
    speech: Language,
) -> Iterator[str]:  # fmt: skip
    t = speech.t
    yield p("Ritregie", "eyebrow")
    yield f"<h1>{escape(t('report.title_own'))}</h1>"
    yield p(t("report.played", n=len(stories), player=_player(stories)), "lead")
    yield f'<p class="seal"><strong>{escape(t("report.seal"))}</strong> {escape(t("report.seal_more"))}</p>'
    yield _warnings(stories, profile, speech)
    yield h2(t("report.brief"), "first")
    yield f'<div class="cards">{"".join(_cards(stories, profile, found, menu, speech))}</div>'
    yield picture(profile, speech)


def _player(stories: Sequence[Played]) -> str:
    return next((s.player for s in stories if s.player), "–")


def _warnings(stories: Sequence[Played], profile: Mapping[str, Any], speech: Language) -> str:
    """Sessions that do not count as they stand, in a sentence each."""
    said = []
    for number, story in enumerate(stories, start=1):
        title, mark = story.scenario.text(speech.code, "title"), mark_of(story)
        form, broken = form_words(mark, speech), broken_words(mark, speech)
        name = speech.t("report.session", number=number, title=title)
        if story.verified is False:
            said.append(speech.t("report.warn.not_verified", session=name))
        elif story.verified is None:
            said.append(speech.t("report.warn.older", session=name))
        if form:
            key = "report.warn.broken" if broken else "report.warn.measured"
            said.append(speech.t(key, session=name, form=form, broken=broken))
    if any(s.verified is not True for s in stories) and profile["verified"] is not True:
        said.append(speech.t("report.warn.no_level"))
    return "".join(p(sentence, "note") for sentence in said)


def _cards(
    stories: Sequence[Played], profile: Mapping[str, Any], found: Sequence[Standing], menu: Menu,
    speech: Language,
) -> Iterator[str]:  # fmt: skip
    days = days_of(stories)
    good = lines("good", found, speech, days)
    if len(good) < LEAST_GOOD:
        good += worked(found, speech, days)[: LEAST_GOOD - len(good)]
    for side, every in (("good", good), ("grow", lines("grow", found, speech, days))):
        said = every[:MOST_LINES]
        yield _card(speech.t(f"report.card.{side}"), _list(said) or p(speech.t(f"report.card.{side}_none")))
    yield _card(speech.t("report.card.unsure"), "".join(_unsure(found, speech)))
    steps = [*_plays(profile, menu, speech), *_habits(found, stories, profile, speech)]
    items = "".join(f"<li>{escape(step)}</li>" for step in steps)
    yield _card(speech.t("report.card.do"), f"<ol>{items}</ol>", "do")


def _card(title: str, inside: str, kind: str = "") -> str:
    return f'<section class="card {kind}">{h3(title)}{inside}</section>'


def _list(said: Iterable[Line]) -> str:
    items = "".join(f"<li>{_line(line)}</li>" for line in said)
    return f"<ul>{items}</ul>" if items else ""


def _line(line: Line) -> str:
    example = f'<span class="eg">{escape(line.example)}</span>' if line.example else ""
    return f"<strong>{escape(line.name)}</strong>: {escape(line.text)}{example}"


def _unsure(found: Sequence[Standing], speech: Language) -> Iterator[str]:
    """What no level can be given for, and why."""
    without = [s for s in found if s.level is None]
    if not without:
        yield p(speech.t("report.card.unsure_none"))
        return
    yield p(speech.t("report.plain.open", n=len(without), all=len(found)))
    yield _list(lines("unsure", found, speech)[:MOST_LINES])
    nothing = [s.competency for s in found if s.side == "nothing"]
    if nothing:
        yield p(speech.t("report.plain.nothing", names=names(nothing, speech)))


# -- what to do next -----------------------------------------------------------------------------------
def next_days(profile: Mapping[str, Any], menu: Menu) -> list[Advice]:
    """Days to play: for what is least known first, each day once."""
    known = [
        Known(competency=c, evidence=len(e["evidence"]), level=e["level"], mean=e["mean"], sd=e["sd"])
        for c, e in profile["competencies"].items()
    ]
    made: list[Advice] = []
    while len(made) < PLAYS:
        left = [o for o in menu.offers if o.scenario not in {a.scenario for a in made}]
        told = {c for a in made for c in (a.competency, *a.also)}
        advice = next_up([k for k in known if k.competency not in told], left)
        if advice is None:
            return made
        made.append(advice)
    return made


def _plays(profile: Mapping[str, Any], menu: Menu, speech: Language) -> Iterator[str]:
    for advice in next_days(profile, menu):
        key = f"report.next.{advice.why}" + (".again" if advice.again else "")
        minutes = speech.t("report.next.minutes", n=advice.minutes) if advice.minutes else ""
        yield speech.t(
            key, title=menu.titles.get(advice.scenario, advice.scenario), minutes=minutes,
            competency=speech.t(f"competency.{advice.competency}"),
        )  # fmt: skip


def _habits(
    found: Sequence[Standing], stories: Sequence[Played], profile: Mapping[str, Any], speech: Language
) -> Iterator[str]:
    """A habit for what is lowest, and the moment of the replay that shows it best."""
    lowest = sorted((s for s in found if s.side in ("grow", "unsure")), key=lambda s: s.p_high)
    for standing in lowest[:1]:
        name = standing.competency
        yield speech.t(
            "report.next.habit", competency=speech.t(f"competency.{name}"), tip=speech.t(f"report.tip.{name}")
        )
    weak = (e for s in lowest for e in profile["competencies"][s.competency]["evidence"])
    yield from _look_back([*weak], stories, speech)


def _look_back(
    evidence: Sequence[Mapping[str, Any]], stories: Sequence[Played], speech: Language
) -> Iterator[str]:
    """The weakest evidence of something that was done in a running day."""
    for e in sorted(evidence, key=lambda each: each["category"]):
        number = int(e["session"].partition(":")[0]) - 1
        if e["category"] > 1:
            return
        story = stories[number]
        timed = [s for s in stops(story, e["events"], speech).values() if s.act]
        if timed:
            said, title = (
                evidence_sentence(e, speech, days_of(stories)), story.scenario.text(speech.code, "title")
            )  # fmt: skip
            yield speech.t("report.next.look_back", clock=timed[-1].clock, said=said, title=title)
            return


# -- the picture ---------------------------------------------------------------------------------------
def picture(profile: Mapping[str, Any], speech: Language) -> str:
    """All eight at a glance, with how to read them in two sentences."""
    t = speech.t
    rungs = [
        Rung(
            name=t(f"competency.{name}"), mean=e["mean"], sd=e["sd"],
            said="" if e["evidence"] else t("report.ladder.nothing"),
        )
        for name, e in profile["competencies"].items()
    ]  # fmt: skip
    words = [t(f"level.{k}") for k in range(1, 5)]
    drawn = ladder(rungs, settings().cuts, words, t("report.ladder.title"))
    return f'<div class="keep">{h3(t("report.ladder.title"))}{drawn}{p(t("report.ladder.how"), "note")}</div>'
