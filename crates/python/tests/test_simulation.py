"""Simulations: week by week, with forks, and the same as a run."""

import datetime

import monazite


def test_stepping_gives_the_rows_of_a_run(scenario):
    simulation = monazite.Simulation(scenario, seed=3)
    simulation.step(10)
    simulation.step()
    assert not simulation.is_finished
    simulation.step(49)
    assert simulation.is_finished
    result = monazite.run(scenario, seed=3)
    for name in result.table_names:
        stepped = simulation.table(name).to_pyarrow().to_pylist()
        assert stepped == result.table(name).to_pyarrow().to_pylist(), name


def test_replicate_is_that_of_a_run(scenario):
    simulation = monazite.Simulation(scenario, seed=3, replicate=1)
    simulation.step(60)
    assert simulation.observe()["figures"] == monazite.run(scenario, seed=3, replicates=2).figures[1]


def test_fork_goes_on_alike_and_apart(scenario):
    original = monazite.Simulation(scenario)
    original.step(5)
    twin = original.fork()
    twin.step(4)
    assert (original.week, twin.week) == (5, 9)
    assert original.state_hash != twin.state_hash
    original.step(4)
    assert original.state_hash == twin.state_hash
    rows = [simulation.table("flows").to_pyarrow().to_pylist() for simulation in (original, twin)]
    assert rows[0] == rows[1]


def test_world_can_be_observed(scenario):
    simulation = monazite.Simulation(scenario)
    before = simulation.observe()
    assert (before["week"], before["date"]) == (0, datetime.date(2026, 1, 5))
    assert before["users"] == []
    simulation.step(3)
    seen = simulation.observe()
    assert seen["week"] == 3
    assert seen["date"] == datetime.date(2026, 1, 26)
    assert not seen["is_finished"]
    assert "lost_value_usd" in seen["figures"]
    for user in seen["users"]:
        assert abs(user["used_t"] + user["lost_t"] - user["wanted_t"]) < 1e-6 * max(user["wanted_t"], 1.0)


def test_tables_that_nobody_wants_change_nothing(scenario):
    quiet = monazite.Simulation(scenario, tables=[])
    quiet.step(10)
    loud = monazite.Simulation(scenario)
    loud.step(10)
    assert quiet.state_hash == loud.state_hash
    assert len(quiet.table("prices")) == 0


def test_repr_says_where_it_is(scenario):
    simulation = monazite.Simulation(scenario)
    simulation.step(2)
    assert repr(simulation) == 'Simulation("small", week=2)'
