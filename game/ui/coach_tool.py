"""The coach on a screen: takes in what is there, points, and answers its own buttons.

F2 puts the focus on what it points at, and once more on its card. Hits: see `coach_card`; `coach.open`
brings it back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.content.coach import Step
from game.session import Session
from game.ui import coach_aside, coach_card, widgets
from game.ui.board_tool import BarButton, BoardTool, Deed
from game.ui.coach import Coach, coach_of
from game.ui.coach_card import Laid, Said
from game.ui.coach_eyes import Eyes, Look
from game.ui.coach_facts import Seen, holds, named, placed
from game.ui.coach_place import obstacles, place
from game.ui.context import Activate, Ctx, Key, UiEvent
from game.ui.motion import Tween
from game.ui.regions import Regions, looks

Rect = pygame.Rect
CLOSE_IN_MS = 420
PILL_H = 32


class CoachTool(BoardTool):
    """See the module text. `bar`: the screen has a bar with tools, so no pill is needed."""

    name = "coach"

    def __init__(
        self, host: object, session: Session, eyes: Eyes, *, bar: bool = True,
        hush: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.coach: Coach | None = coach_of(session, host)
        self.eyes, self.bar = eyes, bar
        self.hush = hush
        """Takes away the screen's own first hint while the coach speaks."""
        self.rect: Rect | None = None
        """Where the card lies; None while there is none."""
        self.aside: Rect | None = None
        """Where the card beside a dialog lies, and what it says."""
        self.beside: Laid | None = None
        self._kept: Rect | None = None
        self.target: Rect | None = None
        self.end: Rect | None = None
        """Where a drag would end."""
        self.pointed = ""
        """The hit id that it points at."""
        self._step = ""
        self.regions = Regions()
        self._laid: tuple[tuple[object, ...], Laid, Rect] | None = None
        self._at = ("", "")
        """(step, hit id) for which the card got its place."""
        self._tween = Tween(0, 0, 0, 0)
        self._moving = False

    # -- painting --------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Look, then the card and its pointer where they may be seen."""
        coach = self.coach
        if coach is None:
            return
        look = self.eyes(ctx)
        coach.see(look.seen, look.looked)
        if look.covered or len(ctx.hits.reachable()) < len(ctx.hits):
            self.rect = self.target = self.end = None
            return
        if coach.shown:
            self.hush()
            self._card(ctx, coach, look)
        else:
            self.rect = self.target = self.end = None
            if coach.state == "paused" and not self.bar:
                self._pill(ctx)

    def draw_over(self, ctx: Ctx) -> None:
        """Beside a dialog, when everything else is painted: what to do with it."""
        self.aside = None
        coach = self.coach
        if coach is None or not (coach.shown and coach.state == "running") or self.rect is not None:
            return
        look = self.eyes(ctx)
        lies_over = len(ctx.hits.reachable()) < len(ctx.hits)
        if lies_over and not look.holding and (look.dialog or not look.covered):
            told = coach_aside.said(ctx, look.dialog, ctx.t("coach.name"))
            found = coach_aside.draw(ctx, told, self.regions)
            self.beside, self.aside = found if found is not None else (None, None)

    def _card(self, ctx: Ctx, coach: Coach, look: Look) -> None:
        offered = coach.state == "offered"
        self.target, self.end = (None, None) if offered else self._targets(ctx, coach.step, look)
        end = self.end
        self._animate(ctx, coach)
        if self.target is not None and not (look.holding and end is not None):
            coach_card.ring(ctx, self.target, 1 - self._tween.at(ctx.now_ms) if self._moving else 0.0)
        if end is not None:
            coach_card.ring(ctx, end, 0.0)
        if look.holding:
            self.rect = None
            return
        targets = [t for t in (self.target, end) if t is not None]
        laid, self.rect = self._place(ctx, self._said(ctx, coach), targets)
        if self.target is not None and end is not None:
            coach_card.way(ctx, self.target, end)
        if self.target is not None:
            coach_card.line(ctx, self.rect, self.target)
        coach_card.draw(ctx, self.rect, laid, self.regions)

    def _place(self, ctx: Ctx, said: Said, targets: Sequence[Rect]) -> tuple[Laid, Rect]:
        """The card that is clear of what it points at; the low one where the usual one is not."""
        room = ctx.hits.get("map")
        wide = [t.inflate(12, 12) for t in targets]
        wide += [hit.rect for hit in ctx.hits if hit.id == "ask.card"]  # which the player just opened
        area = room.rect if room is not None else None
        key = (self._step, self.pointed, said, tuple(map(tuple, wide)), *looks(ctx))
        if self._laid is not None and self._laid[0] == key:
            return self._laid[1], self._laid[2]
        now = (self._step, self.pointed)
        before, self._at = (self._kept if now == self._at else None), now
        soft = obstacles(ctx.hits, ctx.rect)
        laid = coach_card.lay(ctx, said)
        self._kept, clear = place(laid.size, ctx.rect, wide, soft, area, before)
        if not clear:
            laid = coach_card.lay_flat(ctx, said)
            self._kept, _ = place(laid.size, ctx.rect, wide, soft, area)
        self._laid = (key, laid, self._kept)
        return laid, self._kept

    def _targets(self, ctx: Ctx, step: Step, look: Look) -> tuple[Rect | None, Rect | None]:
        """What is pointed at, and where a drag ends."""
        self.pointed, target = "", None
        for each in step.point:
            if each.unless and holds(each.unless, self._now(look)):
                continue
            target = self._rect(ctx, each.target, look)
            if target is not None:
                self.pointed = placed(each.target, look.seen.session)
                break
        drags = self.pointed.startswith(("order.", "block."))
        end = self._rect(ctx, step.to, look) if step.to and drags else None
        return target, end

    def _now(self, look: Look) -> Seen:
        return self.coach.complete(look.seen) if self.coach is not None else look.seen

    @staticmethod
    def _rect(ctx: Ctx, target: str, look: Look) -> Rect | None:
        name = placed(target, look.seen.session)
        if name.startswith("lane."):
            lane = look.lane(name.removeprefix("lane."))
            return lane.clip(ctx.rect) if lane is not None else None
        hit = ctx.hits.get(name) if name else None
        return hit.rect if hit is not None else None

    def _animate(self, ctx: Ctx, coach: Coach) -> None:
        """The ring closes in on the next thing, once."""
        if coach.step.id != self._step:
            self._step = coach.step.id
            self._tween = Tween(0, 1, ctx.now_ms, 0 if ctx.settings.less_motion else CLOSE_IN_MS)
        self._moving = self._tween.running(ctx.now_ms)

    def _said(self, ctx: Ctx, coach: Coach) -> Said:
        lesson, step, lang = coach.lesson, coach.step, ctx.settings.lang
        if coach.state == "offered":
            note = ctx.t("coach.minutes", n=lesson.minutes)
            return Said(title=lesson.text(lang, "title"), note=note, say=lesson.text(lang, "offer"),
                        offer=True, primary=ctx.t("coach.start"))  # fmt: skip
        number, count = coach.count
        say = lesson.text(lang, f"{step.id}.{coach.hint or 'say'}")
        primary = "" if step.done else ctx.t("coach.done")
        return Said(
            title=ctx.t("coach.name"), note=ctx.t("coach.step", n=number, of=count), share=number / count,
            say=named(say, coach.session), do=named(lesson.text(lang, f"{step.id}.do"), coach.session),
            keys=step.keys, hint=bool(coach.hint), back=coach.can_go_back, primary=primary,
        )  # fmt: skip

    def _pill(self, ctx: Ctx) -> None:
        """Where the screen has no bar for it: a small button that brings the coach back."""
        label = ctx.t("coach.button")
        size = widgets.button_width(ctx, label, icon="school") + 4, PILL_H
        room = ctx.hits.get("map")
        area = room.rect if room is not None else None
        box, _ = place(size, ctx.rect, (), obstacles(ctx.hits, ctx.rect), area)
        widgets.button(ctx, "coach.open", box, label, icon="school")

    # -- events ----------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Its own buttons and F2; everything else is the screen's."""
        coach = self.coach
        if coach is None:
            return False
        if isinstance(event, Activate) and event.id.startswith("coach."):
            self.act(event.id.removeprefix("coach."), ctx)
            return True
        if isinstance(event, Key) and event.name == "f2":
            self._jump(ctx)
            return True
        return False

    def act(self, name: str, ctx: Ctx) -> None:
        """What a button does; afterwards the keys are the screen's again."""
        coach = self.coach
        if coach is None or name == "card":
            return
        acts = {"start": coach.start, "stop": coach.stop, "pause": coach.pause, "back": coach.go_back,
                "next": coach.go_on, "open": self._toggle}  # fmt: skip
        acts[name]()
        ctx.memory.focus = None

    def _toggle(self) -> None:
        coach = self.coach
        if coach is not None and coach.shown:
            coach.pause()
        elif coach is not None:
            coach.start()

    def _jump(self, ctx: Ctx) -> None:
        """The focus goes to the thing, then to the card, then to the thing again."""
        coach, focus = self.coach, ctx.memory.focus
        if coach is None:
            return
        if not coach.shown:
            coach.start()
            return
        hit = ctx.hits.get(self.pointed) if self.pointed else None
        thing = hit is not None and hit.focusable and focus != self.pointed
        button = "coach.start" if coach.state == "offered" else "coach.next"
        ctx.memory.focus = self.pointed if thing else button
        ctx.memory.focus_visible = True

    def tick(self, now_ms: int) -> bool:
        """The ring closes in."""
        return self._moving and self._tween.running(now_ms + 1)

    # -- the screen's bar and palette -------------------------------------------------------------
    def bar_button(self, ctx: Ctx) -> BarButton | None:
        """Where there is a lesson it can always be called."""
        if self.coach is None:
            return None
        return BarButton(id="coach.open", icon="school", label=ctx.t("coach.button"), active=self.coach.shown)

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """Calling the coach, or sending it away."""
        coach = self.coach
        if coach is None:
            return ()
        key = "coach.later" if coach.shown else "coach.call"
        return (Deed(id="coach.open", label=ctx.t(key), do=lambda c: self.act("open", c), shortcut="F2",
                     icon="school"),)  # fmt: skip
