"""Who plays: choose, add, rename or remove a player. Names stay on this computer; logs hold a pseudonym."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.record.players import LONGEST_NAME, Player
from game.ui import layout, widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.host import arrow_focus
from game.ui.screen import BaseScreen, Configure, Outcome, Pop, Push, Screen, Then
from game.ui.screens.first_start import FirstStart
from game.ui.screens.menu import night
from game.ui.state import FieldState, ScrollArea

if TYPE_CHECKING:
    from game.ui.program import App

Rect = pygame.Rect
WIDTH, ROW, FOOT_H = 560, 60, 116
NEW, NAME = "player.new", "player.name"


class PlayersScreen(BaseScreen):
    """A dialog over the menu; choosing somebody leaves it."""

    def __init__(self, host: App, below: Screen) -> None:
        self.host, self.below = host, below
        self.new = FieldState(limit=LONGEST_NAME)
        self.name = FieldState(limit=LONGEST_NAME)
        self.renamed = ""
        """Whose name is being written."""
        self.leaving = ""
        """Who is about to be removed."""
        self.scroll = ScrollArea()
        self._logs = host.log_counts()

    # -- paint -------------------------------------------------------------------------------------
    def draw(self, ctx: Ctx) -> None:
        """Everybody, and a field for somebody new."""
        self.below.draw(ctx)
        ctx = night(ctx)
        players = self.host.players().all
        height = 62 + ROW * max(1, len(players)) + FOOT_H + 24
        inside = widgets.modal(ctx, WIDTH, height, ctx.t("player.title"), icon="users")
        foot, view = layout.cut_bottom(inside, FOOT_H)
        self._list(ctx, view, players)
        self._foot(ctx, foot)

    def _list(self, ctx: Ctx, rect: Rect, players: tuple[Player, ...]) -> None:
        for i, row in widgets.rows(ctx, "player.list", rect, self.scroll, len(players), ROW):
            player = players[i]
            if player.id == self.leaving:
                self._leaving(ctx, row, player)
            else:
                self._row(ctx, row, player)

    def _row(self, ctx: Ctx, rect: Rect, player: Player) -> None:
        mine = player.id == self.host.players().current
        name, box = self.host.player_name(player.id), rect.inflate(-8, -6)
        hit = f"player.{player.id}"
        fill = ctx.c.accent_tint if mine else ctx.c.surface2 if ctx.hovered(hit) else ctx.c.surface
        ctx.p.box(box, fill=fill, line=ctx.c.accent if mine else ctx.c.line_strong, radius=8)
        ctx.p.disc((box.x + 28, box.centery), 16, ctx.c.accent if mine else ctx.c.surface3)
        initial = name[:1].upper()
        color = ctx.c.on_accent if mine else ctx.c.text
        ctx.p.text_mid(box.x + 28, box.centery, initial, "h4", color, weight=600, align="c")
        right = box.right - 8
        if self.renamed == player.id:
            self._naming(ctx, Rect(box.x + 54, box.y + 11, right - box.x - 54, 32))
            return
        widgets.focus_ring(ctx, hit, box, 8)
        ctx.hit(hit, box, "row", label=name, payload=player)
        for what, icon in (("remove", "trash"), ("edit", "pencil")):
            if what == "remove" and mine:
                continue
            area = Rect(right - 32, box.centery - 16, 32, 32)
            label = ctx.t(f"player.{what}", name=name)
            widgets.icon_button(ctx, f"player.{what}.{player.id}", area, icon, label=label, payload=player)
            right -= 36
        if mine:
            word = ctx.t("player.plays")
            right -= round(ctx.p.type.width(word, "small", 600)) + 8
            ctx.p.text_mid(right, box.centery, word, "small", ctx.c.accent_text, weight=600)
        room = right - box.x - 62
        ctx.p.text(box.x + 54, box.y + 8, ctx.p.type.fit(name, room, weight=600), weight=600)
        logs = self._logs.get(player.id, 0)
        key = "player.log" if logs == 1 else "player.logs"
        note = ctx.p.type.fit(f"{player.id} · {ctx.t(key, n=logs)}", room, "small")
        ctx.p.text(box.x + 54, box.y + 30, note, "small", ctx.c.text2)

    def _naming(self, ctx: Ctx, rect: Rect) -> None:
        label = ctx.t("player.keep_name")
        wide = widgets.button_width(ctx, label)
        field = Rect(rect.x, rect.y, rect.w - wide - 8, 32)
        widgets.field(ctx, NAME, field, self.name, placeholder=ctx.t("player.name"))
        widgets.button(ctx, "player.named", Rect(rect.right - wide, rect.y, wide, 32), label, kind="accent")

    def _leaving(self, ctx: Ctx, rect: Rect, player: Player) -> None:
        """Removing somebody asks once, and says what becomes of the logs."""
        box = rect.inflate(-8, -6)
        ctx.p.box(box, fill=ctx.c.bad.fill, line=ctx.c.bad.outline, radius=8)
        right = box.right - 10
        logs = self._logs.get(player.id, 0)
        choices = [("stay", ctx.t("ui.cancel")), ("go", ctx.t("player.go" if logs else "player.delete"))]
        if logs:
            choices.append(("wipe", ctx.t("player.wipe", n=logs)))
        for name, label in choices:
            wide = widgets.button_width(ctx, label, size="small")
            area = Rect(right - wide, box.centery - 14, wide, 28)
            widgets.button(ctx, f"player.{name}", area, label, size="small", payload=player)
            right -= wide + 6
        text = ctx.t("player.sure", name=self.host.player_name(player.id))
        for i, line in enumerate(ctx.p.type.wrap(text, right - box.x - 20, "small")[:2]):
            ctx.p.text(box.x + 14, box.y + 10 + 16 * i, line, "small", ctx.c.bad.text, weight=500)

    def _foot(self, ctx: Ctx, rect: Rect) -> None:
        ctx.p.hline(rect.x, rect.right, rect.y + 8)
        label = ctx.t("player.add")
        wide = widgets.button_width(ctx, label, icon="plus")
        y = rect.y + 22
        field = Rect(rect.x, y, rect.w - wide - 8, 32)
        widgets.field(ctx, NEW, field, self.new, placeholder=ctx.t("player.new"))
        add = Rect(rect.right - wide, y, wide, 32)
        kind = "primary" if self.new.value.strip() else "default"
        widgets.button(ctx, "player.add", add, label, kind=kind, icon="plus")
        note = ctx.p.type.wrap(ctx.t("player.local"), rect.w - 110, "small")
        for i, line in enumerate(note[:2]):
            ctx.p.text(rect.x, rect.bottom - 36 + 16 * i, line, "small", ctx.c.text2)
        close = ctx.t("ui.close")
        wide = widgets.button_width(ctx, close)
        widgets.button(ctx, "player.close", Rect(rect.right - wide, rect.bottom - 34, wide, 32), close)

    # -- events ------------------------------------------------------------------------------------
    def handle(self, event: UiEvent, ctx: Ctx) -> Outcome:
        """Choose, name, remove."""
        match event:
            case Back():
                return self._back()
            case Activate(payload=Player() as player):
                return self._about(event.id.split(".")[1], player, ctx)
            case Activate(id=name):
                return self._pressed(name.removeprefix("player."), ctx)
            case Key(name="return" | "enter") if ctx.memory.focus in (NEW, NAME):
                return self._pressed("add" if ctx.memory.focus == NEW else "named", ctx)
            case _:
                arrow_focus(event, ctx)
        return None

    def _pressed(self, name: str, ctx: Ctx) -> Outcome:
        if name == "add":
            return self._play(self.host.add_player(self.new.value), ctx)  # somebody new plays at once
        if name == "named":
            self._named()
        return Pop() if name == "close" else None

    def _back(self) -> Outcome:
        if self.renamed or self.leaving:
            self.renamed = self.leaving = ""
            return None
        return Pop()

    def _about(self, what: str, player: Player, ctx: Ctx) -> Outcome:
        if what == "edit":
            self.renamed, self.leaving = player.id, ""
            self.name = FieldState(limit=LONGEST_NAME, value=player.name, caret=len(player.name))
            ctx.memory.focus = NAME
        elif what == "remove":
            self.leaving, self.renamed = player.id, ""
        elif what in ("go", "wipe"):
            self.host.remove_player(player.id, logs=what == "wipe")
            self.leaving, self._logs = "", self.host.log_counts()
        elif what == "stay":
            self.leaving = ""
        else:
            return self._play(player.id, ctx)
        return None

    def _named(self) -> None:
        if self.renamed:
            self.host.rename_player(self.renamed, self.name.value)
        self.renamed = ""

    def _play(self, player: str, ctx: Ctx) -> Outcome:
        if player == self.host.players().current:
            return Pop()
        changes = dict(self.host.switch_player(player))
        allowed = layout.allowed_scales(ctx.p.surface.get_size())
        changes["scale"] = min(allowed, key=lambda s: abs(s - float(str(changes["scale"]))))
        told, below, host = self.host.asked, self.below, self.host

        def welcome(_ctx: Ctx) -> tuple[Outcome, ...]:
            first = () if told else (Push(FirstStart(host, below, pops=True)),)
            return (Configure(changes), *first)

        return Then(welcome)
