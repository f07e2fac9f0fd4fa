"""The weeks as data and as a readable page: cost per week, choices against forecasts, the best ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any, Protocol

from game.content.language import Language
from game.domain.scenario import Scenario
from game.domain.week import DayResult, Regular, Taken, WeekState
from game.report.page import standalone
from game.report.tables import table


class Played(Protocol):
    """What the page needs of a session of weeks (`game.session_week.WeekSession` has it)."""

    scenario: Scenario
    seed: int
    taken: tuple[Taken, ...]
    results: list[DayResult]
    state: WeekState
    value: Any
    """`game.week.value.Value`, which lies above this layer."""


def week_debrief(session: Played) -> dict[str, Any]:
    """Everything of a finished run of weeks, as plain values."""
    value = session.value
    effects = {e.choice: e for e in value.effects}
    week = session.scenario.week
    assert week is not None
    return {
        "scenario": session.scenario.id, "seed": session.seed, "cost_cent": value.cost_cent,
        "without_cent": value.without_cent, "best_cent": value.best_cent, "best": list(value.best),
        "share": value.share, "weeks": [{"cost_cent": a, "without_cent": b} for a, b in value.weeks_cent],
        "choices": [_choice(t, effects, week.choices[t.choice].cause) for t in session.taken],
        "customers": list(_customers(week.regulars.values(), session.state.trust)),
        "days": [_day(d) for d in session.results],
    }  # fmt: skip


def _choice(taken: Taken, effects: Mapping[str, Any], cause: str) -> dict[str, Any]:
    effect = effects[taken.choice]
    return {
        "choice": taken.choice, "from_day": taken.from_day, "until_day": taken.until_day or None,
        "forecast_cent": taken.forecast_cent, "effect_cent": effect.week_cent, "in_all_cent": effect.cent,
        "saved_g_co2e": effect.g_co2e, "cause": taken.cause, "right_cause": cause,
    }  # fmt: skip


def _customers(regulars: Iterable[Regular], trust: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for regular in regulars:
        yield {
            "order": regular.order, "trust_before": regular.trust, "trust": trust[regular.order],
            "cause": regular.cause,
        }  # fmt: skip


def _day(day: DayResult) -> dict[str, Any]:
    hours = [{"driver": t.driver, "drive_s": t.drive_s, "work_s": t.work_s, "breaches": list(t.breaches)}
             for t in day.trips]  # fmt: skip
    return {
        "number": day.number, "cost_cent": day.cost_cent, "co2e_g": day.co2e_g, "on_time": day.on_time,
        "orders": day.orders, "goodwill_cent": day.goodwill_cent, "bought_cent": day.bought_cent,
        "hours": hours,
    }  # fmt: skip


def week_report(scenario: Scenario, told: Mapping[str, Any], speech: Language) -> str:
    """One standalone page."""
    title = scenario.text(speech.code, "title")
    body = "".join(_body(scenario, told, speech))
    return standalone(title, f"<h1>{escape(title)}</h1>{body}", speech)


def _body(scenario: Scenario, told: Mapping[str, Any], speech: Language) -> Iterator[str]:
    saved = told["without_cent"] - told["cost_cent"]
    key = "nothing" if not told["choices"] else "saved" if saved >= 0 else "cost_more"
    yield f'<p class="lead">{escape(speech.t(f"week.debrief.{key}", euro=speech.euro(abs(saved), 0)))}</p>'
    which = "sentence" if saved >= 0 else "sentence_more"
    sentence = speech.t(
        f"week.debrief.{which}", without=speech.euro(told["without_cent"], 0),
        best=speech.euro(told["best_cent"], 0), share=speech.percent(told["share"]),
    )  # fmt: skip
    yield f"<p>{escape(sentence)}</p>"
    yield f"<h2>{escape(speech.t('week.debrief.weeks'))}</h2>{_weeks(told, speech)}"
    yield f"<h2>{escape(speech.t('week.choices'))}</h2>{_choices(scenario, told, speech)}"
    yield f"<h2>{escape(speech.t('week.debrief.best'))}</h2>"
    names = (escape(scenario.text(speech.code, f"choice.{name}.title")) for name in told["best"])
    yield "<ul>" + "".join(f"<li>{name}</li>" for name in names) + "</ul>"
    yield f'<p class="note">{escape(speech.t("week.debrief.experience", n=len(told["days"])))}</p>'


def _weeks(told: Mapping[str, Any], speech: Language) -> str:
    head = ["", speech.t("week.debrief.bar.yours"), speech.t("week.debrief.bar.without")]
    rows = [
        [speech.t("week.week", n=n), speech.euro(w["cost_cent"], 0), speech.euro(w["without_cent"], 0)]
        for n, w in enumerate(told["weeks"], start=1)
    ]
    return table(head, rows, right=(1, 2))


def _choices(scenario: Scenario, told: Mapping[str, Any], speech: Language) -> str:
    head = ["", *(speech.t(f"week.debrief.col.{name}") for name in ("forecast", "effect", "cause"))]
    rows = [
        [
            scenario.text(speech.code, f"choice.{c['choice']}.title"),
            speech.euro_signed(-c["forecast_cent"], 0), speech.euro_signed(-c["effect_cent"], 0),
            speech.t(f"week.cause.{c['right_cause']}"),
        ]
        for c in told["choices"]
    ]  # fmt: skip
    return table(head, rows, right=(1, 2))
