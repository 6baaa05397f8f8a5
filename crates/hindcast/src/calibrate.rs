//! Calibration: a sample of parameter sets within their priors that fit the targets of an episode.
//!
//! The misfit of a set is half the sum of squared distances of the judged figures in tolerances, each capped at 9 so that
//! one miss does not decide. A global optimiser (CMA-ES, Hansen 2001), started several times, finds where the fit is best; walkers start in a small
//! ball around it and move by differential evolution (Nelson and others 2013) and by the affine-invariant stretch of
//! Goodman and Weare (2010), as emcee does it. A figure at its tolerance counts as two standard deviations off, so the log
//! posterior is the prior less four times the misfit: with one standard deviation, the mere number of parameters would
//! carry most of the sample outside most tolerances. Priors are even over their ranges; walkers walk in logits of the place
//! in the range, which no step leaves. Every run has the same seed, so sets differ and luck does not. The chain is short
//! for the number of parameters: the sample says which sets fit, not how probable each is.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};

use cmaes::{CMAESOptions, DVector};
use hammer_and_sample::{
    DifferentialEvolution, Mixture, Model, Parallel, Schedule, Stretch, sample,
};
use rand::{RngExt, TryRng};
use rayon::prelude::*;
use scenario::Scenario;
use units::Date;

use crate::episode::Episode;
use crate::parameters::{ParameterSet, Posterior, PosteriorError, Provenance};
use crate::prior::{PRIORS, Prior};
use crate::target::{Role, Target};

/// Most that one figure adds to the sum of squares.
const CAP: f64 = 9.0;
/// Part of the runs that the optimiser may spend.
const OPTIMISER_SHARE: f64 = 0.8;
/// Times that the optimiser starts anew, each with other draws: the misfit has several valleys, and where a single search
/// ends hangs on the last digit of a price.
const STARTS: usize = 4;
/// First step of the optimiser, as a part of the ranges.
const FIRST_STEP: f64 = 0.3;
/// Half the width of the ball in which walkers start, as a part of the ranges.
const BALL: f64 = 0.1;
/// Nearest that walkers start to the ends of a range, where logits have no end.
const EDGE: f64 = 0.01;
/// Log posterior for a unit of misfit: two standard deviations to a tolerance.
const SHARPNESS: f64 = 4.0;
/// What leaving the ranges costs the optimiser, per squared part of a range.
const OUTSIDE: f64 = 1000.0;

/// What to calibrate, and how long.
pub struct Plan<'a> {
    /// Runs in all, about.
    pub evaluations: usize,
    /// Seed of the sampler and of all runs.
    pub seed: u64,
    /// Sets to keep.
    pub sets: usize,
    /// Last day of what counts; none for everything.
    pub until: Option<Date>,
    /// Version of the program, for the provenance.
    pub program: &'a str,
    /// Told the runs done and the lowest misfit so far.
    pub progress: &'a (dyn Fn(usize, f64) + Sync),
    /// Asked between weeks whether to go on.
    pub goes_on: &'a (dyn Fn() -> bool + Sync),
}

