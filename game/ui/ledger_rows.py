"""Lines of the skill/luck ledger in words: what was decided, how good it was, and what luck made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.assess.story import Story
from game.content.language import Language
from game.domain import commands as c
from game.domain.events import Event
from game.domain.ledger import LedgerLine
from game.domain.scenario import Scenario
from game.domain.world import World
from game.lookback.marks import marks_of
from game.lookback.otherwise import first_of_replan

VERDICTS = {
    "good": ("ok", "check"), "better": ("ok", "star"), "small": ("warn", "arrow-up-right"),
    "missed": ("bad", "arrow-up-right"), "even": ("plain", "scale"),
}  # fmt: skip
"""Word of a verdict: kind and icon of its tag."""
SMALL_CENT = 1000
"""A miss of less than this is no missed chance (authored)."""
LUCK = {"good": "clover", "bad": "cloud-storm", "none": "minus"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One decision as the table shows it. Amounts are against the best other option."""

    line: LedgerLine
    number: int
    clock: str
    """When, or the word for planning."""
    title: str
    note: str
    expected_cent: int
    realised_cent: int

    @property
    def verdict(self) -> str:
        """Key of `VERDICTS`: a miss of less than half of the stake, or of hardly any money, is small."""
        line = self.line
        small = 2 * line.lost_cent < line.stake_cent or line.lost_cent < SMALL_CENT
        return "small" if line.verdict == "missed" and small else line.verdict


def ledger_rows(story: Story, lang: Language) -> tuple[LedgerRow, ...]:
    """Every line that was worked out, in order of time."""
    lines = sorted(story.ledger, key=lambda each: (each.at_s, each.seq))
    return tuple(_row(story, line, i, lang) for i, line in enumerate(lines))


def _row(story: Story, line: LedgerLine, number: int, lang: Language) -> LedgerRow:
    title, note = _words(story, line, lang)
    mine, other = line.option(line.chosen), line.option(line.against)
    return LedgerRow(
        line=line, number=number, title=title.removesuffix("."), note=note.removesuffix("."),
        clock=lang.clock(line.at_s) if line.at_s else lang.t("ledger.planning"),
        expected_cent=mine.expected_cent - other.expected_cent,
        realised_cent=mine.realised_cent - other.realised_cent,
    )  # fmt: skip


def _words(story: Story, line: LedgerLine, lang: Language) -> tuple[str, str]:
    """What was decided, and about what."""
    if line.kind == "replan":
        return _replan_words(story, line, lang)
    title = option_words(story.scenario, line, line.chosen, lang)
    if line.by_default:
        title = lang.t("ledger.by_default", option=title)
    return title, about(story.scenario, line, lang)


def about(scenario: Scenario, line: LedgerLine, lang: Language) -> str:
    """The question that was decided."""
    if line.kind == "replan":
        return lang.t("ledger.replan")
    end = "title" if line.kind == "moment" else "subject"
    return scenario.text(lang.code, f"{line.kind}.{line.id}.{end}")


def option_words(scenario: Scenario, line: LedgerLine, option: str, lang: Language) -> str:
    """One of the options, in the author's words; those of a re-plan have words of their own."""
    if line.kind == "replan":
        return lang.t(f"ledger.option.{option}")
    return scenario.text(lang.code, f"{line.kind}.{line.id}.option.{option}")


def _replan_words(story: Story, line: LedgerLine, lang: Language) -> tuple[str, str]:
    """The last act in words, and how many there were."""
    acts = replan_acts(story.events, line)
    told = _act_words(story.scenario.system, acts[-1], lang) if acts else lang.t("ledger.replan")
    note = lang.t("ledger.replan")
    return told, note if len(acts) < 2 else lang.t("ledger.replan_more", n=len(acts) - 1)


def replan_acts(events: Sequence[Event], line: LedgerLine) -> list[c.Command]:
    """The acts of a re-plan, first to last."""
    first = first_of_replan(events, line.seq)
    return [
        c.from_text(str(e.data["do"])) for e in events[first : line.seq + 1]
        if e.kind == "command" and e.data.get("ok")
    ]  # fmt: skip


def _act_words(world: World, act: c.Command, lang: Language) -> str:
    order = world.orders.get(getattr(act, "order", ""))
    vehicle = world.vehicles.get(getattr(act, "vehicle", ""))
    partner = world.sites.partners.get(getattr(act, "partner", ""))
    if isinstance(act, c.Place) and order and vehicle:
        return lang.t("words.place", order=order.customer, vehicle=vehicle.name)
    if isinstance(act, c.Unplace) and order:
        return lang.t("words.unplace", order=order.customer)
    if isinstance(act, c.Give) and order and partner:
        return lang.t("words.give", order=order.customer, partner=partner.name)
    return lang.t("ledger.changed_plan")


def decisions(events: Sequence[Event]) -> int:
    """How many choices a log holds: about so many lines its ledger will have."""
    return sum(m.kind == "choice" and not m.act.startswith("skip") for m in marks_of(events))
