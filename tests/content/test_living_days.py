"""The living days: each decision can be known, is worth about as much either way, and reads quickly."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from game.content.load import SHIPPED, load_scenario
from game.domain.scenario import Moment, Scenario

LIVING = ("spits-a28", "ijzel", "samen-rijden")
MIN = 60


@pytest.fixture(scope="module", params=LIVING)
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return load_scenario(str(request.param))


def _stake(moment: Moment) -> int:
    """What the wrong of advice and its best alternative costs more than the other, in cent."""
    costs = {o.id: o.expected_cent for o in moment.options}
    advised = costs.pop(moment.advice)
    return abs(advised - min(costs.values()))


def test_half_of_the_advice_is_right(scenario: Scenario) -> None:
    """Six to twelve moments before and during the day; neither following nor overruling is a rule."""
    moments = scenario.moments
    right = sum(m.advice == m.best for m in moments)
    assert 6 <= len(moments) <= 12
    assert 0.4 <= right / len(moments) <= 0.6
    assert 2 <= sum(m.phase == "plan" for m in moments) <= 4
    assert all(m.scored for m in moments)


def test_following_and_overruling_cost_the_same(scenario: Scenario) -> None:
    """What always following loses is about what always overruling loses."""
    follow = sum(_stake(m) for m in scenario.moments if m.advice != m.best)
    overrule = sum(_stake(m) for m in scenario.moments if m.advice == m.best)
    assert follow == pytest.approx(overrule, rel=0.15)


def test_notes_show_every_sum(scenario: Scenario) -> None:
    """An author's expected cost stands in NOTES.md, under the name of its moment."""
    notes = (SHIPPED / scenario.id / "NOTES.md").read_text(encoding="utf-8")
    for moment in scenario.moments:
        own = notes.split(f"**{moment.id}**")[1].split("\n\n")[0]
        for option in moment.options:
            assert f"**{option.expected_cent / 100:.2f}**" in own, (moment.id, option.id)


def test_what_differs_can_be_looked_up(scenario: Scenario) -> None:
    """Nothing that is untrue in the files comes without a source about it, each with its reliability."""
    about = {s.subject for s in scenario.sources}
    places = {scenario.system.orders[t.subject].delivery for t in scenario.truth}
    for change in scenario.truth:
        order = scenario.system.orders[change.subject]
        told = {change.subject, order.pickup, order.delivery}
        asked = {m.subject for m in scenario.moments if m.cues}
        assert told & (about | asked), change.subject
    assert places
    assert 8 <= len(scenario.sources) <= 14
    assert all(m.reliability for m in scenario.moments)


def test_day_moments_do_not_come_at_once(scenario: Scenario) -> None:
    """A quarter of an hour of the day or more between two decisions, all before three o'clock."""
    at = sorted(m.at_s for m in scenario.moments if m.phase == "day")
    assert all(b - a >= 15 * MIN for a, b in pairwise(at))
    assert at[-1] <= 15 * 60 * MIN


def test_messages_are_short_and_how_they_are_said_counts(scenario: Scenario) -> None:
    """At most 45 words to read and 12 to choose, in both languages; a few ask for a tone."""
    assert 6 <= len(scenario.messages) <= 10
    assert 2 <= sum(bool(m.tones) for m in scenario.messages) <= 4
    assert any(m.needs for m in scenario.messages)
    for lang in ("nl", "en"):
        for key, sentence in scenario.texts[lang].items():
            words = len(re.findall(r"\S+", sentence))
            if re.match(r"(message|source)\..*\.body", key):
                assert words <= 45, (lang, key, words)
            if ".option." in key or ".tone." in key:
                assert words <= 12, (lang, key, words)
