"""The shards of a sweep as they lie in their folder, read by DuckDB and by Polars.

    pip install duckdb polars
"""

from pathlib import Path

import duckdb
import polars

import monazite

PLAN = """(
  name: "grid",
  base: "world.ron",
  factors: [
    (name: "ask_elasticity", path: "market.ask_elasticity", over: range(1.5, 4.0)),
    (name: "demand_t_per_year", path: "buyers.west_vehicles.demand_t_per_year", over: range(2500.0, 3500.0)),
  ],
  design: grid(levels: 4),
  replicates: 2,
  weeks: 104,
)
"""


def main() -> None:
    folder = Path("shards_in_duckdb")
    folder.mkdir(exist_ok=True)
    (folder / "world.ron").write_text(monazite.Scenario.starter("world").text())
    (folder / "plan.ron").write_text(PLAN)
    made = monazite.sweep(folder / "plan.ron", out=folder / "results")
    shards = str(made.shards_folder / "part-*.parquet")
    question = f"""
        select demand_t_per_year, avg(lost_value_usd) / 1e6 as lost_m_usd, count(*) as runs
        from read_parquet('{shards}') where status = 'done'
        group by demand_t_per_year order by demand_t_per_year
    """
    print(duckdb.sql(question))
    same = (
        polars.scan_parquet(shards)
        .filter(polars.col("status") == "done")
        .group_by("demand_t_per_year")
        .agg(polars.col("lost_value_usd").mean() / 1e6, polars.len().alias("runs"))
        .sort("demand_t_per_year")
        .collect()
    )
    assert same["runs"].to_list() == [8, 8, 8, 8]
    print(same)


if __name__ == "__main__":
    main()
