"""The two rounds of a player, read back from the log folder: the logs are the only state there is.

Each round's log says in its header to which pair it belongs. So quitting between the rounds loses nothing,
players have their own, and who erases a player's logs erases the rounds with them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.assess.trial import Trial
from game.domain.errors import Unreadable
from game.domain.events import Event
from game.domain.rounds import Order, Part, Round, part_of
from game.record.journal import read_log

HEAD_BYTES = 4096
MOST_LOGS = 2000
"""Newest logs of a folder that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What came of one round, and the stored reference of its own form."""

    planning_s: int
    cost_cent: int
    """Of the realised day, as are the other three."""
    co2e_g: int
    on_time_share: float
    hard: int
    soft: int
    reference_cent: int
    """0: its form has no reference."""
    reference_g: int

    @property
    def cost_ratio(self) -> float:
        """Cost over the reference's; 0 where there is none."""
        return self.cost_cent / self.reference_cent if self.reference_cent else 0.0

    @property
    def co2e_ratio(self) -> float:
        """CO2e over the reference's; 0 where there is none."""
        return self.co2e_g / self.reference_g if self.reference_g else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One round as its log tells it."""

    path: Path
    player: str
    part: Part
    figures: Figures | None
    """None: its day has not ended."""
    begun: bool = True
    """False while it is still in its briefing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Both rounds of one player, as far as they were played."""

    id: str
    player: str
    seed: int
    order: Order
    rounds: tuple[Played, ...]
    """At most one of each number, in that order."""

    def played(self, nr: int) -> Played | None:
        """The first or the second round; None: not begun."""
        return next((r for r in self.rounds if r.part.nr == nr), None)

    def with_aid(self, aid: str) -> Figures | None:
        """The figures of the round by hand (`none`) or with help (`full`), once it has ended."""
        return next((r.figures for r in self.rounds if r.part.round.aid == aid), None)

    @property
    def next_round(self) -> Round | None:
        """The round to begin or to go on with; None: both were played."""
        for each in self.order.rounds:
            played = self.played(each.nr)
            if played is None or played.figures is None:
                return each
        return None

    @property
    def complete(self) -> bool:
        """Both were played."""
        return self.next_round is None


def figures_of(events: Sequence[Event]) -> Figures | None:
    """The figures of a log; None before its day has ended."""
    kpis: dict[str, Mapping[str, Any]] = {
        str(e.data.get("phase")): e.data["kpi"] for e in events if e.kind == "kpi"
    }
    if "day" not in kpis or "plan" not in kpis:
        return None
    day, reference = kpis["day"], kpis.get("reference", {})
    severities = [f["severity"] for f in day["findings"]]
    return Figures(
        planning_s=int(kpis["plan"]["planning_s"]), cost_cent=int(day["cost_cent"]),
        co2e_g=int(day["co2e_g"]), on_time_share=float(day["on_time_share"]), hard=severities.count("hard"),
        soft=severities.count("soft"), reference_cent=int(reference.get("cost_cent", 0)),
        reference_g=int(reference.get("co2e_g", 0)),
    )  # fmt: skip


def read_round(path: Path, player: str | None = None) -> Played | None:
    """A log as a round (of this player); None when it is none, or damaged.

    Whether it replays is for `python -m tools rounds` to ask.
    """
    if not _is_round(path, player):
        return None
    try:
        found = read_log(path)
    except Unreadable:
        return None
    part = part_of(found.events[0].data)
    if part is None or found.damage:
        return None
    begun = any(e.kind == "command" and e.data.get("ok") for e in found.events)
    player = str(found.events[0].data.get("player", ""))
    return Played(path=path, player=player, part=part, figures=figures_of(found.events), begun=begun)


def _is_round(path: Path, player: str | None) -> bool:
    header = header_of(path)
    return part_of(header) is not None and player in (None, header.get("player", ""))


def header_of(path: Path) -> Mapping[str, Any]:
    """From its first line alone, so that a folder with many logs costs little; empty when it is no log."""
    try:
        with path.open("rb") as file:
            data = json.loads(file.readline(HEAD_BYTES))["data"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def seeds_in(folder: Path) -> tuple[int, ...]:
    """The seeds of all pairs that were begun here, by whom ever."""
    parts = (part_of(header_of(path)) for path in logs_in(folder))
    return tuple(part.seed for part in parts if part is not None)


def logs_in(folder: Path) -> tuple[Path, ...]:
    """The logs of a folder, newest first; none for a folder that cannot be read."""
    try:
        found = [(e.stat().st_mtime, e.path) for e in os.scandir(folder) if e.name.endswith(".jsonl")]
    except OSError:
        return ()
    return tuple(Path(path) for _written, path in sorted(found, reverse=True)[:MOST_LOGS])


def pairs_in(folder: Path, player: str | None = None) -> tuple[Pair, ...]:
    """The pairs of one player (None: of everybody) in a folder of logs, the latest first."""
    return pairs_of(filter(None, (read_round(path, player) for path in logs_in(folder))))


def pairs_of(rounds: Iterable[Played]) -> tuple[Pair, ...]:
    """Rounds by pair. Where one was begun twice, what has ended counts, else the first that is given."""
    found: dict[tuple[str, str], list[Played]] = {}
    for each in rounds:
        found.setdefault((each.player, each.part.pair), []).append(each)
    return tuple(_pair(group) for group in found.values())


def _pair(group: list[Played]) -> Pair:
    kept: dict[int, Played] = {}
    for each in sorted(group, key=lambda r: r.figures is None):
        kept.setdefault(each.part.nr, each)
    first = group[0].part
    return Pair(
        id=first.pair, player=group[0].player, seed=first.seed, order=first.order,
        rounds=tuple(kept[nr] for nr in sorted(kept)),
    )  # fmt: skip


# -- comparing ----------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure of both rounds."""

    id: str
    """`planning`, `cost`, `co2e`, `on_time` or `findings`."""
    hand: float
    help: float
    """Seconds; ratio to the own form's reference; share; number."""
    change: float | None
    """With help against by hand, 0.1 is 10 % more; of `on_time` the difference of shares; None: no sense."""

    @property
    def better(self) -> int:
        """1: better with help, -1: worse, 0: the same."""
        less = (self.hand > self.help) - (self.hand < self.help)
        return -less if self.id == "on_time" else less


