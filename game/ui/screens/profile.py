"""The competency profile: eight bars with their uncertainty, how they grew, and what each of them rests on.

Keys: up and down a competency (or a line of evidence), right to the evidence and left back, Enter opens what
has the focus, V the other view, N the own words, I what the figures are worth, Esc back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pygame

from game.domain.errors import ContentFault, GameError
from game.record.notes import Notes
from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.debrief_evidence import evidence_sentence
from game.ui.host import bar_event, scroll_keys
from game.ui.menu_cards import title_of
from game.ui.profile_about import AboutScreen
from game.ui.profile_bars import Bars, draw_bars
from game.ui.profile_days import DaysScreen, log_path
from game.ui.profile_detail import Detail, draw_detail, line_top, state_words
from game.ui.profile_first import draw_first
from game.ui.profile_model import CUTS, NAMES, VIEWS, Line, ProfileModel
from game.ui.profile_note import NoteScreen
from game.ui.profile_replay import OpenedLog
from game.ui.program_profile import KeepsNotes
from game.ui.regions import Regions
from game.ui.screen import BaseScreen, Outcome, Pop, Push, Replace, Then
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.content.catalogue import Listing
    from game.session import Session
    from game.ui.board_tool import Deed
    from game.ui.host import Host

__all__ = ["CUTS", "NAMES", "ProfileScreen"]

Rect = pygame.Rect
TABS = ("bars", "evidence")
LOOK_EVERY = 15
"""Polls between two looks at the log folder: about half a second."""


class ProfileScreen(BaseScreen):
    """Left the eight competencies, right the evidence of the chosen one."""

    def __init__(self, host: Host, session: Session | None = None) -> None:
        self.host, self.session = host, session
        self.chosen = NAMES[0]
        self.view = VIEWS[0]
        self.list, self.right = ScrollArea(), ScrollArea()
        self.tab = TABS[0]
        self.notes = host.notes() if isinstance(host, KeepsNotes) else Notes(None, "")
        self.reports = host.reports() if isinstance(host, KeepsNotes) else None
        self.model: ProfileModel | None = None
        self._made: Mapping[str, Any] | None = None
        self._report: tuple[str, str] | None = None
        self._polls = self._news = 0
        self._right_w = 0
        self.regions = Regions()

    def poll(self) -> bool:
        """The profile is made beside the game; a frame when there is more of it, or a report is done."""
        self._polls += 1
        if self.reports is not None and self._report is None:
            self._report = self.reports.poll()
            if self._report is not None:
                return True
        news = self.host.poll()
        self._news += news  # a scenario was read: its words can be said
        if news or self._polls % LOOK_EVERY == 1:
            return self._look() or news
        return False

    def _look(self) -> bool:
        """Take over what was made; True when it is new."""
        made = self.host.profile()
        if made is self._made:
            return False
        self._made = made
        self.switch(self.view)
        return True

    # -- paint -------------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Bars and evidence beside each other, or as two tabs."""
        if self.model is None:
            self._look()
        if self._report is not None:
            (key, where), self._report = self._report, None
            ctx.toast(ctx.t(key, where=where), "ok" if key == "profile.report.done" else "warn")
        free = widgets.top_bar(ctx, title=ctx.t("profile.title"), subtitle=ctx.t("profile.subtitle"))
        self._back_button(ctx, free)
        _bar, body = layout.cut_top(ctx.rect, 52)
        ctx.p.fill(body, ctx.c.surface)
        if self.model is None or (self.model.waiting and not self.model.days):
            widgets.empty(ctx, body, "hourglass", ctx.t("profile.making"), ctx.t("profile.making_hint"))
        elif self.model.empty:
            first = self._first()
            draw_first(ctx, body, title_of(first, ctx) if first else "", self.right)
        elif ctx.mode == "full":
            left, right = layout.columns(body, round(body.w * 0.61), None)
            self._draw_bars(ctx, left, self.model)
            self._draw_detail(ctx, right, self.model)
            ctx.p.vline(right.x, body.y, body.bottom)
        else:
            head, body = layout.cut_top(body, 40)
            items = [(name, ctx.t(f"profile.tab.{name}"), 0) for name in TABS]
            widgets.tabs(ctx, "tab", head, items, self.tab)
            (self._draw_bars if self.tab == "bars" else self._draw_detail)(ctx, body, self.model)

    def _back_button(self, ctx: Ctx, free: Rect) -> None:
        label = ctx.t("ui.back")
        wide = widgets.button_width(ctx, label, icon="arrow-left")
        place = Rect(free.right - wide, free.y, wide, 32)
        widgets.button(ctx, "profile.back", place, label, icon="arrow-left")

    def _draw_bars(self, ctx: Ctx, rect: Rect, model: ProfileModel) -> None:
        def paint() -> None:
            advice, titles = model.advice(self.host.listings()), self._titles(ctx)
            bars = Bars(model=model, chosen=self.chosen, titles=titles, advice=advice,
                        reports=self.reports is not None)  # fmt: skip
            draw_bars(ctx, rect, bars, self.list)

        self.regions.draw(ctx, "bars", rect, (self._news, self.chosen, self.list.offset), paint)

    def _draw_detail(self, ctx: Ctx, rect: Rect, model: ProfileModel) -> None:
        self._right_w = rect.w
        key = (self._news, self.chosen, self.right.offset, self.notes.revision)
        self.regions.draw(
            ctx, "detail", rect, key, lambda: draw_detail(ctx, rect, self._detail(ctx, model), self.right)
        )

    def _detail(self, ctx: Ctx, model: ProfileModel) -> Detail:
        silent = not model.competencies[self.chosen]["evidence"]
        advice = model.advice(self.host.listings(), self.chosen) if silent else None
        return Detail(
            model=model, chosen=self.chosen, titles=self._titles(ctx), notes=self.notes.all(),
            scenario=self.host.scenario, advice=advice,
        )  # fmt: skip

    def _titles(self, ctx: Ctx) -> dict[str, str]:
        return {x.id: title_of(x, ctx) for x in self.host.listings()}

    def _first(self) -> Listing | None:
        """The day to begin with."""
        return next((x for x in self.host.listings() if not x.faults), None)

    # -- events --------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Choose, look, write, play, go back."""
        match event:
            case Back() | Activate(id="profile.back" | "top.home"):
                return Pop()
            case Activate():
                return self._clicked(event, ctx) or bar_event(self.host, event, ctx)
            case Key():
                return self._key(event, ctx)
        return None

    def _clicked(self, event: Activate, ctx: Ctx) -> Outcome:
        match event:
            case Activate(id="profile.first"):
                return self._play(self._first(), ctx)
            case Activate(id="profile.next" | "profile.next.here", payload=str(scenario)):
                return self._play(next((x for x in self.host.listings() if x.id == scenario), None), ctx)
            case Activate(payload=Line() as line):
                return self._write(ctx, line) if event.id.startswith("note.") else self._replay(line)
            case Activate(payload=str(word)):
                self._choose(event.id, word, ctx)
        return self.press(event.id, ctx)

    def _choose(self, name: str, word: str, ctx: Ctx) -> None:
        if name.startswith("tab."):
            self.tab = word
        elif name.startswith("profile.view."):
            self.switch(word)
        elif word in NAMES:
            self.chosen, self.right = word, ScrollArea()
            self.tab = "evidence" if ctx.mode != "full" else self.tab

    def switch(self, view: str) -> None:
        """One way of looking at the evidence or the other."""
        self.view, self._news = view, self._news + 1
        self.model = ProfileModel(self._made, view) if self._made is not None else None

    def press(self, name: str, ctx: Ctx) -> Outcome:
        """What a button or its key does, by the id of the button."""
        if self.model is None:
            return None
        if name == "profile.about":
            return Push(AboutScreen(self, self.model))
        if name in ("profile.days", "profile.left_out"):
            return Push(DaysScreen(self.host, self, self.model, self._titles(ctx)))
        if name == "profile.report":
            self._make_report(ctx, self.model)
        return self._write(ctx) if name == "profile.note" else None

    def _make_report(self, ctx: Ctx, model: ProfileModel) -> None:
        """A page of the days that count; it says where when it is done."""
        logs = [log_path(self.host, day.log) for day in model.days.values() if day.verified is True]
        if self.reports is None or not logs:
            ctx.toast(ctx.t("profile.report.none"), "info")
            return
        ctx.toast(ctx.t("profile.report.busy"), "info")
        self.reports.make(logs, ctx.settings.lang)

    # -- keys ----------------------------------------------------------------------------------------
    def _key(self, event: Key, ctx: Ctx) -> Outcome:
        name, model = event.name, self.model
        if model is None or event.ctrl or event.alt:
            return None
        if model.empty:
            scroll_keys(event, self.right)
            return self._play(self._first(), ctx) if name in ("return", "enter") else None
        acts = {"n": "profile.note", "i": "profile.about", "d": "profile.days"}
        if name in acts:
            return self.press(acts[name], ctx)
        if name == "v":
            self.switch(VIEWS[1 - VIEWS.index(self.view)])
        elif name in ("up", "down"):
            self._walk(1 if name == "down" else -1, ctx, model)
        elif name in ("left", "right"):
            self._cross(ctx, model, to_evidence=name == "right")
        else:
            scroll_keys(event, self.right)
        return None

    def _walk(self, by: int, ctx: Ctx, model: ProfileModel) -> None:
        """To the competency, or the line of evidence, above or below."""
        word, _, number = (ctx.memory.focus or "").partition(".")
        lines = model.lines(self.chosen)
        if word == "evidence" and number.isdigit() and ctx.memory.focus_visible:
            self._focus_line(ctx, model, min(len(lines) - 1, max(0, int(number) + by)))
            return
        self.chosen, self.right = NAMES[(NAMES.index(self.chosen) + by) % len(NAMES)], ScrollArea()
        row = self.list.content / len(NAMES)
        self.list.show(NAMES.index(self.chosen) * row, row)
        if ctx.memory.focus_visible and word == "competency":
            ctx.memory.focus = f"competency.{self.chosen}"

    def _cross(self, ctx: Ctx, model: ProfileModel, *, to_evidence: bool) -> None:
        """Between the two sides."""
        self.tab = TABS[to_evidence]
        ctx.memory.focus_visible = True
        if to_evidence and model.lines(self.chosen):
            self._focus_line(ctx, model, 0)
        else:
            ctx.memory.focus = f"competency.{self.chosen}"

    def _focus_line(self, ctx: Ctx, model: ProfileModel, number: int) -> None:
        """The focus on a line of evidence, and the column scrolled to it."""
        ctx.memory.focus = f"evidence.{number}"
        top, height = line_top(ctx, self._right_w or ctx.size[0], self._detail(ctx, model), number)
        if not self.right.view:  # never drawn yet
            self.right.offset = top
        else:
            self.right.show(0 if number == 0 and top + height <= self.right.view else top, height)

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        from game.ui.profile_deeds import deeds

        return tuple(deeds(self, ctx))

    # -- ways out ------------------------------------------------------------------------------------
    def _replay(self, line: Line) -> Outcome:
        """That second of the day."""
        event = line.stops[0].seq if line.stops else max(line.events, default=-1)
        path = log_path(self.host, line.log)
        mine = self.session if getattr(getattr(self.session, "journal", None), "path", None) == path else None
        return Push(OpenedLog(self.host, path, event, mine))

    def _write(self, ctx: Ctx, line: Line | None = None) -> Outcome:
        """The own words on a line of evidence, or on the competency."""
        if self.model is None:
            return None
        if line is None:
            about = f"{ctx.t(f'competency.{self.chosen}')}. {state_words(ctx, self.model, self.chosen)}"
            return Push(NoteScreen(self, self.notes, self.chosen, about))
        scenario = self.host.scenario(line.day.scenario)
        about = evidence_sentence(ctx, scenario, line.indicator, dict(line.values))
        return Push(NoteScreen(self, self.notes, line.subject, about))

    def _play(self, listing: Listing | None, ctx: Ctx) -> Outcome:
        """The briefing of a day, in place of the profile and of what lies below it."""
        if listing is None:
            return None
        try:
            start = self.host.start_weeks if listing.weeks else self.host.start
            screen = self.host.screen_for(start(listing.id))
        except (GameError, ContentFault):
            ctx.toast(ctx.t("menu.broken", title=title_of(listing, ctx)), "warn")
            return None
        return Then(lambda _ctx: (Replace(screen),))
