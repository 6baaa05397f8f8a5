//! Every kind of bad input, with the exact text that people see.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes texts this way"
)]

use std::fs;
use std::path::Path;

use expect_test::{Expect, expect};
use scenario::{Faults, Loaded};

/// What a user sees for a scenario text, or `clean`.
fn report(loaded: Result<Loaded, Faults>) -> String {
    let faults = match loaded {
        Err(faults) => faults.0,
        Ok(loaded) => scenario::check(&loaded),
    };
    if faults.is_empty() {
        return "clean".to_owned();
    }
    Faults(faults).to_string()
}

/// The starter scenario with one piece of its text replaced.
#[track_caller]
fn patch(old: &str, new: &str) -> String {
    let base = scenario::starter("base");
    assert!(base.contains(old), "the starter does not contain `{old}`");
    base.replacen(old, new, 1)
}

#[track_caller]
fn check(text: String, expected: Expect) {
    expected.assert_eq(&report(scenario::load_str(&text, "base.ron")));
}

/// The report for a file in a fresh folder, with the folder's name taken out.
fn report_of_file(name: &str, write: impl FnOnce(&Path)) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    write(folder.path());
    let text = report(scenario::load(folder.path().join(name)));
    text.replace(&format!("{}/", folder.path().display()), "")
}

fn put(folder: &Path, name: &str, text: impl AsRef<[u8]>) {
    fs::write(folder.join(name), text).expect("the temporary folder is writable");
}

