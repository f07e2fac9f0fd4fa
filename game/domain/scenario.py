"""A scenario: a day to plan, what the software believes of it, what is true, and what people can know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from game.domain.front import Front
from game.domain.plan import Plan
from game.domain.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A change that a choice brings about.

    kind `service_s`: the software now believes `amount` seconds of service for order `subject`;
    `window_s`: shift the window of order `subject` by `amount` seconds, agreed with the customer;
    `wider_s`: make its windows at `end` wider by `amount` seconds on both sides, agreed as well;
    `hold_s`: vehicle `subject` waits `amount` seconds where it is; `cost_cent`: pay `amount`;
    `goodwill_cent`: goodwill that is lost (positive) or won (negative), in cent;
    `add_order`: optional order `subject` enters the order list; `drop_order`: it leaves it;
    `redeliver`: order `subject`, found closed, is skipped now and goes back to the unplanned list.
    """

    kind: str
    subject: str = ""
    amount: int = 0
    end: str = ""
    """Of `service_s` and `wider_s`: `pickup` or `delivery`; empty: the delivery, or the pickup of what a
    depot gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthChange:
    """Where the truth differs from the software: `service_s` or `closed_until_s` of an order."""

    kind: str
    subject: str
    amount: int
    end: str = ""
    """As of an `Effect`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to act; the sentence is text `<owner>.option.<id>`."""

    id: str
    effects: tuple[Effect, ...] = ()
    expected_cent: int = 0
    """Expected cost of choosing it, given what was knowable (moments only; NOTES.md shows the sum)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A decision moment: own choice and confidence, then the advice, then the final choice.

    Texts: `moment.<id>.title`, `.question`, `.advice`, `.why`, `.option.<option>`, `.cue.<cue>`.
    """

    id: str
    phase: str
    """`plan` or `day`."""
    at_s: int
    """Day: clock time at which it opens. Plan: 0."""
    subject: str
    options: tuple[Option, ...]
    advice: str
    """Option id that the software recommends, knowing only the system world."""
    cues: tuple[str, ...] = ()

    @property
    def best(self) -> str:
        """Option id with the lowest expected cost ex ante."""
        return min(self.options, key=lambda o: (o.expected_cent, o.id)).id

    @property
    def scored(self) -> bool:
        """False when best and second differ by less than 3 % of the decision's cost."""
        costs = sorted(o.expected_cent for o in self.options)
        return costs[1] - costs[0] >= 0.03 * max(1, costs[-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A mail or call of the day. Texts: `message.<id>.from`, `.subject`, `.body`, `.option.<option>`."""

    id: str
    kind: str
    """`mail`, `call` or `rumour`."""
    trigger: str
    """`at` (clock), or `incident` (when the incident named in `subject` is seen)."""
    at_s: int = 0
    subject: str = ""
    options: tuple[Option, ...] = ()
    deadline_s: int = 0
    """Clock time (trigger `at`), or seconds after it was received; then `default` happens."""
    default: str = ""
    reliability_percent: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption:
    """A cause of trouble with its chance and size; `sim` draws it from its own stream.

    kind `jam`: subject is a road number; `late_loading`: subject a vehicle id or `*`;
    `closed`: subject an order id or `*`; `charger_busy`, `charger_fault`: a charger's place or `*`.
    """

    kind: str
    subject: str
    chance: float
    delay_s: tuple[int, int, int]
    """Triangular: least, most likely, most."""
    from_s: int = 0
    to_s: int = 86400
    usual: bool = False
    """Chance and delay are the facts': software knows them. Else the author's, for this one day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The reference plan, computed offline and stored with the scenario."""

    plan: Plan
    certificate: str
    seed: int
    seconds: int
    rules_version: int
    content_hash: str
    versions: tuple[tuple[str, str], ...] = ()
    bound_cent: int | None = None
    """No legal plan costs less; None: not worked out."""

    def gap(self, cost_cent: int) -> float | None:
        """By how much of this cost, its own, a cheaper plan could be below it at most, 0 to 1.

        None: unknown. Rounded up to a thousandth, so that "at most" stays true when it is said.
        """
        if self.certificate == "proven":
            return 0.0
        if self.bound_cent is None or cost_cent <= 0:
            return None
        return -(-1000 * max(0, cost_cent - self.bound_cent) // cost_cent) / 1000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scenario:
    """A day as it was read from files; nothing here ever changes."""

    id: str
    version: int
    content_hash: str
    day: date
    level: int
    minutes: int
    """How long playing it takes, about."""
    competencies: tuple[str, ...]
    system: World
    truth: tuple[TruthChange, ...]
    optional_orders: tuple[str, ...]
    """Orders of `system` that are hidden until an `add_order` effect shows them."""
    moments: tuple[Moment, ...]
    messages: tuple[Message, ...]
    disruptions: tuple[Disruption, ...]
    reflection: tuple[str, ...]
    """Ids of reflection questions; text `reflection.<id>`."""
    texts: Mapping[str, Mapping[str, str]]
    """Language -> key -> sentence."""
    files: Mapping[str, bytes]
    """The files it was read from, for the log's `content` event."""
    reference: Reference | None = None
    front: Front | None = None
    """The stored cost-CO2e front; None without a fresh one."""

    def text(self, lang: str, key: str) -> str:
        """A sentence of the author; Dutch where the language lacks it; the key where both do."""
        for table in (self.texts.get(lang, {}), self.texts.get("nl", {})):
            if key in table:
                return table[key]
        return key
