"""The days that the profile rests on, and those that do not count with the reason: a dialog over it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.ui import widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.host import arrow_focus, scroll_keys
from game.ui.profile_detail import day_date, tags
from game.ui.profile_model import Day
from game.ui.profile_replay import OpenedLog
from game.ui.screen import BaseScreen, Outcome, Pop, Replace
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.ui.host import Host
    from game.ui.profile_model import ProfileModel
    from game.ui.screen import Screen

Rect = pygame.Rect
WIDTH, HEIGHT, ROW = 720, 560, 60


class DaysScreen(BaseScreen):
    """A row per log, newest first; a click plays it back from the start."""

    def __init__(self, host: Host, below: Screen, model: ProfileModel, titles: Mapping[str, str]) -> None:
        self.host, self.below, self.titles = host, below, titles
        self.days = tuple(reversed(model.days.values()))
        self.scroll = ScrollArea()

    def draw(self, ctx: Ctx) -> None:
        """All of them."""
        self.below.draw(ctx)
        high = min(HEIGHT, 62 + 24 + 44 + ROW * max(1, len(self.days)) + 8)
        inside = widgets.modal(ctx, WIDTH, high, ctx.t("profile.all_days"), icon="calendar")
        view = Rect(inside.x - 8, inside.y, inside.w + 16, inside.h - 44)
        for i, row in widgets.rows(ctx, "days.list", view, self.scroll, len(self.days), ROW):
            self._row(ctx, row, i, self.days[i])
        label = ctx.t("ui.close")
        wide = widgets.button_width(ctx, label)
        go = Rect(inside.right - wide, inside.bottom - 32, wide, 32)
        widgets.button(ctx, "days.close", go, label, kind="primary")
        hint = ctx.p.type.fit(ctx.t("profile.days_hint"), inside.w - wide - 16, "small")
        ctx.p.text_mid(inside.x, go.centery, hint, "small", ctx.c.text2)

    def _row(self, ctx: Ctx, row: Rect, number: int, day: Day) -> None:
        opens = day.why in ("", "differs")
        title = self.titles.get(day.scenario, day.scenario)
        if opens:
            widgets.row(ctx, f"day.{number}", row, label=title, payload=day)
        else:
            ctx.p.hline(row.x, row.right, row.bottom - 1)
        x, right = row.x + 40, row.right - 12.0
        icon = "player-play-filled" if opens else "alert-triangle"
        ctx.p.icon_mid(row.x + 20, row.centery, icon, 16, ctx.c.accent_text if opens else ctx.c.warn.text)
        right = tags(ctx, right, row.y + 10, day, least=x + 80)
        ctx.p.text(x, row.y + 9, ctx.p.type.fit(title, right - x - 8, weight=600), weight=600)
        told = self._told(ctx, day)
        ctx.p.text(x, row.y + 31, ctx.p.type.fit(told, row.right - 12 - x, "small"), "small", ctx.c.text2)

    def _told(self, ctx: Ctx, day: Day) -> str:
        """When, and what it gave or why it gives nothing."""
        parts = [day_date(ctx, day)]
        if day.why:
            parts.append(ctx.t(f"profile.why.{day.why}"))
        else:
            parts.append(ctx.t("profile.one" if day.evidence == 1 else "profile.many", n=day.evidence))
        if day.breaks:
            parts.append(ctx.t("profile.breaks_one" if day.breaks == 1 else "profile.breaks", n=day.breaks))
        return " · ".join(part for part in parts if part)

    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Look at one, or close."""
        match event:
            case Back() | Activate(id="days.close"):
                return Pop()
            case Activate(payload=Day() as day):
                return Replace(OpenedLog(self.host, log_path(self.host, day.log)))
            case Key(name="up" | "down"):
                arrow_focus(event, ctx)
            case _:
                scroll_keys(event, self.scroll)
        return None


def log_path(host: Host, log: str) -> Path:
    """The file of a log by its name."""
    return host.log_folder() / f"{log}.jsonl"