#[test]
fn missing_file() {
    expect![[r#"
        error: nowhere.ron: there is no such file
          hint: check the path; it counts from the folder where the program was started"#]]
    .assert_eq(&report_of_file("nowhere.ron", |_| {}));
}

#[test]
fn folder_instead_of_file() {
    let make = |folder: &Path| fs::create_dir(folder.join("a.ron")).expect("folders can be made");
    expect![[r#"
        error: a.ron: this is a folder, not a file
          hint: name one `.ron` file inside it"#]]
    .assert_eq(&report_of_file("a.ron", make));
}

#[test]
fn not_utf8() {
    expect![[r#"
        error: a.ron: the file is not UTF-8 text: line 2 has a byte that no character begins with or ends
          hint: save it as UTF-8 in your editor"#]].assert_eq(&report_of_file("a.ron", |folder| {
        put(folder, "a.ron", b"(\n  about: \"\xff\"");
    }));
}

#[test]
fn empty_file() {
    expect![[r#"
        error: a.ron: the file is empty
          hint: `monazite new <name>` writes a scenario to start from"#]]
    .assert_eq(&report_of_file("a.ron", |folder| {
        put(folder, "a.ron", " \n");
    }));
}

#[test]
fn too_large_a_file() {
    // 33 MiB of blanks: one more than allowed
    expect![[r#"
        error: a.ron: the file has 33 MiB, allowed are 32
          hint: keep series in CSV files under `observed`"#]]
    .assert_eq(&report_of_file("a.ron", |folder| {
        put(folder, "a.ron", vec![b' '; 33 << 20]);
    }));
}

#[test]
fn unknown_field() {
    check(
        patch("unit_cost_usd_per_kg: 32", "unit_cost_usd_kg: 32"),
        expect![[r#"
            error: base.ron:109:13: unknown field `unit_cost_usd_kg` of `Mine`
              hint: did you mean `unit_cost_usd_per_kg`?"#]],
    );
}

#[test]
fn missing_field() {
    check(
        patch("unit_cost_usd_per_kg: 32,", ""),
        expect![[r#"
        error: base.ron:110:9: field `unit_cost_usd_per_kg` of `Mine` is missing
          hint: write `unit_cost_usd_per_kg: ...`; it has no default"#]],
    );
}

#[test]
fn field_given_twice() {
    check(
        patch(
            "unit_cost_usd_per_kg: 32,",
            "unit_cost_usd_per_kg: 32, unit_cost_usd_per_kg: 33,",
        ),
        expect![[r#"
            error: base.ron:109:39: field `unit_cost_usd_per_kg` of `Mine` is given twice
              hint: keep one of them"#]],
    );
}

#[test]
fn unknown_variant() {
    check(
        patch("instrument: ExportLicence(", "instrument: ExportLicense("),
        expect![[r#"
            error: base.ron:207:25: unknown variant `ExportLicense` of `Instrument`
              hint: did you mean `ExportLicence`?"#]],
    );
}

#[test]
fn text_instead_of_a_number() {
    check(
        patch("capacity_t_per_year: 714", "capacity_t_per_year: \"714\""),
        expect![[r#"
            error: base.ron:108:33: expected a number
              hint: a number is written without quotes and units, such as 12.5"#]],
    );
}

#[test]
fn fraction_instead_of_a_whole_number() {
    check(
        patch("weeks: 208", "weeks: 20.8"),
        expect![[r#"
            error: base.ron:15:43: expected a comma, or the end of the list
              hint: commas separate fields and items, every bracket is closed, and a whole number has no decimal point"#]],
    );
}

#[test]
fn number_instead_of_a_record() {
    check(
        patch(
            "clock: (start: \"2026-01-05\", weeks: 208, burn_in_weeks: 52)",
            "clock: 3",
        ),
        expect![[r#"
            error: base.ron:15:11: expected opening `(` for struct `Clock`
              hint: fields are written as `(name: value, ...)`"#]],
    );
}

#[test]
fn impossible_date() {
    check(
        patch("start: \"2026-01-05\"", "start: \"2026-02-30\""),
        expect![[r#"
            error: base.ron:15:21: `2026-02-30` is not a date, allowed is a day of the calendar as YYYY-MM-DD, such as 2026-01-05
              hint: the month comes before the day, and has to have that day"#]],
    );
}

#[test]
fn unclosed_parenthesis() {
    check(
        "(about: (name: \"x\"".to_owned(),
        expect![[r#"
            error: base.ron:1:17: expected a comma, or the end of the list
              hint: commas separate fields and items, every bracket is closed, and a whole number has no decimal point"#]],
    );
}

#[test]
fn not_a_number_and_infinity() {
    check(
        patch("unit_cost_usd_per_kg: 32", "unit_cost_usd_per_kg: NaN"),
        expect![[r#"
            error: base.ron:109:35: unit_cost_usd_per_kg is NaN, allowed 0 to 10000
              hint: NaN and infinities cannot be simulated; leave the field out if it has a default"#]],
    );
    check(
        patch("\"dysprosium_oxide\": 0.0125", "\"dysprosium_oxide\": inf"),
        expect![[r#"
            error: base.ron:99:79: inputs.dysprosium_oxide is inf, allowed above 0 up to 10
              hint: NaN and infinities cannot be simulated; leave the field out if it has a default"#]],
    );
    check(
        patch(
            "unit_cost_usd_per_kg: 32,",
            "unit_cost_usd_per_kg: 32, estimates: {\"unit_cost_usd_per_kg\": (-inf, 40)},",
        ),
        expect![[r#"
            error: base.ron:109:75: estimates.unit_cost_usd_per_kg is -inf, allowed is a finite number
              hint: NaN and infinities cannot be simulated; leave the field out if it has a default"#]],
    );
}

#[test]
fn negative_capacity() {
    check(
        patch("capacity_t_per_year: 714", "capacity_t_per_year: -714"),
        expect![[r#"
            error: base.ron:108:34: capacity_t_per_year is -714, allowed above 0 up to 1e7
              hint: `capacity_t_per_year` [t/yr]: Output that it can reach"#]],
    );
}

#[test]
fn share_above_one() {
    check(
        patch("exporter_margin_share: 0.28", "exporter_margin_share: 28"),
        expect![[r#"
            error: base.ron:47:36: exporter_margin_share is 28, allowed 0 to 2
              hint: write 0.28 for 28 %"#]],
    );
    check(
        patch("approval_share: 0.5", "approval_share: 200"),
        expect![[r#"
            error: base.ron:210:33: approval_share is 200, allowed 0 to 1
              hint: `approval_share` [share]: Part of applications that is approved"#]],
    );
}

#[test]
fn payable_share_of_a_concentrate_written_as_a_price() {
    check(
        patch("{\"east\": 0.65}", "{\"east\": 41}"),
        expect![[r#"
        error: base.ron:35:46: start_price_usd_per_kg of a basket good is 41, allowed above 0 up to 1.5
          hint: for a concentrate it is the payable share of the oxides' value, such as 0.6"#]],
    );
}

#[test]
fn duplicate_id() {
    check(
        patch("id: \"east_mine\"", "id: \"south_mine\""),
        expect![[r#"
            error: base.ron:111:9: `south_mine` occurs twice in mines, first at base.ron:105:9
              hint: names are unique, over all agents too; give this one another"#]],
    );
    check(
        patch("id: \"east_industry\"", "id: \"east_mine\""),
        expect![[r#"
            error: base.ron:179:9: `east_mine` is also the name of `mines.east_mine`
              hint: names are unique, over all agents too; give this one another"#]],
    );
}

#[test]
fn malformed_id() {
    check(
        patch("end_use: \"wind\"", "end_use: \"Wind power\""),
        expect![[r#"
            error: base.ron:173:88: end_use is `Wind power`, allowed are the letters a to z, digits and `_`
              hint: write `wind_power`"#]],
    );
}

#[test]
fn unknown_id_with_the_nearest() {
    check(
        patch("country: \"south\", good", "country: \"sout\", good"),
        expect![[r#"
            error: base.ron:106:60: country names the country `sout`, which does not exist
              hint: did you mean `south`?
            error: base.ron:126:27: supply_from names `south`, where nobody sells `concentrate`
              hint: sold in: east, sout"#]],
    );
    check(
        patch(
            "{\"ndpr\": 0.98, \"dysprosium\"",
            "{\"ndpr\": 0.98, \"dysprosum\"",
        ),
        expect![[r#"
            error: base.ron:107:36: basket names the element `dysprosum`, which does not exist
              hint: did you mean `dysprosium`?"#]],
    );
    check(
        patch("TensionJump(from: \"west\"", "TensionJump(from: \"mars\""),
        expect![[r#"
            error: base.ron:217:39: from names the country `mars`, which does not exist
              hint: known are `east`, `south`, `west`"#]],
    );
}

#[test]
fn key_given_twice_in_a_map() {
    check(
        patch(
            "{\"ndpr\": 0.98, \"dysprosium\"",
            "{\"ndpr\": 0.5, \"ndpr\": 0.98, \"dysprosium\"",
        ),
        expect![[r#"
            error: base.ron:107:35: `ndpr` is given twice in the same map
              hint: keep one of them"#]],
    );
}

#[test]
fn basket_that_does_not_sum_to_one() {
    check(
        patch("{\"ndpr\": 0.98, ", "{\"ndpr\": 0.9, "),
        expect![[r#"
            error: base.ron:107:21: the shares of basket sum to 0.92, allowed is 1
              hint: the rest is 0.08"#]],
    );
}

#[test]
fn contract_parties() {
    check(
        patch("seller: \"south_separator\"", "seller: \"south_seperator\""),
        expect![[r#"
            error: base.ron:189:39: seller names the mine or refiner `south_seperator`, which does not exist
              hint: did you mean `south_separator`?"#]],
    );
    check(
        patch("seller: \"south_separator\"", "seller: \"east_mine\""),
        expect![[r#"
            error: base.ron:189:39: `east_mine` does not make `ndpr_oxide`
              hint: known are `south_separator`, `east_separator`"#]],
    );
    check(
        patch("buyer: \"west_metal\"", "buyer: \"west_magnets\""),
        expect![[r#"
            error: base.ron:189:65: `west_magnets` does not use `ndpr_oxide`
              hint: known are `west_metal`, `east_metal`"#]],
    );
}

#[test]
fn contract_volume() {
    check(
        patch("volume_t_per_year: 400,", ""),
        expect![[r#"
        error: base.ron:188:9: the contract has neither volume_t_per_year nor share_of_output
          hint: give one of them"#]],
    );
    check(
        patch(
            "volume_t_per_year: 400,",
            "volume_t_per_year: 400, share_of_output: 0.5,",
        ),
        expect![[r#"
            error: base.ron:188:9: the contract has both volume_t_per_year and share_of_output, allowed is one
              hint: take one of them out"#]],
    );
}

#[test]
fn contract_that_ends_before_it_starts() {
    check(
        patch("end: \"2035-01-01\"", "end: \"2025-01-01\""),
        expect![[r#"
            error: base.ron:191:39: end is 2025-01-01, not after start, which is 2025-01-06
              hint: exchange the two"#]],
    );
}

#[test]
fn contract_beside_another_of_the_same_parties() {
    check(
        patch(
            "    contracts: [\n",
            "    contracts: [\n        (id: \"other\", seller: \"south_separator\", buyer: \"west_metal\", good: \"ndpr_oxide\", volume_t_per_year: 1, start: \"2034-01-02\", end: \"2036-01-07\"),\n",
        ),
        expect![[r#"
            error: base.ron:189:9: the contract runs beside `other` of the same seller, buyer and good, which ends on 2036-01-07
              hint: make one contract of the two, or let one start when the other has ended"#]],
    );
}

#[test]
fn contract_after_another_of_the_same_parties_is_clean() {
    check(
        patch(
            "    contracts: [\n",
            "    contracts: [\n        (id: \"other\", seller: \"south_separator\", buyer: \"west_metal\", good: \"ndpr_oxide\", volume_t_per_year: 1, start: \"2035-01-01\", end: \"2036-01-07\"),\n",
        ),
        expect![[r#"clean"#]],
    );
}

#[test]
fn event_after_the_end() {
    check(
        patch(
            "id: \"east_announcement\", date: \"2027-01-04\"",
            "id: \"east_announcement\", date: \"2031-01-06\"",
        ),
        expect![[r#"
            error: base.ron:216:44: the event is on 2031-01-06, after the clock ends on 2029-12-31
              hint: lengthen `clock.weeks`, or take it out"#]],
    );
}

#[test]
fn policy_outside_the_clock() {
    check(
        patch("effective: \"2027-02-01\"", "effective: \"2037-02-01\""),
        expect![[r#"
            error: base.ron:206:49: the policy takes effect on 2037-02-01, after the clock ends on 2029-12-31
              hint: lengthen `clock.weeks`, or take the policy out"#]],
    );
    check(
        patch(
            "announced: \"2027-01-04\", effective: \"2027-02-01\"",
            "announced: \"2025-04-04\", effective: \"2025-04-04\"",
        ),
        expect![[r#"
            error: base.ron:206:49: effective is 2025-04-04, before the clock starts on 2026-01-05
              hint: set `in_force_at_start: true` for a policy that is older than the clock"#]],
    );
}

#[test]
fn good_that_nobody_buys() {
    check(
        patch(
            "inputs: {\"ndpr_metal\": 0.36, ",
            "inputs: {\"ndpr_oxide\": 0.36, ",
        ),
        expect![[r#"
            error: base.ron:49:9: nobody buys `ndpr_metal`
              hint: add a buyer or a refiner that uses it, or take the good out
            error: base.ron:150:27: supply_from names `west`, where nobody sells `ndpr_oxide`
              hint: sold in: east, south"#]],
    );
}

#[test]
fn material_that_nobody_sells() {
    check(
        patch("    stages: [", "    // one more\n    stages: [").replacen(
            "(id: \"dysprosium\", name",
            "(id: \"terbium\", name: \"terbium\"),\n        (id: \"dysprosium\", name",
            1,
        ),
        expect![[r#"
            error: base.ron:20:9: nobody sells `terbium`: no good is made of it
              hint: add a good of this material, or take it out"#]],
    );
    let good = "(id: \"terbium_oxide\", name: \"t\", material: \"ndpr\", stage: \"oxide\", basis: \"REO\", start_price_usd_per_kg: {\"east\": 900}),";
    check(
        patch("    goods: [", &format!("    goods: [\n        {good}")),
        expect![[r#"
            error: base.ron:31:9: nobody sells `terbium_oxide`
              hint: add a mine or a refiner that makes it, or take the good out
            error: base.ron:31:9: nobody buys `terbium_oxide`
              hint: add a buyer or a refiner that uses it, or take the good out"#]],
    );
}

#[test]
fn recipe_output_that_is_no_good() {
    check(
        patch("output: \"ndpr_metal\"", "output: \"ndpr_metall\""),
        expect![[r#"
            error: base.ron:95:68: output names the good `ndpr_metall`, which does not exist
              hint: did you mean `ndpr_metal`?
            error: base.ron:49:9: nobody sells `ndpr_metal`
              hint: add a mine or a refiner that makes it, or take the good out"#]],
    );
}

#[test]
fn recipe_that_makes_an_element_from_nothing() {
    // 0.0125 t of dysprosium oxide go in, 0.02 t of dysprosium come out
    check(
        patch("\"dysprosium\": 0.012}", "\"dysprosium\": 0.02}"),
        expect![[r#"
            error: base.ron:99:19: a tonne of `magnet` contains 0.02 t of dysprosium, the inputs bring 0.0125 t
              hint: raise the inputs, or lower `contains` of the output"#]],
    );
}

#[test]
fn supplying_country_without_a_seller() {
    check(
        patch(
            "supply_from: {\"west\": 0.83, \"east\": 0.17}",
            "supply_from: {\"south\": 0.83, \"east\": 0.17}",
        ),
        expect![[r#"
            error: base.ron:150:27: supply_from names `south`, where nobody sells `ndpr_metal`
              hint: sold in: east, west"#]],
    );
}

#[test]
fn supplier_that_does_not_make_the_good() {
    check(
        patch("{\"south_separator\": 0.49", "{\"west_metal\": 0.49"),
        expect![[r#"
            error: base.ron:152:43: supply names `west_metal`, which does not sell `dysprosium_oxide`
              hint: known are `east_separator`, `south_separator`"#]],
    );
}

#[test]
fn estimate_that_leaves_out_its_value() {
    check(
        patch(
            "unit_cost_usd_per_kg: 32,",
            "unit_cost_usd_per_kg: 32, estimates: {\"unit_cost_usd_per_kg\": (35, 40)},",
        ),
        expect![[r#"
            error: base.ron:109:75: unit_cost_usd_per_kg is 32, outside its own estimate of 35 to 40
              hint: correct the value or the range"#]],
    );
}

#[test]
fn source_key_that_is_not_listed() {
    check(
        patch(
            "unit_cost_usd_per_kg: 32,",
            "unit_cost_usd_per_kg: 32, sources: {\"unit_cost\": \"usgs_2026\"},",
        )
        .replacen(
            "money_base_year",
            "sources: {\"usgs2026\": \"USGS, 2026\"}, money_base_year",
            1,
        ),
        expect![[r#"
            error: base.ron:109:49: `unit_cost` is no field here
              hint: did you mean `unit_cost_usd_per_kg`?
            error: base.ron:109:62: `usgs_2026` is no key of about.sources
              hint: did you mean `usgs2026`?"#]],
    );
}

#[test]
fn observed_file_that_is_missing() {
    check(
        patch(
            "    events: [",
            "    observed: [(id: \"dy\", file: \"data/dy.csv\", good: \"dysprosium_oxide\", zone: \"east\", basis: \"quote\")],\n    events: [",
        ),
        expect![[r#"
            error: base.ron:214:48: unknown field `good` of `Observed`
              hint: known are `id`, `file`"#]],
    );
}

#[test]
fn absurd_sizes() {
    let mut loaded = scenario::load_str(&scenario::starter("base"), "base.ron")
        .expect("the starter is readable");
    let mine = loaded.scenario.mines[0].clone();
    // 20,000 more than the 11 that are there
    loaded
        .scenario
        .mines
        .extend(std::iter::repeat_n(mine, 20_000));
    let good = loaded.scenario.goods[0].clone();
    loaded.scenario.goods.extend(std::iter::repeat_n(good, 200));
    let zone = loaded.scenario.zones[0].clone();
    loaded.scenario.zones.extend(std::iter::repeat_n(zone, 50));
    expect![[r#"
        error: base.ron: there are 20011 mines, refiners and buyers, allowed are 20000
          hint: put small ones of a country together into one with `residual: true`
        error: base.ron:30:12: there are 205 goods, allowed are 200
          hint: leave out what the question does not need
        error: base.ron:65:12: there are 52 zones, allowed are 50
          hint: leave out what the question does not need"#]]
    .assert_eq(&Faults(scenario::check(&loaded)).to_string());
}

#[test]
fn absurd_length() {
    check(
        patch("weeks: 208", "weeks: 60000"),
        expect![[r#"
        error: base.ron:15:41: weeks is 60000, allowed 1 to 5218
          hint: `weeks` [weeks]: Number of weeks that are recorded"#]],
    );
}

#[test]
fn nesting_without_end() {
    check(
        format!("(about: {}", "[".repeat(10_000)),
        expect![[r#"
        error: base.ron:1:9: expected opening `(` for struct `About`
          hint: fields are written as `(name: value, ...)`"#]],
    );
}

#[test]
fn circle_of_bases() {
    let write = |folder: &Path| {
        put(folder, "a.ron", "(base: \"b.ron\")");
        put(folder, "b.ron", "(base: \"c.ron\")");
        put(folder, "c.ron", "(base: \"b.ron\")");
    };
    expect![[r#"
        error: b.ron: the bases go round in a circle: a.ron -> b.ron -> c.ron -> b.ron
          hint: one of these files has to be a complete scenario, without `base`"#]]
    .assert_eq(&report_of_file("a.ron", write));
}

#[test]
fn base_that_is_missing() {
    expect![[r#"
        error: a.ron:2:9: base `b.ron`: there is no such file
          hint: the path of `base` counts from the folder of this file"#]]
    .assert_eq(&report_of_file("a.ron", |folder| {
        put(folder, "a.ron", "(\n  base: \"b.ron\",\n)");
    }));
}

#[test]
fn unknown_paths_in_a_variant() {
    let variant = "(
  base: \"base.ron\",
  remove: [\"mines.north_mine\", \"mine.south_mine\"],
  changes: [
    (path: \"buyers.west_vehicles.cover_week\", value: \"12\"),
    (path: \"market.rationing\", value: \"ByVolume\"),
    (path: \"clock.weeks\", value: \"-1\"),
  ],
)";
    let write = |folder: &Path| {
        put(folder, "base.ron", scenario::starter("base"));
        put(folder, "a.ron", variant);
    };
    expect![[r#"
        error: a.ron:3:12: `remove` names `north_mine`, which is not among the mines
          hint: did you mean `south_mine`?
        error: a.ron:3:32: `remove` names the unknown section `mine`
          hint: did you mean `mines`?
        error: a.ron:5:5: unknown path `buyers.west_vehicles.cover_week`
          hint: did you mean `buyers.west_vehicles.cover_weeks`?
        error: a.ron:6:5: `ByVolume` cannot stand at `market.rationing`: unknown variant `ByVolume` of `Rationing`
          hint: did you mean `ByValue`?
        error: a.ron:7:5: `-1` cannot stand at `clock.weeks`: the whole number does not fit its field
          hint: docs/reference/scenario.md lists every field with its type"#]].assert_eq(&report_of_file("a.ron", write));
}

#[test]
fn a_fault_is_placed_in_the_file_that_set_the_value() {
    let variant = "(
  base: \"base.ron\",
  add: (events: [(id: \"fire\", date: \"2028-01-03\", effect: Outage(agent: \"east_mine\", lost_share: 1.5, weeks: 9))]),
  changes: [
    (path: \"buyers.west_wind.cover_weeks\", value: \"400\"),
  ],
)";
    let write = |folder: &Path| {
        put(
            folder,
            "base.ron",
            scenario::starter("base").replace("capacity_t_per_year: 714", "capacity_t_per_year: 0"),
        );
        put(folder, "a.ron", variant);
    };
    expect![[r#"
        error: base.ron:108:34: capacity_t_per_year is 0, allowed above 0 up to 1e7
          hint: `capacity_t_per_year` [t/yr]: Output that it can reach
        error: a.ron:5:51: cover_weeks is 400, allowed 0 to 104
          hint: `cover_weeks` [weeks]: Stock held and on order, in weeks of use
        error: a.ron:3:98: lost_share is 1.5, allowed 0 to 1
          hint: write 0.015 for 1.5 %"#]]
    .assert_eq(&report_of_file("a.ron", write));
}

#[test]
fn unknown_path_of_set() {
    let mut loaded = scenario::load_str(&scenario::starter("base"), "base.ron")
        .expect("the starter is readable");
    let mut show = |path: &str, value: &str, expected: Expect| {
        let text = loaded
            .set(path, value)
            .map_or_else(|fault| fault.to_string(), |()| "set".to_owned());
        expected.assert_eq(&text);
    };
    show(
        "market.ask_elastisity",
        "3",
        expect![[r#"
        error: --set market.ask_elastisity=3: unknown path `market.ask_elastisity`
          hint: did you mean `market.ask_elasticity`?"#]],
    );
    show(
        "mines.sout_mine.basket.ndpr",
        "0.5",
        expect![[r#"
        error: --set mines.sout_mine.basket.ndpr=0.5: unknown path `mines.sout_mine.basket.ndpr`
          hint: did you mean `mines.south_mine.basket.ndpr`?"#]],
    );
    show(
        "buyers.west_wind.cover_weeks",
        "many",
        expect![[r#"
            error: --set buyers.west_wind.cover_weeks=many: `many` cannot stand at `buyers.west_wind.cover_weeks`: expected a number
              hint: a number is written without quotes and units, such as 12.5"#]],
    );
    show(
        "clock.weeks.days",
        "3",
        expect![[r#"
        error: --set clock.weeks.days=3: unknown path `clock.weeks.days`
          hint: `clock.weeks` has nothing below it"#]],
    );
    show(
        "",
        "3",
        expect![[r#"
            error: --set =3: unknown path ``
              hint: known are `about`, `clock`, `materials`, `stages`, `goods`, `zones`, `countries`, `routes`, 14 more"#]],
    );
}

#[test]
fn value_out_of_range_by_set() {
    let mut loaded = scenario::load_str(&scenario::starter("base"), "base.ron")
        .expect("the starter is readable");
    loaded
        .set("policies.east_licences.instrument.approval_share", "50")
        .expect("the path exists");
    expect![[r#"
        error: --set policies.east_licences.instrument.approval_share=50: approval_share is 50, allowed 0 to 1
          hint: write 0.5 for 50 %"#]].assert_eq(&Faults(scenario::check(&loaded)).to_string());
}

#[test]
fn faults_end_at_a_thousand() {
    let base = scenario::starter("base");
    let (head, tail) = base.split_once("    mines: [").expect("there are mines");
    // 15,000 mines in countries that do not exist
    let mine = |index: usize| {
        format!(
            "(id: \"m{index}\", name: \"m\", country: \"nowhere{index}\", good: \"concentrate\", \
             basket: {{\"ndpr\": 1}}, capacity_t_per_year: 1, unit_cost_usd_per_kg: 1),\n"
        )
    };
    let mines: String = (0..15_000).map(mine).collect();
    let text = format!("{head}    mines: [\n{mines}{tail}");
    let loaded = scenario::load_str(&text, "base.ron").expect("the text is readable");
    let faults = scenario::check(&loaded);
    assert_eq!(faults.len(), 1001);
    expect![[r#"
        error: base.ron: there are 1000 faults or more, the rest is not shown
          hint: correct the first ones and check again"#]]
    .assert_eq(&faults[1000].to_string());
}
