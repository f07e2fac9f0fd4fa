"""What the gallery shows: the plan now, kept plans, earlier drafts and tries, reference and naive plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from game.content.language import Language
from game.domain.evaluation import Evaluation, TripEvaluation
from game.domain.plan import Plan
from game.domain.scenario import Reference
from game.domain.world import World
from game.report.compared import better_than
from game.session import Session
from game.solver.explain import explain
from game.solver.explain_words import gain_text, moves_text
from game.ui.gallery_tries import Try
from game.ui.map_kept import Kept as KeptValues
from game.ui.map_model import route_points
from game.ui.map_small import Lines

NOW, REFERENCE, NAIVE, DRAFT = "now", "reference", "naive", "draft"
OWN = ("now", "kept", "draft", "former")
"""Kinds that the player made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A plan in the gallery. kind: now, kept, draft, former, reference or naive."""

    id: str
    kind: str
    name: str
    plan: Plan
    judged: Evaluation
    note: str = ""
    """What kind of plan it is, in words: how sure the reference is, when a try was driven."""
    same: bool = False
    """It is equal to the plan as it stands."""


def shown(session: Session, tries: Sequence[Try], lang: Language, gone: str = "") -> tuple[Shown, ...]:
    """All of them; `gone` is a kept plan that is being removed."""
    return tuple(_shown(session, tries, lang, gone))


def _shown(session: Session, tries: Sequence[Try], lang: Language, gone: str) -> Iterator[Shown]:
    now = session.plan
    yield Shown(id=NOW, kind="now", name=lang.t("gallery.now"), plan=now, judged=session.judged(now))
    for kept in session.gallery.plans.values():
        if kept.id != gone:
            yield Shown(id=kept.id, kind="kept", name=kept.name, plan=kept.plan,
                        judged=session.judged(kept.plan), same=kept.plan == now)  # fmt: skip
    draft = best_draft(session)
    if draft is not None:
        yield Shown(id=DRAFT, kind="draft", name=lang.t("gallery.draft"), plan=draft,
                    judged=session.judged(draft), note=lang.t("gallery.draft_note"))  # fmt: skip
    for found in tries:
        when = lang.moment(datetime.fromtimestamp(found.written))
        yield Shown(id=f"log:{found.id}", kind="former", name=lang.t("gallery.former", when=when),
                    plan=found.plan, judged=found.judged, same=found.plan == now)  # fmt: skip
    reference = session.scenario.reference
    if reference is not None and session.reference is not None and session.mode != "assess":
        yield Shown(id=REFERENCE, kind="reference", name=lang.t("gallery.reference"), plan=reference.plan,
                    judged=session.reference, same=reference.plan == now,
                    note=certificate_words(reference, session.reference.kpi.cost_cent, lang))  # fmt: skip
    naive = Plan(trips=tuple(t.trip for t in session.naive.trips))
    yield Shown(id=NAIVE, kind="naive", name=lang.t("gallery.naive"), plan=naive, judged=session.naive,
                same=naive == now, note=lang.t("gallery.naive_note"))  # fmt: skip


def certificate_words(reference: Reference, cost_cent: int, lang: Language, *, full: bool = True) -> str:
    """How sure it is that no plan is better than the reference, whose cost this is; `full`: and why."""
    known = lang.t(f"gallery.certificate.{reference.certificate}", seconds=lang.number(reference.seconds))
    if reference.certificate == "proven":
        return known
    return f"{known} {gap_words(reference, cost_cent, lang, full=full)}"


def gap_words(reference: Reference, cost_cent: int, lang: Language, *, full: bool = True) -> str:
    """How much cheaper a plan could be at most; `full`: with the money that none is below."""
    gap = reference.gap(cost_cent)
    if gap is None or reference.bound_cent is None:
        return lang.t("gallery.certificate.no_bound")
    key = "gallery.certificate.bound" if full else "gallery.certificate.gap"
    return lang.t(key, gap=lang.percent(gap, 1), bound=lang.euro(reference.bound_cent // 100 * 100, 0))


def best_draft(session: Session) -> Plan | None:
    """The best earlier plan of this session that was left and is better than the one now, if there is one."""
    best, known = session.plan, session.judged(session.plan)
    kept = {k.plan for k in session.gallery.plans.values()}
    for plan in reversed(session.drafts.earlier[-200:]):
        judged = session.judged(plan)
        if better_than(judged, known) and len(judged.kpi.unplanned) <= len(known.kpi.unplanned):
            best, known = plan, judged
    return None if best is session.plan or best in kept else best


# -- names -----------------------------------------------------------------------------------------
def proposed_name(session: Session, lang: Language, clock: datetime) -> str:
    """`Plan 1, 09:42 · € 3.512`: what tells it from the others without thinking of a name."""
    cost = lang.euro(session.evaluation().kpi.cost_cent, 0)
    return lang.t("gallery.name", n=session.gallery.count + 1, clock=clock.strftime("%H:%M"), cost=cost)


# -- lines -----------------------------------------------------------------------------------------
_LINES: KeptValues[tuple[tuple[float, float], ...]] = KeptValues(800)
_DRAWN: KeptValues[Lines] = KeptValues(60)


def line_of(world: World, judged: TripEvaluation) -> tuple[tuple[float, float], ...]:
    """A trip as a line on the map."""
    return _LINES.get((world, judged), "", lambda: route_points(world, judged))


def lines_alone(world: World, judged: Evaluation) -> Lines:
    """A plan on its own: every trip stands out."""
    return _DRAWN.get((world, judged), "", lambda: _alone(world, judged))


def _alone(world: World, judged: Evaluation) -> Lines:
    lines = [line_of(world, t) for t in judged.trips]
    return Lines(about=("alone", hash(tuple(lines))), strong=lines, homes=homes(world, judged))


def lines_against(world: World, judged: Evaluation, base: Evaluation) -> Lines:
    """What only this plan drives stands out over what both do."""
    return _DRAWN.get((world, judged, base), "", lambda: _against(world, judged, base))


def _against(world: World, judged: Evaluation, base: Evaluation) -> Lines:
    others = {t.trip for t in base.trips}
    plain = [line_of(world, t) for t in judged.trips if t.trip in others]
    strong = [line_of(world, t) for t in judged.trips if t.trip not in others]
    about = ("against", hash(tuple(plain)), hash(tuple(strong)))
    return Lines(about=about, plain=plain, strong=strong, homes=homes(world, judged))


def homes(world: World, judged: Evaluation) -> tuple[tuple[float, float], ...]:
    """The depots that trips start from; all depots when there is no trip."""
    used = [world.vehicles[t.trip.vehicle] for t in judged.trips] or list(world.vehicles.values())
    places = (world.places[name] for name in sorted({v.depot for v in used}))
    return tuple((p.x_m, p.y_m) for p in places)


# -- words -----------------------------------------------------------------------------------------
def difference_words(world: World, base: Shown, other: Shown, lang: Language) -> tuple[str, ...]:
    """From `base` to `other`: what it gains, then which orders ride with another truck."""
    if base.plan == other.plan:
        return (lang.t("gallery.no_difference"),)
    told = explain(world, base.plan, base.judged, other.plan, other.judged)
    return tuple(text for text in (gain_text(told, lang.t), moves_text(told, lang.t)) if text)
