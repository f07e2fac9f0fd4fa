"""Disruption handling: every indicator of acts against a day that is built so that the answer is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from game.assess.indicators import evidence
from game.assess.indicators.k4 import at_stake
from game.assess.sets import load
from game.assess.story import Story
from game.domain import commands as c
from game.domain.events import Evidence
from game.domain.ledger import LedgerLine, LedgerOption
from game.ledger import ledger_of
from tests.assess.stories import PLANNING, lesson, rough_lesson, session, story
from tests.worlds import window


def of(found: tuple[Evidence, ...], name: str) -> list[Evidence]:
    return [e for e in found if e.indicator == name]


def line(seq: int, *, keep: int, own: int, repair: int, kind: str = "replan", **kw: Any) -> LedgerLine:
    """A re-plan with these expected costs."""
    options = tuple(
        LedgerOption(id=name, expected_cent=cent, realised_cent=kw.pop(f"realised_{name}", cent))
        for name, cent in (("keep", keep), ("own", own))
    )
    best = min(options, key=lambda o: o.expected_cent).id
    values: dict[str, Any] = {
        "kind": kind, "id": f"{kind}/{seq}", "seq": seq, "at_s": 0, "chosen": "own", "best": best,
        "against": "keep", "options": options, "stake_cent": abs(keep - own), "error_cent": 100,
        "verdict": "good" if best == "own" else "missed", "repair_cent": repair, "days": 40,
    }  # fmt: skip
    return LedgerLine(**{**values, **kw})


def with_events(made: Story, *added: tuple[str, Mapping[str, Any], int]) -> Story:
    """The same story with lines of the day (kind, data, clock) before its end."""
    last = made.events[-1]
    more = tuple(
        replace(last, seq=last.seq + 1 + i, kind=kind, data=data, game_s=at_s)
        for i, (kind, data, at_s) in enumerate(added)
    )
    return replace(made, events=(*made.events, *more))


BASE = story(*PLANNING)
END = BASE.events[-1].seq


@pytest.mark.parametrize(
    ("own", "repair", "raw", "category"),
    [(40_000, 40_000, 0.0, 3), (50_000, 40_000, 0.5, 1), (60_000, 40_000, 1.0, 0), (40_050, 40_000, 0.0, 3)],
)
def test_regret_is_what_the_best_repair_would_have_spared(own, repair, raw, category):
    """0 for the best repair, 1 for the dearest act; what lies within the error is no regret."""
    found = of(evidence(replace(BASE, ledger=(line(END, keep=60_000, own=own, repair=repair),))), "K4.regret")
    assert [(round(e.raw, 6), e.category, e.events) for e in found] == [(raw, category, (END,))]


def test_regret_never_looks_at_how_the_day_came_out():
    """The same decision with another realised cost is the same evidence."""
    good = line(END, keep=60_000, own=50_000, repair=40_000)
    bad_luck = line(END, keep=60_000, own=50_000, repair=40_000, realised_own=500_000)
    first, second = (evidence(replace(BASE, ledger=(x,))) for x in (good, bad_luck))
    assert first == second and of(first, "K4.regret")


def test_regret_needs_something_to_decide_in_the_day():
    """No ledger, options that hardly differ, and choices of the morning are no opportunity."""
    assert not of(evidence(BASE), "K4.regret")
    even = line(END, keep=40_100, own=40_000, repair=40_000)
    morning = line(1, keep=60_000, own=50_000, repair=40_000)
    assert not of(evidence(replace(BASE, ledger=(even, morning))), "K4.regret")


def test_decisions_weigh_by_what_hangs_on_them():
    """A whole regret on a fifth of all that hung on the day is a fifth, one reading for the session."""
    dear = line(END, keep=60_000, own=20_000, repair=20_000)
    wrong = line(END - 1, keep=20_000, own=30_000, repair=20_000)
    found = of(evidence(replace(BASE, ledger=(wrong, dear))), "K4.regret")
    assert [(e.raw, dict(e.values)["worst"]) for e in found] == [(0.2, wrong.id)]


def test_a_change_that_gains_nothing_wastes_its_calls():
    """Three calls for a change that helps and one for a change that does not: a quarter is needless."""
    call = {"party": "driver/V1", "about": "change", "cent": 400, "shift_s": 0}
    made = with_events(
        BASE, ("mark", {}, 0), ("calls", {"calls": [call] * 3, "cent": 1200}, 0),
        ("mark", {}, 0), ("calls", {"calls": [call], "cent": 400}, 0),
    )  # fmt: skip
    helps = line(END + 1, keep=60_000, own=50_000, repair=50_000)
    idle = line(END + 3, keep=50_000, own=50_400, repair=50_000)
    found = of(evidence(replace(made, ledger=(helps, idle))), "K4.needless")
    assert [(e.raw, e.category, e.events) for e in found] == [(0.25, 2, (END + 1, END + 2, END + 3, END + 4))]
    assert not of(evidence(made), "K4.needless"), "a change that was not weighed says nothing"


def held_up(*acts: tuple[str, int], delay_min: int = 360) -> Story:
    """V1 is held up before its first stop, so that it is late wherever there is a window; then these acts."""
    base = lesson()
    orders = {
        k: replace(o, delivery_windows=(window(6 * 60, 12 * 60),)) for k, o in base.system.orders.items()
    }
    made = story(*PLANNING, of=replace(base, system=replace(base.system, orders=orders)))
    dispatch = next(e for e in made.events if e.data.get("do") == "dispatch")
    made = replace(made, events=tuple(e for e in made.events if e.seq <= dispatch.seq))
    incident = {"what": "incident", "at_s": 8 * 3600, "vehicle": "V1", "subject": "late_loading/V1",
                "kind": "late_loading", "delay_s": delay_min * 60}  # fmt: skip
    commands = (("command", {"do": do, "ok": True}, at_s) for do, at_s in acts)
    return with_events(made, ("day", incident, 8 * 3600), *commands)


def test_the_first_adequate_act_is_timed_from_the_first_cue():
    """Telling the driver after ten minutes counts, telling another driver does not."""
    at = 8 * 3600
    acts = ("tell driver/V2 late", at + 60), ("tell driver/V1 late", at + 600)
    found = of(evidence(held_up(*acts)), "K4.first_act")
    assert [(e.raw, e.category) for e in found] == [(10, 2)]
    never = of(evidence(held_up()), "K4.first_act")
    assert [(e.category, dict(e.values)["case"]) for e in never] == [(0, "never")]


def test_a_delay_that_the_plan_takes_up_asks_nothing():
    """A truck that is held up and makes nobody late is no opportunity."""
    assert not of(evidence(held_up(delay_min=5)), "K4.first_act")


def test_a_change_of_that_truck_is_an_adequate_act_unless_the_ledger_calls_it_missed():
    """Re-planning the late truck counts when by what was known it was no mistake."""
    made = held_up(("unplace O1", 8 * 3600 + 60))
    act = made.events[-1].seq
    good = replace(made, ledger=(line(act, keep=60_000, own=50_000, repair=50_000),))
    bad = replace(made, ledger=(line(act, keep=50_000, own=90_000, repair=50_000),))
    assert [e.raw for e in of(evidence(good), "K4.first_act")] == [1]
    assert [dict(e.values).get("case") for e in of(evidence(bad), "K4.first_act")] == ["never"]


@pytest.mark.parametrize("own", [50_001, 50_100])
def test_a_rash_change_is_no_act_though_the_ledger_is_too_unsure_to_call_it_missed(own):
    """Expected to cost more than leaving the plan: never acted; a call after it is the first act."""
    rash, then = ("unplace O1", 8 * 3600 + 60), (("advance 29400", 29_400), ("tell driver/V1 late", 29_400))
    made, later = held_up(rash), held_up(rash, *then)
    act = made.events[-1].seq
    unsure = line(act, keep=50_000, own=own, repair=50_000, verdict="even")
    never, told = (of(evidence(replace(x, ledger=(unsure,))), "K4.first_act") for x in (made, later))
    assert [dict(e.values).get("case") for e in never] == ["never"]
    assert [e.raw for e in told] == [10]
    even = line(act, keep=50_000, own=50_000, repair=50_000, verdict="even")
    assert [e.raw for e in of(evidence(replace(made, ledger=(even,))), "K4.first_act")] == [1]


def test_a_change_that_nothing_weighed_is_no_act_and_no_proof_of_none():
    """It may have been right or wrong: alone it is no evidence, and a call after it is the first act. A line
    of a later re-plan does not weigh it."""
    alone = held_up(("place O1 V1 0 -1", 8 * 3600 + 60))
    assert not of(evidence(alone), "K4.first_act")
    acts = ("place O1 V1 0 -1", 29_000), ("advance 29400", 29_400), ("unplace O4", 29_400)
    later = held_up(*acts)
    weighed = line(later.events[-1].seq, keep=60_000, own=50_000, repair=50_000)
    found = of(evidence(replace(later, ledger=(weighed,))), "K4.first_act")
    assert [e.raw for e in found] == [10]
    told = held_up(("place O1 V1 0 -1", 29_000), ("advance 29400", 29_400), ("tell driver/V1 late", 29_400))
    assert [e.raw for e in of(evidence(told), "K4.first_act")] == [10]


def test_a_frozen_set_with_the_first_version_counts_every_change_that_was_not_missed():
    """`expert-4` knew no better: its profiles can be made again."""
    found = of(evidence(held_up(("place O1 V1 0 -1", 8 * 3600 + 60)), load("expert-4")), "K4.first_act")
    assert [(e.version, e.raw) for e in found] == [(1, 1)]


def test_what_hangs_on_an_answer_is_the_authors_or_else_the_ledgers():
    """Without costs of its options a message counts only when the ledger found that they differ."""
    call = next(m for m in rough_lesson().messages if m.options)
    plain = replace(call, options=tuple(replace(o, expected_cent=0) for o in call.options))
    weighed = line(END, keep=60_000, own=50_000, repair=50_000, kind="message", id=plain.id)
    even = replace(weighed, verdict="even")
    assert at_stake(BASE, call) == 6000
    assert at_stake(BASE, plain) == 0
    assert at_stake(replace(BASE, ledger=(weighed,)), plain) == 10_000
    assert at_stake(replace(BASE, ledger=(even,)), plain) == 0


@pytest.mark.parametrize(("first", "raw"), [("big", 1.0), ("small", 0.0)])
def test_what_presses_most_comes_first(first, raw):
    """Of two messages that ask at once, the dearer one that is over sooner ought to be answered first."""
    rough = rough_lesson()
    template = next(m for m in rough.messages if m.options)

    def message(name: str, cent: int, deadline_s: int):
        costs = (cent * i for i in range(len(template.options)))
        options = tuple(
            replace(o, effects=(), expected_cent=x) for o, x in zip(template.options, costs, strict=True)
        )
        return replace(template, id=name, trigger="at", at_s=8 * 3600, subject="", options=options,
                       deadline_s=deadline_s, default=options[-1].id)  # fmt: skip

    both = (message("big", 20_000, 9 * 3600), message("small", 1000, 12 * 3600))
    option = template.options[0].id
    order = (first, "small" if first == "big" else "big")
    made = replace(BASE, scenario=replace(BASE.scenario, messages=both))
    arrived = [("day", {"what": "message", "at_s": 8 * 3600, "subject": m.id}, 8 * 3600) for m in both]
    replies = [("command", {"do": f"reply {name} {option}", "ok": True}, 8 * 3600) for name in order]
    found = of(evidence(with_events(made, *arrived, *replies)), "K4.triage")
    assert [e.raw for e in found] == [raw]
    big, small = (replies[order.index(name)] for name in ("big", "small"))
    apart = with_events(made, arrived[0], big, arrived[1], small)
    assert not of(evidence(apart), "K4.triage"), "one after the other asks no order"


def test_a_day_that_was_weighed_gives_regret_for_the_slow_answer():
    """The ledger of a real log: regret over what hangs on it, and the two answers do not come to the same."""
    answers = {}
    for option in ("wait", "back"):
        it = session(rough_lesson(), *PLANNING, "dispatch")
        while not it.open_messages():
            assert it.do(c.Advance(to_s=86_400)).ok
        assert it.do(c.Reply(message="dicht", option=option)).ok
        while it.phase == "day":
            it.do(c.Advance(to_s=86_400))
        it.log_ledger(ledger_of(it.events, 8, it.scenario))
        bare = tuple(replace(m, options=tuple(replace(o, expected_cent=0) for o in m.options))
                     for m in it.scenario.messages)  # fmt: skip
        made = replace(it.story(), scenario=replace(it.scenario, messages=bare))
        found = of(evidence(made), "K4.regret")
        assert len(found) == 1 and set(found[0].events) <= {x.seq for x in it.ledger}
        line_ = next(x for x in it.ledger if x.id == "dicht")
        dearest = max(o.expected_cent for o in line_.options)
        assert found[0].raw == pytest.approx(
            (line_.regret_cent if line_.regret_cent > line_.error_cent else 0)
            / (dearest - line_.repair_cent), abs=1e-6,
        )  # fmt: skip
        answers[option] = found[0].raw
    assert answers["wait"] != answers["back"]
