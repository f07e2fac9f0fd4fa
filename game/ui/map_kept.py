"""Values made of others that are compared by identity: trips that did not change cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """It holds what the values were made of, so that an identity is never somebody else's.

    Beyond `limit` values it starts anew: a session that was left does not stay in memory for long.
    """

    def __init__(self, limit: int = 400) -> None:
        self.limit = limit
        self._made: dict[Hashable, tuple[tuple[object, ...], T]] = {}

    def __len__(self) -> int:
        return len(self._made)

    def get(self, owners: tuple[object, ...], rest: Hashable, make: Callable[[], T]) -> T:
        """Made of the owners (by identity) and the rest (by value), once."""
        key = (*map(id, owners), rest)
        if key not in self._made:
            if len(self._made) >= self.limit:
                self._made.clear()
            self._made[key] = (owners, make())
        return self._made[key][1]
