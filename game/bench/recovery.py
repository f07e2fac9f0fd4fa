"""Recovery end to end: do profiles of graded personas find their grades, and nothing else?

Per competency: Spearman's rank correlation between grade and recovered mean (over all players, and over
the means of the grades), and how far the other competencies shift: the mean over grades of |mean of the
grade - mean of the personas at the middle|, in SD of the norm group. Independent prior: nothing is borrowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any

from game.assess.profile import Played, Profile, profile
from game.assess.sets import load
from game.assess.settings import COMPETENCIES, Settings
from game.domain.events import Evidence
from game.domain.plan import Plan
from game.session import Session

DAY, SEED = "tweeling-a", 2
"""Of the short form."""
GOAL_RHO, GOAL_SHIFT = 0.9, 0.3
MIDDLE, UNWEIGHED = "graded", "graded without ledger"
"""The persona that is at the middle in everything, with and without evidence that needs the ledger."""
WEIGHED = ("K4", "K5", "K7")
"""Competencies whose personas' decisions the ledger weighs: that takes longer than the game, and what the
others do changes no decision of the day. Those are held against the middle without it."""


def weighed(persona: str) -> bool:
    """Whether a persona's decisions are to be weighed."""
    return not persona.startswith("graded-") or persona.split("-")[1] in WEIGHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """One persona of one seed, with the evidence of each session."""

    persona: str
    seed: int
    sessions: tuple[tuple[Evidence, ...], ...]

    @property
    def graded(self) -> tuple[str, int] | None:
        """Competency and grade; None for one at the middle, or of another kind."""
        parts = self.persona.split("-")
        return (parts[1], int(parts[2])) if len(parts) == 3 and parts[0] == "graded" else None


def found(players: Sequence[Player], parameters: str = "") -> dict[str, Any]:
    """Everything, by competency."""
    figures = load(parameters)
    means = {(p.persona, p.seed): _means(p, figures) for p in players}
    by = {k: _of(k, players, means) for k in COMPETENCIES if any(_is(p, k) for p in players)}
    items = {k: _items(k, players, figures) for k in by}
    return {
        "parameters": figures.version, "seeds": len({p.seed for p in players}), "players": len(players),
        "competencies": by, "items": items, "personas": _ungraded(players, means, figures),
        "reached": bool(by) and all(x["reached"] for x in by.values()),
    }  # fmt: skip


def made(player: Player, figures: Settings) -> Profile:
    """The profile of a player, from categories by these figures."""
    sessions = [
        Played(session=str(n), evidence=tuple(again(e, figures) for e in one if known(e, figures)))
        for n, one in enumerate(player.sessions)
    ]
    return profile(sessions, "independent", figures)


def known(one: Evidence, figures: Settings) -> bool:
    """Whether a set has the indicator in the version of the reading: else it is another figure."""
    return one.indicator in figures.items and figures.items[one.indicator].version == one.version


