//! Exposure: what part of a need hangs on goods that cross the imposer's border, directly or inside what others make.
//!
//! x_n = sum over suppliers w (crosses here, or x of the supplier's most exposed input), and what other suppliers promise and
//! do not deliver, `w (1 - fill)`, would have to cross too. Cover adds up along the chain: own stock and orders under way, and
//! the makers' own, by the part of exposure that runs through them.

use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::need::{Link, Need, NeedIndex, Web, stock_behind};
use crate::place::CountryIndex;
use crate::stock::Stocks;

/// Passes over all needs: as many as the longest chain has links, from concentrate to final use, with room.
const PASSES: usize = 6;
/// Longest cover that is believed [weeks].
const MOST_COVER_WEEKS: f64 = 104.0;
/// Least need that is worth dividing by [t per week].
const LEAST_NEED_T: f64 = 1e-9;

/// Exposure and cover of every need.
pub(super) struct Exposures {
    /// Share that crosses into each country, by need and country.
    crossing: Vec<f64>,
    /// Sum of it.
    total: Vec<f64>,
    /// Cover along the chain [weeks of use].
    cover_weeks: Vec<f64>,
    n_countries: usize,
}

/// What the exposure is to.
pub(super) struct Imposer<'a> {
    pub(super) country: CountryIndex,
    pub(super) goods: &'a [GoodIndex],
}

impl Exposures {
    pub(super) fn new(imposer: &Imposer<'_>, web: &Web, facts: &Facts, stocks: &Stocks) -> Self {
        let n_countries = facts.places.n_countries();
        let mut exposures = Self {
            crossing: vec![0.0; web.needs.len() * n_countries],
            total: vec![0.0; web.needs.len()],
            cover_weeks: vec![0.0; web.needs.len()],
            n_countries,
        };
        for _ in 0..PASSES {
            for at in 0..web.needs.len() {
                exposures.update(at, imposer, web, facts, stocks);
            }
        }
        exposures
    }

    /// Share of a need that crosses into each country.
    pub(super) fn of(&self, need: NeedIndex) -> &[f64] {
        &self.crossing[need * self.n_countries..(need + 1) * self.n_countries]
    }

    /// All of it.
    pub(super) fn total(&self, need: NeedIndex) -> f64 {
        self.total[need]
    }

    /// Cover along the chain [weeks of use].
    pub(super) fn cover_weeks(&self, need: NeedIndex) -> f64 {
        self.cover_weeks[need]
    }

    fn update(
        &mut self,
        at: NeedIndex,
        imposer: &Imposer<'_>,
        web: &Web,
        facts: &Facts,
        stocks: &Stocks,
    ) {
        let need = &web.needs[at];
        let links = &web.links[need.links.clone()];
        let is_imposers = |link: &Link| facts.agents.country[link.supplier] == imposer.country;
        let may_cross = need.country != imposer.country && imposer.goods.contains(&need.good);
        let mut crossing = vec![0.0; self.n_countries];
        let (mut missing, mut imposers_part) = (0.0, 0.0);
        let mut cover_of_makers = 0.0;
        for link in links {
            if may_cross && is_imposers(link) {
                crossing[need.country] += link.weight;
                imposers_part += link.reference_weight;
                continue;
            }
            missing += link.weight * (1.0 - link.fill).clamp(0.0, 1.0);
            if let Some(input) = self.most_exposed_input(link, web) {
                for (sum, share) in crossing.iter_mut().zip(self.of(input)) {
                    *sum += link.weight * share;
                }
                cover_of_makers += link.weight * self.total[input] * self.cover_weeks[input];
            }
        }
        if imposers_part > 0.0 {
            crossing[need.country] += missing;
        }
        let total: f64 = crossing.iter().sum();
        let of_makers = if total > 0.0 {
            cover_of_makers / total
        } else {
            0.0
        };
        self.total[at] = total;
        self.cover_weeks[at] =
            (own_cover_weeks(need, facts, stocks) + of_makers).min(MOST_COVER_WEEKS);
        self.crossing[at * self.n_countries..(at + 1) * self.n_countries]
            .copy_from_slice(&crossing);
    }

    fn most_exposed_input(&self, link: &Link, web: &Web) -> Option<NeedIndex> {
        let inputs = web.needs_of.get(link.supplier)?.clone();
        let mut most: Option<NeedIndex> = None;
        for input in inputs {
            if most.is_none_or(|best| self.total[input] > self.total[best]) {
                most = Some(input);
            }
        }
        most
    }
}

/// Stock and orders under way [weeks of use]: what customs statistics and surveys tell.
fn own_cover_weeks(need: &Need, facts: &Facts, stocks: &Stocks) -> f64 {
    if need.expected_t < LEAST_NEED_T {
        return 0.0;
    }
    (stock_behind(need, facts, stocks) + need.pipeline_t) / need.expected_t
}
