//! All measures of a case over replicates, with intervals.

use model::{Answer, Simulation};
use rayon::prelude::*;
use scenario::Scenario;
use sweep::{Interval, LEVEL_SHARE, student_interval};

use crate::attribution::{Attribution, N_SUBSETS, withheld};
use crate::curve::{Point, unmet_need_share};
use crate::fork::{GoesOn, Laboratory, Trial, advance, original, supplies};
use crate::static_measures::{
    Statics, hhi, hirschman_share, log_value_per_usd, n_minus_one_share, origin_shares,
    substitutable_share,
};
use crate::survive::{Endurance, endurance, excess_loss_shares};
use crate::weakest::Link;
use crate::{Case, WEEKS_PER_YEAR, halflife, weakest};

/// Policy stocks, which the second endurance does without.
const POLICY_STOCKS: [Answer; 2] = [Answer::PublicStock, Answer::AllyRelease];
/// Weeks of a year of forks.
const YEAR_WEEKS: u32 = 52;

/// Which costly measures are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What each answer is worth.
    pub attribution: bool,
    /// How fast the cost halves when the embargo comes later.
    pub half_life: bool,
    /// Which good is the weakest link.
    pub weakest: bool,
}

/// A mean over replicates with its 90 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Its interval; none below two replicates.
    pub interval: Option<Interval>,
}

impl Mean {
    /// Of values in the order of replicates; nil of none.
    pub fn of(values: &[f64]) -> Self {
        Self {
            mean: values.iter().sum::<f64>() / values.len().max(1) as f64,
            interval: student_interval(values, LEVEL_SHARE),
        }
    }
}

/// What one replicate says.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Costs by horizon.
    pub points: Vec<Point>,
    /// Need not met by horizon.
    pub unmet_need_shares: Vec<f64>,
    /// How long the target lasts.
    pub endurance: Endurance,
    /// The same without strategic stocks.
    pub bare_endurance: Endurance,
    /// Measures without simulation.
    pub statics: Statics,
    /// What each answer is worth.
    pub attribution: Option<Attribution>,
    /// Embargoes of one good each.
    pub links: Vec<Link>,
    /// Cost to the target by year of the embargo [USD].
    pub later_usd: Vec<f64>,
}

/// A case measured over replicates.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Each replicate, in order.
    pub outcomes: Vec<Outcome>,
    /// The longest horizon, up to which endurance is known [weeks].
    pub longest_weeks: u32,
}

/// Weeks of simulation that a measurement will take, for a progress bar.
pub fn weeks_of_work(case: &Case, wanted: Wanted, replicates: u32) -> u64 {
    let longest = u64::from(case.longest());
    let mut weeks = u64::from(case.week) + 2 * longest;
    if case.has_policy_stocks() {
        weeks += 2 * longest;
    }
    if wanted.attribution {
        weeks += 2 * longest * N_SUBSETS as u64;
    }
    if wanted.weakest {
        let horizon = u64::from(case.longest().min(weakest::HORIZON_WEEKS));
        weeks += 2 * horizon * case.goods.len() as u64;
    }
    if wanted.half_life {
        let years = u64::from(later_weeks(case).len() as u32);
        weeks += years * 2 * u64::from(halflife::HORIZON_WEEKS);
        weeks += years.saturating_sub(1) * u64::from(YEAR_WEEKS);
    }
    weeks * u64::from(replicates)
}

/// Measures a case on the threads of the current pool; none when work has to end.
///
/// Replicates take the worlds in turn, which differ from the case's scenario in parameters alone; without any all take
/// the scenario itself.
pub fn measure(
    case: &Case,
    worlds: &[Scenario],
    wanted: Wanted,
    replicates: u32,
    goes_on: GoesOn,
) -> Option<Summary> {
    let of_replicate = |replicate: u32| match worlds.len() {
        0 => case.clone(),
        count => Case {
            scenario: &worlds[replicate as usize % count],
            ..case.clone()
        },
    };
    let outcomes = (0..replicates)
        .into_par_iter()
        .with_max_len(1)
        .map(|replicate| one(&of_replicate(replicate), wanted, replicate, goes_on))
        .collect::<Option<Vec<Outcome>>>()?;
    Some(Summary {
        outcomes,
        longest_weeks: case.longest(),
    })
}

