"""End to end, in short: profiles of graded personas find who is better at what (long: `tools recover`)."""

from __future__ import annotations

from functools import cache
from statistics import fmean

import pytest

from game.assess.indicators import evidence
from game.assess.sets import load
from game.autoplay import play
from game.bench.recovery import UNWEIGHED, Player, again, found, made, shown, spearman, stored
from game.content.load import load_scenario
from game.domain.events import Evidence
from game.domain.plan import Plan
from game.domain.scenario import Scenario
from game.personas.graded import graded
from game.personas.grades import Skill, quantile, skill_of
from game.personas.memoriser import Memory, memoriser, memory_of

DAY = "tweeling-a"
SEEDS = (2,)


@cache
def scenario() -> Scenario:
    return load_scenario(DAY)


@cache
def player(persona: str, seed: int) -> Player:
    """A persona that played one day under the conditions of a measurement."""
    skill = skill_of(persona)
    way = graded(skill, stored) if skill else None
    session = play(scenario(), persona, seed=seed, planner=stored, measured=True, way=way)
    return Player(persona=persona, seed=seed, sessions=(evidence(session.story()),))


def mean(persona: str, competency: str) -> float:
    """Recovered mean over the seeds."""
    figures = load()
    return fmean(made(player(persona, s), figures).competencies[competency].mean for s in SEEDS)


@pytest.mark.parametrize("competency", ["K1", "K2", "K3", "K4", "K5", "K6", "K7"])
def test_the_best_of_six_is_told_from_the_worst(competency: str) -> None:
    """Clearly apart after one day, by commands through the session alone."""
    worst, best = (mean(f"graded-{competency}-{g}", competency) for g in (1, 6))
    assert best - worst >= 0.4, (worst, best)


def test_a_graded_persona_plays_the_same_game_again() -> None:
    """Deterministic by seed; another seed is another game."""
    persona = "graded-K4-1"
    first = player(persona, 1)
    assert player.__wrapped__(persona, 1) == first
    assert player(persona, 2).sessions != first.sessions


@pytest.mark.parametrize("competency", ["K1", "K2"])
def test_the_follower_is_no_better_planner_than_naive(competency: str) -> None:
    """Under measurement: who can only take over advice shows no plan (ASSESSMENT 1)."""
    assert mean("follower", competency) <= mean("naive", competency) + 0.01


def test_the_follower_never_comes_above_level_two_in_reliance() -> None:
    """Always taking advice is not being calibrated."""
    levels = [made(player("follower", s), load()).competencies["K5"].level for s in SEEDS]
    assert all(level is None or level <= 2 for level in levels)


def test_skill_of_a_name() -> None:
    """Six grades from none to full, the others at the middle; other names are no graded personas."""
    assert skill_of("graded") == Skill()
    assert skill_of("graded-K3-1") == Skill(k3=0.0) and skill_of("graded-K8-6") == Skill(k8=1.0)
    assert skill_of("expert") is None and skill_of("graded-K9-1") is None


@pytest.mark.parametrize("seed", range(5))
def test_a_better_persona_does_well_all_that_a_lesser_one_does(seed: int) -> None:
    """Shares are spread evenly: at skill s about s of the things go well, whatever the seed."""
    things = [f"O{i}" for i in range(10)]
    spread = sorted(quantile(seed, "topic", one, things) for one in things)
    assert all(i / 10 <= q < (i + 1) / 10 for i, q in enumerate(spread))


def test_rank_correlation() -> None:
    """Spearman with mean ranks for ties; nothing that varies is 0."""
    assert spearman([1, 2, 3], [5, 6, 9]) == 1 and spearman([1, 2, 3], [3, 2, 1]) == -1
    assert spearman([1, 1, 2, 2], [1, 2, 3, 4]) == pytest.approx(0.894, abs=0.001)
    assert spearman([1, 2], [4, 4]) == 0


def test_shifts_are_told_from_order() -> None:
    """A grade that shows in the wrong competency is a shift there, and no recovery."""
    players = [made_up(UNWEIGHED, s, 1) for s in (1, 2)]
    players += [made_up(f"graded-K2-{g}", s, g // 2) for g in range(1, 7) for s in (1, 2)]
    result = found(players)["competencies"]["K2"]
    assert result["rho"] == 0 and result["shifts"]["K1"] > 0.1 and not result["reached"]
    assert "NOT" in shown(found(players))


def made_up(persona: str, seed: int, category: int) -> Player:
    one = Evidence(
        competency="K1", indicator="K1.cost_gap", version=1, raw=(0.5, 0.1, 0.05, 0.01)[category],
        category=category, thresholds=(0, 0, 0), events=(), values=(("at_most", 3),),
    )  # fmt: skip
    return Player(persona=persona, seed=seed, sessions=((one,),))


def test_a_reading_is_judged_again_by_other_thresholds() -> None:
    """A parameter set gives its own categories; one that was held down stays so."""
    one = made_up("x", 1, 3).sessions[0][0]
    assert again(one, load()).category == 3
    held = Evidence(
        competency="K1", indicator="K1.cost_gap", version=1, raw=0.01, category=1, thresholds=(0, 0, 0),
        events=(), values=(("at_most", 1),),
    )  # fmt: skip
    assert again(held, load()).category == 1


def test_a_reading_of_another_version_is_another_figure() -> None:
    """What was kept before an indicator was mended speaks under sets of that time alone."""
    one = Evidence(
        competency="K2", indicator="K2.co2_gap", version=1, raw=0.3, category=0, thresholds=(0, 0, 0),
        events=(),
    )  # fmt: skip
    player = Player(persona="x", seed=1, sessions=((one,),))
    old, new = (made(player, load(version)).competencies["K2"].mean for version in ("expert-4", ""))
    assert old < 0 and new == 0


def test_who_knows_a_day_by_heart_does_what_is_remembered() -> None:
    """Best options, surely; the memory of a day without the same names changes nothing."""
    memory = memory_of(scenario())
    way = memoriser(memory, graded(Skill(k5=0.0, k7=0.0), memory.mind))
    session = play(scenario(), "memoriser", seed=1, planner=stored, measured=True, way=way)
    assert session.moments
    for moment in scenario().moments:
        state = session.moments[moment.id]
        assert (state.option, state.confidence, state.final) == (moment.best, 100, moment.best)
    nothing = Memory(plan=Plan(), choices={"no moment": "x"}, answers={}, tones={})
    other = play(
        scenario(), "graded", seed=1, planner=stored, measured=True,
        way=memoriser(nothing, graded(Skill(), stored)),
    )  # fmt: skip
    same = play(scenario(), "graded", seed=1, planner=stored, measured=True, way=graded(Skill(), stored))
    assert [e.data for e in other.events] == [e.data for e in same.events]


def test_items_that_say_nothing_are_seen() -> None:
    """An indicator that rises with the grade has a correlation; one that stands still has none."""
    rising = [made_up(f"graded-K1-{g}", s, (g - 1) // 2) for g in range(1, 7) for s in (1, 2)]
    still = [made_up(f"graded-K1-{g}", s, 1) for g in range(1, 7) for s in (1, 2)]
    assert found(rising)["items"]["K1"]["K1.cost_gap"]["rho"] > 0.9
    assert found(still)["items"]["K1"]["K1.cost_gap"]["rho"] == 0
