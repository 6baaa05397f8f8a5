//! Contracts: most tonnes move here, at prices that follow an index, not the spot market of the week.
//!
//! Each quarter p_c = clamp(A + b index + security premium, floor, cap), the index being the average of 13 weeks in
//! the index zone, carried to the seller's gate. Calls follow the buyer's need and portfolio; a named contract bounds
//! them by its volume band and is served first. Licences limit what may leave, then the seller rations what is short.

use crate::clock::{Clock, WEEKS_PER_YEAR};
use crate::facts::Facts;
use crate::govern::Controls;
use crate::ledger::Ledger;
use crate::need::{Link, Need, Outlet, Qualification, Web};
use crate::place::{CountryIndex, PriceSetting};
use crate::quote::{Quotes, Rules};
use crate::stock::Stocks;
use crate::trade::allowance::Allowance;
use crate::trade::customer::{Clients, Seller};
use crate::trade::desk::{ContractDesk, license};
use crate::trade::landed::{Payment, wedge};
use crate::trade::shelf::releasable_t;
use crate::trade::ship::{Leg, LicenceTimes, send};
use crate::transit::{Receiver, Shipment, Transit};
use bevy_ecs::prelude::Resource;
use market::contract::{ContractTerms, contract_price};
use scenario::Scenario;
use units::{Price, Share};

/// A named contract.
#[derive(Debug, Clone)]
pub(crate) struct Terms {
    /// First week.
    pub(crate) starts: i64,
    /// First week after it.
    pub(crate) ends: i64,
    /// Yearly volume [t/yr], or none when it is a share of the seller's output.
    pub(crate) volume_t_per_year: Option<f64>,
    /// Share of the seller's output, when that is what was agreed.
    pub(crate) share_of_output: Option<f64>,
    /// How far calls may differ from the volume.
    pub(crate) band_share: f64,
    /// Zone of the index.
    pub(crate) index_zone: usize,
    /// Price clause.
    pub(crate) price: ContractTerms,
    /// Whether it is served before other calls.
    pub(crate) has_priority: bool,
    /// The contract that the same parties have for the same good after this one.
    pub(crate) next: Option<usize>,
}

/// All named contracts.
#[derive(Resource, Debug, Clone)]
#[component(immutable)]
pub(crate) struct Contracts(pub(crate) Vec<Terms>);

impl Contracts {
    /// Reads the scenario's contracts.
    pub(crate) fn new(scenario: &Scenario, clock: &Clock, facts: &Facts) -> Self {
        let read = |contract: &scenario::Contract| Terms {
            starts: clock.week_of(contract.start),
            ends: clock.week_of(contract.end),
            volume_t_per_year: contract.volume_t_per_year,
            share_of_output: contract.share_of_output,
            band_share: contract.band_share,
            index_zone: contract
                .index_zone
                .as_deref()
                .map_or(facts.places.index_zone, |id| facts.places.zone(id)),
            price: price_clause(contract),
            has_priority: contract.priority,
            next: next_between(scenario, contract),
        };
        Self(scenario.contracts.iter().map(read).collect())
    }

    /// The contract of a link that runs this week, if one does.
    fn running(&self, link: &Link, week: i64) -> Option<&Terms> {
        let mut terms = &self.0[link.contract?];
        while week >= terms.ends {
            terms = &self.0[terms.next?];
        }
        (terms.starts <= week).then_some(terms)
    }
}

/// The next contract of the same parties for the same good; a check sees to it that they do not overlap.
fn next_between(scenario: &Scenario, contract: &scenario::Contract) -> Option<usize> {
    let parties = (&contract.seller, &contract.buyer, &contract.good);
    let later = scenario.contracts.iter().enumerate().filter(|(_, other)| {
        (&other.seller, &other.buyer, &other.good) == parties && other.start > contract.start
    });
    later.min_by_key(|(_, other)| other.start).map(|(at, _)| at)
}

fn price_clause(contract: &scenario::Contract) -> ContractTerms {
    ContractTerms {
        intercept: Price::usd_per_kg(contract.intercept_usd_per_kg),
        slope: contract.slope,
        premium: Price::ZERO,
        floor: contract.floor_usd_per_kg.map(Price::usd_per_kg),
        cap: contract.cap_usd_per_kg.map(Price::usd_per_kg),
        upside_threshold: contract
            .upside_share_above_usd_per_kg
            .map(Price::usd_per_kg),
        upside: Share::clamped(contract.upside_share),
    }
}

