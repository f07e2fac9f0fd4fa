"""A log becomes a session again, without asking a solver: to go on playing, to verify, to look back.

Inputs (commands, proposals, marks) are fed to a fresh `Session`; everything it logs must be
equal to the log, event by event: same state hash, same KPIs to the cent, gram and second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from game import RULES_VERSION, __version__
from game.content.facts import FACTS_FILE
from game.content.geo import GEO
from game.content.load import bundle, load_from_files
from game.domain import commands as c
from game.domain.errors import ContentFault, GameError, Unreadable
from game.domain.events import Event
from game.domain.ledger import from_data
from game.domain.scenario import Scenario
from game.record.closing import End, end_fault, end_of
from game.record.form import check_form
from game.record.journal import FileJournal, Journal, LogRead, read_log, resume
from game.record.lines import canonical, digest
from game.record.pack import pack, unpack
from game.session import Session
from game.session_help import aid_of

SCHEMA = "ritregie-log/1"
CLOSING = "head/1"
"""The closing line (`final`) holds the figures and `head`, the link before it; older logs name no closing."""
HAND = "places/1"
"""A proposal that moves two orders to another place in a trip ends the plan by hand, as one that gives two to
another truck; logs that name no `hand` count trucks alone, and stay as they were."""
_INPUTS = ("command", "proposal", "mark", "ledger", "signed", "interrupted")
_KEPT = ("schema", "game", "rules", "ground", "closing", "hand", "round", "measurement", "begun", "consent")
"""What a header holds that no session works out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What replaying a log showed."""

    verified: bool | None
    """None: other rules, facts or roads than this version's; chain-checked and not recomputed."""
    events: int
    first_difference: str
    """Text: damage of the chain, or the first event that came out otherwise; empty when none."""
    kpi: Mapping[str, Any] | None
    session: Session | None
    end: End
    torn_bytes: int = 0
    """Bytes of an unfinished last line (a pulled plug); that line was never acknowledged."""


def start(
    scenario: Scenario, *, seed: int, mode: str = "train", player: str = "", journal: Journal | None = None,
    now_ms: Any = lambda: 0, aid: str = "full", part: Mapping[str, Any] | None = None,
    signed: Mapping[str, str] | None = None, measurement: Mapping[str, Any] | None = None,
) -> Session:  # fmt: skip
    """A new session with the header and content that make its log stand alone.

    `part`: of which pair of rounds it is one (`game.rounds`). `measurement`: of which form it is which part
    (`game.measurement`). `signed`: `begun` (ISO 8601, UTC) and
    `consent` (id of the text that the player agreed to).
    """
    whole = {"round": part, "measurement": measurement}
    more = {**{name: dict(value) for name, value in whole.items() if value}, **(signed or {})}
    return Session(
        scenario, seed=seed, mode=mode, player=player, journal=journal, now_ms=now_ms,
        header={**_header(), "hand": HAND, **more}, content=_content(scenario), aid=aid,
    )  # fmt: skip


def _header() -> dict[str, Any]:
    return {
        "schema": SCHEMA, "game": __version__, "rules": RULES_VERSION, "ground": _ground()[1],
        "closing": CLOSING,
    }  # fmt: skip


def _content(scenario: Scenario) -> dict[str, Any]:
    """Scenario files, and the facts and roads that its figures come from."""
    return {"files": pack(bundle(scenario)), "ground": _ground()[0]}


@lru_cache(maxsize=1)
def _ground() -> tuple[str, str]:
    """Facts and road graph, packed, with their digest: a log keeps what its figures rest on."""
    files = {path.name: path.read_bytes() for path in (FACTS_FILE, GEO / "roads.json")}
    # The digest is of the text: compressed bytes differ between builds of zlib.
    return pack(files), digest(canonical({name: data.decode("utf-8") for name, data in files.items()}))


def verify(path: Path) -> Verdict:
    """Check the chain of a log and replay it; raises Unreadable when it is no log at all."""
    found = read_log(path)
    header = found.events[0].data
    if header.get("schema") != SCHEMA:
        raise Unreadable("log.schema", file=path.name, schema=str(header.get("schema"))[:40])
    if found.damage:
        return _verdict(False, found, f"{found.damage}: {found.damage_line}", None)
    wrong = end_fault(found.events)
    if wrong:
        return _verdict(False, found, wrong, None)
    if not _same_rules(header):
        return _verdict(None, found, "", None)
    if header.get("week"):
        return _weeks(found)
    try:
        session, difference = _rebuild(found.events, None)
    except (GameError, ContentFault) as why:
        return _verdict(False, found, str(why), None)
    return _verdict(not difference, found, difference, session)


def _weeks(found: LogRead) -> Verdict:
    """The verdict on a log of weeks (`game.replay_week`), which has no session of one day."""
    from game.replay_week import rebuild_week

    try:
        _session, difference = rebuild_week(found.events, None)
    except (GameError, ContentFault) as why:
        return _verdict(False, found, str(why), None)
    return _verdict(not difference, found, difference, None)


def _same_rules(header: Mapping[str, Any]) -> bool:
    """Whether this version computes with the same rules, facts and roads as the log's."""
    return header.get("rules") == RULES_VERSION and header.get("ground") == _ground()[1]


def _verdict(verified: bool | None, found: LogRead, difference: str, session: Session | None) -> Verdict:
    figures = [e.data.get("kpi") for e in found.events if e.kind in ("kpi", "final")]
    return Verdict(
        verified=verified, events=len(found.events), first_difference=difference,
        kpi=figures[-1] if figures else None, session=session, end=end_of(found.events),
        torn_bytes=found.torn_bytes,
    )  # fmt: skip


