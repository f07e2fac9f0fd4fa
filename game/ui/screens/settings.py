"""Settings: language, look, size, motion, sound, window, who plays, what is kept where, and the keys."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pygame

from game.record.consent import NOT_KEPT
from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, UiEvent
from game.ui.host import arrow_focus, other_language, scroll_keys, speech
from game.ui.screen import BaseScreen, Configure, Outcome, Pop, Push, Summon
from game.ui.state import ScrollArea
from game.ui.theme import scheme_of

if TYPE_CHECKING:
    from game.ui.host import Host

Rect = pygame.Rect
KEYS = (
    ("Ctrl K", "palette"), ("Tab", "tab"), ("Enter", "enter"), ("Esc", "esc"), ("↑ ↓ ← →", "arrows"),
    ("PgUp PgDn", "pages"), ("P", "plan"), ("Ctrl Z", "undo"), ("Ctrl Y", "redo"), ("?", "help"),
    ("F8", "remark"), ("F11", "full_screen"), ("F12", "picture"),
)  # fmt: skip
LABEL_W, KEYS_W = 200, 124
AROUND = 120
"""Above and below what has the focus: more than the distance between two things that can have it."""
VOLUMES = (20, 40, 80)
SWITCHES = ("less_motion", "full_screen", "software")


class SettingsScreen(BaseScreen):
    """Every choice works on the spot; going back pops the screen."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.scroll = ScrollArea()
        self._focus: str | None = None

    # -- paint ---------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """One reading column, and what is kept and the keys beside or below it."""
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
        self._follow(ctx, body)

    def _follow(self, ctx: Ctx, body: Rect) -> None:
        """Keep what the keyboard stands on in view, with the next thing that Tab reaches."""
        focus = ctx.memory.focus if ctx.memory.focus_visible else None
        hit = ctx.hits.get(focus or "")
        if focus == self._focus or hit is None:
            return
        self._focus = focus
        before = self.scroll.offset
        self.scroll.show(hit.rect.y - body.y + before - AROUND, hit.rect.h + 2 * AROUND)
        self.scroll.by(0)
        self.revision += self.scroll.offset != before

    def _column(self, ctx: Ctx, rect: Rect, top: float, *, wide: bool) -> float:
        """Paint from `top`; returns the height."""
        left, right = layout.columns(rect, 0.56, 0.44, gap=48) if wide else (rect, rect)
        y = round(top) + 24
        back = ctx.t("ui.back")
        size = widgets.button_width(ctx, back, icon="arrow-left")
        box = Rect(rect.right - size, y, size, 32)
        widgets.button(ctx, "settings.back", box, back, icon="arrow-left")
        label = ctx.t("palette.button")
        size = widgets.button_width(ctx, label, icon="search")
        tip = "Ctrl+K"
        widgets.button(ctx, "settings.palette", Rect(box.x - size - 8, y, size, 32), label, icon="search",
                       tooltip=tip)  # fmt: skip
        ctx.p.text(rect.x, y, ctx.t("settings.title"), "h1")
        start = y + 52
        end = self._choices(ctx, left, start)
        other = self._kept(ctx, right, start if wide else end + 20)
        other = self._keys(ctx, right, other + 24)
        return max(end, other) + 24 - top

    def _choices(self, ctx: Ctx, rect: Rect, y: int) -> int:
        ui = ctx.settings
        theme = ui.scheme.partition("_")[0]
        languages = [("nl", "Nederlands"), ("en", "English")]
        schemes = [(name, ctx.t(f"settings.{name}")) for name in ("light", "dark")]
        y = self._segments(ctx, rect, y, "lang", languages, ui.lang)
        y = self._segments(ctx, rect, y, "scheme", schemes, theme)
        y = self._switch(ctx, rect, y, "contrast", on=ui.scheme.endswith("_high"))
        y = self._sizes(ctx, rect, y)
        for name in SWITCHES:
            y = self._switch(ctx, rect, y, name, on=bool(getattr(ui, name)))
        y = self._switch(ctx, rect, y, "sound", on=ui.sound)
        if ui.sound:
            volumes = [(str(v), ctx.t(f"settings.volume_{v}")) for v in VOLUMES]
            now = min(VOLUMES, key=lambda v: abs(v - ui.volume_percent))
            y = self._segments(ctx, rect, y, "volume", volumes, str(now))
        return y

    def _sizes(self, ctx: Ctx, rect: Rect, y: int) -> int:
        """Scales that this window has room for, and why there are not more."""
        window = ctx.p.surface.get_size()
        allowed = layout.allowed_scales(window)
        scales = [(str(s), speech(ctx).percent(s, 0)) for s in allowed]
        y = self._segments(ctx, rect, y, "scale", scales, str(ctx.settings.scale))
        if len(allowed) == len(layout.SCALES):
            return y
        text = ctx.t("settings.scale_why", percent=round(max(allowed) * 100))
        return y + round(ctx.p.paragraph(rect.x, y - 6, rect.w, text, "small", ctx.c.text2)) + 6

    @staticmethod
    def _switch(ctx: Ctx, rect: Rect, y: int, name: str, *, on: bool) -> int:
        box = Rect(rect.x, y, rect.w, 32)
        widgets.switch(ctx, f"set.{name}", box, ctx.t(f"settings.{name}"), on=on)
        hint = ctx.t(f"settings.{name}_hint")
        return y + 32 + round(ctx.p.paragraph(rect.x, y + 28, rect.w - 60, hint, "small", ctx.c.text2)) + 8

    def _segments(
        self, ctx: Ctx, rect: Rect, y: int, name: str, items: list[tuple[str, str]], current: str
    ) -> int:
        label_w = min(LABEL_W, rect.w // 3)
        label = ctx.p.type.fit(ctx.t(f"settings.{name}"), label_w - 8, weight=500)
        ctx.p.text_mid(rect.x, y + 16, label, weight=500)
        widgets.segmented(ctx, f"set.{name}", Rect(rect.x + label_w, y, rect.w - label_w, 32), items, current)
        return y + 46

    def _kept(self, ctx: Ctx, rect: Rect, y: int) -> int:
        """Who plays, and what is kept of it where."""
        ctx.p.text(rect.x, y, ctx.t("settings.logs"), "h4")
        y += 26
        name, player = self.host.player_name(), self.host.settings.player
        who = ctx.t("settings.who", name=name, pseudonym=player) if player else ctx.t("settings.nobody")
        kept = (ctx.t("settings.saved"), ctx.t("settings.logs_kept"), who)
        for text in (ctx.t("consent.is_no"),) if self.host.settings.consent == NOT_KEPT else kept:
            y += round(ctx.p.paragraph(rect.x, y, rect.w, text, color=ctx.c.text2)) + 8
        lines = ctx.p.type.wrap(str(self.host.log_folder()), rect.w - 52, "small")
        box = Rect(rect.x, y, rect.w, 16 * len(lines) + 16)
        ctx.p.box(box, fill=ctx.c.surface2, line=ctx.c.line, radius=6)
        ctx.p.icon(box.x + 10, box.y + 8, "folder", 16)
        for i, line in enumerate(lines):
            ctx.p.text(box.x + 34, box.y + 8 + 16 * i, line, "small")
        label = ctx.t("consent.choose")
        wide = widgets.button_width(ctx, label, icon="lock")
        button = Rect(rect.x, box.bottom + 10, min(wide, rect.w), 32)
        widgets.button(ctx, "settings.consent", button, label, icon="lock")
        return button.bottom

    def _keys(self, ctx: Ctx, rect: Rect, y: int) -> int:
        ctx.p.text(rect.x, y, ctx.t("settings.keys"), "h4")
        y += 32
        for caps, name in KEYS:
            x = rect.x
            for cap in caps.split(" "):
                shown = "Cmd" if cap == "Ctrl" and sys.platform == "darwin" else cap
                x += widgets.key_cap(ctx, x, y + 2, shown) + 4
            text = ctx.p.type.fit(ctx.t(f"settings.key.{name}"), rect.w - KEYS_W)
            ctx.p.text(rect.x + KEYS_W, y + 2, text, color=ctx.c.text2)
            y += 27
        return y

    # -- events --------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Configure on the spot."""
        match event:
            case Back() | Activate(id="settings.back" | "top.home" | "top.settings"):
                return Pop()
            case Activate(id="top.language"):
                return other_language(ctx)
            case Activate(id="settings.consent"):
                return Push(self.host.consent_screen(self))
            case Activate(id="settings.palette"):
                return Summon("palette")
            case Activate(id=name, payload=value) if name.startswith("set."):
                return _configure(name.split(".")[1], value, ctx)
            case _ if not scroll_keys(event, self.scroll):
                arrow_focus(event, ctx)
        return None


def _configure(name: str, value: object, ctx: Ctx) -> Outcome:
    """A segment gives its key, a switch the state that it had."""
    theme, high = ctx.settings.scheme.partition("_")[0], ctx.settings.scheme.endswith("_high")
    if name == "scheme":
        return Configure({"scheme": scheme_of(str(value), high=high)})
    if name == "contrast":
        return Configure({"scheme": scheme_of(theme, high=not high)})
    if name == "scale":
        return Configure({"scale": float(str(value))})
    if name == "volume":
        return Configure({"volume_percent": int(str(value))})
    return Configure({name: not value if isinstance(value, bool) else value})
