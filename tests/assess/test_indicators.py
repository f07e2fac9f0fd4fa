from dataclasses import replace

import pytest

from game.assess.acts import Acts
from game.assess.indicators import REGISTRY, WEEKS, evidence
from game.assess.indicators.k5 import bias
from game.assess.settings import settings
from game.domain import commands as c
from game.domain.events import Evidence
from game.session import Session
from game.session_plan import moved
from tests.assess.stories import GOOD, PLANNING, drive, followed, lesson, rough_lesson, session, story
from tests.worlds import collect, deliver, plan, rest, trip


def of(found: tuple[Evidence, ...], name: str) -> list[Evidence]:
    return [e for e in found if e.indicator == name]


def test_every_indicator_has_its_figures_and_the_other_way_round():
    """Registry and indicators.toml name the same indicators."""
    assert {name for name, _ in (*REGISTRY, *WEEKS)} == set(settings().items)


def test_the_reference_plan_by_hand_is_the_best_evidence():
    """Whoever makes the reference plan by hand gets category 3 wherever it is compared with it."""
    found = evidence(story(*PLANNING))
    for name in (
        "K1.cost_gap",
        "K1.on_time",
        "K1.empty",
        "K1.load",
        "K1.first_feasible",
        "K3.hard",
    ):
        assert [e.category for e in of(found, name)] == [3], name


def test_evidence_rests_on_events_of_the_log():
    """Every piece of evidence names event numbers that exist."""
    made = story(*PLANNING, "commit m1 b 70", "final m1 a")
    numbers = {e.seq for e in made.events}
    for e in evidence(made):
        assert e.events and set(e.events) <= numbers, e.indicator
        assert 0 <= e.category <= 3


def test_a_taken_plan_is_not_the_players_plan():
    """Accepting a whole plan gives no more on K1 and K2 than planning nothing, and nothing on K3."""
    found = evidence(followed())
    assert [e.category for e in found if e.competency in ("K1", "K2")] == [0] * 5
    assert not [e for e in found if e.competency == "K3"]


def test_a_plan_by_hand_counts_as_it_stood_before_the_first_takeover():
    """What was planned before a large proposal is accepted is judged; what follows is not."""
    it = session(lesson(), *PLANNING[:2])
    proposal = it.propose("plan", GOOD)
    assert proposal.placed > 1
    it.do(c.Accept(proposal=proposal.id))
    made = drive(it).story()
    assert made.hand is not None and made.hand.kpi.unplanned == ("O3", "O4")
    assert len(Acts.of(made).hand_drafts) == 2


REVERSED = plan(trip("V1", collect("O3"), collect("O4"), deliver("O4"), deliver("O1"), deliver("O2")))
"""All orders of GOOD in the same truck, the other way round."""


@pytest.mark.parametrize(
    ("header", "by_hand"), [({"hand": "places/1"}, False), ({}, True)], ids=["now", "older logs"]
)
def test_a_proposal_that_turns_a_trip_round_ends_the_plan_by_hand(header, by_hand):
    """Though no order goes to another truck; a log from before that was counted stays as it was."""
    it = Session(lesson(), seed=1, header=header)
    for line in ("begin", *PLANNING):
        assert it.do(c.from_text(line)).ok
    proposal = it.propose("plan", REVERSED)
    assert (proposal.placed > 1) is not by_hand
    mine = it.plan
    assert it.do(c.Accept(proposal=proposal.id)).ok and it.plan != mine
    made = drive(it).story()
    assert made.hand is not None and (made.hand == made.planned) is by_hand
    assert (Acts.of(made).takeover is None) is by_hand
    assert (Acts.of(made).hand_drafts[-1].plan == mine) is not by_hand


@pytest.mark.parametrize(
    ("after", "count"),
    [
        (trip("V1", deliver("A"), deliver("B"), deliver("C")), 0),
        (trip("V1", deliver("A"), deliver("B"), rest(45), deliver("C"), start_s=0), 0),
        (trip("V1", deliver("D"), deliver("A"), deliver("B"), deliver("C")), 1),
        (trip("V1", deliver("B"), deliver("A"), deliver("C")), 1),
        (trip("V1", deliver("C"), deliver("B"), deliver("A")), 2),
        (trip("V1", deliver("B"), deliver("C")), 0),
        (trip("V2", deliver("A"), deliver("B"), deliver("C")), 3),
    ],
)
def test_orders_that_move_are_counted_and_not_those_that_make_room(after, count):
    """The fewest orders of which the place explains the new trip; a break or another start moves none."""
    assert moved(plan(trip("V1", deliver("A"), deliver("B"), deliver("C"))), plan(after)) == count


def test_drafts_follow_the_session_through_undo():
    """The plan history that is rebuilt from the log ends in the plan that was dispatched."""
    it = session(lesson(), *PLANNING, "unplace O2", "undo", "place O2 V2 0 -1", "undo", "redo", "undo")
    before = it.plan
    made = drive(it).story()
    assert Acts.of(made).drafts[-1].plan == before
    assert [d.act for d in Acts.of(made).drafts] == list(range(1, 11))


