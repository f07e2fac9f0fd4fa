"""Decision moments of a played day as the debrief shows them: own choice, advice, final choice, the best."""

from __future__ import annotations

from dataclasses import dataclass

from game.assess.story import Story
from game.domain.ledger import LedgerLine
from game.domain.scenario import Moment

CLOSE = 0.03
"""Costs that differ by less than this share count as equal (ASSESSMENT 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentRow:
    """One decision moment: what was chosen, advised and best given what was knowable."""

    moment: Moment
    own: str
    confidence: int
    final: str
    skipped: bool
    at_s: int
    seqs: tuple[int, ...]
    line: LedgerLine | None = None
    """What the ledger says of it, once that is there: then its figures count, not the author's."""

    @property
    def best(self) -> str:
        """The option with the least expected cost."""
        return self.line.best if self.line else self.moment.best

    @property
    def scored(self) -> bool:
        """Options are far enough apart to judge a choice."""
        return self.line.verdict != "even" if self.line else self.moment.scored

    def extra_cent(self, option: str) -> int:
        """Expected cost of an option above that of the best."""
        options = self.line.options if self.line else self.moment.options
        costs = {o.id: o.expected_cent for o in options}
        return costs[option] - costs[self.best] if option in costs else 0

    @property
    def good(self) -> bool:
        """The final choice was the best or as good as that, given what was knowable."""
        if self.line is not None:
            return self.line.verdict != "missed"
        most = max(1, *(abs(o.expected_cent) for o in self.moment.options))
        return self.extra_cent(self.final) < CLOSE * most


def moment_rows(story: Story) -> tuple[MomentRow, ...]:
    """All decision moments of the scenario, also those that were left open."""
    return tuple(_moment_row(story, moment) for moment in story.scenario.moments)


def _moment_row(story: Story, moment: Moment) -> MomentRow:
    own = final = ""
    confidence, at_s, skipped = 0, moment.at_s, False
    seqs: list[int] = []
    for event in story.events:
        verb, *words = str(event.data.get("do", "")).split(" ") if event.kind == "command" else [""]
        if not words or words[0] != moment.id or not event.data.get("ok"):
            continue
        if verb in ("commit", "final", "skip", "look"):
            seqs.append(event.seq)
            at_s = event.game_s
        if verb == "commit":
            own, confidence = words[1], int(words[2])
        elif verb == "final":
            final = words[1]
        skipped = skipped or verb == "skip"
    return MomentRow(
        moment=moment,
        own=own,
        confidence=confidence,
        final=final,
        skipped=skipped,
        at_s=at_s,
        seqs=tuple(seqs),
        line=next((x for x in story.ledger if x.kind == "moment" and x.id == moment.id), None),
    )
