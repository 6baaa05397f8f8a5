#!/usr/bin/env python3
"""HyperQueue: one task for each missing shard of a sweep, on workers of a server or on this machine.

    pip install hyperqueue
    python docs/guide/launchers/on_hyperqueue.py plan.ron             # a server was started with `hq server start`
    python docs/guide/launchers/on_hyperqueue.py plan.ron --cores 2   # a server and a worker of its own

Start it again after anything went wrong: it asks what is missing.
"""

import argparse
import contextlib
import subprocess
import sys

from hyperqueue import Client, Job, LocalCluster
from hyperqueue.cluster import WorkerConfig

CRASHES_ALLOWED = 5
TRY_AGAIN = 75


def monazite(*words):
    return subprocess.run(["monazite", "sweep", *words], check=True, text=True, stdout=subprocess.PIPE).stdout


@contextlib.contextmanager
def connected(cores):
    """A client of the server that is there, or of one that lives as long as this program."""
    if cores is None:
        yield Client()
        return
    with LocalCluster(worker_config=WorkerConfig(cores=cores)) as cluster:
        yield cluster.client()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan")
    parser.add_argument("--cores", type=int, help="start a server and a worker with so many cores")
    arguments = parser.parse_args()
    monazite("plan", arguments.plan)
    missing = monazite("status", arguments.plan, "--missing").split()
    job = Job(max_fails=None)
    for shard in missing:
        job.program(["monazite", "sweep", "run-shard", arguments.plan, "--index", shard, "--quiet"],
                    name=f"shard {shard}", crash_limit=CRASHES_ALLOWED, stdout=None, stderr=None)
    with connected(arguments.cores) as client:
        if missing:
            client.wait_for_jobs([client.submit(job)], raise_on_error=False)
    left = monazite("status", arguments.plan, "--missing").split()
    if left:
        print(f"{len(left)} shards are missing: start this again", file=sys.stderr)
        sys.exit(TRY_AGAIN)
    print(monazite("merge", arguments.plan), end="")


if __name__ == "__main__":
    main()
