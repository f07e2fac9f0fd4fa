"""The weeks: evenings with figures and agreements, the story of each driven day, and the debrief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from game.domain import week_commands as c
from game.ui import layout, widgets
from game.ui.board_tool import Deed
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.disk_watch import DiskWatch
from game.ui.host import arrow_focus, bar_event, scroll_keys, speech
from game.ui.reflection import Reflection
from game.ui.screen import BaseScreen, Outcome, Push, Replace
from game.ui.week_choices import draw_choices, scroll_to
from game.ui.week_customers import draw_customers
from game.ui.week_days import draw_days
from game.ui.week_debrief import draw_debrief
from game.ui.week_result import COUNT_MS, draw_result, grown
from game.ui.week_state import WeekState
from game.ui.week_words import week_phases

if TYPE_CHECKING:
    from game.session_week import WeekSession
    from game.ui.host import Host
    from game.week.sight import DayColumn

Rect = pygame.Rect
TABS = ("days", "choices", "customers")
TITLE_W = 240
"""Room that the top bar has for what stands below the title."""


class WeekScreen(BaseScreen):
    """Evenings and debrief of one run; a driven day lies over it until it is closed."""

    def __init__(self, host: Host, session: WeekSession) -> None:
        self.host, self.session = host, session
        self.state = WeekState(session=session)
        self.shown = 0
        """Number of the day whose story lies over the screen; 0: none."""
        self._since_ms, self._now_ms = 0, 0
        self._cards_w = 0
        self._disk = DiskWatch(host, session)
        self.reflection = Reflection(session)

    # -- time ----------------------------------------------------------------------------------
    def tick(self, now_ms: int) -> bool:
        """Figures that count, and a step of what is computed aside."""
        self._now_ms = now_ms
        self.reflection.tick(now_ms)
        counting = bool(self.shown) and now_ms - self._since_ms < COUNT_MS
        return self.state.work() or counting

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Three panels, or one with tabs; the debrief is a page of its own."""
        self._disk.look(ctx)
        body = self._bar(ctx)
        if self.session.phase != "evening":
            draw_debrief(ctx, body, self.state, self.reflection)
        elif ctx.mode == "full":
            self._panels(ctx, body)
        else:
            self._tabbed(ctx, body)
        day = self._day(self.shown)
        if day is not None:
            still = ctx.settings.less_motion
            draw_result(ctx, self.state, day, grown(self._now_ms - self._since_ms, still=still))

    def _bar(self, ctx: Ctx) -> Rect:
        session, says = self.session, speech(ctx)
        evening = session.phase == "evening"
        day = self._day(session.day)
        subtitle = ctx.t("week.day_of", n=session.day, all=session.week.last_day) if evening else ""
        if not evening:
            first, last = self.state.rows.days[0], self.state.rows.days[max(0, len(session.results) - 1)]
            subtitle = f"{says.weekday(first.on)} - {says.weekday(last.on)}"
        if day is not None and evening:
            told = says.weekday(day.on)
            long = f"{ctx.t('week.evening', day=told)} · {subtitle}"
            subtitle = ctx.p.type.fit([long, f"{told} · {subtitle}"], TITLE_W, "micro")
        free = widgets.top_bar(
            ctx, title=session.scenario.text(ctx.settings.lang, "title"), subtitle=subtitle,
            phases=week_phases(ctx), current="evening" if evening else "debrief",
        )  # fmt: skip
        if evening and day is not None:
            self._go_on(ctx, free, day)
        elif ctx.mode != "full" and session.value is not None:
            label = ctx.t(self.state.way_out)
            wide = widgets.button_width(ctx, label, icon="check")
            go = Rect(free.right - wide, 10, wide, 32)
            widgets.button(ctx, "week.finish", go, label, kind="primary", icon="check")
        return layout.cut_top(ctx.rect, 52)[1]

    def _go_on(self, ctx: Ctx, free: Rect, day: DayColumn) -> None:
        says = speech(ctx)
        names = [
            ctx.t("week.drive", day=says.weekday(day.on)),
            ctx.t("week.drive", day=says.weekday_short(day.on)),
        ]
        wide = min(widgets.button_width(ctx, names[0], icon="play"), free.w)
        go = Rect(free.right - wide, 10, wide, 32)
        widgets.button(ctx, "week.drive", go, names, kind="primary", icon="play", tooltip="D")
        if self.session.can_close():
            label = ctx.t("week.close")
            wide = widgets.button_width(ctx, label, icon="flag")
            if free.w - go.w - 8 >= wide:
                widgets.button(ctx, "week.close", Rect(go.x - 8 - wide, 10, wide, 32), label, icon="flag")

    def _panels(self, ctx: Ctx, body: Rect) -> None:
        wide = body.w >= 1500
        left, middle, right = layout.columns(body, 400 if wide else 316, None, 430 if wide else 392)
        draw_days(ctx, left, self.state)
        self._cards_w = middle.w
        draw_choices(ctx, middle, self.state)
        draw_customers(ctx, right, self.state)
        ctx.p.vline(left.right - 1, body.y, body.bottom)
        ctx.p.vline(right.x, body.y, body.bottom)

    def _tabbed(self, ctx: Ctx, body: Rect) -> None:
        head, body = layout.cut_top(body, 40)
        ctx.p.fill(head, ctx.c.surface)
        widgets.tabs(ctx, "tab", head, [(k, ctx.t(f"week.tab.{k}"), 0) for k in TABS], self.state.tab)
        self._cards_w = body.w
        {"days": draw_days, "choices": draw_choices, "customers": draw_customers}[self.state.tab](
            ctx, body, self.state
        )

    def _day(self, number: int) -> DayColumn | None:
        return next((d for d in self.state.rows.days if d.number == number), None)

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """The story of a day first; then cards, customers, driving."""
        if self.shown:
            return self._in_story(event)
        if self.reflection.handle(event):
            return None
        return self._use(event, ctx)

    def _use(self, event: UiEvent, ctx: Ctx) -> Outcome:
        match event:
            case Activate(id="week.drive") | Key(name="d"):
                self._drive(ctx)
            case Activate(id="week.close"):
                self._do(ctx, c.CloseWeeks())
            case Activate(id="week.finish"):
                return self._finish(ctx)
            case Activate(payload=str(name)) if event.id in ("week.agree", "week.end"):
                self._put(ctx, event.id, name)
            case Activate(payload=(str(choice), str(cause))) if event.id.startswith("cause."):
                self.state.causes[choice] = cause
            case Activate(id=name, payload=what):
                self._look(ctx, name, what)
            case Back():
                return self._back()
            case _ if not scroll_keys(event, self.reflection.area):
                arrow_focus(event, ctx)
        return bar_event(self.host, event, ctx)

    def _put(self, ctx: Ctx, act: str, choice: str) -> None:
        if act == "week.agree":
            self._agree(ctx, choice)
        else:
            self._do(ctx, c.End(choice=choice))

    def _look(self, ctx: Ctx, name: str, what: object) -> None:
        if name == "customer.close":
            self.state.customer = ""
        if name.startswith("choice.") and isinstance(what, str):
            self.open_choice(ctx, what)
        elif name.startswith("customer.") and isinstance(what, str):
            self.state.customer = "" if self.state.customer == what else what
            self._study(f"customer/{what}")
        elif name.startswith("week.day.") and isinstance(what, int):
            self._study(f"day/{what}")
            self.open_day(what)
        elif name.startswith("tab.") and isinstance(what, str):
            if self.session.phase == "evening":
                self.state.tab = what
            else:
                self.state.debrief_tab = what

    def open_choice(self, ctx: Ctx, choice: str) -> None:
        """Open a card, or close it; the customers that it is about are marked."""
        state = self.state
        state.choice = "" if state.choice == choice else choice
        if state.choice:
            self._study(f"choice/{choice}")
            if self._cards_w:
                scroll_to(ctx, state, self._cards_w, choice)

    def _study(self, what: str) -> None:
        """Looking is logged, once."""
        if self.session.phase == "evening" and what not in self.session.studied:
            self.session.do(c.Study(what=what))

    def _agree(self, ctx: Ctx, name: str) -> None:
        cent = round(100 * self.state.forecast(name).value)
        cause = self.state.causes.get(name, "")
        if self._do(ctx, c.Choose(choice=name, forecast_cent=cent, cause=cause)):
            ctx.cue("accept")
            scroll_to(ctx, self.state, self._cards_w or ctx.size[0], name)

    def _drive(self, ctx: Ctx) -> None:
        if self.session.phase != "evening":
            return
        number = self.session.day
        self.session.propose()
        if self._do(ctx, c.Drive(day=number)):
            self.state.choice = ""
            self.state.renew()
            self.open_day(number)

    def open_day(self, number: int) -> None:
        """The story of a driven day, from its first figure."""
        self.shown, self._since_ms = number, self._now_ms
        self.state.result_scroll.offset = 0.0

    def _do(self, ctx: Ctx, command: c.WeekCommand) -> bool:
        outcome = self.session.do(command)
        if outcome.error is not None:
            ctx.cue("refuse")
            ctx.toast(ctx.t(f"error.{outcome.error.key}", **outcome.error.values), "warn")
        if isinstance(command, c.CloseWeeks):
            self.state.renew()
        return outcome.ok

    def _in_story(self, event: UiEvent) -> Outcome:
        match event:
            case Activate(id="result.close") | Back() | Key(name="return" | "enter" | "d"):
                self.shown = 0
            case Activate(id="result.look", payload=int(number)):
                return self._board(number)
        return None

    def _board(self, number: int) -> Outcome:
        """The day as it was planned, on an ordinary board: a copy, of which nothing comes back."""
        from game.ui.week_board import copy_of_day

        return Push(copy_of_day(self.host, self.session, number))

    def _back(self) -> Outcome:
        if self.state.choice or self.state.customer:
            self.state.choice = self.state.customer = ""
            return None
        return Replace(self.host.menu())

    def _finish(self, ctx: Ctx) -> Outcome:
        if self.session.phase == "debrief":
            self._do(ctx, c.FinishWeeks())
        return Replace(self.host.menu())

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:  # noqa: ARG002
        """Nothing for the palette that the keys do not do."""
        return ()