/// Resets the prices of contracts and of ordinary supply that are due: each quarter, or as often as the buyer's zone
/// does it.
pub(crate) fn reset_contract_prices(
    web: &mut Web,
    contracts: &Contracts,
    clock: &Clock,
    quotes: &Quotes,
    facts: &Facts,
    controls: &Controls,
    rules: &Rules,
) {
    let named = PriceSetting {
        reset_weeks: rules.market.contract_reset_weeks,
        index_weeks: rules.market.index_weeks,
    };
    let Web {
        needs,
        links,
        outlets,
        ..
    } = web;
    for link in links.iter_mut() {
        let need = &needs[link.need];
        let terms = contracts.running(link, clock.week);
        let is_settled_alike = terms.is_some() || facts.goods.list[need.good].is_basket;
        let setting = if is_settled_alike {
            named
        } else {
            facts.places.price_setting[need.zone]
        };
        if !setting.is_due(clock.week) && !clock.is_first() {
            continue;
        }
        link.price = if let Some(terms) = terms {
            let index = quotes.index_average(terms.index_zone, need.good, setting.index_weeks);
            contract_price(&terms.price, Price::usd_per_tonne(index)).as_usd_per_tonne()
        } else {
            let outlet = &outlets[link.outlet];
            framework_price(link, need, outlet, setting, quotes, facts, controls, rules)
        };
    }
}

/// Price of an ordinary supply relation at the seller's gate.
///
/// Sellers of the index zone sell at the index (abroad plus their export margin and what their quota is worth). Others match what the index would
/// cost at the buyer's gate, plus a part of the local premium where the index good is under threat, and never sell
/// below cost: input cost is passed through.
fn framework_price(
    link: &Link,
    need: &Need,
    outlet: &Outlet,
    setting: PriceSetting,
    quotes: &Quotes,
    facts: &Facts,
    controls: &Controls,
    rules: &Rules,
) -> f64 {
    let hub = facts.places.index_zone;
    let good = &facts.goods.list[need.good];
    let average = |zone| quotes.index_average(zone, need.good, setting.index_weeks);
    if good.is_basket {
        return average(need.zone);
    }
    let index = average(hub);
    let origin = facts.agents.country[link.supplier];
    let abroad = if need.zone == hub {
        0.0
    } else {
        good.exporter_margin_share
    };
    // Whoever holds quota charges it on every tonne that leaves, contract or not; a licence is for one deal as agreed.
    let rent = if need.zone == hub || !rules.mechanisms.sticky_rent {
        0.0
    } else {
        controls.quota_rent(need.good, facts.first_country(hub))
    };
    let offer = index * (1.0 + abroad) + rent;
    if facts.agents.zone[link.supplier] == hub {
        return offer.max(outlet.floor);
    }
    let hub_country = facts.first_country(hub);
    let rival = wedge(need.good, hub_country, need.country, facts, controls).land(offer);
    wedge(need.good, origin, need.country, facts, controls)
        .gate(rival)
        .max(outlet.floor)
}

/// Turns orders into calls on suppliers.
pub(crate) fn call_suppliers(web: &mut Web, contracts: &Contracts, clock: &Clock, rules: &Rules) {
    let Web {
        needs,
        links,
        outlets,
        ..
    } = web;
    for need in needs.iter() {
        let links = &mut links[need.links.clone()];
        let spot_share = if rules.mechanisms.spot {
            need.spot_share
        } else {
            0.0
        };
        let wanted = if rules.mechanisms.contracts {
            need.order_t * (1.0 - spot_share)
        } else {
            0.0
        };
        let mut firm_total = 0.0;
        let mut free_weight = 0.0;
        for link in &mut *links {
            (link.call_t, link.firm_t, link.sent_t) = (0.0, 0.0, 0.0);
            if link.qualification != Qualification::Passed {
                continue;
            }
            match contracts.running(link, clock.week) {
                Some(terms) if rules.mechanisms.contracts => {
                    let volume =
                        contract_volume(terms, &outlets[link.outlet]) * link.contract_share;
                    let (low, high) = (
                        volume * (1.0 - terms.band_share),
                        volume * (1.0 + terms.band_share),
                    );
                    link.call_t = (wanted * link.weight).clamp(low, high);
                    link.firm_t = if terms.has_priority { link.call_t } else { 0.0 };
                    firm_total += link.call_t;
                }
                _ => free_weight += link.weight,
            }
        }
        let rest = (wanted - firm_total).max(0.0);
        if free_weight > 0.0 {
            for link in links
                .iter_mut()
                .filter(|link| contracts.running(link, clock.week).is_none())
            {
                if link.qualification == Qualification::Passed {
                    link.call_t = rest * link.weight / free_weight;
                    let first = link.first_refusal_share * outlets[link.outlet].output_t;
                    link.firm_t = link.call_t.min(first);
                }
            }
        }
    }
}

/// Volume of a contract [t per week].
fn contract_volume(terms: &Terms, outlet: &Outlet) -> f64 {
    terms.volume_t_per_year.map_or_else(
        || terms.share_of_output.unwrap_or(0.0) * outlet.output_t,
        |tonnes| tonnes / WEEKS_PER_YEAR,
    )
}

