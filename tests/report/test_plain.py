"""A profile in sentences: never more than the figures say; and the page that they stand on."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.assess.growth import growths
from game.assess.indicators import evidence
from game.assess.next_up import Offer
from game.assess.profile import Played, level_chances, profile, profile_dict
from game.assess.settings import COMPETENCIES, settings
from game.assess.weeks import WeekStory
from game.autoplay import play
from game.content.language import language
from game.domain.events import Event, Evidence
from game.record.notes import Note
from game.report.first_page import Menu, next_days
from game.report.html import More, html_report
from game.report.measured import Mark, broken_words, changes, form_words, mark_of
from game.report.plain import LIKELY, capped, likely, lines, standings, worked
from game.report.profile_pages import profile_section
from game.report.told import stops
from tests.report.played import SECRET, by_hand, reference, scenario, weeks

NL = language("nl")
CUTS = settings().cuts


def entry(mean: float = 0.0, sd: float = 1.0, level: int | None = None, categories: tuple[int, ...] = ()):
    """A competency as a profile gives it."""
    found = [
        {
            "session": "1:x",
            "id": "K1.cost_gap",
            "category": k,
            "events": [4],
            "raw": 9.0,
            "values": {"percent": "+5"},
        }
        for k in categories
    ]  # fmt: skip
    return {"mean": mean, "sd": sd, "low": mean - 2 * sd, "high": mean + 2 * sd, "level": level,
            "p_level": 0.8, "evidence": found}  # fmt: skip


def made(verified: bool | None = True, **entries):
    """A profile with some competencies filled in."""
    return {"verified": verified, "parameters": "t", "label": {},
            "competencies": {name: entries.get(name, entry()) for name in COMPETENCIES}}  # fmt: skip


def side_of(each, verified: bool | None = True) -> str:
    """On which side one competency comes."""
    return standings(made(verified, K1=each), CUTS)[0].side


def test_each_side_rests_on_figures():
    """Levels decide where they are known; else a clear chance and two pieces of evidence; else unsure."""
    assert side_of(entry(level=3, categories=(3,))) == "good"
    assert side_of(entry(level=2, categories=(3,))) == "grow"
    assert side_of(entry(mean=1.5, sd=0.5, categories=(3, 3))) == "good"
    assert side_of(entry(mean=-1.5, sd=0.5, categories=(0, 0))) == "grow"
    assert side_of(entry(mean=1.5, sd=0.5, categories=(3,))) == "unsure", "one piece says no direction"
    assert side_of(entry(mean=0.4, sd=1.0, categories=(1, 2, 3))) == "unsure"
    assert side_of(entry(mean=2.0, sd=0.1)) == "nothing", "borrowed from the others alone"


@given(st.floats(-3, 3), st.floats(0.05, 2))
def test_what_is_likely_is_at_least_so_likely(mean, sd):
    """The levels that are called likely hold 70 %, and are never one alone: that would be a level."""
    chances = level_chances(mean, sd, CUTS)
    low, high = likely(chances)
    assert sum(chances[low - 1 : high]) >= LIKELY - 1e-9
    assert 1 <= low < high <= 4


def test_no_level_word_without_verification():
    """A profile that was not checked says what went well, and names no level anywhere in its sentences."""
    good, unsure = entry(1.5, 0.5, categories=(3, 3)), entry(0.4, 1, categories=(1, 2))
    found = standings(made(None, K1=good, K2=unsure), CUTS)
    said = " ".join(line.text for side in ("good", "grow", "unsure") for line in lines(side, found, NL))
    assert said
    assert not any(NL.t(f"level.{k}") in said for k in range(1, 5))


def test_examples_speak_for_their_side():
    """Beside what goes well stands good evidence, beside growing weak evidence, or none."""
    good, weak = entry(level=4, categories=(1, 3)), entry(level=1, categories=(0, 2))
    found = standings(made(K1=good, K2=weak), CUTS)
    assert (found[0].best["category"], found[1].worst["category"]) == (3, 0)
    assert standings(made(K1=entry(level=4, categories=(1, 1))), CUTS)[0].best is None


def test_what_counts_for_less_is_no_example_and_says_so():
    """Evidence of a plan that was not whole has a figure that misleads: it never stands on the first page."""
    weak = entry(level=1, categories=(0,))
    weak["evidence"][0]["raw"] = 0.0
    told = made(K1=weak)
    assert capped(weak["evidence"][0])
    assert standings(told, CUTS)[0].worst is None
    assert NL.t("report.profile.capped") in profile_section(told, NL)
    assert NL.t("report.profile.capped") not in profile_section(made(K1=entry(categories=(0,))), NL)


def test_something_that_worked_is_found_for_who_does_little_well():
    """Where no competency stands out, single good observations do; they name no level."""
    found = standings(made(K1=entry(level=1, categories=(0, 3)), K2=entry(level=1, categories=(0,))), CUTS)
    said = worked(found, NL)
    assert [line.name for line in said] == [NL.t("competency.K1")]
    assert said[0].example
    assert "starter" not in said[0].text


def test_days_to_play_differ_and_offer_what_is_asked():
    """Two days at most, each once, for what is least known."""
    offers = [Offer(scenario="a", competencies=("K1", "K2")), Offer(scenario="b", competencies=("K8",))]
    found = next_days(made(), Menu(offers=offers))
    assert {a.scenario for a in found} == {"a", "b"}
    assert all(
        a.competency in next(o for o in offers if o.scenario == a.scenario).competencies for a in found
    )
    assert next_days(made(), Menu()) == []


# -- the page ------------------------------------------------------------------------------------------
def report(*stories, lang: str = "nl", more: More | None = None) -> str:
    """The page of stories with the profile that they give."""
    played = [
        Played(session=f"{i}:{s.scenario.id}", evidence=evidence(s), verified=s.verified)
        for i, s in enumerate(stories, start=1)
    ]
    grown = growths(played)
    return html_report(stories, profile_dict(profile(played)), language(lang), more or More(grown=grown))


@pytest.fixture(scope="module")
def played():
    """A persona's whole day."""
    return play(scenario(), "careful", seed=1, planner=reference).story(verified=True)


