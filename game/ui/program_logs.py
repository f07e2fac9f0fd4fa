"""The side of the program that knows the log folder: whose logs are there, their profile, and their end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.record.consent import NOT_KEPT
from game.record.journal import MemoryJournal
from game.record.privacy import erase, logs_of
from game.record.retention import tidy
from game.record.settings import Settings
from game.ui.logbook import ended, log_cards, unfinished
from game.ui.program_profile import ProfileSide
from game.ui.program_weigh import Weighs

if TYPE_CHECKING:
    from game.session import Session
    from game.session_week import WeekSession
    from game.ui.host import LogCard
    from game.ui.program_measurement import Measurements


class LogSide(Weighs, ProfileSide):
    """Logs are read anew when a screen opens that shows them; nothing here writes in one."""

    measurements: Measurements
    _logs: Path
    _profile: tuple[tuple[object, ...], Mapping[str, Any] | None] = ((), None)
    _profile_of: tuple[Path, ...] = ()
    _cards: tuple[LogCard, ...] | None = None
    logs_seen = 0
    """Goes up whenever the log folder was read again."""

    def look_again(self) -> None:
        """There may be new logs."""
        self._cards = None

    def own_logs(self) -> tuple[LogCard, ...]:
        """Logs of who plays now, newest first; the same value until they are looked at again."""
        if self._cards is None:
            first = self._players.first == self._settings.player
            self._cards = log_cards(self._logs, self._settings.player, unsigned=first)
            self.logs_seen += 1
        return self._cards

    def forget_seen_logs(self) -> None:
        """Another player has other logs, and another profile."""
        self._cards, self._profile, self.session = None, ((), None), None

    def log_counts(self) -> Mapping[str, int]:
        """How many logs each pseudonym has here."""
        return Counter(card.player for card in log_cards(self._logs))

    def erase_everything(self, player: str) -> None:
        """Leave nothing of a player; what the disk holds fast stays."""
        if self._weighs is not None:
            self._weighs.forget()
        self.end_reading()
        if self._home is not None:
            with suppress(OSError):
                erase(self._home, self._logs, player)
        self.forget_seen_logs()

    def erase_me(self) -> None:
        """Leave nothing of who plays now, not of the day on screen either; from here on nothing is kept."""
        if self.session is not None:
            self.session.journal = MemoryJournal()
        self.erase_everything(self.pseudonym())
        now, self._home = self._settings, None
        self._settings = Settings(language=now.language, theme=now.theme, consent=NOT_KEPT)

    def tidy(self) -> str:
        """Logs that have had their time: what was deleted now or will be, as a sentence; mostly empty."""
        if self._home is None or not self.keeps:
            return ""
        months, mine = self._settings.keep_months, logs_of(self._home, self._logs, self._settings.player)
        done = tidy(self._home, mine, datetime.now(tz=UTC).date(), months)
        if done.removed:
            return self.language.t("retention.removed", n=len(done.removed), months=months)
        if done.on is None:
            return ""
        day = self.language.day(done.on)
        return self.language.t("retention.due", n=len(done.due), months=months, day=day)

    def unfinished_logs(self) -> tuple[LogCard, ...]:
        """Logs to go on with, newest first."""
        return unfinished(self.own_logs())

    def profile(self) -> Mapping[str, Any] | None:
        """The profile of all ended days; made in the background, None until it is there."""
        self._cards = None
        cards = ended(self.own_logs())
        self.weigh_logs(cards)
        hidden = self.measurements.hidden()
        cards = tuple(c for c in cards if c.path not in hidden)
        key: tuple[object, ...] = tuple((c.path, c.written, c.unweighed) for c in cards) or ("none",)
        (had, made), days = self._profile, tuple(c.path for c in cards)
        if had != key and not (made and self._profile_of == days and self.weighing_late):
            self._profile = (key, made if self._profile_of == days else None)
            self._profile_of = days
            self.background.beside(lambda: self._make_profile(key, cards))
        return self._profile[1]

    def _make_profile(self, key: tuple[object, ...], cards: tuple[LogCard, ...]) -> None:
        def got(made: Mapping[str, Any]) -> bool:
            mine = self._profile[0] == key
            if mine and (self._profile[1] is None or not made["waiting"] or self._profile[1]["waiting"]):
                self._profile = (key, made)
                self.background.tell()
            return mine

        self.read_logs([card.path for card in cards], got)

    def trouble(self, session: Session | WeekSession) -> str:
        """Why the session's log cannot be written now; empty when all is well."""
        return str(getattr(session.journal, "trouble", ""))

    def log_folder(self) -> Path:
        """Where logs are kept."""
        return self._logs
