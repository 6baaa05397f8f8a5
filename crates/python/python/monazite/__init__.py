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
    Table,
    __version__,
    run,
)

__all__ = [
    "MonaziteError",
    "ProgramFault",
    "Result",
    "Scenario",
    "ScenarioError",
    "Simulation",
    "Table",
    "__version__",
    "run",
]
