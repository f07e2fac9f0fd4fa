"""A player's acts in words, for the history: `Bakkerij De Halm naar Koelcombi 2`.

An act that is several commands, or a whole trip at once, is told by what it made of the plan: which orders
changed trucks, which trip was turned, who exchanged work with whom.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from game.content.language import Language
from game.domain import commands as c
from game.domain.people import party_of
from game.domain.plan import Plan
from game.domain.world import World
from game.rules.crew_moves import driver_for
from game.ui.board_own import stop_name
from game.ui.console_rules import rule_words

if TYPE_CHECKING:
    from game.session_help import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An act with the plans before and after it."""

    world: World
    lang: Language
    before: Plan
    after: Plan
    proposals: Mapping[str, Proposal]

    def vehicle(self, name: str) -> str:
        """A truck as people call it."""
        known = self.world.vehicles.get(name)
        return self.lang.fleet(known.name) if known else name

    def customer(self, order: str) -> str:
        """An order as people call it."""
        return self.world.orders[order].customer if order in self.world.orders else order

    def stop(self, vehicle: str, at: int) -> str:
        """What a stop of the earlier plan is called; the way home has the depot's name."""
        trip, truck = self.before.trip_of(vehicle), self.world.vehicles.get(vehicle)
        if trip is None or truck is None:
            return ""
        if not 0 <= at < len(trip.stops):
            return self.world.places[truck.depot].name
        return stop_name(self.world, truck, trip.stops[at], self.lang)


def words(command: c.Command, story: Story) -> str:
    """The act in one line, without a full stop."""
    make = _SAID.get(type(command))
    if make is not None:
        return make(command, story)
    return _plain(command, story)


def _plain(command: c.Command, story: Story) -> str:
    """`words.<verb>` with the values of the command, ids said as people say them."""
    values: dict[str, object] = {}
    for f in fields(command):
        value = getattr(command, f.name)
        if f.name == "vehicle":
            value = story.vehicle(value)
        elif f.name == "order":
            value = story.customer(value)
        values[f.name] = value
    return story.lang.t(f"words.{command.verb}", **values)


def _unplace(command: c.Unplace, story: Story) -> str:
    if story.before.partner_of(command.order):
        return story.lang.t("words.take_back", order=story.customer(command.order))
    return _plain(command, story)


def _place(command: c.Place, story: Story) -> str:
    same = story.before.vehicle_of(command.order) == command.vehicle
    key = "words.place_again" if same else "words.place"
    return story.lang.t(key, order=story.customer(command.order), vehicle=story.vehicle(command.vehicle))


def _start(command: c.SetStart, story: Story) -> str:
    key = "words.start_auto" if command.start_s < 0 else "words.start"
    clock = story.lang.clock(max(0, command.start_s))
    return story.lang.t(key, vehicle=story.vehicle(command.vehicle), clock=clock)


def _at_stop(command: Any, story: Story) -> str:
    seconds = getattr(command, "seconds", 0)
    return story.lang.t(
        f"words.{command.verb}", vehicle=story.vehicle(command.vehicle), minutes=story.lang.minutes(seconds),
        stop=story.stop(command.vehicle, command.at),
    )  # fmt: skip


def _add(command: c.AddStop, story: Story) -> str:
    world = story.world
    place = world.places[command.place].name if command.place in world.places else ""
    return story.lang.t(
        f"words.add_{command.kind}", vehicle=story.vehicle(command.vehicle), place=place,
        minutes=story.lang.minutes(command.seconds),
    )  # fmt: skip


def _via(command: c.SetVia, story: Story) -> str:
    transfer = story.world.sites.transfers.get(command.transfer)
    key = "words.via" if transfer else "words.via_none"
    name = transfer.name if transfer else ""
    return story.lang.t(key, order=story.customer(command.order), transfer=name)


def _give(command: c.Give, story: Story) -> str:
    partner = story.world.sites.partners.get(command.partner)
    name = partner.name if partner else command.partner
    return story.lang.t("words.give", order=story.customer(command.order), partner=name)


def _charge(command: c.SetCharge, story: Story) -> str:
    key = "words.soc_auto" if command.permille < 0 else "words.soc"
    share = story.lang.percent(max(0, command.permille) / 1000)
    return story.lang.t(key, vehicle=story.vehicle(command.vehicle), share=share)


def _switch(command: c.Switch, story: Story) -> str:
    world = story.world
    one, two = (
        world.drivers[driver_for(world, story.before, v)].name for v in (command.vehicle, command.other)
    )
    return story.lang.t("words.switch", one=one, two=two)


def _tell(command: c.Tell, story: Story) -> str:
    """Who was called, by name."""
    kind, name = party_of(command.party)
    world = story.world
    if kind == "driver" and name in world.vehicles:
        name = world.drivers[driver_for(world, story.before, name)].name
    elif kind == "dock" and name in world.places:
        name = world.places[name].name
    elif kind in ("customer", "partner"):
        name = story.customer(name) if kind == "customer" else _name(story, name)
    return story.lang.t(f"words.tell_{kind or 'nobody'}", who=name)


