from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from game.assess import model
from game.assess.profile import Played, profile, profile_dict
from game.assess.settings import COMPETENCIES, PRIORS, Item, settings
from game.domain.events import Evidence

FIGURES = settings()


def given_evidence(name: str, category: int) -> Evidence:
    item = FIGURES.items[name]
    return Evidence(
        competency=item.competency, indicator=name, version=1, raw=0.0, category=category,
        thresholds=item.thresholds, events=(1,),
    )  # fmt: skip


def made(*sessions: list[tuple[str, int]], verified: bool | None = True, prior: str = "correlated"):
    played = [
        Played(session=str(i), evidence=tuple(given_evidence(*e) for e in s), verified=verified)
        for i, s in enumerate(sessions)
    ]
    return profile(played, prior)


def all_of(competency: str, category: int) -> list[tuple[str, int]]:
    return [(name, category) for name, item in FIGURES.items.items() if item.competency == competency]


def test_without_evidence_there_are_eight_wide_bars_and_no_level():
    """No evidence: mean 0, the widened prior, level null, for all eight."""
    found = profile_dict(made())
    assert list(found["competencies"]) == list(COMPETENCIES)
    for entry in found["competencies"].values():
        assert (entry["mean"], entry["sd"], entry["level"], entry["evidence"]) == (0.0, 1.3, None, [])
        assert entry["high"] - entry["low"] > 5


def test_no_level_for_what_was_never_shown():
    """Evidence on one competency moves others a little and gives them no level."""
    found = made(*[all_of("K1", 3)] * 6)
    assert found.competencies["K1"].level == 4
    assert 0 < found.competencies["K8"].mean < found.competencies["K1"].mean
    assert found.competencies["K8"].level is None


def test_the_independent_prior_borrows_nothing():
    """With the independent prior other competencies stay exactly where they were."""
    found = made(all_of("K1", 3), prior="independent")
    assert found.competencies["K2"].mean == 0.0
    assert found.competencies["K1"].mean > 0.8
    with pytest.raises(ValueError, match="prior"):
        made(prior="hopeful")


@pytest.mark.parametrize("right_and_wrong", [(1, 0), (4, 0), (1, 1), (3, 1), (4, 4)])
def test_an_always_accepter_is_never_above_level_2_in_k5(right_and_wrong):
    """Taking all advice shows nothing above `basis`, however many sessions and whatever the mixture."""
    right, wrong = right_and_wrong
    one = [("K5.rair", 3)] * right + [("K5.rsr", 0)] * wrong + [("K5.brier", 3)]
    for sessions in (1, 3, 10, 30):
        level = made(*[one] * sessions).competencies["K5"].level
        assert level is None or level <= 2


def test_a_calibrated_planner_can_reach_the_top_of_k5():
    """Taking right advice, refusing wrong advice and knowing how sure one is leads to level 4."""
    one = [("K5.rair", 3), ("K5.rsr", 3), ("K5.brier", 3), ("K5.looked", 3)]
    assert made(*[one] * 6).competencies["K5"].level == 4


@pytest.mark.parametrize("verified", [False, None])
def test_an_unverified_log_gives_no_level(verified):
    """A log that does not replay shows bars and never a level."""
    found = made(*[all_of("K1", 3)] * 8, verified=verified)
    assert found.verified is verified
    assert all(c.level is None for c in found.competencies.values())
    assert found.competencies["K1"].mean > 1


items = st.tuples(st.sampled_from(sorted(FIGURES.items)), st.integers(0, 3))


@hypothesis_settings(max_examples=80, deadline=None)
@given(
    st.lists(st.lists(items, max_size=8), max_size=3),
    st.lists(items, max_size=8),
    st.sampled_from(sorted(FIGURES.items)),
)
def test_more_good_evidence_never_lowers_the_mean(before, last, name):
    """A category 3 in the last session leaves the mean of its competency where it was, or higher."""
    competency = FIGURES.items[name].competency
    plain = made(*before, last).competencies[competency]
    better = made(*before, [*last, (name, 3)]).competencies[competency]
    assert better.mean >= plain.mean


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.lists(items, min_size=1, max_size=12), st.integers(0, 11))
def test_a_better_category_never_lowers_the_mean(evidence, which):
    """The model is monotone in every category."""
    which %= len(evidence)
    name, category = evidence[which]
    raised = [*evidence[:which], (name, min(3, category + 1)), *evidence[which + 1 :]]
    competency = FIGURES.items[name].competency
    assert made(raised).competencies[competency].mean >= made(evidence).competencies[competency].mean


sessions_of_items = st.lists(st.lists(items, max_size=8), max_size=4)


@hypothesis_settings(max_examples=60, deadline=None)
@given(sessions_of_items, st.lists(items, min_size=1, max_size=12), st.sampled_from(PRIORS))
def test_evidence_never_makes_less_sure(before, last, kind):
    """No answer, however surprising, widens the belief of any competency or of its growth."""
    belief = model.after([[given_evidence(*e) for e in s] for s in before], kind, FIGURES)
    found = model.update(belief, [given_evidence(*e) for e in last], FIGURES)
    assert all(found.cov[i][i] <= belief.cov[i][i] + 1e-12 for i in range(16))


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.lists(items, max_size=10).flatmap(lambda s: st.tuples(st.just(s), st.permutations(s))))
def test_the_order_within_a_session_says_nothing(both):
    """A permutation of the evidence of one session gives exactly the same belief."""
    one, other = ([given_evidence(*e) for e in s] for s in both)
    belief = model.drift(model.prior("correlated", FIGURES), FIGURES)
    assert model.update(belief, one, FIGURES) == model.update(belief, other, FIGURES)