def compare(pair: Pair) -> tuple[Line, ...]:
    """A pair's figures beside each other; nothing before both rounds have ended."""
    hand, help_ = pair.with_aid("none"), pair.with_aid("full")
    if hand is None or help_ is None:
        return ()
    return (
        _line("planning", hand.planning_s, help_.planning_s),
        _line("cost", hand.cost_ratio, help_.cost_ratio),
        _line("co2e", hand.co2e_ratio, help_.co2e_ratio),
        Line(id="on_time", hand=hand.on_time_share, help=help_.on_time_share,
             change=help_.on_time_share - hand.on_time_share),
        Line(id="findings", hand=hand.hard + hand.soft, help=help_.hard + help_.soft, change=None),
    )  # fmt: skip


def _line(name: str, hand: float, help_: float) -> Line:
    change = help_ / hand - 1 if hand > 0 and help_ > 0 else None
    return Line(id=name, hand=hand, help=help_, change=change)


def trials_of(pairs: Iterable[Pair]) -> tuple[Trial, ...]:
    """For the group's estimate: complete pairs, the earliest first (`pairs`: the latest first)."""
    return tuple(filter(None, map(_trial, reversed(tuple(pairs)))))


def _trial(pair: Pair) -> Trial | None:
    hand, help_ = pair.with_aid("none"), pair.with_aid("full")
    if hand is None or help_ is None:
        return None
    second = pair.order.second
    return Trial(
        player=pair.player or pair.id, hand_s=hand.planning_s, help_s=help_.planning_s,
        help_second=second.aid == "full", b_second=second.form == "b",
    )  # fmt: skip
