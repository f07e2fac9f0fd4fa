"""K4, disruption handling, as far as messages of the day show it: what was answered, and how soon.

What was done beside answers stands in `k4_repair`.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.assess.acts import Acts
from game.assess.indicators.base import Indicator, Reading
from game.assess.settings import Settings
from game.assess.story import Story
from game.assess.troubles import day_event
from game.domain.commands import Reply
from game.domain.events import Event
from game.domain.scenario import Message


def reply_regret(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Expected cost of the answer above the best answer's, as share of the dearest; default included.

    Only messages whose author gave the options different expected costs.
    """
    for message, received, answer, seq in answered(story, acts):
        costs = {o.id: o.expected_cent for o in message.options}
        dearest, best = stakes(message)
        if dearest > best and answer in costs:
            regret = costs[answer] - best
            yield Reading(
                raw=regret / (dearest - best), events=(received.seq, seq),
                values=(("message", message.id), ("option", answer), ("euro", round(regret / 100))),
            )  # fmt: skip


def reply_time(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Game time from message to answer over the time allowed; letting it pass is 1.

    Only messages about which there is something to win or lose (`at_stake`). The clock stops for a
    message, so that most people answer at once: an easy item.
    """
    given = {command.message: (seq, at) for seq, at, command in acts.commands if isinstance(command, Reply)}
    for message, received, _answer, seq in answered(story, acts):
        start = int(received.data.get("at_s", received.game_s))
        allowed = (message.deadline_s if message.trigger == "at" else start + message.deadline_s) - start
        if allowed > 0 and at_stake(story, message):
            at = given[message.id][1] if message.id in given else start + allowed
            yield Reading(
                raw=min(1.0, max(0.0, (at - start) / allowed)), events=(received.seq, seq),
                values=(("message", message.id), ("minutes", (at - start) // 60)),
            )  # fmt: skip


def stakes(message: Message) -> tuple[int, int]:
    """The dearest and the cheapest expected cost of its options."""
    costs = [o.expected_cent for o in message.options] or [0]
    return max(costs), min(costs)


def at_stake(story: Story, message: Message) -> int:
    """What hangs on its answer in cent: as its author has it, or else as the ledger weighed it."""
    dearest, best = stakes(message)
    weighed = (x for x in story.ledger if x.kind == "message" and x.id == message.id)
    return dearest - best or next((x.stake_cent for x in weighed if x.verdict != "even"), 0)


def answered(story: Story, acts: Acts) -> Iterator[tuple[Message, Event, str, int]]:
    """Messages that came in, with the answer that held and the event that gave it."""
    for message in story.scenario.messages:
        received = day_event(story, "message", message.id)
        if received is None:
            continue
        reply = next(
            (
                (c.option, seq)
                for seq, _, c in acts.commands
                if isinstance(c, Reply) and c.message == message.id
            ),
            None,
        )
        passed = day_event(story, "default", message.id)
        if reply is None and passed is not None:
            reply = (message.default, passed.seq)
        if reply is not None:
            yield message, received, *reply


ALL: tuple[tuple[str, Indicator], ...] = (("K4.reply", reply_regret), ("K4.reply_time", reply_time))
