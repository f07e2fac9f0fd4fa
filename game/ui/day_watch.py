"""What the day tells while it runs: a cut of the clock becomes news in words, some of which stop it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from game.content.language import Language
from game.domain import commands as c
from game.domain.measurement import AID
from game.domain.scenario import Message, Source
from game.session import Session
from game.triage import TriageItem
from game.ui.context import Ctx
from game.ui.day_model import DayModel
from game.ui.day_troubles import subject_word
from game.ui.inbox_panel import truck_word

Values = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something that happened: words, how bad it is, whether the clock stops, and what to look at."""

    key: str
    values: Values = ()
    text_keys: Values = ()
    """Values that are the author's own texts: (name, scenario key)."""
    kind: str = "info"
    stops: bool = False
    select: str = ""
    """Id of a triage row, or `vehicle.<id>`."""

    def text(self, ctx: Ctx, session: Session) -> str:
        """The sentence in the language of the frame."""
        own = {name: session.scenario.text(ctx.settings.lang, str(key)) for name, key in self.text_keys}
        values = {**dict(self.values), **own}
        if values.get("subject") in session.system.vehicles:
            values["subject"] = truck_word(session, str(values["subject"]))
        return ctx.t(self.key, **values)


def _new_source(source: Source) -> News:
    """Something new can be looked up: said quietly, the clock goes on."""
    return News(key="lookup.new", text_keys=(("what", f"source.{source.id}.title"),))


def ring_back(message: Message) -> News:
    """The time has come to ring somebody back: his call rings again."""
    who = (("who", f"message.{message.id}.from"),)
    return News(key="msg.rings_again", text_keys=who, stops=True, select=f"message.{message.id}")


class Watch:
    """Advances the session and reads the log lines that come of it."""

    def __init__(self, session: Session, model: DayModel) -> None:
        self.session, self.model = session, model

    def advance(self, to_s: int, *, eager: bool, lang: Language) -> list[News]:
        """One cut. `eager`: also stop at what only wants to be known (tot bericht)."""
        session = self.session
        moments = {m.id for m in session.open_moments()}
        if moments and session.aid == AID:  # in a measurement no decision is passed over
            return [News(key="measure.decide_first", stops=True, select=f"moment.{min(moments)}")]
        sources = {s.id for s in session.sources()}
        known = self._urgent(lang) if eager else frozenset()
        outcome = session.do(c.Advance(to_s=to_s))
        if outcome.error is not None:
            error = outcome.error
            values = tuple(error.values.items())
            return [News(key=f"error.{error.key}", values=values, kind="bad", stops=True)]
        found = [n for e in outcome.events if e.kind == "day" for n in self._of(e.data, eager=eager)]
        for moment in session.open_moments():
            if moment.id not in moments:
                title = (("what", f"moment.{moment.id}.title"),)
                found.append(News(key="day.ring", text_keys=title, stops=True, select=f"moment.{moment.id}"))
        found += [_new_source(s) for s in session.sources() if s.id not in sources]
        if eager and session.phase == "day" and not any(n.stops for n in found):
            found += self._newly_late(known, lang)
        return found

    def _urgent(self, lang: Language) -> frozenset[str]:
        self.model.refresh(lang)
        return frozenset(i.id for i in self.model.items if i.kind == "late")

    def _newly_late(self, known: frozenset[str], lang: Language) -> Iterator[News]:
        self.model.refresh(lang)
        for item in self.model.items:
            if item.kind == "late" and item.id not in known:
                yield self._late(item)
                return

    def _late(self, item: TriageItem) -> News:
        values = (*item.title[1], ("minutes", -(-item.late_s // 60)))
        return News(key="day.will_be_late", values=values, kind="bad", stops=True, select=item.id)

    def _of(self, data: Mapping[str, Any], *, eager: bool) -> Iterator[News]:
        """The news of one log line; most lines are none."""
        what, subject = str(data["what"]), str(data.get("subject", ""))
        if what == "message":
            text = (("what", f"message.{subject}.from"),)
            asks = bool(data.get("asks"))
            select = f"message.{subject}" if asks else ""
            key = "day.ring" if asks else "day.word"
            more = (("subject", f"message.{subject}.subject"),)
            yield News(key=key, text_keys=text + more, stops=asks or eager, select=select)
        elif what == "default":
            option = (("option", f"message.{subject}.option.{data.get('option', '')}"),)
            yield News(key="day.missed", text_keys=option, kind="warn", stops=True)
        elif what == "incident":
            yield self._incident(data, subject, eager=eager)

    def _incident(self, data: Mapping[str, Any], incident_id: str, *, eager: bool) -> News:
        state = self.session.day
        incident = next((i for i in state.incidents if i.id == incident_id), None) if state else None
        about = incident.subject if incident else ""
        order = self.session.system.orders.get(about)
        kind = str(data.get("kind", ""))
        minutes = max(1, int(data.get("delay_s", 0)) // 60)
        name = subject_word(self.session, incident) if incident else about
        kind = f"{kind}_all" if about == "*" else kind
        values = (("subject", name), ("minutes", minutes))
        select = (
            f"order.{about}" if order else f"vehicle.{data.get('vehicle', '')}" if data.get("asks") else ""
        )
        return News(
            key=f"day.incident.{kind}", values=values, kind="warn", stops=bool(data.get("asks")) or eager,
            select=select if data.get("asks") else "",
        )  # fmt: skip
