//! What a contract pays, and what a price floor pays.
//!
//! A contract follows an index: `clamp(A + b index + premium, floor, cap)`, and above a threshold the seller hands a
//! share of the excess back. A floor in the form of a contract for difference tops the seller up to the strike, and
//! whoever pays for it keeps a share of what lies above.
//!
//! Source: docs/concepts/trade.md, "Contracts".

use units::{Price, Share};

/// The price clause of a contract.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ContractTerms {
    /// A: the part that does not follow the index.
    pub intercept: Price,
    /// b: how much of the index is passed on; 1 follows it fully.
    pub slope: f64,
    /// Paid on top for a secure origin.
    pub premium: Price,
    /// Never below, if agreed.
    pub floor: Option<Price>,
    /// Never above, if agreed; a cap below the floor yields to it.
    pub cap: Option<Price>,
    /// Above this price the buyer gets part of the excess back, if agreed.
    pub upside_threshold: Option<Price>,
    /// The buyer's share of that excess.
    pub upside: Share,
}

impl ContractTerms {
    /// The index and nothing else.
    pub const INDEX: Self = Self {
        intercept: Price::ZERO,
        slope: 1.0,
        premium: Price::ZERO,
        floor: None,
        cap: None,
        upside_threshold: None,
        upside: Share::ZERO,
    };
}

/// What the buyer pays under a contract at an index.
///
/// ```
/// use market::contract::{ContractTerms, contract_price};
/// use units::{Price, Share};
/// let terms = ContractTerms {
///     premium: Price::usd_per_kg(5.0),
///     floor: Some(Price::usd_per_kg(60.0)),
///     upside_threshold: Some(Price::usd_per_kg(110.0)),
///     upside: Share::clamped(0.5),
///     ..ContractTerms::INDEX
/// };
/// let at = |index| contract_price(&terms, Price::usd_per_kg(index)).as_usd_per_kg();
/// assert_eq!(at(40.0), 60.0); // 40 + 5, lifted to the floor
/// assert_eq!(at(80.0), 85.0); // 80 + 5
/// assert_eq!(at(125.0), 120.0); // 130, of which 0.5 x 20 goes back
/// ```
pub fn contract_price(terms: &ContractTerms, index: Price) -> Price {
    let indexed = terms.intercept + terms.slope * index + terms.premium;
    let capped = terms.cap.map_or(indexed, |cap| indexed.min(cap));
    let agreed = terms.floor.map_or(capped, |floor| capped.max(floor));
    let excess = terms.upside_threshold.map_or(Price::ZERO, |threshold| {
        (agreed - threshold).max(Price::ZERO)
    });
    agreed - excess * terms.upside
}

/// What a contract for difference pays to the seller, negative where the seller pays:
/// `[F - p]+ - s [p - F]+`.
///
/// ```
/// use market::contract::cfd_payment;
/// use units::{Price, Share};
/// let payment = |price| cfd_payment(Price::usd_per_kg(110.0), Share::clamped(0.3), Price::usd_per_kg(price)).as_usd_per_kg();
/// assert_eq!(payment(70.0), 40.0); // 110 - 70
/// assert_eq!(payment(130.0), -6.0); // -0.3 x 20
/// ```
pub fn cfd_payment(strike: Price, keeper_share: Share, price: Price) -> Price {
    let shortfall = (strike - price).max(Price::ZERO);
    let excess = (price - strike).max(Price::ZERO);
    shortfall - excess * keeper_share
}

/// What the seller realises under a contract for difference: `max(p, F) - s [p - F]+`.
pub fn realised_price(strike: Price, keeper_share: Share, price: Price) -> Price {
    price + cfd_payment(strike, keeper_share, price)
}

/// The last quotes of an index, and their average. Its length is fixed when it is made.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexWindow {
    quotes: Vec<Price>,
    length: usize,
    next: usize,
}

impl IndexWindow {
    /// An empty window over so many weeks; at least one.
    pub fn new(weeks: usize) -> Self {
        let length = weeks.max(1);
        Self {
            quotes: Vec::with_capacity(length),
            length,
            next: 0,
        }
    }

    /// Takes this week's quote in, and lets the oldest go once the window is full.
    pub fn push(&mut self, quote: Price) {
        if self.quotes.len() < self.length {
            self.quotes.push(quote);
        } else {
            self.quotes[self.next] = quote;
        }
        self.next = (self.next + 1) % self.length;
    }

    /// The average of the quotes taken in; none before the first.
    ///
    /// ```
    /// use market::contract::IndexWindow;
    /// use units::Price;
    /// let mut window = IndexWindow::new(2);
    /// assert_eq!(window.mean(), None);
    /// for quote in [10.0, 20.0, 40.0] {
    ///     window.push(Price::usd_per_tonne(quote));
    /// }
    /// assert_eq!(window.mean(), Some(Price::usd_per_tonne(30.0))); // (20 + 40) / 2
    /// ```
    pub fn mean(&self) -> Option<Price> {
        // Summed afresh each time: a running sum would carry rounding errors from year to year.
        (!self.quotes.is_empty())
            .then(|| self.quotes.iter().sum::<Price>() / self.quotes.len() as f64)
    }
}
