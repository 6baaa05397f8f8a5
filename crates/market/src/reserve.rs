//! How much a strategic stock should hold, and how fast it should give.
//!
//! A tonne in store is worth the loss that it prevents, if a scarcity comes and lasts that long. A tonne given now is
//! not there later: so give while its worth now is at least what it is expected to be worth later (Gustafson 1958).
//!
//! Source: docs/concepts/stockpile.md.

/// Weeks ahead that the pace of release looks, at most; ten years.
const MOST_WEEKS: u32 = 520;

/// What is believed about scarcities, and what it costs to be ready for one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threat {
    /// Scarcities that begin in a year.
    pub chance_per_year: f64,
    /// How long one lasts in the mean (weeks); lengths are exponential.
    pub weeks: f64,
    /// What a missing tonne costs (USD/t).
    pub loss_usd_per_t: f64,
    /// What a tonne costs now (USD/t).
    pub price_usd_per_t: f64,
    /// What a tonne should cost in the long run (USD/t).
    pub long_view_usd_per_t: f64,
    /// Cost of storing, over the value stored (1/yr).
    pub carry_share_per_year: f64,
}

impl Threat {
    /// What a year of holding a tonne costs (USD/t): `carry p + (p - p_L)`, the fall of a price that stands high included.
    pub fn holding_usd_per_t(&self) -> f64 {
        self.carry_share_per_year * self.price_usd_per_t + self.price_usd_per_t
            - self.long_view_usd_per_t
    }

    /// What the tonne after `weeks` of shortage in store is expected to save in a year, net of holding it (USD/t):
    /// `chance exp(-weeks / L) (loss - p) - (carry p + p - p_L)`.
    pub fn marginal_gain_usd_per_t(&self, weeks: f64) -> f64 {
        let saved = (self.loss_usd_per_t - self.price_usd_per_t).max(0.0);
        self.chance_per_year * libm::exp(-weeks / self.weeks.max(1e-9)) * saved
            - self.holding_usd_per_t()
    }

    /// Weeks of shortage worth holding, where the marginal gain is nil: the newsvendor's stock,
    /// `L ln(chance (loss - p) / (carry p + p - p_L))`; without end where holding costs nothing.
    ///
    /// ```
    /// # use market::reserve::Threat;
    /// let threat = Threat {
    ///     chance_per_year: 0.1, weeks: 26.0, loss_usd_per_t: 1100.0, price_usd_per_t: 100.0,
    ///     long_view_usd_per_t: 100.0, carry_share_per_year: 0.05,
    /// };
    /// // 0.1 x 1000 = 100 saved against 5 of carry: 26 ln 20 = 77.9 weeks
    /// assert!((threat.target_weeks() - 77.889).abs() < 1e-3);
    /// // and there the last tonne gains nothing
    /// assert!(threat.marginal_gain_usd_per_t(threat.target_weeks()).abs() < 1e-9);
    /// ```
    pub fn target_weeks(&self) -> f64 {
        let holding = self.holding_usd_per_t();
        let saved = self.chance_per_year * (self.loss_usd_per_t - self.price_usd_per_t).max(0.0);
        if saved <= 0.0 {
            0.0
        } else if holding <= 0.0 {
            f64::INFINITY
        } else {
            (self.weeks * libm::log(saved / holding)).max(0.0)
        }
    }
}

/// How patiently a stock is released while a scarcity lasts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Chance that the scarcity is still there next week, times what a week's waiting leaves of a dollar.
    pub patience: f64,
    /// What a week's waiting costs on a tonne that will not be needed, over what a missing tonne costs beyond its price.
    pub waste: f64,
}

impl Pace {
    /// The pace under a threat: `patience = beta (1 - 1/L)`, `waste = (1 - beta) p / (loss - p)`, with
    /// `beta = 1 - carry / 52.18`.
    pub fn under(threat: &Threat) -> Self {
        let lost = (threat.carry_share_per_year * 7.0 / 365.25).clamp(0.0, 1.0);
        let ends = (1.0 / threat.weeks.max(1.0)).clamp(0.0, 1.0);
        let margin = threat.loss_usd_per_t - threat.price_usd_per_t;
        Self {
            patience: (1.0 - lost) * (1.0 - ends),
            waste: if margin > 0.0 {
                lost * threat.price_usd_per_t / margin
            } else {
                1.0
            },
        }
    }

    /// The least marginal value at which a tonne is still given now, if it will be `later` next week; both over
    /// `loss - p`, above `p`.
    fn give_above(&self, later: f64) -> f64 {
        (self.patience * later - self.waste).clamp(0.0, 1.0)
    }

