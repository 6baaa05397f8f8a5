//! Export curbs as decisions: what a government can close, against whom, and what it weighs.

use super::LookAhead;
use crate::parameters::{To, above, within};

parameters! {
    /// Exports that a government may curb, against whom, and by which weights it chooses.
    #[section = "governments.curbs"]
    pub struct Curbs {
        /// Groups of goods that are curbed together.
        #[unit = "record"]
        groups: Vec<CurbGroup>,
        /// Countries that it wants concessions from and may single out.
        #[unit = "id", refers = Some(To::Country)]
        targets: Vec<String>,
        /// What it weighs: chance of a concession against revenue, lost market and norms.
        #[unit = "record"]
        weights: CurbWeights = CurbWeights::default(),
        /// How hard each kind of curb is.
        #[unit = "record"]
        acts: CurbActs = CurbActs::default(),
        /// What curbs do to tension, trust and resolve.
        #[unit = "record"]
        echoes: CurbEchoes = CurbEchoes::default(),
        /// Imagined worlds from which it takes what an act would cost; the cheap estimate when none.
        #[unit = "record"]
        look_ahead: Option<LookAhead> = None,
    }
}

parameters! {
    /// Goods that are curbed together.
    #[section = "governments.curbs.groups"]
    pub struct CurbGroup {
        /// Name in paths and tables.
        #[unit = "id", refers = Some(To::Itself)]
        id: String,
        /// The goods.
        #[unit = "id", refers = Some(To::Good)]
        goods: Vec<String>,
    }
}

parameters! {
    /// What a government weighs when it chooses a curb.
    #[section = "governments.curbs.weights", all_default]
    pub struct CurbWeights {
        /// What a concession is worth to it at full tension.
        #[unit = "USD", range = within(0.0, 1e13), source = "Monazite design, judgement: ten points of duty, as in the truce of November 2025, on a tenth of some 440 bn USD of exports; prior range 1e9 to 2e10"]
        concession_value_usd: f64 = 5.0e9,
        /// Loss of a target over the horizon, over its product in that time, at which every second target concedes.
        #[unit = "share", range = above(0.0, 1.0), source = "Monazite design, judgement: a tenth of what a year without Chinese rare earths would cost Japan by Nomura Research Institute (0.43 % of product), as Japan in 2010 and the United States in 2025 gave way within weeks, before much was lost; prior range 0.0001 to 0.004"]
        resolve_share: f64 = 0.0005,
        /// Sharpness with which the chance of a concession rises with the loss over the resolve.
        #[unit = "number", range = above(0.0, 50.0), source = "Monazite design, judgement; prior range 2 to 8"]
        concession_steepness: f64 = 4.0,
        /// Weight of lost export margin.
        #[unit = "ratio", range = within(0.0, 100.0), source = "Monazite design: 1, a dollar is a dollar"]
        revenue_weight: f64 = 1.0,
        /// Weight of the market that is lost for good to supply abroad and to thrift.
        #[unit = "ratio", range = within(0.0, 100.0), source = "Monazite design: 1"]
        backlash_weight: f64 = 1.0,
        /// Price of breaking a norm with a full ban; milder acts cost less.
        #[unit = "USD", range = within(0.0, 1e13), source = "Monazite design, judgement: of the order of a year of rare-earth exports (424 M USD of compounds in 2024), which the dispute DS431 put at stake; prior range 1e8 to 3e9"]
        norm_cost_usd: f64 = 5.0e8,
        /// Weight of the gain of home users from cheaper inputs.
        #[unit = "ratio", range = within(0.0, 100.0), source = "Monazite design: 1; Pothen and Fink 2015"]
        downstream_weight: f64 = 1.0,
        /// Utility by which choices scatter.
        #[unit = "USD", range = above(0.0, 1e13), source = "Monazite design, judgement: a twentieth of the value of a concession at middling tension; prior range 5e7 to 1e9"]
        noise_usd: f64 = 1.0e8,
        /// Cost of a new curb, or of one that refuses more to anybody; making a curb milder costs nothing.
        #[unit = "USD", range = within(0.0, 1e13), source = "Monazite design, judgement: six times the scatter, so that with nothing to gain ten options bring a curb by chance once in ten years; prior range 2e8 to 2e9"]
        switching_cost_usd: f64 = 6.0e8,
        /// Shortest time between two changes of a group's curb.
        #[unit = "weeks", range = within(1.0, 520.0), source = "Monazite design: a quarter"]
        dwell_weeks: u32 = 13,
        /// Time over which consequences count.
        #[unit = "weeks", range = within(4.0, 520.0), source = "Monazite design: a year"]
        horizon_weeks: u32 = 52,
        /// Rate at which it discounts a lost market.
        #[unit = "share/yr", range = above(0.0, 1.0), source = "Monazite design: 8 %, as a board's cost of capital"]
        discount_per_year: f64 = 0.08,
        /// Margin of its exporters on what they sell.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design 2.6: about 10 % on light, 28 % on heavy oxides; prior range 0.1 to 0.4"]
        export_margin_share: f64 = 0.2,
        /// Fall of use abroad in per cent for a price one per cent higher, within the horizon.
        #[unit = "elasticity", range = above(0.0, 5.0), source = "hist_params.csv: arc elasticities of 0.07 to 0.23 in 2010-2013, read as lower bounds; prior range 0.2 to 1"]
        foreign_elasticity: f64 = 0.5,
        /// Fall of the home price in per cent for supply one per cent larger, inverted.
        #[unit = "elasticity", range = above(0.0, 10.0), source = "Monazite design, judgement: Chinese quotes stayed flat in 2025 while exports fell by a third; prior range 1 to 5"]
        home_elasticity: f64 = 3.0,
        /// Sales that curbed users learn to do without or buy elsewhere, for good.
        #[unit = "1/yr", range = within(0.0, 1.0), source = "hist_params.csv `substitution_speed` and `supply_growth` (Sprecher 2017): 10 % and 4 % of the market a year; prior range 0.05 to 0.25"]
        adaptation_per_year: f64 = 0.14,
        /// Tension of a target from which it decides at once instead of waiting for the quarter.
        #[unit = "index", range = within(0.0, 1.0), source = "Monazite design, judgement"]
        alert_tension: f64 = 0.7,
    }
}