def again(one: Evidence, figures: Settings) -> Evidence:
    """The same reading under other thresholds. A category that was held down stays so."""
    item = figures.items[one.indicator]
    return replace(one, category=min(item.category(one.raw), int(dict(one.values).get("at_most", 3))))


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Rank correlation with mean ranks for ties; 0 where one of them does not vary."""
    a, b = _ranks(xs), _ranks(ys)
    ma, mb = fmean(a), fmean(b)
    over = sum((x - ma) * (y - mb) for x, y in zip(a, b, strict=True))
    under = (sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b)) ** 0.5
    return over / under if under else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered.index(v) + (ordered.count(v) - 1) / 2 for v in values]


def _is(player: Player, competency: str) -> bool:
    return player.graded is not None and player.graded[0] == competency


def _means(player: Player, figures: Settings) -> dict[str, float]:
    return {k: c.mean for k, c in made(player, figures).competencies.items()}


# -- a short form ------------------------------------------------------------------------------------
def measure() -> dict[str, Any]:
    """The worst and the best of six grades on one short day: seconds, not hours (long: `tools recover`)."""
    from game.assess.indicators import evidence
    from game.autoplay import play
    from game.content.load import load_scenario
    from game.personas.graded import graded
    from game.personas.grades import Skill, skill_of

    scenario, figures = load_scenario(DAY), load()
    rows: dict[str, Any] = {}
    for competency in COMPETENCIES[:7]:
        ends = []
        for grade in (1, 6):
            name = f"{MIDDLE}-{competency}-{grade}"
            way = graded(skill_of(name) or Skill(), stored)
            session = play(scenario, name, seed=SEED, planner=stored, measured=True, way=way)
            player = Player(persona=name, seed=SEED, sessions=(evidence(session.story()),))
            ends.append(made(player, figures).competencies[competency].mean)
        rows[competency] = {"grade_1": round(ends[0], 3), "grade_6": round(ends[1], 3)}
    return {"protocol": f"one day ({DAY}), seed {SEED}, no ledger, parameters {figures.version}", **rows}


def stored(session: Session) -> Plan:
    """The stored plan as far as its orders are there: to have in mind and to be offered, without solver."""
    reference = session.scenario.reference
    plan = reference.plan if reference else Plan()
    for order in sorted(plan.covered() - session.visible):
        plan = plan.without_order(order)
    return plan


Means = Mapping[tuple[str, int], Mapping[str, float]]


def _of(competency: str, players: Sequence[Player], means: Means) -> dict[str, Any]:
    mine = [(p, p.graded[1]) for p in players if p.graded and p.graded[0] == competency]
    grades = sorted({g for _, g in mine})
    own = {g: fmean(means[p.persona, p.seed][competency] for p, at in mine if at == g) for g in grades}
    rho = spearman([g for _, g in mine], [means[p.persona, p.seed][competency] for p, _ in mine])
    shifts = {k: _shift(k, mine, grades, players, means) for k in COMPETENCIES if k != competency}
    shift = fmean(shifts.values())
    return {
        "players": len(mine), "grades": {str(g): round(m, 3) for g, m in own.items()},
        "rho": round(rho, 3), "rho_means": round(spearman(grades, list(own.values())), 3),
        "shift": round(shift, 3), "shifts": {k: round(s, 3) for k, s in shifts.items()},
        "reached": rho >= GOAL_RHO and shift <= GOAL_SHIFT,
    }  # fmt: skip


def _items(competency: str, players: Sequence[Player], figures: Settings) -> dict[str, dict[str, float]]:
    """Per indicator of a competency: players with evidence, rank correlation of grade and mean category, and
    the mean category of the lowest and the highest grade."""
    rows: dict[str, list[tuple[int, float]]] = {}
    for player in players:
        if player.graded and player.graded[0] == competency:
            each = [again(e, figures) for one in player.sessions for e in one if known(e, figures)]
            for name in {e.indicator for e in each if e.competency == competency}:
                mean = fmean(e.category for e in each if e.indicator == name)
                rows.setdefault(name, []).append((player.graded[1], mean))
    return {name: _item(found) for name, found in sorted(rows.items())}


def _item(found: Sequence[tuple[int, float]]) -> dict[str, float]:
    grades = sorted({g for g, _ in found})
    ends = [fmean(mean for grade, mean in found if grade == end) for end in (grades[0], grades[-1])]
    rho = spearman([grade for grade, _ in found], [mean for _, mean in found])
    first, last = (round(end, 2) for end in ends)
    return {"players": len(found), "rho": round(rho, 2), "first": first, "last": last}


def _shift(
    other: str, mine: Sequence[tuple[Player, int]], grades: Sequence[int], players: Sequence[Player],
    means: Means,
) -> float:  # fmt: skip
    """Mean over grades of how far another competency is from where it is at the middle, on the same seeds.

    0 for K8: weeks give evidence of nothing else, and no persona at the middle plays them.
    """
    if _is(mine[0][0], "K8"):
        return 0.0
    base = MIDDLE if weighed(mine[0][0].persona) else UNWEIGHED
    middle = {p.seed: means[p.persona, p.seed][other] for p in players if p.persona == base}
    moved = []
    for grade in grades:
        pairs = [(p, middle[p.seed]) for p, at in mine if at == grade and p.seed in middle]
        if pairs:
            moved.append(abs(fmean(means[p.persona, p.seed][other] - was for p, was in pairs)))
    return fmean(moved) if moved else 0.0


def _ungraded(players: Sequence[Player], means: Means, figures: Settings) -> dict[str, Any]:
    names = dict.fromkeys(p.persona for p in players if not p.graded)
    return {n: _persona([p for p in players if p.persona == n], means, figures) for n in names}


def _persona(same: Sequence[Player], means: Means, figures: Settings) -> dict[str, Any]:
    levels = [made(p, figures).competencies["K5"].level for p in same]
    return {
        **{k: round(fmean(means[p.persona, p.seed][k] for p in same), 3) for k in COMPETENCIES},
        "K5_highest_level": max((level for level in levels if level), default=None),
    }


def shown(result: Mapping[str, Any]) -> str:
    """One table."""
    lines = [f"parameters {result['parameters']}, {result['players']} players, {result['seeds']} seeds"]
    head = "     rho  means shift  worst     " + "".join(f"{g:>7}" for g in range(1, 7))
    lines.append(head)
    for name, row in result["competencies"].items():
        worst = max(row["shifts"], key=lambda k: row["shifts"][k])
        marks = "".join(f"{row['grades'].get(str(g), float('nan')):7.2f}" for g in range(1, 7))
        lines.append(
            f"{name} {row['rho']:6.2f} {row['rho_means']:6.2f} {row['shift']:5.2f}  "
            f"{worst} {row['shifts'][worst]:4.2f} {marks} {'' if row['reached'] else 'NOT'}"
        )
    for items in result["items"].values():
        lines += [
            f"{name:18} rho {x['rho']:5.2f}  category {x['first']:4.2f} to {x['last']:4.2f}  n {x['players']}"
            for name, x in items.items()
        ]
    for name, row in result["personas"].items():
        marks = " ".join(f"{k} {row[k]:5.2f}" for k in COMPETENCIES)
        lines.append(f"{name:10} {marks}  level in K5 at most {row['K5_highest_level']}")
    return "\n".join(lines)
