"""K6, communication: the right people told, in time, in the right words, and work shared out fairly.

Who will be late is taken from what was seen and the plan's own margins (`assess.troubles`), never from how
the day came out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import fmean, pstdev
from typing import NamedTuple

from game.assess.acts import Acts
from game.assess.contacts import Contact, contacts
from game.assess.indicators.base import Indicator, Reading
from game.assess.indicators.k1 import compared, served_ceiling
from game.assess.settings import Settings
from game.assess.story import Story
from game.assess.troubles import day_event, troubles
from game.domain import commands as c
from game.domain.evaluation import Evaluation
from game.domain.people import party_of


def told(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Per message whose author names who ought to hear of it: share of those who did.

    A customer must have heard before his order was served. Who heard already needs no second call.
    """
    known = contacts(story, acts)
    for message in story.scenario.messages:
        received = day_event(story, "message", message.id)
        if received is not None and message.needs:
            heard = [one for one in (_heard(story, known, party) for party in message.needs) if one]
            yield Reading(
                raw=len(heard) / len(message.needs), events=(received.seq, *(one.seq for one in heard)),
                values=(("message", message.id), ("told", len(heard)), ("needed", len(message.needs))),
            )  # fmt: skip


def warned(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Share of the customers whose order would be late that heard of it before their window closed."""
    cases = _cases(story, acts)
    if cases:
        done = [case.heard for case in cases if case.heard]
        yield Reading(
            raw=len(done) / len(cases), events=(*(case.seq for case in cases), *(one.seq for one in done)),
            values=(("told", len(done)), ("late", len(cases))),
        )  # fmt: skip


def lead(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """How long before their window closes late customers heard of it, over what could be had.

    What could be had: `Goodwill.told_ahead_s`, or all the time since the trouble was seen where that is
    less. Mean over customers who were told.
    """
    terms = story.scenario.system.goodwill
    done = [case for case in _cases(story, acts) if case.heard]
    if done:
        shares = [
            min(1.0, (case.close_s - case.heard.at_s) / min(terms.told_ahead_s, case.close_s - case.at_s))
            for case in done
            if case.heard
        ]
        ahead = fmean(case.close_s - case.heard.at_s for case in done if case.heard)
        yield Reading(
            raw=fmean(shares), values=(("minutes", round(ahead / 60)), ("customers", len(done))),
            events=tuple(seq for case in done if case.heard for seq in (case.seq, case.heard.seq)),
        )  # fmt: skip


def needless(story: Story, acts: Acts, figures: Settings, /) -> Iterator[Reading]:
    """Share of the player's own calls to customers about which nothing changed for them.

    What was said by an answer, or by a plan that was sent on, is no such call. A call that an author asks for
    (`told`) is never needless; a set that knows the indicator in version 1 only counts it still.
    """
    called = [(seq, x.party) for seq, _at, x in acts.commands if isinstance(x, c.Tell)]
    customers = [seq for seq, party in called if party_of(party)[0] == "customer"]
    if customers:
        asked = _asked(story, acts) if figures.items["K6.needless"].version > 1 else frozenset[int]()
        found = sum(seq not in asked for seq in story.needless)
        yield Reading(
            raw=found / len(customers), events=tuple(customers),
            values=(("needless", found), ("calls", len(customers))),
        )


def tone(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Score of the words in which an answer was given, 0 to 3 by the author's rubric.

    Only where a tone was chosen; the last one before the answer counts.
    """
    spoken: dict[str, tuple[int, str]] = {}
    for seq, _at, command in acts.commands:
        if isinstance(command, c.Speak):
            spoken[command.message] = (seq, command.tone)
        elif isinstance(command, c.Reply) and command.message in spoken:
            said, name = spoken.pop(command.message)
            message = next(m for m in story.scenario.messages if m.id == command.message)
            score = next((t.score for t in message.tones if t.id == name), None)
            if score is not None and len({t.score for t in message.tones}) > 1:
                yield Reading(
                    raw=score, events=(said, seq), values=(("message", message.id), ("score", score))
                )


def fair(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """How much drivers' duty hours differ in the hand-made plan, minus the reference's.

    Standard deviation over mean. Only where both plans use at least two drivers.
    """
    pair = compared(story)
    if pair is None or min(len(_duties(each)) for each in pair) < 2:
        return
    own, other = (_duties(each) for each in pair)
    yield Reading(
        raw=_spread(own) - _spread(other), events=acts.plan_events(),
        values=(("least", round(min(own) / 3600, 1)), ("most", round(max(own) / 3600, 1))),
        at_most=served_ceiling(pair[0]),
    )  # fmt: skip


class _Case(NamedTuple):
    """A customer who would be late, by the first trouble that made him so."""

    order: str
    at_s: int
    close_s: int
    seq: int
    heard: Contact | None


def _cases(story: Story, acts: Acts) -> list[_Case]:
    """Customers of whom it was seen in time that they would be late."""
    known, found = contacts(story, acts), dict[str, _Case]()
    for trouble in troubles(story):
        for each in trouble.late:
            if each.order not in found and each.close_s > trouble.at_s:
                heard = next((k for k in known if _tells_of(k, each.order, trouble.seq, each.close_s)), None)
                found[each.order] = _Case(each.order, trouble.at_s, each.close_s, trouble.seq, heard)
    return list(found.values())


def _tells_of(contact: Contact, order: str, after_seq: int, until_s: int) -> bool:
    mine = contact.own and contact.party == f"customer/{order}"
    return mine and contact.seq > after_seq and contact.at_s <= until_s


def _heard(story: Story, known: tuple[Contact, ...], party: str) -> Contact | None:
    kind, name = party_of(party)
    served = day_event(story, "served", name) if kind == "customer" else None
    return next(
        (one for one in known if one.party == party and (served is None or one.seq < served.seq)), None
    )


def _asked(story: Story, acts: Acts) -> frozenset[int]:
    """Events by which somebody heard who ought to: the first of all, and the first since the message."""
    known = contacts(story, acts)
    found: set[int] = set()
    for message in story.scenario.messages:
        received = day_event(story, "message", message.id)
        for party in message.needs if received else ():
            since = tuple(one for one in known if received and one.seq > received.seq)
            found |= {one.seq for one in (_heard(story, known, party), _heard(story, since, party)) if one}
    return frozenset(found)


def _duties(judged: Evaluation) -> list[int]:
    """Seconds of duty of each driver."""
    found: Counter[str] = Counter()
    for trip in judged.trips:
        found[trip.trip.driver] += trip.duty_s
    return list(found.values())


def _spread(duties: list[int]) -> float:
    return pstdev(duties) / fmean(duties) if sum(duties) else 0.0


ALL: tuple[tuple[str, Indicator], ...] = (
    ("K6.told", told),
    ("K6.warned", warned),
    ("K6.lead", lead),
    ("K6.needless", needless),
    ("K6.tone", tone),
    ("K6.fair", fair),
)
