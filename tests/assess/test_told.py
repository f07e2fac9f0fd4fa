"""Communication: who was told, in time, in which words, and how work was shared out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.assess import sets
from game.assess.acts import Acts
from game.assess.contacts import contacts
from game.assess.indicators import evidence
from game.assess.story import Story
from game.domain import commands as c
from game.domain.scenario import Message, Option, Tone
from tests.assess.stories import GOOD, PLANNING, drive, lesson, session, story
from tests.assess.test_repairs import held_up, of, with_events
from tests.worlds import collect, deliver, plan, trip

AT = 8 * 3600
CALL = Message(
    id="bel", kind="call", trigger="at", at_s=4 * 3600, subject="O1", deadline_s=5 * 3600, default="stil",
    options=(
        Option(id="zeg", expected_cent=100, tells=("customer/O1",)), Option(id="stil", expected_cent=100),
    ),
    tones=(Tone(id="bot", score=0), Tone(id="kort", score=2), Tone(id="warm", score=3)),
    needs=("customer/O1", "driver/V1"),
)  # fmt: skip


def called(*lines: str) -> Story:
    """A day with one call; these commands are given when it comes in."""
    it = session(lesson(messages=(CALL,)), *PLANNING, "dispatch")
    while not it.open_messages():
        assert it.do(c.Advance(to_s=86_400)).ok
    for line in lines:
        assert it.do(c.from_text(line)).ok, line
    while it.phase == "day":
        it.do(c.Advance(to_s=86_400))
    return it.story()


@pytest.mark.parametrize(
    ("lines", "raw", "category"),
    [
        (("reply bel stil",), 0.0, 0),
        (("reply bel zeg",), 0.5, 1),
        (("tell driver/V1 late", "reply bel zeg"), 1.0, 3),
        (("tell driver/V2 late", "reply bel stil"), 0.0, 0),
    ],
)
def test_who_ought_to_hear_is_counted_by_whichever_way_he_heard(lines, raw, category):
    """An answer that tells and a call of one's own count alike; another driver does not."""
    found = of(evidence(called(*lines)), "K6.told")
    assert [(e.raw, e.category) for e in found] == [(raw, category)]


def test_who_hears_of_it_after_his_order_was_served_heard_nothing():
    """Too late is not told: O1 was served long before the call came."""
    late = replace(CALL, at_s=20 * 3600, deadline_s=21 * 3600)
    it = session(lesson(messages=(late,)), *PLANNING, "dispatch")
    while it.phase == "day" and not any(e.data.get("what") == "served" for e in it.events):
        it.do(c.Advance(to_s=it.clock_s + 3600))
    served = next(e.data["subject"] for e in it.events if e.data.get("what") == "served")
    found = replace(late, needs=(f"customer/{served}",), at_s=it.clock_s)
    made = with_events(
        replace(it.story(), scenario=replace(it.scenario, messages=(found,))),
        ("day", {"what": "message", "at_s": it.clock_s, "subject": "bel"}, it.clock_s),
        ("command", {"do": f"tell customer/{served} late", "ok": True}, it.clock_s),
    )  # fmt: skip
    assert [e.raw for e in of(evidence(made), "K6.told")] == [0.0]


def test_a_message_that_names_nobody_is_no_opportunity():
    """No needs, no evidence; neither when the message never came."""
    silent = replace(CALL, needs=())
    assert not of(evidence(drive(session(lesson(messages=(silent,)), *PLANNING)).story()), "K6.told")
    assert not of(evidence(story(*PLANNING)), "K6.told")


@pytest.mark.parametrize(("tone", "score"), [("bot", 0), ("kort", 2), ("warm", 3)])
def test_the_tone_is_scored_by_the_rubric(tone, score):
    """The author's score is the raw value; the last tone before the answer counts."""
    found = of(evidence(called("speak bel bot", f"speak bel {tone}", "reply bel zeg")), "K6.tone")
    assert [(e.raw, e.category) for e in found] == [(score, score)]


def test_without_a_tone_there_is_nothing_to_score():
    """Only where a tone was chosen."""
    assert not of(evidence(called("reply bel zeg")), "K6.tone")


def test_customers_seen_to_be_late_are_to_be_warned():
    """One of the late customers told in time is that share of them; without a trouble nobody is late."""
    made = held_up(("tell customer/O1 late", AT + 300))
    found = of(evidence(made), "K6.warned")
    late = int(dict(found[0].values)["late"])
    assert late >= 2 and [(e.raw) for e in found] == [pytest.approx(1 / late, abs=1e-6)]
    assert [e.raw for e in of(evidence(held_up()), "K6.warned")] == [0.0]
    assert not of(evidence(story(*PLANNING)), "K6.warned")


