"""A reading test: sentences of advice on three shipped days are read back, their figures worked out again.

Nothing of the advisor is asked here: a proposal's commands are carried out by the rules' own moves and both
plans are judged by the referee; sentences are taken apart by the catalogue's own patterns.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from game import api
from game.content.language import LANGUAGES, language
from game.domain.evaluation import COST_PARTS, Evaluation, Finding, Severity, StopTimes
from game.domain.plan import Trip
from game.domain.units import clock, whole
from game.domain.world import Window, World
from game.rules.evaluate import evaluate, evaluate_trip
from game.solver.stops import empty_trip, spots, trip_of, with_order, without_order

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
    check_place(scenario.system, after, proposal, values, text)
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
    world: World, after: api.Plan, proposal: api.Proposal, values: dict[str, str], text: str
) -> None:
    """The customer rides on the vehicle that is named, behind whom is named."""
    if "vehicle" not in values or "customer" not in values or proposal.kind not in ("insert", "move"):
        return
    trip = next(t for t in after.trips if world.vehicles[t.vehicle].name == values["vehicle"])
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
        trip = next(t for t in trips if world.vehicles[t.trip.vehicle].name == values["vehicle"])
        reserve = world.vehicles[trip.trip.vehicle].class_.battery_wh * world.battery_reserve_share
        assert number(values["kwh"]) == whole((trip.battery_trace[-1][1] - reserve) / 1000), text
        assert not rooms or min(rooms)[0] >= 30 * 60, text
        return 1
    assert not rooms or min(rooms)[0] >= 30 * 60, text
    return 0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", DAYS)
def test_every_proposal_is_true(name: str, lang: str) -> None:
    """What a proposal says of cost, CO2e, driving, place, margin and rules is what the referee finds."""
    scenario, told = day(name), 0
    for plan in plans(name):
        for order in asked(name, plan):
            less = plan.without_order(order)
            visible = api.orders(scenario) | {order}
            for proposal in api.advise(scenario, less, order, limit=4):
                told += check(name, less, visible, proposal, lang)
        for proposal in api.improve(scenario, plan):
            told += check(name, plan, api.orders(scenario), proposal, lang)
    assert told > 60


# --- why not --------------------------------------------------------------------------------------------


def hard_of(world: World, trip: Trip) -> int:
    return sum(f.severity is Severity.HARD for f in evaluate_trip(world, trip).findings)


def places(world: World, plan: api.Plan, order: str, vehicles: Iterable[str]) -> Iterator[tuple[Trip, Trip]]:
    """Every trip with the order at every place, and the trip without it."""
    for name in vehicles:
        vehicle = world.vehicles[name]
        base = without_order(trip_of(plan, vehicle), order)
        for spot in spots(world.orders[order], vehicle, base, 0):
            yield with_order(base, world.orders[order], vehicle, spot), base


def fits_somewhere(world: World, plan: api.Plan, order: str, vehicles: Iterable[str]) -> bool:
    """A place at which no hard finding comes in, judged one by one."""
    return any(
        hard_of(world, trip) <= hard_of(world, base) for trip, base in places(world, plan, order, vehicles)
    )


@pytest.mark.parametrize("name", DAYS)
def test_every_why_not_is_true(name: str) -> None:
    """Cannot: at no place of its scope. Fits: there, at that price. The rule is broken by so much."""
    scenario = day(name)
    world, seen = scenario.system, 0
    for plan in plans(name):
        for order in asked(name, plan):
            less = plan.without_order(order)
            vehicles = sorted(world.vehicles)
            for vehicle in ("", vehicles[0], vehicles[-1]):
                answer = api.why_not(scenario, less, order, vehicle)
                seen += 1
                within = [vehicle] if vehicle else vehicles
                if answer.verdict == "cannot":
                    assert not fits_somewhere(world, less, order, within), answer.key
                    if answer.scope == "never":
                        assert all(not fits_somewhere(world, api.Plan(), order, [v]) for v in vehicles), (
                            answer.key
                        )
                if answer.verdict in ("fits", "not_worth"):
                    check_fits(name, less, order, answer)
                if answer.finding is not None and answer.trip is not None and answer.scope != "never":
                    rules = {(f.rule, f.amount) for f in evaluate_trip(world, answer.trip).findings}
                    over = {(f.rule, f.amount) for f in evaluate(world, less.with_trip(answer.trip)).findings}
                    assert (answer.rule, answer.shortfall) in rules | over
                if answer.relaxation is not None and answer.trip is not None:
                    check_relaxation(world, answer, less)
    assert seen >= 30


def check_fits(name: str, plan: api.Plan, order: str, answer: api.WhyNot) -> None:
    """The place that is named is lawful, and costs what is said."""
    scenario, proposal = day(name), answer.proposal
    assert proposal is not None
    visible = api.orders(scenario) | {order}
    after = api.carry_out(scenario, plan, proposal)
    old, new = (evaluate(scenario.system, p, orders=visible) for p in (plan, after))
    change = new.kpi.cost_cent - old.kpi.cost_cent
    assert new.kpi.hard <= old.kpi.hard
    assert (change > 0) == (answer.verdict == "not_worth")
    for lang in LANGUAGES:
        check(name, plan, visible, proposal, lang)
        if answer.verdict == "not_worth":
            values = found_in(lang, "whynot.not_worth", api.say(answer, lang))
            assert values is not None
            assert number(values["euro"]) == whole(change / 100)
            values = found_in(lang, "whynot.relax.price", api.say(answer, lang))
            assert values is not None
            assert number(values["euro"]) == math.ceil(change / 100)


def check_relaxation(world: World, answer: api.WhyNot, plan: api.Plan) -> None:
    """So many minutes make it fit, and one less does not; the price said is that of the changed trip."""
    relaxed, trip = answer.relaxation, answer.trip
    assert relaxed is not None and trip is not None
    before = plan.trip_of(trip.vehicle) or empty_trip(world.vehicles[trip.vehicle])
    known = hard_of(world, before) if before.stops else 0

    def changed(amount: int) -> tuple[World, Trip]:
        if relaxed.kind == "window":
            order = world.orders[relaxed.subject]
            later = tuple(
                Window(open_s=w.open_s, close_s=w.close_s + 60 * amount) for w in order.delivery_windows
            )
            made = replace(order, delivery_windows=later)
            return replace(world, orders={**world.orders, order.id: made}), trip
        return world, replace(trip, start_s=evaluate_trip(world, trip).start_s - 60 * amount)

    if relaxed.kind in ("window", "start"):
        assert hard_of(*changed(relaxed.amount)) <= known
        assert hard_of(*changed(relaxed.amount - 1)) > known
    for lang in LANGUAGES:
        text = api.say(answer, lang)
        if relaxed.kind == "order_out":
            assert world.orders[relaxed.subject].customer in text
            assert hard_of(world, without_order(trip, relaxed.subject)) <= known
        for turn in ("cheaper", "dearer"):
            values = found_in(lang, f"whynot.then.{turn}", text)
            if values is not None:
                assert (relaxed.cost_cent < 0) == (turn == "cheaper")
                assert number(values["euro"]) == whole(abs(relaxed.cost_cent) / 100)


# --- one plan against another ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", DAYS)
def test_every_improvement_is_told_truly(name: str, lang: str) -> None:
    """From the naive plan to the reference: the gain in figures, and orders where they are said to go."""
    scenario = day(name)
    before, after = plans(name)
    old, new = (api.evaluate(scenario, p) for p in (before, after))
    text = api.explain(scenario, before, after, lang)
    fields = {"cost": ("cost_cent", 100), "co2e": ("co2e_g", 1000), "drive": ("drive_s", 60),
              "km": ("distance_m", 1000), "late": ("late_s", 60)}  # fmt: skip
    told = 0
    gain = text.split(language(lang).t("explained.gain").split("{")[0])[1]
    for key, (field, unit) in fields.items():
        change = getattr(new.kpi, field) - getattr(old.kpi, field)
        for turn in ("less", "more"):
            words = language(lang).t(f"explained.gain.{key}.{turn}").split("{amount}")
            hit = re.search(re.escape(words[0]) + r"([\d.,]+)" + re.escape(words[1]), gain)
            if hit:
                told += 1
                assert number(hit[1]) == whole(abs(change) / unit), text
                assert (change < 0) == (turn == "less"), text
    assert told >= 3
    check_moves(scenario.system, lang, before, after, text)
    check_main(lang, old, new, text)
    check_margin(scenario.system, lang, before, after, new, text)


def check_moves(world: World, lang: str, before: api.Plan, after: api.Plan, text: str) -> None:
    """Customers that are said to go from one truck to another do."""
    names, seen = {v.name: v.id for v in world.vehicles.values()}, 0
    for number_of in ("one", "many"):
        sentence = re.compile(pattern(lang, f"explained.vehicle_vehicle.{number_of}"))
        for hit in filter(None, map(sentence.fullmatch, re.split(r"(?<=\.) ", text))):
            source, target = names.get(hit["source"]), names.get(hit["target"])
            if source is None or target is None:
                continue
            seen += 1
            moved = [
                world.orders[o].customer for o in sorted(before.planned())
                if before.vehicle_of(o) == source and after.vehicle_of(o) == target
            ]  # fmt: skip
            said = hit["customers"].strip()
            named = [c for c in set(moved) if c in said]
            rest = re.search(r" (\d+) (andere|other)", said)
            assert moved and said.startswith(moved[0]), hit[0]
            assert len(moved) == (3 + int(rest[1]) if rest else len(moved)), hit[0]
            assert len(named) >= min(3, len(set(moved))), hit[0]
    assert seen
