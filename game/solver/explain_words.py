"""An explanation as sentences of a language: `t(key, **values)` makes each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from game.domain.evaluation import Finding
from game.solver.explain import Explained, Sentence

Say = Callable[..., str]
FIGURES = frozenset({"amount", "cost", "co2e", "euro", "minutes"})
NAMES = 3
"""Customers that are named of one group; the rest is counted."""
MOVES = 4
"""Groups of orders that are told of one plan."""


def grouped(values: Iterable[tuple[str, str | int]], t: Say) -> dict[str, str | int]:
    """Values of a sentence; large figures get the language's mark between thousands: `1.145`, `+1,145`."""
    found: dict[str, str | int] = {}
    for name, value in values:
        sign, digits = str(value)[:1].strip("0123456789"), str(value).lstrip("+-")
        large = name in FIGURES and digits.isdigit() and len(digits) > 3
        found[name] = sign + f"{int(digits):,}".replace(",", t("explained.thousands")) if large else value
    return found


def clause(finding: Finding, t: Say) -> str:
    """What a rule says, as a part of a longer sentence: `de accu van E-trekker is leeg`."""
    key = f"finding.{finding.rule}"
    text, bare = t(key, **dict(finding.values)), t(key)
    # a name keeps its capital, wherever it stands
    return text if bare.startswith("{") or bare[1:2].isupper() else text[:1].lower() + text[1:]


def said(sentence: Sentence, t: Say) -> str:
    """One sentence; names are joined as the language does it."""
    values: dict[str, str | int] = {}
    for name, value in sentence.values:
        if isinstance(value, tuple):
            values[name] = names(value, t)
        else:
            values[name] = t(value) if name == "part" else value
    return t(sentence.key, **grouped(values.items(), t))


def names(found: Sequence[str], t: Say) -> str:
    """`A`, `A en B`, `A, B, C en 4 andere`."""
    if len(found) > NAMES:
        rest = len(found) - NAMES
        return t("explained.and", first=", ".join(found[:NAMES]), last=t("explained.others", n=rest))
    if len(found) < 2:
        return "".join(found)
    return t("explained.and", first=", ".join(found[:-1]), last=found[-1])


def moves_text(explained: Explained, t: Say) -> str:
    """Which orders go where, and what else changes."""
    told = [said(s, t) for s in explained.moves[:MOVES]]
    rest = len(explained.moves) - MOVES
    if rest > 0:
        told.append(t("explained.more", n=rest))
    return " ".join(told)


def gain_text(explained: Explained, t: Say) -> str:
    """`€ 34 goedkoper, 12 kg CO2e minder en 18 km minder.`"""
    parts = [said(s, t) for s in explained.gain]
    if not parts:
        return t("explained.gain.none")
    text = parts[0] if len(parts) == 1 else t("explained.and", first=", ".join(parts[:-1]), last=parts[-1])
    return t("explained.gain", parts=text)


def why_text(explained: Explained, t: Say) -> str:
    """Where most of it comes from, the smallest margin and how sure it is; empty with nothing to say."""
    parts = (explained.main, explained.depends, *explained.chances)
    return " ".join(said(s, t) for s in parts if s is not None)


def explained_text(explained: Explained, t: Say) -> str:
    """The whole paragraph: what moves, what that saves, where it comes from, on what it depends."""
    parts = (moves_text(explained, t), gain_text(explained, t), why_text(explained, t))
    return " ".join(part for part in parts if part)
