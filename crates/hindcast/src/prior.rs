//! What the calibration may change, and how far: the one list of priors.
//!
//! Ranges are the prior ranges of the catalogue where it has them, and those of docs/concepts/history_data.md for facts
//! without a measured size. A prior is even over its range, or over the logarithm of it.

/// How a prior is spread over its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Evenly.
    Linear,
    /// Evenly in logarithms.
    Log,
}

impl Scale {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
        }
    }
}

/// One number that is fitted.
#[derive(Debug, Clone, Copy)]
pub struct Prior {
    /// What it is called in the file of parameters.
    pub name: &'static str,
    /// Paths of the scenario that it sets, all to the same value.
    pub paths: &'static [&'static str],
    /// Lowest value.
    pub low: f64,
    /// Highest value.
    pub high: f64,
    /// Spread over the range.
    pub scale: Scale,
    /// Whether it is an uncertain fact of the episode it was fitted on, and left out elsewhere.
    pub is_fact: bool,
}

impl Prior {
    /// The value at a part of the range.
    pub fn value(&self, share: f64) -> f64 {
        match self.scale {
            Scale::Linear => self.low + share * (self.high - self.low),
            Scale::Log => self.low * libm::pow(self.high / self.low, share),
        }
    }
}

const fn shared(path: &'static [&'static str], low: f64, high: f64, scale: Scale) -> Prior {
    Prior {
        name: path[0],
        paths: path,
        low,
        high,
        scale,
        is_fact: false,
    }
}

const fn fact(
    name: &'static str,
    paths: &'static [&'static str],
    low: f64,
    high: f64,
    scale: Scale,
) -> Prior {
    Prior {
        name,
        paths,
        low,
        high,
        scale,
        is_fact: true,
    }
}

/// Every number that the calibration may change.
pub const PRIORS: &[Prior] = &[
    shared(&["behaviour.tension_cover"], 1.0, 4.0, Scale::Linear),
    shared(
        &["behaviour.tension_reversion_years"],
        0.25,
        1.2,
        Scale::Log,
    ),
    shared(
        &["behaviour.decision_hazard_per_year"],
        0.4,
        2.0,
        Scale::Log,
    ),
    shared(
        &["behaviour.cover_price_elasticity"],
        0.1,
        0.8,
        Scale::Linear,
    ),
    shared(&["behaviour.cover_cap_weeks"], 26.0, 52.0, Scale::Linear),
    shared(&["behaviour.expectation_fast_years"], 0.15, 0.5, Scale::Log),
    shared(
        &["behaviour.holding_anchor_weight"],
        0.1,
        0.8,
        Scale::Linear,
    ),
    shared(&["behaviour.thrift_most_per_year"], 0.08, 0.25, Scale::Log),
    shared(&["behaviour.thrift_response"], 0.3, 1.5, Scale::Log),
    shared(&["behaviour.portfolio_beta"], 2.0, 8.0, Scale::Log),
    shared(
        &["behaviour.portfolio_speed_per_year"],
        0.5,
        2.0,
        Scale::Log,
    ),
    shared(&["market.bid_elasticity"], 0.6, 1.2, Scale::Linear),
    shared(&["market.reservation_ratio"], 1.5, 4.0, Scale::Log),
    shared(&["market.bid_escalation_per_week"], 0.05, 0.35, Scale::Log),
    shared(&["market.ask_elasticity"], 2.5, 6.0, Scale::Linear),
    shared(&["market.stock_price_response"], 0.1, 0.6, Scale::Linear),
    shared(&["market.rent_rise_per_week"], 0.05, 0.3, Scale::Log),
    shared(&["market.rent_decay_years"], 0.2, 0.9, Scale::Linear),
    shared(&["market.leakage_scale"], 0.2, 1.0, Scale::Log),
    fact(
        "part of output that can leak",
        &["market.leakage_max_share"],
        0.02,
        0.3,
        Scale::Log,
    ),
    fact(
        "unlicensed clays stopped or withheld",
        &[
            "events.campaign_2010_clays.effect.lost_share",
            "events.withholding_2011_clays.effect.lost_share",
            "events.campaign_2011_clays.effect.lost_share",
        ],
        0.1,
        0.5,
        Scale::Linear,
    ),
    fact(
        "unlicensed ore stopped in 2012 and 2013",
        &[
            "events.campaign_2012_clays.effect.lost_share",
            "events.campaign_2012_light.effect.lost_share",
            "events.campaign_2013_clays.effect.lost_share",
            "events.campaign_2013_light.effect.lost_share",
        ],
        0.1,
        0.75,
        Scale::Linear,
    ),
    fact(
        "Molycorp's money left to run through losses",
        &["events.molycorp_money.effect.usd"],
        0.0,
        294e6,
        Scale::Linear,
    ),
    fact(
        "unlicensed light ore withheld in 2011",
        &["events.withholding_2011_light.effect.lost_share"],
        0.05,
        0.5,
        Scale::Linear,
    ),
    fact(
        "Baotou's stop of late 2012",
        &["events.baotou_stop_2012.effect.lost_share"],
        0.0,
        0.6,
        Scale::Linear,
    ),
    fact(
        "second quota of 2010 with what the first half left",
        &["policies.quota_2010_h2.instrument.limit_t_per_year"],
        21_870.0,
        38_900.0,
        Scale::Linear,
    ),
    fact(
        "scares within China",
        &[
            "events.tension_ganzhou_hoards.effect.size",
            "events.tension_several_opinions.effect.size",
            "events.tension_june_scare.effect.size",
        ],
        0.05,
        0.4,
        Scale::Log,
    ),
    fact(
        "trawler and embargo, each",
        &[
            "events.tension_trawler_japan.effect.size",
            "events.tension_trawler_japan_back.effect.size",
            "events.tension_embargo_japan.effect.size",
            "events.tension_embargo_japan_back.effect.size",
        ],
        0.175,
        0.7,
        Scale::Log,
    ),
    fact(
        "shipments to the West held",
        &[
            "events.tension_hold_usa.effect.size",
            "events.tension_hold_usa_back.effect.size",
            "events.tension_hold_europe.effect.size",
            "events.tension_hold_europe_back.effect.size",
            "events.tension_hold_rest.effect.size",
            "events.tension_hold_rest_back.effect.size",
        ],
        0.175,
        0.7,
        Scale::Log,
    ),
    fact(
        "rise of long-run cost to 2012",
        &[
            "events.cost_up_ndpr.effect.share",
            "events.cost_up_dysprosium.effect.share",
            "events.cost_up_terbium.effect.share",
        ],
        0.5,
        2.5,
        Scale::Log,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn value_runs_over_the_range() {
        let log = shared(&["x"], 1.0, 4.0, Scale::Log);
        // 1 x 4^0.5 = 2
        assert!((log.value(0.5) - 2.0).abs() < 1e-12);
        let linear = shared(&["x"], 1.0, 4.0, Scale::Linear);
        assert!((linear.value(0.5) - 2.5).abs() < 1e-12);
    }

    #[test]
    fn no_path_is_set_twice() {
        let mut paths: Vec<&str> = PRIORS
            .iter()
            .flat_map(|prior| prior.paths)
            .copied()
            .collect();
        paths.sort_unstable();
        let count = paths.len();
        paths.dedup();
        assert_eq!(paths.len(), count);
    }
}
