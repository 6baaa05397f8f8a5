//! What a run leaves for the comparison with history: a small memory that answers questions about any period.
//!
//! Tables come in weekly rows (quotes) or one row per recording period (everything else); a question about other
//! dates takes each period by the days that it shares with the dates, as if it were even within.

pub(crate) mod sink;
mod voyage;

use scenario::Scenario;
use units::Date;

use crate::names::{Filter, Id, Names};
use voyage::Voyages;

const DAYS_PER_WEEK: i32 = 7;

/// A material at a stage; an empty text stands for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Good<'a> {
    /// Material, such as `dysprosium`.
    pub material: &'a str,
    /// Stage, such as `oxide`.
    pub stage: &'a str,
}

impl<'a> Good<'a> {
    /// A material at a stage.
    pub const fn new(material: &'a str, stage: &'a str) -> Self {
        Self { material, stage }
    }
}

/// From a day to the day after the last.
pub type Period = (Date, Date);

/// A period as days after the start of the clock.
type Days = (i32, i32);

/// What moved between two countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct FlowKey {
    material: Id,
    stage: Id,
    origin: Id,
    destination: Id,
    is_leak: bool,
}

/// Weekly quotes of one good in one zone, with value-added tax [USD/kg]; not a number before the first one.
#[derive(Debug, Clone)]
struct QuoteSeries {
    material: Id,
    stage: Id,
    zone: Id,
    vat_share: f64,
    quotes: Vec<f64>,
}

/// Tonnes between two countries, by recording period [t], and what was paid for them [USD].
#[derive(Debug, Clone)]
struct FlowSeries {
    key: FlowKey,
    tonnes: Vec<f64>,
    paid_usd: Vec<f64>,
}

/// What a final user went through, by recording period [t].
#[derive(Debug, Clone)]
struct UserSeries {
    user: Id,
    country: Id,
    end_use: Id,
    material: Id,
    stage: Id,
    used: Vec<f64>,
    lost: Vec<f64>,
}

/// A mine or refiner, by recording period.
#[derive(Debug, Clone)]
struct PlantSeries {
    plant: Id,
    country: Id,
    is_mine: bool,
    rate_t_per_year: Vec<f64>,
    states: Vec<Id>,
}

/// Tonnes of a good and how many of them were no dearer than a tenth above the index zone's quote, by period [t].
#[derive(Debug, Clone)]
struct CheapSeries {
    material: Id,
    stage: Id,
    cheap: Vec<f64>,
    all: Vec<f64>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// Monday of the week.
    pub date: Date,
    /// Kind of event, or `decision` for a plant that was decided.
    pub kind: String,
    /// The sentence of the event, or the id of the plant.
    pub sentence: String,
}

/// The memory of one run.
#[derive(Debug, Clone)]
pub struct History {
    start: Date,
    names: Names,
    index_zone: Id,
    /// Weeks with quotes so far; they follow each other from the start on.
    weeks: usize,
    quotes: Vec<QuoteSeries>,
    cursor: usize,
    /// Where the next row of a user, a mine or refiner is probably kept.
    next_user: usize,
    next_plant: usize,
    /// Names of the last flow: material, stage, origin, destination.
    last_flow: [Id; 4],
    /// First day after each recording period, as days after the start.
    ends: Vec<i32>,
    flows: Vec<FlowSeries>,
    users: Vec<UserSeries>,
    plants: Vec<PlantSeries>,
    cheap: Vec<CheapSeries>,
    happenings: Vec<Happening>,
    voyages: Voyages,
    columns: sink::Columns,
}

impl History {
    /// An empty memory for a run of a scenario.
    pub fn new(scenario: &Scenario) -> Self {
        let mut names = Names::default();
        let last = scenario.zones.last().map(|zone| zone.id.clone());
        let index_zone = scenario.market.index_zone.clone().or(last);
        let index_zone = names.id(&index_zone.unwrap_or_default());
        let voyages = Voyages::new(scenario, &mut names);
        Self {
            start: scenario.clock.start,
            names,
            index_zone,
            weeks: 0,
            quotes: Vec::new(),
            cursor: 0,
            next_user: 0,
            next_plant: 0,
            last_flow: [0; 4],
            ends: Vec::new(),
            flows: Vec::new(),
            users: Vec::new(),
            plants: Vec::new(),
            cheap: Vec::new(),
            happenings: Vec::new(),
            voyages,
            columns: sink::Columns::new(),
        }
    }

    /// From the first recorded day to the day after the last.
    pub fn span(&self) -> Period {
        (self.start, self.start.add_weeks(self.weeks as i32))
    }

    fn days(&self, period: Period) -> Days {
        (
            period.0.days_since(self.start),
            period.1.days_since(self.start),
        )
    }

