"""Runs the reference market in Monazite, in a plain Rust program and in other frameworks, checks that all give the same
results, and prints tables of speed. Needs Python, Rust, and a network for the first run.

    python crates/bench/peers/run.py                            # everything: hours
    python crates/bench/peers/run.py --buyers 100 1000 --repeats 1

Each program runs on one core and tells the seconds of its weeks alone. Programs take turns, so that a slow minute of the
machine hits all of them. Where a year would take too long a program runs fewer weeks.
"""

import argparse
import ast
import json
import os
import statistics
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
BUILT = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
BENCH = ROOT / "crates/bench"

# Environments with what is installed into them; mesa-frames asks for an old numpy.
ENVIRONMENTS = {
    "mesa": ["mesa==3.3.1", "numpy==2.4.6"],
    "mesa-frames": ["mesa-frames==0.1.0a0", "polars==2.1.0", "numpy==1.26.4"],
}
ONE_CORE = {
    name: "1"
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS")
}
WEEKS = 52
# Least weeks that are worth measuring.
LEAST_WEEKS = 3
# Largest relative difference between the results of two programs.
TOLERANCE = 1e-9


def python(environment):
    return str(BUILT / "peers" / environment / "bin/python")


MONAZITE = str(BUILT / "release/examples/peer")
PROGRAMS = {
    "Monazite": ([MONAZITE, "monazite"], ["../src/lib.rs", "../src/reference_market.ron"]),
    "plain Rust": ([MONAZITE, "plain"], ["../src/plain.rs", "../src/plain/*.rs"]),
    "krABMaga": ([str(BUILT / "peers/krabmaga/release/peer-krabmaga")], ["krabmaga/src/*.rs"]),
    "Mesa with numpy": (
        [python("mesa"), str(HERE / "mesa/columns.py")],
        ["mesa/market.py", "mesa/columns.py"],
    ),
    "mesa-frames": (
        [python("mesa-frames"), str(HERE / "mesa/frames.py")],
        ["mesa/market.py", "mesa/frames.py"],
    ),
    "Mesa": ([python("mesa"), str(HERE / "mesa/agents.py")], ["mesa/market.py", "mesa/agents.py"]),
}


def build(programs):
    """Makes environments and compiles what the programs need."""
    for name, packages in ENVIRONMENTS.items():
        if any(python(name) in PROGRAMS[program][0] for program in programs):
            if not Path(python(name)).exists():
                venv.create(BUILT / "peers" / name, with_pip=True)
            install = [python(name), "-m", "pip", "install", "--quiet", *packages]
            subprocess.run(install, check=True)
    cargo = ["cargo", "build", "--release"]
    example = [*cargo, "--locked", "-p", "monazite-bench", "--example", "peer"]
    subprocess.run(example, check=True, cwd=ROOT)
    if "krABMaga" in programs:
        place = ["--target-dir", str(BUILT / "peers/krabmaga")]
        subprocess.run([*cargo, *place], check=True, cwd=HERE / "krabmaga")


def run(program, buyers, weeks):
    """Runs a program once and adds its most memory [MB] to what it tells."""
    command = [*PROGRAMS[program][0], str(buyers), str(weeks)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | ONE_CORE)
    text = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{program} with {buyers} buyers ended with code {child.returncode}")
    return json.loads(text) | {"memory": used.ru_maxrss / 1024}


def check(program, told, expected):
    """Ends with a message where a program differs from the plain one."""
    for name, number in told["results"].items():
        other = expected["results"][name]
        if abs(number - other) > TOLERANCE * max(abs(number), abs(other)):
            sys.exit(f"{program} with {told['buyers']} buyers: {name} is {number!r}, not {other!r}")
    gaps = (
        abs(number / expected["results"][name] - 1.0)
        for name, number in told["results"].items()
        if number != 0.0
    )
    ran = f"{told['seconds']:.3f} s for {told['weeks']} weeks"
    agreed = f"results agree to {max(gaps):.0e}"
    print(f"{program}, {told['buyers']} buyers: {ran}, {agreed}", file=sys.stderr)


def edges(buyers):
    """Pairs of one who needs a good and one who makes it."""
    return 5 * 4 + 5 * buyers


