"""The menu: the night map of the north, what can be played, and the day that waits to be gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pygame

from game.domain.errors import ContentFault, GameError
from game.ui import coach_menu, layout, measurement_menu, rounds_menu, widgets
from game.ui.context import Activate, Ctx, Key, UiEvent
from game.ui.host import arrow_focus, other_language
from game.ui.map_base import Camera
from game.ui.map_view import MapView
from game.ui.menu_cards import log_card, map_stops, scenario_card, title_of
from game.ui.menu_dialog import FaultDialog
from game.ui.paint import Painter
from game.ui.screen import BaseScreen, Outcome, Push, Quit, Replace
from game.ui.state import ScrollArea
from game.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from game.domain.scenario import Scenario
    from game.ui.board_tool import Deed
    from game.ui.host import Host

Rect = pygame.Rect
CARD_H, GAP = 84, 10
NORTH = Camera(222_000.0, 562_000.0, 150.0)


def night(ctx: Ctx) -> Ctx:
    """The same frame in the colours of the night: the menu is dark in both themes."""
    scheme: Scheme = "dark_high" if ctx.settings.scheme.endswith("_high") else "dark"
    painter = Painter(ctx.p.surface, Theme(scheme, ctx.settings.scale), ctx.p.type)
    return replace(ctx, p=painter, settings=replace(ctx.settings, scheme=scheme))


class MenuScreen(BaseScreen):
    """Choose a day; everything else is one step away."""

    at_night = True

    def __init__(self, host: Host) -> None:
        self.host = host
        self.scroll = ScrollArea()
        self.map = MapView(night=True)
        self.map.camera = NORTH
        self.dialog: FaultDialog | None = None
        self.chosen = ""
        self._drawn = False
        self._moved_for: tuple[str, Rect] | None = None

    def poll(self) -> bool:
        """Scenarios are read whole after the first frame."""
        return self._drawn and self.host.poll()

    def tick(self, now_ms: int) -> bool:
        """The map comes to rest."""
        return self.map.tick(now_ms)

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Left the choices, right the north at night."""
        ctx = night(ctx)
        self._drawn = True
        width = min(640, max(440, round(ctx.size[0] * 0.40)))
        left, right = layout.columns(ctx.rect, width, None)
        self._draw_map(ctx, right)
        ctx.p.fill(left, ctx.c.canvas)
        ctx.p.vline(left.right - 1, 0, left.bottom, ctx.c.line)
        full = ctx.mode == "full"
        inner = layout.pad(left, x=48 if full else 24, y=0)
        y = self._head(ctx, inner, full=full)
        foot = Rect(inner.x, left.bottom - (56 if full else 44), inner.w, 32)
        self._cards(ctx, Rect(inner.x - 8, y, inner.w + 16, foot.y - y - 8))
        self._foot(ctx, foot)
        if self.dialog is not None:
            self.dialog.draw(ctx)

    def _head(self, ctx: Ctx, inner: Rect, *, full: bool) -> int:
        top = 32 if full else 16
        widgets.logo(ctx, inner.x, top, 34 if full else 28)
        ctx.p.text_mid(inner.x + (46 if full else 38), top + (17 if full else 14), "Ritregie", "h2")
        box = Rect(inner.right - 34, top, 34, 32)
        hover = ctx.hovered("top.language")
        ctx.p.box(box, fill=ctx.c.surface2 if hover else ctx.c.surface, line=ctx.c.line_strong, radius=6)
        ctx.p.text_mid(
            box.centerx, box.centery, ctx.settings.lang.upper(), "small", ctx.c.text, weight=600, align="c"
        )
        widgets.focus_ring(ctx, "top.language", box)
        ctx.hit("top.language", box, label=ctx.t("ui.language"), tooltip=ctx.t("ui.language"))
        settings = Rect(box.x - 40, top, 32, 32)
        widgets.icon_button(ctx, "top.settings", settings, "settings", label=ctx.t("ui.settings"))
        self._who(ctx, settings, inner.x + 160)
        if not full:
            ctx.p.text(inner.x, top + 44, ctx.t("menu.hero_short"), "h4")
            return top + 72
        roomy = ctx.size[1] >= 840
        y = top + (84 if roomy else 58)
        for key in ("menu.hero_1", "menu.hero_2"):
            ctx.p.text(inner.x, y, ctx.t(key), "hero" if roomy else "display")
            y += 50 if roomy else 40
        y += round(ctx.p.paragraph(inner.x, y + 10, inner.w, ctx.t("menu.lead"), "lead", ctx.c.text2)) + 10
        return y + (28 if roomy else 16)

    def _who(self, ctx: Ctx, beside: Rect, left: int) -> None:
        """Who plays now: a click leads to the others."""
        name = self.host.player_name()
        wide = min(widgets.button_width(ctx, name, icon="user"), beside.x - 8 - left)
        box = Rect(beside.x - 8 - wide, beside.y, wide, 32)
        widgets.button(ctx, "top.player", box, name, kind="ghost", icon="user", tooltip=ctx.t("player.tip"))

    def _cards(self, ctx: Ctx, area: Rect) -> None:
        logs, known = self.host.unfinished_logs()[:3], self.host.listings()
        listings = rounds_menu.days(self.host)
        head, lesson = 30, coach_menu.offers(self.host, any(x.scenario == coach_menu.FIRST for x in logs))
        height = (64 + GAP) * (len(logs) + lesson) + (CARD_H + GAP) * len(listings) + head * (1 + bool(logs))
        height += rounds_menu.height(self.host) + measurement_menu.height(self.host)
        focus = ctx.memory.focus if ctx.memory.focus_visible else None
        with widgets.scroll(ctx, "menu.list", area, self.scroll, height) as top:
            y = round(top)
            box = Rect(area.x + 8, y, area.w - 16, 0)
            if logs:
                y = self._title(ctx, box.x, y, ctx.t("menu.go_on"))
            for i, log in enumerate(logs):
                self._show_focused(f"log.{i}", focus, y - top, 64)
                log_card(ctx, f"log.{i}", Rect(box.x, y, box.w, 64), log, known, primary=i == 0)
                y += 64 + GAP
            if lesson:
                self._show_focused("menu.lesson", focus, y - top, coach_menu.HEIGHT)
                coach_menu.card(ctx, Rect(box.x, y, box.w, coach_menu.HEIGHT), first=not logs)
                y += coach_menu.HEIGHT + GAP
            y = self._rounds(ctx, box.move(0, y - box.y), focus, top, first=True)
            y = self._title(ctx, box.x, y, ctx.t("menu.choose"))
            for listing in listings:
                name = f"scenario.{listing.id}"
                self._show_focused(name, focus, y - top, CARD_H)
                scenario_card(ctx, name, Rect(box.x, y, box.w, CARD_H), listing)
                y += CARD_H + GAP
            self._rounds(ctx, box.move(0, y - box.y), focus, top, first=False)

    def _rounds(self, ctx: Ctx, box: Rect, focus: str | None, top: float, *, first: bool) -> int:
        for door in (measurement_menu, rounds_menu) if first else (rounds_menu, measurement_menu):
            below = door.card(ctx, self.host, box, top=first)
            if below > box.y:
                self._show_focused(door.NAME, focus, box.y - top, door.HEIGHT)
            box = box.move(0, below - box.y)
        return box.y

    def _show_focused(self, name: str, focus: str | None, top: float, height: int) -> None:
        if name == focus and self.chosen != name:
            self.scroll.show(top - 8, height + 16)
            self.chosen = name

    def _title(self, ctx: Ctx, x: int, y: int, text: str) -> int:
        ctx.p.text(x, y + 2, text, "small", ctx.c.text2, weight=600)
        return y + 30

    def _foot(self, ctx: Ctx, rect: Rect) -> None:
        ctx.p.hline(rect.x, rect.right, rect.y - 8)
        x = rect.x - 8
        for name, icon in (("profile", "chart-bar"), ("settings", "settings"), ("quit", "logout")):
            label = ctx.t(f"menu.{name}")
            width = widgets.button_width(ctx, label, icon=icon)
            widgets.button(ctx, f"menu.{name}", Rect(x, rect.y, width, 32), label, kind="ghost", icon=icon)
            x += width + 4
        credit = "Natural Earth · GeoNames"
        if x + ctx.p.type.width(credit, "micro") < rect.right:
            ctx.p.text_mid(rect.right, rect.centery, credit, "micro", ctx.c.text2, align="r")

    def _draw_map(self, ctx: Ctx, rect: Rect) -> None:
        shown = self._shown(ctx)
        key = (shown.id if shown else "", rect)
        if key != self._moved_for:
            self._moved_for = key
            self.map.camera = replace(NORTH, m_per_px=NORTH.m_per_px * max(0.8, 700 / max(1, rect.h)))
        self.map.draw(ctx, rect, stops=map_stops(shown, ctx) if shown else (), controls=False)

    def _shown(self, ctx: Ctx) -> Scenario | None:
        """The scenario under the pointer or the focus; else the first one that was read."""
        for name in (ctx.memory.hover, ctx.memory.focus, self.chosen):
            if name and name.startswith("scenario."):
                return self.host.scenario(name.removeprefix("scenario."))
        return next((s for x in self.host.listings() if (s := self.host.scenario(x.id))), None)

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        from game.ui import palette_menu

        return tuple(palette_menu.deeds(self, ctx))

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Choose, go on, or read what is wrong."""
        if self.dialog is not None:
            self.dialog = self.dialog.after(event)
            return None
        match event:
            case Activate(id="top.language"):
                return other_language(ctx)
            case Activate(payload=what) if event.id.startswith(("scenario.", "log.", "menu.lesson")):
                return self.open(what, ctx)
            case Activate(id=name):
                return self._screen(name, event)
            case Key(name="return" | "enter"):
                return self.open(self._first(ctx), ctx)
        if not arrow_focus(event, ctx):
            self.map.handle(event)
        return None

    def _screen(self, name: str, event: UiEvent) -> Outcome:
        if name in ("top.settings", "menu.settings"):
            return Push(self.host.settings_screen())
        if name == "top.player":
            return Push(self.host.players_screen(self))
        if name == "menu.quit":
            return Quit()
        if name == "menu.profile":
            return Push(self.host.profile_screen())
        if name in (rounds_menu.NAME, measurement_menu.NAME):
            return Replace((rounds_menu if name == rounds_menu.NAME else measurement_menu).screen(self.host))
        self.map.handle(event)
        return None

    @staticmethod
    def _first(ctx: Ctx) -> object:
        """The log or scenario that stands on top of the list: what Enter opens."""
        hits = (h for h in ctx.hits.reachable() if h.id.startswith(("log.", "scenario.")))
        return next((h.payload for h in hits if h.role == "button"), None)

    def open(self, what: object, ctx: Ctx) -> Outcome:
        """Go on with a log, begin a scenario, or tell what is wrong with it."""
        from game.content.catalogue import Listing
        from game.ui.host import LogCard

        title = ctx.t("menu.cannot_open")
        try:
            if isinstance(what, LogCard):
                return self._go(self.host.resume(what.path), ctx)
            if what == coach_menu.FIRST:
                return self._go(coach_menu.start(self.host), ctx)
            if isinstance(what, Listing) and not what.faults:
                start = self.host.start_weeks if what.weeks else self.host.start
                return self._go(start(what.id), ctx)
            if isinstance(what, Listing):
                title = ctx.t("menu.broken", title=title_of(what, ctx))
                self._tell(title, self.host.faults(what))
        except ContentFault as why:
            self._tell(title, tuple(self._sentence(ctx, f.key, dict(f.values)) for f in why.faults))
        except GameError as why:
            self._tell(title, (self._sentence(ctx, f"error.{why.key}", why.values),))
        return None

    def _go(self, session: object, ctx: Ctx) -> Outcome:
        from game.session import Session
        from game.session_week import WeekSession

        assert isinstance(session, Session | WeekSession)
        trouble = self.host.trouble(session)
        if trouble:
            ctx.toast(ctx.t("log.trouble", why=trouble), "warn")
        return Replace(self.host.screen_for(session))

    def _tell(self, title: str, lines: tuple[str, ...]) -> None:
        self.dialog = FaultDialog(title, lines)

    @staticmethod
    def _sentence(ctx: Ctx, key: str, values: object) -> str:
        return ctx.t(key, **values) if isinstance(values, dict) else ctx.t(key)
