"""The compiled part of the package; import from `monazite`."""

from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any, TypedDict

import pandas
import polars
import pyarrow

__version__: str

class MonaziteError(Exception):
    """Anything that the package raises of its own."""

class ScenarioError(MonaziteError):
    """The scenario, a path or a value is wrong; the text says where, what was found, what is allowed, and a hint."""

class ProgramFault(MonaziteError):
    """A fault of the program and not of the input; please report the text."""

class TryAgain(MonaziteError):
    """Somebody else makes the shard, or the disk is full: what the command line ends with 75 for."""

class Table:
    """A table of a run, which any library of the Arrow family reads without a copy."""

    @property
    def name(self) -> str: ...
    @property
    def column_names(self) -> list[str]: ...
    @property
    def columns(self) -> list[tuple[str, str, str]]:
        """Name, unit and meaning of each column."""
    @property
    def num_rows(self) -> int: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    def to_polars(self) -> polars.DataFrame: ...
    def to_pyarrow(self) -> pyarrow.Table: ...
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

class Scenario:
    """A scenario: the world that a run starts from."""

    @staticmethod
    def load(path: str | PathLike[str]) -> Scenario:
        """Read a scenario file, with the files that it is based on, and check it."""
    @staticmethod
    def parse(text: str, name: str = "scenario.ron") -> Scenario:
        """Read a scenario from text; `name` stands for the file in messages."""
    @staticmethod
    def starter(name: str = "first") -> Scenario:
        """A small world that runs: the one that `monazite new` writes."""
    def text(self) -> str:
        """The scenario with all changes as the text of a file."""
    def set(self, path: str, value: str | float | bool) -> Scenario:
        """Set one value and give the scenario back; a str is RON text, as in the file."""
    def get(self, path: str) -> str:
        """The value at a path, as RON text."""
    def describe(self, path: str | None = None) -> str:
        """What a parameter means, or without a path the scenario as a whole."""
    def diff(self, other: Scenario) -> list[tuple[str, str, str]]:
        """Everything that differs from another scenario: (path, value here, value there)."""
    @property
    def name(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def weeks(self) -> int: ...
    @property
    def hash(self) -> str: ...
    def __copy__(self) -> Scenario: ...
    def __deepcopy__(self, memo: Any, /) -> Scenario: ...

class Result:
    """Tables, figures and answer of a run."""

    def table(self, name: str) -> Table:
        """A table by name, such as `prices`."""
    @property
    def table_names(self) -> list[str]: ...
    @property
    def figures(self) -> list[dict[str, float]]:
        """The numbers that each replicate ends with, by name; units are suffixes."""
    @property
    def answer(self) -> str: ...
    @property
    def warnings(self) -> list[str]: ...
    @property
    def seed(self) -> int: ...
    @property
    def replicates(self) -> int: ...

class UserWeek(TypedDict):
    user: str
    country: str
    wanted_t: float
    used_t: float
    lost_t: float
    lost_usd: float

class Observation(TypedDict):
    week: int
    date: date
    is_finished: bool
    figures: dict[str, float]
    users: list[UserWeek]

class Simulation:
    """One replicate of a scenario that is stepped by hand; a fork is a twin in the same state."""

    def __new__(
        cls,
        scenario: Scenario,
        seed: int | None = None,
        replicate: int = 0,
        *,
        tables: list[str] | None = None,
    ) -> Simulation: ...
    def step(self, weeks: int = 1) -> None:
        """Simulate so many weeks, also beyond the end of the scenario."""
    def fork(self) -> Simulation:
        """A twin in exactly the same state, with the rows so far."""
    def observe(self) -> Observation:
        """What can be seen of the world now."""
    def table(self, name: str) -> Table:
        """The rows of a table so far."""
    @property
    def week(self) -> int: ...
    @property
    def is_finished(self) -> bool: ...
    @property
    def state_hash(self) -> int: ...

class Sweep:
    """A plan of many runs with its folder of results, which the command line and other processes may fill too."""

    def __new__(
        cls,
        plan: str | PathLike[str],
        out: str | PathLike[str] | None = None,
        *,
        shard_seconds: float = 30.0,
    ) -> Sweep: ...
    def missing(self) -> list[int]:
        """Numbers of the shards that are not there."""
    def run_shard(self, index: int) -> int:
        """Make one shard, unless it is there; gives back how many runs were made."""
    def run(self, threads: int | None = None) -> int:
        """Make all shards that are missing, on the threads of this machine."""
    def merge(self) -> None:
        """Merge all shards into merged.parquet and merged.csv."""
    def table(self) -> Table:
        """The rows that are there, in the order of points and replicates."""
    def indices(self, *, level_share: float = 0.9, resamples: int = 1000) -> Table:
        """Which factors matter, with intervals."""
    @property
    def folder(self) -> Path: ...
    @property
    def shards_folder(self) -> Path: ...
    @property
    def name(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def factors(self) -> list[str]: ...
    @property
    def measures(self) -> list[str]: ...
    @property
    def n_runs(self) -> int: ...
    @property
    def n_shards(self) -> int: ...
    @property
    def warnings(self) -> list[str]: ...

def run(
    scenario: Scenario,
    seed: int | None = None,
    replicates: int = 1,
    *,
    threads: int | None = None,
    tables: list[str] | None = None,
    weeks: int | None = None,
) -> Result:
    """Simulate a scenario and keep its tables."""
