"""A measurement without a screen: by hand, hand in, with help; sealed, read back, and never twice."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from game import measurement
from game.assess.acts import Acts
from game.assess.indicators import evidence
from game.autoplay import play
from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.errors import Illegal
from game.domain.measurement import FORMS, parts
from game.domain.plan import Plan
from game.personas import PERSONAS
from game.record.journal import FileJournal
from game.replay import resume_session, start, verify
from game.session import Session

TWINS = ("tweeling-a", "tweeling-b")


@pytest.fixture(autouse=True)
def forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two parallel days of the rounds stand in for the parts of the first form."""
    monkeypatch.setitem(FORMS, "nulmeting", TWINS)


def begin(tmp_path: Path, nr: int = 1, player: str = "p", run: str = "r1") -> Session:
    """A part with its log, in its planning by hand."""
    part = parts("nulmeting", run)[nr - 1]
    session = start(
        load_scenario(part.scenario), seed=part.seed, mode="assess", player=player, aid="later",
        measurement=part.data(), journal=FileJournal(tmp_path / f"{nr}-{run}-{player}.jsonl"),
        signed={"begun": f"2026-11-28T0{nr}:00:00Z"},
    )  # fmt: skip
    assert session.do(c.Begin()).ok
    return session


def some_plan(session: Session) -> None:
    """A trip by hand."""
    order = session.unplanned()[0]
    assert session.do(c.Place(order=order, vehicle=sorted(session.system.vehicles)[0], at=0)).ok


def why(session: Session, command: c.Command) -> str:
    """The reason of a refusal."""
    error = session.do(command).error
    return error.key if error else ""


def reference(session: Session) -> Plan:
    """The stored reference stands in for the solver."""
    assert session.scenario.reference is not None
    return session.scenario.reference.plan


def test_before_the_hand_in_there_is_no_help_and_after_it_all_of_it(tmp_path: Path) -> None:
    """The first phase measures the plan by hand: nothing of the computer goes into it."""
    session = begin(tmp_path)
    assert not session.helped and not session.open_moments()
    with pytest.raises(Illegal, match="no_help_yet"):
        session.propose("plan", reference(session))
    assert why(session, c.Weigh(co2_percent=10, margin_min=0)) == "session.no_help_yet"
    assert why(session, c.Dispatch()) == "session.hand_in_first"
    assert why(session, c.HandIn()) == "session.empty_plan"
    some_plan(session)
    by_hand = session.plan
    assert session.do(c.HandIn()).ok
    assert session.helped and session.open_moments() and session.hand_plan == by_hand
    assert why(session, c.HandIn()) == "session.handed_in"
    assert session.do(c.Weigh(co2_percent=10, margin_min=0)).ok


def test_advice_about_a_decision_is_hidden_until_the_own_choice(tmp_path: Path) -> None:
    """Who has seen the advice first has no own choice any more; a decision cannot be passed over."""
    session = begin(tmp_path)
    some_plan(session)
    session.do(c.HandIn())
    moment = session.open_moments()[0]
    assert session.veiled(moment.subject) == moment
    with pytest.raises(Illegal, match="own_choice_first"):
        session.propose("plan", reference(session))
    assert why(session, c.SkipMoment(moment=moment.id)) == "session.no_skip"
    session.do(c.Commit(moment=moment.id, option=moment.options[0].id, confidence=70))
    assert session.veiled(moment.subject) is None
    assert session.propose("plan", reference(session)).placed > 1


def test_the_plan_by_hand_is_the_one_that_was_handed_in(tmp_path: Path) -> None:
    """Help afterwards, and what was learnt from it, changes nothing in the evidence on planning."""
    session = begin(tmp_path)
    some_plan(session)
    session.do(c.HandIn())
    by_hand = session.hand
    for moment in session.open_moments():
        session.do(c.Commit(moment=moment.id, option=moment.best, confidence=80))
        session.do(c.Final(moment=moment.id, option=moment.best))
    session.do(c.Accept(proposal=session.propose("plan", reference(session)).id))
    assert session.do(c.Dispatch()).ok
    story = session.story()
    assert story.hand is by_hand and story.planned is not None
    assert story.planned.kpi.cost_cent != by_hand.kpi.cost_cent
    acts = Acts.of(story)
    assert acts.hand_drafts[-1].plan == session.hand_plan and acts.takeover is not None
    kpis = [e.data["phase"] for e in session.events if e.kind == "kpi"]
    assert kpis == ["naive", "reference", "hand", "plan"]


