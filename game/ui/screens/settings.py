"""Settings: language, look, size, motion, where the logs are, and the keys."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pygame

from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, UiEvent
from game.ui.host import arrow_focus, other_language, scroll_keys
from game.ui.screen import BaseScreen, Configure, Outcome, Pop
from game.ui.state import ScrollArea

if TYPE_CHECKING:
    from game.ui.host import Host

Rect = pygame.Rect
KEYS = (
    ("Tab", "tab"), ("Enter", "enter"), ("Esc", "esc"), ("↑ ↓ ← →", "arrows"), ("PgUp PgDn", "pages"),
    ("P", "plan"), ("Ctrl Z", "undo"), ("Ctrl Y", "redo"), ("F11", "full_screen"), ("F12", "picture"),
)  # fmt: skip
LABEL_W = 200


class SettingsScreen(BaseScreen):
    """Every choice works on the spot; going back pops the screen."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.scroll = ScrollArea()

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """One reading column, and the keys beside or below it."""
        widgets.top_bar(ctx, title=ctx.t("settings.title"), subtitle=ctx.t("settings.subtitle"))
        _bar, body = layout.cut_top(ctx.rect, 52)
        ctx.p.fill(body, ctx.c.surface)
        wide = ctx.mode == "full"
        width = min(1160, body.w - 48)
        column = Rect(body.centerx - width // 2, body.y, width, body.h)
        ctx.hits.push_clip(Rect(0, 0, 0, 0))  # measured out of sight and out of reach
        height = self._column(ctx, column, -100_000, wide=wide)
        ctx.hits.pop_clip()
        with widgets.scroll(ctx, "settings.all", body, self.scroll, height) as top:
            self._column(ctx, column, top, wide=wide)

    def _column(self, ctx: Ctx, rect: Rect, top: float, *, wide: bool) -> float:
        """Paint from `top`; returns the height."""
        left, right = layout.columns(rect, 0.56, 0.44, gap=48) if wide else (rect, rect)
        y = round(top) + 24
        back = ctx.t("ui.back")
        size = widgets.button_width(ctx, back, icon="arrow-left")
        widgets.button(ctx, "settings.back", Rect(rect.right - size, y, size, 32), back, icon="arrow-left")
        ctx.p.text(rect.x, y, ctx.t("settings.title"), "h1")
        start = y + 52
        end = self._logs(ctx, left, self._choices(ctx, left, start) + 20)
        keys = self._keys(ctx, right, start if wide else end + 20)
        return max(end, keys) + 24 - top

    def _choices(self, ctx: Ctx, rect: Rect, y: int) -> int:
        ui = ctx.settings
        languages = [("nl", "Nederlands"), ("en", "English")]
        schemes = [("light", ctx.t("settings.light")), ("dark", ctx.t("settings.dark"))]
        y = self._segments(ctx, rect, y, "lang", languages, ui.lang)
        y = self._segments(ctx, rect, y, "scheme", schemes, ui.scheme)
        window = ctx.p.surface.get_size()
        allowed = layout.allowed_scales(window)
        scales = [
            (str(s), f"{round(s * 100)}%" if ui.lang == "en" else f"{round(s * 100)} %") for s in allowed
        ]
        y = self._segments(ctx, rect, y, "scale", scales, str(ui.scale))
        if len(allowed) < len(layout.SCALES):
            text = ctx.t("settings.scale_why", percent=round(max(allowed) * 100))
            y += round(ctx.p.paragraph(rect.x, y - 6, rect.w, text, "small", ctx.c.text2)) + 6
        for name, on in (
            ("less_motion", ui.less_motion), ("full_screen", ui.full_screen), ("software", ui.software),
        ):  # fmt: skip
            widgets.switch(ctx, f"set.{name}", Rect(rect.x, y, rect.w, 32), ctx.t(f"settings.{name}"), on=on)
            hint = ctx.t(f"settings.{name}_hint")
            y += 32 + round(ctx.p.paragraph(rect.x, y + 28, rect.w - 60, hint, "small", ctx.c.text2)) + 8
        return y

    def _segments(
        self, ctx: Ctx, rect: Rect, y: int, name: str, items: list[tuple[str, str]], current: str
    ) -> int:
        label_w = min(LABEL_W, rect.w // 3)
        label = ctx.p.type.fit(ctx.t(f"settings.{name}"), label_w - 8, weight=500)
        ctx.p.text_mid(rect.x, y + 16, label, weight=500)
        widgets.segmented(ctx, f"set.{name}", Rect(rect.x + label_w, y, rect.w - label_w, 32), items, current)
        return y + 46

    def _logs(self, ctx: Ctx, rect: Rect, y: int) -> int:
        ctx.p.text(rect.x, y, ctx.t("settings.logs"), "h4")
        y += 26
        y += round(ctx.p.paragraph(rect.x, y, rect.w, ctx.t("settings.logs_kept"), color=ctx.c.text2)) + 8
        lines = ctx.p.type.wrap(str(self.host.log_folder()), rect.w - 52, "small")
        box = Rect(rect.x, y, rect.w, 16 * len(lines) + 16)
        ctx.p.box(box, fill=ctx.c.surface2, line=ctx.c.line, radius=6)
        ctx.p.icon(box.x + 10, box.y + 8, "folder", 16)
        for i, line in enumerate(lines):
            ctx.p.text(box.x + 34, box.y + 8 + 16 * i, line, "small")
        y = box.bottom + 8
        text = ctx.t("settings.pseudonym", name=self.host.settings.player or "–")
        return y + round(ctx.p.paragraph(rect.x, y, rect.w, text, "small", ctx.c.text2))

    def _keys(self, ctx: Ctx, rect: Rect, y: int) -> int:
        ctx.p.text(rect.x, y, ctx.t("settings.keys"), "h4")
        y += 30
        for caps, name in KEYS:
            x = rect.x
            for cap in caps.split(" "):
                shown = "Cmd" if cap == "Ctrl" and sys.platform == "darwin" else cap
                x += widgets.key_cap(ctx, x, y + 2, shown) + 4
            text = ctx.p.type.fit(ctx.t(f"settings.key.{name}"), rect.w - 124)
            ctx.p.text(rect.x + 124, y + 2, text, color=ctx.c.text2)
            y += 30
        return y

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Configure on the spot."""
        match event:
            case Back() | Activate(id="settings.back" | "top.home" | "top.settings"):
                return Pop()
            case Activate(id="top.language"):
                return other_language(ctx)
            case Activate(id=name, payload=value) if name.startswith("set."):
                return _configure(name.split(".")[1], value)
            case _ if not scroll_keys(event, self.scroll):
                arrow_focus(event, ctx)
        return None


def _configure(name: str, value: object) -> Outcome:
    """A segment gives its key, a switch the state that it had."""
    if name == "scale":
        return Configure({"scale": float(str(value))})
    return Configure({name: not value if isinstance(value, bool) else value})
