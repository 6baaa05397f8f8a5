//! The contract desk: how much of each call is sent when licences, quotas or the shelf fall short.
//!
//! Licences and quotas cut alike all who apply; then firm calls are served before the rest, which is rationed by the
//! scenario's rule: pro rata, by value, or friends first.

use crate::agent::Agents;
use crate::govern::Controls;
use crate::need::{Link, Need, Outlet};
use crate::trade::allowance::Allowance;
use crate::trade::customer::{Clients, Seller};
use bevy_ecs::prelude::Resource;
use market::ration::RationingRule;

/// Scratch space of the contract desk, kept so that no week allocates.
#[derive(Resource, Debug, Clone, Default)]
pub(crate) struct ContractDesk {
    /// Links of the seller at the desk that call this week.
    pub(super) calls: Vec<usize>,
    pub(super) licensed: Vec<f64>,
    firm: Vec<f64>,
    open: Vec<f64>,
    keys: Vec<f64>,
    pub(super) sent: Vec<f64>,
    extra: Vec<f64>,
}

/// Cuts calls to what licences allow, alike for all who apply under one licence.
pub(super) fn license(
    calls: &[usize],
    (links, needs): (&[Link], &[Need]),
    outlet: &Outlet,
    allowance: &Allowance,
    controls: &Controls,
    agents: &Agents,
    licensed: &mut Vec<f64>,
) {
    let origin = agents.country[outlet.agent];
    licensed.clear();
    licensed.extend(calls.iter().map(|&at| {
        let link = &links[at];
        let destination = needs[link.need].country;
        let share = if origin == destination {
            1.0
        } else {
            let cell = controls.cell(outlet.good, origin, destination);
            allowance
                .granted_share(cell)
                .min(controls.quota_share(outlet.good, origin))
        };
        link.call_t * share
    }));
}

impl ContractDesk {
    /// Serves firm calls first, then the rest by the scenario's rationing rule, or by rank of customers where the seller
    /// chooses among them.
    pub(super) fn ration(
        &mut self,
        calls: &[usize],
        links: &[Link],
        needs: &[Need],
        seller: &Seller,
        shelf_t: f64,
        clients: &Clients,
    ) {
        let Clients {
            relations,
            facts,
            rules,
            ..
        } = clients;
        let country = facts.agents.country[seller.outlet.agent];
        let is_choosy = clients.is_choosy(seller.outlet);
        self.firm.clear();
        self.open.clear();
        self.keys.clear();
        for (&at, &licensed) in calls.iter().zip(&self.licensed) {
            let link = &links[at];
            let firm = link.firm_t.min(licensed);
            self.firm.push(firm);
            self.open.push(licensed - firm);
            let destination = needs[link.need].country;
            self.keys.push(match rules.market.rationing {
                _ if is_choosy => clients.rank(seller, destination, link.price),
                scenario::Rationing::ProRata => 0.0,
                scenario::Rationing::ByValue => needs[link.need].ceiling,
                scenario::Rationing::FriendsFirst => relations.trust(country, destination),
            });
        }
        let rule = match rules.market.rationing {
            _ if is_choosy => RationingRule::FriendsFirst,
            scenario::Rationing::ProRata => RationingRule::ProRata,
            scenario::Rationing::ByValue => RationingRule::ByValue,
            scenario::Rationing::FriendsFirst => RationingRule::FriendsFirst,
        };
        self.sent.resize(calls.len(), 0.0);
        self.extra.resize(calls.len(), 0.0);
        market::ration::ration(&self.firm, shelf_t, rule, &self.keys, &mut self.sent);
        let served: f64 = self.sent.iter().sum();
        market::ration::ration(
            &self.open,
            (shelf_t - served).max(0.0),
            rule,
            &self.keys,
            &mut self.extra,
        );
        for (sent, extra) in self.sent.iter_mut().zip(&self.extra) {
            *sent += extra;
        }
    }
}
