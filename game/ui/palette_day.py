"""What the running day offers to the command palette: the clock, answers, changes, and what to jump to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from game.ui.board_tool import Deed
from game.ui.clock_bar import SPEEDS
from game.ui.context import Ctx, Key
from game.ui.host import speech
from game.ui.screen import Push, Replace
from game.ui.screens import day_keys

if TYPE_CHECKING:
    from game.ui.screens.day import DayScreen


def deeds(screen: DayScreen, ctx: Ctx) -> tuple[Deed, ...]:
    """Everything, in the order in which the palette shows it; a dialog that is open has its own keys."""
    if screen.dialog is not None or screen.session.phase != "day":
        return ()
    return (
        *_clock(screen, ctx), *_changes(screen, ctx),
        *(deed for tool in screen.tools for deed in tool.deeds(ctx)),
        *_leave(screen, ctx), *_jumps(screen, ctx),
    )  # fmt: skip


def _clock(screen: DayScreen, ctx: Ctx) -> Iterator[Deed]:
    t, work = ctx.t, screen.work
    label = t("deed.run" if work.paused else "deed.pause")
    yield Deed(id="day.run", label=label, icon="play" if work.paused else "pause", shortcut="Space",
               do=lambda _c: screen.toggle())  # fmt: skip
    yield Deed(
        id="day.until", label=t("deed.until"), icon="next", shortcut="B", do=lambda _c: screen.run_until()
    )
    for i, speed in enumerate(SPEEDS):
        yield Deed(id=f"day.speed.{i}", label=t("deed.speed", n=speed), icon="gauge", shortcut=str(i + 1),
                   do=lambda _c, speed=speed: screen.go(speed))  # type: ignore[misc]  # fmt: skip
    yield Deed(id="day.inbox", label=t("deed.inbox"), icon="inbox", shortcut="I",
               do=lambda _c: screen.inbox())  # fmt: skip
    yield Deed(id="day.next", label=t("deed.next_item"), icon="arrow-right", shortcut="N",
               do=lambda _c: screen.step_item(1))  # fmt: skip


def _changes(screen: DayScreen, ctx: Ctx) -> Iterator[Deed]:
    """What is done with the plan from now on; each is the key that does the same."""
    t = ctx.t
    first = "" if screen.order else t("board.choose_first")
    for name, key, icon, needs in (
        ("advice", "a", "bulb", False), ("take", "m", "hand-grab", True), ("unplan", "delete", "trash", True),
    ):  # fmt: skip
        shown = {"delete": "Del"}.get(key, key.upper())
        off = name == "advice" and not screen.session.helped
        yield Deed(id=f"day.{name}", label=t(f"deed.{name}"), icon=icon, shortcut=shown,
                   enabled=(bool(screen.order) or not needs) and not off,
                   why=t("rounds.by_hand") if off else first, do=_key(screen, key))  # fmt: skip
    for name, key in (("undo", "z"), ("redo", "y")):
        yield Deed(id=f"plan.{name}", label=t(f"board.{name}"), icon=name, shortcut=f"Ctrl+{key.upper()}",
                   do=_key(screen, key, ctrl=True))  # fmt: skip


def _key(screen: DayScreen, name: str, *, ctrl: bool = False) -> Callable[[Ctx], object]:
    return lambda ctx: day_keys.on_key(screen, Key(name=name, ctrl=ctrl), ctx)


def _leave(screen: DayScreen, ctx: Ctx) -> Iterator[Deed]:
    t, host = ctx.t, screen.host
    yield Deed(id="board.settings", label=t("ui.settings"), icon="settings",
               do=lambda _c: Push(host.settings_screen()))  # fmt: skip
    yield Deed(id="board.menu", label=t("deed.menu"), icon="home", note=t("deed.menu_note"),
               do=lambda _c: Replace(host.menu()))  # fmt: skip


def _jumps(screen: DayScreen, ctx: Ctx) -> Iterator[Deed]:
    """Trucks, drivers and orders by name."""
    world, plan = screen.session.system, screen.session.plan
    for vehicle in sorted(world.vehicles.values(), key=lambda v: v.name):
        trip = plan.trip_of(vehicle.id)
        driver = world.drivers[trip.driver if trip else vehicle.driver]
        for group, label, note in (
            ("vehicle", speech(ctx).fleet(vehicle.name), driver.name),
            ("driver", driver.name, speech(ctx).fleet(vehicle.name)),
        ):
            yield Deed(id=f"go.{group}.{vehicle.id}", group=group, label=label, note=note,
                       do=lambda _c, v=vehicle.id: screen.select(vehicle=v))  # type: ignore[misc]  # fmt: skip
    for name in sorted(screen.session.visible):
        order = world.orders[name]
        vehicle_id = plan.vehicle_of(name) or ""
        says = speech(ctx)
        note = says.fleet(world.vehicles[vehicle_id].name) if vehicle_id else says.t("orders.not_planned")
        note = f"{world.places[order.delivery].town} · {note}"
        yield Deed(id=f"go.order.{name}", group="order", label=order.customer, note=note,
                   do=lambda _c, n=name, v=vehicle_id: screen.select(vehicle=v, order=n))  # type: ignore[misc]  # fmt: skip