/// Samples parameter sets; none when it was stopped.
pub fn calibrate(episode: &Episode, plan: &Plan<'_>) -> Result<Option<Posterior>, PosteriorError> {
    let priors = usable(episode)?;
    let fit = Fit::new(episode, plan, &priors);
    let default_misfit = fit.misfit_of(&fit.base);
    let walkers = (2 * priors.len()).max(16).next_multiple_of(2);
    let each = (plan.evaluations as f64 * OPTIMISER_SHARE) as usize / STARTS;
    let Some(optimum) = fit.best_of_starts(each.max(walkers)) else {
        return Ok(None);
    };
    let starts = fit.around(&optimum, walkers);
    let fit = Fit {
        known: starts
            .iter()
            .map(|(point, misfit)| (bits(point), *misfit))
            .collect(),
        ..fit
    };
    let gamma = 2.38 / libm::sqrt(2.0 * priors.len() as f64);
    let moves = Mixture::from((
        (DifferentialEvolution::new(gamma, 1e-5), 2_u32),
        (Stretch::default(), 1_u32),
    ));
    let streams = starts
        .into_iter()
        .enumerate()
        .map(|(at, (point, _))| (point, Stream::new(plan.seed, at as u64 + 1)));
    let (chain, accepted) = sample(&fit, &moves, streams, Budget(&fit), Parallel);
    if !(plan.goes_on)() {
        return Ok(None);
    }
    let points: Vec<Vec<f64>> = thinned(&chain, plan.sets, walkers)
        .iter()
        .map(|point| shares(point))
        .collect();
    let misfits: Vec<f64> = points.par_iter().map(|point| fit.misfit(point)).collect();
    let best = misfits.iter().copied().fold(f64::INFINITY, f64::min);
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|&one, &other| misfits[one].total_cmp(&misfits[other]));
    Ok(Some(Posterior {
        provenance: Provenance {
            program: plan.program.to_owned(),
            scenario: episode.scenario.about.name.clone(),
            hash: episode.hash.clone(),
            method: METHOD.to_owned(),
            targets: fitted(episode),
            until: plan.until.map(|day| day.to_string()),
            seed: plan.seed,
            evaluations: fit.runs.load(Ordering::Relaxed) as u64,
            accepted_share: accepted as f64 / chain.len().max(1) as f64,
            misfit: (best, default_misfit),
            priors: ranges(&priors),
        },
        sets: order.iter().map(|&at| set(&priors, &points[at])).collect(),
    }))
}

const METHOD: &str = "the best of four searches by CMA-ES (cmaes 0.2) for four fifths of the runs, then an ensemble sampler (hammer-and-sample 0.6, differential evolution and affine-invariant stretch), even priors, Gaussian pseudo-likelihood of figures with two standard deviations to a tolerance, squares capped at 9 tolerances, one seed for all runs";

/// Priors whose paths the scenario has; a fact of another episode is left out.
fn usable(episode: &Episode) -> Result<Vec<&'static Prior>, PosteriorError> {
    let mut priors = Vec::new();
    for prior in PRIORS {
        let missing = prior
            .paths
            .iter()
            .find_map(|path| episode.scenario.get(path).err());
        match missing {
            Some(_) if prior.is_fact => {}
            Some(fault) => return Err(fault.into()),
            None => priors.push(prior),
        }
    }
    Ok(priors)
}

/// What is tested is never fitted.
fn counts(target: &Target) -> bool {
    target.role == Role::Fitted
}

fn fitted(episode: &Episode) -> Vec<String> {
    let counted = episode.targets.iter().filter(|target| counts(target));
    counted.map(|target| target.id.to_owned()).collect()
}

fn ranges(priors: &[&Prior]) -> BTreeMap<String, (f64, f64, String)> {
    let range = |prior: &&Prior| {
        let scale = prior.scale.word().to_owned();
        (prior.name.to_owned(), (prior.low, prior.high, scale))
    };
    priors.iter().map(range).collect()
}

/// The parameter set of a point of the unit cube.
fn set(priors: &[&Prior], point: &[f64]) -> ParameterSet {
    let mut set = ParameterSet {
        shared: BTreeMap::new(),
        facts: BTreeMap::new(),
    };
    for (prior, share) in priors.iter().zip(point) {
        let values = if prior.is_fact {
            &mut set.facts
        } else {
            &mut set.shared
        };
        let value = rounded(prior.value(*share));
        values.extend(prior.paths.iter().map(|path| ((*path).to_owned(), value)));
    }
    set
}

/// Places in the ranges of logits.
fn shares(point: &[f64]) -> Vec<f64> {
    let share = |logit: &f64| 1.0 / (1.0 + libm::exp(-logit));
    point.iter().map(share).collect()
}

/// Logits of places in the ranges.
fn logits(shares: &[f64]) -> Vec<f64> {
    let logit = |share: &f64| libm::log(share / (1.0 - share));
    shares.iter().map(logit).collect()
}

/// Five digits are enough to repeat a fit, and can be read.
fn rounded(value: f64) -> f64 {
    format!("{value:.4e}").parse().unwrap_or(value)
}