def resume_session(path: Path, now_ms: Any) -> Session:
    """Open a log and go on where it ended ("verder spelen"); a torn tail is cut off.

    Raises Unreadable when the log is damaged, of older rules, or does not replay.
    """
    found, journal = resume(path)
    if not _same_rules(found.events[0].data):
        raise Unreadable("log.older_rules", file=path.name)
    session, difference = _rebuild(found.events, journal)
    if difference:
        raise Unreadable("log.differs", file=path.name, where=difference)
    last = found.events[-1].wall_ms
    began = now_ms()
    session.now_ms = lambda: last + max(0, now_ms() - began)
    return session


def tried(path: Path, scenario: Scenario) -> Iterator[Session]:
    """A log's session as far as its planning went, an act a step, so that a screen can spread the work.

    The last one has `dispatched` when a day was begun. Nothing for a log of another scenario, of other
    rules, or a damaged one. Raises Unreadable when it is no log at all.
    """
    found = read_log(path)
    header = found.events[0].data
    other = header.get("content_hash") != scenario.content_hash or header.get("week")
    if found.damage or not _same_rules(header) or other:
        return
    check_form(found.events)
    session = Session(
        scenario, seed=int(header["seed"]), mode=str(header["mode"]), player=str(header["player"]),
        journal=_Silent(), aid=aid_of(header), header=_counting(header),
    )  # fmt: skip
    for event in found.events:
        if event.kind in _INPUTS and event.seq >= len(session.events):
            _feed(session, event)
            yield session
            if session.dispatched is not None:
                return


def rebuilt(events: Sequence[Event], scenario: Scenario | None = None) -> Iterator[tuple[Session, Event]]:
    """A log's session before each of its inputs, and that input; it goes on when the next one is asked for.

    `scenario`: the log's own, of a session in play. Else raises Unreadable for a log of other rules.
    """
    header = events[0].data
    if scenario is None and not _same_rules(header):
        raise Unreadable("log.older_rules", file=str(header.get("scenario")))
    if scenario is None:
        check_form(events)
    session = Session(
        scenario or _scenario(events), seed=int(header["seed"]), mode=str(header["mode"]),
        player=str(header["player"]), journal=_Silent(), aid=aid_of(header),
        now_ms=lambda: events[0].wall_ms, header=_counting(header),
    )  # fmt: skip
    for event in events:
        if event.kind in _INPUTS and event.seq >= len(session.events):
            yield session, event
            feed(session, event)


def _counting(header: Mapping[str, Any]) -> dict[str, Any]:
    """What says how this log's proposals are counted."""
    return {"hand": header["hand"]} if "hand" in header else {}


def _scenario(events: Sequence[Event]) -> Scenario:
    """The scenario that a log carries."""
    content = next((e.data for e in events if e.kind == "content"), {})
    return load_from_files(unpack(content.get("files")))


class _Silent:
    """A journal that ignores what a rebuild logs again, until the session goes on for real."""

    def append(self, events: Any) -> None:
        """The events are on disk already."""


def _rebuild(events: tuple[Event, ...], journal: FileJournal | None) -> tuple[Session, str]:
    """The session of a log, and the first difference between its events and the log's."""
    check_form(events)
    header = events[0].data
    content = next((e.data for e in events if e.kind == "content"), {})
    scenario = load_from_files(unpack(content.get("files")))
    clock = [events[0].wall_ms]
    session = Session(
        scenario, seed=int(header["seed"]), mode=str(header["mode"]), player=str(header["player"]),
        journal=_Silent(), now_ms=lambda: clock[0], aid=aid_of(header),
        header={k: header[k] for k in _KEPT if k in header},
        content=content,
    )  # fmt: skip
    for event in events:
        if event.kind in _INPUTS and event.seq >= len(session.events):
            clock[0] = event.wall_ms
            _feed(session, event)
    difference = _compare(events, session.events)
    if journal is not None and not difference:
        _complete(session, events, journal)
    return session, difference


def feed(session: Session, event: Event) -> None:
    """Do again what an input of a log says, at its time on the wall."""
    session.now_ms = lambda: event.wall_ms
    _feed(session, event)


def _feed(session: Session, event: Event) -> None:
    if event.kind == "command":
        session.do(c.from_text(str(event.data["do"])))
    elif event.kind == "proposal":
        note = {k: v for k, v in event.data.items() if k not in ("id", "kind", "commands", "placed")}
        session.log_proposal(str(event.data["kind"]), list(event.data["commands"]), note)
    elif event.kind == "ledger":
        session.log_ledger(from_data(event.data["lines"]))
    elif event.kind == "signed":
        session.log_signed(event.data)
    elif event.kind == "interrupted":
        session.log_interrupted(event.data["gap_s"])
    else:
        session.mark()


def _compare(logged: tuple[Event, ...], again: list[Event]) -> str:
    """Where the replay left the log. A log that was cut inside a command may be shorter."""
    for before, now in zip(logged, again, strict=False):
        if before != now:
            return f"event {before.seq} ({before.kind})"
    return f"event {len(again)}" if len(again) < len(logged) else ""


def _complete(session: Session, events: tuple[Event, ...], journal: FileJournal) -> None:
    """Go on in the log's own file; events that a crash cut off inside a command are written now."""
    session.journal = journal
    if len(session.events) > len(events):
        journal.append(session.events[len(events) :])
