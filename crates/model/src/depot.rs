//! Depots: the strategic stocks of governments, as others may see them.
//!
//! A depot is an agent of its own, so its tonnes lie in the stocks and its money in the ledger like anybody's. Its
//! account begins at nil and the budget beside it: budget left = budget + balance. What it wants and why is decided in
//! `decide/stockpile.rs`; here is only what has been decided and what is on record.

use crate::agent::AgentIndex;
use crate::clock::Clock;
use crate::facts::Facts;
use crate::goods::GoodIndex;
use crate::ledger::{Account, Ledger};
use crate::need::Web;
use crate::place::CountryIndex;
use crate::stock::Stocks;
use bevy_ecs::prelude::Resource;
use scenario::Scenario;
use serde::{Deserialize, Serialize};

/// Days of a week.
const DAYS_PER_WEEK: f64 = 7.0;

/// What a depot does with a good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stance {
    /// Neither buys nor releases.
    Hold,
    /// Buys towards its target.
    Buy,
    /// Releases to those who are short.
    Release,
}

impl Stance {
    /// The word used in tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Stance::Hold => "hold",
            Stance::Buy => "buy",
            Stance::Release => "release",
        }
    }
}

/// A country that a depot serves, as the depot sees its supply of one good.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Member {
    /// Which country.
    pub(crate) country: CountryIndex,
    /// Its users' use at the start [t per week].
    pub(crate) use_t: f64,
    /// Time to survive in the base year [weeks]; nil when nobody used the good.
    pub(crate) base_weeks: f64,
    /// Scarcity index of the week, 0 to 1.
    pub(crate) index: f64,
    /// Weeks in a row with a quote far above the long view.
    pub(crate) dear_weeks: u32,
    /// Whether it counts as short: from the trigger of the index to its stop.
    pub(crate) is_short: bool,
    /// Released to it since the present release began [t].
    pub(crate) given_t: f64,
    /// Released to it since the last record [t].
    pub(crate) released_t: f64,
    /// Paid by it for that, before freight [USD].
    pub(crate) paid_usd: f64,
}

/// A call option on a part of an outlet's output.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Right {
    /// Whose output, by position among the outlets.
    pub(crate) outlet: usize,
    /// Part of the output.
    pub(crate) share: f64,
    /// Price at the seller's gate [USD/t].
    pub(crate) strike_usd_per_t: f64,
    /// Week of the last call.
    pub(crate) called: i64,
}

/// One good of a depot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Line {
    /// The good.
    pub(crate) good: GoodIndex,
    /// Stock that it is told to hold [t].
    pub(crate) target_t: f64,
    /// What it does.
    pub(crate) stance: Stance,
    /// Countries that it serves: its own first, then allies in the order of the treaty.
    pub(crate) members: Vec<Member>,
    /// What the stock has cost, storing included [USD].
    pub(crate) worth_usd: f64,
    /// Bought and under way [t].
    pub(crate) coming_t: f64,
    /// Wanted on the spot market this week [t].
    pub(crate) wanted_t: f64,
    /// Price at which it wants that much [USD/t].
    pub(crate) price: f64,
    /// Most that it pays [USD/t].
    pub(crate) ceiling: f64,
    /// Call options on suppliers' output: `decide/stockpile/rights.rs`.
    pub(crate) rights: Vec<Right>,
    /// What they give in sum [t/yr].
    pub(crate) rights_t_per_year: f64,
    /// Bought since the last record [t].
    pub(crate) bought_t: f64,
    /// Paid for buying and storing since the last record [USD].
    pub(crate) cost_usd: f64,
}

impl Line {
    /// Use of all members at the start [t per week].
    pub(crate) fn use_t(&self) -> f64 {
        self.members.iter().map(|member| member.use_t).sum()
    }

