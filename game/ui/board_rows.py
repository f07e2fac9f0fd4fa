"""What the planboard shows, as plain values: rows of blocks, made of judged trips.

    rows = plan_rows(world, evaluation, lang, orders=session.visible)     # one BoardRow per vehicle
    view.draw(ctx, rect, rows, BoardLook(vehicle="V1", order="O3"))       # game.ui.board_view

For the day build the rows from what happens and keep the plan as a trace under it:

    row = replace(trip_row(world, vehicle, expected, lang),
                  blocks=progressed(blocks_of(world, expected, lang), now_s),   # done, active, coming
                  planned=blocks_of(world, planned, lang),                      # thin line below
                  end_text="+6 min", end_kind="warn")
    view.draw(ctx, rect, rows, BoardLook(now_s=clock_s, ...))

`expected` is any TripEvaluation, such as `evaluate_walk` gives for the running day. A block's `state` is
`plan`, `done` (check mark), `active` (filled up to `share`), `late` (outline, icon and `word`) or `ghost`
(dashed, in the hand). `word` and `kind="bad"` may also be set for a disruption ("paal defect").

A stop of the truck's own is a block of kind `charge`, `rest` (the player's break; an automatic one is
`break`) or `reload`, without an order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from game.content.language import Language
from game.domain.evaluation import Activity, Doing, Evaluation, StopTimes, TripEvaluation
from game.domain.world import Action, Load, Vehicle, World
from game.rules.battery import usable_wh
from game.rules.stops import via_of
from game.ui import board_strips, board_tips
from game.ui.board_hours import DriverHours, hours_of
from game.ui.board_own import KINDS as OWN
from game.ui.board_own import is_own, number_of, own_short, own_tooltip, own_words, stop_icon


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of a vehicle's day. Times in seconds after midnight.

    kind: `depot` (check, loading, unloading), `drive`, `wait`, `break`, `service`, and of the truck's own
    stops `charge`, `rest`, `reload`.
    """

    kind: str
    start_s: int
    end_s: int
    stop: int = -1
    """Index of the stop in the trip."""
    order: str = ""
    number: str = ""
    name: str = ""
    """Town, or another word that is shown when there is room."""
    state: str = "plan"
    share: float = 0.0
    """Part done of an active block, 0..1."""
    word: str = ""
    """What is wrong, with its amount: "14 min te laat"; shown with an icon, outlined."""
    tooltip: str = ""
    pickup: bool = False
    """Goods are collected here."""
    short: str = ""
    """A shorter `name` of a stop of the truck's own."""
    icon: str = ""
    """Of a transfer: hub, barge or train instead of the customer's own address."""
    risk: str = ""
    """Day: how likely it is late though it is not expected to be: "35 %"; a soft band shows until when."""
    risk_s: int = 0
    """In four days of five it begins by then."""
    open_s: int = 0
    close_s: int = -1
    """The customer's window; before `open_s`: none is known."""

    @property
    def own(self) -> bool:
        """A stop of the truck's own."""
        return self.kind in OWN.values()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """One vehicle on the planboard."""

    vehicle: str
    name: str
    kind: str
    """Silhouette: `van`, `rigid`, `artic`, `lzv`."""
    drive: str
    """`diesel`, `hvo` or `battery`."""
    driver: str
    blocks: tuple[Block, ...] = ()
    planned: tuple[Block, ...] = ()
    """The plan as it was issued: a thin trace under the blocks."""
    load_share: float | None = None
    load_text: str = ""
    cost_text: str = ""
    charge: tuple[tuple[int, float], ...] = ()
    """(time_s, share of the usable charge) of a battery vehicle."""
    reserve: float = 0.0
    """Reserve as a share of the usable charge."""
    charge_text: str = ""
    capacity_text: str = ""
    battery_text: str = ""
    load: tuple[tuple[int, float], ...] = ()
    """(time_s, share of the room that is taken) at each change, depot to depot."""
    peak_text: str = ""
    hours: DriverHours | None = None
    """The driver's day and week beside the limits of the law."""
    end_text: str = ""
    """Day: how the row ends against the plan ("op tijd", "+6 min")."""
    end_kind: str = ""
    hard: int = 0
    """Number of hard findings in the trip."""
    locked: bool = False
    """The player asked that the trip stays as it is."""
    dimmed: bool = False
    why: str = ""
    """Why the order in the hand cannot go here, in about four words."""
    tip: str = ""
    """The trip in figures, for who points at its name."""
    load_tip: str = ""
    cost_tip: str = ""
    by_driver: bool = False
    """The driver leads, the vehicle follows."""

    @property
    def lead(self) -> str:
        """What the row is known by: the vehicle, or its driver."""
        return self.driver if self.by_driver else self.name


