//! The spot market: a call auction per good and zone on sloped schedules.
//!
//! Outside the index zone first, with export limits; then leakage; then the index zone, from which exports are gone.
//! Buyers bring what contracts did not: their spot part and what was called in vain, and bid harder the emptier the
//! stock. Sellers of the index zone ask export parity plus the sticky rent of a scarce licence; others follow the
//! local price but never fall below their own parity.

use crate::clock::Clock;
use crate::goods::GoodIndex;
use crate::govern::Controls;
use crate::ledger::Ledger;
use crate::need::{Need, Outlet, Web, stock_behind};
use crate::place::ZoneIndex;
use crate::quote::{Quotes, Rules};
use crate::stock::{Receiver, Shipment, Stocks, Transit};
use crate::trade::book::{Asker, Bidder, Book, Market};
use crate::trade::contract::{Allowance, contained_value};
use crate::trade::landed::{Payment, wedge};
use crate::trade::shelf::{anchor, hold_price, offer_t, releasable_t};
use crate::trade::ship::{LicenceTimes, send};
use crate::trade::{Deal, leak, resell};
use crate::world::Facts;
use bevy_ecs::prelude::{Res, ResMut};
use market::auction::{Ask, Bid, Clearing, ClearingRules, Schedules};
use market::fixed::FixedPrice;
use market::rent::StickyRent;
use units::Span;

/// Weeks of stock below which a buyer turns urgent, at most.
const URGENT_WEEKS: f64 = 4.0;
/// Elasticity of urgent bids, as a share of ordinary ones.
const URGENT_ELASTICITY_SHARE: f64 = 0.2;
/// Most that a cheap market makes a buyer take, over what it came for.
const BARGAIN_SHARE: f64 = 2.0;
/// How far above last week's quote a buyer bids at most, in logs: a factor of 1.42 a week. Read off the European
/// dysprosium quote of April 2025, which tripled in about four weeks (target R3 counts as fitted).
const ESCALATION_PER_WEEK: f64 = 0.35;
/// Deals smaller than this are not worth a shipment [t].
const SMALLEST_DEAL_T: f64 = 1e-7;

/// What the spot market reads.
#[derive(bevy_ecs::system::SystemParam)]
pub(crate) struct View<'w> {
    pub(super) facts: Res<'w, Facts>,
    pub(super) rules: Res<'w, Rules>,
    times: Res<'w, LicenceTimes>,
    clock: Res<'w, Clock>,
}

impl View<'_> {
    /// How markets clear in this scenario.
    pub(super) fn clearing_rules(&self) -> ClearingRules {
        let is_sloped = self.rules.mechanisms.sloped_schedules;
        ClearingRules {
            schedules: if is_sloped {
                Schedules::Sloped
            } else {
                Schedules::Step
            },
            quote_drift_per_week: self.rules.market.quote_drift_per_week,
        }
    }
}

/// What the spot market changes.
#[derive(bevy_ecs::system::SystemParam)]
pub(crate) struct Floor<'w> {
    web: ResMut<'w, Web>,
    quotes: ResMut<'w, Quotes>,
    stocks: ResMut<'w, Stocks>,
    controls: ResMut<'w, Controls>,
    allowance: ResMut<'w, Allowance>,
    transit: ResMut<'w, Transit>,
    ledger: ResMut<'w, Ledger>,
    book: ResMut<'w, Book>,
}

/// Clears all zones but the index zone.
pub(crate) fn clear_spot_abroad(view: View, mut floor: Floor) {
    let hub = view.facts.places.index_zone;
    round(&view, &mut floor, |zone| zone != hub);
}

/// Clears the index zone, leakage included.
pub(crate) fn clear_spot_at_index(view: View, mut floor: Floor) {
    let hub = view.facts.places.index_zone;
    round(&view, &mut floor, |zone| zone == hub);
}

/// One clearing round: gather, find quota rents, clear and settle.
fn round(view: &View, floor: &mut Floor, is_in_round: impl Fn(ZoneIndex) -> bool) {
    if !view.rules.mechanisms.spot {
        return;
    }
    floor.book.clear();
    for good in 0..view.facts.goods.len() {
        for zone in (0..view.facts.places.n_zones()).filter(|&zone| is_in_round(zone)) {
            gather(good, zone, view, floor);
        }
    }
    let mut rents = std::mem::take(&mut floor.controls.export_quotas);
    for quota in &mut rents {
        let rent = super::quota_rent::find(quota, view, &floor.book, &floor.quotes);
        quota.rent_usd_per_t = rent;
        super::quota_rent::add(quota, rent, view, &mut floor.book);
    }
    floor.controls.export_quotas = rents;
    for at in 0..floor.book.markets.len() {
        clear_and_settle(at, view, floor);
    }
}

