//! What the summary's answer needs: one importer, one origin, one alternative, a few goods, followed week by week.

use crate::agent::Idx;
use crate::buy::Buyer;
use crate::clock::{Clock, QUARTER_WEEKS};
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::mine::Mine;
use crate::need::Web;
use crate::place::CountryIndex;
use crate::plant::Plant;
use crate::plant::invest::{Built, Decisions};
use crate::quote::Quotes;
use bevy_ecs::prelude::World;
use educe::Educe;
use scenario::Scenario;
use serde::{Deserialize, Serialize};

/// Rounds of following inputs back to the mine; more than any chain has stages.
const ROUNDS: usize = 8;

/// Who depends on whom for what.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Roles {
    /// The one that depends.
    pub(crate) importer: CountryIndex,
    /// The one depended on.
    pub(crate) origin: CountryIndex,
    /// The one that might take its place.
    pub(crate) alternative: CountryIndex,
}

/// One good as the importer sees it.
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct GoodTrack {
    /// Which.
    pub(crate) good: GoodIndex,
    /// Share of the importer's orders that goes to the origin, each week.
    pub(crate) origin_share: Vec<f64>,
    /// Share of the importer's supply that was mined in the alternative country, by week: each quarter's first week and
    /// the last one.
    pub(crate) alternative_share: Vec<(usize, f64)>,
    /// Quote in the importer's zone over the index zone's, both without VAT, each week.
    pub(crate) quote_ratio: Vec<f64>,
    /// Tonnes delivered into the importer's zone under contract and spot.
    pub(crate) contract_t: f64,
    /// Bought spot.
    pub(crate) spot_t: f64,
}

impl GoodTrack {
    /// Shares mined in the alternative, without their weeks.
    pub(crate) fn mined_in_alternative(&self) -> Vec<f64> {
        self.alternative_share
            .iter()
            .map(|(_, share)| *share)
            .collect()
    }
}

/// What a week was to the importer, and to those that might take the origin's place.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Week {
    /// Value added that the importer lost [USD].
    pub(crate) lost_usd: f64,
    /// Value added that the importer's users produced: tonnes used times value per tonne [USD].
    pub(crate) produced_usd: f64,
    /// What the importer's users wanted [t].
    pub(crate) needed_t: f64,
    /// What they wanted and did not have [t].
    pub(crate) lost_t: f64,
    /// Dug in the alternative country, without recycling [t].
    pub(crate) mined_t: f64,
    /// Plants decided outside the origin country so far.
    pub(crate) projects: u32,
}

/// All that is followed.
#[derive(Debug, Educe, Serialize, Deserialize)]
#[educe(Clone)]
pub(crate) struct FocusTrack {
    /// Who; none when the scenario has no focus.
    pub(crate) roles: Option<Roles>,
    /// Which goods.
    pub(crate) goods: Vec<GoodTrack>,
    /// Week by week.
    pub(crate) weeks: Vec<Week>,
    /// Plants decided outside the origin country, and of these in the alternative.
    pub(crate) projects: (u32, u32),
    /// Yearly GDP of the importer, where the scenario gives it [USD].
    pub(crate) gdp_usd: Option<f64>,
}

impl FocusTrack {
    /// Starts following; without a focus nothing is followed.
    pub(crate) fn new(scenario: &Scenario, world: &World) -> Self {
        let facts = world.resource::<Facts>();
        let focus = scenario.about.focus.as_ref();
        let roles = focus.map(|focus| Roles {
            importer: facts.places.country(&focus.importer),
            origin: facts.places.country(&focus.origin),
            alternative: facts.places.country(&focus.alternative),
        });
        let goods = focus.map_or(Vec::new(), |focus| {
            let track = |id: &String| GoodTrack {
                good: facts.goods.index(id),
                origin_share: Vec::new(),
                alternative_share: Vec::new(),
                quote_ratio: Vec::new(),
                contract_t: 0.0,
                spot_t: 0.0,
            };
            focus.goods.iter().map(track).collect()
        });
        let gdp_usd = roles.and_then(|roles| scenario.countries[roles.importer].gdp_usd_per_year);
        Self {
            roles,
            goods,
            weeks: Vec::new(),
            projects: (0, 0),
            gdp_usd,
        }
    }

    /// Weeks followed.
    pub(crate) fn n_weeks(&self) -> usize {
        self.weeks.len()
    }

    /// Value added that the importer lost, week by week [USD].
    pub(crate) fn lost_usd(&self) -> Vec<f64> {
        self.weeks.iter().map(|week| week.lost_usd).collect()
    }

    /// Part of what the importer's users wanted over the run that they did not have.
    pub(crate) fn unmet_need_share(&self) -> f64 {
        unmet_need_share(&self.weeks)
    }

