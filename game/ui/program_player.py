"""The side of the program that belongs to a person: who plays, the settings, the pictures and remarks."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game import __version__
from game.content.language import Language, language
from game.record.consent import CONSENT, NOT_KEPT, asked
from game.record.lessons import forget_player
from game.record.players import Player, Players, clean_name, new_pseudonym, own_folder, save_players
from game.record.privacy import PICTURES
from game.record.remarks import Moment, Remark, keep_remark
from game.record.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    import pygame

    from game.session import Session
    from game.ui.context import UiSettings
    from game.ui.screen import Screen

MOST_RECENT = 8


class PlayerSide:
    """Settings of the one who plays now, and the others of this computer. Without a home nothing is kept."""

    mode: str

    def __init__(self, *, settings: Settings, home: Path | None, players: Players | None = None) -> None:
        self._settings, self._home = settings, home
        self._players = players or Players(
            all=(Player(id=settings.player),) if settings.player else (),
            current=settings.player, first=settings.player,
        )  # fmt: skip

    # -- settings ------------------------------------------------------------------------------
    @property
    def language(self) -> Language:
        """The player's language now."""
        return language(self._settings.language)

    @property
    def settings(self) -> Settings:
        """What is kept between runs."""
        return self._settings

    def configure(self, **changes: Any) -> None:
        """Change and save settings; a folder that refuses costs no play."""
        self._settings = replace(self._settings, **changes)
        if self._home is not None:
            file = self._players.settings_file(self._home, self._settings.player)
            save_settings(file, self._settings)

    def keep(self, ui: UiSettings) -> None:
        """Save what the shell changed on the spot."""
        self.configure(
            language=ui.lang, theme=ui.scheme.partition("_")[0], high_contrast=ui.scheme.endswith("_high"),
            scale_percent=round(ui.scale * 100), reduce_motion=ui.less_motion, software_frames=ui.software,
            full_screen=ui.full_screen, sound=ui.sound, volume_percent=ui.volume_percent,
        )  # fmt: skip

    @property
    def keeps(self) -> bool:
        """What is played is kept on disk: not in a demo, and not for who chose so."""
        return self.mode != "demo" and self._settings.consent != NOT_KEPT

    @property
    def asked(self) -> bool:
        """Who plays now was asked whether to keep it; a demo asks nobody."""
        return self.mode == "demo" or asked(self._settings.consent)

    def agree(self, *, keep: bool) -> None:
        """The player's answer to the text on what is kept."""
        self.configure(told_about_log=True, consent=CONSENT if keep else NOT_KEPT)

    def signed(self) -> dict[str, str]:
        """For the header of a log: when it is begun, and to which text the player agreed."""
        begun = {"begun": datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        consent = self._settings.consent
        return {**begun, "consent": consent} if consent == CONSENT else begun

    def saw(self, name: str) -> bool:
        """True the first time that this player is shown a hint."""
        if name in self._settings.seen:
            return False
        self.configure(seen=(*self._settings.seen, name))
        return True

    # -- players -------------------------------------------------------------------------------
    def players(self) -> Players:
        """Everybody who plays here."""
        return self._players

    def player_name(self, player: str = "") -> str:
        """What to call a player on screen: the name, or the number in the list."""
        player = player or self._players.current
        ids = [p.id for p in self._players.all]
        number = ids.index(player) + 1 if player in ids else 1
        return self._players.named(player) or self.language.t("player.number", n=number)

    def pseudonym(self) -> str:
        """The random name in the logs of who plays now; made when it is first needed."""
        if not self._settings.player:
            player = new_pseudonym()
            first = self._players.first or (player if not self._players.all else "")
            self._players = replace(self._players.with_one(Player(id=player)), current=player, first=first)
            self.configure(player=player)
        elif not self._players.has(self._settings.player):
            self._players = self._players.with_one(Player(id=self._settings.player))
        if len(self._players.all) > 1:
            self._save_players()
        return self._settings.player

    def _save_players(self) -> None:
        if self._home is not None:
            save_players(self._home, self._players)

    def add_player(self, name: str) -> str:
        """Somebody new, with fresh settings in the present language and look; returns the pseudonym."""
        self.pseudonym()  # the one who plays now stays, also before the first log
        player = Player(id=new_pseudonym(), name=clean_name(name))
        now = self._settings
        fresh = Settings(
            player=player.id, language=now.language, theme=now.theme, high_contrast=now.high_contrast,
            scale_percent=now.scale_percent, software_frames=now.software_frames,
        )  # fmt: skip
        self._players = self._players.with_one(player)
        if self._home is not None:
            save_settings(self._players.settings_file(self._home, player.id), fresh)
        self._save_players()
        return player.id

    def rename_player(self, player: str, name: str) -> None:
        """Give a player a name; it stays on this computer."""
        self.pseudonym()
        self._players = self._players.with_one(Player(id=player, name=clean_name(name)))
        self._save_players()

    def switch_player(self, player: str) -> Mapping[str, object]:
        """Let somebody else play; returns what the shell has to change for it."""
        from game.ui.theme import scheme_of

        self.pseudonym()
        self.configure()  # what the one who leaves chose is on disk, also when nothing was saved before
        self._players = replace(self._players, current=player)
        self._save_players()
        if self._home is not None:
            kept, _wrong = load_settings(self._players.settings_file(self._home, player))
            self._settings = replace(kept, player=player)
        else:
            self._settings = replace(self._settings, player=player)
        self.forget_seen_logs()
        now = self._settings
        return {
            "scheme": scheme_of(now.theme, high=now.high_contrast), "lang": now.language,
            "scale": now.scale_percent / 100, "less_motion": now.reduce_motion, "sound": now.sound,
            "volume_percent": now.volume_percent, "software": now.software_frames,
        }  # fmt: skip

    def remove_player(self, player: str, *, logs: bool = False) -> bool:
        """Take somebody who does not play now off the list, with name and settings; `logs`: those too."""
        if player == self._players.current or not self._players.has(player):
            return False
        if self._home is not None:
            self._players.settings_file(self._home, player).unlink(missing_ok=True)
            forget_player(self._home / "lessons.json", player)
        if logs:
            self.erase_everything(player)
        self._players = self._players.without(player)
        self._save_players()
        return True

    def forget_seen_logs(self) -> None:
        """Another player has other logs."""

    def erase_everything(self, player: str) -> None:
        """Delete everything that a player did."""

    # -- the shell's questions -----------------------------------------------------------------
    def recent(self) -> tuple[str, ...]:
        """Acts chosen in the palette, newest first."""
        return self._settings.recent

    def used(self, name: str) -> None:
        """An act was chosen; jumps to an order or a truck belong to one day and are not kept."""
        if not name.startswith("go."):
            kept = [name, *(n for n in self._settings.recent if n != name)][:MOST_RECENT]
            self.configure(recent=tuple(kept))

    def picture_folder(self) -> Path:
        """Where screenshots are kept: each player's apart, to be erased with it; a demo knows nobody."""
        home = self._home
        return own_folder(home, PICTURES, self._settings.player) if home else Path.cwd() / PICTURES

    def remark_folder(self) -> Path | None:
        """Where remarks are kept; None where nothing may be kept."""
        return self._home / "remarks" if self._home is not None and self.keeps else None

    def remark_screen(self, below: Screen, picture: pygame.Surface) -> Screen | None:
        """The dialog for a remark on this moment."""
        from game.ui.screens.remark import RemarkScreen

        folder = self.remark_folder()
        if folder is None:
            return None
        moment = self._moment(below, picture)

        def keep(kind: str, text: str, shown: pygame.Surface | None) -> str:
            return self._keep_remark(folder, moment, kind, text, shown)

        return RemarkScreen(below, picture, keep, folder=str(folder))

    def _moment(self, below: Screen, picture: pygame.Surface) -> Moment:
        session: Session | None = getattr(below, "session", None)
        about = Moment(
            screen=type(below).__name__, version=__version__, player=self._settings.player,
            lang=self._settings.language, window=picture.get_size(),
            scale_percent=self._settings.scale_percent,
        )  # fmt: skip
        if session is None:
            return about
        log = getattr(session.journal, "path", None)
        return replace(
            about, scenario=session.scenario.id, log=log.name if log else "", clock_s=session.clock_s,
            seq=session.events[-1].seq if session.events else -1, phase=session.phase,
        )  # fmt: skip

    def _keep_remark(
        self, folder: Path, moment: Moment, kind: str, text: str, shown: pygame.Surface | None
    ) -> str:
        """The sentence that says where it is. Raises OSError when the remark itself cannot be kept."""
        name = self._keep_picture(folder, shown) if shown is not None else ""
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        path = keep_remark(folder, Remark(kind=kind, text=text, at=at, moment=moment, picture=name))
        key = "remark.done" if name or shown is None else "remark.done_bare"
        return self.language.t(key, path=path)

    @staticmethod
    def _keep_picture(folder: Path, picture: pygame.Surface) -> str:
        """The picture beside the remark; empty when there is no room: the words matter more."""
        import pygame

        stamp = time.strftime("remark-%Y%m%d-%H%M%S")
        path = next(p for i in range(1000) if not (p := folder / f"{stamp}-{i}.png").exists())
        try:
            folder.mkdir(parents=True, exist_ok=True)
            pygame.image.save(picture, path)
        except (OSError, pygame.error):
            if path.exists():
                path.unlink()
            return ""
        return path.name
