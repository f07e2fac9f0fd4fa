"""What happened at a stop of the log in a few words: `Bakkerij De Halm naar Koelcombi 2`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.domain import commands as c
from game.domain.plan import Plan
from game.lookback.marks import Mark
from game.ui.command_words import Story, words
from game.ui.debrief_facts import happened_row

if TYPE_CHECKING:
    from game.content.language import Language
    from game.lookback.tape import Tape
    from game.session import Session

ICONS = {
    "act": "route", "look": "eye", "proposal": "robot", "choice": "adjustments", "message": "mail",
    "incident": "alert-triangle", "late": "clock-exclamation", "phase": "flag",
}  # fmt: skip
KIND = {"incident": "warn", "late": "bad", "message": "info"}
EMPTY = Plan()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A stop in words."""

    title: str
    icon: str
    status: str = "plain"


class MarkWords:
    """Makes them for one session; with a tape that has been read, acts are told by what they changed."""

    def __init__(self, session: Session, tape: Tape | None = None) -> None:
        self.session, self.tape = session, tape
        self._made: dict[tuple[int, str, bool], Said] = {}

    def of(self, mark: Mark, lang: Language) -> Said:
        """The words, kept."""
        whole = self.tape is not None and self.tape.complete
        key = mark.seq, lang.code, whole
        if key not in self._made:
            self._made[key] = self._say(mark, lang, whole=whole)
        return self._made[key]

    def _say(self, mark: Mark, lang: Language, *, whole: bool) -> Said:
        icon, status = ICONS[mark.kind], KIND.get(mark.kind, "plain")
        if mark.act:
            return Said(title=self._act(mark, lang, whole=whole), icon=_icon(mark, icon), status=status)
        if mark.kind == "proposal":
            return Said(title=lang.t("mark.proposal"), icon=icon)
        row = happened_row(self.session.scenario, self.session.events[mark.seq].data, lang.code)
        if row is None:
            return Said(title=lang.t("mark.other"), icon=icon, status=status)
        return Said(title=lang.t(f"happened.{row[0]}", **row[3]), icon=row[1], status=row[2])

    def _act(self, mark: Mark, lang: Language, *, whole: bool) -> str:
        """Choices and looks in the author's words, acts on the plan by what they changed."""
        command = c.from_text(mark.act)
        told = self._spoken(command, lang)
        if told:
            return told
        before, after = self.tape.around(mark.seq) if whole and self.tape is not None else (EMPTY, EMPTY)
        if not whole and isinstance(command, c.Accept | c.Together | c.SetTrip):
            return lang.t("mark.took_over" if isinstance(command, c.Accept) else "words.changed1")
        story = Story(world=self.session.system, lang=lang, before=before, after=after,
                      proposals=self.session.proposals)  # fmt: skip
        return words(command, story)

    def _spoken(self, command: c.Command, lang: Language) -> str:
        """Of a decision, an answer or something that was looked up; else empty."""
        text = self.session.scenario.text
        if isinstance(command, c.Reply):
            subject = text(lang.code, f"message.{command.message}.subject")
            said = text(lang.code, f"message.{command.message}.option.{command.option}")
            return lang.t("mark.reply", subject=subject, option=said)
        if isinstance(command, c.Final):
            name = f"moment.{command.moment}.option.{command.option}"
            return lang.t("mark.final", option=text(lang.code, name))
        if isinstance(command, c.Consult):
            return lang.t("mark.consult", title=text(lang.code, f"source.{command.source}.title"))
        if isinstance(command, c.TakeCall | c.PutOff):
            return lang.t(f"mark.{command.verb}", who=text(lang.code, f"message.{command.message}.from"))
        if isinstance(command, c.Commit | c.Look | c.SkipMoment):
            title = text(lang.code, f"moment.{command.moment}.title")
            return lang.t(f"mark.{command.verb}", title=title)
        return ""


def _icon(mark: Mark, plain: str) -> str:
    """Some acts have a sign of their own."""
    verb = mark.act.split(" ")[0]
    signs = {"accept": "robot", "tell": "phone", "correct": "pencil", "reply": "message", "undo": "undo",
             "redo": "redo", "dispatch": "play", "hand_in": "check", "keep": "photo", "take_call": "phone",
             "put_off": "phone", "release": "lock-open"}  # fmt: skip
    return signs.get(verb, plain)


def when(mark: Mark, lang: Language) -> str:
    """`09:36`; while planning the word for it."""
    return lang.clock(mark.at_s) if mark.in_day else lang.t("ledger.planning")
