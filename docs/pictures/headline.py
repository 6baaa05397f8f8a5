"""Draws docs/pictures/headline.png from the tables of a headline run.

    cargo run --release -- run scenarios/australia_japan.ron
    pip install matplotlib pandas
    python docs/pictures/headline.py outputs/australia_japan docs/pictures/headline.png
"""

import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

folder, target = sys.argv[1], sys.argv[2]
prices = pd.read_csv(f"{folder}/prices.csv", parse_dates=["date"])
suppliers = pd.read_csv(f"{folder}/suppliers.csv", parse_dates=["date"])
mines = pd.read_csv(f"{folder}/mines.csv", parse_dates=["date"])

figure, axes = plt.subplots(2, 2, figsize=(11, 7), constrained_layout=True)
goods = [("dysprosium", "oxide", "Dysprosium oxide"), ("ndpr", "oxide", "NdPr oxide")]
zones = [("cn", "China"), ("jp", "Japan"), ("eu", "Europe")]
for axis, (material, stage, title) in zip(axes[0], goods):
    rows = prices[(prices.material == material) & (prices.stage == stage)]
    for zone, label in zones:
        of_zone = rows[rows.zone == zone]
        axis.plot(of_zone.date, of_zone.quote_usd_per_kg / (1 + of_zone.vat_share), label=f"spot quote, {label}")
    in_japan = rows[rows.zone == "jp"]
    axis.plot(in_japan.date, in_japan.contract_usd_per_kg, "k--", label="contract price, Japan")
    axis.set(yscale="log", title=title, ylabel="USD/kg without VAT")
    axis.legend(fontsize=8)

japan = suppliers[(suppliers.country == "japan") & (suppliers.material == "dysprosium")].copy()
japan["tonnes"] = japan.order_share * japan.need_t_per_week
by_origin = japan.groupby(["date", "origin"]).tonnes.sum().unstack(fill_value=0)
by_origin = by_origin.div(by_origin.sum(axis=1), axis=0)
largest = by_origin.max().sort_values(ascending=False).index[:6]
axes[1][0].stackplot(by_origin.index, by_origin[largest].T, labels=[name.replace("_", " ").title() for name in largest])
axes[1][0].set(title="Where Japan orders dysprosium oxide and metal", ylabel="share of orders", ylim=(0, 1))
axes[1][0].legend(fontsize=8, loc="lower left")

for country in ["australia", "united_states", "brazil", "myanmar"]:
    of_country = mines[mines.country == country].groupby("date").output_t_per_year.sum() / 1000
    axes[1][1].plot(of_country, label=country.replace("_", " ").title())
axes[1][1].set(title="Mine output outside China", ylabel="kt rare-earth oxide a year")
axes[1][1].legend(fontsize=8)
figure.savefig(target, dpi=110)
