"""Keys of the running day; see the text of `game.ui.screens.day`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.domain.scenario import Message
from game.ui import no_help
from game.ui.clock_bar import SPEEDS
from game.ui.context import Ctx, Key
from game.ui.day_details import can_change
from game.ui.day_hand import Hand
from game.ui.screens import day_edit

if TYPE_CHECKING:
    from game.ui.screens.day_acts import DayActs

LETTERS = "abcdef"


def on_key(screen: DayActs, event: Key, ctx: Ctx) -> None:
    """Everything by keyboard too; see the text of `game.ui.screens.day`."""
    name, message = event.name, screen.open_message()
    if _carry(screen, name, ctx):
        return
    if not event.ctrl and day_edit.on_key(screen, event, ctx):
        return
    if event.ctrl:
        if name in ("z", "y"):
            screen.say(screen.desk.undo() if name == "z" and not event.shift else screen.desk.redo(), ctx)
    elif event.alt:
        _move(screen, name, ctx)
    elif message is None or not _answer_key(screen, name, message, ctx):
        _plain_key(screen, name, event, ctx)


def _answer_key(screen: DayActs, name: str, message: Message, ctx: Ctx) -> bool:
    """Enter takes a call and answers, 5 rings back later, letters and digits choose; True when used."""
    enter = name in ("return", "enter")
    if name == "5" and message.kind == "call":
        screen.put_off(ctx)
    elif screen.phone.rings(message, screen.session.clock_s):
        return enter and screen.take_call()
    elif name in LETTERS[: len(message.options)]:
        screen.choose(message.options[LETTERS.index(name)].id)
    elif name.isdigit() and screen.choice and 1 <= int(name) <= len(message.tones):
        screen.tone = message.tones[int(name) - 1].id
    elif enter:
        screen.reply(ctx)
    else:
        return False
    return True


def _plain_key(screen: DayActs, name: str, event: Key, ctx: Ctx) -> None:
    if name == "space":
        screen.toggle()
    elif name.strip("[]") in ("1", "2", "3", "4"):
        screen.go(SPEEDS[int(name.strip("[]")) - 1])
    elif name in ("up", "down", "left", "right"):
        walk(screen, name)
    elif name in ("delete", "backspace") and screen.order:
        screen.say(screen.desk.unplace(screen.order), ctx)
    else:
        _letter(screen, name, event, ctx)


def _letter(screen: DayActs, name: str, event: Key, ctx: Ctx) -> None:
    if name == "b":
        screen.run_until()
    elif name == "i":
        screen.inbox()
    elif name == "n":
        screen.step_item(-1 if event.shift else 1)
    elif name == "a" and not no_help.refused(screen.session, ctx):
        screen.advise()
    elif name == "m" and screen.order and can_change(screen.session, screen.order):
        screen.work.pause()
        screen.hand = Hand(screen.session, screen.model, screen.order, keyboard=True)
    elif name in ("return", "enter") and screen.advice and screen.advice.proposal:
        screen.take(ctx)
    elif name in ("+", "=", "-"):
        screen.board.axis.zoom(1.5 if name != "-" else 1 / 1.5, screen.session.clock_s)


def _move(screen: DayActs, name: str, ctx: Ctx) -> None:
    """Alt+arrows: the selected order earlier, later, or to another truck."""
    if not screen.order or name not in ("up", "down", "left", "right"):
        return
    step = 1 if name in ("right", "down") else -1
    said = (
        screen.desk.nudge(screen.order, step)
        if name in ("left", "right")
        else screen.desk.shift(screen.order, step)
    )
    if said is not None:
        screen.say(said, ctx)


def _carry(screen: DayActs, name: str, ctx: Ctx) -> bool:
    """Keys while an order is in the hand; True when used."""
    if screen.hand is None:
        return False
    if name in ("up", "down", "left", "right"):
        screen.hand.step(name)
        screen.board.show(screen.hand.vehicle)
    elif name in ("return", "enter", "m"):
        screen.drop(ctx)
    return True


def walk(screen: DayActs, name: str) -> None:
    """Arrows on the planboard: up and down between trucks, left and right between stops."""
    names = [r.vehicle for r in screen.model.rows]
    if not names:  # keys may come before the first frame made the rows
        return
    if name in ("up", "down"):
        step = 1 if name == "down" else -1
        now = names.index(screen.vehicle) if screen.vehicle in names else (-1 if step > 0 else len(names))
        screen.select(names[min(len(names) - 1, max(0, now + step))])
        return
    trip = screen.model.trip(screen.vehicle)
    stops = trip.stops if trip else ()
    if stops:
        step = 1 if name == "right" else -1
        here = [i for i, s in enumerate(stops) if screen.order and s.stop.order == screen.order]
        now = (
            screen.selection.stop
            if screen.selection.stop >= 0
            else here[0 if step < 0 else -1]
            if here
            else -1
        )
        at = min(len(stops) - 1, max(0, now + step if now >= 0 else 0 if step > 0 else len(stops) - 1))
        order = stops[at].stop.order
        screen.select(screen.vehicle, order, stop=-1 if order else at)
