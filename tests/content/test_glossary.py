"""The glossary: complete in both languages, with sources, and every term of the interface in it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from game.content.facts import FACTS_FILE
from game.content.glossary import FILE, LANGS, LONGEST, glossary_faults, listed, words
from game.content.language import language

ROOT = Path(__file__).parent.parent.parent


def raw() -> dict[str, dict[str, object]]:
    """The file as authors write it."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def sources() -> dict[str, str]:
    """The sources of the facts."""
    found: dict[str, str] = tomllib.loads(FACTS_FILE.read_text(encoding="utf-8"))["sources"]
    return found


def test_shipped_glossary_has_no_faults() -> None:
    """Every word has both names, both explanations in at most two short sentences, and known sources."""
    assert list(glossary_faults(raw(), sources())) == []
    assert len(words()) >= 50
    for word in words().values():
        for lang in LANGS:
            assert 0 < len(word.means[lang]) <= LONGEST
            assert 1 <= word.means[lang].count(". ") + 1 <= 2, word.id


def test_law_and_emissions_have_their_source() -> None:
    """A term of law or of CO2 says where it is written."""
    terms = (
        "co2e", "well-to-wheel", "tank-to-wheel", "hvo", "rijtijd", "pauze", "dagelijkse-rust", "weekrust",
        "werktijd", "nachtwerk", "zero-emissiezone", "venstertijd", "heffing", "adr", "lzv", "piek",
    )  # fmt: skip
    assert [t for t in terms if not words()[t].source] == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_term_of_the_interface_is_explained(lang: str) -> None:
    """A key or rule that points to a word finds it, in both languages; and every rule has a word."""
    from game.ui.glossary_term import RULES, STARTS, WORD_OF

    asked = {*WORD_OF.values(), *RULES.values(), *STARTS.values()}
    assert [a for a in asked if a not in words() or not words()[a].names[lang]] == []
    speech = language(lang)
    assert [k for k in WORD_OF if not speech.has(k)] == [], "a word for what the interface does not say"


def test_every_rule_that_has_a_sentence_has_a_word() -> None:
    """No finding is without a word to ask about."""
    from babel.messages.pofile import read_po

    from game.content.language import LOCALE_FOLDER
    from game.ui.glossary_term import RULES

    with (LOCALE_FOLDER / "nl" / "LC_MESSAGES" / "ritregie.po").open("rb") as file:
        keys = [str(m.id) for m in read_po(file) if m.id]
    rules = {k.split(".")[1] for k in keys if k.startswith("finding.") and k.count(".") == 1}
    assert rules - set(RULES) == set()


def test_search_takes_accents_and_other_names() -> None:
    """Somebody who types without accents, in English, or another name finds the word; names come in order."""
    assert [w.id for w in listed("nl", "naïef")] == [w.id for w in listed("en", "NAIEF")] == ["naief-plan"]
    assert "rolcontainer" in [w.id for w in listed("nl", "ladingdrager")]
    assert listed("nl", "rit")[0].id == "rit", "names that begin with it come first"
    names = [w.names["en"].casefold().replace("₂", "2") for w in listed("en")]
    assert names == sorted(names)


def test_faults_are_told() -> None:
    """A word that is cut, too long, or without its source is named with what is wrong."""
    bad = {
        "a": {"nl": "a", "en": "a", "nl_means": "x" * (LONGEST + 1), "en_means": "x"},
        "b": {"nl": "b", "nl_means": "x", "en_means": "x", "source": "wet", "colour": "blue"},
        "c": {"nl": "c", "en": "c", "nl_means": "x", "en_means": "x", "source": "wet", "fact": "S999"},
        "d": "d",
    }
    assert list(glossary_faults(bad, sources())) == [
        f"a: nl_means is longer than {LONGEST} characters", "b: en is missing", "b: colour is unknown",
        "b: source and fact go together", "c: S999 is no source of the facts", "d: no table",
    ]  # fmt: skip
