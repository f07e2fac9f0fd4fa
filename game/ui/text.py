"""Text: measured, wrapped and cached by (string, style, colour, scale).

All widths and sizes are logical UI pixels; surfaces are device pixels. The bundled fonts hold tabular
figures and a real subscript two, so "CO₂e" is written as it is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import pygame

from game.ui.theme import BODY, TYPE, Color, TypeToken, Weight

FACE = {400: "Inter-Regular", 500: "Inter-Medium", 600: "Inter-SemiBold", 700: "Inter-Bold"}
CACHE_LIMIT = 4096


@lru_cache(maxsize=128)
def font(size_px: int, weight: Weight, *, display: bool = False) -> pygame.font.Font:
    """A bundled font at a device-pixel size."""
    if not pygame.font.get_init():
        pygame.font.init()
    face = "InterDisplay-Bold" if display else FACE[weight]
    return pygame.font.Font(Path(str(files("game").joinpath("assets", "fonts", f"{face}.otf"))), size_px)


def forget_fonts() -> None:
    """Drop cached fonts; needed when pygame.font was shut down and started again."""
    font.cache_clear()


class TextCache:
    """Renders and measures text for one scale."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self._made: OrderedDict[tuple[object, ...], pygame.Surface] = OrderedDict()
        self._widths: dict[tuple[str, str, int], float] = {}

    def _font(self, token: str, weight: Weight | None) -> pygame.font.Font:
        style = TYPE[token]
        size = max(6, round(style.size * self.scale))
        return font(size, weight or style.weight, display=style.display)

    @staticmethod
    def style(token: str) -> TypeToken:
        """Size and line height of a token."""
        return TYPE[token]

    def width(self, string: str, token: str = BODY, weight: Weight | None = None) -> float:
        """Width in logical pixels."""
        key = (string, token, weight or 0)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > 4 * CACHE_LIMIT:
                self._widths.clear()
            found = self._font(token, weight).size(string)[0] / self.scale
            self._widths[key] = found
        return found

    def render(self, string: str, token: str, color: Color, weight: Weight | None = None) -> pygame.Surface:
        """One line as a surface in device pixels."""
        key = (string, token, color, weight)
        found = self._made.get(key)
        if found is None:
            found = self._font(token, weight).render(string.replace("\0", ""), True, color)
            self._remember(key, found)
        else:
            self._made.move_to_end(key)
        return found

    def halo(
        self,
        string: str,
        token: str,
        color: Color,
        around: Color,
        *,
        weight: Weight | None = None,
        px: float = 1.5,
    ) -> pygame.Surface:
        """One line with an outline of `px` logical pixels in the colour `around`."""
        key = (string, token, color, around, weight, px)
        found = self._made.get(key)
        if found is None:
            found = self._halo(string, token, color, around, weight, px)
            self._remember(key, found)
        return found

    def _halo(
        self, string: str, token: str, color: Color, around: Color, weight: Weight | None, px: float
    ) -> pygame.Surface:
        face = self._font(token, weight)
        top, under = face.render(string, True, color), face.render(string, True, around)
        r = max(1, round(px * self.scale))
        made = pygame.Surface((top.get_width() + 2 * r, top.get_height() + 2 * r), pygame.SRCALPHA)
        made.fill((*around, 0))
        for dx in range(-r, r + 1):
            for dy in range(-r, r + 1):
                if 0 < dx * dx + dy * dy <= r * r + 1:
                    made.blit(under, (r + dx, r + dy))
        made.blit(top, (r, r))
        return made

    def _remember(self, key: tuple[object, ...], surface: pygame.Surface) -> None:
        self._made[key] = surface
        if len(self._made) > CACHE_LIMIT:
            self._made.popitem(last=False)

    def fit(
        self, variants: str | Sequence[str], width: float, token: str = BODY, weight: Weight | None = None
    ) -> str:
        """The first (longest) variant that fits; the last one gets an ellipsis only when nothing fits."""
        choices = (variants,) if isinstance(variants, str) else variants
        for choice in choices:
            if self.width(choice, token, weight) <= width:
                return choice
        return self._shorten(choices[-1] if choices else "", width, token, weight)

    def _shorten(self, string: str, width: float, token: str, weight: Weight | None) -> str:
        low, high = 0, len(string)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(string[:middle].rstrip() + "…", token, weight) <= width:
                low = middle
            else:
                high = middle - 1
        return string[:low].rstrip() + "…" if low else ""

    def wrap(self, string: str, width: float, token: str = BODY, weight: Weight | None = None) -> list[str]:
        """Lines that fit the width; a word longer than a line is broken rather than cut."""
        return [string[a:b] for a, b in self.wrap_spans(string, width, token, weight)]

    def wrap_spans(
        self, string: str, width: float, token: str = BODY, weight: Weight | None = None
    ) -> list[tuple[int, int]]:
        """The same lines as (start, end) in the string, so that a caret can be placed."""
        spans, start = [], 0
        for paragraph in string.split("\n"):
            spans += [(start + a, start + b) for a, b in self._wrap_one(paragraph, width, token, weight)]
            start += len(paragraph) + 1
        return spans

    def _wrap_one(
        self, string: str, width: float, token: str, weight: Weight | None
    ) -> list[tuple[int, int]]:
        lines: list[tuple[int, int]] = []
        start = end = at = 0  # the line so far is string[start:end]; the next word starts at `at`
        for word in string.split(" "):
            stop = at + len(word)
            if self.width(string[start:stop], token, weight) <= width:
                end, at = stop, stop + 1
                continue
            if end > start:
                lines.append((start, end))
            start = at
            while stop - start > 1 and self.width(string[start:stop], token, weight) > width:
                cut = self._fitting(string[start:stop], width, token, weight)
                lines.append((start, start + cut))
                start += cut
            end, at = stop, stop + 1
        return [*lines, (start, end)]

    def _fitting(self, word: str, width: float, token: str, weight: Weight | None) -> int:
        count = 1
        while count < len(word) and self.width(word[: count + 1], token, weight) <= width:
            count += 1
        return count
