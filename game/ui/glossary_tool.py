"""The words at hand: a card for one word where it stands, and a list of all with a search.

F1 opens the card of what the pointer or the focus is on; where there is no word the screen's own help
comes. Hits: `words.close`, `words.all`, `words.find`, `words.item.<id>`, `words.card`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.content.glossary import Word, listed, other, words
from game.ui import layout, widgets
from game.ui.board_tool import BoardTool, Deed
from game.ui.context import Activate, Back, Changed, Ctx, Drag, Key, UiEvent, Wheel
from game.ui.glossary_term import word_of
from game.ui.host import scroll_keys
from game.ui.state import FieldState, ScrollArea
from game.ui.theme import Space

Rect = pygame.Rect
WIDE = 340
LIST_W, LIST_H = 720, 600


class GlossaryTool(BoardTool):
    """See the module text. `helps`: the screen has no help of its own, so F1 opens the list."""

    name = "words"

    def __init__(self, *, helps: bool = False) -> None:
        self.helps = helps
        self.word: Word | None = None
        """The word whose card is open."""
        self.beside = Rect(0, 0, 0, 0)
        self.open = False
        """The list is open."""
        self.query, self.scroll = FieldState(limit=40), ScrollArea()

    def show(self, name: str, beside: Rect) -> None:
        """Open the card of a word beside what was asked about."""
        self.word, self.beside = words().get(name), beside.copy()

    def show_list(self, ctx: Ctx) -> None:
        """Open the list, ready to type in."""
        self.open, self.word, self.query.value = True, None, ""
        self.scroll.offset = 0
        ctx.memory.focus, ctx.memory.focus_visible = "words.find", True

    # -- painting --------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """The list, or the card."""
        if self.open:
            self._list(ctx)
        elif self.word is not None:
            self._card(ctx, self.word)

    def _card(self, ctx: Ctx, word: Word) -> None:
        lang, p, c = ctx.settings.lang, ctx.p, ctx.c
        wide = min(WIDE, ctx.size[0] - 16)
        lines = p.type.wrap(word.means[lang], wide - 32, "lead")
        said = ctx.t("words.source", source=word.source) if word.source else ""
        source = p.type.wrap(said, wide - 32, "micro") if said else []
        height = 66 + 20 * len(lines) + 16 * len(source) + (6 if source else 0) + 44
        rect = Rect(self.beside.x, self.beside.bottom + 8, wide, height)
        if rect.bottom > ctx.size[1] - 8:
            rect.bottom = self.beside.y - 8
        rect = layout.keep_inside(rect, layout.pad(ctx.rect, 8))
        p.shadow(rect, Space.R_PREVIEW)
        p.box(rect, fill=c.surface, line=c.line_strong, radius=Space.R_PREVIEW)
        ctx.hit("words.card", rect, "area")
        x, y = rect.x + 16, rect.y + 12
        p.text(x, y, p.type.fit(word.names[lang], wide - 70, "h3"), "h3")
        close = Rect(rect.right - 38, rect.y + 10, 28, 28)
        widgets.icon_button(ctx, "words.close", close, "close", label=ctx.t("ui.close"))
        _other(ctx, x, y + 34, word)
        y += 54
        for line in lines:
            p.text(x, y, line, "lead")
            y += 20
        for i, line in enumerate(source):
            p.text(x, y + 6 + 16 * i, line, "micro", c.text2)
        label = ctx.t("words.all")
        box = Rect(x - 8, rect.bottom - 36, widgets.button_width(ctx, label, icon="list", size="small"), 26)
        widgets.button(ctx, "words.all", box, label, kind="ghost", icon="list", size="small")

    def _list(self, ctx: Ctx) -> None:
        lang = ctx.settings.lang
        inside = widgets.modal(ctx, LIST_W, LIST_H, ctx.t("words.title"), icon="list-details")
        close = Rect(inside.right - 28, inside.y - 42, 28, 28)
        widgets.icon_button(ctx, "words.close", close, "close", label=ctx.t("ui.close"))
        head, body = layout.cut_top(inside, 36, 12)
        widgets.field(ctx, "words.find", head, self.query, placeholder=ctx.t("words.find"))
        found = listed(lang, self.query.value)
        if not found:
            widgets.empty(ctx, body, "search", ctx.t("words.none"), ctx.t("words.none_hint"))
            return
        room = body.w - 24
        rows = [(w, ctx.p.type.wrap(w.means[lang], room, "body")) for w in found]
        content = sum(_height(w, lines) for w, lines in rows)
        with widgets.scroll(ctx, "words.list", body, self.scroll, content) as top:
            y = round(top)
            for word, lines in rows:
                area = Rect(body.x, y, body.w, _height(word, lines))
                if area.colliderect(body):
                    _row(ctx, area, word, lines)
                y += area.h

    # -- events ----------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Its own things; the open list takes every event, an open card closes with the next act."""
        if self.open:
            self._in_list(event)
            return True
        if isinstance(event, Key) and event.name == "f1":
            return self._asked(ctx)
        if isinstance(event, Activate) and event.id == "keys.words":
            self.show_list(ctx)
            return True
        if isinstance(event, Activate) and event.id.startswith("word."):
            self.show(word_of(event.hit), event.hit.rect)
            return True
        if self.word is None:
            return False
        return self._in_card(event, ctx)

    def _asked(self, ctx: Ctx) -> bool:
        """F1: the word of what has the focus or lies below the pointer."""
        memory = ctx.memory
        name = memory.focus if memory.focus_visible and memory.focus else memory.hover
        hit = ctx.hits.get(name) if name else None
        found = word_of(hit) if hit is not None else ""
        if hit is not None and found:
            self.show(found, hit.rect)
            return True
        if self.helps:
            self.show_list(ctx)
        return self.helps

    def _in_card(self, event: UiEvent, ctx: Ctx) -> bool:
        match event:
            case Activate(id="words.all"):
                self.show_list(ctx)
            case Activate(id="words.card"):
                return True
            case Activate(id="words.close") | Back():
                self.word = None
            case Activate() | Drag() | Wheel():
                self.word = None
                return False
            case _:
                return False
        return True

    def _in_list(self, event: UiEvent) -> None:
        match event:
            case Back() | Activate(id="words.close") | Key(name="f1"):
                self.open = False
            case Changed(id="words.find"):
                self.scroll.offset = 0
            case Key(name="up" | "down" as way):
                self.scroll.by(60 if way == "down" else -60)
            case _:
                scroll_keys(event, self.scroll)

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """The list, from the command palette."""
        return (Deed(id="words.open", label=ctx.t("words.title"), do=self.show_list, shortcut="F1",
                     icon="list-details"),)  # fmt: skip


def _other(ctx: Ctx, x: float, mid: float, word: Word) -> None:
    """The other language's word, with its code."""
    lang = other(ctx.settings.lang)
    code = lang.upper()
    used = widgets.key_cap(ctx, x, mid - 10, code)
    ctx.p.text_mid(x + used + 8, mid, word.names[lang], "body", ctx.c.text2)


def _height(word: Word, lines: Sequence[str]) -> int:
    return 30 + 20 * len(lines) + (16 if word.source else 0) + 14


def _row(ctx: Ctx, area: Rect, word: Word, lines: Sequence[str]) -> None:
    lang, p, c = ctx.settings.lang, ctx.p, ctx.c
    y = area.y + 8
    used = p.text(area.x, y, word.names[lang], "h4", weight=600)
    _other(ctx, area.x + used + 12, y + 10, word)
    y += 24
    for line in lines:
        p.text(area.x, y, line, "body")
        y += 20
    if word.source:
        said = p.type.fit(ctx.t("words.source", source=word.source), area.w - 24, "micro")
        p.text(area.x, y, said, "micro", c.text2)
    p.hline(area.x, area.right - 16, area.bottom - 1)
    ctx.hit(f"words.item.{word.id}", area, "info", label=word.names[lang])
