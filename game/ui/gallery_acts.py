"""What is done in the gallery: walking, restoring, renaming, removing with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.domain import commands as c
from game.solver.proposal import plan_commands
from game.ui import gallery_list, widgets
from game.ui.context import Activate, Back, Ctx, Key, UiEvent
from game.ui.drop_preview import error_text
from game.ui.gallery_model import NOW, Shown
from game.ui.gallery_state import UNDO_MS, GalleryState

if TYPE_CHECKING:
    from game.ui.gallery import GalleryTool
    from game.ui.screens.board import BoardScreen

Rect = pygame.Rect
PAGE = 0.85


def on_key(tool: GalleryTool, event: Key, ctx: Ctx) -> bool:
    """One key while the gallery is open; False leaves it to the board (the list of keys)."""
    state, name = tool.state, event.name
    if name in ("?", "f1") or (name == "/" and event.shift):
        return False
    if name == "g":
        tool.toggle(ctx)
    elif name in ("up", "down"):
        _walk(tool, 1 if name == "down" else -1, ctx)
    elif name in ("left", "right"):
        state.area = "compare" if name == "right" else "list"
    elif name == "k":
        tool.keep(ctx)
    elif name == "space":
        tool.pin(state.cursor, ctx)
    elif name in ("page up", "page down"):
        state.body_scroll.by((1 if name == "page down" else -1) * PAGE * state.body_scroll.view)
    elif name in KEYS:
        act(tool, KEYS[name], state.cursor, ctx)
    return True


KEYS = {
    "return": "restore", "enter": "restore", "e": "rename", "delete": "remove",
    "backspace": "remove",
}  # fmt: skip


def _walk(tool: GalleryTool, step: int, ctx: Ctx) -> None:
    plans = tool.plans(ctx)
    at = next((i for i, plan in enumerate(plans) if plan.id == tool.state.cursor), 0)
    tool.state.cursor = plans[min(len(plans) - 1, max(0, at + step))].id
    ctx.memory.focus = None
    gallery_list.show(plans, tool.state)


def act(tool: GalleryTool, kind: str, name: str, ctx: Ctx) -> None:
    """Restore, rename or remove a plan."""
    plan = next((p for p in tool.plans(ctx) if p.id == name), None)
    if plan is None or plan.id == NOW:
        return
    if kind == "restore":
        _restore(tool, plan, ctx)
    elif plan.kind != "kept":
        ctx.toast(ctx.t("gallery.only_kept"), "info")
    elif kind == "rename":
        begin_rename(tool.state, plan, ctx)
    elif kind == "remove":
        forget(tool.screen, tool.state)
        state = tool.state
        state.gone, state.gone_name, state.gone_ms = plan.id, plan.name, ctx.now_ms + UNDO_MS
        state.cursor = NOW


def _restore(tool: GalleryTool, plan: Shown, ctx: Ctx) -> None:
    """Make it the plan on the board; one step back undoes it."""
    if plan.same:
        ctx.toast(ctx.t("gallery.is_now"), "info")
        return
    screen = tool.screen
    if plan.kind == "kept":
        done = screen.do(c.Restore(kept=plan.id), ctx)
    elif plan.kind in ("draft", "former"):
        done = _again(screen, plan, ctx)
    else:
        done = _taken(screen, plan, ctx)
    if done:
        tool.toggle(ctx)
        ctx.toast(ctx.t("gallery.restored", name=plan.name), "ok")


def _again(screen: BoardScreen, plan: Shown, ctx: Ctx) -> bool:
    """The player's own earlier plan: its commands once more, as one act."""
    texts = plan_commands(screen.session.plan, plan.plan)
    return screen.do(c.together(*(c.from_text(text) for text in texts)), ctx)


def _taken(screen: BoardScreen, plan: Shown, ctx: Ctx) -> bool:
    """A plan of the computer is taken over as any advice is: logged as a proposal, then accepted."""
    session = screen.session
    proposal = session.propose(plan.kind, plan.plan)
    outcome = session.do(c.Accept(proposal=proposal.id))
    screen.revision += 1
    if outcome.error is not None:
        ctx.toast(error_text(ctx, outcome.error), "bad")
    return outcome.ok


def forget(screen: BoardScreen, state: GalleryState) -> None:
    """Now a removed plan really goes."""
    if state.gone:
        kept, state.gone = state.gone, ""
        if kept in screen.session.gallery.plans:
            screen.session.do(c.Forget(kept=kept))
            screen.revision += 1


# -- another name ----------------------------------------------------------------------------------
def begin_rename(state: GalleryState, plan: Shown, ctx: Ctx) -> None:
    """Open the field with the name, all of it selected."""
    state.renaming, state.name.value = plan.id, plan.name
    state.name.select_all()
    ctx.memory.focus, ctx.memory.focus_visible = "gallery.name", True


def rename_event(screen: BoardScreen, state: GalleryState, event: UiEvent, ctx: Ctx) -> None:
    """Typing is the field's; Enter keeps the name, Esc the old one."""
    match event:
        case Back() | Activate(id="gallery.name_back"):
            state.renaming = ""
        case Key(name="return" | "enter") | Activate(id="gallery.name_ok"):
            name = " ".join(state.name.value.split())
            if name and screen.do(c.Rename(kept=state.renaming, text=name), ctx):
                state.renaming = ""


def draw_rename(ctx: Ctx, state: GalleryState) -> None:
    """The dialog with the field."""
    inside = widgets.modal(ctx, 460, 200, ctx.t("gallery.rename"), icon="pencil")
    widgets.field(ctx, "gallery.name", Rect(inside.x, inside.y, inside.w, 36), state.name,
                  label=ctx.t("gallery.name_label"), placeholder=ctx.t("gallery.name_label"))  # fmt: skip
    words = ctx.t("gallery.name_ok"), ctx.t("gallery.name_back")
    right = inside.right
    for name, word, kind in (("name_ok", words[0], "primary"), ("name_back", words[1], "default")):
        width = widgets.button_width(ctx, word) + 8
        box = Rect(right - width, inside.bottom - 32, width, 32)
        enabled = name == "name_back" or bool(state.name.value.strip())
        widgets.button(ctx, f"gallery.{name}", box, word, kind=kind, enabled=enabled)
        right = box.x - 10