fn gather(good: GoodIndex, zone: ZoneIndex, view: &View, floor: &mut Floor) {
    let Floor {
        web,
        quotes,
        stocks,
        controls,
        allowance,
        book,
        ..
    } = floor;
    let (first_bid, first_ask) = (book.bids.len(), book.asks.len());
    for &at in &web.needs_at[good * view.facts.places.n_zones() + zone] {
        bid_for_need(at, &web.needs[at], quotes, stocks, view, book);
    }
    resell::bid_for_resale(
        good,
        zone,
        web,
        quotes,
        stocks,
        &view.facts,
        controls,
        &view.rules,
        book,
    );
    if zone == view.facts.places.index_zone {
        leak::bid_for_leakage(
            good,
            zone,
            web,
            quotes,
            &view.facts,
            controls,
            &view.rules,
            book,
        );
    }
    for &at in &web.outlets_of[good] {
        ask_for_outlet(
            at,
            &web.outlets[at],
            zone,
            quotes,
            stocks,
            controls,
            view,
            book,
        );
    }
    limit_to_licences(good, zone, first_ask, controls, allowance, view, book);
    if book.bids.len() > first_bid || book.asks.len() > first_ask {
        let (bids, asks) = (first_bid..book.bids.len(), first_ask..book.asks.len());
        book.markets.push(Market {
            good,
            zone,
            bids,
            asks,
        });
    }
}

