//! Support for research and recycling: what a government pays so that its users need less, and get more of it back.

use crate::parameters::{To, above, within};

parameters! {
    /// Money that a government spends every year on saving, on tests of suppliers and on recycling at home.
    #[section = "governments.support"]
    pub struct Support {
        /// Money that it may spend in a year; what it does not spend lapses.
        #[unit = "USD/yr", range = within(0.0, 1e11), fact = true]
        budget_usd_per_year: f64,
        /// Goods whose supply it wants to make safer; all when empty. What crosses a border at several stages counts at each.
        #[unit = "id", refers = Some(To::Good)]
        goods: Vec<String> = Vec::new(),
        /// Expected loss avoided for a dollar spent, from which it spends.
        #[unit = "ratio", range = within(0.0, 100.0), source = "Monazite design: 1, a dollar back for a dollar"]
        hurdle_ratio: f64 = 1.0,
        /// Scarcities that it expects to begin in a year.
        #[unit = "1/yr", range = within(0.0, 10.0), source = "now_controls_events.csv: two rounds of curbs against Japan in 16 years, 2010 and 2026, make 0.12; prior range 0.05 to 0.5"]
        scarcity_chance_per_year: f64 = 0.12,
        /// How long it expects a scarcity to last.
        #[unit = "weeks", range = within(1.0, 520.0), source = "Monazite design, prior range 8 to 104"]
        scarcity_weeks: f64 = 26.0,
        /// Time in which what was paid for is forgotten or worn out.
        #[unit = "years", range = above(0.0, 50.0), source = "Hall, Mairesse and Mohnen 2010: research loses about 15 % of its worth a year, which makes 7; prior range 4 to 15"]
        memory_years: f64 = 7.0,
        /// Money in research, less what is forgotten, that gives 63 % of all that research can give.
        #[unit = "USD", range = above(0.0, 1e11), source = "japantimes.co.jp 2012/02/09: 5 bn yen over two years to reduce dysprosium use by 30 %; Monazite design, prior range 30e6 to 400e6"]
        research_scale_usd: f64 = 65e6,
        /// Most by which research speeds up saving, over the usual speed.
        #[unit = "share", range = within(0.0, 5.0), source = "japantimes.co.jp 2012/02/09: 15 % a year was aimed at, hist_params.csv `substitution_speed` is 10 %, so half as fast again; an aim, prior range 0 to 1"]
        thrift_gain_share: f64 = 0.5,
        /// Most by which research shortens the tests of new suppliers.
        #[unit = "share", range = within(0.0, 0.9), source = "Monazite design, judgement without a source; prior range 0 to 0.5"]
        test_cut_share: f64 = 0.25,
        /// Part of an exposed need that it expects a new supplier to meet once tested.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, judgement; prior range 0.1 to 0.5"]
        newcomer_share: f64 = 0.2,
        /// Money in recycling, less what is worn out, that gives 63 % of all that collection can give.
        #[unit = "USD", range = above(0.0, 1e11), source = "iru-miru.com 79895: 41 bn yen of 2025 and 2026 for collecting and sorting of all metals, 260 M USD; prior range 80e6 to 800e6"]
        recycling_scale_usd: f64 = 250e6,
        /// Part of what is thrown away that recyclers at home can collect at most.
        #[unit = "share", range = within(0.0, 1.0), source = "now_policies.csv `recycling_potential`: 20 % of magnet demand, today below 1; prior range 0.05 to 0.4"]
        collected_most_share: f64 = 0.2,
    }
}
