//! The numbers of the specification: `docs/reference_market.md` has the same list.

/// Weeks in a year of 365.25 days.
pub(super) const WEEKS_PER_YEAR: f64 = 365.25 / 7.0;
/// Weeks in which the market settles before week 0.
pub(super) const BURN_IN_WEEKS: i64 = 1;

/// The zone without the index.
pub(super) const ABROAD: usize = 0;
/// The zone whose quotes contracts follow.
pub(super) const HOME: usize = 1;
/// Weeks under way between zones.
pub(super) const TRANSIT_WEEKS: usize = 4;

/// Recovered from the ore.
pub(super) const RECOVERED_SHARE: f64 = 0.9;
/// Share of a mine's capacity at work.
pub(super) const MINE_UTILISATION: f64 = 0.9;
/// The same for refiners.
pub(super) const REFINER_UTILISATION: f64 = 0.85;
/// Shelf that a mine likes to hold [weeks of output].
pub(super) const MINE_SHELF_WEEKS: f64 = 8.0;
/// The same for refiners.
pub(super) const REFINER_SHELF_WEEKS: f64 = 4.0;
/// Stock of what it needs that everybody likes to hold [weeks of need].
pub(super) const COVER_WEEKS: f64 = 8.0;
/// Part of orders that goes to the spot market.
pub(super) const SPOT_SHARE: f64 = 0.1;

/// Memory of expected prices and of realised ones [years].
pub(super) const FAST_YEARS: f64 = 0.15;
/// Memory of what oxide used to cost [years].
pub(super) const REFERENCE_YEARS: f64 = 5.0;
/// Memory of output and of the size of spot markets [years].
pub(super) const SELLER_YEARS: f64 = 0.25;
/// Memory of needs [years].
pub(super) const NEED_YEARS: f64 = 8.0 / 52.18;
/// Time in which use answers the price [years].
pub(super) const DEMAND_YEARS: f64 = 0.3;
/// Memory of deliveries [years].
pub(super) const RELIABILITY_YEARS: f64 = 0.5;

/// Fall of use in per cent for one per cent of price.
pub(super) const DEMAND_ELASTICITY: f64 = 0.15;
/// Fall of the wanted stock in per cent for one per cent of price.
pub(super) const COVER_ELASTICITY: f64 = 0.76;
/// Weeks over which orders close a gap.
pub(super) const ORDER_WEEKS: f64 = 10.0;
/// Most that is ordered, over the need.
pub(super) const ORDER_CAP: f64 = 2.5;

/// Weeks over which a shelf comes back to what is wanted.
pub(super) const SHELF_WEEKS: f64 = 16.0;
/// Part of the wanted shelf that stays for work in hand.
pub(super) const WORKING_SHARE: f64 = 0.5;
/// Least part of the shelf that is offered.
pub(super) const LEAST_OFFER_SHARE: f64 = 0.01;
/// Weeks of need that the smoothed cost remembers.
pub(super) const COST_WEEKS: f64 = 8.0;
/// Weeks between two settings of contract prices, and quotes in their index.
pub(super) const CONTRACT_WEEKS: usize = 13;

/// Slope of bids.
pub(super) const BID_ELASTICITY: f64 = 0.98;
/// Slope of asks.
pub(super) const ASK_ELASTICITY: f64 = 5.9;
/// Fall of the hold price in per cent for one per cent of shelf above the wanted one.
pub(super) const HOLD_RESPONSE: f64 = 0.23;
/// Weight of the anchor in what a good is worth.
pub(super) const ANCHOR_WEIGHT: f64 = 0.5;

/// Speed at which sellers move their offers [1/yr].
pub(super) const SELLER_SPEED_PER_YEAR: f64 = 4.0;
/// How strongly offers move to the dearer zone.
pub(super) const ZONE_BETA: f64 = 1.5;
/// Sharpness of portfolios.
pub(super) const PORTFOLIO_BETA: f64 = 6.1;
/// Speed of portfolios [1/yr].
pub(super) const PORTFOLIO_SPEED_PER_YEAR: f64 = 1.8;

/// Part of a gap that a memory of so many years closes in a week: `1 - exp(-1 / (years WEEKS_PER_YEAR))`.
pub(super) fn step(years: f64) -> f64 {
    1.0 - libm::exp(-1.0 / (WEEKS_PER_YEAR * years))
}

/// Weeks from one zone to another; what is sent arrives next week at the earliest.
pub(super) fn journey_weeks(from: usize, to: usize) -> usize {
    if from == to { 1 } else { TRANSIT_WEEKS }
}
