"""Draws docs/pictures/hindcast_*.png from the series of a hindcast of rare earths 2007 to 2018.

    cargo run --release -- hindcast scenarios/rare_earths_2010.ron --out outputs/hindcast
    pip install matplotlib pandas numpy
    python docs/pictures/hindcast.py outputs/hindcast docs/pictures
"""

import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

folder, target = sys.argv[1], sys.argv[2]
series = pd.read_csv(
    f"{folder}/series.csv",
    parse_dates=["date", "until"],
    keep_default_na=True,
    dtype={name: str for name in ["material", "stage", "place", "counterpart", "scored", "note"]},
)
for name in ["material", "stage", "place", "counterpart", "scored", "note"]:
    series[name] = series[name].fillna("")
series["middle"] = series.date + (series.until - series.date) / 2

GOODS = [("ndpr", "Neodymium oxide"), ("dysprosium", "Dysprosium oxide"), ("terbium", "Terbium oxide"), ("cerium", "Cerium oxide")]
PLACES = [("row", "abroad (free on board in China)"), ("cn", "in China, without VAT")]
MODEL, SEEN = "tab:blue", "black"


def of(measure, material="", stage="oxide", place="", counterpart=""):
    """Rows of one series: months of the model, and observations with the model over the same period."""
    rows = series[
        (series.measure == measure)
        & (series.material == material)
        & (series.stage == stage)
        & (series.place == place)
        & (series.counterpart == counterpart)
    ]
    return rows[rows.observed.isna()], rows[rows.observed.notna()]


def band(axis, months, scale=1.0):
    axis.fill_between(months.middle, months.low * scale, months.high * scale, color=MODEL, alpha=0.25, lw=0, label="5 to 95 % of runs")
    axis.plot(months.middle, months["median"] * scale, color=MODEL, lw=1.4, label="median")


def points(axis, seen, scale=1.0):
    """Observations over their own periods: filled where they are scored."""
    for is_scored, style, label in [("yes", dict(color=SEEN), "observed, scored"), ("no", dict(color="grey", mfc="none"), "observed, drawn only")]:
        rows = seen[seen.scored == is_scored]
        if len(rows):
            axis.plot(rows.middle, rows.observed * scale, "o", ms=3.5, label=label, **style)
            for row in rows.itertuples():
                axis.plot([row.date, row.until], [row.observed * scale] * 2, lw=0.8, color=style["color"])


def prices():
    figure, axes = plt.subplots(len(GOODS), 2, figsize=(12, 13), sharex=True, constrained_layout=True)
    for line, (material, title) in zip(axes, GOODS):
        for axis, (place, where) in zip(line, PLACES):
            months, seen = of("quote_ex_vat", material, place=place)
            band(axis, months)
            points(axis, seen[~seen.note.str.contains("Pr alone")])
            axis.set(yscale="log", title=f"{title} {where}", ylabel="USD/kg")
            axis.grid(alpha=0.3)
    axes[0][0].legend(fontsize=8)
    figure.savefig(f"{target}/hindcast_prices.png", dpi=110)


def gap():
    """Quotes abroad over quotes in China with VAT, medians against the pairs of data/hist_price_gap.csv."""
    pairs = {
        "cerium": [("2011-09-15", 4.05), ("2014-10-02", 1.98), ("2016-07-15", 1.21)],
        "ndpr": [("2011-09-25", 1.41), ("2014-10-02", 1.40)],
        "dysprosium": [("2011-09-25", 1.52)],
    }
    figure, axis = plt.subplots(figsize=(10, 5), constrained_layout=True)
    for colour, (material, title) in zip(["tab:blue", "tab:red", "tab:purple", "tab:green"], GOODS):
        abroad, _ = of("quote_ex_vat", material, place="row")
        home, _ = of("quote_ex_vat", material, place="cn")
        both = abroad.merge(home, on="date", suffixes=("_abroad", "_home"))
        ratio = both.median_abroad / (both.median_home * 1.17)
        axis.plot(both.date, ratio, color=colour, label=title)
        for day, observed in pairs.get(material, []):
            axis.plot(pd.Timestamp(day), observed, "o", color=colour, mec="black")
    axis.axhline(1.0, color="black", lw=0.8)
    axis.set(yscale="log", title="Quote abroad over the Chinese quote with VAT: medians, and observed pairs", ylabel="ratio")
    axis.grid(alpha=0.3, which="both")
    axis.legend(fontsize=8)
    figure.savefig(f"{target}/hindcast_gap.png", dpi=110)


