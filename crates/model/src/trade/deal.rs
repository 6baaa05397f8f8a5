//! One spot deal: goods and money change hands, limits are counted, the tape is written.

use crate::stock::{Receiver, Shipment};
use crate::trade::book::{Asker, Bidder, Market};
use crate::trade::contract::contained_value;
use crate::trade::floor::{Floor, View};
use crate::trade::landed::Payment;
use crate::trade::ship::send;
use crate::trade::{Deal, carry};

/// One buyer's part of one seller's sale.
pub(super) struct SpotDeal {
    /// Who buys.
    pub(super) bidder: Bidder,
    /// Who sells.
    pub(super) asker: Asker,
    /// How much [t].
    pub(super) tonnes: f64,
    /// Clearing price, landed [USD/t; payable share for baskets].
    pub(super) price: f64,
}

impl SpotDeal {
    /// Moves the goods and the money, and files the deal.
    pub(super) fn settle(&self, market: &Market, view: &View, floor: &mut Floor) {
        let facts = &view.facts;
        let seller = floor.web.outlets[self.asker.outlet].agent;
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
        let (buyer, destination, kind, to) = self.party(floor);
        // Leakage and resale leave at the price of the market they are bought in; only what stays there is landed.
        let is_landed = kind == Deal::Spot;
        let entry = if is_landed {
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
            fob_usd_per_t: self.asker.wedge.gate(usd_per_t),
            landed_usd_per_t: usd_per_t,
        };
        let outlet = &mut floor.web.outlets[self.asker.outlet];
        outlet.takings_usd += payment.settle(&self.asker.wedge, &mut floor.ledger);
        outlet.sold_t += tonnes;
        outlet.spot_t += tonnes;
        match self.bidder {
            Bidder::Need(at) => {
                let need = &mut floor.web.needs[at];
                need.spot_t += tonnes;
                need.pipeline_t += tonnes;
                need.book_purchase(tonnes, usd_per_t);
            }
            Bidder::Depot { depot, line } => {
                floor.depots.list[depot].lines[line].book_purchase(tonnes, usd_per_t * tonnes);
            }
            Bidder::Trader { trader, .. } => {
                floor.web.trader_outlet_mut(trader, market.good).coming_t += tonnes;
                carry::pay_carriers(
                    self,
                    kind,
                    tonnes,
                    market,
                    destination,
                    view,
                    &mut floor.ledger,
                );
            }
        }
        self.book_limits(market, entry, tonnes, kind, floor);
        let shipment = Shipment {
            to,
            good: market.good,
            tonnes,
            from: seller,
        };
        let leg = carry::leg(kind, self.asker.origin, market.zone, destination, view);
        send(
            shipment,
            leg,
            facts,
            &floor.controls,
            &view.times,
            &mut floor.transit,
        );
        floor.book.file(
            (market.good, seller, buyer, kind),
            tonnes,
            usd_per_t * tonnes,
        );
        let cell = floor.quotes.get_mut(market.zone, market.good);
        cell.spot_t += tonnes;
        cell.spot_usd += self.price * tonnes;
    }

    /// Who pays, where the goods go, what kind of deal it is, and who receives them.
    fn party(&self, floor: &Floor) -> (usize, usize, Deal, Receiver) {
        match self.bidder {
            Bidder::Need(at) => {
                let need = &floor.web.needs[at];
                (need.agent, need.country, Deal::Spot, Receiver::Need(at))
            }
            Bidder::Trader {
                trader,
                deal,
                destination,
            } => (trader, destination, deal, Receiver::Trader(trader)),
            Bidder::Depot { depot, .. } => {
                let depot = &floor.depots.list[depot];
                (
                    depot.agent,
                    depot.country,
                    Deal::Spot,
                    Receiver::Depot(depot.agent),
                )
            }
        }
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
