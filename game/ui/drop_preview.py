"""What a drop would do, before it is done: the difference in euro, kg and minutes, and every new finding.

`preview_of` asks the session (same judge, nothing logged). `Slots` works out all places of one order a few
milliseconds at a time, for tinting the board. `draw_card` paints the card beside the pointer.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pygame

from game.domain.commands import Command, Place, Unplace
from game.domain.errors import GameError
from game.domain.evaluation import Evaluation, Finding, Severity
from game.domain.plan import Trip
from game.rules.moves import order_stops
from game.session import Session
from game.ui import layout
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.theme import Space

Rect = pygame.Rect
WIDTH = 312


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The judgement of a plan that does not exist yet, against the one that does.

    status: `ok`, `tight` (soft findings), `late`, `never` (another hard finding, or impossible).
    Differences are of the whole plan; `trips_*` leave out what buying in the order costs.
    """

    command: Command
    status: str
    cost_cent: int = 0
    co2e_g: int = 0
    duty_s: int = 0
    trips_cent: int = 0
    new: tuple[Finding, ...] = ()
    after: Evaluation | None = None
    error: GameError | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """The lowest is best: hard findings first, then cost."""
        return (1 << 20 if self.error else sum(f.severity is Severity.HARD for f in self.new)), self.cost_cent


def preview_of(session: Session, command: Command) -> Preview:
    """What this command would do now."""
    try:
        after = session.preview(command)
    except GameError as error:
        return Preview(command=command, status="never", error=error)
    before = session.evaluation()
    new = new_findings(before, after)
    if isinstance(command, Unplace):
        new = tuple(f for f in new if f.rule != "unplanned")
    return Preview(
        command=command,
        status=_status(new),
        cost_cent=after.kpi.cost_cent - before.kpi.cost_cent,
        co2e_g=after.kpi.co2e_g - before.kpi.co2e_g,
        duty_s=after.kpi.duty_s - before.kpi.duty_s,
        trips_cent=sum(t.cost.total() for t in after.trips) - sum(t.cost.total() for t in before.trips),
        new=new,
        after=after,
    )


def new_findings(before: Evaluation, after: Evaluation) -> tuple[Finding, ...]:
    """Findings that were not there, or that got worse; hard ones first."""
    known = {(f.rule, f.subject, f.vehicle): f for f in before.findings}

    def is_new(finding: Finding) -> bool:
        old = known.get((finding.rule, finding.subject, finding.vehicle))
        if old is None:
            return True
        worse = finding.amount < old.amount if finding.rule == "tight" else finding.amount > old.amount
        return worse and finding.rule != "unplanned"

    return tuple(
        sorted(filter(is_new, after.findings), key=lambda f: (f.severity is not Severity.HARD, f.rule))
    )


def _status(new: tuple[Finding, ...]) -> str:
    hard = {f.rule for f in new if f.severity is Severity.HARD}
    if hard:
        return "late" if hard == {"late"} else "never"
    return "tight" if new else "ok"


def places(session: Session, order: str, vehicle: str, at: int, moving: str = "") -> Iterator[Place]:
    """The commands that put an order at position `at` of a trip without it.

    An order with two stops gives a choice of delivery positions; `moving` (`collect` or `deliver`) keeps
    the other stop where it is.
    """
    rest = rest_of(session, order, vehicle)
    count = len(rest.stops) if rest else 0
    try:
        needed = order_stops(session.system, vehicle, order)
    except GameError:
        needed = ()
    if len(needed) < 2:
        yield Place(order=order, vehicle=vehicle, at=at)
        return
    trip = session.plan.trip_of(vehicle)
    own = [i for i, s in enumerate(trip.stops) if s.order == order] if trip else []
    if moving and len(own) == 2:
        first, last = own[0], own[1] - 1  # positions in the trip without the order
        collect, deliver = (at, max(at, last)) if moving == "collect" else (min(first, at), at)
        yield Place(order=order, vehicle=vehicle, at=collect, deliver_at=deliver)
        return
    for deliver_at in range(at, count + 1):
        yield Place(order=order, vehicle=vehicle, at=at, deliver_at=deliver_at)


def rest_of(session: Session, order: str, vehicle: str) -> Trip | None:
    """The vehicle's trip without the order; None when it has no other stop."""
    return session.plan.without_order(order).trip_of(vehicle)


def best_place(session: Session, order: str, vehicle: str, at: int, moving: str = "") -> Preview:
    """The best way to put an order at this position."""
    found = [preview_of(session, command) for command in places(session, order, vehicle, at, moving)]
    return min(found, key=lambda p: p.rank)


