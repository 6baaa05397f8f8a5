"""A plot: prices inside and outside the country of origin, over ten replicates.

    pip install matplotlib polars
"""

import sys
from pathlib import Path

import matplotlib
import polars

import monazite

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402


def main(target: Path) -> None:
    scenario = monazite.Scenario.starter().set("clock.weeks", 156)
    result = monazite.run(scenario, replicates=10, tables=["prices"])
    prices = result.table("prices").to_polars()
    magnets = prices.filter(polars.col("material") == "magnet")
    spread = (
        magnets.group_by("zone", "date")
        .agg(
            polars.col("quote_usd_per_kg").quantile(0.1).alias("low"),
            polars.col("quote_usd_per_kg").median().alias("middle"),
            polars.col("quote_usd_per_kg").quantile(0.9).alias("high"),
        )
        .sort("zone", "date")
    )
    figure, axes = pyplot.subplots(figsize=(8, 4), layout="constrained")
    for zone in ("west", "east"):
        rows = spread.filter(polars.col("zone") == zone)
        axes.fill_between(rows["date"], rows["low"], rows["high"], alpha=0.25)
        axes.plot(rows["date"], rows["middle"], label=zone)
    axes.set_title("Magnets before and after the licences of 2027")
    axes.set_ylabel("spot quote with VAT, USD/kg")
    axes.legend(title="zone; band: 10 to 90 % of replicates")
    figure.savefig(target)
    print(f"wrote {target}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "price_gap.png"))
