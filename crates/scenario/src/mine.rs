//! Mines: what is dug, what it contains and what it costs.

use std::collections::BTreeMap;

use units::Date;

use crate::parameters::{To, above, within};

parameters! {
    /// A mine with its concentrator.
    #[section = "mines"]
    pub struct Mine {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// Name for people.
        #[unit = "text"]
        name: String,
        /// Country where it lies.
        #[unit = "id", refers = Some(To::Country)]
        country: String,
        /// Owner, for people.
        #[unit = "text"]
        owner: String = String::new(),
        /// The concentrate that it sells, a basket good.
        #[unit = "id", refers = Some(To::Good)]
        good: String,
        /// Share of each element in its output; the shares sum to 1.
        #[unit = "share", range = within(0.0, 1.0), keys = &[To::Element]]
        basket: BTreeMap<String, f64>,
        /// Output that it can reach.
        #[unit = "t/yr", range = above(0.0, 1e7), fact = true]
        capacity_t_per_year: f64,
        /// Cost of a kilogram at the gate at ordinary utilisation.
        #[unit = "USD/kg", range = within(0.0, 1e4), fact = true]
        unit_cost_usd_per_kg: f64,
        /// Output over capacity in an ordinary year.
        #[unit = "share", range = above(0.0, 1.0), fact = true, source = "Monazite design, prior range 0.8 to 0.95"]
        base_utilisation_share: f64 = 0.9,
        /// Part of the cost that is paid whether the mine produces or not.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, prior range 0.3 to 0.6"]
        fixed_cost_share: f64 = 0.4,
        /// Output held in stock at the start, in weeks of ordinary production.
        #[unit = "weeks", range = within(0.0, 104.0), source = "Monazite design, prior range 4 to 12"]
        stock_weeks: f64 = 8.0,
        /// Whether it follows its country's production quota and stays open at a loss, as a state mine does.
        #[unit = "switch"]
        quota_bound: bool = false,
        /// The flow of another product that bounds a by-product.
        #[unit = "record"]
        host: Option<Host> = None,
        /// The separator that belongs to it: the two close and reopen together, by the sum of their books.
        #[unit = "id", refers = Some(To::Plant)]
        separator: Option<String> = None,
        /// Users' worn-out goods that it lives on, if it is a recycler: `basket` is then what scrap contains.
        #[unit = "record"]
        scrap: Option<Scrap> = None,
        /// Whether it runs at the start.
        #[unit = "record"]
        opening: Opening = Opening::Operating,
        /// Whether it stands for output of its country that no listed mine explains.
        #[unit = "switch"]
        residual: bool = false,
        /// Where numbers come from, by field: a key of `about.sources` or a citation.
        #[unit = "citation"]
        sources: BTreeMap<String, String> = BTreeMap::new(),
        /// Ranges of the numbers that are estimates, by field.
        #[unit = "as the field"]
        estimates: BTreeMap<String, (f64, f64)> = BTreeMap::new(),
    }
}

parameters! {
    /// What a recycler lives on: output stays below what users have built in, over its life, times the part collected.
    #[section = "mines.scrap"]
    pub struct Scrap {
        /// Built in before the start, with the composition of the basket.
        #[unit = "t", range = within(0.0, 1e9), fact = true]
        in_use_t: f64 = 0.0,
        /// Time after which a product is thrown away.
        #[unit = "years", range = above(0.0, 100.0), source = "Monazite design, prior range 6 to 15"]
        life_years: f64 = 10.0,
        /// Part of what is thrown away that is collected.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design: below 0.02 of demand in two years (target H11)"]
        collected_share: f64 = 0.02,
    }
}

parameters! {
    /// The product that a by-product depends on: output stays below `recovered_max_share` of the content of the host flow.
    #[section = "mines.host"]
    pub struct Host {
        /// Flow of the host product.
        #[unit = "t/yr", range = above(0.0, 1e9)]
        flow_t_per_year: f64,
        /// By-product contained in a tonne of host product.
        #[unit = "share", range = above(0.0, 1.0)]
        content_share: f64,
        /// Largest part of the content that can be recovered.
        #[unit = "share", range = above(0.0, 1.0)]
        recovered_max_share: f64,
        /// Growth of the host flow, whatever the by-product's price.
        #[unit = "share/yr", range = within(-0.5, 0.5)]
        growth_share_per_year: f64 = 0.0,
    }
}

choices! {
    /// Whether a plant runs at the start, and if not what has to happen first.
    #[section = "opening", default = Operating]
    pub enum Opening {
        /// Runs at the start.
        Operating,
        /// Is being built, with the decision taken.
        Building {
            /// First day of production as announced; delays are drawn on top.
            #[unit = "date"]
            due: Date,
            /// Time from first production to capacity.
            #[unit = "years", range = within(0.0, 10.0), source = "now_params.csv `ramp_up_time`: 2 years (Nolans)"]
            ramp_years: f64 = 2.0,
        },
        /// Waits for an investment decision.
        Planned {
            /// First day on which the decision can be taken.
            #[unit = "date"]
            earliest: Date,
            /// Money needed to build it.
            #[unit = "USD", range = within(0.0, 1e12)]
            capital_usd: f64,
            /// Time from the decision to first production.
            #[unit = "years", range = above(0.0, 20.0), source = "now_params.csv `build_time_mine_separation`: 3 years (Nolans)"]
            build_years: f64 = 3.0,
            /// Time from first production to capacity.
            #[unit = "years", range = within(0.0, 10.0), source = "now_params.csv `ramp_up_time`: 2 years (Nolans)"]
            ramp_years: f64 = 2.0,
            /// Part of the output that is sold in advance.
            #[unit = "share", range = within(0.0, 1.0)]
            offtake_share: f64 = 0.0,
            /// Whether the money is there once the project pays.
            #[unit = "switch"]
            funded: bool = false,
        },
        /// Exists, mothballed at the start.
        Idle,
    }
}
