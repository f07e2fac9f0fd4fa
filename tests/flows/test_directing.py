"""The player as director: what is asked of the computer, agreed with customers, kept in the gallery."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.load import load_scenario
from game.domain import commands as c
from game.domain import steer
from game.domain.errors import Unreadable
from game.domain.scenario import Scenario
from game.record.journal import FileJournal
from game.replay import resume_session, start, verify
from game.rules.crew_moves import crewed, driver_for
from game.session import Session
from game.solver.advice import plan_commands
from game.solver.steered import with_margin

ids = st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """A day of some size."""
    return load_scenario("vers-noord")


def begun(scenario: Scenario, log: Path | None = None) -> Session:
    """A session in which planning has begun."""
    session = start(scenario, seed=3, journal=FileJournal(log) if log else None)
    session.do(c.Begin())
    return session


def done(session: Session, *commands: c.Command) -> None:
    """Carry all out."""
    for command in commands:
        outcome = session.do(command)
        assert outcome.ok, outcome.error


def first_orders(session: Session, count: int) -> list[str]:
    """Orders by id."""
    return sorted(session.visible)[:count]


def test_several_acts_are_one_step_back(scenario: Scenario) -> None:
    """Many stops moved in one act are undone in one step, and nothing happens when one of them cannot be."""
    session = begun(scenario)
    vehicle, other = sorted(session.system.vehicles)[:2]
    a, b = first_orders(session, 2)
    places = [c.Place(order=o, vehicle=vehicle, at=0) for o in (a, b)]
    done(session, c.together(*places))
    assert session.plan.planned() == {a, b}
    empty = c.together(c.Unplace(order=a), c.Place(order=b, vehicle=other, at=99))
    assert not session.do(empty).ok
    assert session.plan.planned() == {a, b}
    done(session, c.Undo())
    assert session.plan.planned() == frozenset()


def test_an_act_of_acts_holds_only_planning(scenario: Scenario) -> None:
    """Dispatching, or an act of acts inside, cannot be smuggled in."""
    session = begun(scenario)
    order = first_orders(session, 1)[0]
    place = c.Place(order=order, vehicle=min(session.system.vehicles), at=0)
    for text in ("dispatch", c.to_text(c.together(place)), "", "nonsense"):
        outcome = session.do(c.Together(text=text))
        assert not outcome.ok and isinstance(outcome.error, Unreadable)


def test_hidden_orders_stay_hidden_in_an_act_of_acts(scenario: Scenario) -> None:
    """What nobody has shown yet does not exist for the player, however it is asked."""
    session = begun(scenario)
    hidden = sorted(set(session.system.orders) - session.visible)
    if not hidden:
        pytest.skip("no optional order in this scenario")
    place = c.Place(order=hidden[0], vehicle=min(session.system.vehicles), at=0)
    outcome = session.do(c.together(place))
    assert outcome.error is not None and outcome.error.key == "move.no_order"


def test_drivers_change_places(scenario: Scenario) -> None:
    """Two trips exchange drivers; who begins later gets the one who is left over; undo restores."""
    session = begun(scenario)
    one, two, three = sorted(session.system.vehicles)[:3]
    a, b = first_orders(session, 2)
    done(session, c.Place(order=a, vehicle=one, at=0))
    own = {v: session.system.vehicles[v].driver for v in (one, two, three)}
    done(session, c.Switch(vehicle=one, other=two))
    assert driver_for(session.system, session.plan, one) == own[two]
    done(session, c.Place(order=b, vehicle=two, at=0))
    trip = session.plan.trip_of(two)
    assert trip is not None and trip.driver == own[one]
    drivers = [v.driver for v in crewed(session.system, session.plan).vehicles.values()]
    assert len(drivers) == len(set(drivers))
    done(session, c.Switch(vehicle=two, other=three), c.Undo())
    assert driver_for(session.system, session.plan, two) == own[one]
    assert not session.do(c.Switch(vehicle=one, other=one)).ok


def test_who_is_on_his_way_keeps_his_truck(scenario: Scenario) -> None:
    """A driver whose duty has begun cannot change places."""
    session = begun(scenario)
    one, two = sorted(session.system.vehicles)[:2]
    done(session, c.Place(order=first_orders(session, 1)[0], vehicle=one, at=0), c.Dispatch())
    session.do(c.Advance(to_s=13 * 3600))
    outcome = session.do(c.Switch(vehicle=two, other=one))
    assert outcome.error is not None and outcome.error.key == "illegal.started"


def test_rules_are_asked_and_taken_back(scenario: Scenario) -> None:
    """Each rule is known by its line; one truck for an order; what the day does not have is refused."""
    session = begun(scenario)
    one, two = sorted(session.system.vehicles)[:2]
    order = first_orders(session, 1)[0]
    done(session, c.Steer(text=f"trucks|{order}|{one}"), c.Steer(text=f"trucks|{order}|{two}"))
    assert steer.rules_of(session.wishes.steering) == (f"trucks|{order}|{two}",)
    done(session, c.Steer(text=f"idle|{one}"), c.Unsteer(text=f"trucks|{order}|{two}"))
    assert steer.rules_of(session.wishes.steering) == (f"idle|{one}",)
    assert not session.do(c.Steer(text=f"trucks|nobody|{one}")).ok
    assert not session.do(c.Steer(text="trips")).ok
    done(session, c.Weigh(co2_percent=30, margin_min=10))
    assert not session.do(c.Weigh(co2_percent=101, margin_min=0)).ok
    assert (session.wishes.co2_percent, session.wishes.margin_min) == (30, 10)


def test_rules_asked_together_are_one_step(scenario: Scenario) -> None:
    """Undo and redo turn what was asked in one act, and leave plan and weights; mixtures are refused."""
    session = begun(scenario)
    one = min(session.system.vehicles)
    a, b = first_orders(session, 2)
    done(session, c.Place(order=a, vehicle=one, at=0))
    plan, asked = session.plan, (f"trucks|{a}|{one}", f"own|{b}")
    done(session, c.together(*(c.Steer(text=r) for r in asked)), c.Weigh(co2_percent=40, margin_min=5))
    assert steer.rules_of(session.wishes.steering) == asked
    done(session, c.Undo())
    assert (steer.rules_of(session.wishes.steering), session.plan) == ((), plan)
    assert session.wishes.co2_percent == 40
    done(session, c.Redo(), c.Undo(), c.Undo())
    assert not session.plan.trips
    done(session, c.Redo(), c.Redo())
    assert (steer.rules_of(session.wishes.steering), session.plan) == (asked, plan)
    mixed = c.Together(text=f"{c.to_text(c.Steer(text=asked[0]))}; unplace {a}")
    wrong = c.together(c.Steer(text=f"idle|{one}"), c.Steer(text="idle|nobody"))
    for command in (mixed, wrong):
        assert not session.do(command).ok
    assert steer.rules_of(session.wishes.steering) == asked


def test_a_rule_that_is_switched_off_stays_in_the_log(scenario: Scenario, tmp_path: Path) -> None:
    """It is asked of nobody, survives a resume and a replay, comes back on, and can be forgotten."""
    log = tmp_path / "log.jsonl"
    session = begun(scenario, log)
    rule = f"idle|{min(session.system.vehicles)}"
    done(session, c.together(c.Steer(text=rule)), c.together(c.Shelve(text=rule)))
    assert (session.wishes.steering, session.wishes.off) == (steer.FREE, (rule,))
    assert not session.do(c.Shelve(text="idle|nobody")).ok
    assert verify(log).verified is True
    again = resume_session(log, lambda: 0)
    assert again.wishes.off == (rule,)
    done(again, c.together(c.Steer(text=rule)))
    assert (steer.rules_of(again.wishes.steering), again.wishes.off) == ((rule,), ())
    done(again, c.Undo(), c.together(c.Unsteer(text=rule)))
    assert again.wishes.off == () and not again.wishes.steering
    done(again, c.Undo())
    assert again.wishes.off == (rule,)
    assert verify(log).verified is True


def test_rules_asked_one_by_one_are_no_step(scenario: Scenario) -> None:
    """So it was in older logs: undo passes them over, and they hash as they did."""
    session = begun(scenario)
    one = min(session.system.vehicles)
    done(session, c.Place(order=first_orders(session, 1)[0], vehicle=one, at=0), c.Steer(text=f"trips|{one}"))
    assert "off" not in repr(session.wishes)
    done(session, c.Undo())
    assert not session.plan.trips
    assert steer.rules_of(session.wishes.steering) == (f"trips|{one}",)


rules = st.one_of(
    st.builds(lambda k, a, b: f"{k}|{a}|{b}", st.sampled_from(steer.PAIRS), ids, ids),
    st.builds(lambda k, a: f"{k}|{a}", st.sampled_from(steer.LISTS), ids),
    st.builds(lambda q: "|".join(("sequences", *q)), st.lists(ids, min_size=2, max_size=4, unique=True)),
    st.builds(
        lambda o, e, m: f"widenings|{o}|{e}|{m}", ids, st.sampled_from(["collect", "deliver"]),
        st.integers(1, steer.MOST_MINUTES),
    ),
)  # fmt: skip


@given(st.lists(rules, max_size=8))
def test_steering_is_its_lines(lines: list[str]) -> None:
    """Whatever is asked can be listed, and the list asks for exactly the same."""
    asked = steer.FREE
    for line in lines:
        asked = steer.with_rule(asked, line)
    again = steer.FREE
    for line in steer.rules_of(asked):
        again = steer.with_rule(again, line)
    assert again == asked
    for line in steer.rules_of(asked):
        asked = steer.without_rule(asked, line)
    assert asked == steer.FREE


@given(st.text(max_size=30))
def test_any_line_is_a_rule_or_unreadable(line: str) -> None:
    """Nothing but Unreadable leaves the reader."""
    try:
        asked = steer.with_rule(steer.FREE, line)
    except Unreadable:
        return
    assert len(steer.rules_of(asked)) == 1


def test_a_wider_window_is_agreed_once_and_paid(scenario: Scenario) -> None:
    """What a customer agreed to is believed, true in the day, paid in its figures, and asked only once."""
    session = begun(scenario)
    order = first_orders(session, 1)[0]
    before = session.system.orders[order].delivery_windows[0]
    done(session, c.Agree(order=order, action="deliver", minutes=20))
    after = session.system.orders[order].delivery_windows[0]
    assert (before.open_s - after.open_s, after.close_s - before.close_s) == (1200, 1200)
    assert not session.do(c.Agree(order=order, action="deliver", minutes=10)).ok
    assert not session.do(c.Agree(order="nobody", action="deliver", minutes=10)).ok
    done(session, c.Place(order=order, vehicle=min(session.system.vehicles), at=0), c.Dispatch())
    assert session.running is not None
    assert session.running.truth.orders[order].delivery_windows[0] == after
    assert sum(e.amount for e in session.running.effects) >= steer.asking_cent(20)


def test_plans_are_kept_and_come_back(scenario: Scenario, tmp_path: Path) -> None:
    """A kept plan is restored as it was, in one step that can be undone; the log replays to the same."""
    session = begun(scenario, tmp_path / "log.jsonl")
    reference = session.scenario.reference
    assert reference is not None
    done(session, *(c.from_text(t) for t in plan_commands(session.plan, reference.plan)))
    first = session.plan
    done(session, c.Keep(text="de eerste; met puntkomma"), c.ClearTrip(vehicle=first.trips[0].vehicle))
    second = session.plan
    done(session, c.Keep(text="zonder"), c.Rename(kept="K2", text="leger"), c.Restore(kept="K1"))
    assert session.plan == first
    done(session, c.Undo())
    assert session.plan == second
    done(session, c.Forget(kept="K1"))
    assert [k.name for k in session.gallery.plans.values()] == ["leger"]
    for command in (c.Restore(kept="K1"), c.Forget(kept="K9"), c.Rename(kept="x", text="y")):
        assert not session.do(command).ok
    done(session, c.Steer(text=f"idle|{min(session.system.vehicles)}"), c.Dispatch())
    session.do(c.Advance(to_s=86_400))
    assert verify(tmp_path / "log.jsonl").verified is True


def test_a_margin_closes_windows_earlier_but_leaves_half(scenario: Scenario) -> None:
    """Planning with time to spare: windows close earlier, none is turned round."""
    world = scenario.system
    spared = with_margin(world, 30)
    assert with_margin(world, 0) is world
    moved = 0
    for name, order in world.orders.items():
        for was, now in zip(order.delivery_windows, spared.orders[name].delivery_windows, strict=True):
            assert now.open_s == was.open_s and was.open_s <= now.close_s <= was.close_s
            assert now.close_s >= min(was.close_s - 1800, (was.open_s + was.close_s) // 2)
            moved += was.close_s - now.close_s
    assert moved > 0
