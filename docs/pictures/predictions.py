#!/usr/bin/env python3
"""Predicts the year after an export control: by month, price abroad and in China relative to the month before the
control, and exports relative to the same month of the year before; median and 5 % to 95 % band.

    python docs/pictures/predictions.py gallium antimony

Needs pandas and a release build of `monazite`. Each scenario runs with the parameter sets of scenarios/fitted/posterior.ron in
turn, and with the part of licences that is approved drawn over its range (0.3 to 0.9, evenly, not known beforehand).
Prints the tables of docs/predictions.md.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import pandas as pd

EPISODES = {
    "gallium": {"good": "gallium", "stage": "metal", "month_before": "2023-07", "licence": "china_licences"},
    "antimony": {"good": "antimony", "stage": "metal", "month_before": "2024-08", "licence": "china_licences"},
}
APPROVALS = [0.35, 0.45, 0.55, 0.65, 0.75, 0.85]
REPLICATES = 8
MONTHS = 12


def simulate(name, approval, seed, folder):
    subprocess.run(
        ["target/release/monazite", "run", f"scenarios/{name}.ron", "--quiet", "--force",
         "--parameters", "scenarios/fitted/posterior.ron", "--replicates", str(REPLICATES), "--seed", str(seed),
         "--set", "record.every_weeks=1",
         "--set", f"policies.{EPISODES[name]['licence']}.instrument.approval_share={approval}",
         "--out", folder],
        check=True, stderr=subprocess.DEVNULL)


def by_day(weekly):
    """Weeks to days, so that months split them."""
    days = pd.date_range(weekly.index[0], weekly.index[-1] + pd.Timedelta(days=6), freq="D")
    return weekly.reindex(days, method="ffill")


def measure(name, folder):
    episode = EPISODES[name]
    prices = pd.read_csv(f"{folder}/prices.csv", parse_dates=["date"])
    prices = prices[(prices.material == episode["good"]) & (prices.stage == episode["stage"])]
    flows = pd.read_csv(f"{folder}/flows.csv", parse_dates=["date"])
    flows = flows[(flows.material == episode["good"]) & (flows.stage == episode["stage"])
                  & (flows.from_country == "china") & (flows.to_country != "china") & (flows.kind != "leakage")]
    before = pd.Period(episode["month_before"], "M")
    months = [before + k for k in range(1, MONTHS + 1)]
    rows = []
    for replicate, part in prices.groupby("replicate"):
        quote = {zone: by_day(week.set_index("date").quote_usd_per_kg).groupby(lambda day: day.to_period("M")).mean()
                 for zone, week in part.groupby("zone")}
        sent = flows[flows.replicate == replicate].groupby("date").shipped_t.sum()
        weeks = pd.Index(sorted(part.date.unique()))
        sent = by_day(sent.reindex(weeks, fill_value=0.0) / 7.0).groupby(lambda day: day.to_period("M")).sum()
        for number, month in enumerate(months, 1):
            rows.append({"month": number, "calendar": str(month),
                         "abroad": quote["eu"][month] / quote["eu"][before],
                         "china": quote["cn"][month] / quote["cn"][before],
                         "exports": sent[month] / sent[month - 12]})
    return rows


def band(values):
    low, middle, high = values.quantile([0.05, 0.5, 0.95])
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def main():
    for name in sys.argv[1:] or EPISODES:
        rows = []
        with tempfile.TemporaryDirectory() as folder:
            for number, approval in enumerate(APPROVALS):
                simulate(name, approval, 1 + number, folder)
                rows += [row | {"approval": approval} for row in measure(name, folder)]
            manifest = tomllib.loads(Path(folder, "manifest.toml").read_text())
        table = pd.DataFrame(rows)
        runs = len(APPROVALS) * REPLICATES
        print(f"\n## {name.capitalize()}\n\nProgram {manifest['program_version']}, scenario hash `{manifest['scenario']['hash']}` "
              f"(with the approval of the last draw and weekly records), {runs} runs.\n")
        print("| month | price abroad over the month before | price in China over the month before | exports over the year before |")
        print("|---|---|---|---|")
        for (number, month), part in table.groupby(["month", "calendar"]):
            print(f"| {number} ({month}) | {band(part.abroad)} | {band(part.china)} | {band(part.exports)} |")
        half = table.groupby("approval").apply(
            lambda part: part[part.month.between(4, 12)][["abroad", "exports"]].median(), include_groups=False)
        print("\nMedian of months 4 to 12 by the part of licences that is approved:\n\n| approved | price abroad | exports |\n|---|---|---|")
        for approval, row in half.iterrows():
            print(f"| {approval:.2f} | {row.abroad:.2f} | {row.exports:.2f} |")


if __name__ == "__main__":
    main()
