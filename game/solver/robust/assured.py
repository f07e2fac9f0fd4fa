"""Chances put beside an explanation: how sure the tightest stop is, and which order is least sure.

Only the trips that change are spoken of. Nothing is said of a plan that may not be driven. numpy is loaded
when the first days are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from game.domain import commands as c
from game.domain.evaluation import Evaluation, Severity
from game.domain.plan import Plan
from game.domain.scenario import Disruption
from game.domain.units import whole
from game.domain.world import World
from game.rules.evaluate import Memo, evaluate
from game.rules.moves import NOTHING_BEGUN, apply
from game.solver.explain import Explained, Sentence, tightest
from game.solver.proposal import Proposal
from game.solver.stops import Begun

if TYPE_CHECKING:
    from game.solver.robust.sampling import Sampler

SURE = 0.995
"""From here on a chance is told as almost certain."""
UNSURE = 0.95
"""A smallest chance above this is not worth a sentence by itself (authored)."""
LOWER = 0.05
"""So much lower than at the tightest place is another order's chance told too (authored)."""


def usual(disruptions: Iterable[Disruption]) -> tuple[Disruption, ...]:
    """Those whose chance and delay are the facts': what software can know of days in general.

    Odds that an author gives for this one day are what people hear and software does not.
    """
    return tuple(d for d in disruptions if d.usual)


def sampler_of(world: World, disruptions: Iterable[Disruption]) -> Sampler | None:
    """Days as software can know them; None where the facts know of no trouble for this day."""
    from game.solver.robust.sampling import Sampler, sample_days

    known = usual(disruptions)
    return Sampler(world=world, days=sample_days(world, known)) if known else None


def assured(explained: Explained, sampler: Sampler, before: Plan, after: Plan, new: Evaluation) -> Explained:
    """The explanation of `after` (judged: `new`) with its chances."""
    changed = {t.vehicle for t in after.trips if before.trip_of(t.vehicle) != t}
    if any(f.severity is Severity.HARD and f.vehicle in changed for f in new.findings):
        return explained
    return replace(explained, chances=tuple(_chances(explained, sampler, new, sorted(changed))))


def assured_proposals(
    sampler: Sampler,
    plan: Plan,
    proposals: Iterable[Proposal],
    *,
    orders: frozenset[str],
    memo: Memo | None = None,
    begun: Begun = NOTHING_BEGUN,
) -> tuple[Proposal, ...]:
    """Proposals with chances in their explanations: their commands are carried out and judged again."""
    return tuple(_proposal(sampler, plan, p, orders, memo, begun) for p in proposals)


def _proposal(
    sampler: Sampler, plan: Plan, proposal: Proposal, orders: frozenset[str], memo: Memo | None, begun: Begun
) -> Proposal:
    if proposal.explained is None:
        return proposal
    after = plan
    for text in proposal.commands:
        after = apply(sampler.world, after, c.from_text(text), begun)
    new = evaluate(sampler.world, after, memo, orders)
    return replace(proposal, explained=assured(proposal.explained, sampler, plan, after, new))


def _chances(
    explained: Explained, sampler: Sampler, new: Evaluation, vehicles: list[str]
) -> Iterator[Sentence]:
    """Of the tightest stop where that was told; of the weakest order where it is weak or much weaker."""
    chance = dict(sampler.chances(t for t in new.trips if t.trip.vehicle in vehicles))
    if not chance:
        return
    weakest = min(chance, key=lambda o: (chance[o], o))
    place = tightest(new, vehicles)
    told = 1.0
    if place is not None and explained.depends is not None and "customer" in dict(explained.depends.values):
        here = place.trip.stops[place.at].stop.order
        told = chance[here]
        yield _sentence("explained.chance.here", sampler.world, here, told)
        if here == weakest or told - chance[weakest] < LOWER:
            return
    if chance[weakest] < UNSURE:
        yield _sentence("explained.chance.weakest", sampler.world, weakest, chance[weakest])


def _sentence(key: str, world: World, order: str, chance: float) -> Sentence:
    if chance >= SURE:
        return Sentence("explained.chance.sure")
    values = ("customer", world.orders[order].customer), ("percent", whole(100 * chance))
    return Sentence(key, values)
