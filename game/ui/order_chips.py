"""What the order list was asked, in words, each as a chip that can be taken away.

Hits: `unask.<what>` (payload: `Unask`), `orders.more` (those for which there is no room).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pygame

from game.content.language import Language
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.order_filter import LASSO, Filter
from game.ui.order_view import area_name
from game.ui.theme import Space

Rect = pygame.Rect
Names = Mapping[str, str]
GAP = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Unask:
    """One thing that the list is asked, and its words."""

    what: str
    """As `Filter.asked` names it."""
    words: str


def chips_of(asked: Filter, zones: Names, ctx: Ctx) -> tuple[Unask, ...]:
    """A chip for everything that is asked."""
    lang = speech(ctx)
    return tuple(Unask(what=what, words=words_of(asked, what, zones, lang)) for what in asked.asked())


def words_of(asked: Filter, what: str, zones: Names, lang: Language) -> str:
    """`tussen 08:15 en 10:00`, `vanaf 4 pal`, `Drenthe`, `vastgezet`."""
    name, _, value = what.partition(":")
    if name == "window":
        key = "filter.within" if asked.within else "filter.touches"
        return lang.t(key, start=lang.clock(asked.from_s), end=lang.clock(asked.to_s))
    if name in ("units", "kg"):
        least, most = getattr(asked, f"least_{name}"), getattr(asked, f"most_{name}")
        key = "filter.least" if most < 0 else "filter.most" if least == 0 else "filter.amount"
        unit = lang.t(f"filter.unit_{name}")
        return lang.t(key, least=lang.number(least), most=lang.number(most), unit=unit)
    return value_words(name, value, zones, lang)


def value_words(name: str, value: str, zones: Names, lang: Language) -> str:
    """A value of one of the sets in words."""
    if name == "areas":
        return lang.t("filter.in_lasso") if value == LASSO else area_name(value, zones, lang)
    if name == "kinds":
        return lang.t(f"orders.kind.{value}")
    if name == "needs":
        return lang.t(f"need.{value}") if lang.has(f"need.{value}") else value
    return lang.t(f"filter.{name}.{value}")


def laid(widths: Sequence[int], room: int, lines: int, more: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """How many chips fit on so many lines, the first ones, and (x, line) of each; where not all do, a last
    place is for a chip of width `more` that counts the rest."""
    for count in range(len(widths), 0, -1):
        counted = [more] if count < len(widths) else []
        places = tuple(_flowing([*widths[:count], *counted], room))
        if places[-1][1] < lines:
            return count, places
    return 0, (((0, 0),) if widths else ())


def _flowing(widths: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    x = line = 0
    for width in widths:
        if x and x + width > room:
            x, line = 0, line + 1
        yield x, line
        x += width + GAP


def flow(ctx: Ctx, rect: Rect, chips: Sequence[Unask], lines: int) -> int:
    """Chips from left to right on at most so many lines; those that do not fit are counted in a last one,
    which opens the filter. Gives the height that they take."""
    widths = [widgets.chip_width(ctx, c.words, cross=True) for c in chips]
    if lines > 1:  # a line to itself: it may be shortened
        widths = [min(rect.w, width) for width in widths]
    counted = widgets.chip_width(ctx, f"+{len(chips)}")
    shown, places = laid(widths, rect.w, lines, counted)
    rest = chips[shown:]
    for i, (x, line) in enumerate(places):
        at = rect.x + x, rect.y + line * (Space.CHIP + GAP)
        if i == shown:
            widgets.chip(ctx, "orders.more", *at, f"+{len(rest)}", on=True, payload=len(rest),
                         tooltip="\n".join(c.words for c in rest))  # fmt: skip
            continue
        words = ctx.p.type.fit(chips[i].words, rect.w - 40, "small", 500)
        widgets.chip(ctx, f"unask.{chips[i].what}", *at, words, on=True, cross=True, payload=chips[i],
                     tooltip=ctx.t("filter.take_away"))  # fmt: skip
    return (places[-1][1] + 1) * (Space.CHIP + GAP) - GAP if places else 0
