"""A persona plays a whole scenario through the same session as a person, without a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.measurement import AID, MODE, part_with
from game.domain.plan import Plan
from game.domain.rounds import Part
from game.domain.scenario import Scenario
from game.ledger import ledger_of
from game.personas import PERSONAS, Ask, Persona
from game.personas.naive import unaided
from game.record.journal import FileJournal, Journal
from game.replay import start
from game.session import Session
from game.sim.outlook import DAYS
from game.solver.advice import insertions
from game.solver.proposal import Proposal

MAX_ACTS = 5_000
Planner = Callable[[Session], Plan]
"""Gives a whole plan for the session's present state: the solver, or a cached one in tests."""


class Stuck(GameError):
    """A persona did not finish: a fault of the persona or the scenario, with its last acts."""

    def __init__(self, *, persona: str, acts: Sequence[str]) -> None:
        super().__init__("persona_stuck", persona=persona, acts=", ".join(acts))


def play(
    scenario: Scenario, persona: str, *, seed: int, planner: Planner, journal: Journal | None = None,
    ledger: bool = False, player: str = "", now_ms: Callable[[], int] = lambda: 0, part: Part | None = None,
    mode: str = "train", measured: bool = False, way: Persona | None = None, days: int = DAYS,
) -> Session:  # fmt: skip
    """Play to the end; the same scenario, persona, seed and planner give the same log.

    `way`: how to act, for a persona that is none of PERSONAS. `days`: possible days of the ledger.

    `ledger`: weigh every decision at the end of the day, which takes some seconds. `part`: it is one of two
    rounds; by hand the persona gets no answer from the computer and goes on as `naive` does. `measured`: as
    part of a measurement, in mode `assess`: it plans by hand, hands in, and goes on in its own way.
    """
    session = start(
        scenario, seed=seed, mode=MODE if measured else mode, player=player or f"persona-{persona}",
        journal=journal, now_ms=now_ms, part=part.data() if part else None,
        aid=part.round.aid if part else AID if measured else "full",
        measurement=_measurement(scenario.id) if measured else None,
    )  # fmt: skip
    recent: list[str] = []
    for _ in range(MAX_ACTS):
        if session.phase == "closed":
            return session
        if session.phase == "debrief" and ledger and not session.ledger:
            session.log_ledger(ledger_of(session.events, days, scenario))
        act = (way or PERSONAS[persona])(session)
        if isinstance(act, Ask) and not session.helped:
            act = unaided(session)
        if measured and isinstance(act, c.Dispatch) and not session.handed_in:
            act = c.HandIn()
        recent.append(repr(act))
        if isinstance(act, Ask):
            _help(session, act, planner)
        elif not session.do(act).ok and len(recent) > 3 and len(set(recent[-3:])) == 1:
            break
    raise Stuck(persona=persona, acts=recent[-5:])


def _measurement(scenario: str) -> dict[str, Any] | None:
    """Which part of which form it is; None for a day that is none yet."""
    part = part_with(scenario)
    return part.data() if part else None


def _help(session: Session, ask: Ask, planner: Planner) -> None:
    """The computer's answer, logged; a follower takes it at once when it places one order."""
    if ask.what == "plan":
        session.propose("plan", planner(session), {"by": "solver"})
        return
    best = _best_place(session, ask.order)
    proposal = session.log_proposal("place", list(best.commands) if best else [], {"order": ask.order})
    if best and not best.new_findings:
        session.do(c.Accept(proposal=proposal.id))


def _best_place(session: Session, order: str) -> Proposal | None:
    """The best advice that can still be carried out at this hour; None when there is none."""
    found = insertions(
        session.system, session.plan, order,
        begun=session.begun(), orders=session.visible, now_s=session.clock_s if session.day else None,
    )  # fmt: skip
    for proposal in found:
        try:
            plan = session.planned(*map(c.from_text, proposal.commands))
        except GameError:
            continue
        if not session.breaks_promises(plan):
            return proposal
    return None


def play_to_folder(
    scenario: Scenario, persona: str, *, seed: int, planner: Planner, folder: Path, ledger: bool = True,
    mode: str = "train",
) -> tuple[Session, dict[str, Any]]:  # fmt: skip
    """Play and write `log.jsonl`; the report files are the caller's. Raises OSError when it cannot."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "log.jsonl"
    log.unlink(missing_ok=True)
    journal = FileJournal(log)
    session = play(
        scenario, persona, seed=seed, planner=planner, journal=journal, ledger=ledger, mode=mode,
        measured=mode == MODE and scenario.measures,
    )  # fmt: skip
    if journal.trouble:
        raise OSError(journal.trouble)
    kpis = {e.data["phase"]: e.data["kpi"] for e in session.events if e.kind == "kpi"}
    return session, kpis
