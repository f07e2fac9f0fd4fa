"""A log as xAPI statements: one or a few for every event that matters, the same ones each time.

Game = serious-game, scenario = level, phase (or day of the weeks) = stage, briefing = cutscene, order or
truck = item, decision = alternative. XAPI.md says what every statement means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from game.domain.errors import Unreadable
from game.domain.events import Event
from game.domain.scenario import Scenario
from game.report.xapi_acts import Places, acts_of, read
from game.report.xapi_words import (
    OWN,
    PROGRESS,
    SERIOUS,
    Act,
    Clock,
    Thing,
    actor,
    duration,
    stable_id,
    verb,
)

GAME = Thing(name="ritregie", kind="serious-game", title={"nl": "Ritregie", "en": "Ritregie"})
FIGURES = ("cost_cent", "co2e_g", "on_time_share", "load_factor", "distance_m", "empty_m", "drive_s",
           "duty_s", "late_s", "planning_s", "vehicles_used", "trips")  # fmt: skip
"""KPIs that go along with a score; the whole of them stays in the log."""
ABOUT = ("mode", "seed", "help", "round", "measurement", "week", "consent")
"""Of the header, with the first statements."""
STEPS = {"plan-hand": 0.1, "plan": 0.25, "day": 0.5, "debrief": 0.75}


def statements(events: Sequence[Event], scenario: Scenario, file_name: str = "") -> list[dict[str, Any]]:
    """All statements of one log, in order. `file_name`: tells when an older log was begun.

    Raises Unreadable for an event that no version of ours has written.
    """
    return list(_Telling(events, scenario, file_name).all())


def player_of(header: Mapping[str, Any], first_link: str) -> str:
    """The pseudonym; a log that names none gets one of its own."""
    return str(header.get("player") or "") or f"p-unsigned-{first_link[:8]}"


class _Telling:
    """Goes through a log once; a statement rests on earlier events only: a longer log changes none."""

    def __init__(self, events: Sequence[Event], scenario: Scenario, file_name: str) -> None:
        self.events, self.places = events, Places(scenario=scenario, own={})
        self.header = events[0].data
        day = datetime.combine(scenario.day, datetime.min.time())
        self.clock = Clock.of(self.header, file_name, day)
        self.player = player_of(self.header, events[0].link)
        self.level = Thing(name=scenario.id, kind="level", title=_titles(scenario))
        self.compare_cent = 0
        """Cost of the reference, or of the naive plan where there is none."""
        self.last: Mapping[str, Any] = {}
        self.value: Mapping[str, Any] = {}
        self.stage_ms = 0
        self.gap_ms = 0
        """Of interruptions so far: the log's own clock stood still then."""
        self.measured = _measurement(self.header)

    def all(self) -> Iterator[dict[str, Any]]:
        for event in self.events:
            try:
                acts = list(self._acts(event))
            except (KeyError, TypeError, ValueError, IndexError) as why:
                raise Unreadable("log.line", line=event.seq + 1, why=str(why)[:80]) from None
            for nr, act in enumerate(acts):
                yield self._statement(event, nr, act)

    def _acts(self, event: Event) -> Iterator[Act]:
        tell: Callable[[Event], Iterator[Act]] | None = getattr(self, f"_of_{event.kind}", None)
        return tell(event) if tell else iter(())

    # -- kinds of events -------------------------------------------------------------------------------
    def _of_header(self, _: Event) -> Iterator[Act]:
        more = {k: self.header[k] for k in ABOUT if k in self.header}
        yield Act(verb="initialized", thing=GAME, more=more)
        yield Act(verb="initialized", thing=self.level, more=more)
        if self.measured is not None:
            yield Act(verb="initialized", thing=self.measured, more=more)
        yield Act(verb="accessed", thing=self.places.thing("briefing", "cutscene"))

    def _of_command(self, event: Event) -> Iterator[Act]:
        yield from acts_of(self.places, event.data)
        if not event.data["ok"]:
            return
        did = read(str(event.data["do"])).verb
        if did in ("begin", "week_begin"):
            first = "plan" if self.measured is None else "plan-hand"
            yield from self._enter(event, first if did == "begin" else "day-1", STEPS[first])

    def _of_proposal(self, event: Event) -> Iterator[Act]:
        about = {k: event.data[k] for k in ("kind", "placed", "by") if k in event.data}
        about["commands"] = len(event.data.get("commands", ()))
        thing = self.places.thing(f"proposal.{event.data['id']}", "proposal")
        yield Act(verb="received", thing=thing, more=about)

    def _of_day(self, event: Event) -> Iterator[Act]:
        what, subject = event.data["what"], str(event.data.get("subject", ""))
        more = {k: v for k, v in event.data.items() if k in ("kind", "vehicle", "delay_s", "at_s")}
        if what == "message":
            yield Act(verb="received", thing=self.places.message(subject, "dialog-tree"), more=more)
        elif what == "incident":
            yield Act(verb="noticed", thing=self.places.thing(f"incident.{subject}", "incident"), more=more)
        elif what == "default":
            result = {"response": str(event.data.get("option") or "none"), "success": False}
            more["by_default"] = True
            yield Act(verb="selected", thing=self.places.message(subject), result=result, more=more)

    def _of_calls(self, event: Event) -> Iterator[Act]:
        yield Act(verb="replanned", thing=self.places.stage("day"), more=dict(event.data))

    def _of_ledger(self, event: Event) -> Iterator[Act]:
        """What each decision was worth; of messages and re-plans only now it is known what was wise."""
        for line in event.data["lines"]:
            moment = line["kind"] == "moment"
            name = line["id"] if line["kind"] != "message" else f"message.{line['id']}"
            thing = self.places.thing(f"{name}.value", "alternative", f"{line['kind']}.{line['id']}.title")
            more = {k: v for k, v in line.items() if k not in ("id", "seq")} | {"decided_by": line["seq"]}
            result = {"response": line["chosen"], "success": line["verdict"] != "missed"}
            yield Act(verb="weighed" if moment else "selected", thing=thing, result=result, more=more)

    def _of_kpi(self, event: Event) -> Iterator[Act]:
        phase, kpi = event.data["phase"], event.data["kpi"]
        if phase in ("naive", "reference"):
            self.compare_cent = int(kpi["cost_cent"])
        elif phase == "hand" and self.measured is not None:
            yield self._completed(event, self.places.stage("plan-hand"), kpi)
            yield from self._enter(event, "plan", STEPS["plan"])
        elif phase == "plan":
            yield self._completed(event, self.places.stage("plan"), kpi)
            yield from self._enter(event, "day", STEPS["day"])
        elif phase == "day":
            if not self.header.get("week"):
                yield self._completed(event, self.places.stage("day"), kpi)
            yield from self._enter(event, "debrief", STEPS["debrief"])

    def _of_interrupted(self, event: Event) -> Iterator[Act]:
        self.gap_ms += 1000 * int(event.data["gap_s"])
        yield Act(verb="resumed", thing=self.measured or self.level, more={"gap_s": event.data["gap_s"]})

    def _of_week_day(self, event: Event) -> Iterator[Act]:
        number, week = int(event.data["number"]), self.places.scenario.week
        yield self._completed(event, self.places.stage(f"day-{number}"), event.data["kpi"])
        if week is not None and number < week.last_day:
            yield from self._enter(event, f"day-{number + 1}", 0.0)

    def _of_value(self, event: Event) -> Iterator[Act]:
        self.value = event.data
        self.compare_cent = int(event.data["best_cent"])
        for name, *figures in event.data["effects"]:
            thing = self.places.thing(f"choice.{name}.value", "alternative", f"choice.{name}.title")
            result = {"response": "agree", "success": figures[0] > 0}
            yield Act(verb="selected", thing=thing, result=result, more={"cent": figures[0]})

    def _of_final(self, event: Event) -> Iterator[Act]:
        kpi = event.data["kpi"]
        kpi = {**kpi, "cost_cent": self.value.get("cost_cent", kpi["cost_cent"])}
        yield Act(verb="completed", thing=self.places.stage("debrief"), result={"completion": True})
        yield self._completed(event, self.level, kpi, since_ms=0)
        yield self._completed(event, GAME, kpi, since_ms=0)
        if self.measured is not None:
            more = {"head": event.link}
            yield Act(verb="completed", thing=self.measured, result={"completion": True}, more=more)

    # -- pieces ----------------------------------------------------------------------------------------
    def _enter(self, event: Event, stage: str, progress: float) -> Iterator[Act]:
        self.places.phase, self.stage_ms = stage, event.wall_ms
        yield Act(verb="initialized", thing=self.places.stage(stage))
        if progress:
            result = {"extensions": {PROGRESS: progress}}  # the profile's own, which readers look for there
            yield Act(verb="progressed", thing=GAME, result=result)

    def _completed(
        self, event: Event, thing: Thing, kpi: Mapping[str, Any], since_ms: int | None = None
    ) -> Act:
        began = self.stage_ms if since_ms is None else since_ms
        result: dict[str, Any] = {
            "completion": True, "score": score(self.compare_cent, kpi),
            "success": not any(f["severity"] == "hard" for f in kpi["findings"]),
        }  # fmt: skip
        if event.wall_ms > began:
            result["duration"] = duration(event.wall_ms - began)
        figures = {k: kpi[k] for k in FIGURES if k in kpi}
        more = {"kpi": figures, "unplanned": len(kpi["unplanned"]), "findings": len(kpi["findings"]),
                "compared_with_cent": self.compare_cent}  # fmt: skip
        return Act(verb="completed", thing=thing, result=result, more=more)

    def _statement(self, event: Event, nr: int, act: Act) -> dict[str, Any]:
        own = {"seq": event.seq, "link": event.link, "kind": event.kind, "clock_s": event.game_s,
               "clock": self.clock.source, "phase": self.places.phase,
               "rules": self.header.get("rules"), **act.more}  # fmt: skip
        made = {
            "id": stable_id(event.link, event.seq, nr), "actor": actor(self.player), "verb": verb(act.verb),
            "object": act.thing.activity(),
            "timestamp": self.clock.at(wall_ms=event.wall_ms + self.gap_ms, game_s=event.game_s),
            "version": "1.0.3",
            "context": context(self.events[0].link, str(self.header.get("game", "")), self.level, own),
        }  # fmt: skip
        if act.result:
            made["result"] = dict(act.result)
        return made