fn one(case: &Case, wanted: Wanted, replicate: u32, goes_on: GoesOn) -> Option<Outcome> {
    let mut world = original(case, replicate, goes_on)?;
    let mut laboratory = Laboratory::new(case, &world, goes_on);
    let mut outcome = plain(case, &world, &mut laboratory)?;
    if wanted.attribution {
        outcome.attribution = Some(attribution(case, &world, &mut laboratory)?);
    }
    if wanted.weakest {
        outcome.links = links(case, &world, &mut laboratory)?;
    }
    if wanted.half_life {
        outcome.later_usd = later(case, &mut world, &mut laboratory, goes_on)?;
    }
    Some(outcome)
}

/// Curve, endurance and static measures.
fn plain(case: &Case, world: &Simulation, laboratory: &mut Laboratory) -> Option<Outcome> {
    let mut trial = Trial {
        goods: &case.goods,
        withheld: &case.without,
        weeks: case.longest(),
    };
    let points = laboratory.costs(world, trial, &case.horizons)?;
    let (base, action) = laboratory.seen();
    let losses = excess_loss_shares(&base.target, &action.target, &case.goods);
    let unmet = |&weeks: &u32| unmet_need_share(&action.target, &case.goods, weeks);
    let unmet_need_shares = case.horizons.iter().map(unmet).collect();
    let value_usd = base.target.first_week_value_usd(&case.goods) * WEEKS_PER_YEAR;
    let statics = statics(case, world, value_usd);
    let lasts = endurance(&losses);
    let bare_endurance = if case.has_policy_stocks() {
        let withheld = [&case.without[..], &POLICY_STOCKS].concat();
        trial.withheld = &withheld;
        let (base, action) = laboratory.run(world, trial)?;
        endurance(&excess_loss_shares(
            &base.target,
            &action.target,
            &case.goods,
        ))
    } else {
        lasts
    };
    Some(Outcome {
        points,
        unmet_need_shares,
        endurance: lasts,
        bare_endurance,
        statics,
        attribution: None,
        links: Vec::new(),
        later_usd: Vec::new(),
    })
}

fn statics(case: &Case, world: &Simulation, value_usd_per_year: f64) -> Statics {
    let supplies = world.supplies(&world.prices());
    let shares = origin_shares(
        &supplies,
        case.target,
        &case.goods,
        case.scenario.countries.len(),
    );
    let (mut usd_per_year, mut stock_usd) = (0.0, 0.0);
    for &good in &case.goods {
        let own = supplies
            .iter()
            .filter(|it| (it.destination, it.good) == (case.target, good));
        let (tonnes, usd) = own.fold((0.0, 0.0), |sum, it| {
            (sum.0 + it.t_per_year, sum.1 + it.usd_per_year)
        });
        usd_per_year += usd;
        if tonnes > 0.0 {
            stock_usd += world.cover_t(case.target, good) * usd / tonnes;
        }
    }
    let stock_years = if usd_per_year > 0.0 {
        stock_usd / usd_per_year
    } else {
        0.0
    };
    let import_share = shares.get(case.imposer).copied().unwrap_or(0.0);
    Statics {
        import_share,
        supplier_hhi: hhi(&shares),
        hirschman_share: hirschman_share(import_share, mean_substitutable_share(case)),
        log_value_per_usd: log_value_per_usd(value_usd_per_year, usd_per_year),
        n_minus_one_share: n_minus_one_share(&shares, stock_years),
    }
}

/// What the target's users in scope could save within a year, by the value of their demand.
fn mean_substitutable_share(case: &Case) -> f64 {
    let scenario = case.scenario;
    let in_scope = |good: &str| {
        let mut ids = case.goods.iter().map(|&at| scenario.goods[at].id.as_str());
        ids.any(|id| id == good)
    };
    let most = scenario.behaviour.thrift_most_per_year;
    let (mut saved, mut value) = (0.0, 0.0);
    let own = scenario.buyers.iter();
    for buyer in own.filter(|it| it.country == case.target_id() && in_scope(&it.good)) {
        let usd = buyer.demand_t_per_year * buyer.value_usd_per_kg;
        saved += usd * substitutable_share(most, YEAR_WEEKS, buyer.least_intensity_share);
        value += usd;
    }
    if value > 0.0 { saved / value } else { 0.0 }
}

