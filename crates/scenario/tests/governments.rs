//! What can be wrong with governments that decide: the exact message of each.

#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use expect_test::{Expect, expect};
use scenario::Faults;

/// The faults of the starter with these governments in it.
#[expect(
    clippy::needless_pass_by_value,
    reason = "an expectation is used up by its check"
)]
fn show(governments: &str, expected: Expect) {
    let base = scenario::starter("base");
    let text = base.replacen(
        "    policies: [",
        &format!("    governments: [{governments}],\n    policies: ["),
        1,
    );
    assert_ne!(text, base, "the starter has policies");
    let loaded = scenario::load_str(&text, "base.ron").expect("the text is readable");
    expected.assert_eq(&Faults(scenario::check(&loaded)).to_string());
}

#[test]
fn exports_of_a_country_are_curbed_by_one_government() {
    show(
        r#"(id: "one", country: "east", decides_from: "2026-06-01", curbs: (groups: [(id: "a", goods: ["ndpr_oxide"])], targets: ["west"])), (id: "other", country: "east", decides_from: "2026-06-01", curbs: (groups: [(id: "a", goods: ["dysprosium_oxide"])], targets: ["west"]))"#,
        expect![[r#"
            error: base.ron:203:215: `one` curbs the exports of east already
              hint: two would overrule each other; put all groups into one entry"#]],
    );
}

#[test]
fn curbs_name_goods_once_and_others_than_home() {
    show(
        r#"(id: "capital", country: "east", decides_from: "2026-06-01", curbs: (groups: [], targets: ["east"]))"#,
        expect![[r#"
            error: base.ron:203:96: groups names no goods
              hint: name the goods that it may curb, or leave `curbs` out
            error: base.ron:203:109: targets names `east`, which is the country itself
              hint: trade inside a country is always free; name others only"#]],
    );
    show(
        r#"(id: "capital", country: "east", decides_from: "2026-06-01", curbs: (groups: [(id: "a", goods: ["ndpr_oxide"]), (id: "b", goods: ["ndpr_oxide"])], targets: ["west"]))"#,
        expect![[r#"
            error: base.ron:203:148: `ndpr_oxide` is in group `a` too
              hint: two desks would overrule each other; put each good into one group"#]],
    );
}

#[test]
fn public_capital_has_somewhere_to_go() {
    show(
        r#"(id: "capital", country: "west", decides_from: "2026-06-01", capital: (budget_usd: 1.0, countries: []))"#,
        expect![[r#"
            error: base.ron:203:118: countries is empty, so the money can go nowhere
              hint: name the countries whose plants it supports, its own included"#]],
    );
}

#[test]
fn stocks_hold_separated_goods_for_others_and_can_stop() {
    show(
        r#"(id: "capital", country: "west", decides_from: "2026-06-01", stockpile: (target_days: {"concentrate": 60.0}, start_days: {"ndpr_oxide": 10.0}, budget_usd: 1.0, allies: ["west"], stop_index: 0.9))"#,
        expect![[r#"
            error: base.ron:203:106: target_days names `concentrate`, which is a basket
              hint: a stock holds separated goods; name an oxide, a metal or what is made of them
            error: base.ron:203:141: start_days names `ndpr_oxide`, which has no target
              hint: add `"ndpr_oxide": 60` to `target_days`, or take it out here
            error: base.ron:203:187: allies names `west`, which is the country itself
              hint: its own users are served first; name others only
            error: base.ron:203:209: stop_index is 0.9, above trigger_index, which is 0.5
              hint: a release that stops before it starts never comes; put stop_index below"#]],
    );
}

#[test]
fn research_and_recycling_of_a_country_have_one_purse_within_limits() {
    show(
        r#"(id: "one", country: "west", decides_from: "2026-06-01", support: Some((budget_usd_per_year: 1e6))), (id: "other", country: "west", decides_from: "2026-06-01", support: Some((budget_usd_per_year: 1e6)))"#,
        expect![[r#"
            error: base.ron:203:188: `one` supports research and recycling in west already
              hint: two would count each other's effects as their own; put both budgets into one entry"#]],
    );
    show(
        r#"(id: "capital", country: "west", decides_from: "2026-06-01", support: Some((budget_usd_per_year: -1e6, goods: ["magnets"], memory_years: 0)))"#,
        expect![[r#"
            error: base.ron:203:116: budget_usd_per_year is -1000000, allowed 0 to 1e11
              hint: `budget_usd_per_year` [USD/yr]: Money that it may spend in a year; what it does not spend lapses
            error: base.ron:203:156: memory_years is 0, allowed above 0 up to 50
              hint: `memory_years` [years]: Time in which what was paid for is forgotten or worn out
            error: base.ron:203:129: goods names the good `magnets`, which does not exist
              hint: did you mean `magnet`?"#]],
    );
}

#[test]
fn worlds_that_a_government_imagines_are_bounded() {
    show(
        r#"(id: "capital", country: "east", decides_from: "2026-06-01", curbs: (groups: [(id: "a", goods: ["ndpr_oxide"])], targets: ["west"], look_ahead: Some((worlds: 0, weeks: 1000))))"#,
        expect![[r#"
            error: base.ron:203:177: worlds is 0, allowed 1 to 100
              hint: `worlds` [worlds]: Worlds for each option
            error: base.ron:203:187: weeks is 1000, allowed 1 to 520
              hint: `weeks` [weeks]: Weeks that each runs"#]],
    );
}
