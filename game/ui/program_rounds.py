"""The side of the program that belongs to the two rounds: whose turn it is, beginning one, the group here."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from game.domain.rounds import Order, Part, next_seed, order_of
from game.rounds import Pair, pairs_in, seeds_in, trials_of
from game.ui.no_help import part_in

if TYPE_CHECKING:
    from game.assess.trial import Estimate
    from game.session import Session
    from game.ui.host import Host
    from game.ui.program import App
    from game.ui.screen import Screen

MODES = ("train", "playtest")
"""Where two rounds are offered."""


@runtime_checkable
class KeepsRounds(Protocol):
    """A program in which two rounds can be played; pictures and kiosks are none."""

    @property
    def rounds(self) -> Rounds:
        """The player's rounds."""


class Rounds:
    """Reads the rounds from the log folder; what it knows is read again when the logs were."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._mine: tuple[int, tuple[Pair, ...]] = (-1, ())
        self._seed: int | None = None
        self._group: tuple[int, Estimate | None] = (-1, None)

    @property
    def offered(self) -> bool:
        """In training and playtests; an assessment has forms of its own, and a kiosk keeps nothing."""
        return self._app.mode in MODES

    @property
    def upfront(self) -> bool:
        """Who has ended a day knows enough to compare; a newcomer has days to play first."""
        return any(card.phase in ("debrief", "closed") for card in self._app.own_logs())

    def pairs(self) -> tuple[Pair, ...]:
        """The player's own pairs, the latest first."""
        cards = self._app.own_logs()
        if self._mine[0] != self._app.logs_seen:
            found = pairs_in(self._app.log_folder(), self._app.pseudonym()) if cards else ()
            self._mine, self._seed = (self._app.logs_seen, found), None
        return self._mine[1]

    def next_order(self) -> Order:
        """The order of the first pair of a player; the same until it begins."""
        self.pairs()
        return order_of(self._new_seed())

    def _new_seed(self) -> int:
        if self._seed is None:
            draw = self._app.seed if self._app.seed is not None else secrets.randbelow(10**6)
            self._seed = next_seed(seeds_in(self._app.log_folder()), draw)
        return self._seed

    def begin(self, pair: Pair | None, order: Order) -> Session:
        """The next round of a pair, or the first of a new one. Raises ContentFault.

        Who plays again keeps the seed of the own first pair: the balance of orders is that of first pairs.
        """
        if pair is None:
            mine = self.pairs()
            part = Part(
                pair=secrets.token_hex(4), nr=1, order=order, seed=mine[-1].seed if mine else self._new_seed()
            )
        else:
            done = pair.played(1)
            nr = 2 if done is not None and done.figures is not None else 1
            part = Part(pair=pair.id, nr=nr, seed=pair.seed, order=pair.order)
        return self._app.start(part.round.scenario, part.seed, part)

    def screen_after(self, session: Session) -> Screen | None:
        """After a round's day: its result among both rounds, instead of the debrief; else None."""
        if session.phase != "debrief" or part_in(session) is None:
            return None
        return self.screen(session)

    def screen(self, session: Session | None = None) -> Screen:
        """Both rounds; `session`: the one that has just ended."""
        from game.ui.screens.rounds import RoundsScreen

        self._app.look_again()
        return RoundsScreen(cast("Host", self._app), self, session)

    def group(self) -> Estimate | None:
        """What everybody whose logs are here shows; None while it is worked out, beside the screen."""
        if self._app.background.failed:
            raise self._app.background.failed.pop()  # for the crash screen
        self._app.own_logs()
        seen = self._app.logs_seen
        if self._group[0] != seen:
            self._group = (seen, None)
            self._app.background.add(lambda: self._estimate(seen))
        return self._group[1]

    def _estimate(self, seen: int) -> None:
        from game.assess.crossover import estimate

        found = estimate(trials_of(pairs_in(self._app.log_folder())))
        if self._group[0] == seen:
            self._group = (seen, found)
