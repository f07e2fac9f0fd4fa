"""The KPI tab: the plan against reference, naive plan and earlier tries, where money and hours go.

Tooltips teach the words; every figure leads to where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pygame

from game.content.language import Language
from game.domain.evaluation import Kpi
from game.report.compared import Spread, spread
from game.ui import glossary_term, kpi_against, kpi_parts, widgets
from game.ui.context import Ctx
from game.ui.gallery_model import NAIVE, REFERENCE, certificate_words
from game.ui.gallery_state import gallery_of
from game.ui.host import speech
from game.ui.kpi_against import Rival
from game.ui.state import ScrollArea
from game.ui.theme import Space

if TYPE_CHECKING:
    from game.ui.desk import Desk

Rect = pygame.Rect


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiRow:
    """One figure of the plan beside that of the reference and the naive plan."""

    key: str
    icon: str
    text: str
    unit: str
    share: float
    reference: float | None
    naive: float | None
    delta: str
    verdict: str
    """`better`, `worse` or `equal` than what it is compared with."""


def kpi_rows(kpi: Kpi, naive: Kpi, reference: Kpi | None, lang: Language) -> tuple[KpiRow, ...]:
    """The five figures that the game is about; differences against the reference, else the naive plan."""
    return tuple(_kpi_rows(kpi, naive, reference, lang))


def _kpi_rows(kpi: Kpi, naive: Kpi, reference: Kpi | None, lang: Language) -> Iterator[KpiRow]:
    base = reference or naive
    cost = [k.cost_cent for k in (kpi, naive, base)]
    yield _row("cost", "euro", lang.euro(kpi.cost_cent), "", cost, reference,
               _percent(kpi.cost_cent, base.cost_cent, lang), cost[0] - cost[2])  # fmt: skip
    co2 = [k.co2e_g for k in (kpi, naive, base)]
    yield _row("co2e", "leaf", lang.number(kpi.co2e_g / 1000, 1 if kpi.co2e_g < 1_000_000 else 0), "kg", co2,
               reference, _percent(kpi.co2e_g, base.co2e_g, lang), co2[0] - co2[2])  # fmt: skip
    on_time = [k.on_time / max(1, k.orders) for k in (kpi, naive, base)]
    more = kpi.on_time - base.on_time
    less = lang.t("kpi.orders", n=lang.signed(more)) if more else "="
    of_all = lang.t("kpi.of", n=lang.number(kpi.orders))
    yield _row("on_time", "clock", lang.number(kpi.on_time), of_all, on_time,
               reference, less, -more, whole=True)  # fmt: skip
    load = [k.load_factor for k in (kpi, naive, base)]
    yield _row("load", "package", lang.number(100 * load[0], 1), "%", load, reference,
               _points(load[0] - load[2], lang) if kpi.distance_m else "–",
               load[2] - load[0] if kpi.distance_m else 0, whole=True)  # fmt: skip
    nothing = kpi.distance_m == 0  # no trip yet: nothing to compare
    empty = [k.empty_m / max(1, k.distance_m) for k in (kpi, naive, base)]
    yield _row("empty", "arrows-left-right", lang.number(100 * empty[0], 1), "%", empty, reference,
               "–" if nothing else _points(empty[0] - empty[2], lang),
               0 if nothing else empty[0] - empty[2], whole=True)  # fmt: skip


def _row(
    key: str, icon: str, text: str, unit: str, values: list[float] | list[int], reference: Kpi | None,
    delta: str, worse: float, *, whole: bool = False,
) -> KpiRow:  # fmt: skip
    top = 1.0 if whole else max(*values, 1) * 1.12
    shares = [value / top for value in values]
    verdict = "equal" if abs(worse) < 1e-9 else "worse" if worse > 0 else "better"
    return KpiRow(key=key, icon=icon, text=text, unit=unit, share=shares[0], naive=shares[1],
                  reference=shares[2] if reference else None, delta=delta, verdict=verdict)  # fmt: skip


def _percent(value: int, base: int, lang: Language) -> str:
    change = (value / base - 1) * 100 if base else 0.0
    if abs(change) < 0.05:
        return "="
    return lang.signed(change, 1 if abs(change) < 100 else 0) + (" %" if lang.code == "nl" else "%")


def _points(change: float, lang: Language) -> str:
    return "=" if abs(change) < 0.0005 else lang.t("kpi.points", n=lang.signed(change * 100, 1))


# -- drawing ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class KpiSheet:
    """Everything that the tab tells of."""

    kpi: Kpi
    naive: Kpi
    reference: Kpi | None
    rivals: tuple[Rival, ...] = ()
    days: Spread = field(default_factory=Spread)
    planning_s: int | None = None


def sheet_of(desk: Desk, lang: Language) -> KpiSheet:
    """The plan on this desk, and what it is held against."""
    session, judged = desk.session, desk.judged()
    reference = session.told_reference.kpi if session.told_reference else None
    return KpiSheet(
        kpi=judged.kpi, naive=session.naive.kpi, reference=reference,
        rivals=tuple(_rivals(desk, lang)), days=spread(session.system, judged),
        planning_s=session.planning_s(),
    )  # fmt: skip


def _rivals(desk: Desk, lang: Language) -> Iterator[Rival]:
    session, gallery = desk.session, gallery_of(desk)
    reference = session.scenario.reference
    if session.told_reference is not None and reference is not None:
        kpi = session.told_reference.kpi
        note = certificate_words(reference, kpi.cost_cent, lang, full=False)
        yield Rival(kind="reference", plan=REFERENCE, kpi=kpi, note=note,
                    more=certificate_words(reference, kpi.cost_cent, lang))  # fmt: skip
    yield Rival(kind="naive", plan=NAIVE, kpi=session.naive.kpi)
    best = gallery.tries.best() if gallery else None
    if best is not None:
        yield Rival(kind="former", plan=f"log:{best.id}", kpi=best.judged.kpi)


def key_of(desk: Desk) -> tuple[object, ...]:
    """What a kept picture of the tab depends on, besides the plan."""
    gallery = gallery_of(desk)
    return len(gallery.tries.found) if gallery else 0, desk.session.planning_s() // 60


def draw(ctx: Ctx, rect: Rect, scroll: ScrollArea, sheet: KpiSheet) -> None:
    """The whole tab."""
    parts = _parts(ctx, rect, sheet)
    content = sum(high + 8 for high, _draw in parts) + 12
    with widgets.scroll(ctx, "kpi", rect, scroll, content) as top:
        y = round(top) + 8
        for high, paint in parts:
            if y < rect.bottom and y + high > rect.y:  # what is not in sight costs nothing
                paint(y)
            y += high + 8


def _parts(ctx: Ctx, rect: Rect, sheet: KpiSheet) -> list[tuple[int, Callable[[int], object]]]:
    """(height, painter from a y) of each part, from top to bottom."""
    kpi, planning_s = sheet.kpi, sheet.planning_s
    return [
        (26 + 5 * Space.KPI_ROW, lambda y: _main(ctx, rect, y, sheet)),
        (kpi_against.height(ctx, rect, sheet.rivals) - 8,
         lambda y: kpi_against.draw(ctx, rect, y, kpi, sheet.rivals)),
        (kpi_parts.split_height(kpi), lambda y: kpi_parts.split(ctx, rect, y, kpi)),
        (kpi_parts.co2_height(), lambda y: kpi_parts.emissions(ctx, rect, y, kpi)),
        (kpi_parts.balance_height(sheet.days), lambda y: kpi_parts.balance(ctx, rect, y, sheet.days)),
        (kpi_parts.hours_height(planning=planning_s is not None),
         lambda y: kpi_parts.hours(ctx, rect, y, kpi, planning_s)),
    ]  # fmt: skip


def _main(ctx: Ctx, rect: Rect, y: int, sheet: KpiSheet) -> None:
    """The five figures that the game is about."""
    y = _legend(ctx, rect, y, sheet)
    for row in kpi_rows(sheet.kpi, sheet.naive, sheet.reference, speech(ctx)):
        _kpi(ctx, Rect(rect.x, y, rect.w, Space.KPI_ROW), row)
        y += Space.KPI_ROW


def _legend(ctx: Ctx, rect: Rect, y: int, sheet: KpiSheet) -> int:
    c, p, has_reference = ctx.c, ctx.p, sheet.reference is not None
    title = ctx.t("kpi.against" if has_reference else "kpi.against_naive")
    x: float = rect.right - 16
    x -= p.text_mid(x, y + 10, ctx.t("kpi.naive"), "micro", c.text2, align="r") + 6
    p.dash_line((x, y + 4), (x, y + 16), c.text3, dash=2, gap=2)
    ctx.hit(
        "kpi.naive",
        Rect(round(x) - 4, y, rect.right - 12 - round(x), 20),
        "info",
        tooltip=ctx.t("kpi.naive_tip"),
    )
    if has_reference:
        x -= 12
        end = x
        x -= p.text_mid(x, y + 10, ctx.t("kpi.reference"), "micro", c.text2, align="r") + 6
        p.vline(x, y + 4, y + 17, c.accent, 2)
        tip = Rect(round(x) - 4, y, round(end - x) + 6, 20)
        more = next((r.more for r in sheet.rivals if r.kind == "reference"), "")
        words = "\n".join(filter(None, (ctx.t("kpi.reference_tip"), more)))
        ctx.hit("kpi.reference", tip, "info", tooltip=words)
    p.text_mid(
        rect.x + 16, y + 10, p.type.fit(title, x - rect.x - 24, "micro", 600), "micro", c.text2, weight=600
    )
    return y + 26


def _kpi(ctx: Ctx, rect: Rect, row: KpiRow) -> None:
    c, p, mid = ctx.c, ctx.p, rect.centery
    p.icon_mid(rect.x + 24, mid, row.icon, 15, c.text2)
    word = p.text_mid(rect.x + 40, mid, ctx.t(f"kpi.{row.key}"), "small")
    right = rect.right - 16
    color = {"worse": c.warn.text, "better": c.ok.text}.get(row.verdict, c.text2)
    p.text_mid(right, mid, row.delta, "small", color, align="r")
    value_right = right - 66
    used = p.text_mid(value_right, mid + 1, row.unit, "micro", c.text2, align="r")
    p.text_mid(value_right - used - (3 if used else 0), mid, row.text, "lead", weight=600, align="r")
    width = 72 if rect.w >= 340 else 36
    bar = Rect(rect.x + 116 if rect.w >= 340 else rect.x + 108, mid - 7, width, 14)
    if bar.right < value_right - used - p.type.width(row.text, "lead", 600) - 6:
        widgets.bullet(ctx, bar, row.share, row.reference, row.naive)
    kpi_parts.asked(ctx, f"kpi.{row.key}", rect, row.key, ctx.t(f"kpi.{row.key}_tip"))
    glossary_term.mark(ctx, f"kpi.{row.key}", rect.x + 40, mid, word)


def _in_line(word: str) -> str:
    """A word inside a line: small first letter, but CO₂e stays CO₂e."""
    return word if word[:2].isupper() else word[:1].lower() + word[1:]


def draw_strip(ctx: Ctx, rect: Rect, kpi: Kpi, naive: Kpi, reference: Kpi | None) -> None:
    """The five figures in one line, for the compact layout."""
    ctx.p.fill(rect, ctx.c.surface)
    rows = kpi_rows(kpi, naive, reference, speech(ctx))
    width = rect.w / len(rows)
    for i, row in enumerate(rows):
        x = rect.x + i * width + 12
        ctx.p.icon_mid(x + 7, rect.centery, row.icon, 14, ctx.c.text2)
        used = ctx.p.text_mid(x + 20, rect.centery, row.text, "small", weight=600)
        room = width - used - 36
        word = ctx.p.type.fit(
            (f"{row.unit} {_in_line(ctx.t(f'kpi.{row.key}'))}".strip(), row.unit), room, "micro"
        )
        if ctx.p.type.width(word, "micro") <= room:
            ctx.p.text_mid(x + 24 + used, rect.centery + 1, word, "micro", ctx.c.text2)
        area = Rect(round(x) - 6, rect.y, round(width) - 6, rect.h)
        tip = f"{ctx.t(f'kpi.{row.key}')}: {ctx.t(f'kpi.{row.key}_tip')}"
        kpi_parts.asked(ctx, f"strip.{row.key}", area, row.key, tip)
    ctx.p.hline(rect.x, rect.right, rect.bottom - 1)