def plan_rows(world: World, judged: Evaluation, lang: Language) -> tuple[BoardRow, ...]:
    """A row for every vehicle, by id; a vehicle that stays at home has no blocks."""
    return tuple(
        trip_row(world, world.vehicles[name], judged.trip_of(name), lang) for name in sorted(world.vehicles)
    )


def trip_row(world: World, vehicle: Vehicle, judged: TripEvaluation | None, lang: Language) -> BoardRow:
    """The row of one vehicle with its judged trip, if it has one; its driver is who drives it in the plan."""
    if judged is not None:
        vehicle = replace(vehicle, driver=judged.trip.driver)
    row = BoardRow(
        vehicle=vehicle.id,
        name=lang.fleet(vehicle.name),
        kind=vehicle.class_.kind,
        drive=vehicle.class_.drive,
        driver=world.drivers[vehicle.driver].name,
        capacity_text=load_words(vehicle.class_.capacity, lang),
        hours=hours_of(world, vehicle, judged),
        tip=board_tips.row_tip(world, vehicle, judged, lang),
    )
    if judged is None:
        return row
    factor = judged.load_factor_m / judged.distance_m if judged.distance_m else 0.0
    load_tip, cost_tip = board_tips.tail_tips(judged, factor, lang)
    row = replace(
        row,
        load_tip=load_tip,
        cost_tip=cost_tip,
        blocks=blocks_of(world, judged, lang),
        load_share=factor,
        load_text=lang.percent(factor),
        cost_text=lang.euro(judged.cost.total(), 0),
        hard=sum(f.severity.value == "hard" for f in judged.findings),
        load=board_strips.load_steps(vehicle, judged),
        peak_text=lang.t("board.peak", share=lang.percent(judged.peak_load_share)),
    )
    return _with_charge(world, vehicle, judged, row, lang)


def _with_charge(
    world: World, vehicle: Vehicle, judged: TripEvaluation, row: BoardRow, lang: Language
) -> BoardRow:
    usable = usable_wh(vehicle)
    if not judged.battery_trace or usable <= 0:
        return row
    reserve = world.battery_reserve_share * vehicle.class_.battery_wh / usable
    charge = board_strips.charge_points(usable, judged)
    lowest = min(share for _t, share in charge)
    words = lang.t("board.charge", lowest=lang.percent(lowest), reserve=lang.percent(reserve))
    size = lang.t("board.battery", kwh=lang.number(usable / 1000))
    return replace(row, charge=charge, reserve=reserve, charge_text=words, battery_text=size)


def blocks_of(world: World, judged: TripEvaluation, lang: Language) -> tuple[Block, ...]:
    """The judged trip as blocks, in order of time; check and loading are one depot block."""
    blocks: list[Block] = []
    for activity in judged.activities:
        block = _block(world, judged, activity, lang)
        before = blocks[-1] if blocks else None
        if before and block.kind == "depot" == before.kind and before.end_s == block.start_s:
            tip = f"{before.tooltip}\n{block.tooltip}"
            blocks[-1] = replace(before, end_s=block.end_s, tooltip=tip)
        else:
            blocks.append(block)
    if blocks and blocks[-1].kind == "drive":  # home with nothing to unload: the depot still shows
        end = blocks[-1].end_s
        blocks.append(Block(kind="depot", start_s=end, end_s=end, tooltip=lang.t("board.depot")))
    return tuple(blocks)


KINDS = {
    Doing.CHECK: "depot", Doing.LOAD: "depot", Doing.UNLOAD: "depot", Doing.DRIVE: "drive",
    Doing.WAIT: "wait", Doing.BREAK: "break", Doing.SERVICE: "service", Doing.CHARGE: "charge",
}  # fmt: skip


