//! Settling a market: every buyer gets its part of every sale. Goods and money change hands, limits are counted, the
//! tape is written.
//!
//! What is the same for all buyers of a sale (its seller's price, its way) is found once; and a buyer learns once what
//! it paid, whatever the number of sellers its tonnes came from.

use crate::agent::AgentIndex;
use crate::facts::Facts;
use crate::place::CountryIndex;
use crate::stock::Place;
use crate::trade::book::{Asker, Bidder, Market};
use crate::trade::contract::contained_value;
use crate::trade::floor::{Hands, SMALLEST_DEAL_T, View};
use crate::trade::landed::Payment;
use crate::trade::ship::send;
use crate::trade::tape::TapeKey;
use crate::trade::{Deal, carry};
use crate::transit::{Receiver, Shipment};
use market::auction::{Clearing, Fills};

/// What one seller sells in a market.
#[derive(Debug, Clone)]
pub(crate) struct Sale {
    asker: Asker,
    seller: AgentIndex,
    shelf: Place,
    /// Part of all that is traded.
    share: f64,
    /// What the seller gets at its gate [USD/t].
    fob_usd_per_t: f64,
    /// What buyers pay [USD/t].
    landed_usd_per_t: f64,
    /// Sold so far [t].
    sold_t: f64,
    /// Of this, what counts against quotas [t].
    exported_t: f64,
    /// Takings so far [USD].
    takings_usd: f64,
}

/// Who buys, and where it goes.
struct Party {
    agent: AgentIndex,
    destination: CountryIndex,
    kind: Deal,
    to: Receiver,
    /// Where limits and duties look.
    entry: CountryIndex,
}

impl Party {
    fn of(bidder: Bidder, market: &Market, facts: &Facts, hands: &Hands) -> Self {
        let (agent, destination, kind, to) = match bidder {
            Bidder::Need(at) => {
                let need = &hands.web.needs[at];
                (need.agent, need.country, Deal::Spot, Receiver::Need(at))
            }
            Bidder::Trader {
                trader,
                deal,
                destination,
            } => (trader, destination, deal, Receiver::Trader(trader)),
            Bidder::Depot { depot, .. } => {
                let depot = &hands.depots.list[depot];
                let to = Receiver::Depot(depot.agent);
                (depot.agent, depot.country, Deal::Spot, to)
            }
        };
        // Leakage and resale leave at the price of the market they are bought in; only what stays there is landed.
        let entry = if kind == Deal::Spot {
            destination
        } else {
            facts.first_country(market.zone)
        };
        Self {
            agent,
            destination,
            kind,
            to,
            entry,
        }
    }
}

/// Settles what a market has cleared.
pub(super) fn settle(
    market: &Market,
    fills: &Fills,
    clearing: &Clearing,
    view: &View,
    hands: &mut Hands,
) {
    let mut sales = std::mem::take(&mut hands.book.sales);
    sales.clear();
    let askers = &hands.book.askers[market.asks.clone()];
    let sold = askers.iter().zip(&fills.asks_t);
    sales.extend(
        sold.filter(|(_, sold_t)| **sold_t > SMALLEST_DEAL_T)
            .map(|(asker, sold_t)| {
                let share = sold_t / clearing.traded_t;
                sale(asker, share, clearing.price_usd_per_t, market, view, hands)
            }),
    );
    for (at, &bought_t) in fills.bids_t.iter().enumerate() {
        if bought_t > SMALLEST_DEAL_T {
            let bidder = hands.book.bidders[market.bids.start + at];
            buy(bidder, bought_t, clearing, market, &mut sales, view, hands);
        }
    }
    close(market, clearing, &sales, hands);
    hands.book.sales = sales;
}

