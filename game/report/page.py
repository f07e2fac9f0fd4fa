"""The frame of every page that is written: one file, no script, nothing from outside, ready for A4."""

from __future__ import annotations

from html import escape

from game.content.language import Language
from game.report.style import CSS, margins


def standalone(title: str, body: str, speech: Language, foot: str = "report.foot") -> str:
    """A whole page; `body` is HTML, `foot` the key of what stands at the bottom of each printed page."""
    return (
        f'<!doctype html>\n<html lang="{speech.code}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{CSS}{margins(title, speech.t(foot))}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def p(text: str, kind: str = "") -> str:
    """A paragraph."""
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def h2(text: str, kind: str = "") -> str:
    """A heading of a part; `page`: on paper it begins a new page."""
    return f'<h2 class="{kind}">{escape(text)}</h2>' if kind else f"<h2>{escape(text)}</h2>"


def h3(text: str) -> str:
    """A heading within a part."""
    return f"<h3>{escape(text)}</h3>"
