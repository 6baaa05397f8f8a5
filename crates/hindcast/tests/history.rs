//! The memory of a run, fed by hand: what it answers about periods that are not those of the tables.

use hindcast::{Good, History, Observations, Subject, targets};
use model::{Cell, Sink, TABLES, Table};
use scenario::{Measure, Scenario};
use units::Date;

const OXIDE: Good<'_> = Good::new("ndpr", "oxide");
/// First day of the starter scenario, a Monday.
const START: Date = Date::new(2026, 1, 5);

fn world() -> Scenario {
    scenario::read_str(&scenario::starter("world")).unwrap()
}

fn table(name: &str) -> &'static Table {
    TABLES.iter().find(|table| table.name == name).unwrap()
}

/// Hands a row over with the named cells, the others empty.
fn row(history: &mut History, name: &str, cells: &[(&str, Cell<'_>)]) {
    let table = table(name);
    let mut row = vec![Cell::Empty; table.columns.len()];
    for (column, cell) in cells {
        let at = table.columns.iter().position(|known| known.name == *column);
        row[at.unwrap()] = *cell;
    }
    history.row(table, &row);
}

fn quote(history: &mut History, week: i32, zone: &str, usd_per_kg: f64, vat_share: f64) {
    let cells = [
        ("date", Cell::Date(START.add_weeks(week))),
        ("material", Cell::Text("ndpr")),
        ("stage", Cell::Text("oxide")),
        ("zone", Cell::Text(zone)),
        ("quote_usd_per_kg", Cell::Number(usd_per_kg)),
        ("vat_share", Cell::Number(vat_share)),
    ];
    row(history, "prices", &cells);
}

/// A sale in the recording period whose last week begins `week` weeks after the start.
fn sale(history: &mut History, week: i32, kind: &str, tonnes: f64, usd_per_kg: f64) {
    let cells = [
        ("date", Cell::Date(START.add_weeks(week))),
        ("material", Cell::Text("ndpr")),
        ("stage", Cell::Text("oxide")),
        ("from_country", Cell::Text("east")),
        ("to_country", Cell::Text("west")),
        ("kind", Cell::Text(kind)),
        ("shipped_t", Cell::Number(tonnes)),
        ("value_usd", Cell::Number(tonnes * 1000.0 * usd_per_kg)),
    ];
    row(history, "flows", &cells);
}

fn weeks(from: i32, to: i32) -> (Date, Date) {
    (START.add_weeks(from), START.add_weeks(to))
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} for {expected}");
}

#[test]
fn quote_is_a_mean_by_days_without_tax() {
    let mut history = History::new(&world());
    for (week, usd_per_kg) in [(0, 113.0), (1, 226.0), (2, 339.0)] {
        quote(&mut history, week, "east", usd_per_kg, 0.13);
    }
    near(history.quote(OXIDE, "east", weeks(0, 2)).unwrap(), 150.0); // (100 + 200) / 2
    let (from, to) = weeks(1, 2);
    // four days at 200, three at 300: 1700 / 7
    let shifted = (from.add_days(3), to.add_days(3));
    near(
        history.quote(OXIDE, "east", shifted).unwrap(),
        (4.0 * 200.0 + 3.0 * 300.0) / 7.0,
    );
    assert_eq!(history.quote(OXIDE, "east", weeks(3, 4)), None);
    assert_eq!(history.quote(OXIDE, "west", weeks(0, 1)), None);
    assert_eq!(history.span(), weeks(0, 3));
}

#[test]
fn week_without_a_quote_is_left_out() {
    let mut history = History::new(&world());
    quote(&mut history, 0, "west", 50.0, 0.0);
    quote(&mut history, 0, "east", 100.0, 0.0);
    quote(&mut history, 1, "east", 100.0, 0.0);
    quote(&mut history, 2, "west", 70.0, 0.0);
    near(history.quote(OXIDE, "west", weeks(0, 3)).unwrap(), 60.0); // weeks 0 and 2 only
}

#[test]
fn exports_leave_when_sold_and_arrive_after_transit() {
    let mut history = History::new(&world());
    sale(&mut history, 3, "spot", 30.0, 60.0); // weeks 0 to 4
    sale(&mut history, 3, "contract", 10.0, 60.0);
    sale(&mut history, 7, "spot", 8.0, 60.0); // weeks 4 to 8
    near(history.exports(OXIDE, "east", "west", weeks(0, 4)), 40.0);
    near(history.exports(OXIDE, "east", "", weeks(2, 6)), 20.0 + 4.0); // half of each
    near(history.exports(OXIDE, "west", "", weeks(0, 8)), 0.0);
    // five weeks from east to west
    near(history.imports(OXIDE, "east", "west", weeks(0, 5)), 0.0);
    near(history.imports(OXIDE, "east", "west", weeks(5, 9)), 40.0);
}

#[test]
fn leakage_counts_under_no_origin_and_comes_late() {
    let mut history = History::new(&world());
    sale(&mut history, 3, "spot", 30.0, 60.0);
    sale(&mut history, 3, "leakage", 10.0, 60.0);
    let all = weeks(0, 30);
    near(history.exports(OXIDE, "east", "west", all), 30.0);
    near(history.leakage(OXIDE, "east", "west", all), 10.0);
    near(history.imports(OXIDE, "east", "west", all), 30.0);
    near(history.imports(OXIDE, "", "west", all), 40.0);
    near(
        history.import_share(OXIDE, "east", "west", all).unwrap(),
        0.75,
    );
    // leakage takes 8 weeks: nothing of it before
    near(history.imports(OXIDE, "", "west", weeks(0, 8)), 22.5); // 30 x 3 of 4 weeks
}

#[test]
fn goods_held_in_port_leave_over_four_weeks_after_the_end() {
    let mut world = world();
    world
        .set(
            "policies",
            "[(id: \"closed\", government: \"east\", announced: \"2026-01-05\", effective: \"2026-01-05\", ends: \"2026-02-02\",
               instrument: ExportBan(goods: [\"ndpr_oxide\"], destinations: [\"west\"], hold_in_port: true))]",
        )
        .unwrap();
    let mut history = History::new(&world);
    sale(&mut history, 3, "spot", 40.0, 60.0);
    sale(&mut history, 7, "spot", 8.0, 60.0);
    // closed for weeks 0 to 4, let go in weeks 5 to 9
    near(history.exports(OXIDE, "east", "west", weeks(0, 4)), 0.0);
    near(
        history.exports(OXIDE, "east", "west", weeks(5, 9)),
        40.0 + 6.0,
    );
    near(history.imports(OXIDE, "east", "west", weeks(5, 9)), 40.0);
}

#[test]
fn share_of_cheap_tonnes_is_taken_against_the_published_index_quote() {
    let mut history = History::new(&world());
    quote(&mut history, 0, "east", 113.0, 0.13);
    sale(&mut history, 0, "contract", 90.0, 124.0); // 113 x 1.1 = 124.3
    sale(&mut history, 0, "spot", 10.0, 125.0);
    near(history.cheap_share(OXIDE, weeks(0, 1)).unwrap(), 0.9);
    assert_eq!(history.cheap_share(OXIDE, weeks(1, 2)), None);
}

#[test]
fn states_are_known_by_the_end_of_their_period() {
    let mut history = History::new(&world());
    for (week, state) in [
        (3, "building"),
        (7, "working"),
        (11, "idle"),
        (15, "working"),
    ] {
        let cells = [
            ("date", Cell::Date(START.add_weeks(week))),
            ("mine", Cell::Text("south_mine")),
            ("country", Cell::Text("south")),
            ("output_t_per_year", Cell::Number(365.25)),
            ("state", Cell::Text(state)),
        ];
        row(&mut history, "mines", &cells);
    }
    let first = history
        .first_day_of("south_mine", "working", START)
        .unwrap();
    assert_eq!(first, START.add_weeks(8));
    let idle = history.first_day_of("south_mine", "idle", first).unwrap();
    let again = history.first_day_of("south_mine", "working", idle);
    assert_eq!(again, Some(START.add_weeks(16)));
    assert_eq!(history.first_day_of("east_mine", "idle", START), None);
    near(history.mined("south", weeks(0, 1)), 7.0); // a tonne a day
    near(history.mined("", weeks(0, 16)), 112.0);
}

#[test]
fn use_is_summed_by_good_country_and_purpose() {
    let mut history = History::new(&world());
    for (buyer, country, used) in [("a", "west", 10.0), ("b", "east", 20.0)] {
        let cells = [
            ("date", Cell::Date(START.add_weeks(3))),
            ("buyer", Cell::Text(buyer)),
            ("country", Cell::Text(country)),
            ("end_use", Cell::Text("vehicles")),
            ("material", Cell::Text("magnet")),
            ("stage", Cell::Text("magnet")),
            ("used_t", Cell::Number(used)),
            ("lost_t", Cell::Number(1.0)),
        ];
        row(&mut history, "buyers", &cells);
    }
    let magnets = Good::new("", "magnet");
    near(history.used(magnets, "west", "", weeks(0, 4)), 10.0);
    near(history.used(magnets, "", "vehicles", weeks(0, 2)), 15.0); // half the time
    near(history.used(OXIDE, "", "", weeks(0, 4)), 0.0);
    near(history.lost(magnets, "", "", weeks(0, 4)), 2.0);
}

#[test]
fn periods_outside_the_run_have_no_modelled_value() {
    let mut history = History::new(&world());
    for week in 0..8 {
        quote(&mut history, week, "east", 113.0, 0.13);
    }
    let subject = Subject::quote(OXIDE, "east");
    near(subject.modelled(&history, weeks(-1, 8)).unwrap(), 100.0); // a week over the edge is let pass
    assert_eq!(subject.modelled(&history, weeks(-2, 8)), None);
    let quota = Subject::trade(Measure::Quota, "", "east", "");
    assert_eq!(quota.modelled(&history, weeks(0, 4)), None);
}

#[test]
fn targets_of_an_empty_run_have_figures_and_none_passes() {
    let history = History::new(&world());
    let seen = Observations::default();
    for target in targets() {
        let figures = (target.measure)(&history, &seen);
        assert!(!figures.is_empty(), "{}", target.id);
        let judged: Vec<f64> = figures
            .iter()
            .filter_map(hindcast::Measured::distance_alone)
            .collect();
        if target.role.is_scored() {
            assert!(judged.iter().any(|far| *far > 1.0), "{} passes", target.id);
        }
    }
}
