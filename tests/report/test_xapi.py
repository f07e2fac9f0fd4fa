"""A log as xAPI statements: complete, stable, without a word that the player wrote."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.domain.errors import Unreadable
from game.report.xapi import all_of, profile_statements, score, statements
from game.report.xapi_acts import good
from game.report.xapi_words import OWN, OWN_TYPES, SERIOUS, SERIOUS_TYPES, VERBS, Clock, thing_id
from tests.report.played import (
    BEGUN,
    MEASURED,
    SECRET,
    by_hand,
    day,
    every_kind,
    measured,
    more,
    scenario,
    told,
    weeks,
    weighed,
)
from tests.report.tmon import dashboard

EXTENSION = f"{OWN}/extensions/event"


def verbs(made: list[dict]) -> set[str]:
    """Our names of the verbs that are used."""
    names = {iri: name for name, (iri, *_) in VERBS.items()}
    return {names[s["verb"]["id"]] for s in made}


def test_everything_that_matters_is_told() -> None:
    """Every verb of the profile page is used by some log, so that no kind of act is silently left out."""
    profile = {"assessed"}
    assert verbs(every_kind()) == set(VERBS) - profile


def test_the_page_tells_every_word() -> None:
    """XAPI.md names each verb and type that a statement can have, so that other systems can rely on it."""
    page = (Path(__file__).parent.parent.parent / "game" / "report" / "XAPI.md").read_text(encoding="utf-8")
    assert [word for word in (*VERBS, *SERIOUS_TYPES, *OWN_TYPES) if word not in page] == []


def test_every_act_of_the_player_has_a_statement() -> None:
    """A command is told, refused or not, unless what it brings about is told by itself."""
    events = tuple(by_hand().events)
    told_of = {s["context"]["extensions"][EXTENSION]["seq"] for s in told(events)}
    silent = {e.data["do"].split()[0] for e in events if e.kind == "command" and e.seq not in told_of}
    assert silent <= {"dispatch", "advance", "finish"}


def test_a_measurement_is_told_with_its_phases_and_its_break() -> None:
    """A system that reads along sees which part of which form it is, hand-in, break and closing."""
    made = told(measured(), MEASURED)
    names = {iri: name for name, (iri, *_) in VERBS.items()}
    mine = [(names[s["verb"]["id"]], s["object"]["id"].rsplit("/", 1)[1]) for s in made]
    about = [verb for verb, thing in mine if thing == "measurement.nulmeting.1"]
    assert about == ["initialized", "resumed", "completed"]
    stages = [(v, t) for v, t in mine if t.startswith(MEASURED + ".") and v in ("initialized", "completed")]
    order = [(v, t.removeprefix(MEASURED + ".")) for v, t in stages]
    assert order[:4] == [
        ("initialized", "plan-hand"), ("completed", "plan-hand"), ("initialized", "plan"),
        ("completed", "plan"),
    ]  # fmt: skip
    resumed = next(s for s in made if names[s["verb"]["id"]] == "resumed")
    before = made[made.index(resumed) - 1]
    gap = datetime.fromisoformat(resumed["timestamp"]) - datetime.fromisoformat(before["timestamp"])
    assert gap.total_seconds() >= 3600
    head = made[-1]["context"]["extensions"][EXTENSION]["head"]
    assert head == next(e.link for e in measured() if e.kind == "final")


def test_ids_are_the_same_each_time_and_never_double() -> None:
    """Sending again doubles nothing: a longer log begins with the very same statements."""
    events = day()
    whole, half = told(events), told(events[: len(events) // 2])
    assert whole[: len(half)] == half
    assert len({s["id"] for s in whole}) == len(whole)
    assert all_of([whole, half, whole]) == whole


def test_another_game_has_other_ids() -> None:
    """Two players who do the same are two, also in a store that compares ids only."""
    one, other = (told(tuple(by_hand(player).events)) for player in ("p-1", "p-2"))
    assert not {s["id"] for s in one} & {s["id"] for s in other}


def test_a_players_own_words_never_leave() -> None:
    """Reflection answers and names of kept plans stay on the computer."""
    events = tuple(by_hand().events)
    assert SECRET in json.dumps([dict(e.data) for e in events])
    assert "buurman" not in json.dumps(told(events))


def test_the_dashboard_sees_start_score_end_and_every_choice() -> None:
    """T-Mon drops what it cannot read without a word; nothing of ours is dropped."""
    events, found = day(), dashboard(told(day()))
    (seen,) = found.values()
    assert set(found) == {"persona-careful"}
    assert seen.started
    assert seen.completed
    assert set(seen.scores) == {"ritregie", "stukgoed", "stukgoed.plan", "stukgoed.day"}
    assert all(len(times) == 2 for times in seen.times.values())
    assert seen.progress == [0.25, 0.5, 0.75]
    acts = [e.data["do"].split() for e in events if e.kind == "command" and e.data["ok"]]
    wanted = [tuple(words[1:3]) for words in acts if words[0] == "final"]
    seen_choices = {(thing.removeprefix("stukgoed."), response) for thing, response, _ in seen.choices}
    assert set(wanted) <= seen_choices
    replies = {(f"message.{words[1]}", words[2]) for words in acts if words[0] == "reply"}
    assert replies <= seen_choices


def test_the_dashboard_sees_weeks_too() -> None:
    """Days of the weeks are stages with scores; agreements are choices, and were right when they paid."""
    (seen,) = dashboard(told(weeks(), "weekplan")).values()
    assert seen.started
    assert seen.completed
    assert {f"weekplan.day-{n}" for n in range(1, 6)} <= set(seen.scores)
    assert ("weekplan.choice.dock-leeuwarden", "agree", True) in seen.choices
    assert ("weekplan.choice.dock-leeuwarden.value", "agree", False) in seen.choices


def test_own_data_stays_out_of_results() -> None:
    """T-Mon reads nothing else of a result that has extensions: only the profile's progress is there."""
    for statement in every_kind():
        extensions = statement.get("result", {}).get("extensions", {})
        assert set(extensions) <= {f"{SERIOUS}/extensions/progress"}
        assert statement["context"]["extensions"][EXTENSION]["link"]


