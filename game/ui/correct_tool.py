"""Correcting master data of an order: a small dialog with steppers (`Correct`).

Key G in the day, Shift+G on both boards, or the pencil beside an order. Later advice uses what was
corrected; the truth does not change. Hits: `correct.open` (payload: order), `correct.less.<n>`,
`correct.more.<n>`, `correct.back.<n>`, `correct.go`, `correct.close`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.corrections import Field, fields
from game.domain.commands import Correct
from game.ui import widgets
from game.ui.board_tool import BoardTool, Deed
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.host import speech
from game.ui.order_corrected import amount_words
from game.ui.tool_hands import Hands

Rect = pygame.Rect
ROW = 52
WIDE = 500


class CorrectTool(BoardTool):
    """See the module text. `plain`: G without Shift opens it too."""

    name = "correct"

    def __init__(self, hands: Hands, *, plain: bool = False) -> None:
        self.hands, self.plain = hands, plain
        self.order = ""
        self.at = 0
        self.wanted: list[int] = []

    def prepare(self, order: str) -> bool:
        """Open the dialog with what stands there now."""
        if order not in self.hands.session.visible:
            return False
        self.order, self.at = order, 0
        self.wanted = [f.amount for f in fields(self.hands.session, order)]
        self.hands.hold()
        return True

    # -- painting --------------------------------------------------------------------------------
    def draw_over(self, ctx: Ctx) -> None:
        """A row for each figure."""
        if not self.order:
            return
        session = self.hands.session
        found = fields(session, self.order)
        wide = min(WIDE, ctx.size[0] - 32) - 48
        note = ctx.p.type.wrap(ctx.t("correct.note"), wide, "small")
        height = len(found) * ROW + 16 * len(note) + 64
        title = ctx.t("correct.title", customer=session.system.orders[self.order].customer)
        inside = widgets.modal(ctx, WIDE, height + 90, title, icon="pencil")
        ctx.hit("correct.card", inside, "area")
        y = inside.y
        for i, field in enumerate(found):
            self._row(ctx, Rect(inside.x, y, inside.w, ROW), i, field)
            y += ROW
        y += 10
        for line in note:
            ctx.p.text(inside.x, y, line, "small", ctx.c.text2)
            y += 16
        label, close = ctx.t("correct.go"), ctx.t("ui.cancel")
        width, side = widgets.button_width(ctx, label), widgets.button_width(ctx, close)
        box = Rect(inside.right - width, inside.bottom - 34, width, 34)
        widgets.button(ctx, "correct.go", box, label, kind="primary", enabled=bool(self._changes()))
        widgets.button(ctx, "correct.close", Rect(box.x - 8 - side, box.y, side, 34), close)

    def _row(self, ctx: Ctx, rect: Rect, number: int, field: Field) -> None:
        wanted, c, p = self.wanted[number], ctx.c, ctx.p
        if number == self.at and ctx.memory.focus_visible:
            p.fill(rect.inflate(12, -4), c.accent_tint, 6)
        p.text_mid(rect.x, rect.centery - 9, ctx.t(f"correct.{field.name}"), "body", weight=500)
        was = ctx.t("correct.was", amount=amount_words(field, field.original, speech(ctx)))
        used = p.text_mid(rect.x, rect.centery + 10, was, "small", c.text2)
        if wanted != field.original:
            label = ctx.t("correct.back")
            box = Rect(
                round(rect.x + used + 6), rect.centery, widgets.button_width(ctx, label, size="small"), 22
            )
            widgets.button(ctx, f"correct.back.{number}", box, label, kind="ghost", size="small",
                           payload=number)  # fmt: skip
        less, more = (
            Rect(rect.right - 176, rect.centery - 16, 32, 32),
            Rect(rect.right - 32, rect.centery - 16, 32, 32),
        )
        name = ctx.t(f"correct.{field.name}")
        widgets.icon_button(ctx, f"correct.less.{number}", less, "minus", boxed=True, payload=number,
                            label=ctx.t("correct.less", what=name), enabled=wanted > field.low)  # fmt: skip
        widgets.icon_button(ctx, f"correct.more.{number}", more, "plus", boxed=True, payload=number,
                            label=ctx.t("correct.more", what=name), enabled=wanted < field.high)  # fmt: skip
        mark = c.accent_text if wanted != field.amount else c.text
        middle = (less.right + more.x) // 2
        text = amount_words(field, wanted, speech(ctx))
        p.text_mid(middle, rect.centery, text, "body", mark, weight=600, align="c")
        p.hline(rect.x, rect.right, rect.bottom - 1)

    # -- events ----------------------------------------------------------------------------------
    @property
    def covers(self) -> bool:
        """It is open."""
        return bool(self.order)

    def urgent(self, event: UiEvent) -> bool:  # noqa: ARG002
        """An open dialog takes everything."""
        return bool(self.order)

    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Open, step, keep."""
        if self.order:
            self._in_dialog(event, ctx)
            return True
        if isinstance(event, Activate) and event.id.startswith("correct.open"):
            return self.prepare(str(event.payload))
        if not isinstance(event, Key) or event.name != "g" or event.ctrl or event.alt:
            return False
        if not event.shift and not self.plain:
            return False
        if not self.prepare(self.hands.chosen()[0]):
            ctx.toast(ctx.t("board.choose_first"), "info")
        return True

    def _in_dialog(self, event: UiEvent, ctx: Ctx) -> None:
        match event:
            case Back() | Activate(id="correct.close"):
                self.order = ""
            case Activate(id="correct.go") | Key(name="return" | "enter"):
                self._keep(ctx)
            case Activate(id=name, payload=int(number)) if name.startswith("correct."):
                self._press(name.split(".")[1], number)
            case Key(name="up" | "down" as way):
                self.at = (self.at + (1 if way == "down" else -1)) % len(self.wanted)
                ctx.memory.focus_visible = True
            case Key(name="left" | "-" | "right" | "+" | "=" as way):
                self._press("less" if way in ("left", "-") else "more", self.at)
            case Key(name="backspace" | "delete"):
                self._press("back", self.at)

    def _press(self, what: str, number: int) -> None:
        field = fields(self.hands.session, self.order)[number]
        self.at = number
        if what == "back":
            self.wanted[number] = field.original
        else:
            self.wanted[number] = field.stepped(self.wanted[number], 1 if what == "more" else -1)

    def _changes(self) -> list[Correct]:
        found = zip(fields(self.hands.session, self.order), self.wanted, strict=True)
        return [
            Correct(order=self.order, what=f.what, amount=wanted, end=f.end)
            for f, wanted in found
            if wanted != f.amount
        ]

    def _keep(self, ctx: Ctx) -> None:
        changes = self._changes()
        if not changes:
            return
        if all(self.hands.do(change, ctx) for change in changes):
            ctx.toast(ctx.t("correct.done"), "ok")
        self.order = ""

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """For the command palette."""
        order = self.hands.chosen()[0]
        return (Deed(id="correct.open", label=ctx.t("correct.deed"), icon="pencil",
                     shortcut="G" if self.plain else "Shift+G", enabled=bool(order),
                     why="" if order else ctx.t("board.choose_first"),
                     do=lambda _c: self.prepare(order)),)  # fmt: skip
