"""Moments, messages, disruptions and truth: from shapes to the domain, references checked."""

from __future__ import annotations

from collections.abc import Iterable

from game.content.facts import FactError
from game.content.figures import Figures
from game.content.limits import SCENARIO, Faults
from game.content.located import nearest
from game.content.shape import ScenarioShape
from game.content.shape_story import (
    DisruptionShape,
    EffectShape,
    MessageShape,
    MomentShape,
    OptionShape,
    TruthShape,
)
from game.content.tomlfile import Lines, loc_text
from game.domain.people import party_of
from game.domain.scenario import Disruption, Effect, Message, Moment, Option, Source, Tone, TruthChange
from game.domain.units import whole

_UNITS = {"min": ("_s", 60), "eur": ("_cent", 100)}
_OF_ORDER = (
    "service_min", "window_min", "wider_min", "add_order", "drop_order", "redeliver", "kg", "units", "opens",
    "avoid",
)  # fmt: skip
_OF_ROAD = ("jam", "bridge", "slow")


class Story:
    """Builds the acts of a scenario; unknown subjects become faults."""

    def __init__(
        self, shape: ScenarioShape, orders: Iterable[str], figures: Figures, lines: Lines, faults: Faults
    ) -> None:
        self.shape = shape
        self.orders = frozenset(orders)
        self.vehicles = frozenset(v.id for v in shape.vehicle)
        self.drivers = frozenset(d.id for d in shape.driver)
        self.places = frozenset(p.id for p in shape.place)
        self.partners = frozenset(p.id for p in shape.partner)
        self.chargers = frozenset(c.map or c.place or "" for c in shape.charger)
        self.figures = figures
        self.lines = lines
        self.faults = faults

    def _fault(self, key: str, *loc: str | int, **values: object) -> None:
        self.faults.add(SCENARIO, key, loc_text(loc), self.lines.of(loc), **values)

    def _need(self, name: str, known: frozenset[str], *loc: str | int) -> None:
        if name not in known:
            self._fault("fault.unknown_id", *loc, name=name, suggest=nearest(name, known))

    def optional_orders(self) -> tuple[str, ...]:
        """Orders hidden until an effect shows them."""
        for i, name in enumerate(self.shape.optional_orders):
            self._need(name, self.orders, "optional_orders", i)
        return tuple(self.shape.optional_orders)

    def truth(self) -> tuple[TruthChange, ...]:
        """Where the truth differs."""
        return tuple(self._truth(i, part) for i, part in enumerate(self.shape.truth))

    def _truth(self, i: int, part: TruthShape) -> TruthChange:
        self._need(part.subject, self.orders, "truth", i, "subject")
        chance = part.chance_percent
        if part.kind == "service_min":
            return TruthChange(
                kind="service_s", subject=part.subject, amount=whole(part.amount * 60), end=part.end or "",
                chance_percent=chance,
            )  # fmt: skip
        self._no_end(part, "truth", i)
        if part.kind == "closed_until":
            return TruthChange(
                kind="closed_until_s", subject=part.subject, amount=part.at, chance_percent=chance
            )
        return TruthChange(
            kind=part.kind, subject=part.subject, amount=whole(part.amount), chance_percent=chance
        )

    def _no_end(self, part: TruthShape | EffectShape, *loc: str | int) -> None:
        """Only a service time has an end."""
        if part.end is not None:
            self._fault("fault.end", *loc, "end", kind=part.kind)

    def moments(self) -> tuple[Moment, ...]:
        """Decision moments in the order of the file."""
        return tuple(self._moment(i, part) for i, part in enumerate(self.shape.moment))

    def _moment(self, i: int, part: MomentShape) -> Moment:
        options = self._options(part.option, "moment", i)
        self._need(part.advice, frozenset(o.id for o in options), "moment", i, "advice")
        self._need(part.subject, self.orders | self.vehicles, "moment", i, "subject")
        return Moment(
            id=part.id,
            phase=part.phase,
            at_s=part.at if part.phase == "day" else 0,
            subject=part.subject,
            options=options,
            advice=part.advice,
            cues=tuple(part.cues),
            reliability=self._reliability(part, i),
        )

    def _reliability(self, part: MomentShape, i: int) -> tuple[tuple[str, int], ...]:
        for cue in part.reliability_percent:
            self._need(cue, frozenset(part.cues), "moment", i, "reliability_percent")
        return tuple(sorted(part.reliability_percent.items()))

    def sources(self) -> tuple[Source, ...]:
        """What can be looked up, in the order of the file."""
        seen: set[str] = set()
        for i, part in enumerate(self.shape.source):
            if part.id in seen:
                self._fault("fault.double_id", "source", i, "id", name=part.id)
            seen.add(part.id)
        return tuple(
            Source(
                id=part.id, kind=part.kind, subject=part.subject, from_s=part.from_,
                reliability_percent=part.reliability_percent,
            )
            for part in self.shape.source
        )  # fmt: skip

    def messages(self) -> tuple[Message, ...]:
        """Messages in the order of the file."""
        return tuple(self._message(i, part) for i, part in enumerate(self.shape.message))

    def _message(self, i: int, part: MessageShape) -> Message:
        options = self._options(part.option, "message", i)
        if options:
            self._need(part.default, frozenset(o.id for o in options), "message", i, "default")
        deadline = part.deadline if part.trigger == "at" else whole(part.deadline_min * 60)
        if options and part.trigger == "at" and deadline <= part.at:
            self._fault("fault.deadline", "message", i, "deadline", name=part.id)
        return Message(
            id=part.id,
            kind=part.kind,
            trigger=part.trigger,
            at_s=part.at,
            subject=part.subject,
            options=options,
            deadline_s=deadline,
            default=part.default,
            reliability_percent=part.reliability_percent,
            tones=tuple(
                Tone(id=t.id, score=t.score, goodwill_cent=whole(100 * t.goodwill_eur)) for t in part.tone
            ),
            needs=self._parties(part.needs, "message", i, "needs"),
        )

    def _parties(self, parties: list[str], *loc: str | int) -> tuple[str, ...]:
        known = {
            "customer": self.orders, "driver": self.vehicles, "partner": self.partners, "dock": self.places,
        }  # fmt: skip
        for party in parties:
            kind, name = party_of(party)
            self._need(name, known[kind], *loc)
        return tuple(parties)

    def _options(self, parts: list[OptionShape], owner: str, i: int) -> tuple[Option, ...]:
        options: list[Option] = []
        for j, part in enumerate(parts):
            if part.id in {o.id for o in options}:
                self._fault("fault.double_id", owner, i, "option", j, "id", name=part.id)
            effects = tuple(self._effect(e, (owner, i, "option", j)) for e in part.effects)
            options.append(
                Option(
                    id=part.id, effects=effects, expected_cent=whole(part.expected_eur * 100),
                    tells=self._parties(part.tells, owner, i, "option", j, "tells"),
                )
            )  # fmt: skip
        return tuple(options)

    def _effect(self, part: EffectShape, loc: tuple[str | int, ...]) -> Effect:
        if part.kind in _OF_ORDER:
            self._need(part.subject, self.orders, *loc, "effects")
        if part.kind == "hold_min":
            self._need(part.subject, self.vehicles | self.orders, *loc, "effects")
        if part.kind == "add_order" and part.subject not in self.shape.optional_orders:
            self._fault("fault.not_optional", *loc, "effects", name=part.subject)
        if part.kind not in ("service_min", "wider_min"):
            self._no_end(part, *loc, "effects")
        if part.kind == "opens":
            return Effect(kind="opens_s", subject=part.subject, amount=part.at)
        if part.kind == "avoid":
            self._need(part.road, frozenset({part.road} - {""}), *loc, "effects")
            return Effect(kind="avoid", subject=part.subject, road=part.road)
        if part.kind in ("kg", "units"):
            return Effect(kind=part.kind, subject=part.subject, amount=whole(part.amount))
        name, _, unit = part.kind.rpartition("_")
        if unit not in _UNITS:
            return Effect(kind=part.kind, subject=part.subject)
        suffix, factor = _UNITS[unit]
        return Effect(
            kind=name + suffix, subject=part.subject, amount=whole(part.amount * factor), end=part.end or ""
        )

    def disruptions(self) -> tuple[Disruption, ...]:
        """Causes of trouble, with the facts' chance and delay unless the author gives others."""
        found = (self._disruption(i, part) for i, part in enumerate(self.shape.disruption))
        return tuple(d for d in found if d)

    def _disruption(self, i: int, part: DisruptionShape) -> Disruption | None:
        loc = ("disruption", i)
        known = self._subjects(part.kind)
        if known is not None and part.subject != "*":
            self._need(part.subject, known, *loc, "subject")
        if part.to <= part.from_:
            self._fault("fault.window", *loc, "to", open=part.from_ // 3600, close=part.to // 3600)
        try:
            chance, delay = self._odds(part)
        except FactError:
            suggest = nearest(part.fact or "", self.figures.facts.names("disruption"))
            self._fault("fault.no_odds", *loc, "fact", name=part.fact or "", suggest=suggest)
            return None
        if not delay[0] <= delay[1] <= delay[2]:
            self._fault("fault.delay_order", *loc, "delay_min")
        return Disruption(
            kind=part.kind,
            subject=part.subject,
            chance=chance,
            delay_s=delay,
            from_s=part.from_,
            to_s=part.to,
            lasts_s=self._lasts(part, loc),
            percent=self._percent(part),
            usual=part.chance is None and part.delay_min is None,
        )

    def _subjects(self, kind: str) -> frozenset[str] | None:
        """What a cause can be about; None: a road, which may be any."""
        if kind in ("charger_busy", "charger_fault"):
            return self.chargers
        known = {
            "late_loading": self.vehicles, "breakdown": self.vehicles, "sick": self.drivers,
            "closed": self.orders, "order_error": self.orders, "dock": self.places,
            "rush": frozenset(self.shape.optional_orders),
        }  # fmt: skip
        return known.get(kind)

    def _lasts(self, part: DisruptionShape, loc: tuple[str | int, ...]) -> tuple[int, int, int]:
        if part.lasts_min is None:
            return 0, 0, 0
        least, mode, most = (whole(60 * minutes) for minutes in part.lasts_min)
        if not least <= mode <= most:
            self._fault("fault.delay_order", *loc, "lasts_min")
        return least, mode, most

    def _percent(self, part: DisruptionShape) -> int:
        """Of `slow` the speed that the fact gives, unless the author says another."""
        if part.percent is not None:
            return part.percent
        path = f"disruption.{part.fact}.speed_factor"
        return whole(100 * self.figures.number(path)) if self.figures.has(path) else 100

    def _odds(self, part: DisruptionShape) -> tuple[float, tuple[int, int, int]]:
        path = f"disruption.{part.fact}"
        chance = self.figures.number(f"{path}.p") if part.chance is None else part.chance
        if part.delay_min is None and not self.figures.has(f"{path}.delay_least"):
            return chance, (0, 0, 0)  # a roster hole, ice, a rush order: what it does is no delay
        if part.delay_min is not None:
            least, mode, most = (whole(60 * minutes) for minutes in part.delay_min)
        else:
            least, mode, most = (self.figures.seconds(f"{path}.delay_{n}") for n in ("least", "mode", "most"))
        return chance, (least, mode, most)
