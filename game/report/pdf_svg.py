"""Our inline pictures as drawings of ReportLab: only the shapes and classes that the report uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reportlab.graphics import shapes
from reportlab.lib.colors import Color, HexColor

from game.report.pdf_tree import Node
from game.report.style import SHAPES, TEXTS, Shape

FONT, BOLD = "Inter", "Inter-Bold"
_STEP = re.compile(r"([MLhlZ])([^MLhlZ]*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_DEFAULT = TEXTS["small"]
Point = tuple[float, float]


def drawing(svg: Node, named: Mapping[str, Node], width: float) -> shapes.Drawing:
    """The picture at this width in points. `named`: elements of the page by id, for what pictures share."""
    _, _, wide, high = map(float, svg.attrs["viewbox"].split())
    scale = width / wide
    made = shapes.Drawing(width, high * scale)
    group = shapes.Group(transform=(scale, 0, 0, scale, 0, 0))
    if "map" in svg.classes:
        group.add(_clip(wide, high))
    for node in svg.nodes:
        for shape in _shapes(node, high, named):
            group.add(shape)
    made.add(group)
    return made


def _clip(wide: float, high: float) -> Any:
    path = shapes.Path(isClipPath=1, strokeColor=None, fillColor=None)
    path.moveTo(0, 0)
    for x, y in ((wide, 0), (wide, high), (0, high)):
        path.lineTo(x, y)
    path.closePath()
    return path


def _shapes(node: Node, high: float, named: Mapping[str, Node]) -> Iterator[Any]:
    if node.tag == "use":
        found = named.get(node.attrs.get("href", "").removeprefix("#"))
        for child in found.nodes if found else ():
            yield from _shapes(child, high, named)
    elif node.tag in _MAKE:
        yield _MAKE[node.tag](node, high)


def _n(node: Node, *names: str) -> list[float]:
    return [float(node.attrs.get(name, 0)) for name in names]


def _look(node: Node) -> dict[str, Any]:
    """Colours and line width, from its class and its own attributes."""
    known = next((SHAPES[name] for name in node.classes if name in SHAPES), Shape(fill="", width=1))
    fill, stroke = node.attrs.get("fill") or known.fill, node.attrs.get("stroke") or known.stroke
    look: dict[str, Any] = {
        "fillColor": _colour(fill, known.opacity), "strokeColor": _colour(stroke), "strokeWidth": known.width
    }  # fmt: skip
    if "stroke-dasharray" in node.attrs:
        look["strokeDashArray"] = [float(n) for n in node.attrs["stroke-dasharray"].split()]
    return look


def _colour(text: str, opacity: float = 1.0) -> Color | None:
    if not text or text == "none":
        return None
    colour = HexColor(text)
    return Color(colour.red, colour.green, colour.blue, opacity)


def _line(node: Node, high: float) -> Any:
    x1, y1, x2, y2 = _n(node, "x1", "y1", "x2", "y2")
    look = _look(node)
    return shapes.Line(
        x1, high - y1, x2, high - y2, strokeColor=look["strokeColor"], strokeWidth=look["strokeWidth"]
    )


def _rect(node: Node, high: float) -> Any:
    x, y, wide, tall, corner = _n(node, "x", "y", "width", "height", "rx")
    return shapes.Rect(x, high - y - tall, wide, tall, rx=corner, ry=corner, **_look(node))


def _circle(node: Node, high: float) -> Any:
    x, y, r = _n(node, "cx", "cy", "r")
    return shapes.Circle(x, high - y, r, **_look(node))


def _polygon(node: Node, high: float) -> Any:
    numbers = [float(n) for n in _NUMBER.findall(node.attrs["points"])]
    flat = [n if i % 2 == 0 else high - n for i, n in enumerate(numbers)]
    look = _look(node)
    if not node.classes:
        look["fillColor"] = _colour("#12161D")
    return shapes.Polygon(flat, **look)


def _path(node: Node, high: float) -> Any:
    path = shapes.Path(strokeLineJoin=1, **_look(node))
    at: Point = (0.0, 0.0)
    for letter, rest in _STEP.findall(node.attrs["d"]):
        numbers = [float(n) for n in _NUMBER.findall(rest)]
        if letter == "Z":
            path.closePath()
            continue
        pairs = (
            [(n, 0.0) for n in numbers] if letter == "h" else [*zip(numbers[::2], numbers[1::2], strict=True)]
        )
        for x, y in pairs:
            at = (at[0] + x, at[1] + y) if letter in "hl" else (x, y)
            (path.moveTo if letter == "M" else path.lineTo)(at[0], high - at[1])
    return path


def _text(node: Node, high: float) -> Any:
    size, colour, bold = next((TEXTS[name] for name in node.classes if name in TEXTS), _DEFAULT)
    anchor = "middle" if "number" in node.classes else node.attrs.get("text-anchor", "start")
    turned = node.attrs.get("transform", "")
    x, y = _n(node, "x", "y")
    made = shapes.String(
        0 if turned else x, 0 if turned else high - y, node.text, fontName=BOLD if bold else FONT,
        fontSize=size, fillColor=_colour(colour), textAnchor=anchor,
    )  # fmt: skip
    if not turned:
        return made
    x, y, angle = (float(n) for n in _NUMBER.findall(turned)[:3])
    group = shapes.Group(made)
    group.translate(x, high - y)
    group.rotate(-angle)
    return group


_MAKE: Mapping[str, Any] = {
    "line": _line, "rect": _rect, "circle": _circle, "polygon": _polygon, "path": _path, "text": _text,
}  # fmt: skip
