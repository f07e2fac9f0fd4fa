"""What the console offers to the command palette: opening it, rules about what is chosen, and the search."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from game.ui import console_do
from game.ui.board_tool import Deed
from game.ui.console_acts import quick_rules
from game.ui.context import Ctx
from game.ui.host import speech

if TYPE_CHECKING:
    from game.ui.console import ConsoleTool


def deeds(tool: ConsoleTool, ctx: Ctx) -> tuple[Deed, ...]:
    """All of them, for what is chosen now."""
    return (*_plain(tool, ctx), *_rules(tool, ctx))


def _plain(tool: ConsoleTool, ctx: Ctx) -> Iterator[Deed]:
    state, found = tool.state, tool.desk.reckoning
    key = "console.deed_close" if state.open else "console.deed_open"
    yield Deed(id="console.open", label=ctx.t(key), do=partial(console_do.toggle, tool), shortcut="S",
               icon="adjustments-horizontal")  # fmt: skip
    running = found.state == "running"
    for scope in ("all", "chosen", "rest"):
        free = not running and (scope != "chosen" or bool(console_do.chosen_vehicles(tool)))
        why = "" if free else ctx.t("console.running" if running else "console.choose_trip")
        yield Deed(
            id=f"console.run.{scope}", label=ctx.t(f"console.deed_run_{scope}"), icon="refresh", enabled=free,
            why=why, do=partial(_run, tool, scope),
        )  # fmt: skip
    if running:
        yield Deed(id="console.stop", label=ctx.t("console.deed_stop"), icon="stop",
                   do=partial(console_do.button, tool, "console.stop"))  # fmt: skip
    if found.state == "ready":
        yield Deed(id="console.accept", label=ctx.t("console.deed_accept"), icon="check",
                   do=partial(console_do.accept, tool))  # fmt: skip
    yield Deed(id="console.add", label=ctx.t("console.deed_add"), icon="lock",
               do=partial(console_do.choose_rule, tool))  # fmt: skip


def _run(tool: ConsoleTool, scope: str, ctx: Ctx) -> None:
    tool.state.open = True
    console_do.run(tool, ctx, scope)


def _rules(tool: ConsoleTool, ctx: Ctx) -> Iterator[Deed]:
    session, about = tool.desk.session, tool.desk.about()
    for rule in quick_rules(session, about.vehicle, about.order, speech(ctx)):
        yield Deed(id=f"console.{rule.id}", label=rule.label, icon=rule.icon,
                   do=partial(_toggle, tool, rule.rule, rule.on))  # fmt: skip


def _toggle(tool: ConsoleTool, rule: str, on: bool, ctx: Ctx) -> None:
    if on:
        console_do.unsteer(tool, rule, ctx)
    else:
        console_do.steer(tool, rule, ctx)
