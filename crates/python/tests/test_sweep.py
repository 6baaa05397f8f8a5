"""Sweeps: on threads, by the command line, and on Dask with workers and schedulers that die."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars
import pytest

import monazite

PLAN = """(
  name: "small",
  base: "world.ron",
  factors: [
    (name: "ask", path: "market.ask_elasticity", over: range(1.5, 4.0)),
    (name: "demand", path: "buyers.west_vehicles.demand_t_per_year", over: range(2500.0, 3500.0)),
  ],
  design: saltelli(base_points: BASE, second_order: false),
  measures: ["dysprosium_oxide_quote_ratio", "lost_value_usd"],
  weeks: WEEKS,
)
"""


@pytest.fixture
def plan(tmp_path, program):
    """Writes a plan over a small world: `plan(base points, weeks)`."""

    def write(base_points=8, weeks=60):
        if not (tmp_path / "world.ron").exists():
            assert program("new", "world", cwd=tmp_path).returncode == 0
        text = PLAN.replace("BASE", str(base_points)).replace("WEEKS", str(weeks))
        path = tmp_path / "plan.ron"
        path.write_text(text)
        return path

    return write


def test_sweep_has_the_bytes_of_the_command_line(plan, tmp_path, program):
    path = plan()
    made = monazite.sweep(path, out=tmp_path / "python", threads=2)
    assert made.missing() == []
    made.merge()
    # Shards may be of another length, and the merged results are the same.
    done = program("sweep", "run", path, "--out", tmp_path / "program", "--quiet")
    assert done.returncode == 0, done.stderr
    assert program("sweep", "merge", path, "--out", tmp_path / "program").returncode == 0
    merged = [(tmp_path / folder / "merged.csv").read_bytes() for folder in ("python", "program")]
    assert merged[0] == merged[1]
    assert merged[0].count(b"\n") == 8 * 4 + 1


def test_rows_are_an_arrow_table_and_shards_are_read_as_they_are(plan, tmp_path):
    made = monazite.sweep(plan(), out=tmp_path / "out")
    rows = made.table().to_polars()
    assert rows.height == made.n_runs == 32
    assert set(rows["status"]) == {"done"}
    shards = polars.read_parquet(made.shards_folder / "part-*.parquet").sort("point", "replicate")
    assert shards["lost_value_usd"].to_list() == rows["lost_value_usd"].to_list()


def test_second_call_makes_nothing(plan, tmp_path):
    path = plan()
    monazite.sweep(path, out=tmp_path / "out")
    again = monazite.Sweep(path, tmp_path / "out")
    assert again.missing() == []
    assert again.run() == 0
    assert again.run_shard(0) == 0


def test_indices_name_their_factors_and_words(plan, tmp_path, program):
    path = plan(16)
    made = monazite.sweep(path, out=tmp_path / "out")
    indices = made.indices().to_polars()
    assert set(indices["index"]) == {"first_order", "total"}
    assert set(indices["factor"]) == {"ask", "demand"}
    printed = program("sweep", "analyse", path, "--out", tmp_path / "out")
    assert printed.returncode == 0, printed.stderr
    written = polars.read_csv(tmp_path / "out/analysis/indices.csv", infer_schema_length=None)
    assert written["value"].cast(polars.Float64).to_list() == indices["value"].to_list()


def test_faults_of_a_plan_have_the_words_of_the_command_line(plan, program):
    path = plan()
    path.write_text(path.read_text().replace("market.ask_elasticity", "market.ask_elasticty"))
    with pytest.raises(monazite.ScenarioError, match="ask_elasticity") as caught:
        monazite.sweep(path)
    printed = program("sweep", "plan", path)
    assert str(caught.value) in printed.stderr


def test_shard_beyond_the_plan_is_refused(plan, tmp_path):
    with pytest.raises(ValueError, match="allowed 0 to"):
        monazite.Sweep(plan(), tmp_path / "out").run_shard(1000)


# Dask: processes as on a cluster, all on the loopback address.


class Cluster:
    """A scheduler and workers as processes of their own."""

    def __init__(self, folder, workers):
        self.file = folder / f"scheduler-{time.monotonic_ns()}.json"
        environment = os.environ | {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s"}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
        start = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
        flags = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(self.file)]
        self.scheduler = subprocess.Popen([*start, *flags], **quiet)
        start = [sys.executable, "-m", "distributed.cli.dask_worker", "--host", "127.0.0.1", "--no-dashboard"]
        flags = ["--no-nanny", "--nthreads", "1", "--death-timeout", "20", "--scheduler-file", str(self.file)]
        self.workers = [subprocess.Popen([*start, *flags], **quiet) for _ in range(workers)]

    def client(self):
        from distributed import Client

        client = Client(scheduler_file=str(self.file), timeout=60, set_as_default=False)
        client.wait_for_workers(len(self.workers), timeout=60)
        return client

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()


def parts(opened):
    return sorted(opened.shards_folder.glob("part-*.parquet"))


def wait_for_some(opened, count, seconds=60):
    end = time.monotonic() + seconds
    while len(parts(opened)) < count:
        assert time.monotonic() < end, "no shards were made"
        time.sleep(0.02)


def starts(opened):
    """Shards that were begun, by anybody."""
    lines = (Path(opened.folder) / "starts.csv").read_text().splitlines()
    return [int(line.split(",")[0]) for line in lines[1:]]


@pytest.fixture
def undisturbed(plan, tmp_path):
    """The merged results of the same plan without Dask; long enough to be disturbed."""
    path = plan(16, 1000)
    made = monazite.sweep(path, out=tmp_path / "undisturbed", shard_seconds=0.001)
    made.merge()
    return path, (tmp_path / "undisturbed/merged.csv").read_bytes()


def test_dead_worker_costs_no_shard(undisturbed, tmp_path):
    import threading

    path, expected = undisturbed
    opened = monazite.Sweep(path, tmp_path / "dask", shard_seconds=0.001)
    with Cluster(tmp_path, 2) as cluster, cluster.client() as client:

        def kill():
            wait_for_some(opened, 2)
            cluster.workers[0].send_signal(signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        made = monazite.sweep(path, client, out=tmp_path / "dask")
        killer.join()
        assert cluster.workers[0].wait(10) == -signal.SIGKILL
    assert made.missing() == []
    made.merge()
    assert (tmp_path / "dask/merged.csv").read_bytes() == expected
    # What the dead worker had in hand was begun twice, and nothing else.
    assert len(starts(opened)) <= opened.n_shards + 1


def test_dead_scheduler_is_told_and_submitting_again_does_only_what_is_missing(undisturbed, tmp_path):
    import threading

    path, expected = undisturbed
    opened = monazite.Sweep(path, tmp_path / "dask", shard_seconds=0.001)
    with Cluster(tmp_path, 2) as cluster:
        client = cluster.client()

        def kill():
            wait_for_some(opened, 2)
            cluster.scheduler.send_signal(signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        with pytest.raises(BaseException):  # noqa: B017  which one is a matter of Dask's version
            monazite.sweep(path, client, out=tmp_path / "dask")
        killer.join()
        client.close(timeout=2)
    done = {int(part.stem.split("-")[1]) for part in parts(opened)}
    missing = opened.missing()
    assert done and missing
    before = len(starts(opened))
    with Cluster(tmp_path, 2) as cluster, cluster.client() as client:
        made = monazite.sweep(path, client, out=tmp_path / "dask")
    assert made.missing() == []
    assert sorted(starts(opened)[before:]) == missing
    made.merge()
    assert (tmp_path / "dask/merged.csv").read_bytes() == expected
