from dataclasses import replace

from game.domain import commands as c
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.session_outlook import SLICE, Outlook
from game.sim.day import open_day
from tests.ledger.coin import begun, coin
from tests.sim.days import own_plan
from tests.worlds import HOUR, MIN

NOW = 7 * HOUR + 30 * MIN


def usual(chance: float = 0.5) -> Scenario:
    """The day with one jam, of which the software knows the odds; no decision moment."""
    of = coin(chance)
    return replace(of, moments=(), disruptions=tuple(replace(d, usual=True) for d in of.disruptions))


def at(of: Scenario, clock_s: int = NOW, seed: int = 1, its: Plan | None = None) -> Outlook:
    """The outlook of a session at this hour, all worked out."""
    session = begun(of, seed, its)
    while session.phase == "day" and session.clock_s < clock_s:
        assert session.do(c.Advance(to_s=clock_s)).ok
    found = Outlook(session)
    found.finish()
    return found


def test_it_warns_before_it_happens():
    """With a jam that may come O1 may be late: chance, minutes and what hangs on it, before any truck is."""
    found = at(usual())
    stop = found.stop("V1", 0)
    assert stop is not None and 30 < stop.late_percent < 70 and stop.late_s80 == 21 * MIN
    (stake,) = found.stakes()
    assert (stake.vehicle, stake.order, stake.late_percent) == ("V1", "O1", stop.late_percent)
    assert stake.expected_cent == stop.goodwill_cent > stake.saved_cent > 0
    assert abs(stake.expected_cent - stake.at_stake_cent * stake.late_percent / 100) <= 50
    assert stake.left_s == 8 * HOUR + 15 * MIN - NOW


def test_who_was_told_in_time_is_less_at_stake():
    """After the call the same lateness costs less, and telling again saves nothing."""
    found = at(usual())
    before = found.stakes()[0].expected_cent
    assert found.session.do(c.Tell(party="customer/O1", about="late")).ok
    found.finish()
    (stake,) = found.stakes()
    assert stake.expected_cent < before and stake.saved_cent == 0


def test_it_knows_no_more_than_the_desk():
    """The screen's warnings are the same whether the jam waits on the road or not."""
    of = usual()
    seeds = {bool(open_day(of, of.system, own_plan(), s).incidents): s for s in range(30)}
    mine, other = (at(of, seed=s) for s in seeds.values())
    assert mine.of("V1") == other.of("V1") is not None


def test_what_the_author_alone_knows_is_no_warning():
    """A chance for this one day is for people to find out, not for the software to tell."""
    of = usual(1.0)
    hidden = replace(of, disruptions=tuple(replace(d, usual=False) for d in of.disruptions))
    assert at(of).stakes() and not at(hidden).stakes()


def test_work_comes_in_slices_and_only_when_something_changed():
    """A slice is a few walks; when all is known nothing is done until the day or the plan changes."""
    session = begun(usual())
    session.do(c.Advance(to_s=NOW))
    found = Outlook(session, count=10)
    steps = 0
    while found.step():
        steps += 1
    assert steps >= 3 * 10 // SLICE
    known = found.revision
    assert not found.step() and found.revision == known
    before = found.of("V2")
    assert before is not None and before.stops
    session.do(c.Advance(to_s=9 * HOUR))
    assert found.step()
    found.finish()
    assert found.revision > known


def test_no_day_no_outlook():
    """While planning, and when the day has ended, there is nothing to warn of."""
    session = begun(usual())
    done = Outlook(session)
    while session.phase == "day":
        assert session.do(c.Advance(to_s=48 * HOUR)).ok
    assert not done.step() and not done.stakes()