    /// Share of this week's shortage to serve from a stock of so many weeks of shortage.
    ///
    /// The worth of a tonne falls in a straight line from `loss`, where nothing is served, to `p`, where all is. Giving
    /// while it is worth as much now as later, `m_0 = patience m_1 - waste`, back from the week in which the stock ends
    /// (`m = 1`), gives the optimum in pieces of straight lines with the kinks
    /// `w_K = sum_1..K (1 - g^j(1))`, `share_K = 1 - g^K(1)`.
    ///
    /// ```
    /// # use market::reserve::Pace;
    /// let pace = Pace { patience: 0.5, waste: 0.0 };
    /// // the first kink: 1 - 0.5 served with half a week in store; all of less than that goes at once
    /// assert_eq!(pace.share_served(0.25), 0.25);
    /// assert_eq!(pace.share_served(0.5), 0.5);
    /// // the second: 0.5 + 0.75 in store, 0.75 now and 0.5 next week
    /// assert_eq!(pace.share_served(1.25), 0.75);
    /// // who does not expect it to last gives all that is missing
    /// assert_eq!(Pace { patience: 0.0, waste: 0.0 }.share_served(3.0), 1.0);
    /// ```
    pub fn share_served(&self, stock_weeks: f64) -> f64 {
        if stock_weeks.is_nan() || stock_weeks <= 0.0 {
            return 0.0;
        }
        let (mut weeks, mut share, mut later) = (0.0, 0.0, 1.0);
        for _ in 0..MOST_WEEKS {
            later = self.give_above(later);
            let (next_share, next_weeks) = (1.0 - later, weeks + 1.0 - later);
            if stock_weeks <= next_weeks {
                let part = (stock_weeks - weeks) / (next_weeks - weeks).max(1e-12);
                return share + part * (next_share - share);
            }
            if next_share >= 1.0 {
                return 1.0;
            }
            (weeks, share) = (next_weeks, next_share);
        }
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Value of a stock by brute force: stock and release in steps of a twentieth of a week's shortage.
    fn share_by_brute_force(pace: &Pace, stock_weeks: f64) -> f64 {
        const STEPS: usize = 20;
        let n = (stock_weeks * STEPS as f64).round() as usize;
        // u(x) = x - x^2 / 2 above p, in units of (loss - p); what is kept loses `waste` a week.
        let now = |given: usize| {
            let x = given as f64 / STEPS as f64;
            x - 0.5 * x * x
        };
        let mut value = vec![0.0; n + 1];
        let mut best = vec![0; n + 1];
        for _ in 0..600 {
            let mut next = vec![0.0; n + 1];
            for stock in 0..=n {
                let worth = |given: usize| {
                    let kept = (stock - given) as f64 / STEPS as f64;
                    now(given) + pace.patience * value[stock - given] - pace.waste * kept
                };
                let most = stock.min(STEPS);
                let chosen =
                    (0..=most).fold(0, |at, it| if worth(it) > worth(at) { it } else { at });
                (next[stock], best[stock]) = (worth(chosen), chosen);
            }
            value = next;
        }
        best[n] as f64 / STEPS as f64
    }

    #[test]
    fn the_pace_is_that_of_dynamic_programming() {
        for (patience, waste) in [(0.96, 0.0), (0.9, 0.002), (0.7, 0.05)] {
            let pace = Pace { patience, waste };
            for stock_weeks in [0.5, 1.0, 2.0, 4.0] {
                let (rule, table) = (
                    pace.share_served(stock_weeks),
                    share_by_brute_force(&pace, stock_weeks),
                );
                // The grid is a twentieth: two steps of it.
                assert!(
                    (rule - table).abs() <= 0.1,
                    "{patience} {waste} {stock_weeks}: {rule} against {table}"
                );
            }
        }
    }

    #[test]
    fn more_stock_gives_more_and_a_longer_scarcity_less() {
        let pace = |weeks: f64| {
            Pace::under(&Threat {
                chance_per_year: 0.1,
                weeks,
                loss_usd_per_t: 1100.0,
                price_usd_per_t: 100.0,
                long_view_usd_per_t: 100.0,
                carry_share_per_year: 0.03,
            })
        };
        let shares: Vec<f64> = [1.0, 4.0, 16.0, 64.0]
            .map(|stock| pace(26.0).share_served(stock))
            .to_vec();
        assert!(
            shares.windows(2).all(|pair| pair[0] < pair[1]),
            "{shares:?}"
        );
        assert!(pace(8.0).share_served(4.0) > pace(52.0).share_served(4.0));
        // (1 - 0.03 x 7 / 365.25) (1 - 1/26) = 0.96098; 0.000575 x 100 / 1000 = 5.7e-5
        assert!((pace(26.0).patience - 0.960_986).abs() < 1e-6);
        assert!((pace(26.0).waste - 5.749e-5).abs() < 1e-7);
    }

    #[test]
    fn nothing_is_worth_holding_that_costs_more_than_it_saves() {
        let threat = Threat {
            chance_per_year: 0.01,
            weeks: 26.0,
            loss_usd_per_t: 200.0,
            price_usd_per_t: 100.0,
            long_view_usd_per_t: 100.0,
            carry_share_per_year: 0.05,
        };
        // 0.01 x 100 = 1 saved against 5 of carry
        assert!(threat.target_weeks().abs() < 1e-12);
        // 1 - 5 = -4
        assert!((threat.marginal_gain_usd_per_t(0.0) + 4.0).abs() < 1e-12);
        // a price below its long view pays for the storing
        let cheap = Threat {
            price_usd_per_t: 90.0,
            ..threat
        };
        assert!(cheap.target_weeks().is_infinite());
    }
}
