//! From the world to a [`Situation`]: what one government can know about one group of goods.

use super::desk::{Desk, Office};
use super::exposure::{Exposures, Imposer};
use super::{Destination, Home, Project, Situation, User};
use crate::buy::Buyer;
use crate::clock::{Clock, WEEKS_PER_YEAR};
use crate::depot::Depots;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::govern::knowhow::Knowhow;
use crate::govern::tension::Relations;
use crate::lend::bundle;
use crate::mine::Mine;
use crate::need::Web;
use crate::place::CountryIndex;
use crate::plant::Plant;
use crate::plant::invest::Outlook;
use crate::plant::invest::prospect::Prospect;
use crate::quote::{Quotes, Rules};
use crate::refine::Refiner;
use crate::rows::Rows;
use crate::stock::Stocks;

bundle! {
    /// What governments see.
    pub(crate) struct Sight<'w> {
        pub(crate) facts: &'w Facts,
        pub(crate) clock: &'w Clock,
        pub(crate) rules: &'w Rules,
        pub(crate) web: &'w Web,
        pub(crate) stocks: &'w Stocks,
        pub(crate) quotes: &'w Quotes,
        pub(crate) depots: &'w Depots,
        pub(crate) knowhow: &'w Knowhow,
        pub(crate) outlook: Outlook<'w>,
        pub(crate) buyers: Rows<&'w [Buyer]>,
        pub(crate) mines: Rows<&'w [Mine], &'w [Plant]>,
        pub(crate) refiners: Rows<&'w [Refiner], &'w [Plant]>,
    }
}