def test_mended_breaches_count_only_when_they_are_gone():
    """A draft with a late order that is put right before dispatch is a mended warning."""
    from game.domain.world import Window

    base = lesson()
    orders = dict(base.system.orders)
    orders["O1"] = replace(orders["O1"], delivery_windows=(Window(open_s=6 * 3600, close_s=6 * 3600 + 2400),))
    tight = replace(base, system=replace(base.system, orders=orders))
    late_first = ("place O2 V1 0 -1", "place O1 V1 1 -1", "place O4 V2 0 -1", "place O3 V2 2 -1")
    bad = evidence(story(*late_first, of=tight))
    good = evidence(story(*late_first, "place O1 V1 0 -1", of=tight))
    assert [e.category for e in of(bad, "K3.mended")] == [0]
    assert [e.category for e in of(good, "K3.mended")] == [3]
    assert of(bad, "K3.hard")[0].category < of(good, "K3.hard")[0].category


@pytest.mark.parametrize(
    ("m1", "m2", "rair", "rsr", "leaning"),
    [
        (("b", "a"), ("b", "b"), [3], [3], "none"),
        (("b", "a"), ("b", "a"), [3], [0], "over"),
        (("b", "b"), ("b", "b"), [0], [3], "under"),
        (("a", "a"), ("a", "a"), [], [], "unknown"),
    ],
)
def test_reliance_is_two_sided(m1, m2, rair, rsr, leaning):
    """Right advice taken and wrong advice refused count; own choice equal to the advice tells nothing."""
    lines = [f"commit m1 {m1[0]} 60", f"final m1 {m1[1]}", f"commit m2 {m2[0]} 90", f"final m2 {m2[1]}"]
    made = story(*PLANNING, *lines)
    found = evidence(made)
    assert [e.category for e in of(found, "K5.rair")] == rair
    assert [e.category for e in of(found, "K5.rsr")] == rsr
    assert bias(Acts.of(made)) == leaning


def test_confidence_is_scored_by_its_distance_to_being_right():
    """Sure and right is good, sure and wrong is bad, half sure lies between."""

    def brier(own1: str, own2: str, sure: int) -> Evidence:
        lines = [
            f"commit m1 {own1} {sure}",
            f"final m1 {own1}",
            f"commit m2 {own2} {sure}",
            f"final m2 {own2}",
        ]
        return of(evidence(story(*PLANNING, *lines)), "K5.brier")[0]

    assert (brier("a", "b", 100).raw, brier("a", "b", 100).category) == (0.0, 3)
    assert (brier("b", "a", 100).raw, brier("b", "a", 100).category) == (1.0, 0)
    assert (brier("a", "a", 50).raw, brier("a", "a", 50).category) == (0.25, 1)


def test_looking_before_overriding():
    """Putting advice aside without a look at the cues is category 0, after a look 3; taking it is no case."""
    blind = of(evidence(story(*PLANNING, "commit m2 b 60", "final m2 b")), "K5.looked")
    seen = of(evidence(story(*PLANNING, "look m2 file", "commit m2 b 60", "final m2 b")), "K5.looked")
    taken = of(evidence(story(*PLANNING, "commit m2 b 60", "final m2 a")), "K5.looked")
    assert ([e.category for e in blind], [e.category for e in seen], taken) == ([0], [3], [])


def test_changing_a_taken_plan_shows_whether_it_helped():
    """Own changes after a takeover are judged by what they did to it; none, no evidence."""
    assert not of(evidence(followed()), "K5.after_advice")
    worse = of(evidence(followed(then=("unplace O3",))), "K5.after_advice")
    assert [e.category for e in worse] == [0]


def test_an_unanswered_message_is_answered_by_its_default():
    """Letting a deadline pass counts as the slowest answer."""
    found = evidence(story(*PLANNING, of=rough_lesson()))
    assert [(e.raw, e.category) for e in of(found, "K4.reply_time")] == [(1.0, 0)]
    # waiting was expected to cost 80 euro, the best answer 30, the dearest 90
    assert [(round(e.raw, 3), e.category) for e in of(found, "K4.reply")] == [(0.833, 0)]


def test_a_good_answer_in_time_is_good_evidence():
    """Answering at once with the answer that costs least counts fully."""
    it = session(rough_lesson(), *PLANNING, "dispatch")
    while not it.open_messages():
        assert it.do(c.Advance(to_s=86_400)).ok
    assert it.do(c.Reply(message="dicht", option="back")).ok
    while it.phase == "day":
        it.do(c.Advance(to_s=86_400))
    found = evidence(it.story())
    assert [e.category for e in of(found, "K4.reply")] == [3]
    assert [e.category for e in of(found, "K4.reply_time")] == [3]


def test_hours_that_do_not_bind_ask_nothing():
    """Much room on the tightest day is no evidence when the reference has it too."""
    assert not of(evidence(story(*PLANNING)), "K3.margin")
    base = lesson()
    short = replace(base.system.hours, duty_day_s=6 * 3600)
    made = story(*PLANNING, of=replace(base, system=replace(base.system, hours=short)))
    assert len(of(evidence(made), "K3.margin")) == 1


def test_no_opportunity_is_no_evidence():
    """Without reference, messages, moments and dispatch there is no evidence at all."""
    assert evidence(session(lesson(reference=None)).story()) == ()
