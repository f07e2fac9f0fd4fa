"""What the board offers to the command palette: its own acts, those of its tools, and what to jump to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from game.domain.commands import Redo, Undo, Unplace
from game.ui import no_help, order_list
from game.ui.board_offer import Offer
from game.ui.board_tool import Deed
from game.ui.context import Activate, Ctx
from game.ui.desk import TABS
from game.ui.drop_preview import error_text
from game.ui.hits import Hit
from game.ui.host import speech
from game.ui.screen import Push, Replace
from game.ui.screens.board_keys import ask_advice

if TYPE_CHECKING:
    from game.ui.screens.board import BoardScreen

ACTS_MS = 60.0
"""For working out what may be done with what is chosen; a palette that opens late is no help."""


def deeds(screen: BoardScreen, ctx: Ctx) -> tuple[Deed, ...]:
    """Everything, in the order in which the palette shows it; a dialog that is open has its own keys."""
    if screen.dialog or screen.moment is not None or screen.explain is not None:
        return ()
    return (
        *_chosen(screen, ctx), *_acts(screen, ctx), *_plan(screen, ctx),
        *(deed for tool in screen.tools for deed in tool.deeds(ctx)),
        *_views(screen, ctx), *_leave(screen, ctx), *_jumps(screen, ctx),
    )  # fmt: skip


def _chosen(screen: BoardScreen, ctx: Ctx) -> Iterator[Deed]:
    """What is done with the chosen order."""
    t, desk, plan = ctx.t, screen.desk, screen.session.plan
    order = desk.selection.order
    first = "" if order else t("board.choose_first")
    planned = bool(order) and bool(plan.vehicle_of(order) or plan.partner_of(order))
    yield Deed(id="order.take", label=t("deed.take"), icon="hand-grab", shortcut="P", enabled=bool(order),
               why=first, do=screen.take_in_hand)  # fmt: skip
    helped = no_help.shown(screen.session)
    yield Deed(id="order.advice", label=t("deed.advice"), icon="bulb", shortcut="A",
               enabled=bool(order) and helped, why=first if helped else t(no_help.by_hand(screen.session)),
               do=lambda c: ask_advice(screen, c))  # fmt: skip
    yield Deed(id="order.out", label=t("deed.unplan"), icon="trash", shortcut="Del", enabled=planned,
               why=first or t("deed.not_planned"),
               do=lambda c: screen.do(Unplace(order=desk.selection.order), c))  # fmt: skip


def _acts(screen: BoardScreen, ctx: Ctx) -> Iterator[Deed]:
    """The acts of the menu on what is chosen: breaks, charging, roads, transfers, partners."""
    desk = screen.desk
    if not desk.selection.vehicle and not desk.selection.order:
        return
    acts = desk.acts(speech(ctx))
    acts.work(ACTS_MS)
    for offer in acts.found:
        if not offer.act.chosen and offer.act.id != "out" and offer.act.group != "edit":
            yield _offered(screen, offer, ctx)


def _offered(screen: BoardScreen, offer: Offer, ctx: Ctx) -> Deed:
    error = offer.preview.error if offer.preview else None
    command = offer.act.command
    return Deed(
        id=f"act.{offer.act.id}", label=offer.act.label, icon=offer.act.icon, enabled=offer.enabled,
        why=error_text(ctx, error) if error else "", note=ctx.t(f"acts.group_{offer.act.group}"),
        do=lambda c: screen.do(command, c),
    )  # fmt: skip


def _plan(screen: BoardScreen, ctx: Ctx) -> Iterator[Deed]:
    """What is done with the plan as a whole."""
    t, session, reckoning = ctx.t, screen.session, screen.desk.reckoning
    yield Deed(id="plan.undo", label=t("board.undo"), icon="undo", shortcut="Ctrl+Z",
               enabled=session.can_undo(), why=t("deed.no_undo"),
               do=lambda c: screen.do(Undo(), c))  # fmt: skip
    yield Deed(id="plan.redo", label=t("board.redo"), icon="redo", shortcut="Ctrl+Y",
               enabled=session.can_redo(), why=t("deed.no_redo"),
               do=lambda c: screen.do(Redo(), c))  # fmt: skip
    running = reckoning.state == "running"
    yield Deed(id="plan.reckon", label=t("deed.reckon"), icon="refresh", shortcut="R",
               enabled=not running and no_help.shown(session),
               why=t("deed.reckons" if no_help.shown(session) else no_help.by_hand(session)),
               do=lambda c: screen.reckon("start", c))  # fmt: skip
    if running:
        yield Deed(id="plan.stop", label=t("deed.stop"), icon="stop", do=lambda c: screen.reckon("stop", c))
    key, icon = no_help.issue_words(session)
    yield Deed(id="plan.dispatch", label=t(key), icon=icon, shortcut="D",
               do=screen.ask_to_issue)  # fmt: skip


def _views(screen: BoardScreen, ctx: Ctx) -> Iterator[Deed]:
    """What is seen: tabs, list, hours, map."""
    t, desk = ctx.t, screen.desk
    for i, name in enumerate(TABS):
        yield Deed(id=f"tab.{name}", label=t("deed.tab", tab=t(f"tab.{name}")), icon="layout-sidebar",
                   shortcut=str(i + 1), do=lambda _c, name=name: screen.show_tab(name))  # type: ignore[misc]  # fmt: skip
    yield Deed(id="list.search", label=t("deed.search"), icon="search", shortcut="F", do=screen.search)
    yield Deed(id="list.fold", label=t("deed.unfold" if desk.list.folded else "deed.fold"), icon="sidebar",
               do=lambda _c: setattr(desk.list, "folded", not desk.list.folded))  # fmt: skip
    axis = desk.board.axis
    for name, factor, key in (("in", 1.5, "+"), ("out", 1 / 1.5, "-")):
        yield Deed(id=f"hours.{name}", label=t(f"deed.hours_{name}"), icon=f"zoom-{name}", shortcut=key,
                   do=lambda _c, f=factor: axis.zoom(f, (axis.from_s + axis.to_s) / 2))  # type: ignore[misc]  # fmt: skip
    for name, icon, key in (
        ("map.in", "zoom-in", "deed.map_in"), ("map.out", "zoom-out", "deed.map_out"),
        ("map.layers", "layers", "map.layers"),
    ):  # fmt: skip
        yield Deed(id=f"view.{name}", label=t(key), icon=icon, do=_press_map(screen, name))


def _press_map(screen: BoardScreen, name: str) -> Callable[[Ctx], object]:
    """The map's own button, also where the map is another tab now."""

    def press(_ctx: Ctx) -> None:
        screen.desk.area = "map"
        screen.desk.map.handle(Activate(id=name, hit=Hit(id=name, rect=screen.list_rect)))
        screen.revision += 1

    return press


