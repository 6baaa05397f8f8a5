//! Prospects: what others can reckon of a plant that is planned or mothballed.
//!
//! Governments that curb exports ask which plants abroad a higher price would bring; boards decide by the same figures.

use super::{
    CAPITAL_IN_TOLL_SHARE, HURDLE, MAKER_CAPITAL_YEARS, ORE_CAPITAL_YEARS, Outlook,
    UNFUNDED_HURDLE, annuity, capital_of, odds,
};
use crate::goods::GoodIndex;
use crate::mine::Mine;
use crate::plant::{Plant, Stage};
use crate::refine::{Recipe, Refiner};

/// Cost of bringing a mothballed plant back, in years of its unit cost: estimate, 0.1 to 0.5.
const RESTART_YEARS: f64 = 0.25;

/// A plant that could be built or reopened.
#[derive(Debug, Clone)]
pub(crate) struct Prospect {
    /// Throughput that it would reach [t/yr].
    pub(crate) throughput_t_per_year: f64,
    /// Margin at the board's long view of prices [USD/t].
    pub(crate) margin_usd_per_t: f64,
    /// Capital with its usual overrun [USD].
    pub(crate) capital_usd: f64,
    /// Present value of one unit a year for its life [years].
    pub(crate) annuity_years: f64,
    /// Net present value over capital at which half of such boards say yes.
    pub(crate) hurdle: f64,
    /// What it sells, and with a minus what it buys, of each good at the long view [USD per t of throughput].
    pub(crate) trade: Vec<(GoodIndex, f64)>,
}

impl Prospect {
    /// Odds that a board says yes at a margin and a hurdle.
    pub(crate) fn odds_at(&self, margin_usd_per_t: f64, hurdle: f64) -> f64 {
        let earned = margin_usd_per_t * self.throughput_t_per_year * self.annuity_years;
        odds(earned / self.capital_usd - 1.0, hurdle)
    }

    /// The hurdle once the money is there.
    pub(crate) fn funded_hurdle(&self, plant: &Plant) -> f64 {
        self.hurdle - if plant.funded { 0.0 } else { UNFUNDED_HURDLE }
    }
}

impl Outlook<'_> {
    /// A mine's prospect; none where it works, is under construction, or cannot be decided before a week.
    pub(crate) fn mine_prospect(
        &self,
        agent: usize,
        mine: &Mine,
        plant: &Plant,
        before: i64,
    ) -> Option<Prospect> {
        let home = self.facts.agents.zone[agent];
        let payable = self.quotes.get(home, mine.good).expected_slow;
        let basket = self.stocks.basket_of(agent).iter();
        let trade = basket
            .zip(&self.facts.goods.separated)
            .filter_map(|(share, good)| {
                good.filter(|_| *share > 0.0)
                    .map(|good| (good, payable * share * self.long_view(home, good)))
            })
            .collect();
        let margin = self.mine_margin(agent, mine, plant);
        self.prospect(plant, margin, ORE_CAPITAL_YEARS, trade, before)
    }

    /// A processor's prospect, likewise.
    pub(crate) fn refiner_prospect(
        &self,
        agent: usize,
        refiner: &Refiner,
        plant: &Plant,
        before: i64,
    ) -> Option<Prospect> {
        let home = self.facts.agents.zone[agent];
        let needs = &self.web.needs[self.web.needs_of[agent].clone()];
        let (trade, capital_years, margin) = match &refiner.recipe {
            Recipe::Separation(separation) => {
                let payable: f64 = needs
                    .iter()
                    .map(|need| need.intensity * self.quotes.get(home, need.good).expected_slow)
                    .sum();
                let yields = separation.typical_feed.iter().enumerate();
                let trade = yields
                    .filter_map(|(element, share)| {
                        let good = separation.outputs[element]?;
                        let kept = separation.recovery_share[element] - payable;
                        Some((good, share * kept * self.long_view(home, good)))
                    })
                    .collect();
                let margin = self.refiner_margin(agent, refiner, plant);
                (trade, ORE_CAPITAL_YEARS, margin)
            }
            Recipe::Conversion(conversion) => {
                let paid = |good: usize| self.quotes.get(home, good).paid_slow;
                let bought = needs
                    .iter()
                    .map(|need| (need.good, -need.intensity * paid(need.good)));
                let sold = (conversion.output, paid(conversion.output));
                let margin = self.refiner_margin(agent, refiner, plant)
                    + CAPITAL_IN_TOLL_SHARE * plant.unit_cost_usd_per_t;
                (
                    std::iter::once(sold).chain(bought).collect(),
                    MAKER_CAPITAL_YEARS,
                    margin,
                )
            }
        };
        self.prospect(plant, margin, capital_years, trade, before)
    }

    fn prospect(
        &self,
        plant: &Plant,
        margin_usd_per_t: f64,
        capital_years: f64,
        trade: Vec<(GoodIndex, f64)>,
        before: i64,
    ) -> Option<Prospect> {
        let behaviour = &self.rules.behaviour;
        let yearly_cost = plant.capacity_t_per_year * plant.unit_cost_usd_per_t;
        let unfunded = if plant.funded { 0.0 } else { UNFUNDED_HURDLE };
        let (capital_usd, build_years, hurdle) = match plant.stage {
            Stage::Planned { earliest } if earliest < before => (
                capital_of(plant, capital_years) * (1.0 + behaviour.overrun_mean_share),
                plant.build_years,
                HURDLE + unfunded,
            ),
            Stage::Idle => ((yearly_cost * RESTART_YEARS).max(1.0), 0.0, HURDLE),
            _ => return None,
        };
        Some(Prospect {
            throughput_t_per_year: plant.capacity_t_per_year * plant.base_utilisation,
            margin_usd_per_t,
            capital_usd,
            annuity_years: annuity(build_years, self.rate(plant)),
            hurdle,
            trade,
        })
    }

    /// A price at home without curbs: the long view there, but no more than what the index zone's would cost abroad with
    /// its value-added tax and its exporters' margin, over the long view there.
    pub(crate) fn uncurbed_ratio(&self, zone: usize, good: GoodIndex) -> f64 {
        let index = self.facts.places.index_zone;
        let traits = &self.facts.goods.list[good];
        let tax = 1.0 + self.facts.places.vat_share[index] * (1.0 - traits.vat_refund_share);
        let parity = self.long_view(index, good) * tax * (1.0 + traits.exporter_margin_share);
        let home = self.long_view(zone, good);
        if home > 0.0 {
            (parity / home).min(1.0)
        } else {
            1.0
        }
    }
}