fn attribution(
    case: &Case,
    world: &Simulation,
    laboratory: &mut Laboratory,
) -> Option<Attribution> {
    let mut costs = Vec::with_capacity(N_SUBSETS);
    for subset in 0..N_SUBSETS {
        let trial = Trial {
            goods: &case.goods,
            withheld: &withheld(subset),
            weeks: case.longest(),
        };
        let points = laboratory.costs(world, trial, &[case.longest()])?;
        costs.push(points[0].target.total_usd());
    }
    Some(Attribution::of(&costs))
}

fn links(case: &Case, world: &Simulation, laboratory: &mut Laboratory) -> Option<Vec<Link>> {
    let weeks = case.longest().min(weakest::HORIZON_WEEKS);
    let mut links = Vec::with_capacity(case.goods.len());
    for &good in &case.goods {
        let (mut target_usd, mut imposer_usd) = (0.0, 0.0);
        if supplies(world, case, good) {
            let trial = Trial {
                goods: &[good],
                withheld: &case.without,
                weeks,
            };
            let point = laboratory.costs(world, trial, &[weeks])?[0];
            target_usd = point.target.total_usd();
            imposer_usd = point.imposer.total_usd();
        }
        links.push(Link {
            good,
            target_usd,
            imposer_usd,
        });
    }
    Some(links)
}

/// Weeks of the yearly forks: as many as end within the clock.
pub(crate) fn later_weeks(case: &Case) -> Vec<u32> {
    (case.week..)
        .step_by(YEAR_WEEKS as usize)
        .take_while(|week| {
            *week == case.week || week + halflife::HORIZON_WEEKS <= case.scenario.clock.weeks
        })
        .collect()
}

fn later(
    case: &Case,
    world: &mut Simulation,
    laboratory: &mut Laboratory,
    goes_on: GoesOn,
) -> Option<Vec<f64>> {
    let horizon = halflife::HORIZON_WEEKS;
    let trial = Trial {
        goods: &case.goods,
        withheld: &case.without,
        weeks: horizon,
    };
    let mut costs = Vec::new();
    for week in later_weeks(case) {
        advance(world, week, goes_on)?;
        let points = laboratory.costs(world, trial, &[horizon])?;
        costs.push(points[0].target.total_usd());
    }
    Some(costs)
}

impl Summary {
    /// A mean over replicates.
    pub fn mean(&self, of: impl Fn(&Outcome) -> f64) -> Mean {
        Mean::of(&self.outcomes.iter().map(of).collect::<Vec<f64>>())
    }

    /// Mean of weeks that may lie beyond the horizon, which then count as the horizon; none where all do.
    pub fn mean_weeks(&self, of: impl Fn(&Outcome) -> Option<u32>) -> Option<f64> {
        let longest = self.longest_weeks;
        let known = self.outcomes.iter().any(|outcome| of(outcome).is_some());
        let weeks = |outcome: &Outcome| f64::from(of(outcome).unwrap_or(longest));
        known.then(|| self.mean(weeks).mean)
    }

    /// Mean embargoes of one good each.
    pub fn links(&self) -> Vec<Link> {
        let first = self.outcomes.first().map_or(&[][..], |it| &it.links);
        let at = |(at, link): (usize, &Link)| Link {
            good: link.good,
            target_usd: self.mean(|it| it.links[at].target_usd).mean,
            imposer_usd: self.mean(|it| it.links[at].imposer_usd).mean,
        };
        first.iter().enumerate().map(at).collect()
    }

    /// Mean cost to the target by year of the embargo.
    pub fn later(&self) -> Vec<Mean> {
        let years = self.outcomes.first().map_or(0, |it| it.later_usd.len());
        let at = |year: usize| self.mean(|it| it.later_usd[year]);
        (0..years).map(at).collect()
    }

    /// Years until the mean cost has halved.
    pub fn half_life_years(&self) -> Option<f64> {
        let costs: Vec<f64> = self.later().iter().map(|mean| mean.mean).collect();
        halflife::half_life_years(&costs)
    }

    /// What each answer avoids, on average; empty when it was not asked.
    pub fn avoided(&self) -> Vec<(Answer, Mean)> {
        if self.outcomes.iter().any(|it| it.attribution.is_none()) {
            return Vec::new();
        }
        let of = |at: usize| {
            self.mean(|it| {
                let parts = it.attribution.as_ref();
                parts.map_or(0.0, |parts| parts.avoided_usd[at])
            })
        };
        let all = Answer::ALL.iter().enumerate();
        all.map(|(at, answer)| (*answer, of(at))).collect()
    }
}
