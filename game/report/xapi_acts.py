"""A player's commands as acts of xAPI: which verb, on what, with which result.

What a player wrote in own words (reflection answers, names of kept plans) never leaves in a statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from game.domain import commands as c
from game.domain import week_commands as w
from game.domain.errors import Unreadable
from game.domain.scenario import Moment, Scenario
from game.report.xapi_words import Act, Thing

OWN_WORDS = (c.Answer, c.Keep, c.Rename)
CLOSE = 0.03
"""Options that differ less than this share of the decision's cost are as good as each other."""
NOT_TOLD = (
    c.Advance, c.Begin, c.HandIn, c.Dispatch, c.Finish, w.BeginWeek, w.Drive, w.CloseWeeks, w.FinishWeeks,
)  # fmt: skip
"""What these bring about has statements of its own."""


@dataclass(slots=True, kw_only=True)
class Places:
    """Names and titles of what acts are about, in one scenario; remembers the own choices."""

    scenario: Scenario
    phase: str = "briefing"
    own: dict[str, tuple[str, int]]
    """Moment -> own choice and how sure of it."""

    def thing(self, name: str, kind: str, *keys: str) -> Thing:
        """Something of this scenario; the title is the author's text of the first key."""
        title = {}
        for code in ("nl", "en"):
            said = [text for key in keys if (text := self.scenario.text(code, key)) != key]
            title[code] = " · ".join(said) or name
        return Thing(name=f"{self.scenario.id}.{name}", kind=kind, title=title)

    def moment(self, name: str) -> Moment | None:
        """A decision moment."""
        return next((m for m in self.scenario.moments if m.id == name), None)

    def alternative(self, name: str, part: str = "") -> Thing:
        """A decision moment, or a part of it (`own`, `advice`)."""
        return self.thing(name + (f".{part}" if part else ""), "alternative", f"moment.{name}.title")

    def message(self, name: str, kind: str = "alternative") -> Thing:
        """A message to answer."""
        return self.thing(f"message.{name}", kind, f"message.{name}.subject")

    def stage(self, name: str) -> Thing:
        """A phase of the day, or a day of the weeks."""
        return Thing(name=f"{self.scenario.id}.{name}", kind="stage")


def good(moment: Moment, option: str) -> bool:
    """As good as the best by what was knowable: never luck, and never the costs as they came out."""
    costs = {o.id: o.expected_cent for o in moment.options}
    return costs[option] - min(costs.values()) < CLOSE * max(1, *costs.values()) or option == moment.best


def parts(command: Any) -> dict[str, Any]:
    """What a command says, without a player's own words."""
    hidden = isinstance(command, OWN_WORDS)
    return {f.name: getattr(command, f.name) for f in fields(command) if not (hidden and f.name == "text")}


def read(text: str) -> Any:
    """A command of a day or of the weeks; raises Unreadable."""
    return w.from_text(text) if text.startswith("week_") else c.from_text(text)


def acts_of(places: Places, data: Mapping[str, Any]) -> Iterator[Act]:
    """The acts of a `command` event. Raises Unreadable for a command of no version that we know."""
    command = read(str(data["do"]))
    if not data["ok"]:
        more = {"do": command.verb, "why": str(data.get("why", "")), **parts(command)}
        yield Act(verb="interacted", thing=_touched(places, command), result={"success": False}, more=more)
    elif not isinstance(command, NOT_TOLD):
        yield from _TOLD.get(type(command), _edited)(places, command)


def _touched(places: Places, command: Any) -> Thing:
    """The order or truck that a planning command is about, or the plan as a whole."""
    if isinstance(command, c.Together):
        try:
            return _touched(places, c.apart(command)[0])
        except Unreadable:
            return places.thing("plan", "game-object")
    for name in ("order", "vehicle"):
        if hasattr(command, name):
            return places.thing(str(getattr(command, name)), "item")
    return places.thing("plan", "game-object")


def _edited(places: Places, command: Any) -> Iterator[Act]:
    more = {"do": command.verb, **parts(command)}
    yield Act(verb="interacted", thing=_touched(places, command), more=more)


def _look(places: Places, command: c.Look) -> Iterator[Act]:
    keys = (f"moment.{command.moment}.title", f"moment.{command.moment}.cue.{command.cue}.title")
    yield Act(verb="accessed", thing=places.thing(f"{command.moment}.{command.cue}", "accessible", *keys))


def _consult(places: Places, command: c.Consult) -> Iterator[Act]:
    thing = places.thing(f"source.{command.source}", "accessible", f"source.{command.source}.title")
    yield Act(verb="accessed", thing=thing)


def _commit(places: Places, command: c.Commit) -> Iterator[Act]:
    moment = places.moment(command.moment)
    if moment is None:
        return
    places.own[command.moment] = command.option, command.confidence
    result = {"response": command.option, "success": good(moment, command.option)}
    more: dict[str, Any] = {"confidence_percent": command.confidence, "scored": moment.scored}
    yield Act(verb="selected", thing=places.alternative(moment.id, "own"), result=result, more=more)
    more = {"advice": moment.advice, "right": good(moment, moment.advice)}
    yield Act(verb="received", thing=places.alternative(moment.id, "advice"), more=more)


