#!/usr/bin/env python3
"""Writes the hindcast's tables into docs/validation.md and its series into outputs/hindcast.

    cargo build --release
    python docs/pictures/validation.py
    python docs/pictures/hindcast.py outputs/hindcast/rare_earths_2010 docs/pictures

Replaces what stands between `<!-- name -->` and `<!-- end -->` in docs/validation.md.
"""

import json
import re
import subprocess
from pathlib import Path

PAGE = Path("docs/validation.md")
PROGRAM = "target/release/monazite"


def hindcast(*arguments):
    command = [PROGRAM, "hindcast", "--json", "--replicates", "50", *arguments]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def number(value):
    if value is None:
        return "-"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def verdict(passes):
    return {True: "pass", False: "**fail**", None: "-"}[passes]


def targets(result, scenario):
    lines = ["| target | figure | unit | observed | median | 5 % to 95 % | figure passes | target |", "|---|---|---|---|---|---|---|---|"]
    for target in result["targets"]:
        if target["scenario"] != scenario:
            continue
        judged = verdict(target["pass"]) if target["scored"] else f"({target['basis']})"
        for at, figure in enumerate(target["figures"]):
            band = "-" if figure["low"] is None else f"{number(figure['low'])} to {number(figure['high'])}"
            name = f"{target['id']}: {target['what']} ({target['tolerance']})" if at == 0 else ""
            lines.append(f"| {name} | {figure['name']} | {figure['unit']} | {number(figure['observed'])} | {number(figure['median'])} "
                         f"| {band} | {verdict(figure['pass'])} | {judged if at == 0 else ''} |")
    scored = [target for target in result["targets"] if target["scored"] and target["scenario"] == scenario]
    lines += ["", f"{sum(target['pass'] for target in scored)} of {len(scored)} scored targets pass on the median of 50 runs."]
    return "\n".join(lines)


def skill(result):
    lines = ["| series | months | n | model | no change | Diebold-Mariano, p | AR(1) | Diebold-Mariano, p |", "|---|---|---|---|---|---|---|---|"]
    for row in result["skill"]:
        cells = []
        for rival in (row["random_walk"], row["ar1"]):
            cells += ["-", "-"] if rival is None else [f"{rival['mse']:.4f}", f"{rival['diebold_mariano']:.2f}, {rival['p']:.3f}"]
        lines.append(f"| {row['series']} | {row['horizon_months']} | {row['n']} | {row['mse']:.4f} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def passes(result, scenario):
    return {target["id"]: target["pass"] for target in result["targets"] if target["scored"] and target["scenario"] == scenario}


def split(whole, early):
    lines = ["| target | fitted to 2018 | fitted to December 2011 |", "|---|---|---|"]
    one, other = passes(whole, "rare_earths_2010"), passes(early, "rare_earths_2010")
    for target in one:
        lines.append(f"| {target} | {verdict(one[target])} | {verdict(other[target])} |")
    names = [("H4", "log RMSE of neodymium, 2012 to 2015"), ("H5", "log RMSE of dysprosium, 2012 to 2015"),
             ("H6", "log RMSE of terbium, 2012 to 2015"), ("H6", "log RMSE of cerium, 2012 to 2015")]
    for target, name in names:
        cells = [number(next(figure["median"] for entry in result["targets"] if entry["id"] == target
                             for figure in entry["figures"] if figure["name"] == name)) for result in (whole, early)]
        lines.append(f"| {name} | {cells[0]} | {cells[1]} |")
    return "\n".join(lines)


def parameters():
    text = Path("scenarios/fitted/posterior.ron").read_text()
    sets = re.findall(r"shared: \{(.*?)\}", text, re.S)
    values = {}
    for entry in sets:
        for path, value in re.findall(r'"([^"]+)": ([-0-9.e]+)', entry):
            values.setdefault(path, []).append(float(value))
    priors = dict(re.findall(r'"((?:behaviour|market)\.[a-z_]+)": \(([-0-9.e]+, [-0-9.e]+)', text))
    lines = ["| parameter | prior | best set | range of the sets |", "|---|---|---|---|"]
    for path, found in sorted(values.items()):
        lines.append(f"| `{path}` | {priors.get(path, '-').replace(', ', ' to ')} | {number(found[0])} | {number(min(found))} to {number(max(found))} |")
    return "\n".join(lines)


def main():
    whole = hindcast("--out", "outputs/hindcast")
    blocks = {"history": targets(whole, "rare_earths_2010"), "recent": targets(whole, "heavy_rare_earths_2025"),
              "coercion": targets(whole, "australia_japan"), "skill": skill(whole), "parameters": parameters()}
    early = hindcast("scenarios/rare_earths_2010.ron", "--parameters", "scenarios/fitted/posterior_2011.ron")
    blocks["split"] = split(whole, early)
    text = PAGE.read_text()
    for name, block in blocks.items():
        text = re.sub(rf"(<!-- {name} -->\n).*?(<!-- end -->)", lambda found: found[1] + block + "\n" + found[2], text, flags=re.S)
    PAGE.write_text(text)


if __name__ == "__main__":
    main()