    /// Adds the week.
    pub(crate) fn follow(&mut self, world: &mut World) {
        let Some(roles) = self.roles else { return };
        self.weeks.push(week(roles, world));
        let at = self.weeks.len() - 1;
        let facts = world.resource::<Facts>();
        let quotes = world.resource::<Quotes>();
        let web = world.resource::<Web>();
        let zone = facts.places.country_zone[roles.importer];
        let clock = world.resource::<Clock>();
        let is_sampled =
            at.is_multiple_of(QUARTER_WEEKS as usize) || clock.week + 1 == i64::from(clock.weeks);
        let mined = if is_sampled {
            mined_in(roles.alternative, web, facts)
        } else {
            Vec::new()
        };
        for track in &mut self.goods {
            let cell = quotes.get(zone, track.good);
            track
                .quote_ratio
                .push(cell.quote / quotes.get(facts.places.index_zone, track.good).quote);
            track.contract_t += cell.contract_t;
            track.spot_t += cell.spot_t;
            track
                .origin_share
                .push(order_share(track.good, roles.importer, web, |supplier| {
                    if facts.agents.country[supplier] == roles.origin {
                        1.0
                    } else {
                        0.0
                    }
                }));
            if is_sampled {
                let share =
                    order_share(track.good, roles.importer, web, |supplier| mined[supplier]);
                track.alternative_share.push((at, share));
            }
        }
    }

    /// Counts the week's decisions.
    pub(crate) fn count_events(&mut self, world: &World) {
        let Some(roles) = self.roles else { return };
        let facts = world.resource::<Facts>();
        for decision in world
            .resource::<Decisions>()
            .0
            .iter()
            .filter(|decision| decision.kind == Built::Project)
        {
            let country = facts.agents.country[decision.agent];
            self.projects.0 += u32::from(country != roles.origin);
            self.projects.1 += u32::from(country == roles.alternative);
        }
        if let Some(week) = self.weeks.last_mut() {
            week.projects = self.projects.0;
        }
    }
}

/// Part of what was wanted over some weeks that was not had; none wanted is none missed.
pub(crate) fn unmet_need_share(weeks: &[Week]) -> f64 {
    let (needed, lost) = weeks.iter().fold((0.0, 0.0), |sum, week| {
        (sum.0 + week.needed_t, sum.1 + week.lost_t)
    });
    if needed > 0.0 { lost / needed } else { 0.0 }
}

/// The week that has just been simulated; sums run in the order of agents.
fn week(roles: Roles, world: &mut World) -> Week {
    let mut buyers = world.query::<(&Idx, &Buyer)>();
    let mut mines = world.query::<(&Idx, &Mine, &Plant)>();
    let country = |idx: &Idx| world.resource::<Facts>().agents.country[idx.at()];
    let mut users: Vec<(usize, &Buyer)> = buyers
        .iter(world)
        .filter(|(idx, _)| country(idx) == roles.importer)
        .map(|(idx, buyer)| (idx.at(), buyer))
        .collect();
    users.sort_by_key(|(agent, _)| *agent);
    let mut week = Week::default();
    for (_, buyer) in users {
        week.lost_usd += buyer.lost_t * buyer.loss_usd_per_t;
        week.produced_usd += buyer.used_t * buyer.loss_usd_per_t;
        week.needed_t += buyer.wanted_t;
        week.lost_t += buyer.lost_t;
    }
    let mut dug: Vec<(usize, f64)> = mines
        .iter(world)
        .filter(|(_, mine, _)| mine.country == roles.alternative && mine.scrap.is_none())
        .map(|(idx, _, plant)| (idx.at(), plant.throughput_t))
        .collect();
    dug.sort_by_key(|(agent, _)| *agent);
    week.mined_t = dug.iter().map(|(_, tonnes)| tonnes).sum();
    week
}

/// Average of a property of suppliers over a country's orders of a good.
fn order_share(
    good: GoodIndex,
    country: CountryIndex,
    web: &Web,
    property: impl Fn(usize) -> f64,
) -> f64 {
    let (mut sum, mut total) = (0.0, 0.0);
    for need in web
        .needs
        .iter()
        .filter(|need| need.good == good && need.country == country)
    {
        for link in &web.links[need.links.clone()] {
            sum += need.expected_t * link.weight * property(link.supplier);
            total += need.expected_t * link.weight;
        }
    }
    if total > 0.0 { sum / total } else { 0.0 }
}

/// Part of each agent's goods that was mined in a country, following orders back to the mine.
fn mined_in(country: CountryIndex, web: &Web, facts: &Facts) -> Vec<f64> {
    let mut shares = vec![0.0; facts.agents.len()];
    for mine in facts.agents.mines.clone() {
        shares[mine] = if facts.agents.country[mine] == country {
            1.0
        } else {
            0.0
        };
    }
    for _ in 0..ROUNDS {
        for agent in facts.agents.refiners.clone() {
            let (mut sum, mut total) = (0.0, 0.0);
            for need in &web.needs[web.needs_of[agent].clone()] {
                for link in &web.links[need.links.clone()] {
                    sum += need.expected_t * link.weight * shares[link.supplier];
                    total += need.expected_t * link.weight;
                }
            }
            shares[agent] = if total > 0.0 { sum / total } else { 0.0 };
        }
    }
    shares
}
