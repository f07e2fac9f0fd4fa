"""Everything about one player, as JSON and as a page to read: what is kept, what was played, what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any

from game.content.language import Language
from game.domain.events import Event
from game.domain.units import clock
from game.record.lines import body
from game.record.privacy import Kept
from game.report.page import standalone
from game.report.profile_pages import profile_section
from game.report.tables import table

FORMAT = "ritregie-mine/1"


def mine_dict(kept: Kept, profile: Mapping[str, Any] | None) -> dict[str, Any]:
    """All of it. The scenario's own files, which every log carries, are left out: they are of no person."""
    return {
        "format": FORMAT, "pseudonym": kept.player, "name": kept.name, "settings": kept.settings,
        "lessons": kept.lessons, "profile": profile,
        "logs": [{"file": str(path), "events": list(_events(events))} for path, events in kept.logs],
        "remarks": [asdict(remark) for remark in kept.remarks],
        "notes": {subject: asdict(note) for subject, note in kept.notes.items()},
        "pictures": [str(path) for path in kept.pictures],
        "reports": [str(path) for path in kept.reports],
        "statements_waiting": list(kept.statements),
    }  # fmt: skip


def _events(events: Iterable[Event]) -> Iterator[dict[str, Any]]:
    for event in events:
        said = {**body(event), "link": event.link}
        yield {**said, "data": {}} if event.kind == "content" else said


def mine_html(kept: Kept, profile: Mapping[str, Any] | None, speech: Language) -> str:
    """One page without script or outside files."""
    title = speech.t("mine.title", player=kept.name or kept.player)
    inside = "".join(_sections(kept, profile, speech))
    return standalone(title, f"<h1>{escape(title)}</h1>{inside}", speech, "mine.foot")


def _sections(kept: Kept, profile: Mapping[str, Any] | None, speech: Language) -> Iterator[str]:
    t = speech.t
    yield f'<p class="lead">{escape(t("mine.lead"))}</p>'
    yield _head(t("mine.who"))
    yield table((t("mine.what"), t("mine.value")), _who(kept, speech))
    if profile is not None:
        yield profile_section(profile, speech)
    yield _head(t("mine.logs", n=len(kept.logs)))
    for path, events in kept.logs:
        yield _log(path, events, speech)
    if kept.remarks:
        yield _head(t("mine.remarks"))
        yield table((t("mine.when"), t("mine.what"), t("mine.value")),
                    [(r.at, r.kind, r.text) for r in kept.remarks])  # fmt: skip
    if kept.notes:
        yield _head(t("mine.notes"))
        yield table((t("mine.when"), t("mine.what"), t("mine.value")),
                    [(n.at, subject, n.text) for subject, n in kept.notes.items()])  # fmt: skip
    yield _head(t("mine.rights"))
    yield f"<p>{escape(t('mine.erase', player=kept.player))}</p>"


def _head(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _who(kept: Kept, speech: Language) -> list[tuple[str, str]]:
    t = speech.t
    rows = [(t("mine.pseudonym"), kept.player), (t("mine.name"), kept.name or t("mine.none"))]
    rows += [(t("mine.setting", name=name), str(value)) for name, value in kept.settings.items() if value]
    done = ", ".join(f"{name}: {entry.get('state', '')}" for name, entry in kept.lessons.items())
    rows.append((t("mine.lessons"), done or t("mine.none")))
    rows.append((t("mine.waiting"), str(len(kept.statements))))
    rows.append((t("mine.pictures"), str(len(kept.pictures))))
    rows.append((t("mine.reports"), str(len(kept.reports))))
    return rows


def _log(path: Path, events: tuple[Event, ...], speech: Language) -> str:
    """One log: what it is, and every act of the player as it was logged."""
    t = speech.t
    if not events:
        return f"<p>{escape(t('mine.unreadable', file=path.name))}</p>"
    header = events[0].data
    none = t("mine.none")
    about = t(
        "mine.log", file=path.name, scenario=header.get("scenario", ""), events=len(events),
        begun=header.get("begun") or none, consent=header.get("consent") or none,
    )  # fmt: skip
    acts = [
        (str(e.seq), clock(e.game_s), str(e.data.get("do", "")), str(e.data.get("why", "")))
        for e in events if e.kind == "command"
    ]  # fmt: skip
    head = (t("mine.number"), t("mine.clock"), t("mine.act"), t("mine.refused"))
    return f"<details><summary>{escape(about)}</summary>{table(head, acts, right=(0,))}</details>"