def _correct(command: c.Correct, story: Story) -> str:
    key = f"words.correct_{command.what}"
    return story.lang.t(
        key if story.lang.has(key) else "words.correct_other", order=story.customer(command.order),
        minutes=story.lang.minutes(command.amount), clock=story.lang.clock(command.amount),
        amount=story.lang.number(command.amount),
    )  # fmt: skip


def _accept(command: c.Accept, story: Story) -> str:
    proposal = story.proposals.get(command.proposal)
    if proposal is None or proposal.kind == "plan":
        return story.lang.t("words.accept_plan")
    return story.lang.t("words.accept", what=_changed(command, story))


def _many(command: c.Together, story: Story) -> str:
    parts = c.apart(command) if command.text else ()
    first = parts[0] if parts else None
    if isinstance(first, c.STEER_COMMANDS):
        return _rules(parts, story)
    alike = first is not None and all(type(p) is type(first) for p in parts)
    if first is not None and alike and isinstance(first, c.SetRoute | c.LastStop | c.SetStart | c.SetCharge):
        return words(first, story)
    return _changed(command, story)


def _rule(command: Any, story: Story) -> str:
    title, note = rule_words(story.world, story.before, command.text, story.lang)
    return story.lang.t(f"words.{command.verb}", rule=f"{title}, {note}")


def _rules(commands: tuple[Any, ...], story: Story) -> str:
    """One rule by itself, several by their number; orders that are kept in their truck by name of the act."""
    if len(commands) == 1:
        return _rule(commands[0], story)
    same = all(type(each) is type(commands[0]) for each in commands)
    if same and all(each.text.startswith("trucks|") for each in commands):
        return story.lang.t(f"words.{commands[0].verb}_orders", n=len(commands))
    return story.lang.t("words.rules", n=len(commands))


# -- told by the plans ---------------------------------------------------------------------------------
def _changed(_command: c.Command, story: Story) -> str:
    """What became of the orders: moved, exchanged, turned."""
    was, now = _carriers(story.before), _carriers(story.after)
    moved = {o: (was.get(o, ""), now.get(o, "")) for o in sorted({*was, *now}) if was.get(o) != now.get(o)}
    ways = list(dict.fromkeys(moved.values()))
    if not moved:
        return _same_trucks(story)
    if len(moved) == 1:
        return _one(story, *next(iter(moved.items())))
    if len(ways) == 2 and ways[0] == ways[1][::-1] and all(ways[0]):
        one, two = sorted(ways[0])
        return story.lang.t("words.swapped", one=_name(story, one), two=_name(story, two))
    ends = {to for _from, to in ways}
    if len(ends) > 1:
        return story.lang.t("words.spread", n=len(moved), trips=len(ends))
    return _together(story, ways, len(moved))


def _one(story: Story, order: str, way: tuple[str, str]) -> str:
    name = story.customer(order)
    if not way[1]:
        return story.lang.t("words.unplace", order=name)
    return story.lang.t("words.place", order=name, vehicle=_name(story, way[1]))


def _together(story: Story, ways: list[tuple[str, str]], count: int) -> str:
    """Several orders that go the same way."""
    (start, end), t = ways[0], story.lang.t
    if not end:
        return t("words.out", n=count)
    name, source = _name(story, end), _name(story, start)
    if len(ways) > 1 or not start:
        return t("words.onto", n=count, vehicle=name)
    if story.after.trip_of(start) is None and story.before.trip_of(start) is not None:
        key = "words.merged" if story.before.trip_of(end) is not None else "words.taken_over"
        return t(key, one=source, two=name)
    return t("words.from_to", n=count, one=source, two=name)


def _same_trucks(story: Story) -> str:
    """No order changed trucks: sequences, starts, own stops."""
    changed = [
        t.vehicle for t in story.after.trips
        if (old := story.before.trip_of(t.vehicle)) is not None and old.stops != t.stops
    ]  # fmt: skip
    if len(changed) != 1:
        return story.lang.t("words.changed", n=len(changed) or len(story.after.trips))
    old, new = story.before.trip_of(changed[0]), story.after.trip_of(changed[0])
    assert old is not None
    assert new is not None
    plain = [replace(s, route=0) for s in new.stops], [replace(s, route=0) for s in old.stops[::-1]]
    key = "words.turned" if plain[0] == plain[1] else "words.sequence"
    return story.lang.t(key, vehicle=story.vehicle(changed[0]))


def _carriers(plan: Plan) -> dict[str, str]:
    return {o: t.vehicle for t in plan.trips for o in t.orders()} | dict(plan.given)


def _name(story: Story, carrier: str) -> str:
    partner = story.world.sites.partners.get(carrier)
    return partner.name if partner else story.vehicle(carrier)


_SAID: dict[type, Callable[[Any, Story], str]] = {
    c.Place: _place, c.Unplace: _unplace, c.SetStart: _start, c.SetRoute: _at_stop, c.MoveStop: _at_stop,
    c.LastStop: _at_stop, c.DropStop: _at_stop, c.AddStop: _add, c.SetVia: _via, c.Give: _give,
    c.SetCharge: _charge, c.Switch: _switch, c.SetTrip: _changed, c.Together: _many, c.Accept: _accept,
    c.Steer: _rule, c.Unsteer: _rule, c.Shelve: _rule, c.Tell: _tell, c.Correct: _correct,
}  # fmt: skip
