"""One session in the report: figures, pictures, orders, decisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from game.assess.story import Story
from game.content.geo import load_map
from game.content.language import Language
from game.domain.evaluation import Finding, Severity, TripEvaluation
from game.report import svg
from game.report.decision_pages import decisions_section
from game.report.explained_pages import explained_section
from game.report.figures import KPI_ROWS, shown
from game.report.measured import broken_words, form_words, mark_of
from game.report.order_pages import incident_text, orders_table
from game.report.page import p
from game.report.tables import table


def session_section(story: Story, data: Mapping[str, Any], number: int, speech: Language) -> str:
    """Everything about one played scenario."""
    return "".join(_session(story, data, number, speech))


def _session(story: Story, data: Mapping[str, Any], number: int, speech: Language) -> Iterator[str]:
    t = speech.t
    title = story.scenario.text(speech.code, "title")
    name = escape(t("report.session", number=number, title=title))
    yield f'<h2 class="page">{name}{_tags(story, speech)}</h2>'
    player = story.player or "–"
    day = speech.day(story.scenario.day)
    yield p(t("report.session_note", day=day, seed=story.seed, player=player), "note")
    yield f"<h3>{escape(t('report.figures'))}</h3>{_figures(data['columns'], speech)}"
    yield _chart(story, speech)
    yield f"<h3>{escape(t('report.maps'))}</h3>{_maps(story, number, speech)}"
    yield f"<h3>{escape(t('report.incidents'))}</h3>{_incidents(story, data['incidents'], speech)}"
    yield _replies(story, data["replies"], speech)
    yield f"<h3>{escape(t('report.orders'))}</h3>{orders_table(story, data, speech)}"
    yield f"<h3>{escape(t('report.ledger'))}</h3>{_ledger(data['ledger'], speech)}"
    yield explained_section(story, speech)
    yield _findings(story, speech)
    yield _moments(story, data, speech)
    yield decisions_section(story, speech)


def _tags(story: Story, speech: Language) -> str:
    """What must be known of this session before its figures are read."""
    mark = mark_of(story)
    said = [(form_words(mark, speech), ""), (broken_words(mark, speech), " warn")]
    if story.verified is False:
        said.append((speech.t("report.tag.not_verified"), " warn"))
    elif story.verified is None:
        said.append((speech.t("report.tag.older"), " warn"))
    return "".join(f'<span class="tag{kind}">{escape(text)}</span>' for text, kind in said if text)


def _columns(data: Mapping[str, Any]) -> list[str]:
    """Columns that exist, in reading order; the hand-made plan only where it differs."""
    wanted = ["naive", "hand", "plan", "day", "reference"]
    if data.get("hand") == data.get("plan"):
        wanted.remove("hand")
    return [name for name in wanted if data.get(name) is not None]


def _figures(columns: Mapping[str, Any], speech: Language) -> str:
    names = _columns(columns)
    rows = [
        [speech.t(f"report.kpi.{key}"), *(shown(key, columns[name], speech) for name in names)]
        for key in KPI_ROWS
    ]
    head = ["", *(speech.t(f"report.column.{name}") for name in names)]
    return table(head, rows, right=range(1, len(names) + 1), own=_own(names))


def _own(names: Sequence[str]) -> list[int]:
    return [i for i, name in enumerate(names, start=1) if name in ("plan", "day")]


def _chart(story: Story, speech: Language) -> str:
    sides = {
        "naive": story.naive.kpi, "plan": story.planned.kpi if story.planned else None,
        "day": story.day.kpi if story.day else None,
        "reference": story.reference.kpi if story.reference else None,
    }  # fmt: skip
    marks = [svg.Mark(label="", euro=c / 100, kg=g / 1000, kind="front") for c, g in story.front]
    marks += [
        svg.Mark(label=speech.t(f"report.column.{name}"), euro=kpi.cost_cent / 100, kg=kpi.co2e_g / 1000)
        for name, kpi in sides.items()
        if kpi
    ]
    euros, kilos = [m.euro for m in marks], [m.kg for m in marks]
    return svg.scatter(
        marks=marks, x_title=speech.t("report.chart.cost"), y_title=speech.t("report.chart.co2e"),
        say_x=[speech.euro(round(v * 100), 0) for v in (min(euros), max(euros))],
        say_y=[speech.kg_co2e(round(v * 1000)) for v in (min(kilos), max(kilos))],
    )  # fmt: skip


def _maps(story: Story, number: int, speech: Language) -> str:
    world = story.scenario.system
    frame = svg.frame_of(svg.world_points(world))
    ground = f"ground{number}"
    sides: list[tuple[str, tuple[TripEvaluation, ...]]] = [("naive", story.naive.trips)]
    if story.planned:
        sides.append(("plan", story.planned.trips))
    if story.day:
        sides.append(("day", story.day.trips))
    if story.reference:
        sides.append(("reference", story.reference.trips))
    figures = []
    for name, trips in sides:
        title = speech.t(f"report.column.{name}")
        drawn = svg.trips_map(world=world, trips=trips, frame=frame, ground_name=ground, title=title)
        figures.append(f"<figure><figcaption>{escape(title)}</figcaption>{drawn}</figure>")
    names = [speech.fleet(world.vehicles[v].name) for v in sorted(world.vehicles)]
    legend = "".join(_legend(i, name) for i, name in enumerate(names))
    made = svg.ground(frame, load_map(), ground, world.sites.zones.values())
    defs = f'<svg width="0" height="0" style="position:absolute">{made}</svg>'
    return f'{defs}<div class="maps">{"".join(figures)}</div><ul class="legend">{legend}</ul>'


def _legend(i: int, name: str) -> str:
    colour = svg.TRIP_COLOURS[i % len(svg.TRIP_COLOURS)]
    return f'<li><span class="dot" style="background:{colour}">{i + 1}</span>{escape(name)}</li>'


def _incidents(story: Story, incidents: Sequence[Mapping[str, Any]], speech: Language) -> str:
    met = [i for i in incidents if i["vehicles"] or i["seen"]]
    if not met:
        return p(speech.t("report.no_incidents"))
    vehicles = story.scenario.system.vehicles
    head = [speech.t(f"report.incident.{k}") for k in ("what", "vehicles")]
    rows = [
        [incident_text(story, i, speech), ", ".join(speech.fleet(vehicles[v].name) for v in i["vehicles"])]
        for i in met
    ]
    return table(head, rows)


def _replies(story: Story, replies: Sequence[Mapping[str, Any]], speech: Language) -> str:
    if not replies:
        return ""

    def say(r: Mapping[str, Any], part: str) -> str:
        return story.scenario.text(speech.code, f"message.{r['message']}.{part}")

    rows = [
        [
            f"{speech.clock(r['at_s'])} {say(r, 'subject')}",
            say(r, f"option.{r['option']}"),
            speech.t(
                "report.reply.default" if r["default"] else "report.reply.own",
                clock=speech.clock(r["replied_s"]),
            ),
        ]
        for r in replies
    ]
    return table([speech.t(f"report.reply.{k}") for k in ("message", "answer", "when")], rows)


def _ledger(ledger: Sequence[Mapping[str, Any]], speech: Language) -> str:
    names = [n for n in ("naive", "plan", "day", "reference") if ledger and n in ledger[0]]
    rows = [[speech.t(f"report.cost.{row['part']}"), *(speech.euro(row[n]) for n in names)] for row in ledger]
    total = [speech.t("report.cost.total"), *(speech.euro(sum(row[n] for row in ledger)) for n in names)]
    head = ["", *(speech.t(f"report.column.{name}") for name in names)]
    return table(head, [*rows, total], right=range(1, len(names) + 1), own=_own(names))


def _findings(story: Story, speech: Language) -> str:
    """Broken rules of the day, or of the plan while there is no day."""
    source = story.day.findings if story.day else story.planned.findings if story.planned else ()
    hard = [f for f in source if f.severity is Severity.HARD]
    said = "".join(f"<li>{_finding(f, speech)}</li>" for f in hard)
    title = escape(speech.t("report.findings"))
    return f"<h3>{title}</h3>" + (f"<ul>{said}</ul>" if said else p(speech.t("report.no_findings")))


def _finding(finding: Finding, speech: Language) -> str:
    """The sentence, and below it the one that teaches the rule's word, where there is one."""
    text = escape(speech.t(f"finding.{finding.rule}", **dict(finding.values)))
    keys = [k for k in (f"access.{finding.rule}.why", f"law.{finding.rule}.why") if speech.has(k)]
    return text + "".join(f'<span class="source">{escape(speech.t(key))}</span>' for key in keys)


def _moments(story: Story, data: Mapping[str, Any], speech: Language) -> str:
    """Decision moments with what was knowable, and how advice was dealt with."""
    if not data["moments"]:
        return ""

    def option(moment: Mapping[str, Any], name: str) -> str:
        return story.scenario.text(speech.code, f"moment.{moment['id']}.option.{name}") if name else "–"

    rows = [
        [
            story.scenario.text(speech.code, f"moment.{m['id']}.title"),
            f"{option(m, m['own'])} ({speech.percent(m['confidence'] / 100)})",
            option(m, m["advice"]), option(m, m["final"]),
            option(m, m["best"]) if m["scored"] else speech.t("report.moment.even"),
        ]
        for m in data["moments"]
    ]  # fmt: skip
    head = [speech.t(f"report.moment.{k}") for k in ("title", "own", "advice", "final", "best")]
    trust = p(speech.t(f"report.trust.{data['trust']}"))
    return f"<h3>{escape(speech.t('report.moments'))}</h3>{table(head, rows)}{trust}"