/// What the sampler walks on.
struct Fit<'a> {
    episode: &'a Episode,
    plan: &'a Plan<'a>,
    priors: &'a [&'static Prior],
    base: Scenario,
    /// Misfits of the points that walkers start from.
    known: BTreeMap<Vec<u64>, f64>,
    runs: AtomicUsize,
    /// The lowest misfit so far, as the bits of a number from 0 up, which are in the order of the numbers.
    lowest: std::sync::atomic::AtomicU64,
}

impl<'a> Fit<'a> {
    fn new(episode: &'a Episode, plan: &'a Plan<'a>, priors: &'a [&'static Prior]) -> Self {
        let mut base = episode.scenario.clone();
        base.record.every_weeks = 1;
        if let Some(day) = plan.until {
            base.clock.weeks = episode.weeks_until(day);
        }
        Self {
            episode,
            plan,
            priors,
            base,
            known: BTreeMap::new(),
            runs: AtomicUsize::new(0),
            lowest: f64::INFINITY.to_bits().into(),
        }
    }

    /// Half the sum of squared distances of a point of the unit cube.
    fn misfit(&self, point: &[f64]) -> f64 {
        let set = set(self.priors, point);
        let mut scenario = self.base.clone();
        for (path, value) in set.shared.iter().chain(&set.facts) {
            // Paths were tried before the first run, so what cannot be set is a value of another kind.
            if scenario.set(path, &format!("{value:?}")).is_err() {
                return f64::INFINITY;
            }
        }
        self.misfit_of(&scenario)
    }

    fn misfit_of(&self, scenario: &Scenario) -> f64 {
        let goes_on = || (self.plan.goes_on)();
        let Some(history) = self.episode.history(scenario, self.plan.seed, 0, &goes_on) else {
            return f64::INFINITY;
        };
        let figures = self.episode.measure(&history);
        let counted = self.episode.targets.iter().zip(&figures);
        let distances = counted
            .filter(|(target, _)| counts(target))
            .flat_map(|(_, figures)| figures)
            .filter_map(|figure| match self.plan.until {
                None => figure.distance_alone(),
                Some(day) => figure.distance_until(day),
            });
        let misfit = 0.5 * distances.map(|far| (far * far).min(CAP)).sum::<f64>();
        self.runs.fetch_add(1, Ordering::Relaxed);
        self.lowest.fetch_min(misfit.to_bits(), Ordering::Relaxed);
        misfit
    }

    fn tell(&self) {
        let lowest = f64::from_bits(self.lowest.load(Ordering::Relaxed));
        (self.plan.progress)(self.runs.load(Ordering::Relaxed), lowest);
    }

    /// The best point of several searches with so many runs each; none when they were stopped.
    fn best_of_starts(&self, runs: usize) -> Option<Vec<f64>> {
        let mut best: Option<(Vec<f64>, f64)> = None;
        for start in 0..STARTS as u64 {
            let (point, misfit) = self.optimise(runs, self.plan.seed + start)?;
            if best.as_ref().is_none_or(|(_, lowest)| misfit < *lowest) {
                best = Some((point, misfit));
            }
        }
        best.map(|(point, _)| point)
    }

    /// The best point that the optimiser finds with so many runs, and its misfit; none when it was stopped.
    fn optimise(&self, runs: usize, seed: u64) -> Option<(Vec<f64>, f64)> {
        let objective = |point: &DVector<f64>| {
            let inside: Vec<f64> = point.iter().map(|share| share.clamp(0.0, 1.0)).collect();
            let outside: f64 = point
                .iter()
                .zip(&inside)
                .map(|(share, kept)| (share - kept) * (share - kept))
                .sum();
            self.tell();
            self.misfit(&inside) + OUTSIDE * outside
        };
        let middle = vec![0.5; self.priors.len()];
        let mut search = CMAESOptions::new(middle, FIRST_STEP)
            .seed(seed)
            .max_function_evals(runs)
            .build(objective)
            .ok()?;
        let best = search.run_parallel().overall_best?;
        let inside = best.point.iter().map(|share| share.clamp(0.0, 1.0));
        (self.plan.goes_on)().then(|| (inside.collect(), best.value))
    }

    /// Logits of points in a small ball around a point, itself the first, with their misfits.
    fn around(&self, centre: &[f64], count: usize) -> Vec<(Vec<f64>, f64)> {
        let near = |at: usize| {
            let mut stream = Stream::new(self.plan.seed ^ 0x5eed, at as u64);
            let width = if at == 0 { 0.0 } else { 2.0 * BALL };
            let point: Vec<f64> = centre
                .iter()
                .map(|share| share + width * (stream.random::<f64>() - 0.5))
                .map(|share| share.clamp(EDGE, 1.0 - EDGE))
                .collect();
            (logits(&point), self.misfit(&point))
        };
        (0..count).into_par_iter().map(near).collect()
    }
}

impl Model for Fit<'_> {
    type Params = Vec<f64>;

