"""The page for works councils and teachers: true to the program, and in plain Dutch."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import fmean

from game.assess.group import LEAST
from game.assess.settings import settings
from game.record.retention import MONTHS, NOTICE_DAYS

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "game" / "assess" / "ONDERNEMINGSRAAD.md").read_text(encoding="utf-8")
DUTCH, ENGLISH = PAGE.split("\n---\n")


def sentences(text: str) -> list[str]:
    """Its sentences, without headings, tables and the marks of lists."""
    lines = [line for line in text.splitlines() if not line.startswith(("#", "|", "---"))]
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]", r"\1", "\n".join(lines))
    items = re.split(r"\n\s*\n|\n(?=- |\d\. )", plain)
    return [
        s for item in items for s in re.split(r"(?<=[.?!])\s+", " ".join(item.split())) if len(s.split()) > 2
    ]


def test_the_dutch_is_plain() -> None:
    """Short sentences: on average at most 12 words, none above 26."""
    counts = [len(s.split()) for s in sentences(DUTCH)]
    assert len(counts) > 60
    assert fmean(counts) <= 12
    assert max(counts) <= 26, max(sentences(DUTCH), key=lambda s: len(s.split()))


def test_its_figures_are_those_of_the_program() -> None:
    """Retention, notice, size of a group and certainty of a level, in both languages."""
    for part, certain in ((DUTCH, "ten minste {} %"), (ENGLISH, "")):
        assert f"{MONTHS} ma" in part or f"{MONTHS} months" in part
        assert f"{NOTICE_DAYS} da" in part
        assert re.search(rf"vanaf {LEAST} deelnemers|from {LEAST} participants", part)
        assert certain.format(round(settings().certainty * 100)) in part


def test_its_chances_are_those_of_the_model_page() -> None:
    """How often a level is given, after 1, 3 and 10 sessions, as `bench profile` found."""
    model = (ROOT / "game" / "assess" / "MODEL.md").read_text(encoding="utf-8")
    given = re.search(r"\| bars that get a level \| ([.\d]+) \| ([.\d]+) \| ([.\d]+) \| ([.\d]+) ", model)
    assert given is not None
    first, third, _, tenth = (f"{round(float(n) * 100)} %" for n in given.groups())
    assert all(share in DUTCH for share in (first, third, tenth))
    assert first in ENGLISH
    assert tenth in ENGLISH


def test_it_says_what_the_profile_is_not_for_and_is_found() -> None:
    """The purpose stands in both languages, and the README leads there."""
    assert "ontwikkelinstrument, geen toets" in DUTCH
    assert "aan te nemen, te beoordelen of te ontslaan" in DUTCH
    assert "not for hiring, judging or dismissing" in " ".join(ENGLISH.split())
    assert "game/assess/ONDERNEMINGSRAAD.md" in (ROOT / "README.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\((\w+\.md)\)", PAGE):
        assert (ROOT / "game" / "assess" / link).exists()
