#!/usr/bin/env python3
"""Compares instruction counts with those in crates/bench/instructions.json.

    python crates/bench/gate.py            # fails where a count has grown by more than a hundredth
    python crates/bench/gate.py --update   # writes the counts of today

Times on a busy machine hide a loss of a tenth; instructions, counted by callgrind, are the same in every run. They depend
on the compiler, which the file names. Needs valgrind. No library for such counts keeps its baseline in a file that can
be committed, so this script does.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
STORED = HERE / "instructions.json"
PROGRAM = "target/release/examples/weeks"
ALLOWED_GROWTH = 0.01
WEEKS = 20
WORLDS = {"headline": "headline", "reference market, 1,000 buyers": "1000", "reference market, 10,000 buyers": "10000"}


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True)


def instructions(world, weeks):
    """Of a whole process."""
    told = output_of("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", PROGRAM, world, str(weeks)).stderr
    return int(re.search(r"Collected : (\d+)", told)[1])


def counts():
    """Of a week, and of everything before the first one."""
    found = {}
    for name, world in WORLDS.items():
        start = instructions(world, 0)
        found[f"{name}: reading, building, burn-in"] = start
        found[f"{name}: a week"] = (instructions(world, WEEKS) - start) // WEEKS
    return found


def main():
    output_of("cargo", "build", "--release", "--package", "monazite-bench", "--example", "weeks")
    compiler = output_of("rustc", "--version").stdout.strip()
    now = counts()
    if "--update" in sys.argv:
        STORED.write_text(json.dumps({"compiler": compiler, "instructions": now}, indent=2) + "\n")
        print(f"wrote {STORED}")
        return 0
    stored = json.loads(STORED.read_text())
    if stored["compiler"] != compiler:
        print(f"counted with {stored['compiler']}, this is {compiler}: counts may differ by that alone")
    grown = 0
    for name, count in now.items():
        before = stored["instructions"].get(name)
        ratio = count / before if before else float("nan")
        is_grown = ratio > 1 + ALLOWED_GROWTH
        grown += is_grown
        print(f"{name}: {count:,} instructions, {ratio:.3f} of the stored count{'  GROWN' if is_grown else ''}")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
