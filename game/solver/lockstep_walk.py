"""Many trips walked at once, a stop of each per step: the planned walk of `rules.walk` with arrays.

Times, breaks (`lockstep_clock`), loads, refrigeration and energy are those of the
referee, figure by figure. What is not known here is marked: `lost` (a leg longer than a driving period) and
`doubtful` (a zone's or the driver's hours may be broken; the referee says). Loads numpy.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.domain.travel import DAY_S
from game.domain.world import World
from game.solver.lockstep_clock import Bools, Chosen, Clocks
from game.solver.lockstep_legs import NEVER_S, Floats, Ints, Legs

UNKNOWN_S = -NEVER_S


class Tables(NamedTuple):
    """Rows of stops that are walked past: one column each."""

    place: Ints
    open_s: Ints
    """[row, window]"""
    close_s: Ints
    service_s: Ints
    change: Ints
    """[row, unit]: kg, pallets, roll cages, loading cm."""
    cooled: Ints
    hard: Ints
    zoned: Bools
    """A zone's hours bind: [row, window] of its opening and how long that lasts (-1: no such window)."""
    zones: Bools
    """Of more than one zone: the referee says."""
    zone_open_s: Ints
    zone_span_s: Ints
    latest_s: Ints
    """Latest departure to be at this stop when its first window opens; NEVER_S: not yet known."""
    latest_leg: Ints
    """By this leg from the depot."""


