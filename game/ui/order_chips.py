"""What the order list was asked, in words, each as a chip that can be taken away.

Hits: `unask.<what>` (payload: `Unask`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def flow(ctx: Ctx, rect: Rect, chips: Sequence[Unask]) -> int:
    """Chips from left to right, on more lines where needed; the height that they take."""
    x, y = rect.x, rect.y
    for chip in chips:
        width = widgets.chip_width(ctx, chip.words, cross=True)
        if x > rect.x and x + width > rect.right:
            x, y = rect.x, y + Space.CHIP + GAP
        words = ctx.p.type.fit(chip.words, rect.w - 40, "small", 500)
        x += GAP + widgets.chip(ctx, f"unask.{chip.what}", x, y, words, on=True, cross=True, payload=chip,
                                tooltip=ctx.t("filter.take_away"))  # fmt: skip
    return y - rect.y + Space.CHIP if chips else 0
