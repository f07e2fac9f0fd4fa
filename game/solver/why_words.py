"""The answer to "why does it not fit" in sentences, and for scripts (CONTRACT `whynot`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from game.domain.units import whole
from game.solver.explain_words import grouped, listed
from game.solver.proposal import proposal_text
from game.solver.relax import Relaxation
from game.solver.whynot import WhyNot

Say = Callable[..., str]
"""`t(key, **values)` of a language."""


def why_not_dict(answer: WhyNot, t: Say) -> Mapping[str, Any]:
    """CONTRACT `whynot`; `t(key, **values)` makes the sentences."""
    relaxed = answer.relaxation
    return {
        "order": answer.order,
        "verdict": answer.verdict,
        "scope": answer.scope,
        "rule": answer.rule,
        "shortfall": answer.shortfall,
        "unit": answer.unit,
        "relaxation": None if relaxed is None else {
            "kind": relaxed.kind, "subject": relaxed.subject, "amount": relaxed.amount,
            "unit": relaxed.unit, "cost_cent": relaxed.cost_cent, "co2e_g": relaxed.co2e_g,
            "text": relaxation_text(relaxed, t),
        },
        "text": why_not_text(answer, t),
    }  # fmt: skip


def why_not_text(answer: WhyNot, t: Say) -> str:
    """The verdict, what stands in the way, what would help and what the plan then costs."""
    return " ".join(_sentences(answer, t))


def why_not_sentences(answer: WhyNot, t: Say) -> tuple[str, ...]:
    """The same one by one: the verdict, the proposal if any, what is broken if anything, what would help."""
    return tuple(_sentences(answer, t))


def relaxation_text(relaxed: Relaxation, t: Say) -> str:
    """What would make it fit, and what the whole plan then costs more or less."""
    said = t(relaxed.key, **grouped(relaxed.values, t))
    if relaxed.kind == "price":
        return said
    euro = whole(abs(relaxed.cost_cent) / 100)
    turn = "same" if not euro else "dearer" if relaxed.cost_cent > 0 else "cheaper"
    return f"{said} {t(f'whynot.then.{turn}', **grouped((('euro', euro),), t))}"


def _sentences(answer: WhyNot, t: Say) -> Iterator[str]:
    values = grouped(answer.values, t)
    yield t(answer.key, **values)
    if answer.proposal is not None:
        yield proposal_text(answer.proposal, t)
    if answer.finding is not None:
        yield _broken(answer, t, values)
    if answer.relaxation is not None:
        yield relaxation_text(answer.relaxation, t)
    elif answer.verdict == "cannot":
        yield t("whynot.no_single")


def _broken(answer: WhyNot, t: Say, values: dict[str, str | int]) -> str:
    """`Op Bakwagen 2, na Molen: 5 min te laat bij Kaas; 40 kg te zwaar.`"""
    found = [f for f in (answer.finding, *answer.more) if f is not None]
    text = listed(found, t)
    placed = answer.scope in ("", "vehicle", "plan") and answer.note != "empty"
    if placed and answer.verdict in ("cannot", "not_found"):
        # where one vehicle was asked about, its name was said already
        key = "whynot.near_here" if answer.scope == "vehicle" else "whynot.near"
        where = answer.way or ("" if answer.previous else "first")
        return t(
            f"{key}_{where}" if where else key,
            **{**values, "previous": answer.previous, "transfer": answer.transfer, "broken": text},
        )
    return text[:1].upper() + text[1:] + "."