def test_one_order_placed_by_advice_is_no_takeover(tmp_path: Path) -> None:
    """After the hand-in a single place from the computer is not a plan that was taken over."""
    session = begin(tmp_path)
    some_plan(session)
    session.do(c.HandIn())
    moment = session.open_moments()[0]
    session.do(c.Commit(moment=moment.id, option=moment.options[0].id, confidence=70))
    order = next(o for o in session.unplanned() if o != moment.subject)
    text = c.to_text(c.Place(order=order, vehicle=sorted(session.system.vehicles)[1], at=0))
    session.do(c.Accept(proposal=session.log_proposal("place", [text], {}).id))
    session.do(c.Dispatch())
    assert Acts.of(session.story()).takeover is None


def test_elsewhere_nothing_is_handed_in() -> None:
    """An ordinary day, also one in mode assess, is played as before."""
    session = start(load_scenario("tweeling-a"), seed=1, mode="assess")
    session.do(c.Begin())
    some_plan(session)
    assert why(session, c.HandIn()) == "session.no_hand_in"
    assert session.helped and session.veiled("O12", "O06") is None
    assert session.do(c.Dispatch()).ok


@pytest.mark.parametrize("persona", sorted(PERSONAS))
def test_every_persona_plans_by_hand_first_and_its_log_replays(persona: str, tmp_path: Path) -> None:
    """The whole form is played through the same door, and both logs give the same figures again."""
    for nr, name in enumerate(TWINS, start=1):
        log = tmp_path / f"{nr}.jsonl"
        session = play(
            load_scenario(name), persona, seed=10 + nr, planner=reference, journal=FileJournal(log),
            measured=True, player="p",
        )  # fmt: skip
        verdict = verify(log)
        assert verdict.verified is True and verdict.end.closed, verdict.first_difference
        assert verdict.session is not None
        assert evidence(verdict.session.story()) == evidence(session.story())
        done = [str(e.data["do"]).split()[0] for e in session.events if e.kind == "command" and e.data["ok"]]
        first_help = [i for i, e in enumerate(session.events) if e.kind == "proposal"]
        handed = next(i for i, e in enumerate(session.events) if e.data.get("do") == "hand_in")
        assert done.index("hand_in") < done.index("dispatch") and all(i > handed for i in first_help)
    form = measurement.forms_of(measurement.measured_in(tmp_path, "p"))["nulmeting"]
    assert form.complete and form.sealed and len(form.code) == 17


def test_the_follower_plans_by_hand_as_the_naive_one_does() -> None:
    """Taking all advice is worth nothing in the phase that measures planning."""
    day = load_scenario("tweeling-a")
    hands = [play(day, who, seed=11, planner=reference, measured=True).hand for who in ("follower", "naive")]
    assert hands[0] is not None and hands[1] is not None
    assert hands[0].kpi == hands[1].kpi


def test_a_part_that_was_broken_off_goes_on_and_the_break_is_marked(tmp_path: Path) -> None:
    """Every phase can be gone on with; the mark survives replay and changes no figure."""
    for stop, state in (("place", "hand"), ("hand_in", "help"), ("dispatch", "day")):
        session = begin(tmp_path, run=stop)
        some_plan(session)
        if stop != "place":
            session.do(c.HandIn())
        if stop == "dispatch":
            assert session.do(c.Dispatch()).ok
        path = tmp_path / f"1-{stop}-p.jsonl"
        assert measurement.read_part(path).state == state  # type: ignore[union-attr]
        again = resume_session(path, lambda: 0)
        again.log_interrupted(125)
        assert again.state_hash() == session.state_hash() and again.helped == session.helped
        verdict = verify(path)
        assert verdict.verified is True, verdict.first_difference
        read = measurement.read_part(path)
        assert read is not None and (read.state, read.gaps_s) == (state, (125,))


