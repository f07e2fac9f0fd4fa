"""Sentences of advice on three shipped days, taken apart and worked out again by the referee.

Nothing of the advisor is asked here: a proposal's commands are carried out by the rules' own moves and both
plans are judged by the referee; sentences are taken apart by the catalogue's own patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from game import api
from game.content.language import language
from game.domain.evaluation import COST_PARTS, Evaluation, Finding, Severity, StopTimes
from game.domain.plan import Trip
from game.domain.units import clock, whole
from game.domain.world import World
from game.rules.evaluate import evaluate

DAYS = ("vers-noord", "elektrisch-drenthe", "container-rotterdam")
STEP = 5
"""One in so many orders is asked about, the unplanned ones besides."""


@cache
def day(name: str) -> api.Scenario:
    return api.load(name)


def plans(name: str) -> Iterator[api.Plan]:
    """The naive plan and the stored reference."""
    yield api.naive_plan(day(name))
    reference = day(name).reference
    assert reference is not None
    yield reference.plan


def asked(name: str, plan: api.Plan) -> list[str]:
    """Orders to ask about."""
    orders = sorted(api.orders(day(name)))
    return [*orders[::STEP], *api.evaluate(day(name), plan).kpi.unplanned[:3]]


def pattern(lang: str, key: str) -> str:
    """A sentence as a pattern with a named group per value; thousands may be marked."""
    t = language(lang).t(key)
    parts = re.split(r"\{(\w+)\}", t)
    return "".join(f"(?P<{p}>.+?)" if i % 2 else re.escape(p) for i, p in enumerate(parts))


def found_in(lang: str, key: str, text: str) -> dict[str, str] | None:
    """Values of a sentence, when the text has it; it ends where the text or the sentence does."""
    hit = re.search(pattern(lang, key) + r"(?=$|[\s;.])", text)
    return hit.groupdict() if hit else None


def number(text: str) -> int:
    """`+1.145` or `1,145`; less than one is none whole."""
    below = re.fullmatch(r"(?:less than|minder dan) (\d+)", text)
    return int(below[1]) - 1 if below else int(re.sub(r"[.,]", "", text))


def hard(judged: Evaluation) -> dict[tuple[str, str, str], Finding]:
    """Hard findings by what they are about."""
    return {(f.rule, f.subject, f.vehicle): f for f in judged.findings if f.severity is Severity.HARD}


def fleet_name(world: World, vehicle: str, lang: str) -> str:
    """As a sentence in this language calls it."""
    return language(lang).fleet(world.vehicles[vehicle].name)


# --- proposals ------------------------------------------------------------------------------------------


def check(name: str, plan: api.Plan, orders: frozenset[str], proposal: api.Proposal, lang: str) -> int:
    """Every figure that a proposal's text has; returns how many sentences were checked."""
    scenario, t = day(name), language(lang).t
    after = api.carry_out(scenario, plan, proposal)
    old, new = (evaluate(scenario.system, p, orders=orders) for p in (plan, after))
    text = api.say(proposal, lang)
    opened = re.match(pattern(lang, proposal.key) + r"\.(?= |$)", text)
    assert opened is not None, text
    values, told = opened.groupdict(), 1
    assert values["change"] == change(lang, old, new), text
    check_place(scenario.system, after, proposal, values, text, lang)
    fresh = [f for k, f in hard(new).items() if k not in hard(old)]
    opening = t("proposal.breaks").split("{")[0]
    assert (opening in text) == bool(fresh), text
    for f in fresh:
        said = t(f"finding.{f.rule}", **{k: marked(lang, v) for k, v in f.values})
        assert said[1:] in text, (said, text)
        told += 1
    if fresh:
        return told
    return (
        told + check_main(lang, old, new, text) + check_margin(scenario.system, lang, plan, after, new, text)
    )


def marked(lang: str, value: str | int) -> str | int:
    """`1.145`: a figure with a mark between its thousands."""
    large = isinstance(value, int) and value > 999
    return f"{value:,}".replace(",", language(lang).t("explained.thousands")) if large else value