def test_the_order_of_sessions_counts():
    """What was shown last tells more of what a player can now, and of growth."""
    low, high = ([given_evidence(n, c) for n in ("K1.cost_gap", "K1.on_time", "K1.load")] for c in (0, 3))
    rising, falling = (model.after(s, "correlated", FIGURES) for s in ([low, high], [high, low]))
    assert rising.mean[0] > falling.mean[0]
    assert model.growth(rising, "K1")[0] > 0 > model.growth(falling, "K1")[0]


def test_what_is_missing_changes_nothing():
    """No evidence, and evidence of an indicator that the set does not know, leave the belief as it was."""
    belief = model.after([[given_evidence("K1.cost_gap", 2)]], "correlated", FIGURES)
    stranger = replace(given_evidence("K1.cost_gap", 0), indicator="K1.of_another_year")
    assert model.update(belief, [], FIGURES) is belief
    assert model.update(belief, [stranger], FIGURES) is belief
    known = given_evidence("K1.load", 1)
    assert model.update(belief, [known, stranger], FIGURES) == model.update(belief, [known], FIGURES)


@pytest.mark.parametrize("step", [0.15, -0.15])
def test_growth_of_a_player_is_found_with_its_sign(step):
    """Answers that get better session by session show growth, and worse ones decline; still ones neither."""
    names = [name for name in FIGURES.items if name.startswith("K1.")]
    middle, direction = 1.5, 1 if step > 0 else -1

    def played(slope):
        levels = [round(min(3, max(0, middle + slope * (s - 4.5)))) for s in range(10)]
        return model.growth(
            model.after([[given_evidence(n, c) for n in names] for c in levels], "correlated", FIGURES), "K1"
        )[0]

    assert direction * played(2 * step) > 0.01
    assert abs(played(0)) < 0.01


def test_uncertainty_shrinks_with_evidence_and_grows_by_drift():
    """More sessions narrow the interval; time between sessions widens it a little."""
    sds = [made(*[all_of("K1", 2)] * n).competencies["K1"].sd for n in range(5)]
    assert sds == sorted(sds, reverse=True)
    belief = model.after([[given_evidence("K1.cost_gap", 2)]], "correlated", FIGURES)
    later = model.drift(belief, FIGURES)
    grown = belief.cov[0][0] + 2 * belief.cov[0][8] + belief.cov[8][8]
    assert later.cov[0][0] == pytest.approx(grown + FIGURES.model.drift_sd**2)
    assert later.cov[0][0] > belief.cov[0][0]


def test_the_mode_is_where_the_gradient_is_zero():
    """For one item and the independent prior the estimate solves the model's own equation."""
    from math import exp

    figures = FIGURES
    belief = model.update(model.prior("independent", figures), [given_evidence("K1.cost_gap", 3)], figures)
    spread = figures.model.prior_sd**2 + figures.model.session_sd**2
    t = belief.mean[0] * spread / figures.model.prior_sd**2
    b3 = figures.items["K1.cost_gap"].b[2]
    assert 1 - 1 / (1 + exp(-(t - b3))) - t / spread == pytest.approx(0, abs=1e-8)


def test_recovery_of_known_abilities():
    """On simulated players with the model's own parameters the estimates follow the truth."""
    import numpy as np

    rng = np.random.default_rng(7)
    names = sorted(FIGURES.items)
    cov = np.array(model.prior("correlated", FIGURES).cov)[:8, :8]
    truth, found = [], []
    for _ in range(60):
        theta = rng.multivariate_normal(np.zeros(8), cov)
        sessions = []
        for _ in range(5):
            t = theta + rng.normal(0, FIGURES.model.session_sd, 8)
            sessions.append([given_evidence(n, _draw(rng, FIGURES.items[n], t)) for n in names])
        truth.append(theta[:5])
        found.append(model.after(sessions, "correlated", FIGURES).mean[:5])
    assert np.corrcoef(np.ravel(truth), np.ravel(found))[0, 1] > 0.8


def _draw(rng, item: Item, t) -> int:
    ability = t[COMPETENCIES.index(item.competency)]
    u = rng.random()
    return sum(u < 1 / (1 + 2.718281828459045 ** -(ability - b)) for b in item.b)


def test_categories_meet_their_thresholds_exactly():
    """A raw value on a threshold counts as meeting it, for both directions."""
    lower, higher = FIGURES.items["K1.cost_gap"], FIGURES.items["K1.on_time"]
    assert [lower.category(x) for x in (0.2, 0.15, 0.06, 0.02, -1)] == [0, 1, 2, 3, 3]
    assert [higher.category(x) for x in (-0.2, -0.1, -0.03, 0.0, 1)] == [0, 1, 2, 3, 3]
