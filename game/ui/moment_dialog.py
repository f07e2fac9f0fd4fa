"""The dialog of a decision moment: own choice and confidence first, then the advice, then the final choice.

    self.dialog = MomentDialog(session, moment.id)          # board and day alike
    draw:   if self.dialog: self.dialog.draw(ctx)           # last, on top
    handle: if self.dialog and self.dialog.handle(event, ctx):
                if self.dialog.closed: self.dialog = None
                return None

Every step is a command through the session (`Look`, `Commit`, `Final`, `SkipMoment`), so closing the
dialog half way loses nothing: it opens again where it was.
"""

from __future__ import annotations

from functools import partial

import pygame

from game.domain.commands import Command, Commit, Final, Look, SkipMoment
from game.domain.scenario import Moment
from game.session import MomentState, Session
from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.drop_preview import error_text
from game.ui.host import speech
from game.ui.state import ScrollArea

Rect = pygame.Rect
CONFIDENCE = (50, 60, 70, 80, 90, 100)
WIDTH = 620


class MomentDialog:
    """One open decision moment."""

    def __init__(self, session: Session, moment: str) -> None:
        self.session = session
        self.moment: Moment = next(m for m in session.scenario.moments if m.id == moment)
        self.option = self._state.option
        self.confidence = 0
        self.closed = False
        self.scroll = ScrollArea()

    @property
    def _state(self) -> MomentState:
        return self.session.moments.get(self.moment.id, MomentState())

    @property
    def committed(self) -> bool:
        """The own choice is fixed; the advice may be seen."""
        return bool(self._state.option)

    def _text(self, ctx: Ctx, key: str) -> str:
        return self.session.scenario.text(ctx.settings.lang, f"moment.{self.moment.id}.{key}")

    # -- events ----------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """True when used; nothing below a dialog gets events."""
        match event:
            case Back() | Activate(id="moment.later"):
                self.closed = True
            case Activate(id=name, payload=str(value)) if name.startswith("moment."):
                self._choose(name, value, ctx)
            case Key(name=name) if name.isdigit():
                self._digit(int(name))
        return True

    def _digit(self, number: int) -> None:
        options = self.moment.options
        if 1 <= number <= len(options):
            self.option = options[number - 1].id

    def _choose(self, name: str, value: str, ctx: Ctx) -> None:
        kind = name.split(".")[1]
        if kind == "cue":
            self._do(Look(moment=self.moment.id, cue=value), ctx)
        elif kind == "option":
            self.option = value
        elif kind == "sure":
            self.confidence = int(value)
        elif kind == "commit" and self.option and self.confidence:
            self._commit(ctx)
        elif kind == "final" and self.option:
            self.closed = self._do(Final(moment=self.moment.id, option=self.option), ctx)
        elif kind == "skip":
            self.closed = self._do(SkipMoment(moment=self.moment.id), ctx)

    def _commit(self, ctx: Ctx) -> None:
        """Fix the own choice; by hand it is the final one, since no advice follows."""
        own = Commit(moment=self.moment.id, option=self.option, confidence=self.confidence)
        if self._do(own, ctx) and not self.session.helped:
            self.closed = self._do(Final(moment=self.moment.id, option=self.option), ctx)

    def _do(self, command: Command, ctx: Ctx) -> bool:
        outcome = self.session.do(command)
        if outcome.error is not None:
            ctx.toast(error_text(ctx, outcome.error), "bad")
        return outcome.ok

    # -- drawing ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """The dialog on its scrim."""
        wide = min(WIDTH, ctx.size[0] - 32) - 48
        parts = self._parts(ctx, wide)
        content = sum(height for height, _draw in parts)
        inside = widgets.modal(ctx, WIDTH, content + 150, self._text(ctx, "title"), icon="brain")
        foot, body = layout.cut_bottom(inside, 40)
        body.h -= 8
        with widgets.scroll(ctx, "moment", body.inflate(16, 0), self.scroll, content) as top:
            y = round(top)
            for height, paint in parts:
                paint(Rect(body.x, y, wide, height))
                y += height
        self._foot(ctx, foot)

    def _parts(self, ctx: Ctx, wide: int) -> list[tuple[int, partial[None]]]:
        """(height, painter) from top to bottom."""
        parts = [self._paragraph(ctx, self._text(ctx, "question"), wide, "lead", 500, 10)]
        parts.append((22, partial(self._heading, ctx, "moment.cues")))
        for cue in self.moment.cues:
            parts.append(self._cue(ctx, cue, wide))
        if self.committed:
            mine = self._text(ctx, f"option.{self._state.option}")
            said = ctx.t("moment.mine", option=mine, percent=self._state.confidence)
            parts.append(self._paragraph(ctx, said, wide, "body", 400, 8))
            if self.session.helped:
                parts.append(self._advice(ctx, wide))
            parts.append((24, partial(self._heading, ctx, "moment.final_choice")))
        else:
            parts.append((24, partial(self._heading, ctx, "moment.own_choice")))
        for i, option in enumerate(self.moment.options):
            parts.append(self._option(ctx, i, option.id, wide))
        if not self.committed:
            parts.append((26, partial(self._heading, ctx, "moment.how_sure")))
            parts.append((52, partial(self._sure, ctx)))
        return parts

    def _paragraph(
        self, ctx: Ctx, text: str, wide: int, token: str, weight: int, below: int
    ) -> tuple[int, partial[None]]:
        lines = ctx.p.type.wrap(text, wide, token, 500 if weight == 500 else 400)
        step = ctx.p.type.style(token).line

        def paint(rect: Rect) -> None:
            for i, line in enumerate(lines):
                ctx.p.text(rect.x, rect.y + i * step, line, token, weight=500 if weight == 500 else 400)

        return step * len(lines) + below, partial(paint)

    def _heading(self, ctx: Ctx, key: str, rect: Rect) -> None:
        ctx.p.text(rect.x, rect.bottom - 20, ctx.t(key), "micro", ctx.c.text2, weight=600)

    def _cue(self, ctx: Ctx, cue: str, wide: int) -> tuple[int, partial[None]]:
        seen = cue in self._state.looked
        text = self._text(ctx, f"cue.{cue}") if seen else self._cue_label(ctx, cue)
        sure = dict(self.moment.reliability).get(cue, 0)
        if sure and seen:
            text = f"{text} ({ctx.t('lookup.sure', percent=sure)})"
        lines = ctx.p.type.wrap(text, wide - 48, "small")
        height = 16 * len(lines) + 18

        def paint(rect: Rect) -> None:
            box = Rect(rect.x, rect.y, rect.w, rect.h - 6)
            name = f"moment.cue.{cue}"
            hover = not seen and ctx.hovered(name)
            fill = ctx.c.surface2 if seen or hover else ctx.c.surface
            ctx.p.box(box, fill=fill, line=ctx.c.line if seen else ctx.c.control, radius=6)
            ctx.p.icon_mid(box.x + 18, box.centery, "file-text" if seen else "eye", 16, ctx.c.text2)
            for i, line in enumerate(lines):
                ctx.p.text(box.x + 36, box.y + 6 + 16 * i, line, "small", ctx.c.text)
            if not seen:
                widgets.focus_ring(ctx, name, box)
                ctx.hit(name, box, label=text, payload=cue)

        return height, partial(paint)

    def _cue_label(self, ctx: Ctx, cue: str) -> str:
        """What opens a cue: the author's words for its kind of source, or else its number."""
        key = f"cue_label.{cue}"
        said = self._text(ctx, key)
        return ctx.t("moment.look", n=self.moment.cues.index(cue) + 1) if said.endswith(key) else said

    def _advice(self, ctx: Ctx, wide: int) -> tuple[int, partial[None]]:
        advice = ctx.p.type.wrap(self._text(ctx, "advice"), wide - 56, "body", 600)
        why = ctx.p.type.wrap(self._text(ctx, "why"), wide - 56, "small")
        height = 20 * len(advice) + 16 * len(why) + 46

        def paint(rect: Rect) -> None:
            box = Rect(rect.x, rect.y, rect.w, rect.h - 10)
            ctx.p.box(box, fill=ctx.c.surface2, line=ctx.c.line_strong, radius=8)
            ctx.p.icon_mid(box.x + 22, box.y + 20, "robot", 18, ctx.c.text2)
            ctx.p.text(box.x + 44, box.y + 8, ctx.t("moment.advice"), "micro", ctx.c.text2, weight=600)
            y = box.y + 26
            for line in advice:
                ctx.p.text(box.x + 44, y, line, "body", weight=600)
                y += 20
            for line in why:
                ctx.p.text(box.x + 44, y, line, "small", ctx.c.text2)
                y += 16

        return height, partial(paint)

    def _option(self, ctx: Ctx, index: int, option: str, wide: int) -> tuple[int, partial[None]]:
        lines = ctx.p.type.wrap(self._text(ctx, f"option.{option}"), wide - 60, "body", 500)
        height = 20 * len(lines) + 20

        def paint(rect: Rect) -> None:
            box = Rect(rect.x, rect.y, rect.w, rect.h - 6)
            name, mine = f"moment.option.{option}", option == self.option
            fill = ctx.c.accent_tint if mine else ctx.c.surface2 if ctx.hovered(name) else ctx.c.surface
            line = ctx.c.accent if mine else ctx.c.control
            ctx.p.box(box, fill=fill, line=line, radius=8, width=2 if mine else 1)
            widgets.key_cap(ctx, box.x + 12, box.centery - 10, str(index + 1))
            for i, text in enumerate(lines):
                ctx.p.text(box.x + 44, box.y + 7 + 20 * i, text, "body", weight=500)
            widgets.focus_ring(ctx, name, box, 8)
            ctx.hit(name, box, label=" ".join(lines), payload=option)

        return height, partial(paint)

    def _sure(self, ctx: Ctx, rect: Rect) -> None:
        bar = Rect(rect.x, rect.y, rect.w, 32)
        items = [(str(n), speech(ctx).percent(n / 100)) for n in CONFIDENCE]
        widgets.segmented(ctx, "moment.sure", bar, items, str(self.confidence))
        ctx.p.text(bar.x, bar.bottom + 2, ctx.t("moment.guess"), "micro", ctx.c.text2)
        ctx.p.text(bar.right, bar.bottom + 2, ctx.t("moment.certain"), "micro", ctx.c.text2, align="r")

    def _foot(self, ctx: Ctx, rect: Rect) -> None:
        name = "final" if self.committed else "commit"
        ready = bool(self.option) and (self.committed or self.confidence > 0)
        label = ctx.t(f"moment.{name}" if self.session.helped else "moment.commit_by_hand")
        width = widgets.button_width(ctx, label) + 12
        box = Rect(rect.right - width, rect.bottom - 32, width, 32)
        tip = "" if ready else ctx.t("moment.not_ready")
        widgets.button(
            ctx, f"moment.{name}", box, label, kind="primary", enabled=ready, payload=name, tooltip=tip
        )
        later = ctx.t("moment.later")
        room = widgets.button_width(ctx, later) + 8
        widgets.button(ctx, "moment.later", Rect(rect.x, box.y, room, 32), later, kind="ghost")
        if self.session.sources():
            box = Rect(rect.x + room + 8, box.y, 0, 32)
            label = ctx.t("lookup.button")
            box.w = widgets.button_width(ctx, label, icon="binoculars")
            widgets.button(ctx, "lookup.open", box, label, icon="binoculars", kind="ghost",
                           payload=self.moment.subject)  # fmt: skip
            room += box.w + 8
        if self.session.mode != "assess" and not self.committed:
            label = ctx.t("moment.skip")
            area = Rect(rect.x + room + 8, rect.bottom - 32, widgets.button_width(ctx, label) + 8, 32)
            widgets.button(ctx, "moment.skip", area, label, kind="ghost", payload="skip",
                           tooltip=ctx.t("moment.skip_tip"))  # fmt: skip
