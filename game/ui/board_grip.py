"""A stop of the truck's own in the hand: moved within its trip, made longer at its end, or thrown out.

The board shows what it would give before it is let go, as with orders; only the drop is a command.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pygame

from game.domain.commands import Command, DropStop, LastStop, MoveStop
from game.domain.evaluation import TripEvaluation
from game.domain.world import Action
from game.rules.checks import LONGEST_S
from game.session import Session
from game.ui.board_acts import Judge
from game.ui.board_charge import STEP_S
from game.ui.board_own import titled
from game.ui.board_rows import Block, BoardRow, in_hand, progressed, trip_row
from game.ui.board_view import BlockRef, BoardLook, BoardView
from game.ui.context import Ctx
from game.ui.drop_card import draw_card
from game.ui.drop_preview import Preview
from game.ui.host import speech

Rect = pygame.Rect


@dataclass(slots=True, kw_only=True)
class Grip:
    """What is held; `over` is where the pointer is: its own `row`, the `list`, or nowhere."""

    session: Session
    ref: BlockRef
    judge: Judge
    judged: TripEvaluation
    """Its trip as it is, or is expected to go."""
    pos: tuple[float, float] = (0.0, 0.0)
    over: str = ""
    to: int = -1
    seconds: int = 0
    known: dict[Command, Preview] = field(default_factory=dict)

    def aim(self, board: BoardView, pos: tuple[float, float], list_rect: Rect) -> None:
        """Follow the pointer."""
        self.pos, self.over = pos, ""
        time_s = board.axis_of(self.ref.vehicle).s(pos[0], board.lane)
        if self.ref.end:
            self.over = "row"
            lasts = time_s - self.judged.stops[self.ref.stop].begin_s
            steps = round(lasts / STEP_S)
            self.seconds = min(LONGEST_S, max(STEP_S, steps * STEP_S))
        elif board.vehicle_at(pos) == self.ref.vehicle:
            self.over = "row"
            others = [s for i, s in enumerate(self.judged.stops) if i != self.ref.stop]
            to = sum((s.begin_s + s.end_s) / 2 < time_s for s in others)
            self.to = max(to, self.session.begun().get(self.ref.vehicle, 0))
        elif list_rect.collidepoint(pos):
            self.over = "list"

    def command(self) -> Command | None:
        """What letting go here does; None when nothing changes."""
        vehicle, at = self.ref.vehicle, self.ref.stop
        if self.over == "list":
            return DropStop(vehicle=vehicle, at=at)
        if self.over != "row":
            return None
        if self.ref.end:
            same = self.seconds == self.judged.stops[at].stop.seconds
            return None if same else LastStop(vehicle=vehicle, at=at, seconds=self.seconds)
        return None if self.to in (-1, at) else MoveStop(vehicle=vehicle, at=at, to=self.to)

    def preview(self) -> Preview | None:
        """What it would change."""
        command = self.command()
        if command is None:
            return None
        if command not in self.known:
            self.known[command] = self.judge(command)
        return self.known[command]

    def stop_after(self) -> int:
        """Index of the stop in the trip as it would be."""
        return self.to if self.over == "row" and not self.ref.end and self.to >= 0 else self.ref.stop


def take_up(session: Session, judge: Judge, judged: TripEvaluation | None, payload: object) -> Grip | None:
    """Hold an own stop by its middle or its end; None when the payload is something else."""
    if not isinstance(payload, BlockRef) or payload.order or judged is None:
        return None
    if not 0 <= payload.stop < len(judged.stops) or not judged.stops[payload.stop].stop.own:
        return None
    if payload.end and judged.stops[payload.stop].stop.action is Action.RELOAD:
        return None
    return Grip(session=session, ref=payload, judge=judge, judged=judged)


def row_of(grip: Grip, row: BoardRow, ctx: Ctx) -> BoardRow:
    """The row as it would be, the stop as a ghost."""
    found = grip.preview()
    after = found.after.trip_of(grip.ref.vehicle) if found and found.after else None
    world, lang = grip.session.system, speech(ctx)
    if after is None:
        return replace(row, blocks=in_hand(row.blocks, "", grip.ref.stop))
    made = trip_row(world, world.vehicles[grip.ref.vehicle], after, lang)
    blocks = made.blocks if grip.session.day is None else progressed(made.blocks, grip.session.clock_s)
    return replace(made, blocks=in_hand(blocks, "", grip.stop_after()), planned=row.planned)


def with_blocks(row: BoardRow, blocks: tuple[Block, ...]) -> BoardRow:
    """The same row with other blocks."""
    return replace(row, blocks=blocks)


def draw(ctx: Ctx, grip: Grip, board: BoardView, row: BoardRow) -> None:
    """The row as it would be and the card with the differences."""
    with ctx.p.clip(board.body):
        board.draw_row(ctx, row_of(grip, row, ctx), BoardLook(vehicle=grip.ref.vehicle))
    world, lang = grip.session.system, speech(ctx)
    stop = grip.judged.stops[grip.ref.stop].stop
    title = titled(world, world.vehicles[grip.ref.vehicle], grip.judged.trip.stops, grip.ref.stop, lang)
    anchor = Rect(round(grip.pos[0]) - 1, round(grip.pos[1]) - 8, 2, 20)
    area = board.row_rect(grip.ref.vehicle)
    if grip.over == "row" and area is not None:
        anchor = Rect(anchor.x, area.y + 2, 2, area.h - 4)
    found = grip.preview()
    if found is None:
        _pill(ctx, anchor, title, "" if grip.over else ctx.t("own.stays"))
        return
    seconds = grip.seconds if grip.ref.end else stop.seconds
    note = ctx.t("own.out") if grip.over == "list" else lang.minutes(seconds) if seconds else ""
    draw_card(ctx, anchor, title, note, found, world=world)


def _pill(ctx: Ctx, anchor: Rect, title: str, hint: str) -> None:
    text = f"{title} · {hint}" if hint else title
    box = Rect(anchor.x + 12, anchor.bottom + 10, round(ctx.p.type.width(text, "small", 600)) + 34, 28)
    box.clamp_ip(ctx.rect.inflate(-12, -12))
    ctx.p.shadow(box, 6)
    ctx.p.fill(box, ctx.c.accent, 6)
    ctx.p.icon(box.x + 8, box.y + 6, "grip-vertical", 16, ctx.c.on_accent)
    ctx.p.text_mid(box.x + 26, box.centery, text, "small", ctx.c.on_accent, weight=600)
