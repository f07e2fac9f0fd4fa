"""The gallery of plans: keep the plan as it is now, compare plans side by side, go back to one of them.

A tool of the board. Keys: G opens and closes it, K keeps, up and down walk, space chooses what is compared,
Enter restores, E renames, Delete removes, left and right change between list and comparison where there is
room for one of them only.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import pygame

from game.domain import commands as c
from game.ui import gallery_acts, gallery_compare, gallery_list, layout, widgets
from game.ui.board_tool import BarButton, BoardTool, Deed
from game.ui.context import Activate, Back, Ctx, Hover, Key, Resized, UiEvent
from game.ui.gallery_compare import Compared
from game.ui.gallery_list import ListLook, PlanRef
from game.ui.gallery_model import NOW, Shown, proposed_name, shown
from game.ui.gallery_state import MOST_COMPARED, GalleryState, gallery_of
from game.ui.host import speech
from game.ui.kpi_against import RivalRef
from game.ui.map_model import home_points
from game.ui.paint import Point
from game.ui.regions import Regions
from game.ui.theme import Space

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen

Rect = pygame.Rect
WORK_MS, QUIET_MS, SHOW_MS = 4.0, 600, 250
"""Time per frame for small maps and logs; nothing of it right after the player did something."""


class GalleryTool(BoardTool):
    """See the module text."""

    name = "gallery"

    def __init__(self, screen: BoardScreen) -> None:
        self.screen = screen
        self.regions = Regions()
        state = gallery_of(screen.desk, screen.host.log_folder())
        assert state is not None
        self.state: GalleryState = state
        self._plans: tuple[tuple[object, ...], tuple[Shown, ...]] = ((), ())
        self._around: tuple[frozenset[str], tuple[Point, ...]] = (frozenset(), ())
        self._shown = (0, 0)
        """(small maps that are shown, when they were last looked at): not a new frame for each of them."""
        self._event_ms = 0
        self._now = 0

    # -- what is shown -----------------------------------------------------------------------------
    def plans(self, ctx: Ctx) -> tuple[Shown, ...]:
        """Everything in the gallery, made once per change."""
        state, session = self.state, self.screen.session
        key = (self.screen.desk.stamp, session.revision, len(state.tries.found), state.gone,
               ctx.settings.lang)  # fmt: skip
        if self._plans[0] != key:
            self._plans = (key, shown(session, state.tries.found, speech(ctx), state.gone))
            if all(plan.id != state.cursor for plan in self._plans[1]):
                state.cursor = NOW
        return self._plans[1]

    def around(self) -> tuple[Point, ...]:
        """What every small map shows."""
        session = self.screen.session
        if self._around[0] != session.visible or not self._around[1]:
            self._around = (session.visible, home_points(session.system, session.visible))
        return self._around[1]

    def bar_button(self, ctx: Ctx) -> BarButton | None:
        """In the top bar, with the number of plans that are kept."""
        kept = len(self.screen.session.gallery.plans)
        return BarButton(id="gallery.open", icon="photo", label=ctx.t("gallery.button"), badge=kept,
                         active=self.state.open)  # fmt: skip

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """Opening it and keeping the plan."""
        return (
            Deed(id="gallery.open", label=ctx.t("gallery.deed_open"), do=self.toggle, shortcut="G",
                 icon="photo"),
            Deed(id="gallery.keep", label=ctx.t("gallery.keep"), do=self.keep, shortcut="Shift+K",
                 icon="device-floppy", enabled=bool(self.screen.session.plan.covered())),
        )  # fmt: skip

    # -- drawing -----------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Everything below the top bar; the top bar stays within reach."""
        state = self.state
        self._now = ctx.now_ms
        if not state.open:
            return
        sheet = Rect(0, Space.TOP_BAR, ctx.size[0], max(0, ctx.size[1] - Space.TOP_BAR))
        bar = [hit for hit in ctx.hits if hit.rect.bottom <= Space.TOP_BAR]
        ctx.p.fill(sheet, ctx.c.canvas)
        ctx.hits.barrier()
        for hit in bar:
            ctx.hits.add(hit)
        ctx.hit("gallery.sheet", sheet, "area")
        head, body = layout.cut_top(sheet, 52 if ctx.mode == "full" else 44)
        plans = self.plans(ctx)
        self._head(ctx, head, plans)
        if ctx.mode == "full":
            list_rect, compare = layout.cut_left(body, 400 if ctx.size[0] >= 1500 else 372)
            self._list(ctx, list_rect, plans)
            self._compare(ctx, compare, plans)
            ctx.p.vline(compare.x, body.y, body.bottom, ctx.c.line)
        elif state.area == "list":
            self._list(ctx, body, plans)
        else:
            self._compare(ctx, body, plans)
        if state.renaming:
            gallery_acts.draw_rename(ctx, state)

    def _head(self, ctx: Ctx, rect: Rect, plans: Sequence[Shown]) -> None:
        ctx.p.fill(rect, ctx.c.surface)
        ctx.p.hline(rect.x, rect.right, rect.bottom - 1)
        close = Rect(rect.right - 44, rect.centery - 16, 32, 32)
        widgets.icon_button(ctx, "gallery.close", close, "close", label=ctx.t("ui.close"))
        keep = (ctx.t("gallery.keep"), ctx.t("gallery.keep_short"))
        full = ctx.mode == "full"
        width = widgets.button_width(ctx, keep[0 if full else 1], icon="device-floppy") + 8
        box = Rect(close.x - width - 12, rect.centery - 16, width, 32)
        planned = bool(self.screen.session.plan.covered())
        widgets.button(ctx, "gallery.keep", box, keep, kind="primary", icon="device-floppy", enabled=planned,
                       tooltip=ctx.t("gallery.keep_tip"))  # fmt: skip
        x = rect.x + 16 + ctx.p.text_mid(rect.x + 16, rect.centery, ctx.t("gallery.title"), "h3") + 10
        if not full:
            items = [(name, ctx.t(f"gallery.area.{name}")) for name in ("list", "compare")]
            area = Rect(round(x) + 6, rect.centery - 15, min(260, box.x - round(x) - 20), 30)
            widgets.segmented(ctx, "gallery.area", area, items, self.state.area)
            return
        hint = ctx.t("gallery.hint", n=len(plans), most=MOST_COMPARED)
        room = box.x - x - 16
        ctx.p.text_mid(x, rect.centery + 1, ctx.p.type.fit(hint, room, "small"), "small", ctx.c.text2)

    def _list(self, ctx: Ctx, rect: Rect, plans: tuple[Shown, ...]) -> None:
        state = self.state
        key = (*self._plans[0], state.cursor, tuple(state.pinned), self._shown[0], state.gone,
               state.list_scroll.offset)  # fmt: skip
        look = ListLook(world=self.screen.session.system, around=self.around(), plans=plans)

        def paint() -> None:
            ctx.p.fill(rect, ctx.c.surface2)
            gallery_list.draw(ctx, rect, state, look)

        self.regions.draw(ctx, "list", rect, key, paint)

    def _compare(self, ctx: Ctx, rect: Rect, plans: tuple[Shown, ...]) -> None:
        state = self.state
        chosen = state.compared(plans)
        key = (*self._plans[0], tuple(p.id for p in chosen), self._shown[0], state.body_scroll.offset)
        about = Compared(world=self.screen.session.system, around=self.around(), plans=chosen)
        self.regions.draw(
            ctx, "compare", rect, key, lambda: gallery_compare.draw(ctx, rect, state, about)
        )

    # -- time --------------------------------------------------------------------------------------
    def tick(self, now_ms: int) -> bool:
        """Small maps while it is open; earlier tries while nobody is busy."""
        state, asked = self.state, False
        self._now = now_ms
        if state.gone and now_ms >= state.gone_ms:
            gallery_acts.forget(self.screen, state)
            asked = True
        if state.open and state.small.busy:
            state.small.work(WORK_MS)
            if not state.small.busy or now_ms - self._shown[1] > SHOW_MS:
                asked, self._shown = True, (state.small.count, now_ms)
        elif not state.tries.done and now_ms - self._event_ms > QUIET_MS and self.screen.desk.hand is None:
            asked |= state.tries.work(WORK_MS)
        return asked

    # -- events ------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Its own keys and buttons; while it is open everything but the top bar."""
        self._event_ms = ctx.now_ms
        if isinstance(event, Activate) and event.id == "gallery.open":
            self.toggle(ctx)
            return True
        if isinstance(event, Activate) and isinstance(event.payload, RivalRef):
            self._beside(event.payload.id, ctx)
            return True
        if not self.state.open:
            return isinstance(event, Key) and self._from_board(event, ctx)
        if self.state.renaming:
            gallery_acts.rename_event(self.screen, self.state, event, ctx)
            return True
        return self._within(event, ctx)

    def _within(self, event: UiEvent, ctx: Ctx) -> bool:
        """While it is open; False for what the top bar and the board may still have."""
        match event:
            case Back():
                self.toggle(ctx)
            case Key():
                return not event.ctrl and gallery_acts.on_key(self, event, ctx)
            case Activate():
                if event.hit.rect.bottom <= Space.TOP_BAR and not event.id.startswith("gallery."):
                    return False
                self._activate(event, ctx)
        return not isinstance(event, Hover | Resized)

    def _from_board(self, event: Key, ctx: Ctx) -> bool:
        if event.ctrl or event.alt:
            return False
        if event.name == "g":
            self.toggle(ctx)
        elif event.name == "k" and event.shift:
            self.keep(ctx)
        else:
            return False
        return True

    def _activate(self, event: Activate, ctx: Ctx) -> None:
        state, kind = self.state, event.id.split(".")[1]
        match event.payload:
            case PlanRef(id=name) if kind == "card":
                again = state.cursor == name
                state.cursor = name
                if event.double or (again and ctx.memory.focus_visible):
                    self.pin(name, ctx)
            case PlanRef(id=name) if kind == "pin":
                self.pin(name, ctx)
            case PlanRef(id=name):
                gallery_acts.act(self, kind, name, ctx)
            case str(name) if kind == "area":
                state.area = name
            case _:
                self._button(kind, ctx)

    def _button(self, kind: str, ctx: Ctx) -> None:
        if kind == "close":
            self.toggle(ctx)
        elif kind == "keep":
            self.keep(ctx)
        elif kind == "back":
            self.state.gone = ""

    def toggle(self, ctx: Ctx) -> None:
        """Open or close it."""
        state = self.state
        state.open = not state.open
        ctx.memory.focus = None
        if state.open:
            state.cursor, state.area = NOW, "list"
            state.list_scroll.offset = state.body_scroll.offset = 0
        else:
            gallery_acts.forget(self.screen, state)

    def _beside(self, plan: str, ctx: Ctx) -> None:
        """Open it with the plan now and another one side by side."""
        if not self.state.open:
            self.toggle(ctx)
        self.state.pinned, self.state.area, self.state.cursor = [NOW, plan], "compare", plan

    def keep(self, ctx: Ctx) -> None:
        """Put the plan as it stands into the gallery, under a name that can be changed."""
        session = self.screen.session
        if not session.plan.covered():
            ctx.toast(ctx.t("gallery.keep_nothing"), "info")
            return
        name = proposed_name(session, speech(ctx), datetime.now())
        if self.screen.do(c.Keep(text=name), ctx):
            self.state.cursor = next(reversed(session.gallery.plans))
            gallery_list.show(self.plans(ctx), self.state)
            ctx.toast(ctx.t("gallery.kept", name=name), "ok")

    def pin(self, name: str, ctx: Ctx) -> None:
        """Choose a plan to compare, or leave it out again."""
        if not self.state.pin(name):
            ctx.toast(ctx.t("gallery.most", most=MOST_COMPARED), "info")
