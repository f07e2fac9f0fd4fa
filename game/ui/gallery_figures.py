"""The figures of the gallery as text: values with their unit, differences with their sign."""

from __future__ import annotations

from collections.abc import Callable

from game.content.language import Language
from game.report.compared import Figure

Show = Callable[[float, Language], str]
ICONS = {
    "cost": "currency-euro", "co2e": "leaf", "ttw": "leaf", "on_time": "clock", "unplanned": "package",
    "hard": "alert-triangle", "soft": "info-circle", "load": "gauge", "empty": "arrows-left-right",
    "distance": "road", "drive": "steering-wheel", "trips": "truck", "longest": "user", "range": "users",
}  # fmt: skip


def _count(value: float, lang: Language) -> str:
    return lang.number(value)


def _hours(value: float, lang: Language) -> str:
    return lang.t("kpi.hour", n=lang.hours(round(value)))


VALUES: dict[str, Show] = {
    "cost": lambda v, lang: lang.euro(round(v)),
    "co2e": lambda v, lang: lang.kg_co2e(round(v)),
    "ttw": lambda v, lang: lang.kg_co2e(round(v)),
    "on_time": _count, "unplanned": _count, "hard": _count, "soft": _count, "trips": _count,
    "load": lambda v, lang: lang.percent(v, 1),
    "empty": lambda v, lang: lang.percent(v, 1),
    "distance": lambda v, lang: lang.km(round(v)),
    "drive": _hours, "longest": _hours, "range": _hours,
}  # fmt: skip


def value_text(figure: Figure, at: int, lang: Language) -> str:
    """The figure of one plan."""
    return VALUES[figure.key](figure.values[at], lang)


def delta_text(figure: Figure, at: int, base: int, lang: Language) -> str:
    """How it differs from that of the plan at `base`; `=` when it does not."""
    value, before = figure.values[at], figure.values[base]
    change = value - before
    if figure.key in ("cost", "co2e", "ttw", "distance", "drive"):
        share = change / before if before else 0.0
        if abs(share) < 0.0005:
            return "="
        return lang.signed(100 * share, 1) + (" %" if lang.code == "nl" else "%")
    if figure.key in ("load", "empty"):
        return "=" if abs(change) < 0.0005 else lang.t("kpi.points", n=lang.signed(100 * change, 1))
    if figure.key in ("longest", "range"):
        minutes = round(change / 60)
        return "=" if not minutes else ("+" if minutes > 0 else "") + lang.hours(round(change))
    return lang.signed(change) if change else "="
