//! What slips past a border: smuggling grows with the price gap, up to a limit.
//!
//! `x = xmax (1 - exp(-[gap - threshold]+ / scale)) (1 - enforcement)`, with the gap
//! `ln(P_outside / (P_inside (1 + c_s) + c_0))`: the log of what the route earns over what it costs.
//!
//! Source: docs/concepts/trade.md, "Leakage".

use units::{Mass, Price, Share};

/// The costs and limits of a route past the border.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeakageRules {
    /// `c_s`: cost in proportion to the price at home.
    pub cost_share: f64,
    /// `c_0`: cost of moving a unit, whatever it is worth.
    pub cost: Price,
    /// Log gap below which nobody bothers.
    pub threshold: f64,
    /// Log gap above the threshold at which 63 % of the most leaks; above 0.
    pub scale: f64,
}

impl LeakageRules {
    /// The log of what the route earns over what it costs; minus infinity where nothing can be earned.
    pub fn gap(&self, outside: Price, inside: Price) -> f64 {
        let cost = inside * (1.0 + self.cost_share) + self.cost;
        if outside <= Price::ZERO {
            f64::NEG_INFINITY
        } else if cost <= Price::ZERO {
            f64::INFINITY
        } else {
            libm::log(outside / cost)
        }
    }

    /// What leaks at a gap, if `most` could leak without guards.
    ///
    /// ```
    /// use market::leakage::LeakageRules;
    /// use units::{Mass, Price, Share};
    /// let rules = LeakageRules { cost_share: 0.1, cost: Price::usd_per_kg(0.5), threshold: 0.1, scale: 0.5 };
    /// let leaked = |gap| rules.leaked(gap, Mass::tonnes(100.0), Share::clamped(0.5)).as_tonnes();
    /// assert_eq!(leaked(0.1), 0.0);
    /// // 100 x (1 - exp(-0.5/0.5)) x 0.5 = 31.6
    /// assert!((leaked(0.6) - 31.606).abs() < 1e-3);
    /// ```
    pub fn leaked(&self, gap: f64, most: Mass, enforcement: Share) -> Mass {
        let excess = (gap - self.threshold).max(0.0);
        let willing = if excess > 0.0 {
            1.0 - libm::exp(-excess / self.scale)
        } else {
            0.0
        };
        most * enforcement.complement() * willing
    }
}
