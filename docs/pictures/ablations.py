"""Prints what each mechanism changes in the headline: one run with the mechanism off.

    cargo build --release
    pip install pandas
    python docs/pictures/ablations.py
"""

import subprocess
import sys
import tempfile

import pandas as pd

MECHANISMS = [
    "contracts", "spot", "sloped_schedules", "leakage", "sticky_rent", "transit", "precaution", "portfolio",
    "qualification", "mothball", "investment", "expansion", "price_elasticity", "tension_cover", 
    "resale", "index_parity", "utilisation_response",
]
GOODS = [("ndpr", "oxide", "cn"), ("dysprosium", "oxide", "cn"), ("dysprosium", "oxide", "jp")]


def figures(*settings):
    """Lowest and highest quote without VAT (USD/kg) of each good, and Japan's lost output (bn USD)."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["target/release/monazite", "run", "scenarios/australia_japan.ron", "--quiet", "--out", f"{folder}/run"]
        for setting in settings:
            command += ["--set", setting]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        prices = pd.read_csv(f"{folder}/run/prices.csv")
        buyers = pd.read_csv(f"{folder}/run/buyers.csv")
    cells = []
    for material, stage, zone in GOODS:
        rows = prices[(prices.material == material) & (prices.stage == stage) & (prices.zone == zone)]
        quote = rows.quote_usd_per_kg / (1 + rows.vat_share)
        cells.append(f"{quote.min():.0f} to {quote.max():.0f}")
    lost = buyers[buyers.country == "japan"].lost_value_usd.sum() / 1e9
    return cells + [f"{lost:.1f}"]


print("| off | NdPr oxide, China | Dy oxide, China | Dy oxide, Japan | Japan's lost output, bn USD |")
print("|---|---|---|---|---|")
print("| nothing | " + " | ".join(figures()) + " |")
for mechanism in sys.argv[1:] or MECHANISMS:
    print(f"| {mechanism} | " + " | ".join(figures(f"mechanisms.{mechanism}=false")) + " |", flush=True)
