"""The briefing: who, what, where and when, what to watch, and the first minute for a newcomer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pygame

from game.domain.commands import Begin
from game.domain.measurement import AID
from game.session import Session
from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.glossary_tool import GlossaryTool
from game.ui.host import arrow_focus, bar_event, scroll_keys, speech
from game.ui.map_model import home_points, map_zones
from game.ui.map_sites import place_stops
from game.ui.map_view import MapView
from game.ui.no_help import phases, subtitle
from game.ui.screen import BaseScreen, Outcome, Replace
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.domain.scenario import Scenario
    from game.domain.world import Load, Vehicle
    from game.session_week import WeekSession
    from game.ui.host import Host

Rect = pygame.Rect
Line = tuple[str, str]
"""(icon, sentence)."""
ROW_H = 44
TABS = ("story", "map", "fleet")
DRIVE_ICONS = {"battery": "bolt-filled", "hvo": "droplet-filled", "diesel": "gas-station"}


class BriefingScreen(BaseScreen):
    """Reads the scenario aloud; one button begins."""

    steps, begins = "brief.step", "brief.begin"
    """Text keys: of the first three steps (with `_1` to `_3`), and of the button."""

    def __init__(self, host: Host, session: Session | WeekSession) -> None:
        self.host, self.session = host, session
        self.story, self.fleet = ScrollArea(), ScrollArea()
        self.map = MapView()
        self.tab = TABS[0]
        self.words = GlossaryTool(helps=True)
        self._fitted: Rect | None = None
        if getattr(session, "aid", "") == AID:
            self.steps = "measure.step"

    def tick(self, now_ms: int) -> bool:
        """The map comes to rest."""
        return self.map.tick(now_ms)

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Left the story, right the places and the fleet; tabs where there is less room."""
        scenario = self.session.scenario
        self._bar(ctx)
        _bar, body = layout.cut_top(ctx.rect, 52)
        if ctx.mode == "full":
            left, right = layout.columns(body, round(body.w * 0.46), None)
            self._draw_story(ctx, left)
            fleet_h = min(40 + ROW_H * len(scenario.system.vehicles), round(right.h * 0.5))
            above, below = layout.rows(right, None, fleet_h)
            self._draw_map(ctx, above)
            self._draw_fleet(ctx, below)
            ctx.p.vline(left.right, body.y, body.bottom)
        else:
            self._tabbed(ctx, body)
        self.words.draw(ctx)

    def _bar(self, ctx: Ctx) -> None:
        scenario, session = self.session.scenario, self.session
        assert isinstance(session, Session)
        widgets.top_bar(
            ctx, title=scenario.text(ctx.settings.lang, "title"),
            subtitle=subtitle(ctx, session, speech(ctx).day(scenario.day)), phases=phases(ctx, session),
            current="briefing",
        )  # fmt: skip

    def _tabbed(self, ctx: Ctx, body: Rect) -> None:
        head, body = layout.cut_top(body, 40)
        ctx.p.fill(head, ctx.c.surface)
        widgets.tabs(ctx, "tab", head, [(k, ctx.t(f"brief.tab.{k}"), 0) for k in TABS], self.tab)
        {"story": self._draw_story, "map": self._draw_map, "fleet": self._draw_fleet}[self.tab](ctx, body)

    def _draw_story(self, ctx: Ctx, rect: Rect) -> None:
        ctx.p.fill(rect, ctx.c.surface)
        label = ctx.t(self.begins)
        foot = Rect(rect.x, rect.bottom - 72, rect.w, 72)
        view = Rect(rect.x, rect.y, rect.w, foot.y - rect.y)
        height = self._story(ctx, view, 0, paint=False)
        with widgets.scroll(ctx, "brief.story", view, self.story, height) as top:
            self._story(ctx, view, top, paint=True)
        ctx.p.hline(foot.x, foot.right, foot.y)
        wide = widgets.button_width(ctx, label, icon="play", size="large")
        go = Rect(foot.x + 32, foot.y + 12, wide, 48)
        widgets.button(ctx, "brief.begin", go, label, kind="primary", icon="play", size="large")
        widgets.key_cap(ctx, go.right + 16, go.centery - 10, "Enter")

    def _story(self, ctx: Ctx, rect: Rect, top: float, *, paint: bool) -> float:
        """Paint, or only measure, the reading column; returns its height."""
        flow = _Flow(ctx, rect.x + 32, top + 20, rect.w - 64, paint=paint)
        scenario, lang = self.session.scenario, ctx.settings.lang
        eyebrow = ctx.t("brief.eyebrow", level=scenario.level, minutes=scenario.minutes)
        flow.text(eyebrow, "small", ctx.c.text2, weight=600)
        flow.text(scenario.text(lang, "title"), "display")
        flow.gap(6)
        flow.text(scenario.text(lang, "intro"), "lead", step=22)
        flow.gap(14)
        flow.heading(ctx.t("brief.goals"))
        for goal in _goals(scenario, lang):
            flow.item("target", goal, ctx.c.accent)
        flow.gap(12)
        flow.heading(ctx.t("brief.first_minute"))
        for number in (1, 2, 3):
            flow.numbered(number, ctx.t(f"{self.steps}_{number}"))
        flow.gap(12)
        flow.heading(ctx.t("brief.watch"))
        for icon, text in watch(ctx, scenario, helped=self._helped):
            flow.item(icon, text, ctx.c.text2)
        return flow.y - top + 20

    @property
    def _helped(self) -> bool:
        """False in a round by hand; weeks have none, and in a measurement help comes after the hand-in."""
        return getattr(self.session, "aid", "full") != "none"

    def _draw_map(self, ctx: Ctx, rect: Rect) -> None:
        world = self.session.scenario.system
        lang = speech(ctx)
        if self._fitted != rect:
            self._fitted = rect.copy()
            self.map.fit(home_points(world, self.session.visible), layout.pad(rect, 8))
        stops = [
            replace(s, label=world.places[s.id.partition("/")[2]].name) if s.state == "depot" else s
            for s in place_stops(world, lang)
        ]
        self.map.draw(ctx, rect, stops=stops, zones=map_zones(world, lang))

    def _draw_fleet(self, ctx: Ctx, rect: Rect) -> None:
        ctx.p.fill(rect, ctx.c.surface)
        world = self.session.scenario.system
        head, body = layout.cut_top(rect, 40)
        ctx.p.hline(rect.x, rect.right, rect.y)
        ctx.p.text_mid(head.x + 16, head.centery, ctx.t("brief.fleet"), "h4")
        count = ctx.t("menu.vehicle" if len(world.vehicles) == 1 else "menu.vehicles", n=len(world.vehicles))
        ctx.p.text_mid(head.right - 16, head.centery, count, "small", ctx.c.text2, align="r")
        vehicles = list(world.vehicles.values())
        for i, row in widgets.rows(ctx, "brief.fleet", body, self.fleet, len(vehicles), ROW_H):
            self._vehicle(ctx, row, vehicles[i])

    def _vehicle(self, ctx: Ctx, row: Rect, vehicle: Vehicle) -> None:
        ctx.p.hline(row.x, row.right, row.y)
        kind, driver = vehicle.class_, self.session.scenario.system.drivers[vehicle.driver]
        drive = {"battery": ctx.c.battery, "hvo": ctx.c.hvo}.get(kind.drive, ctx.c.diesel)
        ctx.p.truck(row.x + 16, row.centery - 7, kind.kind, ctx.c.text2)
        ctx.p.icon(row.x + 88, row.centery - 8, DRIVE_ICONS.get(kind.drive, "gas-station"), 16, drive)
        x, third = row.x + 116, (row.w - 132) / 3
        says = speech(ctx)
        hours = ctx.t("brief.hours", start=says.clock(driver.from_s), end=says.clock(driver.to_s))
        ctx.p.text(x, row.y + 4, ctx.p.type.fit(says.fleet(vehicle.name), third - 8, weight=500), weight=500)
        ctx.p.text(x, row.y + 23, ctx.t(f"drive.{kind.drive}"), "small", drive)
        ctx.p.text(x + third, row.y + 4, ctx.p.type.fit(driver.name, third - 8))
        ctx.p.text(x + third, row.y + 23, hours, "small", ctx.c.text2)
        room = row.right - 16 - (x + 2 * third)
        parts = list(capacity(ctx, kind.capacity))
        first = ctx.p.type.fit([" · ".join(parts[:2]), parts[0]] if parts else "", room)
        ctx.p.text(row.right - 16, row.y + 4, first, align="r")
        range_ = ctx.t("brief.battery", kwh=says.number(kind.battery_wh / 1000)) if kind.battery_wh else ""
        second = ctx.p.type.fit(range_, room, "small")
        ctx.p.text(row.right - 16, row.y + 23, second, "small", ctx.c.text2, align="r")

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Begin, go back, or look around; F1 tells the words."""
        if self.words.handle(event, ctx):
            return None
        match event:
            case Activate(id="brief.begin") | Key(name="return" | "enter"):
                return self._begin(ctx)
            case Back() | Activate(id="top.home"):
                self.host.forget(self.session)
                return Replace(self.host.menu())
            case Activate(id=name, payload=str(tab)) if name.startswith("tab."):
                self.tab = tab
            case Activate():
                self.map.handle(event)
            case _ if not (scroll_keys(event, self.story) or arrow_focus(event, ctx)):
                self.map.handle(event)
        return bar_event(self.host, event, ctx)

    def _begin(self, ctx: Ctx) -> Outcome:
        assert isinstance(self.session, Session)
        self.session.do(Begin())
        trouble = self.host.trouble(self.session)
        if trouble:
            ctx.toast(ctx.t("log.trouble", why=trouble), "warn")
        return Replace(self.host.screen_for(self.session))


class _Flow:
    """Text from top to bottom; measures when `paint` is False."""

    def __init__(self, ctx: Ctx, x: int, y: float, width: int, *, paint: bool) -> None:
        self.ctx, self.x, self.y, self.width, self.paint = ctx, x, y, width, paint

    def gap(self, pixels: int) -> None:
        self.y += pixels

    def text(
        self, words: str, token: str, color: tuple[int, int, int] | None = None, *, step: int = 0,
        indent: int = 0, weight: int | None = None,
    ) -> None:  # fmt: skip
        step = step or self.ctx.p.type.style(token).line
        for line in self.ctx.p.type.wrap(words, self.width - indent, token, weight):  # type: ignore[arg-type]
            if self.paint:
                self.ctx.p.text(self.x + indent, self.y, line, token, color, weight=weight)  # type: ignore[arg-type]
            self.y += step

    def heading(self, words: str) -> None:
        self.text(words, "h4")
        self.gap(6)

    def item(self, icon: str, words: str, color: tuple[int, int, int]) -> None:
        if self.paint:
            self.ctx.p.icon(self.x, self.y + 1, icon, 18, color)
        self.text(words, "body", indent=30)
        self.gap(6)

    def numbered(self, number: int, words: str) -> None:
        if self.paint:
            c = self.ctx.c
            self.ctx.p.disc((self.x + 9, self.y + 10), 10, c.accent_tint)
            self.ctx.p.text_mid(
                self.x + 9, self.y + 10, str(number), "small", c.accent_text, weight=600, align="c"
            )
        self.text(words, "body", indent=30)
        self.gap(6)


def _goals(scenario: Scenario, lang: str) -> Iterator[str]:
    for number in range(1, 10):
        key = f"goal.{number}"
        text = scenario.text(lang, key)
        if text == key:
            return
        yield text


def capacity(ctx: Ctx, load: Load) -> Iterator[str]:
    """What fits, in the units that the load counts in, largest meaning first."""
    says = speech(ctx)
    if load.roll_cages:
        yield ctx.t("unit.cages", n=says.number(load.roll_cages))
    if load.pallets:
        yield ctx.t("unit.pallets", n=says.number(load.pallets))
    if load.kg:
        yield f"{says.number(load.kg)} kg"
    if load.ldm_cm:
        yield ctx.t("unit.ldm", n=says.number(load.ldm_cm / 100, 1))


def watch(ctx: Ctx, scenario: Scenario, *, helped: bool = True) -> Iterator[Line]:
    """What a planner looks at first, from the scenario's own figures."""
    world, says = scenario.system, speech(ctx)
    orders = [o for o in world.orders.values() if o.id not in scenario.optional_orders]
    closes = [w.close_s for o in orders for w in (*o.pickup_windows, *o.delivery_windows)]
    if closes:
        yield "clock", ctx.t("brief.windows", n=len(orders), clock=says.clock(min(closes)))
    hours = world.hours
    yield "coffee", ctx.t(
        "brief.law", drive=says.hours(hours.drive_before_break_s), rest=says.minutes(hours.break_s),
        day=says.hours(hours.drive_day_s),
    )  # fmt: skip
    batteries = sum(1 for v in world.vehicles.values() if v.class_.battery_wh)
    if batteries:
        share = says.percent(world.battery_reserve_share)
        key = "brief.batteries" if batteries > 1 else "brief.one_battery"
        yield "bolt", ctx.t(key, n=batteries, share=share)
    if scenario.moments:
        key = "brief.moments" if len(scenario.moments) > 1 else "brief.one_moment"
        key = key if helped else "brief.moments_by_hand"
        yield "adjustments", ctx.t(key, n=len(scenario.moments))
    kinds: dict[str, dict[str, None]] = {}
    for cause in scenario.disruptions:
        kinds.setdefault(cause.kind, {})[cause.subject] = None
    risks = [ctx.t(f"brief.risk.{kind}", subject=", ".join(on)) for kind, on in kinds.items()]
    if risks:
        yield "alert-triangle", ctx.t("brief.risks", risks="; ".join(risks))
