"""The profile in detail: per competency the estimate, what was seen, and where in the log that stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from game.assess.growth import Growth
from game.assess.settings import settings
from game.assess.story import Story
from game.assess.weeks import WeekStory
from game.content.language import Language
from game.report.measured import Change, mark_of
from game.report.page import h2, h3, p
from game.report.plain import NONE, Days, capped, evidence_sentence, names
from game.report.profile_svg import ability_bar, course
from game.report.tables import Markup, table
from game.report.told import Stop

Stops = Mapping[str, Mapping[int, Stop]]
"""Session -> event -> what it was; a session that is not there has no links."""
LINKS = 3
"""So many places are named per piece of evidence."""
VERDICT = {True: "report.verified", False: "report.not_verified", None: "report.not_checked"}


def profile_section(
    profile: Mapping[str, Any], speech: Language, stops: Stops | None = None, days: Days = NONE
) -> str:
    """All eight; a level only where it is sure enough."""
    t = speech.t
    label = profile.get("label", {}).get(speech.code, "")
    parts = "".join(_competency(n, e, speech, stops or {}, days) for n, e in profile["competencies"].items())
    return (
        f"{h2(t('report.profile.title'))}{p(t('report.profile.purpose'))}"
        f"{p(t('report.profile.how', label=label, parameters=str(profile['parameters'])), 'note')}"
        f"{p(t(VERDICT[profile['verified']]), 'note')}{parts}"
    )


def _competency(name: str, entry: Mapping[str, Any], speech: Language, stops: Stops, days: Days) -> str:
    t = speech.t
    low, mean, high = (speech.number(entry[k], 1) for k in ("low", "mean", "high"))
    span = t("report.profile.span", mean=mean, low=low, high=high)
    bar = ability_bar(
        mean=entry["mean"], low=entry["low"], high=entry["high"], cuts=settings().cuts, title=span
    )
    level = t(f"level.{entry['level']}") if entry["level"] else t("level.unsure")
    sure = f" ({speech.percent(entry['p_level'])})" if entry["level"] else ""
    about = p(t(f"profile.about.{name}"), "small")
    head = (
        f'<div class="keep"><h3>{escape(t(f"competency.{name}"))}</h3>{about}'
        f'{bar}<p class="small"><span class="level">{escape(level + sure)}</span> · {escape(span)}</p></div>'
    )
    seen = _evidence(entry["evidence"], speech, stops, days) or p(t("report.profile.none"))
    return f'<section class="competency">{head}{seen}</section>'


def _evidence(found: Sequence[Mapping[str, Any]], speech: Language, stops: Stops, days: Days) -> str:
    if not found:
        return ""
    rows = [
        [_seen_words(e, speech, days), speech.t(f"category.{e['category']}"),
         _where(e, stops.get(e["session"], {}), speech)]
        for e in found
    ]  # fmt: skip
    return table([speech.t(f"report.profile.{k}") for k in ("seen", "how_well", "where")], rows, whole=(1,))


def _seen_words(e: Mapping[str, Any], speech: Language, days: Days) -> str:
    said = evidence_sentence(e, speech, days)
    return f"{said} {speech.t('report.profile.capped')}" if capped(e) else said


def _where(e: Mapping[str, Any], known: Mapping[int, Stop], speech: Language) -> str:
    """Clock times that lead to the line of the log; without them only the line's number."""
    number = e["session"].partition(":")[0]
    events = _telling(e["events"], known)
    said = [_link(number, n, known, speech) for n in events[:LINKS]]
    more = len(e["events"]) - len(said)
    if more > 0:
        said.append(escape(speech.t("report.profile.more", n=more)))
    return Markup(f"{escape(speech.t('report.profile.day', n=number))}: {', '.join(said)}")


def _telling(events: Sequence[int], known: Mapping[int, Stop]) -> list[int]:
    """Events of the running day first: those are what one looks back at."""
    return sorted(events, key=lambda n: (not (n in known and known[n].act), n))


def _link(number: str, seq: int, known: Mapping[int, Stop], speech: Language) -> str:
    line = speech.t("report.profile.line", n=seq)
    if seq not in known:
        return escape(line)
    stop = known[seq]
    text = f"{line} ({stop.clock})" if stop.act else line
    return f'<a href="#s{escape(number)}e{seq}" title="{escape(stop.said)}">{escape(text)}</a>'


def stops_table(number: int, known: Mapping[int, Stop], speech: Language) -> str:
    """The lines of one session that evidence rests on: number, clock time, what happened."""
    if not known:
        return ""
    rows = "".join(
        f'<tr id="s{number}e{stop.seq}"><td class="n">{stop.seq}</td><td>{escape(stop.clock)}</td>'
        f"<td>{escape(stop.said)}</td></tr>"
        for stop in known.values()
    )
    head = "".join(f"<th>{escape(speech.t(f'report.lines.{k}'))}</th>" for k in ("line", "clock", "what"))
    body = f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    return f"{h3(speech.t('report.lines.title'))}{p(speech.t('report.lines.how'), 'note')}{body}"


# -- growth --------------------------------------------------------------------------------------------
def growth_section(
    grown: Mapping[str, Growth], stories: Sequence[Story | WeekStory], speech: Language
) -> str:
    """How each competency was believed to be after each session."""
    t = speech.t
    if not grown or len(stories) < 2:
        return h2(t("report.growth.title"), "page") + p(t("report.growth.once"))
    marks = [_session_mark(i, story, speech) for i, story in enumerate(stories, start=1)]
    drawn = "".join(_course(name, each, marks, speech) for name, each in grown.items() if _seen(each))
    said = _growth_words(grown, speech)
    return (
        f"{h2(t('report.growth.title'), 'page')}{p(said)}{p(t('report.growth.how'), 'note')}"
        f'<div class="courses">{drawn}</div>'
    )


def _session_mark(number: int, story: Story | WeekStory, speech: Language) -> str:
    form = mark_of(story).form
    key = f"report.form.short.{form}"
    return f"{number} {speech.t(key)}" if form and speech.has(key) else str(number)


def _seen(each: Growth) -> bool:
    return any(point.evidence for point in each.points)


def _course(name: str, each: Growth, marks: Sequence[str], speech: Language) -> str:
    title = speech.t(f"competency.{name}")
    drawn = course(each.points, settings().cuts, marks, title)
    return f"<figure><figcaption>{escape(title)}</figcaption>{drawn}</figure>"


def _growth_words(grown: Mapping[str, Growth], speech: Language) -> str:
    seen = {name: g.says for name, g in grown.items() if _seen(g)}
    parts = [
        speech.t(f"report.growth.{way}", names=names((n for n, says in seen.items() if says == way), speech))
        for way in ("up", "down")
        if way in seen.values()
    ]
    if "open" in seen.values():
        parts.append(speech.t("report.growth.open" if parts else "report.growth.all_open"))
    return " ".join(parts)


def changes_section(found: Iterable[Change], label: str, speech: Language) -> str:
    """From the first form of a measurement to the second."""
    rows = [
        [speech.t(f"competency.{c.competency}"), speech.signed(c.mean, 1),
         speech.t("report.form.between", low=speech.signed(c.low, 1), high=speech.signed(c.high, 1)),
         speech.t(f"report.form.says.{c.says}")]
        for c in found
    ]  # fmt: skip
    if not rows:
        return ""
    head = [speech.t(f"report.form.col.{k}") for k in ("competency", "change", "interval", "says")]
    how = p(speech.t("report.form.how", label=label), "note")
    return f'<div class="keep">{h3(speech.t("report.form.title"))}{how}{table(head, rows, right=(1,))}</div>'