    /// Mean quote over a period, without value-added tax [USD/kg]; none where nothing was quoted.
    pub fn quote(&self, good: Good<'_>, zone: &str, period: Period) -> Option<f64> {
        let (quote, vat_share) = self.quote_with_vat(good, zone, period)?;
        Some(quote / (1.0 + vat_share))
    }

    /// Mean published quote over a period [USD/kg], and the value-added tax in it.
    pub fn quote_with_vat(&self, good: Good<'_>, zone: &str, period: Period) -> Option<(f64, f64)> {
        let (material, stage) = (
            self.names.find(good.material)?,
            self.names.find(good.stage)?,
        );
        let zone = self.names.find(zone)?;
        let series = self.quotes.iter().find(|series| {
            series.material == material && series.stage == stage && series.zone == zone
        })?;
        let days = self.days(period);
        let first = (days.0.max(0) / DAYS_PER_WEEK) as usize;
        let (mut sum, mut weight) = (0.0, 0.0);
        for (week, quote) in series.quotes.iter().enumerate().skip(first) {
            let monday = week as i32 * DAYS_PER_WEEK;
            if monday >= days.1 {
                break;
            }
            if quote.is_finite() {
                let share = overlap((monday, monday + DAYS_PER_WEEK), days);
                sum += quote * share;
                weight += share;
            }
        }
        (weight > 0.0).then(|| (sum / weight, series.vat_share))
    }