fn sale(
    asker: &Asker,
    share: f64,
    price: f64,
    market: &Market,
    view: &View,
    hands: &Hands,
) -> Sale {
    let outlet = &hands.web.outlets[asker.outlet];
    let seller = outlet.agent;
    let (quotes, stocks) = (&hands.quotes, &hands.stocks);
    let content = contained_value(market.good, market.zone, seller, view.facts, quotes, stocks);
    let landed_usd_per_t = price * content;
    Sale {
        asker: *asker,
        seller,
        shelf: outlet.place,
        share,
        fob_usd_per_t: asker.wedge.gate(landed_usd_per_t),
        landed_usd_per_t,
        sold_t: 0.0,
        exported_t: 0.0,
        takings_usd: 0.0,
    }
}

/// Gives a buyer its part of every sale.
fn buy(
    bidder: Bidder,
    bought_t: f64,
    clearing: &Clearing,
    market: &Market,
    sales: &mut [Sale],
    view: &View,
    hands: &mut Hands,
) {
    let facts = view.facts;
    let party = Party::of(bidder, market, facts, hands);
    let (mut got_t, mut paid_usd) = (0.0, 0.0);
    for sale in sales {
        let tonnes = hands.stocks.take_at(sale.shelf, bought_t * sale.share);
        let origin = sale.asker.origin;
        let payment = Payment {
            buyer: party.agent,
            seller: sale.seller,
            origin,
            destination: party.entry,
            tonnes,
            fob_usd_per_t: sale.fob_usd_per_t,
            landed_usd_per_t: sale.landed_usd_per_t,
        };
        sale.takings_usd += payment.settle(&sale.asker.wedge, hands.ledger);
        sale.sold_t += tonnes;
        // Leakage passes licences and quotas by.
        if origin != party.entry && party.kind != Deal::Leakage {
            let cell = hands.controls.cell(market.good, origin, party.entry);
            hands.allowance.use_up(cell, tonnes);
            sale.exported_t += tonnes;
        }
        let shipment = Shipment {
            to: party.to,
            good: market.good,
            tonnes,
            from: sale.seller,
        };
        let leg = carry::leg(party.kind, origin, market.zone, party.destination, view);
        send(
            shipment,
            leg,
            facts,
            hands.controls,
            view.times,
            hands.transit,
        );
        let usd = sale.landed_usd_per_t * tonnes;
        let key = TapeKey {
            good: market.good,
            seller: sale.seller,
            buyer: party.agent,
            deal: party.kind,
        };
        let customer = facts.agents.country[party.agent];
        hands.book.tape.file(key, customer, tonnes, usd);
        got_t += tonnes;
        paid_usd += usd;
    }
    if got_t <= 0.0 {
        return;
    }
    match bidder {
        Bidder::Need(at) => {
            let need = &mut hands.web.needs[at];
            need.spot_t += got_t;
            need.pipeline_t += got_t;
            need.book_purchase(got_t, paid_usd / got_t);
        }
        Bidder::Depot { depot, line } => {
            hands.depots.list[depot].lines[line].book_purchase(got_t, paid_usd);
        }
        Bidder::Trader { trader, .. } => {
            hands.web.trader_outlet_mut(trader, market.good).coming_t += got_t;
            let way = (market, party.destination);
            carry::pay_carriers(
                trader,
                party.kind,
                got_t,
                clearing.price_usd_per_t,
                way,
                view,
                hands.ledger,
            );
        }
    }
}

/// Books what was sold with sellers, quotas and the quote.
fn close(market: &Market, clearing: &Clearing, sales: &[Sale], hands: &mut Hands) {
    let mut traded_t = 0.0;
    for sale in sales {
        let outlet = &mut hands.web.outlets[sale.asker.outlet];
        outlet.takings_usd += sale.takings_usd;
        outlet.sold_t += sale.sold_t;
        outlet.spot_t += sale.sold_t;
        traded_t += sale.sold_t;
        for quota in &mut hands.controls.export_quotas {
            if quota.government == sale.asker.origin && quota.goods.contains(&market.good) {
                quota.book(sale.exported_t);
            }
        }
    }
    let cell = hands.quotes.get_mut(market.zone, market.good);
    cell.spot_t += traded_t;
    cell.spot_usd += clearing.price_usd_per_t * traded_t;
}
