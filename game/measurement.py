"""A player's measurements, read back from the log folder: the logs are the only state there is.

Each part's log says in its header of which form and run it is. A part that was begun is gone on with, never
begun again; who erases the logs erases the measurement with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.domain.errors import Unreadable
from game.domain.events import Event
from game.domain.measurement import FORMS, Forms, Part, code_of, gaps_of, part_of, parts
from game.record.closing import end_of
from game.record.journal import LogRead, read_log
from game.rounds import header_of, logs_in

ENDED = ("ended", "closed", "lost")
"""States of a part that is not played any further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sat:
    """One part as its log tells it."""

    path: Path
    player: str
    part: Part
    state: str
    """`brief` (only its briefing was seen), `hand` (planning by hand), `help` (planning with help), `day`,
    `ended` (the day is over, the log is open), `closed`, or `lost` (the log is damaged: it gives nothing)."""
    begun: str = ""
    """ISO 8601, UTC; as the header says."""
    clock_s: int = 0
    """Of the running day."""
    head: str = ""
    """Of the closing line; empty before it."""
    gaps_s: tuple[int, ...] = ()
    """Seconds on the wall of each interruption."""

    @property
    def over(self) -> bool:
        """It is not played any further."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of one player, as far as it was played."""

    id: str
    run: str
    """Empty: not begun."""
    parts: tuple[Part, ...]
    sat: tuple[Sat, ...] = ()
    """At most one of each part, in their order."""

    def of(self, nr: int) -> Sat | None:
        """A part as it was played; None: not begun."""
        return next((s for s in self.sat if s.part.nr == nr), None)

    @property
    def next_part(self) -> Part | None:
        """The part to begin or to go on with; None: the form is complete."""
        return next((p for p in self.parts if (s := self.of(p.nr)) is None or not s.over), None)

    @property
    def begun(self) -> bool:
        """A part was begun."""
        return bool(self.sat)

    @property
    def complete(self) -> bool:
        """Every part was played: the result may be seen."""
        return bool(self.parts) and self.next_part is None

    @property
    def sealed(self) -> bool:
        """Complete, and every log that can have one has its closing line."""
        return self.complete and all(s.state != "ended" for s in self.sat)

    @property
    def gaps_s(self) -> tuple[int, ...]:
        """Of all parts."""
        return tuple(gap for s in self.sat for gap in s.gaps_s)

    @property
    def code(self) -> str:
        """What a player can hand over as proof: the beginnings of the heads; empty before all is sealed."""
        heads = [s.head for s in self.sat if s.head]
        return code_of(heads) if self.sealed and heads else ""


def read_part(path: Path, player: str | None = None, forms: Forms = FORMS) -> Sat | None:
    """A log as a part of a form (of this player); None when it is none.

    Whether it replays is for `game.replay.verify` to say.
    """
    header = header_of(path)
    part = part_of(header, forms)
    if part is None or player not in (None, header.get("player", "")):
        return None
    mine = str(header.get("player", ""))
    try:
        found = read_log(path)
    except Unreadable:
        return Sat(path=path, player=mine, part=part, state="lost")
    gaps = () if found.damage else gaps_of(found.events)
    end = end_of(found.events)
    return Sat(
        path=path, player=mine, part=part, state=_state(found), begun=str(header.get("begun", "")),
        clock_s=found.events[-1].game_s, head=end.head if end.closed else "", gaps_s=gaps,
    )  # fmt: skip


def _state(found: LogRead) -> str:
    """How far a log came."""
    if found.damage:
        return "lost"
    done = {str(e.data["do"]).partition(" ")[0] for e in found.events if _carried_out(e)}
    phases = {e.data.get("phase") for e in found.events if e.kind == "kpi"}
    if any(e.kind == "final" for e in found.events):
        return "closed"
    if "day" in phases:
        return "ended"
    steps = (("dispatch", "day"), ("hand_in", "help"), ("begin", "hand"))
    return next((state for verb, state in steps if verb in done), "brief")


def _carried_out(event: Event) -> bool:
    return event.kind == "command" and bool(event.data.get("ok"))


def measured_in(folder: Path, player: str | None = None, forms: Forms = FORMS) -> tuple[Sat, ...]:
    """All parts in a folder of logs, of one player (None: of everybody)."""
    found = (read_part(path, player, forms) for path in logs_in(folder))
    return tuple(s for s in found if s is not None)


def forms_of(sat: Iterable[Sat], forms: Forms = FORMS) -> dict[str, Form]:
    """The forms of one player. The run that was begun first is the one that counts: there are no repeats."""
    mine = sorted(sat, key=lambda s: (s.begun, s.path.name))
    return {name: _form(name, [s for s in mine if s.part.form == name], forms) for name in forms}


def _form(name: str, mine: list[Sat], forms: Forms) -> Form:
    run = mine[0].part.run if mine else ""
    kept: dict[int, Sat] = {}
    for each in sorted((s for s in mine if s.part.run == run), key=_worth):
        kept.setdefault(each.part.nr, each)
    return Form(id=name, run=run, parts=parts(name, run, forms), sat=tuple(kept[nr] for nr in sorted(kept)))


def _worth(sat: Sat) -> int:
    """Of two logs of one part (a copy) the one that came furthest counts; a damaged one only when alone."""
    order = ("closed", "ended", "day", "help", "hand", "brief", "lost")
    return order.index(sat.state)


def open_forms(sat: Iterable[Sat], forms: Forms = FORMS) -> frozenset[Path]:
    """Logs of forms that are not complete: nothing is shown of them yet."""
    mine = tuple(sat)
    done = {(f.id, f.run) for f in forms_of(mine, forms).values() if f.complete}
    return frozenset(s.path for s in mine if (s.part.form, s.part.run) not in done)


def told(header: Mapping[str, Any], events: Iterable[Event]) -> dict[str, Any]:
    """What report and export say of a part: form, part, number of interruptions and their seconds; empty for
    other logs."""
    raw = header.get("measurement")
    if not isinstance(raw, Mapping):
        return {}
    gaps = gaps_of(tuple(events))
    return {"form": raw.get("form"), "part": raw.get("part"), "interruptions": len(gaps), "gap_s": sum(gaps)}
