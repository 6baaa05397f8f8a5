//! What a stockholder asks and what a buyer orders.
//!
//! A holder with more stock than wanted asks less than the expected price, one with less asks more. A buyer orders
//! the need and closes the gap of the inventory position (on hand, on order, held at a border) over weeks: closing it
//! at once makes a false spike of demand a lead time later, and over two weeks it oscillates for ever.
//!
//! Source: docs/concepts/buy.md, "Orders"; docs/concepts/trade.md, "Holding".

/// Stock over target is taken no lower and no higher than this: an empty store does not ask an infinite price.
const STOCK_RATIO_MIN: f64 = 0.2;
const STOCK_RATIO_MAX: f64 = 5.0;

/// What a holder asks: `expected exp(-response ln(clamp(S/S*)))`, with S/S* between 0.2 and 5.
///
/// ```
/// # use market::storage::hold_price;
/// assert_eq!(hold_price(100.0, 1.0, 0.35), 100.0);
/// // twice the stock: 100 x 2^-0.35 = 78.5
/// assert!((hold_price(100.0, 2.0, 0.35) - 78.458).abs() < 1e-3);
/// ```
pub fn hold_price(expected_usd_per_t: f64, stock_over_target: f64, response: f64) -> f64 {
    let ratio = if stock_over_target.is_nan() {
        1.0
    } else {
        stock_over_target.clamp(STOCK_RATIO_MIN, STOCK_RATIO_MAX)
    };
    expected_usd_per_t * libm::exp(-response * libm::log(ratio))
}

/// How a buyer turns a need into an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderRule {
    /// `tau_S`: weeks over which a gap of the position is closed; above 0.
    pub closing_weeks: f64,
    /// No order exceeds this many times the need.
    pub most_over_need: f64,
}

impl OrderRule {
    /// This week's order (t): `need + (target - position)/tau`, from nothing to `most_over_need` times the need.
    ///
    /// ```
    /// # use market::storage::OrderRule;
    /// let rule = OrderRule { closing_weeks: 10.0, most_over_need: 2.5 };
    /// assert_eq!(rule.order_t(4.0, 80.0, 60.0), 6.0); // 4 + (80 - 60)/10
    /// assert_eq!(rule.order_t(4.0, 80.0, 0.0), 10.0); // 12 wanted, 2.5 x 4 allowed
    /// assert_eq!(rule.order_t(4.0, 80.0, 200.0), 0.0); // the stock lasts
    /// ```
    pub fn order_t(&self, need_t_per_week: f64, target_position_t: f64, position_t: f64) -> f64 {
        let wanted_t = need_t_per_week + (target_position_t - position_t) / self.closing_weeks;
        wanted_t.min(self.most_over_need * need_t_per_week).max(0.0)
    }
}

/// How fear raises the cover that a buyer wants.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CoverRule {
    /// `k_th`: added share of the base cover per unit of tension.
    pub tension_response: f64,
    /// What finance and storage allow (weeks).
    pub most_weeks: f64,
}

impl CoverRule {
    /// The cover wanted (weeks): `base (1 + k_th tension)`, capped.
    ///
    /// ```
    /// # use market::storage::CoverRule;
    /// let rule = CoverRule { tension_response: 2.0, most_weeks: 50.0 };
    /// assert_eq!(rule.target_weeks(8.0, 0.5), 16.0); // 8 x (1 + 2 x 0.5)
    /// assert_eq!(rule.target_weeks(8.0, -4.0), 8.0); // calm does not lower it
    /// assert_eq!(rule.target_weeks(30.0, 1.0), 50.0);
    /// ```
    pub fn target_weeks(&self, base_weeks: f64, tension: f64) -> f64 {
        let fear = 1.0 + self.tension_response * tension.max(0.0);
        // A base above the cap stays: the cap limits what fear adds.
        (base_weeks * fear).min(self.most_weeks.max(base_weeks))
    }
}
