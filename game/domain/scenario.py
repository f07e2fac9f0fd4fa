"""A scenario: a day to plan, what the software believes of it, what is true, and what people can know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from game.domain.front import Front
from game.domain.plan import Plan
from game.domain.week import Week
from game.domain.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A change that a choice brings about.

    kind `service_s`: the software now believes `amount` seconds of service for order `subject`;
    `window_s`: shift the window of order `subject` by `amount` seconds, agreed with the customer;
    `wider_s`: make its windows at `end` wider by `amount` seconds on both sides, agreed as well;
    `hold_s`: vehicle `subject`, or the one that has order `subject`, waits `amount` seconds where it is;
    `avoid`: the truck that has order `subject` keeps off `road` from here; `cost_cent`: pay `amount`;
    `goodwill_cent`: goodwill that is lost (positive) or won (negative), in cent;
    `add_order`: optional order `subject` enters the order list; `drop_order`: it leaves it;
    `redeliver`: order `subject`, found closed, is skipped now and goes back to the unplanned list;
    `kg` and `units`: the software now believes this weight, or this number of pallets (roll cages where
    the order has those); `opens_s`: it believes that the customer opens at `amount`.
    """

    kind: str
    subject: str = ""
    amount: int = 0
    end: str = ""
    """Of `service_s` and `wider_s`: `pickup` or `delivery`; empty: the delivery, or the pickup of what a
    depot gets."""
    road: str = ""
    """Of `avoid`: the road number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthChange:
    """Where the truth differs from the software: an order's `service_s`, `closed_until_s`, `kg`, `units`."""

    kind: str
    subject: str
    amount: int
    end: str = ""
    """As of an `Effect`."""
    chance_percent: int = 100
    """How likely it is by all that a person can know; below 100 the day's seed decides (`truth_of`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something that a person can look up at any time: it stands in no software.

    Texts: `source.<id>.title`, `.body`. Looking is logged; it costs nothing but the player's attention.
    """

    id: str
    kind: str
    """`customer`, `board` (board computer), `weather`, `traffic`, `driver`, `colleague`, `dock` or `note`."""
    subject: str = ""
    """Order, vehicle, place or road that it is about; empty: the day as a whole."""
    from_s: int = 0
    """Clock time from which it can be read; 0: before the day too."""
    reliability_percent: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to act; the sentence is text `<owner>.option.<id>`."""

    id: str
    effects: tuple[Effect, ...] = ()
    expected_cent: int = 0
    """Expected cost of choosing it, given what was knowable (moments only; NOTES.md shows the sum)."""
    tells: tuple[str, ...] = ()
    """Parties that hear of it by this choice, as `domain.people` writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """A way to say an answer. Text: `message.<id>.tone.<tone>`."""

    id: str
    score: int
    """0 to 3, by the author's rubric (NOTES.md says why)."""
    goodwill_cent: int = 0
    """Goodwill that is lost (positive) or won (negative) with who gets the answer."""



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
    reliability: tuple[tuple[str, int], ...] = ()
    """Cue and how reliable it is in percent, where the author states it."""

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
    tones: tuple[Tone, ...] = ()
    """Ways to say the answer; empty: how it is said does not matter here."""
    needs: tuple[str, ...] = ()
    """Parties that ought to hear of it, as `domain.people` writes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption:
    """A cause of trouble with its chance and size; `sim` draws it from its own stream.

    kind `jam`, `bridge`: subject is a road number; `slow`: a road number or `*`, at `percent` of the speed;
    `late_loading`, `breakdown`: a vehicle id or `*`; `sick`: a driver id or `*`;
    `closed`, `order_error`: an order id or `*`; `dock`: a place id or `*`; `rush`: an optional order;
    `charger_busy`, `charger_fault`: a charger's place or `*`.
    """

    kind: str
    subject: str
    chance: float
    delay_s: tuple[int, int, int]
    """Triangular: least, most likely, most."""
    from_s: int = 0
    to_s: int = 86400
    lasts_s: tuple[int, int, int] = (0, 0, 0)
    """Triangular; it stands so long from a moment drawn in the span. All 0: the whole span."""
    percent: int = 100
    """Of `slow`: speed that is left. Of `order_error`: true weight and units against what was written."""
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
    sources: tuple[Source, ...] = ()
    reflection: tuple[str, ...] = ()
    """Ids of reflection questions; text `reflection.<id>`."""
    texts: Mapping[str, Mapping[str, str]]
    """Language -> key -> sentence."""
    files: Mapping[str, bytes]
    """The files it was read from, for the log's `content` event."""
    measures: bool = False
    """Part of a measurement."""
    planning_hash: str = ""
    """Of what a plan is judged on only: what a reference and a front were made for."""
    reference: Reference | None = None
    week: Week | None = None
    """The weeks around this day; None for a scenario of one day."""
    front: Front | None = None
    """The stored cost-CO2e front; None without a fresh one."""

    def text(self, lang: str, key: str) -> str:
        """A sentence of the author; Dutch where the language lacks it; the key where both do."""
        for table in (self.texts.get(lang, {}), self.texts.get("nl", {})):
            if key in table:
                return table[key]
        return key