    /// Books tonnes bought and what they cost.
    pub(crate) fn book_purchase(&mut self, tonnes: f64, usd: f64) {
        self.coming_t += tonnes;
        self.bought_t += tonnes;
        self.worth_usd += usd;
        self.cost_usd += usd;
    }

    /// Starts a new recording period.
    fn forget(&mut self) {
        (self.bought_t, self.cost_usd) = (0.0, 0.0);
        for member in &mut self.members {
            (member.released_t, member.paid_usd) = (0.0, 0.0);
        }
    }
}

/// The strategic stock of one government.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Depot {
    /// Id of the government.
    pub(crate) government: String,
    /// The depot as an agent.
    pub(crate) agent: AgentIndex,
    /// The country that owns it.
    pub(crate) country: CountryIndex,
    /// First week in which its government decides.
    pub(crate) decides_from: i64,
    /// What the scenario says about it.
    #[serde(with = "crate::written")]
    pub(crate) plan: scenario::Stockpile,
    /// Its goods, in the order of their index.
    pub(crate) lines: Vec<Line>,
}

impl Depot {
    /// What is left of the budget [USD].
    pub(crate) fn budget_left_usd(&self, ledger: &Ledger) -> f64 {
        self.plan.budget_usd + ledger.balance_usd(Account::Agent(self.agent))
    }

    /// Tonnes that no ally gets.
    pub(crate) fn kept_at_home_t(&self, line: &Line) -> f64 {
        self.plan.home_share * line.target_t
    }

    /// Tonnes of a store that are for those who are short now: all of it for users at home, else what may go abroad.
    pub(crate) fn within_reach_t(&self, line: &Line, held_t: f64) -> f64 {
        let is_for = |member: &Member| member.is_short && member.country == self.country;
        if line.members.iter().any(is_for) {
            held_t
        } else {
            (held_t - self.kept_at_home_t(line)).max(0.0)
        }
    }
}

/// All depots, in the order of the scenario's governments.
#[derive(Resource, Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Depots {
    /// The depots.
    pub(crate) list: Vec<Depot>,
    /// What a missing tonne costs those who need it, by need [USD/t]: found once a quarter.
    pub(crate) loss_usd_per_t: Vec<f64>,
    /// Stock visible to all at the end of last week [weeks], by country and good.
    visible_weeks: Vec<f64>,
    /// The same in tonnes that the country can count on.
    visible_t: Vec<f64>,
    n_goods: usize,
}

impl Depots {
    /// Starts a new recording period.
    pub(crate) fn forget(&mut self) {
        for depot in &mut self.list {
            depot.lines.iter_mut().for_each(Line::forget);
        }
    }

    /// Reads the stocks of a scenario, whose web is at rest, and puts into them what they hold at the start.
    pub(crate) fn new(
        scenario: &Scenario,
        clock: &Clock,
        facts: &Facts,
        web: &Web,
        stocks: &mut Stocks,
    ) -> Self {
        let mut list: Vec<Depot> = Vec::new();
        for government in &scenario.governments {
            let Some(plan) = &government.stockpile else {
                continue;
            };
            let agent = facts.agents.depots.start + list.len();
            let country = facts.places.country(&government.country);
            let allies = plan.allies.iter().map(|ally| facts.places.country(ally));
            let members: Vec<CountryIndex> = std::iter::once(country).chain(allies).collect();
            let mut lines: Vec<Line> = plan
                .target_days
                .iter()
                .map(|(id, days)| read_line(facts.goods.index(id), *days, &members, web))
                .collect();
            lines.sort_by_key(|line| line.good);
            for line in &mut lines {
                let good = &facts.goods.list[line.good];
                let days = plan.start_days.get(&good.id).copied().unwrap_or(0.0);
                let held_t = days / DAYS_PER_WEEK * line.use_t();
                stocks.add(agent, line.good, held_t);
                line.worth_usd = held_t * good.start_price[facts.places.country_zone[country]];
            }
            list.push(Depot {
                government: government.id.clone(),
                agent,
                country,
                decides_from: clock.week_of(government.decides_from),
                plan: plan.clone(),
                lines,
            });
        }
        let mut depots = Self {
            list,
            loss_usd_per_t: Vec::new(),
            visible_weeks: vec![0.0; facts.places.n_countries() * facts.goods.len()],
            visible_t: vec![0.0; facts.places.n_countries() * facts.goods.len()],
            n_goods: facts.goods.len(),
        };
        depots.show(stocks);
        depots
    }