KILLED = """
import sys, os, signal
from pathlib import Path
from game.content.load import load_scenario
from game.domain import commands as c
from game.record.journal import FileJournal
from game.replay import start
day = load_scenario("tweeling-a")
s = start(day, seed=11, mode="assess", player="p", aid="later", journal=FileJournal(Path(sys.argv[1])),
          measurement={"form": "nulmeting", "part": 1, "run": "k"}, signed={"begun": "2026-11-28T01:00:00Z"})
s.do(c.Begin())
s.do(c.Place(order=s.unplanned()[0], vehicle=sorted(s.system.vehicles)[0], at=0))
s.do(c.HandIn())
s.do(c.Dispatch())
s.do(c.Advance(to_s=6 * 3600))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_killed_program_loses_nothing_of_the_part(tmp_path: Path) -> None:
    """kill -9 in the midst of a day: the part is there, in its day, with help, and can be closed."""
    log = tmp_path / "killed.jsonl"
    subprocess.run([sys.executable, "-c", KILLED, str(log)], check=False, timeout=60)
    read = measurement.read_part(log, "p")
    assert read is not None and read.state == "day" and not read.over
    session = resume_session(log, lambda: 0)
    session.log_interrupted(3)
    while session.phase == "day":
        for message in session.open_messages():
            session.do(c.Reply(message=message.id, option=message.options[0].id))
        assert session.do(c.Advance(to_s=48 * 3600)).ok
    assert session.do(c.Finish()).ok
    assert verify(log).verified is True
    closed = measurement.read_part(log)
    assert closed is not None and closed.state == "closed" and closed.head and closed.gaps_s == (3,)


def sat(tmp_path: Path) -> Iterator[measurement.Sat]:
    """What the folder holds."""
    yield from measurement.measured_in(tmp_path, "p")


def test_the_folder_tells_which_part_is_next(tmp_path: Path) -> None:
    """Part 1, then part 2; the result and every look back stay closed until both are over."""
    form = measurement.forms_of(())["nulmeting"]
    assert not form.begun and not form.complete and form.next_part is not None
    play(load_scenario(TWINS[0]), "naive", seed=11, planner=reference, measured=True, player="p",
         journal=FileJournal(tmp_path / "one.jsonl"))  # fmt: skip
    form = measurement.forms_of(sat(tmp_path))["nulmeting"]
    assert form.next_part is not None and form.next_part.nr == 2
    assert not form.code and measurement.open_forms(sat(tmp_path)) == {tmp_path / "one.jsonl"}
    play(load_scenario(TWINS[1]), "naive", seed=12, planner=reference, measured=True, player="p",
         journal=FileJournal(tmp_path / "two.jsonl"))  # fmt: skip
    form = measurement.forms_of(sat(tmp_path))["nulmeting"]
    assert form.complete and form.sealed and not measurement.open_forms(sat(tmp_path))
    assert form.code == "-".join(s.head[:8] for s in form.sat)
    other = measurement.forms_of(sat(tmp_path))["eindmeting"]
    assert not other.begun


def test_a_second_run_counts_for_nothing(tmp_path: Path) -> None:
    """There are no repeats: the run that was begun first is the one, also when another came further."""
    begin(tmp_path, run="first")
    late = begin(tmp_path, nr=2, run="second")
    some_plan(late)
    form = measurement.forms_of(sat(tmp_path))["nulmeting"]
    assert form.run == "first" and [s.part.nr for s in form.sat] == [1]


def test_a_copy_of_a_log_is_not_a_second_part_and_others_have_their_own(tmp_path: Path) -> None:
    """A backup beside the log changes nothing; a fellow player's parts are not mine."""
    begin(tmp_path)
    shutil.copy(tmp_path / "1-r1-p.jsonl", tmp_path / "copy.jsonl")
    begin(tmp_path, player="other", run="theirs")
    form = measurement.forms_of(sat(tmp_path))["nulmeting"]
    assert form.run == "r1" and len(form.sat) == 1


def test_a_damaged_log_gives_nothing_and_does_not_stop_the_form(tmp_path: Path) -> None:
    """The part counts as played: nobody gets the same day twice by breaking a file."""
    begin(tmp_path)
    path = tmp_path / "1-r1-p.jsonl"
    data = bytearray(path.read_bytes())
    data[-60] ^= 1
    path.write_bytes(bytes(data))
    form = measurement.forms_of(sat(tmp_path))["nulmeting"]
    assert form.sat[0].state == "lost"
    assert form.next_part is not None and form.next_part.nr == 2


def test_what_is_told_of_a_part_has_its_interruptions(tmp_path: Path) -> None:
    """Report and export say how often it was broken off, and for how long."""
    session = begin(tmp_path)
    session.log_interrupted(60)
    session.log_interrupted(5)
    told = measurement.told(session.events[0].data, session.events)
    assert told == {"form": "nulmeting", "part": 1, "interruptions": 2, "gap_s": 65}
    assert measurement.told({"mode": "train"}, ()) == {}