    /// Zones in which a good is quoted.
    pub(crate) fn quoted_zones(&self, good: Good<'_>) -> impl Iterator<Item = &str> + '_ {
        let material = Filter::new(&self.names, good.material);
        let stage = Filter::new(&self.names, good.stage);
        self.quotes
            .iter()
            .filter(move |series| material.passes(series.material) && stage.passes(series.stage))
            .map(|series| self.names.name(series.zone))
    }

    /// Tonnes that left a country for another in a period, leakage apart [t]; empty texts stand for all.
    ///
    /// What a control holds in port counts from the day on which it is let go.
    pub fn exports(&self, good: Good<'_>, origin: &str, destination: &str, period: Period) -> f64 {
        self.traded(good, origin, destination, period, voyage::Day::Departure)
    }

    /// Tonnes that arrived in a country from another in a period [t]; leakage comes under no origin, and counts where
    /// `origin` is empty.
    pub fn imports(&self, good: Good<'_>, origin: &str, destination: &str, period: Period) -> f64 {
        self.traded(good, origin, destination, period, voyage::Day::Arrival)
    }

    fn traded(
        &self,
        good: Good<'_>,
        origin: &str,
        destination: &str,
        period: Period,
        day: voyage::Day,
    ) -> f64 {
        let takes_leaks = day == voyage::Day::Arrival && origin.is_empty();
        let chosen = self.flows_of(good, origin, destination).filter(|flow| {
            let key = flow.key;
            key.origin != key.destination && (takes_leaks || !key.is_leak)
        });
        let days = self.days(period);
        chosen.map(|flow| self.moved(flow, days, day)).sum()
    }

    /// Tonnes of a flow that left or arrived on some days [t].
    fn moved(&self, flow: &FlowSeries, days: Days, day: voyage::Day) -> f64 {
        let course = self.voyages.course(flow.key, day);
        let first = self.period_of(days.0 - course.longest());
        let mut sum = 0.0;
        for (at, tonnes) in flow.tonnes.iter().enumerate().skip(first) {
            let sold = self.recorded(at);
            if sold.0 >= days.1 {
                break;
            }
            if *tonnes > 0.0 {
                sum += tonnes * share_within(course.moved(sold), days);
            }
        }
        sum
    }

    /// Tonnes smuggled from one country to another in a period, by day of departure [t].
    pub fn leakage(&self, good: Good<'_>, origin: &str, destination: &str, period: Period) -> f64 {
        let chosen = self.flows_of(good, origin, destination);
        let leaks = chosen.filter(|flow| flow.key.is_leak);
        leaks.map(|flow| self.sum(&flow.tonnes, period)).sum()
    }

    /// What other countries paid for goods of a country in a period, leakage apart, by day of sale [USD].
    pub fn export_value_usd(&self, good: Good<'_>, origin: &str, period: Period) -> f64 {
        let chosen = self.flows_of(good, origin, "");
        let sold =
            chosen.filter(|flow| flow.key.origin != flow.key.destination && !flow.key.is_leak);
        sold.map(|flow| self.sum(&flow.paid_usd, period)).sum()
    }

    /// Flows of a good between two countries; empty texts stand for all.
    fn flows_of(
        &self,
        good: Good<'_>,
        origin: &str,
        destination: &str,
    ) -> impl Iterator<Item = &FlowSeries> {
        let filter = |name| Filter::new(&self.names, name);
        let (material, stage) = (filter(good.material), filter(good.stage));
        let (from, to) = (filter(origin), filter(destination));
        self.flows.iter().filter(move |flow| {
            let key = flow.key;
            material.passes(key.material)
                && stage.passes(key.stage)
                && from.passes(key.origin)
                && to.passes(key.destination)
        })
    }

    /// Part of a country's imports that comes from an origin; none where it imports nothing.
    pub fn import_share(
        &self,
        good: Good<'_>,
        origin: &str,
        destination: &str,
        period: Period,
    ) -> Option<f64> {
        let all = self.imports(good, "", destination, period);
        (all > 0.0).then(|| self.imports(good, origin, destination, period) / all)
    }

    /// Tonnes that final users of a country built in [t]; empty texts stand for all.
    pub fn used(&self, good: Good<'_>, country: &str, end_use: &str, period: Period) -> f64 {
        let users = self.users_of(good, country, end_use);
        users.map(|user| self.sum(&user.used, period)).sum()
    }

    /// Tonnes that final users of a country wanted and did not have [t].
    pub fn lost(&self, good: Good<'_>, country: &str, end_use: &str, period: Period) -> f64 {
        let users = self.users_of(good, country, end_use);
        users.map(|user| self.sum(&user.lost, period)).sum()
    }

    fn users_of(
        &self,
        good: Good<'_>,
        country: &str,
        end_use: &str,
    ) -> impl Iterator<Item = &UserSeries> {
        let filter = |name| Filter::new(&self.names, name);
        let (material, stage) = (filter(good.material), filter(good.stage));
        let (country, end_use) = (filter(country), filter(end_use));
        self.users.iter().filter(move |user| {
            material.passes(user.material)
                && stage.passes(user.stage)
                && country.passes(user.country)
                && end_use.passes(user.end_use)
        })
    }

    /// Tonnes mined in a country in a period, scrap counted as mined where it is a mine of the scenario [t].
    pub fn mined(&self, country: &str, period: Period) -> f64 {
        const DAYS_PER_YEAR: f64 = 365.25;
        let country = Filter::new(&self.names, country);
        let mines = self
            .plants
            .iter()
            .filter(|plant| plant.is_mine && country.passes(plant.country));
        let days = self.days(period);
        let mut sum = 0.0;
        for mine in mines {
            let first = self.period_of(days.0);
            for (at, rate) in mine.rate_t_per_year.iter().enumerate().skip(first) {
                let recorded = self.recorded(at);
                if recorded.0 >= days.1 {
                    break;
                }
                sum += rate * overlap(recorded, days) / DAYS_PER_YEAR;
            }
        }
        sum
    }

    /// First day after the first recording period from `after` on at whose end a plant was in a state.
    pub fn first_day_of(&self, plant: &str, state: &str, after: Date) -> Option<Date> {
        let (plant, state) = (self.names.find(plant)?, self.names.find(state)?);
        let series = self.plants.iter().find(|series| series.plant == plant)?;
        let after = after.days_since(self.start);
        let at = (0..series.states.len())
            .find(|at| self.ends[*at] > after && series.states[*at] == state)?;
        Some(self.start.add_days(self.ends[at]))
    }

    /// Part of a good's traded tonnes that cost at most a tenth more than the index zone's quote as published: landed
    /// prices abroad contain the tax that is not refunded; none where nothing was traded.
    pub fn cheap_share(&self, good: Good<'_>, period: Period) -> Option<f64> {
        let (material, stage) = (
            self.names.find(good.material)?,
            self.names.find(good.stage)?,
        );
        let series = self
            .cheap
            .iter()
            .find(|series| series.material == material && series.stage == stage)?;
        let all = self.sum(&series.all, period);
        (all > 0.0).then(|| self.sum(&series.cheap, period) / all)
    }

    /// Everything that happened, in order.
    pub fn happenings(&self) -> &[Happening] {
        &self.happenings
    }

    /// The first recording period that ends after a day.
    fn period_of(&self, day: i32) -> usize {
        self.ends.partition_point(|end| *end <= day)
    }

    /// The recording period at a place in the series.
    fn recorded(&self, at: usize) -> Days {
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        (from, self.ends[at])
    }

    /// Sum over a period of values that each stand for a recording period.
    fn sum(&self, values: &[f64], period: Period) -> f64 {
        let days = self.days(period);
        let mut sum = 0.0;
        let first = self.period_of(days.0);
        for (at, value) in values.iter().enumerate().skip(first) {
            let recorded = self.recorded(at);
            if recorded.0 >= days.1 {
                break;
            }
            sum += value * share_within(recorded, days);
        }
        sum
    }
}

/// Days that two periods have in common.
fn overlap(one: Days, other: Days) -> f64 {
    f64::from((one.1.min(other.1) - one.0.max(other.0)).max(0))
}

/// Part of the first period that lies within the second.
fn share_within(part: Days, whole: Days) -> f64 {
    overlap(part, whole) / f64::from((part.1 - part.0).max(1))
}
