"""What is not wrong and yet good to know: the clock change, and trucks of unknown age at a zone."""

from __future__ import annotations

from datetime import date

from game.content.remarks import clock_change, remarks
from game.domain.plan import Plan, Stop, Trip
from game.domain.world import Action
from game.rules.evaluate import evaluate
from tests.content.authored import FLEET, HEAD, changed, scenario

ZONE = '[[zone]]\nmap = "ze_groningen"\n'


def test_the_last_sundays_of_march_and_october() -> None:
    """Forward in March, back in October, on no other day: Directive 2000/84/EC."""
    assert clock_change(date(2027, 3, 28)) == 1
    assert clock_change(date(2026, 10, 25)) == -1
    quiet = (date(2027, 3, 21), date(2027, 3, 29), date(2026, 10, 18), date(2026, 11, 29), date(2026, 3, 31))
    assert [clock_change(day) for day in quiet] == [0] * 5


def test_a_night_on_which_the_clock_changes_is_planned_like_any_other() -> None:
    """It loads and is judged; clock times are differences from midnight, and the author is told so."""
    for day, key in (("2027-03-28", "remark.clock_forward"), ("2026-10-25", "remark.clock_back")):
        made = scenario(head=changed(HEAD, "2026-11-24", day))
        assert [r.key for r in remarks(made)] == [key]
        stops = (Stop(order="O1", action=Action.DELIVER),)
        trip = Trip(vehicle="V1", driver="D1", stops=stops, start_s=5 * 3600)
        judged = evaluate(made.system, Plan(trips=(trip,))).trips[0]
        assert judged.activities[0].start_s == 5 * 3600
        assert judged.duty_s == judged.end_s - judged.start_s > 0
    assert remarks(scenario()) == ()


def test_unknown_registration_at_a_zone() -> None:
    """An author who forgets the date would wonder why no truck may enter."""
    assert [r.key for r in remarks(scenario(ZONE))] == ["remark.registered_unknown"]
    known = changed(FLEET, 'class = "rigid19_diesel"', 'class = "rigid19_diesel"\nregistered = 2021-05-01')
    assert remarks(scenario(ZONE, fleet=known)) == ()
