"""What people read: needs in words, figures in the language's own form."""

from __future__ import annotations

import pytest

from game.content.language import language
from game.rules import findings


@pytest.mark.parametrize(
    ("code", "ids", "words"),
    [
        ("nl", "tail_lift", "laadklep"),
        ("nl", "adr, cooling, piek", "ADR, koeling, PIEK"),
        ("en", "adr, tail_lift", "ADR, tail lift"),
        ("nl", "kraan", "kraan"),
        ("en", "", ""),
    ],
)
def test_needs_are_said_in_words(code: str, ids: str, words: str) -> None:
    """No sentence shows an id of the format, but a need that an author invented."""
    assert language(code).needs(ids) == words
    assert language(code).t("finding.needs_missing", needs=ids).count(words) >= 1


@pytest.mark.parametrize("code", ["nl", "en"])
def test_a_finding_of_missing_needs_has_no_id_in_it(code: str) -> None:
    """From the rule to the sentence, by the way that every screen and report takes."""
    found = findings.needs_missing(
        order="O1", vehicle="V1", customer="Winkel", name="Wagen", needs={"tail_lift", "adr"}, skills=()
    )
    assert found is not None
    text = language(code).t(f"finding.{found.rule}", **dict(found.values))
    assert "tail_lift" not in text
    assert "ADR" in text
