//! The schedules of one side of a market, in a coordinate in which they never rise.
//!
//! For bids the coordinate y is `ln(p / quote)`, for asks `-ln(p / quote)`. In its own coordinate each schedule is
//! `min(limit, scale exp(-elasticity y))` up to an edge and nothing beyond it, so demand and supply are the same curve
//! seen in a mirror, and the solver needs one direction only.

use super::{Ask, Bid, Schedules};

#[derive(Clone, Copy, Debug)]
struct Curve {
    /// Amount at the last quote, before limit and edge (t).
    scale_t: f64,
    limit_t: f64,
    elasticity: f64,
    edge: f64,
}

impl Curve {
    /// The curve of somebody who is not in the market.
    const NONE: Self = Self {
        scale_t: 0.0,
        limit_t: 0.0,
        elasticity: 0.0,
        edge: f64::NEG_INFINITY,
    };

    fn amount_t(&self, decline: f64) -> f64 {
        self.limit_t.min(self.scale_t * decline)
    }

    /// The last point at which the limit holds; minus infinity if the schedule has no bend there.
    fn knot(&self) -> f64 {
        if self.elasticity > 0.0 && self.limit_t.is_finite() {
            libm::log(self.scale_t / self.limit_t) / self.elasticity
        } else {
            f64::NEG_INFINITY
        }
    }
}

/// `exp(-elasticity point)`. Agents of a kind share their elasticity, so one exponential serves many of them.
struct Decline {
    elasticity: f64,
    factor: f64,
}

impl Decline {
    const NONE: Self = Self {
        elasticity: 0.0,
        factor: 1.0,
    };

    fn to(&mut self, point: f64, elasticity: f64) -> f64 {
        if elasticity.to_bits() != self.elasticity.to_bits() {
            self.elasticity = elasticity;
            self.factor = libm::exp(-elasticity * point);
        }
        self.factor
    }
}

/// What one side wants or offers at a point.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amount {
    /// Of everybody (t).
    pub(super) all_t: f64,
    /// Of those who do not stand exactly at their edge (t): what is left just beyond it.
    pub(super) sure_t: f64,
    /// How steeply it falls: minus the derivative of `all_t` by the coordinate (t per unit of log price).
    pub(super) slope: f64,
}

/// All schedules of one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    curves: Vec<Curve>,
}

impl Side {
    pub(super) fn load_bids(&mut self, bids: &[Bid], quote_usd_per_t: f64, schedules: Schedules) {
        self.curves.clear();
        self.curves.extend(bids.iter().map(|bid| {
            if !bid.is_alive() {
                return Curve::NONE;
            }
            let elasticity = slope(bid.elasticity, schedules);
            let own = libm::log(bid.price_usd_per_t / quote_usd_per_t);
            Curve {
                scale_t: bid.quantity_t * libm::exp(elasticity * own),
                limit_t: bid.cap_t,
                elasticity,
                edge: libm::log(bid.edge_usd_per_t(schedules) / quote_usd_per_t),
            }
        }));
    }

    pub(super) fn load_asks(&mut self, asks: &[Ask], quote_usd_per_t: f64, schedules: Schedules) {
        self.curves.clear();
        self.curves.extend(asks.iter().map(|ask| {
            if !ask.is_alive() {
                return Curve::NONE;
            }
            let elasticity = slope(ask.elasticity, schedules);
            let own = -libm::log(ask.price_usd_per_t / quote_usd_per_t);
            Curve {
                scale_t: ask.quantity_t * libm::exp(elasticity * own),
                limit_t: ask.available_t,
                elasticity,
                edge: -libm::log(ask.edge_usd_per_t(schedules).max(0.0) / quote_usd_per_t),
            }
        }));
    }

    /// What the side wants or offers at a point of its coordinate.
    pub(super) fn at(&self, point: f64) -> Amount {
        let mut amount = Amount::default();
        let mut decline = Decline::NONE;
        for curve in &self.curves {
            if point > curve.edge {
                continue;
            }
            let own_t = curve.amount_t(decline.to(point, curve.elasticity));
            amount.all_t += own_t;
            if own_t < curve.limit_t {
                amount.slope += curve.elasticity * own_t;
            }
            if point < curve.edge {
                amount.sure_t += own_t;
            }
        }
        amount
    }

    /// Hands `traded_t` out to the schedules: in full to the sure ones, the rest pro rata to those at their edge.
    pub(super) fn fill(&self, point: f64, amount: Amount, traded_t: f64, out_t: &mut Vec<f64>) {
        let at_edge_t = amount.all_t - amount.sure_t;
        let (sure_share, edge_share) = if traded_t >= amount.sure_t {
            let left_t = traded_t - amount.sure_t;
            (
                1.0,
                if at_edge_t > 0.0 {
                    (left_t / at_edge_t).min(1.0)
                } else {
                    0.0
                },
            )
        } else {
            (traded_t / amount.sure_t, 0.0)
        };
        let mut decline = Decline::NONE;
        out_t.clear();
        out_t.extend(self.curves.iter().map(|curve| {
            if traded_t <= 0.0 || point > curve.edge {
                return 0.0;
            }
            let own_t = curve.amount_t(decline.to(point, curve.elasticity));
            own_t
                * if point < curve.edge {
                    sure_share
                } else {
                    edge_share
                }
        }));
    }

    /// The last point at which the side has anything to trade.
    pub(super) fn last_edge(&self) -> f64 {
        self.edges().fold(f64::NEG_INFINITY, f64::max)
    }

    /// The first schedule that ends exactly here.
    pub(super) fn first_at_edge(&self, point: f64) -> Option<usize> {
        self.edges().position(|edge| (edge - point).abs() <= 0.0)
    }

    /// Where schedules end.
    pub(super) fn edges(&self) -> impl Iterator<Item = f64> {
        self.curves.iter().map(|curve| curve.edge)
    }

    /// Where schedules that reach beyond `point` leave their limit, and where they end.
    pub(super) fn bends_beyond(&self, point: f64) -> impl Iterator<Item = f64> {
        let reaching = self.curves.iter().filter(move |curve| curve.edge > point);
        reaching.flat_map(|curve| [curve.knot(), curve.edge])
    }
}

fn slope(elasticity: f64, schedules: Schedules) -> f64 {
    match schedules {
        Schedules::Sloped => elasticity.max(0.0),
        Schedules::Step => 0.0,
    }
}
