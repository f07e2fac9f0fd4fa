"""What the gallery remembers between frames and when the board is left: `desk.kept["gallery"]`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from game.ui.desk import Desk
from game.ui.gallery_model import NOW, Shown
from game.ui.gallery_tries import FormerTries
from game.ui.map_small import SmallMaps
from game.ui.state import FieldState, ScrollArea

MOST_COMPARED = 3
UNDO_MS = 8000
"""How long a removed plan can be had back."""


@dataclass(slots=True, kw_only=True)
class GalleryState:
    """See the module text."""

    tries: FormerTries
    open: bool = False
    cursor: str = NOW
    """The plan that the keys are on."""
    pinned: list[str] = field(default_factory=list)
    """Plans that were chosen to be compared, in that order."""
    area: str = "list"
    """Compact layout: `list` or `compare`."""
    renaming: str = ""
    name: FieldState = field(default_factory=lambda: FieldState(limit=60))
    gone: str = ""
    """A kept plan that is being removed: until `gone_ms` it can be had back."""
    gone_name: str = ""
    gone_ms: int = 0
    small: SmallMaps = field(default_factory=SmallMaps)
    list_scroll: ScrollArea = field(default_factory=ScrollArea)
    body_scroll: ScrollArea = field(default_factory=ScrollArea)

    def pin(self, name: str) -> bool:
        """Choose a plan to compare, or leave it out again; False when three are chosen already."""
        if name in self.pinned:
            self.pinned.remove(name)
        elif len(self.pinned) >= MOST_COMPARED:
            return False
        else:
            self.pinned.append(name)
        return True

    def compared(self, plans: Sequence[Shown]) -> tuple[Shown, ...]:
        """The plans side by side: those that were chosen, else the plan now with the one at the cursor."""
        by_id = {plan.id: plan for plan in plans}
        self.pinned = [name for name in self.pinned if name in by_id]
        if len(self.pinned) > 1:
            return tuple(by_id[name] for name in self.pinned)
        base = by_id[self.pinned[0] if self.pinned else NOW]
        other = by_id.get(self.cursor, base)
        if other is base:
            other = next((p for p in plans if p is not base and p.plan != base.plan), base)
        return (base,) if other is base else (base, other)


def gallery_of(desk: Desk, folder: Path | None = None) -> GalleryState | None:
    """The state of this desk; made when a folder with logs is given."""
    found = desk.kept.get("gallery")
    if found is None and folder is not None:
        found = desk.kept["gallery"] = GalleryState(tries=FormerTries(desk.session, folder))
    return found if isinstance(found, GalleryState) else None
