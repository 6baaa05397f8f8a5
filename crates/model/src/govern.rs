//! Governments: the policies in force, as controls that trade and plants obey.
//!
//! Policies are dated events here; governments that decide will add policies to the same list and change nothing
//! downstream, since every instrument acts only through [`Controls`].

mod bulletin;
pub(crate) mod duty;
pub(crate) mod knowhow;
pub(crate) mod licence;
pub(crate) mod quota;
pub(crate) mod support;
pub(crate) mod tension;

use crate::agent::Agents;
use crate::clock::Clock;
use crate::facts::Facts;
use crate::goods::{GoodIndex, Goods};
use crate::journal::Journal;
use crate::place::{CountryIndex, Places};
use bevy_ecs::prelude::Resource;
use educe::Educe;
use scenario::{Instrument, Scenario};
use serde::{Deserialize, Serialize};

/// A policy with its dates as weeks.
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Policy {
    /// Id in the scenario.
    pub(crate) id: String,
    /// Who issues it.
    pub(crate) government: CountryIndex,
    /// First week in which everybody knows.
    pub(crate) announced: i64,
    /// First week in force.
    pub(crate) effective: i64,
    /// First week no longer in force.
    pub(crate) ends: i64,
    /// What it does.
    #[serde(with = "crate::written")]
    pub(crate) instrument: Instrument,
}

impl Policy {
    pub(crate) fn read(policy: &scenario::Policy, clock: &Clock, places: &Places) -> Self {
        let always = |week: i64| {
            if policy.in_force_at_start {
                i64::MIN
            } else {
                week
            }
        };
        Self {
            id: policy.id.clone(),
            government: places.country(&policy.government),
            announced: always(clock.week_of(policy.announced)),
            effective: always(clock.week_of(policy.effective)),
            ends: policy.ends.map_or(i64::MAX, |date| clock.week_of(date)),
            instrument: policy.instrument.clone(),
        }
    }

    /// Whether it binds in a week.
    pub(crate) fn is_in_force(&self, week: i64) -> bool {
        self.effective <= week && week < self.ends
    }

    /// Whether firms know that it binds or will bind.
    pub(crate) fn is_known(&self, week: i64) -> bool {
        self.announced <= week && week < self.ends
    }
}

/// All policies, dated or decided.
#[derive(Resource, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Policies(pub(crate) Vec<Policy>);

impl Policies {
    /// The scenario's dated policies.
    pub(crate) fn new(scenario: &Scenario, clock: &Clock, places: &Places) -> Self {
        Self(
            scenario
                .policies
                .iter()
                .map(|policy| Policy::read(policy, clock, places))
                .collect(),
        )
    }
}

/// What one origin may ship of one good to one destination.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Passage {
    /// Whether shipments need a licence at all.
    pub(crate) is_licensed: bool,
    /// Share of ordinary purchases that gets a licence.
    pub(crate) approval_share: f64,
    /// Mean time a licence takes [weeks].
    pub(crate) delay_weeks: f64,
    /// Coefficient of variation of that time.
    pub(crate) delay_variation: f64,
    /// Whether shipments are stopped in port until the control ends.
    pub(crate) holds_in_port: bool,
    /// Whether a control is known, in force or announced.
    pub(crate) is_threatened: bool,
    /// Share of ordinary purchases that the strictest known control would refuse.
    pub(crate) threat_share: f64,
    /// Import duty at the destination, share of value.
    pub(crate) import_duty_share: f64,
    /// Import price below which a tariff makes up the difference [USD/t].
    pub(crate) import_floor_usd_per_t: f64,
}

const FREE: Passage = Passage {
    is_licensed: false,
    approval_share: 1.0,
    delay_weeks: 0.0,
    delay_variation: 0.0,
    holds_in_port: false,
    is_threatened: false,
    threat_share: 0.0,
    import_duty_share: 0.0,
    import_floor_usd_per_t: 0.0,
};

