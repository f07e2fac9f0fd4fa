"""What the regisseur console remembers of one session: kept on the desk, also when the player leaves."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.session import Session
from game.ui.console_choices import Chooser
from game.ui.desk import Desk
from game.ui.state import ScrollArea, SliderState

NAME = "console"
TABS = ("front", "weights", "rules", "found")
"""Of the compact layout, where one part has the room."""


@dataclass(slots=True)
class ConsoleState:
    """Open or not, what is chosen in it, and sliders that are on their way to a command."""

    open: bool = False
    tab: str = "front"
    side: str = "found"
    """Right column: `found` (the result) or `asked` (what was asked before and what it did)."""
    scope: str = "all"
    grain: str = "trip"
    """Take the result over per `trip` or per `order`."""
    picked: set[str] = field(default_factory=set)
    """Orders to take over, one by one."""
    point: int = -1
    """The chosen point of the front."""
    shown: str = ""
    """The row of the result (vehicle or order) whose change is drawn on board and map."""
    chooser: Chooser | None = None
    co2: SliderState = field(default_factory=lambda: SliderState(0.0, step=5))
    margin: SliderState = field(default_factory=lambda: SliderState(0.0, high=60, step=5))
    touched_ms: int = -1
    """When a slider moved last; -1: what it says was carried out."""
    held: bool = False
    scrolls: dict[str, ScrollArea] = field(
        default_factory=lambda: {name: ScrollArea() for name in ("rules", "found", "asked", "chooser")}
    )

    @property
    def key(self) -> tuple[object, ...]:
        """What a kept picture depends on."""
        return (
            self.tab, self.side, self.scope, self.grain, frozenset(self.picked), self.point, self.shown,
            self.co2.value, self.margin.value, *(s.offset for s in self.scrolls.values()),
        )  # fmt: skip

    def follow(self, session: Session) -> None:
        """Sliders stand where the session's wishes are, unless a hand is on them."""
        if self.touched_ms < 0:
            self.co2.value = float(session.wishes.co2_percent)
            self.margin.value = float(session.wishes.margin_min)


def state_of(desk: Desk) -> ConsoleState:
    """The one state of a session's console."""
    found = desk.kept.get(NAME)
    if not isinstance(found, ConsoleState):
        found = desk.kept[NAME] = ConsoleState()
    return found
