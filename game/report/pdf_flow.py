"""The tree of a page as ReportLab's building blocks, from top to bottom. Details that fold stay out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import zip_longest
from math import sqrt
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from game.report.pdf_svg import BOLD, FONT, drawing
from game.report.pdf_tree import Node
from game.report.style import LINE, PALE, SOFT, TEXT, TEXT2

Blocks = list[Any]
_RULE = HexColor("#E2E5EA")
_CAPTION = 124.0
"""Room that a part needs below its heading, in points; less: it goes to the next page."""


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    look = {"fontName": FONT, "textColor": HexColor(TEXT), "spaceAfter": 4, "leading": size * 1.38, **more}
    return ParagraphStyle(name, fontSize=size, **look)


_GREY = {"textColor": HexColor(TEXT2)}
_STRONG = {"fontName": BOLD}
_TITLE = {"fontName": BOLD, "keepWithNext": 1}
STYLES = {
    "p": _style("p", 9.5), "lead": _style("lead", 10.5, **_GREY), "note": _style("note", 8.3, **_GREY),
    "small": _style("small", 8.3, **_GREY), "cell": _style("cell", 8, spaceAfter=0),
    "right": _style("right", 8, spaceAfter=0, alignment=TA_RIGHT),
    "head": _style("head", 8, spaceAfter=0, **_STRONG, **_GREY),
    "headright": _style("headright", 8, spaceAfter=0, alignment=TA_RIGHT, **_STRONG, **_GREY),
    "eyebrow": _style("eyebrow", 9.5, textColor=HexColor("#2E4BE0"), spaceAfter=0, **_STRONG),
    "h1": _style("h1", 21, spaceAfter=2, **_TITLE), "h2": _style("h2", 14, spaceBefore=12, **_TITLE),
    "h3": _style("h3", 10.5, spaceBefore=7, **_TITLE), "h4": _style("h4", 9.5, **_TITLE),
    "figcaption": _style("figcaption", 8.5, spaceAfter=2, **_TITLE),
    "li": _style("li", 9, leftIndent=12, bulletIndent=1, spaceAfter=3),
    "quote": _style("quote", 9.5, leftIndent=10, spaceAfter=8), "seal": _style("seal", 9.5, spaceAfter=0),
}  # fmt: skip


class Picture(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A drawing that may be kept with what follows it."""

    def __init__(self, drawn: Any) -> None:
        super().__init__()
        self.drawn, self.width, self.height = drawn, drawn.width, drawn.height

    def draw(self) -> None:
        """As ReportLab asks."""
        renderPDF.draw(self.drawn, self.canv, 0, 0)