class Walkers:
    """The trips in hand. `rows[step, trip]` are their stops; longer trips come first."""

    def __init__(
        self,
        world: World,
        legs: Legs,
        tables: Tables,
        truck: dict[str, Floats],
        rows: NDArray[Any],
        leg: NDArray[Any],
        new: tuple[Ints, Ints],
        length: Ints,
        load: Ints,
        cooled: Ints,
        fixed_start_s: Ints,
    ) -> None:
        self.world, self.legs, self.tables, self.truck = world, legs, tables, truck
        self.rows, self.length, self.leg = rows, length, leg
        count = len(length)
        self.load, self.aboard_cooled, self.fixed_start_s = load, cooled, fixed_start_s
        self.clock = Clocks(world.hours, truck["eu"] > 0, truck["atbv"] > 0)
        zeros = np.zeros((5, count), dtype=np.int64)
        self.wait_s, self.late_s, self.hard, self.cooling_s, self.cooling_since_s = zeros
        self.lost, self.doubtful = np.zeros((2, count), dtype=bool)
        self.over = np.zeros((3, count), dtype=bool)
        self.used = np.zeros(count)
        cools = cooled + np.where(np.arange(len(rows))[:, None] < length, tables.cooled[rows] != 0, 0).sum(
            axis=0
        )
        self.cools, self.zoned = bool(cools.any()), bool(tables.zoned.any())
        self._class, self._classes = truck["class"].astype(np.int64), legs.weighted_m.width
        self.season = np.where(cools > 0, truck["season_cooled"], truck["season"])
        self.active = [int((length > step).sum()) for step in range(len(rows))]
        self._find_legs(new)

    # -- before leaving --------------------------------------------------------------------------------
    def _find_legs(self, new: tuple[Ints, Ints]) -> None:
        """Legs to and from the stops put in (`new`: their positions), and what the whole trip will ask."""
        for at in new:
            put_in = np.flatnonzero(at >= 0)
            self._find_leg(put_in, at[put_in])
            self._find_leg(put_in, at[put_in] + 1)
        behind = np.arange(len(self.rows))[:, None] >= self.length
        real = np.arange(len(self.leg))[:, None] <= self.length
        self.distance_m = np.where(real, self.legs.distance_m.rows.take(self.leg), 0).sum(axis=0)
        self.tolled_m = np.where(real, self.legs.tolled_m.rows.take(self.leg), 0).sum(axis=0)
        drive_s = np.where(real, self.legs.duration_s.rows[self.leg], 0).sum(axis=0)
        self.service_s = self.tables.service_s.take(self.rows)
        served = np.where(behind, 0, self.service_s).sum(axis=0)
        self.clock.ahead_drive_s = drive_s
        self.clock.ahead_work_s = drive_s + served + self.world.handling.check_s + self._loading_s()

    def _find_leg(self, some: Chosen, at: Ints) -> None:
        """The leg to the stop at a position, from what is before it."""
        profile, depot = (self.truck[name][some].astype(np.int64) for name in ("profile", "depot"))
        place, last = self.tables.place, len(self.rows) - 1
        origin = np.where(at == 0, depot, place[self.rows[np.maximum(at - 1, 0), some]])
        there = place[self.rows[np.minimum(at, last), some]]
        destination = np.where(at == self.length[some], depot, there)
        self.leg[at, some] = self.legs.numbers(profile, origin, destination)

    def _loading_s(self) -> Ints:
        h = self.world.handling
        lasts = h.load_fixed_s + self.load[1] * h.load_per_pallet_s + self.load[2] * h.load_per_cage_s
        found: Ints = np.where(self.load.any(axis=0), lasts, 0)
        return found

    def leave(self) -> None:
        """Check and load; an automatic start meets the first window's opening (`rules.schedule`)."""
        handling = self.world.handling
        loading_s = self._loading_s()
        before_s = handling.check_s + loading_s
        auto = self.fixed_start_s < 0
        latest_s = self._latest_departure() - before_s
        self.start_s = np.where(
            auto, np.maximum(self.truck["from_s"].astype(np.int64), latest_s), self.fixed_start_s
        )
        self.clock.at_s = self.start_s + before_s
        self.cooling_since_s[:] = self.start_s + np.where(self.load.any(axis=0), handling.check_s, 0)
        self.clock.work(slice(None), np.broadcast_to(before_s, self.start_s.shape))
        self._weigh(slice(None))

    def _latest_departure(self) -> Ints:
        """The latest departure that arrives when the first window opens; found once per row."""
        rows, known = self.rows[0], self.tables.latest_s
        missing = (known[rows] == NEVER_S) | (self.tables.latest_leg[rows] != self.leg[0])
        if missing.any():
            new, where = np.unique(rows[missing], return_index=True)
            legs = self.leg[0][missing][where]
            known[new], self.tables.latest_leg[new] = self._halved(legs, self.tables.open_s[new, 0]), legs
        found: Ints = known[rows]
        # breaks on the way to the first customer are left to the referee
        self.lost |= found == UNKNOWN_S
        return found

    def _halved(self, leg: Ints, open_s: Ints) -> Ints:
        durations = self.legs.durations.rows[leg]
        longest = durations.max(axis=1)
        late_s, early_s = open_s - self.legs.quickest_s(leg), open_s - longest
        while (open_gap := early_s < late_s).any():
            middle_s = (early_s + late_s + 1) // 2
            arrives = middle_s + self.legs.driving_s(leg, middle_s) <= open_s
            early_s = np.where(open_gap & arrives, middle_s, early_s)
            late_s = np.where(open_gap & ~arrives, middle_s - 1, late_s)
        found: Ints = np.where(longest > self.world.hours.drive_before_break_s, UNKNOWN_S, early_s)
        return found

    # -- driving and stops ------------------------------------------------------------------------------
    def drive(self, leg: NDArray[Any], some: slice | Chosen) -> None:
        """One leg each, with the break before it; one that needs a break on the road is `lost`."""
        clock = self.clock
        seconds = self.legs.driving_s(leg, clock.at_s[some])
        rests, may_s = clock.needs_rest(some, seconds)
        if rests.any():
            chosen = (np.arange(some.stop) if isinstance(some, slice) else some)[rests]
            clock.rest(chosen, clock.full_s(chosen, seconds[rests]))
            # who rests first leaves at another hour, on another road
            seconds[rests] = self.legs.driving_s(leg[rests], clock.at_s[chosen])
            again, may_again_s = clock.needs_rest(chosen, seconds[rests])
            self.lost[chosen[again]] = True
            may_s[rests] = may_again_s
        self.lost[some] |= seconds > may_s
        clock.drive(some, seconds)
        self._burn(leg, some)

    def _burn(self, leg: NDArray[Any], some: slice | Chosen) -> None:
        """`energy.leg_use` with what is aboard, by the season."""
        t = self.truck
        per_100km = t["empty"][some] + t["more"][some] * self.load[0][some] / t["payload"][some]
        metres = self.legs.weighted_m.rows.ravel().take(leg * self._classes + self._class[some])
        self.used[some] += self.season[some] * (per_100km * metres / 100)

    def serve(self, step: int) -> None:
        """Drive to the stop of this step, wait, serve."""
        active, clock = self.active[step], self.clock
        some, rows, tables = slice(0, active), self.rows[step, :active], self.tables
        self.drive(self.leg[step, :active], some)
        open_s, close_s = self._window(rows, clock.at_s[some])
        service_s = self.service_s[step, :active]
        clock.wait(open_s, service_s, active)
        begin_s = np.maximum(clock.at_s[some], open_s)
        self.wait_s[some] += begin_s - clock.at_s[some]
        clock.at_s[some] = begin_s + service_s
        clock.work(some, service_s)
        self.late_s[some] += np.maximum(0, begin_s - close_s)
        self.hard[some] += (begin_s > close_s) + tables.hard[rows]
        if self.zoned:
            self._enter(rows, begin_s)
        self.load[:, some] += tables.change[rows].T
        self._weigh(some)
        if self.cools:
            self._cool(rows, begin_s, active)

    def _window(self, rows: Chosen, arrive_s: Ints) -> tuple[Ints, Ints]:
        """The first window that is still open on arrival or later; the last one when all are past."""
        if self.tables.open_s.shape[1] == 1:
            return self.tables.open_s.ravel().take(rows), self.tables.close_s.ravel().take(rows)
        opens, closes = self.tables.open_s[rows], self.tables.close_s[rows]
        past = (closes < arrive_s[:, None]).sum(axis=1)
        last = (opens < NEVER_S).sum(axis=1) - 1
        chosen = np.minimum(past, last)
        number = np.arange(len(rows))
        return opens[number, chosen], closes[number, chosen]

    def _enter(self, rows: Chosen, begin_s: Ints) -> None:
        """Inside a zone outside its hours, or of more than one zone."""
        tables, chosen = self.tables, np.flatnonzero(self.tables.zoned[rows])
        rows, begin_s = rows[chosen], begin_s[chosen, None]
        stays_s = self.clock.at_s[chosen, None] - begin_s
        into_s = (begin_s - tables.zone_open_s[rows]) % DAY_S
        inside = (into_s + stays_s <= tables.zone_span_s[rows]).any(axis=1)
        self.hard[chosen] += ~inside
        self.doubtful[chosen] |= tables.zones[rows]

    def _weigh(self, some: slice) -> None:
        """What is too much aboard, per unit."""
        t = self.truck
        kg, pallets, cages, ldm = (part[some] for part in self.load)
        room_p, room_c = t["pallets"][some], t["cages"][some]
        shared = pallets * room_c + cages * room_p > room_p * room_c
        alone = (pallets > room_p) | (cages > room_c)
        self.over[0, some] |= kg > t["kg"][some]
        self.over[1, some] |= ldm > t["ldm"][some]
        self.over[2, some] |= np.where((room_p == 0) | (room_c == 0), alone, shared)

    def _cool(self, rows: Chosen, begin_s: Ints, active: int) -> None:
        """The refrigeration unit runs while cooled goods are aboard."""
        some = slice(0, active)
        before = self.aboard_cooled[some].copy()
        self.aboard_cooled[some] += self.tables.cooled[rows]
        after = self.aboard_cooled[some]
        begins, ends = (before == 0) & (after > 0), (before > 0) & (after == 0)
        self.cooling_since_s[some] = np.where(begins, begin_s, self.cooling_since_s[some])
        self.cooling_s[some] += np.where(ends, self.clock.at_s[some] - self.cooling_since_s[some], 0)

    def home(self) -> None:
        """Drive to the depot and unload what came along."""
        h, everyone = self.world.handling, slice(0, len(self.length))
        self.drive(self.leg[self.length, np.arange(len(self.length))], everyone)
        back = np.flatnonzero(self.load.any(axis=0))
        lasts = h.unload_fixed_s + self.load[1] * h.unload_per_pallet_s + self.load[2] * h.unload_per_cage_s
        if len(back):
            self.clock.rest_before(back, lasts[back])
            self.clock.at_s[back] += lasts[back]
            self.clock.work(back, lasts[back])
        self.cooling_s += np.where(self.aboard_cooled > 0, self.clock.at_s - self.cooling_since_s, 0)

    def walk(self) -> None:
        """All of it."""
        self.leave()
        for step in range(len(self.rows)):
            if self.active[step]:
                self.serve(step)
        self.home()