def _leave(screen: BoardScreen, ctx: Ctx) -> Iterator[Deed]:
    """Other screens; the log keeps everything."""
    t, host = ctx.t, screen.host
    yield Deed(id="board.keys", label=t("keys.title"), icon="keyboard", shortcut="?",
               do=lambda _c: setattr(screen, "dialog", "keys"))  # fmt: skip
    yield Deed(id="board.settings", label=t("ui.settings"), icon="settings",
               do=lambda _c: Push(host.settings_screen()))  # fmt: skip
    yield Deed(id="board.menu", label=t("deed.menu"), icon="home", note=t("deed.menu_note"),
               do=lambda _c: Replace(host.menu()))  # fmt: skip


def _jumps(screen: BoardScreen, ctx: Ctx) -> Iterator[Deed]:
    """Trucks, drivers and orders by name."""
    world, lang = screen.session.system, speech(ctx)
    for vehicle in sorted(world.vehicles.values(), key=lambda v: v.name):
        trip = screen.session.plan.trip_of(vehicle.id)
        driver = world.drivers[trip.driver if trip else vehicle.driver]
        truck = lang.fleet(vehicle.name)
        yield Deed(id=f"go.vehicle.{vehicle.id}", group="vehicle", label=truck, note=driver.name,
                   do=_show_trip(screen, vehicle.id))  # fmt: skip
        yield Deed(id=f"go.driver.{vehicle.id}", group="driver", label=driver.name, note=truck,
                   do=_show_trip(screen, vehicle.id))  # fmt: skip
    for item in screen.desk.items(lang):
        note = " · ".join((item.place, item.window, item.vehicle_name or ctx.t("orders.not_planned")))
        yield Deed(id=f"go.order.{item.id}", group="order", label=item.customer, note=note,
                   do=_show_order(screen, item.id))  # fmt: skip


def _show_trip(screen: BoardScreen, vehicle: str) -> Callable[[Ctx], object]:
    def show(_ctx: Ctx) -> None:
        screen.desk.selection.choose_vehicle(vehicle)
        screen.desk.board.show(vehicle)

    return show


def _show_order(screen: BoardScreen, order: str) -> Callable[[Ctx], object]:
    def show(ctx: Ctx) -> None:
        screen.choose(order)
        desk = screen.desk
        order_list.show(desk.list, desk.entries(speech(ctx)), order)

    return show
