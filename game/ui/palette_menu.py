"""What the menu offers to the command palette: every day that can be played, and the doors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from game.ui import measurement_menu, rounds_menu
from game.ui.board_tool import Deed
from game.ui.context import Ctx
from game.ui.host import speech
from game.ui.menu_cards import log_title, title_of
from game.ui.screen import Push, Quit, Replace

if TYPE_CHECKING:
    from game.ui.screens.menu import MenuScreen


def deeds(screen: MenuScreen, ctx: Ctx) -> Iterator[Deed]:
    """Days to go on with first."""
    t, host = ctx.t, screen.host
    listings = host.listings()
    for log in host.unfinished_logs()[:3]:
        label = t("menu.go_on_with", title=log_title(ctx, log, listings))
        yield Deed(id=f"go.log.{log.path.name}", label=label, icon="play",
                   note=speech(ctx).clock(log.clock_s) if log.clock_s else "",
                   do=lambda c, log=log: screen.open(log, c))  # type: ignore[misc]  # fmt: skip
    for listing in rounds_menu.days(host):
        yield Deed(id=f"go.scenario.{listing.id}", label=title_of(listing, ctx), icon="route",
                   enabled=not listing.faults, why=t("deed.broken"),
                   do=lambda c, listing=listing: screen.open(listing, c))  # type: ignore[misc]  # fmt: skip
    if rounds_menu.offered(host):
        yield Deed(id=rounds_menu.NAME, label=t("rounds.title"), icon="arrows-left-right",
                   do=lambda _c: Replace(rounds_menu.screen(host)))  # fmt: skip
    if measurement_menu.offered(host):
        yield Deed(id=measurement_menu.NAME, label=t("measure.title"), icon="gauge",
                   do=lambda _c: Replace(measurement_menu.screen(host)))  # fmt: skip
    yield Deed(id="menu.profile", label=t("menu.profile"), icon="chart-bar",
               do=lambda _c: Push(host.profile_screen()))  # fmt: skip
    yield Deed(id="board.settings", label=t("ui.settings"), icon="settings",
               do=lambda _c: Push(host.settings_screen()))  # fmt: skip
    yield Deed(id="menu.players", label=t("player.title"), icon="users", note=host.player_name(),
               do=lambda _c: Push(host.players_screen(screen)))  # fmt: skip
    yield Deed(id="menu.quit", label=t("menu.quit"), icon="logout", do=lambda _c: Quit())