def test_every_reference_leads_to_its_line(played):
    """Each link of the profile has a line in the log's table, with the clock time of that event."""
    text = report(played)
    links = re.findall(r'href="#(s1e(\d+))"[^>]*>[^<]*?(?:\((\d\d:\d\d)\))?<', text)
    assert len(links) > 10
    for anchor, number, clock in links:
        row = re.search(rf'<tr id="{anchor}"><td class="n">{number}</td><td>([^<]*)</td><td>([^<]+)', text)
        assert row, anchor
        assert not clock or row[1] == clock
        event = played.events[int(number)]
        assert not clock or NL.clock(event.data.get("at_s", event.game_s)) == clock


def test_every_event_that_evidence_rests_on_is_told(played):
    """No line of the table says only that something happened, in either language."""
    for lang in ("nl", "en"):
        speech = language(lang)
        found = stops(played, range(len(played.events)), speech)
        commands = [s for n, s in found.items() if played.events[n].kind == "command"]
        assert len(commands) > 50
        assert not [s for s in commands if s.said == speech.t("mark.other") or "{" in s.said]


def test_the_first_page_comes_first_and_says_what_it_is_not(played):
    """Purpose, four cards and the picture stand before any table."""
    for lang in ("nl", "en"):
        speech, text = language(lang), report(played, lang=lang)
        first = text[: text.index("<table")]
        for key in ("seal", "card.good", "card.grow", "card.unsure", "card.do", "ladder.how"):
            assert speech.t(f"report.{key}") in first, key


def test_a_log_that_does_not_replay_is_marked(played):
    """It says so on the first page and at the session, and no level is named."""
    text = report(replace(played, verified=False), lang="nl")
    assert text.count("niet geverifieerd") >= 2
    assert "tamelijk zeker" not in text
    assert "niet geverifieerd" not in report(played)


