"""Monazite: an agent-based simulator of the geopolitics of critical minerals.

A table in three lines::

    import monazite

    result = monazite.run(monazite.Scenario.load("scenarios/australia_japan.ron"))
    prices = result.table("prices").to_pandas()
"""

from monazite._native import (
    MonaziteError,
    ProgramFault,
    Result,
    Scenario,
    ScenarioError,
    Simulation,
    Sweep,
    Table,
    TryAgain,
    __version__,
    run,
)
from monazite._sweep import sweep

__all__ = [
    "MonaziteError",
    "ProgramFault",
    "Result",
    "Scenario",
    "ScenarioError",
    "Simulation",
    "Sweep",
    "Table",
    "TryAgain",
    "__version__",
    "run",
    "sweep",
]
