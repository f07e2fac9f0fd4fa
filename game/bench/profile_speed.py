"""How long the update of one player after one session takes, through the door that the game uses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.assess import model
from game.assess.settings import COMPETENCIES, Item, settings
from game.bench.profile_players import Bank
from game.bench.protocol import summary, timed_ms
from game.domain.events import Evidence

TIMES = 300
ANSWERS = 24


def update_ms(items: Bank) -> dict[str, Any]:
    """From one belief to the next: drift and a session of all 24 items of a scenario."""
    made = [_item(items, number) for number in range(len(items.ability))]
    figures = replace(settings(), items={item.id: item for item in made})
    evidence = [_evidence(item, i % 4) for i, item in enumerate(made[:ANSWERS])]
    belief = model.update(model.prior("correlated", figures), evidence, figures)
    rows = timed_ms(lambda: model.update(model.drift(belief, figures), evidence, figures), TIMES)
    return {"protocol": f"drift and {ANSWERS} answers of one player, 16 figures of state", **summary(rows)}


def _item(items: Bank, number: int) -> Item:
    first, second, third = items.items.b[number].tolist()
    return Item(
        id=f"{COMPETENCIES[items.ability[number]]}.{number}", version=1, lower_is_better=False,
        thresholds=(1.0, 2.0, 3.0), b=(first, second, third), a=float(items.items.slope[number]),
    )  # fmt: skip


def _evidence(item: Item, category: int) -> Evidence:
    return Evidence(
        competency=item.competency, indicator=item.id, version=1, raw=0.0, category=category,
        thresholds=item.thresholds, events=(1,),
    )  # fmt: skip
