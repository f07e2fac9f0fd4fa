"""A page of ours as a small tree, for who paints it elsewhere than in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = frozenset({"meta", "br"})
"""Tags that are never closed; shapes of pictures close themselves or hold a title."""


@dataclass(slots=True, kw_only=True)
class Node:
    """One element; text between elements is a plain string among its children."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """Its classes."""
        return frozenset(self.attrs.get("class", "").split())

    @property
    def nodes(self) -> list[Node]:
        """The elements right inside it."""
        return [each for each in self.children if isinstance(each, Node)]

    def every(self) -> Iterator[Node]:
        """This one and all inside it."""
        yield self
        for child in self.nodes:
            yield from child.every()

    def find(self, tag: str) -> Node | None:
        """The first of a tag."""
        return next((node for node in self.every() if node.tag == tag), None)

    @property
    def text(self) -> str:
        """All text inside it, without the titles that pictures show under the pointer."""
        parts = (c if isinstance(c, str) else "" if c.tag == "title" else c.text for c in self.children)
        return "".join(parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node(tag="")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag=tag, attrs={name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in EMPTY:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag=tag, attrs={name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree(page: str) -> Node:
    """The tree of a page that `game.report.page` made."""
    reader = _Reader()
    reader.feed(page)
    return reader.root
