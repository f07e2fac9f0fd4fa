"""What the buttons and rows of the console do: every change goes through the session as a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.domain.commands import Accept, Shelve, Steer, Unsteer, Weigh, to_text, together
from game.domain.errors import GameError
from game.domain.steer import rules_of
from game.solver.front_weight import weight_percent
from game.ui.advice_why import RemedyRef
from game.ui.console_choices import Chooser
from game.ui.console_found import FoundRef
from game.ui.console_point import Points
from game.ui.console_rules import RuleRow
from game.ui.context import Ctx
from game.ui.drop_preview import error_text
from game.ui.reckon_runs import asked_now, run_note

if TYPE_CHECKING:
    from game.ui.console import ConsoleTool


def toggle(tool: ConsoleTool, ctx: Ctx) -> None:
    """Open or close; sliders that were moved are carried out first."""
    weigh(tool)
    tool.state.open = not tool.state.open
    ctx.memory.focus = "console.run" if tool.state.open else None


def weigh(tool: ConsoleTool) -> None:
    """Make a command of where the sliders stand, when a hand was on them; what was asked otherwise stays."""
    state, wishes = tool.state, tool.desk.session.wishes
    if state.touched_ms < 0:
        state.follow(tool.desk.session)
        return
    state.touched_ms = -1
    co2, margin = round(state.co2.value), round(state.margin.value)
    if (co2, margin) != (wishes.co2_percent, wishes.margin_min):
        tool.desk.session.do(Weigh(co2_percent=co2, margin_min=margin))


# -- rules -----------------------------------------------------------------------------------------------
def steer(tool: ConsoleTool, rule: str, ctx: Ctx) -> None:
    """Ask for one rule more, as a step that undo takes back."""
    if rule not in rules_of(tool.desk.session.wishes.steering):
        tool.screen.do(together(Steer(text=rule)), ctx)


def unsteer(tool: ConsoleTool, rule: str, ctx: Ctx, *, keep: bool = False) -> None:
    """Take a rule back; `keep`: it stays in the list, switched off."""
    tool.screen.do(together(Shelve(text=rule) if keep else Unsteer(text=rule)), ctx)


def on_rule(tool: ConsoleTool, name: str, row: RuleRow, ctx: Ctx) -> None:
    """Its switch, its way out, or the row itself, which selects what it is about."""
    if name.startswith("console.switch."):
        if row.on:
            unsteer(tool, row.rule, ctx, keep=True)
        else:
            steer(tool, row.rule, ctx)
    elif name.startswith("console.remove."):
        unsteer(tool, row.rule, ctx)
    elif row.order:
        tool.screen.choose(row.order)
    elif row.vehicle:
        tool.desk.selection.choose_vehicle(row.vehicle)
        tool.desk.board.show(row.vehicle)


def choose_rule(tool: ConsoleTool, ctx: Ctx) -> None:
    """Open the dialog about what is chosen."""
    tool.state.chooser = Chooser(about=tool.desk.about())
    ctx.memory.focus = None


# -- the search --------------------------------------------------------------------------------------------
def run(tool: ConsoleTool, ctx: Ctx, scope: str = "") -> None:
    """Ask the computer, with what the player set."""
    state, desk, host = tool.state, tool.desk, tool.screen.host
    weigh(tool)
    state.scope = scope or state.scope
    vehicles = chosen_vehicles(tool)
    if state.scope == "chosen" and not vehicles:
        ctx.toast(ctx.t("console.choose_trip"), "info")
        return
    if state.scope == "rest" and not desk.session.unplanned():
        ctx.toast(ctx.t("console.no_open"), "info")
        return
    asked = asked_now(desk.session, state.scope, vehicles if state.scope == "chosen" else ())
    state.picked.clear()
    state.side, state.tab, state.shown = "found", "found", ""
    desk.reckoning.start(host.solver(), desk.session, ctx.now_ms, asked=asked)


def chosen_vehicles(tool: ConsoleTool) -> tuple[str, ...]:
    """The trips that are chosen: the selected one, and those of all gathered orders."""
    chosen, plan = tool.desk.selection, tool.desk.session.plan
    found = {plan.vehicle_of(order) or "" for order in chosen.orders} | {chosen.vehicle}
    return tuple(sorted(found - {""}))


def goal(tool: ConsoleTool, ctx: Ctx) -> None:
    """Take the chosen point of the front as the goal: its weights, and its plan as a result to look at."""
    session, state = tool.desk.session, tool.state
    front = session.scenario.front
    if front is None or not 0 <= state.point < len(front.points):
        return
    percent = weight_percent(front.figures(), state.point, session.naive.kpi)
    tool.screen.do(Weigh(co2_percent=percent, margin_min=session.wishes.margin_min), ctx)
    if tool.desk.reckoning.state == "running":
        tool.desk.reckoning.stop(tool.screen.host.solver(), session, ctx.now_ms)
    state.picked.clear()
    state.side, state.tab, state.shown = "found", "found", ""
    tool.desk.reckoning.offer(session, front.points[state.point].plan, asked_now(session))


# -- the result --------------------------------------------------------------------------------------------
def on_found(tool: ConsoleTool, ref: FoundRef, ctx: Ctx) -> None:
    """Tick or untick a row, and show it on board and map."""
    state, desk = tool.state, tool.desk
    state.shown = ref.vehicle or ref.order
    if ref.vehicle:
        desk.reckoning.chosen ^= {ref.vehicle}
        desk.board.show(ref.vehicle)
    elif ref.enabled:
        state.picked ^= {ref.order}
    else:
        ctx.toast(ctx.t("console.not_alone_long"), "info")
    if ref.order:
        tool.screen.choose(ref.order)


def accept(tool: ConsoleTool, ctx: Ctx) -> None:
    """Take over what is ticked."""
    desk, state = tool.desk, tool.state
    if desk.reckoning.state != "ready":
        return
    if state.grain == "order":
        _accept_orders(tool, ctx)
        return
    outcome = desk.reckoning.accept(desk.session)
    if outcome.error is not None:
        ctx.toast(error_text(ctx, outcome.error), "bad")
    else:
        state.shown = ""


def _accept_orders(tool: ConsoleTool, ctx: Ctx) -> None:
    """The ticked orders, as a proposal of its own that the log tells of."""
    desk, session, orders = tool.desk, tool.desk.session, tool.orders
    if orders is None or not tool.state.picked:
        return
    try:
        acts = orders.acts(tool.state.picked)
    except GameError as why:
        ctx.toast(error_text(ctx, why), "bad")
        return
    note = {**run_note(desk.reckoning.runs[-1]), "again": True, "orders": sorted(tool.state.picked)}
    proposal = session.log_proposal("plan", [to_text(act) for act in acts], note)
    if tool.screen.do(Accept(proposal=proposal.id), ctx):
        tool.state.picked.clear()
        tool.state.shown = ""
        if desk.reckoning.plan == session.plan:
            desk.reckoning.state = "idle"


# -- why not -----------------------------------------------------------------------------------------------
def choose_named(tool: ConsoleTool, points: Points) -> None:
    """A click on a sentence chooses the first thing it names."""
    if points.orders:
        tool.screen.choose(points.orders[0])
    elif points.vehicles:
        tool.desk.selection.choose_vehicle(points.vehicles[0])
        tool.desk.board.show(points.vehicles[0])


def remedy(tool: ConsoleTool, ref: RemedyRef, ctx: Ctx) -> None:
    """Do what makes the order fit: ask the customer where that is needed, then take the acts over."""
    session, todo = tool.desk.session, ref.remedy
    if todo.agree is not None and not tool.screen.do(todo.agree, ctx):
        return
    note = {"order": ref.order, "remedy": todo.kind, "asking_cent": todo.asking_cent}
    try:
        proposal = session.log_proposal("place", list(todo.acts), note)
    except GameError as why:
        ctx.toast(error_text(ctx, why), "bad")
        return
    if tool.screen.do(Accept(proposal=proposal.id), ctx):
        tool.screen.choose(ref.order)


def button(tool: ConsoleTool, name: str, ctx: Ctx) -> bool:
    """Buttons by name; False when it is none of the console's."""
    state, desk = tool.state, tool.desk
    plain = {
        "console.open": lambda: toggle(tool, ctx), "console.close": lambda: toggle(tool, ctx),
        "console.add": lambda: choose_rule(tool, ctx), "console.run": lambda: run(tool, ctx),
        "console.goal": lambda: goal(tool, ctx), "console.accept": lambda: accept(tool, ctx),
        "console.reject": lambda: desk.reckoning.reject(desk.session),
        "console.stop": lambda: desk.reckoning.stop(tool.screen.host.solver(), desk.session, ctx.now_ms),
    }  # fmt: skip
    if name in plain:
        plain[name]()
        return True
    head, _, last = name.rpartition(".")
    parts = {"console.scope": "scope", "console.side": "side", "console.grain": "grain", "console.tab": "tab"}
    if head not in parts:
        return False
    setattr(state, parts[head], last)
    return True
