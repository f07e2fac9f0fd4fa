"""A run of weeks in a player's report: what the agreements were worth."""

from __future__ import annotations

from game.assess.weeks import WeekStory, agreed, worth
from game.content.language import Language
from game.report.page import h2, p
from game.report.tables import table


def week_section(story: WeekStory, number: int, speech: Language) -> str:
    """The agreements of these weeks with what they were expected to bring and what they brought."""
    t, title = speech.t, story.scenario.text(speech.code, "title")
    head = h2(t("report.session", number=number, title=title), "page")
    made, found = agreed(story), worth(story)
    if found is None:
        return head + p(t("report.weeks.open"))
    saved = found.without_cent - found.cost_cent
    key = "nothing" if not made else "saved" if saved >= 0 else "cost_more"
    rows = [
        [
            story.scenario.text(speech.code, f"choice.{each.choice}.title"),
            speech.euro_signed(-each.forecast_cent, 0),
            speech.euro_signed(-found.effects_cent.get(each.choice, 0), 0),
            t(f"week.cause.{each.cause}") if speech.has(f"week.cause.{each.cause}") else each.cause,
        ]
        for each in made
    ]
    columns = ["", *(t(f"week.debrief.col.{name}") for name in ("forecast", "effect", "cause"))]
    said = p(t(f"week.debrief.{key}", euro=speech.euro(abs(saved), 0)))
    return head + said + (table(columns, rows, right=(1, 2)) if rows else "")
