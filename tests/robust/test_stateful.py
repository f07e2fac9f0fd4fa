"""Random acts over planning, day and debrief; every few acts the log is read and play goes on from it.

What is rebuilt must be what is left behind: events, hash, plan, day, rules, gallery, figures. As in trusted
games that save and load at every tick. RITREGIE_LONG=1 plays more and longer.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from game.content.load import load_scenario
from game.domain import commands as c
from game.domain.errors import Illegal
from game.domain.plan import Plan
from game.record.closing import end_of, signed_by
from game.record.journal import FileJournal, read_log
from game.replay import resume_session, start, verify
from game.session import Session
from game.solver.advice import plan_commands
from tools.golden_play import Clerk, settle

LONG = os.environ.get("RITREGIE_LONG") == "1"
GAMES, ACTS = (120, 60) if LONG else (8, 25)
STAGES = ("plan", "day", "day", "debrief", "closed")
EVERY = 5
"""Acts between two rebuilds."""
SCENARIO = load_scenario("vers-noord")
WORLD = SCENARIO.system
DRAFT = ("phase", "plan", "visible", "day", "wishes", "moments", "proposals", "settled", "answers", "known",
         "hand_plan", "dispatched", "effects", "ledger", "aid", "mode")  # fmt: skip
"""What a session is."""


def some(*names: str) -> st.SearchStrategy[str]:
    """One of the names, or at times one that is not there."""
    return st.sampled_from([*names, *names[:3], "nergens"])


ORDERS, VEHICLES = some(*sorted(WORLD.orders)), some(*sorted(WORLD.vehicles))
SMALL, SECONDS = st.sampled_from([0, 0, 0, 1, 2, 5, -1]), st.integers(-60, 26 * 3600)
KEPT = st.sampled_from(["K1", "K2", "K3", "K9"])
TONES = some(*dict.fromkeys(t.id for m in SCENARIO.messages for t in m.tones))
PROPOSALS = st.sampled_from(["P1", "P2", "P9"])
WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
PARTIES = st.one_of(
    st.builds("customer/{}".format, ORDERS), st.builds("driver/{}".format, VEHICLES),
    st.builds("partner/{}".format, some(*sorted(WORLD.sites.partners))),
    st.builds("dock/{}".format, some(*sorted(WORLD.places))), st.just("wie"),
)  # fmt: skip
RULES = st.one_of(
    st.builds("trucks|{}|{}".format, ORDERS, VEHICLES), st.builds("idle|{}".format, VEHICLES),
    st.builds("never_trucks|{}|{}".format, ORDERS, VEHICLES), st.builds("own|{}".format, ORDERS),
    st.builds("widenings|{}|deliver|15".format, ORDERS), st.just("onzin"),
)  # fmt: skip
PLACE = st.builds(c.Place, order=ORDERS, vehicle=VEHICLES, at=SMALL)
PLANNING: st.SearchStrategy[c.Command] = st.one_of(
    PLACE, PLACE, PLACE, st.builds(c.Unplace, order=ORDERS), st.builds(c.ClearTrip, vehicle=VEHICLES),
    st.builds(c.SetStart, vehicle=VEHICLES, start_s=SECONDS), st.builds(c.Undo),
    st.builds(c.Undo), st.builds(c.Redo),
    st.builds(c.together, PLACE, PLACE), st.builds(c.Together, text=st.just("undo")),
    st.builds(c.Give, order=ORDERS, partner=some(*sorted(WORLD.sites.partners))),
)  # fmt: skip
STEERING: st.SearchStrategy[c.Command] = st.one_of(
    st.builds(c.Steer, text=RULES), st.builds(c.Unsteer, text=RULES), st.builds(c.Shelve, text=RULES),
    st.builds(c.Weigh, co2_percent=st.integers(-1, 101), margin_min=st.integers(-1, 61)),
    st.builds(c.Agree, order=ORDERS, action=st.sampled_from(["deliver", "collect", "x"]), minutes=SMALL),
    st.builds(c.Keep, text=WORDS), st.builds(c.Rename, kept=KEPT, text=WORDS),
    st.builds(c.Restore, kept=KEPT),
    st.builds(c.Forget, kept=KEPT),
    st.builds(lambda a, b: c.together(c.Steer(text=a), c.Shelve(text=b)), RULES, RULES),
    st.builds(c.Accept, proposal=PROPOSALS, parts=st.one_of(st.just("all"), VEHICLES)),
    st.builds(c.Reject, proposal=PROPOSALS),
)  # fmt: skip
PEOPLE: st.SearchStrategy[c.Command] = st.one_of(
    st.builds(c.Consult, source=some(*(s.id for s in SCENARIO.sources))),
    st.builds(c.Tell, party=PARTIES, about=st.sampled_from(["late", "change", "gone", "x"])),
    st.builds(c.Correct, order=ORDERS, what=st.sampled_from(["service_s", "kg", "units", "opens_s", "x"]),
              amount=st.integers(-1, 9000), end=st.sampled_from(["-", "pickup", "delivery"])),
    st.builds(c.Look, moment=some(*(m.id for m in SCENARIO.moments)), cue=some(*SCENARIO.moments[0].cues)),
    st.builds(c.Commit, moment=some(*(m.id for m in SCENARIO.moments)), confidence=st.integers(45, 100),
              option=some(*(o.id for m in SCENARIO.moments for o in m.options))),
    st.builds(c.Final, moment=some(*(m.id for m in SCENARIO.moments)),
              option=some(*(o.id for m in SCENARIO.moments for o in m.options))),
    st.builds(c.SkipMoment, moment=some(*(m.id for m in SCENARIO.moments))),
    st.builds(c.Speak, message=some(*(m.id for m in SCENARIO.messages)), tone=TONES),
    st.builds(c.Reply, message=some(*(m.id for m in SCENARIO.messages)),
              option=some(*(o.id for m in SCENARIO.messages for o in m.options))),
    st.builds(c.Answer, question=some(*SCENARIO.reflection), text=WORDS),
)  # fmt: skip
PHASES: st.SearchStrategy[c.Command] = st.sampled_from(
    [c.Begin(), c.HandIn(), c.Dispatch(), c.Finish(), c.Advance(to_s=1)]
)


def dispatched(session: Session) -> None:
    """The stored plan goes out, order by order, as by hand."""
    assert SCENARIO.reference is not None
    for text in plan_commands(session.plan, SCENARIO.reference.plan):
        assert session.do(c.from_text(text)).ok
    if session.aid == "later":
        assert session.do(c.HandIn()).ok
    settle(session)
    assert session.do(c.Dispatch()).ok


def same(before: Session, after: Session) -> None:
    """Everything that a session is, and what is worked out of it."""
    assert after.events == before.events
    assert after.state_hash() == before.state_hash()
    for name in DRAFT:
        assert getattr(after, name) == getattr(before, name), name
    assert after.gallery.plans == before.gallery.plans
    assert after.system.orders == before.system.orders
    assert after.planning_s() == before.planning_s()
    assert after.evaluation().kpi == before.evaluation().kpi
    assert after.open_moments() == before.open_moments()
    assert after.open_messages() == before.open_messages()
    assert (after.can_undo(), after.can_redo()) == (before.can_undo(), before.can_redo())
    if before.running and after.running:
        assert after.running.fingerprint() == before.running.fingerprint()
        assert after.calm() == before.calm()
        assert after.running.result() == before.running.result()


class Player(RuleBasedStateMachine):
    """A player without sense, who leaves the game every few acts and comes back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(os, "fsync", lambda handle: None)
        self.now_ms, self.acts = 0, 0

    @initialize(
        seed=st.integers(1, 9), aid=st.sampled_from(["full", "full", "none", "later"]),
        stage=st.sampled_from(STAGES),
        mode=st.sampled_from(["train", "train", "assess"]),
    )  # fmt: skip
    def opened(self, seed: int, aid: str, mode: str, stage: str) -> None:
        """A log of its own, of a game that came so far."""
        self.session = start(
            SCENARIO, seed=seed, aid=aid, mode=mode, journal=FileJournal(self.folder / "log.jsonl"),
            now_ms=lambda: self.now_ms,
        )  # fmt: skip
        self.session.do(c.Begin())
        if stage != "plan":
            dispatched(self.session)
        while self.session.phase == "day" and stage in ("debrief", "closed"):
            self.session.do(c.Advance(to_s=self.session.clock_s + 4 * 3600))
        if stage == "closed":
            assert self.session.do(c.Finish()).ok

    @rule(command=PLANNING)
    def plans(self, command: c.Command) -> None:
        """One act on the plan."""
        self.act(command)

    @rule(command=STEERING)
    def steers(self, command: c.Command) -> None:
        """Rules, kept plans, proposals."""
        self.act(command)

    @rule(command=PEOPLE)
    def speaks(self, command: c.Command) -> None:
        """People, cues, decisions, answers."""
        self.act(command)

    @rule(command=PHASES)
    def goes_on(self, command: c.Command) -> None:
        """The next phase, at whatever moment."""
        self.act(command)

    @rule(ms=st.integers(0, 90_000))
    def waits(self, ms: int) -> None:
        """Time passes at the screen."""
        self.now_ms += ms
        self.session.mark()
        self.counted()

    @rule(gap_s=st.integers(0, 10**6))
    def is_marked(self, gap_s: int) -> None:
        """A measurement that was broken off is gone on with."""
        self.session.log_interrupted(gap_s)
        self.counted()

    @rule(empty=st.booleans())
    def asks(self, empty: bool) -> None:
        """The computer proposes a plan and it is taken, as far as that is allowed."""
        wanted = Plan() if empty or SCENARIO.reference is None else SCENARIO.reference.plan
        try:
            found = self.session.propose("plan", wanted, {"by": "reference"})
        except Illegal:
            return
        self.act(c.Accept(proposal=found.id))

    @precondition(lambda self: self.session.phase == "day")
    @rule(by_s=st.integers(0, 4 * 3600), decides=st.booleans())
    def drives(self, by_s: int, decides: bool) -> None:
        """The clock runs, and what asks for a decision gets one, or not."""
        self.act(c.Advance(to_s=self.session.clock_s + by_s))
        if decides:
            settle(self.session)

    @precondition(lambda self: self.session.phase == "closed")
    @rule()
    def is_signed(self) -> None:
        """Somebody vouches for the closed log."""
        self.session.log_signed(signed_by(self.session.events, Clerk()).data())

    def act(self, command: c.Command) -> None:
        """Carry it out or have it refused."""
        self.session.do(command)
        self.counted()

    def counted(self) -> None:
        """Every few acts another session takes over from the log."""
        self.acts += 1
        if self.acts % EVERY == 0:
            self.comes_back()

    def comes_back(self) -> None:
        """The log on disk gives the session that wrote it."""
        assert isinstance(self.session.journal, FileJournal)
        again = resume_session(self.session.journal.path, lambda: self.now_ms)
        same(self.session, again)
        self.session = again

    def teardown(self) -> None:
        """The whole log verifies, and says truly whether it is closed."""
        try:
            if hasattr(self, "session"):
                self.ended(self.folder / "log.jsonl")
        finally:
            self.patch.undo()
            shutil.rmtree(self.folder)

    def ended(self, path: Path) -> None:
        """The log, once more as a whole."""
        self.comes_back()
        assert verify(path).verified is True
        assert end_of(read_log(path).events).closed == (self.session.phase == "closed")


Player.TestCase.settings = settings(
    max_examples=GAMES, stateful_step_count=ACTS, deadline=None, derandomize=not LONG,
    suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate),
)  # fmt: skip
TestPlayer = Player.TestCase