def _final(places: Places, command: c.Final) -> Iterator[Act]:
    moment = places.moment(command.moment)
    if moment is None:
        return
    own, sure = places.own.get(command.moment, ("", 0))
    more = {"own": own, "confidence_percent": sure, "advice": moment.advice, "best": moment.best,
            "scored": moment.scored}  # fmt: skip
    result = {"response": command.option, "success": good(moment, command.option)}
    yield Act(verb="selected", thing=places.alternative(moment.id), result=result, more=more)
    verb = "followed" if command.option == moment.advice else "overrode"
    yield Act(verb=verb, thing=places.alternative(moment.id, "advice"), more=more)


def _skip(places: Places, command: c.SkipMoment) -> Iterator[Act]:
    yield Act(verb="skipped", thing=places.alternative(command.moment))


def _reply(places: Places, command: c.Reply) -> Iterator[Act]:
    result = {"response": command.option, "success": True}
    yield Act(verb="selected", thing=places.message(command.message), result=result)


def _speak(places: Places, command: c.Speak) -> Iterator[Act]:
    thing = places.thing(f"tone.{command.message}", "dialog-tree", f"message.{command.message}.subject")
    message = next((m for m in places.scenario.messages if m.id == command.message), None)
    scores = {t.id: t.score for t in message.tones} if message else {}
    more = {"rubric": scores[command.tone], "rubric_most": 3} if command.tone in scores else {}
    yield Act(verb="selected", thing=thing, result={"response": command.tone}, more=more)


def _settled(places: Places, command: c.Accept | c.Reject) -> Iterator[Act]:
    """`success`: it was carried out; whether it was wise is weighed later."""
    result = {"response": command.verb, "success": True}
    thing = places.thing(f"proposal.{command.proposal}", "alternative")
    yield Act(verb="selected", thing=thing, result=result, more=parts(command))


def _tell(places: Places, command: c.Tell) -> Iterator[Act]:
    thing = places.thing(command.party, "non-player-character")
    yield Act(verb="told", thing=thing, more={"about": command.about})


def _take_call(places: Places, command: c.TakeCall) -> Iterator[Act]:
    thing = places.message(command.message, "dialog-tree")
    yield Act(verb="accessed", thing=thing, more={"do": command.verb})


def _put_off(places: Places, command: c.PutOff) -> Iterator[Act]:
    thing = places.message(command.message, "dialog-tree")
    yield Act(verb="skipped", thing=thing, more={"do": command.verb})


def _correct(places: Places, command: c.Correct) -> Iterator[Act]:
    yield Act(verb="corrected", thing=places.thing(command.order, "item"), more=parts(command))


def _answer(places: Places, command: c.Answer) -> Iterator[Act]:
    thing = places.thing(command.question, "question", f"reflection.{command.question}")
    yield Act(verb="justified", thing=thing, more={"words": len(command.text.split())})


def _steer(places: Places, command: Any) -> Iterator[Act]:
    yield Act(verb="steered", thing=places.thing("computer", "game-object"), more=parts(command))


def _together(places: Places, command: c.Together) -> Iterator[Act]:
    thing = places.thing("computer", "game-object") if c.is_steering(command) else _touched(places, command)
    verb = "steered" if c.is_steering(command) else "interacted"
    yield Act(verb=verb, thing=thing, more={"do": "together", "parts": command.text.split(c.JOINT)})


def _study(places: Places, command: w.Study) -> Iterator[Act]:
    yield Act(verb="accessed", thing=places.thing(command.what, "accessible"))


def _choose(places: Places, command: w.Choose) -> Iterator[Act]:
    result = {"response": "agree", "success": True}
    yield Act(verb="selected", thing=_choice(places, command.choice), result=result, more=parts(command))


def _end(places: Places, command: w.End) -> Iterator[Act]:
    result = {"response": "end", "success": True}
    yield Act(verb="selected", thing=_choice(places, command.choice), result=result)


def _choice(places: Places, name: str) -> Thing:
    return places.thing(f"choice.{name}", "alternative", f"choice.{name}.title")


_TOLD: dict[type, Callable[[Places, Any], Iterator[Act]]] = {
    c.Look: _look, c.Consult: _consult, c.Commit: _commit, c.Final: _final, c.SkipMoment: _skip,
    c.Reply: _reply, c.Speak: _speak, c.Accept: _settled, c.Reject: _settled, c.Tell: _tell,
    c.Correct: _correct, c.Answer: _answer, c.Steer: _steer, c.Unsteer: _steer, c.Shelve: _steer,
    c.TakeCall: _take_call, c.PutOff: _put_off, c.Release: _steer,
    c.Weigh: _steer, c.Together: _together, w.Study: _study, w.Choose: _choose, w.End: _end,
}  # fmt: skip