class Paper:
    """Turns a page into blocks of this width, in points."""

    def __init__(self, root: Node, width: float) -> None:
        self.width = width
        self.named = {node.attrs["id"]: node for node in root.every() if "id" in node.attrs}
        self._make: Mapping[str, Callable[[Node, float], Iterable[Any]]] = {
            "ul": self._list, "ol": self._list, "div": self._div, "section": self._section,
            "table": self._table, "svg": self._svg, "figure": self._figure, "blockquote": self._quote,
            "h2": self._h2, "details": lambda _node, _width: (),
        }  # fmt: skip

    def blocks(self, node: Node, width: float = 0) -> Blocks:
        """Everything inside an element."""
        made: Blocks = []
        for child in node.nodes:
            make = self._make.get(child.tag, self._paragraph)
            made += make(child, width or self.width)
        return made

    # -- text --------------------------------------------------------------------------------------
    def _paragraph(self, node: Node, width: float) -> Iterator[Any]:
        if "seal" in node.classes:
            inside = [[Paragraph(self._inline(node), STYLES["seal"])]]
            rules = TableStyle([*_boxed((0, 0), SOFT, SOFT), *_PADDING])
            yield Table(inside, colWidths=[width], style=rules, spaceAfter=6, spaceBefore=4)
            return
        style = next((STYLES[name] for name in (*node.classes, node.tag) if name in STYLES), STYLES["p"])
        yield Paragraph(self._inline(node), style)

    def _h2(self, node: Node, _width: float) -> Iterator[Any]:
        yield PageBreak() if "page" in node.classes else CondPageBreak(_CAPTION)
        yield Paragraph(self._inline(node), STYLES["h2"])

    def _inline(self, node: Node) -> str:
        return "".join(escape(c, quote=False) if isinstance(c, str) else self._span(c) for c in node.children)

    def _span(self, node: Node) -> str:
        inside = self._inline(node)
        if node.tag == "a":
            target = node.attrs.get("href", "").removeprefix("#")
            return f'<a href="#{target}" color="#2E4BE0">{inside}</a>' if target in self.named else inside
        if node.tag == "strong":
            return f"<b>{inside}</b>"
        if node.classes & {"eg", "source"}:
            return f'<br/><font size="7.8" color="{TEXT2}">{inside}</font>'
        if "tag" in node.classes:
            return (
                f' <font size="8" color="{"#B93207" if "warn" in node.classes else TEXT2}">[{inside}]</font>'
            )
        if "dot" in node.classes:
            colour = node.attrs.get("style", "").rpartition(":")[2] or TEXT
            return f'<font color="{colour}"><b>{inside}</b></font> '
        return inside

    def _list(self, node: Node, _width: float) -> Iterator[Any]:
        if "legend" in node.classes:
            yield Paragraph(" &nbsp; ".join(self._inline(item) for item in node.nodes), STYLES["small"])
            return
        for number, item in enumerate(node.nodes, start=1):
            mark = f"{number}." if node.tag == "ol" else "•"
            yield Paragraph(self._inline(item), STYLES["li"], bulletText=mark)

    def _quote(self, node: Node, _width: float) -> Iterator[Any]:
        yield Paragraph(self._inline(node).replace("\n", "<br/>"), STYLES["quote"])

    # -- boxes -------------------------------------------------------------------------------------
    def _div(self, node: Node, width: float) -> Iterator[Any]:
        if "screen" in node.classes:
            return
        if "cards" in node.classes:
            yield self._cards(node.nodes, width)
        elif node.classes & {"maps", "courses"}:
            yield self._pairs([self.blocks(each, width / 2 - 8) for each in _each(node)], width, 4)
        elif "keep" in node.classes:
            yield KeepTogether(self.blocks(node, width))
        else:
            yield from self.blocks(node, width)

    def _section(self, node: Node, width: float) -> Iterator[Any]:
        if "keep" in node.classes:
            yield KeepTogether(self.blocks(node, width))
        else:
            for child in node.nodes:
                head = "keep" in child.classes
                inside = self.blocks(child if head else Node(tag="div", children=[child]), width)
                for block in inside:
                    block.keepWithNext = block.getKeepWithNext() or head
                yield from inside
        yield Spacer(1, 6)

    def _cards(self, cards: Sequence[Node], width: float) -> Table:
        """Boxes two by two, as high as each other, with a little between them."""
        half, gap = (width - _GAP) / 2, [Spacer(1, 0)]
        cells = [self.blocks(card, half - 20) for card in cards]
        rows: list[list[Blocks]] = []
        rules: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *_PADDING]
        rules += [(side, (1, 0), (1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING")]
        for at, (one, other) in enumerate(zip_longest(cells[::2], cells[1::2], fillvalue=gap)):
            rows += [[one, gap, other], [gap, gap, gap]]
            rules += [(k, (0, 2 * at + 1), (-1, 2 * at + 1), 0) for k in ("TOPPADDING", "BOTTOMPADDING")]
        for number, card in enumerate(cards):
            place = (2 * (number % 2), 2 * (number // 2))
            rules += _boxed(place, *(_DO if "do" in card.classes else _PLAIN))
        heights = [None if i % 2 == 0 else _GAP for i in range(len(rows))]
        return Table(rows, colWidths=[half, _GAP, half], rowHeights=heights, style=TableStyle(rules))

    @staticmethod
    def _pairs(cells: Sequence[Blocks], width: float, pad: float) -> Table:
        """Blocks two by two."""
        even: list[Blocks] = [*cells, []] if len(cells) % 2 else [*cells]
        rows = [even[i : i + 2] for i in range(0, len(even), 2)]
        rules = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), pad),
            ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
        ]  # fmt: skip
        return Table(rows, colWidths=[width / 2] * 2, style=TableStyle(rules))

    # -- pictures ----------------------------------------------------------------------------------
    def _svg(self, node: Node, width: float) -> Iterator[Any]:
        if "viewbox" not in node.attrs:
            return
        own = float(node.attrs["viewbox"].split()[2])
        wide = min(width, own * _SCALE.get(next(iter(node.classes), ""), 1.0))
        yield Picture(drawing(node, self.named, wide))
        yield Spacer(1, 3)

    def _figure(self, node: Node, width: float) -> Iterator[Any]:
        yield from self.blocks(node, width)

    # -- tables ------------------------------------------------------------------------------------
    def _table(self, node: Node, width: float) -> Iterator[Any]:
        rows = [row.nodes for row in node.every() if row.tag == "tr"]
        made = [[self._cell(cell, row) for cell in row.nodes] for row in node.every() if row.tag == "tr"]
        if not made:
            return
        rules: list[Any] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.5, _RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), _PAD), ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
            ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ]  # fmt: skip
        rules += [
            ("BACKGROUND", (i, 0), (i, -1), HexColor(PALE))
            for i, cell in enumerate(rows[0]) if "own" in cell.classes
        ]  # fmt: skip
        yield Table(
            made, colWidths=widths(rows, width), repeatRows=1, style=TableStyle(rules), spaceAfter=6,
            splitInRow=1,  # a row that is higher than a page goes on on the next
        )  # fmt: skip

    def _cell(self, cell: Node, row: Node) -> Any:
        picture = cell.find("svg")
        if picture is not None:
            return drawing(picture, self.named, _PICTURE)
        style = ("head" if cell.tag == "th" else "cell") if "n" not in cell.classes else ""
        style = style or ("headright" if cell.tag == "th" else "right")
        first = "id" in row.attrs and row.nodes[0] is cell
        anchor = f'<a name="{row.attrs["id"]}"/>' if first else ""
        return Paragraph(anchor + self._inline(cell), STYLES[style])


