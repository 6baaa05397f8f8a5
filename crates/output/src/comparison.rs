//! `comparison.csv` and `comparison_courses.csv`: two scenarios against each other, over pairs of runs.

use model::{Column, Table, column};

const MEASURE: Column = column("measure", "id", "name of the measure");
const UNIT: Column = column("unit", "text", "unit of the measure");
const MEAN_A: Column = column(
    "mean_a",
    "as `unit`",
    "mean over the runs of the first scenario",
);
const MEAN_B: Column = column(
    "mean_b",
    "as `unit`",
    "mean over the runs of the second scenario",
);
const DIFFERENCE: Column = column(
    "difference",
    "as `unit`",
    "mean over pairs of runs: second scenario less first",
);
const LOW: Column = column(
    "low",
    "as `unit`",
    "lower end of the 90 % interval of the mean difference (Student's t); empty below two pairs",
);
const HIGH: Column = column("high", "as `unit`", "upper end of the same interval");
const PAIRS: Column = column("n", "count", "pairs of runs in which both have a value");

/// Measures at the end of a run.
pub static COMPARISON: Table = Table {
    name: "comparison",
    row: "one measure at the end of the runs of two scenarios, over pairs that share all random streams",
    columns: &[
        MEASURE,
        UNIT,
        MEAN_A,
        MEAN_B,
        DIFFERENCE,
        LOW,
        HIGH,
        PAIRS,
        column(
            "verdict",
            "text",
            "what the interval says about the difference",
        ),
        column("meaning", "text", "the measure in words"),
    ],
};

/// Measures over time.
pub static COMPARISON_COURSES: Table = Table {
    name: "comparison_courses",
    row: "one measure in one quarter of 13 weeks of the same runs; the picture `comparison.svg` shows them",
    columns: &[
        MEASURE,
        UNIT,
        column("date", "day", "Monday of the quarter's first week"),
        MEAN_A,
        MEAN_B,
        DIFFERENCE,
        LOW,
        HIGH,
        PAIRS,
    ],
};
