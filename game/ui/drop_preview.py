"""What a drop would do, before it is done: the difference in euro, kg and minutes, and every new finding.

`preview_of` asks the session (same judge, nothing logged). `Slots` works out all places of one order a few
milliseconds at a time, for tinting the board. The card beside the pointer is in `drop_card`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from game.domain.commands import ClearTrip, Command, Place, Together, Unplace
from game.domain.errors import GameError
from game.domain.evaluation import Evaluation, Finding, Severity
from game.rules.calm import Calm
from game.session import Session
from game.ui import no_help
from game.ui.context import Ctx
from game.ui.drop_places import places, rest_of
from game.ui.drop_trial import Trial

STATUS = {"ok": "ok", "tight": "warn", "late": "bad", "never": "bad"}
NOTHING = Together(text="")
"""Stands where an act could not be made a command at all."""
STATUS_ICONS = {"ok": "check", "tight": "clock-exclamation", "late": "clock-exclamation", "never": "ban"}


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
    toll_cent: int = 0
    new: tuple[Finding, ...] = ()
    solved: tuple[Finding, ...] = ()
    """Findings that this takes away."""
    before: Evaluation | None = None
    after: Evaluation | None = None
    error: GameError | None = None
    calm: Calm = field(default_factory=Calm)
    """Day: who has to hear of it when it goes out; not in the cost."""

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
    return compared(command, session.evaluation(), after)


def compared(command: Command, before: Evaluation, after: Evaluation) -> Preview:
    """The difference between two judged plans (or days), as a preview of the command between them."""
    new = new_findings(before, after)
    if isinstance(command, Unplace | ClearTrip):
        new = tuple(f for f in new if f.rule != "unplanned")
    return Preview(
        command=command,
        status=_status(new),
        cost_cent=after.kpi.cost_cent - before.kpi.cost_cent,
        co2e_g=after.kpi.co2e_g - before.kpi.co2e_g,
        duty_s=after.kpi.duty_s - before.kpi.duty_s,
        trips_cent=sum(t.cost.total() for t in after.trips) - sum(t.cost.total() for t in before.trips),
        toll_cent=after.kpi.cost_parts.toll - before.kpi.cost_parts.toll,
        new=new,
        solved=solved_findings(before, after),
        before=before,
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


def solved_findings(before: Evaluation, after: Evaluation) -> tuple[Finding, ...]:
    """Findings that are gone, hard ones first; that an order is planned now needs no word."""
    left = {(f.rule, f.subject, f.vehicle) for f in after.findings}
    gone = [
        f for f in before.findings if f.rule != "unplanned" and (f.rule, f.subject, f.vehicle) not in left
    ]
    return tuple(sorted(gone, key=lambda f: (f.severity is not Severity.HARD, f.rule, f.subject)))


def _status(new: tuple[Finding, ...]) -> str:
    hard = {f.rule for f in new if f.severity is Severity.HARD}
    if hard:
        return "late" if hard == {"late"} else "never"
    return "tight" if new else "ok"


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
    _trials: dict[tuple[str, int], Trial] = field(default_factory=dict)
    _by_vehicle: dict[str, dict[int, Preview]] = field(default_factory=dict)

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

    def judged(self, command: Place) -> Preview:
        """What one way would change."""
        return preview_of(self.session, command)

    def _steps(self, vehicle: str, position: int) -> Iterator[Preview]:
        """The best way to put the order at a position, after each way that was judged."""
        best: Preview | None = None
        for command in places(self.session, self.order, vehicle, position, self.moving):
            found = self.judged(command)
            if best is None or found.rank < best.rank:
                best = found
            yield best

    def _trial(self, key: tuple[str, int]) -> Trial:
        if key not in self._trials:
            self._trials[key] = Trial(self._steps(*key))
        return self._trials[key]

    def at(self, vehicle: str, position: int) -> Preview:
        """One place, worked out in full now when it was not yet."""
        key = (vehicle, position)
        if key not in self.found:
            best = self._trial(key).all()
            assert best is not None
            self._keep(key, best)
        return self.found[key]

    def _keep(self, key: tuple[str, int], best: Preview) -> None:
        self.found[key] = best
        self._by_vehicle.setdefault(key[0], {})[key[1]] = best

    def near(self, vehicle: str, position: int) -> Preview | None:
        """The same for the place below the pointer: the best way that `work` has judged by now."""
        key = vehicle, position
        known = self.found.get(key)
        return known if known is not None or key not in self._trials else self._trials[key].best

    def work(self, milliseconds: float, first: str = "", at: int = -1) -> bool:
        """Go on with the rest, what lies under the pointer first; True when something was added.

        A place that comes under the pointer and is not known gets one step: the frame that shows it for
        the first time has enough to do.
        """
        if not no_help.shown(self.session):
            return self._only((first, at), milliseconds)
        if not self._todo:
            return False
        new = bool(first) and at >= 0 and self.near(first, at) is None
        if first and first not in self.done:
            self._todo.sort(key=lambda key: (key[0] == first, key == (first, at)))  # taken from the end
        end = time.perf_counter() + (0 if new else milliseconds / 1000)
        while self._todo:
            key = self._todo[-1]
            if self._known(key):
                self._todo.pop()
                if not any(vehicle == key[0] for vehicle, _at in self._todo):
                    self.done.add(key[0])
            if time.perf_counter() >= end:
                break
        return True

    def _only(self, key: tuple[str, int], milliseconds: float) -> bool:
        """By hand: the place below the pointer and no other, so that nothing is looked for."""
        if key in self.found or key not in self._todo:
            return False
        end = time.perf_counter() + milliseconds / 1000
        while not self._known(key) and time.perf_counter() < end:
            pass
        return True

    def _known(self, key: tuple[str, int]) -> bool:
        """Judge one more way of this place; True when it is known in full."""
        if key not in self.found:
            trial = self._trial(key)
            trial.step()
            if trial.done and trial.best is not None:
                self._keep(key, trial.best)
        return key in self.found

    def in_trip(self, vehicle: str) -> Preview | None:
        """The best place of one trip that is known by now."""
        return min(self.of(vehicle).values(), key=lambda p: p.rank, default=None)

    def best_in_trip(self, vehicle: str) -> Preview | None:
        """The best place of one trip, worked out in full."""
        for name, at in [key for key in self._todo if key[0] == vehicle]:
            self.at(name, at)
        return self.in_trip(vehicle)

    def of(self, vehicle: str) -> Mapping[int, Preview]:
        """The places of one vehicle that are known by now."""
        known = self._by_vehicle.get(vehicle, {})
        return {at: known[at] for at in sorted(known)}

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


def finding_text(ctx: Ctx, finding: Finding) -> str:
    """The sentence of a finding."""
    return ctx.t(f"finding.{finding.rule}", **dict(finding.values))


def error_text(ctx: Ctx, error: GameError) -> str:
    """The sentence of a refusal; what nobody foresaw is refused in general words."""
    key = f"error.{error.key}"
    text = ctx.t(key, **error.values)
    return text if text != key else ctx.t("error.illegal.other")
