"""K4, disruption handling, the acts themselves: regret, needless changes, how soon, and what first.

Regret and needless changes rest on the ledger (`domain.ledger`): means over the possible days by what was
known then, never on how the day came out. A log without a ledger gives neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from game.assess.acts import Acts
from game.assess.contacts import contacts
from game.assess.indicators.base import Indicator, Reading
from game.assess.indicators.k4 import answered, at_stake, stakes
from game.assess.settings import Settings
from game.assess.story import Story
from game.assess.troubles import Trouble, troubles
from game.domain import commands as c
from game.domain.errors import GameError
from game.domain.ledger import KEEP, OWN, LedgerLine

NEVER_MIN = 999
LEAST_CENT = 1500
"""Less than this between the best repair and the dearest option asks nothing of anybody (authored)."""
CLEAR, CLEAR_S = 1.5, 600
"""So many times the stake, or so much sooner over: then it is clear what comes first (authored)."""


def regret(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Expected cost above the best repairs from the same states, over what dearest acts and repairs differ.

    Summed over the decisions of the running day that the ledger weighed, so that one repair that stays
    undone is not held against every later decision as if it were new. Not messages whose author
    gave the answers different costs: `K4.reply` has those. Within the error of the means it is no regret.
    """
    lines = [line for line in _in_the_day(story, acts) if _span_cent(line) >= LEAST_CENT]
    if lines:
        lost = {line.id: _lost_cent(line) for line in lines}
        worst = max(lost, key=lambda name: lost[name])
        yield Reading(
            raw=sum(lost.values()) / sum(map(_span_cent, lines)), events=tuple(line.seq for line in lines),
            values=(("decisions", len(lines)), ("worst", worst), ("euro", round(lost[worst] / 100))),
        )  # fmt: skip


