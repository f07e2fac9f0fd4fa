"""The ledger of decisions on the report: what each was worth by what was knowable, and luck beside it."""

from __future__ import annotations

from html import escape

from game.assess.story import Story
from game.content.language import Language
from game.domain.ledger import LedgerLine
from game.report.decision_svg import gaps, strip
from game.report.tables import table

HEAD = ("when", "about", "chosen", "chart", "best", "lost", "luck", "verdict")


def decisions_section(story: Story, speech: Language) -> str:
    """A table with a line per decision; empty when the ledger was not worked out."""
    if not story.ledger:
        return ""
    title = speech.t("report.decision.title")
    note = speech.t("report.decision.note", days=story.ledger[0].days)
    head = [speech.t(f"report.decision.{name}") for name in HEAD]
    lines = sorted(story.ledger, key=lambda each: (each.at_s, each.seq))
    most = max(abs(cent) for line in lines for cent in gaps(line))
    rows = [_row(story, line, most, speech) for line in lines]
    return f'<h3>{escape(title)}</h3><p class="note">{escape(note)}</p>{table(head, rows, right=(5, 6))}'


def _row(story: Story, line: LedgerLine, most: int, speech: Language) -> list[str]:
    chosen = _option(story, line, line.chosen, speech)
    return [
        speech.clock(line.at_s) if line.at_s else speech.t("report.decision.morning"),
        _about(story, line, speech),
        speech.t("report.decision.by_default", option=chosen) if line.by_default else chosen,
        strip(line, most, speech),
        _option(story, line, line.best, speech) if line.verdict != "even" else "–",
        speech.euro(line.lost_cent, 0), _luck(line, speech),
        speech.t(f"report.decision.said.{line.verdict}"),
    ]  # fmt: skip


def _about(story: Story, line: LedgerLine, speech: Language) -> str:
    """The question that was decided."""
    if line.kind == "replan":
        return speech.t("report.decision.replan")
    end = "title" if line.kind == "moment" else "subject"
    return story.scenario.text(speech.code, f"{line.kind}.{line.id}.{end}")


def _option(story: Story, line: LedgerLine, name: str, speech: Language) -> str:
    if line.kind == "replan":
        return speech.t(f"report.decision.plan.{name}")
    return story.scenario.text(speech.code, f"{line.kind}.{line.id}.option.{name}")


def _luck(line: LedgerLine, speech: Language) -> str:
    if line.luck == "none":
        return "–"
    return speech.t(f"report.decision.luck_{line.luck}", euro=speech.euro(abs(line.luck_cent), 0))
