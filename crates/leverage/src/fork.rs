//! Forks: a world at the date of the embargo, and two twins of it that go on with and without.

use model::{Answer, NoSink, PriceList, Simulation, UserWeek};

use crate::Case;
use crate::cost::{Record, Terms};
use crate::curve::{Point, Sides, curve};

/// Asked before each week of a run; work ends when it says no.
pub type GoesOn<'a> = &'a (dyn Fn() -> bool + Sync);

/// One thing to try on a pair of forks.
#[derive(Debug, Clone, Copy)]
pub struct Trial<'a> {
    /// Goods that are embargoed; none for no action.
    pub goods: &'a [usize],
    /// Answers taken away from both forks.
    pub withheld: &'a [Answer],
    /// How long.
    pub weeks: u32,
}

/// The world of a replicate at the date of the embargo; none when work has to end.
pub fn original(case: &Case, replicate: u32, goes_on: GoesOn) -> Option<Simulation> {
    let mut simulation = Simulation::new(case.scenario, case.seed, replicate);
    advance(&mut simulation, case.week, goes_on)?;
    Some(simulation)
}

/// Steps a world to a week.
pub fn advance(simulation: &mut Simulation, week: u32, goes_on: GoesOn) -> Option<()> {
    while simulation.week() < week {
        if !goes_on() {
            return None;
        }
        simulation.step(&mut NoSink);
    }
    Some(())
}

/// Two twins that are used again for every trial, and what was seen of them.
pub struct Laboratory<'a> {
    case: &'a Case<'a>,
    goes_on: GoesOn<'a>,
    base: Simulation,
    action: Simulation,
    seen_base: Sides,
    seen_action: Sides,
    users: Vec<UserWeek>,
}

impl<'a> Laboratory<'a> {
    /// Makes the twins.
    pub fn new(case: &'a Case<'a>, original: &Simulation, goes_on: GoesOn<'a>) -> Self {
        Self {
            case,
            goes_on,
            base: original.fork(),
            action: original.fork(),
            seen_base: Sides::default(),
            seen_action: Sides::default(),
            users: Vec::new(),
        }
    }

    /// Runs a trial from a world: base and action; none when work has to end.
    pub fn run(&mut self, original: &Simulation, trial: Trial) -> Option<(&Sides, &Sides)> {
        let prices = original.prices();
        self.prepare(original, trial);
        for _ in 0..trial.weeks {
            for is_action in [false, true] {
                if !(self.goes_on)() {
                    return None;
                }
                self.week(is_action, &prices);
            }
        }
        Some((&self.seen_base, &self.seen_action))
    }

    /// What was seen in the last trial: base and action.
    pub fn seen(&self) -> (&Sides, &Sides) {
        (&self.seen_base, &self.seen_action)
    }

    /// The same, as costs at some horizons.
    pub fn costs(
        &mut self,
        original: &Simulation,
        trial: Trial,
        horizons: &[u32],
    ) -> Option<Vec<Point>> {
        let terms = terms(self.case);
        let (base, action) = self.run(original, trial)?;
        Some(curve(base, action, horizons, terms))
    }

    fn prepare(&mut self, original: &Simulation, trial: Trial) {
        let (imposer, target) = (self.case.imposer_id(), self.case.target_id());
        for twin in [&mut self.base, &mut self.action] {
            original.fork_into(twin);
            twin.hold_curbs(imposer);
            for answer in trial.withheld {
                twin.withhold(*answer, target);
            }
        }
        if !trial.goods.is_empty() {
            let embargo = self.case.embargo(trial.goods, original.date());
            self.action.enact(&embargo);
        }
        for sides in [&mut self.seen_base, &mut self.seen_action] {
            sides.imposer.clear();
            sides.target.clear();
        }
    }

    fn week(&mut self, is_action: bool, prices: &PriceList) {
        let (twin, seen) = if is_action {
            (&mut self.action, &mut self.seen_action)
        } else {
            (&mut self.base, &mut self.seen_base)
        };
        twin.step(&mut NoSink);
        self.users.clear();
        twin.observe_users(&mut self.users);
        let supplies = twin.supplies(prices);
        for (record, country) in [
            (&mut seen.imposer, self.case.imposer),
            (&mut seen.target, self.case.target),
        ] {
            let own = self.users.iter().filter(|row| row.country == country);
            record.users.push(own.copied().collect());
            let books = twin.country_books_usd(country);
            record
                .worth_usd
                .push(books + twin.country_assets_usd(country, prices));
            let sold = supplies.iter().filter(|it| it.origin == country);
            let abroad = sold.filter(|it| it.destination != country);
            record
                .exports_usd_per_year
                .push(abroad.map(|it| it.usd_per_year).sum());
        }
    }
}

/// Discount rate and margin of a case.
pub fn terms(case: &Case) -> Terms {
    Terms {
        rate_per_year: case.discount_per_year,
        margin_share: case.export_margin_share,
    }
}

/// Whether a country supplies another with a good, so that an embargo of it could mean something.
pub fn supplies(simulation: &Simulation, case: &Case, good: usize) -> bool {
    simulation
        .supplies(&simulation.prices())
        .iter()
        .any(|it| (it.good, it.origin, it.destination) == (good, case.imposer, case.target))
}

impl Record {
    /// Planned value added of users of some goods in the first week [USD].
    pub fn first_week_value_usd(&self, goods: &[usize]) -> f64 {
        let rows = self.users.iter().take(1).flatten();
        let own = rows.filter(|row| goods.contains(&row.good));
        own.map(UserWeek::wanted_usd).sum()
    }
}