def change(lang: str, old: Evaluation, new: Evaluation) -> str:
    """Cost, CO2e and driving time against the plan as it stands, put into words here once more."""
    t, parts = language(lang).t, []
    for field, unit, key in (("cost_cent", 100, "cost"), ("co2e_g", 1000, "co2e"), ("drive_s", 60, "drive")):
        more = getattr(new.kpi, field) - getattr(old.kpi, field)
        if amount := whole(abs(more) / unit):
            turn = "more" if more > 0 else "less"
            parts.append(t(f"explained.gain.{key}.{turn}", amount=marked(lang, amount)))
        elif key == "cost":
            parts.append(t("proposal.same_cost"))
    if parts == [t("proposal.same_cost")]:
        return t("proposal.no_change")
    return parts[0] if len(parts) == 1 else t("explained.and", first=", ".join(parts[:-1]), last=parts[-1])


def check_place(
    world: World, after: api.Plan, proposal: api.Proposal, values: dict[str, str], text: str, lang: str
) -> None:
    """The customer rides on the vehicle that is named, behind whom is named."""
    if "vehicle" not in values or "customer" not in values or proposal.kind not in ("insert", "move"):
        return
    trip = next(t for t in after.trips if fleet_name(world, t.vehicle, lang) == values["vehicle"])
    mine = [
        i
        for i, s in enumerate(trip.stops)
        if s.order and world.orders[s.order].customer == values["customer"]
    ]
    assert mine, text
    if proposal.key.endswith("_first"):
        assert 0 in mine, text
    elif "previous" in values:
        names = set()
        for i in mine:
            stop = trip.stops[i - 1]
            names |= {world.orders[stop.order].customer} if stop.order else {
                world.places[p].name for p in (stop.place, world.vehicles[trip.vehicle].depot) if p
            }  # fmt: skip
        assert values["previous"] in names, (names, text)


def check_main(lang: str, old: Evaluation, new: Evaluation, text: str) -> int:
    """The part of the cost that is named changed by so much, in that direction."""
    t = language(lang).t
    parts = {t(f"explained.part.{p}"): p for p in COST_PARTS}
    total = new.kpi.cost_cent - old.kpi.cost_cent
    for turn, sign in (("less", -1), ("more", 1)):
        values = found_in(lang, f"explained.main.{turn}", text)
        if values is None or values["part"] not in parts:
            continue
        changes = {p: getattr(new.kpi.cost_parts, p) - getattr(old.kpi.cost_parts, p) for p in COST_PARTS}
        change = changes[parts[values["part"]]]
        assert number(values["euro"]) == whole(abs(change) / 100), text
        assert sign * change == max(sign * c for c in changes.values()) > 0, text
        assert sign * total > 0, text
        return 1
    return 0


def whose(world: World, times: StopTimes, trip: Trip) -> str:
    """Whose window a stop has: the place's own for a transfer or where the order has two stops."""
    stops = [s for s in trip.stops if s.order == times.stop.order]
    return (
        world.places[times.place].name
        if times.stop.via or len(stops) > 1
        else (world.orders[times.stop.order].customer)
    )


def check_margin(
    world: World, lang: str, before: api.Plan, after: api.Plan, new: Evaluation, text: str
) -> int:
    """The stop that is named has that margin, and none in the changed trips has less."""
    trips = [t for t in new.trips if before.trip_of(t.trip.vehicle) != t.trip]
    rooms = [
        (s.window_close_s - s.begin_s, whose(world, s, t.trip), clock(s.window_close_s))
        for t in trips for s in t.stops if s.stop.order and not any(z.late_s for x in trips for z in x.stops)
    ]  # fmt: skip
    for key in ("explained.margin.window", "explained.margin.none"):
        values = found_in(lang, key, text)
        if values is not None:
            room, customer, close = min(rooms)
            least = {(c, e) for r, c, e in rooms if r == room}
            assert (values["customer"], values["close"]) in least, (room, customer, close, text)
            assert number(values.get("n", "0")) == room // 60, text
            return 1
    values = found_in(lang, "explained.margin.battery", text)
    if values is not None:
        trip = next(t for t in trips if fleet_name(world, t.trip.vehicle, lang) == values["vehicle"])
        reserve = world.vehicles[trip.trip.vehicle].class_.battery_wh * world.battery_reserve_share
        assert number(values["kwh"]) == whole((trip.battery_trace[-1][1] - reserve) / 1000), text
        assert not rooms or min(rooms)[0] >= 30 * 60, text
        return 1
    assert not rooms or min(rooms)[0] >= 30 * 60, text
    return 0
