"""What the shell does itself on every screen: pictures (F12), the palette (Ctrl+K), remarks (F8)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pygame

from game.ui import layout
from game.ui.board_tool import Deed
from game.ui.context import Ctx
from game.ui.host import other_language, speech
from game.ui.screen import Configure, Pop, Push, Screen, Summon
from game.ui.theme import scheme_of

if TYPE_CHECKING:
    from game.ui.shell import Shell

COMMAND = pygame.KMOD_CTRL | pygame.KMOD_META


class Program(Protocol):
    """What the shell asks of the program around it, when there is one."""

    def pulse(self) -> bool:
        """Go on with what is done beside the screens; True when something changed. Never waits."""

    def recent(self) -> tuple[str, ...]:
        """Acts that this player chose in the palette, newest first."""

    def used(self, name: str) -> None:
        """An act was chosen in the palette."""

    def picture_folder(self) -> Path:
        """Where screenshots are kept."""

    def remark_screen(self, below: Screen, picture: pygame.Surface) -> Screen | None:
        """The dialog for a playtest remark; None where nothing may be kept (demo)."""


def pulse(shell: Shell) -> bool:
    """Let the program take over what was done beside the screens."""
    return shell.program is not None and shell.program.pulse()


def own_key(shell: Shell, name: str, mods: int) -> bool:
    """Keys that mean the same on every screen; True when it was one."""
    if name == "f11":
        shell.apply(Configure({"full_screen": not shell.settings.full_screen}))
    elif name == "f12":
        shell.screenshot()
    elif name == "f8" and shell.program is not None:
        summon(shell, "remark")
    elif name == "k" and mods & COMMAND:
        summon(shell, "palette")
    else:
        return False
    return True


def save_picture(shell: Shell) -> Path | None:
    """Write the window as a picture and say where, or why not."""
    shell.frame()
    folder = shell.program.picture_folder() if shell.program else Path.cwd()
    stamp = time.strftime("ritregie-%Y%m%d-%H%M%S")
    path = next(p for i in range(1, 1000) if not (p := folder / f"{stamp}{f'-{i}' * (i > 1)}.png").exists())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        pygame.image.save(shell.window, path)
    except (OSError, pygame.error) as why:
        path.unlink(missing_ok=True) if path.parent.is_dir() else None
        shell.toast(
            shell.t("shell.no_picture", folder=folder, why=getattr(why, "strerror", "") or why), "warn"
        )
        return None
    shell.toast(shell.t("shell.picture", path=path), "ok")
    return path


def summon(shell: Shell, name: str) -> None:
    """Lay the palette or the dialog for remarks over the screen; Ctrl+K closes its palette again."""
    from game.ui.screens.palette import PaletteScreen
    from game.ui.screens.remark import RemarkScreen

    below = shell.stack[-1]
    if isinstance(below, PaletteScreen) and name == "palette":
        shell.apply(Pop())
    elif not isinstance(below, PaletteScreen | RemarkScreen):
        made = _palette_over(shell, below) if name == "palette" else _remark_over(shell, below)
        if made is not None:
            shell.input.cancel_drag()
            below.covered()
            shell.apply(Push(made))


def _palette_over(shell: Shell, below: Screen) -> Screen:
    """The palette with what the screen offers and what the shell can do."""
    from game.ui.screens.palette import PaletteScreen

    program = shell.program

    def ask(ctx: Ctx) -> Sequence[Deed]:
        return (*below.deeds(ctx), *general(shell, ctx))

    if program is None:
        return PaletteScreen(below, ask)
    return PaletteScreen(below, ask, recent=program.recent(), used=program.used)


def _remark_over(shell: Shell, below: Screen) -> Screen | None:
    """The dialog for a remark, with the picture of this moment; None where nothing may be kept."""
    if shell.program is None:
        return None
    shell.frame()  # the palette may have been over it
    made = shell.program.remark_screen(below, shell.window.copy())
    if made is None:
        shell.toast(shell.t("remark.not_here"), "info")
    return made


def general(shell: Shell, ctx: Ctx) -> tuple[Deed, ...]:
    """What can be done on every screen: look, size, picture, remark."""
    t, ui = ctx.t, ctx.settings
    theme, high = ui.scheme.partition("_")[0], ui.scheme.endswith("_high")
    other = "light" if theme == "dark" else "dark"
    deeds = [
        Deed(id="look.lang", label=t("deed.language"), icon="language", do=other_language),
        Deed(id="look.theme", label=t(f"deed.{other}"), icon="sun" if other == "light" else "moon",
             do=lambda _c: Configure({"scheme": scheme_of(other, high=high)})),
        Deed(id="look.contrast", label=t("deed.contrast_off" if high else "deed.contrast"), icon="eye",
             do=lambda _c: Configure({"scheme": scheme_of(theme, high=not high)})),
        Deed(id="look.motion", label=t("deed.motion" if ui.less_motion else "deed.less_motion"),
             icon="stopwatch", do=lambda _c: Configure({"less_motion": not ui.less_motion})),
        Deed(id="look.full", label=t("deed.window" if ui.full_screen else "deed.full_screen"),
             icon="maximize", shortcut="F11", do=lambda _c: Configure({"full_screen": not ui.full_screen})),
        Deed(id="shell.picture", label=t("deed.picture"), icon="photo", shortcut="F12",
             do=lambda _c: shell.screenshot()),
    ]  # fmt: skip
    if shell.program is not None:
        deeds.append(Deed(id="shell.remark", label=t("deed.remark"), icon="message-2", shortcut="F8",
                          do=lambda _c: Summon("remark")))  # fmt: skip
    return (*deeds, *_sizes(shell, ctx))


def _sizes(shell: Shell, ctx: Ctx) -> list[Deed]:
    """Every scale; one that would cut things off says so."""
    offered = layout.allowed_scales(shell.window.get_size())
    made = []
    for scale in layout.SCALES:
        if scale == ctx.settings.scale:
            continue
        percent = speech(ctx).percent(scale, 0)
        made.append(
            Deed(
                id=f"look.scale.{scale}", label=ctx.t("deed.scale", percent=percent), icon="zoom-in",
                do=lambda _c, scale=scale: Configure({"scale": scale}),  # type: ignore[misc]
                enabled=scale in offered, why=ctx.t("deed.scale_why"),
            )
        )  # fmt: skip
    return made