def test_a_measurement_and_its_interruptions_are_marked(played):
    """Form, part and how long it lay still stand at the session and on the first page."""
    header = played.events[0]
    measured = replace(
        header, data={**header.data, "measurement": {"form": "nulmeting", "part": 1, "run": "r"}}
    )
    gap = Event(seq=len(played.events), game_s=0, wall_ms=0, actor="game", kind="interrupted",
                data={"gap_s": 5400}, state="", link="")  # fmt: skip
    told = replace(played, events=(measured, *played.events[1:], gap))
    assert mark_of(told) == Mark(form="nulmeting", part="1", gaps_s=(5400,))
    text = report(told)
    assert text.count("nulmeting, deel 1") == 2
    assert text.count("1 keer onderbroken, 90 min") == 2
    assert "2 hours" in broken_words(Mark(form="", part="", gaps_s=(3600, 3600)), language("en"))
    assert form_words(Mark(form="", part="", gaps_s=()), NL) == ""


def test_growth_between_forms_has_its_interval():
    """From all lowest to all highest is growth; one form alone, or practice, gives nothing."""

    def sat(category: int, form: str):
        found = tuple(
            Evidence(competency="K1", indicator=i, version=1, raw=0.0, category=category,
                     thresholds=(0.0, 0.0, 0.0), events=())
            for i in settings().items if i.startswith("K1.")
        ) * 3  # fmt: skip
        return Mark(form=form, part="1", gaps_s=()), Played(session=form, evidence=found)

    up = changes([sat(0, "nulmeting"), sat(3, "eindmeting")], settings())
    assert [(c.competency, c.says) for c in up] == [("K1", "up")]
    assert up[0].low < up[0].mean < up[0].high
    assert changes([sat(1, "nulmeting"), sat(1, "eindmeting")], settings())[0].says == "open"
    assert changes([sat(0, "nulmeting"), sat(3, "")], settings()) == ()


def test_own_words_are_shown_only_when_asked():
    """Answers and notes stand under what they are about, escaped; without words nothing of them is left."""
    it = by_hand()
    told = it.story(verified=True)
    notes = {"K5.looked@log@1": Note(text="ik <keek> te laat", at="")}
    text = report(told, more=More(notes=notes))
    assert SECRET in text
    assert "ik &lt;keek&gt; te laat" in text
    assert NL.t("report.words.on", subject=NL.t("competency.K5")) in text
    without = report(told, more=More(notes=notes, words=False))
    assert SECRET not in without
    assert "te laat" not in without.partition("competency")[0]


def test_a_note_stands_under_what_it_is_about(played):
    """The sentence of the evidence that a note was written on stands above it."""
    found = next(e for e in evidence(played) if e.indicator == "K5.brier")
    subject = f"K5.brier@log@{'-'.join(map(str, found.events))}"
    text = report(played, more=More(notes={subject: Note(text="klopt niet", at="")}))
    part = text[text.index(NL.t("report.words.title")) :]
    assert NL.t("indicator.K5.brier", **dict(found.values)) in part
    assert "<blockquote>klopt niet</blockquote>" in part


def test_growth_is_drawn_once_there_are_two_sessions(played):
    """One session is no growth; two give a picture of each competency that was seen."""
    assert NL.t("report.growth.once") in report(played)
    two = report(played, played)
    assert NL.t("report.growth.once") not in two
    assert two.count('class="course"') >= 5


def test_weeks_have_their_own_part():
    """A run of weeks stands between the days with what its agreements brought."""
    told = WeekStory(
        scenario=scenario("weekplan"), seed=1, mode="train", player="p", events=weeks(), verified=True
    )
    text = html_report([told], profile_dict(profile([])), NL)
    assert text.count(scenario("weekplan").text("nl", "choice.dock-leeuwarden.title")) == 1
    assert NL.t("week.debrief.saved", euro=NL.euro(500, 0)) in text