def _boxed(place: tuple[int, int], fill: str, edge: str) -> list[Any]:
    return [("BACKGROUND", place, place, HexColor(fill)), ("BOX", place, place, 0.7, HexColor(edge))]


_PAD, _PICTURE, _GAP = 4.0, 110.0, 8.0
_DO, _PLAIN = (PALE, "#A9B8F2"), ("#FFFFFF", LINE)
_PADDING = [
    ("LEFTPADDING", (0, 0), (-1, -1), 9), ("RIGHTPADDING", (0, 0), (-1, -1), 9),
    ("TOPPADDING", (0, 0), (-1, -1), 4), ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
]  # fmt: skip
_SCALE = {"chart": 0.75, "bar": 0.7, "dots": 0.75, "map": 2.0, "course": 2.0, "ladder": 2.0}
"""Largest size of a picture, in points per unit of its own."""


def _each(node: Node) -> list[Node]:
    """Each figure in an element of its own, so that it makes one cell."""
    return [Node(tag="div", children=[child]) for child in node.nodes]


def widths(rows: Sequence[Sequence[Node]], room: float) -> list[float]:
    """Column widths: no word is cut while that can be, and the rest goes to where there is most text."""
    columns = [[_measure(cell) for cell in column] for column in zip_longest(*rows) if None not in column]
    least = [max(longest for longest, _ in column) + 2 * _PAD for column in columns]
    most = [max(whole for _, whole in column) + 2 * _PAD for column in columns]
    if sum(most) <= room:
        return [wide + (room - sum(most)) / len(most) for wide in most]
    spare = room - sum(least)
    if spare <= 0:
        return _cut(least, room)
    usual = [sqrt(sum(whole**2 for _, whole in column) / len(column)) for column in columns]
    wish = [max(1.0, want - low) for want, low in zip(usual, least, strict=True)]
    return [low + want * spare / sum(wish) for low, want in zip(least, wish, strict=True)]


def _cut(least: Sequence[float], room: float) -> list[float]:
    """Narrow columns as they are; the widest ones share what is left, and cut their words."""
    left, open_ = room, sorted(least)
    while open_ and open_[0] <= left / len(open_):
        left -= open_.pop(0)
    most = left / len(open_) if open_ else room
    return [min(wide, most) for wide in least]


def _measure(cell: Node) -> tuple[float, float]:
    """(longest word, whole text) of a cell, in points."""
    if cell.find("svg") is not None:
        return _PICTURE, _PICTURE
    font, size = (BOLD if cell.tag == "th" else FONT), STYLES["cell"].fontSize
    words = [stringWidth(word, font, size) for word in cell.text.split(" ")]
    whole = stringWidth(cell.text, font, size) + 1
    return (whole, whole) if "nowrap" in cell.classes else (max(words, default=0.0) + 1, whole)
