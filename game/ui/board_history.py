"""The acts of this phase in words, below the undo button: a click returns to how the plan was then.

The newest stands on top; what an undo took back stays above it until something new is done.
Hits: `history` (the button), `history.<n>` (the plan after n acts, payload: n), `history.away`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pygame

from game.content.language import Language
from game.domain import commands as c
from game.ui import layout, widgets
from game.ui.board_tool import BoardTool, Deed
from game.ui.command_words import Story, words
from game.ui.context import Activate, Back, Ctx, Drag, Key, UiEvent, Wheel
from game.ui.host import speech
from game.ui.state import ScrollArea
from game.ui.theme import Space, Weight, mix

if TYPE_CHECKING:
    from game.session import Session
    from game.ui.screens.board import BoardScreen

Rect = pygame.Rect
WIDTH, ROW_H, HEAD_H = 340, 40, 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The plan after `count` acts."""

    count: int
    text: str
    now: bool = False
    undone: bool = False


def lines(session: Session, lang: Language) -> tuple[Line, ...]:
    """The history, the newest first; at the end how the phase began."""
    drafts = session.drafts
    plans = [*drafts.earlier, session.plan, *reversed(drafts.later)]
    acts = [*drafts.acts, *reversed(drafts.undone)]
    here = len(drafts.earlier)
    made = [Line(count=0, text=lang.t("history.begin"), now=here == 0)]
    for i, act in enumerate(acts):
        story = Story(world=session.system, lang=lang, before=plans[i], after=plans[i + 1],
                      proposals=session.proposals)  # fmt: skip
        text = words(c.from_text(act), story) if act else lang.t("words.changed", n=1)
        made.append(Line(count=i + 1, text=text, now=i + 1 == here, undone=i + 1 > here))
    return tuple(reversed(made))


def steps_to(session: Session, count: int) -> tuple[c.Command, ...]:
    """The undos or redos that lead to the plan after `count` acts."""
    here = len(session.drafts.earlier)
    return (c.Undo(),) * max(0, here - count) + (c.Redo(),) * max(0, count - here)


@dataclass(slots=True)
class Kept:
    """What the popover remembers."""

    open: bool = False
    at: int = -1
    """The line chosen with the arrow keys."""
    scroll: ScrollArea = field(default_factory=ScrollArea)
    made: tuple[tuple[object, ...], tuple[Line, ...]] = ((), ())


class History(BoardTool):
    """See the module text."""

    name = "history"

    def __init__(self, screen: BoardScreen) -> None:
        self.screen = screen
        self.kept = Kept()

    def _lines(self, lang: Language) -> tuple[Line, ...]:
        session = self.screen.session
        key = (session.revision, lang.code, id(session.plan))
        if self.kept.made[0] != key:
            self.kept.made = (key, lines(session, lang))
        return self.kept.made[1]

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """The button and the open list."""
        match event:
            case Activate(id="history") | Key(name="h", ctrl=True):
                self._flip()
                return True
            case Activate(id="undo", right=True):
                self.kept.open = True
                return True
        return self.kept.open and self._in_list(event, ctx)

    def _flip(self) -> None:
        self.kept.open, self.kept.at = not self.kept.open, -1

    def _in_list(self, event: UiEvent, ctx: Ctx) -> bool:
        match event:
            case Activate(payload=int(count)) if event.id.startswith("history."):
                self._go(count, ctx)
            case Activate(id="history.away") | Back():
                self.kept.open = False
            case Key(name="up" | "down" as name, ctrl=False):
                self._step(-1 if name == "up" else 1, ctx)
            case Key(name="return" | "enter" | "space"):
                shown = self._lines(speech(ctx))
                if 0 <= self.kept.at < len(shown):
                    self._go(shown[self.kept.at].count, ctx)
            case Key(ctrl=True):
                return False
            case Key() | Drag() | Wheel():
                pass
            case _:
                return False
        return True

    def _step(self, step: int, ctx: Ctx) -> None:
        kept, shown = self.kept, self._lines(speech(ctx))
        here = next((i for i, line in enumerate(shown) if line.now), 0)
        kept.at = min(len(shown) - 1, max(0, (kept.at if kept.at >= 0 else here) + step))
        kept.scroll.show(kept.at * ROW_H, ROW_H)
        ctx.memory.focus, ctx.memory.focus_visible = f"history.{shown[kept.at].count}", True

    def _go(self, count: int, ctx: Ctx) -> None:
        for command in steps_to(self.screen.session, count):
            self.screen.do(command, ctx)
        self.kept.at = -1

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """Opens the list."""
        session = self.screen.session
        can = session.can_undo() or session.can_redo()
        return (
            Deed(id="history", label=ctx.t("history.open"), icon="history", shortcut="Ctrl+H", enabled=can,
                 why=ctx.t("history.nothing"), do=lambda _ctx: self._flip()),
        )  # fmt: skip

    # -- drawing -------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """The list below the button."""
        if not self.kept.open:
            return
        ctx.hits.barrier()
        ctx.hit("history.away", ctx.rect, "area")
        shown = self._lines(speech(ctx))
        button = ctx.hits.get("history") or ctx.hits.get("undo")
        right = button.rect.right if button else ctx.size[0] - 200
        height = min(HEAD_H + ROW_H * len(shown) + 8, ctx.size[1] - Space.TOP_BAR - 16)
        rect = layout.keep_inside(Rect(right - WIDTH, Space.TOP_BAR + 2, WIDTH, height),
                                  layout.pad(ctx.rect, 8))  # fmt: skip
        ctx.p.shadow(rect, Space.R_CARD)
        ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=Space.R_CARD)
        ctx.hit("history.card", rect, "area")
        ctx.p.text_mid(rect.x + 14, rect.y + HEAD_H / 2, ctx.t("history.title"), "body", weight=600)
        ctx.p.hline(rect.x + 1, rect.right - 1, rect.y + HEAD_H)
        body = Rect(rect.x + 1, rect.y + HEAD_H + 1, rect.w - 2, rect.h - HEAD_H - 6)
        for i, area in widgets.rows(ctx, "history.scroll", body, self.kept.scroll, len(shown), ROW_H):
            self._row(ctx, area, shown[i])

    def _row(self, ctx: Ctx, rect: Rect, line: Line) -> None:
        name, c_ = f"history.{line.count}", ctx.c
        widgets.row(ctx, name, rect, selected=line.now, label=line.text, payload=line.count,
                    tooltip=line.text)  # fmt: skip
        icon = "check" if line.now else "redo" if line.undone else "flag" if not line.count else "point"
        quiet = mix(c_.surface, c_.text, 0.62)
        ink = c_.accent_text if line.now else quiet if line.undone else c_.text
        ctx.p.icon_mid(rect.x + 20, rect.centery, icon, 15, ink if line.now else c_.text2)
        tail = ctx.t("history.now") if line.now else ctx.t("history.undone") if line.undone else ""
        used = ctx.p.text_mid(rect.right - 14, rect.centery, tail, "micro", ink, align="r") if tail else 0
        weight: Weight = 600 if line.now else 400
        room = rect.w - 36 - 18 - used - (8 if used else 0)
        text = ctx.p.type.fit(line.text, room, "small", weight)
        ctx.p.text_mid(rect.x + 36, rect.centery, text, "small", ink, weight=weight)
