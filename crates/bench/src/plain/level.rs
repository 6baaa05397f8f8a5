//! A level of the chain: those who sell a good, those who need it, and the links between them, as columns.

use super::rules::{CONTRACT_WEEKS, TRANSIT_WEEKS};

/// What distinguishes ore from oxide.
#[derive(Debug, Clone, Copy)]
pub(super) struct Good {
    /// Freight between the zones [USD/t].
    pub(super) freight: f64,
    /// What the good is worth in the long run, in its unit of price.
    pub(super) anchor: f64,
    /// Whether its price is a payable share of the value of the oxide inside.
    pub(super) is_ore: bool,
}

impl Good {
    /// Price at the gate of those who need it, of a price at the seller's gate.
    pub(super) fn land(&self, price: f64, from: usize, to: usize) -> f64 {
        price + self.freight_of(from, to)
    }

    /// Price at the seller's gate, of a price at the gate of those who need it.
    pub(super) fn gate(&self, price: f64, from: usize, to: usize) -> f64 {
        price - self.freight_of(from, to)
    }

    fn freight_of(&self, from: usize, to: usize) -> f64 {
        if from == to { 0.0 } else { self.freight }
    }
}

/// What a good costs in a zone: USD/t for oxide, a payable share for ore.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    /// Last clearing price.
    pub(super) quote: f64,
    /// Average over all deliveries of the last week that had one.
    pub(super) paid: f64,
    /// Expected.
    pub(super) expected: f64,
    /// Slow reference of use.
    pub(super) reference: f64,
    /// Paid in the base year.
    pub(super) base: f64,
    /// Smoothed size of the spot market [t per week].
    pub(super) size_t: f64,
    /// Delivered this week [t].
    pub(super) traded_t: f64,
    /// Value of what was delivered this week.
    pub(super) traded_value: f64,
    /// The last quotes.
    pub(super) window: [f64; CONTRACT_WEEKS],
}

impl Prices {
    /// A market that has long stood at a price.
    pub(super) fn at(price: f64) -> Self {
        Self {
            quote: price,
            paid: price,
            expected: price,
            reference: price,
            base: price,
            size_t: 0.0,
            traded_t: 0.0,
            traded_value: 0.0,
            window: [price; CONTRACT_WEEKS],
        }
    }

    /// Counts a delivery at a landed price.
    pub(super) fn count(&mut self, tonnes: f64, price: f64) {
        self.traded_t += tonnes;
        self.traded_value += price * tonnes;
    }
}

/// Those who sell: mines or refiners.
#[derive(Debug, Clone, Default)]
pub(super) struct Sellers {
    /// Zone.
    pub(super) zone: Vec<usize>,
    /// Capacity [t of ore per year].
    pub(super) capacity_t_per_year: Vec<f64>,
    /// For sale [t].
    pub(super) shelf_t: Vec<f64>,
    /// The same at the end of last week [t].
    pub(super) closed_t: Vec<f64>,
    /// Shelf that it likes to hold [t].
    pub(super) wanted_t: Vec<f64>,
    /// Smoothed output [t per week].
    pub(super) output_t: Vec<f64>,
    /// Called for this week [t].
    pub(super) called_t: Vec<f64>,
    /// Sold this week [t].
    pub(super) sold_t: Vec<f64>,
    /// Of this, on spot markets [t].
    pub(super) spot_t: Vec<f64>,
    /// Share of offers by zone.
    pub(super) split: Vec<[f64; 2]>,
    /// Weeks of output that it likes to hold.
    pub(super) shelf_weeks: f64,
}

impl Sellers {
    /// How many.
    pub(super) fn len(&self) -> usize {
        self.zone.len()
    }
}

/// Those who need the good: refiners or buyers.
#[derive(Debug, Clone, Default)]
pub(super) struct Users {
    /// Zone.
    pub(super) zone: Vec<usize>,
    /// On hand [t].
    pub(super) stock_t: Vec<f64>,
    /// Need of this week [t].
    pub(super) planned_t: Vec<f64>,
    /// Smoothed need [t per week].
    pub(super) expected_t: Vec<f64>,
    /// Ordered this week [t].
    pub(super) order_t: Vec<f64>,
    /// Sent to it under contract this week [t].
    pub(super) contracted_t: Vec<f64>,
    /// Sent to it and not yet there [t].
    pub(super) pipeline_t: Vec<f64>,
    /// Smoothed landed cost.
    pub(super) cost: Vec<f64>,
    /// What arrives, by week of arrival modulo its length [t].
    pub(super) arrivals_t: [Vec<f64>; TRANSIT_WEEKS + 1],
    /// This week's place in `arrivals_t`.
    pub(super) today: usize,
}

impl Users {
    /// How many.
    pub(super) fn len(&self) -> usize {
        self.zone.len()
    }

    /// Sends tonnes that arrive in so many weeks.
    pub(super) fn send(&mut self, user: usize, tonnes: f64, weeks: usize) {
        self.arrivals_t[(self.today + weeks) % (TRANSIT_WEEKS + 1)][user] += tonnes;
        self.pipeline_t[user] += tonnes;
    }
}

/// A link for each seller and each of those who need: at `seller * users + user`.
#[derive(Debug, Clone, Default)]
pub(super) struct Links {
    /// Share of orders.
    pub(super) weight: Vec<f64>,
    /// The same at the start.
    pub(super) base: Vec<f64>,
    /// Utility at the start of week 0.
    pub(super) base_utility: Vec<f64>,
    /// Smoothed share of calls that came.
    pub(super) fill: Vec<f64>,
    /// Called this week [t].
    pub(super) call_t: Vec<f64>,
    /// Sent this week [t].
    pub(super) sent_t: Vec<f64>,
}

/// A good with all who trade it.
#[derive(Debug, Clone)]
pub(super) struct Level {
    /// Which good.
    pub(super) good: Good,
    /// Its prices by zone.
    pub(super) prices: [Prices; 2],
    /// Who sells.
    pub(super) sellers: Sellers,
    /// Who needs it.
    pub(super) users: Users,
    /// Who may buy from whom.
    pub(super) links: Links,
    /// Contract price, landed, by zone of the one who needs.
    pub(super) contract: [f64; 2],
}
