"""People inside a session: what the player looked up, told, corrected, and how answers were said."""

from __future__ import annotations

from dataclasses import replace

from game.domain import commands as c
from game.domain.errors import Illegal
from game.domain.people import ABOUT, party_of
from game.domain.plan import Plan
from game.domain.scenario import Effect, Message, Option, Source
from game.rules.calm import Calm
from game.session_calm import calm_of
from game.session_promise import Promising

CORRECTABLE = ("service_s", "kg", "units", "opens_s")


class Talking(Promising):
    """Acts towards people; `Session` adds the rest."""

    def calm(self, plan: Plan | None = None) -> Calm:
        """Who has to hear what if this plan (None: the present one) went out; nothing changes."""
        running = self.running
        if running is None or self.phase != "day":
            return Calm()
        return calm_of(running, self.plan if plan is None else plan)

    def sources(self) -> tuple[Source, ...]:
        """What can be looked up now."""
        return tuple(s for s in self.scenario.sources if s.from_s <= self.clock_s or not s.from_s)

    def _do_consult(self, command: c.Consult) -> None:
        if not any(s.id == command.source for s in self.sources()):
            raise Illegal("session.no_source", source=command.source)
        if command.source not in dict(self.known.consulted):
            entry = (command.source, self.clock_s)
            self.known = replace(self.known, consulted=(*self.known.consulted, entry))

    def _do_tell(self, command: c.Tell) -> None:
        self._need("day")
        if command.about not in ABOUT or not self._is_party(command.party):
            raise Illegal("session.no_party", party=command.party)
        if self.needless(command.party):
            cent = self.system.goodwill.needless_cent
            self._apply(Effect(kind="goodwill_cent", subject=party_of(command.party)[1], amount=cent))
            self.unrest = (*self.unrest, len(self.events))
        self._running().tell(command.party, command.about)
        self.drafts.forget()

    def needless(self, party: str) -> bool:
        """A call to this customer would only cause unrest: by all that is known nothing changes for him."""
        kind, order = party_of(party)
        if kind != "customer" or order not in self.plan.planned():
            return False
        if any(call.party == party for call in self.calm().calls):
            return False
        near_s = self.system.goodwill.near_s
        stops = (s for t in self._running().expected() for s in t.stops if s.stop.order == order)
        return all(stop.window_close_s - stop.begin_s >= near_s for stop in stops)

    def _is_party(self, party: str) -> bool:
        kind, name = party_of(party)
        if kind == "customer":
            return name in self.visible
        known = {
            "driver": self.system.vehicles, "partner": self.system.sites.partners, "dock": self.system.places,
        }  # fmt: skip
        return name in known.get(kind, ())

    def _do_correct(self, command: c.Correct) -> None:
        self._may_plan()
        if command.order not in self.visible:
            raise Illegal("move.no_order", order=command.order)
        if command.what not in CORRECTABLE or command.amount < 0:
            raise Illegal("session.no_correction", what=command.what)
        end = "" if command.end == "-" else command.end
        effect = Effect(kind=command.what, subject=command.order, amount=command.amount, end=end)
        self._apply(effect)
        self.known = replace(self.known, corrected=(*self.known.corrected, effect))

    def _do_speak(self, command: c.Speak) -> None:
        message = self._open_message(command.message)
        tone = next((t for t in message.tones if t.id == command.tone), None)
        if tone is None:
            raise Illegal("session.no_tone", tone=command.tone)
        spoken = {**dict(self.known.spoken), message.id: tone.id}
        self.known = replace(self.known, spoken=tuple(spoken.items()))

    def _do_take_call(self, command: c.TakeCall | c.PutOff) -> None:
        """What is done with the receiver changes nothing; it is kept as evidence of how calls are handled."""
        self._need("day")
        if self._open_message(command.message).kind != "call":
            raise Illegal("session.no_call", message=command.message)

    _do_put_off = _do_take_call

    def _open_message(self, name: str) -> Message:
        message = next((m for m in self.open_messages() if m.id == name), None)
        if message is None:
            raise Illegal("session.no_message", message=name)
        return message

    def _said(self, message: str) -> None:
        """The goodwill of the tone in which an answer was given."""
        found = next((m for m in self.scenario.messages if m.id == message), None)
        tone = dict(self.known.spoken).get(message)
        for each in found.tones if found else ():
            if each.id == tone and each.goodwill_cent and found:
                self._apply(Effect(kind="goodwill_cent", subject=found.subject, amount=each.goodwill_cent))

    def _take_option(self, option: Option) -> None:
        """Its effects, and who hears of it by the choice itself."""
        self._take_effect(option)
        if self.running:
            for party in option.tells:
                self.running.tell(party, "change")
