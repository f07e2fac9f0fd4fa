from game.domain.scenario import Disruption, TruthChange
from game.sim.disruptions import draw
from tests.sim.days import road_world, scenario, sure


def test_every_cause_has_its_own_stream():
    """Adding a cause never changes the luck of another."""
    jam = Disruption(kind="jam", subject="A28", chance=0.5, delay_s=(300, 600, 1500))
    dock = Disruption(kind="late_loading", subject="*", chance=0.5, delay_s=(300, 600, 1500))
    world = road_world()
    for seed in range(40):
        alone = draw(scenario(world, disruptions=(jam,)), world, seed)
        both = draw(scenario(world, disruptions=(dock, jam)), world, seed)
        assert alone == tuple(i for i in both if i.kind == "jam")


def test_chance_and_size_follow_the_disruption():
    """Over many seeds a cause happens about as often as it says, within its least and most delay."""
    world = road_world()
    jam = Disruption(kind="jam", subject="A28", chance=0.3, delay_s=(300, 600, 1500))
    days = [draw(scenario(world, disruptions=(jam,)), world, seed) for seed in range(2000)]
    sizes = [i.delay_s for day in days for i in day]
    assert 0.26 < len(sizes) / 2000 < 0.34
    assert min(sizes) >= 300 and max(sizes) <= 1500
    assert 750 < sum(sizes) / len(sizes) < 850  # (300 + 600 + 1500) / 3


def test_star_means_every_vehicle_or_order():
    """A disruption for `*` is drawn for each subject on its own."""
    world = road_world()
    found = draw(
        scenario(world, disruptions=(sure("late_loading", "*", 10), sure("closed", "*", 10))), world, 1
    )
    assert {i.id for i in found} == {"loading/V1", "loading/V2"} | {f"closed/O{n}" for n in (1, 2, 3, 4)}


def test_truth_becomes_incidents():
    """A longer true service and a customer that opens later are incidents of the day."""
    world = road_world()
    truth = (
        TruthChange(kind="service_s", subject="O1", amount=2000),
        TruthChange(kind="service_s", subject="O2", amount=600),
        TruthChange(kind="closed_until_s", subject="O3", amount=40_000),
    )
    found = {i.id: i for i in draw(scenario(world, truth=truth), world, 1)}
    assert set(found) == {"truth/service/O1", "truth/closed/O3"}
    assert found["truth/service/O1"].delay_s == 800
    assert found["truth/closed/O3"].to_s == 40_000
