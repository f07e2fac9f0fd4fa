"""How earlier days of the same player on the same scenario ended, read from the ends of their logs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pygame

from game.domain.evaluation import Kpi
from game.record.journal import FileJournal
from game.session import Session
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.kpi_against import change
from game.ui.logbook import HEAD_BYTES, MOST_LOGS, TAIL_BYTES

Rect = pygame.Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDay:
    """The figures that a driven day ended with."""

    path: Path
    cost_cent: int
    co2e_g: int
    on_time_share: float


def own_logs(folder: Path, session: Session) -> Iterator[tuple[Path, float] | None]:
    """(path, file time) of this player's other logs of this very scenario, newest first.

    None for every log that was looked at and is another's, so that a caller can spread the work: only
    first lines are read.
    """
    own = session.journal.path if isinstance(session.journal, FileJournal) else None
    try:
        entries = [(e.stat().st_mtime, Path(e.path)) for e in os.scandir(folder) if e.name.endswith(".jsonl")]
    except OSError:
        return
    for written, path in sorted(entries, reverse=True)[:MOST_LOGS]:
        yield (path, written) if path != own and _is_own(path, session) else None


def _is_own(path: Path, session: Session) -> bool:
    try:
        with path.open("rb") as file:
            header = json.loads(file.readline(HEAD_BYTES))["data"]
        mine = (session.player, session.scenario.content_hash)
        return (header["player"], header["content_hash"]) == mine and not header.get("week")
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def past_days(folder: Path, session: Session) -> tuple[PastDay, ...]:
    """Days of this player on this very scenario that ended, newest first; not the one of this session."""
    found = (_past_day(log[0]) for log in own_logs(folder, session) if log is not None)
    return tuple(day for day in found if day is not None)


def best_day(days: tuple[PastDay, ...]) -> PastDay | None:
    """The one with the most orders on time, of several such days the cheapest."""
    return min(days, key=lambda day: (-day.on_time_share, day.cost_cent), default=None)


def _past_day(path: Path) -> PastDay | None:
    """None for a day that did not end, and for a log that cannot be read."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - TAIL_BYTES))
            kpi = next(_day_kpis(file.read().decode("utf-8", "replace")), None)
        if kpi is None:
            return None
        return PastDay(path=path, cost_cent=int(kpi["cost_cent"]), co2e_g=int(kpi["co2e_g"]),
                       on_time_share=float(kpi["on_time_share"]))  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _day_kpis(tail: str) -> Iterator[Mapping[str, Any]]:
    """The figures of the day in the last lines, the last ones first."""
    for line in reversed(tail.splitlines()):
        if '"kpi"' not in line:
            continue
        try:
            event = json.loads(line)
        except ValueError:
            continue  # the first line of the tail is cut
        data = event.get("data", {}) if isinstance(event, dict) else {}
        if event.get("kind") == "final" or data.get("phase") == "day":
            yield data["kpi"]


def draw_best(ctx: Ctx, rect: Rect, kpi: Kpi | None, days: tuple[PastDay, ...]) -> None:
    """One line: the own best earlier day, and how this one differs from it."""
    best = best_day(days)
    if best is None or kpi is None:
        return
    lang, mid = speech(ctx), rect.y + 12
    ctx.p.icon_mid(rect.x + 8, mid, "history", 15, ctx.c.text2)
    said = {"euro": lang.euro(best.cost_cent, 0), "on_time": lang.percent(best.on_time_share)}
    words = [ctx.t("debrief.own_best", **said), ctx.t("debrief.best_short", **said)]
    text = change(kpi.cost_cent, best.cost_cent, lang)
    worse = kpi.cost_cent > best.cost_cent
    color = ctx.c.text2 if text == "=" else ctx.c.warn.text if worse else ctx.c.ok.text
    room = rect.w - 24 - 70
    ctx.p.text_mid(rect.x + 24, mid, ctx.p.type.fit(words, room, "small"), "small", ctx.c.text2)
    ctx.p.text_mid(rect.right - 8, mid, text, "small", color, weight=600, align="r")
    ctx.hit("debrief.best", Rect(rect.x, rect.y, rect.w, 24), "info", label=words[0],
            tooltip=ctx.t("debrief.best_tip", n=len(days)))  # fmt: skip