def score(compare_cent: int, kpi: Mapping[str, Any]) -> dict[str, float]:
    """100: as cheap as the reference (else the naive plan; of weeks the best choices); 50: twice as dear.

    Without anything to compare with: the share of orders on time.
    """
    cost = int(kpi["cost_cent"])
    share = compare_cent / cost if compare_cent > 0 and cost > 0 else float(kpi["on_time_share"])
    return {"raw": round(100 * share, 1), "scaled": round(min(1.0, share), 4)}


def context(first_link: str, version: str, level: Thing, own: Mapping[str, Any]) -> dict[str, Any]:
    """Sitting, game, scenario and profiles, and our own data."""
    return {
        "registration": stable_id("sitting", first_link), "platform": "Ritregie", "revision": version,
        "contextActivities": {
            "parent": [level.activity()], "grouping": [GAME.activity()],
            "category": [{"objectType": "Activity", "id": SERIOUS}, {"objectType": "Activity", "id": OWN}],
        },
        "extensions": {f"{OWN}/extensions/event": {k: v for k, v in own.items() if v is not None}},
    }  # fmt: skip


def profile_statements(
    profile: Mapping[str, Any], *, player: str, first_link: str, last: Mapping[str, Any], version: str
) -> list[dict[str, Any]]:
    """One statement per competency that has evidence, after `last`, the statement that the profile follows.

    The id comes from the content: the same profile is the same statement, another one is new.
    """
    made = []
    for name, found in profile["competencies"].items():
        if not found["evidence"]:
            continue
        keys = ("mean", "sd", "low", "high", "level", "p_level")
        own = {"competency": name, "parameters": profile["parameters"], "verified": profile["verified"],
               "prior": profile["prior"], "evidence": len(found["evidence"]),
               **{k: found[k] for k in keys}}  # fmt: skip
        thing = Thing(name=f"competency.{name}", kind="competency")
        told = {
            "actor": actor(player), "verb": verb("assessed"), "object": thing.activity(),
            "timestamp": last["timestamp"], "version": "1.0.3",
            "context": context(first_link, version, GAME, own),
        }  # fmt: skip
        made.append({"id": stable_id("profile", first_link, sorted(own.items())), **told})
    return made


def _measurement(header: Mapping[str, Any]) -> Thing | None:
    """The part of a measurement that a log is; None for other logs."""
    part = header.get("measurement")
    if not isinstance(part, Mapping):
        return None
    return Thing(name=f"measurement.{part.get('form')}.{part.get('part')}", kind="measurement")


def _titles(scenario: Scenario) -> dict[str, str]:
    return {code: scenario.text(code, "title") for code in ("nl", "en")}


def all_of(tellings: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The statements of several logs, each once: of two copies of a log one remains."""
    return list({str(s["id"]): s for s in chain.from_iterable(tellings)}.values())
