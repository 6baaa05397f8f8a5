"""A sweep on Dask: here two processes on this machine, elsewhere any cluster whose workers see the same folder.

    pip install distributed

Without TLS, whoever reaches the port of a scheduler can run code on it: keep it on the loopback address or encrypt.
"""

from pathlib import Path

from distributed import Client, LocalCluster

import monazite

PLAN = """(
  name: "from_dask",
  question: "Which of two unknowns moves the price gap of dysprosium?",
  base: "world.ron",
  factors: [
    (name: "ask_elasticity", path: "market.ask_elasticity", over: range(1.5, 4.0)),
    (name: "demand_t_per_year", path: "buyers.west_vehicles.demand_t_per_year", over: range(2500.0, 3500.0)),
  ],
  design: saltelli(base_points: 16, second_order: false),
  weeks: 104,
)
"""


def main() -> None:
    folder = Path("dask_sweep")
    folder.mkdir(exist_ok=True)
    (folder / "world.ron").write_text(monazite.Scenario.starter("world").text())
    (folder / "plan.ron").write_text(PLAN)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        # Call it again after anything went wrong: only what is missing is run.
        made = monazite.sweep(folder / "plan.ron", client, out=folder / "results")
    print(made.question)
    indices = made.indices().to_polars()
    print(indices.filter(indices["measure"] == "dysprosium_oxide_quote_ratio"))


if __name__ == "__main__":
    main()