@dataclass(slots=True)
class Slots:
    """All places of one order, found a bit at a time; valid for one state of the plan (`stamp`)."""

    session: Session
    order: str
    moving: str = ""
    stamp: int = 0
    found: dict[tuple[str, int], Preview] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    """Vehicles of which every position is known."""
    _todo: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for vehicle in sorted(self.session.system.vehicles, reverse=True):
            rest = rest_of(self.session, self.order, vehicle)
            count = len(rest.stops) if rest else 0
            fixed = self.session.begun().get(vehicle, 0)
            self._todo += [(vehicle, at) for at in range(count, fixed - 1, -1)]

    @property
    def complete(self) -> bool:
        """Every place is known."""
        return not self._todo

    def at(self, vehicle: str, position: int) -> Preview:
        """One place, worked out now when it was not yet."""
        key = (vehicle, position)
        if key not in self.found:
            self.found[key] = best_place(self.session, self.order, vehicle, position, self.moving)
        return self.found[key]

    def work(self, milliseconds: float, first: str = "") -> bool:
        """Go on with the rest, the vehicle under the pointer first; True when something was added."""
        if not self._todo:
            return False
        if first and first not in self.done:
            self._todo.sort(key=lambda key: key[0] == first)  # taken from the end
        end = time.perf_counter() + milliseconds / 1000
        while self._todo and time.perf_counter() < end:
            key = self._todo.pop()
            self.at(*key)
            if not any(vehicle == key[0] for vehicle, _at in self._todo):
                self.done.add(key[0])
        return True

    def of(self, vehicle: str) -> Mapping[int, Preview]:
        """The places of one vehicle that are known by now."""
        return {at: p for (name, at), p in sorted(self.found.items()) if name == vehicle}

    def best(self) -> Preview | None:
        """The best place of all, worked out in full."""
        while self.work(1000):
            pass
        return next(iter(self.ranked(1)), None)

    def ranked(self, limit: int) -> tuple[Preview, ...]:
        """The best known places, different vehicles first; where the order already is does not count."""
        now = self.session.plan.trips
        known = [p for p in self.found.values() if p.error is None and p.after is not None]
        allowed = [p for p in known if p.after and tuple(t.trip for t in p.after.trips) != now]
        allowed.sort(key=lambda p: (p.rank, str(p.command)))
        first: dict[str, Preview] = {}
        for preview in allowed:
            first.setdefault(getattr(preview.command, "vehicle", ""), preview)
        picked = {id(p) for p in first.values()}
        rest = [p for p in allowed if id(p) not in picked]
        return tuple([*first.values(), *rest][:limit])

    def why_not(self, vehicle: str) -> Finding | None:
        """The first hard finding of the least bad place, when every place of a vehicle has one."""
        if vehicle not in self.done:
            return None
        known = [p for p in self.of(vehicle).values() if p.error is None]
        if not known or any(p.rank[0] == 0 for p in known):
            return None
        return min(known, key=lambda p: p.rank).new[0]


# -- the card ----------------------------------------------------------------------------------------
STATUS = {"ok": "ok", "tight": "warn", "late": "bad", "never": "bad"}
STATUS_ICONS = {"ok": "check", "tight": "clock-exclamation", "late": "clock-exclamation", "never": "ban"}


def finding_text(ctx: Ctx, finding: Finding) -> str:
    """The sentence of a finding."""
    return ctx.t(f"finding.{finding.rule}", **dict(finding.values))


def error_text(ctx: Ctx, error: GameError) -> str:
    """The sentence of a refusal."""
    return ctx.t(f"error.{error.key}", **error.values)


def _lines(ctx: Ctx, preview: Preview) -> list[tuple[str, str, list[str]]]:
    """(icon, status, wrapped text) of every finding, three at most."""
    room = WIDTH - 66
    if preview.error is not None:
        return [("ban", "bad", ctx.p.type.wrap(error_text(ctx, preview.error), room, "small"))]
    if not preview.new:
        return [("check", "ok", [ctx.t("preview.fits")])]
    lines = []
    for finding in preview.new[:3]:
        hard = finding.severity is Severity.HARD
        icon = (
            "clock-exclamation" if finding.rule in ("late", "tight") else "ban" if hard else "alert-triangle"
        )
        text = ctx.p.type.wrap(finding_text(ctx, finding), room, "small")
        lines.append((icon, "bad" if hard else "warn", text))
    if len(preview.new) > 3:
        lines.append(("dots", lines[-1][1], [ctx.t("preview.more", n=len(preview.new) - 3)]))
    return lines


