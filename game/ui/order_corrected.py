"""Orders of the list whose data the player corrected: a pencil, and what was corrected in the tooltip."""

from __future__ import annotations

from dataclasses import replace

from game.content.language import Language
from game.corrections import Field, corrected
from game.session import Session
from game.ui.order_items import OrderItem

PENCIL = "pencil"


def with_corrections(
    session: Session, items: tuple[OrderItem, ...], lang: Language
) -> tuple[OrderItem, ...]:
    """The same items, those that were corrected with their mark."""
    touched = {effect.subject for effect in session.known.corrected}
    if not touched:
        return items
    return tuple(_marked(session, item, lang) if item.id in touched else item for item in items)


def _marked(session: Session, item: OrderItem, lang: Language) -> OrderItem:
    found = corrected(session, item.id)
    if not found:
        return item
    lines = "\n".join(correction_words(field, lang) for field in found)
    tooltip = f"{item.tooltip}\n{lang.t('correct.mark')}: {lines}"
    return replace(item, marks=(PENCIL, *item.marks), tooltip=tooltip)


def amount_words(field: Field, amount: int, lang: Language) -> str:
    """A figure with its unit."""
    if field.what == "service_s":
        return lang.minutes(amount)
    if field.what == "opens_s":
        return lang.clock(amount)
    return lang.t(f"load.{field.name}" if field.what == "units" else "load.kg", n=lang.number(amount))


def correction_words(field: Field, lang: Language) -> str:
    """`Lostijd 25 min → 40 min`."""
    then, now = amount_words(field, field.original, lang), amount_words(field, field.amount, lang)
    return lang.t("correct.from_to", what=lang.t(f"correct.{field.name}"), before=then, after=now)
