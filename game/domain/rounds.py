"""Two rounds: the same kind of day once by hand and once with digital help, on two parallel forms.

Which form comes first, and whether help comes first, is counterbalanced by seed: neither getting used to the
game nor one form being a little harder then looks like an effect of help (a 2 x 2 crossover with two forms).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from game.domain.chance import stream

FORMS = {"a": "tweeling-a", "b": "tweeling-b"}
"""Scenario ids of the parallel forms."""
CLAIM = (0.10, 0.15)
"""What is claimed of digital help: so much faster planning (the project's own claim, not a measurement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One of the two: which form, and whether the computer helps."""

    nr: int
    form: str
    """`a` or `b`."""
    aid: str
    """`none` or `full`."""

    @property
    def scenario(self) -> str:
        """The scenario to play."""
        return FORMS[self.form]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order in which the rounds are played."""

    first: Round
    second: Round

    @property
    def id(self) -> str:
        """Such as `a-none-b-full`; stands in the log."""
        return f"{self.first.form}-{self.first.aid}-{self.second.form}-{self.second.aid}"

    @property
    def rounds(self) -> tuple[Round, Round]:
        """Both."""
        return self.first, self.second

    @property
    def other(self) -> Order:
        """The same forms with help the other way about: for who plays again."""
        return _order(self.first.form, self.second.aid)


def _order(form: str, aid: str) -> Order:
    """By what comes first."""
    other_form, other_aid = "b" if form == "a" else "a", "full" if aid == "none" else "none"
    return Order(first=Round(nr=1, form=form, aid=aid), second=Round(nr=2, form=other_form, aid=other_aid))


ORDERS = tuple(_order(form, aid) for form in "ab" for aid in ("none", "full"))
"""The four orders."""


def order_of(seed: int) -> Order:
    """Permuted blocks: of four seeds in a row every order occurs once, in a sequence drawn for each block."""
    block, place = divmod(seed, len(ORDERS))
    luck = stream(block, "rounds/order")
    return sorted(ORDERS, key=lambda _: luck.random())[place]


def next_seed(used: Iterable[int], draw: int) -> int:
    """The one after the last that was used here, so that orders stay balanced; `draw` for the very first."""
    last = max(used, default=None)
    return draw if last is None else last + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What the header of a round's log says of the pair that it belongs to."""

    pair: str
    nr: int
    seed: int
    order: Order

    @property
    def round(self) -> Round:
        """The round that is played."""
        return self.order.rounds[self.nr - 1]

    def data(self) -> dict[str, Any]:
        """For the header."""
        return {"pair": self.pair, "nr": self.nr, "seed": self.seed, "order": self.order.id}


def part_of(header: Mapping[str, Any]) -> Part | None:
    """The part in a log's header; None when the log is no round of a pair, or names what is not there."""
    raw = header.get("round")
    if not isinstance(raw, Mapping):
        return None
    order = next((o for o in ORDERS if o.id == raw.get("order")), None)
    pair, nr, seed = raw.get("pair"), raw.get("nr"), raw.get("seed")
    if order is None or nr not in (1, 2) or not isinstance(pair, str) or not isinstance(seed, int):
        return None
    part = Part(pair=pair, nr=nr, seed=seed, order=order)
    same = part.round.scenario == header.get("scenario") and part.round.aid == header.get("help", "full")
    return part if same else None
