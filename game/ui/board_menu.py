"""The menu of acts beside the pointer or the chosen block: what may be done here, with its price.

Hits: `menu.<act id>` (payload: Offer), `menu.away` (everything around it closes it).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pygame

from game.ui import board_act_rows as rows
from game.ui import layout, widgets
from game.ui.board_acts import ActList
from game.ui.board_offer import Offer
from game.ui.context import Activate, Back, Ctx, Drag, Key, UiEvent, Wheel
from game.ui.state import ScrollArea
from game.ui.theme import Space

Rect = pygame.Rect
WIDTH = 336
TITLE_H = 34
FOOT_H = 24


@dataclass(slots=True, kw_only=True)
class Menu:
    """An open menu; `pos` is where it was asked for."""

    acts: ActList
    title: str
    pos: tuple[float, float]
    avoid: Rect | None = None
    """The row on the board that shows what an act would give."""
    at: int = -1
    """The row chosen with the arrow keys."""
    scroll: ScrollArea = field(default_factory=ScrollArea)
    closed: bool = False
    parents: list[tuple[ActList, str, str]] = field(default_factory=list)
    """(list, title, chosen act) that a choice was opened from."""
    name: str = ""
    """Id of the chosen act: a list of which the best comes first grows above it too."""
    best: bool = False
    """The first of the list is to be chosen when it is complete."""
    follow: bool = False
    """The chosen row is to be scrolled into view and gets the focus ring with the next frame."""

    def step(self, step: int) -> None:
        """Arrow keys: the next row that can be done."""
        self.settle()
        offers = self.acts.found
        able = [i for i, offer in enumerate(offers) if offer.enabled]
        if not able:
            return
        later = [i for i in able if i > self.at] if step > 0 else [i for i in able if i < self.at]
        self.at = (later[0] if step > 0 else later[-1]) if later else (able[0] if step > 0 else able[-1])
        self.name, self.follow = offers[self.at].act.id, True

    def settle(self) -> None:
        """Stay with the chosen act when others came before it."""
        if self.best and self.acts.complete:
            self.best = False
            self.step(1)
        elif self.name:
            self.at = next((i for i, o in enumerate(self.acts.found) if o.act.id == self.name), -1)

    def enter(self, offer: Offer) -> None:
        """Open the choice of an act."""
        self.parents.append((self.acts, self.title, offer.act.id))
        self.acts = self.acts.opened(offer.act.opens)
        self.at, self.name, self.scroll, self.best = -1, "", ScrollArea(), True

    def leave(self) -> None:
        """Back to the list before; the first one closes."""
        if not self.parents:
            self.closed = True
            return
        self.acts, self.title, self.name = self.parents.pop()
        self.scroll, self.follow, self.best = ScrollArea(), True, False
        self.settle()

    def first(self, *names: str) -> None:
        """Begin at the first act of a kind (a key asked for it)."""
        self.at = next(
            (
                i
                for i, o in enumerate(self.acts.all())
                if (o.act.id in names or o.act.id.split(".")[0] in names) and o.enabled
            ),
            -1,
        )
        self.follow = self.at >= 0
        self.name = self.acts.found[self.at].act.id if self.at >= 0 else ""

    def chosen(self) -> Offer | None:
        """What Enter does."""
        return self.acts.found[self.at] if 0 <= self.at < len(self.acts.found) else None


def draw(ctx: Ctx, menu: Menu) -> None:
    """The menu on top of everything; hits below it are out of reach."""
    menu.settle()
    ctx.hits.barrier()
    ctx.hit("menu.away", ctx.rect, "area")
    offers = menu.acts.found
    content = rows.height(ctx, offers, WIDTH - 2) if offers else 34
    row = menu.avoid or Rect(0, round(menu.pos[1]) - 14, 1, 14)
    above, below = row.y - 12, ctx.size[1] - row.bottom - 12
    wanted, most = TITLE_H + content + FOOT_H + 3, max(above, below)
    rect = Rect(round(menu.pos[0]) + 6, row.bottom + 4, WIDTH, min(wanted, most))
    if rect.h > below:
        rect.bottom = row.y - 4
    rect = layout.keep_inside(rect, layout.pad(ctx.rect, 8))
    ctx.p.shadow(rect, Space.R_PREVIEW)
    ctx.p.box(rect, fill=ctx.c.surface, line=ctx.c.line_strong, radius=Space.R_PREVIEW)
    ctx.hit("menu.box", rect, "area")
    short = menu.title.partition(" via ")[0]
    title = ctx.p.type.fit((menu.title, short), WIDTH - 28, "body", 600)
    ctx.p.text_mid(rect.x + 14, rect.y + TITLE_H / 2 + 1, title, "body", weight=600)
    ctx.p.hline(rect.x + 1, rect.right - 1, rect.y + TITLE_H)
    body = Rect(rect.x + 1, rect.y + TITLE_H + 1, rect.w - 2, rect.h - TITLE_H - FOOT_H - 2)
    if menu.follow:
        menu.follow = False
        _keep_in_view(ctx, menu, body, content)
    with widgets.scroll(ctx, "menu.scroll", body, menu.scroll, content) as top:
        if offers:
            rows.draw(ctx, "menu", Rect(body.x, round(top), body.w, 0), offers, body)
        elif menu.acts.complete:
            ctx.p.text_mid(body.x + 14, body.y + 17, ctx.t("acts.none"), "small", ctx.c.text2)
    ctx.p.hline(rect.x + 1, rect.right - 1, rect.bottom - FOOT_H)
    keys = "acts.keys_back" if menu.parents else "acts.keys"
    key = keys if menu.acts.complete else "acts.looking"
    foot = ctx.p.type.fit(ctx.t(key), rect.w - 28, "micro")
    ctx.p.text_mid(rect.x + 14, rect.bottom - FOOT_H / 2, foot, "micro", ctx.c.text2)


def _keep_in_view(ctx: Ctx, menu: Menu, body: Rect, content: int) -> None:
    chosen = menu.chosen()
    if chosen is None:
        return
    ctx.memory.focus, ctx.memory.focus_visible = f"menu.{chosen.act.id}", True
    menu.scroll.content, menu.scroll.view = content, body.h
    y = 0
    for _group, part in rows.groups(menu.acts.found):
        y += rows.HEAD_H
        for offer in part:
            height = rows.measure(ctx, offer, WIDTH - 2).height
            if offer is chosen:
                menu.scroll.show(max(0, y - rows.HEAD_H), height + rows.HEAD_H)
            y += height


def pointed(ctx: Ctx, prefix: str, acts: ActList) -> Offer | None:
    """The offer below the pointer, or with the focus ring."""
    by_name = {f"{prefix}.{offer.act.id}": offer for offer in acts.found}
    focus = ctx.memory.focus if ctx.memory.focus_visible else None
    return by_name.get(ctx.memory.hover or "") or by_name.get(focus or "")


def handle(menu: Menu, event: UiEvent) -> tuple[bool, Offer | None]:
    """(the event was for the menu, the act to carry out); `menu.closed` says that it is done with."""
    offer = None
    match event:
        case Activate(payload=Offer() as chosen):
            offer = chosen
        case Activate(id="menu.away") | Key(name="x" | "menu"):
            menu.closed = True
        case Back():
            menu.leave()
        case Key(name="left" | "backspace") if menu.parents:
            menu.leave()
        case Key(name="up" | "down" as name):
            menu.step(1 if name == "down" else -1)
        case Key(name="return" | "enter" | "space" | "right" as name):
            offer = menu.chosen()
            offer = offer if offer is None or name != "right" or offer.act.opens else None
        case Drag() | Wheel() | Activate() | Key():
            pass
        case _:
            return False, None
    if offer is not None and offer.act.opens:
        menu.enter(offer)
        return True, None
    menu.closed = menu.closed or offer is not None
    return True, offer if offer is not None and offer.enabled else None