    fn log_prob(&self, point: &Vec<f64>) -> f64 {
        let shares = shares(point);
        // What is even in the share s has the density s (1 - s) in its logit.
        let prior: f64 = shares
            .iter()
            .map(|share| libm::log(share * (1.0 - share)))
            .sum();
        if !prior.is_finite() {
            return f64::NEG_INFINITY;
        }
        let misfit = self.known.get(&bits(point)).copied();
        prior - SHARPNESS * misfit.unwrap_or_else(|| self.misfit(&shares))
    }
}

/// Steps until the runs are spent; a step is one move of every walker.
struct Budget<'a>(&'a Fit<'a>);

impl Schedule<Vec<f64>> for Budget<'_> {
    fn next_step(&mut self, chain: &[Vec<f64>]) -> ControlFlow<()> {
        let fit = self.0;
        fit.tell();
        let is_spent = fit.runs.load(Ordering::Relaxed) >= fit.plan.evaluations;
        if (is_spent && !chain.is_empty()) || !(fit.plan.goes_on)() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

fn bits(point: &[f64]) -> Vec<u64> {
    point.iter().map(|share| share.to_bits()).collect()
}

/// Points from the end of the chain, spread over the walkers, each once.
fn thinned(chain: &[Vec<f64>], count: usize, walkers: usize) -> Vec<Vec<f64>> {
    let mut points: Vec<Vec<f64>> = Vec::new();
    // The last states of walkers far apart first; what is missing comes from those between and before.
    let step = (walkers / count.max(1)).max(1);
    let places = (0..step).flat_map(|offset| chain.iter().rev().skip(offset).step_by(step));
    for point in places {
        if points.len() == count {
            break;
        }
        if !points.contains(point) {
            points.push(point.clone());
        }
    }
    points
}

/// A random stream of the sampler (`SplitMix64`, Steele and others 2014).
#[derive(Debug, Clone)]
struct Stream(u64);

const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Stream {
    fn new(seed: u64, number: u64) -> Self {
        Self(mix(
            mix(seed ^ GAMMA) ^ number.wrapping_mul(0xd134_2543_de82_ef95)
        ))
    }
}

impl TryRng for Stream {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|word| (word >> 32) as u32)
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0 = self.0.wrapping_add(GAMMA);
        Ok(mix(self.0))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            let word = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logits_and_shares_are_inverse() {
        // ln(0.8 / 0.2) = 1.3863
        let logits = logits(&[0.8]);
        assert!((logits[0] - 1.386_294).abs() < 1e-6);
        assert!((shares(&logits)[0] - 0.8).abs() < 1e-12);
    }

    #[test]
    fn five_digits_are_kept() {
        assert!((rounded(0.123_456_78) - 0.123_46).abs() < 1e-12);
    }

    #[test]
    fn sample_comes_from_the_end_and_holds_no_point_twice() {
        let chain: Vec<Vec<f64>> = [1.0, 2.0, 3.0, 3.0].map(|x| vec![x]).to_vec();
        assert_eq!(thinned(&chain, 2, 2), [vec![3.0], vec![2.0]]);
        assert_eq!(thinned(&chain, 9, 2).len(), 3);
    }
}
