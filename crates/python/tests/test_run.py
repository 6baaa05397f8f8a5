"""Runs: the values of the command line, whatever reads them."""

import csv
import datetime
import hashlib
import signal
import subprocess
import sys
import threading
import time

import pytest

import monazite

from conftest import ROOT


def digest_of_table(table):
    """A hash of every value; numbers by all their bits."""
    digest = hashlib.sha256()
    for row in table.to_pyarrow().to_pylist():
        for name, value in row.items():
            digest.update(f"{name}={word(value)};".encode())
        digest.update(b"\n")
    return digest.hexdigest()


def word(value):
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return float(value).hex()
    return str(value)


def digest_of_file(path, table):
    """The same hash of a CSV file, whose texts are read as the columns of the table are typed."""
    kinds = {field.name: str(field.type) for field in table.to_pyarrow().schema}
    digest = hashlib.sha256()
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            assert list(row) == list(kinds)
            for name, text in row.items():
                is_number = kinds[name] in ("double", "uint64") and text
                value = float(text).hex() if is_number else text
                digest.update(f"{name}={value};".encode())
            digest.update(b"\n")
    return digest.hexdigest()


def assert_same_values(result, folder):
    compared = 0
    for name in result.table_names:
        table = result.table(name)
        path = folder / f"{name}.csv"
        # A table without rows leaves no file.
        assert path.exists() == (len(table) > 0), name
        if path.exists():
            assert digest_of_table(table) == digest_of_file(path, table), name
            compared += 1
    return compared


@pytest.mark.parametrize("replicates", [1, 3])
def test_values_are_those_of_the_command_line(tmp_path, program, replicates):
    program("new", "small", cwd=tmp_path)
    printed = program(
        "run", "small.ron", "--set", "clock.weeks=60", "--seed", 7, "--replicates", replicates,
        "--out", "out", cwd=tmp_path,
    )  # fmt: skip
    assert printed.returncode == 0, printed.stderr
    scenario = monazite.Scenario.load(tmp_path / "small.ron").set("clock.weeks", 60)
    result = monazite.run(scenario, seed=7, replicates=replicates)
    assert assert_same_values(result, tmp_path / "out") >= 8
    for line in result.answer.splitlines():
        assert line in printed.stdout


def test_values_of_the_headline_are_those_of_the_command_line(tmp_path, program):
    path = ROOT / "scenarios/australia_japan.ron"
    printed = program("run", path, "--years", 0.25, "--out", tmp_path / "out", "--quiet")
    assert printed.returncode == 0, printed.stderr
    # A quarter of 365.25 days is 13.04 weeks.
    result = monazite.run(monazite.Scenario.load(path), weeks=13)
    assert assert_same_values(result, tmp_path / "out") >= 8


def test_every_cell_fits_the_type_of_its_column(scenario):
    # A column that is empty in every row may have lost what did not fit; none of a busy table is.
    tables = monazite.run(scenario)
    for name in ("mines", "refiners", "buyers", "relations", "events"):
        table = tables.table(name).to_pyarrow()
        empty = [column for column in table.column_names if table[column].null_count == len(table)]
        assert not set(empty) & {"date", "mine", "refiner", "buyer", "output_t", "stock_t", "id", "kind"}, name


def test_results_do_not_depend_on_threads(scenario):
    one = monazite.run(scenario, replicates=3, threads=1)
    two = monazite.run(scenario, replicates=3, threads=2)
    for name in one.table_names:
        assert digest_of_table(one.table(name)) == digest_of_table(two.table(name)), name
    assert one.figures == two.figures


def test_replicates_and_seeds_differ(scenario):
    scenario.set("clock.weeks", 104)
    result = monazite.run(scenario, seed=1, replicates=2)
    assert result.replicates == len(result.figures) == 2
    # Which tables luck reaches is the model's matter: that it reaches some is what counts here.
    def of(result, replicate):
        rows = [row for name in result.table_names for row in result.table(name).to_pyarrow().to_pylist()]
        return [
            [value for key, value in row.items() if key != "replicate"]
            for row in rows
            if row["replicate"] == replicate
        ]

    assert of(result, 0) != of(result, 1)
    assert of(monazite.run(scenario, seed=2, replicates=2), 0) != of(result, 0)


def test_only_wanted_tables_are_kept(scenario):
    result = monazite.run(scenario, tables=["prices"])
    assert result.table_names == ["prices"]
    assert len(result.table("prices")) > 0
    with pytest.raises(KeyError, match="allowed are prices"):
        result.table("flows")
    with pytest.raises(ValueError, match="there is no table `price`"):
        monazite.run(scenario, tables=["price"])


def test_no_replicates_are_refused(scenario):
    with pytest.raises(ValueError, match="replicates is 0, allowed is 1 or more"):
        monazite.run(scenario, replicates=0)


def test_other_threads_of_python_go_on_during_a_run(scenario):
    scenario.set("clock.weeks", 520)
    longest = 0.0
    is_over = threading.Event()

    def watch():
        nonlocal longest
        before = time.perf_counter()
        while not is_over.is_set():
            time.sleep(0.001)
            now = time.perf_counter()
            longest = max(longest, now - before)
            before = now

    watcher = threading.Thread(target=watch)
    watcher.start()
    start = time.perf_counter()
    monazite.run(scenario, replicates=8, threads=1)
    took = time.perf_counter() - start
    is_over.set()
    watcher.join()
    # With the lock held the watcher would have waited for the whole run.
    assert longest < took / 2, (longest, took)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
def test_interrupt_ends_a_run():
    code = (
        "import monazite\n"
        "scenario = monazite.Scenario.starter().set('clock.weeks', 2000)\n"
        "print('ready', flush=True)\n"
        "monazite.run(scenario, replicates=500, threads=1, tables=[])\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=20)
    finally:
        # One that did not listen must not go on behind the tests.
        process.kill()
        process.wait()
    assert "KeyboardInterrupt" in words


def test_dates_are_dates(scenario):
    rows = monazite.run(scenario, tables=["prices"]).table("prices").to_pyarrow().to_pylist()
    assert rows[0]["date"] == datetime.date(2026, 1, 5)
    assert rows[-1]["date"] == datetime.date(2026, 1, 5) + datetime.timedelta(weeks=59)