def card_height(ctx: Ctx, preview: Preview) -> int:
    """Height of the card for this preview."""
    text = sum(16 * len(lines) + 4 for _i, _s, lines in _lines(ctx, preview))
    numbers = 0 if preview.error else 52
    own = 18 if _has_own(preview) else 0
    return 36 + numbers + own + text + 34 + 12


def _has_own(preview: Preview) -> bool:
    return preview.error is None and preview.trips_cent != preview.cost_cent


def draw_card(ctx: Ctx, anchor: Rect, title: str, note: str, preview: Preview, keys: str = "") -> Rect:
    """The card below its anchor, above it where it would leave the window. Returns where it lies."""
    height = card_height(ctx, preview) + (18 if keys else 0)
    rect = Rect(anchor.centerx - 20, anchor.bottom + 10, WIDTH, height)
    if rect.bottom > ctx.size[1] - 6:
        rect.bottom = anchor.top - 10
    rect = layout.keep_inside(rect, layout.pad(ctx.rect, 6))
    c, p = ctx.c, ctx.p
    p.shadow(rect, Space.R_PREVIEW)
    p.box(rect, fill=c.surface, line=c.line_strong, radius=Space.R_PREVIEW)
    head = Rect(rect.x, rect.y, rect.w, 34)
    p.fill(head, c.accent, Space.R_PREVIEW)
    p.fill(Rect(head.x, head.y + 12, head.w, 22), c.accent)
    p.icon(head.x + 10, head.y + 9, "grip-vertical", 16, c.on_accent)
    used = p.text_mid(head.right - 12, head.centery, note, "small", c.on_accent, align="r")
    fitting = p.type.fit(title, head.w - used - 52, "body", 600)
    p.text_mid(head.x + 30, head.centery, fitting, "body", c.on_accent, weight=600)
    y = head.bottom + 8
    if preview.error is None:
        y = _numbers(ctx, rect, y, preview)
    y = _verdict(ctx, Rect(rect.x + 10, y, rect.w - 20, 0), preview)
    if keys:
        p.text_mid(rect.x + 14, y + 4, p.type.fit(keys, rect.w - 28, "micro"), "micro", c.text2)
    return rect


def _numbers(ctx: Ctx, rect: Rect, y: int, preview: Preview) -> int:
    lang, p, c = speech(ctx), ctx.p, ctx.c
    figures = (
        (lang.euro_signed(preview.cost_cent), ctx.t("preview.cost")),
        (lang.kg_co2e_signed(preview.co2e_g), "CO₂e"),
        (lang.minutes_signed(preview.duty_s), ctx.t("preview.time")),
    )
    widths = [p.type.width(text, "h4", 700) for text, _w in figures]
    gap = max(8.0, (rect.w - 28 - sum(widths)) / 2.4)
    x: float = rect.x + 14
    for (text, word), width in zip(figures, widths, strict=True):
        p.text(x, y, text, "h4", weight=700)
        p.text(x, y + 21, word, "micro", c.text2)
        x += width + gap
    y += 44
    if _has_own(preview):
        key = "preview.own" if preview.cost_cent < preview.trips_cent else "preview.own_out"
        own = ctx.t(key, cost=lang.euro_signed(preview.trips_cent))
        p.text_mid(rect.x + 14, y + 4, p.type.fit(own, rect.w - 28, "micro"), "micro", c.text2)
        y += 18
    return y + 2


def _verdict(ctx: Ctx, rect: Rect, preview: Preview) -> int:
    lines = _lines(ctx, preview)
    status = ctx.c.status(STATUS[preview.status])
    height = sum(16 * len(text) + 4 for _i, _s, text in lines) + 26
    box = Rect(rect.x, rect.y, rect.w, height)
    ctx.p.box(box, fill=status.fill, line=status.outline, radius=Space.R_CONTROL, width=1.25)
    ctx.p.icon_mid(box.x + 16, box.y + 14, STATUS_ICONS[preview.status], 16, status.text)
    word = ctx.t(f"preview.{preview.status}")
    ctx.p.text_mid(box.x + 30, box.y + 14, word, "small", status.text, weight=700)
    y = box.y + 24
    for _icon, kind, text in lines:
        color = ctx.c.text if kind == STATUS[preview.status] else ctx.c.text2
        for i, line in enumerate(text):
            ctx.p.text_mid(box.x + 30, y + 8 + 16 * i, line, "small", color)
        y += 16 * len(text) + 4
    return box.bottom + 8
