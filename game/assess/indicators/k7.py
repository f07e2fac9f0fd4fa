"""K7, anticipation: what a plan costs on days as they may go, room where it counts, and finding out first.

Only what could be known before the day: possible days are drawn from the author's chances and the facts
(`sim.outlook`), never from the day that was played.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from statistics import fmean

from game.assess.acts import Acts, Choice
from game.assess.indicators.base import Indicator, Reading
from game.assess.indicators.k1 import ceiling, compared, served_ceiling
from game.assess.settings import Settings
from game.assess.story import Story
from game.domain import commands as c
from game.domain.day import DayState, Progress
from game.domain.evaluation import Evaluation, StopTimes
from game.domain.plan import Plan
from game.domain.scenario import Effect, Moment, Scenario
from game.domain.units import HOUR_S
from game.sim.futures import Futures, cost_cent
from game.sim.outlook import PossibleDay, possible_days

DAYS = 50
CRITICAL_S = 2 * HOUR_S
"""A window of this or less makes a stop critical (authored)."""
ROOM_S = 1800
"""More room than this adds nothing (authored)."""


def extra(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """What the hand-made plan is expected to cost above its own figures, minus what the reference does.

    Mean over DAYS possible days on which nobody intervenes, the same for both plans, over the reference's
    cost. So a dear plan is no worse here than a cheap one: only a fragile one is.
    """
    pair = compared(story)
    if pair is None or pair[1].kpi.cost_cent <= 0 or not _uncertain(story.scenario):
        return
    hand, reference = pair
    own = _extra_cent(
        story.scenario, _plan(story, hand, "hand"), _visible(hand), _agreed(story, acts), hand.kpi.cost_cent
    )
    other = _extra_cent(
        story.scenario, _plan(story, reference, "reference"), _visible(reference), (),
        reference.kpi.cost_cent,
    )  # fmt: skip
    raw = (own - other) / reference.kpi.cost_cent
    yield Reading(
        raw=raw, events=acts.plan_events(),
        values=(("own_euro", round(own / 100)), ("reference_euro", round(other / 100)), ("days", DAYS)),
        at_most=_by_hand(hand, min(ceiling(hand, reference), served_ceiling(hand))),
    )  # fmt: skip


def buffer(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Room before a narrow window closes, at most ROOM_S, as share of ROOM_S; minus the reference's.

    Mean over the orders that the reference serves in a window of CRITICAL_S or less; an order that the
    hand-made plan does not serve has no room.
    """
    pair = compared(story)
    if pair is None:
        return
    hand, reference = (_rooms(each) for each in pair)
    if reference:
        own = fmean(hand.get(order, 0.0) for order in reference)
        raw = own - fmean(reference.values())
        yield Reading(
            raw=raw, events=acts.plan_events(), at_most=_by_hand(pair[0], 3),
            values=(("minutes", round(own * ROOM_S / 60)), ("stops", len(reference))),
        )  # fmt: skip


