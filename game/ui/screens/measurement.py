"""The measurement: what it is, whose turn it is, between the parts, back after a break, and the result.

Hits: `measure.go` (begin or go on), `measure.form.<form>`, `measure.consent`, `measure.profile`,
`measure.menu`, `measure.debrief.<nr>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain.errors import ContentFault, GameError
from game.ui import layout, measurement_shown, measurement_view, rounds_view, widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.drop_preview import error_text
from game.ui.host import arrow_focus, bar_event, scroll_keys
from game.ui.measurement_view import View
from game.ui.menu_cards import title_of
from game.ui.regions import Regions
from game.ui.rounds_view import Block
from game.ui.screen import BaseScreen, Outcome, Push, Replace
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.measurement_result import Result
    from game.ui.host import Host
    from game.ui.program_measurement import Measurements

Rect = pygame.Rect
WIDEST, FOOT = 1080, 60
LEAVE = ("measure.menu", "top.home")


class MeasurementScreen(BaseScreen):
    """`form`: the one that is shown first."""

    def __init__(self, host: Host, measurements: Measurements, form: str) -> None:
        self.host, self.measurements, self.form = host, measurements, form
        self.scroll, self.regions = ScrollArea(), Regions()
        self._had: object = self
        self._weighing = False

    def poll(self) -> bool:
        """The result is worked out beside the screen."""
        made = self.measurements.result() if self._any_complete() else None
        weighing = self.measurements.weighing if made is not None else False
        changed = made is not self._had or weighing != self._weighing
        self._had, self._weighing = made, weighing
        return self.host.poll() or changed

    def _any_complete(self) -> bool:
        return any(form.complete for form in self.measurements.forms().values())

    def view(self, ctx: Ctx) -> View:
        """The form that is shown."""
        form, known = self.measurements.forms()[self.form], {x.id: x for x in self.host.listings()}
        days = [known[p.scenario] for p in form.parts if p.scenario in known]
        return View(
            form=form, titles={x.id: title_of(x, ctx) for x in days}, minutes=sum(x.minutes for x in days),
            kept=self.measurements.keeps, first=self.form == self.measurements.names[0],
        )  # fmt: skip

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """One column, and a foot with what comes next."""
        widgets.top_bar(ctx, title=ctx.t("measure.title"), subtitle=ctx.t("measure.not_a_test"))
        _bar, body = layout.cut_top(ctx.rect, 52)
        ctx.p.fill(body, ctx.c.canvas)
        foot, body = layout.cut_bottom(body, FOOT)
        wide = min(WIDEST, body.w - (64 if ctx.mode == "full" else 32))
        left, view = body.centerx - wide // 2, self.view(ctx)
        made = self.measurements.result() if view.form.complete else None
        key = self.form, view, made, self._weighing, self.scroll.offset
        self.regions.draw(
            ctx, "column", body, key, lambda: self._column(ctx, Rect(left, body.y, wide, body.h), body, view)
        )
        self._foot(ctx, foot, Rect(left, foot.y, wide, foot.h), view)

    def _column(self, ctx: Ctx, column: Rect, body: Rect, view: View) -> None:
        """What is in view of the blocks: bars are dear to paint."""
        blocks = self._blocks(ctx, column.w, view)
        with widgets.scroll(ctx, "measure", body, self.scroll, sum(h for h, _paint in blocks)) as top:
            y = round(top)
            for height, paint in blocks:
                place = Rect(column.x, y, column.w, height)
                if place.colliderect(body):
                    paint(place)
                y += height

    def _blocks(self, ctx: Ctx, wide: int, view: View) -> list[Block]:
        space = rounds_view.gap(14)
        first = [space, *self._which(ctx), *self._said(ctx, wide, view), space]
        if view.form.complete:
            return [*first, *self._result(ctx, wide, view), space]
        cards = measurement_view.cards(ctx, wide, view)
        facts = measurement_view.facts(ctx, wide, view)
        return [*first, cards, rounds_view.gap(20), facts, measurement_view.consent(ctx), space]

    def _which(self, ctx: Ctx) -> list[Block]:
        """The switch between the forms, where there is more than one."""
        names = self.measurements.names
        if len(names) < 2:
            return []

        def paint(rect: Rect) -> None:
            items = [(name, ctx.t(f"measure.form.{name}")) for name in names]
            bar = Rect(rect.x, rect.y, min(360, rect.w), 32)
            widgets.segmented(ctx, "measure.form", bar, items, self.form)

        return [(32, paint), rounds_view.gap(14)]

    def _said(self, ctx: Ctx, wide: int, view: View) -> list[Block]:
        """The first sentence: what this is, where one is, or that it is done."""
        form, coming = view.form, view.form.next_part
        if not view.kept:
            return [measurement_view.banner(ctx, wide, "warn", "measure.not_kept", "alert-triangle")]
        if form.complete:
            key = "measure.done" if form.sealed else "measure.done_open"
            return [measurement_view.banner(ctx, wide, "ok", key, "circle-check")]
        if not form.begun:
            lead = rounds_view.paragraph(ctx, wide, ctx.t("measure.lead"), lead=True)
            test = measurement_view.banner(ctx, wide, "info", "measure.no_test")
            late = rounds_view.paragraph(ctx, wide, ctx.t("measure.second")) if not view.first else None
            more = [] if late is None else [rounds_view.gap(8), late]
            return [test, rounds_view.gap(14), lead, *more]
        busy = coming is not None and form.of(coming.nr) is not None
        key = "measure.back" if busy else "measure.between"
        return [measurement_view.banner(ctx, wide, "info", key, "hourglass" if busy else "circle-check")]

    def _result(self, ctx: Ctx, wide: int, view: View) -> list[Block]:
        """The code, next steps, profile and growth."""
        space = rounds_view.gap(16)
        made = self.measurements.result()
        shown = [measurement_shown.code(ctx, wide, view.form), space,
                 measurement_view.cards(ctx, wide, view), space]  # fmt: skip
        profile = made.profiles.get(self.form) if made is not None else None
        if made is None or profile is None:
            return [*shown, measurement_shown.making(ctx)]
        label = profile.label.get(ctx.settings.lang, "").capitalize()
        worth = [ctx.t("measure.weighing")] if self._weighing else []
        if profile.verified is not True:
            worth.append(ctx.t("measure.unverified"))
        shown.append(measurement_shown.title(ctx, ctx.t("measure.profile"), " · ".join([*worth, label])))
        shown.append(measurement_shown.profile(ctx, profile))
        for text in (ctx.t("measure.profile_note"), ctx.t(self._next_step(view))):
            shown += [rounds_view.gap(10), rounds_view.paragraph(ctx, wide, text)]
        return [*shown, *self._growth(ctx, wide, made)]

    def _growth(self, ctx: Ctx, wide: int, made: Result) -> list[Block]:
        if len(made.profiles) < 2:
            return []
        name = ctx.t("measure.growth")
        return [rounds_view.gap(24), measurement_shown.title(ctx, name),
                measurement_shown.growth(ctx, made), rounds_view.gap(10),
                rounds_view.paragraph(ctx, wide, ctx.t("measure.growth_note"))]  # fmt: skip

    def _next_step(self, view: View) -> str:
        other = next((f for f in self.measurements.names if f != self.form), "")
        if other and not self.measurements.forms()[other].complete:
            return "measure.next_practice" if view.first else "measure.next_first"
        return "measure.next_free"

    def _foot(self, ctx: Ctx, bar: Rect, rect: Rect, view: View) -> None:
        go = self._next(ctx, view)
        rounds_view.foot(ctx, bar, rect, "measure.menu", go, kind="primary", enter=True)

    def _next(self, ctx: Ctx, view: View) -> tuple[str, str, str]:
        """Id, words and icon of what comes next."""
        coming = view.form.next_part
        if not view.kept:
            return "measure.consent", ctx.t("measure.consent"), "lock"
        if coming is None:
            return "measure.profile", ctx.t("measure.to_profile"), "chart-bar"
        busy = view.form.of(coming.nr) is not None
        return "measure.go", ctx.t("measure.go_on" if busy else "measure.begin", n=coming.nr), "play"

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Play, look at the other form, look back, or leave."""
        if isinstance(event, Back) or (isinstance(event, Activate) and event.id in LEAVE):
            return Replace(self.host.menu())
        match event:
            case Activate(id="measure.go" | "measure.consent" | "measure.profile" as name):
                return self._act(name, ctx)
            case Activate(payload=str(form)) if event.id.startswith("measure.form."):
                self.form, self.scroll = form, ScrollArea()
                return None
            case Activate(payload=int(nr)) if event.id.startswith("measure.debrief."):
                return self._debrief(nr, ctx)
            case Key(name="return" | "enter"):
                return self._act(self._next(ctx, self.view(ctx))[0], ctx)
        used = scroll_keys(event, self.scroll) or arrow_focus(event, ctx)
        return None if used else bar_event(self.host, event, ctx)

    def _act(self, name: str, ctx: Ctx) -> Outcome:
        """What a button does, and Enter for the main one."""
        if name == "measure.consent":
            return Push(self.host.consent_screen(self))
        return Push(self.host.profile_screen()) if name == "measure.profile" else self._go(ctx)

    def _go(self, ctx: Ctx) -> Outcome:
        try:
            session = self.measurements.go_on(self.form)
        except (GameError, ContentFault) as why:
            ctx.toast(error_text(ctx, why) if isinstance(why, GameError) else str(why), "bad")
            return None
        trouble = self.host.trouble(session)
        if trouble:
            ctx.toast(ctx.t("log.trouble", why=trouble), "warn")
        return Replace(self.host.screen_for(session))

    def _debrief(self, nr: int, ctx: Ctx) -> Outcome:
        """The debrief of a part, once its form is complete; leaving it leads to the menu."""
        sat = self.measurements.forms()[self.form].of(nr)
        if sat is None or not self.measurements.forms()[self.form].complete:
            return None
        try:
            return Replace(self.measurements.debrief(sat))
        except (GameError, ContentFault) as why:
            ctx.toast(error_text(ctx, why) if isinstance(why, GameError) else str(why), "bad")
        return None
