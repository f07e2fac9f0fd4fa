"""Lines of the ledger in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.content.language import LANGUAGES, language
from game.domain.ledger import KEEP, OWN, LedgerLine, LedgerOption
from game.lookback.otherwise import first_of_replan
from game.ui.ledger_rows import LUCK, VERDICTS, about, decisions, ledger_rows, option_words, replan_acts
from tests.lookback.days import day

STORY = day().story()


def line(**changes: object) -> LedgerLine:
    """A decision of the scenario's first message."""
    message = next(m for m in STORY.scenario.messages if m.options)
    first, second = (o.id for o in message.options[:2])
    made = LedgerLine(
        kind="message", id=message.id, seq=50, at_s=36_000, chosen=first, best=second, against=second,
        options=(LedgerOption(id=first, expected_cent=10_500, realised_cent=9_000),
                 LedgerOption(id=second, expected_cent=8_000, realised_cent=8_500)),
        stake_cent=2_600, error_cent=100, verdict="missed", repair_cent=8_000, days=40,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def row_of(one: LedgerLine, code: str = "nl"):  # type: ignore[no-untyped-def]
    """Its row."""
    return ledger_rows(replace(STORY, ledger=(one,)), language(code))[0]


def test_amounts_are_against_the_best_other_option() -> None:
    """Expected and realised are differences; what lies between them is luck, as the line itself says."""
    row = row_of(line())
    assert (row.expected_cent, row.realised_cent) == (2_500, 500)
    assert row.realised_cent - row.expected_cent == row.line.luck_cent


def test_a_small_miss_is_no_missed_chance() -> None:
    """Less than half of the stake, or hardly any money: there was something better, no more than that."""
    assert row_of(line()).verdict == "missed"
    assert row_of(line(stake_cent=9_000)).verdict == "small"
    cheap = (LedgerOption(id=line().chosen, expected_cent=8_900, realised_cent=0), line().options[1])
    assert row_of(line(options=cheap, stake_cent=900)).verdict == "small"
    assert row_of(line(verdict="even")).verdict == "even"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_is_there(code: str) -> None:
    """Verdicts, luck and stories have words in both languages, and options those of the author."""
    lang = language(code)
    for verdict in VERDICTS:
        assert lang.has(f"ledger.verdict.{verdict}")
        assert lang.has(f"ledger.story.{verdict}")
    for luck in LUCK:
        assert lang.has(f"ledger.luck.{luck}")
        assert lang.has(f"ledger.story.luck_{luck}")
    row = row_of(line(), code)
    assert row.title
    assert "." not in row.title.split()[0]
    assert about(STORY.scenario, row.line, lang).startswith(row.note)
    assert option_words(STORY.scenario, line(kind="replan"), KEEP, lang) == lang.t("ledger.option.keep")
    late = row_of(line(by_default=True), code).title
    assert late != row.title


def test_a_replan_tells_its_last_act() -> None:
    """The acts between two moves of the clock belong together; the table names the last one."""
    story = day("random").story()
    acts = [e for e in story.events if e.kind == "command" and e.data["ok"]]
    moved = next(e for e in reversed(acts) if str(e.data["do"]).startswith("place "))
    options = tuple(LedgerOption(id=n, expected_cent=i, realised_cent=i) for i, n in enumerate((OWN, KEEP)))
    one = line(kind="replan", id="replan/1", seq=moved.seq, chosen=OWN, options=options, best=OWN,
               against=KEEP, verdict="good")  # fmt: skip
    assert replan_acts(story.events, one)
    assert first_of_replan(story.events, moved.seq) <= moved.seq
    order = str(moved.data["do"]).split(" ")[1]
    row = ledger_rows(replace(story, ledger=(one,)), language("nl"))[0]
    assert story.scenario.system.orders[order].customer in row.title


def test_choices_are_counted_from_the_log() -> None:
    """How far the work is can be told before a line is there: answers, final choices, passed deadlines."""
    done = [str(e.data["do"]) for e in STORY.events if e.kind == "command" and e.data["ok"]]
    passed = sum(e.data.get("what") == "default" for e in STORY.events if e.kind == "day")
    assert decisions(STORY.events) == sum(d.startswith(("reply ", "final ")) for d in done) + passed
