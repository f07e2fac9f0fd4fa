"""Reports as PDF, and the pages that both forms come from."""

from __future__ import annotations

import builtins
import re
from pathlib import Path

import pytest

from game.content.language import language
from game.domain.errors import Unreadable
from game.report.page import h2, p, standalone
from game.report.pdf import write_pdf
from game.report.pdf_tree import tree
from tests.assess.stories import PLANNING, rough_lesson, story
from tests.report.test_html import page

FOOT = "Geen toets."


def bare(body: str) -> str:
    """A page with this body."""
    return standalone("Proef", body, language("nl"))


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """No ReportLab: a sentence with the cure, and no half file."""
    real = builtins.__import__

    def absent(name, *rest, **kw):
        if name.partition(".")[0] == "reportlab":
            raise ImportError(name)
        return real(name, *rest, **kw)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(Unreadable) as refused:
        write_pdf(tmp_path / "x.pdf", bare(p("x")), FOOT, "nl")
    assert refused.value.key == "report.no_pdf"
    assert "ritregie[pdf]" in language("nl").t("error.report.no_pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_the_tree_has_all_text_and_shapes():
    """What is drawn elsewhere is what the page says: no element is lost and none ends in another."""
    made = page(story(*PLANNING, "commit m2 b 60", "final m2 b", of=rough_lesson()))
    root = tree(made)
    opened = re.findall(r"<([a-z]\w*)", made.partition("<body>")[2])
    body = root.find("body")
    assert body is not None
    assert sorted(opened) == sorted(node.tag for node in body.every() if node is not body)
    words = re.sub(r"\s+", "", re.sub(r"<title>.*?</title>|<[^>]+>", "", made.partition("<body>")[2]))
    assert len(re.sub(r"\s+", "", body.text)) <= len(words)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_report_becomes_pages_of_a4(tmp_path: Path, lang: str):
    """The whole report of a day with decisions is painted, and twice the same bytes."""
    pytest.importorskip("reportlab", reason="the extra `pdf` is not installed")
    made = page(story(*PLANNING, "commit m2 b 60", "final m2 b", of=rough_lesson()), lang=lang)
    files = [tmp_path / name for name in ("one.pdf", "two.pdf")]
    for file in files:
        write_pdf(file, made, FOOT, lang)
    first, again = (file.read_bytes() for file in files)
    assert first == again
    assert first.startswith(b"%PDF-")
    assert b"/MediaBox [ 0 0 595" in first
    assert first.count(b"/Type /Page\n") >= 3
    assert b"FontFile2" in first, "the game's own face goes along"


def test_columns_fill_the_width_and_cut_no_word():
    """Tables are as wide as the page, whatever is in them, and a column holds its longest word."""
    pytest.importorskip("reportlab", reason="the extra `pdf` is not installed")
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from game.report.pdf import _fonts
    from game.report.pdf_flow import widths
    from game.report.tables import table

    _fonts()
    for cells in (["a", "b"], ["woord " * 60, "kort"], ["onbreekbaarlangwoord", "x " * 80, "1.234"]):
        rows = [row.nodes for row in tree(table(cells, [cells])).every() if row.tag == "tr"]
        made = widths(rows, 500.0)
        assert sum(made) == pytest.approx(500.0)
        for cell, wide in zip(cells, made, strict=True):
            assert wide >= max(stringWidth(word, "Inter", 8) for word in cell.split())


def test_long_words_of_a_player_go_on_on_the_next_page(tmp_path: Path):
    """Neither a cell nor a quotation of many pages, nor a word without end, stops the file."""
    pytest.importorskip("reportlab", reason="the extra `pdf` is not installed")
    from game.report.tables import table

    long = "Dit is wat ik ervan vond. " * 350
    body = table(["a", "b"], [["kort", long], ["x" * 3000, "y"]]) + f"<blockquote>{long}</blockquote>"
    write_pdf(tmp_path / "long.pdf", bare(body + p("z" * 3000)), FOOT, "nl")
    assert (tmp_path / "long.pdf").read_bytes().count(b"/Type /Page\n") >= 4


def test_a_new_part_begins_a_page(tmp_path: Path):
    """What must begin on a new sheet does, and one heading alone makes one."""
    pytest.importorskip("reportlab", reason="the extra `pdf` is not installed")
    write_pdf(tmp_path / "a.pdf", bare(p("een") + h2("Twee", "page") + p("drie")), FOOT, "nl")
    write_pdf(tmp_path / "b.pdf", bare(p("een") + h2("Twee") + p("drie")), FOOT, "nl")
    assert (tmp_path / "a.pdf").read_bytes().count(b"/Type /Page\n") == 2
    assert (tmp_path / "b.pdf").read_bytes().count(b"/Type /Page\n") == 1
