"""Writes the fixtures beside this file: samples, outputs and indices as SALib gives them.

    pip install SALib==1.6.0
    python crates/sensitivity/tests/salib/make.py

Floats are written in full, so that a reader gets the same bits.
"""

import json
from pathlib import Path

import numpy as np
from SALib.analyze import morris as morris_analysis
from SALib.analyze import sobol as sobol_analysis
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G
from scipy import stats

HERE = Path(__file__).parent
LEVEL = 0.9
RESAMPLES = 12
SEED = 11


def problem(factors, bounds=(0.0, 1.0)):
    return {
        "num_vars": factors,
        "names": [f"x{j}" for j in range(factors)],
        "bounds": [list(bounds)] * factors,
    }


def write(name, content):
    (HERE / f"{name}.json").write_text(json.dumps(content, indent=None) + "\n")


def listed(array):
    """Nested lists, with null for what SALib leaves open."""
    if isinstance(array, np.ndarray) and array.ndim > 1:
        return [listed(row) for row in array]
    return [None if np.isnan(value) else float(value) for value in array]


def saltelli(name, factors, base, second_order, model):
    unit = sobol_sample.sample(
        problem(factors), base, calc_second_order=second_order, scramble=False
    )
    output = model(unit)
    found = sobol_analysis.analyze(
        problem(factors),
        output,
        calc_second_order=second_order,
        num_resamples=RESAMPLES,
        conf_level=LEVEL,
        seed=SEED,
    )
    # The resamples that SALib has just drawn.
    rows = np.random.default_rng(SEED).integers(base, size=(base, RESAMPLES))
    content = {
        "factors": factors,
        "base": base,
        "second_order": second_order,
        "points": listed(unit),
        "output": listed(output),
        "resamples": rows.T.tolist(),
        "first_order": listed(found["S1"]),
        "first_order_half": listed(found["S1_conf"]),
        "total": listed(found["ST"]),
        "total_half": listed(found["ST_conf"]),
    }
    if second_order:
        content["second_order_pairs"] = listed(found["S2"])
        content["second_order_half"] = listed(found["S2_conf"])
    write(name, content)


class Drawn:
    """Stands in for a random generator and keeps what it gives."""

    def __init__(self, generator):
        self.generator = generator
        self.kept = []

    def integers(self, *arguments, **named):
        drawn = self.generator.integers(*arguments, **named)
        self.kept.append(np.asarray(drawn).tolist())
        return drawn


def morris(name, factors, trajectories, levels, model):
    unit = morris_sample.sample(
        problem(factors), trajectories, num_levels=levels, seed=SEED
    )
    output = model(unit)
    drawn = Drawn(np.random.default_rng(SEED))
    handle_seed = morris_analysis.handle_seed
    morris_analysis.handle_seed = lambda _: drawn
    found = morris_analysis.analyze(
        problem(factors),
        unit,
        output,
        num_levels=levels,
        num_resamples=RESAMPLES,
        conf_level=LEVEL,
        seed=SEED,
    )
    morris_analysis.handle_seed = handle_seed
    write(
        name,
        {
            "factors": factors,
            "points": listed(unit),
            "output": listed(output),
            "resamples_by_factor": drawn.kept,
            "mean_effect": listed(found["mu"]),
            "mean_absolute_effect": listed(found["mu_star"]),
            "mean_absolute_effect_half": listed(found["mu_star_conf"]),
            "spread_of_effects": listed(found["sigma"]),
        },
    )


def plain(name, factors, count):
    generator = np.random.default_rng(SEED)
    unit = generator.random((count, factors))
    unit[:, 0] = np.round(unit[:, 0], 1)
    noise = generator.normal(size=count)
    output = 3 * unit[:, 0] - unit[:, 1] ** 2 + 0.3 * noise

    def standard(values):
        return (values - values.mean(axis=0)) / values.std(axis=0)

    coefficients, *_ = np.linalg.lstsq(standard(unit), standard(output), rcond=None)
    rest = standard(output) - standard(unit) @ coefficients
    rank = [stats.spearmanr(unit[:, j], output).statistic for j in range(factors)]
    write(
        name,
        {
            "factors": factors,
            "points": listed(unit),
            "output": listed(output),
            "standardised_regression": listed(coefficients),
            "rank_correlation": listed(np.array(rank)),
            "explained_share": float(1 - (rest**2).mean()),
        },
    )


def ishigami(unit):
    return Ishigami.evaluate((2 * unit - 1) * np.pi)


def offset(unit):
    """Small differences on a large level, where centring matters."""
    return 100 + unit[:, 0] * unit[:, 1] - 0.3 * unit[:, 2]


def curved(unit):
    return unit[:, 0] + 2 * unit[:, 1] * unit[:, 2] - 40.0 * unit[:, 3] ** 2


if __name__ == "__main__":
    saltelli("ishigami", 3, 64, True, ishigami)
    saltelli("sobol_g", 8, 32, False, Sobol_G.evaluate)
    saltelli("offset", 4, 16, True, offset)
    morris("morris", 4, 10, 4, curved)
    plain("plain", 3, 40)
