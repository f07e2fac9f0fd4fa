"""The debrief: what it cost, where it was driven, what happened and why, and what it shows of the planner."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.domain.commands import Finish
from game.report.debrief import given_of
from game.ui import debrief_evidence, debrief_moments, layout, widgets
from game.ui import debrief_panels as panels_of
from game.ui.charts import Mark, front_chart
from game.ui.compare_map import ComparedMap, draw_legend, legend_box
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.debrief_back import BackSide
from game.ui.debrief_facts import columns, figures, order_rows, timeline, verdict
from game.ui.debrief_map import driven_stops
from game.ui.debrief_panels import Panels
from game.ui.debrief_routes import compared_routes
from game.ui.debrief_table import draw_table
from game.ui.explain_dialog import ExplainDialog, Explained, ExplainRef
from game.ui.host import arrow_focus, bar_event, phases, scroll_keys, speech
from game.ui.kpi_days import draw_best, past_days
from game.ui.map_model import map_zones
from game.ui.moment_rows import moment_rows
from game.ui.reflection import Reflection
from game.ui.regions import Regions
from game.ui.screen import BaseScreen, Outcome, Push, Replace
from game.ui.screens.board_tools import tools_of_debrief

if TYPE_CHECKING:
    from game.assess.story import Story
    from game.session import Session
    from game.ui.host import Host

Rect = pygame.Rect
UPPER = ("overview", "map", "chart")
LOWER = ("ledger", "moments", "orders", "day", "evidence", "questions")


class DebriefScreen(BaseScreen):
    """Everything is read from the session's story once."""

    def __init__(self, host: Host, session: Session) -> None:
        self.host, self.session = host, session
        self.story: Story = session.story()
        self.lang = ""
        self.back = BackSide(host, session)
        self.reflection = Reflection(session)
        self.panels = self._read(host.language.code)
        self.back.weigh(self.story, host.language)
        self.tab, self.upper = "ledger", "overview"
        self.past = past_days(host.log_folder(), session)
        world, day = session.scenario.system, self.story.day
        reference, planned = self.story.reference, self.story.planned
        own = day.trips if day else planned.trips if planned else ()
        self.map = ComparedMap(compared_routes(world, own, reference.trips if reference else ()))
        self.explain: ExplainDialog | None = None
        self.tools = tools_of_debrief(self)
        self._fitted: Rect | None = None
        self._regions = Regions()

    def _read(self, lang: str) -> Panels:
        """The panels' rows; again when the language changes, since they hold the author's sentences."""
        from game.assess.indicators import evidence
        from game.assess.profile import Played, profile

        self.lang, story, session = lang, self.story, self.session
        found = evidence(story)
        made = profile([Played(session=session.player, evidence=found, verified=story.verified)])
        return Panels(
            scenario=session.scenario, moments=moment_rows(story), orders=order_rows(story),
            happened=timeline(story, lang), evidence=found, competencies=made.competencies,
            marks=self.back.marks, words=self.back.words, closed=session.phase == "closed",
            luck_cent=_luck(story), setbacks=len(story.seen),
        )  # fmt: skip

    def tick(self, now_ms: int) -> bool:
        """Rest of the map, and keeping what was typed."""
        self.reflection.tick(now_ms)
        return sum(tool.tick(now_ms) for tool in self.tools) > 0 or self.map.tick(now_ms)

    def poll(self) -> bool:
        """What the decisions were worth comes from a process beside the game; the log is read meanwhile."""
        self.back.work()
        self.host.weigh(self.session)
        if self.session.ledger != self.story.ledger:
            self.story = self.session.story()
            self.panels.moments = moment_rows(self.story)
        return self.back.weigh(self.story, self.host.language)

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Above the result, below the panels; in less room everything is a tab."""
        if ctx.settings.lang != self.lang:
            self.lang = ctx.settings.lang
            self.panels.happened = timeline(self.story, self.lang)
            self.back.speak(self.story, speech(ctx))
        scenario = self.session.scenario
        widgets.top_bar(
            ctx, title=scenario.text(ctx.settings.lang, "title"), subtitle=speech(ctx).day(scenario.day),
            phases=phases(ctx), current="debrief",
        )  # fmt: skip
        _bar, body = layout.cut_top(ctx.rect, 52)
        if ctx.mode == "full":
            above, below = layout.rows(body, max(372, round(body.h * 0.54)), None)
            left, middle, right = layout.columns(above, 424, None, 440 if above.w >= 1500 else 348)
            key = (len(self.story.ledger), self.session.phase)
            self._regions.draw(ctx, "left", left, key, lambda: self._overview(ctx, left))
            self._map(ctx, middle)
            self._regions.draw(ctx, "right", right, key, lambda: self._chart(ctx, right))
            ctx.p.vline(left.right - 1, above.y, above.bottom)
            self._lower(ctx, below, LOWER)
        else:
            self._lower(ctx, body, (*UPPER, *LOWER))
        for tool in self.tools:
            tool.draw(ctx)
        if self.explain is not None:
            self.explain.draw(ctx)
        self.back.draw_over(ctx)
        for tool in self.tools:
            tool.draw_over(ctx)

    def _overview(self, ctx: Ctx, rect: Rect) -> None:
        ctx.p.fill(rect, ctx.c.surface)
        inner = layout.pad(rect, x=24, y=12)
        day = self.story.day
        y: float = inner.y
        if day is not None:
            found, says = verdict(self.story, day.kpi), speech(ctx)
            title = ctx.t(f"debrief.verdict.{found.key}")
            token = "display" if ctx.p.type.width(title, "display") <= inner.w else "h1"
            ctx.p.text(inner.x, y, title, token)
            y += 42
            text = ctx.t(
                f"debrief.sentence.{found.against}", on_time=found.on_time, orders=found.orders,
                euro=says.euro(abs(found.gap_cent), 0),
            )  # fmt: skip
            y += ctx.p.paragraph(inner.x, y, inner.w, text, "lead", ctx.c.text2, max_lines=2) + 8
        foot = Rect(inner.x, inner.bottom - 32, inner.w, 32)
        table = Rect(inner.x, round(y), inner.w, foot.y - 10 - (26 if self.past else 0) - round(y))
        draw_table(ctx, table, self.story, self.session.planning_s())
        draw_best(ctx, Rect(inner.x, foot.y - 34, inner.w, 26), day.kpi if day else None, self.past)
        x, label = foot.x, ctx.t("debrief.done" if self.session.phase == "debrief" else "debrief.to_menu")
        for name, icon, kind, word in (("replay", "history", "primary", ctx.t("replay.open")),
                                       ("profile", "chart-bar", "default", ctx.t("menu.profile")),
                                       ("done", "check", "default", label)):  # fmt: skip
            box = Rect(x, foot.y, widgets.button_width(ctx, word, icon=icon), 32)
            widgets.button(ctx, f"debrief.{name}", box, word, kind=kind, icon=icon)
            x = box.right + 8

    def _asked(self, column: str, ref: ExplainRef) -> None:
        if (judged := dict(columns(self.story))[column]) is not None:
            source = Explained(self.session.scenario.system, judged, given_of(self.story, column),
                               primary=column == "day", label=f"debrief.{column}")  # fmt: skip
            self.explain = ExplainDialog(source, ref)

    def _map(self, ctx: Ctx, rect: Rect) -> None:
        world = self.session.scenario.system
        if self._fitted != rect:
            self._fitted = rect.copy()
            self.map.fit([(p.x_m, p.y_m) for p in world.places.values()], layout.pad(rect, 8))
        legend = [("own", ctx.t("debrief.only_you")), ("other", ctx.t("debrief.only_reference")),
                  ("both", ctx.t("debrief.both"))]  # fmt: skip
        if self.story.reference is None:
            legend = legend[:1]
        self.map.keep_free = (legend_box(ctx, rect, legend),)
        self.map.draw(ctx, rect, stops=driven_stops(ctx, self.story), zones=map_zones(world, speech(ctx)))
        draw_legend(ctx, rect, legend)

    def _chart(self, ctx: Ctx, rect: Rect) -> None:
        ctx.p.fill(rect, ctx.c.surface)
        inner = layout.pad(rect, x=20, y=16)
        says = speech(ctx)
        ctx.p.text(inner.x, inner.y, ctx.t("debrief.chart"), "h4")
        ctx.p.text(inner.x, inner.y + 21, ctx.t("debrief.chart_hint"), "small", ctx.c.text2)
        marks = [
            Mark(
                x=k.cost_cent / 100, y=k.co2e_g / 1000, kind=name, label=ctx.t(f"debrief.mark.{name}"),
                detail=f"{says.euro(k.cost_cent, 0)} · {says.kg_co2e(k.co2e_g)}",
            )
            for name, k in figures(self.story) if k is not None
        ]  # fmt: skip
        front_chart(
            ctx, Rect(inner.x, inner.y + 50, inner.w, inner.h - 50), marks, x_title=ctx.t("debrief.x_title"),
            y_title=ctx.t("debrief.y_title"), x_text=says.number, y_text=says.number,
        )  # fmt: skip

    def _lower(self, ctx: Ctx, rect: Rect, names: tuple[str, ...]) -> None:
        ctx.p.fill(rect, ctx.c.surface)
        ctx.p.hline(rect.x, rect.right, rect.y, ctx.c.line_strong)
        (head, body), panels = layout.cut_top(rect, 44), self.panels
        counts = {"ledger": len(self.back.weighing.rows), "moments": len(panels.moments),
                  "orders": len(panels.orders), "questions": len(self.reflection.fields)}  # fmt: skip
        roomy = len(names) == len(LOWER)
        current = self._current(names)
        items = [
            (n, ctx.t(f"debrief.tab.{n}" if roomy else f"debrief.tab_short.{n}"), counts.get(n, 0) * roomy)
            for n in names
        ]
        widgets.tabs(ctx, "tab", head, items, current)
        painters: dict[str, Callable[[Ctx, Rect], None]] = {
            "overview": self._overview, "map": self._map, "chart": self._chart,
            "ledger": lambda ctx, body: self.back.draw(ctx, body, panels.area("ledger")),
            "questions": self.reflection.draw,
        }  # fmt: skip
        if current in painters:
            painters[current](ctx, body)
            return
        draw = {"moments": debrief_moments.draw_moments, "orders": panels_of.draw_orders,
                "day": panels_of.draw_happened,
                "evidence": debrief_evidence.draw_evidence}[current]  # fmt: skip
        draw(ctx, body, panels)

    def _current(self, names: tuple[str, ...]) -> str:
        return self.upper if self.upper and len(names) > len(LOWER) else self.tab

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Look around, answer, and close."""
        if self.back.dialog is not None:
            return self.back.in_dialog(event, ctx)
        if self._taken(event, ctx):
            return None
        if self.reflection.handle(event):
            return None
        used, out = self.back.handle(event, ctx)
        return out if used else self._use(event, ctx)

    def _use(self, event: UiEvent, ctx: Ctx) -> Outcome:
        match event:
            case Activate(id="debrief.done"):
                return self._done(ctx)
            case Activate(id="debrief.profile"):
                return Push(self.host.profile_screen(self.session))
            case Back():
                return Replace(self.host.menu())
            case Activate(payload=(str(column), ExplainRef() as ref)):
                self._asked(column, ref)
            case Activate(id=name, payload=str(tab)) if name.startswith("tab."):
                self._choose(tab)
            case Activate(id="orders.all" | "orders.late" as which):
                self.panels.only_late = which == "orders.late"
            case _:
                self._move(event, ctx)
        return bar_event(self.host, event, ctx)

    def _taken(self, event: UiEvent, ctx: Ctx) -> bool:
        """The explanation takes every event, a tool those that are its own."""
        if self.explain is None:
            return any(tool.handle(event, ctx) for tool in reversed(self.tools))
        self.explain.handle(event, ctx)
        self.explain = None if self.explain.closed else self.explain
        return True

    def _choose(self, tab: str) -> None:
        self.upper = tab if tab in UPPER else ""
        self.tab = self.tab if tab in UPPER else tab

    def _move(self, event: UiEvent, ctx: Ctx) -> None:
        area = self.reflection.area if self.tab == "questions" else self.panels.area(self.tab)
        if self.map.handle(event) or scroll_keys(event, area):
            return
        if isinstance(event, Key) and event.name in ("up", "down"):
            area.by(44 if event.name == "down" else -44)
            return
        arrow_focus(event, ctx)

    def _done(self, ctx: Ctx) -> Outcome:
        if self.session.phase == "debrief":
            self.session.do(Finish())
            trouble = self.host.trouble(self.session)
            if trouble:
                ctx.toast(ctx.t("log.trouble", why=trouble), "warn")
        return Replace(self.host.menu())


def _luck(story: Story) -> int:
    if story.day is None or story.planned is None:
        return 0
    return story.day.kpi.cost_cent - story.planned.kpi.cost_cent
