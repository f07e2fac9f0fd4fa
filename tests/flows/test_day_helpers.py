"""What the day screen is told: what first, consequences of answers, look-up, corrections, the day's list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.consequences import Consequences
from game.corrections import Field, corrected, fields
from game.diary import Diary, answer_of
from game.domain import commands as c
from game.lookup import entries, related, subject_name, unread
from game.session import Session
from game.session_outlook import Outlook
from game.triage import SOON_S, Extra, TriageItem, pressing, triage
from tests.screens.day_play import CALL_S, dispatched, living

PLAIN = ("day.plain", ())


@pytest.fixture
def session() -> Session:
    """The living day at the moment that the telephone rings."""
    made = dispatched()
    while made.clock_s < CALL_S:
        assert made.do(c.Advance(to_s=CALL_S)).ok
    return made


def item(
    name: str, tier: int = 1, cent: int = 0, left_s: int | None = None, kind: str = "late"
) -> TriageItem:
    """A row with nothing but what it is sorted by."""
    return TriageItem(
        id=name, kind=kind, tier=tier, cent=cent, left_s=left_s, title=PLAIN, note=PLAIN, order=name
    )


# -- what first --------------------------------------------------------------------------------------
def test_the_dearest_comes_first_and_what_runs_out_soon_before_it() -> None:
    """Who waits is on top, then what runs out within half an hour, then the rest; each by euro."""
    rows = [
        item("dear", cent=9000, left_s=SOON_S * 4), item("cheap", cent=100, left_s=SOON_S * 4),
        item("soon", cent=500, left_s=600), item("waits", tier=0, left_s=0), item("past", tier=2, cent=99999),
    ]  # fmt: skip
    assert [r.id for r in sorted(rows, key=lambda r: r.rank)] == ["waits", "soon", "dear", "cheap", "past"]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10**5), st.none() | st.integers(0, 40_000))))
def test_the_order_is_total(rows: list[tuple[int, int, int | None]]) -> None:
    """Any rows have one order, whatever order they came in."""
    made = [item(str(i), *row) for i, row in enumerate(rows)]
    first = sorted(made, key=lambda r: r.rank)
    turned = list(reversed(made))
    assert sorted(turned, key=lambda r: r.rank) == first


def test_what_makes_the_clock_go_slower() -> None:
    """Only what costs something and runs out within ten minutes; not what was told, is over or is far off."""
    rows = [
        item("now", cent=4000, left_s=300), item("far", cent=4000, left_s=3000), item("free", left_s=300),
        item("mail", left_s=300, kind="mail"), item("gone", tier=2, cent=4000, left_s=300),
    ]  # fmt: skip
    assert pressing(rows) == ("now", "mail")


def test_a_chance_is_named_before_it_is_late(session: Session) -> None:
    """With the outlook stops stand in the list that may well be late, with chance, euro and time left."""
    outlook = Outlook(session)
    outlook.finish()
    assert session.running is not None
    expected = session.running.expected()
    plain = triage(session, expected, "nl")
    found = triage(session, expected, "nl", Extra(outlook=outlook))
    assert not any(i.kind == "risk" for i in plain)
    for row in (i for i in found if i.kind == "risk"):
        known = outlook.of(row.vehicle)
        stop = known.of(row.order) if known else None
        assert stop is not None and stop.late_percent >= 20
        assert row.cent == stop.goodwill_cent and row.late_s == 0
    assert {i.id for i in plain if i.kind == "late"} == {i.id for i in found if i.kind == "late"}


def test_a_call_that_is_put_off_waits_lower(session: Session) -> None:
    """It stands among what can be done, with the time until it is rung back; a read rumour is gone."""
    assert session.running is not None
    expected = session.running.expected()
    rows = {i.id: i for i in triage(session, expected, "nl")}
    assert rows["message.belt"].tier == 0 and rows["message.praat"].tier == 3
    extra = Extra(later={"belt": CALL_S + 300}, read=frozenset({"praat"}), stakes={"belt": 5000})
    rows = {i.id: i for i in triage(session, expected, "nl", extra)}
    assert (rows["message.belt"].tier, rows["message.belt"].left_s) == (1, 300)
    assert rows["message.belt"].cent == 5000 and "message.praat" not in rows


# -- consequences ------------------------------------------------------------------------------------
def test_figures_of_answers_touch_nothing(session: Session) -> None:
    """Working out answers leaves log and state as they were, one answer a step."""
    before = session.state_hash(), len(session.events)
    figures = Consequences(session)
    message = session.open_messages()[0]
    steps = 0
    while figures.step():
        steps += 1
    assert steps == len(message.options)
    assert (session.state_hash(), len(session.events)) == before
    wait, pay = figures.of("belt", "wacht"), figures.of("belt", "betaal")
    assert wait is not None and pay is not None and wait.plain and not pay.plain
    assert figures.at_stake_cent(message) == pay.cost_cent
    assert not figures.step()


# -- look-up -----------------------------------------------------------------------------------------
def test_sources_are_sorted_and_marked(session: Session) -> None:
    """By kind; what is about the chosen order or its truck is near; what was read says when."""
    order = living()[1]
    vehicle = session.plan.vehicle_of(order) or ""
    assert [e.source.id for e in entries(session)] == ["dossier", "weer"]
    for about in (related(session, order=order), related(session, vehicle=vehicle)):
        assert [e.source.id for e in entries(session, about) if e.near] == ["dossier"]
    assert not any(e.near for e in entries(session, related(session)))
    assert unread(session) == 2
    assert session.do(c.Consult(source="weer")).ok
    assert unread(session) == 1
    assert next(e for e in entries(session) if e.source.id == "weer").read_s == CALL_S
    assert subject_name(session, order) == session.system.orders[order].customer
    assert subject_name(session, "A28") == "A28"


# -- corrections -------------------------------------------------------------------------------------
def test_every_figure_can_be_corrected_and_corrected_back(session: Session) -> None:
    """A step changes what is believed and is marked; the original value takes the mark away."""
    order = living()[1]
    for number, field in enumerate(fields(session, order)):
        up = field.stepped(field.amount, 1)
        assert up != field.amount
        correct = c.Correct(order=order, what=field.what, amount=up, end=field.end)
        assert session.do(correct).ok
        assert fields(session, order)[number].amount == up
        assert [f.name for f in corrected(session, order)] == [field.name]
        assert session.do(c.Correct(order=order, what=field.what, amount=field.original, end=field.end)).ok
        assert corrected(session, order) == ()
    assert session.system.orders[order] == session.scenario.system.orders[order]


@given(st.integers(0, 5000), st.integers(-20, 20), st.sampled_from([1, 10, 300]))
def test_steps_stay_within_limits_and_on_whole_steps(amount: int, steps: int, step: int) -> None:
    """However often a button is pressed, the value is allowed, and whole unless it is at a limit."""
    field = Field(what="kg", end="-", name="kg", amount=amount, original=amount, step=step, low=0, high=5000)
    found = field.stepped(amount, steps)
    assert 0 <= found <= 5000
    if steps:
        assert found % step == 0 or found in (0, 5000)


# -- the day's list ----------------------------------------------------------------------------------
def test_the_list_of_the_day(session: Session) -> None:
    """Messages, calls and corrections stand in it once, newest first, also when it is read in between."""
    diary, order = Diary(session), living()[1]
    assert {line.subject for line in diary.lines(post=True)} >= {"belt", "praat"}
    assert session.do(c.Tell(party=f"customer/{order}", about="late")).ok
    assert session.do(c.Correct(order=order, what="kg", amount=5)).ok
    assert session.do(c.Reply(message="belt", option="wacht")).ok
    lines = diary.lines()
    assert [line.at_s for line in lines] == sorted((line.at_s for line in lines), reverse=True)
    assert [line.kind for line in lines if line.kind in ("told", "corrected")] == ["corrected", "told"]
    assert lines == Diary(session).lines() == diary.lines()
    assert answer_of(session, "belt") == ("wacht", CALL_S)
    assert answer_of(session, "praat") is None