@pytest.mark.parametrize(
    ("told_s", "raw", "category"),
    [(AT + 60, 1.0, 3), (12 * 3600 - 900, 0.5, 1), (12 * 3600, 0.0, 0)],
)
def test_lead_is_what_was_left_before_the_window_closed(told_s, raw, category):
    """Half an hour ahead is all that goodwill asks; a quarter is half of it; at the last second nothing."""
    found = of(evidence(held_up(("tell customer/O1 late", told_s))), "K6.lead")
    assert [(e.raw, e.category) for e in found] == [(raw, category)]


def test_calls_about_a_change_went_out_before_the_clock_moved():
    """Who heard of a changed plan heard of it when it was made, not when the line was written."""
    call = {"party": "customer/O1", "about": "change", "cent": 500, "shift_s": 0}
    made = with_events(
        held_up(), ("mark", {}, AT + 60), ("command", {"do": "advance 40000", "ok": True}, 40_000),
        ("calls", {"calls": [call], "cent": 500}, 40_000),
    )  # fmt: skip
    assert [(x.party, x.at_s) for x in contacts(made, Acts.of(made))] == [("customer/O1", AT + 60)]


def test_work_is_shared_as_fairly_as_in_the_reference():
    """The reference's own trips differ nothing from it; one driver with nearly all the work does."""
    second = trip("V2", collect("O4"), deliver("O4"), collect("O3"))
    fair = plan(trip("V1", deliver("O2"), deliver("O1")), second)
    base = lesson()
    assert base.reference is not None
    two = replace(base, reference=replace(base.reference, plan=fair))
    same = ("place O2 V1 0 -1", "place O1 V1 1 -1", "place O4 V2 0 -1", "place O3 V2 2 -1")
    skewed = ("place O2 V1 0 -1", "place O1 V1 1 -1", "place O4 V1 2 -1", "place O3 V2 0 -1")
    good, bad = (of(evidence(story(*lines, of=two)), "K6.fair") for lines in (same, skewed))
    assert [(e.raw, e.category) for e in good] == [(0.0, 3)]
    assert bad[0].raw > 0.2 and bad[0].category == 0
    assert GOOD and not of(evidence(story(*PLANNING)), "K6.fair"), "a reference with one driver asks nothing"


@pytest.mark.parametrize(
    ("lines", "raw", "category"),
    [
        (("tell customer/O2 late",), 1.0, 0),
        (("tell customer/O2 late", "tell driver/V1 late"), 1.0, 0),
    ],
)
def test_calls_about_nothing_are_counted_among_those_to_customers(lines, raw, category):
    """A customer for whom nothing changed was disturbed; calls to drivers are no such calls."""
    made = called(*lines)
    found = of(evidence(made), "K6.needless")
    assert [(e.raw, e.category) for e in found] == [(raw, category)]
    did = {e.seq: e.data.get("do") for e in made.events}
    assert [did[seq] for seq in found[0].events] == ["tell customer/O2 late"]


@pytest.mark.parametrize(
    ("lines", "raw"),
    [
        (("tell customer/O1 late", "reply bel stil"), 0.0),
        (("tell customer/O1 late", "tell customer/O1 late", "reply bel stil"), 0.5),
        (("reply bel zeg", "tell customer/O1 late"), 1.0),
        (("tell customer/O1 late", "tell customer/O2 late"), 0.5),
    ],
)
def test_a_call_that_an_author_asks_for_is_not_needless(lines, raw):
    """Though nothing changes for him by the planning software; who heard it already needs no second call."""
    assert CALL.needs[0] == "customer/O1"
    assert [e.raw for e in of(evidence(called(*lines)), "K6.needless")] == [raw]


def test_a_frozen_set_with_the_first_version_counts_it_still():
    """`expert-4` knew the indicator before it was mended: its profiles can be made again."""
    made = called("tell customer/O1 late", "reply bel stil")
    found = of(evidence(made, sets.load("expert-4")), "K6.needless")
    assert [(e.version, e.raw) for e in found] == [(1, 1.0)]


def test_a_call_about_a_delay_is_not_needless():
    """Who hears that his order comes late is not disturbed; without a call there is nothing to judge."""
    assert not of(evidence(called("reply bel zeg")), "K6.needless")
    made = held_up(("tell customer/O1 late", AT + 300))
    assert [(e.raw, e.category) for e in of(evidence(made), "K6.needless")] == [(0.0, 3)]
    half = replace(made, needless=(1,))
    assert of(evidence(half), "K6.needless")[0].raw == 1.0


def test_a_set_that_does_not_know_the_indicator_gives_no_evidence_of_it():
    """`expert-3` was frozen before: a profile made with it stays what it was."""
    made = called("tell customer/O2 late")
    assert of(evidence(made), "K6.needless")
    assert not of(evidence(made, sets.load("expert-3")), "K6.needless")
