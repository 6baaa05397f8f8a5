#!/usr/bin/env python3
"""Runs the shipped variants against the headline and writes the tables of docs/findings.md.

    cargo build --release
    python docs/pictures/findings.py [pairs]

Every difference is headline less variant on the same luck, with a 90 % interval over pairs of runs.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAM = "target/release/monazite"
HEADLINE = "scenarios/australia_japan.ron"
PAGE = Path("docs/findings.md")
VARIANTS = [
    "no_reserve", "no_japanese_capital", "no_price_floor", "faster_permitting", "wider_alliance", "no_alliance",
    "no_backlash",
]
MEASURES = ["lost_value_usd", "unmet_need_share", "alternative_mined_last_year_t_per_year"]
STOCKS = ["visible_japanese_stock", "hidden_japanese_stock", "no_backlash", "secret_reserve"]
T90 = {6: 2.015, 8: 1.895, 10: 1.833, 12: 1.796, 16: 1.753, 20: 1.729, 30: 1.699}


def number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def compared(variant, pairs):
    path = f"scenarios/variants/{variant}.ron"
    with tempfile.TemporaryDirectory() as folder:
        command = [PROGRAM, "compare", path, HEADLINE, "--replicates", str(pairs), "--json", "--force",
                   "--out", f"{folder}/out"]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def variants(pairs):
    lines = ["| the headline has, and the variant has not | measure | variant | headline | difference, 90 % interval | |",
             "|---|---|---|---|---|---|"]
    for variant in VARIANTS:
        result = compared(variant, pairs)
        first = variant
        for row in result["measures"]:
            if row["measure"] in MEASURES:
                scale, unit = (1e-6, "M USD") if row["unit"] == "USD" else (1.0, row["unit"])
                cells = [number(row[key] * scale) for key in ("mean_a", "mean_b", "difference", "low", "high")]
                lines.append(f"| {first} | {row['measure']} [{unit}] | {cells[0]} | {cells[1]} | "
                             f"{cells[2]} ({cells[3]} to {cells[4]}) | {row['verdict']} |")
                first = ""
    return lines


def curbs(path, runs):
    """Quarters under a ban, under anything harsher than a duty, and new curbs, by run; Beijing's desks together."""
    with tempfile.TemporaryDirectory() as folder:
        command = [PROGRAM, "run", path, "--replicates", str(runs), "--set", "record.every_weeks=52", "--quiet", "--force",
                   "--out", f"{folder}/out"]
        subprocess.run(command, check=True, capture_output=True, text=True)
        counts = {run: {"meetings": 0, "bans": 0, "harsh": 0} for run in range(runs)}
        with open(f"{folder}/out/decisions.csv", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["government"] == "china" and row["is_chosen"] == "1" and row["subject"].startswith("curb"):
                    count = counts[int(row["replicate"])]
                    count["meetings"] += 1
                    count["bans"] += row["option"].startswith("ban")
                    count["harsh"] += row["option"].startswith(("ban", "slow", "quota"))
    return [{key: counts[run][key] for key in ("bans", "harsh")} for run in range(runs)]


def interval(values):
    n = len(values)
    mean = sum(values) / n
    deviation = (sum((value - mean) ** 2 for value in values) / (n - 1)) ** 0.5
    half = T90[n] * deviation / n ** 0.5
    return f"{mean:.2f} ({mean - half:.2f} to {mean + half:.2f})"


def pressure(runs):
    base = curbs(HEADLINE, runs)
    lines = ["| variant | bans chosen in a run | more than the headline | bans, licences and quotas chosen | more than the headline |",
             "|---|---|---|---|---|",
             f"| headline | {interval([one['bans'] for one in base])} | - | {interval([one['harsh'] for one in base])} | - |"]
    for variant in STOCKS:
        counts = curbs(f"scenarios/variants/{variant}.ron", runs)
        cells = []
        for key in ("bans", "harsh"):
            cells.append(interval([one[key] for one in counts]))
            cells.append(interval([one[key] - other[key] for one, other in zip(counts, base)]))
        lines.append(f"| {variant} | {cells[0]} | {cells[1]} | {cells[2]} | {cells[3]} |")
    return lines


def write(name, lines):
    page = PAGE.read_text(encoding="utf-8")
    block = f"<!-- {name} -->\n" + "\n".join(lines) + "\n<!-- end -->"
    page, count = re.subn(rf"<!-- {name} -->\n.*?<!-- end -->", lambda _: block, page, flags=re.S)
    assert count == 1, name
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    write("pressure", pressure(pairs))
    write("variants", variants(pairs))