/// All controls in force, rebuilt when a policy starts or ends.
#[derive(Resource, Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct Controls {
    passages: Vec<Passage>,
    n_countries: usize,
    export_duty_share: Vec<f64>,
    resale_barred: Vec<bool>,
    n_zones: usize,
    /// Enforcement at the border against leakage, by origin country.
    pub(crate) border_enforcement_share: Vec<f64>,
    /// Yearly limit on quota-bound mines, by country [t/yr], with the week it counts from and its growth.
    pub(crate) production_quota: Vec<Option<quota::ProductionQuota>>,
    /// Export quotas in force.
    pub(crate) export_quotas: Vec<quota::ExportQuota>,
    /// What holders of export quotas ask for a tonne of it, by good and country [USD/t]: outlives the batch it was learned
    /// in, and is the same for all goods of a quota.
    quota_rent_ask: Vec<f64>,
    /// Price floors by agent and good.
    pub(crate) price_floors: Vec<support::PriceFloor>,
    /// Share of conversion cost that a government pays, by agent.
    pub(crate) cost_credit_share: Vec<f64>,
}

impl Controls {
    /// No controls.
    pub(crate) fn new(goods: &Goods, places: &Places, agents: &Agents, border_share: f64) -> Self {
        let (n_goods, n_countries, n_zones) = (goods.len(), places.n_countries(), places.n_zones());
        Self {
            passages: vec![FREE; n_goods * n_countries * n_countries],
            n_countries,
            n_zones,
            export_duty_share: vec![0.0; n_goods * n_countries],
            resale_barred: vec![false; n_goods * n_zones],
            border_enforcement_share: vec![border_share; n_countries],
            production_quota: vec![None; n_countries],
            export_quotas: Vec::new(),
            quota_rent_ask: vec![0.0; n_goods * n_countries],
            price_floors: Vec::new(),
            cost_credit_share: vec![0.0; agents.len()],
        }
    }

    /// Array position of (good, origin, destination), for tallies that follow the same layout.
    pub(crate) fn cell(
        &self,
        good: usize,
        origin: CountryIndex,
        destination: CountryIndex,
    ) -> usize {
        (good * self.n_countries + origin) * self.n_countries + destination
    }

    /// Number of such positions.
    pub(crate) fn n_cells(&self) -> usize {
        self.passages.len()
    }

    /// What may pass from an origin to a destination; trade inside a country is always free.
    pub(crate) fn passage(
        &self,
        good: usize,
        origin: CountryIndex,
        destination: CountryIndex,
    ) -> &Passage {
        if origin == destination {
            &FREE
        } else {
            &self.passages[self.cell(good, origin, destination)]
        }
    }

    /// All passages, by position of [`Controls::cell`].
    pub(crate) fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The good, origin and destination of a position.
    pub(crate) fn behind(&self, cell: usize) -> (GoodIndex, CountryIndex, CountryIndex) {
        let (pair, destination) = (cell / self.n_countries, cell % self.n_countries);
        (
            pair / self.n_countries,
            pair % self.n_countries,
            destination,
        )
    }

    /// Passage at a position of [`Controls::cell`].
    pub(crate) fn passage_at(&self, cell: usize) -> &Passage {
        &self.passages[cell]
    }

    /// Export duty of a country on a good, share of value.
    pub(crate) fn export_duty_share(&self, good: usize, origin: CountryIndex) -> f64 {
        self.export_duty_share[good * self.n_countries + origin]
    }

    /// Share of an origin's contract calls from abroad that export quotas let through.
    pub(crate) fn quota_share(&self, good: usize, origin: CountryIndex) -> f64 {
        self.export_quotas
            .iter()
            .filter(|quota| quota.government == origin && quota.goods.contains(&good))
            .map(|quota| quota.granted_share)
            .fold(1.0, f64::min)
    }

    /// Lets holders of a quota ask a new price for it, whatever good they ship [USD/t].
    pub(crate) fn ask_quota_rent(&mut self, quota: &quota::ExportQuota, usd_per_t: f64) {
        for good in &quota.goods {
            self.quota_rent_ask[good * self.n_countries + quota.government] = usd_per_t;
        }
    }

