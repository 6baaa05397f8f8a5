//! Strategic stocks: what a government buys, for whom, and when it releases.

use std::collections::BTreeMap;

use crate::parameters::{To, above, within};

parameters! {
    /// A stock that a government keeps for its own users and for those of its allies.
    #[section = "governments.stockpile"]
    pub struct Stockpile {
        /// Goods that it holds, each with the time of home and allied use, as at the start, that it wants to cover.
        #[unit = "days", range = within(0.0, 1000.0), keys = &[To::Good]]
        target_days: BTreeMap<String, f64>,
        /// What it holds at the start, by good, in time of the same use.
        #[unit = "days", range = within(0.0, 1000.0), keys = &[To::Good]]
        start_days: BTreeMap<String, f64> = BTreeMap::new(),
        /// Money for buying and storing over the whole run; what users pay for releases comes back to it.
        #[unit = "USD", range = within(0.0, 1e12), fact = true]
        budget_usd: f64,
        /// Allies that it releases to besides its own users, in the order of the treaty.
        #[unit = "id", refers = Some(To::Country)]
        allies: Vec<String> = Vec::new(),
        /// How a release is shared out.
        #[unit = "record"]
        allocation: Allocation = Allocation::Need,
        /// What a receiver pays.
        #[unit = "record"]
        pricing: Pricing = Pricing::CostPlusCarry,
        /// Whether others see how much there is: only a visible stock deters.
        #[unit = "switch"]
        is_published: bool = true,
        /// Time over which a gap to the target is bought.
        #[unit = "weeks", range = above(0.0, 520.0), source = "Monazite design, prior range 26 to 156"]
        fill_weeks: f64 = 104.0,
        /// Highest price paid, over the long view of the price.
        #[unit = "ratio", range = above(0.0, 10.0), source = "params_extra.csv `srb_premium`: 10 % over the market"]
        price_limit_ratio: f64 = 1.1,
        /// Scarcities that it expects to begin in a year.
        #[unit = "1/yr", range = within(0.0, 10.0), source = "now_controls_events.csv: two rounds of curbs against Japan in 16 years, 2010 and 2026, make 0.12; prior range 0.05 to 0.5"]
        scarcity_chance_per_year: f64 = 0.12,
        /// How long it expects a scarcity to last; the longer, the slower it releases.
        #[unit = "weeks", range = within(1.0, 520.0), source = "Monazite design, prior range 8 to 104: two months in 2010, eight weeks to the first licences in 2025, more than 40 weeks since January 2026"]
        scarcity_weeks: f64 = 26.0,
        /// Scarcity index above which it releases.
        #[unit = "index", range = within(0.0, 1.0), source = "Monazite design: 0.5"]
        trigger_index: f64 = 0.5,
        /// Scarcity index below which it stops.
        #[unit = "index", range = within(0.0, 1.0), source = "Monazite design: 0.3"]
        stop_index: f64 = 0.3,
        /// Quote over the long view that counts as scarcity when it lasts four weeks.
        #[unit = "ratio", range = above(0.0, 100.0), source = "Monazite design: 2"]
        scarcity_price_ratio: f64 = 2.0,
        /// Shortest time in which a stock is released.
        #[unit = "weeks", range = above(0.0, 520.0), source = "Monazite design: 4"]
        least_release_weeks: f64 = 4.0,
        /// Part of the target that no ally gets, and part of each release on which users at home have the first call.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design: 0.2, for defence"]
        home_share: f64 = 0.2,
        /// Cost of storing, over the value stored.
        #[unit = "share/yr", range = within(0.0, 1.0), source = "Monazite design: 0.03"]
        carry_share_per_year: f64 = 0.03,
    }
}

choices! {
    /// How a release is shared out among those who are short.
    #[section = "governments.stockpile.allocation", default = Need]
    pub enum Allocation {
        /// By what a missing tonne costs, how much is missing, and trust.
        Need,
        /// In proportion to ordinary use, as a treaty would.
        ProRata,
        /// To whoever pays most.
        Auction,
        /// In the order of the list of allies, home first.
        FirstCome,
    }
}

choices! {
    /// What a receiver pays for a release, before freight; never more than the quote where it stands.
    #[section = "governments.stockpile.pricing", default = CostPlusCarry]
    pub enum Pricing {
        /// What the stock has cost, storing included.
        CostPlusCarry,
        /// The average quote of the index zone that contracts refer to, and at most `price_limit_ratio` times the long view.
        CappedIndex,
    }
}