/// Delivers what is called, licensed and there.
pub(crate) fn deliver_contracts(
    web: &mut Web,
    allowance: &mut Allowance,
    controls: &mut Controls,
    desk: &mut ContractDesk,
    stocks: &mut Stocks,
    transit: &mut Transit,
    ledger: &mut Ledger,
    quotes: &mut Quotes,
    times: &LicenceTimes,
    clients: Clients,
) {
    let Web {
        needs,
        links,
        outlets,
        links_by_outlet,
        ..
    } = web;
    let facts = clients.facts;
    let mut calls = std::mem::take(&mut desk.calls);
    for (position, outlet) in outlets.iter_mut().enumerate() {
        // Most links of a world are possible suppliers whom nobody calls.
        calls.clear();
        let callers = links_by_outlet[outlet.links.clone()].iter();
        calls.extend(callers.filter(|&&at| links[at].call_t > 0.0));
        if calls.is_empty() {
            continue;
        }
        license(
            &calls,
            (links, needs),
            outlet,
            allowance,
            controls,
            &facts.agents,
            &mut desk.licensed,
        );
        // What no licence lets out is not kept for those who called in vain.
        outlet.called_t = desk.licensed.iter().sum();
        let shelf_t = releasable_t(outlet, stocks.at_t(outlet.place));
        let seller = Seller {
            at: position,
            outlet,
            controls,
        };
        desk.ration(&calls, links, needs, &seller, shelf_t, &clients);
        for (position, &at) in calls.iter().enumerate() {
            let tonnes = stocks.take_at(outlet.place, desk.sent[position]);
            if tonnes <= 0.0 {
                continue;
            }
            let link = &mut links[at];
            let need = &mut needs[link.need];
            let delivery = Delivery {
                tonnes,
                origin: facts.agents.country[outlet.agent],
            };
            delivery.book_limits(need, allowance, controls);
            delivery.pay(link, need, outlet, facts, controls, stocks, ledger, quotes);
            let leg = Leg {
                origin: delivery.origin,
                destination: need.country,
                detour_weeks: None,
            };
            let shipment = Shipment {
                to: Receiver::Need(link.need),
                good: need.good,
                tonnes,
                from: outlet.agent,
            };
            send(shipment, leg, facts, controls, times, transit);
        }
    }
    desk.calls = calls;
}

/// One delivery being booked.
struct Delivery {
    tonnes: f64,
    origin: CountryIndex,
}

impl Delivery {
    /// Counts the tonnes against licences and quotas.
    fn book_limits(&self, need: &Need, allowance: &mut Allowance, controls: &mut Controls) {
        if self.origin == need.country {
            return;
        }
        let cell = controls.cell(need.good, self.origin, need.country);
        allowance.use_up(cell, self.tonnes);
        for quota in &mut controls.export_quotas {
            if quota.government == self.origin && quota.goods.contains(&need.good) {
                quota.book(self.tonnes);
            }
        }
    }

    /// Pays the seller and everybody on the way, and books the price.
    fn pay(
        &self,
        link: &mut Link,
        need: &mut Need,
        outlet: &mut Outlet,
        facts: &Facts,
        controls: &Controls,
        stocks: &Stocks,
        ledger: &mut Ledger,
        quotes: &mut Quotes,
    ) {
        let way = wedge(need.good, self.origin, need.country, facts, controls);
        let landed = way.land(link.price);
        let value = contained_value(need.good, need.zone, outlet.agent, facts, quotes, stocks);
        let usd_per_t = landed * value;
        let payment = Payment {
            buyer: need.agent,
            seller: outlet.agent,
            origin: self.origin,
            destination: need.country,
            tonnes: self.tonnes,
            fob_usd_per_t: link.price * value,
            landed_usd_per_t: usd_per_t,
        };
        outlet.takings_usd += payment.settle(&way, ledger);
        outlet.sold_t += self.tonnes;
        link.sent_t += self.tonnes;
        link.recorded_t += self.tonnes;
        link.recorded_usd += usd_per_t * self.tonnes;
        need.book_purchase(self.tonnes, usd_per_t);
        need.contracted_t += self.tonnes;
        need.pipeline_t += self.tonnes;
        let cell = quotes.get_mut(need.zone, need.good);
        cell.contract_t += self.tonnes;
        cell.contract_usd += landed * self.tonnes;
    }
}

/// Factor from a price to USD per tonne: 1 for goods, the value of contained oxides for baskets.
pub(crate) fn contained_value(
    good: usize,
    zone: usize,
    seller: usize,
    facts: &Facts,
    quotes: &Quotes,
    stocks: &Stocks,
) -> f64 {
    if facts.goods.list[good].is_basket {
        let price = |separated| quotes.get(zone, separated).paid_average;
        facts.goods.basket_value(stocks.basket_of(seller), price)
    } else {
        1.0
    }
}

/// Weeks over which a buyer's landed cost is averaged, as a share moved per week of purchases at full need.
const COST_WEEKS: f64 = 8.0;

impl Need {
    /// Moves the smoothed landed cost by a purchase, in proportion to its part of eight weeks' need.
    pub(crate) fn book_purchase(&mut self, tonnes: f64, usd_per_t: f64) {
        let share = tonnes / (tonnes + COST_WEEKS * self.expected_t).max(1e-12);
        self.cost += share * (usd_per_t - self.cost);
    }
}
