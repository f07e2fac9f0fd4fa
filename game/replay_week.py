"""A week's log becomes a session again: what the computer made is fed from the log, never made again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.assess.weeks import WeekStory
from game.content.load import load_from_files
from game.domain import week_commands as c
from game.domain.errors import Illegal, Unreadable
from game.domain.events import Event
from game.domain.scenario import Scenario
from game.record.form import check_form
from game.record.journal import FileJournal, Journal, read_log, resume
from game.record.pack import unpack
from game.replay import _content, _header, _same_rules
from game.session_week import WeekSession
from game.week.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping

_INPUTS = ("command", "proposal", "value", "mark", "signed")
_KEPT = ("schema", "game", "rules", "ground", "closing", "begun", "consent")


def start_week(
    scenario: Scenario, *, seed: int, mode: str = "train", player: str = "", journal: Journal | None = None,
    now_ms: Any = lambda: 0, signed: Mapping[str, str] | None = None,
) -> WeekSession:  # fmt: skip
    """A new session with the header and content that make its log stand alone; `signed`: as of a day."""
    return WeekSession(
        scenario, seed=seed, mode=mode, player=player, journal=journal, now_ms=now_ms,
        header={**_header(), **(signed or {})}, content=_content(scenario),
    )  # fmt: skip


def is_week(header: Mapping[str, Any]) -> bool:
    """Whether a log is one of weeks."""
    return bool(header.get("week"))


def is_week_log(path: Path) -> bool:
    """The same for a file. Raises Unreadable when it is no log at all."""
    return is_week(read_log(path).events[0].data)


def rebuild_week(events: tuple[Event, ...], journal: FileJournal | None) -> tuple[WeekSession, str]:
    """The session of a log, and the first difference between its events and the log's."""
    check_form(events)
    header = events[0].data
    content = next((e.data for e in events if e.kind == "content"), {})
    clock = [events[0].wall_ms]
    session = WeekSession(
        load_from_files(unpack(content.get("files"))), seed=int(header["seed"]), mode=str(header["mode"]),
        player=str(header["player"]), journal=_Silent(), now_ms=lambda: clock[0],
        header={k: header[k] for k in _KEPT if k in header}, content=content,
    )  # fmt: skip
    for event in events:
        if event.kind in _INPUTS and event.seq >= len(session.events):
            clock[0] = event.wall_ms
            _feed(session, event)
    difference = _compare(events, session.events)
    if journal is not None and not difference:
        session.journal = journal
        if len(session.events) > len(events):
            journal.append(session.events[len(events) :])
    return session, difference


class _Silent:
    """A journal that ignores what a rebuild logs again."""

    def append(self, events: Any) -> None:
        """The events are on disk already."""


def _feed(session: WeekSession, event: Event) -> None:
    if event.kind == "command":
        session.do(c.from_text(str(event.data["do"])))
    elif event.kind == "proposal":
        session.log_plan(event.data["plan"])
    elif event.kind == "value":
        session.log_value(_value(event))
    elif event.kind == "signed":
        session.log_signed(event.data)
    else:
        session.mark()


def _value(event: Event) -> Value:
    try:
        return Value.read(event.data)
    except (KeyError, TypeError, ValueError) as why:
        raise Unreadable("log.line", line=event.seq + 1, why=str(why)[:80]) from None


def _compare(logged: tuple[Event, ...], again: list[Event]) -> str:
    for before, now in zip(logged, again, strict=False):
        if before != now:
            return f"event {before.seq} ({before.kind})"
    return f"event {len(again)}" if len(again) < len(logged) else ""


def resume_week(path: Path, now_ms: Any) -> WeekSession:
    """Open a log and go on where it ended; a torn tail is cut off.

    Raises Unreadable when the log is damaged, of older rules, or does not replay.
    """
    found, journal = resume(path)
    header = found.events[0].data
    if not is_week(header):
        raise Illegal("week.none", scenario=str(header.get("scenario"))[:40])
    if not _same_rules(header):
        raise Unreadable("log.older_rules", file=path.name)
    session, difference = rebuild_week(found.events, journal)
    if difference:
        raise Unreadable("log.differs", file=path.name, where=difference)
    last, began = found.events[-1].wall_ms, now_ms()
    session.now_ms = lambda: last + max(0, now_ms() - began)
    return session


def week_story(session: WeekSession, *, verified: bool | None = True) -> WeekStory:
    """What evidence of weeks needs, of a session in play or a rebuilt one."""
    return WeekStory(
        scenario=session.scenario, seed=session.seed, mode=session.mode, player=session.player,
        events=tuple(session.events), verified=verified,
    )  # fmt: skip


def read_week_story(path: Path) -> WeekStory:
    """The same of a log, driven again to see whether it holds.

    Raises Unreadable when the log is damaged or of older rules.
    """
    found = read_log(path)
    if found.damage:
        why = f"{found.damage}: {found.damage_line}"
        raise Unreadable("profile.no_session", file=path.name, why=why)
    if not _same_rules(found.events[0].data):
        raise Unreadable("log.older_rules", file=path.name)
    session, difference = rebuild_week(found.events, None)
    return week_story(session, verified=not difference)