def _block(world: World, judged: TripEvaluation, activity: Activity, lang: Language) -> Block:
    kind = KINDS[activity.doing]
    block = Block(kind=kind, start_s=activity.start_s, end_s=activity.end_s, stop=activity.stop)
    if 0 <= activity.stop < len(judged.stops):
        times = judged.stops[activity.stop]
        if kind == "service" and not times.stop.own:
            number = number_of(judged.trip.stops, activity.stop)
            return replace(_service(world, times, activity, lang), number=number)
        if is_own(times, activity):
            return _own(world, judged, times, block, lang)
    minutes = _minutes(round((activity.end_s - activity.start_s) / 60), lang) if kind == "break" else ""
    return replace(block, name=minutes, tooltip=board_tips.activity_tip(world, judged, activity, lang))


def _own(world: World, judged: TripEvaluation, times: StopTimes, block: Block, lang: Language) -> Block:
    """A stop of the truck's own; in the day a charger that was not free stands out."""
    waited = times.wait_s >= 60 and times.stop.action is Action.CHARGE
    word = lang.t("own.wait", minutes=_minutes(round(times.wait_s / 60), lang)) if waited else ""
    return replace(
        block, kind=OWN[times.stop.action], name=own_words(times, lang), short=own_short(times, lang),
        tooltip=own_tooltip(world, judged, times, lang), word=word,
    )  # fmt: skip


def _service(world: World, times: StopTimes, activity: Activity, lang: Language) -> Block:
    order, transfer = world.orders[times.stop.order], via_of(world, times.stop)
    collects = times.stop.action.value == "collect"
    late = times.late_s > 0
    word = lang.t("board.late", minutes=_minutes(-(-times.late_s // 60), lang)) if late else ""
    window = ""
    if times.window_close_s < 1 << 29:
        window = f"{lang.clock(times.window_open_s)}–{lang.clock(times.window_close_s)}"
    tooltip = lang.t(
        "board.stop_collect" if collects else "board.stop_deliver", customer=order.customer,
        load=load_words(order.load, lang), arrive=lang.clock(times.arrive_s),
        begin=lang.clock(times.begin_s), end=lang.clock(times.end_s),
        window=window or lang.t("board.any_time"),
    )  # fmt: skip
    if transfer:
        tooltip += " " + lang.t("own.via_tip", transfer=transfer.name)
    tooltip = "\n".join(filter(None, (tooltip, board_tips.room_tip(times, lang))))
    return Block(
        kind="service", start_s=activity.start_s, end_s=activity.end_s, stop=activity.stop,
        order=order.id, name=world.places[times.place].town,
        state="late" if late else "plan", word=word, tooltip=tooltip, pickup=collects,
        icon=stop_icon(world, times.stop), open_s=times.window_open_s, close_s=times.window_close_s,
    )  # fmt: skip


def progressed(blocks: Iterable[Block], now_s: int) -> tuple[Block, ...]:
    """The same blocks as they stand at a clock time: done, active with the part done, or coming."""
    made = []
    for block in blocks:
        if block.end_s <= now_s:
            made.append(replace(block, state="done" if block.state != "late" else "late", share=1.0))
        elif block.start_s <= now_s:
            part = (now_s - block.start_s) / max(1, block.end_s - block.start_s)
            made.append(replace(block, state="active" if block.state != "late" else "late", share=part))
        else:
            made.append(block)
    return tuple(made)


def in_hand(blocks: Sequence[Block], order: str, stop: int = -1) -> tuple[Block, ...]:
    """The blocks with those of one order, or the truck's own stop `stop`, as ghosts: what a drop gives."""

    def held(block: Block) -> bool:
        return block.own and block.stop == stop if not order else block.order == order

    return tuple(replace(b, state="ghost") if held(b) else b for b in blocks)


@lru_cache(maxsize=4096)  # formatting numbers is slow, and loads repeat with every change of the plan
def load_words(load: Load, lang: Language) -> str:
    """`4 pal · 2.000 kg`: units first, then weight; empty when there is nothing."""
    words = [
        lang.t(f"load.{name}", n=lang.number(amount))
        for name, amount in (("pallets", load.pallets), ("roll_cages", load.roll_cages))
        if amount
    ]
    if not words and load.ldm_cm:
        words.append(lang.t("load.ldm", n=lang.number(load.ldm_cm / 100, 1)))
    if load.kg:
        words.append(lang.t("load.kg", n=lang.number(load.kg)))
    return " · ".join(words)


@lru_cache(maxsize=2048)
def _minutes(minutes: int, lang: Language) -> str:
    return lang.minutes(60 * minutes)
