"""Scenarios: read, changed, refused with the words of the command line."""

import copy
import pickle

import numpy as np
import pytest

import monazite


def test_values_can_be_set_and_read(scenario):
    scenario.set("market.ask_elasticity", 3).set("mines.south_mine.capacity_t_per_year", "700")
    assert scenario.get("market.ask_elasticity") == "3.0"
    assert scenario.get("mines.south_mine.capacity_t_per_year") == "700.0"
    assert scenario.weeks == 60


@pytest.mark.parametrize("value", [2.5, np.float64(2.5), np.float32(2.5), "2.5"])
def test_numbers_of_every_kind_are_the_same(scenario, value):
    scenario.set("market.ask_elasticity", value)
    assert scenario.get("market.ask_elasticity") == "2.5"


def test_whole_numbers_of_numpy_are_taken(scenario):
    assert scenario.set("clock.weeks", np.int64(70)).weeks == 70


def test_small_and_large_numbers_keep_every_digit(scenario):
    for value in (0.1 + 0.2, 1e-7, 123456.789012345):
        scenario.set("mines.south_mine.capacity_t_per_year", value)
        assert float(scenario.get("mines.south_mine.capacity_t_per_year")) == value


def test_bools_are_no_numbers(scenario):
    scenario.set("mechanisms.leakage", False)
    assert scenario.get("mechanisms.leakage") == "false"


def test_other_values_are_refused(scenario):
    with pytest.raises(ValueError, match="allowed are str"):
        scenario.set("clock.weeks", [1])


def test_changed_scenario_has_another_hash_and_a_copy_is_apart(scenario):
    twin = copy.deepcopy(scenario)
    assert twin.hash == scenario.hash
    twin.set("clock.weeks", 61)
    assert twin.hash != scenario.hash
    assert scenario.weeks == 60
    assert scenario.diff(twin) == [("clock.weeks", "60", "61")]


def test_pickled_scenario_is_the_same(scenario):
    twin = pickle.loads(pickle.dumps(scenario))
    assert twin.hash == scenario.hash


def test_unknown_path_is_refused_with_the_nearest(scenario):
    with pytest.raises(monazite.ScenarioError, match="ask_elasticity") as caught:
        scenario.set("market.ask_elasticty", 3)
    assert "hint:" in str(caught.value)


def test_value_out_of_range_is_refused_when_it_is_run(scenario):
    scenario.set("mines.south_mine.capacity_t_per_year", -1)
    with pytest.raises(monazite.ScenarioError, match="is -1, allowed above 0"):
        monazite.run(scenario)


def test_faults_have_the_words_of_the_command_line(tmp_path, program):
    text = (
        program("new", "broken", cwd=tmp_path)
        and (tmp_path / "broken.ron").read_text()
        .replace("capacity_t_per_year: 714", "capacity_t_per_year: -714")
        .replace("vat_share: 0.13", "vat_share: 13")
    )
    (tmp_path / "broken.ron").write_text(text)
    with pytest.raises(monazite.ScenarioError) as caught:
        monazite.Scenario.load(tmp_path / "broken.ron")
    printed = program("check", tmp_path / "broken.ron")
    assert printed.returncode == 1
    faults = str(caught.value)
    assert faults.count("error:") == 2
    assert faults in printed.stderr + printed.stdout


def test_missing_file_is_refused():
    with pytest.raises(monazite.ScenarioError, match="there is no such file"):
        monazite.Scenario.load("nowhere.ron")


def test_syntax_fault_names_its_line():
    with pytest.raises(monazite.ScenarioError, match=r"typed\.ron:2:"):
        monazite.Scenario.parse("(\n  abot: (),\n)", "typed.ron")


def test_parameter_is_described(scenario):
    assert "t/yr" in scenario.describe("mines.south_mine.capacity_t_per_year")
    assert scenario.question.endswith("?")