parameters! {
    /// How hard each kind of curb is.
    #[section = "governments.curbs.acts", all_default]
    pub struct CurbActs {
        /// Duty on the exports of a group.
        #[unit = "share", range = within(0.0, 5.0), source = "hist_events.csv: 15 to 25 % on rare earths, 2008-2015"]
        duty_share: f64 = 0.25,
        /// Quota on the exports of a group, over ordinary exports.
        #[unit = "share", range = within(0.0, 1.0), source = "hist_quotas.csv: 30,258 t in 2010 after 50,145 t in 2009, 0.60"]
        quota_share: f64 = 0.6,
        /// Part of ordinary purchases that slow licences let through.
        #[unit = "share", range = within(0.0, 1.0), source = "now_controls_events.csv: 25 % processed by June 2025, half of the products with dysprosium to Japan in 2026; prior range 0.25 to 0.8"]
        licence_approval_share: f64 = 0.5,
        /// Average wait for such a licence.
        #[unit = "days", range = within(0.0, 1000.0), source = "now_params.csv `licence_processing_time`: 45 to 90 days, middle 67"]
        licence_delay_days: f64 = 67.0,
        /// Part of the scarcity rent of a quota that stays with exporters.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, judgement: the part of exports that is sold at spot prices; prior range 0.2 to 1"]
        rent_kept_share: f64 = 0.5,
    }
}

parameters! {
    /// What curbs and concessions do to tension, trust and resolve.
    #[section = "governments.curbs.echoes", all_default]
    pub struct CurbEchoes {
        /// Rise of tension, both ways, by a ban; milder acts by what they refuse.
        #[unit = "index", range = within(0.0, 1.0), source = "Monazite design, judgement; prior range 0 to 0.2"]
        tension_rise: f64 = 0.1,
        /// Fall of a target's trust by a ban; milder acts by what they refuse.
        #[unit = "index", range = within(0.0, 1.0), source = "Monazite design, judgement; prior range 0 to 0.3"]
        trust_loss: f64 = 0.1,
        /// The same moves for countries that trust the target, over those of the target.
        #[unit = "share", range = within(0.0, 1.0), source = "Monazite design, judgement"]
        bloc_share: f64 = 0.3,
        /// Trust in the target from which a country belongs to its bloc.
        #[unit = "index", range = within(0.0, 1.0), source = "Monazite design, judgement"]
        bloc_trust: f64 = 0.7,
        /// Fall of tension, both ways, by a concession.
        #[unit = "index", range = within(0.0, 1.0), source = "Monazite design, judgement; prior range 0.1 to 0.4"]
        concession_relief: f64 = 0.25,
        /// Rise of resolve, over its start, that lasting coercion leads to.
        #[unit = "ratio", range = within(0.0, 100.0), source = "Monazite design, judgement: the 2010 halt led to Japan's package of 100 bn yen, not to lasting concessions; prior range 0 to 3"]
        resolve_rise: f64 = 2.0,
        /// Time in which resolve rises under coercion and falls without.
        #[unit = "years", range = above(0.0, 50.0), source = "Monazite design, judgement; prior range 0.5 to 3"]
        resolve_years: f64 = 1.0,
    }
}