def forecast(_story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Own choices at moments about which signs of stated reliability speak: how near to the best.

    1 is the best by expected cost, 0 the dearest: acting on a likely forecast and leaving a false
    alarm alone are the same here. The choice before the advice counts: what follows is K5. One reading
    of a session, the mean of its moments.
    """
    choices = [x for x in acts.choices if _unsure(x.moment) and x.moment.scored]
    if choices:
        lost = {x.moment.id: _above(x, min) for x in choices}
        shares = [1 - lost[x.moment.id] / (lost[x.moment.id] - _above(x, max)) for x in choices]
        yield Reading(
            raw=fmean(shares), events=tuple(_own_seq(x, acts) for x in choices),
            values=(
                ("moments", len(choices)), ("best", sum(cent == 0 for cent in lost.values())),
                ("euro", round(sum(lost.values()) / 100)),
            ),
        )  # fmt: skip


def looked_up(story: Story, acts: Acts, _: Settings, /) -> Iterator[Reading]:
    """Share of the own choices before which something about it was looked up: a sign or a source."""
    asked = [x for x in acts.choices if x.moment.cues or _sources(story, x)]
    if asked:
        seen = [found for found in (_seen(story, acts, each) for each in asked) if found >= 0]
        commits = [seq for each in asked if (seq := _own_seq(each, acts)) >= 0]
        yield Reading(
            raw=len(seen) / len(asked), events=(*commits, *seen),
            values=(("looked", len(seen)), ("choices", len(asked))),
        )  # fmt: skip


def _uncertain(scenario: Scenario) -> bool:
    """Whether a day can go otherwise than software believes."""
    return bool(scenario.truth) or any(d.chance > 0 for d in scenario.disruptions)


def _by_hand(hand: Evaluation, at_most: int) -> int:
    """Nothing made by hand is no foresight."""
    return at_most if hand.trips else 0


def _plan(story: Story, judged: Evaluation, column: str) -> Plan:
    """The plan that was judged, with the starts that its drivers get."""
    trips = tuple(replace(t.trip, start_s=t.start_s) for t in judged.trips)
    return Plan(trips=trips, given=story.given.get(column, ()))


def _visible(judged: Evaluation) -> frozenset[str]:
    """Orders that the judgement is about."""
    served = {o for t in judged.trips for o in t.trip.orders()}
    return frozenset(served | set(judged.kpi.unplanned))


def _agreed(story: Story, acts: Acts) -> tuple[Effect, ...]:
    """Windows that were agreed while planning: they hold on every possible day."""
    found: list[Effect] = []
    options = {(m.id, o.id): o for m in story.scenario.moments if m.phase == "plan" for o in m.options}
    for seq, _, command in acts.commands:
        if isinstance(command, c.Final) and seq < acts.dispatch_seq:
            option = options.get((command.moment, command.option))
            found += [e for e in option.effects if e.kind in ("window_s", "wider_s")] if option else []
        elif isinstance(command, c.Agree) and seq < acts.dispatch_seq:
            end = "pickup" if command.action == "collect" else "delivery"
            found.append(Effect(kind="wider_s", subject=command.order, amount=60 * command.minutes, end=end))
    return tuple(found)


@lru_cache(maxsize=8)
def _days(scenario: Scenario, agreed: tuple[Effect, ...]) -> tuple[PossibleDay, ...]:
    """Possible days before anything has happened."""
    return possible_days(scenario, Plan(), DayState(clock_s=0), DAYS, effects=agreed)


@lru_cache(maxsize=16)
def _extra_cent(
    scenario: Scenario, plan: Plan, visible: frozenset[str], agreed: tuple[Effect, ...], planned_cent: int
) -> float:
    """Mean cost over the possible days above the plan's own figure."""
    trucks = tuple(Progress(vehicle=t.vehicle) for t in plan.trips)
    orders = visible | {order for order, _ in plan.given}
    futures = Futures()
    costs = [
        cost_cent(futures, day.world, plan, replace(day.state, trucks=trucks), orders, ())
        for day in _days(scenario, agreed)
    ]
    return fmean(costs) - planned_cent


def _rooms(judged: Evaluation) -> dict[str, float]:
    """Per order with a narrow window its room, as share of ROOM_S; the tightest of its stops."""
    found: dict[str, float] = {}
    for stop in (s for t in judged.trips for s in t.stops):
        if _critical(stop):
            room = max(0, min(ROOM_S, stop.window_close_s - stop.begin_s)) / ROOM_S
            found[stop.stop.order] = min(room, found.get(stop.stop.order, room))
    return found


def _critical(stop: StopTimes) -> bool:
    return bool(stop.stop.order) and 0 < stop.window_close_s - stop.window_open_s <= CRITICAL_S


def _own_seq(choice: Choice, acts: Acts) -> int:
    """Event of the own choice."""
    return next(
        (
            seq
            for seq, _, command in acts.commands
            if isinstance(command, c.Commit) and command.moment == choice.moment.id
        ),
        -1,
    )


def _unsure(moment: Moment) -> bool:
    """Whether the author says of a sign that it may be wrong."""
    return any(reliable < 100 for _, reliable in moment.reliability)


def _above(choice: Choice, of: Callable[[Iterable[int]], int]) -> int:
    """Expected cost of the own choice above the cheapest (`min`) or the dearest (`max`; 0 or less)."""
    costs = {o.id: o.expected_cent for o in choice.moment.options}
    return costs[choice.own] - of(costs.values())


def _sources(story: Story, choice: Choice) -> frozenset[str]:
    """What can be looked up about a moment: sources about its subject, or named as its signs."""
    moment = choice.moment
    return frozenset(
        s.id for s in story.scenario.sources
        if s.id in moment.cues or (s.subject and s.subject == moment.subject)
    )  # fmt: skip


def _seen(story: Story, acts: Acts, choice: Choice) -> int:
    """The first event by which something about a choice was looked up before it; -1: none."""
    own, wanted = _own_seq(choice, acts), _sources(story, choice)
    for seq, _, command in acts.commands:
        look = isinstance(command, c.Look) and command.moment == choice.moment.id
        if seq < own and (look or (isinstance(command, c.Consult) and command.source in wanted)):
            return seq
    return -1


ALL: tuple[tuple[str, Indicator], ...] = (
    ("K7.extra", extra),
    ("K7.buffer", buffer),
    ("K7.forecast", forecast),
    ("K7.looked_up", looked_up),
)
