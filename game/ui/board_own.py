"""Stops of the truck's own in words and blocks: charging, the player's break, reloading at the depot."""

from __future__ import annotations

from collections.abc import Sequence

from game.content.language import Language
from game.domain.evaluation import Activity, Doing, StopTimes, TripEvaluation
from game.domain.plan import Stop
from game.domain.world import Action, Leg, Vehicle, World
from game.rules.battery import usable_wh
from game.rules.stops import via_of

KINDS = {Action.CHARGE: "charge", Action.BREAK: "rest", Action.RELOAD: "reload"}
"""Kind of a block by the action of its stop."""
OWN_KINDS = frozenset(KINDS.values())
ICONS = {"charge": "bolt-filled", "rest": "coffee", "reload": "package"}
VIA_ICONS = {"hub": "transfer", "barge": "ship", "rail": "train"}
_DOING = {Action.CHARGE: Doing.CHARGE, Action.BREAK: Doing.BREAK, Action.RELOAD: Doing.LOAD}


def is_own(times: StopTimes, activity: Activity) -> bool:
    """This activity is the truck's own stop itself, not the way to it or a break before it."""
    stop = times.stop
    return stop.own and activity.doing is _DOING[stop.action] and activity.start_s == times.begin_s


def own_name(world: World, vehicle: Vehicle, stop: Stop, lang: Language) -> str:
    """`laden bij Snellaadplein Westerbork`, `pauze`, `herladen op de loods`."""
    if stop.action is Action.CHARGE:
        return lang.t("own.charge", place=world.places[stop.place].name)
    if stop.action is Action.RELOAD:
        return lang.t("own.reload", place=world.places[vehicle.depot].name)
    if stop.place:
        return lang.t("own.break_at", place=world.places[stop.place].name)
    return lang.t("own.break")


def stop_name(world: World, vehicle: Vehicle, stop: Stop, lang: Language) -> str:
    """What a stop is called: its customer, with the transfer that it goes by, or the truck's own errand."""
    if stop.own:
        return own_name(world, vehicle, stop, lang)
    transfer = via_of(world, stop)
    customer = world.orders[stop.order].customer
    return lang.t("own.via", customer=customer, transfer=transfer.name) if transfer else customer


def number_of(stops: Sequence[Stop], index: int) -> str:
    """What a planner counts: stops for orders; the truck's own have no number."""
    return "" if stops[index].own else str(sum(not stop.own for stop in stops[: index + 1]))


def titled(world: World, vehicle: Vehicle, stops: Sequence[Stop], index: int, lang: Language) -> str:
    """`2 · Zuivelboer`, `Laden bij Laadplein Westerbork`: a stop as a heading."""
    name = stop_name(world, vehicle, stops[index], lang)
    number = number_of(stops, index)
    return f"{number} · {name}" if number else f"{name[:1].upper()}{name[1:]}"


def stop_icon(world: World, stop: Stop) -> str:
    """The icon of an own stop or of a transfer; nothing for an ordinary customer."""
    if stop.own:
        return ICONS[KINDS[stop.action]]
    transfer = via_of(world, stop)
    return VIA_ICONS.get(transfer.kind, "transfer") if transfer else ""


def own_words(times: StopTimes, lang: Language) -> str:
    """What the block says: `+46 kWh`, `45 min`, `herladen`."""
    if times.stop.action is Action.CHARGE:
        return lang.t("own.kwh", kwh=lang.signed(times.charged_wh / 1000))
    if times.stop.action is Action.RELOAD:
        return lang.t("own.reload_short")
    return lang.minutes(times.end_s - times.begin_s)


def own_short(times: StopTimes, lang: Language) -> str:
    """The same without its unit, for a narrow block: `+46`, `45`."""
    if times.stop.action is Action.CHARGE:
        return lang.signed(times.charged_wh / 1000)
    return "" if times.stop.action is Action.RELOAD else lang.number((times.end_s - times.begin_s) / 60)


def own_tooltip(world: World, judged: TripEvaluation, times: StopTimes, lang: Language) -> str:
    """The whole story of an own stop, and how it is changed."""
    vehicle = world.vehicles[judged.trip.vehicle]
    stop, minutes = times.stop, lang.minutes(times.end_s - times.begin_s)
    span = f"{lang.clock(times.begin_s)}–{lang.clock(times.end_s)}"
    name = own_name(world, vehicle, stop, lang)
    words = f"{name[:1].upper()}{name[1:]} · {span} · {minutes}."
    if stop.action is Action.CHARGE:
        usable = usable_wh(vehicle) or 1.0
        words += " " + lang.t(
            "own.charge_tip", kwh=lang.number(times.charged_wh / 1000, 1),
            arrive=lang.percent(times.battery_wh / usable),
            leave=lang.percent((times.battery_wh + times.charged_wh) / usable),
        )  # fmt: skip
    if stop.action is Action.RELOAD:
        return words + " " + lang.t("own.reload_tip")
    return words + " " + lang.t("own.change_tip")


def road_word(leg: Leg, lang: Language) -> str:
    """The numbers of a road's longest parts; `lokale wegen` where none has a number."""
    numbers = " · ".join(part for part in leg.label.split(" · ") if part not in ("", "-"))
    return numbers or lang.t("acts.local_road")
