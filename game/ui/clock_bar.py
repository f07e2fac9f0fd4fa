"""The running day's clock, speeds and figures in the top bar; and the wheelwork behind the clock.

The day itself only knows whole game minutes. `Clockwork` asks for the next cut, and lets the clock on
screen run behind it, so that trucks glide and never jump back when a message stops the day early.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pygame

from game.domain.units import clock
from game.ui import widgets
from game.ui.context import Ctx
from game.ui.explain_source import ExplainRef, section_of
from game.ui.host import speech

Rect = pygame.Rect
SPEEDS = (1, 10, 60, 600)
UNTIL_SPEED = 1800
NORMAL = 60
"""The pace at which a day begins: ten hours in ten minutes, and the time that reading and choosing take."""
QUIET = 240
"""The pace instead of that one while nothing has happened for a while and nothing is near."""
SLOW = 10
"""The pace while time runs out for something."""
DEMO, DEMO_SLOW = 600, 120
"""The same in a demonstration: a day in three minutes."""
MINUTE_S = 60
LEAST_GAP_MS = 100
"""Not more than ten cuts a second: each is a line in the log, safe on disk."""
CATCH_UP = 12_000
"""Game seconds a second by which the shown clock finishes its minute after a pause."""


@dataclass(slots=True)
class Clockwork:
    """Wall time to game time. `day_s` is the session's clock, `shown_s` what the screen shows."""

    shown_s: float = 0.0
    speed: int = NORMAL
    paused: bool = True
    calm: int = SLOW
    """Game seconds per second while it goes slower."""
    slow: bool = False
    """Time runs out for something: not faster than `SLOW` until it is settled or the player insists."""
    quiet: bool = False
    """Nothing happens: the ordinary pace is quicker. A pace that the player chose stays as it is."""
    until: bool = False
    """Running to the next thing that asks for attention."""
    _last_ms: int = -1
    _cut_ms: int = -LEAST_GAP_MS

    def pace(self) -> int:
        """Game seconds per second."""
        own = QUIET if self.quiet and self.speed == NORMAL else self.speed
        pace = UNTIL_SPEED if self.until else own
        return min(pace, self.calm) if self.slow else pace

    def cut_s(self) -> int:
        """Game seconds of the next cut: whole minutes, ten cuts a second at most."""
        least = self.pace() * LEAST_GAP_MS / 1000
        return MINUTE_S * max(1, -(-round(least) // MINUTE_S))

    def run(self, now_ms: int, day_s: int, advance: Callable[[int], None]) -> bool:
        """Move on; `advance(to_s)` moves the day. True while something moves."""
        gone = 0 if self._last_ms < 0 else min(250, now_ms - self._last_ms)
        self._last_ms = now_ms
        if self.shown_s < day_s:
            pace = max(self.pace(), CATCH_UP) if self.paused else self.pace()
            self.shown_s = min(float(day_s), self.shown_s + gone * pace / 1000)
            return True
        self.shown_s = float(day_s)
        if self.paused:
            return False
        if now_ms - self._cut_ms >= LEAST_GAP_MS:
            self._cut_ms = now_ms
            step = self.cut_s()
            advance(day_s - day_s % MINUTE_S + step)
        return True

    def pause(self) -> None:
        """Stop; the shown clock still finishes the minute that was decided."""
        self.paused, self.until = True, False

    def go(self, speed: int | None = None) -> None:
        """Run, at another speed when given."""
        self.speed = speed or self.speed
        self.paused = self.until = False

    def run_until(self) -> None:
        """Run fast to the next thing that asks for attention."""
        self.paused, self.until = False, True

    def snap(self, day_s: int) -> None:
        """Show the day as it is, at once."""
        self.shown_s = float(day_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in the bar: value, its words (longest first), and how it is meant."""

    id: str
    value: str
    words: tuple[str, ...]
    status: str = "plain"
    tooltip: str = ""


def controls(ctx: Ctx, area: Rect, work: Clockwork, *, ended: bool = False) -> int:
    """Clock, pause, speeds and "tot bericht". Returns the x where they end."""
    big = ctx.mode == "full"
    text = clock(int(work.shown_s))
    y = area.centery
    width = ctx.p.type.width("00:00", "clock", 700)
    ctx.p.text_mid(area.x, y, text, "clock", weight=700)
    ctx.hit("day.clock", Rect(area.x, area.y, round(width), area.h), "info", label=text,
            tooltip=ctx.t("day.clock_tip"))  # fmt: skip
    x = round(area.x + width + (16 if big else 10))
    cell = 44 if big else 38
    labels = (ctx.t("day.until"), ctx.t("day.until_short"))
    room = area.right - x - 36 - cell * len(SPEEDS)
    until = ctx.p.type.fit((*labels, ""), max(0, min(190, room) - 44), "body", 600)
    wide = round(ctx.p.type.width(until, "body", 600)) + 44 if until else 40
    box = Rect(x, area.y, 36 + cell * len(SPEEDS) + wide, 32)
    ctx.p.box(box, fill=ctx.c.surface, line=ctx.c.line_strong, radius=6)
    name = "play" if work.paused else "pause"
    _cell(ctx, "day.pause", Rect(x, area.y, 36, 32), "", icon=name, on=False, enabled=not ended,
          tip=ctx.t(f"day.{name}_tip"))  # fmt: skip
    x += 36
    for i, speed in enumerate(SPEEDS):
        runs = not work.paused and not work.until
        hurried = speed == work.speed and work.pace() > speed
        on = runs and (work.pace() == speed or hurried)
        dim = work.speed == speed and not on
        tip = ctx.t("day.speed_tip", speed=speed, number=i + 1)
        if hurried and runs:
            tip = f"{ctx.t('day.quiet_tip', speed=work.pace())} {tip}"
        if on and work.slow:
            tip = f"{ctx.t('day.slow_tip')} {tip}"
        box_i = Rect(x, area.y, cell, 32)
        shown = work.pace() if hurried and runs else speed
        _cell(ctx, f"day.speed.{speed}", box_i, f"{shown}×", on=on, dim=dim, enabled=not ended, tip=tip,
              payload=str(speed))  # fmt: skip
        x += cell
    _cell(ctx, "day.until", Rect(x, area.y, wide, 32), until, icon="next", on=work.until, enabled=not ended,
          tip=ctx.t("day.until_tip"))  # fmt: skip
    return box.right


def _cell(
    ctx: Ctx, name: str, rect: Rect, label: str, *, icon: str = "", on: bool, dim: bool = False,
    enabled: bool = True, tip: str = "", payload: object = None,
) -> None:  # fmt: skip
    if on or dim or ctx.hovered(name):
        fill = ctx.c.accent_tint if on else ctx.c.surface3 if dim else ctx.c.surface2
        ctx.p.fill(rect.inflate(-2, -2), fill, 5)
    if name != "day.pause":
        ctx.p.vline(rect.x, rect.y + 1, rect.bottom - 1)
    color = ctx.c.accent_text if on else ctx.c.text if enabled else ctx.c.text3
    width = ctx.p.type.width(label, "body", 600) if label else 0
    x = rect.centerx - (width + (22 if icon and label else 16 if icon else 0)) / 2
    if icon:
        ctx.p.icon(x, rect.centery - 8, icon, 16, color)
        x += 22
    ctx.p.text_mid(x, rect.centery, label, "body", color, weight=600)
    widgets.focus_ring(ctx, name, rect.inflate(-6, -6))
    ctx.hit(name, rect, "button", label=label or tip, enabled=enabled, tooltip=tip, payload=payload)


def figures(ctx: Ctx, area: Rect, items: Sequence[Figure]) -> None:
    """Figures right-aligned in the area, value over words; those that do not fit are left out, last first."""
    shown = list(items)
    widths = [_figure_width(ctx, f, len(f.words) - 1) for f in shown]
    while shown and sum(widths) + 20 * (len(shown) - 1) > area.w:
        shown.pop()
        widths.pop()
    if not shown:
        return
    spare = area.w - sum(widths) - 20 * (len(shown) - 1)
    x = float(area.right)
    for figure, least in reversed(list(zip(shown, widths, strict=True))):
        words = ctx.p.type.fit(figure.words, least + spare, "micro")
        width = max(ctx.p.type.width(figure.value, "body", 600), ctx.p.type.width(words, "micro"))
        spare -= max(0, round(width - least))
        color = ctx.c.text if figure.status == "plain" else ctx.c.status(figure.status).text
        ctx.p.text(x, area.y - 1, figure.value, "body", color, weight=600, align="r")
        ctx.p.text(x, area.y + 17, words, "micro", ctx.c.text2, align="r")
        box = Rect(round(x - width), area.y, round(width), area.h)
        if section_of(figure.id):
            widgets.focus_ring(ctx, f"day.figure.{figure.id}", box)
            tip = f"{figure.tooltip}\n{ctx.t('explain.click')}"
            ctx.hit(f"day.figure.{figure.id}", box, "link", label=figure.value, tooltip=tip,
                    payload=ExplainRef(what=section_of(figure.id)))  # fmt: skip
        else:
            ctx.hit(f"day.figure.{figure.id}", box, "info", label=figure.value, tooltip=figure.tooltip)
        x -= width + 20


def _figure_width(ctx: Ctx, figure: Figure, words: int) -> int:
    value = ctx.p.type.width(figure.value, "body", 600)
    return round(max(value, ctx.p.type.width(figure.words[words], "micro"))) + 1


def figure_list(
    ctx: Ctx, *, cost_cent: int, delta_cent: int, served: int, on_time: int, due: int, orders: int
) -> tuple[Figure, ...]:
    """The day's figures: expected cost, change against the plan, on time as expected and so far."""
    fmt, t = speech(ctx), ctx.t

    def figure(name: str, value: str, status: str = "plain") -> Figure:
        words = (t(f"day.fig.{name}"), t(f"day.fig.{name}_short"))
        return Figure(id=name, value=value, words=words, status=status, tooltip=t(f"day.fig.{name}_tip"))

    change = "plain" if abs(delta_cent) < 50 else "bad" if delta_cent > 0 else "ok"
    return (
        figure("cost", fmt.euro(cost_cent, 0)),
        figure("delta", fmt.euro_signed(delta_cent, 0), change),
        figure("due", t("day.fig.of", some=due, all=orders), "bad" if due < orders else "plain"),
        figure("now", t("day.fig.of", some=on_time, all=served), "bad" if on_time < served else "plain"),
    )
