import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from game.autoplay import play
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.errors import Unreadable
from game.domain.ledger import LedgerLine, from_data, to_data, told
from game.domain.scenario import Effect, Moment, Option
from game.ledger import ledger_of
from game.ledger.client import LedgerClient
from game.record.journal import FileJournal
from game.replay import verify
from game.report.debrief import debrief
from game.session import Session
from game.sim.day import open_day
from game.sim.expect import judge_day
from game.sim.outlook import DAYS
from game.solver.naive import naive_plan
from tests.ledger.coin import AT_S, begun, coin, mail, played
from tests.screens.app_play import make_app
from tests.screens.app_play import played as played_through
from tests.sim.days import own_plan
from tests.worlds import HOUR, MIN, deliver, plan, trip

ROOT = Path(__file__).parents[2]


def one(session: Session, count: int = 60) -> LedgerLine:
    """The only line of a session's ledger."""
    (found,) = ledger_of(session.events, count, session.scenario)
    return found


def seed_with(jam: bool) -> int:
    """A seed of the coin's day with or without its jam."""
    of = coin()
    return next(s for s in range(99) if bool(open_day(of, of.system, own_plan(), s).incidents) is jam)


def test_a_good_choice_can_end_badly_and_is_said_to_be_good():
    """Staying is right at these odds; when the jam comes after all it was bad luck, not a bad choice."""
    line = one(played(coin(), "stay", seed=seed_with(jam=True)))
    assert (line.kind, line.id) == ("moment", "coin")
    assert (line.chosen, line.best, line.against) == ("stay", "stay", "move")
    # `stay` is EUR 40 on three days in ten, `move` EUR 30 on all: the advice was the dearer one
    assert line.verdict == "better"
    gap = line.option("move").expected_cent - line.option("stay").expected_cent
    assert abs(gap - (3000 - 0.3 * 4000)) < 4 * line.error_cent
    assert line.option("stay").realised_cent - line.option("move").realised_cent == 1000
    assert line.luck == "bad" and line.luck_cent == 1000 + gap
    assert line.lost_cent == 0


def test_a_bad_choice_can_end_well_and_is_said_to_be_missed():
    """Staying at nine jams in ten is wrong, also on the day without one."""
    of = coin(0.9)
    quiet = next(s for s in range(99) if not open_day(of, of.system, own_plan(), s).incidents)
    line = one(played(of, "stay", seed=quiet))
    assert (line.verdict, line.best, line.luck) == ("missed", "move", "good")
    assert line.lost_cent > 0
    assert told(line)["luck_cent"] == line.luck_cent


def test_what_was_drawn_changes_only_what_it_came_to():
    """Expected costs, verdict and repair are the same whether the jam waits or not: luck never enters."""
    lines = [one(played(coin(), "stay", seed=seed_with(jam=jam))) for jam in (True, False)]
    expected = [[(o.id, o.expected_cent) for o in line.options] for line in lines]
    assert expected[0] == expected[1]
    assert lines[0].verdict == lines[1].verdict and lines[0].repair_cent == lines[1].repair_cent
    assert [o.realised_cent for o in lines[0].options] != [o.realised_cent for o in lines[1].options]


def test_close_options_are_even():
    """At a price of EUR 12 both are expected to cost about the same: nothing to be learned from it."""
    assert one(played(coin(price_cent=1200), "stay")).verdict == "even"
    assert one(played(coin(price_cent=1200), "move")).verdict == "even"


def test_answers_that_do_nothing_cost_the_same_and_a_deadline_decides_too():
    """Two idle answers are equal to the cent on every day; nobody answered, so the default is the line."""
    session = begun(mail())
    while session.phase == "day":
        assert session.do(c.Advance(to_s=48 * HOUR)).ok
    line = one(session)
    assert (line.kind, line.id, line.chosen, line.by_default) == ("message", "mail", "no", True)
    assert line.at_s == AT_S + 10 * MIN
    assert line.option("yes").expected_cent == line.option("no").expected_cent
    assert line.option("yes").realised_cent == line.option("no").realised_cent
    assert line.option("pay").expected_cent - line.option("no").expected_cent == 2500
    assert line.verdict == "even"


def test_an_answer_is_weighed_at_the_second_it_was_given():
    """The line points to the reply's own event, from where a replay can go on."""
    session = begun(mail())
    while not session.open_messages():
        assert session.do(c.Advance(to_s=48 * HOUR)).ok
    assert session.do(c.Reply(message="mail", option="pay")).ok
    line = one(session)
    assert session.events[line.seq].data["do"] == "reply mail pay"
    assert (line.verdict, line.lost_cent, line.luck) == ("missed", 2500, "none")


def two_trucks() -> Session:
    """At 07:05: V1 loads for O1, V2 is to leave at nine with O2, by the same road."""
    morning = plan(trip("V1", deliver("O1"), start_s=7 * HOUR), trip("V2", deliver("O2"), start_s=9 * HOUR))
    session = begun(replace(coin(), moments=(), optional_orders=("O3", "O4")), its=morning)
    while session.clock_s < 7 * HOUR + 5 * MIN:
        assert session.do(c.Advance(to_s=7 * HOUR + 5 * MIN)).ok
    return session


def on(session: Session) -> Session:
    """A minute on: what was planned goes out."""
    assert session.do(c.Advance(to_s=session.clock_s + MIN)).ok
    return session


