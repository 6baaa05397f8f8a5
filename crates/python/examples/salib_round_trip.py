"""Which of three unknowns moves the price gap of a small world? Samples and indices by SALib, runs by Monazite.

    pip install SALib
"""

import numpy as np
from SALib.analyze import sobol as indices
from SALib.sample import sobol as samples

import monazite

FACTORS = {
    "market.ask_elasticity": (1.5, 4.0),
    "mines.south_mine.capacity_t_per_year": (500.0, 900.0),
    "buyers.west_vehicles.demand_t_per_year": (2500.0, 3500.0),
}
MEASURE = "dysprosium_oxide_quote_ratio"


def measured(values) -> float:
    scenario = monazite.Scenario.starter().set("clock.weeks", 104)
    for path, value in zip(FACTORS, values, strict=True):
        scenario.set(path, float(value))
    # No table is needed: the figures at the end of a run are enough. All runs share their luck.
    return monazite.run(scenario, tables=[]).figures[0][MEASURE]


def main() -> None:
    problem = {"num_vars": len(FACTORS), "names": list(FACTORS), "bounds": list(FACTORS.values())}
    points = samples.sample(problem, 8, calc_second_order=False, scramble=False)
    output = np.array([measured(point) for point in points])
    found = indices.analyze(problem, output, calc_second_order=False, seed=1)
    print(f"{len(points)} runs; share of the variance of {MEASURE} that each factor has a part in")
    for name, total, half in zip(FACTORS, found["ST"], found["ST_conf"], strict=True):
        print(f"  {name:45} {total:6.2f} +- {half:.2f}")
    assert np.isfinite(found["ST"]).all()


if __name__ == "__main__":
    main()
