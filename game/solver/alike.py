"""Which orders are like each other: near on the map and wanted at the same time."""

from __future__ import annotations

import math

from game.domain import chance
from game.domain.world import Action, World
from game.rules.stops import end_of


class Alike:
    """Which orders are like each other: by crow-fly distance and by their windows."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.spot: dict[str, tuple[int, int]] = {}
        self.middle_s: dict[str, int] = {}
        self.room_s: dict[str, int] = {}
        for name in sorted(world.orders):
            self._add(name)

    def _add(self, name: str) -> None:
        order = self.world.orders[name]
        depots = {v.depot for v in self.world.vehicles.values()}
        away = Action.COLLECT if order.delivery in depots else Action.DELIVER
        place = self.world.places[end_of(order=order, action=away)]
        windows = order.pickup_windows if away is Action.COLLECT else order.delivery_windows
        opens, closes = (windows[0].open_s, windows[-1].close_s) if windows else (0, 86_400)
        self.spot[name] = place.x_m, place.y_m
        self.middle_s[name] = (opens + closes) // 2
        self.room_s[name] = closes - opens

    def to(self, seed: str, among: list[str], count: int, draw: chance.Random) -> list[str]:
        """The most alike, with some chance; the seed is one of them."""
        ranked = sorted(among, key=lambda o: (self._unlike(seed, o), o))
        found: list[str] = []
        while ranked and len(found) < count:
            found.append(ranked.pop(int(draw.random() ** 4 * len(ranked))))
        return found

    def _unlike(self, a: str, b: str) -> float:
        """Metres, and the distance of their windows' middles at 5 m/s."""
        return math.dist(self.spot[a], self.spot[b]) + 5 * abs(self.middle_s[a] - self.middle_s[b]) / 3