impl Sight<'_> {
    /// What a government sees at one desk; destinations are all countries, by index.
    pub(super) fn situation(
        &self,
        office: &Office,
        desk: &Desk,
        relations: &Relations,
    ) -> Situation {
        let imposer = Imposer {
            country: office.country,
            goods: &desk.goods,
        };
        let exposures = Exposures::new(&imposer, self.web, self.facts, self.stocks);
        let mut destinations = self.destinations(office, desk, relations);
        let (mut exposed, mut all) = (0.0, 0.0);
        for (_, buyer) in self.buyers.iter() {
            let need = &self.web.needs[buyer.need];
            if need.country == office.country {
                continue;
            }
            let user = self.user(buyer, &exposures, office, desk);
            exposed += user.value_added_usd_per_week * exposures.total(buyer.need);
            all += user.value_added_usd_per_week;
            if exposures.total(buyer.need) > 0.0 {
                destinations[need.country].users.push(user);
            }
        }
        let exports: f64 = destinations
            .iter()
            .map(|destination| destination.exports_usd_per_year)
            .sum();
        Situation {
            current: desk.act,
            belief_share: desk.belief_share,
            destinations,
            // Abroad the imposer's part of supply is the exposure of users there.
            foreign_use_usd_per_year: if exposed > 0.0 {
                exports * all / exposed
            } else {
                0.0
            },
            home: Home {
                use_usd_per_year: self.home_use_usd_per_year(office, desk),
            },
            projects: self.projects(office, desk),
        }
    }

    /// Ordinary exports of a good into a country [t/yr]: its need before any curb, times the imposer's part of it then.
    fn ordinary_t_per_year(&self, office: &Office, good: GoodIndex, to: CountryIndex) -> f64 {
        let needs = self.web.needs.iter();
        let here = needs.filter(|need| need.good == good && need.country == to);
        let from_imposer = |links: std::ops::Range<usize>| -> f64 {
            self.web.links[links]
                .iter()
                .filter(|link| self.facts.agents.country[link.supplier] == office.country)
                .map(|link| link.reference_weight)
                .sum()
        };
        here.map(|need| need.licensed_need_t * from_imposer(need.links.clone()) * WEEKS_PER_YEAR)
            .sum()
    }

    /// Ordinary exports of a group [t/yr].
    pub(super) fn ordinary_exports_t_per_year(&self, office: &Office, desk: &Desk) -> f64 {
        (0..self.facts.places.n_countries())
            .filter(|&to| to != office.country)
            .flat_map(|to| desk.goods.iter().map(move |&good| (good, to)))
            .map(|(good, to)| self.ordinary_t_per_year(office, good, to))
            .sum()
    }

    fn destinations(
        &self,
        office: &Office,
        desk: &Desk,
        relations: &Relations,
    ) -> Vec<Destination> {
        let resolve = office.weights.weights.resolve_share;
        (0..self.facts.places.n_countries())
            .map(|to| {
                let exports = desk.goods.iter().map(|&good| {
                    self.home_price(office, good) * self.ordinary_t_per_year(office, good, to)
                });
                Destination {
                    id: self.facts.places.country_ids[to].clone(),
                    is_target: office.targets.contains(&to),
                    tension: relations.tension(office.country, to),
                    gdp_usd_per_year: office.gdp_usd_per_year[to],
                    resolve_share: resolve * (1.0 + office.resolve_gain[to]),
                    exports_usd_per_year: if to == office.country {
                        0.0
                    } else {
                        exports.sum()
                    },
                    users: Vec::new(),
                }
            })
            .collect()
    }

    fn user(&self, buyer: &Buyer, exposures: &Exposures, office: &Office, desk: &Desk) -> User {
        let need = &self.web.needs[buyer.need];
        let speed = self.knowhow.of(need.country).thrift_speed();
        let saved =
            self.rules.behaviour.thrift_most_per_year * speed * office.weights.horizon_years();
        User {
            value_added_usd_per_week: buyer.value_usd_per_t * need.expected_t,
            exposure_share: exposures.of(buyer.need).to_vec(),
            private_cover_weeks: exposures.cover_weeks(buyer.need),
            published_cover_weeks: self.published_cover_weeks(office, desk, need.country),
            substitutable_share: saved.min(1.0 - buyer.least_intensity_share).max(0.0),
        }
    }

    /// Published stocks of a group that help a country, over its use, both at the imposer's prices [weeks].
    fn published_cover_weeks(&self, office: &Office, desk: &Desk, country: CountryIndex) -> f64 {
        let (mut stock_usd, mut use_usd) = (0.0, 0.0);
        for &good in &desk.goods {
            let price = self.home_price(office, good);
            stock_usd += price * self.depots.visible_t(country, good);
            let needs = self.web.needs.iter();
            let here = needs.filter(|need| need.good == good && need.country == country);
            use_usd += price * here.map(|need| need.expected_t).sum::<f64>();
        }
        if use_usd > 0.0 {
            stock_usd / use_usd
        } else {
            0.0
        }
    }

    fn home_use_usd_per_year(&self, office: &Office, desk: &Desk) -> f64 {
        let needs = self.web.needs.iter();
        let at_home =
            needs.filter(|need| need.country == office.country && desk.goods.contains(&need.good));
        at_home
            .map(|need| need.expected_t * WEEKS_PER_YEAR * self.home_price(office, need.good))
            .sum()
    }

    /// What the good is paid at the imposer's home [USD/t]; nil for ores, whose price is a share of their content's.
    fn home_price(&self, office: &Office, good: GoodIndex) -> f64 {
        if self.facts.goods.list[good].is_basket {
            return 0.0;
        }
        let zone = self.facts.places.country_zone[office.country];
        self.quotes.get(zone, good).paid_slow
    }

    fn projects(&self, office: &Office, desk: &Desk) -> Vec<Project> {
        let before = self.clock.week + i64::from(office.weights.weights.horizon_weeks);
        let mines = self.mines.iter().filter_map(|(agent, mine, plant)| {
            let prospect = self.outlook.mine_prospect(agent, mine, plant, before)?;
            Some((agent, prospect))
        });
        let refiners = self.refiners.iter().filter_map(|(agent, refiner, plant)| {
            let prospect = self
                .outlook
                .refiner_prospect(agent, refiner, plant, before)?;
            Some((agent, prospect))
        });
        mines
            .chain(refiners)
            .filter(|(agent, _)| self.facts.agents.country[*agent] != office.country)
            .map(|(agent, prospect)| self.project(agent, &prospect, desk))
            .collect()
    }

    /// A prospect as the imposer reckons with it: at prices without a curb.
    fn project(&self, agent: usize, prospect: &Prospect, desk: &Desk) -> Project {
        let zone = self.facts.agents.zone[agent];
        let (mut value, mut premium) = (0.0, 0.0);
        for &(good, usd_per_t) in &prospect.trade {
            if desk.goods.contains(&good) {
                let uncurbed = usd_per_t * self.outlook.uncurbed_ratio(zone, good);
                value += uncurbed;
                premium += usd_per_t - uncurbed;
            }
        }
        let yearly = prospect.throughput_t_per_year;
        Project {
            value_usd_per_year: value * yearly,
            margin_usd_per_year: (prospect.margin_usd_per_t - premium) * yearly,
            capital_usd: prospect.capital_usd,
            annuity_years: prospect.annuity_years,
            hurdle: prospect.hurdle,
            hazard_per_year: self.rules.behaviour.decision_hazard_per_year,
        }
    }
}
