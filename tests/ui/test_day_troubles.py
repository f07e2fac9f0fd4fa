"""Every kind of trouble has its icon, its words in both languages, and its place on map, board and list."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
import re
from importlib.resources import files

import pytest

from game.content.language import language
from game.content.load import load_from_files, load_scenario
from game.domain import commands as c
from game.domain.day import Incident
from game.replay import start
from game.session import Session
from game.solver.advice import plan_commands
from game.ui.day_map import DayMap
from game.ui.day_model import DayModel, shift_words
from game.ui.day_troubles import SIGNS, ends_s, flag, marked, standing, title
from game.ui.day_watch import Watch
from game.ui.icons import ALIASES
from game.ui.selection import Selection

NL, EN = language("nl"), language("en")
KINDS = ("bridge", "slow", "dock", "breakdown", "sick", "order_error")
"""The ones that a day may draw by chance; rush needs an optional order."""
CAUSE = """
[[disruption]]
kind = "{kind}"
subject = "{subject}"
chance = 1.0
delay_min = [20, 20, 20]
{span}
{more}
"""
STORY = re.compile(
    r"^\[\[(source|message|moment|disruption|truth)(\.\w+)?\]\].*?(?=^\[|\Z)", re.MULTILINE | re.DOTALL
)  # fmt: skip


def troubled(kind: str) -> Session:
    """A day with one cause of trouble, that is sure to come."""
    plain = load_scenario("vers-noord")
    assert plain.reference
    own = dict(plain.files)
    plan = plain.reference.plan
    subject = {"bridge": "A28", "order_error": plan.trips[0].orders()[0]}.get(kind, "*")
    more = "percent = 60" if kind == "slow" else "percent = 140" if kind == "order_error" else ""
    span = 'from = "00:30"\nto = "02:00"' if kind == "sick" else 'from = "05:00"\nto = "09:00"'
    text = STORY.sub("", own["scenario.toml"].decode())
    own["scenario.toml"] = (text + CAUSE.format(kind=kind, subject=subject, more=more, span=span)).encode()
    session = start(load_from_files(own), seed=2)
    session.do(c.Begin())
    for command in plan_commands(session.plan, plan):
        assert session.do(c.from_text(command)).ok
    assert session.do(c.Dispatch()).ok
    return session


@pytest.mark.parametrize("kind", SIGNS)
def test_every_kind_has_an_icon_and_words(kind: str) -> None:
    """No kind shows a key or a missing picture, in either language."""
    session = troubled("slow")
    name = ALIASES.get(SIGNS[kind], SIGNS[kind])
    assert files("game").joinpath("assets", "icons", f"{name}.svg").is_file()
    incident = Incident(id="x", kind=kind, subject="A28", from_s=0, to_s=10, delay_s=600)
    for lang in (NL, EN):
        for text in (title(session, incident, lang), flag(incident, lang)):
            assert text and "day." not in text
        assert lang.has(f"day.incident.{kind}_note")


@pytest.mark.parametrize("kind", KINDS)
def test_trouble_is_seen_in_list_map_and_board(kind: str) -> None:
    """When it comes to light it is news with a sentence, and has a flag on the map or a word on the board."""
    session = troubled(kind)
    model = DayModel(session)
    watch, found = Watch(session, model), []
    while session.phase == "day" and not found and session.clock_s < 12 * 3600:
        news = watch.advance(session.clock_s + 300, eager=False, lang=NL)
        found = [n for n in news if n.key.startswith(f"day.incident.{kind}")]
    assert found and NL.has(found[0].key)
    model.refresh(NL)
    shown = standing(session)
    if kind == "order_error" and not shown:
        return  # it was over as soon as it was seen
    assert any(t.kind == kind for t in shown) and model.troubles == shown
    stops = DayMap(session, model).stops(NL, Selection())
    flags = [s for s in stops if s.id.startswith("jam/")]
    words = {b.word for row in model.rows for b in row.blocks}
    if kind != "slow":  # the weather has no place
        assert flags or NL.t(f"day.mark.{kind}") in words
    assert all(s.label for s in flags)


def test_the_word_stands_at_the_stop_or_at_the_next_one() -> None:
    """An order's trouble marks its own stop, a truck's or driver's the next stop; what is over marks none."""
    session = troubled("slow")
    model = DayModel(session)
    model.refresh(NL)
    trip = max(model.expected, key=lambda t: len(t.stops))
    row = next(r for r in model.rows if r.vehicle == trip.trip.vehicle)
    stops = [b for b in row.blocks if b.kind == "service"]

    def words(subject: str, kind: str, now_s: int = 0) -> list[int]:
        incident = Incident(id="x", kind=kind, subject=subject, from_s=0, to_s=1 << 20, delay_s=600)
        made = marked(session.system, trip, row.blocks, (incident,), frozenset(), now_s, NL)
        mark = NL.t(f"day.mark.{kind}")
        return [b.stop for b in made if b.word == mark]

    assert words(stops[2].order, "closed") == [stops[2].stop]
    assert words(trip.trip.vehicle, "breakdown") == [stops[0].stop]
    assert words(trip.trip.driver, "sick", stops[0].end_s) == [stops[1].stop]
    assert words(stops[0].order, "closed", stops[0].end_s) == []


def test_a_breakdown_is_over_after_its_delay() -> None:
    """What stands for its delay ends with it; a closed road ends at its hour."""
    for kind, ends in (("breakdown", 1600), ("jam", 5000)):
        incident = Incident(id="x", kind=kind, subject="V1", from_s=1000, to_s=5000, delay_s=600)
        assert ends_s(incident) == ends


def _crane(minutes: int) -> Session:
    """A crane that lasts an hour, planned with so many minutes, until just after its driver rings."""
    scenario = load_scenario("spits-a28")
    assert scenario.reference
    session = start(scenario, seed=3)
    session.do(c.Begin())
    for command in plan_commands(session.plan, scenario.reference.plan):
        assert session.do(c.from_text(command)).ok
    option = "longer" if minutes == 60 else "keep"
    for moment in session.open_moments():
        choice = option if moment.id == "crane" else moment.best
        session.do(c.Commit(moment=moment.id, option=choice, confidence=80))
        session.do(c.Final(moment=moment.id, option=choice))
    assert session.do(c.Dispatch()).ok
    while not any(m.id == "queue" for m in session.open_messages()):
        assert session.do(c.Advance(to_s=session.clock_s + 60)).ok
    return session


@pytest.mark.parametrize(("planned", "shown"), [(26, ["lossen duurt langer · 34 min"]), (60, [])])
def test_what_was_planned_is_no_trouble(planned: int, shown: list[str]) -> None:
    """A service that was reckoned with does not stand on the map as one that lasts longer."""
    session = _crane(planned)
    found = [flag(t, NL) for t in standing(session) if t.kind == "slow_service"]
    assert found == shown


def test_trouble_at_a_customer_ends_when_the_truck_leaves() -> None:
    """A mark on the map does not speak of a stop that is done."""
    session = _crane(26)
    while session.clock_s < 10 * 3600:
        assert session.do(c.Advance(to_s=session.clock_s + 600)).ok
    assert not any(t.subject == "O16" for t in standing(session))


def test_a_long_shift_is_told_in_hours() -> None:
    """Nobody divides 697 minutes by sixty."""
    assert [shift_words(s, NL) for s in (600, -600, 41820, -7440)] == [
        "+10 min",
        "−10 min",
        "+11:37 u",
        "−2:04 u",
    ]
