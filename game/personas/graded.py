"""Graded personas: as good at one competency as their grade says, at the middle in all others.

For measuring measurement: `tools recover` lets them play and asks whether the profile finds the grades again.
They act through commands alone and see what a person sees. What a person reads in a text (which option is
best by what can be known, which tone fits, who ought to hear) they take from its author with the chance of
their skill; the truth of the day they never see. Unlike a pure persona one remembers its plan: make a new
one for each game.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.domain import commands as c
from game.domain.measurement import AID
from game.domain.plan import Plan
from game.domain.scenario import Moment
from game.personas.graded_day import Notes, day
from game.personas.graded_plan import script
from game.personas.grades import Skill, draw, quantile
from game.personas.ways import Act, Ask, Persona, open_moment, pass_time
from game.session import MomentState, Session

Mind = Callable[[Session], Plan]
"""A good plan for what the software now believes: what the best planner by hand would come to."""
GUESSED, SEEN = 0.35, 0.95
"""Share of own choices that are the best by what can be known: at no skill in K7 and at full skill."""
ByHand = Callable[[Session, Skill, int, Plan], tuple[c.Command, ...]]


def graded(skill: Skill, mind: Mind, by_hand: ByHand = script) -> Persona:
    """A persona for one game; `by_hand` makes its acts of planning, or knows them from a game before."""
    acts: Iterator[c.Command] | None = None
    notes: Notes = {}

    def persona(session: Session) -> Act:
        nonlocal acts
        if session.phase == "plan" and not session.handed_in:
            if acts is None:
                acts = iter(by_hand(session, skill, session.seed, mind(session)))
            act = next(acts, None)
            if act is not None or session.aid == AID:
                return act or c.HandIn()
        deciding = decide(session, skill)
        if deciding is not None:
            return deciding
        if session.phase == "plan":
            return take_over(session)
        return (day(session, skill, notes) if session.phase == "day" else None) or pass_time(session)

    return persona


def take_over(session: Session) -> Act:
    """After the plan by hand: see what the computer makes of it, and take that when it is better."""
    if not session.proposals:
        return Ask(what="plan")
    waiting = [p for p in session.proposals if p not in session.settled]
    if not waiting:
        return pass_time(session)
    moves = [c.from_text(t) for t in session.proposals[waiting[-1]].commands]
    before, after = session.evaluation().kpi, session.preview(*moves).kpi
    if moves and (after.hard, after.cost_cent) < (before.hard, before.cost_cent):
        return c.Accept(proposal=waiting[-1])
    return c.Reject(proposal=waiting[-1])


# -- decision moments -------------------------------------------------------------------------------
def decide(session: Session, skill: Skill) -> Act | None:
    """K7: look something up, choose well. K5: sure when right, look before overriding, take right advice."""
    found = open_moment(session)
    if found is None:
        return None
    moment, state = found
    if not state.option:
        looking = _look_up(session, skill, moment, state)
        if looking is not None:
            return looking
        own = _own(session, skill, moment)
        return c.Commit(moment=moment.id, option=own, confidence=_sure(session, skill, moment, own))
    final = _final(session, skill, moment, state)
    if final != moment.advice:
        for cue in moment.cues:
            if cue not in state.looked and _drawn(session, "cue", moment.id, cue) < skill.k5:
                return c.Look(moment=moment.id, cue=cue)
    return c.Final(moment=moment.id, option=final)


def _lucky(session: Session, skill: float, topic: str, moment: Moment) -> bool:
    """Whether this moment is one of the share that goes well."""
    names = [m.id for m in session.scenario.moments]
    return quantile(session.seed, f"{session.scenario.id}/{topic}", moment.id, names) < skill


def _drawn(session: Session, *about: str) -> float:
    return draw(session.seed, session.scenario.id, *about)


def _look_up(session: Session, skill: Skill, moment: Moment, state: MomentState) -> Act | None:
    """One thing about the choice: a source, or where there is none one of its signs."""
    if state.looked or not _lucky(session, skill.k7, "look", moment):
        return None
    read = dict(session.known.consulted)
    about = [s.id for s in session.sources() if s.subject and s.subject == moment.subject]
    if about:
        return None if about[0] in read else c.Consult(source=about[0])
    return c.Look(moment=moment.id, cue=moment.cues[0]) if moment.cues else None


def _own(session: Session, skill: Skill, moment: Moment) -> str:
    """The best by what can be known for who sees it, else another option; no skill is right at times too."""
    if _lucky(session, GUESSED + (SEEN - GUESSED) * skill.k7, "own", moment):
        return moment.best
    others = [o.id for o in moment.options if o.id != moment.best]
    return others[int(_drawn(session, "other", moment.id) * len(others))]


def _sure(session: Session, skill: Skill, moment: Moment, own: str) -> int:
    """Sure when right and unsure when wrong, or about the same always and too much."""
    if _lucky(session, skill.k5, "sure", moment):
        return 100 if own == moment.best else 50
    return 60 + 10 * int(_drawn(session, "bluff", moment.id) * 5)


def _final(session: Session, skill: Skill, moment: Moment, state: MomentState) -> str:
    """The better of own choice and advice for who tells right advice from wrong; else one of them anyhow."""
    costs = {o.id: o.expected_cent for o in moment.options}
    pair = sorted({state.option, moment.advice}, key=lambda o: (costs[o], o))
    return pair[0] if _lucky(session, skill.k5, "final", moment) else pair[-1]
