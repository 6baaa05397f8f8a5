//! `leverage.csv` and its companions: what an embargo costs each side.

use model::{Column, Table, column};

const DATE: Column = column("date", "day", "Monday of the first week of the embargo");
const IMPOSER: Column = column("imposer", "id", "country that stops its exports");
const TARGET: Column = column("target", "id", "country that they no longer go to");
const MATERIAL: Column = column(
    "material",
    "id",
    "embargoed with every good that contains it; `all` for all goods",
);
const LOW: Column = column(
    "low_usd",
    "USD",
    "lower end of the 90 % interval of that mean (Student's t); empty below two replicates",
);
const HIGH: Column = column("high_usd", "USD", "upper end of the same interval");
const REPLICATES: Column = column("n", "count", "replicates");

/// The leverage curve with what stands beside it.
pub static LEVERAGE: Table = Table {
    name: "leverage",
    row: "one horizon of one embargo, mean over replicates of the fork with it less the fork without",
    columns: &[
        DATE,
        IMPOSER,
        TARGET,
        MATERIAL,
        column("horizon_weeks", "weeks", "how long the embargo has lasted"),
        column(
            "target_cost_usd",
            "USD",
            "present value of what it costs the target: lost output, plus dearer inputs, less what its firms and government gain",
        ),
        column(
            "target_cost_low_usd",
            "USD",
            "lower end of its 90 % interval (Student's t); empty below two replicates",
        ),
        column(
            "target_cost_high_usd",
            "USD",
            "upper end of the same interval",
        ),
        column(
            "target_cost_gdp_share",
            "share",
            "the same over the target's product of a year, whatever the horizon",
        ),
        column(
            "target_lost_output_usd",
            "USD",
            "of this, value added of final users not produced",
        ),
        column(
            "target_price_transfer_usd",
            "USD",
            "of this, what users pay more for what they use",
        ),
        column(
            "target_books_usd",
            "USD",
            "taken off: what the target's mines, plants, users, stock keepers and government earn more, stocks and plants counted",
        ),
        column(
            "imposer_cost_usd",
            "USD",
            "present value of what it costs the imposer: the same parts, plus the margin on exports lost until year ten",
        ),
        column(
            "imposer_cost_low_usd",
            "USD",
            "lower end of its 90 % interval; empty below two replicates",
        ),
        column(
            "imposer_cost_high_usd",
            "USD",
            "upper end of the same interval",
        ),
        column(
            "imposer_cost_gdp_share",
            "share",
            "the same over the imposer's product of a year",
        ),
        column(
            "imposer_share_lost_usd",
            "USD",
            "of this, the margin on exports lost from the horizon to year ten",
        ),
        column(
            "coercive_ratio",
            "ratio",
            "mean cost to the target over mean cost to the imposer, which counts as a million dollars at least",
        ),
        column(
            "gdp_weighted_ratio",
            "ratio",
            "the same with each cost over the country's product",
        ),
        column(
            "unmet_need_share",
            "share",
            "part of the need of the target's users in scope that is not met within the horizon, by value",
        ),
        column(
            "time_to_survive_weeks",
            "weeks",
            "full weeks before the target loses a hundredth of a week's value added more than without; runs that never do count as the longest horizon; empty when none does",
        ),
        column(
            "time_to_survive_no_policy_stocks_weeks",
            "weeks",
            "the same without strategic stocks",
        ),
        column(
            "time_to_recover_weeks",
            "weeks",
            "weeks until output is no longer lost, with 13 weeks after it to be sure; empty when it is to the end",
        ),
        column(
            "survival_gap_weeks",
            "weeks",
            "time to recover less time to survive",
        ),
        column(
            "import_share",
            "share",
            "part of the target's supply in scope that comes from the imposer, by value, at the date",
        ),
        column(
            "supplier_hhi",
            "index",
            "sum of squared shares by origin, 0 to 1",
        ),
        column(
            "hirschman_share",
            "share",
            "import share times the part that users cannot save within a year",
        ),
        column(
            "log_value_per_usd",
            "log10",
            "order of magnitude of value added that hangs on a dollar of supply",
        ),
        column(
            "n_minus_one_share",
            "share",
            "of a year's need, covered by the other origins and the stock on hand when the largest origin fails",
        ),
        REPLICATES,
    ],
};

/// What each answer is worth.
pub static LEVERAGE_ANSWERS: Table = Table {
    name: "leverage_answers",
    row: "one answer to the embargo and the cost to the target that it avoids, as a Shapley share at the longest horizon",
    columns: &[
        DATE,
        IMPOSER,
        TARGET,
        MATERIAL,
        column("horizon_weeks", "weeks", "how long the embargo has lasted"),
        column("answer", "id", "which answer"),
        column(
            "avoided_usd",
            "USD",
            "cost that it avoids, mean over replicates",
        ),
        LOW,
        HIGH,
        column(
            "avoided_share",
            "share",
            "its part of what all answers avoid together; empty where they avoid nothing",
        ),
        REPLICATES,
    ],
};

/// Embargoes of one good each.
pub static LEVERAGE_STAGES: Table = Table {
    name: "leverage_stages",
    row: "an embargo of one good alone, mean over replicates",
    columns: &[
        DATE,
        IMPOSER,
        TARGET,
        column("material", "id", "material of the good"),
        column("stage", "id", "its stage of processing"),
        column("horizon_weeks", "weeks", "how long the embargo has lasted"),
        column("target_cost_usd", "USD", "what it costs the target"),
        column("imposer_cost_usd", "USD", "what it costs the imposer"),
        column(
            "coercive_ratio",
            "ratio",
            "the first over the second, which counts as a million dollars at least",
        ),
        column(
            "is_weakest",
            "0 or 1",
            "1 for the good with the highest ratio",
        ),
        REPLICATES,
    ],
};

/// The same embargo, begun later.
pub static LEVERAGE_YEARS: Table = Table {
    name: "leverage_years",
    row: "the same embargo begun so many years later, mean over replicates",
    columns: &[
        column(
            "date",
            "day",
            "Monday of the first week of the later embargo",
        ),
        IMPOSER,
        TARGET,
        MATERIAL,
        column("horizon_weeks", "weeks", "how long the embargo has lasted"),
        column(
            "years_later",
            "years",
            "years of 52 weeks after the first date",
        ),
        column("target_cost_usd", "USD", "what it costs the target"),
        LOW,
        HIGH,
        REPLICATES,
    ],
};

/// The same embargo in a second scenario.
pub static LEVERAGE_AGAINST: Table = Table {
    name: "leverage_against",
    row: "one measure of the embargo at one horizon in two scenarios, over replicates paired on the same luck",
    columns: &[
        DATE,
        IMPOSER,
        TARGET,
        MATERIAL,
        column("horizon_weeks", "weeks", "how long the embargo has lasted"),
        column("measure", "id", "what is measured, with its unit"),
        column("mean_a", "as named", "mean in the first scenario"),
        column("mean_b", "as named", "mean in the second scenario"),
        column(
            "difference",
            "as named",
            "mean of the second less the first, replicate by replicate",
        ),
        column(
            "low",
            "as named",
            "lower end of its 90 % interval (Student's t); empty below two replicates",
        ),
        column("high", "as named", "upper end of the same interval"),
        REPLICATES,
    ],
};
