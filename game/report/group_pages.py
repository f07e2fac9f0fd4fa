"""The report of a class or a community: how it lies, where it was divided, what to play and talk about.

Nothing of one player is in it: no pseudonym, no time, no row, no remark. `game.assess.group` says how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from game.assess.group import HEAP, LEAST
from game.assess.group.choices import Reliance, Split
from game.assess.group.rise import Rise
from game.assess.group.spread import Spread
from game.assess.group.whole import Group, Row
from game.assess.settings import settings
from game.content.language import Language
from game.domain.scenario import Scenario
from game.report.group_svg import bar, change, dots, levels
from game.report.page import h2, h3, p, standalone
from game.report.tables import Markup, table

Scenarios = Mapping[str, Scenario]
SPLITS = 6
"""So many divided decisions are shown."""
TALK = 3
WIDE = 1.5
"""A middle half this wide, in standard deviations, is something to talk about."""


def group_report(group: Group, scenarios: Scenarios, titles: Mapping[str, str], speech: Language) -> str:
    """The whole page. `titles` of days that may be played next."""
    body = "".join(_body(group, scenarios, titles, speech))
    return standalone(speech.t("group.title"), body, speech, "group.foot")


def _body(group: Group, scenarios: Scenarios, titles: Mapping[str, str], speech: Language) -> Iterator[str]:
    t = speech.t
    yield p("Ritregie", "eyebrow")
    yield f"<h1>{escape(t('group.title'))}</h1>"
    yield p(t("group.count", n=group.members, sessions=group.sessions), "lead")
    yield f'<p class="seal"><strong>{escape(t("report.seal"))}</strong> {escape(t("group.seal"))}</p>'
    yield h2(t("report.brief"), "first")
    yield f'<div class="cards">{"".join(_cards(group, scenarios, titles, speech))}</div>'
    yield _spreads(group.spreads, speech)
    yield _splits(group.splits, scenarios, speech)
    yield _reliance(group.reliance, speech)
    yield _rises(group.rises, speech)
    yield _rows(group, scenarios, speech)
    yield h2(t("group.privacy.title"))
    for part in ("rule", "heaps", "differences", "leave"):
        yield p(t(f"group.privacy.{part}", least=LEAST, heap=HEAP))
    yield p(t("report.about.model"))


# -- in short ------------------------------------------------------------------------------------------
def _cards(group: Group, scenarios: Scenarios, titles: Mapping[str, str], speech: Language) -> Iterator[str]:
    t = speech.t
    known = {name: s for name, s in group.spreads.items() if s is not None}
    best = sorted(known, key=lambda name: (-known[name].low, -known[name].middle, name))
    least = sorted(known, key=lambda name: (known[name].high, known[name].middle, name))
    for key, names in (("best", best[:2]), ("least", [n for n in least if n not in best[:2]][:2])):
        said = [_middle(name, known[name], speech) for name in names]
        yield _card(t(f"group.card.{key}"), _items(said) if said else p(t("group.part_small", least=LEAST)))
    yield _card(t("group.card.talk"), _items(talk(group, scenarios, speech), "ol"), "do")
    plays = [
        t("group.next", title=titles.get(a.scenario, a.scenario), competency=t(f"competency.{a.competency}"))
        for a in group.next
    ]
    yield _card(t("group.card.next"), _items(plays) if plays else p(t("group.next_none")))


def _card(title: str, inside: str, kind: str = "") -> str:
    return f'<section class="card {kind}">{h3(title)}{inside}</section>'


def _items(said: list[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{escape(each)}</li>' for each in said)}</{tag}>"


def _middle(name: str, spread: Spread, speech: Language) -> str:
    low, high = (_level(v, speech) for v in (spread.low, spread.high))
    key = "group.middle_same" if low == high else "group.middle"
    return speech.t(key, competency=speech.t(f"competency.{name}"), low=low, high=high)


def _level(value: float, speech: Language) -> str:
    return speech.t(f"level.{1 + sum(value >= cut for cut in settings().cuts)}")


def talk(group: Group, scenarios: Scenarios, speech: Language) -> list[str]:
    """Three questions: on what the group is divided, how it leans, and what is open to everybody."""
    said = [_ask(split, scenarios[split.scenario], speech) for split in group.splits[:2]]
    if group.reliance.leans in ("over", "under"):
        said.insert(1, speech.t(f"group.talk.{group.reliance.leans}"))
    wide = [name for name, s in group.spreads.items() if s and s.high - s.low >= WIDE]
    said += [speech.t("group.talk.wide", competency=speech.t(f"competency.{name}")) for name in wide[:1]]
    said += [speech.t(f"group.talk.open.{k}") for k in (1, 2, 3)]
    return said[:TALK]


def _ask(split: Split, scenario: Scenario, speech: Language) -> str:
    one, other = (_option(split, option, scenario, speech) for option, _ in split.shares[:2])
    return speech.t("group.talk.split", title=_title(split, scenario, speech), one=one, other=other)


# -- how the group lies --------------------------------------------------------------------------------
def _spreads(found: Mapping[str, Spread | None], speech: Language) -> str:
    t = speech.t
    drawn = "".join(_spread(name, each, speech) for name, each in found.items())
    words = levels(settings().cuts, [t(f"level.{k}") for k in range(1, 5)])
    return f"{h2(t('group.spread.title'))}{p(t('group.spread.how'), 'note')}{words}{drawn}"


def _spread(name: str, spread: Spread | None, speech: Language) -> str:
    title = speech.t(f"competency.{name}")
    if spread is None:
        inside = p(speech.t("group.part_small", least=LEAST), "small")
    else:
        said = f"{speech.t('group.spread.n', n=spread.n)} {_middle(name, spread, speech)}"
        inside = dots(spread, settings().cuts, title) + p(said, "small")
    return f'<section class="competency keep">{h3(title)}{inside}</section>'


def _splits(found: tuple[Split, ...], scenarios: Scenarios, speech: Language) -> str:
    t = speech.t
    head = h2(t("group.split.title")) + p(t("group.split.how", heap=HEAP), "note")
    if not found:
        return head + p(t("group.split.none", least=LEAST))
    return head + "".join(_split(each, scenarios[each.scenario], speech) for each in found[:SPLITS])


def _split(split: Split, scenario: Scenario, speech: Language) -> str:
    marks = {split.best: "group.split.best", split.advice: "group.split.advice"}
    rows = []
    for at, (option, share) in enumerate(split.shares):
        keys = [key for name, key in marks.items() if name and name == option]
        if split.best == split.advice == option:
            keys = ["group.split.best", "group.split.advice"]
        percent = speech.percent(share)
        note = ", ".join(speech.t(key) for key in keys)
        name = _option(split, option, scenario, speech)
        rows.append([name, Markup(bar(share, at, percent)), percent, note])
    where = scenario.text(speech.code, "title")
    head = ["", "", speech.t("group.split.share"), ""]
    return (
        f'<div class="keep"><h3>{escape(_title(split, scenario, speech))}</h3>{p(where, "small")}'
        f"{table(head, rows, right=(2,))}</div>"
    )


def _title(split: Split, scenario: Scenario, speech: Language) -> str:
    end = "title" if split.kind == "moment" else "subject"
    return scenario.text(speech.code, f"{split.kind}.{split.id}.{end}")


def _option(split: Split, option: str, scenario: Scenario, speech: Language) -> str:
    return scenario.text(speech.code, f"{split.kind}.{split.id}.option.{option}").rstrip(".")


def _reliance(found: Reliance, speech: Language) -> str:
    t = speech.t
    said = [t("group.trust.how")]
    shares: list[tuple[str, float | None]] = [
        ("took_right", found.took_right), ("kept_own", found.kept_own)
    ]  # fmt: skip
    for key, share in shares:
        small = t("group.trust.small", least=LEAST)
        said.append(small if share is None else t(f"group.trust.{key}", share=speech.percent(share)))
    said.append(t(f"group.trust.{found.leans}"))
    if found.sure is not None and found.right is not None:
        sure, right = speech.percent(found.sure), speech.percent(found.right)
        said.append(t("group.trust.sure", sure=sure, right=right))
    once = list(dict.fromkeys(said))
    return h2(t("group.trust.title")) + "".join(map(p, once))


# -- growth and days -----------------------------------------------------------------------------------
def _rises(found: Mapping[str, Rise | None], speech: Language) -> str:
    t = speech.t
    known = {name: each for name, each in found.items() if each is not None}
    head = h2(t("group.rise.title")) + p(t("group.rise.how"), "note")
    if not known:
        return head + p(t("group.rise.small", least=LEAST))
    rows = [
        [t(f"competency.{name}"), Markup(change(each, t(f"competency.{name}"))), speech.signed(each.mean, 1),
         t("report.form.between", low=speech.signed(each.low, 1), high=speech.signed(each.high, 1)),
         t(f"report.form.says.{each.says}")]
        for name, each in known.items()
    ]  # fmt: skip
    columns = [t(f"report.form.col.{k}") for k in ("competency", "change", "interval", "says")]
    columns.insert(1, "")
    return f'<div class="keep">{head}{table(columns, rows, right=(2,))}</div>'


def _rows(group: Group, scenarios: Scenarios, speech: Language) -> str:
    t = speech.t
    head = h2(t("group.days.title"))
    few = p(t("group.days.few", n=group.few, least=LEAST), "note") if group.few else ""
    if not group.rows:
        return head + few
    rows = [
        [scenarios[row.scenario].text(speech.code, "title"), str(row.n), *_figures(row, speech)]
        for row in group.rows
    ]
    columns = [t(f"group.days.{k}") for k in ("day", "players", "cost", "co2e", "on_time")]
    return f"{head}{p(t('group.days.how'), 'note')}{table(columns, rows, right=(1, 2, 3, 4))}{few}"


def _figures(row: Row, speech: Language) -> list[str]:
    return [_against(row.cost, speech), _against(row.co2e, speech), speech.percent(row.on_time)]


def _against(ratio: float | None, speech: Language) -> str:
    """A ratio to the reference as `+12 %`."""
    return "–" if ratio is None else speech.t("group.days.percent", n=speech.signed((ratio - 1) * 100))
