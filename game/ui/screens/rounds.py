"""Two rounds: what it is, whose turn it is, the short result of a round, and both beside each other.

Hits: `rounds.go` (begin or go on), `rounds.again`, `rounds.menu`, `rounds.debrief.<nr>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain.commands import Finish
from game.domain.errors import GameError
from game.ui import layout, rounds_table, rounds_view, widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.drop_preview import error_text
from game.ui.host import arrow_focus, bar_event, scroll_keys
from game.ui.menu_cards import title_of
from game.ui.rounds_view import Block, View
from game.ui.screen import BaseScreen, Outcome, Replace
from game.ui.screens import of_phase
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.host import Host
    from game.ui.program_rounds import Rounds

Rect = pygame.Rect
WIDEST, FOOT = 1080, 60
LEAVE = ("rounds.menu", "top.home")


class RoundsScreen(BaseScreen):
    """`session`: the round that has just ended; its log is closed when the player goes on from here."""

    def __init__(self, host: Host, rounds: Rounds, session: Session | None = None) -> None:
        self.host, self.rounds, self.session = host, rounds, session
        self.scroll = ScrollArea()
        self._had: object = self

    def poll(self) -> bool:
        """The group's estimate and the worth of decisions come from beside the screen."""
        weighed = self.session is not None and self.host.weigh(self.session)
        made = self.rounds.group()
        changed, self._had = made is not self._had, made
        return changed or weighed

    def view(self, ctx: Ctx) -> View:
        """The latest pair, or one that could begin."""
        pairs = self.rounds.pairs()
        pair = pairs[0] if pairs else None
        titles = {x.id: title_of(x, ctx) for x in self.host.listings()}
        return View(order=pair.order if pair else self.rounds.next_order(), pair=pair, titles=titles)

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """One column, and a foot with what comes next."""
        widgets.top_bar(ctx, title=ctx.t("rounds.title"), subtitle=ctx.t("rounds.own"))
        _bar, body = layout.cut_top(ctx.rect, 52)
        ctx.p.fill(body, ctx.c.canvas)
        foot, body = layout.cut_bottom(body, FOOT)
        wide = min(WIDEST, body.w - (64 if ctx.mode == "full" else 32))
        left, view = body.centerx - wide // 2, self.view(ctx)
        blocks = self._blocks(ctx, wide, view)
        with widgets.scroll(ctx, "rounds", body, self.scroll, sum(h for h, _paint in blocks)) as top:
            y = round(top)
            for height, paint in blocks:
                paint(Rect(left, y, wide, height))
                y += height
        self._foot(ctx, foot, Rect(left, foot.y, wide, foot.h), view)

    def _blocks(self, ctx: Ctx, wide: int, view: View) -> list[Block]:
        space = rounds_view.gap(14)
        cards = rounds_view.cards(ctx, wide, view)
        first = [space, rounds_view.banner(ctx, wide), space]
        if view.pair is None or not view.pair.complete:
            lead = rounds_view.paragraph(ctx, wide, ctx.t("rounds.lead"), lead=True)
            if view.pair is not None and ctx.mode != "full":  # room for the result of the first round
                return [*first, cards, space, *self._notes(ctx, wide, view), space]
            return [*first, lead, space, cards, space, *self._notes(ctx, wide, view), space]
        group = rounds_table.group(ctx, wide, self.rounds.group())
        return [*first, rounds_table.table(ctx, view.pair), space, group, space, cards, space,
                *self._notes(ctx, wide, view), space]  # fmt: skip

    @staticmethod
    def _notes(ctx: Ctx, wide: int, view: View) -> list[Block]:
        """In which order it is played, what is compared and what is not."""
        one, two = (view.titles.get(r.scenario, r.scenario) for r in view.order.rounds)
        order = ctx.t("rounds.time")
        if view.pair is not None and view.pair.complete:
            order = ctx.t(f"rounds.played_{view.order.first.aid}", a=one, b=two)
        texts = f"{ctx.t('rounds.drawn')} {order}", ctx.t("rounds.compared"), ctx.t("rounds.not_compared")
        made = [rounds_view.paragraph(ctx, wide, text) for text in texts]
        return [part for each in made for part in (each, rounds_view.gap(6))]

    def _foot(self, ctx: Ctx, bar: Rect, rect: Rect, view: View) -> None:
        go = self._next(ctx, view)
        kind = "default" if go[0] == "rounds.again" else "primary"
        rounds_view.foot(ctx, bar, rect, "rounds.menu", go, kind=kind, enter=go[0] == "rounds.go")

    def _next(self, ctx: Ctx, view: View) -> tuple[str, str, str]:
        """Id, words and icon of what comes next."""
        following = view.pair.next_round if view.pair else view.order.first
        if following is None:
            return "rounds.again", ctx.t("rounds.again"), "refresh"
        busy = view.state(following) == "busy"
        return "rounds.go", ctx.t("rounds.go_on" if busy else "rounds.begin", n=following.nr), "play"

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Play, look back, or leave."""
        if isinstance(event, Back) or (isinstance(event, Activate) and event.id in LEAVE):
            self._close()
            return Replace(self.host.menu())
        match event:
            case Activate(id="rounds.go"):
                return self._go(ctx)
            case Key(name="return" | "enter") if ctx.hits.get("rounds.go") is not None:
                return self._go(ctx)
            case Activate(id="rounds.again"):
                return self._begin(ctx, again=True)
            case Activate(payload=int(nr)) if event.id.startswith("rounds.debrief."):
                return self._debrief(nr, ctx)
        used = scroll_keys(event, self.scroll) or arrow_focus(event, ctx)
        return None if used else bar_event(self.host, event, ctx)

    def _close(self) -> None:
        """The round's log is complete."""
        if self.session is not None and self.session.phase == "debrief":
            self.session.do(Finish())
        self.session = None

    def _go(self, ctx: Ctx) -> Outcome:
        view = self.view(ctx)
        following = view.pair.next_round if view.pair else None
        played = view.pair.played(following.nr) if view.pair and following else None
        if played is None:
            return self._begin(ctx)
        try:
            return Replace(self.host.screen_for(self.host.resume(played.path)))
        except GameError as why:
            ctx.toast(error_text(ctx, why), "bad")
        return None

    def _begin(self, ctx: Ctx, *, again: bool = False) -> Outcome:
        view = self.view(ctx)
        self._close()
        pair = None if again else view.pair
        session = self.rounds.begin(pair, view.order.other if again else view.order)
        trouble = self.host.trouble(session)
        if trouble:
            ctx.toast(ctx.t("log.trouble", why=trouble), "warn")
        return Replace(self.host.screen_for(session))

    def _debrief(self, nr: int, ctx: Ctx) -> Outcome:
        """The debrief of a round; leaving it leads to the menu."""
        view = self.view(ctx)
        played = view.pair.played(nr) if view.pair else None
        if played is None:
            return None
        session: object = self.session
        path = getattr(getattr(session, "journal", None), "path", None)
        try:
            session = self.host.resume(played.path) if path != played.path else session
        except GameError as why:
            ctx.toast(error_text(ctx, why), "bad")
            return None
        return Replace(of_phase("debrief")(self.host, session))  # type: ignore[arg-type]
