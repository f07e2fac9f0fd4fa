"""The controls of a replay: back, play, on, speeds, and the clock. Also the wheelwork behind them.

Hits: `replay.prev`, `replay.play`, `replay.next`, `replay.speed.<n>` (payload: n); in little room
`replay.speed` (payload: the next one).
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.ui import widgets
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.replay_line import Head

Rect = pygame.Rect
SPEEDS = (60, 300, 1200)
"""Game seconds per second."""
STEP_MS = {60: 1200, 300: 500, 1200: 160}
"""While planning: from one step to the next."""
LEFT, LEFT_COMPACT = 364, 262


@dataclass(slots=True)
class Player:
    """Runs or stands still."""

    running: bool = False
    speed: int = 300
    _last_ms: int = -1
    _stepped_ms: int = 0

    def gone(self, now_ms: int) -> float:
        """Game seconds since the last frame; a long pause counts for little."""
        ms = 0 if self._last_ms < 0 else min(250, now_ms - self._last_ms)
        self._last_ms = now_ms
        return ms * self.speed / 1000

    def step_due(self, now_ms: int) -> bool:
        """Time for the next step of planning."""
        if now_ms - self._stepped_ms < STEP_MS[self.speed]:
            return False
        self._stepped_ms = now_ms
        return True

    def go(self, now_ms: int) -> None:
        """Run from here."""
        self.running, self._last_ms, self._stepped_ms = True, -1, now_ms

    def stop(self) -> None:
        """Stand still."""
        self.running = False

    def ahead_s(self) -> int:
        """How far the shown day runs before the shown clock: whole minutes, ten a second at most."""
        return 60 * max(1, -(-self.speed // 600))


def draw_controls(ctx: Ctx, rect: Rect, player: Player, head: Head, steps: tuple[int, int]) -> None:
    """Left of the line; in little room the speeds are one button."""
    big = rect.w >= LEFT
    y = rect.centery - 18
    x = rect.x
    ctx.p.text_mid(x, rect.centery - 8, _when(ctx, head), "h3", weight=700)
    where = ctx.t("replay.planning_n", n=steps[0], all=steps[1]) if big else f"{steps[0]}/{steps[1]}"
    ctx.p.text_mid(x, rect.centery + 13, where, "micro", ctx.c.text2)
    x += 92 if big else 76
    play = "pause" if player.running else "play"
    for name, icon in (("prev", "player-skip-back"), ("play", play), ("next", "player-skip-forward")):
        box = Rect(x, y, 36, 36)
        key = play if name == "play" else name
        widgets.icon_button(ctx, f"replay.{name}", box, icon, label=ctx.t(f"replay.{key}_tip"), boxed=True)
        x += 40
    following = SPEEDS[(SPEEDS.index(player.speed) + 1) % len(SPEEDS)]
    x += 4
    for number, speed in enumerate(SPEEDS, 1) if big else ():
        name = f"replay.speed.{speed}"
        tip = ctx.t("replay.speed_tip", speed=speed, number=number)
        box = Rect(x, rect.centery - 13, 44, 26)
        on = player.speed == speed
        if on or ctx.hovered(name):
            ctx.p.fill(box, ctx.c.accent_tint if on else ctx.c.surface2, 5)
        color = ctx.c.accent_text if on else ctx.c.text2
        ctx.p.text_mid(box.centerx, box.centery, f"{speed}×", "small", color, weight=600, align="c")
        widgets.focus_ring(ctx, name, box.inflate(-6, -6))
        ctx.hit(name, box, "segment", label=tip, tooltip=tip, payload=speed)
        x += 45
    if not big:
        box, label = Rect(x - 4, y, 56, 36), ctx.t("replay.faster_tip")
        widgets.button(ctx, "replay.speed", box, f"{player.speed}×", payload=following, tooltip=label)


def _when(ctx: Ctx, head: Head) -> str:
    return speech(ctx).clock(int(head.at_s)) if head.in_day else ctx.t("ledger.planning_short")