    /// The line of a depot that is an agent.
    pub(crate) fn line_of(&mut self, agent: AgentIndex, good: GoodIndex) -> Option<&mut Line> {
        let depot = self.list.iter_mut().find(|depot| depot.agent == agent)?;
        depot.lines.iter_mut().find(|line| line.good == good)
    }

    /// Countries that a government's stock of a good serves besides its own.
    pub(crate) fn allies_of(
        &self,
        country: CountryIndex,
        good: GoodIndex,
    ) -> impl Iterator<Item = CountryIndex> + '_ {
        let own = self
            .list
            .iter()
            .filter(move |depot| depot.country == country);
        let lines =
            own.flat_map(move |depot| depot.lines.iter().filter(move |line| line.good == good));
        lines
            .flat_map(|line| line.members.iter().map(|member| member.country))
            .filter(move |member| *member != country)
    }

    /// Writes down what everybody may see of the stocks: secret ones do not show.
    pub(crate) fn show(&mut self, stocks: &Stocks) {
        self.visible_weeks.fill(0.0);
        self.visible_t.fill(0.0);
        for depot in self.list.iter().filter(|depot| depot.plan.is_published) {
            for line in &depot.lines {
                let use_t = line.use_t();
                if use_t <= 0.0 {
                    continue;
                }
                let held_t = stocks.held_t(depot.agent, line.good);
                for member in &line.members {
                    let within_reach_t = if member.country == depot.country {
                        held_t
                    } else {
                        (held_t - depot.kept_at_home_t(line)).max(0.0)
                    };
                    let at = member.country * self.n_goods + line.good;
                    self.visible_weeks[at] += within_reach_t / use_t;
                    self.visible_t[at] += within_reach_t;
                }
            }
        }
    }

    /// Published stock that is within reach of a country [t].
    pub(crate) fn visible_t(&self, country: CountryIndex, good: GoodIndex) -> f64 {
        self.visible_t[country * self.n_goods + good]
    }

    /// Published stock that is within reach of a country, in weeks of the use of all whom it serves: what a government
    /// that weighs a curb may count with.
    pub(crate) fn visible_weeks(&self, country: CountryIndex, good: GoodIndex) -> f64 {
        self.visible_weeks[country * self.n_goods + good]
    }
}

fn read_line(good: GoodIndex, days: f64, members: &[CountryIndex], web: &Web) -> Line {
    let use_of = |country: CountryIndex| {
        let needs = web.needs.iter();
        let own = needs.filter(|need| need.good == good && need.country == country);
        own.map(|need| need.expected_t).sum::<f64>()
    };
    let members: Vec<Member> = members
        .iter()
        .map(|&country| Member {
            country,
            use_t: use_of(country),
            base_weeks: 0.0,
            index: 0.0,
            dear_weeks: 0,
            is_short: false,
            given_t: 0.0,
            released_t: 0.0,
            paid_usd: 0.0,
        })
        .collect();
    let use_t: f64 = members.iter().map(|member| member.use_t).sum();
    Line {
        good,
        target_t: days / DAYS_PER_WEEK * use_t,
        stance: Stance::Hold,
        members,
        worth_usd: 0.0,
        coming_t: 0.0,
        wanted_t: 0.0,
        price: 0.0,
        ceiling: 0.0,
        rights: Vec::new(),
        rights_t_per_year: 0.0,
        bought_t: 0.0,
        cost_usd: 0.0,
    }
}
