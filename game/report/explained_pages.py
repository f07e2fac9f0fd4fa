"""Where each figure of a session comes from, as tables that fold: one of the whole and one per trip."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from game.assess.story import Story
from game.content.language import Language
from game.domain.evaluation import Evaluation
from game.domain.world import World
from game.report.debrief import given_of
from game.report.explained import SECTIONS, Row, qualities, rows, section
from game.rules.explain import Explanation, explain_kpi, explain_trip


def explained_section(story: Story, speech: Language) -> str:
    """Of the driven day, or of the plan while there is no day; nothing before that."""
    day, t = story.day, speech.t
    if day is not None:
        judged, column = Evaluation(trips=day.trips, kpi=day.kpi, findings=day.findings), "day"
    elif story.planned is not None:
        judged, column = story.planned, "plan"
    else:
        return ""
    world, word = story.scenario.system, "primary" if day else "modelled"
    whole = explain_kpi(world, judged, given_of(story, column))
    title = t("explain.whole_day" if day else "explain.whole_plan")
    parts = [_folded(world, whole, title, word, speech)]
    for trip in judged.trips:
        name = speech.fleet(world.vehicles[trip.trip.vehicle].name)
        parts.append(_folded(world, explain_trip(world, trip), name, word, speech))
    head = f"<h3>{escape(t('explain.title_plan'))}</h3>"
    note = f'<p class="note">{escape(t(f"explain.{word}_why"))} {escape(t("explain.computed"))}</p>'
    return f'<div class="screen">{head}{note}{"".join(parts)}</div>'


def _folded(world: World, made: Explanation, title: str, word: str, speech: Language) -> str:
    every = {name: rows(world, section(made, name), speech) for name in SECTIONS}
    body = "".join(
        _rows(every[name], speech.t(f"explain.section_{name}")) for name in SECTIONS if every[name]
    )
    letters = qualities((row for found in every.values() for row in found), speech)
    note = f'<p class="note">{escape(letters)}</p>' if letters else ""
    head = (
        f'<th>{escape(speech.t("explain.what"))}</th><th class="n">{escape(speech.t("explain.amount"))}</th>'
    )
    return (
        f'<details><summary>{escape(title)}<span class="tag">{escape(speech.t(f"explain.{word}"))}</span>'
        f'</summary><div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f"</div>{note}</details>"
    )


def _rows(found: tuple[Row, ...], title: str) -> str:
    return f'<tr><th colspan="2">{escape(title)}</th></tr>' + "".join(_lines(found))


def _lines(found: tuple[Row, ...]) -> Iterator[str]:
    for row in found:
        source = " · ".join(p for p in (row.fact if row.fact != row.amount else "", row.source) if p)
        below = f'<span class="source">{escape(source)}</span>' if row.source else ""
        yield (
            f'<tr><td class="l{min(row.level, 3)}">{escape(row.text)}{below}</td>'
            f'<td class="n">{escape(row.amount)}</td></tr>'
        )