def weeks_within(seconds, slowest, buyers):
    """Weeks that a program can run in some seconds, judged by the size before."""
    if slowest is None:
        return WEEKS
    week = slowest["seconds"] / slowest["weeks"] * edges(buyers) / edges(slowest["buyers"])
    return min(WEEKS, int(seconds / week))


def measure(programs, sizes, repeats, most_seconds):
    """All runs by program and size, each checked."""
    told = {program: {} for program in programs}
    plain = {}
    for buyers in sizes:
        weeks = {}
        for program in programs:
            before = [runs[0] for runs in told[program].values()]
            weeks[program] = weeks_within(most_seconds, before[-1] if before else None, buyers)
        for _ in range(repeats):
            for program in programs:
                if weeks[program] < LEAST_WEEKS:
                    continue
                key = (buyers, weeks[program])
                if key not in plain:
                    plain[key] = run("plain Rust", *key)
                now = run(program, *key)
                check(program, now, plain[key])
                told[program].setdefault(buyers, []).append(now)
    return told


def lines_of_code(patterns):
    """Lines without blanks, comments, documentation and tests."""
    return sum(lines_of(path) for pattern in patterns for path in sorted(HERE.glob(pattern)))


def lines_of(path):
    text = path.read_text()
    if path.suffix == ".py":
        return lines_of_python(text)
    text = text.split("#[cfg(test)]")[0]
    lines = (line.strip() for line in text.splitlines())
    return sum(1 for line in lines if line and not line.startswith("//"))


def lines_of_python(text):
    documented = set()
    for node in ast.walk(ast.parse(text)):
        may_be = isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        if may_be and ast.get_docstring(node) is not None:
            documented.update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    lines = enumerate(text.splitlines(), start=1)
    return sum(
        1
        for at, line in lines
        if at not in documented and line.strip() and not line.strip().startswith("#")
    )


def row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def figures(number):
    return f"{number:,.0f}" if number >= 99.5 else f"{number:.3g}"


def print_tables(told, sizes):
    """Markdown: each program with its speed beside Monazite's, then seconds and nanoseconds at each size."""
    common = max(size for size in sizes if all(size in runs for runs in told.values()))

    def cost(program, buyers):
        runs = told[program][buyers]
        times = [now["seconds"] / now["weeks"] / edges(buyers) * 1e9 for now in runs]
        return statistics.median(times)

    nanoseconds = "ns per trade edge and week"
    head = ["program", "version", "lines of code", f"{nanoseconds}, {common:,} buyers"]
    print(row(*head, "over Monazite", "most memory, MB"))
    print(row("---", "---", *["---:"] * 4))
    for program, runs in told.items():
        own, now = cost(program, common), runs[common][0]
        ratio = own / cost("Monazite", common)
        numbers = [figures(number) for number in (own, ratio, now["memory"])]
        print(row(program, now["version"], lines_of_code(PROGRAMS[program][1]), *numbers))
    seconds = {
        program: [seconds_cell(runs.get(size)) for size in sizes] for program, runs in told.items()
    }
    costs = {
        program: [figures(cost(program, size)) if size in runs else "" for size in sizes]
        for program, runs in told.items()
    }
    for title, cells in (("seconds of a year", seconds), (nanoseconds, costs)):
        print()
        print(row(f"{title}, by buyers", *(f"{size:,}" for size in sizes)))
        print(row("---", *["---:"] * len(sizes)))
        for program in told:
            print(row(program, *cells[program]))


def seconds_cell(runs):
    if runs is None:
        return ""
    seconds = statistics.median(now["seconds"] for now in runs)
    weeks = runs[0]["weeks"]
    return figures(seconds) + ("" if weeks == WEEKS else f" ({weeks} weeks)")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    usual = [10**power for power in range(2, 7)]
    parser.add_argument("--buyers", type=int, nargs="+", default=usual, help="sizes, rising")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--most-seconds", type=float, default=900.0, help="of a single run")
    parser.add_argument("--programs", nargs="+", choices=PROGRAMS, default=list(PROGRAMS))
    asked = parser.parse_args()
    programs = [name for name in PROGRAMS if name in {"Monazite", *asked.programs}]
    build(programs)
    told = measure(programs, asked.buyers, asked.repeats, asked.most_seconds)
    print_tables(told, asked.buyers)


if __name__ == "__main__":
    main()
