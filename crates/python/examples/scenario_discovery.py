"""Where in the space of unknowns do users in the West go without? A box found by the EMA Workbench (PRIM).

    pip install ema_workbench
"""

from ema_workbench import Model, RealParameter, ScalarOutcome, SequentialEvaluator
from ema_workbench.analysis import prim

import monazite

PATHS = {
    "demand": "buyers.west_vehicles.demand_t_per_year",
    "mine": "mines.south_mine.capacity_t_per_year",
    "approval": "policies.east_licences.instrument.approval_share",
}


def world(**unknowns: float) -> dict[str, float]:
    scenario = monazite.Scenario.starter().set("clock.weeks", 104)
    for name, value in unknowns.items():
        scenario.set(PATHS[name], value)
    return {"lost": monazite.run(scenario, tables=[]).figures[0]["lost_value_usd"]}


def main() -> None:
    model = Model("small", function=world)
    model.uncertainties = [
        RealParameter("demand", 2500.0, 4500.0),
        RealParameter("mine", 500.0, 900.0),
        RealParameter("approval", 0.1, 0.9),
    ]
    model.outcomes = [ScalarOutcome("lost")]
    with SequentialEvaluator(model) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(60)
    lost = outcomes["lost"]
    is_bad = lost > sorted(lost)[-15]
    unknowns = experiments[list(PATHS)]
    box = prim.Prim(unknowns, is_bad, threshold=0.5).find_box()
    print(f"{is_bad.sum()} of {len(lost)} worlds are bad: more than {sorted(lost)[-15] / 1e6:.0f} M USD lost")
    box.inspect(style="data")
    for name in PATHS:
        low, high = box.box_lims[-1][name]
        print(f"  {name:9} {low:10.2f} to {high:.2f}")
    assert 0 < is_bad.sum() < len(lost)


if __name__ == "__main__":
    main()
