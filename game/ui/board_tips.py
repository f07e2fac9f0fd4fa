"""What the planboard explains in place: what a stretch of the day is, from when to when, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from game.content.language import Language
from game.domain.evaluation import Activity, Doing, StopTimes, TripEvaluation
from game.domain.world import Vehicle, World
from game.rules.load import share
from game.rules.schedule import regime_for
from game.ui.board_own import road_word, stop_name

ALL_DAY_S = 23 * 3600
HOUR_S = 3600
LEAST_BREAK_S = 15 * 60
"""A shorter pause does not count as a break (Regulation (EC) 561/2006 art. 7, ATB-v art. 2.5:6)."""


@lru_cache(maxsize=4096)  # formatting numbers is slow, and distances repeat
def _km(metres: int, lang: Language) -> str:
    return lang.km(metres, 1 if metres < 10_000 else 0)


@lru_cache(maxsize=2048)
def _minutes(seconds: int, lang: Language) -> str:
    return lang.minutes(round(seconds / 60) * 60)


def _lasting(seconds: int, lang: Language) -> str:
    """Minutes, or hours where there are many."""
    if seconds < 2 * HOUR_S:
        return _minutes(seconds, lang)
    return lang.t("tip.hours", hours=lang.hours(seconds))


def activity_tip(world: World, judged: TripEvaluation, activity: Activity, lang: Language) -> str:
    """A stretch that is no stop: driving, waiting, a break, the depot."""
    span = f"{lang.clock(activity.start_s)}–{lang.clock(activity.end_s)}"
    minutes = _minutes(activity.end_s - activity.start_s, lang)
    road = road_word(activity.leg, lang) if activity.leg else ""
    key = "load_depot" if activity.doing is Doing.LOAD else activity.doing.value
    if activity.doing is Doing.WAIT and activity.place in world.sites.chargers:
        key = "wait_charger"
    text = lang.t(f"board.{key}", span=span, minutes=minutes, road=road).rstrip(" ·")
    why = WHY.get(activity.doing)
    more = why(world, judged, activity, lang) if why else ""
    return f"{text}\n{more}" if more else text


def _drive(world: World, judged: TripEvaluation, activity: Activity, lang: Language) -> str:
    """From where to where, how far, how fast, how much of it is tolled."""
    leg = activity.leg
    if leg is None:
        return ""
    part = activity.leg_to - activity.leg_from
    metres, seconds = round(leg.distance_m * part), max(1, activity.end_s - activity.start_s)
    words = lang.t(
        "tip.drive", start=_before(world, judged, activity.stop), end=_name(world, judged, activity.place),
        km=_km(metres, lang), speed=round(metres / seconds * 3.6),
    )  # fmt: skip
    tolled = round(leg.tolled_m * part)
    return f"{words} · {lang.t('tip.toll', km=_km(tolled, lang))}" if tolled else words


def _before(world: World, judged: TripEvaluation, stop: int) -> str:
    """Where the way to a stop begins."""
    depot = world.places[world.vehicles[judged.trip.vehicle].depot].town
    places = [times.place for times in judged.stops[: max(0, stop)] if times.place in world.places]
    return world.places[places[-1]].town if places else depot


def _name(world: World, judged: TripEvaluation, place: str) -> str:
    found = world.places.get(place) or world.places[world.vehicles[judged.trip.vehicle].depot]
    return found.town


def _wait(world: World, judged: TripEvaluation, activity: Activity, lang: Language) -> str:
    """Who is not ready yet, and how much too early the truck is."""
    if not 0 <= activity.stop < len(judged.stops):
        return ""
    times, vehicle = judged.stops[activity.stop], world.vehicles[judged.trip.vehicle]
    if times.window_open_s <= times.arrive_s:
        return ""
    name = stop_name(world, vehicle, times.stop, lang)
    return lang.t(
        "tip.wait", name=name, open=lang.clock(times.window_open_s), arrive=lang.clock(times.arrive_s)
    )


def _break(world: World, judged: TripEvaluation, activity: Activity, lang: Language) -> str:
    """What was driven and worked since the last break, and the rule that would be broken without this one."""
    at = judged.activities.index(activity)
    before, after = judged.activities[:at][::-1], judged.activities[at + 1 :]
    drive_s, work_s = _until_break(before)
    on_s, more_s = _until_break(after)
    rules = world.hours
    rule = "work_break"
    if regime_for(world, judged.trip).eu and drive_s + on_s > rules.drive_before_break_s:
        rule = "drive_break"
    elif work_s + more_s > rules.work_before_break_s:
        rule = "work_six_hours"
    words = lang.t("tip.break", drive=lang.hours(drive_s), work=lang.hours(work_s))
    return f"{words}\n{lang.t(f'law.{rule}.why')}"


def _until_break(activities: Sequence[Activity]) -> tuple[int, int]:
    """(driving, work) in seconds up to the next break that counts."""
    drive_s = work_s = 0
    for one in activities:
        lasts_s = one.end_s - one.start_s
        if one.doing is Doing.BREAK and lasts_s >= LEAST_BREAK_S:
            break
        if one.doing not in (Doing.BREAK, Doing.WAIT, Doing.CHARGE):
            work_s += lasts_s
            drive_s += lasts_s * (one.doing is Doing.DRIVE)
    return drive_s, work_s


def _aboard(world: World, judged: TripEvaluation, activity: Activity, lang: Language) -> str:
    """How full the truck is when it leaves, or comes home."""
    if not judged.stops:
        return ""
    room = world.vehicles[judged.trip.vehicle].class_.capacity
    leaves = activity.doing is Doing.LOAD
    load = judged.stops[0].load_before if leaves else judged.stops[-1].load_after
    key = "tip.loaded" if leaves else "tip.unloaded"
    return lang.t(key, share=lang.percent(share(load=load, capacity=room)))


WHY: dict[Doing, Callable[[World, TripEvaluation, Activity, Language], str]] = {
    Doing.DRIVE: _drive, Doing.WAIT: _wait, Doing.BREAK: _break, Doing.LOAD: _aboard, Doing.UNLOAD: _aboard,
}  # fmt: skip


def room_tip(times: StopTimes, lang: Language) -> str:
    """How much room the window leaves, or by how much it is missed."""
    if times.late_s:
        return lang.t("tip.late", minutes=_minutes(-(-times.late_s // 60) * 60, lang))
    if times.window_close_s - times.window_open_s >= ALL_DAY_S:
        return ""
    words = lang.t("tip.room", minutes=_lasting((times.window_close_s - times.begin_s) // 60 * 60, lang))
    if times.wait_s >= 60:
        words += " " + lang.t("tip.early", minutes=_minutes(times.wait_s, lang))
    return words


def row_tip(world: World, vehicle: Vehicle, judged: TripEvaluation | None, lang: Language) -> str:
    """The trip in figures; for a vehicle at home, when its driver could begin."""
    if judged is None:
        driver = world.drivers[vehicle.driver]
        return lang.t("tip.home", start=lang.clock(driver.from_s), end=lang.clock(driver.to_s))
    trip = judged.trip
    lines = [
        lang.t("tip.day", start=lang.clock(judged.start_s), end=lang.clock(judged.end_s),
               duty=lang.hours(judged.duty_s), drive=lang.hours(judged.drive_s)),
        lang.t("tip.work", orders=len(trip.orders()), km=_km(judged.distance_m, lang),
               co2=lang.kg_co2e(judged.co2e_g), euro=lang.euro(judged.cost.total(), 0)),
    ]  # fmt: skip
    if judged.findings:
        lines.append(lang.t("tip.findings", n=len(judged.findings)))
    return "\n".join(lines)


def tail_tips(judged: TripEvaluation, factor: float, lang: Language) -> tuple[str, str]:
    """What the load column and the cost column say of one trip."""
    empty = judged.empty_m / judged.distance_m if judged.distance_m else 0.0
    load = lang.t("tip.load", share=lang.percent(factor), peak=lang.percent(judged.peak_load_share),
                  empty=lang.percent(empty), km=_km(judged.empty_m, lang))  # fmt: skip
    cent, orders = judged.cost.total(), max(1, len(judged.trip.orders()))
    per_km = round(1000 * cent / judged.distance_m) if judged.distance_m else 0
    cost = lang.t(
        "tip.cost", euro=lang.euro(cent), each=lang.euro(round(cent / orders)), km=lang.euro(per_km)
    )
    return load, cost
