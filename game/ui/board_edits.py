"""Keys and palette lines for acts on whole trips: turn, cut, move half, merge, swap, drivers, departure.

Ctrl with left or right shifts the departure by five minutes, Ctrl+Home gives it back to the schedule; V turns
the trip (from the chosen stop on), N cuts it before the chosen stop; H, M, T, U, Z open a choice of trucks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from game.domain.commands import Command, SetStart
from game.domain.errors import GameError
from game.rules import trip_edits as edits
from game.ui.board_carry import START_STEP_S
from game.ui.board_offer import About
from game.ui.board_tool import BoardTool, Deed
from game.ui.board_trip_acts import ICONS
from game.ui.context import Ctx, Key, UiEvent
from game.ui.drop_preview import error_text
from game.ui.screens import board_edit

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen

CHOICE_KEYS = {"h": "half", "m": "merge", "t": "swap", "u": "drivers", "z": "order"}
LAST_START_S = 86_100
Make = Callable[["BoardScreen", About], Command]


def _turn(screen: BoardScreen, about: About) -> Command:
    s = screen.session
    return edits.reverse(s.system, s.plan, about.vehicle, s.begun(), first=max(0, about.stop))


def _split(screen: BoardScreen, about: About) -> Command:
    s = screen.session
    return edits.split(s.system, s.plan, about.vehicle, max(0, about.stop), begun=s.begun())


def _start(screen: BoardScreen, vehicle: str, step_s: int) -> Command:
    """Earlier or later by a step, counted from where it is now; 0: automatic."""
    if not step_s:
        return SetStart(vehicle=vehicle, start_s=-1)
    judged = screen.desk.judged().trip_of(vehicle)
    now_s = judged.start_s if judged else 0
    wanted = (now_s + step_s) // START_STEP_S * START_STEP_S
    if step_s < 0 and now_s % START_STEP_S:
        wanted = now_s // START_STEP_S * START_STEP_S
    return SetStart(vehicle=vehicle, start_s=min(LAST_START_S, max(0, wanted)))


class Edits(BoardTool):
    """See the module text."""

    name = "edits"

    def __init__(self, screen: BoardScreen) -> None:
        self.screen = screen

    def handle(self, event: UiEvent, ctx: Ctx) -> bool:
        """Its keys, when nothing is in the hand and no menu is open."""
        desk = self.screen.desk
        if not isinstance(event, Key) or event.alt or (event.ctrl and event.shift) or desk.menu is not None:
            return False
        if desk.hand is not None or desk.grip is not None:
            return False
        if event.ctrl:
            return self._with_ctrl(event.name, ctx)
        return not event.shift and self._letter(event.name, ctx)

    def _with_ctrl(self, name: str, ctx: Ctx) -> bool:
        steps = {"left": -START_STEP_S, "right": START_STEP_S, "home": 0}
        if name not in steps:
            return False
        self.depart(ctx, steps[name])
        return True

    def _letter(self, name: str, ctx: Ctx) -> bool:
        if name == "m" and self.screen.desk.selection.orders:
            return False  # what may be done with chosen orders
        if name in CHOICE_KEYS:
            board_edit.open_choice(self.screen, ctx, CHOICE_KEYS[name])
        elif name in ("v", "n"):
            self.make(ctx, _turn if name == "v" else _split)
        else:
            return False
        return True

    def depart(self, ctx: Ctx, step_s: int) -> None:
        """Shift the departure of the chosen trip."""
        self.make(ctx, lambda screen, about: _start(screen, about.vehicle, step_s))

    def make(self, ctx: Ctx, made: Make) -> None:
        """Do something with the chosen trip, or say why not."""
        about = self.screen.desk.about()
        if not about.vehicle or self.screen.session.plan.trip_of(about.vehicle) is None:
            ctx.toast(ctx.t("edit.no_merge"), "info")
            return
        try:
            command = made(self.screen, about)
        except GameError as error:
            ctx.toast(error_text(ctx, error), "bad")
            return
        board_edit.do(self.screen, command, ctx)

    def deeds(self, ctx: Ctx) -> Sequence[Deed]:
        """Everything of it, with the reason where it is not possible now."""
        about = self.screen.desk.about()
        trip = self.screen.session.plan.trip_of(about.vehicle)
        return tuple(self._deeds(ctx, about, has=trip is not None))

    def _deeds(self, ctx: Ctx, about: About, *, has: bool) -> Iterator[Deed]:
        t = ctx.t
        fits = {"order": bool(about.order), "half": about.stop > 0}
        for key, name in CHOICE_KEYS.items():
            able = fits.get(name, bool(about.vehicle))
            yield Deed(
                id=f"edit.{name}", label=t(f"edit.open_{name}"), icon=ICONS[name], shortcut=key.upper(),
                enabled=able, why=t(f"edit.no_{name}"),
                do=lambda c, name=name: board_edit.open_choice(self.screen, c, name),  # type: ignore[misc]
            )  # fmt: skip
        acts: tuple[tuple[str, str, str, Callable[[Ctx], object]], ...] = (
            ("turn", "refresh", "V", lambda c: self.make(c, _turn)),
            ("cut", "route", "N", lambda c: self.make(c, _split)),
            ("earlier", "clock", "Ctrl+←", lambda c: self.depart(c, -START_STEP_S)),
            ("later", "clock", "Ctrl+→", lambda c: self.depart(c, START_STEP_S)),
            ("automatic", "clock", "Ctrl+Home", lambda c: self.depart(c, 0)),
        )
        for name, icon, shortcut, do in acts:
            yield Deed(id=f"edit.{name}", label=t(f"edit.do_{name}"), icon=icon, shortcut=shortcut,
                       enabled=has and (name != "cut" or about.stop > 0),
                       why=t("edit.no_half" if has else "edit.no_merge"), do=do)  # fmt: skip