def trade():
    figure, axes = plt.subplots(3, 1, figsize=(10, 12), constrained_layout=True)
    months, seen = of("exports", place="china")
    yearly = months.assign(year=months.date.dt.year).groupby("year")[["median", "low", "high"]].sum() / 1000
    axes[0].bar(yearly.index, yearly["median"], color=MODEL, alpha=0.5, label="model, sum of monthly medians")
    whole = lambda rows: rows[(rows.until - rows.date).dt.days.between(330, 367)]
    seen = whole(seen)
    seen = seen.assign(observed=seen.observed * 365 / (seen.until - seen.date).dt.days)
    for is_scored, face in [("yes", "black"), ("no", "none")]:
        rows = seen[seen.scored == is_scored]
        axes[0].plot(rows.date.dt.year, rows.observed / 1000, "o", color="black", mfc=face, label="exports observed" + ("" if is_scored == "yes" else ", other scope or memory"))
    _, quota = of("quota", stage="", place="china")
    quota = whole(quota).drop_duplicates("date")
    axes[0].step(quota.date.dt.year, quota.observed / 1000, where="mid", color="tab:red", label="export quota")
    axes[0].set(title="Chinese exports against the quota (eleven months as a year)", ylabel="kt a year")
    months, seen = of("imports", place="japan", counterpart="china")
    window = lambda rows: rows[(rows.date >= "2009-01-01") & (rows.date < "2013-01-01")]
    band(axes[1], window(months))
    monthly = window(seen)
    days = (monthly.until - monthly.date).dt.days
    monthly = monthly.assign(observed=monthly.observed * 30.4 / days)
    points(axes[1], monthly)
    axes[1].set(title="Japan's imports from China, t a month (longer periods as their mean month)", ylabel="t a month", ylim=(0, None))
    months, seen = of("import_share", place="japan", counterpart="china")
    band(axes[2], months)
    points(axes[2], seen)
    axes[2].set(title="China's part of Japan's imports", ylabel="share", ylim=(0, 1))
    for axis in axes:
        axis.legend(fontsize=8)
        axis.grid(alpha=0.3)
    figure.savefig(f"{target}/hindcast_trade.png", dpi=110)


def residuals():
    figure, axes = plt.subplots(1, 2, figsize=(12, 5), sharey=True, constrained_layout=True)
    for axis, (place, where) in zip(axes, PLACES):
        for colour, (material, title) in zip(["tab:blue", "tab:red", "tab:purple", "tab:green"], GOODS):
            _, seen = of("quote_ex_vat", material, place=place)
            seen = seen[(seen.scored == "yes") & (seen["median"] > 0)]
            logs = np.log(seen["median"] / seen.observed)
            if len(logs):
                label = f"{title}: log RMSE {np.sqrt((logs**2).mean()):.2f}, n {len(logs)}"
                axis.plot(seen.middle, logs, "o", ms=4, color=colour, label=label)
        for level, style in [(0.0, "-"), (0.35, ":"), (-0.35, ":")]:
            axis.axhline(level, color="black", lw=0.8, ls=style)
        axis.set(title=f"Quotes {where}", ylabel="log of median over observed")
        axis.legend(fontsize=8)
        axis.grid(alpha=0.3)
    figure.savefig(f"{target}/hindcast_residuals.png", dpi=110)


for draw in [prices, gap, trade, residuals]:
    draw()
