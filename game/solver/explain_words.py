"""An explanation as sentences of a language: `t(key, **values)` makes each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from game.domain.evaluation import Finding
from game.domain.units import MINUTE_S
from game.solver.explain import Explained, Sentence, gains

Say = Callable[..., str]
FIGURES = frozenset({"amount", "cost", "co2e", "euro", "minutes", "over", "room", "limit", "points"})
NAMES = 3
"""Customers that are named of one group; the rest is counted."""
MOST = 3
"""Broken rules that are told of one place; the rest is counted."""
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
    text, bare = t(key, **grouped(finding.values, t)), t(key)
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
    return joined(found, t) if found else ""


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
    return t("explained.gain", parts=joined(parts, t)) if parts else t("explained.gain.none")


def change_text(cost_cent: int, co2e_g: int, drive_s: int, t: Say) -> str:
    """`€ 34 goedkoper, 12 kg CO2e meer en 5 min minder rijden`: what a proposal changes."""
    parts = [said(s, t) for s in gains(("co2e", co2e_g, 1000), ("drive", drive_s, MINUTE_S))]
    cost = [said(s, t) for s in gains(("cost", cost_cent, 100))]
    if not cost and not parts:
        return t("proposal.no_change")
    return joined([*(cost or [t("proposal.same_cost")]), *parts], t)


def joined(parts: Sequence[str], t: Say) -> str:
    """`A`, `A en B`, `A, B en C`."""
    return parts[0] if len(parts) == 1 else t("explained.and", first=", ".join(parts[:-1]), last=parts[-1])


def listed(found: Iterable[Finding], t: Say) -> str:
    """What rules say, each once: the first few, the rest as a number."""
    told = list(dict.fromkeys(clause(f, t) for f in found))
    text, rest = "; ".join(told[:MOST]), len(told) - MOST
    if rest > 0:
        text += "; " + t("whynot.and_more" if rest > 1 else "whynot.and_one", n=rest)
    return text


def why_text(explained: Explained, t: Say) -> str:
    """Where most of it comes from, the smallest margin and how sure it is; empty with nothing to say."""
    parts = (explained.main, explained.depends, *explained.chances)
    return " ".join(said(s, t) for s in parts if s is not None)


def explained_text(explained: Explained, t: Say) -> str:
    """The whole paragraph: what moves, what that saves, where it comes from, on what it depends."""
    parts = (moves_text(explained, t), gain_text(explained, t), why_text(explained, t))
    return " ".join(part for part in parts if part)
