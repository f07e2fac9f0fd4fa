"""A report as a PDF of A4 pages, from the page that is written as HTML too (the extra `pdf`: ReportLab, BSD).

ReportLab is plain Python: it needs no library of the system on any platform. What folds on a screen is left
out. The same page gives the same bytes.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from game.domain.errors import Unreadable
from game.report.pdf_tree import tree
from game.report.style import TEXT2

FACES = {"Inter": "Inter-Regular.ttf", "Inter-Bold": "Inter-Bold.ttf"}
FOLDER = Path(__file__).parent.parent / "assets" / "fonts" / "paper"
MARGIN, TOP, FOOT = 42.0, 48.0, 52.0
"""In points."""


def write_pdf(path: Path, page: str, foot: str, language: str) -> None:
    """Write it; `page` is a whole page of ours, `foot` stands at the bottom of each sheet.

    Raises Unreadable without ReportLab, OSError when the file cannot be written.
    """
    try:
        from reportlab.lib.pagesizes import A4
        from reportlab.platypus import SimpleDocTemplate
    except ImportError:
        raise Unreadable("report.no_pdf") from None
    _fonts()
    from game.report.pdf_flow import Paper

    root = tree(page)
    title, main = root.find("title"), root.find("main")
    assert title is not None
    assert main is not None
    document = SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=TOP, bottomMargin=FOOT,
        title=title.text, author="Ritregie", lang=language, invariant=1,
    )  # fmt: skip
    blocks = Paper(root, A4[0] - 2 * MARGIN - 12).blocks(main)
    edges = partial(_edges, head=title.text, foot=foot)
    document.build(blocks, onFirstPage=edges, onLaterPages=edges)


def _fonts() -> None:
    """Make the game's own faces known, once."""
    from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    if "Inter" in getRegisteredFontNames():
        return
    for name, file in FACES.items():
        registerFont(TTFont(name, str(FOLDER / file)))
    registerFontFamily("Inter", normal="Inter", bold="Inter-Bold", italic="Inter", boldItalic="Inter-Bold")


def _edges(canvas: Any, document: Any, *, head: str, foot: str) -> None:
    """What stands above and below each sheet."""
    wide, high = document.pagesize
    canvas.saveState()
    canvas.setFont("Inter", 7.5)
    canvas.setFillColor(TEXT2)
    canvas.drawString(MARGIN + 6, high - 30, head)
    canvas.drawString(MARGIN + 6, 28, foot)
    canvas.drawRightString(wide - MARGIN - 6, 28, str(document.page))
    canvas.restoreState()
