"""The side of the program that makes the profile, by a process beside the game, and keeps notes on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from game.record.notes import Notes, notes_file
from game.record.players import own_file, own_folder
from game.record.privacy import READINGS, REPORTS
from game.ui.program_player import PlayerSide

if TYPE_CHECKING:
    from game.readings.client import ReadingsClient
    from game.ui.profile_report import ReportMaker


@runtime_checkable
class KeepsNotes(Protocol):
    """A program in which a player can write on the own profile; pictures and kiosks are none."""

    def notes(self) -> Notes:
        """The notes of who plays now."""

    def reports(self) -> ReportMaker | None:
        """Makes reports of who plays now; None where nothing is kept."""


class ProfileSide(PlayerSide):
    """Reads logs for the profile, and keeps the notes."""

    _readings: ReadingsClient | None = None
    _notes: Notes | None = None

    def notes(self) -> Notes:
        """The notes of who plays now; where nothing is kept they last as long as the program."""
        player = self.pseudonym()
        if self._notes is None or self._notes.player != player:
            kept = self._home is not None and self.keeps
            self._notes = Notes(notes_file(self._home, player) if self._home and kept else None, player)
        return self._notes

    def reports(self) -> ReportMaker | None:
        """Makes reports of who plays now into a folder that is erased with the player."""
        from game.ui.profile_report import ReportMaker

        if self._home is None or not self.keeps:
            return None
        return ReportMaker(own_folder(self._home, REPORTS, self.pseudonym()), self._home)

    def read_logs(
        self, logs: Sequence[Path], got: Callable[[Mapping[str, Any]], bool], *, kept: bool = True
    ) -> None:
        """Have the profile of these logs made; waits, for a thread beside the screen. A process that fails is
        stood in for by this thread: slower, and with the same profile. `kept`: readings are kept for the next
        time; not when these are only some of the player's logs."""
        from game.readings.client import ReadingsClient

        player, home = self._settings.player, self._home if kept and self.keeps else None
        book = own_file(home, READINGS, player) if home is not None and player else None
        if not logs:
            self._nothing_to_read(book, got)
            return
        self._readings = client = ReadingsClient()
        failed = client.run(logs, book, player, got)
        if failed and self._readings is client:
            from game.readings.book import Book
            from game.readings.worker import grown

            for made in grown(logs, Book(book, player)):
                if not got(made):
                    return

    @staticmethod
    def _nothing_to_read(book: Path | None, got: Callable[[Mapping[str, Any]], bool]) -> None:
        """No process for that; what was read of logs that are gone goes too."""
        from game.readings.whole import whole

        if book is not None:
            with suppress(OSError):
                book.unlink(missing_ok=True)
        got(whole(()))

    def end_reading(self) -> None:
        """The program ends, or the logs are erased: nothing is read or kept any more."""
        client, self._readings, self._notes = self._readings, None, None
        if client is not None:
            client.close()
