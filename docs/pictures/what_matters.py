#!/usr/bin/env python3
"""What each mechanism and each uncertain parameter buys in the history of 2007 to 2018.

    python docs/pictures/what_matters.py mechanisms
    python docs/pictures/what_matters.py parameters

Both also replace their block in docs/validation.md. Needs a release build of `monazite` and scenarios/fitted/posterior.ron. `mechanisms` turns each one off in turn and says which
targets break or mend; `parameters` sets each fitted parameter to both ends of its prior, all else as fitted.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

EPISODE = "scenarios/rare_earths_2010.ron"
REPLICATES = "6"
MEASURES = [  # target, figure, heading
    ("H2", "2012", "exports over quota, 2012"),
    ("H3", "peak month", "peak of Dy, USD/kg"),
    ("H4", "log RMSE of neodymium", "log RMSE of Nd"),
    ("H5", "log RMSE of dysprosium", "log RMSE of Dy"),
    ("H9", "lanthanum", "rent on La, USD/kg"),
]
FITTED = "scenarios/fitted/posterior.ron"


def hindcast(*changes):
    command = ["target/release/monazite", "hindcast", EPISODE, "--json", "--replicates", REPLICATES]
    for change in changes:
        command += ["--set", change]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    targets = json.loads(text)["targets"]
    passes = {target["id"]: target["pass"] for target in targets if target["scored"]}
    figures = {(target["id"], figure["name"]): figure["median"] for target in targets for figure in target["figures"]}
    return passes, figures


def row(name, figures):
    cells = [figures.get((target, figure)) for target, figure, _ in MEASURES]
    return f"| {name} | " + " | ".join("-" if cell is None else f"{cell:,.2f}" if cell < 10 else f"{cell:,.0f}" for cell in cells)


LINES = []


def say(line):
    LINES.append(line)
    print(line, flush=True)


def header(first, last):
    names = [heading for *_, heading in MEASURES]
    say(f"| {first} | " + " | ".join(names) + (f" | {last} |" if last else " |"))
    say("|---" * (len(names) + 1 + bool(last)) + "|")


def keep(block):
    """Puts the table into docs/validation.md."""
    page = Path("docs/validation.md")
    text = re.sub(rf"(<!-- {block} -->\n).*?(<!-- end -->)", lambda found: found[1] + "\n".join(LINES) + "\n" + found[2],
                  page.read_text(), flags=re.S)
    page.write_text(text)


def mechanisms():
    names = re.findall(r"^        ([a-z_]+): bool = true", Path("crates/scenario/src/mechanism.rs").read_text(), re.M)
    base, figures = hindcast()
    header("off", "targets that break; mend")
    say(row("nothing", figures) + f" | {sum(base.values())} of {len(base)} pass |")
    for name in names:
        passes, figures = hindcast(f"mechanisms.{name}=false")
        broken = [target for target in base if base[target] and not passes[target]]
        mended = [target for target in base if passes[target] and not base[target]]
        say(row(name, figures) + f" | {', '.join(broken) or 'none'}; {', '.join(mended) or 'none'} |")
    keep("mechanisms")


def priors():
    """Path and both ends of every fitted parameter of behaviour and market; facts of the episode are left out."""
    rows = re.findall(r'"((?:behaviour|market)\.[a-z_]+)": \(([0-9.]+), ([0-9.]+), "', Path(FITTED).read_text())
    return {path: (low, high) for path, low, high in rows}


def parameters():
    base, figures = hindcast()
    header("parameter", "targets that break; mend")
    say(row("as fitted", figures) + f" | {sum(base.values())} of {len(base)} pass |")
    idle = []
    for path, ends in priors().items():
        broken_at_all = []
        for value in ends:
            passes, figures = hindcast(f"{path}={value}")
            broken = [target for target in base if base[target] and not passes[target]]
            mended = [target for target in base if passes[target] and not base[target]]
            broken_at_all += broken
            say(row(f"{path} = {value}", figures) + f" | {', '.join(broken) or 'none'}; {', '.join(mended) or 'none'} |")
        if not broken_at_all:
            idle.append(path)
    keep("sensitivity")
    print("no target breaks at either end:", ", ".join(idle) or "none")


if __name__ == "__main__":
    {"mechanisms": mechanisms, "parameters": parameters}[sys.argv[1]]()
