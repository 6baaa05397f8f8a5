//! The rent that licence holders ask: quick to rise, slow to forget.
//!
//! Holders of licences learn within weeks what a licence is worth and do not unlearn it when the quota turns slack.
//! Without that memory no premium survives on a quota that is not used up.

use units::Span;

/// How the asked rent moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StickyRent {
    /// Share of the gap closed each week while the rent lies above what is asked.
    pub rise_share_per_week: f64,
    /// Time in which what is asked falls to 1/e of its distance from a lower rent.
    pub decay: Span,
}

impl StickyRent {
    /// What holders ask after one more week, given what they asked and the rent that would clear the quota (USD/t).
    ///
    /// ```
    /// use market::rent::StickyRent;
    /// use units::Span;
    /// let sticky = StickyRent { rise_share_per_week: 0.15, decay: Span::years(0.5) };
    /// assert_eq!(sticky.next_ask(20.0, 40.0), 23.0); // 20 + 0.15 x (40 - 20)
    /// // 20 exp(-0.019165/0.5) = 19.248
    /// assert!((sticky.next_ask(20.0, 0.0) - 19.248).abs() < 1e-3);
    /// ```
    pub fn next_ask(&self, ask_usd_per_t: f64, rent_usd_per_t: f64) -> f64 {
        let gap = rent_usd_per_t - ask_usd_per_t;
        let closed_share = if gap > 0.0 {
            self.rise_share_per_week.clamp(0.0, 1.0)
        } else {
            1.0 - libm::exp(-(Span::WEEK / self.decay))
        };
        ask_usd_per_t + closed_share * gap
    }
}

/// The rent that buyers pay: what clears the quota, or what holders ask, if that is more (USD/t).
pub fn effective_rent(rent_usd_per_t: f64, ask_usd_per_t: f64) -> f64 {
    rent_usd_per_t.max(ask_usd_per_t).max(0.0)
}