fn bid_for_need(
    at: usize,
    need: &Need,
    quotes: &Quotes,
    stocks: &Stocks,
    view: &View,
    book: &mut Book,
) {
    let wanted_t = need.order_t - need.contracted_t;
    if wanted_t <= SMALLEST_DEAL_T {
        return;
    }
    let guard_t = need.cover_weeks.min(URGENT_WEEKS) * need.expected_t;
    let stock_t = stock_behind(need, &view.facts, stocks);
    let urgent = if guard_t > 0.0 {
        (1.0 - stock_t / guard_t).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let market = &view.rules.market;
    let seen = quotes.get(need.zone, need.good);
    let ceiling = need
        .ceiling
        .min(seen.quote * libm::exp(ESCALATION_PER_WEEK));
    // An ordinary bidder goes by what it pays on average, mostly under contract, and lets a dear market pass; an urgent
    // one goes by the market.
    let usual = if view.facts.goods.list[need.good].is_basket {
        seen.expected
    } else {
        need.cost
    };
    let dear = seen.expected.min(ceiling.max(1e-9));
    let parts = [
        (
            wanted_t * (1.0 - urgent),
            usual,
            market.bid_elasticity,
            BARGAIN_SHARE,
        ),
        (
            wanted_t * urgent,
            dear,
            market.bid_elasticity * URGENT_ELASTICITY_SHARE,
            1.0,
        ),
    ];
    for (quantity_t, price, elasticity, bargain) in parts {
        if quantity_t > SMALLEST_DEAL_T {
            book.bids.push(Bid {
                quantity_t,
                price_usd_per_t: price,
                elasticity,
                ceiling_usd_per_t: ceiling,
                cap_t: quantity_t * bargain,
                owner: book.bidders.len() as u32,
            });
            book.bidders.push(Bidder::Need(at));
        }
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "an ask depends on seller, place, price, stock and policy"
)]
fn ask_for_outlet(
    at: usize,
    outlet: &Outlet,
    zone: ZoneIndex,
    quotes: &Quotes,
    stocks: &Stocks,
    controls: &Controls,
    view: &View,
    book: &mut Book,
) {
    // The index zone clears last: what was kept for other zones and not sold there is on offer at home.
    let is_last =
        zone == view.facts.places.index_zone && view.facts.agents.zone[outlet.agent] == zone;
    let weight = if is_last {
        1.0
    } else {
        outlet.zone_weights[zone]
    };
    let shelf_t = stocks.held_t(outlet.agent, outlet.good);
    // What contracts and other zones took this week counts towards what may leave.
    let available_t = (releasable_t(outlet, shelf_t + outlet.sold_t) - outlet.sold_t)
        .clamp(0.0, shelf_t)
        * weight;
    if available_t <= SMALLEST_DEAL_T {
        return;
    }
    let facts = &view.facts;
    let (home, hub) = (facts.agents.zone[outlet.agent], facts.places.index_zone);
    let origin = facts.agents.country[outlet.agent];
    let way = wedge(
        outlet.good,
        origin,
        facts.first_country(zone),
        facts,
        controls,
    );
    let home_anchor = anchor(outlet, home, facts);
    let at_home = hold_price(
        outlet,
        shelf_t,
        quotes.get(home, outlet.good).expected,
        home_anchor,
        &view.rules,
    );
    let local = quotes.get(zone, outlet.good);
    let hold = if zone == home {
        at_home * parity_pull(outlet, home, quotes, controls, view)
    } else if home == hub {
        let margin = 1.0 + facts.goods.list[outlet.good].exporter_margin_share;
        let sticky = if view.rules.mechanisms.sticky_rent {
            local.sticky_rent
        } else {
            0.0
        };
        way.land(at_home * margin) + sticky
    } else {
        let there = anchor(outlet, zone, facts);
        hold_price(outlet, shelf_t, local.expected, there, &view.rules).max(way.land(outlet.floor))
    };
    let floor = way.land(outlet.floor)
        / contained_value(outlet.good, zone, outlet.agent, facts, quotes, stocks).max(1e-9);
    // What went abroad this week is no longer on offer at home.
    let offered = offer_t(
        outlet.output_t,
        outlet.calls_t,
        shelf_t + outlet.spot_t,
        outlet.wanted_t,
    ) - outlet.spot_t;
    let offered = offered.max(0.0) * weight;
    book.asks.push(Ask {
        quantity_t: offered.min(available_t),
        available_t,
        price_usd_per_t: hold.max(floor),
        floor_usd_per_t: floor,
        elasticity: view.rules.market.ask_elasticity,
        owner: book.askers.len() as u32,
    });
    book.askers.push(Asker {
        outlet: at,
        origin,
        wedge: way,
    });
}

/// Sellers at home look at what exports earn where they can export more: `exp(pull * sum_z w_z ln(net_z / home))`.
fn parity_pull(
    outlet: &Outlet,
    home: ZoneIndex,
    quotes: &Quotes,
    controls: &Controls,
    view: &View,
) -> f64 {
    if !view.rules.mechanisms.parity_pull || home != view.facts.places.index_zone {
        return 1.0;
    }
    let origin = view.facts.agents.country[outlet.agent];
    let own = quotes.get(home, outlet.good).expected.max(1e-9);
    let mut pull = 0.0;
    for (zone, weight) in outlet.zone_weights.iter().enumerate() {
        let destination = view.facts.first_country(zone);
        let is_licensed = controls
            .passage(outlet.good, origin, destination)
            .is_licensed;
        if zone != home && *weight > 0.0 && !is_licensed {
            let way = wedge(outlet.good, origin, destination, &view.facts, controls);
            let net = way.gate(quotes.get(zone, outlet.good).expected).max(1e-9);
            pull += weight * libm::log(net / own);
        }
    }
    libm::exp(view.rules.market.export_parity_pull * pull.clamp(-1.0, 1.0))
}

/// Cuts asks from an origin under licence to what its licences leave, alike for all its sellers.
fn limit_to_licences(
    good: GoodIndex,
    zone: ZoneIndex,
    first_ask: usize,
    controls: &Controls,
    allowance: &Allowance,
    view: &View,
    book: &mut Book,
) {
    let facts = &view.facts;
    for at in first_ask..book.asks.len() {
        let origin = book.askers[at].origin;
        if book.askers[first_ask..at]
            .iter()
            .any(|asker| asker.origin == origin)
        {
            continue;
        }
        let limit: f64 = (0..facts.places.n_countries())
            .filter(|&country| facts.places.country_zone[country] == zone)
            .map(|country| {
                if country == origin {
                    f64::INFINITY
                } else {
                    allowance.left_t[controls.cell(good, origin, country)]
                }
            })
            .sum();
        if limit.is_infinite() {
            continue;
        }
        let is_here = |asker: &Asker| asker.origin == origin;
        let pairs = || book.asks[first_ask..].iter().zip(&book.askers[first_ask..]);
        let total: f64 = pairs()
            .filter(|(_, asker)| is_here(asker))
            .map(|(ask, _)| ask.available_t)
            .sum();
        let share = if total > 0.0 {
            (limit / total).min(1.0)
        } else {
            0.0
        };
        for (ask, asker) in book.asks[first_ask..]
            .iter_mut()
            .zip(&book.askers[first_ask..])
        {
            if is_here(asker) {
                ask.available_t *= share;
                ask.quantity_t = ask.quantity_t.min(ask.available_t);
            }
        }
    }
}

fn clear_and_settle(at: usize, view: &View, floor: &mut Floor) {
    let market = floor.book.markets[at].clone();
    let last = floor.quotes.get(market.zone, market.good).quote;
    let rules = view.clearing_rules();
    let mut fills = std::mem::take(&mut floor.book.fills);
    if view.clock.is_burn_in() {
        at_start_price(&market, last, &mut floor.book);
    }
    let (bids, asks) = (
        &floor.book.bids[market.bids.clone()],
        &floor.book.asks[market.asks.clone()],
    );
    let clearing = if view.clock.is_burn_in() {
        FixedPrice {
            price_usd_per_t: last,
            schedules: rules.schedules,
        }
        .clear(bids, asks, &mut fills)
    } else {
        market::auction::clear(bids, asks, last, &rules, &mut fills)
    };
    if clearing.traded_t > 0.0 {
        for (bid, &bought) in fills.bids_t.iter().enumerate() {
            if bought <= SMALLEST_DEAL_T {
                continue;
            }
            for (ask, &sold) in fills.asks_t.iter().enumerate() {
                let tonnes = bought * sold / clearing.traded_t;
                if tonnes > SMALLEST_DEAL_T {
                    let deal = SpotDeal {
                        bidder: floor.book.bidders[market.bids.start + bid],
                        asker: floor.book.askers[market.asks.start + ask],
                        tonnes,
                        price: clearing.price_usd_per_t,
                    };
                    deal.settle(&market, view, floor);
                }
            }
        }
    }
    floor.book.fills = fills;
    publish(&market, &clearing, view, floor);
}

/// Burn-in lets stocks and orders settle at the observed start prices: everybody bids and asks just that.
fn at_start_price(market: &Market, price: f64, book: &mut Book) {
    for bid in &mut book.bids[market.bids.clone()] {
        bid.price_usd_per_t = price;
        bid.ceiling_usd_per_t = bid.ceiling_usd_per_t.max(price);
    }
    for ask in &mut book.asks[market.asks.clone()] {
        (ask.price_usd_per_t, ask.floor_usd_per_t) = (price, 0.0);
        ask.quantity_t = ask.available_t;
    }
}

/// One buyer's part of one seller's sale.
pub(super) struct SpotDeal {
    pub(super) bidder: Bidder,
    asker: Asker,
    tonnes: f64,
    pub(super) price: f64,
}

impl SpotDeal {
    fn settle(&self, market: &Market, view: &View, floor: &mut Floor) {
        let facts = &view.facts;
        let outlet = &mut floor.web.outlets[self.asker.outlet];
        let seller = outlet.agent;
        let tonnes = floor.stocks.take(seller, market.good, self.tonnes);
        let factor = contained_value(
            market.good,
            market.zone,
            seller,
            facts,
            &floor.quotes,
            &floor.stocks,
        );
        let usd_per_t = self.price * factor;
        let (buyer, destination, deal, to) = match self.bidder {
            Bidder::Need(at) => {
                let need = &floor.web.needs[at];
                (need.agent, need.country, Deal::Spot, Receiver::Need(at))
            }
            Bidder::Trader {
                trader,
                deal,
                destination,
            } => (trader, destination, deal, Receiver::Trader(trader)),
        };
        // Leakage and resale leave at the price of the market they are bought in; only what stays there is landed.
        let entry = if matches!(deal, Deal::Spot) {
            destination
        } else {
            facts.first_country(market.zone)
        };
        let payment = Payment {
            buyer,
            seller,
            origin: self.asker.origin,
            destination: entry,
            tonnes,
            landed_usd_per_t: usd_per_t,
        };
        let outlet = &mut floor.web.outlets[self.asker.outlet];
        outlet.takings_usd += payment.settle(&self.asker.wedge, &mut floor.ledger);
        outlet.sold_t += tonnes;
        outlet.spot_t += tonnes;
        if let Bidder::Need(at) = self.bidder {
            let need = &mut floor.web.needs[at];
            need.spot_t += tonnes;
            need.pipeline_t += tonnes;
            need.book_purchase(tonnes, usd_per_t);
        } else {
            if let Bidder::Trader { trader, .. } = self.bidder {
                floor.web.trader_outlet_mut(trader, market.good).coming_t += tonnes;
            }
            super::carry::pay_carriers(
                self,
                deal,
                tonnes,
                market,
                destination,
                view,
                &mut floor.ledger,
            );
        }
        self.book_limits(market, entry, tonnes, deal, floor);
        let shipment = Shipment {
            to,
            good: market.good,
            tonnes,
            from: seller,
        };
        let leg = super::carry::leg(deal, self.asker.origin, market.zone, destination, view);
        send(
            shipment,
            leg,
            facts,
            &floor.controls,
            &view.times,
            &mut floor.transit,
        );
        floor.book.file(
            (market.good, seller, buyer, deal),
            tonnes,
            usd_per_t * tonnes,
        );
        let cell = floor.quotes.get_mut(market.zone, market.good);
        cell.spot_t += tonnes;
        cell.spot_usd += self.price * tonnes;
    }

    /// Counts a sale abroad against licences and quotas; leakage passes both by.
    fn book_limits(
        &self,
        market: &Market,
        entry: usize,
        tonnes: f64,
        deal: Deal,
        floor: &mut Floor,
    ) {
        let origin = self.asker.origin;
        if origin == entry || deal == Deal::Leakage {
            return;
        }
        let cell = floor.controls.cell(market.good, origin, entry);
        floor.allowance.use_up(cell, tonnes);
        for quota in &mut floor.controls.export_quotas {
            if quota.government == origin && quota.goods.contains(&market.good) {
                quota.book(tonnes);
            }
        }
    }
}

/// Publishes the quote and moves what depends on it: the size of the market and the rent of scarce licences.
fn publish(market: &Market, clearing: &Clearing, view: &View, floor: &mut Floor) {
    let facts = &view.facts;
    let hub = facts.places.index_zone;
    let step = crate::clock::weekly_step(super::shelf::SELLER_YEARS);
    let good = &facts.goods.list[market.good];
    let at_hub = floor.quotes.get(hub, market.good).expected * (1.0 + good.exporter_margin_share);
    let way = wedge(
        market.good,
        facts.first_country(hub),
        facts.first_country(market.zone),
        facts,
        &floor.controls,
    );
    let is_limited = is_limited(market, facts, &floor.controls);
    let rules = &view.rules.market;
    let sticky = StickyRent {
        rise_share_per_week: rules.rent_rise_per_week,
        decay: Span::years(rules.rent_decay_years),
    };
    let reach = reach(market, &floor.book, &floor.web);
    let wanted_t = wanted_by_users(market, &floor.book);
    let cell = floor.quotes.get_mut(market.zone, market.good);
    cell.quote = if clearing.crossed {
        clearing.price_usd_per_t
    } else {
        clearing.price_usd_per_t.clamp(reach.0, reach.1)
    };
    cell.spot_demand_t += step * (wanted_t - cell.spot_demand_t);
    if market.zone != hub && !good.is_basket {
        let gap = if is_limited {
            (clearing.price_usd_per_t - way.land(at_hub)).max(0.0)
        } else {
            0.0
        };
        cell.sticky_rent = sticky.next_ask(cell.sticky_rent, gap);
    }
}

/// What users and makers came for [t]; traders' own bids do not make a market larger.
fn wanted_by_users(market: &Market, book: &Book) -> f64 {
    let bids = book.bidders[market.bids.clone()]
        .iter()
        .zip(&book.bids[market.bids.clone()]);
    bids.filter(|(bidder, _)| matches!(bidder, Bidder::Need(_)))
        .map(|(_, bid)| bid.quantity_t)
        .sum()
}

/// How far a quote may drift without a deal: not above what anybody would pay, nor below what anybody would take.
fn reach(market: &Market, book: &Book, web: &Web) -> (f64, f64) {
    let payable = |bidder: &Bidder, bid: &Bid| match bidder {
        Bidder::Need(at) => web.needs[*at].ceiling,
        Bidder::Trader { .. } => bid.ceiling_usd_per_t,
    };
    let bids = book.bidders[market.bids.clone()]
        .iter()
        .zip(&book.bids[market.bids.clone()]);
    let most = bids
        .map(|(bidder, bid)| payable(bidder, bid))
        .reduce(f64::max)
        .unwrap_or(f64::INFINITY);
    let least = book.asks[market.asks.clone()]
        .iter()
        .map(|ask| ask.floor_usd_per_t)
        .reduce(f64::min)
        .unwrap_or(0.0);
    (least.min(most), most)
}

fn is_limited(market: &Market, facts: &Facts, controls: &Controls) -> bool {
    let origin = facts.first_country(facts.places.index_zone);
    let destination = facts.first_country(market.zone);
    let is_under_quota = controls
        .export_quotas
        .iter()
        .any(|quota| quota.government == origin && quota.goods.contains(&market.good));
    is_under_quota
        || controls
            .passage(market.good, origin, destination)
            .is_licensed
}