def test_a_re_plan_of_ones_own_is_weighed_against_leaving_the_plan():
    """One truck for both orders is cheaper, calls included; the computer had nothing to say."""
    session = two_trucks()
    assert session.do(c.Place(order="O2", vehicle="V1", at=1, deliver_at=-1)).ok
    last = session.events[-1].seq
    line = one(on(session))
    assert (line.kind, line.id, line.seq) == ("replan", "replan/1", last)
    assert (line.chosen, line.best) == ("own", "own")
    assert line.verdict == "better"
    calls = next(e.data["cent"] for e in session.events if e.kind == "calls")
    assert calls > 0
    saved = line.option("keep").realised_cent - line.option("own").realised_cent
    assert saved == _bare(session, "keep") - _bare(session, "own") - calls


def _bare(session: Session, which: str) -> int:
    """Cost of the true day with the one or the other plan, without calls."""
    running, before = session.running, session.dispatched
    assert running is not None and before is not None
    its = before if which == "keep" else session.plan
    return judge_day(session.scenario, running.truth, its, running.state, session.visible).kpi.cost_cent


def test_a_re_plan_that_costs_more_is_missed():
    """To leave an order to be bought in while its truck stands there."""
    session = two_trucks()
    assert session.do(c.Unplace(order="O2")).ok
    line = one(on(session))
    assert (line.verdict, line.best, line.against) == ("missed", "keep", "keep")
    assert line.lost_cent > 0 and line.repair_cent <= line.option("keep").expected_cent


def test_a_plan_that_is_as_before_when_the_clock_moves_is_no_decision():
    """Trying something and taking it back leaves no line; nor does another sequence on the same truck."""
    session = two_trucks()
    assert session.do(c.Unplace(order="O2")).ok
    assert session.do(c.Undo()).ok
    assert ledger_of(on(session).events, 5, session.scenario) == ()


def test_a_choice_before_dispatch_is_weighed_on_the_plan_that_was_dispatched():
    """Knowing that the service lasts longer is worth what the plan can make of it; paying is just dearer."""
    longer = Effect(kind="service_s", subject="O1", amount=40 * MIN)
    options = (
        Option(id="believe"), Option(id="longer", effects=(longer,)),
        Option(id="pay", effects=(Effect(kind="cost_cent", subject="O1", amount=1000),)),
    )  # fmt: skip
    moment = Moment(id="file", phase="plan", at_s=0, subject="O1", advice="believe", options=options)
    of = replace(coin(), moments=(moment,), disruptions=())
    session = Session(of, seed=1)
    session.do(c.Begin())
    session.do(c.Commit(moment="file", option="pay", confidence=60))
    final = session.do(c.Final(moment="file", option="pay")).events[0]
    proposal = session.propose("plan", own_plan())
    session.do(c.Accept(proposal=proposal.id))
    assert session.do(c.Dispatch()).ok
    line = one(session)
    assert (line.id, line.seq, line.at_s, line.chosen) == ("file", final.seq, 0, "pay")
    assert line.option("pay").expected_cent - line.option("believe").expected_cent == 1000
    assert (line.verdict, line.luck) == ("missed", "none")


def test_a_log_keeps_its_ledger_and_replays(tmp_path: Path):
    """Lines are an input of the log: read back as they are, and the log still replays to the same states."""
    of = load_scenario("vers-noord")
    log = tmp_path / "log.jsonl"
    session = play(
        of, "naive", seed=2, planner=lambda s: naive_plan(s.system, s.visible), journal=FileJournal(log),
        ledger=True,
    )  # fmt: skip
    decisions = debrief(session.story())["decisions"]
    assert [d["id"] for d in decisions] == [line.id for line in session.ledger]
    assert {"luck", "lost_cent", "regret_cent", "options"} <= decisions[0].keys()
    assert session.ledger and from_data(to_data(session.ledger)) == session.ledger
    assert {line.id for line in session.ledger if line.kind == "moment"} == {m.id for m in of.moments}
    verdict = verify(log)
    assert verdict.verified, verdict.first_difference
    assert verdict.session is not None and verdict.session.story().ledger == session.ledger
    damaged = log.read_text(encoding="utf-8").replace('"verdict":"good"', '"verdict":"even"', 1)
    log.write_text(damaged, encoding="utf-8")
    assert verify(log).verified is False


HASHED = """
from game.domain.ledger import to_data
from game.ledger import ledger_of
from tests.ledger.coin import coin, played
session = played(coin(), "stay")
print(to_data(ledger_of(session.events, 20, session.scenario)))
"""


def test_the_ledger_is_the_same_on_every_hash_seed():
    """Nothing in it depends on the order of a set."""
    found = {
        subprocess.run(
            [sys.executable, "-c", HASHED], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1 and "coin" in found.pop()


def test_the_ledger_comes_from_a_process_beside_the_game(tmp_path: Path):
    """The program asks for it when the day has ended; no question waits, and the lines go into the log."""
    app = make_app(tmp_path)
    session = played_through(app.start("eerste-rit"))
    assert not app.weigh(session) and not session.ledger
    app.ledgers.client.wait()
    assert app.weigh(session) and not app.weigh(session)
    assert session.ledger == ledger_of(session.events, DAYS, session.scenario) != ()
    assert session.events[-1].kind == "ledger"
    app.close()


def test_a_worker_that_cannot_read_the_log_says_why():
    """No ledger is no reason to stop."""
    client = LedgerClient()
    client.start(begun(mail()).events[1:])
    client.wait()
    assert client.poll() is None and "log" in client.failed
    client.close()


@pytest.mark.parametrize("broken", [[{}], [{"kind": "moment"}], ["x"]])
def test_lines_that_are_none_are_refused(broken: list[Any]):
    """A chain-valid log with nonsense in it is unreadable, never a crash."""
    with pytest.raises(Unreadable):
        from_data(broken)
