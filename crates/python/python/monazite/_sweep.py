"""Sweeps on this machine or on a cluster of Dask."""

from __future__ import annotations

import time
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from monazite._native import MonaziteError, Sweep, TryAgain

if TYPE_CHECKING:
    from distributed import Client

#: How often a task looks again at a shard that somebody else makes, a second apart.
ATTEMPTS = 30
#: How often Dask starts a task again whose worker died.
RETRIES = 5


def sweep(
    plan: str | PathLike[str],
    client: Client | None = None,
    *,
    out: str | PathLike[str] | None = None,
    threads: int | None = None,
    shard_seconds: float = 30.0,
) -> Sweep:
    """Run every shard of a plan that is missing, and give the sweep back.

    Whatever stops it (Ctrl-C, a dead worker, a dead scheduler), the same call goes on where it stopped: the shards in
    the folder are the ledger.

    Parameters
    ----------
    plan: the file with the plan.
    client: a client of Dask, whose workers see the same folder; each task makes one shard. Without one the shards are
        made on the threads of this machine.
    out: folder of the sweep; by default `outputs/<name of the plan>`.
    threads: threads on this machine, by default one for each processor; not for a client.
    shard_seconds: seconds of work in a shard, when the sweep is planned for the first time.
    """
    opened = Sweep(plan, out, shard_seconds=shard_seconds)
    if client is None:
        opened.run(threads)
    else:
        _on_dask(opened, Path(plan).absolute(), client)
    return opened


def _on_dask(opened: Sweep, plan: Path, client: Client) -> None:
    folder = str(Path(opened.folder).absolute())
    futures = client.map(
        _run_shard,
        opened.missing(),
        plan=str(plan),
        folder=folder,
        pure=False,
        retries=RETRIES,
    )
    for future in futures:
        future.result()
        # The scheduler need not remember what the folder knows.
        future.release()
    missing = opened.missing()
    if missing:
        raise MonaziteError(
            f"error: {len(missing)} of {opened.n_shards} shards are not in `{folder}`, though the workers have made them\n"
            "  hint: the workers must see the same folder as this machine; use `out` for one that is shared"
        )


def _run_shard(index: int, *, plan: str, folder: str) -> int:
    """Make one shard on a worker."""
    opened = Sweep(plan, folder)
    for _ in range(ATTEMPTS):
        try:
            return opened.run_shard(index)
        except TryAgain:
            time.sleep(1)
    return opened.run_shard(index)