    /// What holders of a quota ask for a tonne of it [USD/t].
    pub(crate) fn asked_quota_rent(&self, quota: &quota::ExportQuota) -> f64 {
        let first = quota.goods.first();
        first.map_or(0.0, |good| {
            self.quota_rent_ask[good * self.n_countries + quota.government]
        })
    }

    /// What an export quota adds to the price of a good that leaves a country [USD/t]; nil where no quota holds.
    pub(crate) fn quota_rent(&self, good: usize, origin: CountryIndex) -> f64 {
        let is_under_quota = self
            .export_quotas
            .iter()
            .any(|quota| quota.government == origin && quota.goods.contains(&good));
        if is_under_quota {
            self.quota_rent_ask[good * self.n_countries + origin]
        } else {
            0.0
        }
    }

    /// Whether a good bought in a zone may not be sold on.
    pub(crate) fn is_resale_barred(&self, good: usize, zone: usize) -> bool {
        self.resale_barred[good * self.n_zones + zone]
    }

    /// Rebuilds all controls from the policies that are known in a week; export quotas keep their count.
    pub(crate) fn enact_known(
        &mut self,
        policies: &Policies,
        week: i64,
        facts: &Facts,
        border_share: f64,
    ) {
        self.reset(border_share);
        let mut quotas = std::mem::take(&mut self.export_quotas);
        for (index, policy) in policies
            .0
            .iter()
            .enumerate()
            .filter(|(_, policy)| policy.is_known(week))
        {
            enact(policy, index, week, facts, self, &mut quotas);
        }
        quotas.retain(|quota| policies.0[quota.policy].is_in_force(week));
        self.export_quotas = quotas;
    }

    fn reset(&mut self, border_share: f64) {
        self.passages.fill(FREE);
        self.export_duty_share.fill(0.0);
        self.resale_barred.fill(false);
        self.border_enforcement_share.fill(border_share);
        self.production_quota.fill(None);
        self.price_floors.clear();
        self.cost_credit_share.fill(0.0);
    }
}

/// Puts policies whose date has come into force, lifts those that end, and reports both.
pub(crate) fn apply_policies(
    policies: &Policies,
    clock: &Clock,
    facts: &Facts,
    rules: &crate::quote::Rules,
    controls: &mut Controls,
    journal: &mut Journal,
) {
    let week = clock.week;
    let changes =
        |policy: &Policy| [policy.announced, policy.effective, policy.ends].contains(&week);
    let is_first = !journal.policies_applied;
    if !is_first && !policies.0.iter().any(changes) {
        return;
    }
    journal.policies_applied = true;
    for policy in policies.0.iter().filter(|policy| changes(policy)) {
        bulletin::report_change(policy, &policies.0, week, facts, journal);
    }
    controls.enact_known(policies, week, facts, rules.market.border_enforcement_share);
}

fn enact(
    policy: &Policy,
    index: usize,
    week: i64,
    facts: &Facts,
    controls: &mut Controls,
    quotas: &mut Vec<quota::ExportQuota>,
) {
    licence::threaten(policy, facts, controls);
    if !policy.is_in_force(week) {
        return;
    }
    match &policy.instrument {
        Instrument::ExportLicence { .. }
        | Instrument::ExportBan { .. }
        | Instrument::ResaleBan { .. } => {
            licence::enact(policy, facts, controls);
        }
        Instrument::ExportQuota { .. } | Instrument::ProductionQuota { .. } => {
            quota::enact(policy, index, facts, controls, quotas);
        }
        Instrument::ExportDuty { .. }
        | Instrument::ImportDuty { .. }
        | Instrument::PriceFloorTariff { .. } => {
            duty::enact(policy, facts, controls);
        }
        Instrument::BorderEnforcement { border_share } => {
            controls.border_enforcement_share[policy.government] = *border_share;
        }
        Instrument::PriceFloor { .. } | Instrument::ProductionCredit { .. } => {
            support::enact(policy, facts, controls);
        }
    }
}