def needless(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Calls that changes caused from which nothing was to be gained, over all calls of weighed changes.

    The price of the calls themselves is in what a change was expected to bring. Changes within one truck
    are not weighed by the ledger and do not count.
    """
    all_calls = wasted = 0
    seen: list[int] = []
    after = acts.dispatch_seq
    for event in (e for e in story.events if e.kind == "calls"):
        lines = [one for one in story.ledger if one.kind == "replan" and after < one.seq < event.seq]
        after = event.seq
        if lines:
            number = len(event.data.get("calls", ()))
            all_calls += number
            wasted += number if sum(map(_gain_cent, lines)) <= 0 else 0
            seen += [event.seq, *(one.seq for one in lines)]
    if all_calls:
        yield Reading(
            raw=wasted / all_calls, events=tuple(seen), values=(("needless", wasted), ("calls", all_calls))
        )


def first_act(story: Story, acts: Acts, figures: Settings, /) -> Iterator[Reading]:
    """Game minutes from a trouble that makes customers late to the first adequate act.

    Adequate: telling such a customer or the driver; an answer or choice about it that is neither the dearest
    nor one the ledger calls missed; a change of that truck's trip or its late orders that the ledger weighed
    and that was expected to cost no more than leaving the plan. Who only changed what nothing weighed gives
    no evidence. Never acting counts as NEVER_MIN. What was done while the clock stood costs no minutes.
    """
    strict = figures.items["K4.first_act"].version > 1
    for trouble in troubles(story):
        found = _first(story, acts, trouble, strict)
        if strict and found is None and _unsure(story, acts, trouble):
            continue
        minutes = max(0, found.at_s - trouble.at_s) // 60 if found else NEVER_MIN
        yield Reading(
            raw=minutes, events=(trouble.seq, found.seq) if found else (trouble.seq,),
            values=(("minutes", minutes), *((("case", "never"),) if found is None else ())),
        )  # fmt: skip


def triage(story: Story, acts: Acts, figures: Settings, /) -> Iterator[Reading]:
    """Share of the pairs of things that asked at the same time of which the more pressing came first.

    A pair counts only when it is clear: one is over no later and costs no less, and is either worth CLEAR
    times as much or over CLEAR_S sooner. Things: messages with a stake, and troubles.
    """
    strict = figures.items["K4.triage"].version > 1
    pairs = [
        (one, other)
        for a, b in combinations(_open(story, acts, strict), 2)
        for one, other in ((a, b), (b, a))
        if _both(one, other) and _presses(one, other)
    ]
    if pairs:
        right = sum(_act(one) < _act(other) for one, other in pairs)
        yield Reading(
            raw=right / len(pairs),
            events=tuple(seq for pair in pairs for each in pair for seq in (each.seq, each.act) if seq >= 0),
            values=(("right", right), ("pairs", len(pairs))),
        )  # fmt: skip


class _Act(NamedTuple):
    seq: int
    at_s: int


class _Thing(NamedTuple):
    """Something that asks for an act; `act` is -1 when nobody acted."""

    seq: int
    from_s: int
    until_s: int
    cent: int
    act: int


def _in_the_day(story: Story, acts: Acts) -> Iterator[LedgerLine]:
    authored = {m.id for m in story.scenario.messages if stakes(m)[0] > stakes(m)[1]}
    return (x for x in story.ledger if x.seq > acts.dispatch_seq >= 0 and x.id not in authored)


def _span_cent(line: LedgerLine) -> int:
    """What the dearest act costs above the best repair."""
    return max(o.expected_cent for o in line.options) - line.repair_cent


def _lost_cent(line: LedgerLine) -> int:
    return line.regret_cent if line.regret_cent > line.error_cent else 0


def _gain_cent(line: LedgerLine) -> int:
    return line.option(KEEP).expected_cent - line.option(OWN).expected_cent


def _first(story: Story, acts: Acts, trouble: Trouble, strict: bool) -> _Act | None:
    """The first adequate act after a trouble; `strict`: a change only if weighed and no worse."""
    found = [
        _Act(each.seq, each.at_s)
        for each in contacts(story, acts)
        if each.own and each.seq > trouble.seq and each.party in trouble.parties
    ]
    found += [
        _Act(seq, at_s)
        for seq, at_s, command in acts.commands
        if seq > trouble.seq
        and (_adequate(story, command, trouble, seq) or _mends(story, acts, command, trouble, seq, strict))
    ]
    return min(found, default=None)


def _subjects(trouble: Trouble) -> set[str]:
    """What an act about this trouble names."""
    late = (each.order for each in trouble.late)
    return {trouble.incident, *trouble.incident.split("/"), trouble.vehicle, *late}


def _adequate(story: Story, command: c.Command, trouble: Trouble, seq: int) -> bool:
    subjects = _subjects(trouble)
    if isinstance(command, c.Reply):
        message = next(m for m in story.scenario.messages if m.id == command.message)
        chosen = next((o.expected_cent for o in message.options if o.id == command.option), 0)
        dearest, best = stakes(message)
        bad = chosen == dearest > best or any(x.seq == seq and x.verdict == "missed" for x in story.ledger)
        return message.subject in subjects and not bad
    if isinstance(command, c.Final):
        moment = next(m for m in story.scenario.moments if m.id == command.moment)
        costs = {o.id: o.expected_cent for o in moment.options}
        return moment.subject in subjects and costs[command.option] < max(costs.values())
    return False


def _mends(story: Story, acts: Acts, command: c.Command, trouble: Trouble, seq: int, strict: bool) -> bool:
    """Whether a change about the trouble was no mistake by what was known."""
    if not _about(command, trouble):
        return False
    if not strict:
        return not _missed(story, seq)
    line = _weighed(story, acts, seq)
    return line is not None and line.verdict != "missed" and _gain_cent(line) >= 0


def _about(command: c.Command, trouble: Trouble) -> bool:
    """Whether it is a planning act that names the truck or one of its late orders."""
    return isinstance(command, c.PLAN_COMMANDS) and not _subjects(trouble).isdisjoint(_touched(command))


def _unsure(story: Story, acts: Acts, trouble: Trouble) -> bool:
    """Whether something was changed about a trouble that nothing weighed: it may have been right."""
    changes = (seq for seq, _, x in acts.commands if seq > trouble.seq and _about(x, trouble))
    return any(_weighed(story, acts, seq) is None for seq in changes)


def _weighed(story: Story, acts: Acts, seq: int) -> LedgerLine | None:
    """The ledger's line of the re-plan of which this act is part; a re-plan ends where the day goes on."""
    closing = (at for at, _, x in acts.commands if at > seq and isinstance(x, c.Advance | c.Final | c.Reply))
    end = next(closing, None)
    lines = (x for x in story.ledger if x.kind == "replan" and x.seq >= seq and (end is None or x.seq < end))
    return min(lines, key=lambda one: one.seq, default=None)


def _touched(command: c.Command) -> set[str]:
    """Orders and vehicles that a planning act names."""
    try:
        parts = c.apart(command) if isinstance(command, c.Together) else (command,)
    except GameError:
        return set()
    return {str(getattr(part, name, "")) for part in parts for name in ("order", "vehicle")}


def _missed(story: Story, seq: int) -> bool:
    """Whether the re-plan of which this act is part was one that the ledger calls missed."""
    lines = [one for one in story.ledger if one.kind == "replan" and one.seq >= seq]
    return bool(lines) and min(lines, key=lambda one: one.seq).verdict == "missed"


def _open(story: Story, acts: Acts, strict: bool) -> list[_Thing]:
    """Everything that asked for an act, with what hangs on it and until when."""
    terms = story.scenario.system.goodwill
    found = []
    for message, received, _, seq in answered(story, acts):
        cent = at_stake(story, message)
        start = int(received.data.get("at_s", received.game_s))
        until = message.deadline_s if message.trigger == "at" else start + message.deadline_s
        own = any(at == seq for at, _, _ in acts.commands)
        if cent:
            found.append(_Thing(received.seq, start, until, cent, seq if own else -1))
    for trouble in troubles(story):
        act = _first(story, acts, trouble, strict)
        if strict and act is None and _unsure(story, acts, trouble):
            continue
        until = min(each.close_s for each in trouble.late) - terms.told_ahead_s
        cent = len(trouble.late) * (terms.late_cent - terms.late_told_cent)
        found.append(_Thing(trouble.seq, trouble.at_s, until, cent, act.seq if act else -1))
    return found


def _both(one: _Thing, other: _Thing) -> bool:
    """Whether both asked at one time, and one of them was done. One act that does both ranks nothing."""
    if _act(one) == _act(other) or max(one.from_s, other.from_s) >= min(one.until_s, other.until_s):
        return False
    return one.seq < _act(other) and other.seq < _act(one)


def _act(one: _Thing) -> float:
    return one.act if one.act >= 0 else float("inf")


def _presses(one: _Thing, other: _Thing) -> bool:
    """Whether the first of two is clearly the more pressing one."""
    if one.until_s > other.until_s or one.cent < other.cent:
        return False
    return one.cent >= CLEAR * other.cent or one.until_s <= other.until_s - CLEAR_S


ALL: tuple[tuple[str, Indicator], ...] = (
    ("K4.regret", regret),
    ("K4.needless", needless),
    ("K4.first_act", first_act),
    ("K4.triage", triage),
)