def test_a_choice_is_right_by_what_was_knowable() -> None:
    """Right is as good as the best within 3 % of expected cost, whatever came of it."""
    for moment in scenario().moments:
        assert good(moment, moment.best)
        costs = {o.id: o.expected_cent for o in moment.options}
        dearest = max(costs, key=lambda o: costs[o])
        assert good(moment, dearest) is not moment.scored or dearest == moment.best


def test_a_missed_replan_is_wrong_and_a_good_answer_right() -> None:
    """What was wise in a message or a re-plan is told when it has been weighed."""
    (seen,) = dashboard(told(weighed(tuple(by_hand().events)))).values()
    assert ("stukgoed.proposal.P1", "accept", True) in seen.choices
    assert ("stukgoed.replan.1.value", "keep", False) in seen.choices
    assert ("stukgoed.message.turbine.value", "own", True) in seen.choices


def test_an_answer_too_late_is_a_choice_too() -> None:
    """Nobody answered in time: what happened then is told, and is no success."""
    data = {"what": "default", "subject": "turbine", "option": "no", "at_s": 40000}
    (seen,) = dashboard(told(more(tuple(by_hand().events), "day", data))).values()
    assert ("stukgoed.message.turbine", "no", False) in seen.choices


@pytest.mark.parametrize(
    ("header", "name", "source", "start"),
    [
        ({"begun": BEGUN}, "20260102-030405-x.jsonl", "header", datetime(2026, 11, 28, 9, tzinfo=UTC)),
        ({}, "20260102-030405-x.jsonl", "file", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ({"begun": "soon"}, "20269902-030405-x.jsonl", "game", datetime(2026, 11, 24, tzinfo=UTC)),
    ],
)
def test_times_come_from_the_best_clock_there_is(
    header: dict, name: str, source: str, start: datetime
) -> None:
    """The same log has the same times for ever, on every computer: else a store sees a conflict."""
    clock = Clock.of(header, name, datetime(2026, 11, 24))
    assert (clock.source, clock.start) == (source, start)


def test_times_go_on_in_order() -> None:
    """Statements stand in the order in which things happened, with milliseconds and Z."""
    times = [s["timestamp"] for s in told(tuple(by_hand().events))]
    assert times == sorted(times)
    assert times[0] == "2026-11-28T09:00:00.000Z"
    assert times[-1] > times[0]


def test_a_score_is_what_it_says() -> None:
    """100 is as cheap as the reference, 50 twice as dear; without a comparison the share on time."""
    kpi = {"cost_cent": 2000, "on_time_share": 0.9}
    assert score(2000, kpi) == {"raw": 100.0, "scaled": 1.0}
    assert score(1000, kpi) == {"raw": 50.0, "scaled": 0.5}
    assert score(3000, kpi) == {"raw": 150.0, "scaled": 1.0}
    assert score(0, kpi) == {"raw": 90.0, "scaled": 0.9}


def test_names_become_ids_that_keep_their_last_part() -> None:
    """Who splits an id at slashes, as T-Mon does, finds the whole name."""
    assert thing_id("stukgoed.incident.closed/O22").split("/")[-1] == "stukgoed.incident.closed.O22"
    assert thing_id("mijn dag é").isascii()
    assert " " not in thing_id("mijn dag é")


def test_a_profile_is_told_once_for_what_it_says() -> None:
    """The same profile is the same statement; another one is a new statement, not a conflict."""
    entry = {"mean": 0.1, "sd": 0.5, "low": -0.9, "high": 1.1, "level": None, "p_level": 0.4, "evidence": [1]}
    profile = {"parameters": "x", "verified": True, "prior": "correlated",
               "competencies": {"K1": entry, "K2": {**entry, "evidence": []}}}  # fmt: skip
    last = told(day())[-1]

    def make(found: dict) -> list[dict]:
        return profile_statements(found, player="p", first_link="a", last=last, version="1")

    assert make(profile) == make(profile)
    assert len(make(profile)) == 1
    other = {**profile, "competencies": {"K1": {**entry, "mean": 0.2}}}
    assert make(other)[0]["id"] != make(profile)[0]["id"]


def test_a_log_that_no_version_wrote_is_refused_with_its_line() -> None:
    """Never a traceback for a log that somebody edited."""
    with pytest.raises(Unreadable) as told_why:
        statements(more(day()[:3], "kpi", {"phase": "plan"}), scenario())
    assert told_why.value.values["line"] == 4


def test_a_log_without_a_name_gets_one_of_its_own() -> None:
    """T-Mon drops statements without a name."""
    events = tuple(by_hand("").events)
    assert {s["actor"]["name"] for s in told(events)} == {f"p-unsigned-{events[0].link[:8]}"}
