"""What the tests share: small worlds and the program beside the package."""

import os
import subprocess
from pathlib import Path

import pytest

import monazite

ROOT = Path(__file__).parents[3]


@pytest.fixture
def scenario() -> monazite.Scenario:
    """A small world, until just after its licences begin in week 56."""
    return monazite.Scenario.starter("small").set("clock.weeks", 60)


@pytest.fixture(scope="session")
def program():
    """Runs `monazite` with arguments and gives back what it printed and its exit code."""
    named = os.environ.get("MONAZITE")
    folder = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    candidates = [Path(named)] if named else [folder / kind / "monazite" for kind in ("release", "debug")]
    found = next((path for path in candidates if path.exists()), None)
    if found is None:
        pytest.fail("no program to compare with; hint: run `cargo build --release` first")

    def call(*arguments, cwd=None):
        words = [str(found), *map(str, arguments)]
        return subprocess.run(words, capture_output=True, text=True, cwd=cwd, check=False)

    return call
